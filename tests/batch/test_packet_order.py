"""The order of a packet: by postage, country, postal code or recipient, then as the campaign lists its recipients."""

from dataclasses import replace
from typing import get_args

import pytest

from entreaty.batch.packet_order import Sorting, in_order
from entreaty.cli.options import LABELS, SORTINGS
from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.labels import load_label_sheets
from entreaty.output.packet.tick_list import Posting
from entreaty.writing.letter import LetterId
from tests.support.sample_campaigns import HEAD, write_campaign

# By id: given and family name, postal code and town, country, and the zone from Germany.
PEOPLE = {
    "a": ("Zoë", "Éva", "8001 Zürich", "CH", "Europe"),
    "b": ("Ann", "Eugen", "1202 Genève", "CH", "Europe"),
    "c": ("Max", "Eve", "10117 Berlin", "DE", "domestic"),
    "d": ("Ida", "Adler", "Poste restante", "CH", "Europe"),
    "e": ("Tom", "Zöller", "01067 Dresden", "DE", "domestic"),
}
COUNTRIES = {"CH": "Switzerland", "DE": "Germany"}
PROFILE = """\
  - id: {id}
    office: {{en: Member}}
    organisation: {{en: Example}}
    name: {{given: {given}, family: {family}}}
    gender: f
    language: en
    audiences: [mediator]
    address: {{lines: [1 Example Street, {town}], country: {country}}}
    verified: {{on: 2025-06-01, status: official, source: "https://example.org"}}
"""


@pytest.fixture
def campaign(tmp_path):
    """Return a campaign with these people."""
    profiles = "".join(
        PROFILE.format(id=name, given=given, family=family, town=town, country=country)
        for name, (given, family, town, country, _) in PEOPLE.items()
    )
    return load_campaign(write_campaign(tmp_path, recipients=f"{HEAD}\nrecipients:\n{profiles}"))


def _posting(name: str) -> Posting:
    given, family, _, country, zone = PEOPLE[name]
    addressee = f"{given} {family}, Member, Example"
    return Posting(letter=LetterId("visits", name), addressee=addressee, country=COUNTRIES[country], zone=zone, pages=1)


@pytest.mark.parametrize(
    ("sorting", "expected"),
    [
        ("postage", "c e a b d"),
        ("country", "c e a b d"),
        # A code that begins with 0 comes before one that does not, and an address without a code comes last.
        ("postcode", "e c b a d"),
        # Accents and capitals do not count: Adler, Eugen, Éva, Eve, Zöller.
        ("recipient", "d b a c e"),
    ],
)
def test_packet_is_sorted(campaign, sorting, expected):
    """Letters, list and labels have that order; what is alike stays in the order of the recipients."""
    sorted_postings = in_order([_posting(name) for name in reversed(PEOPLE)], campaign, sorting)

    assert [one.letter.recipient for one in sorted_postings] == expected.split()


@pytest.mark.parametrize("sorting", ["postage", "country"])
def test_countries_stand_in_the_alphabet_whatever_their_accents(campaign, sorting):
    """Åland stands before Sweden, and Österreich before Zypern."""
    countries = {"a": "Zypern", "b": "Österreich", "c": "Sweden", "d": "Åland"}
    postings = [replace(_posting(name), country=country, zone="Europe") for name, country in countries.items()]

    ordered = [one.country for one in in_order(postings, campaign, sorting)]

    assert ordered == ["Åland", "Österreich", "Sweden", "Zypern"]


def test_office_without_a_name_stands_in_the_alphabet_by_its_line(tmp_path):
    """Among persons by family name, an office is found under what the list says: Adler, The Mayor, Zöller."""
    first, office, last = (
        PROFILE.format(id=name, given="Ann", family=family, town="Town", country="DE")
        for name, family in (("z", "Zöller"), ("o", "None"), ("a", "Adler"))
    )
    office = office.replace("    name: {given: Ann, family: None}\n    gender: f\n", "")
    profiles = first + office + last
    campaign = load_campaign(write_campaign(tmp_path, recipients=f"{HEAD}\nrecipients:\n{profiles}"))
    lines = {"z": "Ann Zöller, Member", "o": "The Mayor, Example", "a": "Ann Adler, Member"}
    postings = [
        Posting(letter=LetterId("visits", name), addressee=line, country="Germany", zone="domestic", pages=1)
        for name, line in lines.items()
    ]

    assert [one.letter.recipient for one in in_order(postings, campaign, "recipient")] == ["a", "o", "z"]


def test_every_order_can_be_asked_for():
    """The help names the orders and kinds of labels that there are."""
    assert SORTINGS == get_args(Sorting) == ("postage", "country", "postcode", "recipient")
    assert [sheet.id for sheet in load_label_sheets()] == [*LABELS]
