"""The .txt and the PDF of every shipped letter say the same words, demands and notes, as read from the files."""

import io
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pdfplumber
import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.documents import load_look, render_files
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.letter import NoteCall, Prose
from tests.support.checkout import ROOT
from tests.support.tiers import sampled

pytestmark = pytest.mark.no_cover

DAY = date(2026, 11, 24)
# Hyphens at the ends of lines and those within words look alike; words are compared without either.
_UNSEEN = re.compile(r"[\s\u00ad\u2010-]")


@cache
def _campaign():
    return load_campaign(ROOT, ROOT / "sender.example.yaml")


@cache
def _letters():
    return {letter.id: letter for letter in plan_letters(_campaign(), Order(day=DAY)).letters}


def _squeezed(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def _words(prose: Prose) -> str:
    return "".join(str(part.number) if isinstance(part, NoteCall) else part.text for part in prose)


def _of_the_pdf(content: bytes) -> tuple[str, str]:
    """Return the words of the text and those of the notes, which are set smaller, without line and page breaks."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        characters = [one for page in pdf.pages for one in sorted(page.chars, key=_reading_order)]
    common = Counter(round(one["size"], 1) for one in characters).most_common(2)
    small, large = sorted(size for size, _ in common)
    texts = ["".join(one["text"] for one in characters if round(one["size"], 1) == size) for size in (large, small)]
    return _squeezed(texts[0]), _squeezed(texts[1])


def _reading_order(character: dict[str, Any]) -> tuple[float, float]:
    """Return the base line, from the top, and the place on it: numbers of lists are drawn after all else."""
    return -round(character["matrix"][5]), character["x0"]


def _of_the_txt(content: str, heading: str) -> tuple[str, str]:
    """Return the words of the text, with calls such as [1] as 1, and those of the notes."""
    text, _, notes = content.rpartition(f"\n{heading}\n\n")
    return _squeezed(re.sub(r"\[(\d+)\]", r"\1", text)), _squeezed(notes)


@pytest.mark.one_in(5, thorough=3)
@pytest.mark.parametrize("name", sampled(sorted(_letters()), sorted(_letters())[::3]))
def test_pdf_and_txt_carry_the_same_words(name):
    """From salutation to closing, both hold the same words, demands and note calls; and both hold every note."""
    letter = _letters()[name]
    files = render_files(
        letter, load_look(_campaign().templates, load_envelopes().for_country("FR")), ("pdf", "txt")
    ).contents
    printed, printed_notes = _of_the_pdf(files["pdf"])
    pasted, pasted_notes = _of_the_txt(files["txt"].decode(), letter.phrase("notes"))
    start, end = _squeezed(letter.salutation), _squeezed(letter.closing)

    both = [text[text.index(start) : text.rindex(end) + len(end)] for text in (printed, pasted)]
    assert both[0] == both[1]
    assert len(both[0]) > 800
    for number, demand in enumerate(letter.demands, start=1):
        assert _squeezed(f"{number}. {_words(demand.prose)}") in both[0]
    assert letter.demands
    assert letter.notes
    assert printed_notes == "".join(_squeezed(f"{note.number} {_words(note.prose)}") for note in letter.notes)
    assert pasted_notes == "".join(_squeezed(f"[{note.number}] {_words(note.full)}") for note in letter.notes)


def test_every_shipped_letter_is_compared():
    """There are letters in both languages of the shipped campaign, and none failed to be composed."""
    plan = plan_letters(_campaign(), Order(day=DAY))
    assert plan.failed == ()
    assert len(_letters()) >= 20
    assert {letter.language for letter in _letters().values()} >= {"en", "fr"}
