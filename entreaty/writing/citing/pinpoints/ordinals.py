"""Places named by an ordinal number: "first subparagraph", "2. Alt.", "párrafo segundo"."""

import re

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.words import WORD, Words

# Of these a text has a first and a second; "3rd part" and "2nd book" may be anything.
_COUNTED: frozenset[PinpointLabel] = frozenset(
    {"para", "paragraph", "subparagraph", "alinea", "sentence", "half-sentence", "alternative", "indent"}
)
_IN_DIGITS = re.compile(r"(?P<count>\d{1,3})(?:\.?[º°ª]|\.|st|nd|rd|th|er|re|ère|e|ème)\s?(?=[^\W\d_])")
_IN_WORDS = re.compile(r"(?P<word>[^\W\d_]+)")


def ordinal_at(text: str, at: int, words: Words, within: PinpointLabel) -> tuple[PinpointLabel, str, int] | None:
    """Return the label, the number and the end of a place such as "first subparagraph" that begins there."""
    count, begin = _count(text, at, words)
    word = WORD.match(text, begin) if count else None
    label = words.label(word["word"], within) if word and len(word["word"]) > 1 else None
    if word is None or label not in _COUNTED:
        return None
    return label, count, begin + len(word[0].rstrip())


def ordinal_word_at(text: str, at: int, words: Words) -> tuple[str, int] | None:
    """Return the number in an ordinal that stands behind its label, as in "párrafo segundo", and where it ends."""
    found = _IN_WORDS.match(text, at)
    count = words.ordinals.get(found["word"].casefold()) if found else None
    return (str(count), found.end()) if found and count and re.match(r"$|[,.;)]", text[found.end() :]) else None


def _count(text: str, at: int, words: Words) -> tuple[str, int]:
    if digits := _IN_DIGITS.match(text, at):
        return digits["count"], digits.end()
    found = _IN_WORDS.match(text, at)
    count = words.ordinals.get(found["word"].casefold()) if found else None
    return (str(count), found.end() + 1) if found and count and text.startswith(" ", found.end()) else ("", at)
