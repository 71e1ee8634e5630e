"""Words of somebody who is not named ("in its words") where two were named before: whose words are they?"""

import re
from collections.abc import Iterator
from functools import lru_cache

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.locales import state_names
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Concern, Problem
from entreaty.writing.checking.wording.institutions import is_abbreviation, read_institutions
from entreaty.writing.checking.wording.reports import quoted_by_language
from entreaty.writing.checking.wording.texts import CAPITALISED_NOUNS, any_of, own_words, unquoted

_TWO = 2


def whose_words_problems(appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for each passage with words of somebody unnamed, behind the names of two or more."""
    for passage in appeal.letter.passages():
        words: dict[str, list[str]] = {}
        named: tuple[str, ...] = ()
        for language in passage.words:
            if found := _found(passage, language):
                words[language] = [found[0]]
                named = named or found[1]
        if words:
            yield Problem(
                passage.place(next(iter(words))),
                f"the passage '{passage.id}' says {quoted_by_language(words)} after it named "
                f"{' and '.join(named)}: whose words are they?",
                "name whose they are, as in 'in the words of the report'",
                "warning",
                Concern("passage", passage.id, appeal.id),
            )


def _found(passage: Passage, language: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the words of somebody unnamed and who can be meant; None where that is nobody or one."""
    if language not in load_guidance().whose_words:
        return None
    text = unquoted(own_words(passage, language))
    for match in _phrases(language).finditer(text):
        named = _named(text[: match.start()], language)
        if len(named) >= _TWO:
            return match[0], named
    return None


def _named(text: str, language: str) -> tuple[str, ...]:
    """Return whom a text names: abbreviations, states, institutions, names behind articles, and "the report" itself."""
    matches = _names(language).finditer(text)
    found = {match[0].casefold(): match[0] for match in matches if match["name"] or is_abbreviation(match[0])}
    institutions = read_institutions(text, language)
    names = [*(use.word for use in institutions.uses), *institutions.named, *_behind_articles(text, language)]
    return tuple((found | {name.casefold(): name for name in names if name.casefold() not in found}).values())


def _behind_articles(text: str, language: str) -> tuple[str, ...]:
    """Return the words with a capital behind an article, such as "Library" in "the Library"."""
    institutions = load_guidance().institutions.get(language)
    if institutions is None or language in CAPITALISED_NOUNS:
        return ()
    return tuple(
        word
        for word in re.findall(rf"(?i:\b(?:{any_of(institutions.articles)}))(?: |(?<=’))(\w+)", text)
        if word[:1].isupper()
    )


@lru_cache(maxsize=16)
def _phrases(language: str) -> re.Pattern[str]:
    words = load_guidance().whose_words[language]
    return re.compile(rf"(?i:\b(?:{any_of(words.phrases)}))(?!\w)|(?:(?<=[.!?] )|^)(?:{any_of(words.openings)})(?!\w)")


@lru_cache(maxsize=16)
def _names(language: str) -> re.Pattern[str]:
    speakers = any_of(load_guidance().whose_words[language].speakers)
    return re.compile(rf"(?<!\w)(?:(?P<name>{any_of(state_names(language))}|{speakers})(?!\w)|[^\W_]{{2,}})")
