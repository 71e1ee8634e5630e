"""Which letter the preview shows: what somebody chose, and what that means on the files of the campaign."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from entreaty.content.campaign import Campaign, load_campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.places import sender_file
from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.planning.order import Order
from entreaty.planning.plan import Plan, plan_letters
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.writing.letter import Letter, LetterId


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which letter is shown, and how; what is empty is left to the campaign.

    Attributes:
        appeal: The appeal's id.
        to: The recipient's id.
        language: The language of the letter.
        envelope: The envelope's id.
    """

    appeal: str = ""
    to: str = ""
    language: str = ""
    envelope: str = ""

    def query(self, **changes: str) -> str:
        """Return the query of an address that asks for this choice with the changes."""
        changed = replace(self, **changes)
        values = {field.name: getattr(changed, field.name) for field in fields(changed)}
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRecipient:
    """One line of the list of recipients.

    Attributes:
        query: The query of the address that shows the letter.
        office: Whom it goes to.
        organisation: What the office belongs to.
        state: Whether there is a letter, it failed, or nothing is asked of the recipient.
        current: Whether it is the letter that is shown.
    """

    query: str
    office: str
    organisation: str
    state: Literal["written", "failed", "skipped"]
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCampaign:
    """A campaign with all of its letters; without them where the files cannot be used.

    Attributes:
        campaign: The campaign.
        plan: Its letters, and why there are no more.
        problems: Everything that is wrong, in reading order.
    """

    campaign: Campaign | None = None
    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()


def plan_campaign(folder: Path, sender: Path | None, day: date, language: str) -> PlannedCampaign:
    """Load a campaign and plan its letters.

    Args:
        folder: The campaign's folder.
        sender: The sender's file; by default sender.yaml, where there is one.
        day: The date of the letters.
        language: The language of all letters; empty leaves it to each recipient.
    """
    try:
        campaign = load_campaign(folder, sender_file(folder, sender))
        plan = plan_letters(campaign, Order(day=day, drafts=True, language=language))
    except ContentError as error:
        return PlannedCampaign(problems=error.problems)
    except EntreatyError as error:
        return PlannedCampaign(problems=(Problem(Location(Path()), str(error)),))
    return PlannedCampaign(campaign=campaign, plan=plan, problems=plan.problems)


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

    @property
    def language(self) -> str:
        """Return the language of the campaign, in which the page speaks."""
        return self.planned.campaign.language if self.planned.campaign else "en"

    def appeals(self) -> tuple[Appeal, ...]:
        """Return the appeals that letters are written for."""
        campaign = self.planned.campaign
        return tuple(appeal for appeal in campaign.appeals if appeal.status != "closed") if campaign else ()

    def recipients(self, appeal: Appeal) -> Iterator[ListedRecipient]:
        """Yield the recipients of an appeal, in the order of their file."""
        campaign, plan = self.planned.campaign, self.planned.plan
        if campaign is None or plan is None:
            return
        states: dict[LetterId, Literal["written", "failed", "skipped"]] = {}
        states |= {letter.id: "written" for letter in plan.letters}
        states |= {one.letter: "skipped" for one in plan.skipped}
        states |= {one.letter: "failed" for one in plan.failed}
        for one in campaign.recipients:
            letter = LetterId(appeal.id, one.id)
            if letter in states:
                yield ListedRecipient(
                    query=self.choice.query(appeal=appeal.id, to=one.id),
                    office=", ".join(filter(None, (one.full_name(), one.in_words("office", self.language))))
                    or one.whom(self.language),
                    organisation=one.in_words("organisation", self.language),
                    state=states[letter],
                    current=letter == LetterId(self.choice.appeal, self.choice.to),
                )


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
