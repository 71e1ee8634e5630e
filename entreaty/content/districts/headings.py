"""What tables of districts mean: their columns by headings that bodies publish or that are usual, and their ids."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from entreaty.content.files.districts import ColumnRole
from entreaty.content.model import FileEntry, Id, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "districts.yaml"


class PublishedTable(FileEntry):
    """A table that some body publishes.

    Attributes:
        title: What it is called.
        country: Whose districts they are.
        kind: What is elected there.
        columns: What each column is, by a regular expression of its heading; "-" is a column that is not to be read.
        source: Where its headings were seen.
        note: What those who use it should know.
    """

    title: OneLine
    country: StateCode
    kind: Id
    columns: dict[OneLine, ColumnRole | Literal["-"]]
    source: OneLine
    note: OneLine | None = None


class ContainingDistricts(FileEntry):
    """Districts that contain others, whose ids begin with what says which.

    Attributes:
        country: Whose districts they are.
        kind: What is elected in them, such as "us-state".
        of: The kinds of the districts within them.
        shape: A regular expression of the ids within them that say it.
        begins: The id of each, by what the ids within it begin with: {"06": "US-CA"}.
    """

    country: StateCode
    kind: Id
    of: tuple[Id, ...]
    shape: OneLine
    begins: dict[OneLine, OneLine]


class HeadingsFile(FileEntry):
    """The shipped file `districts.yaml`."""

    formats: tuple[PublishedTable, ...]
    words: dict[ColumnRole, tuple[OneLine, ...]]
    none: dict[StateCode, OneLine]
    containing: tuple[ContainingDistricts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What the headings of a table say.

    Attributes:
        columns: What each column that counts is, by its heading.
        kind: What is elected in its districts; empty where the headings do not say it.
        note: What those who use it should know; empty where there is nothing.
    """

    columns: Mapping[str, ColumnRole]
    kind: str = ""
    note: str = ""


def recognised(headings: Sequence[str], country: str) -> Recognised:
    """Return what the columns of a table are, as far as their headings are known.

    Args:
        headings: The headings, such as ("pcd", "pcds", "pcon").
        country: The country whose districts it is about.
    """
    for table in _load().formats:
        found = {
            role: heading
            for pattern, role in table.columns.items()
            if (heading := next((one for one in headings if re.fullmatch(pattern, compared(one))), None))
        }
        if table.country == country and len(found) == len(table.columns):
            read = {heading: role for role, heading in found.items() if role != "-"}
            return Recognised(columns=read, kind=table.kind, note=table.note or "")
    columns: dict[str, ColumnRole] = {}
    for role, patterns in _load().words.items():
        fits = (one for one in headings if one not in columns and _is_one_of(compared(one), patterns))
        if heading := next(fits, ""):
            columns[heading] = role
    return Recognised(columns=columns)


def known_headings(cells: Sequence[str], country: str) -> int:
    """Return how many of the cells are headings of columns that count."""
    return len(recognised(cells, country).columns)


def is_no_district(name: str, country: str) -> bool:
    """Tell whether an id stands for no district, such as "E99999999" and "09ZZ"."""
    pattern = _load().none.get(country)
    return bool(pattern and re.fullmatch(pattern, name))


def containing_kinds(kind: str, country: str) -> tuple[str, ...]:
    """Return the kinds of districts that contain those of a kind, as ids may say: ("us-state",) for "us-house"."""
    return tuple(one.kind for one in _load().containing if one.country == country and kind in one.of)


def containing_districts(kind: str, name: str, country: str) -> tuple[tuple[str, str], ...]:
    """Return kind and id of each district that contains another one, as the id of that says.

    Args:
        kind: The kind of the district within, such as "us-house".
        name: Its id, such as "0612", for which (("us-state", "US-CA"),) is returned.
        country: The country.
    """
    return tuple(
        (one.kind, one.begins[start])
        for one in _load().containing
        if one.country == country and kind in one.of and re.fullmatch(one.shape, name)
        for start in one.begins
        if name.startswith(start)
    )


def compared(heading: str) -> str:
    """Return a heading as it is compared: "plz ort" for " PLZ  Ort"."""
    return " ".join(heading.replace("\ufeff", "").casefold().split())


def _is_one_of(heading: str, patterns: Sequence[str]) -> bool:
    return any(re.fullmatch(pattern, heading) for pattern in patterns)


@cache
def _load() -> HeadingsFile:
    return validated(HeadingsFile, read_yaml(_SHIPPED))
