"""Who is asked for what, and by whom, before any letter is composed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

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
from entreaty.planning.findings import Findings
from entreaty.planning.mine import own_and_missing, represents_sender
from entreaty.planning.order import (
    Order,
    OrderError,
    closed_appeals,
    nothing_but_drafts,
    require_known,
    wanted_appeals,
    wanted_recipients,
)
from entreaty.planning.pairs import Pair, Pairing, Scope
from entreaty.planning.signers import signers_of
from entreaty.planning.where import WhereError, condition_of, meets, require_known_names
from entreaty.problems import ContentError, Problem
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.basis import Authorities, Basis, Signer
from entreaty.writing.checking.cited.sources import unprinted_fields
from entreaty.writing.checking.content import check_content
from entreaty.writing.composing.composer import Composer, GroupKey, letter_language
from entreaty.writing.conditions import Circumstances
from entreaty.writing.letter import RECIPIENT_SLOTS, SENDER_SLOTS, LetterId
from entreaty.writing.translations import units_of, unseen_words

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


def _wished_variants(composer: Composer, recipients: Iterable[Recipient]) -> Iterator[str]:
    """Yield the variants that order, appeal or recipients ask for, of languages that the appeal is written in."""
    written = set(composer.appeal.languages())
    for code in (composer.basis.variant, *(language for one in recipients for language in one.language)):
        if code != base_language(code) and base_language(code) in written:
            yield code


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
        letter_id(composer.appeal, signer, recipient): _judged(composer, signer, recipient, order)
        for signer, recipient in counted
    }
    groups = Counter(one.group for one in known.values() if not one.reason)
    large = _LARGE if composer.basis.signed_by is None else _LARGE_OF_MANY_PAGES
    asked: list[Asked] = []
    skipped: dict[LetterId, str] = {}
    for signer, recipient in wanted:
        one = known[letter_id(composer.appeal, signer, recipient)]
        if one.reason:
            # Where everybody writes to all, a row for each supporter would say nothing new.
            by = signer if order.mine else None
            skipped.setdefault(letter_id(composer.appeal, by, recipient), one.reason)
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


def letter_id(appeal: Appeal, signer: Signer | None, recipient: Recipient) -> LetterId:
    """Return which letter it is that a supporter, or the campaign's sender, writes to a recipient."""
    return LetterId(appeal.id, recipient.id, signer.id if signer else "")
