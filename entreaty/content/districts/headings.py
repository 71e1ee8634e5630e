"""What the columns of a table of districts are, by their headings: those of published tables, and the usual words."""

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


class HeadingsFile(FileEntry):
    """The shipped file `districts.yaml`."""

    formats: tuple[PublishedTable, ...]
    words: dict[ColumnRole, tuple[OneLine, ...]]
    none: dict[StateCode, OneLine]


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


def compared(heading: str) -> str:
    """Return a heading as it is compared: "plz ort" for " PLZ  Ort"."""
    return " ".join(heading.replace("\ufeff", "").casefold().split())


def _is_one_of(heading: str, patterns: Sequence[str]) -> bool:
    return any(re.fullmatch(pattern, heading) for pattern in patterns)


@cache
def _load() -> HeadingsFile:
    return validated(HeadingsFile, read_yaml(_SHIPPED))
