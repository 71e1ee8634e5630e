"""One TrueType font from the subsets of it that letters carry, each with the glyphs that its letter needs.

WeasyPrint keeps the numbers of glyphs when it takes a subset, up to the last one in use; what comes after it are parts
of composed glyphs, numbered otherwise in each subset. Here every part is kept under a number of its own.
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TypeVar

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

# OpenType 1.9, 'glyf': the flags of a component and the bytes of its arguments and transformations.
_WORDS, _MORE = 0x0001, 0x0020
_SCALES = {0x0008: 2, 0x0040: 4, 0x0080: 8}
# ISO 32000-1, 9.9: the tables that a TrueType font within a PDF needs.
_KEPT_TABLES = frozenset(["head", "hhea", "maxp", "hmtx", "glyf", "loca", "cvt ", "fpgm", "prep"])
_LAST_GLYPH = 0xFFFE

_Value = TypeVar("_Value")


class GlyphError(Exception):
    """Two subsets have different outlines for one glyph, or a subset has none that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """The outlines of one subset.

    Attributes:
        content: The font file.
        last: The last glyph whose number is that of the whole font.
        glyphs: The outline of each glyph that has one, by number.
        advances: The advance width and left side bearing of each glyph, by number.
    """

    content: bytes
    last: int
    glyphs: Mapping[int, bytes]
    advances: tuple[tuple[int, int], ...]


def read_subset(content: bytes, last: int) -> Subset:
    """Return the outlines of a TrueType file.

    Args:
        content: The file.
        last: The greatest number of a glyph that the letter uses.

    Raises:
        GlyphError: It has no TrueType outlines.
    """
    font = TTFont(BytesIO(content), lazy=True)
    if "glyf" not in font:
        raise GlyphError
    tables = {tag: font.reader[tag] for tag in ("glyf", "loca", "head", "hhea", "hmtx", "maxp")}
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    long_offsets = struct.unpack_from(">h", tables["head"], 50)[0]
    offsets = struct.unpack(f">{count + 1}{'I' if long_offsets else 'H'}", tables["loca"])
    unit = 1 if long_offsets else 2
    outlines = {
        number: tables["glyf"][begin * unit : end * unit]
        for number, (begin, end) in enumerate(pairwise(offsets))
        if end > begin
    }
    return Subset(content=content, last=last, glyphs=outlines, advances=_advances(tables, count))


def union(subsets: Iterable[Subset]) -> bytes:
    """Return one font with the glyphs of all subsets, under their own numbers.

    Raises:
        GlyphError: The subsets are not of one font.
    """
    subsets = tuple(subsets)
    merging = _Merging(first_part=max(subset.last for subset in subsets) + 1)
    for subset in subsets:
        merging.add(subset)
    return merging.font(max(subsets, key=lambda subset: (subset.last, subset.content)).content)


class _Merging:
    def __init__(self, first_part: int) -> None:
        self._next = first_part
        self._parts: dict[tuple[bytes, tuple[int, int]], int] = {}
        self._glyphs: dict[int, bytes] = {}
        self._advances: dict[int, tuple[int, int]] = {}

    def add(self, subset: Subset) -> None:
        for number in subset.glyphs:
            if number <= subset.last:
                self._put(self._glyphs, number, self._rewritten(subset, number))
        for number, advance in enumerate(subset.advances[: subset.last + 1]):
            if any(advance):
                self._put(self._advances, number, advance)

    def _put(self, table: dict[int, _Value], number: int, value: _Value) -> None:
        if table.setdefault(number, value) != value:
            raise GlyphError

    def _rewritten(self, subset: Subset, number: int) -> bytes:
        """Return the outline of a glyph, with the parts of it under the numbers that they have here."""
        outline = bytearray(subset.glyphs[number])
        if struct.unpack_from(">h", outline)[0] >= 0:
            return bytes(outline)
        place, flags = 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">HH", outline, place)
            struct.pack_into(">H", outline, place + 2, self._number_of(subset, part))
            place += 8 if flags & _WORDS else 6
            place += sum(size for flag, size in _SCALES.items() if flags & flag)
        return bytes(outline)

    def _number_of(self, subset: Subset, part: int) -> int:
        # Its metrics count too: a composed glyph may take its own from a part (the flag USE_MY_METRICS).
        kept = self._rewritten(subset, part) if part in subset.glyphs else b"", subset.advances[part]
        if kept not in self._parts:
            self._parts[kept] = self._next
            self._glyphs[self._next], self._advances[self._next] = kept
            self._next += 1
        return self._parts[kept]

    def font(self, template: bytes) -> bytes:
        """Return the font file, with the remaining tables of one of the subsets."""
        if self._next > _LAST_GLYPH:
            raise GlyphError
        font = TTFont(BytesIO(template), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
        outlines, offsets = bytearray(), [0]
        for number in range(self._next):
            outline = self._glyphs.get(number, b"")
            outlines += outline + b"\0" * (-len(outline) % 4)
            offsets.append(len(outlines))
        metrics = (self._advances.get(number, (0, 0)) for number in range(self._next))
        made = {
            "glyf": bytes(outlines),
            "loca": struct.pack(f">{len(offsets)}I", *offsets),
            "hmtx": b"".join(struct.pack(">Hh", *pair) for pair in metrics),
            "head": _patched(font.reader["head"], 50, 1),
            "maxp": _patched(font.reader["maxp"], 4, self._next),
            "hhea": _patched(font.reader["hhea"], 34, self._next),
        }
        for tag in set(font.reader.keys()) - _KEPT_TABLES:
            del font[tag]
        for tag, data in made.items():
            font[tag] = DefaultTable(tag)
            font[tag].data = data
        written = BytesIO()
        font.save(written, reorderTables=None)
        return written.getvalue()


def _patched(table: bytes, place: int, value: int) -> bytes:
    return table[:place] + struct.pack(">H", value) + table[place + 2 :]


def _advances(tables: Mapping[str, bytes], count: int) -> tuple[tuple[int, int], ...]:
    """Return each glyph's advance width and left side bearing (OpenType 1.9, 'hmtx')."""
    full = struct.unpack_from(">H", tables["hhea"], 34)[0]
    pairs = list(struct.iter_unpack(">Hh", tables["hmtx"][: 4 * full]))
    bearings = struct.unpack_from(f">{count - full}h", tables["hmtx"], 4 * full)
    return (*pairs, *((pairs[-1][0], bearing) for bearing in bearings))
