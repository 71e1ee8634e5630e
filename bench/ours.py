"""Entreaty as a worker of a run calls it, with the shared path and without."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bench.contender import TEMPLATES, Ready, envelope
from entreaty import __version__
from entreaty.output.documents import load_look
from entreaty.output.documents import typesetter as typesetter_of
from entreaty.output.pdf.plain import Pdf
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.writing.letter import Letter


@contextmanager
def entreaty() -> Iterator[Ready]:
    """Start Entreaty as it is."""
    typesetter = _typesetter()
    yield _ready(lambda letter: typesetter.typeset(letter, envelope()))


@contextmanager
def entreaty_letter_by_letter() -> Iterator[Ready]:
    """Start Entreaty with every letter set by itself."""
    typesetter = _typesetter()
    yield _ready(lambda letter: typesetter.typeset(replace(letter, slots=()), envelope()))


def _typesetter() -> Typesetter:
    look = load_look(TEMPLATES, envelope())
    return typesetter_of(look.templates, look.images)


def _ready(typeset_one: Callable[[Letter], Pdf]) -> Ready:
    def typeset(letters: list[Letter]) -> Iterator[bytes]:
        for letter in letters:
            yield typeset_one(letter).content

    return Ready(version=__version__, typeset=typeset)
