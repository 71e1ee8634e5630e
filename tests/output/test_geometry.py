"""The finished sheet, measured in the PDF: everything stands where the norms put it, for every envelope.

The figures are those of the norms, in millimetres from the top left corner; none comes from `envelopes.yaml`.
"""

from dataclasses import dataclass
from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.writing.letter import Letter
from tests.support.pdfs import shipped_typesetter
from tests.support.sample_letters import SENDER, make_letter, make_prose, make_short_letter
from tests.support.tiers import sampled

# Other tests run the same lines.
pytestmark = pytest.mark.no_cover
Box = tuple[float, float, float, float]
POINTS_PER_MM = 72 / 25.4
# What is lost when places are written in points, in millimetres.
ROUNDING = 0.01
A4, US_LETTER = (210, 297), (215.9, 279.4)
ENVELOPES = load_envelopes()
# Eight lines as the post reads them; an address of fewer lines loses some in the middle.
ADDRESS = (
    "Jane Sample",
    "The High Commissioner",
    "United Nations",
    "Office at Geneva",
    "Palais des Nations",
    "8–14 avenue de la Paix",
    "1211 Geneva 10",
    "SWITZERLAND",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What a norm says of the first sheet.

    Attributes:
        sheet: Width and height.
        safe: Left, top, right and bottom of what shows wherever the sheet slides in its envelope.
        exposed: The same of what can show at all: nothing but address and return line may stand there.
        marks: The heights of folds and punch.
        date: Left, top, right and bottom of where the date is looked for.
        text_from: The height above which no text of the letter begins.
    """

    sheet: tuple[float, float]
    safe: Box
    exposed: Box
    marks: tuple[float, ...]
    date: Box
    text_from: float


# DIN 5008: the date in the information block (x 125, w 75), the subject two empty lines (8.46) under the line of
# references (A 80.5, B 98.5).
# SN 010130: text under 98.5, date above it. NF Z 11-001: text under the first fold, date on the right above it.
# US and UK: the date on the right, under the window and above the text. Folds of NF Z 11-001 in thirds, at 99 of A4.
# A number 10 envelope is 4-1/8 in (104.8) high, 3.2 higher than a sheet folded at 4 in (101.6): its window, 1-1/8 in
# (28.6) high and 1/2 in (12.7) from the bottom, always shows 63.5 to 88.9. A DL is 110 high, 5 higher than a sheet
# folded at 105: its window, 35 high and 18 from the bottom, always shows 57 to 87.
NORMS = {
    "din-5008-a": Norm(
        sheet=A4,
        safe=(25, 32, 100, 72),
        exposed=(10, 27, 110, 77),
        marks=(87, 148.5, 192),
        date=(125, 32, 200, 80.5),
        text_from=88.9,
    ),
    "din-5008-b": Norm(
        sheet=A4,
        safe=(25, 50, 100, 90),
        exposed=(10, 45, 110, 95),
        marks=(105, 148.5, 210),
        date=(125, 50, 200, 98.5),
        text_from=106.9,
    ),
    "swiss-right": Norm(
        sheet=A4,
        safe=(122, 44, 193, 75),
        exposed=(103, 35, 212, 84),
        marks=(105, 210),
        date=(122, 84, 200, 98.5),
        text_from=98.5,
    ),
    "french": Norm(
        sheet=A4,
        safe=(110, 50, 190, 79),
        exposed=(100, 39, 200, 90),
        marks=(99, 198),
        date=(105, 90, 200, 108),
        text_from=99,
    ),
    "us-10": Norm(
        sheet=US_LETTER,
        safe=(22.2, 63.5, 111.1, 88.9),
        exposed=(0, 60.3, 136.5, 92.1),
        marks=(101.6, 203.2),
        date=(108, 92.1, 205.9, 105),
        text_from=101.6,
    ),
    "uk-dl": Norm(
        sheet=A4,
        safe=(20, 57, 100, 87),
        exposed=(10, 52, 110, 92),
        marks=(105, 210),
        date=(125, 57, 200, 105),
        text_from=105,
    ),
    "none": Norm(
        sheet=A4, safe=(25, 45, 120, 91), exposed=(20, 45, 122, 91), marks=(), date=(105, 45, 200, 100), text_from=90
    ),
}
WINDOWED = [name for name in NORMS if name != "none"]
WITH_RETURN_LINE = {"din-5008-a", "din-5008-b", "swiss-right"}
RETURN_LINE = "Anna Keller · Lindenstraße 12 · 10969 Berlin · Germany"


def _set(letter: Letter, name: str) -> bytes:
    return shipped_typesetter().typeset(letter, ENVELOPES.by_id(name)).content


def _lines(content: bytes, number: int = 0) -> list[tuple[str, Box]]:
    """Return each line of a page with its left, top, right and bottom, in millimetres."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        words = pdf.pages[number].extract_words(keep_blank_chars=True, x_tolerance=8, y_tolerance=1)
    return [(word["text"], _millimetres(word["x0"], word["top"], word["x1"], word["bottom"])) for word in words]


def _millimetres(*points: float) -> Box:
    left, top, right, bottom = (point / POINTS_PER_MM for point in points)
    return left, top, right, bottom


def _sizes(content: bytes, lines: set[str]) -> float:
    """Return the smallest size of the letters of these lines on the first page, in points."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        words = pdf.pages[0].extract_words(keep_blank_chars=True, x_tolerance=8, y_tolerance=1, extra_attrs=["size"])
    return min(float(word["size"]) for word in words if word["text"] in lines)


def _within(box: Box, area: Box) -> bool:
    left, top, right, bottom = area
    return (
        left - ROUNDING <= box[0]
        and top - ROUNDING <= box[1]
        and box[2] <= right + ROUNDING
        and box[3] <= bottom + ROUNDING
    )


def _touches(box: Box, area: Box) -> bool:
    return box[0] < area[2] and area[0] < box[2] and box[1] < area[3] and area[1] < box[3]


def test_every_envelope_is_measured():
    """No envelope is without its norm here."""
    assert tuple(NORMS) == ENVELOPES.ids


@pytest.mark.one_in(9, thorough=3)
@pytest.mark.parametrize("count", sampled(range(1, 9), (1, 5, 8)))
@pytest.mark.parametrize("name", NORMS)
@pytest.mark.parametrize("sender", [SENDER, None], ids=["signed", "blank"])
def test_each_line_of_the_address_shows_and_nothing_else_does(name, count, sender):
    """With one line or eight, each lies whole in what always shows, 8 points or larger, and nothing else comes near."""
    address = (*ADDRESS[: count - 1], ADDRESS[-1])
    returned = [RETURN_LINE] if sender and name in WITH_RETURN_LINE else []
    content = _set(make_short_letter(address=address, sender=sender), name)
    lines, norm = _lines(content), NORMS[name]

    assert [text for text, box in lines if _within(box, norm.safe)] == [*returned, *address]
    assert [text for text, box in lines if _touches(box, norm.exposed)] == [*returned, *address]
    assert _sizes(content, {*address}) >= 8 - ROUNDING


@pytest.mark.parametrize("name", WINDOWED)
def test_a_line_too_wide_does_not_wrap_by_itself(name):
    """What is too wide for the window in 8 points is divided once where it reads best, and both parts lie in it."""
    long = "High Representative of the Union for Foreign Affairs and Security Policy"
    lines = _lines(_set(make_short_letter(address=(long, *ADDRESS[-3:])), name))
    shown = [text for text, box in lines if _within(box, NORMS[name].safe) and text != RETURN_LINE]

    assert shown == ["High Representative of the Union for", "Foreign Affairs and Security Policy", *ADDRESS[-3:]]


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize("name", NORMS)
def test_every_page_has_the_exact_size_of_the_sheet(name):
    """Each page is A4 or true US Letter, to a hundredth of a point."""
    with pikepdf.open(BytesIO(_set(_long_letter(), name))) as pdf:
        sizes = [tuple(float(edge) for edge in sheet.mediabox) for sheet in pdf.pages]
    width, height = (side * POINTS_PER_MM for side in NORMS[name].sheet)

    assert len(sizes) >= 3
    for size in sizes:
        assert size == pytest.approx((0, 0, width, height), abs=0.01)


@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize("name", NORMS)
def test_marks_stand_where_the_norm_folds_and_punches(name):
    """Each mark is a short rule in the left margin of the first page, and there is no other."""
    with pdfplumber.open(BytesIO(_set(_long_letter(), name))) as pdf:
        pages = [
            [_millimetres(rect["x0"], rect["top"], rect["x1"], rect["bottom"]) for rect in sheet.rects]
            for sheet in pdf.pages
        ]
    marks = [sorted(box[1] for box in found if box[2] <= 12) for found in pages]

    assert marks[0] == pytest.approx(NORMS[name].marks, abs=0.1)
    assert not any(marks[1:])
    assert all(box[0] >= 4.9 for box in pages[0])


@pytest.mark.parametrize("sender", [SENDER, None], ids=["signed", "blank"])
@pytest.mark.parametrize("name", NORMS)
def test_date_subject_and_text_stand_in_their_places(name, sender):
    """The date has its place on the right; subject, salutation and text follow below it, under the references' line."""
    norm = NORMS[name]
    lines = _lines(_set(make_short_letter(sender=sender, address=ADDRESS[-4:]), name))
    places = dict(lines)
    subject = next(box for text, box in lines if text.startswith("Armenian prisoners in Azerbaijan"))
    salutation = places["Dear President,"]

    assert _within(places["24 June 2025"], norm.date)
    assert subject[1] >= norm.text_from
    assert places["24 June 2025"][3] <= subject[1] < salutation[1]
    assert [text for text, box in lines if box[3] > salutation[3] and box[0] < 24.9] == []


@pytest.mark.parametrize("sender", [SENDER, None], ids=["signed", "blank"])
@pytest.mark.parametrize("name", [name for name, norm in NORMS.items() if norm.marks])
def test_the_first_fold_crosses_no_line(name, sender):
    """The sheet is folded between the lines of the head and the subject, never through one of them."""
    fold = NORMS[name].marks[0]
    lines = _lines(_set(make_short_letter(sender=sender, address=ADDRESS[-4:]), name))

    assert len(lines) >= 10
    assert [text for text, box in lines if box[1] < fold < box[3]] == []


@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize("name", NORMS)
def test_every_page_but_the_first_has_a_running_head(name):
    """From page 2 the first line names recipient, date and page; the first page has no such line."""
    content = _set(_long_letter(), name)
    with pdfplumber.open(BytesIO(content)) as pdf:
        count = len(pdf.pages)
        first, *others = [sheet.extract_text().split("\n") for sheet in pdf.pages]
    heads = [f"The President of the ICRC 24 June 2025 · Page {number} of {count}" for number in range(2, count + 1)]

    assert count >= 3
    assert [lines[0] for lines in others] == heads
    assert "24 June 2025 · Page" not in "\n".join(first)
    assert " of 3" not in "\n".join(first)
    for number in range(1, count):
        assert 10 <= _lines(content, number)[0][1][1] < 27


def _long_letter() -> Letter:
    paragraph = make_prose("The law has not changed with the closure of an office. " * 12)
    return make_letter(address=ADDRESS[-4:], paragraphs=(paragraph,) * 12, notes=())
