"""The fonts of a look: which they are, what they can print, and nothing of the system's beside them."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from entreaty.problems import Concern, ContentError, Location, Problem
from entreaty.storage.inside import require_readable
from entreaty.writing.letter import Letter, in_order, words_of

_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def font_files(folder: Path) -> tuple[Path, ...]:
    """Return the fonts of the folder `fonts` of letter templates, in the order of their names.

    Raises:
        ContentError: Something in the folder is no file, or is a link that leads out of the templates: fontconfig opens
            whatever lies there.
    """
    for path in (folder, *sorted(folder.rglob("*"))):
        try:
            require_readable(path, folder.parent)
        except OSError as error:
            raise ContentError([Problem(Location(path), error.strerror or "", "remove it")]) from error
    return tuple(sorted(path for path in folder.glob("*") if path.suffix.lower() in {".ttf", ".otf"}))


def covered_characters(fonts: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that at least one of the font files has a glyph for.

    Raises:
        ContentError: One of them is no font.
    """
    return frozenset(code for path in fonts for code in _characters_of(path))


def _characters_of(path: Path) -> Iterable[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only PDF needs it, and --help is to be quick

    try:
        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap() or {})
    except Exception as error:
        # fontTools raises whatever a damaged font leads to.
        raise ContentError([Problem(Location(path), "this is no font, or a damaged one", "remove it")]) from error


@contextmanager
def only_fonts_of(folder: Path) -> Iterator[None]:
    """Show fontconfig one folder and no font of the system, while it is being loaded.

    Fontconfig can only be told by an environment variable, which is put back afterwards.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory(prefix="entreaty-", ignore_cleanup_errors=True) as private:
        conf = Path(private) / "fonts.conf"
        text = _FONTS_CONF.format(fonts=escape(str(folder.resolve())), cache=escape(private))
        conf.write_text(text, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(conf)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def missing_glyphs(letter: Letter, covered: frozenset[int]) -> tuple[Problem, ...]:
    """Return a problem for each character that no font has, with the place where it first stands."""
    place, own = Path(letter.id), list(_of_recipient(letter))
    told = covered | {ord(character) for _, text in own for character in text}
    concerns = Concern("recipient", letter.recipient)
    return (*uncovered(own, covered, place, concerns=concerns), *uncovered(_of_others(letter), told, place))


def uncovered(
    texts: Iterable[tuple[str, str]], covered: frozenset[int], path: Path, *, concerns: Concern | None = None
) -> tuple[Problem, ...]:
    """Return a problem for each character that no font has.

    Args:
        texts: What is printed, each after the name of its field.
        covered: The code points that fonts have.
        path: What the texts stand in.
        concerns: Which part of the letter they are; None where they are of several.
    """
    missing: dict[str, str] = {}
    for field, text in texts:
        for character in lacking(text, covered):
            missing.setdefault(character, field)
    place = Location(path)
    hint = "write it in other letters, or put a font that has it into the folder 'fonts' of the templates"
    return tuple(
        Problem(place, f"no font has {_named(char)}, in {field}", hint, concerns=concerns)
        for char, field in missing.items()
    )


def lacking(words: str, covered: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of words that no font has, each once; where a line ends, nothing is printed."""
    found = (character for character in words if ord(character) not in covered and character != "\n")
    return tuple(dict.fromkeys(found))


def _of_recipient(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "the addressee", letter.addressee
    yield "the address", "\n".join(letter.address)
    yield "the salutation", letter.salutation
    yield "the reference", letter.reference


def _of_others(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "the date", letter.date_line
    yield "the subject", letter.subject
    if letter.sender:
        sender = letter.sender
        yield "the sender", "\n".join((sender.name, sender.role, sender.organisation, *sender.address, sender.phone))
        yield "the sender's e-mail address", sender.email
    for number, one in enumerate(letter.signatories, start=1):
        yield f"signatory {number}", f"{one.name}\n{one.role}\n{one.organisation}"
    if letter.co_signatories:
        yield "the list of signatories", "\n".join(letter.co_signatories.organisations + letter.co_signatories.persons)
    for number, block in enumerate((*letter.paragraphs, letter.request, *letter.ending), start=1):
        yield f"paragraph {number}", "\n".join(map(words_of, in_order((block,))))
    for number, demand in enumerate(letter.demands, start=1):
        yield f"demand {number}", words_of(demand.prose)
    yield "the closing", letter.closing
    yield "the foot", "\n".join(letter.foot)
    for note in letter.notes:
        yield f"note {note.number}", words_of(note.prose)
    for key, phrase in letter.phrases:
        yield f"the phrase '{key}'", phrase


def _named(character: str) -> str:
    name = unicodedata.name(character, "without a name")
    shown = f"‘{character}’ " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} ({name})"
