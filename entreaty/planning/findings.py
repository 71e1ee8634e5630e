"""The findings of a check: everything that is wrong with a campaign, found again by the letters that it concerns."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.problems import Concern, Problem, as_errors, in_reading_order
from entreaty.writing.passage_text import cites_of


def at_its_source(problem: Problem, recipients: Mapping[str, Recipient]) -> Problem:
    """Return a problem of a finished letter at the line of the profile that it comes from, where it comes from one.

    Args:
        problem: What is wrong, at the name of the letter.
        recipients: The recipients of the campaign, by id.
    """
    concern = problem.concerns
    if concern is None or concern.part != "recipient" or concern.id not in recipients:
        return problem
    recipient = recipients[concern.id]
    in_address = problem.message.startswith("the address ") or problem.message.endswith(", in the address")
    return replace(problem, location=recipient.place("address" if in_address else ""))


class Findings:
    """The problems of a campaign, gathered while its letters are planned.

    A problem that is only the consequence of another one is left out: where the entry of an authority is broken, its
    own problems say so, and that "there is no authority" of its id is not said as well.
    """

    def __init__(self, campaign: Campaign, *, strict: bool = False) -> None:
        """Begin with the problems of the campaign's files.

        Args:
            campaign: The campaign.
            strict: Whether warnings count as errors.
        """
        self._strict = strict
        self._usable = campaign.authorities.keys()
        # Without a list of the authorities, nobody can tell which of them are broken: its own problem says enough.
        self._broken = None if campaign.named is None else campaign.named - self._usable
        # As keys, which are unique: a thousand letters of one group lack the same authority.
        self._problems: dict[Problem, None] = {}
        self._by_concern: dict[Concern, dict[Problem, None]] = {}
        self._add(campaign.problems)

    def add(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Add problems, and return them as they count: at their levels, without consequences of others."""
        return self._add(problem for problem in problems if not self._is_consequence(problem))

    def about(self, concerns: Iterable[Concern]) -> tuple[Problem, ...]:
        """Return the problems found so far that concern any of these parts of a letter.

        A file of authorities that cannot be read concerns no letter whose own authorities all stand in others.
        """
        parts = tuple(concerns)
        cited = [concern.id for concern in parts if concern.part == "authority"]
        is_whole = bool(cited) and all(key in self._usable for key in cited)
        about = (concern for concern in parts if not (is_whole and concern.part == "authorities"))
        return tuple(problem for concern in about for problem in self._by_concern.get(concern, ()))

    def in_reading_order(self) -> tuple[Problem, ...]:
        """Return every problem once, by file and line."""
        return in_reading_order(self._problems)

    def _add(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        added = as_errors(problems) if self._strict else tuple(problems)
        self._problems |= dict.fromkeys(added)
        for problem in added:
            if problem.concerns:
                self._by_concern.setdefault(problem.concerns, {})[problem] = None
        return added

    def _is_consequence(self, problem: Problem) -> bool:
        """Tell whether an authority is unknown only because its entry, or the file of all of them, is broken."""
        concern = problem.concerns
        if concern is None or concern.part != "authority" or concern.id in self._usable:
            return False
        return self._broken is None or concern.id in self._broken


def parts_of(appeal: Appeal, passages: Iterable[Passage]) -> frozenset[Concern]:
    """Return what a problem can concern in every letter of an appeal with these passages, the recipient aside."""
    parts = {Concern("appeal", appeal.id)}
    for passage in passages:
        parts.add(Concern("passage", passage.id, appeal.id))
        authorities = {*(cite.key for cite in cites_of(passage)), *passage.fits.bound_by, *passage.excludes.bound_by}
        parts |= {Concern("authority", key) for key in authorities}
        if authorities:
            parts.add(Concern("authorities"))
    return frozenset(parts)
