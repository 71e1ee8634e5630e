"""Where words that take several lines are broken."""

import pytest

from entreaty.output.pdf.shared.blanks import OwnSettingError
from entreaty.output.pdf.shared.wrapping import Room, broken, widest


def _room(width: float, *, wraps: bool = True) -> Room:
    """Return a line in which each character is ten pixels wide."""
    return Room(width=width, wraps=wraps, measure=lambda words: 10.0 * len(words))


def test_words_are_broken_at_spaces():
    """A line ends before the word that has no room any more."""
    assert broken("one two three", _room(85)) == ("one two", "three")


@pytest.mark.parametrize(
    ("words", "room"),
    [("one two", _room(45, wraps=False)), ("one “two”", _room(45)), ("threescore", _room(45)), ("four", _room(40))],
)
def test_what_is_in_doubt_is_left_to_pango(words, room):
    """Marks with rules of their own, a word that is too wide, and one that may fall on either side."""
    with pytest.raises(OwnSettingError, match="too wide for one line"):
        broken(words, room)


def test_stand_in_fills_its_line():
    """No other stands beside it."""
    assert widest("x", _room(45)) == "xmmm"
