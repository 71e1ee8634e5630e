"""The body of a letter: everything that does not name its recipient in an address or a salutation."""

from dataclasses import dataclass

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.locales import date_in_words
from entreaty.problems import ContentError, Problem
from entreaty.templating import TemplateError
from entreaty.writing.basis import Basis
from entreaty.writing.composing.address import signatory
from entreaty.writing.composing.draft import Draft, compile_passage, with_one_place
from entreaty.writing.discretion import public_letter
from entreaty.writing.letter import Demand, Letter, Prose, Span
from entreaty.writing.select import Fitting

BodyKey = tuple[str, Fitting, tuple[str, ...]]
"""What decides a body within one appeal: its language, its passages, and what these read of the profile."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a letter, which many recipients can share.

    Attributes:
        letter: The letter without the words that are the recipient's own.
        passages: All passages in it, in order.
    """

    letter: Letter
    passages: tuple[Passage, ...]


def require_language(appeal: Appeal, language: str, basis: Basis) -> None:
    """Refuse a language in which something is missing that every letter needs.

    Raises:
        ContentError: It is.
    """
    problems = []
    if language not in appeal.languages():
        hint = f"it is written in: {', '.join(appeal.languages())}"
        problems.append(
            Problem(appeal.place("subject"), f"the appeal '{appeal.id}' is not written in '{language}'", hint)
        )
    if language not in basis.terms:
        problems.append(Problem(appeal.place("subject"), f"citations have no words in '{language}'"))
    if problems:
        raise ContentError(problems)
    basis.phrases.for_language(language)


def names_read(fitting: Fitting, language: str) -> frozenset[str]:
    """Return the names that the passages read, such as "recipient.office"."""
    sources = (passage.words.get(language) for passage in fitting.passages)
    try:
        return frozenset(name for source in sources if source for name, _ in compile_passage(source).names)
    except TemplateError:
        # The body will tell what is wrong, and be written for nobody.
        return frozenset()


def write_body(draft: Draft, fitting: Fitting) -> Body | None:
    """Return the body of a letter, or None if something is wrong with it, which the draft then knows."""
    appeal, basis, language = draft.appeal, draft.basis, draft.language
    passages = tuple(with_one_place(fitting.passages))

    def of(part: str) -> list[Passage]:
        return [passage for passage in passages if passage.part == part]

    parts = {part: draft.write(of(part)) for part in ("opening", "facts", "law", "request")}
    demands = tuple(Demand(id=one.id, prose=draft.write_one(one)) for one in of("demands"))
    ending = draft.write(of("closing"))
    for part, found in {**parts, "demands": demands, "closing": ending}.items():
        if not found and part not in {"facts", "law"}:
            draft.lack(part)
    if draft.problems:
        return None
    note = () if any(passage.personal_note for passage in passages) else draft.note()
    letter = Letter(
        appeal=appeal.id,
        recipient="",
        language=language,
        date=basis.day,
        date_line=date_in_words(basis.day, language),
        sender=signatory(basis.sender, language),
        addressee="",
        address=(),
        subject=appeal.subject.best(language),
        salutation="",
        paragraphs=(*parts["opening"], *note, *parts["facts"], *parts["law"]),
        request=_joined(parts["request"]),
        demands=demands,
        ending=ending,
        closing="",
        notes=draft.notebook.notes(),
        phrases=basis.phrases.for_language(language),
        passages=tuple(passage.id for passage in passages),
        duty_bearers=tuple(dict.fromkeys(one.duty_bearer for one in passages if one.duty_bearer)),
    )
    return Body(letter=public_letter(letter, passages), passages=passages)


def _joined(paragraphs: tuple[Prose, ...]) -> Prose:
    joined: Prose = ()
    for paragraph in paragraphs:
        joined = (*joined, Span(text=" "), *paragraph) if joined else paragraph
    return joined
