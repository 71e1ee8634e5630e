"""Pandoc's citations: what stands between the brackets of `[see @gc3, art. 118; @icj-2021, para. 98]`."""

import re
from dataclasses import dataclass

from entreaty.content.shipped.citation_styles import Label
from entreaty.problems import EntreatyError

_LABELS: dict[str, Label] = {
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
    """A text that would be printed otherwise than it was meant."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place within a source.

    Attributes:
        label: What is counted: "art", "para", "page", "section", "chapter", "annex" or "rule".
        items: The places, each as its first and last number, which are the same where it is one.
    """

    label: Label
    items: tuple[tuple[str, str], ...]

    @property
    def is_plural(self) -> bool:
        """Tell whether it names more than one place; paragraphs of one article, "3(1)" and "(2)", are one."""
        numbered = [last for first, last in self.items if not first.startswith("(")]
        return len(numbered) > 1 or any(first != last and not last.startswith("(") for first, last in self.items)


@dataclass(frozen=True, slots=True)
class Cite:
    """One source named in a citation.

    Attributes:
        key: The id of the authority.
        prefix: Words before it, such as "see", as Markdown.
        pinpoint: Where in the source.
        suffix: Words after it, as Markdown.
        without_author: Whether the author stands in the sentence already.
    """

    key: str
    prefix: str = ""
    pinpoint: Pinpoint | None = None
    suffix: str = ""
    without_author: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One or more sources cited at one place of the text.

    Attributes:
        cites: The sources in their order.
    """

    cites: tuple[Cite, ...]


def read_citation(inside: str) -> Citation | None:
    """Return the citation between two brackets, or None where there is none.

    Raises:
        ProseError: It looks like a citation, but cannot be read.
    """
    cites = [_cite(part) for part in inside.split(";")]
    if all(cites):
        return Citation(tuple(cite for cite in cites if cite))
    if _MEANT_AS_CITATION.search(inside):
        message = f"'[{inside}]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'"
        raise ProseError(message)
    return None


def closing_bracket(source: str, start: int) -> int | None:
    """Return where the bracket that opens at `start` is closed, or None."""
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
    found = _CITE.match(part.strip())
    if not found:
        return None
    pinpoint, suffix = _pinpoint(found["rest"])
    if _MEANT_AS_CITATION.search(found["prefix"]) or _MEANT_AS_CITATION.search(suffix):
        return None
    return Cite(
        key=found["braced"] or found["key"],
        prefix=found["prefix"].strip(),
        pinpoint=pinpoint,
        suffix=suffix,
        without_author=bool(found["suppressed"]),
    )


def _pinpoint(rest: str) -> tuple[Pinpoint | None, str]:
    found = _LOCATOR.match(rest)
    label = _LABELS.get(found["label"].lower()) if found else None
    if not found or not label:
        return None, _suffix(rest)
    ranges = (_RANGE.split(item.strip()) for item in _SEPARATOR.split(found["items"]))
    items = tuple((ends[0], ends[-1]) for ends in ranges)
    return Pinpoint(label, items), _suffix(rest[found.end() :])


def _suffix(rest: str) -> str:
    words = rest.lstrip(", ").strip()
    return "" if words == "." else words
