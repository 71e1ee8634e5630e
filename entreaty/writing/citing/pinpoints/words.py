"""The words of places that are read in texts of one language: its own first, then those of a few others."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from entreaty.content.locales import base_language
from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.content.shipped.languages.file import Languages, LanguageWords, languages
from entreaty.writing.citing.pinpoints.place import ARTICLE_LIKE, Pinpoint

_DOTTED_PARAGRAPH = re.compile(r"\b(\d+[a-z]*)\.(\d+)(?![\w.])")
# Dutch plurals have an apostrophe, Hebrew abbreviations a geresh, Persian words a non-joiner and a hamza above.
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[-’״\u200c\u0654](?=[^\W\d_]))*[׳\u0654]?"
WORD = re.compile(
    rf"(?P<word>n\.?[°º]s?|[§¶]{{1,2}}|№{{1,2}}|#|(?P<once>[^\W\d_]{{1,2}})\.(?P=once)(?!\w)|{_LETTERS})\.?\s?"
)
"""A word or sign that may be a label."""

# "Art. 5 Abs. 1" is understood in every text. The words of all languages would take long to read.
_READ_EVERYWHERE = ("en", "fr", "de")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of pinpoints that are read in texts of one language.

    Attributes:
        labels: Labels by their words.
        within: Labels by their words after the number of an article.
        roman_paragraphs: Whether "Art. 20 III 2" is its paragraph 3, sentence 2, in that language.
        letters_apart: Whether "§ 3 a" is § 3a in that language.
        before_article: What stands before its article in that language, as "п. 1 ст. 5" in Russian.
        several: The words for several places, such as "§§" and "arts".
        to: What stands between the ends of a range.
        also: What stands between places.
        goes_on: What stands after a place that goes on.
        of: What stands between a place and the one that it is in, as in "point (f) of Article 6(1)".
        ordinals: Ordinal numbers in words, such as {"first": 1}.
        last: Words for the last of several, such as "last".
    """

    labels: Mapping[str, PinpointLabel]
    within: Mapping[str, PinpointLabel]
    roman_paragraphs: bool
    letters_apart: bool
    before_article: frozenset[PinpointLabel]
    several: frozenset[str]
    to: re.Pattern[str]
    also: re.Pattern[str]
    goes_on: re.Pattern[str]
    of: re.Pattern[str]
    ordinals: Mapping[str, int]
    last: frozenset[str]

    def says_several(self, word: str) -> bool:
        """Tell whether a label says that several places follow, as "§§" does; "Art." in German may be either."""
        return _key(word) in self.several

    def label(self, word: str, within: PinpointLabel | None = None) -> PinpointLabel | None:
        """Return what a word means; `within` is the label of the place that it stands in."""
        key = _key(word)
        divided = within in ARTICLE_LIKE or within in {"annex", "schedule", "appendix", "recital"}
        return (self.within.get(key) if divided else None) or self.labels.get(key)


def _key(word: str) -> str:
    """Return a word as it is looked up: in small letters, but for a single one, whose capital means something else."""
    bare = word.replace(".", "")
    return bare if len(bare) == 1 else bare.casefold()


def words_of(language: str) -> Words:
    """Return the words that are read in texts of that language."""
    return _words_of(language, languages())


@lru_cache(maxsize=256)
def _words_of(language: str, known: Languages) -> Words:
    codes = dict.fromkeys(code for code in (language, base_language(language), *_READ_EVERYWHERE) if code in known)
    order = [known[code] for code in codes]
    labels: dict[str, PinpointLabel] = {}
    several: set[str] = set()
    for one in order:
        of_language = {_key(word): label for label, word in reversed([*_label_words(one)])}
        several |= _words_for_several(one) - labels.keys()
        labels = {**of_language, **labels}
    within: dict[str, PinpointLabel] = {}
    # Only the language itself says what its words mean elsewhere: "S." is a sentence in German alone.
    own = known[language].pinpoints if language in known else None
    for label, found in own.within.items() if own else ():
        within.update(dict.fromkeys(map(_key, found), label))
    return Words(
        labels,
        within,
        own is not None and own.roman_paragraphs,
        own is not None and own.letters_apart,
        frozenset(own.before_article if own else ()),
        frozenset(several),
        to=_any_of(word for one in order for word in one.pinpoints.to),
        also=_any_of(word for one in order for word in one.pinpoints.also),
        goes_on=_going_on(word for one in order for word in one.pinpoints.open),
        of=re.compile(rf"(?:{_alternatives(word for one in order for word in one.pinpoints.of)})[\s'’]\s?"),
        ordinals={
            word: at
            for one in reversed(order)
            for at, forms in enumerate(one.pinpoints.ordinals, start=1)
            for word in forms
        },
        last=frozenset(word for one in order for word in one.pinpoints.last),
    )


def with_paragraphs(pinpoint: Pinpoint, language: str) -> str:
    """Return a place in normal form, whose paragraphs are those of other languages.

    Spanish "art. 5.1" and Russian "ч. 1 ст. 5" are "art 5(1)".
    """
    place, known = str(pinpoint), languages()
    if language not in known or pinpoint.label != "art":
        return place
    own = known[language].pinpoints
    if own.dotted_paragraphs:
        place = _DOTTED_PARAGRAPH.sub(r"\1(\2)", place)
    for label in own.paragraphs:
        place = re.sub(rf"(\d\w*)\({label} ", r"\1(", place)
    return place


def _label_words(language: LanguageWords) -> Iterator[tuple[PinpointLabel, str]]:
    """Yield the words for labels in a language: its own, and those that it prints."""
    for label, words in language.pinpoints.labels.items():
        yield from ((label, word) for word in words)
    for label, printed in language.citations.labels.items():
        yield from ((label, word) for word in printed if " " not in word)


def _words_for_several(language: LanguageWords) -> set[str]:
    """Return the words that a language has for several places alone."""
    printed = language.citations.labels.values()
    own = {_key(word) for words in printed for word in words[1::2]} - {
        _key(one) for words in printed for one in words[::2]
    }
    return own | set(map(_key, language.pinpoints.several))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of the words between two places."""
    return re.compile(rf"\s?(?:{_alternatives(words)})\s(?=[\w(§])")


def _going_on(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds "f." or "ff." after a place, and not before a number: "s. 12" is another place."""
    return re.compile(rf"\s?(?:(?P<one>f)|(?:{_alternatives(words)}))(?!\w)\.?(?!\s?\d)")


def _alternatives(words: Iterable[str]) -> str:
    """Return what finds any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(dict.fromkeys(words), key=len, reverse=True)))
