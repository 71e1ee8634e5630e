"""Put one letter together: the passages that fit, their notes, the courtesies and the addresses."""

from collections.abc import Iterable

from entreaty.content.appeals import Appeal, Passage
from entreaty.content.locales import date_in_words
from entreaty.content.recipients import Recipient
from entreaty.content.sender import Sender
from entreaty.problems import ContentError, Problem
from entreaty.writing.address import address_block, addressee, signatory
from entreaty.writing.desk import Desk
from entreaty.writing.draft import Draft
from entreaty.writing.letter import Demand, Letter, Prose, Span
from entreaty.writing.select import Verdict, select


def letter_language(appeal: Appeal, recipient: Recipient) -> str:
    """Return the recipient's first language that the appeal is written in, else English, else the appeal's first."""
    written = appeal.languages()
    wanted = (*recipient.language, "en", *written)
    return next((language for language in wanted if language in written), "en")


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
    verdicts = select(appeal, recipient, desk.day, desk.authorities)
    draft = Draft(appeal, recipient, language, desk)
    parts = {part: draft.write(_passages(verdicts, part)) for part in ("opening", "facts", "law", "request")}
    demands = tuple(Demand(id=one.id, prose=draft.write_one(one)) for one in _passages(verdicts, "demands"))
    ending = draft.write(_passages(verdicts, "closing"))
    for part, found in {**parts, "demands": demands, "closing": ending}.items():
        if not found and part not in {"facts", "law"}:
            draft.lack(part)
    courtesies = draft.courtesies()
    if draft.problems or courtesies is None:
        raise ContentError(draft.problems)
    return Letter(
        appeal=appeal.id,
        recipient=recipient.id,
        language=language,
        date=desk.day,
        date_line=date_in_words(desk.day, language),
        sender=signatory(desk.sender, language),
        addressee=addressee(recipient, language),
        address=address_block(recipient, language, desk.sender),
        subject=appeal.subject.best(language),
        salutation=courtesies.salutation,
        paragraphs=(*parts["opening"], *_personal_note(desk.sender, language), *parts["facts"], *parts["law"]),
        request=_joined(parts["request"]),
        demands=demands,
        ending=ending,
        closing=courtesies.closing,
        notes=draft.notebook.notes(),
        phrases=phrases,
        passages=tuple(verdict.passage.id for verdict in verdicts if verdict.fits),
        duty_bearers=tuple(dict.fromkeys(v.passage.duty_bearer for v in verdicts if v.fits and v.passage.duty_bearer)),
        email=recipient.email or "",
        contact_form=recipient.contact_form or "",
    )


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


def _passages(verdicts: Iterable[Verdict], part: str) -> list[Passage]:
    return [verdict.passage for verdict in verdicts if verdict.fits and verdict.part == part]


def _personal_note(sender: Sender | None, language: str) -> tuple[Prose, ...]:
    """Return the sender's own paragraphs, which are printed as they are: a volunteer writes no Markdown."""
    if sender is None or sender.personal_note is None or not sender.personal_note.has(language):
        return ()
    paragraphs = sender.personal_note.best(language).split("\n\n")
    return tuple((Span(text=" ".join(paragraph.split())),) for paragraph in paragraphs if paragraph.strip())


def _joined(paragraphs: tuple[Prose, ...]) -> Prose:
    joined: Prose = ()
    for paragraph in paragraphs:
        joined = (*joined, Span(text=" "), *paragraph) if joined else paragraph
    return joined
