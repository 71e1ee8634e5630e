"""Letters in five more scripts and directions, each from a small campaign of its own in `languages/`."""

import re
import shutil
import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
import pikepdf
import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.html import email_html
from entreaty.output.pdf.shared.rendering import line_direction
from entreaty.output.text import letter_text
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import RECIPIENT_SLOTS, Letter
from tests.support.pdfs import shipped_typesetter
from tests.support.programs import run
from tests.support.sample_letters import TEMPLATES, make_letter, make_prose, make_short_letter
from tests.support.validators import rule_violations

pytestmark = pytest.mark.no_cover

CAMPAIGNS = Path(__file__).parent / "languages"
CODES = ["ar", "az", "hy", "ka", "ru"]
DAY = date(2025, 6, 24)
ENVELOPES = load_envelopes()
DIN = ENVELOPES.by_id("din-5008-b")
POINTS_PER_MM = 72 / 25.4
# The right edge of the text on A4, in millimetres from the left edge of the sheet.
RIGHT = 185
SALUTATIONS = {
    "ar": "تحية طيبة وبعد،",
    "az": "Hörmətli Prezident,",
    "hy": "Մեծարգո՛ նախագահ,",
    "ka": "პატივცემულო პრეზიდენტო,",
    "ru": "Ваше Превосходительство!",
}
COUNTRIES = {"ar": "سويسرا", "az": "İSVEÇRƏ", "hy": "ՇՎԵՅՑԱՐԻԱ", "ka": "შვეიცარია", "ru": "ШВЕЙЦАРИЯ"}
# Some words that follow each other in the letter, and the fonts that it needs for everything in it.
WORDS = {
    "ar": "اتفاقية جنيف الثالثة يحق للمندوبين أن يزوروا جميع الأماكن",
    "az": "Nümayəndələr bu əsirlərə baş çəkmiş, onlarla təklikdə söhbət etmiş",
    "hy": "Պատվիրակներն այցելել են այդ ռազմագերիներին, առանձին զրուցել նրանց հետ",
    "ka": "დელეგატებმა მოინახულეს ეს ტყვეები, ესაუბრნენ მათ განმარტოებით",
    "ru": "Делегаты посещали этих военнопленных, беседовали с ними наедине",
}
LATIN = {"Noto-Serif", "Noto-Serif-Bold"}
FONTS = {
    "ar": {"Noto-Serif", "Noto-Naskh-Arabic", "Noto-Naskh-Arabic-Bold"},
    "az": LATIN,
    "hy": {"Noto-Serif", "Noto-Serif-Armenian", "Noto-Serif-Armenian-Bold"},
    "ka": {"Noto-Serif", "Noto-Serif-Georgian", "Noto-Serif-Georgian-Bold"},
    "ru": LATIN,
}


@cache
def _letter(code: str) -> Letter:
    with TemporaryDirectory() as folder:
        campaign = Path(folder) / code
        shutil.copytree(CAMPAIGNS / code, campaign)
        shutil.copy(CAMPAIGNS / "authorities.yaml", campaign / "appeals" / "authorities.yaml")
        plan = plan_letters(load_campaign(campaign, campaign / "sender.yaml"), Order(day=DAY))
    assert [problem for problem in plan.problems if problem.level == "error"] == []
    (letter,) = plan.letters
    return replace(letter, slots=RECIPIENT_SLOTS)


@cache
def _pdf(code: str, envelope: str = "din-5008-b") -> bytes:
    return shipped_typesetter().typeset(_letter(code), ENVELOPES.by_id(envelope)).content


def _text(content: bytes, tmp_path: Path) -> str:
    """Return the text as a screen reader gets it, in logical order, with single spaces."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    # pdftotext marks the direction of each line with invisible characters.
    plain = "".join(char for char in run(["pdftotext", path, "-"]).stdout if unicodedata.category(char) != "Cf")
    return " ".join(plain.split())


def test_there_is_a_campaign_for_each_language():
    """Five languages have a campaign, and every table of this file has them all."""
    assert sorted(path.name for path in CAMPAIGNS.iterdir() if path.is_dir()) == CODES
    assert all(sorted(table) == CODES for table in (SALUTATIONS, COUNTRIES, WORDS, FONTS))


@pytest.mark.parametrize("code", CODES)
def test_the_letter_is_written_in_its_language(code):
    """A real letter of more than 120 words, with the profile's salutation, a closing, demands and notes."""
    letter = _letter(code)
    words = letter_text(letter, LetterTemplates(TEMPLATES)).split()

    assert letter.language == code
    assert letter.salutation == SALUTATIONS[code]
    assert letter.address[-1] == COUNTRIES[code]
    assert len(words) > 120
    assert len(letter.demands) == 3
    assert len(letter.notes) == 5
    assert letter.closing


@pytest.mark.parametrize(("code", "closing"), [("az", "Hörmətlə,"), ("ka", "პატივისცემით,")])
def test_without_a_form_of_address_the_closing_is_that_of_the_phrases(code, closing):
    """Where no form of address is known in the language, the profile's salutation goes with a neutral closing."""
    assert _letter(code).closing == closing


@pytest.mark.one_in(5, thorough=2)
@pytest.mark.parametrize("envelope", ["din-5008-b", "french"])
@pytest.mark.parametrize("code", CODES)
def test_the_letter_is_accessible_and_archival(code, envelope, tmp_path):
    """Each language passes the rules of PDF/UA-1 and PDF/A-3a, and says which it is."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(_pdf(code, envelope))

    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == code


@pytest.mark.parametrize("code", CODES)
def test_only_fonts_of_the_bundle_are_used(code):
    """Each script is set in its own face of the family, embedded."""
    with pikepdf.open(BytesIO(_pdf(code))) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert all("/FontFile2" in font for font in fonts)
        names = {re.sub(r"^/[A-Z]{6}\+", "", str(font.FontName)) for font in fonts}
    assert names == FONTS[code]


@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("code", CODES)
def test_the_text_can_be_read_out_in_its_order(code, tmp_path):
    """The words come out of the file in the order in which they are read, those from right to left as well."""
    text = _text(_pdf(code), tmp_path)

    assert WORDS[code] in text
    assert "https://example.org/visits" in text


@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("code", ["az", "hy", "ka"])
def test_words_are_not_broken_without_patterns(code, tmp_path):
    """Where there are no patterns for hyphenation, no line breaks a word, however long it is."""
    word = {"az": "konstitusiyalılaşdırılmış", "hy": "հակասահմանադրականություն", "ka": "არაკონსტიტუციურობა"}[code]
    phrases = _letter(code).phrases
    long = make_short_letter(language=code, phrases=phrases, paragraphs=(make_prose(f"{word} " * 60 + "[1]"),))
    text = _text(shipped_typesetter().typeset(long, DIN).content, tmp_path)

    assert text.count(word) == 60


@pytest.mark.tool("pdftotext")
def test_russian_words_are_broken_where_they_may_be(tmp_path):
    """Russian has patterns, and long words are divided by them."""
    phrases = _letter("ru").phrases
    long = make_short_letter(
        language="ru", phrases=phrases, paragraphs=(make_prose("сельскохозяйственными " * 30 + "[1]"),)
    )
    text = _text(shipped_typesetter().typeset(long, DIN).content, tmp_path)

    broken = {found[1] for found in re.finditer(r"(\w+)[-\N{HYPHEN}] ", text)}
    assert broken
    assert broken <= {"сель", "сельско", "сельскохо", "сельскохозяй", "сельскохозяйст", "сельскохозяйствен"}


def _place(char):
    return char["page_number"], char["top"]


def test_arabic_is_mirrored():
    """Date, subject, demands and notes begin at the right edge of the text, and nothing leaves the margins."""
    with pdfplumber.open(BytesIO(_pdf("ar"))) as pdf:
        sheet = pdf.pages[0]
        below = [char for char in sheet.chars if char["top"] > DIN.body * POINTS_PER_MM]
        subject = [char for char in below if "Bold" in char["fontname"]]
        notes = [char for char in below if char["size"] == pytest.approx(9.2, abs=0.05)]
        words = sheet.extract_words()
        texts = [*below, *(char for page in pdf.pages[1:] for char in page.chars)]
    (day,) = (word for word in words if word["text"] == "24")
    at_the_edge = [
        char
        for char in texts
        if char["x0"] > (RIGHT - 6) * POINTS_PER_MM
        and char["text"] in "123"
        and char["size"] == pytest.approx(11.6, abs=0.05)
    ]

    def right_edge(chars):
        return max(char["x1"] for char in chars) / POINTS_PER_MM

    assert right_edge([day]) == pytest.approx(RIGHT, abs=0.5)
    assert right_edge(subject) == pytest.approx(RIGHT, abs=0.5)
    assert right_edge(notes) == pytest.approx(RIGHT, abs=0.5)
    assert [char["text"] for char in sorted(at_the_edge, key=_place)] == ["1", "2", "3"]
    assert right_edge(below) < RIGHT + 0.5
    assert min(char["x0"] for char in below if char["text"].strip()) > 24.9 * POINTS_PER_MM


@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize("envelope", ENVELOPES.ids)
def test_an_arabic_letter_may_go_to_an_address_in_latin_letters(envelope):
    """An address that begins with a Latin line stands in its place, on every envelope."""
    letter = replace(_letter("ar"), address=("Palais des Nations", "8-14 avenue de la Paix", "1211 Geneva", "سويسرا"))
    made = shipped_typesetter().typeset(letter, ENVELOPES.by_id(envelope))
    area = ENVELOPES.by_id(envelope).address
    with pdfplumber.open(BytesIO(made.content)) as pdf:
        (first,) = (line for line in pdf.pages[0].extract_text_lines() if line["text"] == "Palais des Nations")

    assert first["x1"] == pytest.approx(area.right * POINTS_PER_MM, abs=2)
    # The tops of its capitals, for which pdfplumber has the font's ascent of 1.07 in place of 0.71 em, are inside.
    size = first["chars"][0]["size"]
    assert first["top"] + 0.36 * size > area.y * POINTS_PER_MM


@pytest.mark.parametrize("envelope", ["din-5008-b", "french", "swiss-right", "uk-dl"])
def test_the_arabic_address_stays_in_the_window(envelope):
    """The window is where the envelope has it; its lines end at its right, and Latin ones run from left to right."""
    area = ENVELOPES.by_id(envelope).address
    with pdfplumber.open(BytesIO(_pdf("ar", envelope))) as pdf:
        window = [edge * POINTS_PER_MM for edge in (area.x, area.y, area.right, area.bottom)]
        inside = pdf.pages[0].within_bbox([window[0] - 0.5, window[1] - 3, window[2] + 0.5, window[3] + 3])
        words = {word["text"]: word for word in inside.extract_words()}
        rights = [line["x1"] for line in inside.extract_text_lines(x_tolerance=6)]

    assert words["1"]["x0"] < words["Example"]["x0"] < words["Avenue"]["x0"]
    assert words["1202"]["x0"] < words["Geneva"]["x0"]
    assert len(rights) >= 5
    assert all(right == pytest.approx(window[2], abs=2) for right in rights)


def test_the_email_runs_like_the_letter():
    """The body of an e-mail says its direction, and lines of the sender keep their own."""
    arabic = email_html(_letter("ar"), LetterTemplates(TEMPLATES))

    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<span dir="ltr">sender@example.org</span>' in arabic
    assert "<span" not in email_html(make_letter(), LetterTemplates(TEMPLATES))


@pytest.mark.parametrize(
    ("line", "direction"),
    [
        ("19 avenue de la Paix", "ltr"),
        ("4 شارع المثال", "rtl"),
        ("רחוב 12", "rtl"),
        ("+49 30 0000000", "ltr"),
        ("CH-1202 جنيف", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_line_runs_as_its_first_letter_does(line, direction):
    """Figures and signs before the first letter do not count; without letters a line runs from left to right."""
    assert line_direction(line) == direction


def test_a_letter_knows_its_direction():
    """Arabic runs from right to left, Armenian from left to right."""
    assert _letter("ar").direction == "rtl"
    assert _letter("hy").direction == "ltr"
