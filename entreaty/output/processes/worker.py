"""Render and write one letter: what workers of every kind do."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from entreaty.output.documents import Look, RenderedLetter, as_problems_of, render_files
from entreaty.output.manifest import note_begun
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.storage.files import FolderError, fingerprint, fingerprint_of, remove, write_whole
from entreaty.writing.letter import Letter, LetterId


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What all letters of a run have in common for the workers.

    Attributes:
        look: How the letters look.
        endings: Which files are wanted, such as ("pdf", "txt").
        folder: Where they go.
        foreign: The files there that this program has not written, such as "visits/mediator.pdf"; they stay.
        names: How many names of co-signatories follow each letter.
    """

    look: Look
    endings: tuple[str, ...]
    folder: Path
    foreign: frozenset[str] = frozenset()
    names: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """A letter whose files lie in the folder; small, because it travels between processes.

    Attributes:
        letter: Which letter.
        pages: The number of pages; 0 where no PDF was made.
        notes: "footnotes" or "endnotes".
        typesetting: How the PDF was set, as the manifest says it.
        address: By which rules its address was made to fit.
        files: The SHA-256 of each file, by its ending.
    """

    letter: LetterId
    pages: int
    notes: str
    typesetting: str
    files: Mapping[str, str]
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedLetter:
    """A letter that could not be rendered or written.

    Attributes:
        letter: Which letter.
        problems: Why.
        lasting: Whether it would fail again, because the reason lies in the letter and not in the machine.
    """

    letter: LetterId
    problems: tuple[Problem, ...]
    lasting: bool = True


MadeLetter = WrittenLetter | FailedLetter


def make_letter(letter: Letter, task: Task) -> MadeLetter:
    """Render a letter and write its files into the folder."""
    rendered = render(letter, task.look, task.endings)
    return rendered if isinstance(rendered, FailedLetter) else write(rendered, task)


def render(letter: Letter, look: Look, endings: tuple[str, ...]) -> RenderedLetter | FailedLetter:
    """Render the files of a letter."""
    try:
        with as_problems_of(letter, look):
            return render_files(letter, look, endings)
    except ContentError as error:
        return FailedLetter(letter=letter.id, problems=error.problems)
    except EntreatyError as error:
        return failed(letter.id, str(error))


def write(rendered: RenderedLetter, task: Task) -> MadeLetter:
    """Write the files of a letter into the folder, all of them or none.

    They are not forced onto the disk one by one, which doubles the time of writing them (0.8 ms in place of 0.4 ms for
    60 KB on a fast disk): a run that is killed loses nothing that way, and before the manifest claims that they lie
    there, all of them are made durable at once.
    """
    files = {ending: fingerprint(content) for ending, content in rendered.contents.items()}
    if problems := _in_the_way(rendered.letter, files, task):
        return FailedLetter(letter=rendered.letter, problems=problems, lasting=False)
    written: list[Path] = []
    try:
        note_begun(task.folder, rendered.letter, files)
        for ending, content in rendered.contents.items():
            path = task.folder / f"{rendered.letter}.{ending}"
            write_whole(path, content, root=task.folder, durable=False)
            written.append(path)
    except FolderError as error:
        for path in written:
            with suppress(FolderError):
                remove(path, task.folder)
        return failed(rendered.letter, str(error))
    return WrittenLetter(
        letter=rendered.letter,
        pages=rendered.pages,
        notes=rendered.notes,
        typesetting=rendered.typesetting,
        files=files,
        address=rendered.address,
    )


def _in_the_way(letter: LetterId, files: Mapping[str, str], task: Task) -> tuple[Problem, ...]:
    """Return a problem for each file that somebody else has put where one of the letter's would go.

    One that reads exactly as the letter's would is no loss: it was written by a run that nobody remembers.
    """
    message = "this file was not written by this program, or cannot be read; it stays as it is"
    hint = "move it elsewhere, or write over it with --replace-foreign"
    return tuple(
        Problem(Location(task.folder / name), message, hint)
        for name, written in ((f"{letter}.{ending}", written) for ending, written in files.items())
        if name in task.foreign and fingerprint_of(task.folder / name) != written
    )


def failed(letter: LetterId, why: str) -> FailedLetter:
    """Return a letter that failed for a reason that lies outside it, so that another run may have more luck."""
    return FailedLetter(letter=letter, problems=(Problem(Location(Path(letter)), why),), lasting=False)
