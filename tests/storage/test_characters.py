"""The characters that no file may hold, and those that look like them and may."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from entreaty.storage.characters import escaped, may_be_refused, refused_character

INVISIBLE = "it may be invisible: delete what stands around it, and type that again"


@pytest.mark.parametrize(
    ("character", "called"),
    [
        ("\0", "U+0000 (control character)"),
        ("\x1b", "U+001B (control character)"),
        ("\r", "U+000D (control character)"),
        ("\x7f", "U+007F (control character)"),
        ("\x85", "U+0085 (control character)"),
        ("\u200b", "U+200B (zero width space)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\u2029", "U+2029 (paragraph separator)"),
        ("\u202e", "U+202E (right-to-left override)"),
        ("\u2060", "U+2060 (word joiner)"),
        ("\u2066", "U+2066 (left-to-right isolate)"),
        ("\ufeff", "U+FEFF (zero width no-break space)"),
        ("\ud800", "U+D800 (control character)"),
        ("\uffff", "U+FFFF (control character)"),
        ("\U000e0041", "U+E0041 (tag latin capital letter a)"),
        ("\u200d", "U+200D (zero width joiner)"),
        ("\u2063", "U+2063 (invisible separator)"),
        ("\u206e", "U+206E (national digit shapes)"),
        ("\u3164", "U+3164 (hangul filler)"),
        ("\u115f", "U+115F (hangul choseong filler)"),
        ("\uffa0", "U+FFA0 (halfwidth hangul filler)"),
        ("\u2800", "U+2800 (braille pattern blank)"),
        ("\u17b4", "U+17B4 (khmer vowel inherent aq)"),
        ("\u034f", "U+034F (combining grapheme joiner)"),
        ("\u180e", "U+180E (mongolian vowel separator)"),
        ("\ufe0f\ufe0f", "U+FE0F (variation selector-16)"),
        ("\U000e0100", "U+E0100 (variation selector-17)"),
        ("\U000e01ef", "U+E01EF (variation selector-256)"),
        ("\ufff9", "U+FFF9 (interlinear annotation anchor)"),
        ("\ufdd0", "U+FDD0 (control character)"),
        ("\U0001d173", "U+1D173 (musical symbol begin beam)"),
    ],
)
def test_hidden_character_is_named(character, called):
    """A character that hides, reorders or breaks text is refused by its code and name."""
    assert refused_character(f"An{character}na") == (f"the character {called} cannot stand in a letter", INVISIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "Anna\tExample\nlives here",
        "Նազիկ Ամիրյան",
        "ქართული",
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום \u200fעולם\u200e",
        "Việt Nam",
        "Vie\u0323\u0302t",
        "Azərbaycan",
        "10\u00a0000\u202f€",
        "👩",
        "☎\ufe0f",
        "葛\U000e0100城市",
        "Staats\u00adsekretär",
        "שָׁלוֹם",
    ],
)
def test_letters_of_every_script_may_stand(text):
    """Letters, marks, joiners where their script needs them, spaces of typography and direction marks may stand."""
    assert refused_character(text) is None


def test_piled_up_marks_are_refused():
    """More than eight accents on one letter are refused; eight are not."""
    assert refused_character("Z" + "\u0301" * 8) is None
    assert refused_character("Z" + "\u0301" * 9) == (
        "more than 8 accents are piled up on one letter here",
        "remove those that do not belong",
    )
    assert refused_character("a" + "\u0335" * 500) is not None
    assert refused_character("א" + "\u05b8" * 9) is not None
    assert refused_character("ا" + "\u064e" * 9) is not None
    assert refused_character("ก" + "\u0e47" * 9) is not None


@given(some.text("ab\n\té\u0301\u200b\x07\u2028\u200d", max_size=40) | some.text(max_size=40))
def test_quick_look_at_a_file_misses_nothing(text):
    """A text may be refused exactly where one of its lines is."""
    assert may_be_refused(text) == any(refused_character(line) for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[31m\r\x7f\x9b", r"\x1b[31m\x0d\x7f\x9b"),
        ("a\u202eb\u2066", r"a\u202eb\u2066"),
        ("\U000e0041\udc80", r"\U000e0041\udc80"),
        ("Z" + "\u0301" * 9, "Z" + r"\u0301" * 9),
        ("Genève שלום\u200f می\u200cخواهم", "Genève שלום\u200f می\u200cخواهم"),
        (r"C:\new", r"C:\new"),
    ],
)
def test_what_may_not_stand_is_shown_as_its_escape(text, shown):
    """Characters that no file may hold are shown by their escapes; all others stay as they are."""
    assert escaped(text) == shown
