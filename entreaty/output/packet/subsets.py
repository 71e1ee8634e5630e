"""One copy of each font in a merged file, in place of the subset that each letter brings."""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf

from entreaty.output.packet.outlines import GlyphError, read_subset, union
from entreaty.output.pdf.character_map import character_map

# Left, bottom, right and top of the box that holds every glyph.
_OUTERMOST = (min, min, max, max)
_MAPPED = re.compile(rb"^<([0-9a-f]+)> <([0-9a-f]+)>$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Font:
    """A font of one letter.

    Attributes:
        whole: The composite font, which the pages name.
        part: Its only descendant, which holds widths and outlines.
        widths: The width of each glyph that the letter uses.
        characters: What each of them stands for.
    """

    whole: pikepdf.Object
    part: pikepdf.Object
    widths: dict[int, int | Decimal]
    characters: dict[bytes, bytes]


def share_fonts(packet: pikepdf.Pdf, without: Sequence[range] = ()) -> None:
    """Let the letters of a merged file use one copy of each font; fonts that cannot be shared stay as they are.

    Args:
        packet: The merged file.
        without: The numbers of objects that are no letter's, in ascending ranges.
    """
    by_name: dict[str, list[_Font]] = {}
    starts = [numbers.start for numbers in without]
    for item in packet.objects:
        place = bisect(starts, item.objgen[0]) - 1
        if place >= 0 and item.objgen[0] in without[place]:
            continue
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == pikepdf.Name.Type0:
            font = _read(item)
            if font is not None:
                by_name.setdefault(str(item.BaseFont), []).append(font)
    for fonts in by_name.values():
        _share(packet, fonts)


def _read(whole: pikepdf.Object) -> _Font | None:
    part = whole.DescendantFonts[0]
    if "/FontFile2" not in part.FontDescriptor or "/ToUnicode" not in whole or "/W" not in part:
        return None
    characters = dict(_MAPPED.findall(whole.ToUnicode.read_bytes()))
    return _Font(whole, part, _widths(part.W), characters)


def _share(packet: pikepdf.Pdf, fonts: list[_Font]) -> None:
    widths: dict[int, int | Decimal] = {}
    try:
        subsets = [read_subset(font.part.FontDescriptor.FontFile2.read_bytes(), max(font.widths)) for font in fonts]
        for font in fonts:
            if any(widths.setdefault(glyph, width) != width for glyph, width in font.widths.items()):
                return
        content = union(subsets)
    except GlyphError:
        return
    part = fonts[0].part
    part.W = pikepdf.Array([entry for glyph in sorted(widths) for entry in (glyph, pikepdf.Array([widths[glyph]]))])
    boxes = zip(*(font.part.FontDescriptor.FontBBox for font in fonts), strict=True)
    part.FontDescriptor.FontBBox = pikepdf.Array([pick(edges) for pick, edges in zip(_OUTERMOST, boxes, strict=True)])
    part.FontDescriptor.FontFile2 = packet.make_stream(content, Length1=len(content))
    for font in fonts:
        font.whole.DescendantFonts = pikepdf.Array([part])
    _share_characters(packet, fonts)


def _share_characters(packet: pikepdf.Pdf, fonts: Iterable[_Font]) -> None:
    """Join what glyphs stand for, where letters agree: a space that one has broken off may be fixed in another."""
    joined: list[tuple[dict[bytes, bytes], list[_Font]]] = []
    for font in fonts:
        for characters, agreeing in joined:
            if all(characters.get(glyph, text) == text for glyph, text in font.characters.items()):
                characters.update(font.characters)
                agreeing.append(font)
                break
        else:
            joined.append((dict(font.characters), [font]))
    for characters, agreeing in joined:
        stream = packet.make_stream(character_map(characters))
        for font in agreeing:
            font.whole.ToUnicode = stream


def _widths(table: Any) -> dict[int, int | Decimal]:
    """Return the widths of ISO 32000-1, 9.7.4.3: a first glyph with a list, or a first, a last and one width."""
    widths: dict[int, int | Decimal] = {}
    entries = list(table)
    while entries:
        first = int(entries.pop(0))
        if isinstance(entries[0], pikepdf.Array):
            widths.update(enumerate(entries.pop(0), start=first))
        else:
            last, width = int(entries.pop(0)), entries.pop(0)
            widths.update(dict.fromkeys(range(first, last + 1), width))
    return widths
