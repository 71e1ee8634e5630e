"""A letter becomes a PDF: made from what its group shares where that is large, and set by itself otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from entreaty.content.shipped.envelopes import Envelope
from entreaty.output.pdf.addresses import FittedAddress, address_too_long, fitted_addresses
from entreaty.output.pdf.engine import complaints
from entreaty.output.pdf.plain import CrowdedError, Pdf, PlainSetting
from entreaty.output.pdf.shared.group import SetPages
from entreaty.output.pdf.shared.setting import Declined, SharedSetting
from entreaty.output.pdf.sheet import Sheet
from entreaty.problems import ContentError, Problem
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter

_SMALL = Declined("its group is small")


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
        self._plain = PlainSetting(templates, images or {})
        self._shared = SharedSetting(templates, self._plain)

    def typeset(self, letter: Letter, envelope: Envelope) -> Pdf:
        """Return the letter as PDF/UA-1 and PDF/A-3a in one file; the same letter gives the same bytes.

        A letter with slots is made from what its group shares, if that can be done; it looks, reads and is tagged as
        one that is set by itself. Its address is made to fit the envelope by the rules of `addresses`.

        Raises:
            ContentError: A character has no glyph, a block does not fit its place, or a template has mistakes.
        """
        problems: tuple[Problem, ...] = (address_too_long(letter, envelope),)
        for fitted in self.fitted_addresses(letter, envelope):
            try:
                return replace(self._with_sender(fitted.of(letter), fitted.sheet), address=fitted.rules)
            except CrowdedError as error:
                if not error.is_of_address:
                    raise
                problems = error.problems
        raise ContentError(problems)

    def fitted_addresses(self, letter: Letter, envelope: Envelope) -> Iterator[FittedAddress]:
        """Yield each way in which the address of a letter fits by what is measured; the first is taken that does."""
        return fitted_addresses(letter, envelope, partial(self._plain.room, letter))

    def _with_sender(self, letter: Letter, sheet: Sheet) -> Pdf:
        """Return the letter, the sender's block made smaller where it has no room otherwise.

        Raises:
            CrowdedError: The address, or what else stands on the first sheet, does not fit its place.
        """
        while True:
            try:
                return self._set(letter, sheet)
            except CrowdedError as error:
                tighter = None if error.is_of_address else sheet.tighter()
                if tighter is None:
                    raise
                sheet = tighter

    def _set(self, letter: Letter, sheet: Sheet) -> Pdf:
        made = self._shared.letter(letter, sheet) if letter.slots else _SMALL
        if isinstance(made, Pdf):
            return made
        if made.crowded:
            raise made.crowded.of(letter)
        return replace(self._plain.letter(letter, sheet), typesetting=f"ordinary: {made.why}")

    def typeset_page(self, html: str, place: Path) -> Pdf:
        """Return a page that is no letter, in the letters' fonts and as accessible.

        Args:
            html: The page; its own styles come after those of the letters.
            place: What problems name.

        Raises:
            ContentError: A character has no glyph, or the page has mistakes.
        """
        return self._plain.page(html, place)

    def set_pages(self, html: str, place: Path) -> SetPages:
        """Return a page that is no letter with its fonts, to be filled with words; arguments as for `typeset_page`.

        Raises:
            ContentError: The page has mistakes.
        """
        document = self._plain.document(html, place)
        with complaints(place):
            return self._shared.taken_apart(document)

    def lacking(self, words: str) -> tuple[str, ...]:
        """Return the characters of words that no font has, each once."""
        return self._plain.lacking(words)

    def crowded_areas(self, html: str, place: Path) -> frozenset[str]:
        """Return the names of the areas of a page, as `data-area` gives them, whose lines do not fit into them."""
        return self._plain.crowded_areas(html, place)
