"""Read an appeal against everything it refers to, before any letter is written from it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from entreaty.content.appeals import Appeal, Passage
from entreaty.content.authorities import Authority
from entreaty.content.model import closest
from entreaty.content.recipients import Recipient
from entreaty.problems import Location, Problem
from entreaty.templating import TemplateError
from entreaty.writing.citation_syntax import ProseError
from entreaty.writing.draft import broken_template, compile_passage, missing_language, undefined_names
from entreaty.writing.prose import citations, parse_prose


def proofread(appeal: Appeal, authorities: Mapping[str, Authority], day: date) -> tuple[Problem, ...]:
    """Return what is wrong with the texts of an appeal, in every language and for every recipient.

    Args:
        appeal: The appeal.
        authorities: What may be cited, by id.
        day: The date to hold `review_by` against.
    """
    problems: list[Problem] = []
    if appeal.status == "open" and appeal.review_by < day:
        message = f"the appeal was to be reviewed by {appeal.review_by}"
        hint = "compare its facts with the news, then set a later date"
        problems.append(Problem(appeal.place("review_by"), message, hint, "warning"))
    for part, passage in appeal.letter.passages():
        problems += _missing_languages(appeal, passage)
        for language, source in passage.words.items():
            problems += _text_problems(source, passage.place(language), authorities)
        if part == "facts" and not _cited(passage):
            message = f"the fact '{passage.id}' has no source"
            problems.append(Problem(passage.place("id"), message, "cite one: '…[@id]'"))
    return tuple(problems)


def proofread_recipients(recipients: Iterable[Recipient]) -> tuple[Problem, ...]:
    """Return a warning for each recipient whose address nobody has seen in a source."""
    return tuple(
        Problem(
            one.place("verified"),
            f"the address of '{one.id}' is unverified",
            "compare it with the office's own page before posting, then set 'status' and 'source'",
            "warning",
        )
        for one in recipients
        if one.verified.status == "unverified"
    )


def _missing_languages(appeal: Appeal, passage: Passage) -> Iterator[Problem]:
    for language in appeal.languages():
        if language not in passage.words and not passage.personal_note:
            yield missing_language(passage, language)


def _text_problems(source: str, place: Location, authorities: Mapping[str, Authority]) -> Iterator[Problem]:
    try:
        snippet = compile_passage(source)
        parsed = parse_prose(source)
    except TemplateError as error:
        yield broken_template(error, place)
        return
    except ProseError as error:
        yield Problem(place, str(error))
        return
    yield from undefined_names(snippet, place)
    for citation in citations(parsed):
        for cite in citation.cites:
            if cite.key not in authorities:
                hint = closest(cite.key, tuple(authorities)) or "describe it in appeals/authorities.yaml"
                yield Problem(place, f"there is no authority '{cite.key}'", hint)


def _cited(passage: Passage) -> bool:
    try:
        return all(citations(parse_prose(source)) for source in passage.words.values())
    except ProseError:
        return True
