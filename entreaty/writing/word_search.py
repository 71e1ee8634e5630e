"""Find words in a text, whatever their endings, accents, capitals and spaces."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Hyphens and apostrophes that are searched as one.
_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—", "-") | dict.fromkeys("’ʼ‘`´", "'"))


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without accents, capitals and invisible marks.

    Attributes:
        text: The text, such as "jose" for "José".
        places: The place in the original of each character, and the original's length.
    """

    text: str
    places: tuple[int, ...]


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Return the beginning and the end of each match, such as [(0, 7)] for "ana doe" in "Ana Doe!".

    Too much is found rather than too little: any ending, since Russian and Armenian inflect names; in Arabic and Hebrew
    also any beginning, since they write "and" and "to" as part of the next word.
    """
    wanted = " ".join(_folded(words).text.split())
    folded = _folded(text)
    matches = _pattern(wanted).finditer(folded.text) if wanted else ()
    places = folded.places
    # A ligature is several letters: where a match ends at one of them, it ends after the ligature.
    return [(places[match.start()], max(places[match.end()], places[match.end() - 1] + 1)) for match in matches]


@lru_cache(maxsize=512)
def _pattern(wanted: str) -> re.Pattern[str]:
    begins = r"\w*" if unicodedata.bidirectional(wanted[0]) in {"R", "AL"} else r"(?<!\w)"
    return re.compile(begins + re.escape(wanted).replace(r"\ ", r"\s+") + r"\w*")


@lru_cache(maxsize=64)
def _folded(text: str) -> _Folded:
    characters, places = [], []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character).translate(_ALIKE).casefold():
            if unicodedata.category(part) not in {"Mn", "Cf"}:
                characters.append(part)
                places.append(place)
    return _Folded("".join(characters), (*places, len(text)))
