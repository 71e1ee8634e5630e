"""The provisions at a pinpoint, whose words are stored: "art. 126(1)" and "art. 126(2)" at "arts. 126(1), (2)"."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.place import Pinpoint, counted_as, in_words
from entreaty.writing.citing.pinpoints.reading import locate

_LAST_BRACKET = re.compile(r"\([^()]*\)$")


def provisions_at(authority: Authority, pinpoint: Pinpoint) -> tuple[str, ...]:
    """Return the keys of the stored provisions at a pinpoint, such as ("art. 126(1)",), in the order of the file.

    Those at an article include its paragraphs; if none is stored at a paragraph, its article is returned.
    """
    keys = {key for place in pinpoint.places() for key in _stored_at(authority, pinpoint, place)}
    return tuple(key for key in authority.custom.provisions if key in keys)


def words_at(authority: Authority, pinpoint: Pinpoint, language: str) -> tuple[str, ...]:
    """Return the stored words of the provisions at a pinpoint, in one language."""
    provisions = authority.custom.provisions
    return tuple(words for key in provisions_at(authority, pinpoint) for words in provisions[key].get(language, ()))


def places_not_stored(authority: Authority, pinpoint: Pinpoint) -> tuple[str, ...]:
    """Return the places of a pinpoint, such as ("126(2)",), of which no words are stored in any language."""
    return tuple(
        in_words(first, last) for first, last in pinpoint.places() if not _stored_at(authority, pinpoint, (first, last))
    )


def _stored_at(authority: Authority, pinpoint: Pinpoint, place: tuple[str, str]) -> list[str]:
    kind = authority.custom.kind
    index = _index(tuple(authority.custom.provisions), counted_as(pinpoint.in_source(kind).label), kind)
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
        if lowest is None or (highest is None and last != "ff"):
            return []
        begin = bisect_left(self.counted, lowest, key=itemgetter(0))
        if highest is None:
            return [key for _, key in self.counted[begin:]]
        end = bisect_right(self.counted, highest, key=itemgetter(0))
        return [key for _, key in self.counted[begin:end]]


@lru_cache(maxsize=1024)
def _index(keys: tuple[str, ...], label: PinpointLabel, kind: Kind) -> _Index:
    at: defaultdict[str, list[str]] = defaultdict(list)
    under: defaultdict[str, list[str]] = defaultdict(list)
    counted = []
    for key in keys:
        for number in _numbers(key, label, kind):
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


def _numbers(key: str, label: PinpointLabel, kind: Kind) -> tuple[str, ...]:
    """Return the numbers in the key of a provision, such as ("126(1)",) in "art. 126(1)", if it is counted alike."""
    pinpoint = locate(key).pinpoint
    if pinpoint is None or counted_as(pinpoint.in_source(kind).label) != label:
        return ()
    return tuple(first for first, _ in pinpoint.places())
