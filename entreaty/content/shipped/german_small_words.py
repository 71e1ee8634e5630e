"""Which words German writes small within a sentence, so that a text that goes on after a comma can begin with them."""

import re
from functools import cache, cached_property
from typing import Literal

from entreaty.content.model import FileEntry, OneLine
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "german_small_words.yaml"
_Kind = Literal["pronouns", "articles", "prepositions", "conjunctions", "adverbs", "numerals", "verbs"]
# "In-vitro", "Am’s" and "Ab." are other words.
_END = r"(?![\w’'.\-‐‑])"


class GermanSmallWords(FileEntry):
    """The file `german_small_words.yaml`.

    Attributes:
        words: The words by kind, such as "ich" or "erlauben Sie".
        names: Names that begin with one of them and keep its capital, such as "Den Haag".
    """

    words: dict[_Kind, tuple[OneLine, ...]]
    names: tuple[OneLine, ...]

    def begin(self, text: str) -> str:
        """Return the small words that a text with a capital begins with, such as "Ich" of "Ich schreibe"; "" if none.

        Args:
            text: The text, such as "Den Haag ist weit", which begins with a name.
        """
        found = self._small.match(text)
        return "" if found is None or self._named.match(text) else found[0]

    @cached_property
    def _small(self) -> re.Pattern[str]:
        words = sorted({word for kind in self.words.values() for word in kind}, key=len, reverse=True)
        capitalised = (re.escape(word[0].upper() + word[1:]).replace(r"\ ", r"\s+") for word in words)
        return re.compile(f"(?:{'|'.join(capitalised)}){_END}")

    @cached_property
    def _named(self) -> re.Pattern[str]:
        names = (re.escape(name).replace(r"\ ", r"\s+") for name in self.names)
        return re.compile(rf"(?:{'|'.join(names)})")


@cache
def load_german_small_words() -> GermanSmallWords:
    """Load the shipped words."""
    return validated(GermanSmallWords, read_yaml(_SHIPPED))
