"""The enclosures of an appeal: PDF files that go with each of its letters, read only where they can do no harm.

They are handed on as they are, so that a signature in one still holds. What runs when a PDF is opened is refused.
pikepdf is imported when the first enclosure is read, because most appeals have none.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from entreaty.confinement import StoppedError, confined
from entreaty.content.files.appeals import Appeal, EnclosureEntry
from entreaty.problems import Concern, ContentError, Problem, UnusableFileError
from entreaty.storage.files import fingerprint
from entreaty.storage.inside import NotAFileError, OutsideError, TooLargeError, read_inside

_MIB = 1024 * 1024
# Base64 makes a third more of it, and many mailboxes take no message above 10 MB.
_SIZE_CAP = 5 * _MIB
# It is printed behind every letter.
_PAGES_CAP = 100
_SEEN_KEPT = 32
_AS_PDF = "print it to a new PDF file"
_SMALLER = "save it smaller: scans in grey at 150 dots to the inch are plenty"


class EnclosureError(UnusableFileError):
    """A file that cannot be enclosed."""


_ENCRYPTED = EnclosureError("is encrypted", "save it without a password and without restrictions")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosedFile:
    """A PDF that goes with letters.

    Attributes:
        name: The name of the file, such as "petition.pdf".
        content: The file.
        fingerprint: Its SHA-256.
        pages: How many pages it has.
        accessible: Whether it says of itself that it is PDF/UA-1 (ISO 14289-1).
    """

    name: str
    content: bytes
    fingerprint: str
    pages: int
    accessible: bool


def load_enclosures(appeal: Appeal, campaign: Path) -> tuple[EnclosedFile, ...]:
    """Return the enclosures of an appeal, in its order.

    Args:
        appeal: The appeal.
        campaign: The campaign's folder, which they must lie in.

    Raises:
        ContentError: Everything that keeps one of them from being enclosed, each on the line that names the file.
    """
    files: list[EnclosedFile] = []
    problems: list[Problem] = []
    for entry in appeal.enclosures:
        try:
            files.append(_enclosed(entry, campaign))
        except EnclosureError as error:
            problems.append(_problem(appeal, entry, f"the enclosure '{entry.file}' {error.reason}", error.hint))
        except StoppedError as error:
            message = f"to read the enclosure '{entry.file}' {error.reason}"
            problems.append(replace(_problem(appeal, entry, message, _AS_PDF), lasting=error.lasting))
    if not problems and sum(len(one.content) for one in files) > _SIZE_CAP:
        message = f"the enclosures have more than {_SIZE_CAP // _MIB} MB together, which many mailboxes refuse"
        problems.append(Problem(appeal.place("enclosures"), message, _SMALLER, concerns=Concern("appeal", appeal.id)))
    if problems:
        raise ContentError(problems)
    return tuple(files)


def _problem(appeal: Appeal, entry: EnclosureEntry, message: str, hint: str) -> Problem:
    return Problem(entry.place("file"), message, hint, concerns=Concern("appeal", appeal.id))


def _enclosed(entry: EnclosureEntry, campaign: Path) -> EnclosedFile:
    own = entry.place().path.parent / entry.file
    path = own if os.path.lexists(own) else campaign / "appeals" / entry.file
    content = _read(path if os.path.lexists(path) else own, campaign)
    pages, accessible = _seen(content)
    return EnclosedFile(
        name=Path(entry.file).name,
        content=content,
        fingerprint=fingerprint(content),
        pages=pages,
        accessible=accessible,
    )


def _read(path: Path, campaign: Path) -> bytes:
    try:
        content = read_inside(path, campaign, cap=_SIZE_CAP)
    except OutsideError as error:
        raise EnclosureError("does not lie in the campaign's folder", "copy it beside the appeal") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        hint = "write its name as it is, from the folder of the appeal on, or from 'appeals' on"
        raise EnclosureError("is missing", hint) from error
    except NotAFileError as error:
        raise EnclosureError("is not a file", "name a PDF") from error
    except TooLargeError as error:
        raise EnclosureError(f"is larger than {_SIZE_CAP // _MIB} MB", _SMALLER) from error
    except OSError as error:
        raise EnclosureError("cannot be read", "see who may read it") from error
    # ISO 32000-1, 7.5.2, with the white space that readers accept before it.
    if not content.lstrip().startswith(b"%PDF-"):
        raise EnclosureError("is not a PDF", "save or print it as PDF")
    return content


@lru_cache(maxsize=_SEEN_KEPT)
def _seen(content: bytes) -> tuple[int, bool]:
    """Return how many pages a PDF has, and whether it says that it is accessible."""
    return confined(_looked_at, content)


# What follows happens in a process that can be stopped.


def _looked_at(content: bytes) -> tuple[int, bool]:
    import pikepdf  # noqa: PLC0415 - most appeals enclose nothing

    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf, pikepdf.new() as printed:
            _require_open(pdf)
            _require_still(pdf)
            # As it will stand behind the letters: what keeps it from being printed shows now.
            printed.add_pages_from(pdf)
            printed.save(BytesIO())
            pages, accessible = len(pdf.pages), _says_accessible(pdf)
    except pikepdf.PasswordError as error:
        raise _ENCRYPTED from error
    except (EnclosureError, MemoryError):
        raise
    except Exception as error:
        # pikepdf raises whatever a damaged file leads to.
        raise EnclosureError("is damaged", _AS_PDF) from error
    if not 0 < pages <= _PAGES_CAP:
        raise EnclosureError(f"has {pages} pages; from 1 to {_PAGES_CAP} are accepted", "enclose a shorter one")
    return pages, accessible


def _require_open(pdf: Any) -> None:
    """Refuse a file that is encrypted, even with an empty password.

    Raises:
        EnclosureError: It is.
    """
    if pdf.is_encrypted:
        raise _ENCRYPTED


def _require_still(pdf: Any) -> None:
    """Refuse what runs, opens or hides something (ISO 32000-1, 12.6.4 and 7.11.4).

    Raises:
        EnclosureError: There is such a thing.
    """
    for entry in _dictionaries(pdf):
        kind = str(entry.get("/S", ""))
        if kind == "/JavaScript" or "/JS" in entry:
            raise EnclosureError("holds a script", _AS_PDF)
        if kind in {"/Launch", "/SubmitForm", "/ImportData"}:
            raise EnclosureError("does something when it is opened or clicked", _AS_PDF)
        if "/EF" in entry or str(entry.get("/Type", "")) == "/EmbeddedFile":
            raise EnclosureError("holds other files", _AS_PDF)


def _dictionaries(pdf: Any) -> Iterator[Any]:
    """Yield every dictionary of a file, those that stand within others included."""
    import pikepdf  # noqa: PLC0415 - as above

    waiting = [*pdf.objects, pdf.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            kids = [value for _, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            kids = list(one)
        else:
            continue
        waiting += [kid for kid in kids if isinstance(kid, pikepdf.Object) and not kid.is_indirect]


def _says_accessible(pdf: Any) -> bool:
    if "/StructTreeRoot" not in pdf.Root or "/Metadata" not in pdf.Root:
        return False
    with pdf.open_metadata() as metadata:
        return str(metadata.get("pdfuaid:part", "")) == "1"


def contents_of(enclosures: Mapping[str, tuple[EnclosedFile, ...]]) -> dict[str, bytes]:
    """Return the files of all appeals by their SHA-256, each once."""
    return {one.fingerprint: one.content for files in enclosures.values() for one in files}
