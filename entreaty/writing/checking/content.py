"""Check the content of a campaign that letters are composed from: appeals, recipients and authorities."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal, Passage, appeal_files
from entreaty.content.files.recipients import Recipient
from entreaty.problems import Concern, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.bindings import binding_problems, unverified_bindings
from entreaty.writing.checking.addressees import contradicting_profiles
from entreaty.writing.checking.cited.links import misleading_addresses, misleading_links
from entreaty.writing.checking.cited.pinpoints import pinpoint_problems
from entreaty.writing.checking.cited.quotations import quotation_problems
from entreaty.writing.checking.cited.sources import (
    authority_problems,
    source_problems,
    unlike_sources,
    unused_authorities,
)
from entreaty.writing.checking.markup import markup_problems
from entreaty.writing.checking.placeholders import filled_in_nowhere, unlike_placeholders
from entreaty.writing.checking.skeletons import words_of_skeletons
from entreaty.writing.checking.translations import translation_problems
from entreaty.writing.checking.unlike_figures import unlike_figures
from entreaty.writing.passage_text import cites_of, missing_language, text_of, texts_of


def check_content(
    campaign: Campaign, appeals: Sequence[Appeal], recipients: Sequence[Recipient], day: date
) -> Iterator[Problem]:
    """Yield every problem of the content that letters are composed from.

    Args:
        campaign: The campaign.
        appeals: Those of its appeals that letters are composed from.
        recipients: Those of its recipients whom letters are for.
        day: The date of the letters.
    """
    authorities = Authorities(campaign.authorities, day)
    for appeal in appeals:
        yield from check_appeal(appeal, authorities)
    yield from words_of_skeletons(campaign, appeals, recipients)
    yield from filled_in_nowhere(campaign, appeals, recipients)
    yield from unverified_addresses(recipient for recipient in recipients if not recipient.out_of_reach(day))
    yield from contradicting_profiles(recipients)
    yield from misleading_addresses(recipients, authorities.values())
    yield from authority_problems(appeals, authorities)
    yield from unverified_bindings(appeals, recipients, authorities)
    all_are_loaded = len(campaign.appeals) == len(appeal_files(campaign.folder)) > 0
    if all_are_loaded and all(map(_is_well_formed, _passages(campaign.appeals))):
        yield from unused_authorities(campaign.appeals, authorities)


def check_appeal(appeal: Appeal, authorities: Authorities) -> tuple[Problem, ...]:
    """Return every problem of an appeal, in every language and for every recipient.

    Args:
        appeal: The appeal.
        authorities: The authorities that may be cited, and the letters' date.
    """
    problems = [*_review_due(appeal, authorities.day), *translation_problems(appeal), *unlike_figures(appeal)]
    for passage in appeal.letter.passages():
        problems += _missing_languages(appeal, passage)
        for language in passage.words:
            problems += _text_problems(passage, language, authorities)
        if _is_well_formed(passage):
            concern = Concern("passage", passage.id, appeal.id)
            found = (*markup_problems(passage, authorities), *unlike_placeholders(passage))
            if not any(one.level == "error" for one in found):
                found = (*found, *_passage_problems(passage, authorities))
            problems += (replace(one, concerns=concern) for one in found)
    return tuple(problems)


def unverified_addresses(recipients: Iterable[Recipient]) -> Iterator[Problem]:
    """Yield a warning for each recipient whose address is unverified."""
    for recipient in recipients:
        if recipient.verified.status == "unverified":
            yield Problem(
                recipient.place("verified"),
                f"the address of '{recipient.id}' is unverified",
                "compare it with the office's own page before posting, then set 'status' and 'source'",
                "warning",
                Concern("recipient", recipient.id),
            )


def _review_due(appeal: Appeal, day: date) -> Iterator[Problem]:
    if appeal.status != "closed" and appeal.review_by < day:
        message = f"the appeal was to be reviewed by {appeal.review_by}"
        hint = "compare its facts with the news, then set a later date"
        yield Problem(appeal.place("review_by"), message, hint, "warning", Concern("appeal", appeal.id))


def _missing_languages(appeal: Appeal, passage: Passage) -> Iterator[Problem]:
    for language in appeal.languages():
        if language not in passage.words and not passage.personal_note:
            yield missing_language(passage, language)


def _passages(appeals: Iterable[Appeal]) -> Iterator[Passage]:
    return (passage for appeal in appeals for passage in appeal.letter.passages())


def _is_well_formed(passage: Passage) -> bool:
    return not any(text.malformed(passage.place(language)) for language, text in texts_of(passage).items())


def _text_problems(passage: Passage, language: str, authorities: Authorities) -> Iterator[Problem]:
    """Yield the problems of a passage in one language."""
    text, place = text_of(passage, language), passage.place(language)
    if malformed := text.malformed(place):
        yield malformed
        return
    yield from text.undefined_names(place)
    for cite in text.cites:
        if cite.key not in authorities:
            yield authorities.unknown(cite.key, place)


def _passage_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield the problems of a well-formed passage as a whole."""
    missing = tuple(source_problems(passage))
    yield from missing
    # An authority that is mistyped in one language is a problem of its own, and no difference between languages.
    if not missing and all(cite.key in authorities for cite in cites_of(passage)):
        yield from unlike_sources(passage, authorities)
    yield from pinpoint_problems(passage, authorities)
    yield from quotation_problems(passage, authorities)
    yield from misleading_links(passage)
    if passage.holds_on(authorities.day):
        yield from binding_problems(passage, authorities)
