"""Headless Chromium with one page that is used again for each letter."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.contender import TEMPLATES, MissingError, Ready, envelope, font_faces
from entreaty.output.html import letter_html
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter

# A browser without a screen that asks nothing of any network.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@contextmanager
def chromium() -> Iterator[Ready]:
    """Start the browser and open its page, from a file so that it may load fonts from files.

    Raises:
        MissingError: There is no Chromium, or nothing to steer it with.
    """
    program = shutil.which("chromium")
    if program is None:
        raise MissingError("apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it may be missing
    except ImportError as error:
        raise MissingError("pip install playwright") from error

    templates = LetterTemplates(TEMPLATES)
    sheets = (TEMPLATES / "letter.css", Path(__file__).with_suffix(".css"))
    style = font_faces() + "".join(path.read_text(encoding="utf-8") for path in sheets)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS.split())
        page = browser.new_page()
        blank = Path(folder) / "blank.html"
        blank.write_text("<!DOCTYPE html>", encoding="utf-8")
        page.goto(blank.as_uri())

        def typeset(letters: list[Letter]) -> Iterator[bytes]:
            for letter in letters:
                html = letter_html(letter, templates, envelope(), endnotes=True)
                styles = f"<style>{style}{_of_letter(letter)}</style></head>"
                page.set_content(html.replace("</head>", styles, 1))
                yield page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)

        yield Ready(version=browser.version, typeset=typeset)
        browser.close()


def _of_letter(letter: Letter) -> str:
    """Return the styles that hold words of the letter: the running head, which Chromium takes from no element."""
    before, between, after = letter.phrase("page-of", page="|", pages="|").split("|")
    return f"""
    @page {{
      @top-left {{ content: {_quoted(f"{letter.addressee} · {letter.date_line}")} }}
      @top-right {{ content: {_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)} }}
    }}
    body {{ padding: {envelope().body}mm 25mm 0 25mm }}
    """


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
