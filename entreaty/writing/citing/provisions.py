"""The provisions at a pinpoint, whose words are stored: "art. 126(1)" and "art. 126(2)" at "arts. 126(1), (2)"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from entreaty.content.files.authorities import Authority
from entreaty.writing.citing.syntax import Pinpoint, read_citation

_LAST_BRACKET = re.compile(r"\([^()]*\)$")


def provisions_at(authority: Authority, pinpoint: Pinpoint) -> tuple[str, ...]:
    """Return the keys of the stored provisions at a pinpoint, such as ("art. 126(1)",), in the order of the file.

    Those at an article include its paragraphs; if none is stored at a paragraph, its article is returned.
    """
    keys = {key for place in _places(pinpoint) for key in _stored_at(authority, pinpoint.label, place)}
    return tuple(key for key in authority.custom.provisions if key in keys)


def words_at(authority: Authority, pinpoint: Pinpoint, language: str) -> tuple[str, ...]:
    """Return the stored words of the provisions at a pinpoint, in one language."""
    provisions = authority.custom.provisions
    return tuple(words for key in provisions_at(authority, pinpoint) for words in provisions[key].get(language, ()))


def places_not_stored(authority: Authority, pinpoint: Pinpoint) -> tuple[str, ...]:
    """Return the places of a pinpoint, such as ("126(2)",), of which no words are stored in any language."""
    return tuple(
        first if first == last else f"{first}-{last}"
        for first, last in _places(pinpoint)
        if not _stored_at(authority, pinpoint.label, (first, last))
    )


def _places(pinpoint: Pinpoint) -> Iterator[tuple[str, str]]:
    """Yield the first and the last number of each range in full: "(2)" after "126(1)" is ("126(2)", "126(2)")."""
    before = ""
    for first, last in pinpoint.items:
        for part in first.split(","):
            before = _in_full(part, before)
            yield before, before if last == first else _in_full(last, before)


def _in_full(number: str, before: str) -> str:
    if not number.startswith("("):
        return number
    for _ in range(number.count("(")):
        before = _LAST_BRACKET.sub("", before)
    return before + number


def _stored_at(authority: Authority, label: str, place: tuple[str, str]) -> list[str]:
    stored = [(key, number) for key in authority.custom.provisions for number in _numbers(key, label)]
    within = [key for key, number in stored if _is_within(number, *place)]
    return within or [key for key, number in stored if _is_under(place[0], number)]


@lru_cache(maxsize=4096)
def _numbers(key: str, label: str) -> tuple[str, ...]:
    """Return the numbers in the key of a provision, such as ("126(1)",) in "art. 126(1)", if it has the same label."""
    citation = read_citation(f"@provision, {key}")
    pinpoint = citation.cites[0].pinpoint if citation else None
    return tuple(first for first, _ in _places(pinpoint)) if pinpoint and pinpoint.label == label else ()


def _is_within(number: str, first: str, last: str) -> bool:
    if first == last:
        return _is_under(number, first)
    if _LAST_BRACKET.search(first):
        return _is_under(number, _LAST_BRACKET.sub("", first))
    counts = [int(digits[0]) for digits in (re.match(r"\d+", place) for place in (first, number, last)) if digits]
    return len(counts) == 3 and counts[0] <= counts[1] <= counts[2]  # noqa: PLR2004  (first, number and last)


def _is_under(number: str, above: str) -> bool:
    return number == above or number.startswith((f"{above}(", f"{above}."))
