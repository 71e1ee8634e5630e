"""What somebody's choice means on the files as they are now: the letter, or why there is none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.planning.plan import Refusal
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.writing.letter import Letter


class Planned(Protocol):
    """Every pair of appeal and recipient as a letter, or as a reason for none."""

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Return the letters."""

    @property
    def skipped(self) -> tuple[Refusal, ...]:
        """Return the pairs for which there is nothing to write."""

    @property
    def failed(self) -> tuple[Refusal, ...]:
        """Return the pairs whose letter cannot be composed."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong."""


Load = Callable[[], Campaign]
# From a campaign and a language, which is empty where each recipient gets his own.
Plan = Callable[[Campaign, str], Planned]


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
class Entry:
    """One line of the list of recipients.

    Attributes:
        query: What asks for the letter.
        office: Whom it goes to.
        organisation: What the office belongs to.
        state: "written", "failed" or "skipped".
        current: Whether it is the letter that is shown.
    """

    query: str
    office: str
    organisation: str
    state: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A letter and what it is shown with.

    Attributes:
        letter: What it says.
        campaign: What it is made from.
        envelope: What its first page is made for.
    """

    letter: Letter
    campaign: Campaign
    envelope: Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the files hold for a choice.

    Attributes:
        choice: The choice, with the appeal and the recipient that it comes to.
        campaign: The campaign; None where it cannot be loaded.
        planned: All letters; None where they cannot be planned.
        sheet: The letter; None where there is none to show.
        problems: Everything that is wrong, in reading order.
    """

    choice: Choice
    campaign: Campaign | None = None
    planned: Planned | None = None
    sheet: Sheet | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """Return the name of the pair that was chosen, such as "detainees/icrc-president"."""
        return f"{self.choice.appeal}/{self.choice.to}"

    def appeals(self) -> tuple[Appeal, ...]:
        """Return the appeals that letters are written for."""
        appeals = self.campaign.appeals if self.campaign else ()
        return tuple(appeal for appeal in appeals if appeal.status == "open")

    def entries(self, appeal: Appeal) -> Iterator[Entry]:
        """Yield the recipients of an appeal, in the order of their file."""
        if self.campaign is None or self.planned is None:
            return
        states = {letter.id: "written" for letter in self.planned.letters}
        states |= {refusal.id: "skipped" for refusal in self.planned.skipped}
        states |= {refusal.id: "failed" for refusal in self.planned.failed}
        for one in self.campaign.recipients:
            name = f"{appeal.id}/{one.id}"
            if name in states:
                yield Entry(
                    query=self.choice.query(appeal=appeal.id, to=one.id),
                    office=one.office.best("en"),
                    organisation=one.organisation.best("en"),
                    state=states[name],
                    current=name == self.id,
                )


def read(load: Load, plan: Plan, choice: Choice) -> Reading:
    """Return what the files hold for the choice; a choice without a recipient gets the first letter."""
    try:
        campaign = load()
        planned = plan(campaign, choice.language)
    except ContentError as error:
        return Reading(choice=choice, problems=error.problems)
    except EntreatyError as error:
        return Reading(choice=choice, problems=(Problem(Location(Path()), str(error)),))
    letter = next((one for one in planned.letters if _is_chosen(one, choice)), None)
    reading = Reading(choice=choice, campaign=campaign, planned=planned, problems=planned.problems)
    if letter is None:
        return reading
    sheet = Sheet(letter=letter, campaign=campaign, envelope=_envelope(campaign, choice.envelope))
    return replace(reading, choice=replace(choice, appeal=letter.appeal, to=letter.recipient), sheet=sheet)


def _is_chosen(letter: Letter, choice: Choice) -> bool:
    return choice.appeal in {"", letter.appeal} and choice.to in {"", letter.recipient}


def _envelope(campaign: Campaign, name: str) -> Envelope:
    """Return the envelope of that id, or, where there is none, that of the sender's country."""
    country = campaign.sender.country if campaign.sender else ""
    envelopes = load_envelopes()
    return envelopes.by_id(name, country) if name in envelopes.ids else envelopes.for_country(country)
