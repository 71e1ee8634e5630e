"""XLSX workbooks: what cells show, and workbooks that are none, or dangerous."""

import re
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from entreaty.confinement import Budget
from entreaty.importing.sources import formats
from entreaty.importing.sources.formats import read_source
from entreaty.importing.tables.spreadsheets import read_workbook_source
from entreaty.problems import ContentError
from entreaty.storage.tables import workbook
from tests.support.made_up_sources import reasons, records, wanted

HEADING = ["Vorname", "Name", "Funktion", "Organisation", "Straße", "PLZ", "Ort", "Land", "Stand"]


def _book(folder: Path, *rows, merged=(), formats=None, sheet="Kontakte") -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Leer"
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    for cell, style in (formats or {}).items():
        page[cell].number_format = style
    path = folder / "contacts.xlsx"
    book.save(path)
    return path


def _read(path: Path, **changes):
    """Read a workbook as an import does, in a process of its own."""
    return read_source([path], "", wanted(**changes))


def _read_here(path: Path, **changes):
    """Read a workbook in this process, where a test may have changed a bound."""
    return read_workbook_source(path, wanted(**changes))


def _changed(path: Path, name: str, change) -> Path:
    """Write the workbook anew with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_cells_are_read_as_they_show(tmp_path):
    """Numbers keep the zeros of their format, whole ones have no point, and dates are days."""
    row = ["Anna", "Keller", "Ministerin", "Ministerium", "Weg 1", 1067, "Dresden", "Deutschland", date(2025, 3, 1)]
    other = ["Paul", "Muster", "Mayor", "Rat", "Weg 2", 1202.0, "Genf", "CH", None]
    path = _book(tmp_path, ["Die Liste"], HEADING, row, other, merged=["A1:C1"], formats={"F3": "00000"})

    reading = _read_here(path)

    assert reasons(reading) == [(1, "it stands above the heading")]
    first, second = records(reading)
    assert first.fields["address"]["lines"] == ["Weg 1", "01067 Dresden"]
    assert first.fields["verified"]["on"] == date(2025, 3, 1)
    assert second.fields["address"]["lines"] == ["Weg 2", "1202 Genf"]
    assert reading.notes[:2] == ("sheet 'Kontakte'", "sheet 'Leer' is not read")


@pytest.mark.parametrize(
    ("number", "shown_as", "expected"),
    [
        (2101, "[$-409]00000", "02101"),
        (1067, '"D-"00000', "D-01067"),
        (3003, r"\C\H\-0000", "CH-3003"),
        (25010001, "00000-0000", "02501-0001"),
        (2101, "[<=99999]00000;00000-0000", "02101"),
        (21010001, "[<=99999]00000;00000-0000", "02101-0001"),
        (41315550102, "+00 00 000 00 00", "+41 31 555 01 02"),
        (2101, "00000;@", "02101"),
        (1234, "#,##0", "1234"),
        (12, "0.00", "12"),
        (5, "0", "5"),
        (-5, "000", "-5"),
    ],
)
def test_zeros_and_signs_of_any_number_format_are_kept(tmp_path, number, shown_as, expected):
    """Codes and numbers come in as the sheet shows them; amounts are plain numbers."""
    row = ["Anna", "Keller", "Ministerin", "Haus", "", "", number, "XK", None]
    path = _book(tmp_path, HEADING, row, formats={"G2": shown_as})

    assert records(_read_here(path))[0].fields["address"]["lines"] == [expected]


def test_merged_cell_counts_for_each_of_its_rows(tmp_path):
    """What is merged over several rows is said of each of them, and of no other."""
    rows = [
        ["A", "B", "Mayor", "City"],
        ["C", "D", "Mayor", None],
        ["E", "F", "Mayor", None],
        ["G", "H", "Mayor", None],
    ]
    reading = _read_here(_book(tmp_path, HEADING[:4], *rows, merged=["D2:D4"]))

    assert [row.fields.get("organisation") for row in records(reading)] == ["City", "City", "City", None]


def test_formula_without_a_value_is_told_by_its_cell(tmp_path):
    """A formula whose value the workbook does not hold is told; an error in a cell is no value."""
    path = _book(tmp_path, HEADING[:4], ["A", "B", "=A1", "City"])
    (record,) = records(_read_here(path))
    _changed(path, "xl/worksheets/sheet2.xml", _with_value)
    (valued,) = records(_read_here(path))

    assert record.notes == (
        "cell C2 has a formula without a value: open and save the workbook once, or paste the value in its place",
    )
    assert "office" not in record.fields
    assert valued.fields["office"] == "Mayor"


def _with_value(part: bytes) -> bytes:
    """Return the part of the sheet with a value for its formula, as a program for spreadsheets would write it."""
    found = re.sub(rb'<c r="C2"[^>]*>.*?</c>', b'<c r="C2" t="str"><f>A1</f><v>Mayor</v></c>', part)
    assert found != part
    return found


def test_broken_cell_spoils_what_follows_only(tmp_path):
    """Rows above a cell that is no cell are read, and the source counts as not read to its end."""
    path = _book(tmp_path, HEADING[:4], ["A", "B", "Mayor", "City"], ["C", "D", 7, "City"])
    _changed(path, "xl/worksheets/sheet2.xml", lambda part: part.replace(b"<v>7</v>", b"<v>seven</v>"))

    reading = _read_here(path)

    assert len(records(reading)) == 1
    assert [(row, why.partition(":")[0]) for row, why in reasons(reading)] == [
        (3, "from here on the sheet cannot be read")
    ]
    assert not reading.complete


def test_sheet_broken_before_its_heading_is_refused(tmp_path):
    """Where a sheet breaks off before any heading, the workbook as a whole cannot be read."""
    path = _book(tmp_path, [7], HEADING[:4])
    _changed(path, "xl/worksheets/sheet2.xml", lambda part: part.replace(b"<v>7</v>", b"<v>seven</v>"))

    with pytest.raises(ContentError, match=r"contacts\.xlsx: the workbook cannot be read: "):
        _read_here(path)


def test_error_in_a_cell_is_no_value(tmp_path):
    """A cell that shows an error is empty, and is told."""
    (record,) = records(_read_here(_book(tmp_path, HEADING[:4], ["A", "B", "#REF!", "City"])))

    assert record.notes == ("cell C2 shows the error #REF!",)
    assert "office" not in record.fields


def test_sheet_is_chosen(tmp_path):
    """A named sheet is read; one that there is not is told with those that there are."""
    path = _book(tmp_path, HEADING[:4], ["A", "B", "Mayor", "City"])

    assert len(records(_read_here(path, sheet="Kontakte"))) == 1
    with pytest.raises(ContentError, match="there is no sheet 'Other'") as raised:
        _read_here(path, sheet="Other")
    assert "there are: Leer, Kontakte" in str(raised.value)
    with pytest.raises(ContentError, match="no row of any sheet says what the columns are"):
        _read_here(path, sheet="Leer")


def test_workbooks_that_are_refused(tmp_path, monkeypatch):
    """Encrypted and old workbooks, macros, damage, bombs and document types are refused in words."""
    ole2 = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    sound = _book(tmp_path, HEADING[:4], ["A", "B", "Mayor", "City"]).read_bytes()

    def refused(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ContentError) as raised:
            _read_here(tmp_path / name)
        return str(raised.value)

    assert "protected by a password" in refused("a.xlsx", ole2)
    assert "protected by a password" in refused("a.xls", ole2)
    assert "can hold macros" in refused("a.xlsm", sound)
    assert "damaged" in refused("b.xlsx", sound[:2_000])
    assert "damaged" in refused("c.xlsx", b"PK\x03\x04 nothing")
    macros = _changed(_book(tmp_path, HEADING), "xl/vbaProject.bin", lambda _: b"x").read_bytes()
    assert "can hold macros" in refused("d.xlsx", macros)
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><sst/>'
    for name, part in (("e.xlsx", bomb), ("f.xlsx", bomb.decode().encode("utf-16"))):
        content = _changed(_book(tmp_path, HEADING), "xl/sharedStrings.xml", lambda _, part=part: part).read_bytes()
        assert "declares a document type" in refused(name, content)
    other = _changed(_book(tmp_path, HEADING), "xl/workbook.xml", lambda _: b"<nothing").read_bytes()
    assert "the workbook cannot be read" in refused("g.xlsx", other)
    monkeypatch.setattr(workbook, "_UNPACKED_CAP", 1_000)
    (tmp_path / "h.xlsx").write_bytes(sound)
    with pytest.raises(ContentError, match="unpacked, the workbook is larger"):
        _read_here(tmp_path / "h.xlsx")


def test_archive_that_is_no_workbook_is_refused(tmp_path):
    """Any other archive is told for what it is not."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")

    with pytest.raises(ContentError, match="this is not a workbook"):
        _read_here(path)


def test_rows_far_below_do_not_matter(tmp_path):
    """Empty rows between others are told once, however many they are."""
    path = _book(tmp_path, HEADING[:4], ["A", "B", "Mayor", "City"])
    book = openpyxl.load_workbook(path)
    book["Kontakte"]["A5000"] = "C"
    book.save(path)

    reading = _read_here(path)

    assert reasons(reading) == [(3, "it and the rows to 4999 are empty")]
    assert [row.place.row for row in records(reading)] == [2, 5000]


# A sheet before and after its rows, as spreadsheets write it.
_OPENED = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_CLOSED = b"</sheetData></worksheet>"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/app.xml"])
def test_text_longer_than_any_cell_is_refused_before_it_is_unpacked(tmp_path, part):
    """A text of 40 MB in any part is named as soon as its first two megabytes are seen."""
    huge = (
        _OPENED + b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"a" * 40_000_000 + b"</t></is></c></row>" + _CLOSED
    )
    path = _changed(_book(tmp_path, HEADING), part, lambda _: huge)

    with pytest.raises(ContentError, match=f"a text in its part '{part}' is longer than any cell may be"):
        _read_here(path)


def test_thousands_of_sheets_are_refused(tmp_path, monkeypatch):
    """A workbook with one sheet too many is told to be none of recipients; with as many as there may be it is read."""
    path = _book(tmp_path, HEADING[:4], ["A", "B", "Mayor", "City"])

    monkeypatch.setattr(workbook, "_SHEETS_CAP", 2)
    assert len(records(_read_here(path))) == 1
    monkeypatch.setattr(workbook, "_SHEETS_CAP", 1)
    with pytest.raises(ContentError, match="it has more than 1 sheets"):
        _read_here(path)


@pytest.mark.one_in(2)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces the limits of memory")
@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (Budget(seconds=0.005), "reading it takes more than 0.005 s of the processor"),
        (Budget(memory=16 * 1024 * 1024), "reading it takes more than 16 MB of memory"),
    ],
)
def test_workbook_that_takes_too_much_is_stopped(tmp_path, monkeypatch, budget, reason):
    """Very many runs in one cell are small as a file; reading them ends at the budget of time or memory."""
    runs = b"<r><t>aaaaaaaaaaaaaaaaaaaaaaaaaa</t></r>" * 300_000
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is>' + runs + b"</is></c></row>"
    path = _changed(_book(tmp_path, HEADING), "xl/worksheets/sheet1.xml", lambda _: _OPENED + cell + _CLOSED)
    monkeypatch.setattr(formats, "_WORKBOOK", budget)

    with pytest.raises(ContentError, match=reason):
        _read(path)
