"""A letter set by itself: a tagged, archival PDF in which no note is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.html import letter_html
from entreaty.output.losses import losses
from entreaty.output.pdf.addresses import Room, UnknownRoom
from entreaty.output.pdf.boxes import crowded_areas, notes_are_lost
from entreaty.output.pdf.engine import Engine, complaints, declare_accessible, uncollected
from entreaty.output.pdf.file import written
from entreaty.output.pdf.fonts import covered_characters, font_files, lacking, missing_glyphs, uncovered
from entreaty.output.pdf.measured import AREA, MeasuredRoom, sample
from entreaty.output.pdf.sheet import Sheet
from entreaty.problems import Concern, ContentError, Location, Problem, TooMuchError
from entreaty.storage.inside import read_inside
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter

# WeasyPrint lets a note leave its call where a page could end only just after the call. Other page breaks help:
# of 250 letters with notes of 5 to 60 words 22 had a note astray at first, and none with these breaks.
_OTHER_BREAKS = "p { orphans: 4 !important; widows: 4 !important }"

_STYLE_SIZE_CAP = 512 * 1024


_SHORTER = "shorten it, or choose another envelope"
_LESS = "write it shorter or otherwise, or give it room in letter.html and letter.css"
_ROOMS_KEPT = 64
_STYLES_KEPT = 64


class CrowdedError(ContentError):
    """A block of the first sheet has more or wider lines than its place has room for."""

    @property
    def is_of_address(self) -> bool:
        """Tell whether it is the address, which may fit otherwise."""
        return any(problem.message.startswith(AREA) for problem in self.problems)

    def of(self, letter: Letter) -> "CrowdedError":
        """Return the same of that letter, where it was found in another one of its group."""
        place, recipient = Location(Path(letter.id)), Concern("recipient", letter.recipient)
        return CrowdedError(
            [replace(one, location=place, concerns=one.concerns and recipient) for one in self.problems]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A finished letter.

    Attributes:
        content: The file.
        pages: How many pages it has.
        endnotes: Whether its notes were moved to its end, because one would not have stood with its call.
        typesetting: "shared" where it was made from what its group shares; else "ordinary: " and why not.
        address: By which rules its address was made to fit, such as ("smaller: 8 pt",).
    """

    content: bytes
    pages: int
    endnotes: bool
    typesetting: str = "ordinary"
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unhashed:
    """A letter that a cache does not go by.

    Attributes:
        letter: Any letter with the language and the phrases that it goes by.
    """

    letter: Letter = field(compare=False)


@dataclass(frozen=True, slots=True)
class SetLetter:
    """A letter that is set but not written.

    Attributes:
        document: WeasyPrint's document.
        endnotes: Whether its notes were moved to its end.
    """

    document: Any
    endnotes: bool

    @property
    def pages(self) -> int:
        """Return how many pages it has."""
        return len(self.document.pages)


class PlainSetting:
    """Sets letters in the look of one folder of templates, each by itself."""

    def __init__(self, templates: LetterTemplates, images: Mapping[str, bytes]) -> None:
        """Load the fonts and the style sheet.

        Args:
            templates: The folder with `letter.html`, `letter.css` and `fonts/`.
            images: What the letter may show as `asset:NAME`; nothing else is ever fetched.

        Raises:
            EntreatyError: The system libraries that WeasyPrint needs are missing.
            ContentError: The fonts are missing, or the style sheet has mistakes.
        """
        self._templates = templates
        folder, style_sheet = templates.folder / "fonts", templates.folder / "letter.css"
        fonts = font_files(folder)
        if not fonts:
            raise _missing(folder)
        style = _style(style_sheet)
        self._covered = covered_characters(fonts)
        self._engine = Engine(folder, images)
        with complaints(style_sheet):
            self._style = self._engine.style_sheet(style)
            self._other_breaks = self._engine.style_sheet(_OTHER_BREAKS)
        self._of_sheet = lru_cache(_STYLES_KEPT)(self._engine.style_sheet)
        self._room = lru_cache(_ROOMS_KEPT)(self._measured_room)

    def letter(self, letter: Letter, sheet: Sheet) -> Pdf:
        """Return the letter.

        Args:
            letter: What it says, with its address as it is printed.
            sheet: How its first sheet is laid out.

        Raises:
            CrowdedError: A block of the first sheet does not fit its place.
            ContentError: A character has no glyph, or a template has mistakes.
        """
        with uncollected(), complaints(Path(letter.id)):
            page = partial(letter_html, letter, self._templates, sheet.envelope, note=sheet.note)
            made = self.set(replace(letter, slots=()), sheet, page)
            return Pdf(content=written(made.document.file()), pages=made.pages, endnotes=made.endnotes)

    def room(self, letter: Letter, envelope: Envelope) -> Room:
        """Return the room that the address of a letter has on the sheet of an envelope."""
        return self._room(letter.language, letter.phrases, envelope, _Unhashed(letter))

    def _measured_room(
        self, _language: str, _phrases: tuple[tuple[str, str], ...], envelope: Envelope, unhashed: "_Unhashed"
    ) -> Room:
        """Return the room on a page of the templates with nothing in it."""
        letter = sample(unhashed.letter)
        try:
            with complaints(Path(letter.id)):
                html = letter_html(letter, self._templates, envelope)
                return MeasuredRoom(
                    self._engine.render(html, self._style, self._of_sheet(Sheet(envelope=envelope).style())).pages[0]
                )
        except TooMuchError:
            raise
        except (ContentError, LookupError, StopIteration):
            return UnknownRoom(envelope.lines)

    def page(self, html: str, place: Path) -> Pdf:
        """Return a page that is no letter, in the letters' fonts and as accessible.

        Args:
            html: The page; its own styles come after those of the letters.
            place: What problems name.

        Raises:
            ContentError: A character has no glyph, or the page has mistakes.
        """
        if problems := uncovered([("the text", html)], self._covered, place):
            raise ContentError(problems)
        document = self.document(html, place)
        with complaints(place):
            content = written(document.file())
        return Pdf(content=content, pages=len(document.pages), endnotes=False)

    def document(self, html: str, place: Path) -> Any:
        """Return WeasyPrint's document of a page that is no letter; arguments and errors as for `page`."""
        with complaints(place):
            document = self._engine.render(html, self._style)
        declare_accessible(document.metadata)
        return document

    def lacking(self, words: str) -> tuple[str, ...]:
        """Return the characters of words that no font has, each once."""
        return lacking(words, self._covered)

    def crowded_areas(self, html: str, place: Path) -> frozenset[str]:
        """Return the names of the areas of a page, as `data-area` gives them, whose lines do not fit into them."""
        return frozenset(name for page in self.document(html, place).pages for name in crowded_areas(page))

    def set(self, letter: Letter, sheet: Sheet, page: Callable[..., str]) -> SetLetter:
        """Return the letter, set with every note beside its call.

        Args:
            letter: What it says.
            sheet: How its first sheet is laid out.
            page: Returns the page to set: with `endnotes` or notes at the foot of the pages, and with long words that
                may be broken everywhere where it is `loose`.

        Raises:
            CrowdedError: A block of the first sheet does not fit its place.
            ContentError: A character has no glyph, or words or pictures would be lost.
        """
        if problems := missing_glyphs(letter, self._covered):
            raise ContentError(problems)
        made = self._with_every_word(letter, sheet, page)
        declare_accessible(made.document.metadata)
        return made

    def font_file(self, font: Any) -> bytes | None:
        """Return the file of a font of a document; None where it is no plain TrueType font."""
        return self._engine.font_file(font)

    def _with_every_word(self, letter: Letter, sheet: Sheet, page: Callable[..., str]) -> SetLetter:
        lost: list[str] = []
        for loose in (False, True):
            made = self._with_every_note(letter, sheet, partial(page, loose=loose))
            if crowded := _overfull(letter, sheet.envelope, made.document):
                raise CrowdedError(crowded)
            lost = [*losses(letter, made.document.pages)]
            if not lost:
                return made
        raise ContentError([Problem(Location(Path(letter.id)), message, _LESS) for message in lost])

    def _with_every_note(self, letter: Letter, sheet: Sheet, page: Callable[..., str]) -> SetLetter:
        html, styles = page(), (self._style, self._of_sheet(sheet.style()))
        for breaks in ((), (self._other_breaks,)):
            document = self._engine.render(html, *styles, *breaks)
            if not notes_are_lost(len(letter.notes), *_places(document)):
                return SetLetter(document, endnotes=False)
        return SetLetter(self._engine.render(page(endnotes=True), *styles), endnotes=True)


def _missing(path: Path) -> ContentError:
    hint = "copy it from the shipped letter_templates"
    return ContentError([Problem(Location(path), "the letters' look needs this, and it is missing", hint)])


def _style(path: Path) -> str:
    """Return the style sheet, which must lie in the folder of its templates.

    Raises:
        ContentError: It cannot be read.
    """
    try:
        return read_inside(path, path.parent, cap=_STYLE_SIZE_CAP).decode()
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise ContentError([Problem(Location(path), f"the file cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        hint = "save it again with the encoding UTF-8"
        raise ContentError([Problem(Location(path), "the file is not in UTF-8", hint)]) from error


def _places(document: Any) -> tuple[list[Mapping[str, tuple[float, float, float, float]]], float]:
    return [page.anchors for page in document.pages], document.pages[0].height


def _overfull(letter: Letter, envelope: Envelope, document: Any) -> list[Problem]:
    """Return a problem for each block of the first sheet whose lines do not fit its place."""
    place, recipient = Location(Path(letter.id)), Concern("recipient", letter.recipient)
    return [
        Problem(
            place,
            f"{name} has no room on the sheet of the envelope '{envelope.id}'",
            _SHORTER,
            concerns=recipient if name == AREA else None,
        )
        for name in crowded_areas(document.pages[0])
    ]
