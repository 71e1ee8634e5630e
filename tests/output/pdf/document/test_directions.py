"""Words that run against their letter stand in the order in which they are read, whatever pieces they are set from."""

from functools import partial
from io import BytesIO
from xml.etree.ElementTree import XML, tostring

import pdfplumber
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.pdf.document.directions import order_directions
from tests.support.pdfs import shipped_typesetter
from tests.support.sample_letters import make_notes, make_prose, make_short_letter

DIN = load_envelopes().by_id("din-5008-b")
HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
URL = "https://www.example.org/en/library/statement-part-two.pdf"
HEBREW_LETTER = partial(
    make_short_letter,
    language="he",
    subject="בקשה",
    salutation="שלום,",
    closing="בברכה,",
    date_line="24 ביוני 2025",
    request=make_prose("אנא:"),
    notes=make_notes(["ראו the _Geneva_ Conventions כאן."]),
    slots=(),
)


def _lines(letter) -> list[str]:
    """Return the lines of the first page as they are seen, from the left to the right, without spaces."""
    with pdfplumber.open(BytesIO(shipped_typesetter().typeset(letter, DIN).content)) as pdf:
        lines = pdf.pages[0].extract_text_lines(x_tolerance=6)
    drawn = (sorted(line["chars"], key=lambda char: char["x0"]) for line in lines)
    return ["".join(char["text"] for char in chars if not char["text"].isspace()) for chars in drawn]


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (f"ראו {URL}[1].", f".1{URL}ואר"),
        (
            "ראו a.long.name.of.somebody@example.organisation.org[1].",
            "1a.long.name.of.somebody@example.organisation.org",
        ),
        ("ראו United _Nations_ Charter כאן[1].", "ןאכUnitedNationsCharterואר"),
        ("ראו the *UN Charter* text כאן[1].", "ןאכtheUNChartertextואר"),
        ("ראו Article 5, _Smith v Jones_ case כאן[1].", "ןאכArticle5,SmithvJonescaseואר"),
        ("ראו _כאן United_ Nations Charter[1].", ".1UnitedNationsCharterןאכואר"),
        ("ראו.[1]", "ןאכtheGenevaConventionsואר"),
    ],
)
def test_latin_words_in_a_hebrew_letter_are_read_from_left_to_right(words, seen):
    """Styled words, addresses before a call, and notes keep the order of their words and letters."""
    assert any(seen in line for line in _lines(HEBREW_LETTER(paragraphs=(make_prose(words),))))


@pytest.mark.parametrize("call", ["[1]", ""])
def test_hebrew_words_in_an_english_letter_are_read_from_right_to_left(call):
    """The last letters of a long word before a call stand at its left, and styled words follow each other."""
    words = (f"The words {HEBREW * 2}{call} end.", "The words אבג _דהו_ זחט end.[1]" if not call else "More.")

    lines = _lines(make_short_letter(paragraphs=tuple(make_prose(text) for text in words), slots=()))

    assert any(f"Thewords{(HEBREW * 2)[::-1]}" in line for line in lines)
    assert call or any("Thewordsטחזוהדגבאend." in line for line in lines)


@pytest.mark.parametrize(
    ("direction", "before", "after"),
    [
        ("rtl", "א United <em>Nations</em> ב", 'א <span dir="ltr">United <em>Nations</em></span> ב'),
        ("rtl", "א <em>ב UN</em> C", 'א <em>ב </em><span dir="ltr"><em>UN</em> C</span>'),
        ("rtl", "א (the <em>UN</em>) ב", 'א (<span dir="ltr">the <em>UN</em></span>) ב'),
        ("rtl", "א UN (<em>it</em>) ב", 'א <span dir="ltr">UN (<em>it</em>)</span> ב'),
        ("rtl", "א UN (<em>it</em> ב)", "א UN (<em>it</em> ב)"),
        ("rtl", "א <em>12</em> UN ב", "א <em>12</em> UN ב"),
        ("rtl", "א UN <em>12</em>% ב", 'א <span dir="ltr">UN <em>12</em>%</span> ב'),
        ("ltr", "a א <em>12</em> b", 'a <span dir="rtl">א <em>12</em></span> b'),
        ("rtl", "UN<br /><em>it</em>", "UN<br /><em>it</em>"),
        (
            "rtl",
            'U<span id="call-1">1</span><em>N</em>',
            '<span dir="ltr">U<span id="call-1">1</span><em>N</em></span>',
        ),
        ("rtl", 'א U<i id="x">N ב</i>', 'א <span dir="ltr">U<i id="x">N</i></span><i> ב</i>'),
        ("rtl", '<b dir="ltr">a <em>b</em></b> c', '<b dir="ltr">a <em>b</em></b> c'),
        ("ltr", "one <em>two</em> three", "one <em>two</em> three"),
    ],
)
def test_a_run_against_its_text_stands_in_one_element(direction, before, after):
    """Where it has several pieces, and as far as UAX 9 lets it reach: digits, signs and brackets included."""
    paragraph = XML(f"<div><p>{before}</p> </div>")

    order_directions(paragraph, direction)

    assert tostring(paragraph, encoding="unicode") == f"<div><p>{after}</p> </div>"
