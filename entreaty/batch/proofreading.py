"""What is wrong with a campaign before any letter is composed, and at which level."""

from collections.abc import Iterable, Iterator

from entreaty.batch.order import Order
from entreaty.content.appeals import Appeal, appeal_files
from entreaty.content.campaign import Campaign
from entreaty.content.recipients import Recipient
from entreaty.problems import Problem, as_errors
from entreaty.writing.proofread import proofread, proofread_authorities, proofread_recipients, proofread_shelf
from entreaty.writing.translations import unreviewed_translations


def proofread_campaign(
    campaign: Campaign, appeals: tuple[Appeal, ...], wanted: tuple[Recipient, ...], order: Order
) -> Iterator[Problem]:
    """Yield everything that can be told before any letter is composed."""
    yield from proofread_recipients(one for one in wanted if not one.out_of_reach(order.day))
    for appeal in appeals:
        yield from proofread(appeal, campaign.authorities, order.day)
        yield from unreviewed_translations(appeal)
    yield from proofread_authorities(appeals, wanted, campaign.authorities, order.day)
    if 0 < len(campaign.appeals) == len(appeal_files(campaign.folder)):
        yield from proofread_shelf(campaign.appeals, campaign.authorities)


def levelled(problems: Iterable[Problem], order: Order) -> tuple[Problem, ...]:
    """Return the problems at the levels of the order: a strict one has no warnings."""
    return as_errors(problems) if order.strict else tuple(problems)


def told_once(campaign: Campaign, problems: Iterable[Problem]) -> list[Problem]:
    """Leave out authorities that are unknown only because their entry, or their file, has told its own problems."""
    named = campaign.named
    broken = (named - set(campaign.authorities)) if named is not None else None
    return [
        problem
        for problem in problems
        if not problem.concerns.startswith("authority:")
        or problem.concerns.removeprefix("authority:") in campaign.authorities
        or (broken is not None and problem.concerns.removeprefix("authority:") not in broken)
    ]
