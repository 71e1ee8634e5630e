"""Characters that the letter's fonts do not have: named before they become boxes on paper."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from entreaty.problems import Location, Problem
from entreaty.writing.letter import Letter, Prose, Span


def missing_glyphs(letter: Letter, covered: frozenset[int]) -> tuple[Problem, ...]:
    """Return a problem for each character that no font has, with the place where it first stands."""
    return uncovered(_fields(letter), covered, Path(letter.id))


def uncovered(texts: Iterable[tuple[str, str]], covered: frozenset[int], path: Path) -> tuple[Problem, ...]:
    """Return a problem for each character that no font has.

    Args:
        texts: What is printed, each after the name of its field.
        covered: The code points that fonts have.
        path: What the texts stand in.
    """
    missing: dict[str, str] = {}
    for field, text in texts:
        for character in text:
            if ord(character) not in covered and character != "\n":
                missing.setdefault(character, field)
    place = Location(path)
    hint = "write it in other letters, or put a font that has it into the folder 'fonts' of the templates"
    return tuple(Problem(place, f"no font has {_named(char)}, in {field}", hint) for char, field in missing.items())


def _fields(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "the addressee", letter.addressee
    yield "the address", "\n".join(letter.address)
    yield "the date", letter.date_line
    yield "the subject", letter.subject
    yield "the salutation", letter.salutation
    if letter.sender:
        sender = letter.sender
        yield "the sender", "\n".join((sender.name, sender.role, sender.organisation, *sender.address, sender.phone))
        yield "the sender's e-mail address", sender.email
    for number, paragraph in enumerate((*letter.paragraphs, letter.request, *letter.ending), start=1):
        yield f"paragraph {number}", _text(paragraph)
    for number, demand in enumerate(letter.demands, start=1):
        yield f"demand {number}", _text(demand.prose)
    yield "the closing", letter.closing
    for note in letter.notes:
        yield f"note {note.number}", _text(note.prose)
    for key, phrase in letter.phrases:
        yield f"the phrase '{key}'", phrase


def _text(prose: Prose) -> str:
    return "".join(part.text for part in prose if isinstance(part, Span))


def _named(character: str) -> str:
    name = unicodedata.name(character, "without a name")
    shown = f"‘{character}’ " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} ({name})"
