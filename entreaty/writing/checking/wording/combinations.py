"""The combinations of an appeal: the passages that stand together in letters, since when, and to whom.

A passage is in letters of some dates and to some recipients only, so that what stands beside it changes: the passage
that explains a name may end before the one that uses it. So letters are looked at in every period, not on one day.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from entreaty.content.campaign import Campaign
from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.writing.basis import Authorities
from entreaty.writing.conditions import NOT
from entreaty.writing.select import Alike, select

_NEEDED = frozenset({"opening", "request", "demands", "closing"})
# The rules of a passage whose outcome changes with the date.
_DATED = frozenset({"from", "until", "bound_by", f"{NOT}bound_by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Passages that stand together in letters of one period.

    Attributes:
        passages: The passages, in the order of the letter.
        recipients: Whom the letters are to.
        since: The first day of such letters; None where that does not depend on the date.
    """

    passages: tuple[Passage, ...]
    recipients: tuple[Recipient, ...]
    since: date | None

    def example(self, recipients: Sequence[Recipient] = ()) -> str:
        """Return one of its letters in words, such as "to 'mayor' from 2026-01-01".

        Args:
            recipients: Those of its recipients who matter; none for all of them.
        """
        to = f"to '{(recipients or self.recipients)[0].id}'"
        return f"{to} from {self.since}" if self.since else to


def combinations(
    campaign: Campaign, appeal: Appeal, day: date, own: OwnRepresentatives | None = None
) -> tuple[Combination, ...]:
    """Return what stands together in letters of the appeal on any date, each set of passages once.

    Periods begin with `from` or end with `until` of a passage. What was before the first of them is left out unless
    `day` is then: nobody writes letters of a time that an appeal does not tell of.

    Args:
        campaign: The campaign.
        appeal: The appeal.
        day: The date of the letters that are checked.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
    """
    turns = {turn for passage in appeal.letter.passages() for turn in (passage.since, passage.until) if turn}
    reached = [recipient for recipient in campaign.recipients if not recipient.out_of_reach(day)]
    found: dict[tuple[str, ...], tuple[Combination, dict[str, Recipient]]] = {}
    selection = _Selection(campaign, appeal, reached, day, own)
    for first in sorted({*turns, day}):
        for one in selection.on(first, first if turns else None):
            _, recipients = found.setdefault(tuple(passage.id for passage in one.passages), (one, {}))
            recipients |= {recipient.id: recipient for recipient in one.recipients}
    return tuple(
        Combination(passages=one.passages, recipients=tuple(recipients.values()), since=one.since)
        for one, recipients in found.values()
    )


def on_day(
    campaign: Campaign, appeal: Appeal, day: date, own: OwnRepresentatives | None = None
) -> tuple[Combination, ...]:
    """Return what stands together in letters of that date."""
    reached = [recipient for recipient in campaign.recipients if not recipient.out_of_reach(day)]
    return tuple(_Selection(campaign, appeal, reached, day, own).on(day, day))


class _Selection:
    """The passages for each recipient on any date; what does not depend on the date is found once.

    Passages are bits of a number: the first of an appeal is 1, the second 2, the third 4.
    """

    def __init__(
        self,
        campaign: Campaign,
        appeal: Appeal,
        recipients: Sequence[Recipient],
        day: date,
        own: OwnRepresentatives | None,
    ) -> None:
        self._appeal, self._authorities, self._sender, self._own = appeal, campaign.authorities, campaign.sender, own
        self._passages = tuple(appeal.letter.passages())
        self._by_state = any(passage.fits.bound_by or passage.excludes.bound_by for passage in self._passages)
        self._place = {recipient.id: place for place, recipient in enumerate(recipients)}
        key = Alike(appeal).key
        alike: dict[Hashable, list[Recipient]] = {}
        for recipient in recipients:
            alike.setdefault(key(recipient), []).append(recipient)
        self._groups = tuple((self._fitting(group[0], day, dated=False), group) for group in alike.values())

    def on(self, day: date, since: date | None) -> Iterator[Combination]:
        """Yield what stands together in letters of a date that can be made."""
        dated: dict[str | None, int] = {}
        together: dict[int, list[Recipient]] = {}
        for fitting, group in self._groups:
            state = group[0].law_state if self._by_state else None
            if state not in dated:
                dated[state] = self._fitting(group[0], day, dated=True)
            together.setdefault(fitting & dated[state], []).extend(group)
        for chosen, members in together.items():
            passages = tuple(passage for place, passage in enumerate(self._passages) if chosen >> place & 1)
            if {passage.part for passage in passages} >= _NEEDED:
                recipients = tuple(sorted(members, key=lambda recipient: self._place[recipient.id]))
                yield Combination(passages=passages, recipients=recipients, since=since)

    def _fitting(self, recipient: Recipient, day: date, *, dated: bool) -> int:
        """Return the passages that fit by those of their rules that depend on the date, or by all others."""
        fitting = 0
        for place, verdict in enumerate(
            select(self._appeal, recipient, Authorities(self._authorities, day), self._sender, own=self._own)
        ):
            if all(one.holds for one in verdict.comparisons if (one.rule in _DATED) == dated):
                fitting |= 1 << place
        return fitting
