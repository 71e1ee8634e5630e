"""German as it is written where the letter is posted: Switzerland and Liechtenstein have no ß."""

import re
from dataclasses import dataclass
from functools import lru_cache

from entreaty.writing.citing.syntax import closing_bracket
from entreaty.writing.passage_text import PassageText

_WITHOUT_ESZETT = frozenset({"CH", "LI"})
_DOUBLE_S = str.maketrans({"ß": "ss", "ẞ": "SS"})
# A mark both opens and closes in „…“ and “…”, «…» and »…«: which, the marks that are open decide.
_CLOSED_BY = {"„": "“”", "‚": "‘", "«": "»", "»": "«", "‹": "›", "›": "‹", "“": "”", "‘": "’", '"': '"'}
_TOKEN = re.compile(
    r"""
    (?P<kept> \{\{.*?\}\} | \{%.*?%\} | \{\#.*?\#\}        # Placeholders, whose values are words of the profiles.
      | `+[^`]*`+                                          # Code, which is printed as it is.
      | \]\((?:[^()\\]|\\.|\([^()]*\))*\)                  # Where a link leads.
      | (?:https?://|mailto:|www\.)\S+
      | (?<![\w.+-])[\w.+-]+@[\w.-]+ )
    | (?P<bracket>\[) | (?P<mark>[„“”‚‘’«»‹›"]) | (?P<eszett>[ßẞ])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the place and the salutation of a letter change in its German words; nothing in other languages.

    Attributes:
        without_eszett: Whether it is written "ss" where Germany and Austria write "ß".
    """

    without_eszett: bool = False


def has_eszett(country: str | None) -> bool:
    """Tell whether German has ß in that country, such as "DE"; letters of nowhere have it."""
    return country not in _WITHOUT_ESZETT


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
    return PassageText(swiss_words(text.source))


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
