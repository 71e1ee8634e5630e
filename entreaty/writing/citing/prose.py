"""Markdown inlines with citations; lists are found by `paragraphs`, and what else Markdown has by `blocks`.

Emphasis, strong emphasis, links to https and mailto, code (its inside is printed as it is), and pandoc's citations:
`[@gc3, art. 118]`, `[see @icj-2021, para. 98; @cat, art. 12]`, `[-@gc3]`, `[@{odd key}]`.
"""

import re
from collections.abc import Container
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from entreaty.content.links import why_no_mailbox, why_no_web_address
from entreaty.content.model import shown, spaced
from entreaty.writing.citing.syntax import Citation, Cite, ProseError, closing_bracket, read_citation
from entreaty.writing.letter import Span

# What means something within a paragraph, and in the address of a link.
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>@])")
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
_BRACKET = re.compile(r"\\.|\[", re.DOTALL)
_BRACKETS = 100
_CHARACTERS = 50_000
_MEANT_AS_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|www\.|//")

_MEANT_AS_CITE = re.compile(r"(?:(?:see(?: also)?|cf\.?|siehe|vgl\.?|voir)\s+|-)?(\w[\w:.#$%&+?<>~/-]*)")
_BARE = re.compile(r"@(?:\{([^{}]+)\}|(\w+(?:[:.#$%&\-+?<>~/]\w+)*))")

Parsed = tuple[Span | Citation, ...]
"""A paragraph whose citations are no notes yet, such as (Span(text="Visit them"), Citation((Cite("gc3"),)))."""


def parse_prose(source: str, language: str = "") -> Parsed:
    """Return the spans and citations of a paragraph.

    Args:
        source: Markdown inlines, such as "*Visit* them[@gc3, art. 126]"; line breaks count as spaces.
        language: The language that it is written in, in which places in sources are named.

    Raises:
        ProseError: A citation or a link is malformed, or the paragraph is larger than any that people write.
    """
    require_length(source)
    _require_readable(source)
    return tuple(_runs(_reader().parseInline(source.strip(), {"language": language})[0].children or []))


class Markdown(str):
    """Text in Markdown, which `escape_markdown` leaves as it is."""

    __slots__ = ()


def escape_markdown(value: str | float) -> str:
    """Return the value escaped for Markdown, unless it is `Markdown`."""
    if isinstance(value, Markdown):
        return value
    return _MARKUP.sub(r"\\\1", str(value))


def citations(parsed: Parsed) -> tuple[Citation, ...]:
    """Return the citations of a paragraph, in order."""
    return tuple(run for run in parsed if isinstance(run, Citation))


def cites_in(parsed: Parsed) -> tuple[Cite, ...]:
    """Return the sources named in the citations of a paragraph, in order."""
    return tuple(cite for citation in citations(parsed) for cite in citation.cites)


def meant_as_citations(source: str, known: Container[str]) -> dict[str, str]:
    """Return what names a source but is no citation, such as {"[minutes]": "minutes", "@cat": "cat"}, and the source.

    Args:
        source: Markdown inlines that `parse_prose` reads, such as "It was said.[minutes]".
        known: The ids of the sources.
    """
    beside: dict[str, list[str]] = {}
    _reader().parseInline(source.strip(), beside)
    return {shape: key for shape, keys in beside.items() for key in keys if key in known}


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape", "newline"])
    reader.inline.ruler.after("link", "citation", _citation)
    reader.inline.ruler.after("citation", "bare", _bare)
    reader.validateLink = _is_link  # type: ignore[method-assign]
    # Encoded, the address of a link would differ from the text that shows it, and be printed after it.
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return reader


def require_length(source: str) -> None:
    """Refuse a paragraph, or a whole passage, that is larger than any that people write.

    Raises:
        ProseError: It is.
    """
    if len(source) > _CHARACTERS:
        raise ProseError(f"the paragraph has more than {_CHARACTERS:,} characters; split it")


def _require_readable(source: str) -> None:
    """Refuse what would take long: each bracket is looked for through the whole of the rest."""
    if source.count("[") > _BRACKETS and _BRACKET.findall(source).count("[") > _BRACKETS:
        raise ProseError(f"the paragraph has more than {_BRACKETS} opening brackets '['; split it")


def _is_link(url: str) -> bool:
    if url.startswith(("https://", "mailto:")):
        named = _PLACEHOLDER.sub("x", url)
        if why := why_no_mailbox(named) if url.startswith("mailto:") else why_no_web_address(named):
            raise ProseError(f"'{shown(url)}' cannot be linked to: it {why[0]}; {why[1]}")
        return True
    if _MEANT_AS_LINK.match(url):
        raise ProseError(f"'{url}' cannot be linked to; a link begins with 'https://' or 'mailto:'")
    return False


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (the signature of markdown-it's rules)
    if state.src[state.pos] != "[":
        return False
    end = closing_bracket(state.src, state.pos)
    if end is None:
        return False
    inside = spaced(state.src[state.pos + 1 : end])
    citation = read_citation(inside, state.env.get("language", ""))
    if citation is None:
        if not silent:
            named = (_MEANT_AS_CITE.fullmatch(part.partition(",")[0].strip()) for part in inside.split(";"))
            state.env.setdefault(f"[{inside}]", [one[1] for one in named if one])
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"citation": citation}
    state.pos = end + 1
    return True


def _bare(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (the signature of markdown-it's rules)
    """Take note of an "@id" outside of brackets, which is no citation; it is printed as it is."""
    found = None if silent or state.src[state.pos] != "@" else _BARE.match(state.src, state.pos)
    if found and not re.match(r"\w", state.src[state.pos - 1 : state.pos]):
        state.env.setdefault(found[0], [found[1] or found[2]])
    return False


def _runs(tokens: list[Token]) -> list[Span | Citation]:
    runs: list[Span | Citation] = []
    italic = strong = 0
    href: str | None = None
    for token in tokens:
        if token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.type in {"strong_open", "strong_close"}:
            strong += token.nesting
        elif token.type in {"link_open", "link_close"}:
            href = str(token.attrs["href"]) if token.nesting == 1 else None
        elif token.type == "citation":
            runs.append(token.meta["citation"])
        else:
            text = token.content if token.type in {"text", "text_special", "code_inline"} else " "
            _append(runs, Span(text=spaced(text), italic=italic % 2 > 0, strong=strong > 0, href=href))
    return runs


def _append(runs: list[Span | Citation], span: Span) -> None:
    """Append the span, joined to the one before if both have the same style."""
    last = runs[-1] if runs else None
    if isinstance(last, Span) and (last.italic, last.strong, last.href) == (span.italic, span.strong, span.href):
        runs[-1] = Span(text=last.text + span.text, italic=span.italic, strong=span.strong, href=span.href)
    elif span.text:
        runs.append(span)
