"""The only door to setting with WeasyPrint: pages are set from HTML, nothing is fetched, and no complaint is lost.

WeasyPrint is imported when the first `Engine` is made, because everything else works without Pango.
"""

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from entreaty.output.pdf.fonts import only_fonts_of
from entreaty.problems import ContentError, EntreatyError, Location, Problem

_VARIANT = "pdf/a-3a"


class Engine:
    """WeasyPrint with the fonts of one folder and no others."""

    def __init__(self, fonts: Path, images: Mapping[str, bytes]) -> None:
        """Import WeasyPrint and load the fonts.

        Args:
            fonts: The folder of the fonts.
            images: What pages may show as `asset:NAME`; nothing else is ever fetched.

        Raises:
            EntreatyError: The system libraries that WeasyPrint needs are missing.
        """
        with only_fonts_of(fonts):
            self._weasyprint, self._fonts = _import_weasyprint()
        self._fetcher = _fetcher(images)

    def style_sheet(self, source: str) -> Any:
        """Return a style sheet for `render`."""
        return self._weasyprint.CSS(string=source, font_config=self._fonts, url_fetcher=self._fetcher)

    def render(self, html: str, *style_sheets: Any) -> Any:
        """Return WeasyPrint's document: pages that are set but not written."""
        from entreaty.output.pdf.document.layout import SetDocument  # noqa: PLC0415 - everything else works without Pango

        page = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher)
        return SetDocument.of(page, self._fonts, stylesheets=style_sheets, pdf_variant=_VARIANT, uncompressed_pdf=True)

    def font_file(self, font: Any) -> bytes | None:
        """Return the whole file of a font that a document uses some glyphs of; None for no plain TrueType font.

        Args:
            font: One of the `fonts` of a document.
        """
        from weasyprint.text.fonts import get_hb_object_data  # noqa: PLC0415 - everything else works without Pango

        if font.index or font.variations or font.missing or "fvar" in font.tables or "glyf" not in font.tables:
            return None
        content: bytes = get_hb_object_data(font.hb_face)
        return content


def _import_weasyprint() -> tuple[Any, Any]:
    """Return WeasyPrint and a configuration with the fonts that fontconfig sees now."""
    try:
        import weasyprint  # noqa: PLC0415 - text and e-mail work without Pango
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - as above

        from entreaty.output.pdf.hyphenation import use_quick_patterns  # noqa: PLC0415 - as above
    except OSError as error:
        message = "PDF needs the system library Pango; run 'generate.py doctor' to see how to install it"
        raise EntreatyError(message) from error
    use_quick_patterns()
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
def uncollected() -> Iterator[None]:
    """Have Python not look for garbage meanwhile.

    It would do so after every few hundred boxes, of which nearly all are in use until a letter is finished, and take a
    twelfth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def complaints(place: Path) -> Iterator[None]:
    """Turn every warning that WeasyPrint logs meanwhile into a problem of the place.

    Raises:
        ContentError: There was one.
    """
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


# ISO 14289-1, clause 5: the mark. ISO 19005-3, 6.6.2.3: a schema that PDF/A does not know must be described.
_XMP = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
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


def declare_accessible(metadata: Any) -> None:
    """Let WeasyPrint's metadata name PDF/UA-1 too, which it writes for one standard at a time, uncompressed.

    Args:
        metadata: The `metadata` of a rendered document.
    """
    generate, include = metadata.generate_rdf_metadata, metadata.include_in_pdf

    def generate_both(*arguments: Any) -> bytes:
        rdf: bytes = generate(*arguments)
        return rdf.replace(b"</rdf:RDF>", _XMP + b"</rdf:RDF>")

    def include_readable(*arguments: Any) -> None:
        # Archives read the metadata without decoding; the last argument asks for compression.
        include(*arguments[:-1], compress=False)

    metadata.generate_rdf_metadata, metadata.include_in_pdf = generate_both, include_readable
