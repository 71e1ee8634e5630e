"""The letter as HTML: what the typesetter sets, and what a mail program shows."""

from entreaty.content.envelopes import Envelope
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter


def letter_html(letter: Letter, templates: LetterTemplates, envelope: Envelope, *, endnotes: bool = False) -> str:
    """Return the page that the letter is set from.

    Args:
        letter: What it says.
        templates: How it looks.
        envelope: Where things stand on its first sheet.
        endnotes: Whether the notes stand at its end, not at the foot of the pages.

    Raises:
        ContentError: The template cannot be filled in.
    """
    return templates.render("letter.html", letter=letter, envelope=envelope, endnotes=endnotes)


def email_html(letter: Letter, templates: LetterTemplates) -> str:
    """Return the body for mail programs: styles on the elements, nothing to fetch.

    Raises:
        ContentError: The template cannot be filled in.
    """
    return templates.render("email.html", letter=letter)
