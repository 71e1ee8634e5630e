"""The combinations of an appeal: the passages that stand together in letters, since when, and to whom.

A passage is in letters of some dates and to some recipients only, so that what stands beside it changes: the passage
that explains a name may end before the one that uses it. So letters are looked at in every period, not on one day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.writing.basis import Authorities
from entreaty.writing.select import Fitting, Selector

_NEEDED = frozenset({"opening", "request", "demands", "closing"})


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


def combinations(campaign: Campaign, appeal: Appeal, day: date) -> tuple[Combination, ...]:
    """Return what stands together in letters of the appeal on any date, each set of passages once.

    Periods begin with `from` or end with `until` of a passage. What was before the first of them is left out unless
    `day` is then: nobody writes letters of a time that an appeal does not tell of.

    Args:
        campaign: The campaign.
        appeal: The appeal.
        day: The date of the letters that are checked.
    """
    turns = {turn for passage in appeal.letter.passages() for turn in (passage.since, passage.until) if turn}
    reached = [recipient for recipient in campaign.recipients if not recipient.out_of_reach(day)]
    found: dict[tuple[str, ...], tuple[Combination, dict[str, Recipient]]] = {}
    for first in sorted({*turns, day}):
        since = first if turns else None
        for one in _on(first, since, appeal, campaign, reached):
            _, recipients = found.setdefault(tuple(passage.id for passage in one.passages), (one, {}))
            recipients |= {recipient.id: recipient for recipient in one.recipients}
    return tuple(
        Combination(passages=one.passages, recipients=tuple(recipients.values()), since=one.since)
        for one, recipients in found.values()
    )


def on_day(campaign: Campaign, appeal: Appeal, day: date) -> tuple[Combination, ...]:
    """Return what stands together in letters of that date."""
    reached = [recipient for recipient in campaign.recipients if not recipient.out_of_reach(day)]
    return tuple(_on(day, day, appeal, campaign, reached))


def _on(
    day: date,
    since: date | None,
    appeal: Appeal,
    campaign: Campaign,
    recipients: Iterable[Recipient],
) -> Iterable[Combination]:
    """Yield what stands together in letters of a date that can be made."""
    selector = Selector(appeal, Authorities(campaign.authorities, day), campaign.sender)
    together: dict[Fitting, list[Recipient]] = {}
    for recipient in recipients:
        together.setdefault(selector.fitting(recipient), []).append(recipient)
    for fitting, group in together.items():
        if {passage.part for passage in fitting.passages} >= _NEEDED:
            yield Combination(passages=fitting.passages, recipients=tuple(group), since=since)
