"""The only WeasyPrint door: a letter becomes a tagged, archival PDF in which no note is lost.

WeasyPrint is imported when the first `Typesetter` is made, because everything else works without Pango.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entreaty.content.envelopes import Envelope
from entreaty.output.fonts import covered_characters, font_files, only_fonts_of
from entreaty.output.footnotes import notes_are_lost
from entreaty.output.glyphs import missing_glyphs, uncovered
from entreaty.output.html import letter_html
from entreaty.output.pdfua import declare_accessible
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter

_VARIANT = "pdf/a-3a"
# WeasyPrint lets a note leave its call where a page could end only just after the call. Other page breaks help:
# of 250 letters with notes of 5 to 60 words 22 had a note astray at first, and none with these breaks.
_OTHER_BREAKS = "p { orphans: 4 !important; widows: 4 !important }"
# For long names of offices: the largest size at which each shipped address fits every window that has lines enough.
_SMALLER_ADDRESS = ".address { font-size: 8.3pt !important } .return-line { font-size: 6pt !important }"
# Half a pixel: what rounding may add to the height of a block.
_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A finished letter.

    Attributes:
        content: The file.
        pages: How many pages it has.
        endnotes: Whether its notes were moved to its end, because one would not have stood with its call.
    """

    content: bytes
    pages: int
    endnotes: bool


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
        with only_fonts_of(folder):
            self._weasyprint, self._fonts = _import_weasyprint()
        self._fetcher = _fetcher(images or {})
        with _complaints(style_sheet):
            self._style = self._style_sheet(style_sheet.read_text(encoding="utf-8"))
            self._other_breaks = self._style_sheet(_OTHER_BREAKS)
            self._smaller_address = self._style_sheet(_SMALLER_ADDRESS)

    def typeset(self, letter: Letter, envelope: Envelope) -> Pdf:
        """Return the letter as PDF/UA-1 and PDF/A-3a in one file; the same letter gives the same bytes.

        Raises:
            ContentError: A character has no glyph, a block does not fit its place, or a template has mistakes.
        """
        problems = [*missing_glyphs(letter, self._covered), *_too_many_lines(letter, envelope)]
        if problems:
            raise ContentError(problems)
        place = Path(letter.id)
        with _complaints(place):
            document, endnotes = self._with_every_note(letter, envelope)
            if problems := _overfull(place, envelope, document):
                document, endnotes = self._with_every_note(letter, envelope, self._smaller_address)
                problems = _overfull(place, envelope, document)
            if problems:
                raise ContentError(problems)
            declare_accessible(document.metadata)
            content = document.write_pdf(pdf_variant=_VARIANT)
        return Pdf(content=content, pages=len(document.pages), endnotes=endnotes)

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
        with _complaints(place):
            document = self._render(html, self._style)
            declare_accessible(document.metadata)
            content = document.write_pdf(pdf_variant=_VARIANT)
        return Pdf(content=content, pages=len(document.pages), endnotes=False)

    def crowded_areas(self, html: str, place: Path) -> frozenset[str]:
        """Return the names of the areas of a page, as `data-area` gives them, whose lines do not fit into them."""
        with _complaints(place):
            document = self._render(html, self._style)
        return frozenset(name for page in document.pages for name in _crowded(page))

    def _with_every_note(self, letter: Letter, envelope: Envelope, *more: Any) -> tuple[Any, bool]:
        """Return the set letter, and whether its notes had to be moved to the end."""
        html = letter_html(letter, self._templates, envelope)
        for breaks in ((), (self._other_breaks,)):
            document = self._render(html, self._style, *more, *breaks)
            if not notes_are_lost(len(letter.notes), *_places(document)):
                return document, False
        html = letter_html(letter, self._templates, envelope, endnotes=True)
        return self._render(html, self._style, *more), True

    def _render(self, html: str, *style_sheets: Any) -> Any:
        page = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher)
        return page.render(font_config=self._fonts, stylesheets=style_sheets, pdf_variant=_VARIANT)

    def _style_sheet(self, source: str) -> Any:
        return self._weasyprint.CSS(string=source, font_config=self._fonts, url_fetcher=self._fetcher)


def _need(path: Path, *, found: bool) -> None:
    if not found:
        hint = "copy it from the shipped letter_templates"
        raise ContentError([Problem(Location(path), "the letters' look needs this, and it is missing", hint)])


def _import_weasyprint() -> tuple[Any, Any]:
    """Return WeasyPrint and a configuration with the fonts that fontconfig sees now."""
    try:
        import weasyprint  # noqa: PLC0415 - text and e-mail work without Pango
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - as above
    except OSError as error:
        message = "PDF needs the system library Pango; run 'generate.py doctor' to see how to install it"
        raise EntreatyError(message) from error
    return weasyprint, FontConfiguration()


def _fetcher(images: Mapping[str, bytes]) -> Any:
    """Return a fetcher that knows `asset:NAME` and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    class OnlyAssets(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - as WeasyPrint calls it
            scheme, _, name = url.partition(":")
            if scheme != "asset" or name not in images:
                message = "letters fetch nothing but the images given to them"
                raise PermissionError(message)
            return URLFetcherResponse(url, images[name])

    return OnlyAssets(allowed_protocols=("asset",), allow_redirects=False)


@contextmanager
def _complaints(place: Path) -> Iterator[None]:
    """Turn every warning that WeasyPrint logs meanwhile into a problem of the place."""
    found: list[Problem] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(Problem(Location(place), f"typesetting: {record.getMessage()}"))

    logger = logging.getLogger("weasyprint")
    collector = Collector(level=logging.WARNING)
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
    if found:
        raise ContentError(found)


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
        f"{name} has no room on the sheet of the envelope '{envelope.id}'" for name in _crowded(document.pages[0])
    )
    return [Problem(Location(place), message, hint) for message in messages]


def _crowded(page: Any) -> Iterator[str]:
    from weasyprint.formatting_structure.boxes import LineBox  # noqa: PLC0415 - as above

    for box in page._page_box.descendants(placeholders=True):  # noqa: SLF001 - the only way to boxes
        name = box.element.get("data-area") if box.element is not None else None
        if name and not all(
            _holds(box, line) for line in box.descendants(placeholders=True) if isinstance(line, LineBox)
        ):
            yield name


def _holds(box: Any, line: Any) -> bool:
    top = line.position_y >= box.position_y - _TOLERANCE
    bottom = line.position_y + line.height <= box.position_y + box.height + _TOLERANCE
    return bool(top and bottom and line.width <= box.width + _TOLERANCE)
