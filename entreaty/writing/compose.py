"""Put one letter together: the passages that fit, their notes, the courtesies and the addresses."""

from entreaty.content.appeals import Appeal, Passage
from entreaty.content.locales import date_in_words
from entreaty.content.recipients import Recipient
from entreaty.problems import ContentError, Problem
from entreaty.writing.address import address_block, addressee, signatory
from entreaty.writing.desk import Desk
from entreaty.writing.discretion import leaks, public_letter
from entreaty.writing.draft import Draft
from entreaty.writing.letter import Demand, Letter, Prose, Span
from entreaty.writing.personal_note import with_one_place
from entreaty.writing.select import choose_language, select


def letter_language(appeal: Appeal, recipient: Recipient) -> str:
    """Return the recipient's first language that the appeal is written in, else English, else the appeal's first."""
    return choose_language(appeal, recipient).language


def compose(appeal: Appeal, recipient: Recipient, language: str, desk: Desk) -> Letter:
    """Return the letter of this appeal to this recipient.

    Args:
        appeal: What is asked and why.
        recipient: Of whom.
        language: The language of the letter.
        desk: What the letters of the run have in common.

    Raises:
        ContentError: Everything that keeps the letter from being whole.
    """
    phrases = _require_language(appeal, language, desk)
    fitting = [verdict for verdict in select(appeal, recipient, desk.day, desk.authorities) if verdict.fits]
    passages = with_one_place(verdict.passage for verdict in fitting)
    part_of = {verdict.passage.id: verdict.part for verdict in fitting}

    def of(part: str) -> list[Passage]:
        return [passage for passage in passages if part_of[passage.id] == part]

    draft = Draft(appeal, recipient, language, desk)
    parts = {part: draft.write(of(part)) for part in ("opening", "facts", "law", "request")}
    demands = tuple(Demand(id=one.id, prose=draft.write_one(one)) for one in of("demands"))
    ending = draft.write(of("closing"))
    for part, found in {**parts, "demands": demands, "closing": ending}.items():
        if not found and part not in {"facts", "law"}:
            draft.lack(part)
    courtesies = draft.courtesies()
    if draft.problems or courtesies is None:
        raise ContentError(draft.problems)
    note = () if any(passage.personal_note for passage in passages) else draft.note()
    letter = Letter(
        appeal=appeal.id,
        recipient=recipient.id,
        language=language,
        date=desk.day,
        date_line=date_in_words(desk.day, language),
        sender=signatory(desk.sender, language),
        addressee=addressee(recipient, language),
        address=address_block(recipient, language, desk.sender, courtesies.envelope),
        subject=appeal.subject.best(language),
        salutation=courtesies.salutation,
        paragraphs=(*parts["opening"], *note, *parts["facts"], *parts["law"]),
        request=_joined(parts["request"]),
        demands=demands,
        ending=ending,
        closing=courtesies.closing,
        notes=draft.notebook.notes(),
        phrases=phrases,
        passages=tuple(passage.id for passage in passages),
        duty_bearers=tuple(dict.fromkeys(one.duty_bearer for one in passages if one.duty_bearer)),
        email=recipient.email or "",
        contact_form=recipient.contact_form or "",
    )
    if leaked := tuple(leaks(appeal, recipient, letter, passages)):
        raise ContentError(leaked)
    return public_letter(letter, passages)


def _require_language(appeal: Appeal, language: str, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the phrases of the language, if everything else that a letter needs is there in it too."""
    problems = []
    if language not in appeal.languages():
        hint = f"it is written in: {', '.join(appeal.languages())}"
        problems.append(
            Problem(appeal.place("subject"), f"the appeal '{appeal.id}' is not written in '{language}'", hint)
        )
    if language not in desk.terms:
        problems.append(Problem(appeal.place("subject"), f"citations have no words in '{language}'"))
    if problems:
        raise ContentError(problems)
    return desk.phrases.for_language(language)


def _joined(paragraphs: tuple[Prose, ...]) -> Prose:
    joined: Prose = ()
    for paragraph in paragraphs:
        joined = (*joined, Span(text=" "), *paragraph) if joined else paragraph
    return joined
