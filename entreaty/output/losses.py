"""A set letter held against its words: all stand on its pages, inside them, and each picture is seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from entreaty.output.pdf.boxes import boxes_of, is_line, is_text, kinds_of_boxes, walk
from entreaty.writing.letter import Letter, in_order, words_of

# In pixels: what rounding, and a space at the end of a line, may add.
_TOLERANCE = 1.0
_SHOWN = 60
# What a page may show otherwise than the letter says it: hyphens at the ends of lines, and signs that nobody sees.
_UNCOUNTED = dict.fromkeys(
    [*map(ord, "-\u00ad\u2010\u2011\u061c\ufeff"), *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
)
_UNCOUNTED |= dict.fromkeys(range(0x2060, 0x206A))


@dataclass(frozen=True, slots=True)
class _Room:
    """What text may fill.

    Attributes:
        left: Its left edge, in pixels from that of the page, and so on.
        top: Its upper edge.
        right: Its right edge.
        bottom: Its lower edge.
    """

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, box: Any) -> "_Room":
        """Return the content area of a box."""
        left, top = box.content_box_x(), box.content_box_y()
        return cls(left, top, left + box.width, top + box.height)

    def spans(self, box: Any) -> bool:
        """Tell whether a box is between its left and its right edge."""
        left, right = box.position_x, box.position_x + box.width
        if right > self.right + _TOLERANCE:
            right -= _trailing_space(box)
        return bool(self.left - _TOLERANCE <= left and right <= self.right + _TOLERANCE)

    def holds(self, box: Any) -> bool:
        """Tell whether a box is in it."""
        top = box.position_y
        upright = self.top - _TOLERANCE <= top and top + box.height <= self.bottom + _TOLERANCE
        return bool(upright and self.spans(box))


@dataclass(slots=True)
class _Sheets:
    """What is read from the boxes of all pages.

    Attributes:
        body: The texts of the body, in their order.
        notes: The texts of the notes at the feet of pages, in their order.
        outside: The words of each line that is not inside its page, its margins or its block.
        unseen: The names of pictures of which nothing is seen, such as "asset:logo".
    """

    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def losses(letter: Letter, pages: Sequence[Any]) -> Iterator[str]:
    """Yield what a reader of the pages would miss, as messages of problems.

    Args:
        letter: What the pages must say. Its slots are not looked for: in a group other words stand in for them.
        pages: WeasyPrint's pages.
    """
    sheets = _Sheets()
    for page in pages:
        _read(page, sheets)
    for words in sheets.outside:
        yield f"'{_short(words)}' does not fit between the margins"
    for name in sheets.unseen:
        yield f"nothing is seen of the picture '{name.removeprefix('asset:')}'"
    said = "\n".join([_counted("".join(sheets.body)), _counted("".join(sheets.notes))])
    for words in _texts(letter):
        if _counted(words) not in said:
            yield f"'{_short(words)}' is not on the page as the letter says it"


def _texts(letter: Letter) -> Iterator[str]:
    """Yield each text that a letter cannot do without."""
    for name in ("address", "subject", "salutation", "closing"):
        if name not in letter.slots:
            value = getattr(letter, name)
            yield from (value,) if isinstance(value, str) else value
    prose = [*in_order(letter.paragraphs), letter.request, *(demand.prose for demand in letter.demands)]
    prose += [*in_order(letter.ending), *(note.prose for note in letter.notes)]
    yield from map(words_of, prose)
    if letter.co_signatories:
        # Name by name, thousands would take as long as it takes to set them.
        yield from map("".join, letter.co_signatories.lists)


def _counted(words: str) -> str:
    """Return the characters that count when words are compared."""
    return "".join(words.split()).translate(_UNCOUNTED).casefold()


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _read(page: Any, sheets: _Sheets) -> None:
    """Read the boxes of one page."""
    paper = _Room(0, 0, page.width, page.height)
    for box, above in boxes_of(page):
        if is_text(box):
            if (texts := _texts_around(above, sheets)) is not None:
                texts.append(box.text)
        elif is_line(box):
            sheets.outside += [] if _stands_inside(box, above, paper) else [_words(box)]
        elif isinstance(box, kinds_of_boxes().ReplacedBox):
            sheets.unseen += [] if _is_seen(box, paper) else [str(box.element.get("src"))]


def _texts_around(above: Sequence[Any], sheets: _Sheets) -> list[str] | None:
    """Return where the texts of a box are noted; None for those that no passage of the letter holds."""
    kinds = kinds_of_boxes()
    if any(isinstance(box, kinds.MarginBox) or _is_call(box) for box in above):
        return None
    return sheets.notes if any(isinstance(box, kinds.FootnoteAreaBox) for box in above) else sheets.body


def _is_seen(picture: Any, paper: _Room) -> bool:
    return bool(picture.width > 0 and picture.height > 0 and paper.holds(picture))


def _stands_inside(line: Any, above: Sequence[Any], paper: _Room) -> bool:
    """Tell whether a line is between the margins, or on the paper and in its block.

    What is placed by itself may stand on the whole paper; a running head or foot ends where the text begins.
    """
    kinds = kinds_of_boxes()
    page, *blocks = [box for box in above if isinstance(box, kinds.PageBox | kinds.BlockContainerBox)]
    text = _Room.of(page)
    margin = next((box.at_keyword for box in blocks if isinstance(box, kinds.MarginBox)), "")
    if margin.startswith("@top"):
        paper = replace(paper, bottom=text.top)
    elif margin.startswith("@bottom"):
        paper = replace(paper, top=text.bottom)
    room = paper if margin or any(box.is_absolutely_positioned() for box in blocks) else text
    return room.holds(line) or (paper.holds(line) and _Room.of(blocks[-1]).spans(line))


def _is_call(box: Any) -> bool:
    is_inline = isinstance(box, kinds_of_boxes().InlineBox) and box.element is not None
    return is_inline and (box.element.get("id") or "").startswith("call-")


def _trailing_space(box: Any) -> float:
    """Return how wide the space at the end of a line may be, such as a no-break space that words are broken after."""
    words = _words(box)
    return float(box.style["font_size"]) / 2 if words and words[-1].isspace() else 0.0


def _words(box: Any) -> str:
    return "".join([inner.text for inner, _ in walk(box) if is_text(inner)])
