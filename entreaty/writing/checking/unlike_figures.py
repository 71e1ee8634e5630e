"""Numbers and days that the languages of a text do not have in common: letters would promise different things.

Two languages may say the same in other ways: a small number as a word, a day without its year, the order of a sentence.
None of that is told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from entreaty.content.figures import Figures, figures, may_be_there, parts_of, stands_otherwise
from entreaty.content.files.appeals import Appeal
from entreaty.content.locales import month_names
from entreaty.problems import Problem
from entreaty.writing.passage_text import text_of
from entreaty.writing.translations import Unit, units_of

_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# How words of the numbers from 1 to 12 begin, ordinals included; of other languages, any word may be one of them.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "one|first|once|single", "two|second|twice|both", "three|third|thrice", "four", "five|fifth", "six", "seven",
        "eight", "nine|ninth", "ten", "eleven", "twelve|twelfth|dozen",
    ),
    "de": (
        "ein|erst", "zwei|zwo|beid", "drei|dritt", "vier", "fünf", "sechs", "sieb", "acht", "neun", "zehn", "elf",
        "zwölf|dutzend",
    ),
    "fr": (
        "un|premi", "deux|second", "trois", "quatr", "cinq", "six|sixi", "sept", "huit", "neuf|neuvi", "dix", "onz",
        "douz",
    ),
    "es": (
        "un|primer", "dos|segund|ambos|ambas", "tres|tercer", "cuatro|cuart", "cinco|quint", "seis|sext",
        "siete|séptim", "ocho|octav", "nueve|noven", "diez|décim", "once|undécim", "doce|duodécim",
    ),
}  # fmt: skip
_ENDINGS = {"en": "(?:ths?|fold)?"}
# "One" and "two" are also articles and pronouns, in one language or another.
_COUNTED = range(3, 13)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text in one language.

    Attributes:
        language: The language.
        words: Its words, without marks, citations and placeholders.
        figures: The dates and numbers in it.
    """

    language: str
    words: str
    figures: Figures


def unlike_figures(appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for each language of a text that has another number or day than its original."""
    for unit in units_of(appeal):
        others = [language for language in unit.words if language != unit.original]
        original = _read(unit, unit.original) if others else None
        for language in others if original else ():
            translation = _read(unit, language)
            if original and translation and (unlike := [*_unlike(original, translation)]):
                yield _told(unit, language, unlike)


def _read(unit: Unit, language: str) -> _Read | None:
    """Return the text in a language; None where it cannot be read, which is told elsewhere."""
    words = unit.words[language]
    if unit.passage:
        text = text_of(unit.passage, language)
        if text.malformed(unit.place(language)):
            return None
        words = _BRACES.sub(" ", text.plain)
    return _Read(language, words, figures(words, language))


def _told(unit: Unit, language: str, unlike: list[str]) -> Problem:
    called = f"passage '{unit.passage.id}'" if unit.passage else unit.name
    message = f"the {called} says other figures in '{language}' than in '{unit.original}': {', '.join(unlike)}"
    hint = "write the same number or day in both; a number up to 12 may be a word"
    return Problem(unit.place(language), message, hint, "warning", concerns=unit.concern)


def _unlike(original: _Read, translation: _Read) -> Iterator[str]:
    """Yield each number and day that one of the texts lacks, such as "9 is only in 'en'"."""
    for one, other in ((original, translation), (translation, original)):
        lost = [*_lost_days(one.figures, other.figures), *_lost_numbers(one, other)]
        if set(one.figures.months) - set(other.figures.months) and set(other.figures.months) - set(one.figures.months):
            lost += [_month(month, one.language) for month in one.figures.months - other.figures.months]
        # A word alone may be none of a number: "acht" in "achten".
        if _lost_words(other, one) or any(True for _ in _lost_numbers(other, one)):
            lost += map(str, _lost_words(one, other))
        yield from (f"{figure} is only in '{one.language}'" for figure in lost)


def _lost_days(one: Figures, other: Figures) -> Iterator[str]:
    for day in one.days - other.days:
        if not (may_be_there(day, other) or stands_otherwise(day, other)):
            yield str(day)


def _lost_numbers(one: _Read, other: _Read) -> Iterator[str]:
    ours, theirs = one.figures, other.figures
    added = theirs.numbers - ours.numbers
    for number in ours.numbers - theirs.numbers - parts_of(theirs.days - ours.days):
        # A word behind a number, such as "million", may not be known here.
        by_word = added[ours.bare.get(number, "")] or any(theirs.bare.get(more) == number for more in added)
        if not by_word and not _is_word(number, other):
            yield number


def _lost_words(one: _Read, other: _Read) -> list[int]:
    """Return the numbers that one text says as words, and the other neither as words nor as figures."""
    if not {one.language, other.language} <= _WORDS.keys():
        return []
    said = (number for number in _COUNTED if _pattern(one.language, number).search(one.words))
    return [number for number in said if not other.figures.numbers[str(number)] and not _is_word(str(number), other)]


def _month(month: int, language: str) -> str:
    return next(name for name, number in month_names(language).whole.items() if number == month)


def _is_word(number: str, text: _Read) -> bool:
    """Tell whether a text says a small number as a word, or may say it in a language whose words are not known here."""
    if not number.isdigit() or not 1 <= int(number) < _COUNTED.stop:
        return False
    return text.language not in _WORDS or _pattern(text.language, int(number)).search(text.words) is not None


@cache
def _pattern(language: str, number: int) -> re.Pattern[str]:
    endings = _ENDINGS.get(language, r"\w{0,4}")
    return re.compile(rf"(?<!\w)(?:{_WORDS[language][number - 1]}){endings}(?!\w)", re.IGNORECASE)
