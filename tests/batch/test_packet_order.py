"""The order of a packet: by postage, country, postal code or recipient, then as the campaign lists its recipients."""

import pytest

from entreaty.batch.packet_order import SORTINGS, in_order
from entreaty.cli.options import LABELS
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


def test_every_order_can_be_asked_for():
    """The help names the orders and kinds of labels that there are."""
    assert SORTINGS == ("postage", "country", "postcode", "recipient")
    assert [sheet.id for sheet in load_label_sheets()] == [*LABELS]
