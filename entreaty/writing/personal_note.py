"""The sender's own paragraphs, and the place that the appeal chooses for them."""

from collections.abc import Iterable

from entreaty.content.appeals import Passage
from entreaty.content.sender import Sender
from entreaty.writing.letter import Prose, Span


def note_paragraphs(sender: Sender | None, language: str) -> tuple[Prose, ...]:
    """Return the sender's own paragraphs, which are printed as they are: a volunteer writes no Markdown."""
    if sender is None or sender.personal_note is None or not sender.personal_note.has(language):
        return ()
    paragraphs = sender.personal_note.best(language).split("\n\n")
    return tuple((Span(text=" ".join(paragraph.split())),) for paragraph in paragraphs if paragraph.strip())


def with_one_place(passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages with the first place for the note and without later ones: it is printed once."""
    kept: list[Passage] = []
    for passage in passages:
        if not passage.personal_note or not any(one.personal_note for one in kept):
            kept.append(passage)
    return kept
