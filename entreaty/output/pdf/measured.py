"""The room for an address, measured on a page that is set: in the fonts, the size and the width of a look."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from entreaty.output.pdf.boxes import boxes_of, is_line, is_text, reach, walk
from entreaty.output.pdf.shared.rendering import line_direction
from entreaty.output.pdf.sheet import TypeSize
from entreaty.writing.letter import Letter

AREA = "the address"
"""The name of the area of an address, as `data-area` gives it."""

BOTH_WAYS = ("x", "א")
"""The lines that a page must show in its area, one from left to right and one from right to left."""

_PIXELS = 96 / 72
_MILLIMETRE = 25.4 / 96
# In pixels: what floating point may leave over.
_TOLERANCE = 0.05
# A line is hardly ever wider than its characters one by one, which kerning moves together; what comes near is measured.
_KERNED_APART = 1.03
_WIDTHS_KEPT = 4096


def sample(letter: Letter) -> Letter:
    """Return a letter in the language and with the phrases of another, with nothing in it but two lines of address."""
    return Letter.of_address(letter.id, letter.language, BOTH_WAYS, phrases=letter.phrases)


class MeasuredRoom:
    """The room of an area that was set with `BOTH_WAYS` in it."""

    def __init__(self, page: Any) -> None:
        """Take the measures.

        Args:
            page: The page of WeasyPrint's document.

        Raises:
            LookupError: It has no such area, or does not show the lines in it.
        """
        area = next(
            box for box, _ in boxes_of(page) if box.element is not None and box.element.get("data-area") == AREA
        )
        lines = [line for line, _ in walk(area) if is_line(line)]
        texts = [next(box for box, _ in walk(line) if is_text(box)) for line in lines]
        styles = {text.text: text.style for text in texts}
        self._width, self._height, self._leading = float(area.width), float(area.height), float(lines[0].height)
        self._styles: Mapping[str, Any] = {"ltr": styles[BOTH_WAYS[0]], "rtl": styles[BOTH_WAYS[1]]}
        self._measured = lru_cache(_WIDTHS_KEPT)(self._measure)

    def holds(self, lines: Sequence[str], size: TypeSize | None) -> bool:
        """Tell whether the lines fit, each in one line; without a size, in that of the templates."""
        leading = size.leading * _PIXELS if size else self._leading
        if (size and leading > self._leading) or len(lines) * leading > self._height + _TOLERANCE:
            return False
        return not any(self.is_too_wide(line, size) for line in lines)

    def is_too_wide(self, line: str, size: TypeSize | None) -> bool:
        """Tell whether a line reaches further than the area."""
        way = line_direction(line)
        usual = float(self._styles[way]["font_size"])
        width = self._width * usual / (size.size * _PIXELS) if size else self._width
        if sum([self._measured(character, way) for character in line]) * _KERNED_APART <= width:
            return False
        return self._measured(line, way) > width

    def missed_by(self, lines: Sequence[str], size: TypeSize) -> tuple[float, float]:
        """Return by how many millimetres the widest line is too wide, and all lines are too high; 0 where they fit."""
        way = [line_direction(line) for line in lines]
        sizes = [size.size * _PIXELS / float(self._styles[one]["font_size"]) for one in way]
        measured = zip(lines, way, sizes, strict=True)
        width = max((self._measured(line, one) * scale for line, one, scale in measured), default=0) - self._width
        height = len(lines) * size.leading * _PIXELS - self._height
        wide, high = (over * _MILLIMETRE if over > _TOLERANCE else 0 for over in (width, height))
        return wide, high

    def _measure(self, words: str, way: str) -> float:
        """Return how far words reach in the size of the templates, in pixels."""
        return reach(words, self._styles[way])
