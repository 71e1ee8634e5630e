"""Headings, paragraphs and tables that run over many pages, drawn text by text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from entreaty.content.shipped.envelopes import Area
from entreaty.output.packet.drawn import POINT, Drawing, Element, Style
from entreaty.output.pdf.shared.blanks import OwnSettingError

# In millimetres, as in the style sheet of `tick-list.html`: margins, and the white around what a cell holds.
_TOP, _RIGHT, _BOTTOM, _LEFT = 18, 16, 18, 18
_ABOVE, _BESIDE = 1.2, 2
# In points: lines below a row and below the headings, and the height of lines of text.
_THIN, _THICK = 0.4, 0.8
_GREY = {_THIN: 0.6, _THICK: 0.2}
LEADING = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell of a table holds.

    Attributes:
        paragraphs: Its paragraphs, each with the size of its letters in points.
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

    def __init__(self, drawing: Drawing, paper: Area, language: str, size: float) -> None:
        """Begin the first page.

        Args:
            drawing: What is drawn on.
            paper: The width and height of the paper.
            language: The language of the words.
            size: The size of letters where nothing else is said, in points.
        """
        self.width = paper.width - _LEFT - _RIGHT
        self.drawing, self._paper, self._language, self._size = drawing, paper, language, size
        self._begin_page()

    def block(self, kind: str, words: str, *, size: float = 0, leading: float = LEADING, above: float = 0) -> None:
        """Add a heading or a paragraph, with so much room above in millimetres; headings are bold."""
        style = Style(size or self._size, leading, self._language, "regular" if kind == "P" else "bold")
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
                self.drawing.box(Area.model_construct(x=x, y=top + 0.5, width=3.2, height=3.2), 0.6)
            for line in lines:
                style = self._style(line.size, bold=line.bold)
                free = column.width - _BESIDE - self.drawing.width(line.words, style) if column.number else 0
                self.drawing.text(element, line.words, (x + free, top), style)
                top += LEADING * POINT
            x += column.width
        self._top += height
        self.drawing.rule((_LEFT, self._top), (_LEFT + self.width, self._top), below, _GREY[below])

    def _broken(self, paragraphs: Iterable[tuple[str, float]], column: Column, *, bold: bool = False) -> list[_Line]:
        return [
            _Line(line, size, bold)
            for words, size in paragraphs
            for line in self.drawing.lines(words, column.width - _BESIDE, self._style(size, bold=bold))
        ]

    def _style(self, size: float, *, bold: bool = False) -> Style:
        return Style(size, LEADING, self._language, "bold" if bold else "regular")

    def _has_room(self, height: float) -> bool:
        return self._top + height <= self._paper.height - _BOTTOM

    def _begin_page(self) -> None:
        self.drawing.begin_page()
        self._top = float(_TOP)


def _height(cells: Sequence[Sequence[_Line]]) -> float:
    return max(map(len, cells)) * LEADING * POINT + 2 * _ABOVE
