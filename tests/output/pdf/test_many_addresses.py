"""Four hundred invented addressees on each envelope: what becomes of their addresses, counted and measured."""

import random
from collections import Counter
from io import BytesIO

import pdfplumber
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.writing.composing.leeway import leeway_of
from entreaty.writing.letter import Letter
from tests.support.pdfs import shipped_typesetter
from tests.support.sample_content import make_recipient
from tests.support.sample_letters import make_short_letter

pytestmark = [pytest.mark.no_cover, pytest.mark.thorough]
ENVELOPES = load_envelopes()
ADDRESSEES = 400
# Left, top, right and bottom of what each window always shows, in millimetres, by the arithmetic of the norms.
SHOWN = {
    "din-5008-a": (25, 32, 100, 72),
    "din-5008-b": (25, 50, 100, 90),
    "swiss-right": (122, 44, 193, 75),
    "french": (110, 50, 190, 79),
    "us-10": (22.2, 63.5, 111.1, 88.9),
    "uk-dl": (20, 57, 100, 87),
    "none": (25, 45, 120, 91),
}
# Names as long as the longest of the shipped campaign's, which have 72 characters, among shorter ones.
TITLES = ["", "Dr.", "The Honorable", "Prof. Dr.", "Hon."]
GIVEN = ["Jane", "Maximilian", "Anne-Sophie", "Ümit", "John Christopher", "Zoë"]
FAMILY = ["Roe", "Featherstonehaugh-Cholmondeley", "van der Straeten", "Müller", "Ó Súilleabháin", "Sample"]
OFFICES = [
    "Representative",
    "Director",
    "Minister of Foreign Affairs",
    "Head of the Department for Human Rights and Humanitarian Affairs",
    "Chair",
    "High Representative of the Union for Foreign Affairs and Security Policy",
]
ORGANISATIONS = [
    "United States House of Representatives",
    "Ministry of Foreign Affairs",
    "Sample Council",
    "Committee on the Elimination of Racial Discrimination",
    "Office of the United Nations High Commissioner for Human Rights",
    "Example GmbH",
]
PARTS = ["Suite 200", "4th Floor", "Flat 2", "3. OG", "2e étage", "Room 4.12"]
BUILDINGS = ["Rayburn House Office Building", "Palais Wilson", "Sample House", "Bâtiment C", "North Tower"]
STREETS = [
    "350 Sample Avenue",
    "Werderscher Markt 1",
    "37, quai d’Orsay",
    "1 Sample Road",
    "1600 Long Sample Boulevard NW",
]
TOWNS = {
    "US": [("Washington DC 20515",), ("Albany, NY", "12224")],
    "GB": [("London", "SW1A 0AA"), ("Sampleton", "Sampleshire", "SA1 1AA")],
    "DE": [("10117 Berlin",), ("10117", "Berlin")],
    "FR": [("75007 PARIS",), ("75007", "Paris")],
    "CH": [("1202 Geneva",), ("3003 Bern",)],
}


def _letters() -> list[Letter]:
    """Return letters to invented addressees of two to ten lines, the same at each run."""
    dice = random.Random(20261128)  # noqa: S311 - nothing is kept secret
    return [_letter(dice, number) for number in range(ADDRESSEES)]


def _letter(dice: random.Random, number: int) -> Letter:
    country = dice.choice(list(TOWNS))
    office, organisation = dice.choice(OFFICES), dice.choice(ORGANISATIONS)
    title, given, family = dice.choice(TITLES), dice.choice(GIVEN), dice.choice(FAMILY)
    street = [dice.choice(STREETS)]
    if dice.random() < 0.4:
        street.insert(dice.choice([0, 1]), dice.choice(PARTS))
    building = [dice.choice(BUILDINGS)] if dice.random() < 0.3 else []
    lines = (*building, *street, *dice.choice(TOWNS[country]))
    recipient = make_recipient(
        name={"given": given, "family": family} | ({"title": title} if title else {}),
        office=office,
        organisation=organisation,
        address={"lines": lines, "country": country},
    )
    abroad = ("COUNTRY",) if dice.random() < 0.5 else ()
    whom = (recipient.full_name(), office, organisation) if dice.random() < 0.8 else (office, organisation)
    address = (*whom, *lines, *abroad)
    salutation = f"Dear {office} {family}," if dice.random() < 0.5 else f"Dear {family},"
    leeway = leeway_of(address, recipient, "en", salutation)
    return make_short_letter(
        recipient=f"r{number}", address=address, address_leeway=leeway, salutation=salutation, sender=None
    )


@pytest.mark.one_in(7, thorough=4)
@pytest.mark.parametrize("name", ENVELOPES.ids)
def test_hardly_any_address_needs_an_envelope_without_a_window(record_property, name):
    """Each of 400 letters is made, its address lies in what always shows, in 8 points or more; under 5 % go plain."""
    left, top, right, bottom = (edge * 72 / 25.4 for edge in SHOWN[name])
    counts: Counter[str] = Counter()
    for letter in _letters():
        made = shipped_typesetter().typeset(letter, ENVELOPES.by_id(name))
        causes = {rule.partition(":")[0] for rule in made.address}
        counts.update(causes or {"as it is"})
        if causes & {"plain", "envelope"} or int(letter.recipient[1:]) % 8:
            continue
        with pdfplumber.open(BytesIO(made.content)) as pdf:
            words = pdf.pages[0].crop((left - 1, top - 1, right + 1, bottom + 1)).extract_words(extra_attrs=["size"])
        # Letters of the rest of the sheet are not cut by these edges: nothing else comes near.
        assert all(left - 0.03 <= word["x0"] and word["x1"] <= right + 0.03 for word in words), letter.address
        assert all(top - 0.03 <= word["top"] and word["bottom"] <= bottom + 0.03 for word in words), letter.address
        assert min(word["size"] for word in words) >= 7.99
        shown = " ".join(word["text"] for word in words)
        assert letter.address[-1] in shown or "joined" in causes

    record_property("addresses", dict(counts))
    assert counts["plain"] < ADDRESSEES * 0.05
    assert counts["smaller"] > 0
