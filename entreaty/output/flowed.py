"""Paragraphs as format=flowed lines (RFC 3676), which mail programs join again to any width."""

import re
from collections.abc import Iterator
from functools import lru_cache

# RFC 3676, 4.2: "lines SHOULD be 78 characters or shorter"; 72 leaves room for quoting.
_WIDTH = 72
# RFC 3676, 4.3: this very line separates the signature and is never soft.
_SIGNATURE = "-- "


def flowed(text: str) -> str:
    """Return the text with soft line breaks, for `format=flowed; delsp=no`.

    Args:
        text: Paragraphs, one on each line; spaces at the ends of lines are lost.
    """
    return "\n".join([_flowed_paragraph(paragraph) for paragraph in text.split("\n")])


# Letters of one appeal share most of their paragraphs.
@lru_cache(maxsize=1024)
def _flowed_paragraph(paragraph: str) -> str:
    return "\n".join(map(_stuffed, _soft_lines(paragraph.rstrip(" "))))


def _soft_lines(paragraph: str) -> Iterator[str]:
    """Yield lines that all but the last end in a space, which is what makes their ends soft."""
    line = ""
    for word in re.findall(r"[^ ]* |[^ ]+", paragraph):
        if line not in {"", _SIGNATURE} and len(line) + len(word.rstrip(" ")) > _WIDTH:
            yield line
            line = ""
        line += word
    yield line


def _stuffed(line: str) -> str:
    # RFC 3676, 4.4: a line that would be taken for a quotation or a mailbox separator gets a space before it.
    return f" {line}" if line.startswith((" ", ">", "From ")) else line
