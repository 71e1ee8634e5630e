"""Read appeals against everything they refer to, before any letter is written from them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import language_name
from entreaty.problems import Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.bindings import binding_problems, unverified_bindings
from entreaty.writing.checking.concerns import passage_concern
from entreaty.writing.checking.quotations import quotation_problems
from entreaty.writing.checking.sources import authority_problems, source_problems, unlike_sources, unused_authorities
from entreaty.writing.passage_text import cites_of, missing_language, text_of, texts_of


def proofread(appeal: Appeal, authorities: Authorities) -> tuple[Problem, ...]:
    """Return what is wrong with the texts of an appeal, in every language and for every recipient.

    Args:
        appeal: The appeal.
        authorities: What may be cited, and the letters' date.
    """
    problems: list[Problem] = []
    if appeal.status == "open" and appeal.review_by < authorities.day:
        message = f"the appeal was to be reviewed by {appeal.review_by}"
        hint = "compare its facts with the news, then set a later date"
        problems.append(Problem(appeal.place("review_by"), message, hint, "warning", f"appeal:{appeal.id}"))
    for passage in appeal.letter.passages():
        problems += _missing_languages(appeal, passage)
        for language in passage.words:
            problems += _text_problems(passage, language, authorities)
        if _is_well_formed(passage):
            found = _passage_problems(passage, authorities)
            problems += (replace(one, concerns=passage_concern(appeal, passage)) for one in found)
    return tuple(problems)


def proofread_recipients(recipients: Iterable[Recipient]) -> tuple[Problem, ...]:
    """Return a warning for each recipient whose address nobody has seen in a source."""
    return tuple(
        Problem(
            one.place("verified"),
            f"the address of '{one.id}' is unverified",
            "compare it with the office's own page before posting, then set 'status' and 'source'",
            "warning",
            f"recipient:{one.id}",
        )
        for one in recipients
        if one.verified.status == "unverified"
    )


def proofread_authorities(
    appeals: Iterable[Appeal], recipients: Iterable[Recipient], authorities: Authorities
) -> tuple[Problem, ...]:
    """Return a warning for everything unsure about the sources of the letters of that day.

    Args:
        appeals: The appeals that letters are written from.
        recipients: To whom.
        authorities: What may be cited, and the letters' date.
    """
    written = tuple(appeals)
    return (
        *authority_problems(written, authorities),
        *unverified_bindings(written, recipients, authorities),
    )


def proofread_shelf(appeals: Iterable[Appeal], authorities: Authorities) -> tuple[Problem, ...]:
    """Return a warning for each source that is never used, unless a text cannot be read that may use it."""
    written = tuple(appeals)
    if not all(_is_well_formed(passage) for appeal in written for passage in appeal.letter.passages()):
        return ()
    return tuple(unused_authorities(written, authorities))


def _missing_languages(appeal: Appeal, passage: Passage) -> Iterator[Problem]:
    for language in appeal.languages():
        if language not in passage.words and not passage.personal_note:
            yield missing_language(passage, language)


def _is_well_formed(passage: Passage) -> bool:
    return not any(text.malformed(passage.place(language)) for language, text in texts_of(passage).items())


def _text_problems(passage: Passage, language: str, authorities: Authorities) -> Iterator[Problem]:
    """Yield what is wrong with a passage in one language."""
    text, place = text_of(passage, language), passage.place(language)
    if malformed := text.malformed(place):
        yield malformed
        return
    yield from text.undefined_names(place)
    for cite in text.cites:
        if cite.key not in authorities:
            yield authorities.unknown(cite.key, place)


def _passage_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield what is wrong with a passage as a whole, of which every text can be read."""
    sourceless = tuple(source_problems(passage))
    yield from sourceless
    # A name that was mistyped in one language is told as unknown; that the languages differ says no more.
    if not sourceless and all(cite.key in authorities for cite in cites_of(passage)):
        yield from unlike_sources(passage)
    yield from quotation_problems(passage, authorities)
    if passage.holds_on(authorities.day):
        yield from binding_problems(passage, authorities)


def unreviewed_translations(appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for each language of the appeal that is marked as a translation nobody has reviewed."""
    for language, translation in appeal.translations.items():
        if translation.reviewed is None:
            yield Problem(
                translation.place("reviewed"),
                f"nobody has reviewed the {language_name(language)} translation of '{appeal.id}'",
                "let somebody read it who speaks the language as their own, then write 'reviewed: {by: …, on: …}'",
                "warning",
                concerns=f"appeal:{appeal.id}",
            )
