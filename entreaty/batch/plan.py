"""What a run will do: every pair of appeal and recipient as a letter, or as a reason for none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from entreaty.batch.order import Order, OrderError
from entreaty.content.appeals import Appeal, appeal_files
from entreaty.content.campaign import Campaign
from entreaty.content.citation_styles import load_citation_style, load_terms
from entreaty.content.envelopes import load_envelopes
from entreaty.content.forms_of_address import load_forms_of_address
from entreaty.content.locales import LANGUAGES, states
from entreaty.content.model import AUDIENCES, closest
from entreaty.content.phrases import load_phrases
from entreaty.content.recipients import Recipient
from entreaty.output.manifest import Refusal
from entreaty.problems import ContentError, Problem, as_errors, in_reading_order
from entreaty.writing.compose import compose, letter_language
from entreaty.writing.concerns import by_concern, concerning, concerns_of
from entreaty.writing.desk import Desk
from entreaty.writing.guidance import advice
from entreaty.writing.letter import Letter
from entreaty.writing.proofread import proofread, proofread_authorities, proofread_recipients, proofread_shelf
from entreaty.writing.salutation import unverified_courtesies
from entreaty.writing.select import select
from entreaty.writing.translations import unreviewed_translations


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run will do, before anything is rendered.

    Attributes:
        letters: The letters to write.
        skipped: The pairs for which there is nothing to write, with the reason.
        failed: The pairs whose letter cannot be composed, or is stopped by an error, with the reason.
        problems: Everything that is wrong, in reading order.
        warnings: The warnings that concern each letter, by its name.
    """

    letters: tuple[Letter, ...]
    skipped: tuple[Refusal, ...]
    failed: tuple[Refusal, ...]
    problems: tuple[Problem, ...]
    warnings: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def plan_letters(campaign: Campaign, order: Order) -> Plan:
    """Select and compose every letter of the order.

    Raises:
        OrderError: The order names what the campaign does not have.
        ContentError: What all letters need cannot be loaded.
    """
    require_known(campaign, order)
    wanted = _wanted(campaign.recipients, order)
    problems = [*campaign.problems]
    appeals = tuple(_appeals(campaign, order, problems))
    problems += _told(campaign, _proofread(campaign, appeals, wanted, order))
    problems = [*_levelled(problems, order)]
    known = by_concern(problems)
    letters: list[Letter] = []
    skipped: list[Refusal] = []
    failed: list[Refusal] = []
    warnings: dict[str, tuple[Problem, ...]] = {}
    for appeal, desk in _desks(campaign, appeals, order, problems):
        for recipient in wanted:
            if why := recipient.out_of_reach(desk.day):
                skipped.append(_refusal(appeal, recipient, why))
                continue
            verdicts = select(appeal, recipient, desk.day, desk.authorities)
            if not any(verdict.fits and verdict.part == "demands" for verdict in verdicts):
                skipped.append(_refusal(appeal, recipient, "no demand of the appeal is for this recipient"))
                continue
            letter, wrong = _composed(appeal, recipient, order.language, desk)
            told = _levelled((*_told(campaign, wrong), *_doubtful_courtesies(recipient, letter, desk)), order)
            problems += told
            concerns = concerns_of(appeal, recipient, verdicts)
            errors = (problem for problem in told if problem.level == "error")
            stopped_by = in_reading_order((*concerning(known, concerns, "error"), *errors))
            if letter is None or stopped_by:
                failed.append(_refusal(appeal, recipient, "\n".join(map(str, stopped_by))))
            else:
                letters.append(letter)
                warnings[letter.id] = in_reading_order((*concerning(known, concerns, "warning"), *told))
        problems += _levelled(advice(campaign, appeal, letters), order)
    return Plan(
        letters=tuple(letters),
        skipped=tuple(skipped),
        failed=tuple(failed),
        problems=in_reading_order(problems),
        warnings=warnings,
    )


def check(campaign: Campaign, day: date, *, strict: bool = False) -> tuple[Problem, ...]:
    """Return everything that is wrong with a campaign for letters of that date, warnings as errors if it is strict."""
    return plan_letters(campaign, Order(day=day, strict=strict)).problems


def desk_for(campaign: Campaign, appeal: Appeal, order: Order) -> Desk:
    """Return what the letters of an appeal have in common.

    Raises:
        ContentError: The citation style or the phrases cannot be loaded.
    """
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


def require_known(campaign: Campaign, order: Order) -> None:
    """Refuse an order that names what there is not, with the nearest name that there is.

    Raises:
        OrderError: It does.
    """
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


def _proofread(
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


def _levelled(problems: Iterable[Problem], order: Order) -> tuple[Problem, ...]:
    """Return the problems at the levels of the order: a strict one has no warnings."""
    return as_errors(problems) if order.strict else tuple(problems)


def _doubtful_courtesies(recipient: Recipient, letter: Letter | None, desk: Desk) -> tuple[Problem, ...]:
    """Return a warning where the letter addresses its recipient in words that are known only from memory.

    A profile that is unverified as a whole has a warning already.
    """
    if letter is None or recipient.verified.courtesies or recipient.verified.status == "unverified":
        return ()
    country = desk.sender.country if desk.sender else None
    return unverified_courtesies(recipient, letter.language, desk.forms, country)


def _told(campaign: Campaign, problems: Iterable[Problem]) -> list[Problem]:
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


def _desks(
    campaign: Campaign, appeals: tuple[Appeal, ...], order: Order, problems: list[Problem]
) -> Iterator[tuple[Appeal, Desk]]:
    """Yield each appeal with what its letters have in common; where that cannot be loaded, it is a problem."""
    for appeal in appeals:
        try:
            yield appeal, desk_for(campaign, appeal, order)
        except ContentError as error:
            problems += error.problems


def _composed(
    appeal: Appeal, recipient: Recipient, language: str, desk: Desk
) -> tuple[Letter | None, tuple[Problem, ...]]:
    """Return the letter, or everything that keeps it from being whole."""
    try:
        return compose(appeal, recipient, language or letter_language(appeal, recipient), desk), ()
    except ContentError as error:
        return None, error.problems


def _refusal(appeal: Appeal, recipient: Recipient, reason: str) -> Refusal:
    return Refusal(appeal=appeal.id, recipient=recipient.id, reason=reason)
