"""Lists in the PDF, the text and the e-mail: marks, numbers, indents and tags, in both directions and both ways."""

import re
import shutil
from dataclasses import replace
from email import message_from_bytes
from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.content.shipped.phrases import load_phrases
from entreaty.output.email.draft import letter_draft
from entreaty.output.html import email_html, letter_html
from entreaty.output.pdf.fonts import covered_characters, font_files, missing_glyphs
from entreaty.output.text import letter_body
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import RECIPIENT_SLOTS, Item, List
from tests.support import pixels
from tests.support.pdfs import elements, shipped_typesetter, texts
from tests.support.sample_letters import TEMPLATES, make_demands, make_notes, make_prose, make_short_letter
from tests.support.validators import rule_violations

pytestmark = pytest.mark.no_cover

LOOK = LetterTemplates(TEMPLATES)
DIN = load_envelopes().by_id("din-5008-b")


def bullets(*items, first=None):
    """Return a list; an item is its words, or its words with the list within it."""
    pairs = (item if isinstance(item, tuple) else (item, None) for item in items)
    return List(items=tuple(Item(words=make_prose(words), sublist=sublist) for words, sublist in pairs), first=first)


BLOCKS = (
    make_prose("At the stop lack:"),
    bullets(
        "a _seat_;[1]",
        ("a light", bullets("at night,", "at dawn;")),
        ("a timetable", bullets("for *weekdays*,", "for Sundays.[2]", first=1)),
    ),
    make_prose("From the ninth on:"),
    bullets("a seat", ("a light", bullets("at <https://example.org/dawn>")), first=9),
)
LETTER = make_short_letter(
    paragraphs=BLOCKS, ending=(make_prose("Thanks:"), bullets("to you.")), notes=make_notes(["The report.", "ibid."])
)


def test_text_marks_and_indents_items():
    """Each item is one line after its mark; a list within an item begins where the words of that item do."""
    assert letter_body(LETTER, LOOK).partition("\n\nYours")[0] == (
        "Dear President,\n"
        "\n"
        "At the stop lack:\n"
        "\n"
        "- a seat;[1]\n"
        "- a light\n"
        "  - at night,\n"
        "  - at dawn;\n"
        "- a timetable\n"
        "  1. for weekdays,\n"
        "  2. for Sundays.[2]\n"
        "\n"
        "From the ninth on:\n"
        "\n"
        "9. a seat\n"
        "10. a light\n"
        "    - at <https://example.org/dawn>\n"
        "\n"
        "I ask you to: keep visiting every prisoner.\n"
        "\n"
        "Thanks:\n"
        "\n"
        "- to you."
    )


def test_items_flow_in_the_text_of_the_email():
    """In the draft, long items are broken softly, and what is indented is stuffed with a space (RFC 3676, 4.4)."""
    long = bullets("a seat that is broad enough for two people and stands in the shade all day", ("b", bullets("c")))
    message = message_from_bytes(letter_draft(make_short_letter(paragraphs=(long,)), LOOK, b"%PDF"))
    (plain,) = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    text = plain.get_payload(decode=True).decode().replace("\r\n", "\n")

    assert "\n- a seat that is broad enough for two people and stands in the shade all \nday\n- b\n   - c\n" in text


def _call_in_email(number):
    link = f'<a name="call-{number}"></a><a href="#note-{number}">{number}</a>'
    return f'<sup style="font-size: 11px; line-height: 0">{link}</sup>'


def test_email_has_lists_with_their_styles():
    """Mail programs get <ul> and <ol> with the number of the first item, and styles on the elements."""
    html = email_html(LETTER, LOOK)

    assert (
        '<ul style="margin: 0 0 16px; margin-left: 28px; padding: 0">\n'
        f'<li style="margin: 0 0 8px">a <em>seat</em>;{_call_in_email(1)}</li>\n'
        '<li style="margin: 0 0 8px">a light'
        '<ul style="margin: 8px 0 0; margin-left: 28px; padding: 0">\n'
        '<li style="margin: 0 0 8px">at night,</li>\n'
        '<li style="margin: 0 0 8px">at dawn;</li>\n'
        "</ul></li>\n"
        '<li style="margin: 0 0 8px">a timetable'
        '<ol style="margin: 8px 0 0; margin-left: 28px; padding: 0">\n'
        '<li style="margin: 0 0 8px">for <strong>weekdays</strong>,</li>\n'
        f'<li style="margin: 0 0 8px">for Sundays.{_call_in_email(2)}</li>\n'
        "</ol></li>\n"
        "</ul>\n"
        '<p style="margin: 0 0 16px">From the ninth on:</p>\n'
        '<ol start="9" style="margin: 0 0 16px; margin-left: 36px; padding: 0">\n'
        '<li style="margin: 0 0 8px">a seat</li>\n'
    ) in html
    assert '<p style="margin: 0 0 16px">Thanks:</p>\n<ul style=' in html


def test_page_is_what_it_is_set_from():
    """Lists of the page carry their first number, and calls of notes stand with the words before them."""
    html = letter_html(LETTER, LOOK, DIN)

    assert html.count('<ul class="list') == 4
    assert html.count('<ol class="list"') == 2
    assert 'style="padding-inline-start: 5.5mm; counter-reset: list-item 0"' in html
    assert 'style="padding-inline-start: 7.5mm; counter-reset: list-item 8"' in html
    assert '<li>a <em>seat</em><span class="called">;<span id="call-1">' in html


def test_marks_of_the_page_are_bullets_dashes_and_numbers():
    """On paper a first list has bullets and one within it dashes; numbers go on from the first."""
    (sheet, *_) = texts(shipped_typesetter().typeset(LETTER, DIN).content)
    lines = sheet.split("\n")
    begin = lines.index("At the stop lack:")

    assert [re.sub(r"\s+", " ", line) for line in lines[begin + 1 : begin + 11]] == [
        "• a seat;1",
        "• a light",
        "– at night,",
        "– at dawn;",
        "• a timetable",
        "1. for weekdays,",
        "2. for Sundays.2",
        "From the ninth on:",
        "9. a seat",
        "10. a light",
    ]


def test_items_hang_and_lists_within_them_are_indented():
    """The second line of an item begins where its first does, and lists within it lie further in."""
    long = bullets(("Aaa " + "word " * 40, bullets("Bbb")))
    (sheet, *_) = pdfplumber.open(
        BytesIO(shipped_typesetter().typeset(make_short_letter(paragraphs=(make_prose("Edge."), long)), DIN).content)
    ).pages
    words = sheet.extract_words()
    (edge, first, inner) = (next(word for word in words if word["text"] == name) for name in ("Edge.", "Aaa", "Bbb"))
    below = [word["x0"] for word in words if word["text"] == "word" and word["top"] > first["top"] + 5]

    assert min(below) == pytest.approx(first["x0"], abs=0.5)
    assert edge["x0"] + 12 < first["x0"] < inner["x0"] - 12


def test_lists_are_tagged():
    """Every list is an L of items with label and body, and says how it is numbered; a list within is in a body."""
    made = shipped_typesetter().typeset(LETTER, DIN)
    with pikepdf.open(BytesIO(made.content)) as pdf:
        tags = [str(one.S) for one in elements(pdf.Root.StructTreeRoot.K[0])]
        (outer, *_) = [one for one in elements(pdf.Root.StructTreeRoot.K[0]) if str(one.S) == "/L"]
        assert [str(item.S) for item in outer.K] == ["/LI"] * 3
        assert [[str(one.S) for one in item.K] for item in outer.K] == [["/Lbl", "/LBody"]] * 3
        assert [[str(one.S) for one in item.K[1].K] for item in outer.K] == [["/P"], ["/P", "/L"], ["/P", "/L"]]
        numbering = [str(one.A.ListNumbering) for one in elements(pdf.Root.StructTreeRoot.K[0]) if str(one.S) == "/L"]

    assert [tags.count(tag) for tag in ("/L", "/LI", "/LBody")] == [6, 11, 11]
    assert tags.count("/Lbl") == 11 + len(LETTER.notes)
    # ISO 32000-1, table 347: dashes are no numbering that it knows.
    assert numbering == ["/Disc", "/None", "/Decimal", "/Decimal", "/None", "/Disc"]


@pytest.mark.tool("verapdf")
def test_letters_with_lists_are_accessible_and_archival(tmp_path, verapdf):
    """Latin and Arabic lists pass page-validation and veraPDF, for PDF/UA-1 and for PDF/A-3a."""
    paths = []
    for number, letter in enumerate((LETTER, arabic())):
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_bytes(shipped_typesetter().typeset(letter, DIN).content)

    assert [found for path in paths for found in (*rule_violations(path, "ua1"), *rule_violations(path, "3a"))] == []
    assert verapdf.violations(paths, []) == {}


def test_shared_and_ordinary_setting_are_the_same():
    """A letter with lists is the same, whether its group shares its page or it is set by itself."""
    letter = replace(LETTER, slots=RECIPIENT_SLOTS)
    shared = shipped_typesetter().typeset(letter, DIN)
    alone = shipped_typesetter().typeset(replace(letter, slots=()), DIN)

    assert shared.typesetting == "shared"
    assert pixels.differences(shared.content, alone.content) == []
    assert letter_body(letter, LOOK) == letter_body(replace(letter, slots=()), LOOK)
    assert email_html(letter, LOOK) == email_html(replace(letter, slots=()), LOOK)


def arabic():
    """Return a letter from right to left with a list of bullets and one of numbers."""
    return make_short_letter(
        language="ar",
        phrases=load_phrases(TEMPLATES / "phrases.yaml").for_language("ar"),
        subject="موقف الحافلة",
        salutation="السيد الرئيس،",
        date_line="24 يونيو 2025",
        paragraphs=(
            make_prose("ثلاثة أشياء:[1]"),
            bullets("مقعد", ("ضوء", bullets("في الصباح"))),
            bullets("مقعد", "ضوء", first=9),
        ),
        request=make_prose("أطلب منكم:"),
        demands=make_demands(["مقعدا؛", "ضوءا."]),
        closing="مع الاحترام،",
    )


def test_lists_from_right_to_left_are_mirrored():
    """Bullets, dashes and numbers stand to the right of their words, in the text area, and deeper ones further left."""
    letter = arabic()
    (sheet, *_) = pdfplumber.open(BytesIO(shipped_typesetter().typeset(letter, DIN).content)).pages
    points_per_mm = 72 / 25.4
    (bullet, *_), (dash, *_) = ([char for char in sheet.chars if char["text"] == mark] for mark in "•–")
    (ten,) = [word for word in sheet.extract_words() if word["text"] in {"10.", ".10", "10"}]

    def beside(mark):
        return max(char["x1"] for char in sheet.chars if abs(char["top"] - mark["top"]) < 4 and char["x1"] < mark["x0"])

    assert 185 * points_per_mm - 16 < bullet["x0"] < 185 * points_per_mm
    assert beside(bullet) < bullet["x0"]
    assert beside(dash) < dash["x0"] < bullet["x0"] - 12
    assert ten["x1"] < 185 * points_per_mm
    assert "- مقعد\n- ضوء\n  - في الصباح\n\n9. مقعد\n10. ضوء\n" in letter_body(letter, LOOK)


def test_paragraph_before_a_list_stays_with_it():
    """No page ends with the words that lead to a list."""
    for lines in range(24, 34):
        filler = tuple(make_prose(f"Line {number}.") for number in range(lines))
        lead = (make_prose("These things:"), bullets("Xxx", "Yyy"))
        letter = make_short_letter(paragraphs=(*filler, *lead), notes=(), request=(), demands=())
        pages = texts(shipped_typesetter().typeset(letter, DIN).content)
        (page,) = [one for one in pages if "These things:" in one]
        assert "Xxx" in page


def test_characters_of_items_must_be_in_a_font():
    """A character that no font has is told with the paragraph in which it stands."""
    letter = make_short_letter(paragraphs=(make_prose("One."), bullets(("a", bullets("\U0001f68f")))))

    (problem,) = missing_glyphs(letter, covered_characters(font_files(TEMPLATES / "fonts")))
    assert problem.message.endswith("in paragraph 2")


def test_templates_of_before_fail_with_their_line(tmp_path):
    """A campaign's own template that knows paragraphs only says so at a list, and prints no letter without it."""
    shutil.copytree(TEMPLATES, tmp_path / "look", ignore=shutil.ignore_patterns("*.md", "fonts"))
    template = tmp_path / "look" / "letter.txt"
    template.write_text(
        "{% for paragraph in letter.paragraphs %}\n"
        "{% for part in paragraph %}{{ part.text if part.text is defined else part.number }}{% endfor %}\n"
        "{% endfor %}\n"
    )
    old = LetterTemplates(tmp_path / "look")

    assert letter_body(make_short_letter(paragraphs=(make_prose("One.[1]"),)), old) == "One.1\n"
    with pytest.raises(ContentError) as caught:
        letter_body(LETTER, old)
    (problem,) = caught.value.problems
    assert (problem.location.line, problem.message) == (2, "there is no 'number' in a text")


@pytest.mark.thorough
def test_many_items_are_set():
    """A list of a thousand items with notes is set whole, over many pages."""
    many = bullets(*(f"item-{number}" for number in range(1000)))
    content = shipped_typesetter().typeset(make_short_letter(paragraphs=(many,), notes=()), DIN).content

    assert len(re.findall(r"item-\d+", "\n".join(texts(content)))) == 1000
