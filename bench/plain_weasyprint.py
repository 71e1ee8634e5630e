"""WeasyPrint in a loop, as somebody would write it who has our template and style sheet and needs nothing checked."""

from collections.abc import Iterator
from contextlib import contextmanager

from bench.contender import TEMPLATES, Ready, envelope, font_faces
from entreaty.output.html import letter_html
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter


@contextmanager
def plain_weasyprint() -> Iterator[Ready]:
    """Start WeasyPrint: fonts and style sheet are read once."""
    import weasyprint  # noqa: PLC0415 - the other contenders' memory is without it
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - as above

    templates, fonts = LetterTemplates(TEMPLATES), FontConfiguration()
    style = weasyprint.CSS(string=font_faces() + (TEMPLATES / "letter.css").read_text("utf-8"), font_config=fonts)

    def typeset(letters: list[Letter]) -> Iterator[bytes]:
        for letter in letters:
            page = weasyprint.HTML(string=letter_html(letter, templates, envelope()))
            yield page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3a")

    yield Ready(version=weasyprint.__version__, typeset=typeset)
