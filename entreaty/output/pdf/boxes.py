"""What WeasyPrint's boxes tell of set pages: where lines and texts stand, and which areas are crowded."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

# Half a pixel: what rounding may add to the height of a block.
_TOLERANCE = 0.5
# Among Arabic lines, whose font is higher, a Latin one counts as beginning a sixth of its height too far up, though
# nothing is there. What really has no room sticks out by more.
_HIGHER = 0.25


def walk(box: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield a box and every box in it, each with those around it, the nearest last."""
    # What is positioned elsewhere is kept behind a placeholder.
    box = getattr(box, "_box", box)
    yield box, above
    for child in getattr(box, "children", ()):
        yield from walk(child, (*above, box))


def boxes_of(page: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield every box of a page, each with those around it, the nearest last."""
    yield from walk(page._page_box)  # noqa: SLF001 - the only way to boxes


@cache
def kinds_of_boxes() -> Any:
    """Return the module of WeasyPrint with the class of each kind of box, such as `FootnoteAreaBox`."""
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415 - text and e-mail work without Pango

    return boxes


def is_line(box: Any) -> bool:
    """Tell whether a box is a line of text."""
    return isinstance(box, kinds_of_boxes().LineBox)


def is_text(box: Any) -> bool:
    """Tell whether a box is text in one style."""
    return isinstance(box, kinds_of_boxes().TextBox)


def reach(words: str, style: Any) -> float:
    """Return how far words reach in one line, in pixels.

    Args:
        words: The words.
        style: The style of a box of text.
    """
    from weasyprint.text.line_break import split_first_line  # noqa: PLC0415 - as above

    return float(split_first_line(words, style, None, None, 0)[3])


def area_name(box: Any) -> str:
    """Return the name of an area, such as "the address", as `data-area` gives it; empty for any other box."""
    return str(box.element.get("data-area") or "") if box.element is not None else ""


def crowded_areas(page: Any) -> Iterator[str]:
    """Yield the name of each area of a page, as `data-area` gives it, whose lines do not fit into it."""
    for box, _ in boxes_of(page):
        name = area_name(box)
        if name and not all(_holds(box, line) for line, _ in walk(box) if is_line(line)):
            yield name


def _holds(box: Any, line: Any) -> bool:
    top = line.position_y >= box.position_y - line.height * _HIGHER
    bottom = line.position_y + line.height <= box.position_y + box.height + _TOLERANCE
    return bool(top and bottom and line.width <= box.width + _TOLERANCE)


# Left, top, right and bottom on the page.
Rectangle = tuple[float, float, float, float]
# The named places of one page, such as "call-1" and "note-1".
Places = Mapping[str, Rectangle]


def notes_are_lost(count: int, pages: Sequence[Places], page_height: float) -> bool:
    """Tell whether a note is missing, repeated, cut, out of order or away from its call.

    WeasyPrint may move a footnote to a later page and rarely drops one (Kozea/WeasyPrint #2502, #1564).

    Args:
        count: How many notes the letter has.
        pages: The places of each page, in the order of the pages.
        page_height: The height of a page, in the unit of the rectangles.
    """
    numbers = range(1, count + 1)
    calls = [_find(f"call-{number}", pages) for number in numbers]
    notes = [_find(f"note-{number}", pages) for number in numbers]
    if any(len(found) != 1 for found in (*calls, *notes)):
        return True
    places = [found[0] for found in notes]
    together = all(call[0][0] == note[0][0] for call, note in zip(calls, notes, strict=True))
    whole = all(top >= 0 and bottom <= page_height for _, top, bottom in places)
    return not (together and whole and places == sorted(places))


def _find(name: str, pages: Sequence[Places]) -> list[tuple[int, float, float]]:
    """Return the page, top and bottom of each place of that name."""
    return [(number, page[name][1], page[name][3]) for number, page in enumerate(pages) if name in page]
