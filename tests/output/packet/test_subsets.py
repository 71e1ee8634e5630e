"""One copy of each font in a merged file, where the letters' subsets agree."""

from io import BytesIO

import pikepdf
import pytest

from entreaty.output.packet.merge import Enclosed, merge_letters
from entreaty.output.packet.subsets import share_fonts
from tests.support.pdfs import write_letters
from tests.support.sample_letters import make_french_letter, make_letter


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return an English and a French letter."""
    return write_letters(tmp_path_factory.mktemp("letters"), make_letter(), make_french_letter())


def _fonts(pdf: pikepdf.Pdf):
    """Return the fonts of all pages, by name."""
    found: dict[str, list[pikepdf.Object]] = {}
    for page in pdf.pages:
        for font in page.obj.get("/Resources", {}).get("/Font", {}).values():
            found.setdefault(str(font.BaseFont), []).append(font)
    return found


def _copied(*files):
    pdf = pikepdf.new()
    for file in files:
        with pikepdf.open(file) as letter:
            pdf.add_pages_from(letter, outlines="ignore")
    return pdf


def test_each_font_is_there_once(files):
    """Regular, bold and italic are one file each, however many letters use them."""
    merged = merge_letters([Enclosed(path.stem, path) for path in files], "Letters")

    with pikepdf.open(BytesIO(merged.content)) as packet:
        for fonts in _fonts(packet).values():
            assert len(fonts) >= 2
            assert len({font.DescendantFonts[0].FontDescriptor.FontFile2.objgen for font in fonts}) == 1
        assert len(_fonts(packet)) == 3


def test_widths_of_all_letters_are_kept(files):
    """The shared font has the width of each glyph that any letter uses."""
    pdf = _copied(*files)
    before = {}
    for fonts in _fonts(pdf).values():
        for font in fonts:
            table = list(font.DescendantFonts[0].W)
            for glyph, widths in zip(table[::2], table[1::2], strict=True):
                before |= {(str(font.BaseFont), glyph + n): width for n, width in enumerate(widths)}
    share_fonts(pdf)
    after = {}
    for name, fonts in _fonts(pdf).items():
        table = list(fonts[-1].DescendantFonts[0].W)
        after |= {(name, glyph): widths[0] for glyph, widths in zip(table[::2], table[1::2], strict=True)}

    assert len(after) > 50
    assert after == before


def test_letters_that_read_a_glyph_otherwise_keep_their_own_map(files):
    """Where one letter has a no-break space and another a space for the same glyph, each still reads as it did."""
    pdf = _copied(files[0], files[0])
    first, _, third, _ = (page.Resources.Font for page in pdf.pages)
    (name,) = (key for key, font in third.items() if str(font.BaseFont).endswith("+Noto-Serif"))
    other = third[name].ToUnicode.read_bytes().replace(b"<0003> <0020>", b"<0003> <00a0>")
    third[name].ToUnicode = pdf.make_stream(other)

    share_fonts(pdf)

    assert b"<0003> <0020>" in first[name].ToUnicode.read_bytes()
    assert b"<0003> <00a0>" in third[name].ToUnicode.read_bytes()
    assert first[name].DescendantFonts[0].objgen == third[name].DescendantFonts[0].objgen


@pytest.mark.parametrize("spoilt", ["width", "outline", "kind"])
def test_fonts_that_do_not_agree_stay_apart(files, spoilt):
    """Fonts of one name with other widths, outlines or of another kind are left as they are."""
    pdf = _copied(files[0], files[0])
    fonts = next(found for name, found in _fonts(pdf).items() if name.endswith("+Noto-Serif"))
    mine, others = fonts[0].DescendantFonts[0], fonts[-1].DescendantFonts[0]
    if spoilt == "width":
        others.W = pikepdf.Array([others.W[0], pikepdf.Array([1, *list(others.W[1])[1:]]), *list(others.W)[2:]])
    elif spoilt == "outline":
        bold = next(found for name, found in _fonts(pdf).items() if name.endswith("Bold"))
        others.FontDescriptor.FontFile2 = bold[0].DescendantFonts[0].FontDescriptor.FontFile2
    else:
        del others.FontDescriptor.FontFile2
    before = mine.FontDescriptor.get("/FontFile2").objgen

    share_fonts(pdf)

    now = fonts[-1].DescendantFonts[0].FontDescriptor.get("/FontFile2")
    assert now is None or now.objgen != fonts[0].DescendantFonts[0].FontDescriptor.FontFile2.objgen
    assert spoilt == "kind" or fonts[0].DescendantFonts[0].FontDescriptor.FontFile2.objgen == before


def test_widths_may_be_given_as_ranges(files):
    """A first and a last glyph with one width are read as well as lists (ISO 32000-1, 9.7.4.3)."""
    pdf = _copied(files[0])
    font = next(found for name, found in _fonts(pdf).items() if name.endswith("+Noto-Serif"))[0]
    table = font.DescendantFonts[0].W
    glyph, width = table[0], table[1][0]
    others = [glyph + 1, pikepdf.Array(list(table[1])[1:])] if len(table[1]) > 1 else []
    ranged = pikepdf.Array([glyph, glyph, width, *others, *list(table)[2:]])
    font.DescendantFonts[0].W = ranged

    share_fonts(pdf)

    assert list(font.DescendantFonts[0].W)[:1] == [glyph]
    assert list(font.DescendantFonts[0].W[1]) == [width]
