"""Look-ups in tables of real formats: which district on which day, by which row, and what is a question."""

import json
import os
import sqlite3
import threading
from datetime import date

import pytest

from entreaty.content.districts.database import DistrictsError, opened_database
from entreaty.content.districts.lookup import opened_lookup
from entreaty.content.files.districts import load_districts
from entreaty.problems import ContentError
from tests.support.sample_districts import (
    CENSUS,
    CENSUS_ENTRY,
    GEMEINDEN,
    ONSPD,
    ONSPD_ENTRY,
    WAHLKREISE,
    WAHLKREISE_ENTRY,
    add_table,
    entry,
    name_tables,
)

DAY = date(2026, 11, 28)


def _found(campaign, cache, country, text, day=DAY):
    """Return the districts of a code or place by kind, each with line and what the row says."""
    with opened_lookup(campaign, cache) as lookup:
        found = lookup.of(country, text, day)
    return {kind: [(str(one.district), one.place.line, one.written) for one in rows] for kind, rows in found.items()}


def test_postcode_directory_is_looked_up_in_any_spelling(british, cache):
    """A code lies in the district of its row, whose name comes from the table of names."""
    wanted = {"uk-commons": [("Alder and Birch (E14009001)", 2, "")]}

    assert _found(british, cache, "GB", "sw1a0aa") == wanted
    assert _found(british, cache, "GB", "SW1A 0AA") == wanted


def test_codes_without_a_district_lie_in_none(british, cache):
    """Pseudo-codes, such as that of the Channel Islands, stand for no constituency."""
    assert _found(british, cache, "GB", "JE2 3AB") == {}
    assert _found(british, cache, "GB", "SW1A 9AA") == {}


def test_zip_code_in_two_districts_is_a_question(campaign, cache):
    """A ZIP code on land of two districts names both with their rows; water and what is not defined do not count."""
    add_table(campaign, "zcta.txt", CENSUS, "utf-8-sig")
    name_tables(campaign, CENSUS_ENTRY)

    assert _found(campaign, cache, "US", "90210") == {
        "us-house": [("Congressional District 1 (9801)", 3, ""), ("Congressional District 2 (9802)", 4, "")]
    }
    assert _found(campaign, cache, "US", "90211-1234") == {"us-house": [("Congressional District 2 (9802)", 5, "")]}
    assert _found(campaign, cache, "US", "601") == {"us-house": [("Congressional District 1 (9801)", 2, "")]}


def test_zip_code_is_a_question_where_its_parts_lie_apart(campaign, cache):
    """A table of ZIP+4 answers for the whole code, and asks for five digits of two districts."""
    add_table(campaign, "zip.csv", "zip,district\n90210-0001,A\n902100002,B\n90211-0001,A\n")
    name_tables(campaign, entry("zip.csv", "US", "us-house", "zip: postcode, district: id"))

    assert _found(campaign, cache, "US", "90210-0002") == {"us-house": [("B", 3, "902100002")]}
    assert _found(campaign, cache, "US", "90210") == {"us-house": [("A", 2, ""), ("B", 3, "902100002")]}
    assert _found(campaign, cache, "US", "90211") == {"us-house": [("A", 4, "")]}


def test_list_of_plz_has_ranges_lost_zeros_and_places(campaign, cache):
    """A range reaches each of its codes, a list each of its own, a place the districts of all its rows."""
    add_table(campaign, "plz.csv", WAHLKREISE)
    name_tables(campaign, WAHLKREISE_ENTRY)
    first, second = "Beispielstadt – Musterau (901)", "Musterau II (902)"

    assert _found(campaign, cache, "DE", "01067") == {"de-bundestag": [(first, 2, "1067")]}
    assert _found(campaign, cache, "DE", "10116") == {"de-bundestag": [(second, 3, "10115-10119")]}
    assert _found(campaign, cache, "DE", "10122") == {"de-bundestag": [(second, 4, "10120, 10122")]}
    assert _found(campaign, cache, "DE", "10119") == {"de-bundestag": [(second, 3, "10115-10119"), (first, 5, "")]}
    assert _found(campaign, cache, "DE", "beispielstadt") == {"de-bundestag": [(first, 2, "Beispielstadt")]}
    assert _found(campaign, cache, "DE", "10121") == {}


def test_town_in_two_districts_is_a_question(campaign, cache):
    """The official list of municipalities is read below its remarks, by places."""
    add_table(campaign, "gemeinden.csv", GEMEINDEN, "windows-1252")
    columns = "Wahlkreis-Nr: id, Wahlkreis-Bez: constituency, Gemeindename: place"
    name_tables(campaign, entry("gemeinden.csv", "DE", "de-bundestag", columns))

    assert _found(campaign, cache, "DE", "Musterau") == {
        "de-bundestag": [("Beispielstadt – Musterau (901)", 5, "Musterau"), ("Musterau II (902)", 6, "Musterau")]
    }
    assert [*_found(campaign, cache, "DE", "Beispielstadt")["de-bundestag"]] == [
        ("Beispielstadt – Musterau (901)", 4, "Beispielstadt, Stadt")
    ]


@pytest.mark.parametrize(
    ("code", "district"), [("SW1 1AA", "A"), ("SW10 1AA", "B"), ("SW1A 1AA", "C"), ("E1 6AN", "D"), ("E10 6AN", "D")]
)
def test_beginning_of_a_british_code_ends_where_it_says(campaign, cache, code, district):
    """The space counts: "SW1 *" is the district SW1 and not SW10 or SW1A, and "E1*" is all that begins so."""
    add_table(campaign, "begin.csv", "postcode,id\nSW1 *,A\nSW10*,B\nSW1A*,C\nE1*,D\n")
    name_tables(campaign, entry("begin.csv", "GB", "uk-ward", "postcode: postcode, id: id"))

    assert [one[0] for one in _found(campaign, cache, "GB", code)["uk-ward"]] == [district]


def test_old_and_new_boundaries_stand_side_by_side(campaign, cache):
    """The day decides which table answers: the new one from its first day on, and neither when none holds."""
    add_table(campaign, "old.csv", "pcds,pcon\nSW1A 0AA,E14000001\n")
    add_table(campaign, "new.csv", "pcds,pcon\nSW1A 0AA,E14009001\n")
    columns = "pcds: postcode, pcon: id"
    name_tables(
        campaign,
        entry("old.csv", "GB", "uk-commons", columns, ", from: 2010-05-06, until: 2024-05-30"),
        entry("new.csv", "GB", "uk-commons", columns, ", from: 2024-05-30"),
    )

    days = (date(2010, 5, 5), date(2024, 5, 29), date(2024, 5, 30))
    found = [_found(campaign, cache, "GB", "SW1A 0AA", day) for day in days]
    assert found == [{}, {"uk-commons": [("E14000001", 2, "")]}, {"uk-commons": [("E14009001", 2, "")]}]


def test_two_tables_that_agree_are_no_question(campaign, cache):
    """The same district in two tables is one, by its id or by its name, and another one is a question."""
    add_table(campaign, "one.csv", "postcode,id,constituency\nSW1A 0AA,E1,Alder\nSW1A 0AB,E1,Alder\n")
    add_table(campaign, "two.csv", "postcode,constituency\nSW1A 0AA,ALDER\nSW1A 0AB,Birch\n")
    both = "postcode: postcode, id: id, constituency: constituency"
    name_tables(
        campaign,
        entry("one.csv", "GB", "uk-commons", both),
        entry("two.csv", "GB", "uk-commons", "postcode: postcode, constituency: constituency"),
    )

    assert _found(campaign, cache, "GB", "SW1A 0AA") == {"uk-commons": [("Alder (E1)", 2, "")]}
    assert _found(campaign, cache, "GB", "SW1A 0AB") == {"uk-commons": [("Alder (E1)", 3, ""), ("Birch", 3, "")]}


def test_every_chamber_answers(campaign, cache):
    """Kinds stand side by side: a code lies in one district of each."""
    add_table(campaign, "house.csv", "zip,id\n90210,0636\n")
    add_table(campaign, "state.csv", "zip,id\n9*,US-CA\n")
    columns = "zip: postcode, id: id"
    name_tables(campaign, entry("house.csv", "US", "us-house", columns), entry("state.csv", "US", "us-state", columns))

    assert _found(campaign, cache, "US", "90210") == {"us-house": [("0636", 2, "")], "us-state": [("US-CA", 2, "9*")]}


def _why(campaign, cache, countries, text, day=DAY):
    with opened_lookup(campaign, cache) as lookup:
        return [(one.message, one.hint) for one in lookup.why_unknown(countries, text, day)]


def test_unknown_codes_say_why(british, cache):
    """A code that no table has, one of another country, a part of one and a place are told apart."""
    with (british / "districts.yaml").open("a", encoding="utf-8") as file:
        file.write(WAHLKREISE_ENTRY)
    add_table(british, "plz.csv", WAHLKREISE)

    (unknown,) = _why(british, cache, ("GB",), "sw1a 9aa")
    assert unknown[0] == "no table of GB that holds on 2026-11-28 has the postal code SW1A 9AA"
    assert _why(british, cache, ("GB",), "10115") == [
        ("'10115' is no postal code as GB has them, such as EC1Y 8SY", "postal codes of DE look so")
    ]
    assert _why(british, cache, ("GB",), "SW1") == [
        ("'SW1' is no postal code as GB has them, such as EC1Y 8SY", "write the whole code")
    ]
    assert _why(british, cache, ("FR",), "75001") == [
        ("no table of FR holds on 2026-11-28", "there are tables of: DE, GB")
    ]
    (place,) = _why(british, cache, ("DE", "GB"), "Nirgendwo")
    assert place[0] == "no table of DE or GB that holds on 2026-11-28 has a place 'Nirgendwo'"


def test_broken_rows_are_left_out_and_told(campaign, cache):
    """Each broken row is told with its line, the others answer; after the first twenty, the rest is counted."""
    rows = ['"x","SW1A 0AA,"y"', "x,SW1A 0A,E1", "x", "x,SW1A 0AA,E1", *["x,nowhere,E1"] * 20]
    add_table(campaign, "codes.csv", "\n".join(["pcd,pcds,pcon", *rows, ""]))
    name_tables(campaign, ONSPD_ENTRY)
    (table,) = load_districts(campaign)

    database = opened_database(table, campaign, cache)
    problems = [*database.account.problems(campaign / table.file)]
    database.close()

    assert (database.account.rows, database.account.reaching, database.account.wrong) == (24, 1, 23)
    assert [(one.location.line, one.message) for one in problems[:3]] == [
        (2, 'a quotation mark (") in it is not closed, or stands within a cell; each row must be one line'),
        (3, "'SW1A 0A' is no postal code as GB has them, such as EC1Y 8SY"),
        (4, "the row has 1 cell, and those that count go on to cell 3"),
    ]
    assert len(problems) == 21
    assert problems[-1].message == "3 further rows cannot be used"
    assert _found(campaign, cache, "GB", "SW1A 0AA") == {"uk-commons": [("E1", 5, "")]}


def test_district_with_two_names_is_told(campaign, cache):
    """The first name of an id stands; a row that calls it otherwise is wrong."""
    add_table(
        campaign, "one.csv", "postcode,id,constituency\nSW1A 0AA,E1,Alder\nSW1A 0AB,E1,Birch\nSW1A 0AD,E1,alder\n"
    )
    columns = "postcode: postcode, id: id, constituency: constituency"
    name_tables(campaign, entry("one.csv", "GB", "uk-commons", columns))
    (table,) = load_districts(campaign)

    database = opened_database(table, campaign, cache)
    database.close()

    assert database.account.told == [
        [3, "the district 'E1' is called 'Birch' here", "on line 2 it is 'Alder': correct one of them"]
    ]
    assert _found(campaign, cache, "GB", "SW1A 0AB") == {}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("codes.csv", "pcd,pcds,pcom\nx,SW1A 0AA,E1\n", "districts/codes.csv has no column 'pcon'"),
        ("codes.csv", "", "the file is empty"),
        ("other.csv", "", "the file is missing"),
    ],
)
def test_table_that_cannot_be_read_is_told(campaign, cache, name, text, message):
    """A lacking column, an empty file and a missing one are errors where they are first asked."""
    add_table(campaign, name, text)
    name_tables(campaign, ONSPD_ENTRY)

    with pytest.raises(ContentError, match=message):
        _found(campaign, cache, "GB", "SW1A 0AA")


def test_link_out_of_the_campaign_is_not_followed(campaign, cache, tmp_path):
    """A table that comes from strangers reaches nothing but their campaign."""
    outside = tmp_path / "secret.csv"
    outside.write_text(ONSPD, encoding="utf-8")
    (campaign / "districts" / "codes.csv").symlink_to(outside)
    name_tables(campaign, ONSPD_ENTRY)

    with pytest.raises(ContentError, match="leads out of the folder 'campaign'"):
        _found(campaign, cache, "GB", "SW1A 0AA")


def _databases(cache):
    return sorted((cache / "districts").glob("*.sqlite3"))


def test_table_that_changes_is_read_again(british, cache):
    """What was kept answers until the table is another, and is then removed."""
    assert _found(british, cache, "GB", "E1 6AN") == {"uk-commons": [("St. Cedar (E14009002)", 4, "")]}
    before = _databases(cache)
    add_table(
        british,
        "codes.csv",
        ONSPD.replace(
            '"E1 6AN","198001","","E99999999","E09009002","E92000001","E14009002"',
            '"E1 6AN","198001","","E99999999","E09009002","E92000001","E14009001"',
        ),
    )

    assert _found(british, cache, "GB", "E1 6AN") == {"uk-commons": [("Alder and Birch (E14009001)", 4, "")]}
    after = _databases(cache)
    assert len(before) == len(after) == 2
    assert before != after


def test_table_is_read_once(british, cache):
    """A second look-up reads no table, even if somebody has touched it."""
    read = []
    for _ in range(2):
        with opened_lookup(british, cache, read.append) as lookup:
            lookup.of_code("GB", "SW1A 0AA", DAY)
        os.utime(british / "districts" / "codes.csv", (1, 1))

    assert read == [british / "districts" / "codes.csv", british / "districts" / "names.csv"]


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "one letter", "link", "open to all", "no sum"])
def test_damaged_or_strange_database_is_made_again(british, cache, damage, tmp_path):
    """Nothing is taken from a file that is not whole, or that another user could have written."""
    wanted = _found(british, cache, "GB", "SW1A 0AA")
    for path in _databases(cache):
        content = path.read_bytes()
        if damage == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif damage == "text":
            path.write_text("not a database " * 100, encoding="utf-8")
        elif damage == "empty":
            path.write_bytes(b"")
        elif damage == "one letter":
            path.write_bytes(content.replace(b"E14009001", b"E14009002"))
        elif damage == "no sum":
            path.with_suffix(".sha256").unlink()
        else:
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE districts SET id = 'E14000666', name = 'Wrong'")
            connection.close()
            if damage == "link":
                path.rename(tmp_path / path.name)
                path.symlink_to(tmp_path / path.name)
            else:
                path.chmod(0o666)

    assert _found(british, cache, "GB", "SW1A 0AA") == wanted
    assert all(not one.is_symlink() and one.stat().st_mode & 0o077 == 0 for one in _databases(cache))


def test_folder_that_others_may_write_into_is_refused(british, cache):
    """Where anybody can put a file, none is trusted."""
    (cache / "districts").mkdir(parents=True)
    (cache / "districts").chmod(0o777)

    with pytest.raises(DistrictsError, match="others may write into this folder"):
        _found(british, cache, "GB", "SW1A 0AA")


def test_what_is_kept_is_the_users_own(british, cache):
    """Folder and files can be read by their owner only, and nothing half done stays."""
    _found(british, cache, "GB", "SW1A 0AA")
    modes = {path.suffix: path.stat().st_mode & 0o777 for path in (cache / "districts").iterdir()}

    assert modes == {".sqlite3": 0o600, ".sha256": 0o600, ".seen": 0o600, ".lock": 0o600}
    assert (cache / "districts").stat().st_mode & 0o777 == 0o700


def test_damaged_note_is_passed_over(british, cache):
    """What was noted of a table is only a shortcut."""
    wanted = _found(british, cache, "GB", "SW1A 0AA")
    for note in (cache / "districts").glob("*.seen"):
        note.write_text(json.dumps(["no", "mapping"]), encoding="utf-8")

    assert _found(british, cache, "GB", "SW1A 0AA") == wanted


def test_runs_at_once_read_a_table_once(british, cache):
    """Of several that begin together one reads the table, and all have the same answer."""
    read, answers = [], []

    def look():
        with opened_lookup(british, cache, read.append) as lookup:
            answers.append(str(lookup.of_code("GB", "SW1A 0AA", DAY)))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(answers)) == 1
    assert len(answers) == 4
    assert sorted(read) == [british / "districts" / "codes.csv", british / "districts" / "names.csv"]


def test_table_that_cannot_be_read_to_its_end_leaves_nothing(campaign, cache):
    """A line without an end is refused, and no database claims to know the table."""
    add_table(campaign, "codes.csv", "pcds,pcon\nSW1A 0AA,E1\n" + "x" * 200_000)
    name_tables(campaign, ONSPD_ENTRY)

    with pytest.raises(ContentError, match="more than 131,072 characters"):
        _found(campaign, cache, "GB", "SW1A 0AA")

    assert [path.suffix for path in (cache / "districts").iterdir() if path.suffix in {".sqlite3", ".part"}] == []
