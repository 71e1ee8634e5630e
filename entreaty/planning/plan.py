"""What a run will do: every pair of appeal and recipient as a letter, or as the reason why there is none."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.conditions import Condition
from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import base_language
from entreaty.content.model import Text
from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.content.shipped.languages.file import use_languages
from entreaty.content.shipped.phrases import load_phrases
from entreaty.planning.findings import Findings, parts_of
from entreaty.planning.mine import own_and_missing, represents_sender
from entreaty.planning.order import (
    Order,
    OrderError,
    closed_appeals,
    drafts_left_out,
    nothing_but_drafts,
    require_known,
    wanted_appeals,
    wanted_recipients,
)
from entreaty.planning.pairs import Pair, Pairing, Scope
from entreaty.planning.signers import signers_of
from entreaty.planning.where import WhereError, condition_of, meets, require_known_names
from entreaty.problems import Concern, ContentError, Problem, as_errors, in_reading_order
from entreaty.templating.letters import TEMPLATES, LetterTemplates
from entreaty.writing.basis import Authorities, Basis, Signer
from entreaty.writing.checking.addressees import forms_without_words
from entreaty.writing.checking.cited.sources import unprinted_fields
from entreaty.writing.checking.conditions import condition_problems
from entreaty.writing.checking.content import check_content
from entreaty.writing.checking.foot import copy_problems, inaccessible_enclosures, unprinted_values
from entreaty.writing.checking.letters import check_letters, unread_notes
from entreaty.writing.checking.wording.check import check_wording
from entreaty.writing.composing.composer import Composer, GroupKey, letter_language
from entreaty.writing.composing.courtesies import unverified_courtesies
from entreaty.writing.conditions import Circumstances
from entreaty.writing.letter import RECIPIENT_SLOTS, SENDER_SLOTS, Letter, LetterId
from entreaty.writing.select import Fitting
from entreaty.writing.translations import units_of, unseen_words, why_draft

# To set the page of a group takes 1.05 times as long as to set a letter, and as long again where lines wrap.
_LARGE = 3
# Pages of names take seconds to set.
_LARGE_OF_MANY_PAGES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWritten:
    """A letter that is not written.

    Attributes:
        letter: Which one.
        reason: Why not.
        is_draft: Whether that is because it is a draft.
    """

    letter: LetterId
    reason: str
    is_draft: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody whom an appeal asks for something.

    Attributes:
        recipient: Who.
        language: The language of the letter.
        slots: The slots of the letter; none for one that is to be set by itself.
        signer: Which of many supporters asks; None where there is one sender.
    """

    recipient: Recipient
    language: str
    slots: tuple[str, ...]
    signer: Signer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedAppeal:
    """An appeal that letters are written of, with its recipients.

    Attributes:
        composer: What composes the appeal's letters.
        asked: Those whom the appeal asks for something.
        skipped: The others.
    """

    composer: Composer
    asked: tuple[Asked, ...]
    skipped: tuple[NotWritten, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Who is asked for what, before any letter is composed.

    Attributes:
        campaign: The campaign.
        order: Which letters are wanted.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
        appeals: The appeals that letters are written of.
        findings: What is wrong so far.
        notices: Warnings of who is missing among those whom the order means.
        scope: Which letters of supporters it decides about.
    """

    campaign: Campaign
    order: Order
    own: OwnRepresentatives | None
    appeals: tuple[SelectedAppeal, ...]
    findings: Findings
    notices: tuple[Problem, ...] = ()
    scope: Scope = field(default_factory=Scope)


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


def select_letters(campaign: Campaign, order: Order) -> Selection:
    """Select who is asked for what, and check the content that the letters are composed from.

    Raises:
        OrderError: The order names what the campaign does not have.
        DistrictsError: What tables of districts say cannot be kept.
    """
    require_known(campaign, order)
    appeals, findings = wanted_appeals(campaign, order), Findings(campaign, strict=order.strict)
    meant = (_meant_by_many if order.supporters else _meant_by_one)(campaign, order, appeals, findings)
    findings.add(closed_appeals(campaign, order))
    findings.add(nothing_but_drafts(campaign, order))
    findings.add(check_content(campaign, appeals, meant.recipients, order.day))
    selected, templates = [], LetterTemplates(campaign.templates)
    for appeal in appeals:
        try:
            composer = Composer(appeal, basis_for(campaign, appeal, order, templates, meant.own))
        except ContentError as error:
            findings.add(error.problems)
        else:
            pairs = meant.pairs(composer)
            written = (language for unit in units_of(appeal) for language in unit.words)
            languages = dict.fromkeys((*written, *_wished_variants(composer, (one for _, one in pairs))))
            findings.add(unseen_words(campaign.languages, languages))
            selected.append(_selected(composer, pairs, meant.everybody or pairs, order))
    styles = {one.composer.basis.style.name: one.composer.basis.style for one in selected}
    findings.add(unprinted_fields(campaign.authorities.values(), tuple(styles.values())))
    return Selection(
        campaign=campaign,
        order=order,
        own=meant.own,
        appeals=tuple(selected),
        findings=findings,
        notices=meant.notices,
        scope=meant.scope,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """Whom an order means.

    Attributes:
        recipients: All who may get letters.
        pairs: Returns who writes to whom about the appeal of a composer.
        everybody: The pairs by which groups are counted; none where they are those who write.
        own: Who represents the one sender, by tables of districts; None where the names of constituencies say it.
        notices: Warnings of who is missing.
        scope: Which letters of supporters the order decides about.
    """

    recipients: tuple[Recipient, ...]
    pairs: Callable[[Composer], tuple[Pair, ...]]
    everybody: tuple[Pair, ...] = ()
    own: OwnRepresentatives | None = None
    notices: tuple[Problem, ...] = ()
    scope: Scope = field(default_factory=Scope)


def _meant_by_one(campaign: Campaign, order: Order, appeals: tuple[Appeal, ...], findings: Findings) -> _Meant:
    """Return whom an order means by whose letters one sender writes to everybody."""
    own, notices = own_and_missing(campaign, order, findings)
    wanted = _wanted(campaign, order, appeals, own)
    named = {one.id for by_appeal in wanted.values() for one in by_appeal}
    chosen = order.where or order.mine
    return _Meant(
        recipients=tuple(one for one in wanted_recipients(campaign, order) if one.id in named or not chosen),
        pairs=lambda composer: tuple((None, one) for one in wanted[composer.appeal.id]),
        everybody=tuple((None, one) for one in campaign.recipients),
        own=own,
        notices=notices,
    )


def _meant_by_many(campaign: Campaign, order: Order, appeals: tuple[Appeal, ...], findings: Findings) -> _Meant:
    """Return whom an order means by whose letters each of many supporters writes to some."""
    signers = signers_of(campaign, order, appeals, findings)
    pairing = Pairing(campaign, order, signers, _conditions(campaign, order))
    scope = pairing.scope(one.id for one in appeals)
    return _Meant(recipients=pairing.recipients, pairs=pairing.of, notices=signers.notices, scope=scope)


def _wished_variants(composer: Composer, recipients: Iterable[Recipient]) -> Iterator[str]:
    """Yield the variants that order, appeal or recipients ask for, of languages that the appeal is written in."""
    written = set(composer.appeal.languages())
    for code in (composer.basis.variant, *(language for one in recipients for language in one.language)):
        if code != base_language(code) and base_language(code) in written:
            yield code


def _wanted(
    campaign: Campaign, order: Order, appeals: Iterable[Appeal], own: OwnRepresentatives | None
) -> Mapping[str, tuple[Recipient, ...]]:
    """Return the recipients that the order means, for each appeal: its conditions may ask for the letter, too.

    Raises:
        OrderError: A condition cannot be understood.
    """
    recipients = wanted_recipients(campaign, order)
    if order.mine:
        recipients = tuple(one for one in recipients if represents_sender(campaign, one, own))
    if not order.where:
        return {appeal.id: recipients for appeal in appeals}
    conditions = _conditions(campaign, order)
    authorities = Authorities(campaign.authorities, order.day)

    def at(appeal: Appeal, recipient: Recipient) -> Circumstances:
        language = letter_language(appeal, recipient, order.language)
        return Circumstances(
            authorities=authorities, appeal=appeal.id, language=language, sender=campaign.sender, own=own
        )

    return {
        appeal.id: tuple(one for one in recipients if meets(conditions, one, at(appeal, one))) for appeal in appeals
    }


def _conditions(campaign: Campaign, order: Order) -> tuple[Condition, ...]:
    """Return the conditions of an order.

    Raises:
        OrderError: One cannot be understood.
    """
    try:
        conditions = tuple(map(condition_of, order.where))
        require_known_names(
            conditions, campaign.recipients, campaign.audiences, campaign.forms.by_office, campaign.authorities
        )
    except WhereError as error:
        raise OrderError(str(error)) from error
    return conditions


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
                failed.append(NotWritten(letter=_letter_id(appeal, asked.signer, asked.recipient), reason=reason))
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


def basis_for(
    campaign: Campaign,
    appeal: Appeal,
    order: Order,
    templates: LetterTemplates,
    own: OwnRepresentatives | None = None,
) -> Basis:
    """Return what the letters of an appeal have in common.

    Args:
        campaign: The campaign.
        appeal: The appeal.
        order: The day and the citation style.
        templates: The templates of the campaign, whose phrases all appeals of a run share.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.

    Raises:
        ContentError: The citation style or the phrases cannot be loaded.
    """
    use_languages(campaign.languages)
    style = order.citation_style or appeal.citation_style
    return Basis(
        authorities=Authorities(campaign.authorities, order.day),
        style=load_citation_style(style, campaign.folder, appeal.place("citation_style")),
        terms=load_terms(),
        forms=campaign.forms.by_office,
        refused=campaign.forms.refused,
        phrases=load_phrases(templates.folder / "phrases.yaml", templates.folder, templates.phrases_asked),
        sender=campaign.sender,
        own=own,
        signed_by=campaign.signed_by,
        enclosed=campaign.enclosures.get(appeal.id, ()),
        copied=_copied(campaign, appeal),
        # A variant that is ordered comes before that of the appeal.
        variant=order.language if order.language != base_language(order.language) else appeal.language or "",
    )


def _copied(campaign: Campaign, appeal: Appeal) -> tuple[Recipient | Text, ...]:
    """Return who gets copies of the appeal's letters: a profile for each that is named by its id."""
    named = {one.plain for one in appeal.copies}
    profiles = {one.id: one for one in campaign.recipients if one.id in named} if named else {}
    return tuple(profiles.get(one.plain, one) for one in appeal.copies)


@dataclass(frozen=True, slots=True)
class _Judged:
    """The language of a letter, why there is none, and else its group, if it has one."""

    language: str
    reason: str
    group: GroupKey | None


def _selected(composer: Composer, wanted: tuple[Pair, ...], counted: tuple[Pair, ...], order: Order) -> SelectedAppeal:
    """Return whom of the wanted recipients the appeal asks for something, and by whom.

    Args:
        composer: What composes the appeal's letters.
        wanted: Who writes to whom.
        counted: The pairs by which groups are counted: all of the campaign's recipients, or those of many supporters.
        order: Which letters are wanted.
    """
    known = {
        _letter_id(composer.appeal, signer, recipient): _judged(composer, signer, recipient, order)
        for signer, recipient in counted
    }
    groups = Counter(one.group for one in known.values() if not one.reason)
    large = _LARGE if composer.basis.signed_by is None else _LARGE_OF_MANY_PAGES
    asked: list[Asked] = []
    skipped: dict[LetterId, str] = {}
    for signer, recipient in wanted:
        one = known[_letter_id(composer.appeal, signer, recipient)]
        if one.reason:
            # Where everybody writes to all, a row for each supporter would say nothing new.
            by = signer if order.mine else None
            skipped.setdefault(_letter_id(composer.appeal, by, recipient), one.reason)
        else:
            slots = RECIPIENT_SLOTS + (SENDER_SLOTS if signer else ())
            is_large = one.group is not None and groups[one.group] >= large
            asked.append(
                Asked(recipient=recipient, language=one.language, slots=slots if is_large else (), signer=signer)
            )
    if order.supporters:
        written = {one.recipient.id for one in asked}
        skipped = {letter: why for letter, why in skipped.items() if letter.sender or letter.recipient not in written}
    rows = tuple(NotWritten(letter=letter, reason=reason) for letter, reason in skipped.items())
    return SelectedAppeal(composer=composer, asked=tuple(asked), skipped=rows)


def _letter_id(appeal: Appeal, signer: Signer | None, recipient: Recipient) -> LetterId:
    return LetterId(appeal.id, recipient.id, signer.id if signer else "")


def _judged(composer: Composer, signer: Signer | None, recipient: Recipient, order: Order) -> _Judged:
    language = letter_language(composer.appeal, recipient, order.language, signer)
    reason = _why_skipped(composer, signer, recipient, language)
    return _Judged(language, reason, None if reason else _group(composer, signer, recipient, language))


def _group(composer: Composer, signer: Signer | None, recipient: Recipient, language: str) -> GroupKey | None:
    """Return the group of the letter; None where a passage lacks the language, so that nobody gets a letter in it."""
    with suppress(ContentError):
        return composer.group(recipient, language, signer)
    return None


def _why_skipped(composer: Composer, signer: Signer | None, recipient: Recipient, language: str) -> str:
    """Return why the appeal has no letter to the recipient; empty where it has one."""
    if reason := recipient.out_of_reach(composer.basis.day):
        return reason
    asks = composer.fitting(recipient, language, signer).asks
    return "" if asks else "no demand of the appeal is for this recipient"


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
        return unverified_courtesies(recipient, letter.language, self._composer.of(asked.signer).basis)


def _concerning(problems: Iterable[Problem]) -> _Concerning:
    ordered = in_reading_order(problems)
    warnings = tuple(map(str, _of_level("warning", ordered)))
    return _Concerning(problems=ordered, errors=_of_level("error", ordered), warnings=warnings)


def _of_level(level: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.level == level)
