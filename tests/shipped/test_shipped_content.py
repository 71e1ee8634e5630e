"""The shipped campaign: every letter of it, on every day on which what is known changed."""

import re
from datetime import date
from functools import cache

import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.documents import load_look, render_files
from entreaty.output.text import letter_text
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter
from tests.support.sample_letters import TEMPLATES
from tests.support.shipped import shipped_campaign, shipped_letters
from tests.support.tiers import sampled

pytestmark = pytest.mark.no_cover

SEED_DAY = date(2025, 6, 24)
TODAY = date(2026, 11, 23)
# The day of the article, and those on which something happened that letters tell.
DAYS = [SEED_DAY, date(2025, 9, 3), date(2025, 12, 26), date(2026, 1, 14), date(2026, 2, 5), date(2026, 2, 17), TODAY]
LANGUAGES = ["en", "fr", "de"]
TEMPLATES_READ = LetterTemplates(TEMPLATES)


def _letters(day: date, language: str = "") -> dict[str, Letter]:
    return {letter.recipient: letter for letter in shipped_letters(day, language)}


@cache
def _text(recipient: str, day: date, language: str = "") -> str:
    return letter_text(_letters(day, language)[recipient], TEMPLATES_READ)


@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_office_gets_a_whole_letter(day, language):
    """At least 20 offices get a letter with an opening, facts, one request, two to five demands and notes."""
    letters = _letters(day, language)

    assert len(letters) >= 20
    for letter in letters.values():
        assert letter.language == language
        assert 2 <= len(letter.demands) <= 5, letter.id
        assert len(letter.paragraphs) >= 4, letter.id
        assert 5 <= len(letter.notes) <= 14, letter.id
        assert letter.ending, letter.id


def test_no_office_holder_is_named():
    """Letters go to offices: no profile has a name or a gender."""
    recipients = shipped_campaign().recipients

    assert len(recipients) >= 20
    assert [one.id for one in recipients if one.name or one.gender] == []


def test_the_seed_stands_in_the_letter_to_the_icrc():
    """On the day of the article the ICRC is asked the four appeals, with Convention and Order in full."""
    text = _text("icrc-president", SEED_DAY)
    demands = [line for line in text.splitlines() if re.match(r"[1-9]\. ", line)]

    assert len(demands) == 4
    assert "mediate between the Armenian prisoners of war and the Azerbaijani authorities" in demands[0]
    assert "regular visits" in demands[1]
    assert "signs of visible injuries" in demands[2]
    assert "detained for political reasons" in demands[3]
    for words in ("12 August 1949", "75 UNTS 135", "7 December 2021", "17 June", "19 June", "two dates conflict"):
        assert words in text


def test_claims_of_the_seed_stand_with_who_said_them():
    """On the day of the article every claim of it stands in some letter, in the mouth of whoever said it."""
    texts = {name: _text(name, SEED_DAY) for name in _letters(SEED_DAY)}
    everything = "\n".join(texts.values())

    for words in (
        "Union for the Protection of the Rights of Refugees from Nagorno-Karabakh",
        "State Commission on Prisoners of War, Hostages and Missing Persons",
        "Ilaha Huseynova",
        "direct and personal access",
        "findings",
        "responsibility for them “effectively shifts entirely to Azerbaijani authorities",
        "ceased operations on May 6, 2025",
        "5 June 2025",
        "insults",
        "the ethnic cleansing of the entire Armenian population from Artsakh",
        "Arkadi Ghukasyan, Bako Sahakyan and Arayik Harutyunyan",
        "humanitarian organisations",
    ):
        assert words in everything, words
    for text in texts.values():
        if "ethnic cleansing" in text:
            assert "what the article calls" in text


@pytest.mark.one_in(7, thorough=2)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_letter_knows_the_future(day, language):
    """No letter tells what happened after its date, nor that trials are under way once they are over."""
    later = {
        "en": {
            date(2025, 9, 3): ["closed its delegation", "delegation in Azerbaijan closed"],
            date(2025, 12, 26): ["24 and 25 December", "24–25 December"],
            date(2026, 1, 14): ["Khachatryan", "14 January 2026"],
            date(2026, 2, 5): ["Baku Military Court sentenced", "life imprisonment"],
            date(2026, 2, 25): ["25 February"],
        },
        "fr": {
            date(2025, 9, 3): ["a fermé sa délégation"],
            date(2025, 12, 26): ["24 et 25 décembre"],
            date(2026, 1, 14): ["Khachatryan", "14 janvier 2026"],
            date(2026, 2, 5): ["cinq à la prison à vie"],
            date(2026, 2, 25): ["25 février"],
        },
        "de": {
            date(2025, 9, 3): ["seine dortige Delegation geschlossen", "am 3. September 2025 auf Beschluss"],
            date(2025, 12, 26): ["24. und 25. Dezember"],
            date(2026, 1, 14): ["Khachatryan", "14. Januar 2026"],
            date(2026, 2, 5): ["verurteilte das Militärgericht Baku", "zu lebenslanger Freiheitsstrafe"],
            date(2026, 2, 25): ["25. Februar"],
        },
    }[language]
    seen = 0
    for name in _letters(day, language):
        text = _text(name, day, language)
        for happened, phrases in later.items():
            for phrase in phrases:
                seen += phrase in text
                assert day >= happened or phrase not in text, (name, phrase)
        if day >= date(2026, 2, 17):
            assert not re.search(
                r"trials? (is|are) under ?way|procès (est|sont) en cours|Prozesse laufen|laufen Prozesse", text
            ), name
    assert seen or day == SEED_DAY


def test_todays_letters_say_what_is_known_now():
    """Today's letters give the closure, the visit, the releases, the sentences and the number last reported."""
    text = _text("us-secretary-of-state", TODAY)

    for words in ("3 September 2025", "24 and 25 December", "14 January 2026", "at least 19", "25 February 2026"):
        assert words.lower() in text.lower()


@pytest.mark.thorough
def test_law_is_used_for_whom_it_binds():
    """No letter cites Protocol I as a duty of Azerbaijan, and the ICJ's order stands with that of October 2022."""
    for day in DAYS:
        for letter in _letters(day).values():
            cited = {source for note in letter.notes for source in note.sources}
            assert "ap1" not in cited, letter.id
            assert ("icj-2021" in cited) <= ("icj-2022" in cited), letter.id
            if "art 118" in _text(letter.recipient, day) and letter.recipient != "icrc-president":
                assert "gc4" in cited, letter.id


@pytest.mark.thorough
def test_adverse_opinion_is_owned_up_to():
    """The Working Group's letter names its Opinion 46/2024."""
    for day in DAYS:
        assert "46/2024" in _text("wgad-chair", day)


def test_depositary_is_not_asked_to_take_sides():
    """Switzerland's letter says that it does not ask for a side."""
    assert "I do not ask Switzerland to take a side" in _text("ch-foreign-minister-depositary", TODAY, "en")


@pytest.mark.thorough
def test_icrc_is_not_asked_to_publish():
    """The ICRC is thanked, and told that nothing is to be disclosed."""
    for day in DAYS:
        text = _text("icrc-president", day)
        assert "Thank you" in text
        assert "I do not ask you to disclose" in text


@pytest.mark.thorough
@pytest.mark.parametrize("day", sampled([SEED_DAY, date(2026, 2, 10), TODAY], [TODAY], ()), ids=str)
def test_every_letter_has_one_or_two_pages(day):
    """In the recipient's own language no letter is longer than two pages."""
    look = load_look(TEMPLATES, load_envelopes().by_id("din-5008-b"))
    pages = {name: render_files(letter, look, ("pdf",)).pages for name, letter in _letters(day).items()}

    assert len(pages) >= 20
    assert {name: count for name, count in pages.items() if count not in {1, 2}} == {}
