"""Lists of people in JSON: each object is a row of a table, and its keys are the headings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.reading import Place, ReadOptions, RecipientSource, SourceRow
from entreaty.importing.sources.json_entries import JsonEntry, JsonObject, NoNumber, json_list
from entreaty.importing.tables.columns import field_called
from entreaty.importing.tables.table import Table, is_heading
from entreaty.storage.decoding import decoded, first_undecoded, read_bytes, refusal
from entreaty.storage.tables.rows import TableRow

_ENTITY = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9]\d*)")
_WIKIDATA = "identifier (wikidata)"
_LABEL = "Label"
_WHOLE = re.compile(r"(-?\d+)\.0+")
# As many as a spreadsheet can have; a table has this many cells at most, however few of them are filled.
_KEYS_CAP = 16_384
_CELLS_CAP = 50_000_000
_DEPTH_CAP = 8
# Where a capital begins a word: "firstName".
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
# What stands around parts that say themselves what they are.
_AROUND = frozenset(
    {"address", "postal address", "contact", "contacts", "contact details", "adresse", "anschrift", "kontakt"}
)
_VALUES_CAP = 100
_NO_ENTRY = 'an entry is an object, such as {"name": "Anna Example", "office": "Mayor"}'
_NAME_KEYS = 'name them in a mapping file, such as: columns: {{"{}": name}}'


@dataclass(frozen=True, slots=True)
class _Cells:
    """An entry as cells.

    Attributes:
        place: Where it stands.
        by_heading: Its texts by heading: {"party name": "Green"}.
        notes: What is odd about single values.
        problem: Why it cannot be read; empty where it can.
    """

    place: Place
    by_heading: Mapping[str, str]
    notes: tuple[str, ...] = ()
    problem: str = ""


def read_json_list(path: Path, options: ReadOptions) -> RecipientSource:
    """Read a list of objects.

    Raises:
        ContentError: The file cannot be read, holds no such list, or no key of it is one that we recognise.
    """
    text = decoded(path, read_bytes(path), options.encoding or "utf-8-sig")
    if line := first_undecoded(text):
        raise refusal(path, "the file is not in UTF-8", "name its encoding with --encoding, such as windows-1252", line)
    found = json_list(path, text.removeprefix("\ufeff"))
    chosen = frozenset(options.columns)
    entries = _labelled(_read(path, found.entries, chosen), chosen)
    headings = _headings(entries)
    table = Table(path, options)
    rows = table.rows(chain([TableRow(number=0, cells=headings)], _rows(entries, headings)))
    first = entries[0] if entries else _Cells(Place(path, 1, "entry", "line 1"), {}, problem="the list is empty")
    line = int(first.place.where.removeprefix("line ") or 1)
    if not headings:
        raise refusal(path, f"entry {first.place.row}: {first.problem or 'it holds nothing'}", _NO_ENTRY, line)
    if table.columns is None:
        hint = _NAME_KEYS.format(next((one for one in headings if one), "key"))
        raise refusal(path, f"none of its keys is known: {', '.join(headings[:20])}", hint, line)
    source = table.source("json", tuple(_placed(row, entries) for row in rows))
    notes = (*found.notes, *(note.replace("column", "key", 1) for note in source.notes))
    return replace(source, notes=notes)


def _read(path: Path, entries: Sequence[JsonEntry], chosen: frozenset[str]) -> list[_Cells]:
    """Return the entries as cells, unless they are no rows of one table."""
    found: list[_Cells] = []
    headings: set[str] = set()
    for one in entries:
        found.append(_cells(one, chosen))
        headings.update(found[-1].by_heading)
        if len(headings) > _KEYS_CAP or len(headings) * len(found) > _CELLS_CAP:
            message = f"its entries have {len(headings):,} different keys or more"
            raise refusal(path, message, "this is no list of recipients", 1)
    return found


def _cells(entry: JsonEntry, chosen: frozenset[str]) -> _Cells:
    """Return an entry as cells; headings that the mapping file has chosen stay as they are written."""
    value = entry.value
    if entry.problem:
        return _Cells(entry.place, {}, problem=entry.problem)
    if (
        isinstance(value, JsonObject)
        and value.get("type") == "Feature"
        and isinstance(value.get("properties"), JsonObject)
    ):
        value = value["properties"]
    if not isinstance(value, JsonObject) or not value:
        empty = isinstance(value, JsonObject)
        problem = "it holds nothing" if empty else 'it is no object such as {"name": …}'
        return _Cells(entry.place, {}, problem=problem)
    texts: dict[str, str] = {}
    notes: list[str] = []
    for one in _flat(value, (), chosen):
        if one.problem:
            return _Cells(entry.place, {}, problem=one.problem)
        if one.note:
            notes.append(one.note)
        elif isinstance(one.text, NoNumber):
            notes.append(f"'{one.heading}' is {one.text}, which JSON does not have: it counts as empty")
        elif one.text:
            texts.setdefault(one.heading, one.text)
    return _Cells(entry.place, texts, tuple(notes))


class _Flat(NamedTuple):
    """A plain value within an object, with its heading; or why the object cannot be read, or what is odd about it."""

    heading: str
    text: str
    problem: str = ""
    note: str = ""


def _flat(value: JsonObject, above: tuple[str, ...], chosen: frozenset[str]) -> Iterator[_Flat]:
    """Yield each plain value in an object, under "party name" for {"party": {"name": …}}."""
    if value.twice:
        yield _Flat("", "", f"the key '{tidy_line(value.twice)}' stands in it twice")
        return
    if len(above) >= _DEPTH_CAP:
        yield _Flat("", "", f"its values are nested more than {_DEPTH_CAP} deep")
        return
    for key, one in value.items():
        path = (*above, tidy_line(key))
        if isinstance(one, JsonObject) and _is_binding(one):
            yield _Flat(_heading(path, chosen), one["value"])
        elif isinstance(one, JsonObject):
            yield from _flat(one, path, chosen)
        elif isinstance(one, list):
            yield from _of_list(one, path, chosen)
        else:
            yield _Flat(_heading(path, chosen), _text(one))


def _of_list(values: Sequence[Any], path: tuple[str, ...], chosen: frozenset[str]) -> Iterator[_Flat]:
    """Yield what a list holds: in columns of numbers where a field has several, else texts in one cell."""
    heading = _heading(path, chosen, several=True)
    texts = [text for one in values[:_VALUES_CAP] if not isinstance(one, (dict, list)) and (text := _text(one))]
    field = field_called(f"{heading} 2")
    if field and field.number:
        yield from (
            _Flat(f"{heading} {number}" if number > 1 else heading, text) for number, text in enumerate(texts, start=1)
        )
    elif texts:
        yield _Flat(heading, "; ".join(texts))
    objects = [one for one in values if isinstance(one, JsonObject)]
    for number, one in enumerate(objects[:_VALUES_CAP], start=1):
        yield from _flat(one, (*path, str(number)) if number > 1 else path, chosen)
    if any(isinstance(one, list) for one in values):
        yield _Flat(heading, "", note=f"'{heading}' holds lists within a list, which are not read")
    if len(values) > _VALUES_CAP:
        yield _Flat("", "", f"'{heading}' holds more than {_VALUES_CAP} values")


@lru_cache(maxsize=65_536)
def _heading(path: tuple[str, ...], chosen: frozenset[str], *, several: bool = False) -> str:
    """Return the heading of a key: as it stands, else the first known reading of it.

    "firstName" is "first Name", {"name": {"last": …}} is "last name", {"address": {"city": …}} is "city", and where
    there are several values, "emails" is "email".
    """
    whole = " ".join(path)
    words = [_WORDS.sub(" ", key) for key in path]
    readings = [whole, " ".join(words), " ".join(reversed(words))]
    if romanised(words[0]) in _AROUND:
        readings += [" ".join(words[1:]), words[-1]]
    readings += [one.removesuffix("s") for one in readings] if several else []
    return next((one for one in readings if is_heading(one, chosen)), whole)


def _is_binding(one: JsonObject) -> bool:
    """Tell whether an object is a value of SPARQL: {"type": "uri", "value": "http://…"}."""
    return one.get("type") in {"uri", "literal", "typed-literal", "bnode"} and isinstance(one.get("value"), str)


def _text(value: Any) -> str:
    """Return a plain value as text; numbers stand as they are written, but 1067 for 1067.0."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        found = _WHOLE.fullmatch(value)
        return found[1] if found else value
    return ""


def _headings(entries: Iterable[_Cells]) -> tuple[str, ...]:
    """Return all headings, in the order in which they first stand."""
    return tuple(dict.fromkeys(heading for one in entries for heading in one.by_heading))


def _labelled(entries: Sequence[_Cells], chosen: frozenset[str]) -> list[_Cells]:
    """Return the entries with the labels that Wikidata gives to its items in place of the items.

    "partyLabel" becomes "party"; the first item that has a label is the person: its number identifies, its label names.
    """
    found = _headings(entries)
    labels = {heading: heading.removesuffix(_LABEL) for heading in found if heading.endswith(_LABEL)}
    labels = {heading: plain for heading, plain in labels.items() if plain and heading not in chosen}
    if not labels:
        return [*entries]
    items = [plain for plain in found if plain in labels.values()]
    person = next((one for one in items if any(_ENTITY.fullmatch(row.by_heading.get(one, "")) for row in entries)), "")
    names = labels | dict.fromkeys(items, "")
    if person:
        names[person] = _WIKIDATA
        label = f"{person}{_LABEL}"
        if not any((field := field_called(one)) and field.name == "name" for one in found if one != label):
            names[label] = "name"
    return [replace(one, by_heading=_renamed(one.by_heading, names)) for one in entries]


def _renamed(texts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for heading, text in texts.items():
        if name := names.get(heading, heading):
            entity = _ENTITY.fullmatch(text)
            found[name] = entity[1] if entity and name == _WIKIDATA else text
    return found


def _rows(entries: Sequence[_Cells], headings: Sequence[str]) -> Iterator[TableRow]:
    for number, one in enumerate(entries, start=1):
        cells = tuple(one.by_heading.get(heading, "") for heading in headings)
        yield TableRow(number=number, cells=cells, notes=one.notes, problem=one.problem)


def _placed(row: SourceRow, entries: Sequence[_Cells]) -> SourceRow:
    """Return the row with the place of its entry."""
    return replace(row, place=entries[row.place.row - 1].place)
