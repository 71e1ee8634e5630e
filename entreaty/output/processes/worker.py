"""One letter's files, made and written: what workers of every kind do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from entreaty.output.documents import Look, make_documents
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.storage.files import FolderError, fingerprint, write_whole
from entreaty.writing.letter import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What all letters of a run have in common for those who make them.

    Attributes:
        look: How the letters look.
        endings: Which files are wanted.
        folder: Where they go.
    """

    look: Look
    endings: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of one letter in the hands of a worker; small, because it travels between processes.

    Attributes:
        letter: The letter's name, such as "detainees/icrc-president".
        pages: The number of pages; 0 where no PDF was made.
        notes: "footnotes" or "endnotes".
        typesetting: Which path the PDF took.
        files: The SHA-256 of each file, by its ending; none where the letter failed.
        contents: The files themselves, by ending, as long as they are not written.
        problems: Why it failed.
        lasting: Whether it would fail again, because the reason lies in the letter and not in the machine.
    """

    letter: str
    pages: int = 0
    notes: str = ""
    typesetting: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lasting: bool = True


def make_letter(letter: Letter, look: Look, endings: tuple[str, ...]) -> Made:
    """Return the files of a letter, or why there are none."""
    try:
        documents = make_documents(letter, look, endings)
    except ContentError as error:
        return Made(letter=letter.id, problems=error.problems)
    except EntreatyError as error:
        return failed(letter.id, str(error))
    return Made(
        letter=letter.id,
        pages=documents.pages,
        notes=documents.notes,
        typesetting=documents.typesetting,
        files={ending: fingerprint(content) for ending, content in documents.files.items()},
        contents=documents.files,
    )


def put_down(made: Made, folder: Path) -> Made:
    """Write the files of a letter into the folder, and return what became of it without them.

    They are not forced onto the disk one by one, which doubles the time of writing them (0.8 ms in place of 0.4 ms for
    60 KB on a fast disk): a run that is killed loses nothing that way, and before the manifest claims that they lie
    there, all of them are made durable at once.
    """
    try:
        for ending, content in made.contents.items():
            write_whole(folder / f"{made.letter}.{ending}", content, durable=False)
    except FolderError as error:
        return failed(made.letter, str(error))
    return replace(made, contents={})


def failed(letter: str, why: str) -> Made:
    """Return a letter that failed for a reason that lies outside it, so that another run may have more luck."""
    return Made(letter=letter, problems=(Problem(Location(Path(letter)), why),), lasting=False)
