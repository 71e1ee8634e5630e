"""German without ß, and texts that go on after the comma of their salutation in lower case."""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from entreaty.content.shipped.languages.letter import SmallWords
from entreaty.writing.citing.syntax import closing_bracket
from entreaty.writing.letter import Prose, Span
from entreaty.writing.passage_text import PassageText

_DOUBLE_S = str.maketrans({"ß": "ss", "ẞ": "SS"})
# The marks of the preview, which stand where the words of others begin and end.
_UNSEEN = "\ufdd0\ufdd1\ufdd2\ufdd3 "
# A mark both opens and closes in „…“ and “…”, «…» and »…«: which, the marks that are open decide.
_CLOSED_BY = {"„": "“”", "‚": "‘", "«": "»", "»": "«", "‹": "›", "›": "‹", "“": "”", "‘": "’", '"': '"'}
_TOKEN = re.compile(
    r"""
    (?P<kept> \{\{.*?\}\} | \{%.*?%\}                        # Placeholders, whose values are words of the profiles.
      | `+[^`]*`+                                          # Code, which is printed as it is.
      | \]\((?:[^()\\]|\\.|\([^()]*\))*\)                  # Where a link leads.
      | (?:https?://|mailto:|www\.)\S+
      | (?<![\w.+-])[\w.+-]+@[\w.-]+ )
    | (?P<bracket>\[) | (?P<mark>[„“”‚‘’«»‹›"]) | (?P<eszett>[ßẞ])
    """,
    re.VERBOSE | re.DOTALL,
)


def in_double_s(words: str) -> str:
    """Return the words with "ss" in place of every ß."""
    return words.translate(_DOUBLE_S)


@lru_cache(maxsize=1024)
def swiss_text(text: PassageText) -> PassageText:
    """Return a passage with "ss" in place of ß, but as it is where it gives the words of others.

    So words in quotation marks, citations, placeholders, addresses of links and code keep their ß. A quotation that
    does not end within the passage goes on to its end.

    Args:
        text: A passage that is not malformed, such as "Die „Straße“ heißt so[@groß]."
    """
    return PassageText(swiss_words(text.source), text.language)


def swiss_words(source: str) -> str:
    """Return the source of a passage, or another text of an appeal, as `swiss_text` has it."""
    made: list[str] = []
    closing: list[str] = []
    position = 0
    while token := _TOKEN.search(source, position):
        made.append(source[position : token.start()])
        position = _end(token, source)
        words = source[token.start() : position]
        if token["mark"]:
            _read_mark(words, closing)
        made.append(in_double_s(words) if token["eszett"] and not closing else words)
    return "".join((*made, source[position:]))


def _end(token: re.Match[str], source: str) -> int:
    """Return where the token ends: a bracket that holds a citation is one token."""
    closed = closing_bracket(source, token.start()) if token["bracket"] else None
    if closed is not None and "@" in source[token.start() : closed] and not source.startswith("(", closed + 1):
        return closed + 1
    return token.end()


def _read_mark(mark: str, closing: list[str]) -> None:
    """Open or close a quotation; `closing` holds the marks that close those that are open."""
    if closing and mark in closing[-1]:
        closing.pop()
    elif mark in _CLOSED_BY:
        closing.append(_CLOSED_BY[mark])


def begun_small(paragraph: Prose, words: SmallWords, names: Collection[str] = ()) -> Prose:
    """Return a text that goes on with a sentence with a small first letter, if its first word is one written small.

    Words that may be nouns or names stay as they are, and so does a title in italics.

    Args:
        paragraph: Such as (Span(text="Ich schreibe Ihnen."),).
        words: The words that are written small.
        names: What the profiles may have given to it, such as "Die Präsidentin"; nobody respells that.
    """
    at = next((place for place, run in enumerate(paragraph) if isinstance(run, Span) and run.text.strip(_UNSEEN)), None)
    if at is None:
        return paragraph
    # A call of a note ends a word; words of different emphasis can be one name.
    text = "".join(run.text if isinstance(run, Span) else "\n" for run in paragraph[at:]).lstrip(_UNSEEN)
    small, first = words.begin(text), paragraph[at]
    if not isinstance(first, Span) or not small or any(text.startswith(name) for name in names):
        return paragraph
    if first.italic and len(first.text.strip(_UNSEEN)) > len(small):
        return paragraph
    begins = len(first.text) - len(first.text.lstrip(_UNSEEN))
    lowered = f"{first.text[:begins]}{small[0].lower()}{first.text[begins + 1 :]}"
    return (*paragraph[:at], replace(first, text=lowered), *paragraph[at + 1 :])
