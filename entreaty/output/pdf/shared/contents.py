"""A page's content, cut where own words stand: what comes between is kept, and what is there is written anew."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from entreaty.output.pdf.shared.blanks import OwnSettingError
from entreaty.output.pdf.shared.faces import UNITS, Face, Shaped
from entreaty.output.pdf.shared.places import Line, Run

# WeasyPrint writes an operator a row; these are of ISO 32000-1, 9.3.1 and 9.4.2.
_PLACE = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")
_FONT = re.compile(rb"/(\S+) [\d.]+ Tf")
_SHOW = re.compile(rb"\[.*\] TJ")
# How far apart, in pixels, the same place may be in the boxes and in the content, which has six digits.
_SAME = 1e-5
# CSS takes such white space away before words are set.
_LOOSE_SPACE = re.compile(r"^ | $|  |[\t\n\r\f]")
# In bytes: shared rows between own words that are fewer are not worth a piece.
_SMALLEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text of the content.

    Attributes:
        x: Where it begins, in pixels from the left edge of the page.
        y: Where it stands, in pixels from the upper edge of the page.
        font: The name of its font among the resources of the page.
        place: The row with the operator Tm.
        shows: The row with the operator TJ.
    """

    x: float
    y: float
    font: str
    place: int
    shows: int


@dataclass(frozen=True, slots=True)
class Own:
    """Rows that are written for each letter: bytes that stay, and between them the numbers of the rows that do not."""

    parts: tuple[bytes | int, ...]


class Content:
    """The content of one page.

    Attributes:
        pieces: The content in its order: what all letters of the group share, and what is written for each.
    """

    def __init__(
        self, content: bytes, lines: Sequence[Line], stand_ins: Mapping[str, str], faces: Callable[[str], Face]
    ) -> None:
        """Cut the content.

        Args:
            content: The operators, set with stand-ins in the blanks.
            lines: The lines of the page that hold blanks.
            stand_ins: The word that stands in for each blank.
            faces: Returns the font of a name among the resources of the page.

        Raises:
            OwnSettingError: A line does not stand there as it would be written here.
        """
        self._rows = content.split(b"\n")
        self._faces = faces
        texts = tuple(_texts(self._rows))
        self._lines = [(line, [_text_of(run, line, texts) for run in line.runs]) for line in lines]
        written, _ = self._written(stand_ins)
        if any(self._rows[number] != row for number, row in written.items()):
            raise OwnSettingError("the style sheet asks for letters that only Pango sets")
        self.pieces = tuple(_pieces(self._rows, sorted(written)))

    def fill(self, words: Mapping[str, str]) -> tuple[list[bytes], list[tuple[str, Shaped]]]:
        """Return the letter's own pieces in their order, and its words as they were shaped, with their fonts.

        Raises:
            OwnSettingError: The words have no room, or are of a kind that only Pango sets.
        """
        written, shaped = self._written(words)
        own = (piece.parts for piece in self.pieces if isinstance(piece, Own))
        filled = [b"".join([part if isinstance(part, bytes) else written[part] for part in parts]) for parts in own]
        return filled, shaped

    def _written(self, words: Mapping[str, str]) -> tuple[dict[int, bytes], list[tuple[str, Shaped]]]:
        """Return the rows that depend on own words, and these as they were shaped."""
        rows: dict[int, bytes] = {}
        used: list[tuple[str, Shaped]] = []
        for line, texts in self._lines:
            x = line.runs[0].x
            for run, text in zip(line.runs, texts, strict=True):
                width = run.width
                if text and run is not line.runs[0]:
                    rows[text.place] = b"1 0 0 -1 %s %s Tm" % (_number(x), self._rows[text.place].split()[5])
                if text and run.form.names:
                    shaped = self._shaped(run, text, words, line.language)
                    rows[text.shows] = b"[%s] TJ" % shaped.shown
                    used.append((text.font, shaped))
                    width = shaped.width / UNITS
                x += width
            if x > line.end:
                raise OwnSettingError("too wide for one line")
        return rows, used

    def _shaped(self, run: Run, text: _Text, words: Mapping[str, str], language: str) -> Shaped:
        filled = run.form.fill(words)
        if _LOOSE_SPACE.search(filled):
            raise OwnSettingError("white space that the style sheet takes away")
        return self._faces(text.font).shape(filled, int(run.size * UNITS), language)


def _texts(rows: Sequence[bytes]) -> Iterator[_Text]:
    font, place, x, y = "", 0, 0.0, 0.0
    for number, row in enumerate(rows):
        if found := _PLACE.fullmatch(row):
            place, x, y = number, float(found[1]), float(found[2])
        elif found := _FONT.fullmatch(row):
            font = found[1].decode()
        elif _SHOW.fullmatch(row):
            yield _Text(x=x, y=y, font=font, place=place, shows=number)


def _text_of(run: Run, line: Line, texts: Sequence[_Text]) -> _Text | None:
    """Return the text that a run became; None for white space, which is not written."""
    if not run.form.names and not run.form.pieces[0].strip():
        return None
    found = [text for text in texts if abs(text.x - run.x) < _SAME and abs(text.y - line.baseline) < _SAME]
    if len(found) != 1:
        raise OwnSettingError("a line of own words is not set in one piece")
    return found[0]


def _number(value: float) -> bytes:
    """Return a number as pydyf writes it."""
    return b"%d" % value if value.is_integer() else f"{value:f}".rstrip("0").encode()


def _pieces(rows: Sequence[bytes], own: Sequence[int]) -> Iterator[bytes | Own]:
    """Yield the rows as pieces, where those that are written for each letter stand near each other."""
    parts: list[bytes | int] = []
    done = 0
    for row in own:
        between = b"".join(one + b"\n" for one in rows[done:row])
        if len(between) >= _SMALLEST or not parts:
            if parts:
                yield Own((*parts, b"\n"))
            yield between
            parts = []
        elif between:
            parts.append(b"\n" + between)
        else:
            parts.append(b"\n")
        parts.append(row)
        done = row + 1
    if parts:
        yield Own((*parts, b"\n"))
    yield b"\n".join(rows[done:])
