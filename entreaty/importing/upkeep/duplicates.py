"""Find profiles that may be the same recipient in other spellings or scripts."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from entreaty.content.files.recipients import Recipient
from entreaty.importing.normal_forms import romanised

# Names of more profiles than this are common ones: comparing each with each would take long and say little.
_COMMON = 400
_INITIALS = 2
_ALIKE, _NEARLY, _SAME_OFFICE = 92, 84, 90
# Ways to write the same sound in a-z, and letters that spellings double, add or leave out.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch|sh", "s"), ("tch|ch|cz", "c"), ("zh|tz|ts", "z"), ("ph", "f"), ("kh|gh|q|x", "k"), ("th", "t"),
        ("ae", "a"), ("oe", "o"), ("ue|ou", "u"), ("w", "v"), ("[yj]", "i"),
    )
)  # fmt: skip
_SPELT_OTHERWISE = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLINGS))
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiouh]")


@dataclass(frozen=True, slots=True)
class _Named:
    """A profile as it is compared.

    Attributes:
        place: Its place in the list.
        recipient: The profile.
        name: The name of the holder, or the office where no holder is named.
        sounds: The name with one spelling for each sound.
        skeletons: The consonants of its parts.
        body: The organisation.
        foreign: Whether the name is in another script than ours, so that its vowels may be missing.
    """

    place: int
    recipient: Recipient
    name: str
    sounds: str
    skeletons: tuple[str, ...]
    body: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """Two profiles that may be the same recipient.

    Attributes:
        first: The first of them in the list.
        second: The other one.
        common: What they have in common, such as "name and organisation".
    """

    first: Recipient
    second: Recipient
    common: str


def alike(recipients: Sequence[Recipient]) -> Iterator[Alike]:
    """Yield the pairs that may be the same recipient.

    Several people of one office may share its e-mail address: that alone says nothing.
    """
    named = [_named(place, one) for place, one in enumerate(recipients)]
    seen = set[tuple[int, int]]()
    for group in _groups(named):
        for one, other in combinations(group, 2):
            pair = (one.place, other.place)
            if pair in seen:
                continue
            seen.add(pair)
            if common := _common(one, other):
                yield Alike(one.recipient, other.recipient, common)


def _named(place: int, recipient: Recipient) -> _Named:
    people = [" ".join(filter(None, (one.given, one.family))) for one in recipient.people]
    words = " ".join(people) or recipient.whom("en")
    spelt = romanised(words)
    return _Named(
        place,
        recipient,
        name=spelt,
        sounds=" ".join(map(_sounds, spelt.split())),
        skeletons=tuple(map(_skeleton, spelt.split())),
        body=romanised(recipient.in_words("organisation", "en")),
        foreign=not _is_latin(words),
    )


def _is_latin(words: str) -> bool:
    letters = (one for one in words if one.isalpha() and not one.isascii())
    return words.isascii() or all("LATIN" in unicodedata.name(one, "") for one in letters)


def _groups(named: Sequence[_Named]) -> Iterator[list[_Named]]:
    """Yield groups within which profiles are compared: by the sound of each part of the name."""
    groups: dict[str, list[_Named]] = defaultdict(list)
    for one in named:
        kind = "person" if one.recipient.name else "office"
        words = zip(one.name.split(), one.skeletons, strict=True)
        for key in {skeleton for word, skeleton in words if len(word) > _INITIALS} - {""}:
            groups[f"{kind} {key}"].append(one)
    yield from (group for group in groups.values() if 1 < len(group) <= _COMMON)


def _common(one: _Named, other: _Named) -> str:
    """Return the resemblance that may make two profiles one, such as "name and e-mail"; "" where there is none."""
    first, second = one.recipient, other.recipient
    if first.address.country != second.address.country:
        return ""
    likeness = fuzz.token_sort_ratio(one.name, other.name)
    spelt = fuzz.token_sort_ratio(one.sounds, other.sounds)
    sound = 0.0
    if one.foreign or other.foreign:
        sound = fuzz.token_sort_ratio(" ".join(one.skeletons), " ".join(other.skeletons))
    same_body = fuzz.token_sort_ratio(one.body, other.body) >= _SAME_OFFICE
    same_mail = bool(first.email) and first.email == second.email
    if first.name is None:
        if not (likeness >= _ALIKE and same_body):
            return ""
        named = [key for key in ("household", "office", "organisation") if first.in_words(key, "en")]
        return " and ".join(named)
    best = max(likeness, spelt, sound)
    if best >= _ALIKE:
        return "name and organisation" if same_body else "name and e-mail" if same_mail else "name"
    if best >= _NEARLY and (same_body or same_mail):
        return "nearly the name, and the organisation" if same_body else "nearly the name, and the e-mail"
    return ""


@lru_cache(maxsize=65_536)
def _sounds(word: str) -> str:
    """Return a word with one spelling for each sound; the same names stand in thousands of profiles."""
    for pattern, sound in _SPELLINGS if _SPELT_OTHERWISE.search(word) else ():
        word = pattern.sub(sound, word)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=65_536)
def _skeleton(word: str) -> str:
    """Return the consonants of a word as they sound, by which spellings and scripts meet; all of it without any."""
    sounds = _sounds(word)
    return _VOWELS.sub("", sounds) or sounds
