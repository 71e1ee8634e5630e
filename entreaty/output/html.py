"""The letter as HTML: what the typesetter sets, and what a mail program shows."""

import re
from html import escape

from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.markup import require_plain_markup
from entreaty.output.pdf.shared.rendering import letter_values, render_letter
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter

_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_DRAFT_FOOT = "@bottom-center { content: element(draft-mark) !important; vertical-align: middle !important }"
_DRAFT_STYLE = (
    f"<style>@page {{ {_DRAFT_FOOT} }} @page :first {{ {_DRAFT_FOOT} }} "
    ".draft-mark { position: running(draft-mark) !important; margin: 0; border: 0; padding: 0; text-align: center; "
    "font-weight: bold; color: #b00020 }</style>"
)


def letter_html(
    letter: Letter, templates: LetterTemplates, envelope: Envelope, *, note: bool = False, endnotes: bool = False
) -> str:
    """Return the page that the letter is set from.

    Args:
        letter: What it says.
        templates: How it looks.
        envelope: Where things stand on its first sheet.
        note: Whether a note says that it needs an envelope without a window.
        endnotes: Whether the notes stand at its end, not at the foot of the pages.

    Raises:
        ContentError: The template cannot be filled in.
    """
    own = {"envelope": envelope, "without_window": note, "endnotes": endnotes}
    html = templates.render("letter.html", **letter_values(letter), **own)
    html = require_plain_markup(html, templates.folder / "letter.html")
    return _marked_as_draft(html, letter.draft) if letter.draft else html


def _marked_as_draft(html: str, mark: str) -> str:
    """Return the page with the mark at the foot of each of its sheets, whatever the template prints."""
    body = _BODY.search(html)
    place = body.end() if body else 0
    return f'{html[:place]}{_DRAFT_STYLE}<p class="head draft-mark">{escape(mark)}</p>{html[place:]}'


def email_html(letter: Letter, templates: LetterTemplates) -> str:
    """Return the body for mail programs: styles on the elements, nothing to fetch.

    Raises:
        ContentError: The template cannot be filled in.
    """
    return render_letter("email.html", letter, templates)
