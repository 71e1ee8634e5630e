"""The volunteer's packet: every letter of a run in one file, a list to tick off, and address labels."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entreaty.batch.run import Outcome, look_of
from entreaty.content.campaign import Campaign
from entreaty.content.locales import date_in_words, state_name
from entreaty.content.shipped.labels import load_label_sheets
from entreaty.content.shipped.postage import ZONES, load_postage
from entreaty.output.documents import typesetter
from entreaty.output.packet.label_sheets import Label, set_labels
from entreaty.output.packet.merge import Enclosed, merge_letters
from entreaty.output.packet.tick_list import Posting, tick_list_csv, tick_list_pdf
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.planning.order import Order
from entreaty.planning.plan import Plan
from entreaty.problems import ContentError, Problem
from entreaty.storage.files import locked, write_whole
from entreaty.writing.composing.address import addressee

FOLDER = "packet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """What was written.

    Attributes:
        files: The files.
        letters: How many letters the file for the printer holds.
        pages: How many pages it has, empty backs included.
        problems: What could not be printed as it should.
    """

    files: tuple[Path, ...]
    letters: int
    pages: int
    problems: tuple[Problem, ...]


def write_packet(campaign: Campaign, plan: Plan, order: Order, outcomes: Sequence[Outcome], folder: Path) -> Packet:
    """Write the packet of a run into a folder beside its letters, and remove what an earlier one left there.

    Args:
        campaign: Whose letters they are.
        plan: The letters.
        order: How they were wanted; their PDFs among them.
        outcomes: What became of them.
        folder: Where they lie.

    Raises:
        EntreatyError: The folder or the templates cannot be used.
    """
    postings = sorted(_postings(campaign, plan, outcomes), key=_envelope_order(campaign))
    posted = [posting for posting in postings if posting.pages]
    look = look_of(campaign, order)
    setter = typesetter(look.templates, look.images)
    made = {"tick-list.csv": tick_list_csv(postings)}
    problems: list[Problem] = []
    try:
        listed = tick_list_pdf(postings, setter, look.envelope.sheet, date_in_words(order.day, "en"), _errors(plan))
        made["tick-list.pdf"] = listed.content
    except ContentError as error:
        problems += error.problems
    pages = 0
    if posted:
        merged = merge_letters(_enclosed(posted, folder), f"Letters of {order.day}")
        made["packet.pdf"], pages = merged.content, merged.pages
    for name, (content, crowded) in _labels(posted, plan, setter):
        made |= {name: content} if content else {}
        problems += crowded
    with locked(folder):
        files = _write(folder / FOLDER, made)
    return Packet(files=files, letters=len(posted), pages=pages, problems=tuple(problems))


def _postings(campaign: Campaign, plan: Plan, outcomes: Sequence[Outcome]) -> Iterator[Posting]:
    """Yield every letter that was made, and everything that was not, with the reason."""
    recipients = {recipient.id: recipient for recipient in campaign.recipients}
    letters = {letter.id: letter for letter in plan.letters}
    posted_in = campaign.sender.country if campaign.sender else ""
    postage = load_postage()

    def posting(letter: str, addressed: str, **more: Any) -> Posting:
        country = recipients[letter.partition("/")[2]].address.country
        zone = postage.zone(country, posted_in)
        return Posting(letter=letter, addressee=addressed, country=state_name(country, "en"), zone=zone, **more)

    for outcome in outcomes:
        letter = letters[outcome.letter]
        made = {"pages": outcome.record.pages} if outcome.record else {"reason": _told(outcome.problems)}
        if not recipients[letter.recipient].address.lines:
            made = {"reason": "there is no postal address"}
        yield posting(letter.id, letter.addressee, subject=letter.subject, **made)
    for refusal in (*plan.skipped, *plan.failed):
        yield posting(refusal.id, addressee(recipients[refusal.recipient], "en"), reason=refusal.reason)


def _envelope_order(campaign: Campaign) -> Callable[[Posting], tuple[int, str, int, str]]:
    """Return the key by which envelopes are sorted: postage, country, then as the campaign lists its recipients."""
    places = {recipient.id: place for place, recipient in enumerate(campaign.recipients)}

    def key(posting: Posting) -> tuple[int, str, int, str]:
        appeal, _, recipient = posting.letter.partition("/")
        return ZONES.index(posting.zone), posting.country, places[recipient], appeal

    return key


def _enclosed(posted: Sequence[Posting], folder: Path) -> list[Enclosed]:
    """Return the letters with their bookmarks: whom they go to, and about what where somebody gets several."""
    often = Counter(posting.addressee for posting in posted)
    return [
        Enclosed(
            f"{one.addressee} – {one.subject}" if often[one.addressee] > 1 else one.addressee,
            folder / f"{one.letter}.pdf",
        )
        for one in posted
    ]


def _labels(
    posted: Sequence[Posting], plan: Plan, setter: Typesetter
) -> Iterator[tuple[str, tuple[bytes, tuple[Problem, ...]]]]:
    letters = {letter.id: letter for letter in plan.letters}
    written = [letters[posting.letter] for posting in posted]
    labels = [Label(letter=letter.id, language=letter.language, lines=letter.address) for letter in written]
    for sheet in load_label_sheets():
        yield f"labels-{sheet.id}.pdf", set_labels(labels, sheet, setter)


def _write(folder: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    known = ("packet.pdf", "tick-list.pdf", "tick-list.csv", *(f"labels-{one.id}.pdf" for one in load_label_sheets()))
    for name in known:
        if name in made:
            write_whole(folder / name, made[name])
        else:
            (folder / name).unlink(missing_ok=True)
    return tuple(folder / name for name in known if name in made)


def _told(problems: Sequence[Problem]) -> str:
    return "; ".join(problem.message for problem in problems)


def _errors(plan: Plan) -> str:
    count = sum(problem.level == "error" for problem in plan.problems)
    return "" if not count else "1 error" if count == 1 else f"{count} errors"
