"""Which letter the preview shows: what somebody chose, and what that means on the files of the campaign."""

from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from entreaty.content.campaign import Campaign, load_campaign
from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.appeals import Appeal
from entreaty.content.places import sender_file
from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.planning.order import Order
from entreaty.planning.plan import Plan, compose_letters
from entreaty.planning.selection import select_letters
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.web.listing import Listing, list_recipients
from entreaty.writing.letter import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which letter is shown, how, and which of the others beside it; what is empty is left to the campaign.

    Attributes:
        appeal: The appeal's id.
        to: The recipient's id.
        language: The language of the letter.
        envelope: The envelope's id.
        find: The words that the recipients in the list have, such as "lee greens".
        page: Which page of the list, such as "2"; by default the one with the letter that is shown.
    """

    appeal: str = ""
    to: str = ""
    language: str = ""
    envelope: str = ""
    find: str = ""
    page: str = ""

    def of_letter(self) -> "Choice":
        """Return what of it decides the letter, whatever the list beside it shows."""
        return replace(self, find="", page="")

    def query(self, **changes: str) -> str:
        """Return the query of an address that asks for this choice with the changes."""
        changed = replace(self, **changes)
        values = {field.name: getattr(changed, field.name) for field in fields(changed)}
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCampaign:
    """A campaign with all of its letters; without them where the files cannot be used.

    Attributes:
        campaign: The campaign.
        plan: Its letters, and why there are no more.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
        problems: Everything that is wrong, in reading order.
        listing: Its recipients, as the list beside the letter has them.
    """

    campaign: Campaign | None = None
    plan: Plan | None = None
    own: OwnRepresentatives | None = None
    problems: tuple[Problem, ...] = ()
    listing: Listing = field(default_factory=Listing)


def plan_campaign(
    folder: Path, sender: Path | None, day: date, language: str, cache: Path | None = None
) -> PlannedCampaign:
    """Load a campaign and plan its letters.

    Args:
        folder: The campaign's folder.
        sender: The sender's file; by default sender.yaml, where there is one.
        day: The date of the letters.
        language: The language of all letters; empty leaves it to each recipient.
        cache: The folder of the user's own that what tables of districts say is kept in; None looks nothing up there.
    """
    try:
        campaign = load_campaign(folder, sender_file(folder, sender))
        selection = select_letters(campaign, Order(day=day, drafts=True, language=language, cache=cache))
        plan = compose_letters(selection)
    except ContentError as error:
        return PlannedCampaign(problems=error.problems)
    except EntreatyError as error:
        return PlannedCampaign(problems=(Problem(Location(Path()), str(error)),))
    return PlannedCampaign(
        campaign=campaign,
        plan=plan,
        own=selection.own,
        problems=plan.problems,
        listing=list_recipients(campaign, plan),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What a choice means on the files of a campaign.

    Attributes:
        choice: The choice, with the appeal and the recipient that it comes to.
        planned: The campaign and its letters.
        letter: The letter; None where there is none to show.
        envelope: What its first page is made for.
    """

    choice: Choice
    planned: PlannedCampaign
    letter: Letter | None
    envelope: Envelope

    def appeals(self) -> tuple[Appeal, ...]:
        """Return the appeals that letters are written for."""
        campaign = self.planned.campaign
        return tuple(appeal for appeal in campaign.appeals if appeal.status != "closed") if campaign else ()


def select(planned: PlannedCampaign, choice: Choice) -> Selected:
    """Return what is chosen; a choice without a recipient gets the first letter."""
    campaign = planned.campaign
    letters = planned.plan.letters if planned.plan else ()
    letter = next((one for one in letters if _is_chosen(one, choice)), None)
    if letter:
        choice = replace(choice, appeal=letter.appeal, to=letter.recipient)
    country = campaign.sender.country if campaign and campaign.sender else ""
    envelope = load_envelopes().chosen(choice.envelope, country)
    return Selected(choice=choice, planned=planned, letter=letter, envelope=envelope)


def _is_chosen(letter: Letter, choice: Choice) -> bool:
    return choice.appeal in {"", letter.appeal} and choice.to in {"", letter.recipient}
