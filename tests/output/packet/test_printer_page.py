"""The test page: what it shows is as long, and lies where, it says."""

from io import BytesIO

import pdfplumber
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.content.shipped.languages.file import SHIPPED
from entreaty.output.packet.printer_page import printer_page
from tests.support.pdfs import texts
from tests.support.validators import rule_violations

ENVELOPES = load_envelopes()
MM = 25.4 / 72


def _shapes(content: bytes) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
    """Return the lines and the frames of the page: left, top, right and bottom in millimetres."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        (page,) = pdf.pages
        lines, frames = (
            {tuple(round(one[edge] * MM) for edge in ("x0", "top", "x1", "bottom")) for one in shapes}
            for shapes in (page.lines, page.rects)
        )
    return lines, frames


@pytest.mark.parametrize("name", ENVELOPES.ids)
def test_scales_are_150_millimetres_long_on_every_paper(typesetter, tmp_path, name):
    """One runs across the page and one down; the file is accessible."""
    content = printer_page(typesetter, ENVELOPES.by_id(name))
    path = tmp_path / "test-page.pdf"
    path.write_bytes(content)
    lines, _ = _shapes(content)

    assert (25, 165, 175, 165) in lines
    assert (190, 110, 190, 260) in lines
    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []


def test_frames_are_the_window_and_what_must_show_in_it(typesetter):
    """For DIN 5008 B both lie where the envelope's measures say, and the folds are marked."""
    lines, frames = _shapes(printer_page(typesetter, ENVELOPES.by_id("din-5008-b")))

    assert frames == {(20, 45, 105, 90), (25, 50, 100, 90)}
    assert {(5, 105, 10, 105), (5, 210, 10, 210)} <= lines


def test_an_envelope_without_a_window_has_no_frames(typesetter):
    """Only the scales are there, and nothing is said of a window."""
    content = printer_page(typesetter, ENVELOPES.by_id("none"))

    assert _shapes(content)[1] == set()
    assert "frame" not in texts(content)[0]


def test_page_speaks_the_language_of_the_campaign(typesetter):
    """In a German campaign it is German."""
    (words,) = texts(printer_page(typesetter, ENVELOPES.by_id("din-5008-b"), SHIPPED.page_words("de")))

    assert "Testseite für den Drucker" in words
    assert "Jede Skala muss 150 mm lang sein." in words
