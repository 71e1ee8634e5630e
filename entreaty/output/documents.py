"""Render a letter: all its files, in one look."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from entreaty.confinement import OverBudgetError, StoppedError
from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.email.draft import letter_draft
from entreaty.output.pdf.plain import Pdf
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.output.text import letter_text
from entreaty.output.versions import versions
from entreaty.problems import ContentError, EntreatyError, Location, Problem, TooMuchError
from entreaty.storage.files import fingerprints_of
from entreaty.storage.inside import files_inside, real_place
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter, LetterId

_SIZE_CAP = 10 * 1024**2
# In bytes: the largest fonts for CJK have half of it.
_FILE_CAP = 64 * 1024**2
_FAR_TOO_LARGE = "look for measures that are far too large, and for pages without end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What decides how letters look, apart from what they say.

    Attributes:
        templates: The folder of the templates.
        envelope: The envelope that the first sheet is made for.
        images: The sender's images, by name.
        enclosed: The files that letters enclose, by their SHA-256; a letter depends on its own alone.
        versions: The versions of everything that decides the letters' bytes; another may give others.
        fingerprint: The SHA-256 of all of it, and of every file of the folder.
    """

    templates: Path
    envelope: Envelope
    images: tuple[tuple[str, bytes], ...]
    enclosed: Mapping[str, bytes]
    versions: Mapping[str, str]
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedLetter:
    """A letter as files that are not written yet.

    Attributes:
        letter: Which letter.
        contents: The content of each file, by its ending, such as "pdf".
        pages: The number of pages; 0 where no PDF was made.
        notes: "footnotes" or "endnotes".
        typesetting: "shared" where the PDF was made from what its group shares, else "ordinary: " and the reason; empty
            where no PDF was made.
        address: By which rules its address was made to fit, such as ("smaller: 8 pt",).
    """

    letter: LetterId
    contents: Mapping[str, bytes]
    pages: int
    notes: str
    typesetting: str
    address: tuple[str, ...] = ()


def load_look(
    templates: Path,
    envelope: Envelope,
    images: Mapping[str, bytes] | None = None,
    enclosed: Mapping[str, bytes] | None = None,
) -> Look:
    """Return the look of a folder of templates on the sheets of an envelope, with a sender's images.

    Args:
        templates: The folder.
        envelope: The envelope.
        images: The images, by name.
        enclosed: The files that letters enclose, by their SHA-256.

    Raises:
        ContentError: A file of the folder is larger than anything that letters are made of.
    """
    shown = tuple(sorted((images or {}).items()))
    digest = hashlib.sha256(repr((envelope, sorted(versions().items()), shown)).encode())
    files = files_inside(templates)
    if large := [path for path in files if path.stat().st_size > _FILE_CAP]:
        message = f"the file is larger than {_FILE_CAP // 1024**2} MB"
        raise ContentError([Problem(Location(path), message, "remove it") for path in large])
    for path, found in zip(files, fingerprints_of([real_place(path, templates) for path in files]), strict=True):
        digest.update(f"{path.relative_to(templates)}\0{found}".encode(errors="surrogateescape"))
    return Look(
        templates=templates,
        envelope=envelope,
        images=shown,
        enclosed=enclosed or {},
        versions=versions(),
        fingerprint=digest.hexdigest(),
    )


def render_files(letter: Letter, look: Look, endings: tuple[str, ...]) -> RenderedLetter:
    """Render the files of a letter.

    Args:
        letter: What it says.
        look: How it looks.
        endings: Which files: "pdf", "txt", "eml".

    Raises:
        ContentError: A template, a character or an address keeps the letter from being made.
        EntreatyError: The system lacks what PDFs need.
    """
    templates = _opened(look.templates, look.fingerprint)
    pdf: Pdf | None = None
    if {"pdf", "eml"} & set(endings):
        pdf = typesetter(look.templates, look.images).typeset(letter, look.envelope)
    made: dict[str, bytes] = {"pdf": pdf.content} if pdf else {}
    if pdf and "eml" in endings:
        enclosed = [(one.name, look.enclosed[one.fingerprint]) for one in letter.enclosures]
        made["eml"] = letter_draft(letter, templates, pdf.content, enclosed)
    if "txt" in endings:
        made["txt"] = letter_text(letter, templates).encode()
    _require_size(letter, look, made)
    return RenderedLetter(
        letter=letter.id,
        contents={ending: made[ending] for ending in endings},
        pages=pdf.pages if pdf else 0,
        notes="endnotes" if pdf and pdf.endnotes else "footnotes",
        typesetting=pdf.typesetting if pdf else "",
        address=pdf.address if pdf else (),
    )


@contextmanager
def as_problems_of(letter: Letter, look: Look) -> Iterator[None]:
    """Raise whatever keeps a letter from being set as a problem of its look, which strangers may have made.

    Raises:
        ContentError: It goes over the budget of a letter, or WeasyPrint cannot set what the style sheet asks for.
    """
    style = Location(look.templates / "letter.css")
    try:
        yield
    except EntreatyError:
        raise
    except OverBudgetError as error:
        raise TooMuchError([Problem(style, f"to set the letter {letter.id} {error}", _FAR_TOO_LARGE)]) from error
    except MemoryError as error:
        message = f"to set the letter {letter.id} takes more memory than a letter may"
        raise TooMuchError([Problem(style, message, _FAR_TOO_LARGE)]) from error
    except RecursionError as error:
        raise ContentError([Problem(style, "it is nested too deeply")]) from error
    except Exception as error:
        message = f"the letter {letter.id} cannot be set: {type(error).__name__}: {error}"
        raise ContentError([Problem(style, message, _FAR_TOO_LARGE)]) from error


def over_budget(letter: LetterId, templates: Path, error: StoppedError) -> Problem:
    """Return the problem of a letter whose process was ended; nobody knows by which of the templates."""
    hint = "look in the templates and in letter.css for what repeats without end" if error.lasting else ""
    return Problem(Location(templates), f"the letter {letter} {error.reason}", hint)


def _require_size(letter: Letter, look: Look, made: Mapping[str, bytes]) -> None:
    """Refuse a letter whose files are larger than anything that people send.

    Raises:
        ContentError: They are.
    """
    size = sum(map(len, made.values()))
    if size > _SIZE_CAP:
        largest = max(made, key=lambda ending: len(made[ending]))
        template = look.templates / {"txt": "letter.txt", "pdf": "letter.html", "eml": "email.html"}[largest]
        message = (
            f"the files of the letter {letter.id} would have {size // 1024**2} MB; {_SIZE_CAP // 1024**2} are accepted"
        )
        hint = "shorten what the template prints" + (", or enclose less" if letter.enclosures else "")
        raise ContentError([Problem(Location(template), message, hint)])


@lru_cache(maxsize=4)
def _opened(folder: Path, _fingerprint: str) -> LetterTemplates:
    """Return the templates of a folder, compiled once until one of its files changes."""
    return LetterTemplates(folder)


@lru_cache(maxsize=1)
def typesetter(templates: Path, images: tuple[tuple[str, bytes], ...]) -> Typesetter:
    """Return the typesetter of a folder, whose fonts take long to load."""
    return Typesetter(LetterTemplates(templates), dict(images))
