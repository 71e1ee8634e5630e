"""From sources to notes: first, short and immediately repeated forms, in the style and language asked for."""

import re
from collections.abc import Mapping
from functools import lru_cache

from entreaty.content.files.authorities import Authority
from entreaty.content.shipped.citation_styles import CitationStyle, Terms
from entreaty.problems import ContentError, Problem
from entreaty.templating import Snippet, TemplateError
from entreaty.writing.citing.elements import Describer, compile_form
from entreaty.writing.citing.prose import parse_prose
from entreaty.writing.citing.syntax import Citation, Cite, Pinpoint
from entreaty.writing.letter import Note, NoteCall, Prose, Span

# The same full forms return in letter after letter.
_parsed = lru_cache(maxsize=4096)(parse_prose)


class Citer:
    """Cites sources in one style and one language; keeps nothing between letters."""

    def __init__(self, style: CitationStyle, terms: Terms, language: str) -> None:
        self.style = style
        self._describer = Describer(style, terms, language)
        self._known: dict[str, Mapping[str, str]] = {}

    def cite(
        self, authority: Authority, form: str, pinpoint: Pinpoint | None, note: int = 0, *, without_author: bool = False
    ) -> str:
        """Return one source as Markdown.

        Args:
            authority: The source.
            form: "first", "same_case", "short" or "ibid".
            pinpoint: The place in the source.
            note: The number of the note that cites it in full, for short forms.
            without_author: Whether the author stands in the sentence already.

        Raises:
            ContentError: The source lacks an element that the form needs.
        """
        if authority.id not in self._known:
            self._known[authority.id] = self._describer.elements(authority)
        try:
            values: dict[str, object] = {
                **self._known[authority.id],
                **self._describer.place(authority, pinpoint),
                "note": str(note),
                "without_author": without_author,
            }
            if without_author:
                values["short"] = authority.title_short or values["title"]
            return self._form(authority, form).fill(values)
        except TemplateError as error:
            element, lacking, _ = error.reason.partition(" is undefined")
            what = f"to cite a {authority.custom.kind}"
            message = (
                f"'{authority.id}' lacks {element}, which {self.style.name} needs {what}"
                if lacking
                else f"'{authority.id}' cannot be cited: the form of {self.style.name} {what} is wrong: {error.reason}"
            )
            raise ContentError([Problem(authority.place("id"), message, "add it, or cite in another style")]) from error

    def is_same_case(self, one: Authority, other: Authority) -> bool:
        """Tell whether the style has a form for a second decision of the case that the other is a decision of."""
        forms = self.style.forms.get(one.custom.kind)
        same = (one.title, one.custom.case_parties) == (other.title, other.custom.case_parties)
        return same and forms is not None and forms.same_case is not None

    def _form(self, authority: Authority, form: str) -> Snippet:
        if form == "ibid" and self.style.ibid is not None:
            return compile_form(self.style.ibid)
        kind = authority.custom.kind
        if kind not in self.style.forms:
            message = f"the style {self.style.name} has no form for a {kind}, which '{authority.id}' is"
            raise ContentError([Problem(authority.place("custom"), message)])
        return compile_form(getattr(self.style.forms[kind], form) or self.style.short)


class Notebook:
    """The notes of one letter, numbered in the order of their calls."""

    def __init__(self, citer: Citer, authorities: Mapping[str, Authority]) -> None:
        self._citer = citer
        self._authorities = authorities
        self._first_notes: dict[str, int] = {}
        self._notes: list[Note] = []

    def call(self, citation: Citation) -> NoteCall:
        """Write the note for the citation and return its call.

        Raises:
            KeyError: A source is not among the authorities.
            ContentError: A source lacks an element that the style needs.
        """
        number = len(self._notes) + 1
        before = self._notes[-1].sources if self._notes else ()
        printed, full = [], []
        for position, cite in enumerate(citation.cites):
            authority = self._authorities[cite.key]
            neighbour = self._authorities[before[0]] if position else None
            form = self._due(authority, before, number, neighbour)
            in_full = self._cited(cite, "first")
            text = in_full if form == "first" else self._cited(cite, form)
            if form == "ibid" and (position or cite.prefix):
                text = _within_note(text)
            full.append(_dressed(cite, in_full))
            printed.append(_dressed(cite, text))
            before = (cite.key,)
        note = Note(
            number=number,
            prose=self._as_note(printed),
            full=self._as_note(full),
            sources=tuple(cite.key for cite in citation.cites),
        )
        self._notes.append(note)
        return NoteCall(number=number)

    def notes(self) -> tuple[Note, ...]:
        """Return all notes so far."""
        return tuple(self._notes)

    def _due(self, authority: Authority, before: tuple[str, ...], number: int, neighbour: Authority | None) -> str:
        """Return the form that is due after the sources that stand directly before, in this note or the last one."""
        if authority.id not in self._first_notes:
            self._first_notes[authority.id] = number
            same_case = neighbour is not None and self._citer.is_same_case(authority, neighbour)
            return "same_case" if same_case else "first"
        return "ibid" if before == (authority.id,) and self._citer.style.ibid is not None else "short"

    def _cited(self, cite: Cite, form: str) -> str:
        authority, first = self._authorities[cite.key], self._first_notes[cite.key]
        return self._citer.cite(authority, form, cite.pinpoint, first, without_author=cite.without_author)

    def _as_note(self, parts: list[str]) -> Prose:
        text = self._citer.style.between_cites.join(parts)
        stop = "" if text.rstrip("*").endswith((".", "!", "?")) else "."
        return tuple(run for run in _parsed(text + stop) if isinstance(run, Span))


def _dressed(cite: Cite, form: str) -> str:
    prefix = f"{cite.prefix} " if cite.prefix else ""
    suffix = f", {cite.suffix}" if cite.suffix else ""
    return f"{prefix}{form}{suffix}"


def _within_note(form: str) -> str:
    """Return "Ibid" or "Id." as it is written where it does not begin the note."""
    return re.sub("[^*]", lambda letter: letter[0].lower(), form, count=1)
