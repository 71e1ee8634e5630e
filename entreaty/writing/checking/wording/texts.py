"""What a passage says in its own voice: its words without placeholders, and without those that it quotes."""

import re
from functools import lru_cache
from pathlib import Path

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.locales import base_language
from entreaty.problems import Location
from entreaty.writing.passage_text import PassageText, text_of

_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# What stands in these marks is somebody else's; single ones are mostly apostrophes.
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"")
# What has capitals and is no name.
_CODES = re.compile(
    # Symbols of documents: A/RES/43/173.
    r"\b[A-Z]+(?:/[\w.()-]+)*/[\w.()-]*\d[\w./()-]*"
    # Products, substances, post codes: PM10, CO₂, SW1A 0AA, CH-3003, 1012 AB, Portland, OR. Amounts: 40 MW.
    r"|\b(?=\w*[\d₀-₉])\w*[A-Z]\w*|\b[A-Z]{1,3}-\d\w*|(?<=\d[ \u00A0\u202F])[A-Z]{2,3}\b"
    r"|(?<=\w, )[A-Z]{2}\b(?= \d|[.;)]|$)"
    # Codes of law: § 5 Abs. 2 StGB.
    r"|(?:§|\b[Aa]rt(?:\.|ikel)) ?\d\w*(?:,? (?:und \d\w*|\d\w*|(?:Abs|Nr|S|lit)\.? ?\w+|Satz \d+))* [A-Z]\w*[A-Z]\b"
    # Letters doubled for a plural: EE. UU.
    r"|\b([A-Z])\1\."
)
_SPACES = re.compile(r"\s+")
_NOWHERE = Location(Path())

# The languages in which every noun has a capital.
_CAPITALISED_NOUNS = frozenset({"de"})


@lru_cache(maxsize=4096)
def plain_words(source: str) -> str:
    """Return words with single spaces and one form of the apostrophe."""
    return _SPACES.sub(" ", source.replace("'", "’")).strip()


def own_words(passage: Passage, language: str) -> str:
    """Return the words of a passage in a language; "" if it is not written in it, or malformed.

    Letters in a variant have those of its language where the passage has no others.
    """
    return _own_words(text_of(passage, language if language in passage.words else base_language(language)))


def read_languages(appeal: Appeal) -> tuple[str, ...]:
    """Return the languages of an appeal, and the variants in which one of its passages has words of its own."""
    written = dict.fromkeys(appeal.languages())
    for passage in appeal.letter.passages():
        written |= dict.fromkeys(one for one in passage.words if base_language(one) in written)
    return tuple(written)


def capitalises_nouns(language: str) -> bool:
    """Tell whether every noun of a language or variant has a capital, so that a capital marks no name."""
    return base_language(language) in _CAPITALISED_NOUNS


@lru_cache(maxsize=4096)
def _own_words(text: PassageText) -> str:
    # Between the items of a list, names of two words each would be read as one.
    return "" if text.malformed(_NOWHERE) else plain_words(_BRACES.sub(" ", text.plain).replace("\n", "; "))


def unquoted(words: str) -> str:
    """Return words with blanks in place of those in quotation marks, so that all others keep their places."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), words)


@lru_cache(maxsize=4096)
def without_codes(words: str) -> str:
    """Return words with blanks in place of what has capitals and is no name, so that all others keep their places."""
    return _CODES.sub(lambda match: " " * len(match[0]), words)


@lru_cache(maxsize=1024)
def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern of any of these words, the longest first; one that never matches for none."""
    if not words:
        return r"(?!)"
    return "|".join(re.escape(plain_words(word)) for word in sorted(words, key=len, reverse=True))
