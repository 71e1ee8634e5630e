"""Find what a translation keeps as it is: placeholders and their conditions, citations, links and addresses."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from entreaty.content.locales import states
from entreaty.writing.citing.prose import Parsed
from entreaty.writing.citing.syntax import Cite
from entreaty.writing.letter import List
from entreaty.writing.passage_text import PassageText

BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CONDITION = re.compile(r"\{%.*?%\}", re.DOTALL)
_INSIDE = re.compile(r"(\{[{%][-+]?)\s*(.*?)\s*([-+]?[%}]\})", re.DOTALL)
# What programs make a link of though nobody has marked it as one. The last parts of hosts are those of states, and the
# common others; what has a path may end in any.
_REST = r"[^\s<>«»“”„\"()\[\]]*"
_ENDS = (
    "com|org|net|info|int|edu|gov|mil|biz|eu|name|pro|mobi|app|dev|page|site|online|link|click|live|news|press|media|"
    "blog|shop|store|club|xyz|top|ngo|ong|foundation|international|onion|example|test|invalid|localhost"
)
_HOST = r"(?<![\w.@-])(?:[\w-]+\.)*[\w-]{2,}\."
_ADDRESS = re.compile(
    rf"(?i:(?<![a-z0-9+.-])[a-z0-9+.-]+://{_REST}|(?<!\w)www\.{_REST})"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w+"
    rf"|(?<![\w.@-])(?:[\w-]+\.)+[A-Za-z]{{2,}}/{_REST}"
    rf"|{_HOST}(?:{_ENDS}|{_ENDS.upper()}|{'|'.join(sorted(state.lower() for state in states()))}|uk)(?![\w-])"
)
_DOTS = str.maketrans("。｡", "..")
_AFTER = ".,;:!?'’…*_"
# Endings of states that are endings of words, too: "citoyen.ne", "Präsident.in", "amigos.as".
_OF_WORDS = re.compile(r"[\w.-]+\.(?:as|es|in|ne|re|se|ve)")

Conditions = tuple[str, ...]
"""Under what a part of a text is printed, from outside to inside, such as ("{% if recipient.name is defined %}",)."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What of a text is printed under the same conditions.

    Attributes:
        text: It, without what stands under further conditions.
        times: How often the text asks for these conditions.
    """

    text: str
    times: int


def placeholders(text: str) -> Counter[str]:
    """Return what stands in braces, conditions included, with one space where there are several or none."""
    return Counter(map(_spaced, BRACES.findall(text)))


def _spaced(braces: str) -> str:
    found = _INSIDE.fullmatch(braces)
    return " ".join((found[1], *found[2].split(), found[3])) if found else braces


def branches(text: str) -> Mapping[Conditions, Branch]:
    """Return the parts of a text by their conditions; what is always printed has none.

    Args:
        text: A well-formed passage, such as "Go{% if recipient.name %} with {{ recipient.name }}{% endif %}.".
    """
    texts: dict[Conditions, str] = {(): ""}
    times = Counter[Conditions]({(): 1})
    here: Conditions = ()
    last = 0
    for tag in _CONDITION.finditer(text):
        texts[here] += text[last : tag.start()]
        last = tag.end()
        written = _spaced(tag[0])
        match written.strip("{%-+ ").split(" ")[0]:
            case "if":
                here = (*here, written)
            case "elif" | "else":
                here = (*here[:-1], f"{here[-1]} … {written}") if here else (written,)
            case "endif":
                here = here[:-1]
                continue
        texts.setdefault(here, "")
        times[here] += 1
    texts[here] += text[last:]
    return {conditions: Branch(part, times[conditions]) for conditions, part in texts.items()}


def as_written(cite: Cite) -> str:
    """Return what of a citation is the same in every language, such as "@gc3, art 118": words around it may differ."""
    key = f"{'-' if cite.without_author else ''}@{cite.key}"
    place = cite.pinpoint or cite.unread
    return f"{key}, {place}" if place else key


def citations(text: str, language: str) -> Counter[str]:
    """Return the citations of a passage in that language, as they are in every language."""
    return Counter(map(as_written, PassageText(text, language).cites))


def links(text: str) -> Counter[str]:
    """Return where the links of a passage lead."""
    return Counter(span.href for span in PassageText(text).spans if span.href)


def outline(text: str) -> tuple[tuple[int, int | None, int], ...]:
    """Return the lists of a passage in order: at which level each stands, its first number and how many items it has.

    Args:
        text: A passage, of which a list with two bullets is (1, None, 2).
    """
    return tuple(_outline((block for block in PassageText(text).blocks if isinstance(block, List)), level=1))


def _outline(lists: Iterable[List[Parsed]], level: int) -> Iterator[tuple[int, int | None, int]]:
    for one in lists:
        yield level, one.first, len(one.items)
        yield from _outline((item.sublist for item in one.items if item.sublist), level + 1)


def addresses(text: str, *, marked_up: bool) -> Counter[str]:
    """Return the addresses of the web and of e-mail that stand among the words, such as "https://example.org/a"."""
    words = _CONDITION.sub("", "\n".join(_words(PassageText(text))) if marked_up else text)
    composed = unicodedata.normalize("NFKC", BRACES.sub(" ", words)).translate(_DOTS)
    return Counter(found.rstrip(_AFTER) for found in _ADDRESS.findall(composed))


def without_addresses(text: str) -> str:
    """Return a text without the addresses of the web and of e-mail, whose digits and words are no others' business."""
    return _ADDRESS.sub(" ", text)


def may_be_words(address: str) -> bool:
    """Tell whether what looks like an address may be a word with two endings, such as "citoyen.ne"."""
    return _OF_WORDS.fullmatch(address) is not None and not address.casefold().startswith("www.")


def _words(text: PassageText) -> Iterator[str]:
    yield text.plain
    for cite in text.cites:
        yield from (cite.prefix, cite.suffix)
