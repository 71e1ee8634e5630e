"""The only WeasyPrint door: a letter becomes a tagged, archival PDF in which no note is lost.

WeasyPrint is imported when the first `Typesetter` is made, because everything else works without Pango.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from entreaty.content.envelopes import Envelope
from entreaty.output.footnotes import notes_are_lost
from entreaty.output.glyphs import covered_characters, font_files, missing_glyphs
from entreaty.output.html import letter_html
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter

_VARIANT = "pdf/a-3a"
_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
# ISO 14289-1, clause 5, and ISO 19005-3, 6.6.2.3: the mark of PDF/UA-1, and the schema that PDF/A wants described.
_PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
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
        fonts = font_files(templates.folder / "fonts")
        style_sheet = templates.folder / "letter.css"
        for path, found in ((templates.folder / "fonts", bool(fonts)), (style_sheet, style_sheet.is_file())):
            if not found:
                hint = "copy it from the shipped letter_templates"
                raise ContentError([Problem(Location(path), "the letters' look needs this, and it is missing", hint)])
        self._covered = covered_characters(fonts)
        with _only_fonts_of(templates.folder / "fonts"):
            self._weasyprint, self._fonts = _import_weasyprint()
        self._fetcher = _fetcher(images or {})
        with _complaints(style_sheet):
            self._style = self._weasyprint.CSS(
                string=style_sheet.read_text(encoding="utf-8"), font_config=self._fonts, url_fetcher=self._fetcher
            )

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
            document = self._render(letter, envelope, endnotes=False)
            endnotes = notes_are_lost(len(letter.notes), *_places(document))
            if endnotes:
                document = self._render(letter, envelope, endnotes=True)
            if problems := _overfull(place, envelope, document):
                raise ContentError(problems)
            _declare_accessible(document)
            content = document.write_pdf(pdf_variant=_VARIANT)
        return Pdf(content=content, pages=len(document.pages), endnotes=endnotes)

    def _render(self, letter: Letter, envelope: Envelope, *, endnotes: bool) -> Any:
        html = letter_html(letter, self._templates, envelope, endnotes=endnotes)
        page = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher)
        return page.render(font_config=self._fonts, stylesheets=[self._style], pdf_variant=_VARIANT)


def _import_weasyprint() -> tuple[Any, Any]:
    """Return WeasyPrint and a configuration with the fonts that fontconfig sees now."""
    try:
        import weasyprint  # noqa: PLC0415 - text and e-mail work without Pango
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - as above
    except OSError as error:
        message = "PDF needs the system library Pango; run 'generate.py doctor' to see how to install it"
        raise EntreatyError(message) from error
    return weasyprint, FontConfiguration()


@contextmanager
def _only_fonts_of(folder: Path) -> Iterator[None]:
    """Show fontconfig one folder and no font of the system, while it is being loaded.

    Fontconfig can only be told by an environment variable; it is put back afterwards.
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


def _fetcher(images: Mapping[str, bytes]) -> Any:
    """Return a fetcher that knows `asset:NAME` and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    class OnlyAssets(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
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
    from weasyprint.formatting_structure.boxes import LineBox  # noqa: PLC0415 - as above

    problems = []
    for box in document.pages[0]._page_box.descendants(placeholders=True):
        name = box.element.get("data-area") if box.element is not None else None
        if name and not all(
            _holds(box, line) for line in box.descendants(placeholders=True) if isinstance(line, LineBox)
        ):
            message = f"{name} has no room on the sheet of the envelope '{envelope.id}'"
            problems.append(Problem(Location(place), message, "shorten it, or choose another envelope"))
    return problems


def _holds(box: Any, line: Any) -> bool:
    top = line.position_y >= box.position_y - _TOLERANCE
    bottom = line.position_y + line.height <= box.position_y + box.height + _TOLERANCE
    return bool(top and bottom and line.width <= box.width + _TOLERANCE)


def _declare_accessible(document: Any) -> None:
    """Add PDF/UA-1 to the metadata, which WeasyPrint writes for one standard at a time, and leave them readable."""
    metadata = document.metadata
    generate, include = metadata.generate_rdf_metadata, metadata.include_in_pdf
    metadata.generate_rdf_metadata = lambda *args: generate(*args).replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>")
    metadata.include_in_pdf = lambda *args: include(*args[:-1], compress=False)
