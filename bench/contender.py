"""What a contender is: a way of setting letters as PDF, begun once and used for many."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache

from entreaty.content.places import shipped_templates
from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.writing.letter import Letter

TEMPLATES = shipped_templates()
# The fonts of an English letter.
_FACES = {
    "NotoSerif-Regular.ttf": "font-style: normal; font-weight: 400",
    "NotoSerif-Italic.ttf": "font-style: italic; font-weight: 400",
    "NotoSerif-Bold.ttf": "font-style: normal; font-weight: 700",
    "NotoSerif-BoldItalic.ttf": "font-style: italic; font-weight: 700",
}

Typeset = Callable[[list[Letter]], Iterator[bytes]]


class MissingError(Exception):
    """The machine lacks what a contender needs; the message is the command that installs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A contender that has been started.

    Attributes:
        version: Which version of it runs.
        typeset: Sets the letters of one group one after the other, each as a file.
    """

    version: str
    typeset: Typeset


Start = Callable[[], AbstractContextManager[Ready]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One row of the table.

    Attributes:
        name: What it is called.
        start: Starts it; raises `MissingError` where the machine lacks what it needs.
        letters: How many letters it sets in each round: enough for a steady figure.
        made: What its files are, by the standards that they claim.
    """

    name: str
    start: Start
    letters: int
    made: str


@cache
def envelope() -> Envelope:
    """Return the envelope that all set the letter for: the one with the most slots on its sheet."""
    return load_envelopes().by_id("din-5008-b")


def font_faces() -> str:
    """Return the rules by which a style sheet finds the letters' fonts."""
    return "".join(
        f'@font-face {{ font-family: "Noto Serif"; src: url("{(TEMPLATES / "fonts" / font).as_uri()}"); {style} }}\n'
        for font, style in _FACES.items()
    )
