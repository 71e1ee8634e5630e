"""Own words that take several lines: where WeasyPrint breaks them, in the cases where that is beyond doubt."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from entreaty.output.pdf.shared.blanks import OwnSettingError

# Unicode UAX 14: between these characters a line may end at a space, and after a hyphen or slash before a letter (LB21,
# LB13); where punctuation stands apart, rules are finer.
_KNOWN = re.compile(r"(?:[^\W_]|[ \u00a0,.():;&’'/-])+")
_FINER = re.compile(r" [,.):;’'/-]|[(’'/-] |[-/][^\w]|[^\w][-/]")
_PIECE = re.compile(r"( ?)((?:[^ /-]|[-/](?=\d))*[-/]?)")
# In pixels: what comes so near to the end of its line could fall on either side of it.
_DOUBT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A line that own words fill alone.

    Attributes:
        width: How far they may reach, in pixels.
        wraps: Whether they may go on in another line below, broken at spaces only.
        measure: Returns how far words reach, in pixels.
    """

    width: float
    wraps: bool
    measure: Callable[[str], float]

    def fits(self, words: str) -> bool:
        """Tell whether words stand in one line."""
        return self.measure(words) <= self.width


def broken(words: str, room: Room) -> tuple[str, ...]:
    """Return the lines that words take in a column as wide as the room.

    Raises:
        OwnSettingError: Only Pango knows.
    """
    if not room.wraps or not _KNOWN.fullmatch(words) or _FINER.search(words):
        raise OwnSettingError("too wide for one line")
    lines = [""]
    for space, piece in _PIECE.findall(words):
        longer = lines[-1] + space + piece
        reach = room.measure(longer) if piece else 0
        if abs(reach - room.width) < _DOUBT or (piece and room.measure(piece) > room.width):
            raise OwnSettingError("too wide for one line")
        lines = [*lines[:-1], longer] if reach < room.width else [*lines, piece]
    return tuple(lines)


def widest(stand_in: str, room: Room) -> str:
    """Return a stand-in made as wide as the room, so that no other stands beside it."""
    longest = stand_in
    while room.fits(longest + "m"):
        longest += "m"
    return longest
