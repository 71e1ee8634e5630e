"""The letter as plain text, ready to be pasted into webmail or a contact form."""

import unicodedata

from entreaty.output.pdf.shared.rendering import render_letter
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter


def letter_text(letter: Letter, templates: LetterTemplates) -> str:
    """Return the lines To: and Subject:, a blank line and the letter.

    Raises:
        ContentError: The template cannot be filled in.
    """
    head = [letter.phrase("to", address=letter.email or letter.addressee)]
    if letter.contact_form and not letter.email:
        head.append(letter.phrase("contact-form", url=letter.contact_form))
    head.append(letter.phrase("subject", subject=letter.subject))
    return _tidy("\n".join(head)) + "\n" + letter_body(letter, templates)


def letter_body(letter: Letter, templates: LetterTemplates) -> str:
    """Return the letter from its salutation to its last note, one paragraph on each line.

    Raises:
        ContentError: The template cannot be filled in.
    """
    return _tidy(render_letter("letter.txt", letter, templates))


def _tidy(text: str) -> str:
    """Return the text in NFC, without spaces at the ends of lines and without double blank lines."""
    lines = "\n".join([line.rstrip() for line in unicodedata.normalize("NFC", text).splitlines()])
    while "\n\n\n" in lines:
        lines = lines.replace("\n\n\n", "\n\n")
    return lines.strip("\n") + "\n"
