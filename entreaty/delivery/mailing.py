"""Which letters of a folder may be sent by e-mail, and why the others may not."""

import email
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.policy import SMTP
from pathlib import Path

from entreaty.content.campaign import Campaign, load_campaign
from entreaty.content.files.appeals import appeal_of
from entreaty.content.files.delivery import Delivery, load_delivery
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import SignatoryTable, Supporter
from entreaty.delivery.messages import Author, Mailbox, MessageError, Outgoing, finished_message
from entreaty.output.email.draft import flowed
from entreaty.output.email.headers import one_address
from entreaty.output.manifest import ManifestEntry, read_manifest
from entreaty.output.text import ConfinedBodies, confined_bodies
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import ContentError, EntreatyError, Problem
from entreaty.storage.files import fingerprint
from entreaty.storage.inside import read_inside
from entreaty.writing.letter import Letter, LetterId
from entreaty.writing.translations import why_draft

_AGAIN = "write the letters again"
_NONE = "write them with 'letters'"
_OF_SUPPORTERS = "there are letters of supporters, whose sheet '--senders FILE' names"
_OF_ONE_SENDER = "there are letters of one sender: leave out '--senders'"
# Far more than any mail server takes.
_LARGEST_DRAFT = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """A letter that may not be sent by e-mail.

    Attributes:
        letter: Which one.
        reason: Why not.
        failed: Whether it could not even be looked at.
    """

    letter: LetterId
    reason: str
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedLetters:
    """The letters of a folder, sorted by whether they may be sent.

    Attributes:
        ready: Those that may.
        left_out: The others.
    """

    ready: tuple[Outgoing, ...]
    left_out: tuple[NotSent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """The letters of a campaign that are to be sent by e-mail, by whom and how.

    Attributes:
        letters: The letters that lie in the folder.
        author: Who sends them.
        delivery: The file `delivery.yaml`.
        errors: The errors in the campaign's files.
        others: How many letters lie there that are not meant: of supporters, or where theirs are meant, of one sender.
    """

    letters: SortedLetters
    author: Author
    delivery: Delivery
    errors: tuple[Problem, ...]
    others: int = 0

    @property
    def failed(self) -> bool:
        """Tell whether letters are left out for what has to be mended first."""
        return bool(self.errors) or any(one.failed for one in self.letters.left_out)


def load_mailing(
    campaign: Path, sender: Path, folder: Path, order: Order, signed_by: SignatoryTable | None = None
) -> Mailing:
    """Load what is needed to send the letters in a folder, each compared with what would be written today.

    Args:
        campaign: The campaign's folder.
        sender: The file of who signed them; where supporters did, of whose account they leave by.
        folder: Where they lie.
        order: Which of them, by which supporters if any, and the day; an empty citation style stands for that of each
            letter in the manifest.
        signed_by: All who signed them beside the sender; None where nobody did.

    Raises:
        OrderError: The order names what the campaign does not have.
        EntreatyError: The campaign's files cannot be used, nobody is named who sends, or no such letters lie there.
    """
    delivery = load_delivery(campaign / "delivery.yaml")
    files = load_campaign(campaign, sender, signed_by=signed_by)
    if files.sender is None or files.sender.email is None:
        raise EntreatyError(f"{sender}: the sender has no 'email'; answers would go nowhere")
    author = Author(name=files.sender.name, address=files.sender.email, unsubscribe=delivery.unsubscribe or "")
    wanted = [
        entry
        for entry in read_manifest(folder).values()
        if (not order.appeals or entry.appeal in order.appeals)
        and (not order.recipients or entry.recipient in order.recipients)
    ]
    entries = [entry for entry in wanted if bool(entry.sender) == bool(order.supporters)]
    if supporters := order.supporters:
        files, order = replace(files, sender=None, images={}), _of_pairs(order, entries)
    plan = plan_letters(files, order)
    if not entries:
        others = _OF_ONE_SENDER if supporters else _OF_SUPPORTERS
        raise EntreatyError(f"{folder}: no such letters lie here; {others if wanted else _NONE}")
    letters = _as_recorded(files, plan.letters, order, entries)
    # A row that cannot be used keeps nobody else from writing.
    rows = {one.place.path for one in supporters}
    problems = tuple(one for one in plan.problems if one.location.path not in rows)
    found = sort_letters(entries, folder, files, letters, problems, supporters=supporters)
    return Mailing(
        letters=sendable(found, author),
        author=author,
        delivery=delivery,
        errors=plan.errors,
        others=len(wanted) - len(entries),
    )


def _of_pairs(order: Order, entries: Iterable[ManifestEntry]) -> Order:
    """Return the order for those pairs of supporter and recipient alone whose letters were written."""
    written: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        written[entry.sender].add(entry.recipient)
    pairs = ((one, tuple(sorted(filter(one.may_write_to, written[one.id])))) for one in order.supporters)
    supporters = tuple(replace(one, only=recipients, never=()) for one, recipients in pairs if recipients)
    return replace(order, supporters=supporters)


@dataclass(frozen=True, slots=True)
class _Variant:
    """How a letter was ordered: the appeal, the language that it is in, and the citation style that was asked for."""

    appeal: str
    language: str
    citation_style: str


def _as_recorded(
    campaign: Campaign, usual: Iterable[Letter], order: Order, entries: Iterable[ManifestEntry]
) -> Mapping[LetterId, Letter]:
    """Return today's version of each letter, in the language and the citation style that it was written in."""
    planned = {(letter.id, _Variant(letter.appeal, letter.language, order.citation_style)): letter for letter in usual}
    known = {appeal.id for appeal in campaign.appeals}
    letters: dict[LetterId, Letter] = {}
    tried: set[_Variant] = set()
    for entry in entries:
        style = order.citation_style or entry.citation_style
        variant = _Variant(entry.appeal, entry.language, style)
        if (entry.id, variant) not in planned and entry.appeal in known and variant not in tried:
            tried.add(variant)
            wanted = replace(order, appeals=(entry.appeal,), language=entry.language, citation_style=style)
            planned |= {(letter.id, variant): letter for letter in plan_letters(campaign, wanted).letters}
        if letter := planned.get((entry.id, variant)):
            letters[entry.id] = letter
    return letters


def sort_letters(
    entries: Iterable[ManifestEntry],
    folder: Path,
    campaign: Campaign,
    letters: Mapping[LetterId, Letter],
    problems: tuple[Problem, ...],
    *,
    supporters: Iterable[Supporter] = (),
) -> SortedLetters:
    """Sort the letters of a folder into those that may be sent by e-mail and those that may not.

    Args:
        entries: What the manifest says of them.
        folder: The folder.
        campaign: Whom the letters are for.
        letters: What the campaign would write today, each in the language of its entry.
        problems: Everything that `check` has found.
        supporters: Whoever of the supporters may write, where the letters are theirs.
    """
    ready: list[Outgoing] = []
    left_out: list[NotSent] = []
    recipients = {one.id: one for one in campaign.recipients}
    known = {one.id: one for one in supporters}
    with confined_bodies(campaign.templates) as bodies:
        for entry in entries:
            letter, recipient = letters.get(entry.id), recipients.get(entry.recipient)
            supporter = known.get(entry.sender)
            reason = (
                _may_not_be_written_to(recipient, campaign.suppressed.get(entry.recipient, ""))
                or (_may_not_write(supporter, entry.recipient) if entry.sender else "")
                or _draft_letter(letter, campaign)
                or _errors(entry.appeal, problems, campaign)
                or _unsigned(letter)
            )
            draft, failed = b"", False
            if not reason:
                try:
                    draft = _draft(entry, folder)
                    reason = _outdated(draft, letter, bodies)
                except OSError as error:
                    reason, failed = f"its .eml cannot be read: {error.strerror}", True
                except ContentError as error:
                    reason, failed = str(error.problems[0]), True
            if reason or recipient is None or recipient.email is None:
                left_out.append(NotSent(letter=entry.id, reason=reason, failed=failed))
            else:
                reply_to = Mailbox(supporter.sender.name, supporter.sender.email or "") if supporter else None
                ready.append(Outgoing(letter=entry.id, address=recipient.email, draft=draft, reply_to=reply_to))
    return SortedLetters(ready=tuple(ready), left_out=tuple(left_out))


def sendable(letters: SortedLetters, author: Author) -> SortedLetters:
    """Leave out those letters, too, that cannot be made into messages of the author."""
    ready: list[Outgoing] = []
    left_out = [*letters.left_out]
    for outgoing in letters.ready:
        try:
            finished_message(outgoing, author, datetime.fromtimestamp(0, UTC), utf8=True)
        except MessageError as error:
            left_out.append(NotSent(letter=outgoing.letter, reason=str(error)))
        else:
            ready.append(outgoing)
    return SortedLetters(ready=tuple(ready), left_out=tuple(left_out))


def _may_not_be_written_to(recipient: Recipient | None, suppressed: str) -> str:
    """Return why nobody may send e-mail to the recipient, or ''."""
    if recipient is None:
        return "the campaign has no such recipient any more"
    if suppressed:
        return f"suppression.txt holds '{suppressed}'"
    if recipient.email is None:
        form = recipient.contact_form
        return f"no e-mail address is known; there is a contact form: {form}" if form else "no e-mail address is known"
    if recipient.verified.status == "unverified":
        return "the address is unverified"
    return ""


def _may_not_write(supporter: Supporter | None, recipient: str) -> str:
    """Return why nothing may be sent for a supporter, or ''."""
    if supporter is None:
        return "its sender stands in no row of the sheet that may write"
    if not supporter.may_write_to(recipient):
        return "its sender's row does not let them write to this recipient"
    return "" if supporter.sender.email else "its sender has no e-mail address, so that no answer would reach them"


def _errors(appeal: str, problems: tuple[Problem, ...], campaign: Campaign) -> str:
    """Return the first error that `check` reports, other than in the file of another appeal, or ''."""
    errors = [
        problem
        for problem in problems
        if problem.level == "error" and appeal_of(problem.location.path, campaign.folder) in {"", appeal}
    ]
    return f"check reports an error: {errors[0].location}" if errors else ""


def _unsigned(letter: Letter | None) -> str:
    if letter is None:
        return "the campaign does not write this letter any more"
    return "" if letter.sender and letter.sender.name else "no sender has put a name to it"


def _draft_letter(letter: Letter | None, campaign: Campaign) -> str:
    """Return why a letter is a draft, which is not sent, or ''."""
    if letter is None or not letter.draft:
        return ""
    return why_draft(next(one for one in campaign.appeals if one.id == letter.appeal), letter)


def _draft(entry: ManifestEntry, folder: Path) -> bytes:
    """Return the draft as it was written; b'' where it is missing or was changed.

    Raises:
        OSError: It cannot be read.
    """
    try:
        draft = read_inside(folder / f"{entry.id}.eml", folder, cap=_LARGEST_DRAFT)
    except FileNotFoundError:
        return b""
    return draft if fingerprint(draft) == entry.files.get("eml") else b""


def _outdated(draft: bytes, letter: Letter | None, bodies: ConfinedBodies) -> str:
    """Return how the draft differs from what the campaign would write today, or ''."""
    if not draft:
        return f"its .eml is missing or was changed by hand; {_AGAIN}"
    message = email.message_from_bytes(draft, policy=SMTP)
    plain = message.get_body(("plain",))
    if letter is None or plain is None:
        return f"its .eml cannot be read; {_AGAIN}"
    text = str(plain.get_content()).replace("\r\n", "\n").rstrip("\n")
    same = text == flowed(bodies.body(letter)).rstrip("\n")
    if not same or message["Subject"] != letter.subject or message["To"] != _as_written(letter.email):
        return f"a letter of today would read otherwise; {_AGAIN}"
    _, *attached = message.iter_attachments()
    enclosed = [(one.name, one.fingerprint) for one in letter.enclosures]
    if [(one.get_filename(), fingerprint(one.get_content())) for one in attached] != enclosed:
        return f"a letter of today would enclose other files; {_AGAIN}"
    return ""


def _as_written(address: str) -> str | None:
    """Return the address as a draft has it; None where there is none."""
    try:
        return one_address(address)
    except ValueError:
        return None
