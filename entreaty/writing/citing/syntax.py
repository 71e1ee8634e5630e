"""The syntax of citations, which is pandoc's: `[see @gc3, art. 118; @icj-2021, para. 98]`."""

import re
from dataclasses import dataclass

from entreaty.content.shipped.citation_styles import PinpointLabel
from entreaty.problems import EntreatyError

_LABELS: dict[str, PinpointLabel] = {
    "art": "art", "arts": "art", "article": "art", "articles": "art",
    "para": "para", "paras": "para", "paragraph": "para", "paragraphs": "para", "¶": "para", "¶¶": "para",
    "par": "para", "pars": "para", "paragraphe": "para", "paragraphes": "para",
    "p": "page", "pp": "page", "page": "page", "pages": "page",
    "s": "section", "ss": "section", "§": "section", "§§": "section", "section": "section", "sections": "section",
    "sect": "section", "sects": "section",
    "ch": "chapter", "chs": "chapter", "chap": "chapter", "chapitre": "chapter", "chapitres": "chapter",
    "annex": "annex", "annexe": "annex",
    "r": "rule", "rr": "rule", "rule": "rule", "rules": "rule", "règle": "rule", "règles": "rule",
}  # fmt: skip
_PARAGRAPHS = r"\([^()\s]+\)"
_NUMBER = r"(?:[0-9]+[A-Za-z]*(?:\.[0-9]+)*|[IVXLC]+\b)"
_ITEM = rf"{_NUMBER}(?:{_PARAGRAPHS})*(?:,{_PARAGRAPHS})*|(?:{_PARAGRAPHS})+"
_CITE = re.compile(
    r"^(?P<prefix>(?:.*\s)?)(?P<suppressed>-?)@(?:\{(?P<braced>[^{}]+)\}|(?P<key>\w+(?:[:.#$%&\-+?<>~/]\w+)*))(?P<rest>.*)$",
    re.DOTALL,
)
_LOCATOR = re.compile(
    rf"^\s*,?\s*(?P<label>[^\W\d_]+|[§¶]+)\.?\s*(?P<items>(?:{_ITEM})(?:(?:\s*[-–]\s*|\s*,\s*(?:(?:and|et)\s+)?|\s+(?:and|et)\s+)(?:{_ITEM}))*)"
)
_SEPARATOR = re.compile(r"\s*,\s*(?!\()(?:(?:and|et)\s+)?|\s+(?:and|et)\s+")
_RANGE = re.compile(r"\s*[-–]\s*(?![^(]*\))")
_MEANT_AS_CITATION = re.compile(r"(?<![\w\\])@[\w{]")


class ProseError(EntreatyError):
    """A malformed citation or link, which would be printed as plain text."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place within a source: "arts. 3(1), 5-7" is Pinpoint("art", (("3(1)", "3(1)"), ("5", "7"))).

    Attributes:
        label: The kind of place: "art", "para", "page", "section", "chapter", "annex" or "rule".
        items: The first and the last number of each range; equal for a single place.
    """

    label: PinpointLabel
    items: tuple[tuple[str, str], ...]

    @property
    def is_plural(self) -> bool:
        """Tell whether it names several places; paragraphs of one article, as in "3(1), (2)", are one place."""
        numbered = [last for first, last in self.items if not first.startswith("(")]
        return len(numbered) > 1 or any(first != last and not last.startswith("(") for first, last in self.items)


@dataclass(frozen=True, slots=True)
class Cite:
    """One source named in a citation, such as "see @gc3, art. 118".

    Attributes:
        key: The id of the authority.
        prefix: The words before it, such as "see", as Markdown.
        pinpoint: The place in the source; None for the source as a whole.
        suffix: The words after it, as Markdown.
        without_author: Whether the author is left out, as in "-@report": the sentence names it already.
    """

    key: str
    prefix: str = ""
    pinpoint: Pinpoint | None = None
    suffix: str = ""
    without_author: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One or more sources cited at one place of the text, which become one note.

    Attributes:
        cites: The sources, in order.
    """

    cites: tuple[Cite, ...]


def read_citation(inside: str) -> Citation | None:
    """Return the citation between two brackets, or None if it is none.

    Args:
        inside: The text between the brackets, such as "see @gc3, art. 118; @cat".

    Raises:
        ProseError: It looks like a citation, but is malformed.
    """
    cites = [_cite(part) for part in inside.split(";")]
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


def _cite(part: str) -> Cite | None:
    cite = _CITE.match(part.strip())
    if not cite:
        return None
    locator = _LOCATOR.match(cite["rest"])
    label = _LABELS.get(locator["label"].lower()) if locator else None
    pinpoint = Pinpoint(label, _items(locator["items"])) if locator and label else None
    suffix = _suffix(cite["rest"][locator.end() :] if locator and label else cite["rest"])
    if _MEANT_AS_CITATION.search(cite["prefix"]) or _MEANT_AS_CITATION.search(suffix):
        return None
    return Cite(
        key=cite["braced"] or cite["key"],
        prefix=cite["prefix"].strip(),
        pinpoint=pinpoint,
        suffix=suffix,
        without_author=bool(cite["suppressed"]),
    )


def _items(numbers: str) -> tuple[tuple[str, str], ...]:
    """Return the first and the last number of each range: (("3", "3"), ("5", "7")) for "3, 5-7"."""
    ranges = (_RANGE.split(item.strip()) for item in _SEPARATOR.split(numbers))
    return tuple((ends[0], ends[-1]) for ends in ranges)


def _suffix(rest: str) -> str:
    words = rest.lstrip(", ").strip()
    return "" if words == "." else words
