"""Footnotes: every way of going astray is noticed."""

import pytest

from entreaty.output.pdf.boxes import notes_are_lost

HEIGHT = 1000.0


def _at(top: float, height: float = 10) -> tuple[float, float, float, float]:
    return (0, top, 100, top + height)


GOOD = [
    {"call-1": _at(100), "call-2": _at(200), "note-1": _at(900), "note-2": _at(920)},
    {"call-3": _at(100), "note-3": _at(900)},
]


def test_notes_in_their_places_are_not_lost():
    """Each note once, below its call's page, in order: nothing is wrong."""
    assert not notes_are_lost(3, GOOD, HEIGHT)


def test_a_letter_without_notes_has_none_to_lose():
    """No notes, nothing lost."""
    assert not notes_are_lost(0, [{}], HEIGHT)


@pytest.mark.parametrize(
    "pages",
    [
        [{name: place for name, place in GOOD[0].items() if name != "note-2"}, GOOD[1]],
        [{name: place for name, place in GOOD[0].items() if name != "call-2"}, GOOD[1]],
        [GOOD[0], GOOD[1] | {"note-2": _at(880)}],
        [GOOD[0] | {"call-3": _at(300)}, {"note-3": _at(900)}],
        [GOOD[0] | {"note-1": _at(940)}, GOOD[1]],
        [GOOD[0], GOOD[1] | {"note-3": _at(995)}],
        [GOOD[0], GOOD[1] | {"note-3": _at(-20)}],
    ],
    ids=["missing", "no call", "twice", "late", "out of order", "cut below", "cut above"],
)
def test_a_note_that_went_astray_is_noticed(pages):
    """A note that is missing, repeated, late, out of order or cut is noticed."""
    assert notes_are_lost(3, pages, HEIGHT)
