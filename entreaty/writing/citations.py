"""From sources to notes: first, short and immediately repeated forms, in the style and language asked for."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from entreaty.content.authorities import Authority, Law, Name
from entreaty.content.citation_styles import CitationStyle, Terms
from entreaty.content.locales import date_in_words, list_in_words, month_in_words, state_name
from entreaty.content.model import Text
from entreaty.problems import ContentError, Problem
from entreaty.templating import Snippet, SnippetCompiler, TemplateError
from entreaty.writing.citation_syntax import Citation, Cite, Pinpoint
from entreaty.writing.letter import Note, NoteCall, Prose, Span
from entreaty.writing.prose import Markdown, escape_markdown, parse_prose

_LABEL_COLUMN = {"bare": 0, "dotted": 0, "long": 2}
_compile = cache(SnippetCompiler(escape_markdown).compile)


class Citer:
    """Cites sources in one style and one language; keeps nothing between letters."""

    def __init__(self, style: CitationStyle, terms: Terms, language: str) -> None:
        self.style = style
        self._terms = terms
        self._language = language
        self._known: dict[str, Mapping[str, str]] = {}

    def cite(self, authority: Authority, form: str, pinpoint: Pinpoint | None, note: int = 0) -> str:
        """Return one source as Markdown.

        Args:
            authority: The source.
            form: "first", "short" or "ibid".
            pinpoint: The place in the source.
            note: The number of the note that cites it in full, for short forms.

        Raises:
            ContentError: The source lacks an element that the form needs.
        """
        if authority.id not in self._known:
            self._known[authority.id] = self._elements(authority)
        try:
            values = {**self._known[authority.id], "note": str(note), "pinpoint": self._place(authority, pinpoint)}
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

    def _form(self, authority: Authority, form: str) -> Snippet:
        if form == "ibid" and self.style.ibid is not None:
            return _compile(self.style.ibid)
        kind = authority.custom.kind
        if kind not in self.style.forms:
            message = f"the style {self.style.name} has no form for a {kind}, which '{authority.id}' is"
            raise ContentError([Problem(authority.place("custom"), message)])
        return _compile(getattr(self.style.forms[kind], form))

    def _place(self, authority: Authority, pinpoint: Pinpoint | None) -> Markdown:
        if pinpoint is None:
            return Markdown("")
        column = _LABEL_COLUMN[self.style.labels] + pinpoint.is_plural
        dot = "." if self.style.labels == "dotted" else ""
        ends = (first if first == last else f"{first}{self.style.range}{last}" for first, last in pinpoint.items)
        values = {"label": self._terms.labels[pinpoint.label][column] + dot, "places": ", ".join(ends)}
        forms = self.style.pinpoints
        bracketed = authority.custom.kind in forms and pinpoint.label == "para"
        return Markdown(_compile(forms[authority.custom.kind] if bracketed else forms["default"]).fill(values))

    def _elements(self, authority: Authority) -> Mapping[str, str]:
        """Return what the source has of all that forms may name; what it lacks is left out."""
        law, verbs = authority.custom, self._terms.verbs
        title = self._localised(law.title, authority.title)
        container = self._localised(law.container_title, authority.container_title)
        body = self._localised(law.authority, authority.authority)
        author = list_in_words([_full_name(name) for name in authority.author], self._language)
        found = {
            "title": title,
            "quoted": self._quoted(title),
            "authority": body,
            "author": "" if author == container else author or body,
            "container": container,
            "short": self._localised(law.title_short, authority.title_short) or body or author or container or title,
            "number": authority.number,
            "volume": authority.volume,
            "page": authority.page,
            "series": self._series(authority),
            "issued": self._date(authority.issued),
            "year": authority.issued[:4],
            "adopted": verbs[law.adopted_verb],
            "in_force_word": verbs["in-force"],
            "in_force": date_in_words(law.entry_into_force, self._language) if law.entry_into_force else None,
            "parties": f" {verbs['versus']} ".join(self._parties(law)),
            "phase": law.phase.best(self._language) if law.phase else None,
            "decision": verbs[law.decision] if law.decision else None,
            "link": _link(authority.url),
        }
        return {name: value for name, value in found.items() if value is not None and (value != "" or name == "link")}

    def _quoted(self, title: str | None) -> str | None:
        """Return the title in quotation marks; in brackets it is no title but describes what has none."""
        if title is None or title.startswith("["):
            return title
        return f"{self._terms.quotes[0]}{title}{self._terms.quotes[1]}"

    def _localised(self, names: Text | None, original: str | None) -> str | None:
        """Return the name in the language of the letter, or else the one that the source itself has."""
        return names.best(self._language) if names and names.has(self._language) else original

    def _parties(self, law: Law) -> Sequence[str]:
        """Return the parties as the source names them, or states by their names in the language of the letter."""
        if self._language == "en" or not law.case_states:
            return law.case_parties
        return [state_name(state, self._language) for state in law.case_states]

    def _series(self, authority: Authority) -> str | None:
        series = authority.container_title_short
        return self._terms.series.get(series, series) if series else None

    def _date(self, issued: str) -> str:
        parts = [int(part) for part in issued.split("-")]
        if len(parts) == 1:
            return issued
        day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)  # noqa: PLR2004
        in_words = date_in_words if len(parts) > 2 else month_in_words  # noqa: PLR2004
        return in_words(day, self._language)


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
        for cite in citation.cites:
            authority = self._authorities[cite.key]
            full.append(_dressed(cite, self._citer.cite(authority, "first", cite.pinpoint)))
            printed.append(_dressed(cite, self._printed(authority, cite, before, number)))
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

    def _printed(self, authority: Authority, cite: Cite, before: tuple[str, ...], number: int) -> str:
        """Return the form that is due after the sources that stand directly before, in this note or the last one."""
        first = self._first_notes.get(authority.id)
        if first is None:
            self._first_notes[authority.id] = number
            return self._citer.cite(authority, "first", cite.pinpoint)
        if before == (authority.id,) and self._citer.style.ibid is not None:
            return self._citer.cite(authority, "ibid", cite.pinpoint)
        return self._citer.cite(authority, "short", cite.pinpoint, first)

    def _as_note(self, parts: list[str]) -> Prose:
        text = self._citer.style.between_cites.join(parts)
        stop = "" if text.endswith((".", "!", "?")) else "."
        return tuple(run for run in parse_prose(text + stop) if isinstance(run, Span))


def _dressed(cite: Cite, form: str) -> str:
    prefix = f"{cite.prefix} " if cite.prefix else ""
    suffix = f", {cite.suffix}" if cite.suffix else ""
    return f"{prefix}{form}{suffix}"


def _full_name(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.given, name.family) if part)


def _link(url: str | None) -> Markdown:
    escaped = escape_markdown(url or "")
    return Markdown(f" <[{escaped}]({escaped})>" if url else "")
