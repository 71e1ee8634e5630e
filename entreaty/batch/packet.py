"""The volunteer's packet: every letter of a run in one file, a list to tick off, address labels and a test page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from entreaty.batch.packet_order import PacketOrder, in_order
from entreaty.batch.run import Run, look_of
from entreaty.confinement import Budget, confined
from entreaty.content.locales import state_name
from entreaty.content.shipped.envelopes import PLAIN
from entreaty.content.shipped.labels import LabelSheet, load_label_sheets
from entreaty.content.shipped.languages.dates import date_in_words
from entreaty.content.shipped.languages.pages import PageWords
from entreaty.content.shipped.postage import load_postage
from entreaty.output.address_rules import other_envelope
from entreaty.output.documents import Look, typesetter
from entreaty.output.manifest import PACKET
from entreaty.output.packet.label_sheets import Label, LabelFile, set_labels
from entreaty.output.packet.merge import Behind, Enclosed, MergedLetters
from entreaty.output.packet.printer_page import printer_page
from entreaty.output.packet.tick_list import Posting, tick_list_csv, tick_list_pdf
from entreaty.output.pdf.shared.blanks import OwnSettingError
from entreaty.planning.order import Order
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.files import locked, remove, write_pieces
from entreaty.writing.composing.address import listed
from entreaty.writing.letter import Enclosure, LetterId

FEW = 200
"""Up to so many letters have labels of every kind where nobody asks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """The packet that was written.

    Attributes:
        files: Its files.
        letters: How many letters the file for the printer holds.
        pages: How many pages it has, empty backs included.
        unlabelled: How many of them have no label, because they are many and labels were not asked for.
        labels: A sheet of labels on the paper of the letters, by its name.
        problems: What could not be printed as it should.
    """

    files: tuple[Path, ...]
    letters: int
    pages: int
    unlabelled: int
    labels: str
    problems: tuple[Problem, ...]


def write_packet(run: Run, order: Order, folder: Path, wanted: PacketOrder | None = None) -> Packet:
    """Write the packet of a run into a folder beside its letters, and remove that of an earlier one.

    Args:
        run: The run.
        order: How its letters were wanted; their PDFs among them.
        folder: Where they lie.
        wanted: What is wanted of the packet; by default what most want.

    Raises:
        EntreatyError: The folder or the templates cannot be used.
    """
    wanted = wanted or PacketOrder()
    say = run.campaign.page_words
    postings = in_order([*_postings(run, say)], run.campaign, wanted.sorting)
    posted = [posting for posting in postings if posting.pages]
    look = look_of(run.campaign, order)
    labelled = _labelled(posted, look, wanted)
    lists = _Lists(
        look=look,
        postings=tuple(postings),
        labels=tuple(_labels(labelled, run)),
        sheets=tuple(one for one in load_label_sheets() if one.id in wanted.labels or not wanted.labels),
        day=date_in_words(order.day, run.campaign.language),
        errors=len(run.plan.errors),
        say=say,
    )
    # The campaign's style sheet and fonts decide how long it takes to set the lists; each line adds to it.
    budget = Budget(seconds=30 + len(postings) / 10)
    set_lists = confined(_set_lists, lists, budget=budget)
    merged = MergedLetters(_enclosed(posted, run, folder), say("Letters of {day}", day=str(order.day)))
    with locked(folder):
        files = _write(folder / PACKET, set_lists.contents, merged if posted else None, folder)
    return Packet(
        files=files,
        letters=len(posted),
        pages=merged.pages,
        unlabelled=len(posted) - len(labelled),
        labels=_on_paper(look.envelope.paper),
        problems=(*set_lists.problems, *_left_out(merged, folder)),
    )


def _labelled(posted: list[Posting], look: Look, wanted: PacketOrder) -> list[Posting]:
    """Return whose addresses are wanted on labels: all if they are few or asked for, else those no window shows."""
    if wanted.labels or len(posted) <= FEW or look.envelope.window is None:
        return posted
    return [posting for posting in posted if posting.envelope == PLAIN]


def _on_paper(paper: str) -> str:
    """Return the first sheet of labels on a paper: whoever has letter paper has no labels on A4."""
    return next(one.id for one in load_label_sheets() if one.paper == paper)


def _left_out(merged: MergedLetters, folder: Path) -> Iterator[Problem]:
    """Yield the enclosures that cannot be put into the packet."""
    for title in merged.left_out:
        message = f"the enclosure '{title}' cannot be put into the packet, and is left out"
        hint = "print it yourself, or print it to a new PDF file"
        yield Problem(Location(folder / PACKET / "packet.pdf"), message, hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """What the lists of a packet are set from.

    Attributes:
        look: How its letters look.
        postings: Every letter that was made, and every one that was not.
        labels: The addresses.
        sheets: The sheets of labels that they are printed on.
        day: The date of the letters, in words.
        errors: How many errors there are.
        say: The words of the campaign's language.
    """

    look: Look
    postings: tuple[Posting, ...]
    labels: tuple[Label, ...]
    sheets: tuple[LabelSheet, ...]
    day: str
    errors: int
    say: PageWords


@dataclass(frozen=True, slots=True, kw_only=True)
class _SetLists:
    """The lists of a packet: the content of each file, by its name, and what could not be printed as it should."""

    contents: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def _set_lists(lists: _Lists) -> _SetLists:
    """Set the list to tick off, the labels and the test page; this happens in a process that can be stopped."""
    setter = typesetter(lists.look.templates, lists.look.images)
    labels = [set_labels(lists.labels, sheet, setter, lists.say) for sheet in lists.sheets if lists.labels]
    postings = _by_hand(lists, labels)
    contents = {"tick-list.csv": tick_list_csv(postings)} | {one.name: one.content for one in labels if one.content}
    problems: list[Problem] = []
    try:
        paper = lists.look.envelope.sheet
        contents["tick-list.pdf"] = tick_list_pdf(
            postings, setter, paper, lists.day, lists.errors, say=lists.say
        ).content
    except ContentError as error:
        problems += error.problems
    # Where the fonts of a look cannot be drawn with, there is no such page.
    with suppress(OwnSettingError):
        contents["test-page.pdf"] = printer_page(setter, lists.look.envelope, lists.say)
    problems += (problem for one in labels for problem in one.problems)
    return _SetLists(contents=contents, problems=tuple(problems))


def _by_hand(lists: _Lists, labels: Sequence[LabelFile]) -> list[Posting]:
    """Return the postings, with a word at those whose envelopes need a label where none has room for the address."""
    crowded = frozenset.intersection(*(one.crowded for one in labels)) if labels else frozenset[str]()
    windowless = lists.look.envelope.window is None
    return [
        replace(one, label="by hand") if str(one.letter) in crowded and (windowless or one.envelope == PLAIN) else one
        for one in lists.postings
    ]


def _postings(run: Run, say: PageWords) -> Iterator[Posting]:
    """Yield every letter that was made, and every one that was not, with the reason."""
    recipients = {recipient.id: recipient for recipient in run.campaign.recipients}
    letters = {letter.id: letter for letter in run.plan.letters}
    posted_in = run.campaign.sender.country if run.campaign.sender else ""
    postage = load_postage()

    def posting(letter: LetterId, addressed: str, subject: str = "", pages: int = 0, reason: str = "") -> Posting:
        country = recipients[letter.recipient].address.country
        return Posting(
            letter=letter,
            addressee=addressed,
            subject=subject,
            country=state_name(country, say.language),
            zone=postage.zone(country, posted_in),
            pages=pages,
            reason=reason,
        )

    for outcome in run.outcomes:
        letter = letters[outcome.letter]
        pages, reason, envelope = 0, "", ""
        if not recipients[letter.recipient].address.lines:
            reason = say("there is no postal address")
        elif letter.draft:
            reason = say("it is a draft")
        elif outcome.entry:
            pages = outcome.entry.pages + sum(one.pages for one in letter.enclosures)
            envelope = other_envelope(outcome.entry.address)
        else:
            reason = "; ".join(problem.message for problem in outcome.problems)
        addressed = listed(recipients[letter.recipient], letter.language)
        yield replace(posting(letter.id, addressed, letter.subject, pages, reason), envelope=envelope)
    for one in (*run.plan.skipped, *run.plan.failed):
        yield posting(one.letter, listed(recipients[one.letter.recipient], say.language), reason=one.reason)


def _enclosed(posted: Sequence[Posting], run: Run, folder: Path) -> list[Enclosed]:
    """Return the letters with their bookmarks: whom they go to, and about what where somebody gets several."""
    often = Counter(posting.addressee for posting in posted)
    letters = {letter.id: letter for letter in run.plan.letters}
    files = {one.fingerprint: one for files in run.campaign.enclosures.values() for one in files}

    def behind(enclosure: Enclosure) -> Behind:
        file = files[enclosure.fingerprint]
        return Behind(title=enclosure.title, content=file.content, tagged=file.accessible)

    return [
        Enclosed(
            f"{one.addressee} – {one.subject}" if often[one.addressee] > 1 else one.addressee,
            folder / f"{one.letter}.pdf",
            tuple(map(behind, letters[one.letter].enclosures)),
        )
        for one in posted
    ]


def _labels(posted: Sequence[Posting], run: Run) -> list[Label]:
    letters = {letter.id: letter for letter in run.plan.letters}
    written = [letters[posting.letter] for posting in posted]
    return [Label(letter=str(letter.id), language=letter.language, lines=letter.address) for letter in written]


def _write(folder: Path, contents: Mapping[str, bytes], merged: MergedLetters | None, root: Path) -> tuple[Path, ...]:
    """Write the files of a packet, remove those of an earlier one that it has not, and return them."""
    labels = (f"labels-{one.id}.pdf" for one in load_label_sheets())
    known = ("packet.pdf", "tick-list.pdf", "tick-list.csv", "test-page.pdf", *labels)
    pieces = {name: [content] for name, content in contents.items()}
    files: dict[str, Iterable[bytes]] = {**pieces, **({"packet.pdf": merged.pieces()} if merged else {})}
    for name in known:
        if name in files:
            write_pieces(folder / name, files[name], root=root)
        else:
            remove(folder / name, root=root)
    return tuple(folder / name for name in known if name in files)
