"""Members of Congress: names, seats, offices, committees."""

from datetime import date

import pytest

from entreaty.importing.sources.congress import congress_files, is_congress, is_membership
from entreaty.importing.sources.formats import read_source
from entreaty.problems import ContentError
from tests.support.made_up_sources import (
    COMMITTEES,
    LEGISLATORS,
    MEMBERSHIP,
    OFFICES,
    bring,
    reasons,
    records,
    wanted,
    write,
)

FILES = {
    "legislators-current.yaml": LEGISLATORS,
    "legislators-district-offices.yaml": OFFICES,
    "committees-current.yaml": COMMITTEES,
    "committee-membership-current.yaml": MEMBERSHIP,
}


def _read(folder, *names, **changes):
    for name, text in FILES.items():
        write(folder, name, text)
    return read_source([folder / name for name in names] or [folder], "", wanted(**changes))


def test_members_are_read_with_their_last_term(tmp_path):
    """The last term tells the seat; official names, suffixes and identifiers are kept, codes as they are written."""
    first, second, third = records(_read(tmp_path, "legislators-current.yaml"))

    assert first.fields == {
        "office": "Senator",
        "form_of_address": "senator",
        "organisation": "United States Senate",
        "state": "US",
        "constituency": "Illinois",
        "name": {"given": "Nikki", "family": "Example", "suffix": "Jr."},
        "gender": "f",
        "party": "Democrat",
        "identifiers": {"bioguide": "E000001", "thomas": "01836", "fec": "H1XX00001; S1XX00002"},
        "address": {"lines": ["479A Example Senate Office Building", "Washington DC 20510"], "country": "US"},
        "contact_form": "https://example.org/contact",
        "phone": "202-555-0100",
        "verified": {"source": "unitedstates/congress-legislators; https://example.org"},
    }
    assert (first.scheme, first.key, first.audience, first.until) == (
        "bioguide",
        "E000001",
        "legislature",
        date(2031, 1, 3),
    )
    assert second.fields["constituency"] == "Connecticut, 2nd District"
    assert second.until == date(2025, 1, 3)
    assert (third.fields["office"], third.fields["constituency"]) == ("Delegate", "District of Columbia, at large")
    assert "gender" not in third.fields


def test_district_may_be_no_number(tmp_path):
    """A district that is no number stands as the source calls it."""
    text = LEGISLATORS.replace("district: 2\n", "district: North\n")
    _, second, _ = records(read_source([write(tmp_path, "l.yaml", text)], "", wanted()))

    assert second.fields["constituency"] == "Connecticut, North"


def test_office_in_the_district_is_taken_where_it_is_wanted(tmp_path):
    """The first office in the district is taken and told; without one, that in the capital is, and that is told too."""
    reading = _read(tmp_path, "legislators-current.yaml", "legislators-district-offices.yaml", office="district")
    first, _, third = records(reading)

    assert first.fields["address"]["lines"] == ["44 East Example Street", "Suite 205", "Champaign, IL 06082"]
    assert first.notes == ("of 2 offices in the district, that in Champaign is taken",)
    assert third.fields["address"]["lines"] == ["1 Example House Office Building", "Washington DC 20515"]
    assert third.notes == ("no office in the district is known; the one in the capital is taken",)
    assert reading.notes == (
        "offices in districts of 1 of the legislators",
        "offices of others are not used: X000009",
    )


def test_folder_of_the_project_has_committees_too(tmp_path):
    """The files of a copy of the project are found in its folder, and committees become roles."""
    write(tmp_path, "executive.yaml", "- id: {bioguide: X}\n  terms: []\n")
    reading = _read(tmp_path)

    assert records(reading)[2].fields["roles"] == [
        {"organisation": "House Committee on Foreign Affairs", "role": "Ranking Member"},
        {"organisation": "House Committee on Foreign Affairs: Europe"},
    ]
    assert reading.notes[-1] == "of 2 seats in committees, 2 are theirs"
    assert len(congress_files(tmp_path)) == 4
    assert congress_files(tmp_path / "none") == ()


def test_entries_that_are_no_legislators_are_told(tmp_path):
    """Entries without an identifier, a term or any sense are left out with the reason."""
    text = "- id: {bioguide: A}\n  terms: []\n- id: {}\n  terms: [{type: rep}]\n- name: x\n- {a: [}\n"
    reading = read_source([write(tmp_path, "a.yaml", text)], "congress", wanted())

    assert reasons(reading) == [
        (1, "it has no term as senator or representative"),
        (2, "it has no 'id: bioguide'"),
        (3, "it is no legislator: it has no 'terms'"),
        (4, "this is not YAML: a value is missing, or a bracket is not closed (line 6)"),
    ]


def test_files_are_known_by_what_they_hold(tmp_path):
    """The files of the project are known by their first lines."""
    for name, text in FILES.items():
        assert is_congress(write(tmp_path, name, text))
        assert is_membership(tmp_path / name) == name.startswith("committee-membership")
    assert not is_congress(write(tmp_path, "other.yaml", "a: b\n"))
    assert not is_congress(tmp_path / "missing.yaml")
    with pytest.raises(ContentError, match=r"there is no legislators-current\.yaml"):
        read_source(
            [tmp_path / "legislators-current.yaml", write(tmp_path, "empty/a.txt", "").parent], "congress", wanted()
        )


def test_files_that_are_missing_this_time_leave_what_they_said(tmp_path):
    """Without the files of committees and offices, roles and addresses in the district stay, and that is told."""
    lists = [write(tmp_path, "l.yaml", LEGISLATORS)]
    committees = [write(tmp_path, "c.yaml", COMMITTEES), write(tmp_path, "m.yaml", MEMBERSHIP)]
    offices = [write(tmp_path, "o.yaml", OFFICES)]

    assert read_source(lists, "", wanted()).silent == {"roles"}
    assert read_source([*lists, committees[1]], "", wanted()).silent == {"roles"}
    assert read_source([*lists, *committees], "", wanted()).silent == set()
    assert read_source(lists, "", wanted(office="district")).silent == {"roles", "address"}
    assert read_source([*lists, *committees, *offices], "", wanted(office="district")).silent == set()
    bring(tmp_path / "c", [*lists, *committees], source="congress", audiences=("legislature",))
    before = (tmp_path / "c" / "recipients.yaml").read_bytes()
    again = bring(tmp_path / "c", lists, source="congress", audiences=("legislature",))

    assert b"Ranking Member" in before
    assert (tmp_path / "c" / "recipients.yaml").read_bytes() == before
    assert again.merged.stayed == {"roles": 1}
