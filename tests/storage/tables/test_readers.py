"""Tables as rows of cells, whatever they are about: numbers, lines and problems of rows."""

import openpyxl

from entreaty.storage.tables.csv_reader import read_csv
from entreaty.storage.tables.rows import TableRow
from entreaty.storage.tables.workbook import opened_workbook

SUPPORTERS = 'Signatory;City\nAnna;"Bern\nBümpliz"\nBob;"Zug\nCarl;Chur\n'


def test_csv_is_read_as_rows_of_cells(tmp_path):
    """Each row has its number, its line where that differs, its cells or why it cannot be read."""
    path = tmp_path / "list.csv"
    path.write_text(SUPPORTERS, encoding="utf-8")
    file = read_csv(path, "utf-8-sig", {"Signatory", "City"}.__contains__)

    assert file.delimiter_name == "semicolons"
    assert list(file.rows()) == [
        TableRow(number=1, cells=("Signatory", "City")),
        TableRow(number=2, cells=("Anna", "Bern\nBümpliz")),
        TableRow(number=3, line=4, problem='a quotation mark (") is opened in it and not closed', cut=True),
        TableRow(number=4, line=5, cells=("Carl", "Chur")),
    ]


def test_sheets_are_read_as_rows_of_cells(tmp_path):
    """Every sheet can be read, and a row without anything in it is empty."""
    book = openpyxl.Workbook()
    book.active.append(["Signatory", "City"])
    book.create_sheet("Second").append([7, None])
    book.save(tmp_path / "list.xlsx")

    with opened_workbook(tmp_path / "list.xlsx") as sheets:
        found = {sheet.title: list(sheet.rows()) for sheet in sheets}

    assert found == {
        "Sheet": [TableRow(number=1, cells=("Signatory", "City"))],
        "Second": [TableRow(number=1, cells=("7",))],
    }
    assert TableRow(number=1, cells=("", " ")).empty
    assert not TableRow(number=1, problem="broken").empty
