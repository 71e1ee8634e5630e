"""Names: the parts of a whole name, and the gender that titles tell; the only module that imports nameparser."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from nameparser import HumanName
from nameparser.config import Constants

from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.profile_fields import NameFields, filled_name
from entreaty.storage.characters import refused_character

# Letters after names in the Commonwealth and in German parliaments, of which nameparser does not know all.
_LETTERS = (
    "sc", "cc", "oc", "oq", "cq", "coq", "obc", "oont", "gc", "onzm", "cnzm", "mnzm", "dnzm", "knzm", "gnzm", "qso",
    "qsm", "frcp", "fba", "frse", "dl",
    "pc", "cbe", "obe", "mbe", "dbe", "kbe", "gbe", "kcb", "dcb", "gcb", "kcmg", "cmg", "frs", "ac", "ao", "oam",
    "kc", "qc", "mep", "mla", "mna", "mpp", "mhr", "mlc", "msp", "mdb", "mdl", "ms-parl",
)  # fmt: skip
_TITLES = ("herr", "frau", "mme", "mlle", "monsieur", "madame", "dott", "ing", "dipl", "mag", "hc", "h.c", "h.e", "s.e")
# Titles that tell a gender and belong to the name all the same.
_BORNE = frozenset({"sir", "dame", "lord", "lady", "baroness"})
_COURTESIES = {
    "m": (
        "mr",
        "herr",
        "herrn",
        "monsieur",
        "m",
        "mister",
        "sir",
        "lord",
        "sr",
        "senor",
        "signor",
        "sig",
        "senhor",
        "dhr",
        "pan",
        "gospodin",
        "shri",
    ),
    "f": (
        "ms",
        "mrs",
        "miss",
        "frau",
        "madame",
        "mme",
        "mlle",
        "mademoiselle",
        "madam",
        "dame",
        "lady",
        "baroness",
        "sra",
        "senora",
        "signora",
        "senhora",
        "mevrouw",
        "mevr",
        "mw",
        "pani",
        "gospozha",
        "smt",
        "shrimati",
    ),
}
_GENDERS = {
    "f": (
        "f",
        "female",
        "woman",
        "w",
        "weiblich",
        "frau",
        "feminin",
        "femme",
        "feminine",
        "femenino",
        "femenina",
        "mujer",
        "femminile",
        "donna",
        "feminino",
        "mulher",
        "v",
        "vrouw",
        "vrouwelijk",
        "k",
        "kobieta",
        "zenska",
        "zhenskiy",
        "zh",
        "zhenshchina",
        "zhen",
        "she",
        "she her",
        "she her hers",
        "elle",
        "sie ihr",
        "weibl",
        "kadin",
        "nainen",
        "kvinna",
        "kvinde",
        "kvinne",
        "zena",
        "femeie",
        "gynaika",
        "zhinka",
        "zhinocha",
    ),
    "x": (
        "x",
        "d",
        "divers",
        "diverse",
        "nonbinary",
        "non binary",
        "nb",
        "they",
        "they them",
        "they them theirs",
        "no binario",
        "non binaire",
        "iel",
    ),
    "m": (
        "m",
        "male",
        "man",
        "mannlich",
        "mann",
        "masculin",
        "homme",
        "masculine",
        "h",
        "masculino",
        "hombre",
        "maschile",
        "uomo",
        "homem",
        "mannelijk",
        "mezczyzna",
        "meska",
        "muzhskoy",
        "muzhchina",
        "muzh",
        "he",
        "he him",
        "he him his",
        "il",
        "er ihm",
        "mannl",
        "erkek",
        "ferfi",
        "mies",
        "mand",
        "muz",
        "barbat",
        "andras",
        "cholovik",
        "cholovicha",
    ),
}
_LONGEST = 1_000
# "Lewis, Jr., Dominic G.": the suffix stands between the names.
_SUFFIX_BETWEEN = re.compile(r"([^,]+),\s*((?:jr|sr)\.?|II|III|IV)\s*,\s*([^,]+)", re.IGNORECASE)
# "Kerry-Ann D., P.C., Q.C. EXAMPLE", as the Parliament of Canada writes: so do letters with points.
_LETTERS_BETWEEN = re.compile(r"([^,]+)((?:,\s*(?:[A-Z][A-Za-z]?\.)+)+)\s+([^\W\d_]{2}[^\d_,.]*)")
# "ESEMPIO Pietro" has the family name first; two capitals alone may be initials, such as those of AJ Smith.
_NO_INITIALS = 3
# Words that stand behind names with a capital; whoever has one has a family name before it.
_SUFFIXES = frozenset({"jr", "sr", "jnr", "snr", "esq", "phd", "ret", "junior", "senior"})
# Letters after names that are family names, too: with one other word they are the family name, in capitals or not.
_FAMILIES_TOO = frozenset({"am", "ma", "om"})
_NUMBERS = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi"})
_TWO = 2
FRENCH_SIR = re.compile(r"M\.\s+(?=[^\W\d_]{2}|l['’])")
"""\"M.\" before a name: \"Monsieur\" in French, and no initial."""
_CONSTANTS = Constants()
_CONSTANTS.suffix_acronyms.add(*_LETTERS)
_CONSTANTS.titles.add(*_TITLES)
_NO_NAMES = frozenset(_CONSTANTS.titles | _CONSTANTS.suffix_acronyms)
_AFTER_NAMES = frozenset(_CONSTANTS.suffix_acronyms | _CONSTANTS.suffix_not_acronyms | _NUMBERS)


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the gender that its titles give away.

    Attributes:
        name: The parts of the name.
        gender: "f", "m" or "" where it is not known.
        notes: What was left out of it.
    """

    name: NameFields
    gender: str
    notes: tuple[str, ...] = ()


def parted(whole: str, *, french: bool = False) -> NameFields:
    """Return the parts of a whole name: `{"given": "Anna", "family": "Example", "title": "Dr."}`.

    Nothing is lost: where the parts would not hold every word, the whole is the family name.

    Args:
        whole: Such as "Dr. Anna Example".
        french: Whether "M." before it is "Monsieur".
    """
    name = tidy_line(whole)
    if not name:
        return {}
    if refused_character(name) or len(name) > _LONGEST:
        # nameparser would drop the hidden character, and nobody would learn of it; of thousands of words it makes parts
        # for seconds, which no profile can hold.
        return {"family": name}
    name = _in_usual_order(FRENCH_SIR.sub("Monsieur ", name, count=1) if french and name[0] == "M" else name)
    if family := _family_like_letters(name):
        if name.count(" ") == 1:
            return {"given": name.split()[0], "family": family}
        name = f"{family}, {name.removesuffix(family).strip()}"
    found = HumanName(name, constants=_CONSTANTS)
    given = " ".join(part for part in (found.first, found.middle) if part)
    parts = filled_name(
        {
            "given": tidy_line(given if found.last else ""),
            "family": tidy_line(found.last or given),
            "title": tidy_line(found.title),
            "suffix": tidy_line(found.suffix),
            "nickname": tidy_line(found.nickname),
        }
    )
    kept = _words(" ".join(map(str, parts.values()))) == _words(name)
    return parts if kept and "family" in parts else {"family": name}


def is_parsed_title(word: str) -> bool:
    """Tell whether nameparser takes the word before a name for a title."""
    return romanised(word).replace(" ", "") in _CONSTANTS.titles


def _family_like_letters(name: str) -> str:
    """Return the family name that looks like letters after names, and is not in capitals as they are: "Am", "Ms"."""
    words = name.split()
    last = words[-1]
    if len(words) == 1 or "," in name or not last.isalpha() or last.casefold() not in _AFTER_NAMES:
        return ""
    if last.casefold() in _SUFFIXES or (is_parsed_title(words[0]) and len(words) == _TWO):
        return ""
    alone = len(words) == _TWO and (words[0].isupper() or last.casefold() in _FAMILIES_TOO)
    return last if last.istitle() or (last.isupper() and alone) else ""


def _in_usual_order(name: str) -> str:
    """Return a name whose family name, in capitals, or whose suffix stands elsewhere as nameparser expects it."""
    if between := _SUFFIX_BETWEEN.fullmatch(name):
        return f"{between[1]}, {between[3]}, {between[2]}"
    if (letters := _LETTERS_BETWEEN.fullmatch(name)) and letters[3].isupper():
        return f"{letters[1]} {letters[3]}{letters[2]}"
    if "," not in name and (first := _family_in_capitals(name)):
        return f"{first[0]}, {first[1]}"
    return name


def _family_in_capitals(name: str) -> tuple[str, str] | None:
    """Return the family name that stands first, alone in capitals, and the rest: ("DE MARCO", "Anna")."""
    words = name.split()
    count = next((at for at, word in enumerate(words) if not word.isupper() or "." in word), len(words))
    family, given = words[:count], words[count:]
    if not given or max(map(len, family), default=0) < _NO_INITIALS or _NO_NAMES.intersection(map(romanised, family)):
        return None
    # More capitals behind it are letters such as MP, or everything is in capitals.
    if any(len(word) > 1 and word.isupper() and "." not in word for word in given):
        return None
    return " ".join(family), " ".join(given)


def without_courtesy(name: NameFields) -> Named:
    """Return the name without titles such as "Ms", which forms of address set themselves, and the gender they tell."""
    bare = name.copy()
    # "Anna Example (she/her)": nameparser takes what stands in brackets for a nickname.
    pronouns = gender_called(name["nickname"]) if "/" in name.get("nickname", "") else ""
    if pronouns:
        bare["nickname"] = ""
    words = name.get("title", "").split()
    gender = gender_of_courtesies(words)
    if not gender:
        return Named(filled_name(bare), pronouns)
    bare["title"] = without_courtesies(words)
    return Named(filled_name(bare), pronouns or gender)


def without_courtesies(words: Iterable[str]) -> str:
    """Return the titles without those that only tell a gender: "Dr." for "Frau Dr.", but "Sir" for "Sir"."""
    return " ".join(word for word in words if romanised(word) in _BORNE or not gender_of_courtesies([word]))


def gender_of_courtesies(titles: Iterable[str]) -> str:
    """Return the gender that titles such as "Ms" or "Herr" tell: "f" or "m", or "" where they tell none, or both."""
    words = {word for title in titles for word in romanised(title).split()}
    found = {gender for gender, known in _COURTESIES.items() if not words.isdisjoint(known)}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def gender_called(text: str) -> str:
    """Return "f", "m" or "x" for a gender that a source states in words, such as "weiblich", "she/her" or "Herr"."""
    words = romanised(text)
    return next((gender for gender, known in _GENDERS.items() if words in known), "") or gender_of_courtesies([text])


def _words(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text.casefold()))
