"""Real letters as PDF files for tests of what is made from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
from PIL.Image import Image

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.packet.merge import Enclosed, MergedLetters
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter
from tests.support.sample_letters import TEMPLATES

ENVELOPES = load_envelopes()


@cache
def shipped_typesetter() -> Typesetter:
    """Return the typesetter of the shipped look, which takes a while to be made."""
    return Typesetter(LetterTemplates(TEMPLATES))


def write_letters(folder: Path, *letters: Letter) -> list[Path]:
    """Set the letters for DIN 5008 B, and return their files."""
    typesetter = shipped_typesetter()
    paths = [folder / f"{number:02}-{letter.recipient}.pdf" for number, letter in enumerate(letters)]
    for path, letter in zip(paths, letters, strict=True):
        path.write_bytes(typesetter.typeset(letter, ENVELOPES.by_id("din-5008-b")).content)
    return paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merged file: its content, how many pages it has, and the titles of enclosures that were left out."""

    content: bytes
    pages: int
    left_out: tuple[str, ...]


def merge_letters(letters: Sequence[Enclosed], title: str) -> Merged:
    """Return the letters merged into one file for the printer."""
    merged = MergedLetters(letters, title)
    content = b"".join(merged.pieces())
    return Merged(content=content, pages=merged.pages, left_out=tuple(merged.left_out))


def pictures(content: bytes) -> list[Image]:
    """Return every page as a picture."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [page.to_image(resolution=72).original for page in pdf.pages]


def texts(content: bytes) -> list[str]:
    """Return the words of every page."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def elements(root: pikepdf.Object) -> list[pikepdf.Object]:
    """Return an element of the structure tree and all below it, in reading order."""
    found, kids = [root], root.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += elements(kid)
    return found
