"""Dates in tables: the order of day and month by the mapping file, by other rows, or not at all."""

from datetime import date

import pytest

from entreaty.importing.tables.columns import ColumnsError
from tests.support.made_up_sources import bring, read, records, write

HEAD = "Name,Office,Organisation,Left office,Start date\n"


def _ends(reading):
    return {row.whole_name: row.fields.get("ended") or row.held or row.left for row in records(reading)}


def test_another_row_shows_the_order(tmp_path):
    """Where one date can only begin with the day, all of the table do, rows above it included; that is told."""
    rows = "A,Mayor,City,04/06/2018,\nB,Mayor,City,30/06/2018,\nC,Mayor,City,05/07/2018,\n"
    reading = read(tmp_path, "a.csv", HEAD + rows)

    assert _ends(reading) == {"A": date(2018, 6, 4), "B": date(2018, 6, 30), "C": date(2018, 7, 5)}
    assert "dates that can mean two days begin with the day, as '30/06/2018' does" in reading.notes


def test_other_column_shows_the_order(tmp_path):
    """A table writes all its dates in one way."""
    reading = read(tmp_path, "a.csv", HEAD + "A,Mayor,City,04/06/2018,11/30/2014\n")

    assert _ends(reading) == {"A": date(2018, 4, 6)}


def test_rows_that_contradict_each_other_leave_it_open(tmp_path):
    """Where dates show both orders, those that can mean two days are held back, the row between them too."""
    rows = "A,Mayor,City,30/06/2018,\nB,Mayor,City,04/06/2018,\nC,Mayor,City,06/30/2018,\n"
    ends = _ends(read(tmp_path, "a.csv", HEAD + rows))

    assert (ends["A"], ends["C"]) == (date(2018, 6, 30), date(2018, 6, 30))
    assert "'04/06/2018' can be 2018-06-04 or 2018-04-06" in ends["B"]
    assert "dates: {Left office: day-first}" in ends["B"]


@pytest.mark.parametrize(("order", "day"), [("day-first", date(2018, 6, 4)), ("month-first", date(2018, 4, 6))])
def test_mapping_file_says_the_order(tmp_path, order, day):
    """What the mapping file says of a column goes before what other dates show."""
    rows = "A,Mayor,City,04/06/2018,\nB,Mayor,City,06/30/2018,\n"
    reading = read(tmp_path, "a.csv", HEAD + rows, dates={"left office": order})

    assert _ends(reading)["A"] == day


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("Left ofice", "'dates': the source has no column 'Left ofice'; did you mean 'Left office'?"),
        ("Office", "'dates': column 'Office' is none of: ended, since, birth date, verified on"),
    ],
)
def test_order_of_no_dates_is_told(tmp_path, heading, message):
    """A heading that does not exist, or that of another column, is a mistake of the mapping file."""
    with pytest.raises(ColumnsError) as raised:
        read(tmp_path, "a.csv", HEAD + "A,Mayor,City,,\n", dates={heading: "day-first"})

    assert str(raised.value) == message


def test_column_that_says_who_is_in_office(tmp_path):
    """Who is not in office has left, and a day of the end goes before."""
    head = "Name,Office,Organisation,Current,Left office\n"
    rows = "A,Mayor,City,no,\nB,Mayor,City,yes,\nC,Mayor,City,no,2018-01-01\n"
    reading = read(tmp_path, "a.csv", head + rows)

    assert _ends(reading) == {"A": "no", "B": "", "C": date(2018, 1, 1)}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Stand: 30.06.2024", date(2024, 6, 30)),
        ("Members of the council (as of 30 June 2024)", date(2024, 6, 30)),
        ("Last updated on 2024-06-30", date(2024, 6, 30)),
        ("Mise à jour : 30 juin 2024", date(2024, 6, 30)),
        ("Liste au complet, état au 30/06/2024", date(2024, 6, 30)),
        ("Understand 2024-06-30", None),
        ("Stand 04/06/2024", None),
        ("A list", None),
    ],
)
def test_line_above_the_heading_gives_the_day_of_the_data(tmp_path, line, day):
    """A day that the list gives for all of it is told; what can mean two days is none."""
    reading = read(tmp_path, "a.csv", f"{line}\nName;Office;Organisation;Country\nA;Mayor;City;GB\n")

    assert reading.as_of == day
    assert ("the data are of 2024-06-30, as row 1 says" in reading.notes) == (day is not None)


def test_day_of_the_data_is_that_of_the_verification(tmp_path):
    """The row's own day goes first, then --as-of, then the list's, and only then the day of the import."""
    head = "Stand: 30.06.2024\nName;Office;Organisation;Country;Verified on\n"
    text = f"{head}A;Mayor;City;GB;\nB;Mayor;City;GB;2023-01-01\n"
    path = write(tmp_path / "in", "a.csv", text)
    own = [one.after["verified"]["on"] for one in bring(tmp_path / "a", [path], audiences=("council",)).merged.changes]
    asked = [
        one.after["verified"]["on"]
        for one in bring(tmp_path / "b", [path], audiences=("council",), as_of=date(2025, 1, 1)).merged.changes
    ]

    assert own == [date(2024, 6, 30), date(2023, 1, 1)]
    assert asked == [date(2025, 1, 1), date(2023, 1, 1)]


def test_column_whose_order_is_said_says_nothing_of_others(tmp_path):
    """What the mapping file says of one column is neither told as what others show, nor shows anything itself."""
    rows = "A,Mayor,City,04/06/2018,05/07/2014\nB,Mayor,City,06/30/2018,\n"
    reading = read(tmp_path, "a.csv", HEAD + rows, dates={"Left office": "month-first"})
    found = {row.whole_name: row for row in records(reading)}

    assert found["A"].fields["ended"] == date(2018, 4, 6)
    assert found["A"].since is None
    assert "can be 2014-07-05 or 2014-05-07" in found["A"].notes[0]
    assert not [note for note in reading.notes if "can mean two days" in note]


def test_order_of_one_column_does_not_hide_that_of_others(tmp_path):
    """Where one column is month-first by the mapping file, the others begin with the day if their dates do."""
    rows = "A,Mayor,City,04/06/2018,05/07/2014\nB,Mayor,City,,30/06/2014\n"
    reading = read(tmp_path, "a.csv", HEAD + rows, dates={"Left office": "month-first"})
    found = {row.whole_name: row for row in records(reading)}

    assert (found["A"].fields["ended"], found["A"].since) == (date(2018, 4, 6), date(2014, 7, 5))
    assert "dates that can mean two days begin with the day, as '30/06/2014' does" in reading.notes
