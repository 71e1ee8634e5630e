"""The words of what the program makes beside letters: the list to tick off, labels, pages and the preview."""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from entreaty.content.model import mistake


def values_in(words: str) -> frozenset[str]:
    """Return the names in braces of some words, such as {"count"}.

    Raises:
        ValueError: Braces hold more than a name, or are not closed.
    """
    found = [(name, how, conversion) for _, name, how, conversion in string.Formatter().parse(words)]
    if any(name is not None and (how or conversion or not name.isidentifier()) for name, how, conversion in found):
        message = "braces hold the name of a value and nothing else, such as {count}"
        raise ValueError(message)
    return frozenset(name for name, _, _ in found if name)


def with_the_same_values(pages: Mapping[str, str]) -> Mapping[str, str]:
    """Refuse words that would leave out a value which English prints, or print another."""
    for english, words in pages.items():
        if values_in(words) != values_in(english):
            named = ", ".join(f"{{{name}}}" for name in sorted(values_in(english))) or "nothing in braces"
            raise mistake(f"'{english}' must hold {named}", key=english)
    return pages


@dataclass(frozen=True, slots=True)
class PageWords:
    """Says in the language of a campaign what the program says in English.

    Attributes:
        language: The language.
        words: Its words by the English ones, such as {"Posted": "Verschickt"}; what it lacks is said in English.
    """

    language: str
    words: Mapping[str, str]

    def __call__(self, english: str, **values: str | int) -> str:
        """Return the words for the English ones, with their values, such as "3 Briefe" for "{count} letters"."""
        said = self.words.get(english, english)
        return "".join(
            [text + (str(values[name]) if name else "") for text, name, _, _ in string.Formatter().parse(said)]
        )


ENGLISH = PageWords("en", {})
