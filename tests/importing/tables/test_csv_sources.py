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
    reading = read(tmp_path, "a.csv", content, encoding="utf-8")

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


HEAD = "office,organisation,country\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n" * 30_000_000, 2_000_001, "the file has more than 2,000,000 lines"),
        (HEAD + "\r\n" * 2_000_000, 2_000_001, "the file has more than 2,000,000 lines"),
        ("x" * 5_000_000, 1, "the line has more than 4,194,304 characters"),
        (HEAD + "," * 5_000_000, 2, "the line has more than 4,194,304 characters"),
        (HEAD + '"' * 5_000_000, 2, "the line has more than 4,194,304 characters"),
        (HEAD + "\0" * 5_000_000, 2, "the line has more than 4,194,304 characters"),
    ],
    ids=["newlines", "line ends", "one line", "separators", "quotation marks", "zeros"],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path, text, line, message):
    """Millions of empty lines, and lines of millions of characters, are named before anything else is done."""
    with pytest.raises(ContentError) as refused:
        read(tmp_path, "a.csv", text)

    (problem,) = refused.value.problems
    assert (problem.location.line, problem.message) == (line, message)


def test_row_with_more_cells_than_a_spreadsheet_is_told(tmp_path):
    """A row of 16,385 cells is left out with the reason, and the others are read."""
    reading = read(tmp_path, "a.csv", f"{HEAD}{',' * 16_384}\nMayor,Town,CH\n")

    assert reasons(reading) == [(2, "it has more than 16,384 cells")]
    assert len(records(reading)) == 1


def test_marks_that_are_closed_nowhere_are_not_followed_for_ever(tmp_path):
    """Where each line opens a mark that swallows all lines below, reading ends after some of them, and says so."""
    reading = read(tmp_path, "a.csv", HEAD + 'a","""\n' * 60_000)

    assert reasons(reading)[0] == (2, 'a quotation mark (") is opened in it and not closed')
    assert reasons(reading)[-1][1] == 'from here on, nearly every line opens a quotation mark (") that is not closed'
    assert len(reasons(reading)) == 12
    assert not reading.complete


def test_a_few_marks_that_are_not_closed_lose_no_row(tmp_path):
    """Ten rows that each open a mark, far from each other, cost no row below them."""
    block = 'a","""\n' + "Mayor,Town,CH\n" * 9
    reading = read(tmp_path, "a.csv", HEAD + block * 10)

    assert len(records(reading)) == 90


def test_thousands_of_words_in_a_cell_are_told_in_part(tmp_path):
    """Of languages that there are not, the first twenty are named; a name of thousands of words is one family name."""
    words = "; ".join(f"language {number}" for number in range(100_000))
    reading = read(tmp_path, "a.csv", f'name,language,{HEAD}{"Dr. a " * 50_000},"{words}",Mayor,Town,CH\n')

    (record,) = records(reading)
    assert len(record.notes) == 21
    assert record.notes[0] == "the language 'language 0' is not known"
    assert record.notes[-1] == "after the first 20, no more of its languages are read"
