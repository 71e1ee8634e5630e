"""A page that shows whether a printer prints at 100 %, and whether the sheet fits its envelope."""

from pathlib import Path

from entreaty.content.shipped.envelopes import Envelope
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.output.packet.drawn import POINT, Drawing, Style, page_to_draw
from entreaty.output.pdf.typesetter import Typesetter

# In millimetres: where text begins, where the scales begin, and how long they are.
_LEFT, _TOP = 25.0, 115.0
_ACROSS, _DOWN = (25.0, 165.0), (190.0, 110.0)
_LENGTH = 150
# In points: lines of the scales and of frames, the size of letters and the height of their lines.
_FINE, _FRAME = 0.3, 0.8
_SIZE, _LEADING = 10, 13


def printer_page(typesetter: Typesetter, envelope: Envelope, say: PageWords = ENGLISH) -> bytes:
    """Return the page: a scale in each direction, the window of the envelope, what must always show in it, and folds.

    Args:
        typesetter: The fonts.
        envelope: The envelope of the letters.
        say: The words of the campaign's language.

    Raises:
        OwnSettingError: Only Pango sets its words.
    """
    title = say("Test page for the printer")
    drawing = page_to_draw(typesetter, Path("test-page.pdf"), title, envelope.sheet, say, headed=True)
    drawing.begin_page()
    words = [
        say("Print this page as you print the letters: on {paper}, at 100 % or “actual size”.", paper=envelope.paper),
        say("Each scale must be {length} mm long. Where it is shorter, letters come out smaller.", length=_LENGTH),
    ]
    if envelope.window:
        words.append(
            say(
                "Fold the page at the marks and put it into its envelope: however it slides, the inner frame must show."
            )
        )
        drawing.box(envelope.window, _FRAME)
        drawing.box(envelope.visible, _FINE)
    _write(drawing, title, words, say.language)
    _draw_scales(drawing, say.language)
    for fold in envelope.folds:
        drawing.rule((5, fold), (10, fold), _FINE)
    return drawing.finished()


def _write(drawing: Drawing, title: str, words: list[str], language: str) -> None:
    top, width = _TOP, _DOWN[0] - _LEFT - 15
    heading = Style(14, 18, language, "bold")
    drawing.text(drawing.document.add("H1"), title, (_LEFT, top), heading)
    top += 20 * POINT
    for paragraph in words:
        style, element = Style(_SIZE, _LEADING, language), drawing.document.add("P")
        for line in drawing.lines(paragraph, width, style):
            drawing.text(element, line, (_LEFT, top), style)
            top += _LEADING * POINT
        top += _LEADING * POINT / 2


def _draw_scales(drawing: Drawing, language: str) -> None:
    """Draw a scale across the page and one down: longer marks at each fifth millimetre, numbers at each tenth."""
    style = Style(7, 8, language)
    (across, y), (x, down) = _ACROSS, _DOWN
    drawing.rule((across, y), (across + _LENGTH, y), _FINE)
    drawing.rule((x, down), (x, down + _LENGTH), _FINE)
    for millimetre in range(_LENGTH + 1):
        mark = 2.0 if millimetre % 5 else 4.0 if millimetre % 10 else 6.0
        drawing.rule((across + millimetre, y), (across + millimetre, y + mark), _FINE)
        drawing.rule((x, down + millimetre), (x - mark, down + millimetre), _FINE)
        if millimetre % 10 == 0:
            number = str(millimetre)
            wide = drawing.width(number, style)
            drawing.text(None, number, (across + millimetre - wide / 2, y + 6.5), style)
            drawing.text(None, number, (x - 7 - wide, down + millimetre - 4 * POINT), style)
