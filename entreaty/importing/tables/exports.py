"""Exports of well-known programs and data sets: known by their headings, and what these mean there."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from pydantic import Field

from entreaty.content.model import FileEntry, OneLine
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import romanised
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "importing" / "exports.yaml"

ForAllField = Literal["office", "organisation", "form_of_address", "country", "audience"]


class Export(FileEntry):
    """An export, such as that of Thunderbird in German; the remarks of the file say what each part is."""

    name: OneLine
    known_by: tuple[OneLine, ...] = Field(min_length=2)
    seen: tuple[OneLine, ...] = ()
    without: tuple[OneLine, ...] = ()
    columns: dict[OneLine, OneLine | tuple[OneLine, ...]] = Field(default_factory=dict)
    words: dict[OneLine, dict[OneLine, dict[OneLine, OneLine]]] = Field(default_factory=dict)
    for_all: dict[ForAllField, OneLine] = Field(default_factory=dict)


class ExportsFile(FileEntry):
    """The file `exports.yaml`."""

    exports: tuple[Export, ...]


@cache
def known_exports() -> tuple[Export, ...]:
    """Return the exports that are known by their headings."""
    return validated(ExportsFile, read_yaml(_SHIPPED)).exports


def export_with(headings: Sequence[str]) -> Export | None:
    """Return the export that has these headings, by the most of them; None where it is not known."""
    there = set(map(romanised, headings))
    found = [
        one
        for one in known_exports()
        if there.issuperset(map(romanised, one.known_by)) and there.isdisjoint(map(romanised, one.without))
    ]
    return max(found, key=lambda one: len(one.known_by), default=None)
