"""The engine sets pages with its own fonts only, fetches nothing, and what it complains of is a problem."""

import base64
import logging
from pathlib import Path

import pytest

from entreaty.output.pdf.engine import Engine, complaints
from entreaty.problems import ContentError
from tests.support.sample_letters import TEMPLATES

# The smallest GIF that there is.
DOT = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Return an engine with the shipped fonts and one image."""
    return Engine(TEMPLATES / "fonts", {"dot": DOT})


def test_images_are_those_that_were_given(engine: Engine):
    """An image of the program's is shown; any other address, of a file too, is refused and told."""
    with complaints(Path("page.html")):
        engine.render('<html lang="en"><img src="asset:dot" alt="a dot">')
    for address in ("asset:other", "https://example.org/dot.gif", (TEMPLATES / "letter.css").as_uri()):
        with (
            pytest.raises(ContentError, match=r"page\.html: typesetting: Failed to load"),
            complaints(Path("page.html")),
        ):
            engine.render(f'<html lang="en"><img src="{address}" alt="a dot">')


def test_what_is_no_warning_is_no_problem():
    """Only warnings are complaints; and outside, the program's logging is as it was."""
    logger = logging.getLogger("weasyprint")
    before = list(logger.handlers)
    with complaints(Path("page.html")):
        logger.info("all is well")

    assert logger.handlers == before


def test_the_whole_font_is_that_of_the_folder(engine: Engine):
    """A document has some glyphs of a font; the whole font is the file in the folder."""
    document = engine.render('<html lang="en"><p style="font-family: Noto Serif">abc')
    document.file()
    (font,) = document.fonts.values()

    assert engine.font_file(font) == (TEMPLATES / "fonts" / "NotoSerif-Regular.ttf").read_bytes()
