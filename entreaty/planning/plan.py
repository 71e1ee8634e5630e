"""What a run will do: every pair of appeal and recipient as a letter, or as a reason for none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.content.shipped.phrases import load_phrases
from entreaty.planning.order import Order, require_known, wanted_appeals, wanted_recipients
from entreaty.problems import ContentError, Problem, as_errors, in_reading_order
from entreaty.writing.basis import Authorities, Basis
from entreaty.writing.checking.concerns import by_concern, concerning, passages_concern
from entreaty.writing.checking.content import check_content
from entreaty.writing.checking.letters import check_letters
from entreaty.writing.composing.composer import Composer, letter_language
from entreaty.writing.composing.courtesies import unverified_courtesies
from entreaty.writing.letter import Letter
from entreaty.writing.select import Fitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A letter that was not written.

    Attributes:
        appeal: The appeal's id.
        recipient: The recipient's id.
        reason: Why it was left out or failed.
    """

    appeal: str
    recipient: str
    reason: str

    @property
    def id(self) -> str:
        """Return the name that the letter would have."""
        return f"{self.appeal}/{self.recipient}"


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
    wanted = wanted_recipients(campaign, order)
    problems = [*campaign.problems]
    appeals = tuple(wanted_appeals(campaign, order, problems))
    problems += told_once(campaign, check_content(campaign, appeals, wanted, order.day))
    problems = [*levelled(problems, order)]
    known = by_concern(problems)
    letters: list[Letter] = []
    skipped: list[Refusal] = []
    failed: list[Refusal] = []
    warnings: dict[str, tuple[Problem, ...]] = {}
    for appeal, basis in _bases(campaign, appeals, order, problems):
        writer = _Writer(campaign, order, Composer(appeal, basis), known)
        for recipient in wanted:
            if why := recipient.out_of_reach(basis.day):
                skipped.append(_refusal(appeal, recipient, why))
                continue
            if not writer.asks(recipient):
                skipped.append(_refusal(appeal, recipient, "no demand of the appeal is for this recipient"))
                continue
            written = writer.write(recipient)
            problems += written.told
            if written.letter is None or written.stopped_by:
                failed.append(_refusal(appeal, recipient, "\n".join(map(str, written.stopped_by))))
            else:
                letters.append(written.letter)
                warnings[written.letter.id] = written.warnings
        problems += levelled(check_letters(campaign, appeal, letters), order)
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


def basis_for(campaign: Campaign, appeal: Appeal, order: Order) -> Basis:
    """Return what the letters of an appeal have in common.

    Raises:
        ContentError: The citation style or the phrases cannot be loaded.
    """
    style = order.citation_style or appeal.citation_style
    return Basis(
        authorities=Authorities(campaign.authorities, order.day),
        style=load_citation_style(style, campaign.folder, appeal.place("citation_style")),
        terms=load_terms(),
        forms=load_forms_of_address(),
        phrases=load_phrases(campaign.templates / "phrases.yaml"),
        sender=campaign.sender,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A letter, or none; what is wrong with it, what stops it, and which warnings concern it."""

    letter: Letter | None
    told: tuple[Problem, ...]
    stopped_by: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


class _Writer:
    """Writes the letters of one appeal, and finds what concerns them, once for all that have the same passages."""

    def __init__(
        self, campaign: Campaign, order: Order, composer: Composer, known: Mapping[str, tuple[Problem, ...]]
    ) -> None:
        self._campaign, self._order, self._composer, self._known = campaign, order, composer, known
        self._concerning: dict[Fitting, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}

    def asks(self, recipient: Recipient) -> bool:
        return self._composer.fitting(recipient).asks

    def write(self, recipient: Recipient) -> _Written:
        letter, wrong = self._composed(recipient)
        told = (*(told_once(self._campaign, wrong) if wrong else ()), *self._doubtful_courtesies(recipient, letter))
        told = levelled(told, self._order)
        errors, warnings = self._of_passages(self._composer.fitting(recipient))
        of_recipient = self._known.get(f"recipient:{recipient.id}", ())
        if of_recipient or told:
            own = (*of_recipient, *told)
            errors = in_reading_order((*errors, *(one for one in own if one.level == "error")))
            warnings = in_reading_order((*warnings, *(one for one in own if one.level == "warning")))
        return _Written(letter=letter, told=told, stopped_by=errors, warnings=warnings)

    def _of_passages(self, fitting: Fitting) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Return the errors and the warnings that concern every letter with these passages."""
        if fitting not in self._concerning:
            concerns = passages_concern(self._composer.appeal, fitting.passages)
            errors, warnings = (concerning(self._known, concerns, level) for level in ("error", "warning"))
            self._concerning[fitting] = errors, warnings
        return self._concerning[fitting]

    def _composed(self, recipient: Recipient) -> tuple[Letter | None, tuple[Problem, ...]]:
        """Return the letter, or everything that keeps it from being whole."""
        language = self._order.language or letter_language(self._composer.appeal, recipient)
        try:
            return self._composer.compose(recipient, language), ()
        except ContentError as error:
            return None, error.problems

    def _doubtful_courtesies(self, recipient: Recipient, letter: Letter | None) -> tuple[Problem, ...]:
        """Return a warning where the letter addresses its recipient in words that are known only from memory.

        A profile that is unverified as a whole has a warning already.
        """
        if letter is None or recipient.verified.courtesies or recipient.verified.status == "unverified":
            return ()
        return unverified_courtesies(recipient, letter.language, self._composer.basis)


def _bases(
    campaign: Campaign, appeals: tuple[Appeal, ...], order: Order, problems: list[Problem]
) -> Iterator[tuple[Appeal, Basis]]:
    """Yield each appeal with what its letters have in common; where that cannot be loaded, it is a problem."""
    for appeal in appeals:
        try:
            yield appeal, basis_for(campaign, appeal, order)
        except ContentError as error:
            problems += error.problems


def _refusal(appeal: Appeal, recipient: Recipient, reason: str) -> Refusal:
    return Refusal(appeal=appeal.id, recipient=recipient.id, reason=reason)


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
