"""Words of somebody who is not named ("in its words") where two were named before: whose words are they?"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.locales import state_names
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Concern, Problem
from entreaty.writing.checking.wording.institutions import is_abbreviation
from entreaty.writing.checking.wording.reports import quoted_by_language
from entreaty.writing.checking.wording.texts import any_of, capitalises_nouns, own_words, unquoted

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
        named = _named(text[: match.start()], language, plural=_is_plural(match[0], language))
        if len(named) >= _TWO:
            return match[0], named
    return None


def _is_plural(phrase: str, language: str) -> bool:
    """Tell whether words are those of several, such as "in their words"."""
    plural = any_of(load_guidance().whose_words[language].plural)
    return re.search(rf"\b(?:{plural})\b", phrase, re.IGNORECASE) is not None


def _named(text: str, language: str, *, plural: bool) -> tuple[str, ...]:
    """Return whom a text names who can speak: states, institutions, "the report", and names joined by "and".

    Whoever only tells more of another, as in "the report by the council on Norway", does not speak.

    Args:
        text: The text.
        language: Its language.
        plural: Whether several are meant, so that two names joined by "and" are no riddle.
    """
    found: dict[str, str] = {}
    last = 0
    mentions = [*_mentions(text, language), *(() if plural else _pairs(text, language))]
    for match in sorted(mentions, key=lambda one: (one.start(), -one.end())):
        if match.start() >= last and not _tells_more(text, match, language):
            found.setdefault(match[0].casefold(), match[0])
        last = max(last, match.end())
    return tuple(found.values())


def _mentions(text: str, language: str) -> Iterator[re.Match[str]]:
    """Yield whom a text names, each with all its words that have capitals."""
    yield from (match for match in _names(language).finditer(text) if match["name"] or is_abbreviation(match[0]))
    institutions = load_guidance().institutions.get(language)
    if institutions is None:
        return
    nouns = any_of(institutions.nouns)
    if capitalises_nouns(language):
        yield from re.finditer(rf"\b\w*(?i:{nouns})(?:{any_of(institutions.inflections)})?\b", text)
        return
    article = re.compile(rf"\b(?:{any_of(institutions.articles)}) ?$", re.IGNORECASE)
    for match in _capitalised(institutions.articles).finditer(text):
        if article.search(text[: match.start()]) or re.search(rf"\b(?:{nouns})\b", match[0]):
            yield match


def _pairs(text: str, language: str) -> Iterator[re.Match[str]]:
    """Yield the two names of "Greenpeace and Shell", which may be of anybody."""
    institutions = load_guidance().institutions.get(language)
    if institutions is None or capitalises_nouns(language):
        return
    names = tuple(_capitalised(institutions.articles).finditer(text))
    for one, other in pairwise(names):
        if text[one.end() : other.start()] in {f" {link} " for link in load_guidance().whose_words[language].links}:
            yield from (one, other)


def _tells_more(text: str, name: re.Match[str], language: str) -> bool:
    """Tell whether a name only tells more of another, as that of a place does, or "the council" of its report."""
    words = load_guidance().whose_words[language]
    behind = any_of(words.attributes + (words.places if name[0] in state_names(language) else ()))
    of_speaker = rf"(?:{any_of(words.speakers)}) (?:{any_of(words.of_speakers)})"
    pattern = rf"\b(?:{behind}|{of_speaker})(?: |(?<=’))(?:{any_of(words.determiners)})? ?$"
    return text.startswith("’s", name.end()) or re.search(pattern, text[: name.start()], re.IGNORECASE) is not None


@lru_cache(maxsize=16)
def _capitalised(articles: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of words with capitals in a row, such as "Example Council", without the article before."""
    word = r"[^\W\d_a-zß-ÿ][\w-]*"
    return re.compile(rf"(?<![\w-])(?!(?i:{any_of(articles)})\b){word}(?: {word})*")


@lru_cache(maxsize=16)
def _phrases(language: str) -> re.Pattern[str]:
    words = load_guidance().whose_words[language]
    # "In its own words, the council failed" says whose they are.
    named = rf"(?!,?(?: \w+)??(?: (?:{any_of(words.determiners)}))? (?:{any_of(words.speakers)})\b)"
    return re.compile(
        rf"(?i:\b(?:{any_of(words.phrases)}))(?!\w)|(?i:\b(?:{any_of(words.reflexive)}))(?!\w)(?i:{named})"
        rf"|(?:(?<=[.!?] )|^)(?:{any_of(words.openings)})(?!\w)"
    )


@lru_cache(maxsize=16)
def _names(language: str) -> re.Pattern[str]:
    speakers = any_of(load_guidance().whose_words[language].speakers)
    return re.compile(rf"(?<!\w)(?:(?P<name>{any_of(state_names(language))}|{speakers})(?!\w)|[^\W_]{{2,}})")
