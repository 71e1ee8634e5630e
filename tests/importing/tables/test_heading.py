"""Rows of cells: where the heading is, and which of them are none."""

from pathlib import Path

from entreaty.importing.reading import LeftOut, Place
from entreaty.importing.tables.table import Table
from entreaty.storage.tables.rows import TableRow
from tests.support.made_up_sources import HEADING, rows_of_table, said_by, wanted


def test_heading_may_stand_below_titles():
    """Rows above the heading are told, and do no harm."""
    rows, table = rows_of_table(("Name", "Office"), ("Anna Example", "Mayor"), heading=("Our list of 2025",))

    assert rows[0] == LeftOut(place=Place(Path("x"), 1), reason="it stands above the heading", problem=False)
    assert rows[1].whole_name == "Anna Example"
    assert table.heading == ("Name", "Office")


def test_table_without_heading_is_told_row_by_row():
    """Without a heading, every row is left out."""
    rows, table = rows_of_table(("b",), heading=("a",))

    assert [row.reason for row in rows] == ["no heading above it says what its cells are"] * 2
    assert table.columns is None


def test_rows_that_are_none_are_told():
    """A repeated heading, cells beyond it, empty rows and rows without anything used have their reasons."""
    rows, _ = rows_of_table(
        HEADING, ("a", "b", "c", "CH", "more"), ("",), ("", ""), ("A", "B", "C", "CH"), (*HEADING[:3], " Country")
    )

    assert [row.reason if isinstance(row, LeftOut) else row.held or "record" for row in rows] == [
        "the heading stands here again",
        "it has 5 cells, but the heading has 4",
        "it and the rows to 5 are empty",
        "record",
        "'Country' is not the name of a country; write its name or its code, such as CH",
    ]


def test_missing_cells_are_told_where_the_format_has_them_all():
    """In a format that writes every cell, a short row has lost some; elsewhere empty cells are left away."""
    rows = [TableRow(number=1, cells=HEADING), TableRow(number=2, cells=("A", "B"))]
    exact = Table(Path("x"), wanted(), every_cell=True)

    assert [row.reason for row in exact.rows(rows)] == ["it has 2 cells, but the heading has 4"]
    assert [row.whole_name for row in Table(Path("x"), wanted()).rows(rows)] == ["A"]


def test_neutralised_cells_are_what_they_were():
    """An apostrophe that only keeps a spreadsheet from running the cell is taken away; any other stays."""
    said = said_by(("Given name", "Family name", "Phone"), "'=x", "'tHooft", "'+41 22 1").fields

    assert said["name"] == {"given": "=x", "family": "'tHooft"}
    assert said["phone"] == "+41 22 1"
