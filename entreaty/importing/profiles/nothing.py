"""Words that stand in a cell where nothing is said, or where a name would stand if anybody held the office."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Annotated

from pydantic import AfterValidator

from entreaty.content.model import FileEntry, Language, OneLine
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import romanised
from entreaty.importing.profiles.days import ends_nothing
from entreaty.importing.profiles.offices import office_phrases
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "importing" / "nothing.yaml"
_AROUND = re.compile(r"[\s.()\[\]{}*_\"'’-]+")
_DAY = re.compile(r"[\d-]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
# No such word is longer.
_LONGEST = 40
# As programs write it, and no person their name.
_BY_PROGRAMS = frozenset({"NULL", "null", "NaN", "nan", "None", "none", "NaT", "nil"})


@lru_cache(maxsize=65_536)
def _plain(text: str) -> str:
    plain = (text if _DAY.fullmatch(text) else _AROUND.sub(" ", text).strip()).casefold()
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))


def _all_plain(words: Iterable[str]) -> frozenset[str]:
    """Return the words as cells are compared with them."""
    return frozenset(map(_plain, words))


_PlainWords = Annotated[frozenset[OneLine], AfterValidator(_all_plain)]


class NothingFile(FileEntry):
    """The file `nothing.yaml`; its remarks say what each part is."""

    programs: _PlainWords
    people: dict[Language, _PlainWords]
    nobody: dict[Language, _PlainWords]
    names_too: _PlainWords
    towns_too: _PlainWords
    no_family_name: _PlainWords
    articles: _PlainWords


@cache
def _file() -> NothingFile:
    return validated(NothingFile, read_yaml(_SHIPPED))


@cache
def _people() -> frozenset[str]:
    return _file().programs.union(*_file().people.values())


@cache
def _nobody() -> frozenset[str]:
    return _people().union(*_file().nobody.values())


@lru_cache(maxsize=65_536)
def is_nothing(text: str, *, by_programs: bool = False) -> bool:
    """Tell whether a cell says nothing, such as "N/A", "k. A.", "#REF!" or "-".

    Args:
        text: The cell.
        by_programs: Whether only what programs write counts, as in a column of days, where "unknown" says something.
    """
    if len(text) > _LONGEST or "@" in text:
        return False
    if not (text[:1].isalnum() or any(sign.isalnum() for sign in text)):
        # Beside the end of an office, a sign such as "†" or "?" says something.
        return ends_nothing(text) if by_programs else True
    return _plain(text) in (_file().programs if by_programs else _people())


def names_nobody(text: str) -> bool:
    """Tell whether what stands in place of a name says that there is none, such as "vacant", "N. N." or "TBC"."""
    return is_nothing(text) or (len(text) <= _LONGEST and _plain(text) in _nobody())


def may_be_name(text: str) -> bool:
    """Tell whether a word that names nobody is the name of somebody, too, beside other parts of one: "Nan", "Null"."""
    return text not in _BY_PROGRAMS and _plain(text) in _file().names_too


def may_be_town(text: str) -> bool:
    """Tell whether a word that says nothing is a town, too, as written with a capital: "Leer", "Offen"."""
    return text.istitle() and _plain(text) in _file().towns_too


def is_no_family_name(text: str) -> bool:
    """Tell whether what stands as a family name is a placeholder, though a given name stands beside it: "N. N."."""
    return _plain(text) in _file().no_family_name


def names_office(text: str, office: str) -> bool:
    """Tell whether what stands as a name is an office: "The Mayor", "Le Maire", or what the row has as its office."""
    words = romanised(text)
    first, _, rest = words.partition(" ")
    if first in _file().articles and rest:
        return rest in office_phrases() or rest == romanised(office)
    return bool(words) and " " not in text.strip() and words == romanised(office)
