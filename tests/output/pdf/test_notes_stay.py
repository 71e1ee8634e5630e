"""No note is lost, late or out of order: read back from the text of three hundred finished letters."""

import random
import re

import pytest

from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.manifest import read_manifest
from entreaty.output.pdf.typesetter import Pdf
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.letter import Letter
from tests.support.pdfs import shipped_typesetter
from tests.support.programs import run
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, DAY, edited, write_campaign
from tests.support.sample_letters import TEMPLATES, make_letter, make_notes, make_prose
from tests.support.tiers import sampled

pytestmark = pytest.mark.no_cover

LETTERS = 300
CHUNK = 10
_TEXT = (
    "the of and to in that for with not by which without delay prisoner prisoners release convention treatment "
    "humanitarian committee international repatriated responsibility proceedings independently authorities access "
    "visits families detention conditions investigation impartial guarantees circumstances correspondence"
)
_WORDS = _TEXT.split()


def _letter(seed: int) -> Letter:
    """Return a letter of 3 to 10 paragraphs with 2 to 12 notes of 5 to 60 words, called anywhere."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    count = draw.randint(2, 12)
    paragraphs = [[draw.choice(_WORDS) for _ in range(draw.randint(20, 110))] for _ in range(draw.randint(3, 10))]
    places = sorted(
        draw.sample([(which, word) for which, text in enumerate(paragraphs) for word in range(1, len(text))], count)
    )
    for number, (which, word) in enumerate(places, start=1):
        paragraphs[which][word] = f"call{number}x[{number}]"
    notes = [
        " ".join((f"begin{number}x", *(draw.choice(_WORDS) for _ in range(draw.randint(5, 60) - 2)), f"end{number}x"))
        for number in range(1, count + 1)
    ]
    texts = (make_prose(" ".join(text)) for text in paragraphs)
    return make_letter(paragraphs=tuple(texts), notes=make_notes(notes), demands=(), ending=())


def _pages(made: Pdf) -> list[str]:
    """Return the text of each page as Poppler reads it, without spaces and hyphens."""
    read = run(["pdftotext", "-raw", "-", "-"], reads=made.content, encoding=None).stdout
    pages = read.decode().removesuffix("\f").split("\f")
    assert len(pages) == made.pages
    return [re.sub(r"[\s\u2010\u00ad-]", "", page) for page in pages]


def _bodies(letter: Letter) -> list[str]:
    texts = ("".join(span.text for span in note.prose) for note in letter.notes)
    return [text.replace(" ", "") for text in texts]


def _places(words: list[str], pages: list[str]) -> list[tuple[int, int]]:
    """Return the page and the position on it of each text, which must stand in the letter exactly once."""
    found = [[(number, page.index(one)) for number, page in enumerate(pages) if one in page] for one in words]
    assert [one for one in words if "".join(pages).count(one) != 1] == []
    return [places[0] for places in found]


@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("first", sampled(range(0, LETTERS, CHUNK), (0,), (10, 20, 30)))
def test_every_note_stands_whole_on_the_page_of_its_call(first, record_property):
    """Each note is printed whole, once, in order, below its call's page; or all of them stand at the letter's end."""
    at_the_end = notes = 0
    for seed in range(first, first + CHUNK):
        letter = _letter(seed)
        made = shipped_typesetter().typeset(letter, load_envelopes().by_id("din-5008-b"))
        pages = _pages(made)
        calls = _places([f"call{note.number}x" for note in letter.notes], pages)
        bodies = _places(_bodies(letter), pages)

        assert 2 <= len(letter.notes) <= 12
        assert calls == sorted(calls), seed
        assert bodies == sorted(bodies), seed
        if made.endnotes:
            at_the_end += 1
            assert calls[-1] < bodies[0], seed
        else:
            assert [page for page, _ in bodies] == [page for page, _ in calls], seed
        notes += len(letter.notes)

    record_property("counted", f"{CHUNK} letters, {notes} notes, none astray; {at_the_end} letters with endnotes")
    assert at_the_end <= 1


def test_calls_never_stand_in_tables():
    """The shipped page has no table, in which WeasyPrint loses notes."""
    sources = [(TEMPLATES / name).read_text(encoding="utf-8") for name in ("letter.html", "letter.css")]

    assert "footnote-policy: line" in sources[1]
    assert [source for source in sources if re.search(r"<table|display:\s*(inline-)?table", source)] == []


def test_the_manifest_says_where_the_notes_stand(tmp_path):
    """A letter with a note longer than a page is recorded with endnotes, the others with footnotes."""
    sources = "".join(
        f"  - {{id: report-{number}, type: report, title: {'Report on visits ' * 29}, issued: 2025-06,\n"
        "     author: [{literal: Example Organisation}], custom: {kind: report, verified: third-party}}\n"
        for number in range(24)
    )
    cited = "; ".join(f"@report-{number}" for number in range(24))
    speak = edited(APPEAL, "en: speak for the visits;", f'en: "speak for the visits[{cited}];"')
    speak = edited(speak, "parler en faveur des visites ;", f"parler en faveur des visites [{cited}] ;")
    campaign = load_campaign(write_campaign(tmp_path, authorities=AUTHORITIES + sources, appeal=speak))
    order = Order(day=DAY, endings=("pdf",))
    outcomes = list(write_letters(campaign, plan_letters(campaign, order), order, tmp_path / "out"))
    notes = {str(letter): entry.notes for letter, entry in read_manifest(tmp_path / "out").items()}

    assert [outcome.state for outcome in outcomes] == ["written"] * 3
    assert notes == {
        "visits/mediator": "footnotes",
        "visits/swiss-minister": "endnotes",
        "visits/azerbaijani-minister": "footnotes",
    }
