"""OpenDocument spreadsheets, and workbooks of before 2007: what cells show, and files that are none, or dangerous."""

import sys
import zipfile
from datetime import date
from io import BytesIO

import pytest
import xlwt

from entreaty.confinement import Budget
from entreaty.importing.sources import formats
from entreaty.problems import ContentError
from entreaty.storage.tables import open_document
from tests.support.made_up_sources import read, reasons, records
from tests.support.workbooks import cell, ods, ods_row, ods_sheet, xls

HEADING = ["Vorname", "Name", "Funktion", "Organisation", "Straße", "PLZ", "Ort", "Land", "Stand"]
BOUNDED = "test_rows_that_are_repeated_by_the_million_are_stopped"
ANNA = ["Anna", "Keller", "Ministerin", "Haus", "Weg 1"]


@pytest.fixture(autouse=True)
def read_here(request, monkeypatch):
    """Read workbooks in this process, where it is noted which lines run; one test needs the bounds of another."""
    if request.node.name != BOUNDED:
        monkeypatch.setattr(formats, "confined", lambda work, *arguments, **_: work(*arguments))


def _ods(folder, *rows, **changes):
    return read(folder, "a.ods", ods(ods_sheet(ods_row(*HEADING), *rows)), **changes)


def test_cells_of_ods_are_read_as_they_show(tmp_path):
    """Codes keep their zeros and signs, amounts are plain numbers, days are days, and lines are lines."""
    reading = _ods(
        tmp_path,
        ods_row(*ANNA, cell("01067", 1067), "Dresden", "DE", cell("1. 3. 25", day="2025-03-01")),
        ods_row("Paul", "Muster", "Rat\n2", "Haus", "Weg 2", cell("1,202", 1202), "Genf", "CH"),
        ods_row("Eva", "Probe", "Rat", "Haus", "Weg 3", cell("D-01067", 1067), "Dresden", "DE"),
        ods_row("Kim", "Probe", "Rat", "Haus", cell("###", 12), cell("1.07E+3", 1067), "Ort", "XK"),
    )

    assert reading.kind == "ods"
    anna, paul, eva, kim = records(reading)
    assert anna.fields["address"] == {"lines": ["Weg 1", "01067 Dresden"], "country": "DE"}
    assert anna.fields["verified"]["on"] == date(2025, 3, 1)
    assert (paul.fields["office"], paul.fields["address"]["lines"]) == ("Rat 2", ["Weg 2", "1202 Genf"])
    assert eva.fields["address"]["lines"] == ["Weg 3", "01067 Dresden"]
    assert kim.fields["address"]["lines"] == ["12", "1067 Ort"]


def test_cells_of_xls_are_read_as_they_show(tmp_path):
    """Numbers keep the zeros of their format, days are days; that formulas are not seen is told."""
    rows = [
        ["Die Liste"],
        HEADING,
        [*ANNA, 1067, "Dresden", "DE", date(2025, 3, 1)],
        ["Paul", "Muster", "Mayor", "Rat", "Weg 2", 1202.0, "Genf", "CH", ""],
        ["Eva", "Probe", "Mayor", "Rat", "Weg 3", 25010001, "Town", "US", ""],
    ]
    reading = read(tmp_path, "a.xls", xls(rows, {(2, 5): "00000", (2, 8): "dd.mm.yy", (4, 5): "00000-0000"}))

    assert (reading.kind, reading.notes[-1]) == ("xls", "formulas cannot be told from their values in an .xls workbook")
    assert reasons(reading) == [(1, "it stands above the heading")]
    anna, paul, eva = records(reading)
    assert anna.fields["address"]["lines"] == ["Weg 1", "01067 Dresden"]
    assert anna.fields["verified"]["on"] == date(2025, 3, 1)
    assert paul.fields["address"]["lines"] == ["Weg 2", "1202 Genf"]
    assert eva.fields["address"]["lines"] == ["Weg 3", "Town 02501-0001"]


def test_formula_without_a_value_is_told_by_its_cell(tmp_path):
    """A formula that was never worked out, and an error, are told; one with a value is that value."""
    (one, other) = records(
        _ods(
            tmp_path,
            ods_row("A", "B", cell("", formula="[.A1]"), cell("#REF!", formula="[.Z1]")),
            ods_row("C", "D", cell("Mayor", formula="[.A1]"), "City"),
        )
    )

    assert one.notes == (
        "cell C2 has a formula without a value: open and save the workbook once, or paste the value in its place",
        "cell D2 shows the error #REF!",
    )
    assert "organisation" not in one.fields
    assert (other.fields["office"], other.notes) == ("Mayor", ())


def test_errors_of_xls_are_told(tmp_path):
    """A cell that shows an error is empty, and is told."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("List")
    for column, text in enumerate(HEADING[:4]):
        sheet.write(0, column, text)
        sheet.write(1, column, text)
    sheet.row(2).set_cell_text(0, "Anna")
    sheet.row(2).set_cell_error(2, "#REF!")
    made = BytesIO()
    book.save(made)
    (one,) = records(read(tmp_path, "a.xls", made.getvalue()))

    assert one.notes == ("cell C3 shows the error #REF!",)


def test_merged_cells_count_for_each_of_their_rows(tmp_path):
    """What is merged over several rows is said of each of them, and of no other."""
    covered = "<table:covered-table-cell/>"
    merged = cell("City").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="3"', 1)
    rows = [
        ods_row("A", "B", "Mayor", merged),
        ods_row("C", "D", "Mayor", covered),
        ods_row("E", "F", "Mayor", covered),
        ods_row("G", "H", "Mayor"),
    ]
    book = xlwt.Workbook()
    sheet = book.add_sheet("List")
    for row, texts in enumerate([HEADING[:3], ["A", "B", "Mayor"], ["C", "D", "Mayor"], ["E", "F", "Mayor"]]):
        for column, text in enumerate(texts):
            sheet.write(row, column, text)
    sheet.write(0, 3, HEADING[3])
    sheet.write_merge(1, 2, 3, 3, "City")
    made = BytesIO()
    book.save(made)

    assert [one.fields.get("organisation") for one in records(_ods(tmp_path, *rows))] == ["City", "City", "City", None]
    assert [one.fields.get("organisation") for one in records(read(tmp_path, "a.xls", made.getvalue()))] == [
        "City",
        "City",
        None,
    ]


def test_a_million_empty_rows_do_not_matter(tmp_path):
    """Empty rows, which programs write to the end of a sheet, are counted and not made; so are those between others."""
    reading = _ods(
        tmp_path,
        ods_row("A", "B", "Mayor", "City"),
        ods_row(""),
        ods_row("", times=4_997),
        ods_row("C", "D", "Mayor", "City"),
        ods_row("", times=1_043_575),
    )

    assert [one.place.row for one in records(reading)] == [2, 5_001]
    assert reasons(reading) == [(3, "it and the rows to 5000 are empty")]


def test_what_is_not_shown_in_a_cell_is_no_text(tmp_path):
    """Comments and drawings in a cell are passed over; spaces, tabs and breaks are characters."""
    comment = "<office:annotation><text:p>a comment</text:p></office:annotation>"
    drawing = "<draw:frame><draw:text-box><text:p>a drawing</text:p></draw:text-box></draw:frame>"
    text = "<text:p>Mayor<text:s text:c='2'/>of<text:tab/>it</text:p>"
    made = f"<table:table-cell>{comment}{text}{drawing}</table:table-cell>"
    (one,) = records(_ods(tmp_path, ods_row("A", "B", made, "City")))

    assert one.fields["office"] == "Mayor of it"


@pytest.mark.parametrize("name", ["a.ods", "a.xls"])
def test_sheet_is_chosen(tmp_path, name):
    """A named sheet is read; one that there is not is told with those that there are."""
    rows = [HEADING[:4], ["A", "B", "Mayor", "City"]]
    content = xls(rows) if name == "a.xls" else ods(ods_sheet(*(ods_row(*row) for row in rows)))

    assert len(records(read(tmp_path, name, content, sheet="Sheet1"))) == 1
    with pytest.raises(ContentError, match="there is no sheet 'Other'") as raised:
        read(tmp_path, name, content, sheet="Other")
    assert "there are: Sheet1" in str(raised.value)


def test_first_sheet_with_headings_is_read(tmp_path):
    """Sheets before and behind it are named."""
    first, second = ods_sheet(ods_row("x"), title="Leer"), ods_sheet(ods_row(*HEADING[:4]), ods_row("A", "B", "C", "D"))
    reading = read(tmp_path, "a.ods", ods(first, second, ods_sheet(title="Rest")))

    assert reading.notes[:3] == ("sheet 'Sheet1'", "sheet 'Leer' is not read", "sheet 'Rest' is not read")


def test_broken_cell_spoils_what_follows_only(tmp_path):
    """Rows above the place where the XML breaks are read, and the source counts as not read to its end."""
    rows = (ods_row(*HEADING[:4]), ods_row("A", "B", "Mayor", "City"), ods_row("C", "<oops"))
    reading = read(tmp_path, "a.ods", ods(ods_sheet(*rows)))

    assert [(row, why.partition(":")[0]) for row, why in reasons(reading)] == [
        (3, "from here on the sheet cannot be read")
    ]
    assert len(records(reading)) == 1
    assert not reading.complete


def _archive(**parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("_", "."), part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ods", b"PK\x03\x04 nothing", "the spreadsheet is damaged"),
        ("a.ods", ods(ods_sheet(ods_row(*HEADING)))[:300], "the spreadsheet is damaged"),
        ("a.ods", _archive(readme_txt="hello"), "this is not a spreadsheet"),
        (
            "a.ods",
            _archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>"),
            "not a spreadsheet",
        ),
        ("a.ods", ods(content='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "it declares a document type"),
        ("a.ods", ods(content="<x"), "the spreadsheet holds no sheet that can be read"),
        ("a.ods", ods(ods_sheet(ods_row("x"))), "no row of any sheet says what the columns are"),
        (
            "a.ods",
            ods(ods_sheet(ods_row("x")), **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            "protected by a password",
        ),
        ("a.ods", ods(ods_sheet(ods_row("a" * 40_000))), "a text in row 1 is longer than any cell may be"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "the workbook is damaged"),
        ("a.xls", xls([HEADING])[:3_000], "the workbook is damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        ("a.xls", b"<html><table><tr><td>Name</td></tr></table></html>", "this is a web page, which cannot be read"),
        ("a.xls", xls([["x"]]), "no row of any sheet says what the columns are"),
    ],
)
def test_files_that_are_refused(tmp_path, name, content, message):
    """Encrypted files, damage, other documents and document types are refused in words."""
    with pytest.raises(ContentError, match=message):
        read(tmp_path, name, content)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path, monkeypatch):
    """An archive says how large it becomes, and how many parts and sheets it has."""
    content = ods(ods_sheet(ods_row("x")), ods_sheet(ods_row("x")))
    (tmp_path / "b.ods").write_bytes(content)

    for name, cap, message in (
        ("_UNPACKED_CAP", 100, "unpacked, the spreadsheet is larger than"),
        ("_PARTS_CAP", 1, "unpacked, the spreadsheet is larger than"),
        ("_SHEETS_CAP", 1, "it has more than 1 sheets"),
    ):
        with monkeypatch.context() as changed:
            changed.setattr(open_document, name, cap)
            with (
                pytest.raises(ContentError, match=message),
                open_document.opened_open_document(tmp_path / "b.ods"),
            ):
                pass


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces the limits of memory")
def test_rows_that_are_repeated_by_the_million_are_stopped(tmp_path, monkeypatch):
    """A row that stands there a million times is small as a file; making its rows ends at the budget."""
    monkeypatch.setattr(formats, "_WORKBOOK", Budget(seconds=16, memory=48 * 1024 * 1024))

    with pytest.raises(ContentError, match="reading it takes more than 48 MB of memory"):
        _ods(tmp_path, ods_row("A", "B", "Mayor", "City", times=1_000_000))
