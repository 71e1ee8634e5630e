"""The supporters of an order with who represents them, and what keeps that from being known."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from entreaty.content.campaign import Campaign
from entreaty.content.districts.lookup import opened_lookup
from entreaty.content.districts.own import own_representatives
from entreaty.content.districts.representatives import Representatives
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.conditions import names_of
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Supporter
from entreaty.content.locales import base_language
from entreaty.planning.findings import Findings
from entreaty.planning.mine import mine_problems, tables_are_broken
from entreaty.planning.order import Order
from entreaty.problems import ContentError, Level, Problem, as_errors
from entreaty.writing.basis import Signer
from entreaty.writing.conditions import represents
from entreaty.writing.select import Alike

# Ids that are named where many have the same problem.
_NAMED = 5
_IN_FILE = re.compile(r"'constituency: ([^']+)'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """The supporters of an order.

    Attributes:
        everybody: The supporters, in the order of their sheet.
        own: The recipients who represent each, in the order of their file, by the supporter's id; empty where the order
            does not ask for them.
        notices: Warnings of what should be known of supporters who write, which no check of the campaign finds.
    """

    everybody: tuple[Signer, ...]
    own: Mapping[str, tuple[Recipient, ...]]
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a supporter, without what only they have, such as their postcode."""

    message: str
    hint: str
    level: Level


def signers_of(campaign: Campaign, order: Order, appeals: Sequence[Appeal], findings: Findings) -> Signers:
    """Return the supporters of an order; what keeps their representatives from being known is added to the findings.

    Args:
        campaign: The campaign; what is wrong with its `districts.yaml` stands among its problems.
        order: Which letters are wanted, and by whom.
        appeals: The appeals, whose passages may ask who represents a supporter.
        findings: What is wrong so far.

    Raises:
        DistrictsError: What tables say cannot be kept.
    """
    told: defaultdict[_Told, list[Supporter]] = defaultdict(list)
    everybody = tuple(Signer(supporter=one) for one in order.supporters)
    if order.mine or _asks_who_represents(order, appeals):
        if tables_are_broken(campaign):
            return Signers(everybody=(), own={})
        try:
            everybody = tuple(_looked_up(campaign, order, told))
        except ContentError as error:
            findings.add(error.problems)
            return Signers(everybody=(), own={})
    own = _own_recipients(campaign, everybody, told) if order.mine else {}
    for appeal in appeals if not order.language else ():
        _tell_of_languages(appeal, order.supporters, told)
    problems = tuple(_of_group(one, supporters) for one, supporters in told.items())
    notices = tuple(one for one in problems if one.level == "warning" and not order.strict)
    findings.add(one for one in problems if one not in notices)
    return Signers(everybody=everybody, own=own, notices=notices)


def _tell_of_languages(
    appeal: Appeal, supporters: Iterable[Supporter], told: defaultdict[_Told, list[Supporter]]
) -> None:
    """Tell of supporters who write in none of the languages of an appeal."""
    written = appeal.languages()
    message = f"the appeal '{appeal.id}' is in none of the languages that they write"
    what = _Told(message, f"it is written in: {', '.join(written)}", "warning")
    for one in supporters:
        if one.languages and not {*one.languages, *map(base_language, one.languages)}.intersection(written):
            told[what].append(one)


def _asks_who_represents(order: Order, appeals: Iterable[Appeal]) -> bool:
    return any(one.startswith("constituents") for one in order.where) or any(
        Alike(appeal).asks_who_represents for appeal in appeals
    )


def _looked_up(campaign: Campaign, order: Order, told: defaultdict[_Told, list[Supporter]]) -> Iterator[Signer]:
    """Yield each supporter with who represents them by tables of districts, if the campaign has such."""
    if order.cache is None or not campaign.districts:
        yield from (Signer(supporter=one) for one in order.supporters)
        return
    with opened_lookup(campaign.folder, order.cache) as lookup:
        representatives = Representatives(campaign.recipients, lookup.districts(order.day), order.day)
        for one in order.supporters:
            sender = one.sender
            own = None
            if sender.postcode or sender.constituency:
                own = own_representatives(sender, lookup, representatives, order.day)
            code = lookup.written(sender.country, sender.postcode) if sender.postcode else ""
            own = own and replace(own, problems=tuple(_without_code(problem, code) for problem in own.problems))
            for problem in own.problems if own and not order.mine else ():
                told[_told(problem)].append(one)
            yield Signer(supporter=one, own=own)


def _own_recipients(
    campaign: Campaign, signers: Iterable[Signer], told: defaultdict[_Told, list[Supporter]]
) -> Mapping[str, tuple[Recipient, ...]]:
    """Return who represents each supporter, by their id; what keeps that from being known is told."""
    found = {}
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for recipient in campaign.recipients:
        for name in names_of(recipient.constituency):
            by_name[name].append(recipient.id)
    by_id = {one.id: one for one in campaign.recipients}
    places = {name: place for place, name in enumerate(by_id)}
    for signer in signers:
        sender, own = signer.sender, signer.own
        maybe = {one for name in names_of(sender.constituency) for one in by_name.get(name, ())}
        maybe |= own.by_id.keys() if own else set()
        in_order = sorted(maybe, key=places.__getitem__)
        mine = tuple(one for name in in_order if represents(one := by_id[name], sender, own).holds)
        problems = tuple(mine_problems(campaign, sender, own, represented=bool(mine)))
        for problem in problems if mine else as_errors(problems):
            told[_told(problem)].append(signer.supporter)
        if not mine and not problems:
            told[_Told("no recipient represents them", "", "error")].append(signer.supporter)
        found[signer.id] = mine
    return found


def _without_code(problem: Problem, code: str) -> Problem:
    """Return a problem without a supporter's postcode, which what is kept of a run must not hold."""
    if not code:
        return problem
    return replace(problem, message=problem.message.replace(f" {code}", ""), hint=problem.hint.replace(f" {code}", ""))


def _told(problem: Problem) -> _Told:
    return _Told(problem.message, _IN_FILE.sub(r"'\1' into the column 'constituency'", problem.hint), problem.level)


def _of_group(told: _Told, supporters: list[Supporter]) -> Problem:
    """Return one problem for all supporters who have it, at the row of the first: "s-8c41f2a09b3e: …"."""
    ids = [one.id for one in supporters]
    if len(ids) == 1:
        message = f"{ids[0]}: {told.message}"
    else:
        more = ", …" if len(ids) > _NAMED else ""
        message = f"{told.message} ({len(ids)} supporters: {', '.join(ids[:_NAMED])}{more})"
    return Problem(supporters[0].place, message, told.hint, told.level)
