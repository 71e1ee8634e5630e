"""The list to tick off: what is posted whereto at which postage, and what is left out and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from entreaty.content.shipped.envelopes import PLAIN, Area
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.content.shipped.postage import ZONES, Zone
from entreaty.output.packet.drawn import TEMPLATES, Style, page_to_draw
from entreaty.output.packet.tables import LEADING, Cell, Column, Flow, colours_of
from entreaty.output.pdf.plain import Pdf
from entreaty.output.pdf.shared.blanks import OwnSettingError
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.storage.resources import DATA
from entreaty.storage.tables.writing import as_csv
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function
from entreaty.writing.letter import LetterId

# In points: the size of letters, and of what is less important.
_SIZE, _SMALL = 9, 8
# In millimetres: the widest that a column gets by what it holds, and the white at its right.
_WIDEST, _BESIDE = 40, 2.5
_ERRORS = "Errors in the campaign’s files may have kept other letters from being written: {count}. ‘check’ names them."


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
        label: "by hand" where its envelope needs a label, and no label has room for its address; else empty.
    """

    letter: LetterId
    addressee: str
    subject: str = ""
    country: str
    zone: Zone
    pages: int = 0
    reason: str = ""
    envelope: str = ""
    label: Literal["", "by hand"] = ""


_COLUMNS = tuple(field.name for field in fields(Posting))


def tick_list_csv(postings: Sequence[Posting]) -> bytes:
    """Return the list for a spreadsheet, each cell in one line; its headings are the same in every language."""
    rows = ([" ".join(str(getattr(one, name)).split()) for name in _COLUMNS] for one in postings)
    return as_csv([_COLUMNS, *rows])


def tick_list_pdf(
    postings: Sequence[Posting], typesetter: Typesetter, paper: Area, day: str, errors: int, *, say: PageWords = ENGLISH
) -> Pdf:
    """Return the list for paper.

    A recipient whose name has characters that no font has stands there by the id, and such characters of a reason by
    their numbers: the list is of use for all others, and the failed letter says which characters they are.

    Args:
        postings: The letters, in the order of their envelopes.
        typesetter: The fonts.
        paper: The width and height of the paper.
        day: The date of the letters, in words.
        errors: How many errors the campaign's files have.
        say: The words of the campaign's language.

    Raises:
        ContentError: The words of a language, or the subject of a letter, have characters that no font has.
    """
    place = Path("tick-list.pdf")
    postings = [_in_the_fonts(one, typesetter) for one in postings]
    try:
        title = say("Letters of {day}: list to tick off", day=day)
        drawing = page_to_draw(typesetter, place, title, paper, say, headed=True)
        flow = Flow(drawing, colours_of(_look()), paper, say.language, _SIZE)
        return _drawn(postings, flow, day, errors, say)
    except OwnSettingError:
        return typesetter.typeset_page(_page(postings, paper, day, errors, say), place)


def _in_the_fonts(one: Posting, typesetter: Typesetter) -> Posting:
    addressee = one.letter.recipient if typesetter.lacking(one.addressee) else one.addressee
    reason = one.reason
    for character in typesetter.lacking(reason):
        code = f"U+{ord(character):04X}"
        reason = reason.replace(f"‘{character}’ {code}", code).replace(character, code)
    return replace(one, addressee=addressee, reason=reason)


def _drawn(postings: Sequence[Posting], flow: Flow, day: str, errors: int, say: PageWords) -> Pdf:
    """Return the list, drawn text by text.

    Raises:
        OwnSettingError: Only Pango sets some of the words.
    """
    posted = [posting for posting in postings if posting.pages]
    left_out = [posting for posting in postings if not posting.pages]
    flow.brand("Entreaty")
    flow.block("H1", say("Letters of {day}", day=day), size=15, leading=19, above=0.5)
    flow.block("P", _summary(posted, say), above=1.5)
    if posted:
        flow.table(_columns(posted, flow, say), _rows(posted, say))
    if left_out:
        flow.block("H2", say("Left out"), size=11, leading=15, above=7)
        columns = [Column(heading=say(one), width=flow.width / 2) for one in ("Recipient", "Reason")]
        flow.table(columns, ([_cell(one.addressee, str(one.letter)), _cell(one.reason)] for one in left_out))
    if errors:
        flow.block("P", say(_ERRORS, count=errors), above=4)
    flow.number_pages(_page_of(say))
    return Pdf(content=flow.drawing.finished(), pages=flow.drawing.pages, endnotes=False)


def _columns(posted: Sequence[Posting], flow: Flow, say: PageWords) -> list[Column]:
    """Return the columns, each as wide as what it holds; recipients have the room that is left."""
    held = {
        "Posted": set[str](),
        "Country": {one.country for one in posted},
        "Postage": {say(one.zone) for one in posted},
        "Pages": {str(one.pages) for one in posted},
    }
    regular, bold = Style(_SIZE, LEADING, say.language), Style(_SIZE, LEADING, say.language, "bold")
    widths = {
        heading: min(
            _WIDEST,
            max(flow.drawing.width(say(heading), bold), *(flow.drawing.width(one, regular) for one in words), 0),
        )
        for heading, words in held.items()
    }
    widths = {heading: width + _BESIDE for heading, width in widths.items()}
    widths["Recipient"] = flow.width - sum(widths.values())
    order = ("Posted", "Recipient", "Country", "Postage", "Pages")
    return [Column(heading=say(one), width=widths[one], number=one == "Pages") for one in order]


def _rows(posted: Sequence[Posting], say: PageWords) -> Iterator[list[Cell]]:
    several = _several_appeals(posted)
    for one in posted:
        recipient = _cell(one.addressee, one.subject if several else str(one.letter), *_envelope(one, say))
        yield [Cell(boxed=True), recipient, _cell(one.country), _cell(say(one.zone)), _cell(str(one.pages))]


def _cell(words: str, *small: str) -> Cell:
    return Cell(paragraphs=((words, _SIZE), *((one, _SMALL) for one in small)))


def _envelope(one: Posting, say: PageWords) -> tuple[str, ...]:
    """Return in a line which envelope a letter needs; nothing where that is the usual one with its window or label."""
    if one.label:
        return (say("envelope without a window, addressed by hand: no label has room"),)
    if one.envelope == PLAIN:
        return (say("envelope without a window, with its label"),)
    word = say("envelope")
    return (f"{word} {one.envelope}",) if one.envelope else ()


def _several_appeals(posted: Sequence[Posting]) -> bool:
    return len({posting.letter.appeal for posting in posted}) > 1


def _page(postings: Sequence[Posting], paper: Area, day: str, errors: int, say: PageWords) -> str:
    """Return the list for WeasyPrint."""
    posted = [posting for posting in postings if posting.pages]
    return LetterTemplates(TEMPLATES).render(
        "tick-list.html",
        look=_look(),
        day=day,
        paper=paper,
        summary=_summary(posted, say),
        posted=posted,
        left_out=[posting for posting in postings if not posting.pages],
        several_appeals=_several_appeals(posted),
        envelopes={str(one.letter): _envelope(one, say) for one in posted},
        errors=errors,
        say=Function(say),
        language=say.language,
        page_of=_page_of(say),
    )


def _look() -> str:
    return (DATA / "pages.css").read_text(encoding="utf-8")


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
