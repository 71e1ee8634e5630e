"""Where a group's blanks stand on its set pages: lines of text, and how far each may reach."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from entreaty.output.pdf.boxes import boxes_of, is_line, is_text, walk
from entreaty.output.pdf.shared.blanks import Form, OwnSettingError

# In pixels: a line that comes nearer to its end than this could be broken by rounding.
_MARGIN = 0.5
_SAME = 1e-6
_AT_START = frozenset(["start", "left", "justify", "auto"])
_SIDES = ("top", "right", "bottom", "left")
_AS_WIDE_AS_TEXT = re.compile("table|flex|grid|ruby|flow-root")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text in one style.

    Attributes:
        form: The words, with blanks where own words go.
        x: Where it begins, in pixels from the left edge of the page.
        width: How far it reaches with stand-ins in its blanks, in pixels.
        size: The size of its letters, in pixels.
    """

    form: Form
    x: float
    width: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from its first blank to its end.

    Attributes:
        page: The page that it stands on, counted from 0.
        baseline: Where it stands, in pixels from the upper edge of the page.
        end: Where it must end, in pixels from the left edge of the page.
        language: The language of its words.
        runs: Its texts; each begins where the one before ends.
    """

    page: int
    baseline: float
    end: float
    language: str
    runs: tuple[Run, ...]


def find_lines(pages: Sequence[Any], stand_ins: Mapping[str, str]) -> tuple[Line, ...]:
    """Return every line of the pages that holds a blank.

    Args:
        pages: WeasyPrint's pages, set with the stand-ins in the blanks.
        stand_ins: The word that stands in for each blank, none within another.

    Raises:
        OwnSettingError: A line is set so that other words could change more than themselves and what follows them.
    """
    names = {word: name for name, word in stand_ins.items()}
    searched = re.compile("(" + "|".join(map(re.escape, names)) + ")", re.IGNORECASE)

    def form(text: str) -> Form:
        pieces = searched.split(text)
        if any(word not in names for word in pieces[1::2]):
            raise OwnSettingError("the style sheet changes the letter's own words")
        pieces[1::2] = [names[word] for word in pieces[1::2]]
        return Form(tuple(pieces))

    found = []
    for number, page in enumerate(pages):
        boxes = tuple(boxes_of(page))
        floats = [box for box, _ in boxes if box.is_floated()]
        for box, above in boxes:
            if is_line(box) and any(searched.search(text.text) for text in _texts(box)):
                found.append(_line(number, box, above, floats, form))
    return tuple(found)


def _texts(line: Any) -> Iterator[Any]:
    """Yield the texts of a line in their order, those of floats and other blocks left out."""
    for child in line.children:
        if is_text(child):
            yield child
        elif _flows_with_text(child):
            yield from _texts(child)


def _flows_with_text(box: Any) -> bool:
    return box.style is not None and box.style["display"] == ("inline", "flow") and not _is_out_of_flow(box)


def _is_out_of_flow(box: Any) -> bool:
    return bool(box.is_floated() or box.is_absolutely_positioned() or box.is_footnote() or box.is_running())


def _line(number: int, line: Any, above: tuple[Any, ...], floats: Sequence[Any], form: Any) -> Line:
    texts = [(text, form(text.text)) for text in _texts(line)]
    first = next(place for place, (_, words) in enumerate(texts) if words.names)
    own = texts[first:]
    start = own[0][0]
    _require(_only_text_follows(line, start), "more than text in a line")
    _require(_is_plain(line, above), "other words could move the line, or what is around it")
    for (one, _), (after, _) in pairwise(own):
        _require(abs(one.position_x + one.width - after.position_x) < _SAME, "space between texts")
    top, bottom = line.position_y, line.position_y + line.height
    block = above[-1]
    ends = [block.content_box_x() + block.width]
    ends += [
        box.position_x
        for box in floats
        if box.position_x > start.position_x and box.position_y < bottom and box.position_y + box.margin_height() > top
    ]
    return Line(
        page=number,
        baseline=start.position_y + start.baseline,
        end=min(ends) - _MARGIN,
        language=start.style["lang"] or "",
        runs=tuple(
            Run(form=words, x=text.position_x, width=text.width, size=text.style["font_size"]) for text, words in own
        ),
    )


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - a condition
    if not holds:
        raise OwnSettingError(otherwise)


def _only_text_follows(line: Any, start: Any) -> bool:
    """Tell whether nothing but text, and what is out of the line, stands after a text of the line."""
    inner = [box for box, _ in walk(line)][1:]
    after = inner[inner.index(start) + 1 :]
    floated = {id(inside) for box in after if _is_out_of_flow(box) for inside, _ in walk(box)}
    return all(is_text(box) or _flows_with_text(box) for box in after if id(box) not in floated)


def _is_plain(line: Any, above: tuple[Any, ...]) -> bool:
    """Tell whether the line begins at its left, and shows nothing that is as wide as its words."""
    block = above[-1].style
    begins = block["direction"] == "ltr" and {block["text_align_all"], block["text_align_last"]} <= _AT_START
    inline = [box for box, _ in walk(line) if not is_text(box)]
    return begins and not any(_is_seen(box.style) for box in inline) and not any(map(_is_as_wide_as_text, above))


def _is_seen(style: Any) -> bool:
    borders = any(style[f"border_{side}_width"] for side in _SIDES)
    background = style["background_color"].alpha or style["background_image"] != (("none", None),)
    return bool(borders or background or style["text_decoration_line"] != "none")


def _is_as_wide_as_text(box: Any) -> bool:
    """Tell whether a box is as wide as what it holds (CSS 2.2, 10.3.5, 10.3.7 and 10.3.9; CSS Paged Media 3, 5.3)."""
    style, in_margin = box.style, hasattr(box, "at_keyword")
    alone = _is_out_of_flow(box) or in_margin or any(_AS_WIDE_AS_TEXT.match(word) for word in style["display"])
    return bool(alone and style["width"] == "auto" and not box.is_running())
