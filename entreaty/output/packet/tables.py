"""Headings, paragraphs and tables that run over many pages, drawn text by text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from entreaty.content.shipped.envelopes import Area
from entreaty.output.packet.drawn import POINT, Colour, Drawing, Element, Style, Weight
from entreaty.output.pdf.shared.blanks import OwnSettingError

# In millimetres, as in the style sheet of `tick-list.html`: margins, and the white around what a cell holds.
_TOP, _RIGHT, _BOTTOM, _LEFT = 18, 16, 18, 18
_ABOVE, _BESIDE = 1.2, 2
# In millimetres: the bar above the program's name, and how far that stands below its upper edge.
_BAR, _BELOW_BAR = 1.2, 2.7
# The box to tick off: its side and the radius of its corners in millimetres, its line in points.
_SIDE, _RADIUS, _OUTLINE = 3.2, 0.5, 0.8
# In points: lines below a row and below the headings, and the height of lines of text.
_THIN, _THICK = 0.4, 1
LEADING = 12
_ON_PAPER = re.compile(r"@media print \{\s*:root \{([^}]*)\}")
_COLOUR = re.compile(r"--(ink|quiet|line|accent): #([0-9a-f]{6}|[0-9a-f]{3});")


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours of a page.

    Attributes:
        ink: That of what is read.
        quiet: That of what is less important.
        line: That of lines between rows.
        accent: That of what structures the page.
    """

    ink: Colour
    quiet: Colour
    line: Colour
    accent: Colour


def colours_of(style_sheet: str) -> Colours:
    """Return the colours that a style sheet has for paper, such as "--accent: #1b545b" or "--ink: #000"."""
    of_paper = "".join(_ON_PAPER.findall(style_sheet))
    return Colours(**{name: _colour(written) for name, written in _COLOUR.findall(of_paper)})


def _colour(written: str) -> Colour:
    """Return a colour of a style sheet, such as "1b545b", or "333" for "333333"."""
    whole = written if written[3:] else "".join(digit * 2 for digit in written)
    red, green, blue = (part / 255 for part in bytes.fromhex(whole))
    return red, green, blue


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell of a table holds.

    Attributes:
        paragraphs: Its paragraphs, each with the size of its letters in points; smaller ones are less important.
        boxed: Whether it is a box to tick off.
    """

    paragraphs: tuple[tuple[str, float], ...] = ()
    boxed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        heading: Its heading.
        width: How wide it is, in millimetres, the white at its right included.
        number: Whether it holds numbers, which end at its right.
    """

    heading: str
    width: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    size: float
    bold: bool = False


class Flow:
    """Pages that are filled from their top to their bottom.

    Attributes:
        drawing: What is drawn on.
        width: How far text reaches, in millimetres.
    """

    def __init__(self, drawing: Drawing, colours: Colours, paper: Area, language: str, size: float) -> None:
        """Begin the first page.

        Args:
            drawing: What is drawn on.
            colours: Its colours.
            paper: The width and height of the paper.
            language: The language of the words.
            size: The size of letters where nothing else is said, in points.
        """
        self.width = paper.width - _LEFT - _RIGHT
        self.drawing, self._colours = drawing, colours
        self._paper, self._language, self._size = paper, language, size
        self._begin_page()

    def brand(self, name: str) -> None:
        """Add the name of the program below a bar, as it stands at the head of every page that is no letter."""
        middle = self._top + _BAR / 2
        self.drawing.rule((_LEFT, middle), (_LEFT + self.width, middle), _BAR / POINT, self._colours.accent)
        self._top += _BELOW_BAR
        style = Style(self._size, LEADING, "en", "bold", self._colours.accent)
        self.drawing.text(self.drawing.document.add("P", language="en"), name, (_LEFT, self._top), style)
        self._top += LEADING * POINT

    def block(self, kind: str, words: str, *, size: float = 0, leading: float = LEADING, above: float = 0) -> None:
        """Add a heading or a paragraph, with so much room above in millimetres; headings are bold."""
        weight: Weight = "regular" if kind == "P" else "bold"
        style = Style(size or self._size, leading, self._language, weight, self._colours.ink)
        lines = self.drawing.lines(words, self.width, style)
        # A heading stays with what follows it.
        after = 0 if kind == "P" else 4 * LEADING * POINT
        if not self._has_room(above + len(lines) * leading * POINT + after):
            self._begin_page()
        self._top += above
        element = self.drawing.document.add(kind)
        for line in lines:
            self.drawing.text(element, line, (_LEFT, self._top), style)
            self._top += leading * POINT

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a table, whose headings are there again on each page.

        Raises:
            OwnSettingError: A row is higher than a page.
        """
        table = self.drawing.document.add("Table")
        headings = [self._broken(((column.heading, self._size),), column, bold=True) for column in columns]
        self._top += 4
        head = table.add("THead").add("TR")
        self._row(columns, headings, [head.add("TH", heads=True) for _ in columns], _THICK)
        body = table.add("TBody")
        for cells in rows:
            broken = [self._broken(cell.paragraphs, column) for cell, column in zip(cells, columns, strict=True)]
            if not self._has_room(_height(broken)):
                self._begin_page()
                self._row(columns, headings, [None for _ in columns], _THICK)
                if not self._has_room(_height(broken)):
                    raise OwnSettingError("a row is higher than a page")
            row = body.add("TR")
            boxed = [cell.boxed for cell in cells]
            self._row(columns, broken, [row.add("TD") for _ in columns], _THIN, boxed)

    def number_pages(self, parts: Sequence[str]) -> None:
        """Add the number to the foot of each page.

        Args:
            parts: What stands there, with "page" and "pages" for the numbers, such as ("Page ", "page").
        """
        style = self._style(8)
        for page in range(self.drawing.pages):
            numbers = {"page": str(page + 1), "pages": str(self.drawing.pages)}
            words = "".join(numbers.get(part, part) for part in parts)
            x = self._paper.width - _RIGHT - self.drawing.width(words, style)
            self.drawing.text(None, words, (x, self._paper.height - _BOTTOM / 2 - 2), style, page=page)

    def _row(
        self,
        columns: Sequence[Column],
        cells: Sequence[Sequence[_Line]],
        elements: Sequence[Element | None],
        below: float,
        boxed: Sequence[bool] = (),
    ) -> None:
        x, height = float(_LEFT), _height(cells)
        for place, (column, lines, element) in enumerate(zip(columns, cells, elements, strict=True)):
            top = self._top + _ABOVE
            if boxed and boxed[place]:
                area = Area.model_construct(x=x, y=top + 0.5, width=_SIDE, height=_SIDE)
                self.drawing.box(area, _OUTLINE, self._colours.accent, _RADIUS)
            for line in lines:
                style = self._style(line.size, bold=line.bold)
                free = column.width - _BESIDE - self.drawing.width(line.words, style) if column.number else 0
                self.drawing.text(element, line.words, (x + free, top), style)
                top += LEADING * POINT
            x += column.width
        self._top += height
        colour = self._colours.accent if below == _THICK else self._colours.line
        self.drawing.rule((_LEFT, self._top), (_LEFT + self.width, self._top), below, colour)

    def _broken(self, paragraphs: Iterable[tuple[str, float]], column: Column, *, bold: bool = False) -> list[_Line]:
        return [
            _Line(line, size, bold)
            for words, size in paragraphs
            for line in self.drawing.lines(words, column.width - _BESIDE, self._style(size, bold=bold))
        ]

    def _style(self, size: float, *, bold: bool = False) -> Style:
        colour = self._colours.quiet if size < self._size else self._colours.ink
        return Style(size, LEADING, self._language, "bold" if bold else "regular", colour)

    def _has_room(self, height: float) -> bool:
        return self._top + height <= self._paper.height - _BOTTOM

    def _begin_page(self) -> None:
        self.drawing.begin_page()
        self._top = float(_TOP)


def _height(cells: Sequence[Sequence[_Line]]) -> float:
    return max(map(len, cells)) * LEADING * POINT + 2 * _ABOVE
