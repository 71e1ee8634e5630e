"""What the cells of a row say: words for nothing are none, and what cannot be what its heading says is told."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.content.model import shown
from entreaty.content.shipped.titles import is_title
from entreaty.importing.normal_forms import romanised
from entreaty.importing.profiles.days import not_in_office
from entreaty.importing.profiles.leaving import unmarked
from entreaty.importing.profiles.naming.courtesies import read_courtesy
from entreaty.importing.profiles.naming.names import gender_called, gender_of_courtesies
from entreaty.importing.profiles.nothing import (
    is_no_family_name,
    is_nothing,
    may_be_name,
    may_be_town,
    names_nobody,
    names_office,
)
from entreaty.importing.profiles.places.countries import country_called
from entreaty.importing.tables.columns import M_OF_TWO_MEANINGS, ColumnField
from entreaty.storage.damaged_text import LOST

_GIVEN_NAME, _FAMILY_NAME, _OFFICE = map(ColumnField, ("given name", "family name", "office"))
_SALUTATION, _COURTESY = map(ColumnField, ("salutation", "courtesy"))
_NAMES = frozenset({"name", "given name", "family name"})
_PLACES = frozenset({"city", "region", "constituency"})
_DAYS = frozenset({"ended", "verified on"})
# Here words such as "none" are values of their own.
_AS_THEY_ARE = frozenset({"positions", "represents", "tags", "audiences"})
# What no letter prints may lack letters.
_NOT_PRINTED = frozenset(
    {"note", "tags", "category", "phone", "verified source", "verified status", "positions", "represents"}
)
# A question mark within a word stands for a letter that a program could not write.
_QUESTIONED = re.compile(r"[^\W\d_]\?[^\W\d_]")
_WITH_LETTERS_ONLY = frozenset({*_NAMES, "office", "organisation", "street", "city", "address", "nickname"})
_ROOM = re.compile(
    r"(?:room|rm|zimmer|raum|bureau|salle|office|suite|stanza|sala|pok[oó]j)\.?\s*(?:n[o°º]?\.?\s*)?[A-Z]?[\d./-]+[A-Z]?"
    r"|\d[\d\s./-]{0,9}(?:[A-Z]{1,2}[\d./-]{0,9})?|[A-Z]{1,2}[.-]?\d{3}[\d./-]{0,9}",
    re.IGNORECASE,
)
_ON_WIKIDATA = re.compile(r"(?:https?://)?(?:www\.)?wikidata\.org/(?:entity|wiki)/(?=Q\d)")
_NO_NAME = re.compile(r"\d|@")
# An entity of HTML may stand for either of them.
_MAY_BE_NO_NAME = re.compile(r"\d|@|&")
_YES_OR_NO = frozenset({"yes", "no", "ja", "nein", "oui", "non", "true", "false", "si"})


@dataclass(frozen=True, slots=True)
class SaidByCells:
    """What a row says.

    Attributes:
        values: The values by field; empty cells and words for nothing are not among them.
        notes: What was left out, and why.
        problem: Why the row cannot come in: letters were lost. Empty where it can.
    """

    values: Mapping[ColumnField, str]
    notes: tuple[str, ...] = ()
    problem: str = ""


def said_by_cells(values: Mapping[ColumnField, str]) -> SaidByCells:
    """Return what the cells of a row say."""
    suspect = {one: text for one, text in values.items() if LOST in text or "?" in text}
    lost = {one: text for one, text in suspect.items() if _has_lost_letters(one.name, text)}
    if printed := next(((one, text) for one, text in lost.items() if one.name not in _NOT_PRINTED), None):
        one, text = printed
        told = (
            f"letters are lost in '{one}': '{shown(text)}'; export it again as UTF-8, or name its encoding (--encoding)"
        )
        return SaidByCells({}, problem=told)
    notes = [f"letters are lost in '{one}', which is left out: '{shown(text)}'" for one, text in lost.items()]
    nothing = {one: text for one, text in values.items() if one in lost or _says_nothing(one, text, values)}
    found = {one: text for one, text in values.items() if one not in nothing}
    notes += _of_nothing({one: text for one, text in nothing.items() if one not in lost})
    family = nothing.get(_FAMILY_NAME, "")
    if family and _GIVEN_NAME in found and _is_placeholder(family):
        # Half a name is none: "Ann N. N.", "Sir Ian TBC".
        given = shown(found.pop(_GIVEN_NAME))
        notes.append(f"'{given}' in '{_GIVEN_NAME}' is left out, because '{shown(family)}' is no name")
    for one, why in _contradictions(found):
        text = found.pop(one)
        notes.append(f"'{'M' if text == M_OF_TWO_MEANINGS else shown(text)}' in '{one}' {why}")
    found |= {one: _ON_WIKIDATA.sub("", text) for one, text in found.items() if one.name == "identifier"}
    return SaidByCells(*_with_courtesy(found, notes))


def _has_lost_letters(name: str, text: str) -> bool:
    return LOST in text or (name in _WITH_LETTERS_ONLY and "?" in text and bool(_QUESTIONED.search(text)))


def _says_nothing(one: ColumnField, text: str, values: Mapping[ColumnField, str]) -> bool:
    """Tell whether a cell says nothing, in view of what else stands in the row."""
    if one.name in _AS_THEY_ARE or (one.name == "in office" and not_in_office(text)):
        return False
    if one.name in _NAMES:
        return _names_nobody(one, text, values)
    if not (is_nothing(text, by_programs=True) if one.name in _DAYS else is_nothing(text)):
        return False
    if one.name == "country" and country_called(text):
        # NA is Namibia, unless the row writes it elsewhere, too.
        return any(other != one and same == text for other, same in values.items())
    # Leer is a town, unless the row writes it elsewhere, too.
    is_place = one.name in _PLACES and may_be_town(text)
    return not is_place or any(other != one and same == text for other, same in values.items())


def _names_nobody(one: ColumnField, text: str, values: Mapping[ColumnField, str]) -> bool:
    """Tell whether what stands in a name is none, in view of its other parts."""
    if one.name == "family name" and is_no_family_name(text):
        return True
    if one.name == "name" and names_office(text, values.get(_OFFICE, "")):
        return True
    bare = _without_titles(text) if one.name == "name" else text
    if not names_nobody(bare):
        return False
    others = _others(one, values)
    return not (may_be_name(bare) and not all(map(names_nobody, [*others, *([] if others else ["-"])])))


def _others(one: ColumnField, values: Mapping[ColumnField, str]) -> list[str]:
    return [values[other] for other in map(ColumnField, _NAMES) if other != one and other in values]


def _is_placeholder(text: str) -> bool:
    """Tell whether somebody, and no program, wrote that nobody is there: "TBC", but not "NULL", "-" or a name."""
    if is_nothing(text, by_programs=True) or not any(sign.isalpha() for sign in text):
        return False
    return names_nobody(text) and (is_no_family_name(text) or not may_be_name(text))


def _without_titles(text: str) -> str:
    """Return the text without courtesies and titles before it: "N. N." for "Herr Dr. N. N."."""
    words = text.split()
    while len(words) > 1 and (gender_of_courtesies(words[:1]) or is_title(words[0])):
        words = words[1:]
    return " ".join(words)


def _of_nothing(nothing: Mapping[ColumnField, str]) -> Iterator[str]:
    """Yield a note for each word that says nothing, with the fields where it stands; a mere dash is no news."""
    fields = defaultdict[str, list[str]](list)
    for one, text in nothing.items():
        if any(sign.isalnum() for sign in text):
            fields[text].append(str(one))
    for text, found in fields.items():
        nobody = bool(_NAMES & set(found)) and not is_nothing(text)
        yield f"'{shown(text)}' {'names nobody' if nobody else 'says nothing'}: {', '.join(found)}"


def _contradictions(values: Mapping[ColumnField, str]) -> list[tuple[ColumnField, str]]:
    """Return the fields whose values cannot be what the heading says, each with the reason."""
    found = list[tuple[ColumnField, str]]()
    names = {one: text for one, text in values.items() if one.name in _NAMES}
    suspect = [text for text in names.values() if _MAY_BE_NO_NAME.search(text)]
    if wrong := next((text for text in suspect if _NO_NAME.search(unmarked(text, date.max).name)), ""):
        # Half a name is none.
        why = f"is left out, because '{shown(wrong)}' is no name"
        found += [(one, why) for one in names]
    for one, text in values.items():
        if one.name in {"office", "organisation"} and _ROOM.fullmatch(text):
            found.append(
                (one, f"is a number, and no {one.name}; put the right field of the column into a mapping file")
            )
        if one.name == "organisation" and romanised(text) in _YES_OR_NO:
            found.append((one, "is an answer, and no organisation"))
        if one.name == "party" and text.isdigit():
            found.append((one, "is a number, and no party"))
        if one.name == "gender" and not gender_called(text):
            both = text == M_OF_TWO_MEANINGS
            why = "can be mujer or masculino: write f or m" if both else "is not known: f or m, or words for them"
            found.append((one, why))
    return found


def _with_courtesy(values: dict[ColumnField, str], notes: list[str]) -> tuple[dict[ColumnField, str], tuple[str, ...]]:
    """Return the values with a salutation that is only "Mr", "Dr" or "divers" as the courtesy that it is."""
    if (text := values.get(_SALUTATION, "")) and read_courtesy(text).is_courtesy:
        values.setdefault(_COURTESY, values.pop(_SALUTATION))
    return values, tuple(notes)
