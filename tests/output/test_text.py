"""The letter as plain text: one paragraph on each line, ready to be pasted."""

from entreaty.output.text import letter_body, letter_text
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Signatory, Span
from tests.support.sample_letters import (
    TEMPLATES,
    make_demands,
    make_french_letter,
    make_letter,
    make_notes,
    make_prose,
    make_short_letter,
)

LOOK = LetterTemplates(TEMPLATES)


def test_a_whole_letter():
    """To and subject, a blank line, the letter, the sender and the notes."""
    letter = make_letter(
        email="president@example.org",
        subject="Visits",
        paragraphs=(make_prose("The delegation has _closed_.[1]"), make_prose("The law has not.[2]")),
        request=make_prose("I ask you:"),
        demands=make_demands(["to visit;", "to report."]),
        ending=(make_prose("Thank you."),),
        notes=make_notes(["PanARMENIAN.Net.", "ibid."], {2: "GC III art 126."}),
    )
    assert letter_text(letter, LOOK) == (
        "To: president@example.org\n"
        "Subject: Visits\n"
        "\n"
        "Dear President,\n"
        "\n"
        "The delegation has closed.[1]\n"
        "\n"
        "The law has not.[2]\n"
        "\n"
        "I ask you:\n"
        "\n"
        "1. to visit;\n"
        "2. to report.\n"
        "\n"
        "Thank you.\n"
        "\n"
        "Yours faithfully,\n"
        "\n"
        "Anna Keller\n"
        "Teacher\n"
        "Lindenstraße 12\n"
        "10969 Berlin\n"
        "Germany\n"
        "anna.keller@example.org\n"
        "+49 30 0000000\n"
        "\n"
        "Notes\n"
        "\n"
        "[1] PanARMENIAN.Net.\n"
        "[2] GC III art 126.\n"
    )


def test_without_an_address_the_addressee_stands_after_to():
    """Who has no e-mail address is named."""
    assert letter_text(make_letter(), LOOK).startswith("To: The President of the ICRC\nSubject: ")


def test_the_addressee_after_to_is_never_shortened():
    """The running head may have room for the office only; the text says whose minister it is."""
    full = "Minister of Foreign Affairs, Ministry of Foreign Affairs of the Republic of Azerbaijan"
    letter = make_letter(addressee="Minister of Foreign Affairs", addressee_in_full=full)

    assert letter_text(letter, LOOK).startswith(f"To: {full}\nSubject: ")


def test_a_contact_form_stands_in_the_first_lines():
    """Recipients with only a contact form get its address; those with e-mail don't need it."""
    form = "https://example.org/contact"
    lines = letter_text(make_letter(contact_form=form), LOOK).split("\n")
    assert lines[:2] == ["To: The President of the ICRC", "Contact form: https://example.org/contact"]
    assert form not in letter_text(make_letter(contact_form=form, email="a@example.org"), LOOK)


def test_without_a_sender_the_places_to_complete_are_marked():
    """A letter without a sender says what to write where."""
    assert "Yours faithfully,\n\n[Your name]\n[Your address]\n\nNotes" in letter_text(make_letter(sender=None), LOOK)
    unnamed = make_letter(sender=Signatory(organisation="Friends"))
    assert "Yours faithfully,\n\n[Your name]\nFriends\n\nNotes" in letter_text(unnamed, LOOK)


def test_a_letter_without_notes_or_demands_has_no_empty_headings():
    """What is not there leaves nothing behind."""
    letter = make_letter(
        sender=Signatory(name="A"), notes=(), demands=(), request=(), ending=(), paragraphs=(make_prose("B"),)
    )
    assert letter_body(letter, LOOK) == "Dear President,\n\nB\n\nYours faithfully,\n\nA\n"


def test_links_keep_their_addresses():
    """A link whose words are not its address is followed by it; mail addresses speak for themselves."""
    prose = (
        Span(text="the order", href="https://example.org/order"),
        Span(text=", "),
        Span(text="https://example.org/", href="https://example.org/"),
        Span(text=", "),
        Span(text="a@example.org", href="mailto:a@example.org"),
    )
    body = letter_body(make_short_letter(paragraphs=(prose,)), LOOK)
    assert "\nthe order (https://example.org/order), https://example.org/, a@example.org\n" in body


def test_french_letters_are_french_throughout():
    """Labels follow the language of the letter, and French spaces stay."""
    text = letter_text(make_french_letter(), LOOK)
    assert text.startswith("À\u00a0: Département fédéral des affaires étrangères\nObjet\u00a0: Le sort")
    assert "en Azerbaïdjan\u202f: elle y voit" in text


def test_the_text_is_tidy():
    """NFC, line feeds only, no spaces at the ends of lines, one line feed at the end."""
    letter = make_letter(salutation="Che\u0301re Pre\u0301sidente, ", closing="Yours\u00a0", address=("a",))
    text = letter_text(letter, LOOK)
    assert "Chére Présidente,\n" in text
    assert "\r" not in text
    assert [line for line in text.split("\n") if line != line.rstrip()] == []
    assert "\n\n\n" not in text
    assert text.endswith("12.\n")
