"""What boxes tell of set pages: lines, texts, and areas that hold less than they should."""

import pytest

from entreaty.output.pdf.boxes import boxes_of, crowded_areas, is_line, is_text
from entreaty.output.pdf.engine import Engine
from tests.support.sample_letters import TEMPLATES


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Return an engine with the shipped fonts."""
    return Engine(TEMPLATES / "fonts", {})


def page_of(engine: Engine, body: str):
    """Return the first page of a body."""
    return engine.render(f'<html lang="en"><style>p {{ margin: 0; font: 10pt/12pt Noto Serif }}</style>{body}').pages[0]


def test_every_text_is_found_with_what_is_around_it(engine: Engine):
    """Texts of blocks, of inline elements and of what is positioned elsewhere are found, with the boxes around."""
    page = page_of(engine, '<p>one <b>two</b></p><div style="position: absolute; top: 9cm"><p>three</p></div>')
    texts = {box.text: above for box, above in boxes_of(page) if is_text(box)}

    assert set(texts) == {"one ", "two", "three"}
    assert is_line(texts["one "][-1])
    assert texts["two"][-1].element_tag == "b"
    assert sum(is_line(box) for box, _ in boxes_of(page)) == 2


@pytest.mark.parametrize(
    ("style", "crowded"),
    [
        ("width: 5cm; height: 12pt", False),
        ("width: 5cm; height: 11pt", True),
        ("width: 15mm; height: 12pt", True),
        ("width: 15mm; height: 24pt", False),
        ("width: 1mm; height: 24pt; white-space: nowrap", True),
    ],
)
def test_an_area_is_crowded_if_a_line_does_not_fit(engine: Engine, style: str, *, crowded: bool):
    """Lines that are too many for the height of an area, or too long for its width, are noticed by its name."""
    page = page_of(engine, f'<div data-area="the address" style="{style}"><p>Geneva Bern</p></div><p>outside</p>')

    assert list(crowded_areas(page)) == (["the address"] if crowded else [])
