"""Rows of cells as records: where the heading is, and what each cell becomes."""

from datetime import date
from pathlib import Path

from entreaty.importing.rows import LeftOut, Place
from entreaty.importing.tables import Cells, Table
from sources import wanted

HEADING = ("Name", "Organisation", "Office", "Country")


def _rows(*texts, heading=HEADING, **changes):
    cells = [Cells(Place(Path("x"), number), row) for number, row in enumerate((heading, *texts), start=1)]
    table = Table(wanted(**changes))
    return list(table.rows(cells)), table


def _said(heading, *texts):
    (record,), _ = _rows(texts, heading=heading)
    return record


def test_heading_may_stand_below_titles():
    """Rows above the heading are told, and do no harm."""
    rows, table = _rows(("Name", "Office"), ("Anna Example", "Mayor"), heading=("Our list of 2025",))

    assert rows[0] == LeftOut(place=Place(Path("x"), 1), reason="it stands above the heading", problem=False)
    assert rows[1].whole_name == "Anna Example"
    assert table.heading == ("Name", "Office")


def test_table_without_heading_is_told_row_by_row():
    """Without a heading, every row is left out."""
    rows, table = _rows(("b",), heading=("a",))

    assert [row.reason for row in rows] == ["no heading above it says what its cells are"] * 2
    assert table.columns is None


def test_rows_that_are_none_are_told():
    """A repeated heading, cells beyond it, empty rows and rows without anything used have their reasons."""
    rows, _ = _rows(
        HEADING, ("a", "b", "c", "CH", "more"), ("",), ("", ""), ("A", "B", "C", "CH"), (*HEADING[:3], " Country")
    )

    assert [getattr(row, "reason", "record") for row in rows] == [
        "the heading stands here again",
        "it has 5 cells, but the heading has 4",
        "it and the rows to 5 are empty",
        "record",
        "record",
    ]


def test_missing_cells_are_told_where_the_format_has_them_all():
    """In a format that writes every cell, a short row has lost some; elsewhere empty cells are left away."""
    places = [Place(Path("x"), number) for number in (1, 2)]
    exact = [Cells(places[0], HEADING, exact=True), Cells(places[1], ("A", "B"), exact=True)]
    loose = [Cells(places[0], HEADING), Cells(places[1], ("A", "B"))]

    assert [row.reason for row in Table(wanted()).rows(exact)] == ["it has 2 cells, but the heading has 4"]
    assert [row.whole_name for row in Table(wanted()).rows(loose)] == ["A"]


def test_address_is_taken_in_lines_or_in_parts():
    """Lines stay as they are; parts stand in the order of the country's post; the country is not doubled."""
    lines = _said(("Name", "Address"), "A", "1 rue Exemple\n75001 Paris\nFRANCE")
    numbered = _said(("Name", "Address 2", "Address 1", "Country"), "A", "75001 Paris", "1 rue Exemple", "Frankreich")
    parts = _said(
        ("Name", "Street", "PO Box", "City", "Zip", "State", "Country"), "A", "1 Way", "12", "Troy", "0123", "NY", "USA"
    )

    assert lines.said["address"] == {"lines": ["1 rue Exemple", "75001 Paris"], "country": "FR"}
    assert numbered.said["address"] == {"lines": ["1 rue Exemple", "75001 Paris"], "country": "FR"}
    assert parts.said["address"] == {"lines": ["1 Way", "PO Box 12", "Troy, NY 0123"], "country": "US"}


def test_texts_by_language_and_several_of_a_kind():
    """Columns with languages make maps, numbered ones make lists, and one of several addresses is taken."""
    heading = (
        "Office (en)",
        "Office (fr)",
        "Committee 1",
        "Committee role 1",
        "Committee 2 (de)",
        "Email",
        "E-Mail",
        "Language",
    )
    said = _said(heading, "Mayor", "Maire", "Parks", "Chair", "Ausschuss", "", "b@example.org", "French, de").said

    assert said["office"] == {"en": "Mayor", "fr": "Maire"}
    assert said["roles"] == [{"organisation": "Parks", "role": "Chair"}, {"organisation": {"de": "Ausschuss"}}]
    assert said["email"] == "b@example.org"
    assert said["language"] == ["fr", "de"]


def test_committees_of_one_cell_are_several():
    """One column of committees lists them."""
    assert _said(("Name", "Committees"), "A", "Parks; Roads").said["roles"] == [
        {"organisation": "Parks"},
        {"organisation": "Roads"},
    ]


def test_what_cannot_be_understood_is_noted():
    """Unknown countries and languages, and days that could be two, are told and left out."""
    record = _said(
        ("Name", "Country", "Language", "Ended", "Verified on"), "A", "Narnia", "Elvish", "03/04/2025", "31.02.2025"
    )

    assert record.notes == (
        "the language 'Elvish' is not known",
        "'03/04/2025' in 'ended' is not a date such as 2025-06-24",
        "'Narnia' is not the name of a country",
        "'31.02.2025' in 'verified on' is not a date such as 2025-06-24",
    )
    assert record.said == {}


def test_dates_gender_and_yes_are_read():
    """Days are read in two ways of writing, gender and courtesies in words."""
    heading = ("Name", "Verified on", "Ended", "Geschlecht", "Verified courtesies", "Verified status", "Source")
    said = _said(heading, "A", "24.6.2025", "2025-07-01", "weiblich", "yes", "official", "a page").said

    assert said["verified"] == {"on": date(2025, 6, 24), "status": "official", "source": "a page", "courtesies": True}
    assert (said["ended"], said["gender"]) == (date(2025, 7, 1), "f")


def test_neutralised_cells_are_what_they_were():
    """An apostrophe that only keeps a spreadsheet from running the cell is taken away; any other stays."""
    said = _said(("Given name", "Family name", "Phone"), "'=1+1", "'tHooft", "'+41 22 1").said

    assert said["name"] == {"given": "=1+1", "family": "'tHooft"}
    assert said["phone"] == "+41 22 1"


def test_own_id_or_identifier_is_the_key():
    """A row is known by its id, else by its identifier in the source."""
    own = _said(("ID", "Name", "Identifier (wikidata)"), "Q 1", "A", "Q42")
    other = _said(("Ref", "Name", "Tags"), "77", "A", "eu; minister")

    assert (own.scheme, own.key, own.id, own.said["identifiers"]) == ("id", "Q 1", "q-1", {"wikidata": "Q42"})
    assert (other.scheme, other.key, other.id, other.categories) == ("source", "77", "", ("eu", "minister"))
