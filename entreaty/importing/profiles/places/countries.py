"""Which country words name: in a column of countries, or somewhere in an address.

Names come from CLDR in all its languages, codes from ISO 3166-1, everything else from `countries.yaml`. What could be
two countries names none, and what names none is told, never guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from entreaty.content.locales import state_called, state_name, state_names, states
from entreaty.content.model import FileEntry, OneLine, StateCode, closest, did_you_mean, shown
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

NAMES = DATA / "importing" / "names_of_countries.txt"
"""CLDR's names in their normal form, a line for each code; `python -m tests.support.names_of_countries` writes it."""

_SHIPPED = DATA / "importing" / "countries.yaml"
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_SIGNS = re.compile(r"[^\w\s]|_", re.UNICODE)
_BETWEEN_NAMES = re.compile(r"[/|,;=]|\s?[-\u2013\u2014]\s?")
_LONGEST = 100
# A name that is not this near to the wrong one, of 100, is another one: Crimea is not Armenia.
_NEAR = 82
_ALPHA_3 = 3


class CountriesFile(FileEntry):
    """The file `countries.yaml`; its remarks say what each part is."""

    names: dict[StateCode, tuple[OneLine, ...]]
    ambiguous: tuple[OneLine, ...]
    forms_of_state: tuple[OneLine, ...]
    codes: dict[OneLine, StateCode]
    towns_too: tuple[StateCode, ...]
    towns: dict[StateCode, tuple[OneLine, ...]]
    isthmus: tuple[StateCode, ...]
    regions_too: tuple[OneLine, ...]
    unsure: tuple[OneLine, ...]
    territories: dict[StateCode, tuple[StateCode, ...]]
    one_post: tuple[StateCode, ...]
    regions: dict[StateCode, tuple[OneLine, ...]]
    nationalities: dict[StateCode, tuple[OneLine, ...]]


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """A country that a source names.

    Attributes:
        code: Its code, such as "CH"; empty where none is named, or one that is not known.
        problem: Why the row cannot come in: a word that names no country; empty where all is well.
    """

    code: str = ""
    problem: str = ""


@cache
def load_countries() -> CountriesFile:
    """Load the shipped spellings of countries."""
    return validated(CountriesFile, read_yaml(_SHIPPED))


@lru_cache(maxsize=65_536)
def folded(words: str) -> str:
    """Return the normal form in which names of countries are compared: "cote d ivoire" for "Côte d’Ivoire"."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", words))
    plain = _APOSTROPHES.sub(" ", unicodedata.normalize("NFC", plain).casefold()).replace(".", "").replace("&", " and ")
    found = ["st" if word in {"saint", "sankt"} else word for word in _SIGNS.sub(" ", plain).split()]
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    if len(found) > 1 and found[-1] == "the":
        found = found[:-1]
    return " ".join(found)


@cache
def _names() -> Mapping[str, str]:
    """Return the code of each name in its normal form; the shipped spellings go before CLDR's names."""
    lines = (line.split("\t") for line in NAMES.read_text(encoding="utf-8").splitlines())
    ambiguous = set(load_countries().ambiguous)
    known = {name: code for code, names in lines for name in names.split("|") if name not in ambiguous}
    own = {folded(name): code for code, names in load_countries().names.items() for name in names}
    return known | own


@lru_cache(maxsize=65_536)
def country_called(words: str) -> str | None:
    """Return the code of the country that the words name; None where they name none, or might name two.

    Args:
        words: A cell of a column of countries, such as "Korea, Republic of", "USA", "Österreich" or "SUI".
    """
    text = words.strip()
    if len(text) > _LONGEST or text.isdigit():
        return None
    letters = text.replace(".", "").replace(" ", "").upper()
    if letters in states():
        return letters
    if code := load_countries().codes.get(letters):
        return code
    if len(letters) == _ALPHA_3 and letters.isascii() and (code := state_called(letters)):
        return code
    return _by_name(text) or _by_several_names(text)


def _by_several_names(text: str) -> str | None:
    """Return the country that all of several names mean: "Schweiz/Suisse", "Burma/Myanmar", "Cymru / Wales"."""
    found = {_by_name(part.strip()) for part in _BETWEEN_NAMES.split(text)}
    return found.pop() if len(found) == 1 else None


def _by_name(text: str) -> str | None:
    names = _names()
    return next((names[one] for one in _readings(text) if one in names), None)


def _readings(text: str) -> Iterator[str]:
    """Yield the normal forms of the words, then those of the other way round, and those without a form of state."""
    readings = [folded(text)]
    if turned := re.fullmatch(r"(.+?)(?:,\s*|\s*\()([^()]+?)\)?", text):
        readings += [folded(f"{turned[2]} {turned[1]}"), *([folded(turned[1])] if text.endswith(")") else [])]
    yield from readings
    for reading in readings[:2]:
        for form in load_countries().forms_of_state:
            if reading.startswith(f"{form} "):
                yield reading.removeprefix(f"{form} ").removeprefix("the ")
    # German without its letters: "Oesterreich", "Daenemark", "Tuerkei".
    if readings[0].isascii():
        yield re.sub("([aou])e", r"\1", readings[0])


@lru_cache(maxsize=65_536)
def country_in_address(words: str) -> str | None:
    """Return the country that a line of an address names by its name, never by two letters that are also a region's."""
    text = words.strip(" .,;-()")
    if len(text) > _LONGEST or any(sign.isdigit() for sign in text):
        return None
    short = text.replace(".", "")
    if len(short) <= _ALPHA_3 and short.isascii() and short not in {"USA", "UK", "UAE", "US", "GBR", "DEU", "CHE"}:
        return None
    return _by_name(text)


def may_be_region(words: str) -> bool:
    """Tell whether the name of a country is also that of a part, or of a town, of another: "Georgia"."""
    return folded(words) in load_countries().regions_too


def is_unsure(words: str) -> bool:
    """Tell whether the name means a country only where something else in the address bears it out: "Georgia"."""
    return folded(words) in load_countries().unsure


def is_part_of(code: str, country: str) -> bool:
    """Tell whether the code is a territory's of that country, such as GP of FR."""
    return code in load_countries().territories.get(country, ())


def has_own_post(code: str, country: str) -> bool:
    """Tell whether the code is that of a territory which is a country of its own for the post, such as BM of GB."""
    return is_part_of(code, country) and country not in load_countries().one_post


def may_be_town(words: str, code: str) -> bool:
    """Tell whether the name of a country is that of a town in it as well: "Luxembourg", "Tunis"."""
    there = load_countries()
    if folded(words) in there.towns.get(code, ()):
        return True
    return code in there.towns_too and country_in_address(words) is not None


def is_region(words: str, country: str) -> bool:
    """Tell whether the words are no more than a part of the country, such as "Ontario" of CA."""
    return folded(words) in load_countries().regions.get(country, ())


@lru_cache(maxsize=65_536)
def named_country(words: str) -> NamedCountry:
    """Return the country that a cell names, or why the row cannot come in."""
    if not words:
        return NamedCountry()
    if code := country_called(words):
        return NamedCountry(code)
    name = folded(words)
    for code, people in load_countries().nationalities.items():
        if name in people:
            problem = f"'{shown(words)}' in 'country' is a nationality; {did_you_mean(state_name(code, 'en'))}"
            return NamedCountry(problem=problem)
    hint = closest(words.strip().title(), state_names("en"), _NEAR) or "write its name or its code, such as CH"
    return NamedCountry(problem=f"'{shown(words)}' is not the name of a country; {hint}")
