"""Notes: sources cited in full, in short form and by ibid, in one citation style and one language."""

import re
from collections.abc import Mapping
from functools import lru_cache

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import with_article
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.content.shipped.languages.citations import Terms
from entreaty.problems import ContentError, Problem
from entreaty.templating.sandbox import TemplateError
from entreaty.templating.snippets import Snippet
from entreaty.writing.citing.elements import Describer, compile_form
from entreaty.writing.citing.fields import field_to_add
from entreaty.writing.citing.law_reports import form_of
from entreaty.writing.citing.pinpoints.place import ENDLESS, NEXT, Pinpoint
from entreaty.writing.citing.prose import parse_prose
from entreaty.writing.citing.syntax import Citation, Cite
from entreaty.writing.citing.typography import spaced
from entreaty.writing.letter import Note, NoteCall, Prose, Span


class Citer:
    """Writes citations in one style and one language.

    Attributes:
        style: The style.
        space: What the language sets before ; : ! ? in notes.
    """

    def __init__(self, style: CitationStyle, terms: Terms, language: str) -> None:
        self.style, self.space = style, terms.space
        self._describer = Describer(style, terms, language)
        self._known: dict[str, Mapping[str, str]] = {}

    def cite(
        self,
        authority: Authority,
        form: str,
        pinpoint: Pinpoint | None,
        note: int = 0,
        *,
        without_author: bool = False,
        unread: str = "",
    ) -> str:
        """Return the citation of one source as Markdown, such as "*Geneva Convention III* art 118".

        Args:
            authority: The source.
            form: "first" for the full form, "same_case", "short" or "ibid".
            pinpoint: The place in the source; None for the source as a whole.
            note: The number of the note that cites the source in full, for the short form.
            without_author: Whether to leave out the author.
            unread: A place that was not understood, which is printed as it stands.

        Raises:
            ContentError: The source lacks an element that the form needs.
        """
        snippet = self._form(authority, form)
        values = self._values(authority, snippet, pinpoint, unread)
        values |= {"note": str(note), "without_author": without_author}
        if without_author:
            values["short"] = self._describer.short_without_author(authority, self._elements(authority))
        try:
            return snippet.fill(values)
        except TemplateError:
            lacking = self._lacking(authority, snippet, values)
            fields = ", ".join(f"'{field}'" for field in lacking)
            needed = f"which {self.style.name} needs to cite {with_article(authority.custom.kind)}"
            message = f"'{authority.id}' lacks {fields}, {needed}"
            hint = f"add {'it' if len(lacking) == 1 else 'them'}, or cite in another style"
            raise ContentError([Problem(authority.place("id"), message, hint)]) from None

    def lacking(self, authority: Authority) -> tuple[str, ...]:
        """Return the fields that the source lacks for its full citation, such as ("custom.case-parties",).

        Raises:
            ContentError: The style has no form for it, or a wrong one.
        """
        form = self._form(authority, "first")
        values = self._values(authority, form, None) | {"note": "1", "without_author": False}
        return self._lacking(authority, form, values)

    def _values(
        self, authority: Authority, form: Snippet, pinpoint: Pinpoint | None, unread: str = ""
    ) -> dict[str, str | bool]:
        """Return the elements that the form reads; a source has many more, which Jinja would copy each time."""
        elements = self._elements(authority)
        values: dict[str, str | bool] = {name: elements[name] for name in form.names if name in elements}
        try:
            return {**values, **self._describer.place(authority.custom.kind, pinpoint, unread)}
        except TemplateError as error:
            raise self._wrong(authority, error) from error

    def _elements(self, authority: Authority) -> Mapping[str, str]:
        if authority.id not in self._known:
            self._known[authority.id] = self._describer.elements(authority)
        return self._known[authority.id]

    def _lacking(self, authority: Authority, form: Snippet, values: Mapping[str, str | bool]) -> tuple[str, ...]:
        """Return all fields that the form needs and the source lacks: each is filled in to come to the next."""
        given, lacking = dict(values), []
        while True:
            try:
                form.fill(given)
            except TemplateError as error:
                element, undefined, _ = error.reason.partition(" is undefined")
                name = element.strip("'")
                if not undefined or name in given:
                    raise self._wrong(authority, error) from error
                given[name] = "?"
                lacking.append(field_to_add(name))
            else:
                return tuple(dict.fromkeys(lacking))

    def is_same_case(self, one: Authority, other: Authority) -> bool:
        """Tell whether both are decisions of one case, and the style has a form for the second of them."""
        forms = self.style.forms.get(one.custom.kind)
        same = (one.title, one.custom.case_parties) == (other.title, other.custom.case_parties)
        return same and forms is not None and forms.same_case is not None

    def _form(self, authority: Authority, form: str) -> Snippet:
        if form == "ibid" and self.style.ibid is not None:
            return compile_form(self.style.ibid)
        kind = form_of(authority)
        if kind not in self.style.forms:
            message = f"the style {self.style.name} has no form for {with_article(kind)}, which '{authority.id}' is"
            hint = "cite in another style, add a form in a style of your own, or say another 'kind' under 'custom'"
            raise ContentError([Problem(authority.place("custom"), message, hint)])
        try:
            return compile_form(getattr(self.style.forms[kind], form) or self.style.short)
        except TemplateError as error:
            raise self._wrong(authority, error) from error

    def _wrong(self, authority: Authority, error: TemplateError) -> ContentError:
        what = f"to cite {with_article(authority.custom.kind)} is wrong: {error.reason}"
        message = f"'{authority.id}' cannot be cited: the form of {self.style.name} {what}"
        return ContentError([Problem(authority.place("id"), message, "correct it, or cite in another style")])


class Notes:
    """The notes of one letter, numbered in the order of their calls."""

    def __init__(self, citer: Citer, authorities: Mapping[str, Authority]) -> None:
        self._citer = citer
        self._authorities = authorities
        self._first_notes: dict[str, int] = {}
        self._notes: list[Note] = []

    def call(self, citation: Citation) -> NoteCall:
        """Write the note of the citation, and return its call.

        Raises:
            KeyError: A source is not among the authorities.
            ContentError: Sources lack elements that the style needs; all are named.
        """
        number = len(self._notes) + 1
        before = self._notes[-1].sources if self._notes else ()
        printed, full = [], []
        problems: list[Problem] = []
        for position, cite in enumerate(citation.cites):
            authority = self._authorities[cite.key]
            neighbour = self._authorities[before[0]] if position else None
            form = self._due(authority, before, number, neighbour)
            before = (cite.key,)
            try:
                in_full = self._cited(cite, "first")
                text = in_full if form == "first" else self._cited(cite, form)
            except ContentError as error:
                problems += error.problems
                continue
            if form == "ibid" and (position or cite.prefix):
                text = _within_note(text)
            full.append(_with_affixes(cite, in_full))
            printed.append(_with_affixes(cite, text))
        if problems:
            raise ContentError(problems)
        prose = self._as_note(printed)
        note = Note(
            number=number,
            prose=prose,
            full=prose if full == printed else self._as_note(full),
            sources=tuple(cite.key for cite in citation.cites),
        )
        self._notes.append(note)
        return NoteCall(number=number)

    def all(self) -> tuple[Note, ...]:
        """Return the notes so far."""
        return tuple(self._notes)

    def _due(self, authority: Authority, before: tuple[str, ...], number: int, neighbour: Authority | None) -> str:
        """Return the form of a citation: "first", "same_case", "short" or "ibid".

        Args:
            authority: The source that is cited.
            before: The sources cited directly before: the one before in this note, or all of the last note.
            number: The number of this note.
            neighbour: The source cited directly before in this note, if any.
        """
        if authority.id not in self._first_notes:
            self._first_notes[authority.id] = number
            same_case = neighbour is not None and self._citer.is_same_case(authority, neighbour)
            return "same_case" if same_case else "first"
        return "ibid" if before == (authority.id,) and self._citer.style.ibid is not None else "short"

    def _cited(self, cite: Cite, form: str) -> str:
        authority, first = self._authorities[cite.key], self._first_notes[cite.key]
        return self._citer.cite(
            authority, form, cite.pinpoint, first, without_author=cite.without_author, unread=cite.unread
        )

    def _as_note(self, parts: list[str]) -> Prose:
        text = self._citer.style.between_cites.join(parts)
        stop = "" if text.rstrip("*").endswith((".", "!", "?")) else "."
        return _parsed(text + stop, self._citer.space)


@lru_cache(maxsize=4096)  # many letters cite the same sources in the same form
def _parsed(text: str, space: str) -> Prose:
    note = tuple(run for run in parse_prose(text) if isinstance(run, Span))
    return spaced(note, space) if space else note


def _with_affixes(cite: Cite, form: str) -> str:
    """Return the citation with the words before and after it."""
    prefix = f"{cite.prefix} " if cite.prefix else ""
    if not cite.suffix:
        return f"{prefix}{form}"
    comma = cite.comma or not _ends_with_place(cite, form)
    joined = "" if cite.suffix.startswith((".", ":", "!", "?", ")")) else ", " if comma else " "
    return f"{prefix}{form}{joined}{cite.suffix}"


def _ends_with_place(cite: Cite, form: str) -> bool:
    """Tell whether a citation ends with its place, which words may follow without a comma."""
    last = cite.pinpoint.items[-1][-1] if cite.pinpoint else ""
    number = re.search(r"\w+\W*$", "ff" if last in ENDLESS else "f" if last in NEXT else last)
    return bool(number and re.search(rf"\b{re.escape(number[0].rstrip(')'))}[\\\])*]*$", form))


def _within_note(form: str) -> str:
    """Return "Ibid" or "Id." in lower case, for a place within the note."""
    return re.sub("[^*]", lambda letter: letter[0].lower(), form, count=1)
