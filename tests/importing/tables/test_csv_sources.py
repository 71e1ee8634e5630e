"""CSV of whatever making: delimiters, quotations, encodings, and rows that are broken."""

import pytest

from entreaty.importing.reading import PartialProfile
from entreaty.problems import ContentError
from tests.support.made_up_sources import CSV, read, reasons, records


@pytest.mark.parametrize(("delimiter", "named"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_any_delimiter_is_found(tmp_path, delimiter, named):
    """The delimiter is the one with which the headings are recognised."""
    reading = read(tmp_path, "a.csv", f"Name{delimiter}Office\nAnna, B.{delimiter}Mayor\n".replace(", B.", ""))

    assert reading.notes[0] == f"cells are separated by {named}"
    assert records(reading)[0].fields == {"office": "Mayor"}


def test_list_of_contacts_is_read(tmp_path):
    """Names, titles, addresses and dates of a German list are read; its marks and line ends do not matter."""
    first, second = records(read(tmp_path, "a.csv", CSV.replace("\n", "\r\n").encode("utf-8-sig")))

    assert first.fields["name"] == {"given": "Anna", "family": "Keller", "title": "Dr."}
    assert first.courtesies == ("Frau",)
    assert first.fields["address"] == {"lines": ["Weg 1", "01067 Dresden"], "country": "DE"}
    assert first.fields["verified"]["on"].isoformat() == "2025-03-01"
    assert second.fields["verified"]["on"].isoformat() == "2025-04-01"
    assert (first.place.row, second.place.row) == (2, 3)


def test_line_that_names_the_delimiter_is_none(tmp_path):
    """Excel's line "sep=;" is not the heading."""
    assert records(read(tmp_path, "a.csv", "sep=;\nName;Office\nA;Mayor\n"))[0].fields == {"office": "Mayor"}


def test_broken_rows_are_told_and_others_read(tmp_path):
    """Short rows, stray and open quotation marks, foreign bytes and repeated headings spoil no other row."""
    content = (
        b"Name;Office;Organisation\n"
        b"short\n"
        b'"x"y;Mayor;City\n'
        b'"open;Mayor;City\n'
        b'"two\nlines";Mayor;City\n'
        b"J\xe9;Mayor;City\n"
        b"Name;Office;Organisation\n"
        b"\n"
        b"A;Mayor;City;\n"
        b"B;Mayor;City;more\n"
    )
    reading = read(tmp_path, "a.csv", content)

    assert [row for row, _ in reasons(reading)][:2] == [2, 3]
    assert reasons(reading)[2] == (4, reasons(reading)[1][1])
    assert reasons(reading)[0][1] == "it has 1 cell, but the heading has 3"
    assert reasons(reading)[1][1] == 'a quotation mark (") stands within a cell; such marks are doubled'
    assert [row.whole_name for row in records(reading)] == ["two lines", "A"]
    assert "it is not in the encoding of the file" in str(reasons(reading))
    assert "the heading stands here again" in str(reasons(reading))
    assert "it has 4 cells, but the heading has 3" in str(reasons(reading))


def test_quotation_that_is_never_closed_costs_its_row_only(tmp_path):
    """Source goes on after the line that opens a quotation, and the source counts as not read to its end."""
    reading = read(tmp_path, "a.csv", 'Name,Office\nA,Mayor\nB,"Mayor\nC,Mayor\n')

    assert [row.whole_name for row in records(reading)] == ["A", "C"]
    assert reasons(reading) == [(3, 'a quotation mark (") is opened in it and not closed')]
    assert not reading.complete


def test_cell_of_a_megabyte_is_one_cell(tmp_path):
    """A huge cell is read as it is; whether it fits a profile is decided there."""
    reading = read(tmp_path, "a.csv", f"Name,Office\n{'x' * 1_000_000},Mayor\nB,Mayor\n")

    assert [len(row.whole_name) for row in records(reading)] == [1_000_000, 1]


def test_lines_within_cells_count_as_one_row(tmp_path):
    """A row is counted as a spreadsheet counts it; its line is told where it is another."""
    reading = read(tmp_path, "a.csv", 'Name,Address\nA,"1 Way\nTroy"\nB,2 Way\n')

    assert [(row.place.row, row.place.where) for row in reading.rows] == [(2, ""), (3, "line 4")]
    assert all(isinstance(row, PartialProfile) for row in reading.rows)


def test_file_without_heading_is_refused(tmp_path):
    """A file whose columns nobody can name is told with what a heading is."""
    with pytest.raises(ContentError) as raised:
        read(tmp_path, "a.csv", "1;2;3\n4;5;6\n")

    assert "no row says what the columns are" in str(raised.value)
    assert "name, office, organisation" in str(raised.value)


def test_other_encoding_is_read_when_it_is_named(tmp_path):
    """A file in the encoding of Windows is read with --encoding."""
    reading = read(tmp_path, "a.csv", "Prénom;Nom\nJosé;Exemple\n".encode("windows-1252"), encoding="windows-1252")

    assert records(reading)[0].fields["name"] == {"given": "José", "family": "Exemple"}
