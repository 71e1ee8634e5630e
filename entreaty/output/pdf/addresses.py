"""No letter is lost to its envelope: the rules by which an address is made to fit, in their order.

1. It is set in smaller letters, down to 8 on 9 points.
2. Lines that belong together are joined, unless the joined line would be too wide.
3. The line of the office is left out, where the salutation or the organisation's line says the same.
4. A line that is too wide even so, such as the name of a committee, is divided at a space, where the window has lines.
5. It is laid out for another envelope of the same country.
6. It is laid out for an envelope without a window, whole and in as many lines as it takes, with a note.

No line wraps by itself. Only the PDF is concerned: text and e-mail have the address as it was composed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from pathlib import Path
from typing import Protocol

from entreaty.content.shipped.envelopes import PLAIN, Area, Envelope, load_envelopes
from entreaty.output.pdf.sheet import SMALLER, Sheet, TypeSize
from entreaty.problems import Concern, Location, Problem
from entreaty.writing.letter import Letter

_SAID = "said"
_SIGNS = {"comma": ", ", "space": " "}
# In millimetres: between an address and the text below it, and where the text may begin at the latest.
_ABOVE_TEXT = 11
_LATEST_TEXT = 200
_POINT = 25.4 / 72


class Room(Protocol):
    """The room that an address has on a sheet."""

    def holds(self, lines: Sequence[str], size: TypeSize | None) -> bool:
        """Tell whether the lines fit, each in one line; without a size, in that of the templates."""

    def is_too_wide(self, line: str, size: TypeSize | None) -> bool:
        """Tell whether a line reaches further than it may."""

    def missed_by(self, lines: Sequence[str], size: TypeSize) -> tuple[float, float]:
        """Return by how many millimetres the widest line is too wide, and all lines are too high; 0 where they fit."""


@dataclass(frozen=True, slots=True)
class UnknownRoom:
    """The room of templates on which nothing could be measured: only lines are counted, and the set page decides.

    Attributes:
        lines: The most lines.
    """

    lines: int

    def holds(self, lines: Sequence[str], _size: TypeSize | None) -> bool:
        """Tell whether the lines are few enough."""
        return len(lines) <= self.lines

    def is_too_wide(self, _line: str, _size: TypeSize | None) -> bool:
        """Tell nothing, since nothing was measured."""
        return False

    def missed_by(self, lines: Sequence[str], size: TypeSize) -> tuple[float, float]:
        """Return how high the lines are that are too many."""
        return 0, max(0, len(lines) - self.lines) * size.leading * _POINT


RoomOn = Callable[[Envelope], Room]
"""Returns the room on the sheet of an envelope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedAddress:
    """An address as it is printed.

    Attributes:
        lines: Its lines.
        sheet: Where it stands, and how large it is.
        rules: By which rules it was made to fit, such as ("smaller: 8 pt", "joined: lines 4 and 5").
    """

    lines: tuple[str, ...]
    sheet: Sheet
    rules: tuple[str, ...] = ()

    def of(self, letter: Letter) -> Letter:
        """Return the letter with the address as it is printed."""
        return letter if self.lines == letter.address else replace(letter, address=self.lines)


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of an address.

    Attributes:
        numbered: Its lines, by the number that each had, or the last of those that were joined, counted from 1.
        rules: Which rules changed it.
    """

    numbered: Mapping[float, str]
    rules: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return its lines."""
        return tuple(self.numbered.values())


def fitted_addresses(letter: Letter, envelope: Envelope, room_on: RoomOn) -> Iterator[FittedAddress]:
    """Yield each way in which the address of a letter fits by what is measured, in the order of the rules.

    Nothing is yielded where it is longer than a sheet.

    Args:
        letter: The letter.
        envelope: The envelope that is wanted.
        room_on: Returns the room on the sheet of an envelope.
    """
    for one in _windows(envelope):
        room = room_on(one)
        told = () if one is envelope else (f"envelope: {one.id}", *_missed(letter, room_on(envelope)))
        for version in _versions(letter, room):
            for size in (None, *SMALLER):
                if room.holds(version.lines, size):
                    smaller = (f"smaller: {size.size:g} pt",) if size else ()
                    sheet = Sheet(envelope=one, address=size)
                    yield FittedAddress(lines=version.lines, sheet=sheet, rules=(*smaller, *version.rules, *told))
    yield from _plainly(letter, envelope, room_on)


def address_too_long(letter: Letter, envelope: Envelope) -> Problem:
    """Return the problem that an address fits no sheet, even without a window."""
    message = f"the address has no room on the sheet of the envelope '{envelope.id}', nor on one without a window"
    return Problem(Location(Path(letter.id)), message, "shorten it", concerns=Concern("recipient", letter.recipient))


def _windows(envelope: Envelope) -> Iterator[Envelope]:
    """Yield the envelope and those in whose place it stands; none where it has no window."""
    if envelope.id != PLAIN:
        yield envelope
        yield from _others(envelope)


@cache
def _others(envelope: Envelope) -> tuple[Envelope, ...]:
    return load_envelopes().instead_of(envelope)


@cache
def _plain(paper: str) -> Envelope:
    return load_envelopes().by_id(PLAIN).model_copy(update={"paper": paper})


def _versions(letter: Letter, room: Room) -> Iterator[_Version]:
    """Yield the lines as they are, with pair after pair joined, and without the office; then the same, divided."""
    first = _Version(dict(enumerate(letter.address, start=1)))
    whole = (first, *_shortened(first, letter.address_leeway.split(), room))
    yield from whole
    divided = (_divided(version, room) for version in whole)
    yield from filter(None, divided)


def _shortened(version: _Version, leeways: Sequence[str], room: Room) -> Iterator[_Version]:
    for number, leeway in enumerate(leeways, start=1):
        if leeway in _SIGNS:
            joined = f"{version.numbered[number]}{_SIGNS[leeway]}{version.numbered[number + 1]}"
            if not room.is_too_wide(joined, SMALLER[-1]):
                rules = (*version.rules, f"joined: lines {number} and {number + 1}")
                version = _Version({**_without(version, number), number + 1: joined}, rules)
                yield version
    if _SAID in leeways:
        number = leeways.index(_SAID) + 1
        yield _Version(_without(version, number), (*version.rules, f"left out: line {number}"))


def _without(version: _Version, number: float) -> dict[float, str]:
    return {other: line for other, line in version.numbered.items() if other != number}


def _divided(version: _Version, room: Room) -> _Version | None:
    """Return the lines with each that is too wide in two; None where none is, or one would still be too wide."""
    size = SMALLER[-1]
    wide = [number for number, line in version.numbered.items() if room.is_too_wide(line, size)]
    # Halves keep the order of their lines: 2.5 comes after 2.
    halves = {number + half / 2: part for number in wide for half, part in enumerate(_in_two(version.numbered[number]))}
    if not wide or any(room.is_too_wide(part, size) for part in halves.values()):
        return None
    numbered = dict(sorted((dict(version.numbered) | halves).items()))
    return _Version(numbered, (*version.rules, *(f"divided: line {number}" for number in wide)))


def _in_two(line: str) -> tuple[str, ...]:
    """Return a line divided at the space that makes the longer part shortest."""
    spaces = [place for place, character in enumerate(line) if character == " "]
    if not spaces:
        return (line,)
    middle = min(spaces, key=lambda place: max(place, len(line) - place))
    return line[:middle], line[middle + 1 :]


def _missed(letter: Letter, room: Room) -> Iterator[str]:
    """Yield by how many millimetres an address misses its window, in that of its versions that comes nearest."""
    nearest = min((room.missed_by(version.lines, SMALLER[-1]) for version in _versions(letter, room)), key=sum)
    missed = (f"{ceil(by)} mm in {side}" for side, by in zip(("width", "height"), nearest, strict=True) if by)
    if told := ", ".join(missed):
        yield f"missed: {told}"


def _plainly(letter: Letter, envelope: Envelope, room_on: RoomOn) -> Iterator[FittedAddress]:
    """Yield the address on a sheet for an envelope without a window, in the largest letters in which it fits."""
    wanted = envelope.id == PLAIN
    plain = envelope if wanted else _plain(envelope.paper)
    room, told = room_on(plain), () if wanted else (f"plain: {PLAIN}", *_missed(letter, room_on(envelope)))
    for size in (None, *SMALLER):
        if room.holds(letter.address, size):
            smaller = (f"smaller: {size.size:g} pt",) if size and wanted else ()
            sheet = Sheet(envelope=plain, address=size, note=not wanted)
            yield FittedAddress(lines=letter.address, sheet=sheet, rules=(*smaller, *told))
    size = SMALLER[-1]
    lines = tuple(part for line in letter.address for part in _broken(line, lambda text: room.is_too_wide(text, size)))
    if roomy := _with_room_for(len(lines), plain, size):
        broken = () if lines == letter.address else ("divided: lines that are too wide",)
        sheet = Sheet(envelope=roomy, address=size, note=not wanted)
        yield FittedAddress(lines=lines, sheet=sheet, rules=(f"smaller: {size.size:g} pt", *broken, *told))


def _with_room_for(count: int, plain: Envelope, size: TypeSize) -> Envelope | None:
    """Return the sheet with room for so many lines, the text further down if need be; None where they are too many."""
    height = max(plain.address.height, count * size.leading * _POINT + 0.1)
    address = Area.model_construct(x=plain.address.x, y=plain.address.y, width=plain.address.width, height=height)
    body = max(plain.body, address.bottom + _ABOVE_TEXT)
    return plain.model_copy(update={"address": address, "body": body}) if body <= _LATEST_TEXT else None


def _broken(line: str, is_too_wide: Callable[[str], bool]) -> list[str]:
    """Return a line in as many as it takes, broken at spaces, or anywhere where a word is too wide by itself."""
    lines = [""]
    for word in line.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if not is_too_wide(longer):
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if is_too_wide(lines[-1] + character):
                lines.append("")
            lines[-1] += character
    return lines
