"""Which letters are wanted, and how."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal, appeal_of
from entreaty.content.files.audiences import Audiences
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Supporter
from entreaty.content.locales import states
from entreaty.content.model import no_such
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.problems import Concern, ContentError, EntreatyError, Problem, in_reading_order


class OrderError(EntreatyError):
    """The order names what the campaign does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which letters are wanted, and how.

    Attributes:
        day: The date that they bear.
        appeals: The appeals; none means every open one.
        drafts: Whether drafts are wanted too that `appeals` does not name.
        recipients: The recipients by id; none means everyone.
        audience: Only recipients of this audience; empty means all.
        country: Only recipients whose address lies in this state; empty means all.
        where: Only letters for which all these conditions hold, such as "tags=transport".
        mine: Whether only those who represent the sender are meant.
        language: The language of all letters; empty leaves it to each recipient.
        citation_style: The style of all citations; empty leaves it to each appeal.
        envelope: The envelope's id; empty leaves it to the sender's country.
        endings: The files to make of each letter.
        jobs: The most processes to use.
        cluster: The address of a Dask scheduler whose workers make the letters; empty for processes of this machine.
        force: Whether to make unchanged letters again.
        replace_foreign: Whether to write over files that this program has not written.
        strict: Whether warnings count as errors.
        cache: The folder of the user's own that what tables of districts say is kept in; None looks nothing up there.
        supporters: The many who send letters, with their ids, in place of the campaign's sender; none where there is
            one sender. They are left out of its `repr`, which may be shown.
        share: To how many recipients each supporter writes, all of whom get about as many letters; 0 for no limit.
    """

    day: date
    appeals: tuple[str, ...] = ()
    drafts: bool = False
    recipients: tuple[str, ...] = ()
    audience: str = ""
    country: str = ""
    where: tuple[str, ...] = ()
    mine: bool = False
    language: str = ""
    citation_style: str = ""
    envelope: str = ""
    endings: tuple[str, ...] = ("pdf", "txt", "eml")
    jobs: int = 1
    cluster: str = ""
    force: bool = False
    replace_foreign: bool = False
    strict: bool = False
    cache: Path | None = None
    supporters: tuple[Supporter, ...] = field(default=(), repr=False)
    share: int = 0

    def wants_drafts_of(self, appeal: str) -> bool:
        """Tell whether drafts of that appeal are wanted."""
        return self.drafts or appeal in self.appeals


def require_known(campaign: Campaign, order: Order) -> None:
    """Refuse an order that names what there is not, with the nearest name that there is.

    Raises:
        OrderError: It does.
        ContentError: What it names stands in the files, but cannot be used.
    """
    broken = {appeal_of(problem.location.path, campaign.folder) for problem in campaign.problems} - {""}
    appeals = (*(one.id for one in campaign.appeals), *broken)
    recipients = tuple(one.id for one in campaign.recipients)
    named: list[tuple[str, str, Collection[str] | Audiences]] = [
        *(("appeal", name, appeals) for name in order.appeals),
        *(("recipient", name, recipients) for name in order.recipients),
        *(("audience", name, campaign.audiences) for name in (order.audience,) if name),
        *(("country", name, tuple(sorted(states()))) for name in (order.country,) if name),
        *(("language", name, tuple(campaign.languages)) for name in (order.language,) if name),
    ]
    for what, name, known in named:
        if name not in known:
            if what == "recipient" and (problems := mistakes_of(campaign, name)):
                raise ContentError(problems)
            if isinstance(known, Audiences):
                raise OrderError(no_such(what, name, (), known.nearest(name)))
            raise OrderError(no_such(what, name, known))
    _require_known_envelope(order.envelope)


def _require_known_envelope(name: str) -> None:
    """Refuse an envelope that there is not, with those that there are and what each is.

    Raises:
        OrderError: There is none of that name.
    """
    if not name:
        return
    envelopes = load_envelopes()
    if name not in envelopes.ids:
        known = "".join(f"\n  {one.id:11} {one.title}" for one in envelopes.envelopes)
        raise OrderError(f"{no_such('envelope', name, envelopes.ids)}\nthere are:{known}")


def mistakes_of(campaign: Campaign, recipient: str) -> tuple[Problem, ...]:
    """Return why a recipient cannot be used: mistakes in its profile, or else in files that cannot be read."""
    own = [one for one in campaign.problems if one.concerns == Concern("recipient", recipient)]
    read = {one.place().path for one in campaign.recipients}
    elsewhere = (one for one in campaign.problems if campaign.folder / "appeals" not in one.location.path.parents)
    unread = [one for one in elsewhere if not one.concerns and one.location.path not in read]
    return in_reading_order(one for one in own or unread if one.level == "error")


def wanted_recipients(campaign: Campaign, order: Order) -> tuple[Recipient, ...]:
    """Return the recipients that the order means, in the order of their file."""
    return tuple(
        one
        for one in campaign.recipients
        if (not order.recipients or one.id in order.recipients)
        and (not order.audience or order.audience in one.audiences)
        and (not order.country or one.address.country == order.country)
    )


def wanted_appeals(campaign: Campaign, order: Order) -> tuple[Appeal, ...]:
    """Return the appeals that the order means: open ones, and drafts where these are wanted."""
    return tuple(
        one
        for one in campaign.appeals
        if (one.status == "open" or (one.status == "draft" and order.wants_drafts_of(one.id)))
        and (not order.appeals or one.id in order.appeals)
    )


def drafts_left_out(campaign: Campaign, order: Order) -> tuple[Appeal, ...]:
    """Return the appeals that are drafts, which an order does not want that names no appeal."""
    if order.appeals or order.drafts:
        return ()
    return tuple(one for one in campaign.appeals if one.status == "draft")


def nothing_but_drafts(campaign: Campaign, order: Order) -> Iterator[Problem]:
    """Yield a problem for each draft that is left out where no other appeal is left to write letters of."""
    for appeal in () if wanted_appeals(campaign, order) else drafts_left_out(campaign, order):
        message = f"the appeal '{appeal.id}' is a draft, and no other is open"
        hint = "name it, or say --drafts; write 'status: open' when its letters may be sent"
        yield Problem(appeal.place("status"), message, hint)


def closed_appeals(campaign: Campaign, order: Order) -> Iterator[Problem]:
    """Yield a problem for each closed appeal that is asked for by its id, or by being the only one."""
    for appeal in campaign.appeals:
        asked_for = appeal.id in order.appeals or (not order.appeals and len(campaign.appeals) == 1)
        if appeal.status == "closed" and asked_for:
            why = appeal.closed_because.best(order.language or "en") if appeal.closed_because else ""
            message = f"the appeal '{appeal.id}' is closed: {why}"
            yield Problem(appeal.place("status"), message, "no more letters of it are written")
