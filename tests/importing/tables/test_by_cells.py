"""Columns whose cells say what their headings leave open: the end of an office, and the country of addresses."""

import json
from datetime import date

import pytest

from tests.support.made_up_sources import read, records

ROW = "Anna Keller,Mayor,Town"


def _table(folder, heading, *cells, more=""):
    rows = "".join(f"{ROW},{cell}\n" for cell in cells)
    return read(folder, "a.csv", f"Name,Office,Organisation,{heading}{more}\n{rows}")


@pytest.mark.parametrize(
    "heading",
    ["bis", "Mandat bis", "Amtszeit bis", "Im Amt bis", "Until", "To", "Left office on", "Jusqu'au", "Hasta", "até",
     "tot", "Einde mandaat", "по", "Deceased", "Resigned", "verstorben", "end", "endTime", "End time", "Date of death"],
)  # fmt: skip
def test_end_of_office_is_known_by_whatever_it_is_called(tmp_path, heading):
    """Who has left gets no letter because the heading of the end is short, or is in another language."""
    (row,) = records(_table(tmp_path, heading, "2020-01-01"))

    assert row.fields["ended"] == date(2020, 1, 1)


@pytest.mark.parametrize("key", ["end", "endTime", "end time"])
def test_end_in_results_of_wikidata_is_the_end(tmp_path, key):
    """The end of a position in results of SPARQL is read as such, with the time that stands behind the day."""
    row = {"item": "http://www.wikidata.org/entity/Q1", "itemLabel": "Anna Keller", "positionLabel": "Mayor"}
    (found,) = records(read(tmp_path, "a.json", json.dumps([{**row, key: "2020-01-01T00:00:00Z"}])))

    assert found.fields["ended"] == date(2020, 1, 1)


def test_short_word_above_other_things_is_no_end(tmp_path):
    """A column "To" that holds no dates is not used, as before."""
    reading = _table(tmp_path, "To", "The Office", "2020-01-01")

    assert "column 4 'To' is not used" in reading.notes
    assert [row.fields.get("ended") for row in records(reading)] == [None, None]


def test_short_word_beside_a_beginning_is_the_end(tmp_path):
    """Beside "From", an end that nobody understands holds its row back."""
    reading = read(tmp_path, "a.csv", f"Name,Office,Organisation,From,To\n{ROW},2018-01-01,soon\n")

    assert "column 5 'To' is ended" in reading.notes
    assert "'To': 'soon' is no date" in records(reading)[0].held


@pytest.mark.parametrize(
    ("ends", "deceased", "ended", "left"),
    [
        ("2031-12-31", "yes", None, "yes"),
        ("2031-12-31", "no", date(2031, 12, 31), ""),
        ("", "2020-02-01", date(2020, 2, 1), ""),
        ("2031-12-31", "", date(2031, 12, 31), ""),
    ],
)
def test_of_several_ends_the_one_that_is_over_counts(tmp_path, ends, deceased, ended, left):
    """Who died before the end of the term has left."""
    text = f"Name,Office,Organisation,Term ends,Deceased\n{ROW},{ends},{deceased}\n"
    (row,) = records(read(tmp_path, "a.csv", text))

    assert (row.fields.get("ended"), row.left) == (ended, left)


@pytest.mark.parametrize(
    ("heading", "cells", "countries"),
    [
        ("Staat", ("Deutschland", "Österreich"), ["DE", "AT"]),
        ("Staat", ("DE", "AT"), ["DE", "AT"]),
        ("State", ("Germany", "France"), ["DE", "FR"]),
    ],
)
def test_countries_above_which_state_stands_are_those_of_addresses(tmp_path, heading, cells, countries):
    """Where no column is the country, a column of countries beside street and town is it, and that is told."""
    rows = "".join(f"{ROW},Weg 1,30159,Exampleton,{cell}\n" for cell in cells)
    reading = read(tmp_path, "a.csv", f"Name,Office,Organisation,Street,Zip,City,{heading}\n{rows}", country="CH")

    assert [row.fields["address"]["country"] for row in records(reading)] == countries
    assert "column 7 is country, because its cells are countries, and no other column names them" in reading.notes


def test_states_of_a_federation_stay_regions(tmp_path):
    """Georgia beside other states of the United States is none of the countries."""
    rows = f"{ROW},1 Main Street,30303,Atlanta,Georgia\n{ROW},1 Main Street,80202,Denver,Colorado\n"
    reading = read(tmp_path, "a.csv", f"Name,Office,Organisation,Street,Zip,City,State\n{rows}", country="US")

    assert [row.fields["address"].get("country") for row in records(reading)] == [None, None]
    assert records(reading)[0].fields["address"]["lines"] == ["1 Main Street", "Atlanta, Georgia 30303"]
