"""Popolo: persons with their memberships, and references that lead nowhere."""

import json
from datetime import date

import pytest

from entreaty.importing.reading import LeftOut
from entreaty.importing.sources.formats import read_source
from entreaty.problems import ContentError
from tests.support.made_up_sources import POPOLO, read, reasons, records, wanted, write


def test_person_has_its_weightiest_office(tmp_path):
    """A mayor who is also a councillor is a mayor; other memberships are roles, and parties are parties."""
    anna, bob = records(read(tmp_path, "a.json", POPOLO))

    assert anna.fields == {
        "office": "Mayor",
        "organisation": "Example City Council",
        "gender": "f",
        "party": "Example Party",
        "roles": [
            {"organisation": "Example City Council", "role": "Councillor"},
            {"organisation": "Parks Committee", "role": "Chair"},
        ],
        "identifiers": {"popolo": "council/anna_example"},
        "address": {"lines": ["Town Hall", "1 Example Street", "Exampleton NSW 2640"]},
        "email": "anna@example.org",
        "verified": {"on": date(2025, 3, 1), "source": "https://example.org/council"},
    }
    assert anna.whole_name == "Anna van der Example"
    assert anna.audience == "legislature"
    assert bob.until == date(2024, 9, 14)


def test_references_that_lead_nowhere_are_told(tmp_path):
    """A membership without its person or organization is told, and so is a person who is left without any."""
    reading = read(tmp_path, "a.json", POPOLO)

    assert [(row.place.called, *found) for row, found in zip(
        [row for row in reading.rows if isinstance(row, LeftOut)], reasons(reading), strict=True
    )] == [
        ("person", 3, "it has no membership of an organization in the file"),
        ("membership", 5, "its person 'council/nobody' is not in the file"),
        ("membership", 6, "its organization 'o/gone' is not in the file"),
    ]  # fmt: skip


def test_country_and_seat_come_from_areas_and_posts(tmp_path):
    """Areas tell constituency and country, posts the office; the parts of names and other identifiers are kept."""
    person = {
        "id": 7, "name": "Dr Anna Example", "given_name": "Anna", "family_name": "Example", "honorific_prefix": "Dr",
        "contact_details": [{"type": "voice", "value": "+61 2 1"}, {"type": "email", "value": "mailto:a@example.org"}],
        "identifiers": [{"scheme": "Wikidata", "identifier": "Q42"}],
        "links": [{"note": "Contact page", "url": "https://example.org/form"}],
        "memberships": [{"post_id": "p1"}],
    }  # fmt: skip
    source = {
        "persons": [person, "nobody"],
        "posts": [{"id": "p1", "organization_id": "o", "area_id": "a"}],
        "organizations": [{"id": "o", "name": "House", "classification": "legislature"}],
        "areas": [{"id": "a", "name": "Grayndler", "identifiers": [{"identifier": "ocd-division/country:au/x"}]}],
    }
    reading = read(tmp_path, "a.json", json.dumps(source))
    (record,) = records(reading)

    assert record.fields == {
        "office": "Member",
        "form_of_address": "member-of-parliament",
        "organisation": "House",
        "name": {"title": "Dr", "given": "Anna", "family": "Example"},
        "identifiers": {"popolo": "7", "wikidata": "Q42"},
        "constituency": "Grayndler",
        "address": {"country": "AU"},
        "email": "a@example.org",
        "contact_form": "https://example.org/form",
        "phone": "+61 2 1",
    }
    assert reasons(reading) == [(2, "it holds no 'key: value' lines")]


def test_further_addresses_and_numbers_are_told(tmp_path):
    """Those of the seat come before those of the person, which are told."""
    seat = {"organization_id": "o", "contact_details": [{"type": "voice", "value": "tel:1"}], "email": "a@example.org"}
    person = {"id": "p", "name": "Anna Keller", "email": "b@example.org", "phone": "2", "memberships": [seat]}
    root = {"persons": [person], "organizations": [{"id": "o", "name": "Town"}]}
    (record,) = records(read(tmp_path, "a.json", json.dumps(root)))

    assert (record.fields["email"], record.fields["phone"]) == ("a@example.org", "1")
    assert record.notes == ("further e-mail address: b@example.org", "further telephone number: 2")


def test_address_ends_before_its_country(tmp_path):
    """A last line that names the country is the country."""
    text = POPOLO.replace("Exampleton NSW 2640", "Exampleton NSW 2640; Australia")

    assert records(read(tmp_path, "a.json", text))[0].fields["address"] == {
        "lines": ["Town Hall", "1 Example Street", "Exampleton NSW 2640"],
        "country": "AU",
    }


def test_what_follows_the_json_is_told(tmp_path):
    """A source that goes on in another format is read as far as it is one, and is not complete."""
    reading = read(tmp_path, "a.json", f"{POPOLO}name,office\nA,Mayor\n")

    assert len(records(reading)) == 2
    assert reasons(reading)[-1] == (21, "what stands from here on is no part of the JSON")
    assert not reading.complete


def test_collections_in_files_of_their_own_are_one_source(tmp_path):
    """Persons, memberships and organizations may each stand in a file, as a list or by name, in any order."""
    root = json.loads(POPOLO)
    paths = [
        write(tmp_path, "memberships.json", json.dumps(root["memberships"])),
        write(tmp_path, "persons.json", json.dumps({"persons": root["persons"]})),
        write(tmp_path, "organizations.json", json.dumps(root["organizations"])),
    ]
    reading = read_source(paths, "", wanted())
    whole = read(tmp_path, "a.json", POPOLO)

    assert reading.kind == whole.kind == "popolo"
    assert [(one.whole_name, one.fields) for one in records(reading)] == [
        (one.whole_name, one.fields) for one in records(whole)
    ]
    assert reasons(reading) == reasons(whole)
    assert {row.place.path.name for row in reading.rows} == {"memberships.json", "persons.json"}


def test_what_may_stand_in_another_file_is_said(tmp_path):
    """Persons without any membership, and memberships without any person, are told where the others may be."""
    persons = read(tmp_path, "persons.json", '{"persons": [{"id": "1", "name": "Anna Example"}]}')
    with pytest.raises(ContentError, match=r"memberships\.json: it holds memberships, and no persons") as raised:
        read(tmp_path, "memberships.json", '[{"person_id": "1", "role": "mayor"}]')

    said = "recipients import persons.json memberships.json"
    assert persons.notes[-1] == f"memberships may stand in a file of their own: {said}"
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('[{"id": "1", "name": "Anna", "memberships": [{"role": "mayor"}]}]', "popolo"),
        ('{"persons": [{"id": "1", "name": "Anna"}]}', "popolo"),
        ('[{"name": "Anna", "office": "Mayor", "organisation": "Town"}]', "json"),
        ('[{"name": "Anna", "office": "Mayor", "note": "\\"persons\\""}]', "json"),
        ('{"people": [{"name": "Anna", "office": "Mayor"}]}', "json"),
        ('{"name": "Anna", "office": "Mayor"}\n{"name": "Eva", "persons": "2"}', "json"),
    ],
)
def test_popolo_and_other_lists_are_told_apart(tmp_path, content, kind):
    """What has persons or memberships in its places is Popolo, every other list a table."""
    assert read(tmp_path, "a.json", content).kind == kind
