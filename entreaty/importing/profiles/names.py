"""A whole name as its parts, and what titles tell; the only nameparser door."""

import re
from collections.abc import Iterable, Mapping

from nameparser import HumanName
from nameparser.config import Constants

from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.storage.characters import refused_character

# What follows names in the countries of the Commonwealth and in German parliaments, beside what nameparser knows.
_LETTERS = ("ac", "ao", "oam", "kc", "qc", "mep", "mla", "mna", "mpp", "mhr", "mlc", "msp", "mdb", "mdl", "ms-parl")
_TITLES = ("herr", "frau", "mme", "mlle", "monsieur", "madame", "dott", "ing", "dipl", "mag", "hc")
_COURTESIES = {
    "m": ("mr", "herr", "herrn", "monsieur", "m", "mister", "sir", "sr", "senor"),
    "f": ("ms", "mrs", "miss", "frau", "madame", "mme", "mlle", "mademoiselle", "madam", "sra", "senora"),
}
_GENDERS = {
    "f": ("f", "female", "woman", "w", "weiblich", "frau", "feminin", "femme", "feminine"),
    "m": ("m", "male", "man", "mannlich", "mann", "masculin", "homme", "masculine"),
}
_CONSTANTS = Constants()
_CONSTANTS.suffix_acronyms.add(*_LETTERS)
_CONSTANTS.titles.add(*_TITLES)


def parted(whole: str) -> dict[str, str]:
    """Return a whole name as `given`, `family`, `title`, `suffix` and `nickname`, without those that are empty.

    Nothing is lost: where the parts would not hold every word, the whole is the family name.
    """
    name = tidy_line(whole)
    if not name:
        return {}
    if refused_character(name):
        # nameparser would drop what hides in it, and nobody would be told.
        return {"family": name}
    found = HumanName(name, constants=_CONSTANTS)
    given = " ".join(part for part in (found.first, found.middle) if part)
    family = found.last
    if not family:
        given, family = "", given
    parts = {"given": given, "family": family, "title": found.title, "suffix": found.suffix, "nickname": found.nickname}
    parts = {key: words for key, text in parts.items() if (words := tidy_line(text))}
    if _words(" ".join(parts.values())) != _words(name) or "family" not in parts:
        return {"family": name}
    return parts


def without_courtesy(name: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the name without titles such as "Ms", which forms of address set themselves, and the gender they tell."""
    words = name.get("title", "").split()
    gender = gender_of_courtesies(words)
    if not gender:
        return dict(name), ""
    kept = " ".join(word for word in words if not gender_of_courtesies([word]))
    parts = {key: value for key, value in name.items() if key != "title"}
    return ({**parts, "title": kept} if kept else parts), gender


def gender_of_courtesies(titles: Iterable[str]) -> str:
    """Return the gender that titles such as "Ms" or "Herr" tell; nothing where they tell none, or both."""
    words = {word for title in titles for word in romanised(title).split()}
    told = {gender for gender, known in _COURTESIES.items() if words & set(known)}
    return told.pop() if len(told) == 1 else ""


def gender_called(text: str) -> str:
    """Return "f" or "m" for a gender that a source states in words; nothing for any other."""
    words = romanised(text)
    return next((gender for gender, known in _GENDERS.items() if words in known), "")


def _words(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text.casefold()))
