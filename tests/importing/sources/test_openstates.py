"""Officials of the states: seats, offices, committees, and who is no longer there."""

from datetime import date

import pytest

from entreaty.importing.sources.formats import read_source
from entreaty.problems import ContentError
from tests.support.made_up_sources import COMMITTEE, PERSON, read, reasons, records, wanted, write


def test_person_is_read_with_its_seat_and_committee(tmp_path):
    """The current role tells the seat, the committee's file the roles; the capitol's address is cut before its city."""
    write(tmp_path, "people/anna.yml", PERSON)
    write(tmp_path, "committees/foreign.yml", COMMITTEE)
    reading = read_source([tmp_path], "", wanted())
    (record,) = records(reading)

    assert record.fields == {
        "office": "Senator",
        "form_of_address": "state-senator",
        "organisation": "Vermont Senate",
        "state": "US",
        "constituency": "Vermont, Windsor",
        "name": {"given": "Anna", "family": "Example"},
        "gender": "f",
        "party": "Example Party",
        "roles": [{"organisation": "Foreign Affairs", "role": "chair"}],
        "identifiers": {
            "openstates": "ocd-person/90da0000-0000-0000-0000-000000000001",
            "legacy-openstates": "VTL1; VTL2",
        },
        "address": {"lines": ["State House 115 Example St.", "Exampleton, VT 05633"], "country": "US"},
        "email": "anna@example.org",
        "phone": "802-555-0100",
        "verified": {"source": "Open States; https://example.org/anna"},
    }
    assert record.audience == "legislature"
    (committee,) = [row for row in reading.rows if row is not record]
    assert committee.reason == "it is a committee, 'Foreign Affairs': of its 2 members, 1 are in the source"
    assert not committee.problem


def test_private_houses_are_never_written_to(tmp_path):
    """The address of a home is not taken, whatever is wanted; the district's mail is."""
    (record,) = records(read(tmp_path, "a.yml", PERSON, office="district"))
    (homeless,) = records(
        read(tmp_path, "b.yml", PERSON.replace("capitol", "home").replace("district-mail", "campaign"))
    )

    assert record.fields["address"]["lines"] == ["P.O. Box 311", "East Exampleton, VT 05740"]
    assert homeless.fields["address"] == {"country": "US"}


def test_missing_office_is_replaced_and_told(tmp_path):
    """Without an office of the wanted kind the other is taken; files of older years are understood."""
    text = PERSON.replace("classification: district-mail", "classification: campaign")
    (record,) = records(read(tmp_path, "a.yml", text, office="district"))
    old = "offices:\n", "contact_details:\n- note: District Office\n  address: 1 Way;Troy, NY 12180\noffices:\n"
    (older,) = records(read(tmp_path, "b.yml", text.replace(*old), office="district"))

    assert record.notes == ("no office in the district is known; one in the capital is taken",)
    assert older.fields["address"]["lines"] == ["1 Way", "Troy, NY 12180"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("type: lower\n  jurisdiction: x/country:us/state:nj/government\n  district: 7",
         ("Assemblymember", "New Jersey General Assembly", "New Jersey, District 7", "state-representative")),
        ("type: legislature\n  jurisdiction: x/country:us/state:ne/government\n  district: 7",
         ("Senator", "Nebraska Legislature", "Nebraska, District 7", "state-senator")),
        ("type: governor\n  jurisdiction: x/country:us/state:vt/government",
         ("Governor", "State of Vermont", "Vermont", "governor")),
        ("type: mayor\n  jurisdiction: x/country:us/state:az/place:san_luis/government",
         ("Mayor", "City of San Luis", "San Luis", "mayor")),
    ],
)  # fmt: skip
def test_chambers_and_offices_are_called_as_they_are_there(tmp_path, role, expected):
    """Chambers, their members, governors and mayors are called as the state calls them."""
    (record,) = records(read(tmp_path, "a.yml", f"id: ocd-person/1\nname: Bob Sample\nroles:\n- {role}\n"))
    keys = ("office", "organisation", "constituency", "form_of_address")

    assert tuple(record.fields[key] for key in keys) == expected
    assert record.whole_name == "Bob Sample"


def test_who_left_is_known(tmp_path):
    """Where every role has ended, the last end is when the office ended."""
    text = PERSON.replace("- start_date: 2021-01-06\n", "- start_date: 2021-01-06\n  end_date: '2025-01-07'\n")
    (record,) = records(read(tmp_path, "a.yml", text))

    assert record.until == date(2025, 1, 7)


def test_who_died_has_left_before_the_term_ends(tmp_path):
    """A term that would go on longer is over on the day of the death."""
    text = PERSON.replace("- start_date: 2021-01-06\n", "- start_date: 2021-01-06\n  end_date: '2027-01-07'\n")
    (record,) = records(read(tmp_path, "a.yml", f"death_date: 2024-05-06\n{text}"))

    assert record.until == date(2024, 5, 6)


def test_address_that_may_be_of_another_country_holds_the_person_back(tmp_path):
    """It is told, and no longer lost without a word."""
    text = PERSON.replace("VT 05633", "Canada")
    (record,) = records(read(tmp_path, "a.yml", text))

    assert "Canada" in record.held


def test_other_files_are_told(tmp_path):
    """A file that is broken, no person, or without an office is left out by itself."""
    write(tmp_path, "a.yml", "id: [ocd-person\n")
    write(tmp_path, "b.yml", "a: b\n")
    write(tmp_path, "c.yml", "id: ocd-person/2\nname: X\nroles: []\n")
    write(tmp_path, "d.yml", PERSON)
    reading = read_source([tmp_path], "", wanted())

    assert reasons(reading) == [
        (1, "this is not YAML: a bracket is opened here and not closed (line 1)"),
        (2, "it is neither a person nor a committee of Open States"),
        (3, "it has no office among its 'roles' that letters go to"),
    ]
    assert len(records(reading)) == 1
    with pytest.raises(ContentError, match=r"there is no \.yml file in this folder"):
        read_source([write(tmp_path, "empty/x.txt", "").parent], "", wanted())
