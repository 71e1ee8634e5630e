"""Entreaty as a worker of a run calls it, with the shared path and without."""

from collections.abc import Iterator
from contextlib import contextmanager

from bench.contender import TEMPLATES, Ready, envelope
from entreaty import __version__
from entreaty.output.documents import load_look, typesetter
from entreaty.output.pdf import Typesetter
from entreaty.writing.letter import Letter


@contextmanager
def entreaty() -> Iterator[Ready]:
    """Start Entreaty as it is."""
    yield _ready(_typesetter())


@contextmanager
def entreaty_letter_by_letter() -> Iterator[Ready]:
    """Start Entreaty with every letter set by itself."""
    yield _ready(_without_shared_path(_typesetter()))


def _without_shared_path(ours: Typesetter) -> Typesetter:
    """Return the typesetter with the shared path switched off: the one place where the benchmark does that.

    `Typesetter` has no shared path yet, so both rows measure the same.
    """
    return ours


def _typesetter() -> Typesetter:
    look = load_look(TEMPLATES, envelope())
    return typesetter(look.templates, look.images)


def _ready(ours: Typesetter) -> Ready:
    def typeset(letters: list[Letter]) -> Iterator[bytes]:
        for letter in letters:
            yield ours.typeset(letter, envelope()).content

    return Ready(version=__version__, typeset=typeset)
