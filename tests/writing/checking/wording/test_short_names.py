"""Short names: told where a letter does not explain them, in three languages, and not where it does."""

from datetime import date

import pytest

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
    ],
)
def test_a_short_form_that_nothing_explains_is_told(language, text, word):
    """Abbreviations and words for bodies need a full name before them."""
    assert told(language, opening=[text]) == [
        f"the passage 'opening-1' says “{word}”, which the letter to 'reader' does not explain before"
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
