"""The list to tick off: what is posted whereto at which postage, and what is left out and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from entreaty.content.shipped.envelopes import Area
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.content.shipped.postage import ZONES, Zone
from entreaty.output.pdf.plain import Pdf
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.storage.resources import DATA
from entreaty.storage.tables.writing import as_csv
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function
from entreaty.writing.letter import LetterId

TEMPLATES = DATA / "packet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One letter as the list shows it.

    Attributes:
        letter: Which letter.
        addressee: The recipient in one line.
        subject: The subject of the letter; empty where there is none.
        country: The country that it goes to.
        zone: Its postage.
        pages: How many pages it has; 0 where it was left out.
        reason: Why it was left out; empty where it was not.
        envelope: The envelope that it needs in place of the usual one, such as "none"; empty where it needs no other.
    """

    letter: LetterId
    addressee: str
    subject: str = ""
    country: str
    zone: Zone
    pages: int = 0
    reason: str = ""
    envelope: str = ""


_COLUMNS = tuple(field.name for field in fields(Posting))


def tick_list_csv(postings: Sequence[Posting]) -> bytes:
    """Return the list for a spreadsheet, each cell in one line; its headings are the same in every language."""
    rows = ([" ".join(str(getattr(one, name)).split()) for name in _COLUMNS] for one in postings)
    return as_csv([_COLUMNS, *rows])


def tick_list_pdf(
    postings: Sequence[Posting], typesetter: Typesetter, paper: Area, day: str, errors: int, *, say: PageWords = ENGLISH
) -> Pdf:
    """Return the list for paper.

    Args:
        postings: The letters, in the order of their envelopes.
        typesetter: The fonts.
        paper: The width and height of the paper.
        day: The date of the letters, in words.
        errors: How many errors the campaign's files have.
        say: The words of the campaign's language.

    Raises:
        ContentError: The name of a recipient has characters that no font has.
    """
    posted = [posting for posting in postings if posting.pages]
    html = LetterTemplates(TEMPLATES).render(
        "tick-list.html",
        look=(DATA / "pages.css").read_text(encoding="utf-8"),
        day=day,
        paper=paper,
        summary=_summary(posted, say),
        posted=posted,
        left_out=[posting for posting in postings if not posting.pages],
        several_appeals=len({posting.letter.appeal for posting in posted}) > 1,
        errors=errors,
        say=Function(say),
        language=say.language,
        page_of=_page_of(say),
    )
    return typesetter.typeset_page(html, Path("tick-list.pdf"))


def _summary(posted: Sequence[Posting], say: PageWords) -> str:
    if not posted:
        return say("No letter to post")
    zones = Counter(posting.zone for posting in posted)
    by_zone = ", ".join(f"{zones[zone]} {say(zone)}" for zone in ZONES if zones[zone])
    counted = "1 letter to post: {zones}" if len(posted) == 1 else "{count} letters to post: {zones}"
    return say(counted, zones=by_zone) if len(posted) == 1 else say(counted, count=len(posted), zones=by_zone)


def _page_of(say: PageWords) -> tuple[str, ...]:
    """Return the foot of a page in parts, such as ("Page ", "page", " of ", "pages")."""
    words = say("Page {page} of {pages}", page="|page|", pages="|pages|")
    # A backslash would take its meaning from the quotation mark that ends a text of a style sheet.
    return tuple(part for part in words.replace("\\", "").split("|") if part)
