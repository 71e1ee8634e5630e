"""The map of glyphs to characters that a PDF carries."""

from entreaty.output.pdf.character_map import character_map


def test_each_glyph_is_mapped_in_the_order_of_its_number():
    """A glyph may stand for several characters; a row names both in hexadecimal."""
    mapped = character_map({b"0862": b"006600660069", b"0024": b"0041"})

    assert b"2 beginbfchar\n<0024> <0041>\n<0862> <006600660069>\nendbfchar" in mapped
    assert mapped.startswith(b"/CIDInit /ProcSet findresource begin\n")
    assert mapped.endswith(b"\nend\nend\n")


def test_blocks_hold_at_most_a_hundred_glyphs():
    """ISO 32000-1, 9.10.3, and Adobe's technical note 5014 allow no more in one block."""
    mapped = character_map({b"%04x" % number: b"0041" for number in range(201)})

    assert [int(line.split()[0]) for line in mapped.splitlines() if line.endswith(b"beginbfchar")] == [100, 100, 1]
