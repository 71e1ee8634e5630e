"""Find the field of each column of a table, by its heading."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from entreaty.content.locales import known_languages
from entreaty.content.model import FileEntry, OneLine, closest
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.tables.by_cells import by_cells
from entreaty.importing.tables.exports import Export, export_with
from entreaty.problems import EntreatyError
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "importing" / "headings.yaml"
_LINES = frozenset({"address", "street"})
_WITH_PART = frozenset({"identifier", "positions", "represents"})
_SEVERAL = frozenset(
    {"address", "addressee", "street", "committee", "committee role", "email", "phone", "note", "ended"}
)
_BY_LANGUAGE = frozenset(
    {"office", "organisation", "constituency", "party", "salutation", "closing", "household", "committee",
     "committee role", "name dative", "office dative", "organisation genitive", "of country"}
)  # fmt: skip
# Beside a column of organisations, these name a part of one, or, as in Hitobito's "Firma", say whether it is one.
_WITHIN_ORGANISATIONS = frozenset(
    {"department", "organization department", "organization 1 department", "dienststelle", "departement", "abteilung",
     "firma"}
)  # fmt: skip
# Whatever a table of ours holds, it has these.
OURS = frozenset({"id", "form of address", "audiences", "country", "verified on", "verified status", "verified source"})
_MADE_OF_PARTS = frozenset({"postal code", "city", "street"})
# The whole name where it stands alone, and one part of it beside the other.
_NAME_OR_FAMILY = frozenset({"name", "nom", "naam"})
_NAME_OR_GIVEN = frozenset({"nome", "nombre", "imya"})
# They add to the family name: the second one in Spain, the words before it in the Netherlands.
_MORE_OF_FAMILY_NAME = frozenset({"segundo apellido", "tussenvoegsel"})
# In parentheses, these say that a column is of the home, or of nothing that letters go by.
_NOT_OF_THE_OFFICE = frozenset(
    {"domicile", "home", "private", "privat", "prive", "casa", "dom", "thuis", "personal", "autre", "other", "anders",
     "voiture", "mobile", "fax"}
)  # fmt: skip
# Columns that say the sex, and may do so in the numbers of ISO 5218; what numbers in a column of genders mean is open.
_SEX = frozenset({"sex", "sexe", "code sexe", "sexo", "sesso", "geschlecht"})
_ISO_5218 = {"1": "m", "2": "f"}
# In Spanish and Portuguese, M stands for women beside H, and for men beside F: it is told, and nothing is guessed.
_SEX_OF_TWO_MEANINGS = frozenset({"sexo", "genero"})
M_OF_TWO_MEANINGS = "mujer/masculino"
# What results of Wikidata call the item of the person, which identifies it.
_ITEMS = frozenset({"item", "person", "politician", "member", "mp", "human"})
_LABEL = re.compile(r"(\w+?)_?Label")
_WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IN_SPARQL = "Label"


class ColumnsError(EntreatyError):
    """The mapping file names a heading or a field that does not exist."""


class ColumnField(NamedTuple):
    """The field of a column: "address 2", "office (fr)", "identifier (wikidata)".

    Attributes:
        name: The field, such as "office".
        number: Its number among several such columns, counted from 1; 0 for a column without a number.
        part: The language, or the scheme of an identifier; empty for a column without one.
    """

    name: str
    number: int = 0
    part: str = ""

    def __str__(self) -> str:
        number = f" {self.number}" if self.number else ""
        return f"{self.name}{number}" + (f" ({self.part})" if self.part else "")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table.

    Attributes:
        fields: The field of each column that is used, by its place counted from 0.
        notes: One note for each column: "column 1 'Nom' is name", "column 2 'Fax' is not used".
        adding: The places of columns that add to what an earlier column says of their field.
        words: What cells of a column say by their words, of any fields, by its place.
        for_all: What holds for every row that does not say it: {"organisation": "House of Commons"}.
        is_export: Whether its headings are those of a known export.
    """

    fields: Mapping[int, ColumnField]
    notes: tuple[str, ...]
    adding: frozenset[int] = frozenset()
    words: Mapping[int, Mapping[str, Mapping[ColumnField, str]]] = field(default_factory=dict)
    for_all: Mapping[str, str] = field(default_factory=dict)
    is_export: bool = False

    @property
    def are_ours(self) -> bool:
        """Whether `recipients list --csv` has written the table: its cells are what they say, to the letter."""
        return {one.name for one in self.fields.values()} >= OURS


class HeadingsFile(FileEntry):
    """The file `headings.yaml`."""

    fields: dict[OneLine, tuple[OneLine, ...]]


@cache
def known_headings(shipped: Path = _SHIPPED) -> Mapping[str, str]:
    """Return the field of each known heading in its romanised form: {"vorname": "given name"}.

    Args:
        shipped: The file that names them; that of tables of recipients by default.
    """
    fields = validated(HeadingsFile, read_yaml(shipped)).fields
    return {romanised(words): name for name, others in fields.items() for words in (*others, name)}


@cache
def field_names() -> tuple[str, ...]:
    """Return the names of all fields that a column can have."""
    return tuple(validated(HeadingsFile, read_yaml(_SHIPPED)).fields)


def field_called(heading: str) -> ColumnField | None:
    """Return the field of a heading such as "Adresse 2" or "Office (fr)"; None where it is not recognised."""
    words = tidy_line(heading)
    within = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", words)
    part = within[2].lower() if within and re.fullmatch(r"[\w.-]+", within[2]) else ""
    if romanised(part) in _NOT_OF_THE_OFFICE:
        return None
    base = re.fullmatch(r"(.+?)\s*(\d{1,2})?", within[1] if within else words)
    name = _name_of(base[1]) if base else None
    if name is None or base is None:
        return None
    if part and not (name in _WITH_PART or (name in _BY_LANGUAGE and part in known_languages())):
        # Other words in parentheses explain the heading, as in "Phone (office)".
        return None if name in _BY_LANGUAGE else ColumnField(name)
    return ColumnField(name, int(base[2]) if base[2] and name in _SEVERAL else 0, part)


def _name_of(words: str) -> str | None:
    """Return the name of the field that is called so, also with its words run together: "LastName", "partyLabel"."""
    known, label = known_headings(), _LABEL.fullmatch(words)
    return (
        known.get(romanised(words))
        or known.get(romanised(_WORDS_RUN_TOGETHER.sub(" ", words)))
        or (_name_of(label[1]) if label and label[1].casefold() not in _ITEMS else None)
        or ("name" if label and label[1].casefold() in _ITEMS else None)
    )


def columns_of(
    headings: Sequence[str], chosen: Mapping[str, str], cells: Mapping[int, Sequence[str]] | None = None
) -> Columns:
    """Return the columns of a table with these headings.

    Args:
        headings: The headings, in their order.
        chosen: The fields that the mapping file gives, which go before recognised ones; "-" leaves a column out.
        cells: The filled cells of the first rows, by the place of the column, which decide where a heading is open.

    Raises:
        ColumnsError: The mapping file names a heading or a field that does not exist.
    """
    wanted = {romanised(heading): _chosen(heading, name) for heading, name in chosen.items()}
    there = {romanised(heading) for heading in headings}
    if strange := [heading for heading in chosen if romanised(heading) not in there]:
        raise ColumnsError(no_such_column(strange[0], headings))
    export = export_with(headings)
    by_export, adding = _by_export(export, headings) if export else ({}, frozenset[int]())
    fixed = {
        place: wanted[key] if key in wanted else by_export[place]
        for place, key in enumerate(map(romanised, headings))
        if key in wanted or place in by_export
    }
    found = [fixed[place] if place in fixed else field_called(heading) for place, heading in enumerate(headings)]
    context = _in_context(found, headings)
    shown = by_cells([one.name if one else "" for one in context], headings, cells or {})
    shown = {place: said for place, said in shown.items() if place not in fixed}
    context = [ColumnField(shown[place][0]) if place in shown else one for place, one in enumerate(context)]
    found = [fixed.get(place, better) for place, better in enumerate(context)]
    if any(words in _MORE_OF_FAMILY_NAME and found[place] for place, words in enumerate(map(romanised, headings))):
        family = ColumnField("family name")
        adding |= {place for place, one in enumerate(found) if one == family and place not in fixed}
    fields, notes = _each_once(headings, found, {*by_export, *adding})
    notes += tuple(f"column {place + 1} is {name}, because {why}" for place, (name, why) in shown.items())
    if export:
        notes = (f"its headings are those of {export.name}", *notes)
    return Columns(
        fields,
        notes,
        adding=adding - {place for place, key in enumerate(map(romanised, headings)) if key in wanted},
        words=_words(export, headings, fields),
        for_all=dict(export.for_all.items()) if export else {},
        is_export=export is not None,
    )


def no_such_column(heading: str, headings: Sequence[str]) -> str:
    """Return that the source has no column of that heading, and which it may mean: "…; did you mean 'Haus'?"."""
    near = closest(heading, tuple(headings))
    return f"the source has no column '{heading}'" + (f"; {near}" if near else "")


def _each_once(
    headings: Sequence[str], found: Sequence[ColumnField | None], several: Iterable[int]
) -> tuple[dict[int, ColumnField], tuple[str, ...]]:
    """Return the columns that are used, one for each field, with a note for every column.

    Args:
        headings: The headings.
        found: The field of each, None where it is not recognised.
        several: The places of columns that stand in for another of their field, or add to it.
    """
    fields: dict[int, ColumnField] = {}
    notes = []
    for place, (heading, one) in enumerate(zip(headings, found, strict=True)):
        called = f"column {place + 1} '{tidy_line(heading)}'"
        if one is None:
            notes += [f"{called} is not used"] if heading.strip() else []
        elif one.name in _LINES and one in fields.values() and place not in several:
            # A second column without a number is the next line.
            fields[place] = _numbered_on(one, fields.values())
            notes.append(f"{called} is {fields[place]}")
        elif place not in several and (twin := _twin(fields, one)) is not None:
            notes.append(f"{called} is not used: column {twin + 1} is {one} already")
        else:
            fields[place] = one
            notes.append(f"{called} is {one}")
    return fields, tuple(notes)


def _by_export(export: Export, headings: Sequence[str]) -> tuple[dict[int, ColumnField | None], frozenset[int]]:
    """Return the fields of columns in the export, by their place, and the places of those that add to another."""
    columns = {romanised(heading): names for heading, names in export.columns.items()}
    times, fields, adding = Counter[str](), dict[int, ColumnField | None](), set[int]()
    for place, key in enumerate(map(romanised, headings)):
        if key in columns:
            names = columns[key]
            name = names if isinstance(names, str) else names[min(times[key], len(names) - 1)]
            times[key] += 1
            if name.startswith("+ "):
                adding.add(place)
            fields[place] = _chosen(key, name.removeprefix("+ "))
    return fields, frozenset(adding)


def _words(
    export: Export | None, headings: Sequence[str], fields: Mapping[int, ColumnField]
) -> dict[int, Mapping[str, Mapping[ColumnField, str]]]:
    """Return what cells say by their words: those of the export, and numbers of sexes."""
    by_heading = {
        romanised(heading): {
            romanised(cell): {_said_field(name): text for name, text in said.items()} for cell, said in cells.items()
        }
        for heading, cells in (export.words.items() if export else ())
    }
    gender = ColumnField("gender")
    sexes = {number: {gender: code} for number, code in _ISO_5218.items()}
    found: dict[int, Mapping[str, Mapping[ColumnField, str]]] = {}
    for place, key in enumerate(map(romanised, headings)):
        if key in by_heading:
            found[place] = by_heading[key]
        elif fields.get(place) == gender:
            found[place] = {
                **(sexes if key in _SEX else {}),
                **({"m": {gender: M_OF_TWO_MEANINGS}} if key in _SEX_OF_TWO_MEANINGS else {}),
            }
    return found


def _said_field(name: str) -> ColumnField:
    one = _chosen(name, name)
    if one is None:
        raise ColumnsError(f"'{name}' is no field")
    return one


def _numbered_on(one: ColumnField, others: Iterable[ColumnField]) -> ColumnField:
    """Return the field of a line with the first number that no other one has."""
    last = max(other.number for other in others if (other.name, other.part) == (one.name, one.part))
    return ColumnField(one.name, max(last, 1) + 1, one.part)


def _chosen(heading: str, name: str) -> ColumnField | None:
    if name == "-":
        return None
    found = field_called(name)
    if found and "(" in name and not found.part:
        of_what = {
            "identifier": "a scheme, as in 'identifier (wikidata)'",
            "positions": "an appeal, as in 'positions (id)'",
            "represents": "a kind of districts, as in 'represents (uk-commons)'",
        }
        wants = f"'{found}' wants {of_what[found.name]}" if found.name in of_what else f"'{found}' is in no language"
        raise ColumnsError(f"'{heading}' cannot be '{name}': {wants}")
    if found:
        return found
    near = closest(name, field_names()) or f"there are: {', '.join(field_names())}"
    raise ColumnsError(f"'{heading}' cannot be '{name}', which is no field; {near}")


def _in_context(found: list[ColumnField | None], headings: Sequence[str]) -> list[ColumnField | None]:
    """Return the fields, those of ambiguous headings decided by the other columns: "Name" beside "Given name"."""
    names = {one.name for one in found if one}
    plain = {place: romanised(heading) for place, heading in enumerate(headings)}
    labels = {heading for heading in headings if heading.endswith(_IN_SPARQL)}
    changed: dict[int, ColumnField | None] = {}
    for place, words in plain.items():
        if words in _NAME_OR_FAMILY and "given name" in names and "family name" not in names:
            changed[place] = ColumnField("family name")
        elif words in _NAME_OR_GIVEN and "family name" in names and "given name" not in names:
            changed[place] = ColumnField("given name")
        elif words in _MORE_OF_FAMILY_NAME:
            changed[place] = _more_of_family_name(words, found, place)
        elif f"{headings[place]}{_IN_SPARQL}" in labels:
            # Beside its label, the item itself is only an address on Wikidata.
            item = headings[place].casefold() in _ITEMS
            changed[place] = ColumnField("identifier", part="wikidata") if item else None
        elif words == "state" and names & _MADE_OF_PARTS:
            changed[place] = ColumnField("region")
        elif words == "title" and "office" not in names:
            changed[place] = ColumnField("office")
        elif words in _WITHIN_ORGANISATIONS and any(
            one and one.name == "organisation" and plain[other] not in _WITHIN_ORGANISATIONS
            for other, one in enumerate(found)
        ):
            changed[place] = None
    return [changed.get(place, one) for place, one in enumerate(found)]


def _more_of_family_name(words: str, found: Sequence[ColumnField | None], place: int) -> ColumnField | None:
    """Return the family name for a column that adds to it, where it stands on its side; else None."""
    family = ColumnField("family name")
    beside = found[:place] if words == "segundo apellido" else found[place + 1 :]
    return family if family in beside else None


def _twin(fields: Mapping[int, ColumnField], one: ColumnField) -> int | None:
    """Return the place of an earlier column of the same field, unless the field may have several; else None."""
    if one.name in _SEVERAL - {"note", "phone"} and not one.part and one.number == 0 and one.name != "committee role":
        return None
    return next((place for place, field in fields.items() if field == one), None)
