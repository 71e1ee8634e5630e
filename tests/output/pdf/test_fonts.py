"""The bundled fonts: which they are, what they print, and that they hide the system's."""

import os
from pathlib import Path

import pytest

from entreaty.output.pdf.fonts import covered_characters, font_files, only_fonts_of
from tests.support.sample_letters import TEMPLATES

FONTS = TEMPLATES / "fonts"


def test_the_bundle_is_one_family_with_companions():
    """Twelve files of one family, under four megabytes, with their licence."""
    names = [path.name for path in font_files(FONTS)]
    assert names == [
        "NotoNaskhArabic-Bold.ttf",
        "NotoNaskhArabic-Regular.ttf",
        "NotoSerif-Bold.ttf",
        "NotoSerif-BoldItalic.ttf",
        "NotoSerif-Italic.ttf",
        "NotoSerif-Regular.ttf",
        "NotoSerifArmenian-Bold.ttf",
        "NotoSerifArmenian-Regular.ttf",
        "NotoSerifGeorgian-Bold.ttf",
        "NotoSerifGeorgian-Regular.ttf",
        "NotoSerifHebrew-Bold.ttf",
        "NotoSerifHebrew-Regular.ttf",
    ]
    assert sum(path.stat().st_size for path in font_files(FONTS)) < 4_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Äßçñøœŵžşțđħğıİ “quoted” ‘so’ – — … € № § ¶ × − ½ ¹²³⁴⁵⁶⁷⁸⁹⁰ \u00a0\u202f\u2011\u00ad",
        "Ələkbər Ə",
        "Tiếng Việt",
        "Ελληνικά ἀρχαῖα",
        "Съешь ещё Їжак қазақша ҷумҳурӣ",
        "Հայերեն և ՙ՚՛՜՝՞՟։",
        "ქართული ᲥᲐᲠᲗᲣᲚᲘ",
        "رسالة إلى اللجنة، هل تُزار؟ «نعم» فارسی: پچژگ کی ی ۱۲۳ ١٢٣",
        "שלום רב, הוועדה ״ציטוט״ ׳",
    ],
)
def test_scripts_of_the_campaign_are_covered(text):
    """Latin with Azerbaijani and Vietnamese, Greek, Cyrillic, Armenian, Georgian, Arabic and Hebrew have glyphs."""
    covered = covered_characters(font_files(FONTS))
    assert [character for character in text if ord(character) not in covered] == []


def test_what_no_font_has_is_not_covered():
    """Chinese, emoji and Devanagari are not claimed."""
    assert not {ord(character) for character in "日🙂अ"} & covered_characters(font_files(FONTS))


@pytest.mark.parametrize("before", [None, "/etc/fonts/fonts.conf"])
def test_fontconfig_sees_one_folder_for_a_while(monkeypatch, tmp_path, before):
    """Inside, the variable names a file with that folder only; afterwards it is what it was."""
    if before is None:
        monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    else:
        monkeypatch.setenv("FONTCONFIG_FILE", before)
    folder = tmp_path / "a & b"
    folder.mkdir()
    with only_fonts_of(folder):
        conf = Path(os.environ["FONTCONFIG_FILE"])
        written = conf.read_text(encoding="utf-8")
    assert written.count("<dir>") == 1
    assert f"<dir>{tmp_path}/a &amp; b</dir>" in written
    assert not conf.exists()
    assert os.environ.get("FONTCONFIG_FILE") == before
