"""What the glyphs of a font stand for, as a PDF says it: what is searched, copied and read aloud."""

from collections.abc import Mapping

_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_FOOT = b"""
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def character_map(characters: Mapping[bytes, bytes]) -> bytes:
    """Return the map of glyphs to characters (ISO 32000-1, 9.10.3), in blocks of at most 100."""
    rows = [b"<" + glyph + b"> <" + text + b">" for glyph, text in sorted(characters.items())]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return _HEAD + body + _FOOT
