"""The shared letter: what a group of letters has in common is set once, and each letter's own words are put into it.

1. A template is filled in with blanks where own words go (`blanks`), and set by WeasyPrint with a stand-in in each.
2. The lines that hold stand-ins are found again on the pages (`places`), with the room that each has.
3. The contents of these pages are cut there (`contents`). Written with our own means, the stand-ins must come out as
   WeasyPrint wrote them, byte for byte.
4. Everything else of the file is written once, compressed, and kept (`Skeleton`).
5. For each letter its own words are shaped by HarfBuzz (`faces`), put into the cut contents, and added to what is kept,
   with a font that has the glyphs that they need (`own_fonts`).

Words that take several lines make a group of their own with the others that take as many (`wrapping`).
At each step a group, or a letter, is left to ordinary setting where the result could differ from it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from typing import Any

from entreaty.output.pdf.file import FileObjects, Skeleton, Stream, Writer
from entreaty.output.pdf.shared.blanks import OwnSettingError, own_words
from entreaty.output.pdf.shared.contents import Content, TooWideError
from entreaty.output.pdf.shared.faces import Face
from entreaty.output.pdf.shared.own_fonts import Needs, OwnFont
from entreaty.output.pdf.shared.places import find_lines
from entreaty.output.pdf.shared.wrapping import broken, widest
from entreaty.writing.letter import Letter

_WRITERS_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPages:
    """What WeasyPrint made of a group's form, with stand-ins in its blanks.

    Attributes:
        pages: Its pages.
        file: Its PDF file, as pydyf's objects, streams not compressed.
        fonts: Its fonts, by their names among the resources of the pages.
        face: Returns the whole font of one of them.
    """

    pages: Sequence[Any]
    file: Any
    fonts: Mapping[str, Any]
    face: Callable[[Any], Face]


@dataclass(frozen=True, slots=True)
class StandIns:
    """What stands in the blanks of a group's form while it is set: by the name of each blank, a word for each line."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def words(self) -> dict[str, str]:
        """Return what goes into each blank."""
        return {name: " ".join(lines) for name, lines in self.lines}

    @property
    def by_line(self) -> dict[str, str]:
        """Return each word by the name of its line: that of its blank, numbered where there are several."""
        return {part: word for name, lines in self.lines for part, word in _parts(name, lines)}


def _parts(name: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from [(name, lines[0])] if len(lines) == 1 else [(f"{name}.{n}", line) for n, line in enumerate(lines)]


def stand_ins(letter: Letter) -> StandIns:
    """Return a word for each blank of a letter's form, kerned and with a ligature to show what the style asks for."""
    return StandIns(tuple((name, (_stand_in(number),)) for number, name in enumerate(own_words(letter))))


def _stand_in(number: int) -> str:
    """Return a word that no other holds: A1 … Z9 and so on, after pairs that are kerned and a ligature."""
    return f"AVTofi{chr(ord('A') + number % 26)}{number // 26}"


class Group:
    """A set letter without its own words, which are put in for each letter."""

    def __init__(self, stood_in: StandIns, set_pages: SetPages) -> None:
        """Take apart what was set.

        Args:
            stood_in: What stands in the blanks.
            set_pages: The form of the group as WeasyPrint set it so.

        Raises:
            OwnSettingError: The letters of the group must be set one by one.
        """
        used: dict[str, Face] = {}

        def face(name: str) -> Face:
            return used.get(name) or used.setdefault(name, set_pages.face(set_pages.fonts[name]))

        words = stood_in.by_line
        file = FileObjects(set_pages.file)
        if any(file.holds(word) for word in words.values()):
            raise OwnSettingError("the style sheet makes bookmarks, or other texts of the file, of own words")
        lines = find_lines(set_pages.pages, words)
        pages = sorted({line.page for line in lines})
        if not pages:
            raise OwnSettingError("the template has no slots")
        self._contents = {
            page: Content(file.content(page)[1], [line for line in lines if line.page == page], words, face)
            for page in pages
        }
        self._fonts = {name: OwnFont(whole, set_pages.fonts[name], file.font(name)) for name, whole in used.items()}
        self._stood_in = stood_in
        found = [room for content in self._contents.values() for room in content.rooms()]
        often = Counter(name for name, _ in found)
        self._rooms = {name: room for name, room in found if often[name] == 1}
        self._catalog, self._info = file.catalog, file.info
        self._skeleton, self._bundle = self._kept(file)
        self._writer = lru_cache(_WRITERS_KEPT)(self._new_writer)

    def file(self, letter: Letter) -> bytes:
        """Return the file of a letter of the group.

        Raises:
            OwnSettingError: This letter must be set by itself.
        """
        words = self._by_line(own_words(letter))
        own: list[bytes] = []
        glyphs: dict[str, set[tuple[int, str]]] = {name: set() for name in self._fonts}
        for content in self._contents.values():
            pieces, shaped = content.fill(words)
            own += pieces
            for font, one in shaped:
                glyphs[font] |= one.glyphs
        return self._writer(tuple(font.needs(glyphs[name]) for name, font in self._fonts.items())).file(own)

    def wrapped(self, letter: Letter) -> StandIns:
        """Return stand-ins that take as many lines as the letter's own words do.

        Raises:
            OwnSettingError: This letter must be set by itself.
        """
        own, numbers = own_words(letter), count(len(self._stood_in.lines))
        lines: list[tuple[str, tuple[str, ...]]] = []
        for place, (name, stand_in) in enumerate(self._stood_in.lines):
            room = self._rooms.get(name) or self._rooms.get(f"{name}.0")
            if room is None:
                lines.append((name, stand_in))
            elif room.fits(own[name]):
                lines.append((name, (_stand_in(place),)))
            else:
                needed = broken(own[name], room)
                lines.append(
                    (name, tuple(widest(_stand_in(number), room) for _, number in zip(needed, numbers, strict=False)))
                )
        return StandIns(tuple(lines))

    def _by_line(self, own: Mapping[str, str]) -> dict[str, str]:
        """Return own words by the names of their lines."""
        words: dict[str, str] = {}
        for name, stood_in in self._stood_in.lines:
            lines: tuple[str, ...] = (own[name],)
            if len(stood_in) > 1:
                room = self._rooms.get(f"{name}.0")
                lines = broken(own[name], room) if room else ()
                if len(lines) != len(stood_in):
                    raise TooWideError("too wide for one line")
            words |= _parts(name, lines)
        return words

    def _kept(self, file: FileObjects) -> tuple[Skeleton, int]:
        """Return all that is the same in every file of the group, and the number of the bundle that comes next."""
        numbers = count(len(file.objects) + 1)
        objects = dict(file.objects)
        shared: dict[int, list[int]] = {}
        for page, content in self._contents.items():
            whole, _ = file.content(page)
            free = chain([whole], numbers)
            shared[page] = [next(free) if isinstance(piece, bytes) else 0 for piece in content.pieces]
            kept = zip(shared[page], content.pieces, strict=True)
            objects |= {number: Stream(b"", piece) for number, piece in kept if isinstance(piece, bytes)}
        bundle, next_bundle = next(numbers), next(numbers)
        for page, listed in shared.items():
            objects |= file.with_contents(page, [number or next(numbers) for number in listed])
        of_fonts = frozenset(chain.from_iterable(font.numbers for font in self._fonts.values()))
        kept_objects = {number: one for number, one in objects.items() if number not in of_fonts}
        return Skeleton().with_objects(kept_objects, bundle), next_bundle

    def _new_writer(self, needs: tuple[Needs, ...]) -> Writer:
        """Return what writes the files of those letters that need the same glyphs."""
        fonts: dict[int, bytes | Stream] = {}
        for font, needed in zip(self._fonts.values(), needs, strict=True):
            fonts |= font.objects(needed)
        return Writer(self._skeleton.with_objects(fonts, self._bundle), self._catalog, self._info)
