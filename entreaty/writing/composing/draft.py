"""One letter while it is written: its passages as prose, its notes, and all that is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.model import closest
from entreaty.content.shipped.forms_of_address import GENERAL
from entreaty.problems import ContentError, Location, Problem
from entreaty.templating import Snippet, SnippetCompiler, TemplateError
from entreaty.writing.basis import Basis
from entreaty.writing.bindings import binding_problems
from entreaty.writing.citing.notes import Citer, Notebook
from entreaty.writing.citing.prose import Parsed, citations, escape_markdown
from entreaty.writing.citing.syntax import ProseError
from entreaty.writing.composing.courtesies import Courtesy, courtesy, fill, form_values
from entreaty.writing.letter import Inline, Prose, Span
from entreaty.writing.passages import PLACEHOLDERS, placeholder_values, read_prose, recipient_values, unknown_authority

# Compiling does not depend on the letter, and most passages serve many letters.
compile_passage = lru_cache(maxsize=4096)(SnippetCompiler(escape_markdown).compile)


def missing_language(passage: Passage, language: str) -> Problem:
    """Return the problem that a passage is not written in a language of its appeal."""
    message = f"the passage '{passage.id}' has no text in '{language}', in which the appeal has a subject"
    return Problem(passage.place("id"), message, f"add the key '{language}'")


def broken_template(error: TemplateError, place: Location) -> Problem:
    """Return the problem that the words of a passage are no template."""
    return Problem(place, error.reason, "write '{{ recipient.office }}', or '{' without a second one")


def undefined_names(snippet: Snippet, place: Location) -> Iterator[Problem]:
    """Yield a problem for each name in a passage that stands for nothing in any letter."""
    for name, _ in snippet.names:
        if name not in PLACEHOLDERS and name not in {"recipient", "sender", "letter"}:
            yield Problem(place, f"'{{{{ {name} }}}}' is undefined", closest(name, tuple(PLACEHOLDERS)))


class Draft:
    """One letter while it is written: its notes so far, and everything that is wrong with it.

    Attributes:
        appeal: What is asked and why.
        language: The language of the letter.
        basis: What the letters of the run have in common.
        problems: What is wrong so far.
    """

    def __init__(self, appeal: Appeal, recipient: Recipient, language: str, basis: Basis) -> None:
        self.appeal = appeal
        self.language = language
        self.basis = basis
        self.problems: list[Problem] = []
        self._recipient = recipient

    @cached_property
    def notebook(self) -> Notebook:
        """Return the notes so far."""
        return Notebook(Citer(self.basis.style, self.basis.terms[self.language], self.language), self.basis.authorities)

    def values_of(self, names: frozenset[str]) -> tuple[str, ...]:
        """Return what those of the names stand for that differ between recipients; nothing for what is not known."""
        read = sorted(name for name in names if name.partition(".")[0] == "recipient")
        if not read:
            return ()
        values = recipient_values(self._recipient, self.language)
        if all(name in PLACEHOLDERS for name in read):
            return tuple(values.get(name.partition(".")[2], "") for name in read)
        return tuple(f"{name} {value}" for name, value in values.items())

    @cached_property
    def _values(self) -> dict[str, dict[str, str]]:
        marks = dict(self.basis.phrases.for_language(self.language))
        return placeholder_values(self._recipient, self.basis.sender, self.basis.day, self.language, marks)

    def write(self, passages: Iterable[Passage]) -> tuple[Prose, ...]:
        """Return the paragraphs of the passages; one that continues joins the paragraph before."""
        paragraphs: list[Prose] = []
        for passage in passages:
            written = self.note() if passage.personal_note else (self.write_one(passage),)
            if passage.continues and paragraphs and written:
                paragraphs[-1] = (*paragraphs[-1], Span(text=" "), *written[0])
                written = written[1:]
            paragraphs += written
        return tuple(paragraphs)

    def note(self) -> tuple[Prose, ...]:
        """Return the sender's personal note, if there is one in the language."""
        return note_paragraphs(self.basis.sender, self.language)

    def write_one(self, passage: Passage) -> Prose:
        """Return the passage as printed, with its notes called."""
        source = passage.words.get(self.language)
        if source is None:
            self.problems.append(missing_language(passage, self.language))
            return ()
        try:
            return self._called(passage, read_prose(self._filled(passage, source)))
        except ProseError as error:
            self.problems.append(Problem(passage.place(self.language), str(error)))
        except ContentError as error:
            self.problems.extend(error.problems)
        return ()

    def lack(self, part: str) -> None:
        """Note that no passage of a part fits which no letter can do without."""
        message = f"no passage of '{part}' fits the letter to '{self._recipient.id}' on {self.basis.day}"
        hint = "see which conditions keep them out, and add one that fits"
        self.problems.append(Problem(self.appeal.letter.place(part), message, hint))

    def courtesies(self) -> Courtesy | None:
        """Return salutation and closing, or None where they are a problem."""
        if own := self._own_courtesy():
            return own
        sender = self.basis.sender
        try:
            return courtesy(self._recipient, self.language, self.basis.forms, sender.country if sender else None)
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def _own_courtesy(self) -> Courtesy | None:
        """Return the profile's own salutation with any closing, in languages that no form of address is known in."""
        own, forms, name = self._recipient.salutation, self.basis.forms, self._recipient.form_of_address
        if own is None or not own.has(self.language) or name not in forms:
            return None
        salutation = fill(own.best(self.language), form_values(self._recipient, self.language))
        if salutation is None or self.language in {**forms.get(GENERAL, {}), **forms[name]}:
            return None
        closing = dict(self.basis.phrases.for_language(self.language))["closing"]
        return Courtesy(salutation=salutation, closing=closing)

    def _filled(self, passage: Passage, source: str) -> str:
        place = passage.place(self.language)
        try:
            snippet = compile_passage(source)
        except TemplateError as error:
            raise ContentError([broken_template(error, place)]) from error
        try:
            return snippet.fill(self._values)
        except TemplateError as error:
            problems = [*undefined_names(snippet, place), *self._missing_values(snippet, place)]
            raise ContentError(problems or [Problem(place, error.reason)]) from error

    def _missing_values(self, snippet: Snippet, place: Location) -> Iterator[Problem]:
        """Yield the problem that this recipient or sender has no value for names that others have."""
        given = {f"{group}.{name}" for group, values in self._values.items() for name in values}
        missing = [name for name, _ in snippet.names if name in PLACEHOLDERS and name not in given]
        if missing:
            message = f"the letter to '{self._recipient.id}' has no {', '.join(missing)}"
            yield Problem(place, message, "condition the passage with 'for', or complete the profile")

    def _called(self, passage: Passage, parsed: Parsed) -> Prose:
        problems = [*self._source_problems(passage, parsed)]
        if problems:
            raise ContentError(problems)
        runs: list[Inline] = []
        for run in parsed:
            if isinstance(run, Span):
                runs.append(run)
                continue
            if runs and isinstance(runs[-1], Span):
                # A call stands at its word, whatever space the author left before the citation.
                runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
            runs.append(self.notebook.call(run))
        return tuple(runs)

    def _source_problems(self, passage: Passage, parsed: Parsed) -> Iterator[Problem]:
        """Yield what is wrong with the sources of a passage: not binding the duty bearer, or unknown."""
        authorities, place = self.basis.authorities, passage.place(self.language)
        yield from binding_problems(passage, authorities)
        for citation in citations(parsed):
            for cite in citation.cites:
                if cite.key not in authorities:
                    yield unknown_authority(cite.key, place, authorities)


def note_paragraphs(sender: Sender | None, language: str) -> tuple[Prose, ...]:
    """Return the sender's own paragraphs, which are printed as they are: a volunteer writes no Markdown."""
    if sender is None or sender.personal_note is None or not sender.personal_note.has(language):
        return ()
    paragraphs = sender.personal_note.best(language).split("\n\n")
    return tuple((Span(text=" ".join(paragraph.split())),) for paragraph in paragraphs if paragraph.strip())


def with_one_place(passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages with the first place for the note and without later ones: it is printed once."""
    kept: list[Passage] = []
    for passage in passages:
        if not passage.personal_note or not any(one.personal_note for one in kept):
            kept.append(passage)
    return kept
