"""The provisions at a pinpoint, whose words are stored: "art. 126(1)" and "art. 126(2)" at "arts. 126(1), (2)"."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

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
    index = _index(tuple(authority.custom.provisions), label)
    within = index.within(*place)
    return within or [key for number in _at_and_above(place[0]) for key in index.at.get(number, ())]


@dataclass(frozen=True, slots=True)
class _Index:
    """The keys of an authority's provisions by the numbers in them, so that none has to be compared with each place.

    Attributes:
        at: The keys with exactly that number, such as {"126(1)": ("art. 126(1)",)}.
        under: The keys at that number or below it: {"126": ("art. 126(1)", "art. 126(2)")}.
        counted: The keys by the digits that their numbers begin with, in rising order.
    """

    at: Mapping[str, Sequence[str]]
    under: Mapping[str, Sequence[str]]
    counted: Sequence[tuple[tuple[int, str], str]]

    def within(self, first: str, last: str) -> list[str]:
        """Return the keys that lie within a range, or under a single place."""
        if first == last:
            return [*self.under.get(first, ())]
        if _LAST_BRACKET.search(first):
            return [*self.under.get(_LAST_BRACKET.sub("", first), ())]
        lowest, highest = _count(first), _count(last)
        if lowest is None or highest is None:
            return []
        begin = bisect_left(self.counted, lowest, key=itemgetter(0))
        end = bisect_right(self.counted, highest, key=itemgetter(0))
        return [key for _, key in self.counted[begin:end]]


@lru_cache(maxsize=1024)
def _index(keys: tuple[str, ...], label: str) -> _Index:
    at: defaultdict[str, list[str]] = defaultdict(list)
    under: defaultdict[str, list[str]] = defaultdict(list)
    counted = []
    for key in keys:
        for number in _numbers(key, label):
            at[number].append(key)
            for above in _at_and_above(number):
                under[above].append(key)
            if (count := _count(number)) is not None:
                counted.append((count, key))
    return _Index(at, under, sorted(counted, key=itemgetter(0)))


def _at_and_above(number: str) -> Iterable[str]:
    """Yield a number and those that it lies under: "126(1)(a)", "126" and "126(1)"."""
    yield number
    yield from (number[: sign.start()] for sign in re.finditer(r"[(.]", number))


def _count(number: str) -> tuple[int, str] | None:
    """Return the digits that a number begins with, so that they compare as numbers do, however long they are."""
    digits = re.match(r"\d+", number)
    bare = digits[0].lstrip("0") if digits else ""
    return (len(bare), bare) if digits else None


def _numbers(key: str, label: str) -> tuple[str, ...]:
    """Return the numbers in the key of a provision, such as ("126(1)",) in "art. 126(1)", if it has the same label."""
    citation = read_citation(f"@provision, {key}")
    pinpoint = citation.cites[0].pinpoint if citation else None
    return tuple(first for first, _ in _places(pinpoint)) if pinpoint and pinpoint.label == label else ()
