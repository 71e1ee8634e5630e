"""The letter as HTML: what the typesetter sets, and what a mail program shows."""

import unicodedata
from typing import Literal

from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.markup import require_plain_markup
from entreaty.output.pdf.shared.rendering import letter_values, render_letter
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Blank, Function
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
    direction = Function(line_direction)
    own = {"envelope": envelope, "endnotes": endnotes, "line_direction": direction}
    html = templates.render("letter.html", **letter_values(letter), **own)
    return require_plain_markup(html, templates.folder / "letter.html")


def email_html(letter: Letter, templates: LetterTemplates) -> str:
    """Return the body for mail programs: styles on the elements, nothing to fetch.

    Raises:
        ContentError: The template cannot be filled in.
    """
    return render_letter("email.html", letter, templates)


def line_direction(line: str | Blank) -> Literal["ltr", "rtl"]:
    """Return how a line runs that stands alone: as its first letter does (Unicode UAX 9, P2 and P3).

    A blank counts as filled from left to right; what runs otherwise is not put into one.
    """
    if isinstance(line, Blank):
        return "ltr"
    classes = (unicodedata.bidirectional(character) for character in line)
    first = next((one for one in classes if one in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"
