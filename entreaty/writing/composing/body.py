"""The body of a letter: everything but address and courtesies, which many recipients can share.

Its passages become paragraphs and lists: placeholders are filled in, citations become notes, and the sender's personal
note takes its place among them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from entreaty.content.files.appeals import PARTS, Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.shipped.languages.dates import date_in_words
from entreaty.content.shipped.languages.file import languages
from entreaty.problems import ContentError, Location, Problem
from entreaty.writing.basis import Basis
from entreaty.writing.bindings import binding_problems
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.paragraphs import ParsedBlock
from entreaty.writing.citing.prose import Parsed, cites_in
from entreaty.writing.citing.typography import spaced
from entreaty.writing.composing.address import co_signatories, signatories, signatory
from entreaty.writing.composing.courtesies import usage_of
from entreaty.writing.composing.german import begun_small, in_double_s, swiss_text, swiss_words
from entreaty.writing.composing.usage import Usage
from entreaty.writing.letter import Block, Demand, Inline, Letter, List, Prose, Span, changed, in_order
from entreaty.writing.passage_text import misplaced_list, missing_language, text_of, with_items
from entreaty.writing.placeholders import placeholder_values, values_read
from entreaty.writing.select import Fitting
from entreaty.writing.translations import machine_words
from entreaty.writing.withholding import public_letter

# Bodies are a few dozen kilobytes each; a run seldom has more groups under way at once.
_BODIES_KEPT = 256
# A letter without facts or law is whole.
_REQUIRED = ("opening", "request", "demands", "closing")
# Where the sender's personal note goes; noncharacters stand in no letter.
_NOTE = Span(text="\ufdd0note\ufdd1")
# Stands for a passage that cannot be written, so that only its own problems are told.
_WITH_PROBLEMS: Prose = (Span(text="…"),)


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a letter.

    Attributes:
        letter: The letter, with empty slots.
        passages: All passages in it, in order.
    """

    letter: Letter
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class BodyKey:
    """What decides a body.

    Attributes:
        fitting: The passages of the letter.
        language: The language of the letter.
        values: The values of the recipient's placeholders in these passages.
        usage: What the place that it is posted in changes of the language.
        noted: Whether there is a personal note of the sender's, which is put in afterwards.
    """

    fitting: Fitting
    language: str
    values: tuple[str, ...]
    usage: Usage
    noted: bool


class Bodies:
    """The bodies of the letters of one appeal, each written once.

    Letters have the same body where the same passages fit and the placeholders in these have the same values, so that
    the hundredth letter of a group costs no more than its address and its courtesies.
    """

    def __init__(self, appeal: Appeal, basis: Basis) -> None:
        self._appeal, self._basis = appeal, basis
        self._names_read: dict[tuple[Fitting, str], frozenset[str]] = {}
        self._written: dict[BodyKey, Body] = {}
        self._noted: dict[tuple[BodyKey, tuple[Prose, ...]], Body] = {}
        self._citers: dict[str, Citer] = {}

    def body(self, fitting: Fitting, recipient: Recipient, language: str, sender: Sender | None = None) -> Body:
        """Return the body of the letter to a recipient.

        Args:
            fitting: The passages of the letter.
            recipient: Who gives `{{ recipient.… }}` its values.
            language: The language of the letter, in which the appeal is written.
            sender: Whose personal note stands in it; None for the sender of the basis.

        Raises:
            ContentError: Everything that is wrong with the passages.
        """
        key, note = self._key_and_note(fitting, recipient, language, sender)
        body = self._without_note(key, recipient)
        if not note:
            return body
        if (key, note) not in self._noted:
            if len(self._noted) >= _BODIES_KEPT:
                self._noted.clear()
            self._noted[key, note] = replace(body, letter=with_note(body.letter, note, key.usage))
        return self._noted[key, note]

    def _without_note(self, key: BodyKey, recipient: Recipient) -> Body:
        body = self._written.get(key)
        if body is None:
            body = _write(self._appeal, key, recipient, self._basis, self._citer(key.language, key.usage.variant))
            if len(self._written) >= _BODIES_KEPT:
                self._written.clear()
            self._written[key] = body
        return body

    def key(self, fitting: Fitting, recipient: Recipient, language: str, sender: Sender | None = None) -> BodyKey:
        """Return what decides the body of the letter to a recipient, without writing it; arguments as for `body`."""
        return self._key_and_note(fitting, recipient, language, sender)[0]

    def _key_and_note(
        self, fitting: Fitting, recipient: Recipient, language: str, sender: Sender | None
    ) -> tuple[BodyKey, tuple[Prose, ...]]:
        note = note_paragraphs(sender or self._basis.sender, language)
        if (fitting, language) not in self._names_read:
            self._names_read[fitting, language] = names_read(fitting, language)
        values = values_read(self._names_read[fitting, language], recipient, language)
        usage = usage_of(recipient, language, self._basis)
        return BodyKey(fitting, language, values, usage, noted=bool(note)), note

    def _citer(self, language: str, variant: str) -> Citer:
        """Return what writes the citations of all bodies in that variant: it describes each source once."""
        if variant not in self._citers:
            terms, style = self._basis.terms, self._basis.style
            # A variant that cites as its language does shares what that has described.
            alike = language in style.languages and terms[variant] == terms[language]
            code = language if alike else variant
            if code not in self._citers:
                self._citers[code] = Citer(style, terms[code], code)
            self._citers[variant] = self._citers[code]
        return self._citers[variant]


def names_read(fitting: Fitting, language: str) -> frozenset[str]:
    """Return the names in braces of these passages, such as "recipient.office"."""
    return frozenset(name for passage in fitting.passages for name in text_of(passage, language).names)


def _write(appeal: Appeal, key: BodyKey, recipient: Recipient, basis: Basis, citer: Citer) -> Body:
    passages, language = with_one_place(key.fitting.passages), key.language
    by_part = {part: [passage for passage in passages if passage.part == part] for part in PARTS}
    items = (with_items(getattr(appeal.letter, part), language) for part in PARTS)
    writer = _Writer(recipient, key, basis, Notes(citer, basis.authorities), frozenset().union(*items))
    # In the order of the letter, in which notes are numbered.
    opening, facts, law = (writer.blocks(by_part[part]) for part in ("opening", "facts", "law"))
    request = tuple(prose for passage in by_part["request"] if (prose := writer.prose(passage)))
    demands = tuple(
        Demand(id=passage.id, prose=prose) for passage in by_part["demands"] if (prose := writer.prose(passage))
    )
    if _ends_in_colon(request):
        # They are parts of the sentence that the request begins.
        demands = tuple(replace(one, prose=writer.begun_small(one.prose, by_part["demands"])) for one in demands)
    demands = (*demands[:-1], *(replace(last, prose=with_full_stop(last.prose, language)) for last in demands[-1:]))
    ending = writer.blocks(by_part["closing"])
    for part, written in zip(_REQUIRED, (opening, request, demands, ending), strict=True):
        if not written:
            writer.problems.append(_empty(part, appeal, recipient, basis, of_words=bool(by_part[part])))
    if writer.problems:
        raise ContentError(writer.problems)
    # A place that does not fit this letter keeps the note out of it.
    placed = any(passage.personal_note for passage in appeal.letter.passages())
    note = ((_NOTE,),) if key.noted and not placed else ()
    if key.usage.begins_small and not isinstance(opening[0], List):
        opening = (writer.begun_small(opening[0], by_part["opening"]), *opening[1:])
    letter = Letter(
        appeal=appeal.id,
        recipient="",
        language=language,
        date=basis.day,
        variant="" if key.usage.variant == language else key.usage.variant,
        date_line=date_in_words(basis.day, key.usage.variant),
        sender=signatory(basis.sender, language),
        signatories=signatories(basis.sender, language),
        co_signatories=co_signatories(basis.signed_by, key.usage.variant),
        addressee="",
        addressee_in_full="",
        address=(),
        subject=writer.subject(appeal),
        salutation="",
        paragraphs=(*opening, *note, *facts, *law),
        request=_joined(request),
        demands=demands,
        ending=ending,
        closing="",
        notes=writer.notes.all(),
        phrases=writer.phrases,
        passages=tuple(passage.id for passage in passages),
        duty_bearers=tuple(dict.fromkeys(passage.duty_bearer for passage in passages if passage.duty_bearer)),
    )
    letter = public_letter(letter, passages)
    is_draft = appeal.status == "draft" or machine_words(appeal, letter)
    return Body(letter=letter.as_draft() if is_draft else letter, passages=passages)


def with_one_place(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages without places for the personal note after the first: the note is printed once."""
    kept: list[Passage] = []
    for passage in passages:
        if not passage.personal_note or not any(before.personal_note for before in kept):
            kept.append(passage)
    return tuple(kept)


def with_full_stop(prose: Prose, language: str) -> Prose:
    """Return the last demand of a letter, with a full stop where it ends as if another one followed.

    Args:
        prose: Such as (Span(text="visit them; and"), NoteCall(number=1)).
        language: The language of the letter.
    """
    last = max((place for place, run in enumerate(prose) if isinstance(run, Span) and run.text.strip()), default=-1)
    if last < 0 or not isinstance(span := prose[last], Span):
        return prose
    ended = replace(span, text=_goes_on(language).sub(languages()[language].letter.full_stop, span.text))
    return (*prose[:last], ended, *prose[last + 1 :])


def _goes_on(language: str) -> re.Pattern[str]:
    """Return what finds how a demand ends before another: with a semicolon or a comma, and "and" or "or"."""
    words = (word for code in (language, "en") for word in languages()[code].letter.joins)
    either = "|".join(re.escape(word) for word in dict.fromkeys(words))
    return re.compile(rf"(?:\s*[;؛،,])+(?:\s*\b(?:{either})\b)?[\s;؛،,.։]*$")


def note_paragraphs(sender: Sender | None, language: str) -> tuple[Prose, ...]:
    """Return the sender's personal note, if there is one in the language; it is plain text, not Markdown."""
    if sender is None or sender.personal_note is None or not sender.personal_note.has(language):
        return ()
    paragraphs = sender.personal_note.best(language).split("\n\n")
    return tuple((Span(text=" ".join(paragraph.split())),) for paragraph in paragraphs if paragraph.strip())


def with_note(letter: Letter, note: tuple[Prose, ...], usage: Usage) -> Letter:
    """Return a letter with the paragraphs of a personal note where its body has a place for them.

    Args:
        letter: The letter.
        note: The paragraphs, at least one.
        usage: How the letter is written, whose text may go on with the sentence that its salutation began.
    """
    words = languages()[usage.variant].letter.small_words
    if words and usage.begins_small and isinstance(first := letter.paragraphs[0], tuple) and first[0] == _NOTE:
        note = (begun_small(note[0], words), *note[1:])
    return replace(letter, paragraphs=tuple(_noted(letter.paragraphs, note)), ending=tuple(_noted(letter.ending, note)))


def _noted(blocks: Iterable[Block], note: tuple[Prose, ...]) -> Iterator[Block]:
    """Yield the blocks; what stands before and after the note in its paragraph continues its first and its last one."""
    for block in blocks:
        if isinstance(block, List) or _NOTE not in block:
            yield block
            continue
        at = block.index(_NOTE)
        before, after = block[:at], block[at + 1 :]
        if len(note) == 1:
            yield (*before, *note[0], *after)
        else:
            yield from ((*before, *note[0]), *note[1:-1], (*note[-1], *after))


class _Writer:
    """Writes the passages of one letter in turn.

    Attributes:
        notes: The notes that they have called so far.
        problems: The problems of them so far.
    """

    def __init__(self, recipient: Recipient, key: BodyKey, basis: Basis, notes: Notes, items: frozenset[str]) -> None:
        """Take what the letter is made of, and the ids of the passages whose numbers begin items."""
        self._recipient, self._language, self._basis = recipient, key.language, basis
        self._usage, self._items, self._noted = key.usage, items, key.noted
        self.notes = notes
        self.problems: list[Problem] = []

    @cached_property
    def phrases(self) -> tuple[tuple[str, str], ...]:
        """The fixed phrases of the language, by key."""
        phrases = self._basis.phrases.for_language(self._usage.variant)
        if self._usage.without_eszett:
            return tuple((name, in_double_s(phrase)) for name, phrase in phrases)
        return phrases

    def subject(self, appeal: Appeal) -> str:
        """Return the subject of the letter."""
        subject = appeal.subject.best(self._usage.variant)
        return swiss_words(subject) if self._usage.without_eszett else subject

    def begun_small(self, paragraph: Prose, passages: Iterable[Passage]) -> Prose:
        """Return the first paragraph of the passages as it goes on with a sentence that began before it."""
        words = languages()[self._usage.variant].letter.small_words
        return begun_small(paragraph, words, self.values_of(passages)) if words else paragraph

    def values_of(self, passages: Iterable[Passage]) -> frozenset[str]:
        """Return what the profiles give to the placeholders of these passages, such as {"Die Präsidentin"}."""
        names = {name for passage in passages for name in text_of(passage, self._language).names}
        return frozenset(
            value
            for group, values in self._values.items()
            for key, value in values.items()
            if f"{group}.{key}" in names
        )

    def blocks(self, passages: Iterable[Passage]) -> tuple[Block, ...]:
        """Return the paragraphs and lists of the passages; one that continues joins the paragraph or list before."""
        blocks: list[Block] = []
        for passage in passages:
            note = ((_NOTE,),) if self._noted else ()
            written: tuple[Block, ...] = note if passage.personal_note else self._blocks(passage)
            if passage.continues and blocks and written and (joined := _continued(blocks[-1], written[0])):
                blocks[-1] = joined
                written = written[1:]
            blocks += written
        return tuple(blocks)

    def prose(self, passage: Passage) -> Prose:
        """Return a passage of the request or the demands as printed, with its notes called; () if no words are left."""
        if misplaced := misplaced_list(passage, self._language):
            self.problems.append(misplaced)
            return _WITH_PROBLEMS
        prose = next(in_order(self._blocks(passage)), ())
        # Of "{% if … %}visit them{% endif %}; and" only what joins demands may be left.
        return () if _goes_on(self._language).fullmatch("".join(_words(prose))) else prose

    def _blocks(self, passage: Passage) -> tuple[Block, ...]:
        try:
            return self._with_notes(passage, self._parsed(passage))
        except ContentError as error:
            self.problems += error.problems
            return (_WITH_PROBLEMS,)

    def _parsed(self, passage: Passage) -> tuple[ParsedBlock, ...]:
        """Return the passage with its placeholders filled in.

        Raises:
            ContentError: It is not written in the language, or cannot be filled in.
        """
        if self._language not in passage.words:
            raise ContentError([missing_language(passage, self._language)])
        code = self._usage.variant if self._usage.variant in passage.words else self._language
        text, place = text_of(passage, code), passage.place(code)
        if self._usage.without_eszett and text.malformed(place) is None:
            text = swiss_text(text)
        is_item = passage.id in self._items
        return text.filled(self._values, place, self._recipient.id, self._files, is_item=is_item)

    @property
    def _files(self) -> dict[str, Location]:
        """Where the values of placeholders stand."""
        sender = self._basis.sender
        files = {"recipient": self._recipient.place()}
        return files | {"sender": Location(sender.place().path)} if sender else files

    @cached_property
    def _values(self) -> dict[str, dict[str, str]]:
        basis, phrases = self._basis, dict(self.phrases)
        return placeholder_values(self._recipient, basis.sender, basis.day, self._usage.variant, phrases)

    def _with_notes(self, passage: Passage, parsed: tuple[ParsedBlock, ...]) -> tuple[Block, ...]:
        """Return the passage with a call in place of each citation.

        Raises:
            ContentError: A source is unknown, cannot be cited, or does not bind the duty bearer.
        """
        authorities, place = self._basis.authorities, passage.place(self._language)
        cites = [cite for words in in_order(parsed) for cite in cites_in(words)]
        problems = [*binding_problems(passage, authorities)]
        problems += (authorities.unknown(cite.key, place) for cite in cites if cite.key not in authorities)
        blocks = tuple(changed(block, partial(self._called, problems=problems)) for block in parsed)
        if problems:
            raise ContentError(problems)
        return blocks

    def _called(self, parsed: Parsed, problems: list[Problem]) -> Prose:
        """Return the words of a paragraph or an item with a call in place of each citation.

        Args:
            parsed: The words.
            problems: What is wrong with the sources so far; what else is wrong is added.
        """
        runs: list[Inline] = []
        for run in parsed:
            if isinstance(run, Span):
                runs.append(run)
                continue
            if any(cite.key not in self._basis.authorities for cite in run.cites):
                continue
            if runs and isinstance(last := runs[-1], Span):
                # A call stands at its word, or at the call before it, whatever space the author left between.
                runs[-1:] = [replace(last, text=words)] if (words := last.text.rstrip()) else []
            try:
                runs.append(self.notes.call(run))
            except ContentError as error:
                problems += error.problems
        space = languages()[self._usage.variant].typography.space
        return spaced(tuple(runs), space) if space else tuple(runs)


def _words(prose: Prose) -> Iterator[str]:
    """Yield the words of a paragraph, with "¹" for each call of a note."""
    yield from (run.text if isinstance(run, Span) else "¹" for run in prose)


def _continued(before: Block, after: Block) -> Block | None:
    """Return two paragraphs, or two lists of one kind, as one; None for a paragraph and a list, which stay apart."""
    if isinstance(before, List) and isinstance(after, List):
        is_one = (before.first is None) == (after.first is None)
        return replace(before, items=before.items + after.items) if is_one else None
    if isinstance(before, List) or isinstance(after, List):
        return None
    return (*before, Span(text=" "), *after)


def _empty(part: str, appeal: Appeal, recipient: Recipient, basis: Basis, *, of_words: bool) -> Problem:
    """Return the problem that a letter lacks a part: its passages do not fit or, `of_words`, are left without words."""
    if of_words:
        message = f"'{{% if … %}}' leaves no words of '{part}' in the letter to '{recipient.id}'"
        hint = "write words after '{% else %}', or a passage without conditions"
        return Problem(appeal.letter.place(part), message, hint)
    message = f"no passage of '{part}' fits the letter to '{recipient.id}' on {basis.day}"
    return Problem(appeal.letter.place(part), message, "see which conditions keep them out, and add one that fits")


def _ends_in_colon(request: Sequence[Prose]) -> bool:
    last = request[-1][-1] if request and request[-1] else None
    return isinstance(last, Span) and last.text.rstrip().endswith(":")


def _joined(paragraphs: tuple[Prose, ...]) -> Prose:
    joined: Prose = ()
    for paragraph in paragraphs:
        joined = (*joined, Span(text=" "), *paragraph) if joined else paragraph
    return joined
