"""The syntax of citations, which is pandoc's: `[see @gc3, art. 118; @icj-2021, para. 98]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from entreaty.content.files.csl.item import KEY_WITHOUT_BRACES
from entreaty.problems import EntreatyError
from entreaty.writing.citing.pinpoints.place import Pinpoint
from entreaty.writing.citing.pinpoints.reading import locate

_CITE = re.compile(
    rf"^(?P<prefix>(?:.*\s)?)(?P<suppressed>-?)@(?:\{{(?P<braced>[^{{}}]+)\}}|(?P<key>{KEY_WITHOUT_BRACES}))(?P<rest>.*)$",
    re.DOTALL,
)
_PARTS = re.compile(r"\{[^{}]*\}|;")
_MEANT_AS_CITATION = re.compile(r"(?<![\w\\])@[\w{]")


class ProseError(EntreatyError):
    """A malformed citation or link, which would be printed as plain text."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One source named in a citation, such as "see @gc3, art. 118".

    Attributes:
        key: The id of the authority.
        prefix: The words before it, such as "see", as Markdown.
        pinpoint: The place in the source; None for the source as a whole.
        suffix: The words after it, as Markdown.
        comma: Whether a comma stands before them: not in "art. 118 to the Convention".
        unread: What is meant as the place, but was not understood, such as "box 3", as Markdown.
        without_author: Whether the author is left out, as in "-@report": the sentence names it already.
    """

    key: str
    prefix: str = ""
    pinpoint: Pinpoint | None = None
    suffix: str = ""
    without_author: bool = False
    unread: str = ""
    comma: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """One or more sources cited at one place of the text, which become one note.

    Attributes:
        cites: The sources, in order.
    """

    cites: tuple[Cite, ...]


def read_citation(inside: str, language: str = "") -> Citation | None:
    """Return the citation between two brackets, or None if it is none.

    Args:
        inside: The text between the brackets, such as "see @gc3, art. 118; @cat".
        language: The language of the text, whose words for places go before those of others.

    Raises:
        ProseError: It looks like a citation, but is malformed.
    """
    cites = [_cite(part, language) for part in _parts(inside)]
    if all(cites):
        return Citation(tuple(cite for cite in cites if cite))
    if _MEANT_AS_CITATION.search(inside):
        message = f"'[{inside}]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'"
        raise ProseError(message)
    return None


def closing_bracket(source: str, start: int) -> int | None:
    """Return the place of the bracket that closes the one at `start`, or None if there is none."""
    depth = 0
    position = start
    while position < len(source):
        character = source[position]
        if character == "\\":
            position += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return None


def _parts(inside: str) -> Iterator[str]:
    """Yield what stands between semicolons, of which those within braces part nothing."""
    begin = 0
    for found in _PARTS.finditer(inside):
        if found[0] == ";":
            yield inside[begin : found.start()]
            begin = found.end()
    yield inside[begin:]


def _cite(part: str, language: str) -> Cite | None:
    cite = _CITE.match(part.strip())
    if not cite:
        return None
    located = locate(cite["rest"], language)
    if any(_MEANT_AS_CITATION.search(words) for words in (cite["prefix"], cite["rest"])):
        return None
    return Cite(
        key=cite["braced"] or cite["key"],
        prefix=cite["prefix"].strip(),
        pinpoint=located.pinpoint,
        suffix=located.suffix,
        without_author=bool(cite["suppressed"]),
        unread=located.unread,
        comma=located.comma,
    )
