"""Answer questions about a campaign before anything is written: why a recipient gets what, who is asked for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.model import no_such
from entreaty.content.places import templates_of
from entreaty.content.shipped.campaign_forms import Forms
from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.content.shipped.phrases import load_phrases
from entreaty.planning.mine import own_of_sender
from entreaty.planning.order import OrderError, mistakes_of
from entreaty.problems import ContentError, Location
from entreaty.writing.basis import Authorities, Basis
from entreaty.writing.reporting.coverage import Coverage, cover
from entreaty.writing.select import LanguageChoice, Verdict, choose_language, select


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one recipient gets what it gets.

    Attributes:
        appeal: The appeal.
        recipient: The recipient.
        day: The date of the letter.
        language: Its language, and why.
        verdicts: Every passage, in or out, and by which rules.
        obstacle: Why there is no letter at all; empty where there is one.
    """

    appeal: Appeal
    recipient: Recipient
    day: date
    language: LanguageChoice
    verdicts: tuple[Verdict, ...]
    obstacle: str


def explain(
    campaign: Campaign,
    appeal_id: str,
    recipient_id: str,
    day: date,
    language: str = "",
    *,
    cache: Path | None = None,
) -> Explanation:
    """Return why the recipient gets what it gets.

    Args:
        campaign: The campaign.
        appeal_id: The appeal.
        recipient_id: The recipient.
        day: The date of the letter.
        language: The language that is asked for; empty leaves it to the recipient.
        cache: The folder of the user's own that what tables of districts say is kept in; None looks nothing up there.

    Raises:
        OrderError: A name stands for nothing in the campaign.
        ContentError: The appeal, the profile or a table of districts cannot be used.
    """
    appeal = _appeal(campaign, appeal_id)
    recipient = _recipient(campaign, recipient_id)
    if language and language not in campaign.languages:
        raise OrderError(no_such("language", language, tuple(campaign.languages)))
    choice = choose_language(appeal, recipient, language)
    authorities, own = Authorities(campaign.authorities, day), own_of_sender(campaign, day, cache)
    verdicts = select(appeal, recipient, authorities, campaign.sender, choice.language, own=own)
    return Explanation(
        appeal=appeal,
        recipient=recipient,
        day=day,
        language=choice,
        verdicts=verdicts,
        obstacle=recipient.out_of_reach(day) or _obstacle(appeal, choice, verdicts),
    )


def coverage_of(campaign: Campaign, appeal_id: str, day: date) -> Coverage:
    """Return who is asked for what in the appeal.

    Raises:
        OrderError: There is no such appeal.
        ContentError: The appeal cannot be used.
    """
    reached = [one for one in campaign.recipients if not one.out_of_reach(day)]
    found = _appeal(campaign, appeal_id)
    return cover(found, reached, Authorities(campaign.authorities, day), campaign.language)


def _appeal(campaign: Campaign, name: str) -> Appeal:
    for appeal in campaign.appeals:
        if appeal.id == name:
            return appeal
    problems = [problem for problem in campaign.problems if problem.location.path.parent.name == name]
    if problems:
        raise ContentError(problems)
    raise OrderError(no_such("appeal", name, [appeal.id for appeal in campaign.appeals]))


def _recipient(campaign: Campaign, name: str) -> Recipient:
    for recipient in campaign.recipients:
        if recipient.id == name:
            return recipient
    if problems := mistakes_of(campaign, name):
        raise ContentError(problems)
    raise OrderError(no_such("recipient", name, [recipient.id for recipient in campaign.recipients]))


def _obstacle(appeal: Appeal, choice: LanguageChoice, verdicts: Sequence[Verdict]) -> str:
    if appeal.status == "closed":
        why = appeal.closed_because.best("en") if appeal.closed_because else ""
        return f"the appeal is closed: {why}"
    if not any(verdict.fits for verdict in verdicts if verdict.passage.part == "demands"):
        return "no demand of the appeal is for this recipient"
    if choice.language not in choice.written:
        return f"the appeal is not written in '{choice.language}'"
    return ""


def courtesy_basis(folder: Path, forms: Forms, country: str | None, day: date) -> Basis:
    """Return the basis of letters of which nothing but the courtesies is shown.

    Args:
        folder: The campaign's folder.
        forms: Its forms of address.
        country: The country that the letters are posted in; None for none in particular.
        day: Their date.

    Raises:
        ContentError: The phrases of the templates cannot be loaded.
    """
    templates = templates_of(folder)
    return Basis(
        authorities=Authorities({}, day),
        style=load_citation_style("oscola", folder, Location(folder)),
        terms=load_terms(),
        forms=forms.by_office,
        refused=forms.refused,
        phrases=load_phrases(templates / "phrases.yaml", templates),
        sender=Sender(name="Example", country=country) if country else None,
    )
