"""The volunteer's packet: every letter of a run in one file, a list to tick off, and address labels."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from entreaty.batch.run import Run, look_of
from entreaty.confinement import Budget, confined
from entreaty.content.campaign import Campaign
from entreaty.content.locales import state_name
from entreaty.content.shipped.labels import load_label_sheets
from entreaty.content.shipped.languages.dates import date_in_words
from entreaty.content.shipped.languages.pages import PageWords
from entreaty.content.shipped.postage import ZONES, load_postage
from entreaty.output.address_rules import other_envelope
from entreaty.output.documents import Look, typesetter
from entreaty.output.packet.label_sheets import Label, set_labels
from entreaty.output.packet.merge import Behind, Enclosed, MergedFile, merge_letters
from entreaty.output.packet.tick_list import Posting, tick_list_csv, tick_list_pdf
from entreaty.planning.order import Order
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.files import locked, remove, write_whole
from entreaty.writing.composing.address import listed
from entreaty.writing.letter import Enclosure, LetterId

FOLDER = "packet"
# In bytes; each letter adds to what is merged.
_MEMORY = 768 * 1024**2
_MEMORY_OF_LETTER = 4 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """The packet that was written.

    Attributes:
        files: Its files.
        letters: How many letters the file for the printer holds.
        pages: How many pages it has, empty backs included.
        problems: What could not be printed as it should.
    """

    files: tuple[Path, ...]
    letters: int
    pages: int
    problems: tuple[Problem, ...]


def write_packet(run: Run, order: Order, folder: Path) -> Packet:
    """Write the packet of a run into a folder beside its letters, and remove that of an earlier one.

    Args:
        run: The run.
        order: How its letters were wanted; their PDFs among them.
        folder: Where they lie.

    Raises:
        EntreatyError: The folder or the templates cannot be used.
    """
    say = run.campaign.page_words
    postings = _in_order_of_envelopes(_postings(run, say), run.campaign)
    posted = [posting for posting in postings if posting.pages]
    lists = _Lists(
        look=look_of(run.campaign, order),
        postings=tuple(postings),
        labels=tuple(_labels(posted, run)),
        day=date_in_words(order.day, run.campaign.language),
        errors=len(run.plan.errors),
        say=say,
    )
    # The campaign's style sheet and fonts decide how long it takes to set the lists; each line adds to it.
    budget = Budget(seconds=30 + len(postings) / 10)
    set_lists = confined(_set_lists, lists, budget=budget)
    contents = {"tick-list.csv": tick_list_csv(postings), **set_lists.contents}
    pages, problems = 0, set_lists.problems
    if posted:
        merged, more = _merged(_enclosed(posted, run, folder), say("Letters of {day}", day=str(order.day)), folder)
        contents["packet.pdf"], pages, problems = merged.content, merged.pages, (*problems, *more)
    with locked(folder):
        files = _write(folder / FOLDER, contents, folder)
    return Packet(files=files, letters=len(posted), pages=pages, problems=problems)


def _merged(letters: Sequence[Enclosed], title: str, folder: Path) -> tuple[MergedFile, tuple[Problem, ...]]:
    """Return the file for the printer; enclosures that cannot be put into it are left out, and told.

    What others have made is put in where it can be stopped: at first with its tags, then without.
    """
    if not any(one.behind for one in letters):
        return merge_letters(letters, title), ()
    budget = Budget(seconds=30 + len(letters), memory=_MEMORY + len(letters) * _MEMORY_OF_LETTER)
    untagged = [replace(one, behind=tuple(replace(file, tagged=False) for file in one.behind)) for one in letters]
    for attempt in (letters, untagged):
        # pikepdf raises whatever a damaged file leads to.
        with suppress(Exception):
            return confined(merge_letters, attempt, title, budget=budget), ()
    message = "the enclosures cannot be put into the packet, and are left out"
    hint = "print them yourself, or print each to a new PDF file"
    alone = [replace(one, behind=()) for one in letters]
    return merge_letters(alone, title), (Problem(Location(folder / FOLDER / "packet.pdf"), message, hint),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """What the lists of a packet are set from.

    Attributes:
        look: How its letters look.
        postings: Every letter that was made, and every one that was not.
        labels: The addresses.
        day: The date of the letters, in words.
        errors: How many errors there are.
        say: The words of the campaign's language.
    """

    look: Look
    postings: tuple[Posting, ...]
    labels: tuple[Label, ...]
    day: str
    errors: int
    say: PageWords


@dataclass(frozen=True, slots=True, kw_only=True)
class _SetLists:
    """The lists of a packet: the content of each file, by its name, and what could not be printed as it should."""

    contents: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def _set_lists(lists: _Lists) -> _SetLists:
    """Set the list to tick off and the labels; this happens in a process that can be stopped."""
    setter = typesetter(lists.look.templates, lists.look.images)
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    try:
        paper = lists.look.envelope.sheet
        listed = tick_list_pdf(lists.postings, setter, paper, lists.day, lists.errors, say=lists.say)
        contents["tick-list.pdf"] = listed.content
    except ContentError as error:
        problems += error.problems
    for sheet in load_label_sheets():
        printed = set_labels(lists.labels, sheet, setter, lists.say)
        contents |= {printed.name: printed.content} if printed.content else {}
        problems += printed.problems
    return _SetLists(contents=contents, problems=tuple(problems))


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


def _in_order_of_envelopes(postings: Iterator[Posting], campaign: Campaign) -> list[Posting]:
    """Return the postings by postage and country, then as the campaign lists its recipients, then by appeal."""
    places = {recipient.id: place for place, recipient in enumerate(campaign.recipients)}
    return sorted(
        postings,
        key=lambda one: (ZONES.index(one.zone), one.country, places[one.letter.recipient], one.letter.appeal),
    )


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


def _write(folder: Path, contents: Mapping[str, bytes], root: Path) -> tuple[Path, ...]:
    known = ("packet.pdf", "tick-list.pdf", "tick-list.csv", *(f"labels-{one.id}.pdf" for one in load_label_sheets()))
    for name in known:
        if name in contents:
            write_whole(folder / name, contents[name], root=root)
        else:
            remove(folder / name, root=root)
    return tuple(folder / name for name in known if name in contents)
