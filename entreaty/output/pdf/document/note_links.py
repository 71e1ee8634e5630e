"""Links between calls and notes: from each call to its note, and from the note's number back."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from entreaty.output.pdf.boxes import boxes_of, is_line, is_text, walk

_NOTE, _CALL = re.compile(r"note-(\d+)"), re.compile(r"call-(\d+)")
# In characters: of a note, as much as says which it is. ISO 19005-3, 6.1.13 bounds texts by 32,767 bytes.
_TOLD = 300
_MARKERS = ("footnote-marker", "marker")


def is_note(element: Any) -> bool:
    """Tell whether an element of a page is a note, by its id."""
    return _NOTE.fullmatch(element.get("id") or "") is not None


def is_call(element: Any) -> bool:
    """Tell whether an element of a page is the call of a note, by its id."""
    return _CALL.fullmatch(element.get("id") or "") is not None


def link_notes(pages: Sequence[Any]) -> dict[str, str]:
    """Link calls and notes, as far as the template has not.

    Args:
        pages: WeasyPrint's pages, whose links become more.

    Returns:
        What is told of each link before anybody follows it, by where it leads (ISO 14289-1, 7.18.5): the words of the
        note for "note-3", those of the line up to the call for "call-3".
    """
    places = {name for page in pages for name in page.anchors}
    said: dict[str, str] = {}
    for page in pages:
        linked = {id(box) for *_, box in page.links}
        for box, above, generated, name in _named(page):
            target = ""
            if found := _CALL.fullmatch(name):
                said.setdefault(name, _words_before(box, above))
                target = "" if generated else f"note-{found[1]}"
            elif found := _NOTE.fullmatch(name):
                said[name] = _tidy("".join(box.element.itertext()))
                target = f"call-{found[1]}" if generated in _MARKERS else ""
            if target in places and id(box) not in linked:
                page.links.append(("internal", target, _rectangle(box), box))
    return said


def _named(page: Any) -> Iterator[tuple[Any, tuple[Any, ...], str, str]]:
    """Yield the outermost box of each element that has an id: those around it, what of it is generated, and the id."""
    for box, above in boxes_of(page):
        if box.element is None or is_text(box) or is_line(box):
            continue
        name = box.element.get("id")
        if name and not any(one.element is box.element and one.element_tag == box.element_tag for one in above):
            yield box, above, box.element_tag.partition("::")[2], name


def _words_before(call: Any, above: Sequence[Any]) -> str:
    line = next((box for box in reversed(above) if is_line(box)), call)
    found = []
    for box, _ in walk(line):
        if box is call:
            break
        if is_text(box):
            found.append(box.text)
    return _tidy("".join(found))


def _rectangle(box: Any) -> tuple[float, float, float, float]:
    """Return where the words in a box stand: left, top, right and bottom. Calls are in lines without height."""
    texts = [inner for inner, _ in walk(box) if is_text(inner)] or [box]
    return (
        min(text.position_x for text in texts),
        min(text.position_y for text in texts),
        max(text.position_x + text.width for text in texts),
        max(text.position_y + text.height for text in texts),
    )


def _tidy(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _TOLD else f"{words[: _TOLD - 1]}…"
