"""What a language changes of the courtesies and sentences of a letter."""

import re
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict, Field

from entreaty.content.model import FileEntry, Language, OneLine, StateCode
from entreaty.content.shipped.languages.pinpoints import Short

_Kind = Literal["pronouns", "articles", "prepositions", "conjunctions", "adverbs", "numerals", "verbs"]
# "In-vitro", "Am’s" and "Ab." are other words.
_END = r"(?![\w’'.\-‐‑])"


class SmallWords(FileEntry):
    """Which words are written small within a sentence, so that a text that goes on after a comma can begin with them.

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


class LetterWords(FileEntry):
    """The section `letter` of a language.

    Attributes:
        variants: Where letters in a variant are posted, beside its own country: {"en-US": ("PH", "PR")}.
        salutation_ends: What stands after a salutation, such as ":"; empty for nothing.
        closing_ends: What stands after a closing, such as ","; empty for nothing.
        closings: What is written in place of closings of the base language: {"Yours sincerely,": "Sincerely,"}.
        joins: What may stand after the semicolon of a demand before another, such as ("und", "oder").
        full_stop: What ends a sentence.
        between: What stands between names, which may hold commas.
        small_in_closing: Words that the salutation begins with, and that a closing which repeats it writes small.
        small_words: Words that are written small within a sentence where the language begins nouns with capitals.
    """

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_").replace("_", "-"))

    variants: dict[Language, tuple[StateCode, ...]] = Field(default_factory=dict)
    salutation_ends: Short = ","
    closing_ends: Short = ""
    closings: dict[OneLine, OneLine] = Field(default_factory=dict)
    joins: tuple[OneLine, ...] = ()
    full_stop: OneLine = "."
    between: Short = "; "
    small_in_closing: tuple[OneLine, ...] = ()
    small_words: SmallWords | None = None
