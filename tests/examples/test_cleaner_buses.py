"""The letters of `examples/cleaner-buses`, in excerpts written by hand: forms of address, facts, law and demands."""

from datetime import date
from functools import cache

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.output.text import letter_text
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from tests.support.checkout import ROOT
from tests.support.sample_letters import TEMPLATES

FOLDER = ROOT / "examples" / "cleaner-buses"
DAY = date(2026, 12, 1)

TO_THE_LORD_MAYOR_IN_GERMAN = """\
Betreff: Emissionsfreie Busse für Musterstadt

Sehr geehrte Frau Oberbürgermeisterin,

ich wohne in Musterstadt und bitte Sie, sich für emissionsfreie Busse in unserer Stadt einzusetzen.
"""
DEMANDS_OF_THE_LORD_MAYOR_IN_GERMAN = """\
Ich bitte Sie daher,

1. dem Stadtrat einen Beschaffungsplan vorzulegen, nach dem mindestens 20 der 40 neuen Busse emissionsfrei sind;
2. im Entwurf des nächsten Haushalts Mittel für Ladeplätze auf dem Betriebshof vorzusehen.

Für eine Antwort bis zum 31. Januar 2027 wäre ich Ihnen dankbar.

Mit freundlichen Grüßen

Lena Musterfrau
"""
LAW_IN_GERMAN = (
    "[5] § 5 Absatz 1 Saubere-Fahrzeuge-Beschaffungs-Gesetz, BGBl. I S. 1691, 9. Juni 2021.\n"
    "[6] § 6 Absatz 2 Saubere-Fahrzeuge-Beschaffungs-Gesetz, BGBl. I S. 1691, 9. Juni 2021.\n"
)
TO_THE_BUS_COMPANY_IN_ENGLISH = """\
Subject: Zero-emission buses for Musterstadt

Dear Sir or Madam,

I live in Musterstadt, and I am writing to ask for your support for zero-emission buses in our city.
"""
FACTS_FOR_THE_BUS_COMPANY_IN_ENGLISH = (
    "According to your fleet report, 9 of your 120 buses were electric at the end of 2025.[2] "
    "On 5 October 2026 you announced that by 2030 you would buy 40 new buses, 8 of them zero-emission.[3]\n"
)
DEMANDS_OF_THE_BUS_COMPANY_IN_ENGLISH = """\
I therefore ask you to

1. invite tenders for at least 20 zero-emission buses among the 40;
2. convert the four lines on Beispielallee first.

I would be grateful for an answer by 31 January 2027.

Yours faithfully,

Lena Musterfrau
"""
LAW_IN_ENGLISH = (
    "[5] Section 5(1) of the Saubere-Fahrzeuge-Beschaffungs-Gesetz, BGBl. I S. 1691, 9 June 2021 (Germany).\n"
)


@cache
def _letters(language: str, day: date = DAY, sender: str = "sender.example.yaml") -> dict[str, str]:
    plan = plan_letters(load_campaign(FOLDER, FOLDER / sender if sender else None), Order(day=day, language=language))
    # A place and its number keep together by a no-break space.
    return {
        one.recipient: letter_text(one, LetterTemplates(TEMPLATES)).replace("\N{NO-BREAK SPACE}", " ")
        for one in plan.letters
    }


@pytest.mark.parametrize(
    ("language", "recipient", "said"),
    [
        ("de", "lord-mayor", TO_THE_LORD_MAYOR_IN_GERMAN),
        ("de", "lord-mayor", DEMANDS_OF_THE_LORD_MAYOR_IN_GERMAN),
        ("de", "lord-mayor", LAW_IN_GERMAN),
        ("en", "bus-company", TO_THE_BUS_COMPANY_IN_ENGLISH),
        ("en", "bus-company", FACTS_FOR_THE_BUS_COMPANY_IN_ENGLISH),
        ("en", "bus-company", DEMANDS_OF_THE_BUS_COMPANY_IN_ENGLISH),
        ("en", "bus-company", LAW_IN_ENGLISH),
    ],
)
def test_letter_reads_as_it_should(language, recipient, said):
    """Subject, salutation, facts, demands, closing and notes are those of the recipient, in its language."""
    assert said in _letters(language)[recipient]


@pytest.mark.parametrize(
    ("recipient", "german", "english"),
    [
        ("lord-mayor", "Sehr geehrte Frau Oberbürgermeisterin,", "Dear Lord Mayor,"),
        ("group-green-list", "Sehr geehrte Frau Muster,", "Dear Councillor Muster,"),
        ("group-citizens-list", "Sehr geehrter Herr Probe,", "Dear Councillor Probe,"),
        ("group-social-alliance", "Sehr geehrtes Ratsmitglied,", "Dear Councillor,"),
        ("transport-committee-chair", "Sehr geehrter Herr Vorsitzender,", "Dear Chair,"),
        ("bus-company", "Sehr geehrte Damen und Herren,", "Dear Sir or Madam,"),
        ("district-government", "Sehr geehrte Frau Regierungspräsidentin,", "Dear District President,"),
        ("international-school", "Guten Tag Sam Template,", "Dear Sam Template,"),
    ],
)
def test_everybody_is_addressed_as_is_due(recipient, german, english):
    """Each letter begins with the form of its recipient, in both languages."""
    assert _letters("de")[recipient].split("\n\n")[1] == german
    assert _letters("en")[recipient].split("\n\n")[1] == english


def test_position_party_and_tag_decide_what_is_asked():
    """Who has moved the resolution is thanked; who opposes it is asked to compare costs, and, by tag, about grants."""
    letters = _letters("en")

    assert [name for name, text in letters.items() if "on the motion of your group" in text] == ["group-green-list"]
    assert [name for name, text in letters.items() if "require, before a decision" in text] == ["group-citizens-list"]
    assert [name for name, text in letters.items() if "which grants for charging" in text] == ["group-citizens-list"]
    assert [name for name, text in letters.items() if "move in the City Council" in text] == [
        "group-green-list",
        "group-social-alliance",
    ]
    assert [name for name, text in letters.items() if "It is for the Länder" in text] == ["district-government"]


def test_nobody_is_asked_about_plans_that_are_not_out():
    """Before the plans of 5 October 2026 only those are written to who can do something without them."""
    assert sorted(_letters("de", date(2026, 10, 4))) == [
        "bus-company",
        "group-citizens-list",
        "international-school",
        "lord-mayor",
    ]
    assert len(_letters("de", date(2026, 10, 5))) == 8
    assert not any("40 neue" in text for text in _letters("de", date(2026, 10, 4)).values())


def test_association_speaks_for_its_members(tmp_path):
    """With an organisation, the letters begin on its behalf."""
    sender = tmp_path / "sender.yaml"
    text = (FOLDER / "sender.example.yaml").read_text(encoding="utf-8")
    sender.write_text(text.replace("# organisation:", "organisation:"), encoding="utf-8")
    plan = plan_letters(load_campaign(FOLDER, sender), Order(day=DAY))
    texts = [letter_text(letter, LetterTemplates(TEMPLATES)) for letter in plan.letters if letter.language == "de"]

    assert len(texts) == 7
    assert all("im Namen von „Fahrgastverein Musterstadt“ bitte ich Sie" in text for text in texts)
    assert not any("ich wohne" in text for text in texts)
