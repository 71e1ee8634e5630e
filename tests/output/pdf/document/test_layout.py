"""Pages are laid out as WeasyPrint lays them out, though each footnote of a page is laid out once."""

from collections import Counter

import pytest
from weasyprint.layout import LayoutContext

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.html import letter_html
from entreaty.output.pdf.boxes import boxes_of, is_line
from entreaty.output.pdf.document import layout
from entreaty.output.pdf.engine import Engine
from entreaty.templating.letters import LetterTemplates
from tests.support.sample_letters import TEMPLATES, make_french_letter, make_letter

ENVELOPES = load_envelopes()
STYLE = (TEMPLATES / "letter.css").read_text(encoding="utf-8")
LETTERS = {
    name: letter_html(letter, LetterTemplates(TEMPLATES), ENVELOPES.by_id("din-5008-b"))
    for name, letter in (
        ("English", make_letter()),
        ("French", make_french_letter()),
        ("long", make_letter(paragraphs=make_letter().paragraphs * 3)),
    )
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Return an engine with the shipped fonts."""
    return Engine(TEMPLATES / "fonts", {})


def _lines(engine: Engine, html: str, style: str) -> list[list[tuple[float, ...]]]:
    """Return where each line of each page stands, and how large it is, to a thousandth of a pixel."""
    document = engine.render(html, engine.style_sheet(style))
    return [
        [
            tuple(round(value, 3) for value in (box.position_x, box.position_y, box.width, box.height))
            for box, _ in boxes_of(page)
            if is_line(box)
        ]
        for page in document.pages
    ]


@pytest.mark.one_in(8, thorough=3)
@pytest.mark.parametrize(
    "rule",
    [
        "",
        ".note { margin-top: 3pt; margin-bottom: 5pt; padding: 1mm; border: 1pt solid }",
        ".note { box-sizing: border-box; padding: 1mm }",
        ".note { position: relative; left: 2mm; top: 1mm }",
        ".note { display: table }",
        ".note em { position: absolute; left: 1mm }",
        "@page { @footnote { max-height: 30mm } }",
        "@page { margin-bottom: 80mm }",
    ],
)
@pytest.mark.parametrize("name", LETTERS)
def test_every_line_stands_where_weasyprint_would_set_it(monkeypatch, engine, name, rule):
    """Whatever a style sheet makes of notes, all lines of all pages stand at the same places and are as large."""
    found = _lines(engine, LETTERS[name], STYLE + rule)
    monkeypatch.setattr(layout, "_Context", LayoutContext)

    assert found == _lines(engine, LETTERS[name], STYLE + rule)
    assert sum(map(len, found)) > 20


def test_each_note_is_laid_out_once_on_its_page(monkeypatch, engine):
    """However many notes stand on a page, each is laid out alone once; WeasyPrint would do so for each that follows."""
    laid_out: Counter[tuple[int, str]] = Counter()

    def counted(context, area, *arguments):
        laid_out[context.current_page, area.children[0].element.get("id")] += 1
        return block_level_layout(context, area, *arguments)

    block_level_layout = layout.block_level_layout
    monkeypatch.setattr(layout, "block_level_layout", counted)
    engine.render(LETTERS["English"], engine.style_sheet(STYLE))

    assert {name for _, name in laid_out} == {f"note-{number}" for number in range(1, 11)}
    assert set(laid_out.values()) == {1}
