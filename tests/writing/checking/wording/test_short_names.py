"""Short names: told where a letter does not explain them, in three languages, and not where it does."""

from datetime import date

import pytest

from entreaty.writing.checking.wording.check import unread_languages
from tests.support.sample_content import make_appeal, make_authority
from tests.support.sample_wording import reader, told

BUSES = "The Union for the Promotion of Clean Buses (the Union) has counted them. The Union wants more."


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "The Union wants more buses.", "The Union"),
        ("en", "We ask, as the Agency does, for more.", "the Agency"),
        ("en", "The Committee’s report says so.", "The Committee"),
        ("en", "Two ABOs counted them.", "ABOs"),
        ("fr", "L’Union demande plus de bus.", "L’Union"),
        ("fr", "Le Comité a compté les bus.", "Le Comité"),
        ("fr", "La CNX a compté les bus.", "CNX"),
        ("de", "Die Union zählt die Busse.", "Die Union"),
        ("de", "Nach Ansicht der Kommission fehlen Busse.", "der Kommission"),
        ("de", "Der VBX-Bericht sagt es.", "VBX"),
        ("en", "The Court ruled on 3 March 2026.", "The Court"),
        ("en", "The Convention forbids that.", "The Convention"),
        ("en", "The Fund, and nobody else, has closed it.", "The Fund"),
        ("en", "Buses are what this Committee counts.", "this Committee"),
        ("en", "The DfX counts buses.", "DfX"),
        ("en", "The ECtXR ruled.", "ECtXR"),
        ("en", "The N.R.A. closed it.", "N.R.A."),
        ("en", "The NX Committee met.", "NX"),
        ("fr", "La Cour a jugé le 3 mars.", "La Cour"),
        ("fr", "Cette Commission a compté les bus.", "Cette Commission"),
        ("fr", "Le Fonds a refusé.", "Le Fonds"),
        ("de", "Der Gerichtshof hat entschieden.", "Der Gerichtshof"),
        ("de", "Das Übereinkommen verbietet es.", "Das Übereinkommen"),
        ("de", "Nach Ansicht dieser Kommission fehlen Busse.", "dieser Kommission"),
    ],
)
def test_a_short_form_that_nothing_explains_is_told(language, text, word):
    """Abbreviations and words for bodies need a full name before them."""
    assert told(language, opening=[text]) == [
        f"the passage 'opening-1' says “{word}”, which the letter to 'reader' does not explain before"
    ]


def test_law_that_a_note_names_is_explained():
    """A treaty that is cited has its full name in the note, so that "the Convention" is clear from there on."""
    law = make_authority(id="law")

    assert told("en", authorities=[law], law=["The Convention forbids it.[@law]", "The Convention is old."]) == []
    assert told("en", authorities=[law], facts=["The Convention is old."], law=["So says the law.[@law]"]) == [
        "the passage 'facts-1' says “The Convention”, which the letter to 'reader' does not explain before"
    ]


def test_what_is_told_as_loud_is_not_told_twice():
    """Four capitals and more that nothing explains are told among the loud words, with the same advice."""
    assert told("en", opening=["The EXBUS counted them."]) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", BUSES),
        ("en", "The Clean Bus Association (CBA) says so. The CBA counted."),
        ("en", "The CBA (Clean Bus Association) says so."),
        ("en", "The European Commission says so. The Commission counted."),
        ("en", "The Agency for Buses says so. The Agency counted."),
        ("en", "The passengers’ group Wheels (hereinafter “the Campaign”) says so. The Campaign counted."),
        ("en", "The EU, the UN and NGOs of the USA offer a PDF."),
        ("en", "Under Chapter XIV, the union of both lines is an advantage."),
        ("en", "A paper writes: “The Union wants more buses.”"),
        ("fr", "L’Union pour les bus propres (l’Union) a compté. L’Union demande plus."),
        ("fr", "La Commission européenne a compté ; la Commission demande plus."),
        ("fr", "L’Union européenne et le Conseil municipal sont d’accord."),
        ("fr", "Les usagers (ci-après « le Collectif ») demandent plus. Le Collectif a compté."),
        ("fr", "L’ONU et l’UE sont d’accord."),
        ("de", "Die Union für saubere Busse (die Union) zählt. Die Union will mehr."),
        ("de", "Die Europäische Kommission zählt. Die Kommission will mehr."),
        ("de", "Der Fachausschuss tagte; der Ausschuss will mehr."),
        ("de", "Die EU und die UNO sind einverstanden."),
        ("de", "Das Verkehrsministerium zählt; das Ministerium will mehr."),
        ("en", "The depot at SW1A 0AA, at CH-3003 Bern, and in 1012 AB Amsterdam."),
        ("en", "Offices in Portland, OR 97201 and Springfield, VT."),
        ("en", "Resolution A/RES/43/173, CRC/C/GC/26 and S/PV.9000 say so."),
        ("en", "It is 40 MW, 12 GB, USD 5, 10 GBP, 3 MHz, 30 MPH, PM10, NO2 and CO₂."),
        ("en", "JK Rowling, GW Bush and J.R.R. Tolkien took the bus."),
        ("en", "A LED lamp, VAT, GDP, an FAQ, GMT, a VIP and the NHS."),
        ("en", "The National Rivers Authority, or NRA, counted. The NRA is right."),
        ("en", "The National Rivers Authority – known as the NRA – counted. The NRA is right."),
        ("en", "The Department for Examples (DfX) counts. The DfX is right."),
        ("en", "The Convention on Buses forbids it. The Convention is old."),
        ("en", "We went to court, and the act was closed to the fund."),
        ("fr", "L’Association « Bus propres » a compté. L’Association demande plus."),
        ("fr", "Le Réseau des bus, dit RDB, a compté. Le RDB demande plus."),
        ("fr", "La TVA, le PIB, le RER B et 40 EUR."),
        ("fr", "La Cour suprême a jugé. La Cour a bien fait."),
        ("de", "Die Stiftung Warentest zählt Busse."),
        ("de", "Nach § 3 BGB, § 5 Abs. 2 StGB und Art. 3 XYG gilt es."),
        ("de", "Der ICE, das KFZ, die EDV, die GmbH und 5 CHF."),
        ("de", "Das Übereinkommen über Busse gilt. Das Übereinkommen ist alt."),
        ("de", "Der Verkehrsbund Exempel, kurz VE, zählt. Der VE will mehr."),
        ("es", "EE. UU. y la UE."),
    ],
)
def test_what_is_explained_or_known_is_not_told(language, text):
    """A short name behind its full name, and what everybody knows, is no riddle."""
    assert told(language, opening=[text]) == []


def test_an_explanation_must_stand_before():
    """An abbreviation that is written out only later in the letter is told, where it first stands."""
    facts = ["The CBA counted them.", "The Clean Bus Association (CBA) will count again."]

    assert told("en", facts=facts) == [
        "the passage 'facts-1' says “CBA”, which the letter to 'reader' does not explain before"
    ]


def test_an_explanation_may_end_before_its_use():
    """A short name is told if the passage that explains it ends before the one that uses it, whatever the date."""
    facts = [{"en": BUSES, "until": date(2026, 1, 1)}, {"en": "Ask.", "from": date(2026, 1, 1)}]
    demands = [{"en": "Ask the Union.", "until": date(2026, 3, 1)}, {"en": "Act.", "from": date(2026, 3, 1)}]

    assert told("en", facts=facts, demands=demands) == [
        "the passage 'demands-1' says “the Union”, which the letter to 'reader' from 2026-01-01 does not explain before"
    ]


def test_a_word_that_nothing_explains_is_told_once():
    """An abbreviation in three passages and to two recipients is one line."""
    recipients = [reader(id="north"), reader(id="south")]
    facts = ["The CBA counted.", "The CBA counted again.", "So the CBA said."]

    assert told("en", recipients, facts=facts) == [
        "the passage 'facts-1' says “CBA”, which the letter to 'north' (and to 1 more) does not explain before"
    ]


def test_ones_own_name_needs_no_explanation():
    """A recipient knows the short name of its own name: by brackets, by initials and by the word."""
    recipients = [reader(organisation="Clean Bus Association")]

    assert [one for one in told("en", recipients, facts=["The CBA counted."]) if "explain" in one] == []
    assert [one for one in told("en", recipients, facts=["The Association counted."]) if "explain" in one] == []


def test_a_short_form_that_is_also_the_recipients_name_reads_two_ways():
    """The Union of passengers is another one to a secretary of the Union of Bus Drivers, though it is explained."""
    recipients = [reader("Secretary", "Union of Bus Drivers")]

    assert told("en", recipients, facts=[BUSES]) == [
        "the passage 'facts-1' says “The Union”, which in the letter to 'reader' can also mean 'Union of Bus Drivers'"
    ]


def test_letters_that_cannot_be_made_are_not_looked_at():
    """Before the opening's first day there is no letter, so that nothing is missing in it."""
    opening = [{"en": "I write about the Clean Bus Association (CBA).", "from": date(2026, 2, 1)}]
    facts = [{"en": "The CBA counted.", "from": date(2026, 1, 1)}]

    assert told("en", opening=opening, facts=facts) == []


def test_each_recipient_is_read_with_its_own_passages():
    """What stands together depends on lists of recipients, their states, and the dates of both passages."""
    recipients = [reader(id="north", state="NO"), reader(id="east", state="SE"), reader(id="south", state="NO")]
    facts = [
        {"en": BUSES, "from": date(2026, 1, 1), "for": {"recipients": ["north", "east"]}},
        {"en": "The Union agrees.", "from": date(2026, 3, 1), "for": {"states": ["NO"]}},
    ]

    assert told("en", recipients, facts=facts) == [
        "the passage 'facts-2' says “The Union”, which the letter to 'south' from 2026-03-01 does not explain before"
    ]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (
            [{"en": "Buses run.", "en-US": "The Union agrees."}],
            ["the passage 'facts-1' says “The Union”, which the letter to 'reader' does not explain before"],
        ),
        # A passage without words of its own is read once, and what it explains is known in the variant too.
        (
            [{"en": "The Union agrees."}, {"en": "Buses run.", "en-US": "Buses run late."}],
            ["the passage 'facts-1' says “The Union”, which the letter to 'reader' does not explain before"],
        ),
        ([{"en": BUSES}, {"en": "Buses run.", "en-US": "The Union agrees."}], []),
    ],
)
def test_variants_are_read_as_their_language(facts, found):
    """Words of American letters are looked at with the lists of English."""
    assert told("en", facts=facts) == found


def test_languages_without_lists_are_named():
    """Of Spanish there are no lists of institutions, so that nobody takes silence for praise."""
    appeal = make_appeal(subject={"en": "A subject", "es": "Un asunto"}, opening=[{"id": "o", "en": "I.", "es": "Yo."}])

    american = make_appeal(subject={"en": "A subject", "en-US": "Another subject"})

    assert unread_languages([appeal]) == ("es",)
    assert unread_languages([american]) == ()
    assert unread_languages([make_appeal()]) == ()
