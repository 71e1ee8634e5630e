"""What a run will do: every pair of appeal and recipient as a letter, or as the reason why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.planning.findings import Findings, parts_of
from entreaty.planning.order import Order, drafts_left_out, wanted_appeals
from entreaty.planning.pairs import Scope
from entreaty.planning.selection import Asked, NotWritten, Selection, letter_id, select_letters
from entreaty.problems import Concern, ContentError, Problem, as_errors, in_reading_order
from entreaty.templating.letters import TEMPLATES, LetterTemplates
from entreaty.writing.checking.addressees import forms_without_words
from entreaty.writing.checking.conditions import condition_problems
from entreaty.writing.checking.foot import copy_problems, inaccessible_enclosures, unprinted_values
from entreaty.writing.checking.letters import check_letters, unread_notes
from entreaty.writing.checking.wording.check import check_wording
from entreaty.writing.composing.composer import Composer
from entreaty.writing.composing.courtesies import unverified_courtesies
from entreaty.writing.letter import Letter, LetterId
from entreaty.writing.select import Fitting
from entreaty.writing.translations import why_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run will do, before anything is rendered.

    Attributes:
        letters: The letters to write.
        skipped: The pairs for which there is nothing to write.
        failed: The pairs whose letter cannot be composed, or is stopped by an error.
        problems: Everything that is wrong, in reading order.
        warnings: The warnings that concern each letter, in words; letters with the same passages share one tuple.
        drafts: The appeals of which drafts are left out, because the order does not want them.
        notices: Warnings of who is missing among those whom the order means, which only its own run tells.
        scope: Which letters of supporters it decides about; those that it does not name must not go out any more.
    """

    letters: tuple[Letter, ...]
    skipped: tuple[NotWritten, ...]
    failed: tuple[NotWritten, ...]
    problems: tuple[Problem, ...]
    warnings: Mapping[LetterId, tuple[str, ...]] = field(default_factory=dict)
    drafts: tuple[str, ...] = ()
    notices: tuple[Problem, ...] = ()
    scope: Scope = field(default_factory=Scope)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that stop letters."""
        return _of_level("error", self.problems)


def plan_letters(campaign: Campaign, order: Order) -> Plan:
    """Select and compose every letter of the order.

    Raises:
        OrderError: The order names what the campaign does not have.
    """
    return compose_letters(select_letters(campaign, order))


def check(campaign: Campaign, day: date, *, strict: bool = False, cache: Path | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong with a campaign for letters of that date.

    Args:
        campaign: The campaign.
        day: The date of the letters.
        strict: Whether warnings count as errors.
        cache: The folder of the user's own that what tables of districts say is kept in; None looks nothing up there.

    Raises:
        DistrictsError: What tables of districts say cannot be kept.
    """
    return checked_plan(campaign, day, strict=strict, cache=cache).problems


def checked_plan(campaign: Campaign, day: date, *, strict: bool = False, cache: Path | None = None) -> Plan:
    """Return the plan of all letters of that date, drafts included, with everything that is wrong with the campaign.

    Args:
        campaign: The campaign.
        day: The date of the letters.
        strict: Whether warnings count as errors.
        cache: The folder of the user's own that what tables of districts say is kept in; None looks nothing up there.
    """
    templates = LetterTemplates(campaign.templates)
    mistakes = [mistake for name in TEMPLATES for mistake in templates.mistakes(name)]
    selection = select_letters(campaign, Order(day=day, drafts=True, strict=strict, cache=cache))
    appeals, own = wanted_appeals(campaign, selection.order), selection.own
    wording = tuple(check_wording(campaign, appeals, day, own))
    conditions = tuple(condition_problems(campaign, appeals, day, own))
    read: tuple[Problem, ...] = (*wording, *conditions)
    plan = compose_letters(selection)
    if not plan.failed:
        # Of a letter that fails, nobody knows what is in it.
        read = (*read, *unread_notes(campaign.sender, plan.letters))
    found = (*plan.problems, *(as_errors(read) if strict else read))
    return replace(plan, problems=in_reading_order((*found, *mistakes)))


def compose_letters(selection: Selection) -> Plan:
    """Compose the letters of a selection; one that an error concerns fails."""
    findings = selection.findings
    letters: list[Letter] = []
    skipped = [one for selected in selection.appeals for one in selected.skipped]
    failed: list[NotWritten] = []
    # Where nothing else is open, its own problem says it.
    left_out = drafts_left_out(selection.campaign, selection.order) if selection.appeals else ()
    drafts = {appeal.id: None for appeal in left_out}
    warnings: dict[LetterId, tuple[str, ...]] = {}
    for selected in selection.appeals:
        appeal = selected.composer.appeal
        writer = _Writer(selected.composer, findings)
        for asked in selected.asked:
            written = writer.write(asked)
            if written.letter is None or written.errors:
                reason = "\n".join(map(str, written.errors))
                failed.append(NotWritten(letter=letter_id(appeal, asked.signer, asked.recipient), reason=reason))
            elif written.letter.draft and not selection.order.wants_drafts_of(appeal.id):
                reason = why_draft(appeal, written.letter)
                skipped.append(NotWritten(letter=written.letter.id, reason=reason, is_draft=True))
                drafts[appeal.id] = None
            else:
                letters.append(written.letter)
                warnings[written.letter.id] = written.warnings
        findings.add(check_letters(selection.campaign, appeal, letters))
        findings.add(inaccessible_enclosures(appeal, selected.composer.basis))
        findings.add(copy_problems(appeal, selected.composer.basis, letters))
    findings.add(forms_without_words(selection.campaign.recipients, letters, selection.campaign.forms.by_office))
    findings.add(unprinted_values(letters, LetterTemplates(selection.campaign.templates)))
    return Plan(
        letters=tuple(letters),
        skipped=tuple(skipped),
        failed=tuple(failed),
        problems=findings.in_reading_order(),
        warnings=warnings,
        drafts=tuple(drafts),
        notices=selection.notices,
        scope=selection.scope,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A letter, or None; the errors that stop it, and the warnings that concern it, in words."""

    letter: Letter | None
    errors: tuple[Problem, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Concerning:
    """The problems that concern all letters with the same passages, and the warnings among them in words."""

    problems: tuple[Problem, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[str, ...]


class _Writer:
    """Composes the letters of one appeal, and finds what concerns them, once for all that have the same passages."""

    def __init__(self, composer: Composer, findings: Findings) -> None:
        self._composer, self._findings = composer, findings
        self._concerning: dict[Fitting, _Concerning] = {}
        # By composer, because with many supporters each kind of them has its own.
        self._doubtful: dict[tuple[Composer, str, str], tuple[Problem, ...]] = {}

    def write(self, asked: Asked) -> _Written:
        letter: Letter | None = None
        recipient = asked.recipient
        try:
            letter = self._composer.compose(recipient, asked.language, asked.slots, asked.signer)
        except ContentError as error:
            own = self._findings.add(error.problems)
        else:
            own = self._findings.add(self._doubtful_courtesies(asked, letter))
        own += self._findings.about([Concern("recipient", recipient.id)])
        found = self._of_passages(self._composer.fitting(recipient, asked.language, asked.signer))
        if own:
            found = _concerning((*found.problems, *own))
        return _Written(letter=letter, errors=found.errors, warnings=found.warnings)

    def _of_passages(self, fitting: Fitting) -> _Concerning:
        if fitting not in self._concerning:
            parts = parts_of(self._composer.appeal, fitting.passages)
            self._concerning[fitting] = _concerning(self._findings.about(parts))
        return self._concerning[fitting]

    def _doubtful_courtesies(self, asked: Asked, letter: Letter) -> tuple[Problem, ...]:
        """Return a warning where the letter addresses its recipient in words that nobody has looked up.

        A profile that is unverified as a whole has a warning already.
        """
        recipient = asked.recipient
        if recipient.verified.courtesies or recipient.verified.status == "unverified":
            return ()
        composer = self._composer.of(asked.signer)
        known = (composer, recipient.id, letter.language)
        if known not in self._doubtful:
            self._doubtful[known] = unverified_courtesies(recipient, letter.language, composer.basis)
        return self._doubtful[known]


def _concerning(problems: Iterable[Problem]) -> _Concerning:
    ordered = in_reading_order(problems)
    warnings = tuple(map(str, _of_level("warning", ordered)))
    return _Concerning(problems=ordered, errors=_of_level("error", ordered), warnings=warnings)


def _of_level(level: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.level == level)
