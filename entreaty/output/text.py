"""The letter as plain text, ready to be pasted into webmail or a contact form."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from entreaty.confinement import ConfinedProcess, StoppedError
from entreaty.output.pdf.shared.rendering import render_letter
from entreaty.problems import ContentError, Location, Problem
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter


def letter_text(letter: Letter, templates: LetterTemplates) -> str:
    """Return the lines To: and Subject:, a blank line and the letter.

    Raises:
        ContentError: The template cannot be filled in.
    """
    head = [letter.phrase("to", address=letter.email or letter.addressee_in_full)]
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


class ConfinedBodies:
    """Makes the bodies of letters in a process that can be stopped, for whoever needs no other file of theirs."""

    def __init__(self, process: ConfinedProcess[Letter, str], template: Path) -> None:
        self._process, self._template = process, template

    def body(self, letter: Letter) -> str:
        """Return the letter as `letter_body` does.

        Raises:
            ContentError: The template cannot be filled in, or not within the budget of a letter.
        """
        self._process.ask([letter])
        try:
            return self._process.answer()
        except StoppedError as error:
            problem = Problem(Location(self._template), f"the letter {letter.id} {error.reason}")
            raise ContentError([problem]) from error


@contextmanager
def confined_bodies(templates: Path) -> Iterator[ConfinedBodies]:
    """Start and end what makes the bodies of letters with the templates of a folder."""
    process = ConfinedProcess(partial(_body_with, templates))
    try:
        yield ConfinedBodies(process, templates / "letter.txt")
    finally:
        process.close()


def _body_with(templates: Path, letter: Letter) -> str:
    return letter_body(letter, _opened(templates))


@lru_cache(maxsize=1)
def _opened(templates: Path) -> LetterTemplates:
    return LetterTemplates(templates)


def _tidy(text: str) -> str:
    """Return the text in NFC, without spaces at the ends of lines and without double blank lines."""
    lines = "\n".join([line.rstrip() for line in unicodedata.normalize("NFC", text).splitlines()])
    while "\n\n\n" in lines:
        lines = lines.replace("\n\n\n", "\n\n")
    return lines.strip("\n") + "\n"
