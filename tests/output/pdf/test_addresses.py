"""Addresses that do not fit their envelopes are made to fit by rules, in their order, and each rule is told."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.pdf.plain import Pdf
from entreaty.output.text import letter_text
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import RECIPIENT_SLOTS, Letter, Signatory
from tests.support.pdfs import shipped_typesetter
from tests.support.sample_letters import TEMPLATES, make_short_letter

ENVELOPES = load_envelopes()
WINDOWED = [name for name in ENVELOPES.ids if name != "none"]
# Nine lines, of which two can be joined and one says what the salutation says.
LINES = (
    "The Honorable Jane Roe",
    "Representative",
    "United States House of Representatives",
    "Committee Staff",
    "North Tower",
    "350 Sample Avenue",
    "Suite 200",
    "Washington DC 20515",
    "UNITED STATES",
)
LEEWAY = "keep said keep keep keep comma keep keep keep"
NOTE = "Use an envelope without a window, and put this address or its label on it."


def _letter(address: tuple[str, ...], leeway: str = "", **more: object) -> Letter:
    return make_short_letter(address=address, address_leeway=leeway, **more)


def _set(letter: Letter, name: str) -> Pdf:
    return shipped_typesetter().typeset(letter, ENVELOPES.by_id(name))


def _words(made: Pdf) -> str:
    with pdfplumber.open(BytesIO(made.content)) as pdf:
        return str(pdf.pages[0].extract_text())


def _with_more(count: int) -> Letter:
    """Return a letter of so many more lines above the town, which nothing can be done with."""
    more = tuple(f"Building {number}" for number in range(1, count + 1))
    leeway = LEEWAY.split()
    return _letter((*LINES[:5], *more, *LINES[5:]), " ".join([*leeway[:5], *["keep"] * count, *leeway[5:]]))


def test_an_address_that_fits_is_left_alone():
    """Five lines in a German window are set as the templates set them, and no rule is told."""
    made = _set(_letter(LINES[4:]), "din-5008-b")
    assert made.address == ()
    assert NOTE not in _words(made)


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        (0, ("smaller: 8 pt", "joined: lines 6 and 7")),
        (1, ("smaller: 8 pt", "joined: lines 7 and 8", "left out: line 2")),
        # Nine lines 9 points apart are 28.6 mm high, ten are 31.8; the window has 25.4.
        (2, ("plain: none", "missed: 4 mm in height")),
        (3, ("plain: none", "missed: 7 mm in height")),
    ],
)
def test_rules_are_applied_in_their_order(more, rules):
    """For each line more than the window shows, the next rule is added, and at last the window is given up."""
    assert _set(_with_more(more), "us-10").address == rules


def test_joined_lines_stand_in_one():
    """Street and suite are printed in one line, and everything else in its own."""
    shown = _words(_set(_with_more(0), "us-10"))
    assert "350 Sample Avenue, Suite 200\n" in shown
    assert "The Honorable Jane Roe\nRepresentative\nUnited States House of Representatives\n" in shown


def test_lines_are_not_joined_to_one_that_is_too_wide():
    """A street and a suite that would be wider than the window together stay two lines; the next rule is applied."""
    lines = (*LINES[:5], "35000 Very Long Name of a Sample Avenue", "Suite 20000, North Side Entrance", *LINES[7:])
    made = _set(_letter(lines, LEEWAY), "din-5008-b")
    assert made.address == ("smaller: 8 pt", "left out: line 2")


def test_the_office_is_left_out_only_where_that_is_needed():
    """With the lines joined and the office left out, ten lines become eight."""
    shown = _words(_set(_with_more(1), "us-10"))
    assert "The Honorable Jane Roe\nUnited States House of Representatives\n" in shown
    assert "350 Sample Avenue, Suite 200\n" in shown


def test_nothing_is_joined_or_left_out_without_leeway():
    """Nine lines of which nobody knows what they are go to an envelope without a window, whole."""
    made = _set(_letter(LINES), "us-10")
    assert made.address == ("plain: none", "missed: 4 mm in height")
    assert all(line in _words(made) for line in LINES)


@pytest.mark.parametrize("name", WINDOWED)
def test_without_a_window_a_note_says_so_in_the_pdf_only(name):
    """The note stands above the address; text and e-mail have every line's words nowhere else and no note."""
    letter = _with_more(3)
    made = _set(letter, name)
    shown = _words(made)
    assert "plain: none" in made.address
    assert shown.index(NOTE[:30]) < shown.index("The Honorable Jane Roe")
    assert NOTE not in letter_text(letter, LetterTemplates(TEMPLATES))


def test_whoever_asks_for_no_window_gets_no_note():
    """An envelope without a window that was asked for is no surprise: ten lines fit it, and nothing is said."""
    made = _set(_with_more(1), "none")
    assert made.address == ("smaller: 9 pt",)
    assert "envelope without a window" not in _words(made)


def test_a_word_too_wide_for_any_window_is_broken_on_the_plain_sheet():
    """Sixty capitals without a space fit no window; without one they take as many lines as they need."""
    made = _set(_letter(("W" * 60, *LINES[5:8])), "us-10")
    assert made.address == (
        "smaller: 8 pt",
        "divided: lines that are too wide",
        "plain: none",
        "missed: 86 mm in width",
    )
    assert _words(made).count("W") >= 60


@pytest.mark.parametrize("more", [0, 1, 2])
def test_both_ways_of_setting_apply_the_same_rules(more):
    """A letter that shares its page with others and one that is set by itself have the same address."""
    letter = replace(_with_more(more), slots=RECIPIENT_SLOTS)
    shared, alone = _set(letter, "us-10"), _set(replace(letter, slots=()), "us-10")
    assert (shared.typesetting, alone.typesetting) == ("shared", "ordinary: its group is small")
    assert shared.address == alone.address
    assert _words(shared) == _words(alone)


@pytest.mark.parametrize("name", ENVELOPES.ids)
def test_a_sender_of_eight_lines_has_room(name):
    """Name, role, organisation, eight lines, e-mail and telephone stand in the head, in smaller letters if need be."""
    streets = tuple(f"Line {number} of my address" for number in range(1, 9))
    sender = Signatory(
        name="Anna Keller",
        role="Teacher",
        organisation="Example Society",
        address=streets,
        email="a@example.org",
        phone="+1 202 555 0100",
    )
    shown = _words(_set(_letter(LINES[4:], sender=sender), name))
    assert all(line in shown for line in (*streets, "a@example.org", "+1 202 555 0100"))
