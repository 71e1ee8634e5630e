"""Whether every footnote stands where it is called: what typesetting can get wrong, found afterwards."""

from collections.abc import Mapping, Sequence

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
