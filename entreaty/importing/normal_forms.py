"""Normal forms of texts: tidied to be kept, in a-z to be compared, as an id; only here is anyascii imported."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from anyascii import anyascii

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_SPACES = re.compile(r"[^\S\n]+")
_ID_LENGTH = 64


def tidy(text: str) -> str:
    """Return the text in NFC, without invisible characters, repeated spaces and empty lines: "a b" for "  a   b "."""
    if not text or (text.isascii() and text.isalnum()):
        return text
    text = _BREAK.sub("\n", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line)


def tidy_line(text: str) -> str:
    """Return the tidied text in one line: "1 Way Troy" where "Troy" stood on a second line."""
    return tidy(text).replace("\n", " ")


def text_of(value: Any) -> str:
    """Return a plain value of YAML or JSON as tidied text: "7" for 7, "a; b" for ["a", "b"].

    A truth value, a mapping and None give an empty text.
    """
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(words for words in map(text_of, value) if words)
    raw = getattr(value, "raw", None)
    if isinstance(raw, str):
        return tidy(raw)
    if value is None or isinstance(value, (bool, dict)):
        return ""
    return tidy(str(value))


@lru_cache(maxsize=65_536)
def romanised(text: str) -> str:
    """Return a text of any script in a-z, digits and single spaces: "francois muller" for "François Müller"."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", anyascii(unicodedata.normalize("NFC", text)).lower()).split())


def slug(text: str) -> str:
    """Return the text as an id of at most 64 characters: "anna-example" for "Anna Example"."""
    words = romanised(re.sub(r"['’ʼ]", "", text)).replace(" ", "-")
    return words[:_ID_LENGTH].strip("-")
