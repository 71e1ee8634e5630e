"""Entreaty as a worker of a run calls it, with the shared path and without."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.contender import TEMPLATES, Ready, envelope
from entreaty import __version__
from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.documents import load_look, typesetter
from entreaty.output.pdf.typesetter import Pdf, Typesetter
from entreaty.writing.letter import Letter


@contextmanager
def entreaty() -> Iterator[Ready]:
    """Start Entreaty as it is."""
    yield _ready(_typesetter().typeset_shared)


@contextmanager
def entreaty_letter_by_letter() -> Iterator[Ready]:
    """Start Entreaty with every letter set by itself."""
    yield _ready(_typesetter().typeset_alone)


def _typesetter() -> Typesetter:
    look = load_look(TEMPLATES, envelope())
    return typesetter(look.templates, look.images)


def _ready(typeset_one: Callable[[Letter, Envelope], Pdf]) -> Ready:
    def typeset(letters: list[Letter]) -> Iterator[bytes]:
        for letter in letters:
            yield typeset_one(letter, envelope()).content

    return Ready(version=__version__, typeset=typeset)
