"""A letter becomes a tagged, archival PDF in which no note is lost, made from what its group shares where it can be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.html import letter_html
from entreaty.output.pdf.boxes import crowded_areas, notes_are_lost
from entreaty.output.pdf.engine import Engine, complaints, declare_accessible, uncollected
from entreaty.output.pdf.file import written
from entreaty.output.pdf.fonts import covered_characters, font_files, missing_glyphs, uncovered
from entreaty.output.pdf.shared.blanks import OwnSettingError, blank_form, require_slots
from entreaty.output.pdf.shared.contents import TooWideError
from entreaty.output.pdf.shared.group import Group, SetPages, StandIns, stand_ins
from entreaty.problems import ContentError, Location, Problem
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter

_GROUPS_KEPT = 12
# WeasyPrint lets a note leave its call where a page could end only just after the call. Other page breaks help:
# of 250 letters with notes of 5 to 60 words 22 had a note astray at first, and none with these breaks.
_OTHER_BREAKS = "p { orphans: 4 !important; widows: 4 !important }"
# For long names of offices: the largest size at which each shipped address fits every window that has lines enough.
_SMALLER_ADDRESS = ".address { font-size: 8.3pt !important } .return-line { font-size: 6pt !important }"
# To set what a group shares takes longer than to set one letter, and then a thousandth of it for each.
_MANY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A finished letter.

    Attributes:
        content: The file.
        pages: How many pages it has.
        endnotes: Whether its notes were moved to its end, because one would not have stood with its call.
        typesetting: "shared" where it was made from what its group shares; else "ordinary: " and why not.
    """

    content: bytes
    pages: int
    endnotes: bool
    typesetting: str = "ordinary"


@dataclass(frozen=True, slots=True)
class _SharedLetter:
    """A group, or why there is none; its pages, and whether its notes were moved to the end."""

    group: Group | OwnSettingError
    pages: int = 0
    endnotes: bool = False

    def of(self, letter: Letter) -> Pdf:
        content = self._set_group().pdf(letter)
        return Pdf(content=content, pages=self.pages, endnotes=self.endnotes, typesetting="shared")

    def wrapped(self, letter: Letter) -> StandIns:
        return self._set_group().wrapped(letter)

    def _set_group(self) -> Group:
        if isinstance(self.group, OwnSettingError):
            raise OwnSettingError(*self.group.args)
        return self.group


class Typesetter:
    """Sets letters in the look of one folder of templates; made once, used for many."""

    def __init__(self, templates: LetterTemplates, images: Mapping[str, bytes] | None = None) -> None:
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
        _need(folder, found=bool(fonts))
        _need(style_sheet, found=style_sheet.is_file())
        self._covered = covered_characters(fonts)
        self._engine = Engine(folder, images or {})
        with complaints(style_sheet):
            self._style = self._engine.style_sheet(style_sheet.read_text(encoding="utf-8"))
            self._other_breaks = self._engine.style_sheet(_OTHER_BREAKS)
            self._smaller_address = self._engine.style_sheet(_SMALLER_ADDRESS)
        self._shared = lru_cache(_GROUPS_KEPT)(self._shared_with)

    def typeset(self, letter: Letter, envelope: Envelope) -> Pdf:
        """Return the letter as PDF/UA-1 and PDF/A-3a in one file; looks, reads and is tagged the same either way.

        Raises:
            ContentError: A character has no glyph, a block does not fit its place, or a template has mistakes.
        """
        if letter.alike < _MANY:
            return replace(self.typeset_alone(letter, envelope), typesetting="ordinary: few letters are like it")
        return self.typeset_shared(letter, envelope)

    def typeset_shared(self, letter: Letter, envelope: Envelope) -> Pdf:
        """Return the letter, of which what it shares with its group is set once for all of them.

        Where its own words need more, it is set by itself. The same letter gives the same bytes.

        Raises:
            ContentError: A character has no glyph, a block does not fit its place, or a template has mistakes.
        """
        shared = letter.shared()
        group = self._shared(shared, envelope, stand_ins(shared))
        try:
            try:
                return group.of(letter)
            except TooWideError:
                return self._shared(shared, envelope, group.wrapped(letter)).of(letter)
        except OwnSettingError as error:
            return replace(self.typeset_alone(letter, envelope), typesetting=f"ordinary: {error}")

    def typeset_alone(self, letter: Letter, envelope: Envelope) -> Pdf:
        """Return the letter set by itself from beginning to end; it looks, reads and is tagged as by `typeset`.

        Raises:
            ContentError: As `typeset`.
        """
        with uncollected(), complaints(Path(letter.id)):
            return self._alone(letter, envelope)

    def _alone(self, letter: Letter, envelope: Envelope) -> Pdf:
        document, endnotes = self._set(letter, envelope, partial(letter_html, letter, self._templates, envelope))
        return Pdf(content=written(document.file()), pages=len(document.pages), endnotes=endnotes)

    def typeset_page(self, html: str, place: Path) -> Pdf:
        """Return a page that is no letter, in the letters' fonts and as accessible.

        Args:
            html: The page; its own styles come after those of the letters.
            place: What problems name.

        Raises:
            ContentError: A character has no glyph, or the page has mistakes.
        """
        if problems := uncovered([("the text", html)], self._covered, place):
            raise ContentError(problems)
        with complaints(place):
            document = self._engine.render(html, self._style)
            declare_accessible(document.metadata)
            content = written(document.file())
        return Pdf(content=content, pages=len(document.pages), endnotes=False)

    def crowded_areas(self, html: str, place: Path) -> frozenset[str]:
        """Return the names of the areas of a page, as `data-area` gives them, whose lines do not fit into them."""
        with complaints(place):
            document = self._engine.render(html, self._style)
        return frozenset(name for page in document.pages for name in crowded_areas(page))

    def _shared_with(self, letter: Letter, envelope: Envelope, stood_in: StandIns) -> "_SharedLetter":
        """Return what the group of a letter shares, set once with stand-ins for the words that it does not."""
        try:
            with complaints(Path(letter.id)):
                document, endnotes = self._set(letter, envelope, partial(self._form, letter, envelope, stood_in))
                file = document.file()
            fonts = {font.hash: font for font in document.fonts.values()}
            set_pages = SetPages(pages=document.pages, file=file, fonts=fonts, face=self._engine.whole_face)
            return _SharedLetter(Group(stood_in, set_pages), pages=len(document.pages), endnotes=endnotes)
        except ContentError as error:
            return _SharedLetter(OwnSettingError(f"its group cannot be set: {error.problems[0].message}"))
        except OwnSettingError as error:
            return _SharedLetter(error)

    def _form(self, letter: Letter, envelope: Envelope, stood_in: StandIns, *, endnotes: bool = False) -> str:
        """Return the page of a group with stand-ins in the slots.

        Raises:
            OwnSettingError: The template prints own words elsewhere, or does more with them.
        """
        html = partial(letter_html, templates=self._templates, envelope=envelope, endnotes=endnotes)
        form = blank_form(letter, html, partial(self._templates.printed, "letter.html"))
        require_slots(form)
        return form.fill(stood_in.words)

    def _set(self, letter: Letter, envelope: Envelope, page: Callable[..., str]) -> tuple[Any, bool]:
        """Return the set letter, and whether its notes had to be moved to the end.

        Args:
            letter: What it says.
            envelope: Where things stand on its first sheet.
            page: Returns the page to set, with notes at the foot of the pages or as endnotes.

        Raises:
            ContentError: A character has no glyph, or a block does not fit its place.
        """
        problems = [*missing_glyphs(letter, self._covered), *_too_many_lines(letter, envelope)]
        if problems:
            raise ContentError(problems)
        document, endnotes = self._with_every_note(letter, page)
        if problems := _overfull(Path(letter.id), envelope, document):
            document, endnotes = self._with_every_note(letter, page, self._smaller_address)
            problems = _overfull(Path(letter.id), envelope, document)
        if problems:
            raise ContentError(problems)
        declare_accessible(document.metadata)
        return document, endnotes

    def _with_every_note(self, letter: Letter, page: Callable[..., str], *more: Any) -> tuple[Any, bool]:
        """Return the set letter, and whether its notes had to be moved to the end."""
        html = page()
        for breaks in ((), (self._other_breaks,)):
            document = self._engine.render(html, self._style, *more, *breaks)
            if not notes_are_lost(len(letter.notes), *_places(document)):
                return document, False
        return self._engine.render(page(endnotes=True), self._style, *more), True


def _need(path: Path, *, found: bool) -> None:
    if not found:
        hint = "copy it from the shipped letter_templates"
        raise ContentError([Problem(Location(path), "the letters' look needs this, and it is missing", hint)])


def _places(document: Any) -> tuple[list[Mapping[str, tuple[float, float, float, float]]], float]:
    return [page.anchors for page in document.pages], document.pages[0].height


def _too_many_lines(letter: Letter, envelope: Envelope) -> list[Problem]:
    if len(letter.address) <= envelope.lines:
        return []
    message = f"the address has {len(letter.address)} lines, and the envelope '{envelope.id}' shows {envelope.lines}"
    return [Problem(Location(Path(letter.id)), message, "shorten it, or choose another envelope")]


def _overfull(place: Path, envelope: Envelope, document: Any) -> list[Problem]:
    """Return a problem for each block of the first sheet whose lines do not fit its place."""
    hint = "shorten it, or choose another envelope"
    messages = (
        f"{name} has no room on the sheet of the envelope '{envelope.id}'" for name in crowded_areas(document.pages[0])
    )
    return [Problem(Location(place), message, hint) for message in messages]
