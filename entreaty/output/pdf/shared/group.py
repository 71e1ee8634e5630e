"""The shared letter: what a group of letters has in common is set once, and each letter's own words are put into it.

1. A template is filled in with blanks where own words go (`blanks`), and set by WeasyPrint with a stand-in in each.
2. The lines that hold stand-ins are found again on the pages (`places`), with the room that each has.
3. The contents of these pages are cut there (`contents`). Written with our own means, the stand-ins must come out as
   WeasyPrint wrote them, byte for byte.
4. Everything else of the file is written once, compressed, and kept (`Skeleton`).
5. For each letter its own words are shaped by HarfBuzz (`faces`), put into the cut contents, and added to what is kept,
   with a font that has the glyphs that they need (`own_fonts`).

At each step a group, or a letter, is left to ordinary setting where the result could differ from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from typing import Any

from entreaty.output.pdf.file import FileObjects, Skeleton, Stream, Writer
from entreaty.output.pdf.shared.blanks import OwnSettingError, own_words
from entreaty.output.pdf.shared.contents import Content
from entreaty.output.pdf.shared.faces import Face
from entreaty.output.pdf.shared.own_fonts import Needs, OwnFont
from entreaty.output.pdf.shared.places import find_lines
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


def stand_ins(letter: Letter) -> dict[str, str]:
    """Return a word for each blank of a letter's form, kerned and with a ligature to show what the style asks for."""
    return {name: _stand_in(number) for number, name in enumerate(own_words(letter))}


def _stand_in(number: int) -> str:
    """Return a word that no other holds: A1 … Z9 and so on, after pairs that are kerned and a ligature."""
    return f"AVTofi{chr(ord('A') + number % 26)}{number // 26}"


class Group:
    """A set letter without its own words, which are put in for each letter."""

    def __init__(self, stood_in: Mapping[str, str], set_pages: SetPages) -> None:
        """Take apart what was set.

        Args:
            stood_in: The word that stands in each blank, by the name of the blank.
            set_pages: The form of the group as WeasyPrint set it so.

        Raises:
            OwnSettingError: The letters of the group must be set one by one.
        """
        used: dict[str, Face] = {}

        def face(name: str) -> Face:
            return used.get(name) or used.setdefault(name, set_pages.face(set_pages.fonts[name]))

        file = FileObjects(set_pages.file)
        if any(file.holds(word) for word in stood_in.values()):
            raise OwnSettingError("the style sheet makes bookmarks, or other texts of the file, of own words")
        lines = find_lines(set_pages.pages, stood_in)
        pages = sorted({line.page for line in lines})
        if not pages:
            raise OwnSettingError("the template has no slots")
        self._contents = {
            page: Content(file.content(page)[1], [line for line in lines if line.page == page], stood_in, face)
            for page in pages
        }
        self._fonts = {name: OwnFont(whole, set_pages.fonts[name], file.font(name)) for name, whole in used.items()}
        self._catalog, self._info = file.catalog, file.info
        self._skeleton, self._bundle = self._kept(file)
        self._writer = lru_cache(_WRITERS_KEPT)(self._new_writer)

    def file(self, letter: Letter) -> bytes:
        """Return the file of a letter of the group.

        Raises:
            OwnSettingError: This letter must be set by itself.
        """
        words = own_words(letter)
        own: list[bytes] = []
        glyphs: dict[str, set[tuple[int, str]]] = {name: set() for name in self._fonts}
        for content in self._contents.values():
            pieces, shaped = content.fill(words)
            own += pieces
            for font, one in shaped:
                glyphs[font] |= one.glyphs
        return self._writer(tuple(font.needs(glyphs[name]) for name, font in self._fonts.items())).file(own)

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
