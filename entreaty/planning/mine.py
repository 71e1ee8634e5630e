"""Whom letters to one's own representatives go to: who represents the sender, and what keeps that from being known."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.districts.lookup import opened_lookup
from entreaty.content.districts.own import OwnRepresentatives, own_representatives
from entreaty.content.districts.representatives import Representatives
from entreaty.content.files.conditions import folded
from entreaty.content.files.districts import FILE
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.model import closest
from entreaty.planning.findings import Findings
from entreaty.planning.order import Order
from entreaty.problems import ContentError, Location, Problem, as_errors
from entreaty.writing.conditions import represents


def own_of_sender(campaign: Campaign, day: date, cache: Path | None) -> OwnRepresentatives | None:
    """Return who represents the campaign's sender, by its tables of districts; None where these cannot say it.

    Args:
        campaign: The campaign; what is wrong with its `districts.yaml` stands among its problems.
        day: The day that counts.
        cache: The folder of the user's own that what tables say is kept in; None looks nothing up.

    Raises:
        ContentError: A table cannot be read.
        DistrictsError: What it says cannot be kept.
    """
    sender = campaign.sender
    if cache is None or not campaign.districts or sender is None or not (sender.postcode or sender.constituency):
        return None
    if tables_are_broken(campaign):
        return None
    with opened_lookup(campaign.folder, cache) as lookup:
        representatives = Representatives(campaign.recipients, lookup.districts(day), day)
        return own_representatives(sender, lookup, representatives, day)


def own_and_missing(
    campaign: Campaign, order: Order, findings: Findings
) -> tuple[OwnRepresentatives | None, tuple[Problem, ...]]:
    """Return who represents the sender, by tables of districts, and a warning of who is missing if only they are meant.

    What keeps that from being known is added to the findings.

    Args:
        campaign: The campaign.
        order: Which letters are wanted.
        findings: What is wrong so far.

    Raises:
        DistrictsError: What tables say cannot be kept.
    """
    try:
        own = own_of_sender(campaign, order.day, order.cache)
    except ContentError as error:
        findings.add(error.problems)
        return None, ()
    if not order.mine:
        findings.add(own.problems if own else ())
        return own, ()
    represented = any(represents_sender(campaign, one, own) for one in campaign.recipients)
    problems = tuple(mine_problems(campaign, campaign.sender, own, represented=represented))
    notices = tuple(one for one in problems if one.level == "warning" and not order.strict)
    findings.add(one for one in problems if one not in notices)
    return own, notices


def represents_sender(campaign: Campaign, recipient: Recipient, own: OwnRepresentatives | None) -> bool:
    """Tell whether a recipient is known to represent the campaign's sender."""
    return represents(recipient, campaign.sender, own).holds is True


def mine_problems(
    campaign: Campaign, sender: Sender | None, own: OwnRepresentatives | None, *, represented: bool
) -> Iterator[Problem]:
    """Yield an error for whatever keeps the sender's representatives from being known, and a warning where none is.

    Args:
        campaign: The campaign.
        sender: Who sends the letters; None where nobody signs.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
        represented: Whether a recipient is known to represent the sender.
    """
    if sender is None:
        message = "nobody signs, so that nobody knows who represents the sender"
        hint = "write sender.yaml with 'postcode' or 'constituency', or name it with --sender"
        yield Problem(Location(campaign.folder / "sender.yaml"), message, hint)
    elif not (sender.postcode or sender.constituency):
        message = "the sender has neither 'postcode' nor 'constituency', so that nobody knows who represents them"
        yield Problem(sender.place(), message, "add one of them")
    elif own:
        yield from as_errors(own.problems)
        yield from own.unrepresented()
        if not own.districts and not own.problems and not represented:
            yield _of_constituency(campaign, sender)
    elif sender.constituency:
        yield from () if represented else (_of_constituency(campaign, sender),)
    elif not tables_are_broken(campaign):
        message = f"no table says in which district {sender.postcode} lies"
        hint = "bring one in with 'districts import', or write 'constituency: …'"
        yield Problem(sender.place("postcode"), message, hint)


def _of_constituency(campaign: Campaign, sender: Sender) -> Problem:
    """Return a warning that no recipient represents the constituency that the sender names."""
    if sender.constituency is None:
        message = "no table has a district of the sender in which a recipient is elected"
        return Problem(sender.place("postcode"), message, "write 'constituency: …'", "warning")
    names = (name for one in campaign.recipients if one.constituency for name in one.constituency.root.values())
    known = {folded(name): name for name in names}
    written = sender.constituency.best("en")
    hint = closest(folded(written), known, written=known) or "write it as their profiles do"
    return Problem(sender.place("constituency"), f"no recipient represents '{written}'", hint, "warning")


def tables_are_broken(campaign: Campaign) -> bool:
    """Tell whether `districts.yaml`, or a table that it names, cannot be read, which is told already."""
    return any(one.location.path == campaign.folder / FILE and one.level == "error" for one in campaign.problems)
