"""Whole names with titles before, behind or between, with unknown words before them, and with the family name first."""

import re
from collections.abc import Sequence

from entreaty.content.model import shown
from entreaty.content.shipped.titles import is_title, load_titles
from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.profile_fields import NameFields, filled_name
from entreaty.importing.profiles.naming.names import (
    FRENCH_SIR,
    Named,
    gender_of_courtesies,
    is_parsed_title,
    parted,
)
from entreaty.importing.profiles.offices import offices_in_names
from entreaty.importing.profiles.shapes import BETWEEN_PEOPLE
from entreaty.storage.characters import refused_character

_WORDS = 5
_LONGEST = 300
# Titles that are names or initials, too: in a name, only their other spellings count.
_NAMES_TOO = frozenset({"m", "he", "se", "don", "sri", "me", "d", "imam", "major", "pater", "heer", "sem", "exc"})
# In capitals before a name, or with a point.
_IN_CAPITALS = frozenset({"di", "ra", "pd", "av", "lic", "drs", "mag", "pr"})
# How degrees begin, which stand behind and between names as well.
_DEGREES = frozenset(
    {"dr", "prof", "mag", "dipl", "ddr", "univ", "priv", "dott", "dra", "lic", "mmag", "assoc", "asst"}
)
# Before an office that follows a courtesy, such as in "M. le Maire", "Mme l’Ambassadrice".
_ARTICLES = frozenset({"le", "la"})
_ELIDED = re.compile(r"^l['’]")
_SPANISH_COURTESIES = {"D.": "m", "Dª": "f", "D.ª": "f", "Dña.": "f", "Don": "m", "Doña": "f"}


def taken_apart(whole: str, *, french: bool = False, spanish: bool = False, country: str = "") -> Named:
    """Return the parts of a whole name, and what was left out of it or is open.

    Args:
        whole: Such as "Hofrat Dr. Anna Example", "Example Anna Dr. med.".
        french: Whether "M." before it is "Monsieur".
        spanish: Whether "D." before it is "Don".
        country: Where the person lives or acts for; in some countries the family name stands first.
    """
    name = tidy_line(whole)
    if not name or len(name) > _LONGEST or refused_character(name):
        return Named(parted(name, french=french), "")
    words, gender = name.split(), ""
    if spanish and len(words) > 1 and words[0] in _SPANISH_COURTESIES:
        gender, words = _SPANISH_COURTESIES[words[0]], words[1:]
    elif french and FRENCH_SIR.match(name) and romanised(words[1]) not in BETWEEN_PEOPLE:
        gender, words = "m", words[1:]
    lead = _leading(words)
    rest = words[lead:]
    titles, rest, notes = _degrees(rest)
    courteous = bool(gender or gender_of_courtesies(words[:lead]))
    rest, office = _without_office(rest, courteous=courteous)
    if office:
        notes.append(
            f"'{shown(office)}' before the name '{shown(' '.join(rest))}' is an office, and left out of the name"
        )
    ordered, told = _in_order(rest, country, courteous=courteous)
    before = [*words[:lead], *titles]
    if not (titles or office) and ordered == " ".join(rest) and all(map(is_parsed_title, words[:lead])):
        ordered, before = " ".join(words), []
    parts: NameFields = {"family": ordered[:-1]} if ordered.endswith(",") else parted(ordered, french=french)
    title = " ".join([*before, *([parts["title"]] if "title" in parts else [])])
    named: NameFields = {**parts, "title": title}
    return Named(filled_name(named), gender, (*notes, *told))


def _leading(words: Sequence[str]) -> int:
    """Return how many words before a name are its titles; one word at least is the name."""
    at = 0
    while at < len(words) - 1:
        end = next((end for end in range(min(len(words) - 1, at + _WORDS), at, -1) if _is_before(words, at, end)), 0)
        if not end:
            break
        at = end
    return at


def _is_before(words: Sequence[str], start: int, end: int) -> bool:
    text = " ".join(words[start:end])
    if "," in text or not is_title(text):
        return False
    plain = romanised(text).replace(" ", "")
    if plain in _NAMES_TOO:
        return text.count(".") > 1
    if plain in _IN_CAPITALS and "." not in text:
        return len(words) - end > 1 and not words[end].isupper() and (text.isupper() or plain in {"pr", "mag"})
    return True


def _degrees(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return degrees that stand behind or between, the words of the name without them, and notes.

    Words before a degree with a whole name behind it, such as "Hofrat Dr. Anna Example", are left out.
    """
    titles, notes = list[str](), list[str]()
    if any(romanised(word) in BETWEEN_PEOPLE or word in "&+/" for word in words):
        return titles, words, notes
    at = 1
    while at < len(words):
        end = next((end for end in range(min(len(words), at + _WORDS), at, -1) if _is_degree(words[at:end])), 0)
        if not end:
            at += 1
            continue
        before, found, after = words[:at], words[at:end], words[end:]
        comma = any("," in word for word in [*before, found[-1]])
        titles.append(" ".join(found).rstrip(","))
        if len([word for word in after if not _is_degree([word])]) > 1 and not comma:
            notes.append(f"'{shown(' '.join(before))}' before '{titles[-1]}' is no title that is known, and left out")
            words, at = after, 0
            continue
        if found[-1].endswith(",") and not before[-1].endswith(","):
            before[-1] += ","
        words = [*before, *after]
        if not comma and len(words) > 1:
            within = f"'{shown(' '.join(words))}', which has '{titles[-1]}' behind or between"
            notes.append(f"'{shown(words[-1])}' counts as the family name of {within}")
    if words and titles:
        words[-1] = words[-1].rstrip(",")
    return titles, words, notes


def _is_degree(words: Sequence[str]) -> bool:
    first = words[0].rstrip(",")
    text = " ".join(words).rstrip(",")
    begins = (romanised(first).split() or [""])[0] in _DEGREES
    return begins and "," not in text and is_title(text) and ("." in first or first in {"Dr", "Prof", "Mag"})


def _without_office(words: list[str], *, courteous: bool) -> tuple[list[str], str]:
    """Return the words without an office before two names: "Anna Example" for "Bürgermeisterin Anna Example".

    After a courtesy one name is enough, and the office may have a French article: "Mme la Députée Anna Exemple".
    """
    at = 1 if courteous and words and words[0] in _ARTICLES else 0
    if len(words) - at < 2 + (not courteous):
        return words, ""
    word = _ELIDED.sub("", words[at]) if courteous else words[at]
    has_article = at == 1 or word != words[at]
    first = romanised(word)
    is_office = "," not in word and " " not in first and first in offices_in_names()
    if not is_office or (is_parsed_title(first) and not has_article):
        return words, ""
    return words[at + 1 :], " ".join(words[: at + 1])


def _in_order(words: list[str], country: str, *, courteous: bool) -> tuple[str, tuple[str, ...]]:
    """Return the name with a comma behind the family name where that stands first, and notes where it is open."""
    name = " ".join(words)
    customs = load_titles().names
    if "," in name or len(words) < 2:  # noqa: PLR2004
        return name, ()
    if courteous and len(words) == 2 and words[0].casefold() in customs.particles:  # noqa: PLR2004
        return f"{name},", ()
    particles = next(
        (at for at, word in enumerate(words) if word not in customs.particles or len(word) == 1), len(words)
    )
    if particles == len(words) - 1:
        return f"{name},", ()
    if 0 < particles < len(words) - 1:
        family, given = " ".join(words[: particles + 1]), " ".join(words[particles + 1 :])
        return f"{family}, {given}", ()
    capitals = [word.isupper() and len(word) > 1 for word in words]
    if country in customs.family_first.countries and not courteous and (all(capitals) or not any(capitals)):
        # In Latin letters, Japanese names mostly have the family name last.
        last = country == "JP" and name.isascii()
        family, stands = (words[-1], "last") if last else (words[0], "first")
        note = f"'{shown(family)}' counts as the family name of '{shown(name)}', as it stands {stands}: check it"
        return (name if last else f"{family}, {' '.join(words[1:])}"), (note,)
    return name, ()
