"""Address labels: every line on its label, as large as it fits, or a named problem."""

from io import BytesIO

import pdfplumber
import pytest

from entreaty.content.shipped.labels import load_label_sheets
from entreaty.output.packet.label_sheets import Label, set_labels
from tests.support.validators import rule_violations

SHEETS = {sheet.id: sheet for sheet in load_label_sheets()}
POINTS_PER_MM = 72 / 25.4
SHORT = ("The President", "Example Committee", "1202 Geneva", "SWITZERLAND")
LONG = (
    "High Representative of the Union for Foreign Affairs and Security Policy",
    "European External Action Service",
    "Triangle building",
    "1046 Brussels",
    "BELGIUM",
)


def _labels(count: int) -> list[Label]:
    """Return labels whose first word tells their number; every third has long lines."""
    return [
        Label(
            letter=f"a/r{number}",
            language="en",
            lines=(f"No{number}", *((LONG if number % 3 == 2 else SHORT)[: 5 if number % 2 else 4])),
        )
        for number in range(count)
    ]


def _words(content: bytes) -> list[tuple[int, str, float, float, float, float]]:
    """Return each word with its page and its left, top, right and bottom in millimetres."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [
            (number, word["text"], *(word[edge] / POINTS_PER_MM for edge in ("x0", "top", "x1", "bottom")))
            for number, page in enumerate(pdf.pages)
            for word in page.extract_words()
        ]


@pytest.mark.parametrize("name", SHEETS)
def test_every_word_lies_on_its_label(typesetter, tmp_path, name):
    """On two sheets, each address lies within its own label, with white around it, and nothing between labels."""
    sheet = SHEETS[name]
    a_sheet = sheet.columns * sheet.rows
    labels = _labels(a_sheet + 4)
    printed = set_labels(labels, sheet, typesetter)
    content, problems = printed.content, printed.problems
    path = tmp_path / "labels.pdf"
    path.write_bytes(content)
    words = _words(content)

    assert problems == ()
    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []
    found = []
    for number, label in enumerate(labels):
        area, page = sheet.label(number % a_sheet), number // a_sheet
        within = [
            text
            for on, text, left, top, right, bottom in words
            if on == page
            and left >= area.x + 2
            and right <= area.right - 2
            and top >= area.y + 1.5
            and bottom <= area.bottom - 1.5
        ]
        assert " ".join(within) == " ".join(label.lines), number
        found += within
    assert len(found) == len(words)


def test_paper_is_that_of_the_labels(typesetter):
    """Labels for Letter are printed on Letter."""
    with pdfplumber.open(BytesIO(set_labels(_labels(1), SHEETS["5160"], typesetter).content)) as pdf:
        assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) == (612, 792)


def test_short_addresses_are_set_large(typesetter):
    """An address that has room is set at 10.5 points, one with long lines smaller."""
    labels = [
        Label(letter="a/short", language="en", lines=SHORT),
        Label(letter="a/long", language="en", lines=LONG),
    ]
    with pdfplumber.open(BytesIO(set_labels(labels, SHEETS["l7160"], typesetter).content)) as pdf:
        sizes = {char["text"]: round(char["size"], 1) for char in pdf.pages[0].chars if char["text"] in "ZTH"}

    assert sizes["T"] <= 9
    assert max(sizes.values()) <= 10.5
    with pdfplumber.open(BytesIO(set_labels(labels[:1], SHEETS["l7160"], typesetter).content)) as pdf:
        assert {round(char["size"], 1) for char in pdf.pages[0].chars} == {10.5}


def test_address_without_room_is_named_and_left_out(typesetter):
    """An address of thirty long lines fits no label of an inch: it is a warning, and the others are printed."""
    huge = Label(letter="a/huge", language="en", lines=tuple(f"Line {number} of many" for number in range(30)))
    printed = set_labels([huge, *_labels(2)], SHEETS["5160"], typesetter)
    content, problems = printed.content, printed.problems

    assert [(str(one.location), one.message, one.level) for one in problems] == [
        ("a/huge", "the address has no room on the labels '5160' and is left out there", "warning")
    ]
    assert printed.crowded == {"a/huge"}
    texts = [word[1] for word in _words(content)]
    assert "many" not in texts
    assert texts[0] == "No0"


def test_words_that_only_pango_sets_are_set_by_weasyprint(typesetter):
    """A letter that combines is printed, too, and its neighbours stand as large and where they stand otherwise."""
    labels = [Label(letter="a/r", language="en", lines=("x\u0301 Person", *SHORT)), *_labels(2)]
    whole = set_labels(labels, SHEETS["5160"], typesetter)
    drawn = set_labels(
        [Label(letter="a/r", language="en", lines=("x Person", *SHORT)), *_labels(2)], SHEETS["5160"], typesetter
    )

    assert [word[1] for word in _words(whole.content)][1:] == [word[1] for word in _words(drawn.content)][1:]
    places = [[word[2:4] for word in _words(one.content) if word[1] in {"No0", "No1"}] for one in (whole, drawn)]
    assert [tuple(round(edge, 1) for edge in place) for place in places[0]] == [
        tuple(round(edge, 1) for edge in place) for place in places[1]
    ]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("person", ["Ann Able", "x\u0301 Able"])
def test_address_of_many_lines_runs_on(typesetter, name, person):
    """Its first line and its last three stand by themselves, the others run on with commas, in 7 points or more."""
    middle = ("Councillor", "City Council,", *(f"Line {number} of it" for number in range(6)))
    lines = (person, *middle, "1 Street", "75001 Paris", "FRANCE")
    printed = set_labels([Label(letter="a/many", language="en", lines=lines)], SHEETS[name], typesetter)

    with pdfplumber.open(BytesIO(printed.content)) as pdf:
        found = [line["text"] for line in pdf.pages[0].extract_text_lines()]
        sizes = {round(char["size"], 1) for char in pdf.pages[0].chars}
    assert printed.problems == ()
    assert found[0].endswith("Able")
    assert found[-3:] == ["1 Street", "75001 Paris", "FRANCE"]
    assert " ".join(found[1:-3]) == (
        "Councillor, City Council, Line 0 of it, Line 1 of it, Line 2 of it, Line 3 of it, Line 4 of it, Line 5 of it"
    )
    assert min(sizes) >= 7


def test_no_address_with_room_makes_no_sheet(typesetter):
    """Where nothing can be printed there is no file."""
    huge = Label(letter="a/huge", language="en", lines=("A long line of words",) * 40)

    printed = set_labels([huge], SHEETS["5160"], typesetter)
    content, problems = printed.content, printed.problems

    assert content == b""
    assert len(problems) == 1
