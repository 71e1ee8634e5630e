"""Find the field of each column of a table, by its heading."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from entreaty.content.locales import known_languages
from entreaty.content.model import FileEntry, OneLine, closest
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.problems import EntreatyError
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "importing" / "headings.yaml"
_LINES = frozenset({"address", "street"})
_SEVERAL = frozenset({"address", "addressee", "street", "committee", "committee role", "email", "phone", "note"})
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
    """

    fields: Mapping[int, ColumnField]
    notes: tuple[str, ...]

    @property
    def are_ours(self) -> bool:
        """Whether `recipients list --csv` has written the table: its cells are what they say, to the letter."""
        return {one.name for one in self.fields.values()} >= OURS


class HeadingsFile(FileEntry):
    """The file `headings.yaml`."""

    fields: dict[OneLine, tuple[OneLine, ...]]


@cache
def _known() -> Mapping[str, str]:
    """Return the field of each known heading in its romanised form: {"vorname": "given name"}."""
    fields = validated(HeadingsFile, read_yaml(_SHIPPED)).fields
    return {romanised(words): name for name, others in fields.items() for words in (*others, name)}


@cache
def field_names() -> tuple[str, ...]:
    """Return the names of all fields that a column can have."""
    return tuple(validated(HeadingsFile, read_yaml(_SHIPPED)).fields)


def field_called(heading: str) -> ColumnField | None:
    """Return the field of a heading such as "Adresse 2" or "Office (fr)"; None where it is not recognised."""
    words = tidy_line(heading)
    within = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", words)
    part = within[2].lower() if within and re.fullmatch(r"[\w-]+", within[2]) else ""
    base = re.fullmatch(r"(.+?)\s*(\d{1,2})?", within[1] if within else words)
    name = _known().get(romanised(base[1])) if base else None
    if name is None or base is None:
        return None
    if part and not (name in {"identifier", "positions"} or (name in _BY_LANGUAGE and part in known_languages())):
        # Other words in parentheses explain the heading, as in "Phone (office)".
        return None if name in _BY_LANGUAGE else ColumnField(name)
    return ColumnField(name, int(base[2]) if base[2] and name in _SEVERAL else 0, part)


def columns_of(headings: Sequence[str], chosen: Mapping[str, str]) -> Columns:
    """Return the columns of a table with these headings.

    Args:
        headings: The headings, in their order.
        chosen: The fields that the mapping file gives, which go before recognised ones; "-" leaves a column out.

    Raises:
        ColumnsError: The mapping file names a heading or a field that does not exist.
    """
    wanted = {romanised(heading): _chosen(heading, name) for heading, name in chosen.items()}
    there = {romanised(heading) for heading in headings}
    if strange := [heading for heading in chosen if romanised(heading) not in there]:
        near = closest(strange[0], tuple(headings))
        raise ColumnsError(f"the source has no column '{strange[0]}'" + (f"; {near}" if near else ""))
    found = [wanted[key] if (key := romanised(heading)) in wanted else field_called(heading) for heading in headings]
    found = [
        one if romanised(heading) in wanted else better
        for heading, one, better in zip(headings, found, _in_context(found, headings), strict=True)
    ]
    fields: dict[int, ColumnField] = {}
    notes = []
    for place, (heading, one) in enumerate(zip(headings, found, strict=True)):
        called = f"column {place + 1} '{tidy_line(heading)}'"
        if one is None:
            notes += [f"{called} is not used"] if heading.strip() else []
        elif one.name in _LINES and one in fields.values():
            # A second column without a number is the next line.
            fields[place] = _numbered_on(one, fields.values())
            notes.append(f"{called} is {fields[place]}")
        elif (twin := _twin(fields, one)) is not None:
            notes.append(f"{called} is not used: column {twin + 1} is {one} already")
        else:
            fields[place] = one
            notes.append(f"{called} is {one}")
    return Columns(fields, tuple(notes))


def _numbered_on(one: ColumnField, others: Iterable[ColumnField]) -> ColumnField:
    """Return the field of a line with the first number that no other one has."""
    last = max(other.number for other in others if (other.name, other.part) == (one.name, one.part))
    return ColumnField(one.name, max(last, 1) + 1, one.part)


def _chosen(heading: str, name: str) -> ColumnField | None:
    if name == "-":
        return None
    if found := field_called(name):
        return found
    near = closest(name, field_names()) or f"there are: {', '.join(field_names())}"
    raise ColumnsError(f"'{heading}' cannot be '{name}', which is no field; {near}")


def _in_context(found: list[ColumnField | None], headings: Sequence[str]) -> list[ColumnField | None]:
    """Return the fields, those of ambiguous headings decided by the other columns: "Name" beside "Given name"."""
    names = {one.name for one in found if one}
    plain = {place: romanised(heading) for place, heading in enumerate(headings)}
    changed: dict[int, ColumnField | None] = {}
    for place, words in plain.items():
        if words in {"name", "nom"} and "given name" in names and "family name" not in names:
            changed[place] = ColumnField("family name")
        elif words in {"name", "nom"} and not found[place]:
            changed[place] = ColumnField("name")
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


def _twin(fields: Mapping[int, ColumnField], one: ColumnField) -> int | None:
    """Return the place of an earlier column of the same field, unless the field may have several; else None."""
    if one.name in _SEVERAL - {"note", "phone"} and not one.part and one.number == 0 and one.name != "committee role":
        return None
    return next((place for place, field in fields.items() if field == one), None)
