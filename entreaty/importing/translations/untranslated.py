"""Find texts that are no translation: copies of the original, or texts in yet another language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from entreaty.content.locales import language_name, month_names

_WORD = re.compile(r"[^\W\d_]+")
# What is quoted may be quoted in its own language.
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|‹[^‹›]*›|\"[^\"]*\"")
# From how many words on a text whose words are nearly all the same counts as a copy, and how many of them that is.
_MANY, _NEARLY_ALL = 6, 0.8


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that has been copied, not translated.

    Attributes:
        language: The language that it is in.
        only_names: Whether all of its words have a capital, as names have, which are the same in many languages.
        whole: Whether it is the same word by word, and not only nearly.
    """

    language: str
    only_names: bool
    whole: bool


def copy_of(translation: str, texts: Mapping[str, str]) -> Copy | None:
    """Return which text the translation is a copy of; None if it is none.

    Capitals, punctuation and what is quoted do not count, and a single word may be the same in two languages.

    Args:
        translation: The translation, without markup.
        texts: The same words in other languages, such as {"en": "Reopen the depot."}.
    """
    words = _words(translation)
    named = all(word[0].isupper() for word in words)
    for language, text in texts.items():
        own, other = _folded(words), _folded(_words(text))
        if len(own) > 1 and own == other:
            return Copy(language, only_names=named, whole=True)
        common, most = (Counter(own) & Counter(other)).total(), max(len(own), len(other))
        if most >= _MANY and common >= _NEARLY_ALL * most and not named:
            return Copy(language, only_names=False, whole=False)
    return None


def lacks_script(translation: str, language: str) -> bool:
    """Tell whether a text has words, but no letter of those that its language is written in.

    Words with a capital may be names, which some languages keep in the letters of others.
    """
    words = [word for word in _words(translation) if not word[0].isupper()]
    return bool(words) and not _scripts("".join(words)) & _script_of(language)


def is_latin(language: str) -> bool:
    """Tell whether a language is written in Latin letters."""
    return "LATIN" in _script_of(language)


def _script_of(language: str) -> frozenset[str]:
    return _scripts(next(iter(month_names(language).whole)))


def said_to_be(copy: Copy, original: str) -> str:
    """Return what a message says of a copy."""
    nearly = "" if copy.whole else "nearly "
    if copy.language == original:
        return f"it is {nearly}the same as the original, in {language_name(original)}"
    return f"it is {nearly}the same as the {language_name(copy.language)} text"


def _words(text: str) -> list[str]:
    return _WORD.findall(_QUOTED.sub(" ", text))


def _folded(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _scripts(text: str) -> frozenset[str]:
    """Return the scripts of the letters, such as {"LATIN", "CYRILLIC"}."""
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
