"""Fonts from subsets: every glyph as it is in the whole font, whatever subset it came in."""

import struct
from io import BytesIO

import pytest
from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from entreaty.output.packet.outlines import GlyphError, read_subset, union
from tests.support.sample_letters import TEMPLATES

FONT = TEMPLATES / "fonts" / "NotoSerif-Regular.ttf"
BOLD = TEMPLATES / "fonts" / "NotoSerif-Bold.ttf"


def _subset(characters: str, path=FONT):
    """Return a subset as a letter carries it: numbered as the whole font, with nothing after its last glyph."""
    font = TTFont(path)
    wanted = {font.getGlyphID(font.getBestCmap()[ord(character)]) for character in characters}
    options = subset.Options(retain_gids=True, notdef_outline=True, hinting=False, drop_tables=["GSUB", "GPOS"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=wanted)
    subsetter.subset(font)
    written = BytesIO()
    font.save(written)
    return read_subset(written.getvalue(), max(wanted))


def _drawn(font: TTFont, glyph: str):
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


def test_every_glyph_is_drawn_as_in_the_whole_font():
    """Plain and composed glyphs of several subsets keep number, outline and width."""
    whole = TTFont(FONT)
    joined = TTFont(BytesIO(union([_subset("abcé"), _subset("éüÅÖñ‐"), _subset("xyzЖΩ")])))
    names = joined.getGlyphOrder()

    for character in "abcéüÅÖñ‐xyzЖΩ":
        glyph = whole.getBestCmap()[ord(character)]
        number = whole.getGlyphID(glyph)
        assert _drawn(joined, names[number]) == _drawn(whole, glyph), character
        assert joined["hmtx"][names[number]] == whole["hmtx"][glyph], character


def test_parts_keep_their_metrics():
    """A composed glyph that takes its metrics from a part finds them there: else it would be drawn out of place."""
    joined = TTFont(BytesIO(union([_subset("‐"), _subset("ab")])))
    whole = TTFont(FONT)
    composed = joined.getGlyphOrder()[whole.getGlyphID(whole.getBestCmap()[0x2010])]
    (part,) = joined["glyf"][composed].components

    assert joined["hmtx"][part.glyphName] == whole["hmtx"]["hyphen"]


def test_order_of_the_subsets_changes_nothing_that_is_drawn():
    """The same subsets give the same bytes."""
    subsets = [_subset("abé"), _subset("cd")]

    assert union(subsets) == union(subsets)


def test_subsets_of_two_fonts_are_refused():
    """A glyph that is drawn in two ways cannot be shared."""
    with pytest.raises(GlyphError):
        union([_subset("ab"), _subset("ab", BOLD)])


def test_font_without_truetype_outlines_is_refused():
    """An OpenType font with another kind of outlines is left as it is."""
    font = TTFont(FONT)
    del font["glyf"]
    font["loca"] = DefaultTable("loca")
    font["loca"].data = b""
    written = BytesIO()
    font.save(written)

    with pytest.raises(GlyphError):
        read_subset(written.getvalue(), 5)


def test_font_is_as_short_as_its_glyphs():
    """Offsets are written for all glyphs up to the last part, and none after."""
    font = TTFont(BytesIO(union([_subset("ab")])), lazy=True)
    count = struct.unpack_from(">H", font.reader["maxp"], 4)[0]

    assert len(font.reader["loca"]) == 4 * (count + 1)
    assert len(font.reader["hmtx"]) == 4 * count
    assert set(font.reader.keys()) == {"head", "hhea", "maxp", "hmtx", "glyf", "loca"}
