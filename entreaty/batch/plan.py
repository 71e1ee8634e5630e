"""What a run will do: every pair of appeal and recipient as a letter, or as a reason for none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from entreaty.batch.order import Order, OrderError
from entreaty.content.appeals import Appeal
from entreaty.content.campaign import Campaign
from entreaty.content.citation_styles import load_citation_style, load_terms
from entreaty.content.envelopes import load_envelopes
from entreaty.content.forms_of_address import load_forms_of_address
from entreaty.content.locales import LANGUAGES, states
from entreaty.content.model import AUDIENCES, closest
from entreaty.content.phrases import load_phrases
from entreaty.content.recipients import Recipient
from entreaty.output.manifest import Refusal
from entreaty.problems import ContentError, Problem, in_reading_order
from entreaty.writing.compose import compose, letter_language
from entreaty.writing.desk import Desk
from entreaty.writing.guidance import advice
from entreaty.writing.letter import Letter
from entreaty.writing.proofread import proofread, proofread_recipients
from entreaty.writing.select import select


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run will do, before anything is rendered.

    Attributes:
        letters: The letters to write.
        skipped: The pairs for which there is nothing to write, with the reason.
        failed: The pairs whose letter cannot be composed, with the reason.
        problems: Everything that is wrong, in reading order.
    """

    letters: tuple[Letter, ...]
    skipped: tuple[Refusal, ...]
    failed: tuple[Refusal, ...]
    problems: tuple[Problem, ...]


def plan_letters(campaign: Campaign, order: Order) -> Plan:
    """Select and compose every letter of the order.

    Raises:
        OrderError: The order names what the campaign does not have.
        ContentError: What all letters need cannot be loaded.
    """
    _require_known(campaign, order)
    wanted = _wanted(campaign.recipients, order)
    problems = [*campaign.problems, *proofread_recipients(wanted)]
    letters: list[Letter] = []
    skipped: list[Refusal] = []
    failed: list[Refusal] = []
    for appeal in _appeals(campaign, order, problems):
        problems += proofread(appeal, campaign.authorities, order.day)
        try:
            desk = _desk(campaign, appeal, order)
        except ContentError as error:
            problems += error.problems
            continue
        for recipient in wanted:
            refusal = {"appeal": appeal.id, "recipient": recipient.id}
            if not _has_demand(appeal, recipient, desk):
                skipped.append(Refusal(**refusal, reason="no demand of the appeal is for this recipient"))
                continue
            language = order.language or letter_language(appeal, recipient)
            try:
                letters.append(compose(appeal, recipient, language, desk))
            except ContentError as error:
                failed.append(Refusal(**refusal, reason=str(error)))
                problems += error.problems
        problems += advice(campaign, appeal, letters)
    return Plan(
        letters=tuple(letters), skipped=tuple(skipped), failed=tuple(failed), problems=in_reading_order(problems)
    )


def check(campaign: Campaign, day: date) -> tuple[Problem, ...]:
    """Return everything that is wrong with a campaign for letters of that date."""
    return plan_letters(campaign, Order(day=day)).problems


def _require_known(campaign: Campaign, order: Order) -> None:
    """Refuse an order that names what there is not, with the nearest name that there is."""
    broken = {problem.location.path.parent.name for problem in campaign.problems}
    appeals = (*(one.id for one in campaign.appeals), *broken)
    recipients = tuple(one.id for one in campaign.recipients)
    named = [
        *(("appeal", name, appeals) for name in order.appeals),
        *(("recipient", name, recipients) for name in order.recipients),
        *(("audience", name, AUDIENCES) for name in (order.audience,) if name),
        *(("country", name, tuple(sorted(states()))) for name in (order.country,) if name),
        *(("language", name, LANGUAGES) for name in (order.language,) if name),
        *(("envelope", name, load_envelopes().ids) for name in (order.envelope,) if name),
    ]
    for what, name, known in named:
        if name not in known:
            near = closest(name, known)
            raise OrderError(f"there is no {what} '{name}'" + (f"; {near}" if near else ""))


def _wanted(recipients: tuple[Recipient, ...], order: Order) -> tuple[Recipient, ...]:
    return tuple(
        one
        for one in recipients
        if (not order.recipients or one.id in order.recipients)
        and (not order.audience or order.audience in one.audiences)
        and (not order.country or one.address.country == order.country)
    )


def _appeals(campaign: Campaign, order: Order, problems: list[Problem]) -> Iterator[Appeal]:
    """Yield the open appeals that are wanted; a closed one that is asked for by name is a problem."""
    for appeal in campaign.appeals:
        named = appeal.id in order.appeals
        if order.appeals and not named:
            continue
        if appeal.status == "open":
            yield appeal
        elif named or len(campaign.appeals) == 1:
            why = appeal.closed_because.best(order.language or "en") if appeal.closed_because else ""
            message = f"the appeal '{appeal.id}' is closed: {why}"
            problems.append(Problem(appeal.place("status"), message, "no more letters of it are written"))


def _desk(campaign: Campaign, appeal: Appeal, order: Order) -> Desk:
    style = order.citation_style or appeal.citation_style
    return Desk(
        authorities=campaign.authorities,
        style=load_citation_style(style, campaign.folder, appeal.place("citation_style")),
        terms=load_terms(),
        forms=load_forms_of_address(),
        phrases=load_phrases(campaign.templates / "phrases.yaml"),
        sender=campaign.sender,
        day=order.day,
    )


def _has_demand(appeal: Appeal, recipient: Recipient, desk: Desk) -> bool:
    verdicts = select(appeal, recipient, desk.day, desk.authorities)
    return any(verdict.fits and verdict.part == "demands" for verdict in verdicts)
