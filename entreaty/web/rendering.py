"""A letter for the screen and on paper, made where a template that never ends can be stopped."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from entreaty.output.documents import Look, as_problems_of
from entreaty.output.html import letter_html
from entreaty.output.pdf.plain import Pdf
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.inside import read_inside
from entreaty.storage.resources import DATA
from entreaty.templating.letters import LetterTemplates
from entreaty.web.screen import on_screen
from entreaty.web.tints import tinted
from entreaty.writing.letter import Letter

_STYLE_CAP = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A letter that is to be shown.

    Attributes:
        of: What is made of it: a page for the screen, or the PDF.
        letter: The letter; for the screen, with the marks that become its tints.
        look: How it looks.
    """

    of: Literal["screen", "paper"]
    letter: Letter
    look: Look


def render_view(view: View) -> str | Pdf:
    """Return the page or the PDF of a letter.

    Raises:
        ContentError: A template, the style sheet or a character keeps it from being made.
        EntreatyError: The system lacks what PDFs need.
    """
    look = view.look
    with as_problems_of(view.letter, look):
        if view.of == "paper":
            return _typesetter(look.fingerprint, look.templates, look.images).typeset(view.letter, look.envelope)
        return _page(view.letter, look)


def _page(letter: Letter, look: Look) -> str:
    html = letter_html(letter, LetterTemplates(look.templates), look.envelope, endnotes=True)
    style_sheet = look.templates / "letter.css"
    try:
        style = read_inside(style_sheet, look.templates, cap=_STYLE_CAP).decode("utf-8")
    except (OSError, UnicodeError) as error:
        message = "the letters' look needs this, and it cannot be read"
        raise ContentError([Problem(Location(style_sheet), message)]) from error
    style += (DATA / "preview" / "letter.css").read_text(encoding="utf-8")
    return on_screen(tinted(html), look.envelope, dict(look.images), look.templates / "fonts", style)


@lru_cache(maxsize=1)
def _typesetter(_fingerprint: str, templates: Path, images: tuple[tuple[str, bytes], ...]) -> Typesetter:
    """Return the typesetter of a look, made again when a file of it has changed."""
    return Typesetter(LetterTemplates(templates), dict(images))
