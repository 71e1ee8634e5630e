"""Editions of one list of officials in every format of a source, to see what becomes of people from one to the next."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from tests.support.workbooks import cell, ods, ods_row, ods_sheet, xls

FORMATS = ("csv", "xlsx", "ods", "xls", "json", "jsonl", "vcard", "popolo", "openstates", "congress")


@dataclass(frozen=True, kw_only=True)
class Official:
    """Somebody in an edition; everybody is invented.

    Attributes:
        key: The source's identifier, such as "1".
        given: The given name.
        family: The family name.
        office: "Senator" or "Representative".
        born: The birthday.
        since: The day on which the office began.
        until: The day on which it ended or will end, as this source writes it; empty for none.
    """

    key: str
    given: str = "Anna"
    family: str = "Example"
    office: str = "Senator"
    born: str = ""
    since: str = "2021-01-06"
    until: str = ""

    @property
    def house(self) -> str:
        """The house to which the office belongs."""
        return "Senate" if self.office == "Senator" else "House of Representatives"


def edition(folder: Path, kind: str, officials: Sequence[Official]) -> list[Path]:
    """Write an edition and return its files.

    Args:
        folder: The folder; what an earlier edition left there goes.
        kind: One of `FORMATS`.
        officials: A row, card or entry for each; those of one key are rows of one person, where the format has such.
    """
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return _WRITERS[kind](folder, officials)


_HEADING = (
    "given name", "family name", "office", "organisation", "email", "country", "identifier (list)", "birth date",
    "since", "left office",
)  # fmt: skip


def _table(officials: Sequence[Official]) -> list[tuple[str, ...]]:
    rows = [
        (one.given, one.family, one.office, one.house, "", "US", one.key, one.born, one.since, one.until)
        for one in officials
    ]
    return [_HEADING, *rows]


def _csv(folder: Path, officials: Sequence[Official]) -> list[Path]:
    path = folder / "list.csv"
    path.write_text("".join(",".join(row) + "\n" for row in _table(officials)), encoding="utf-8")
    return [path]


def _xlsx(folder: Path, officials: Sequence[Official]) -> list[Path]:
    book = openpyxl.Workbook()
    for row in _table(officials):
        book.active.append([_cell(text) for text in row])
    path = folder / "list.xlsx"
    book.save(path)
    return [path]


def _cell(text: str) -> Any:
    """Return the cell as Excel would keep it: a day as a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _ods(folder: Path, officials: Sequence[Official]) -> list[Path]:
    rows = (
        ods_row(*(cell(text, day=text) if _cell(text) != text else text for text in row)) for row in _table(officials)
    )
    path = folder / "list.ods"
    path.write_bytes(ods(ods_sheet(*rows)))
    return [path]


def _xls(folder: Path, officials: Sequence[Official]) -> list[Path]:
    rows = [[_cell(text) for text in row] for row in _table(officials)]
    days = {
        (row, column): "yyyy-mm-dd"
        for row, cells in enumerate(rows)
        for column, one in enumerate(cells)
        if isinstance(one, date)
    }
    path = folder / "list.xls"
    path.write_bytes(xls(rows, days))
    return [path]


def _objects(officials: Sequence[Official]) -> list[dict[str, str]]:
    heading, *rows = _table(officials)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def _json(folder: Path, officials: Sequence[Official]) -> list[Path]:
    path = folder / "list.json"
    path.write_text(json.dumps({"count": len(officials), "results": _objects(officials)}), encoding="utf-8")
    return [path]


def _jsonl(folder: Path, officials: Sequence[Official]) -> list[Path]:
    path = folder / "list.jsonl"
    path.write_text("\n".join(map(json.dumps, _objects(officials))), encoding="utf-8")
    return [path]


def _vcard(folder: Path, officials: Sequence[Official]) -> list[Path]:
    cards = [
        f"BEGIN:VCARD\nVERSION:4.0\nUID:{one.key}\nFN:{one.given} {one.family}\nN:{one.family};{one.given};;;\n"
        f"TITLE:{one.office}\nORG:{one.house}\nADR:;;1 Way;Troy;NY;12180;USA\n"
        + (f"BDAY:{one.born.replace('-', '')}\n" if one.born else "")
        + "END:VCARD\n"
        for one in officials
    ]
    path = folder / "list.vcf"
    path.write_text("".join(cards), encoding="utf-8")
    return [path]


def _popolo(folder: Path, officials: Sequence[Official]) -> list[Path]:
    persons = {
        one.key: {"id": one.key, "family_name": one.family, "given_name": one.given, "birth_date": one.born}
        for one in officials
    }
    houses = [
        {"id": name, "name": name, "area": "ocd-division/country:us"} for name in {one.house for one in officials}
    ]
    memberships = [
        {
            "person_id": one.key,
            "organization_id": one.house,
            "role": one.office,
            "start_date": one.since,
            "end_date": one.until,
        }
        for one in officials
    ]
    path = folder / "list.json"
    content = {"persons": list(persons.values()), "organizations": houses, "memberships": memberships}
    path.write_text(json.dumps(content), encoding="utf-8")
    return [path]


def _openstates(folder: Path, officials: Sequence[Official]) -> list[Path]:
    by_key: dict[str, list[Official]] = {}
    for one in officials:
        by_key.setdefault(one.key, []).append(one)
    for number, ((key, terms), first) in enumerate(zip(by_key.items(), map(_last, by_key.values()), strict=True)):
        roles = "".join(
            f"- type: {'upper' if one.office == 'Senator' else 'lower'}\n"
            f"  jurisdiction: ocd-jurisdiction/country:us/state:vt/government\n  start_date: '{one.since}'\n"
            + (f"  end_date: '{one.until}'\n" if one.until else "")
            for one in terms
        )
        text = (
            f"id: ocd-person/{key}\nname: {first.given} {first.family}\ngiven_name: {first.given}\n"
            f"family_name: {first.family}\nbirth_date: '{first.born}'\nroles:\n{roles}"
        )
        (folder / f"{number}.yml").write_text(text, encoding="utf-8")
    return [folder]


def _last(terms: Sequence[Official]) -> Official:
    return terms[-1]


def _congress(folder: Path, officials: Sequence[Official]) -> list[Path]:
    by_key: dict[str, list[Official]] = {}
    for one in officials:
        by_key.setdefault(one.key, []).append(one)
    entries = []
    for key, terms in by_key.items():
        one = terms[-1]
        written = "".join(
            f"  - type: {'sen' if term.office == 'Senator' else 'rep'}\n    start: '{term.since}'\n"
            f"    end: '{term.until or '2031-01-03'}'\n    state: VT\n"
            for term in terms
        )
        entries.append(
            f"- id:\n    bioguide: '{key}'\n  name:\n    first: {one.given}\n    last: {one.family}\n"
            f"  bio:\n    gender: F\n    birthday: '{one.born}'\n  terms:\n{written}"
        )
    path = folder / "legislators-current.yaml"
    path.write_text("".join(entries), encoding="utf-8")
    return [path]


_WRITERS = {
    "csv": _csv,
    "xlsx": _xlsx,
    "ods": _ods,
    "xls": _xls,
    "json": _json,
    "jsonl": _jsonl,
    "vcard": _vcard,
    "popolo": _popolo,
    "openstates": _openstates,
    "congress": _congress,
}
