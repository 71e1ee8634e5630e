"""Characters without a glyph: named with their field and code point."""

from entreaty.output.pdf.fonts import missing_glyphs
from tests.support.sample_letters import make_demands, make_letter, make_notes, make_prose

LATIN = frozenset(range(0x20, 0x250)) | {ord(character) for character in "–—‘’“”…\u202f"}


def test_a_letter_of_known_characters_has_no_problem():
    """Nothing is reported where every character has a glyph."""
    assert missing_glyphs(make_letter(), LATIN) == ()


def test_a_character_is_named_with_field_and_code_point():
    """The problem says which letter, which field, which character, and what to do."""
    (problem,) = missing_glyphs(make_letter(address=("日", "Geneva")), LATIN)
    assert str(problem) == (
        "armenian-detainees/icrc-president: no font has ‘日’ U+65E5 (CJK UNIFIED IDEOGRAPH-65E5), in the address\n"
        "  hint: write it in other letters, or put a font that has it into the folder 'fonts' of the templates"
    )


def test_an_invisible_character_is_named_without_being_shown():
    """A control character is named by its code point only."""
    (problem,) = missing_glyphs(make_letter(closing="Yours,\u2028"), LATIN)
    assert problem.message == "no font has U+2028 (LINE SEPARATOR), in the closing"


def test_every_field_is_looked_at():
    """Each field that is printed is looked at, and each character is reported once."""
    sender = make_letter().sender
    letter = make_letter(
        sender=type(sender)(name="α", email="β"),
        addressee="γ",
        address=("δ", "δ"),
        date_line="ε",
        subject="ζ",
        salutation="η",
        paragraphs=(make_prose("θ"),),
        request=make_prose("ι"),
        demands=make_demands(["κ"]),
        ending=(make_prose("λ"),),
        closing="μ",
        notes=make_notes(["ν"]),
        phrases=(("notes", "ξ"),),
    )
    found = [problem.message for problem in missing_glyphs(letter, LATIN)]
    assert [message[len("no font has ‘")] for message in found] == list("γδηεζαβθιλκμνξ")
    assert [message.rpartition(", in ")[2] for message in found] == [
        "the addressee",
        "the address",
        "the salutation",
        "the date",
        "the subject",
        "the sender",
        "the sender's e-mail address",
        "paragraph 1",
        "paragraph 2",
        "paragraph 3",
        "demand 1",
        "the closing",
        "note 1",
        "the phrase 'notes'",
    ]
