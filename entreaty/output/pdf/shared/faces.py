"""The only HarfBuzz door: words become the glyphs that Pango would choose, and fonts lose the glyphs nobody uses."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz
from fontTools.unicodedata import script

from entreaty.output.pdf.shared.blanks import OwnSettingError

UNITS = 1024
"""Pango counts in so many parts of a pixel."""

_LEFT_TO_RIGHT = frozenset(["Latn", "Grek", "Cyrl", "Armn", "Geor"])
_ANY_SCRIPT = frozenset(["Zyyy", "Zinh"])
# Controls, marks that combine and separators of lines: Pango has rules of its own for them.
_REFUSED_CATEGORIES = ("C", "M", "Zl", "Zp")
# ISO 32000-1, 9.9: the tables that a TrueType font within a PDF needs; hints are left out, as WeasyPrint does.
_KEPT_TABLES = ("head", "hhea", "maxp", "hmtx", "glyf", "loca")
_LINES_KEPT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """Words in one font and size.

    Attributes:
        shown: What PDF's operator TJ shows: glyphs in hexadecimal, and how far the next one is moved back.
        width: How far they reach, in Pango's units.
        glyphs: Each glyph with the characters that it stands for.
    """

    shown: bytes
    width: int
    glyphs: frozenset[tuple[int, str]]


class Face:
    """One TrueType file, in any size.

    Attributes:
        ascent: How far its letters reach above the line, in sizes.
        descent: How far they reach below it.
    """

    def __init__(self, content: bytes) -> None:
        """Take the bytes of the file."""
        self._face = uharfbuzz.Face(content)
        self._upem_font = uharfbuzz.Font(self._face)
        extents = self._upem_font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self._face.upem
        self.descent: float = -extents.descender / self._face.upem
        self._sizes: dict[int, _Size] = {}
        self._glyphs = {code: self._upem_font.get_nominal_glyph(code) for code in self._face.unicodes}
        self._characters = {self._glyphs[code]: chr(code) for code in sorted(self._glyphs, reverse=True)}
        # The same towns, offices and countries stand in many addresses.
        self.shape = lru_cache(_LINES_KEPT)(self._shape)

    def glyphs_of(self, characters: Iterable[str]) -> frozenset[int]:
        """Return the glyphs of those of the characters that the font has."""
        return frozenset(self._glyphs[ord(one)] for one in characters if ord(one) in self._glyphs)

    def character(self, glyph: int) -> str:
        """Return the character that a glyph stands for by itself; empty for one that takes several, or none."""
        return self._characters.get(glyph, "")

    def width(self, glyph: int) -> int:
        """Return how far a glyph reaches, in thousandths of its size (ISO 32000-1, 9.7.4.3)."""
        return round(int(self._upem_font.get_glyph_h_advance(glyph)) * 1000 / int(self._face.upem))

    def subset(self, glyphs: frozenset[int]) -> bytes:
        """Return the font with the outlines of some glyphs only, all under their own numbers."""
        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
        dropped = (tag for tag in self._face.table_tags if tag not in _KEPT_TABLES)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
        return bytes(uharfbuzz.subset(self._face, wanted).blob.data)

    def _shape(self, words: str, size: int, language: str) -> Shaped:
        """Return the glyphs of words that stand in one line, placed to the last digit as WeasyPrint 70 places them.

        Args:
            words: One line.
            size: The size of the letters, in Pango's units.
            language: The language, such as "fr": letters may have other forms in it.

        Raises:
            OwnSettingError: Pango could take another font for some of it, or set it otherwise than from left to right.
        """
        buffer = uharfbuzz.Buffer()
        buffer.add_str(words)
        buffer.direction, buffer.script, buffer.language = "ltr", self._script(words), language
        sized = self._sizes.get(size) or self._sizes.setdefault(size, _Size(self._face, size))
        uharfbuzz.shape(sized.font, buffer)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        starts = [info.cluster for info in infos]
        shown, width, glyphs = "<", 0, set()
        for info, place, start, end in zip(infos, places, starts, [*starts[1:], len(words)], strict=True):
            if place.x_offset or place.y_offset or start >= end:
                raise OwnSettingError("letters that combine")
            shown += sized.shown(info.codepoint, place.x_advance)
            width += place.x_advance
            glyphs.add((info.codepoint, words[start:end]))
        closed = shown.removesuffix("<") if shown.endswith("<") else shown + ">"
        return Shaped(shown=closed.encode(), width=width, glyphs=frozenset(glyphs))

    def _script(self, words: str) -> str:
        """Return the one script of the words, by which HarfBuzz chooses the rules of the font."""
        scripts = set()
        for character in set(words):
            kind = _script_of(character)
            if not kind or ord(character) not in self._glyphs:
                raise OwnSettingError(f"{character!a} needs another font or rules of its own")
            scripts.add(kind)
        own = scripts - _ANY_SCRIPT
        if len(own) > 1:
            raise OwnSettingError("more than one script in a line")
        return own.pop() if own else "Zyyy"


class _Size:
    """A font in one size, as Pango scales it: to whole units."""

    def __init__(self, face: uharfbuzz.Face, size: int) -> None:
        self.font = uharfbuzz.Font(face)
        self.font.scale = (size, size)
        self._size = size / UNITS
        self._shown: dict[tuple[int, int], str] = {}

    def shown(self, glyph: int, advance: int) -> str:
        """Return a glyph as TJ shows it, with the difference between the place of the next one and its own width.

        Rounding follows `weasyprint.draw.text.draw_first_line` operation by operation: what floating point leaves over
        decides whether a difference of nothing is written.
        """
        kept = self._shown.get((glyph, advance))
        if kept is None:
            width = round(self.font.get_glyph_h_advance(glyph) * 1000 * (1 / UNITS) / self._size)
            moved = width + 0.0 - advance * 1000 * (1 / UNITS) / self._size
            kept = self._shown[glyph, advance] = f"{glyph:04x}>{int(moved)}<" if moved else f"{glyph:04x}"
        return kept


@lru_cache(maxsize=4096)
def _script_of(character: str) -> str:
    """Return the script of a character that can be set without Pango's help; empty for others."""
    if unicodedata.category(character).startswith(_REFUSED_CATEGORIES):
        return ""
    found = str(script(character))
    return found if found in _LEFT_TO_RIGHT | _ANY_SCRIPT else ""
