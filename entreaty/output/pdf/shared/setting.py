"""The one way into this package: a letter made from what its group shares, or the reason why it cannot be."""

from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from entreaty.output.html import letter_html
from entreaty.output.pdf.engine import complaints
from entreaty.output.pdf.plain import CrowdedError, Pdf, PlainSetting
from entreaty.output.pdf.shared.blanks import OwnSettingError, blank_form, require_slots
from entreaty.output.pdf.shared.faces import Face
from entreaty.output.pdf.shared.group import Group, SetPages, stand_ins
from entreaty.output.pdf.sheet import Sheet
from entreaty.problems import ContentError, TooMuchError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter

_GROUPS_KEPT = 12
_FACES_KEPT = 16


@dataclass(frozen=True, slots=True)
class Declined:
    """A letter, or every letter of a group, that must be set by itself.

    Attributes:
        why: The reason, such as "too wide for one line".
        crowded: What has no room on its first sheet; None where that is not why.
    """

    why: str
    crowded: CrowdedError | None = None


@dataclass(frozen=True, slots=True)
class _SetGroup:
    """A group, how many pages it has, and whether its notes were moved to the end."""

    group: Group
    pages: int
    endnotes: bool

    def pdf(self, letter: Letter) -> Pdf:
        """Return the letter.

        Raises:
            OwnSettingError: It must be set by itself.
        """
        content = self.group.file(letter)
        return Pdf(content=content, pages=self.pages, endnotes=self.endnotes, typesetting="shared")


class SharedSetting:
    """Makes letters from what their groups share."""

    def __init__(self, templates: LetterTemplates, plain: PlainSetting) -> None:
        """Take the templates, and what sets the page that a group shares."""
        self._templates, self._plain = templates, plain
        self._face = lru_cache(_FACES_KEPT)(Face)
        self._group = lru_cache(_GROUPS_KEPT)(self._set_group)

    def letter(self, letter: Letter, sheet: Sheet) -> Pdf | Declined:
        """Return the letter, or why it must be set by itself.

        Args:
            letter: A letter with slots: any texts of it and of its sender, of any number of lines.
            sheet: How its first sheet is laid out.
        """
        found = self._group(letter.shared(), sheet)
        if isinstance(found, Declined):
            return found
        try:
            return found.pdf(letter)
        except OwnSettingError as error:
            return Declined(str(error))

    def taken_apart(self, document: Any) -> SetPages:
        """Return WeasyPrint's document with its file and its fonts."""
        file = document.file()
        fonts = {font.hash: font for font in document.fonts.values()}
        return SetPages(pages=document.pages, file=file, fonts=fonts, face=self._whole_face)

    def _set_group(self, shared: Letter, sheet: Sheet) -> _SetGroup | Declined:
        """Return what a group shares, set with stand-ins for the words that it does not, or why it cannot be."""
        stood_in = stand_ins(shared)
        try:
            with complaints(Path(shared.id)):
                page = partial(self._form, shared, sheet, stood_in)
                made = self._plain.set(shared, sheet, page)
                set_pages = self.taken_apart(made.document)
            return _SetGroup(Group(stood_in, set_pages), made.pages, made.endnotes)
        except TooMuchError:
            raise
        except ContentError as error:
            why = f"its group cannot be set: {error.problems[0].message}"
            return Declined(why, crowded=error if isinstance(error, CrowdedError) else None)
        except OwnSettingError as error:
            return Declined(str(error))

    def _form(
        self, letter: Letter, sheet: Sheet, stood_in: dict[str, str], *, endnotes: bool = False, loose: bool = False
    ) -> str:
        """Return the page of a group with stand-ins in the slots.

        Raises:
            OwnSettingError: The template prints own words elsewhere, or does more with them.
        """
        html = partial(
            letter_html,
            templates=self._templates,
            envelope=sheet.envelope,
            note=sheet.note,
            endnotes=endnotes,
            loose=loose,
        )
        form = blank_form(letter, html, partial(self._templates.printed, "letter.html"))
        require_slots(form)
        return form.fill(stood_in)

    def _whole_face(self, font: Any) -> Face:
        """Return the whole font that a document uses some glyphs of.

        Raises:
            OwnSettingError: It is no plain TrueType font.
        """
        content = self._plain.font_file(font)
        if content is None:
            raise OwnSettingError("a font that is no plain TrueType font")
        return self._face(content)
