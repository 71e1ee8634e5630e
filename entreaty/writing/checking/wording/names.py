"""The names by which letters know their recipients: organisation and office, and what these are called in short."""

import re
from functools import lru_cache

from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.guidance import load_guidance
from entreaty.writing.checking.wording.texts import plain_words

_WORD = re.compile(r"[^\W\d_]+")
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
# Shorter words of a name mostly have no letter in its abbreviation: "of", "the", "für".
_SMALL = 3
_SHORTEST_ABBREVIATION = 3


def names_of(recipient: Recipient, language: str) -> tuple[str, str]:
    """Return organisation and office as letters in that language have them; empty where the profile has none."""
    organisation, office = recipient.in_words("organisation", language), recipient.in_words("office", language)
    return plain_words(organisation), plain_words(office)


@lru_cache(maxsize=4096)
def without_brackets(name: str) -> str:
    """Return a name without its abbreviation, such as "Example Department" for "Example Department (EXD)"."""
    return _PARENTHESES.sub("", name).strip()


def heads_of(name: str, language: str) -> tuple[str, ...]:
    """Return what a name is cut down to, such as ("Committee",) for "Committee against Torture", the longest first."""
    institutions = load_guidance().institutions.get(language)
    words = without_brackets(name).split(" ")
    stops = [
        place for place, word in enumerate(words) if place and institutions and _opens(word, institutions.qualifiers)
    ]
    return tuple(" ".join(words[:stop]) for stop in reversed(stops))


@lru_cache(maxsize=65536)
def is_abbreviation_of(short: str, name: str) -> bool:
    """Tell whether a name has that abbreviation: in brackets, or by the initials of its words.

    Args:
        short: An abbreviation, such as "ICRC".
        name: A name, such as "International Committee of the Red Cross".
    """
    if any(short in _WORD.findall(inside) for inside in _PARENTHESES.findall(name)) or short in _WORD.findall(name):
        return True
    if len(short) < _SHORTEST_ABBREVIATION:
        return False
    words = _WORD.findall(without_brackets(name))
    initials = iter(word[0].upper() for word in words if len(word) > _SMALL or word[0].isupper())
    return all(letter in initials for letter in short)


def _opens(word: str, qualifiers: tuple[str, ...]) -> bool:
    """Tell whether a word is a qualifier, or begins with an elided one, as in "d’Arménie"."""
    lowered = word.lower()
    return lowered in qualifiers or any(lowered.startswith(one) for one in qualifiers if one.endswith("’"))
