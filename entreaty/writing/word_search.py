"""Find words in a text however they are inflected, accented, capitalised or spaced."""

import re
import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—", "-") | dict.fromkeys("’ʼ‘`´", "'"))


def found(text: str, words: str) -> list[tuple[int, int]]:
    """Return where the words stand in the text, each place with its beginning and its end.

    Too much is found rather than too little: any ending, since Russian and Armenian inflect names; in Arabic and Hebrew
    also any beginning, since they write "and" and "to" into the word that follows.
    """
    wanted = " ".join(_folded(words)[0].split())
    folded, places = _folded(text)
    matches = _pattern(wanted).finditer(folded) if wanted else ()
    # A ligature holds several letters: where one of them ends a match, all of it goes.
    return [(places[match.start()], max(places[match.end()], places[match.end() - 1] + 1)) for match in matches]


@lru_cache(maxsize=512)
def _pattern(wanted: str) -> re.Pattern[str]:
    begins = r"\w*" if unicodedata.bidirectional(wanted[0]) in {"R", "AL"} else r"(?<!\w)"
    return re.compile(begins + re.escape(wanted).replace(r"\ ", r"\s+") + r"\w*")


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text without accents, capitals and invisible marks, and the place that each character comes from."""
    characters, places = [], []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character).translate(_ALIKE).casefold():
            if unicodedata.category(part) not in {"Mn", "Cf"}:
                characters.append(part)
                places.append(place)
    return "".join(characters), [*places, len(text)]
