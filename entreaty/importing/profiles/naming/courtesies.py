"""What a column of courtesies says: "Herr Dr.", "Hr.", "divers"; only known words become a title or a gender."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from entreaty.content.model import shown
from entreaty.content.shipped.titles import is_title
from entreaty.importing.normal_forms import romanised
from entreaty.importing.profiles.naming.names import gender_called, gender_of_courtesies, without_courtesies
from entreaty.importing.profiles.shapes import HOUSEHOLDS

# Short forms that say this in a column of courtesies, and something else in a name, as "Fr." does.
_SHORT: Mapping[str, str] = {
    **dict.fromkeys(
        ("hr", "hrn", "d", "don", "g n", "bay", "bey", "ur", "domnul", "dl", "kyrios", "k", "pan", "p", "shri"), "m"
    ),
    **dict.fromkeys(
        ("fr", "fru", "frl", "d a", "da", "dona", "dna", "g zha", "bayan", "hanim", "doamna", "kyria", "ka", "smt"), "f"
    ),
}
_FOR_SEVERAL = HOUSEHOLDS | {"paar", "mesdames", "messieurs", "damen", "herren"}
_BETWEEN = frozenset({"and", "et", "und", "y", "e", "en", "i", "or", "ou", "oder", "o"})
_TOKEN = re.compile(r"[^\s,/&+]+")
# "Prof. Dr. h. c." is the longest title of several words.
_WORDS = 5
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What a courtesy says.

    Attributes:
        gender: "f", "m", "x", or "" where it says none, or stands for two.
        title: The titles in it, such as "Dr.".
        unknown: The words that are neither, nor stand for several.
        several: Whether it stands for more than one, as "M. et Mme" does.
    """

    gender: str = ""
    title: str = ""
    unknown: tuple[str, ...] = ()
    several: bool = False

    @property
    def is_courtesy(self) -> bool:
        """Whether nothing else stands in it, so that it is no whole salutation."""
        return not self.unknown

    def note(self, text: str) -> str:
        """Return the note on what is left out of it; empty where nothing is."""
        if self.several:
            return f"the courtesy '{shown(text)}' is for several, and is left out"
        if self.unknown:
            return f"no title and no courtesy, and left out: '{shown(' '.join(self.unknown))}' in '{shown(text)}'"
        return ""


@lru_cache(maxsize=4096)
def read_courtesy(text: str) -> Courtesy:
    """Return what a courtesy says.

    Args:
        text: The cell, such as "Herr Prof. Dr.", "Mme", "they/them".
    """
    if len(text) > _LONGEST:
        return Courtesy(unknown=(text,))
    if (gender := gender_called(text)) and not gender_of_courtesies([text]) and romanised(text) not in _SHORT:
        return Courtesy(gender)
    genders, titles, unknown, between, several = set[str](), list[str](), list[str](), False, False
    for said in _pieces(_TOKEN.findall(text)):
        plain, gender = romanised(said), _gender_said(said)
        if gender:
            genders.add(gender)
        if kept := without_courtesies([said]) if is_title(said) else "":
            titles += [kept] if plain not in _SHORT else []
        elif plain in _BETWEEN:
            between = True
        elif plain in _FOR_SEVERAL:
            several = True
        elif not gender:
            unknown.append(said)
    several = several or len(genders) > 1
    if between and not several:
        unknown = _TOKEN.findall(text)
    return Courtesy("" if several else "".join(genders), "" if several else " ".join(titles), tuple(unknown), several)


def _pieces(words: list[str]) -> Iterator[str]:
    """Yield the longest title that begins with each word, and each word that begins none: "Herr", "Prof. Dr."."""
    while words:
        some = range(min(len(words), _WORDS), 0, -1)
        count = next((count for count in some if is_title(" ".join(words[:count]))), 1)
        yield " ".join(words[:count])
        words = words[count:]


def _gender_said(word: str) -> str:
    plain = romanised(word)
    return gender_of_courtesies([word]) or _SHORT.get(plain, "") or gender_called(word)
