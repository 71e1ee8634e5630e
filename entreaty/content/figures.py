"""Find dates and numbers in a text of any language, so that two texts can be compared by them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from entreaty.content.locales import MonthNames, month_names, number_words

# Languages that write months with a capital: there, "may" and "march" are no months.
_CAPITALS = ("en", "de", "el")
# Months whose names are other words, too, in one language or another: "May I", "Mars". They need a number beside them.
_OTHER_WORDS = (3, 5)
# Languages whose months have endings beyond those that CLDR lists, and what may stand before them without a space.
_INFLECTED = ("az", "cs", "el", "fi", "hu", "hy", "ka", "pl", "ru", "tr", "uk")
_BEFORE: Mapping[str, str] = {"he": "[בלמו]?", "ar": "[بلو]?"}
# The shortest name that may lose its last letter for an ending, and the longest ending: "հունիս" in "հունիսին".
_STEM, _ENDING = 4, 5
_TITLE_OF_YEAR = r"(?:թ[.․]|թվականի|[-‑]\w{1,3}\s+il\w*|წლის|წ[.]|г[.]|года|року)?"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:[.]|er|re|º|ª|°|st|nd|rd|th|[-‑]\w{1,4}))?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_OF = r"(?:de\s+|del\s+|of\s+|di\s+|do\s+)?"
# ISO 8601, and the order of day, month and year of most languages.
_NUMERIC = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?!\d)"),
)
_THOUSANDS = re.compile(r"(?<=\d)[.,'’\u00a0\u202f\u2009 ](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_SIGNS = str.maketrans("٬٫", ",.")


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A date as far as a text has it: 24 June 2025 is Day(6, 24, 2025), June 2025 is Day(6, 0, 2025).

    Attributes:
        month: The month.
        day: The day; 0 where there is none.
        year: The year; 0 where there is none.
    """

    month: int
    day: int
    year: int

    def __str__(self) -> str:
        """Return it as messages have it, such as "2025-06-24", "2025-06" or "--06-24"."""
        return f"{self.year or '-'}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Figures:
    """The dates and numbers of a text, in the order of the text.

    Attributes:
        days: Dates with a day or a year, each as often as it is there.
        months: Months that stand alone.
        numbers: All other numbers, without signs between their digits: "1200", "4.5%"; "1.2 million" is "1200000".
        bare: Those that words or signs have made others, each with its digits alone, such as {"1200000": "1.2"}.
    """

    days: Counter[Day]
    months: Counter[int]
    numbers: Counter[str]
    bare: Mapping[str, str]
    order_of_days: tuple[Day, ...]
    order_of_numbers: tuple[str, ...]


def figures(text: str, language: str) -> Figures:
    """Return the dates and numbers of a text in that language."""
    digits = (str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text.translate(_SIGNS))
    rest = "".join(digits)
    days: dict[int, Day] = {}
    names = _month_of(language)
    for pattern in (*_NUMERIC, *_patterns(language)):
        for found in reversed(list(pattern.finditer(rest))):
            parts = found.groupdict()
            month = names(parts["month"])
            if month:
                days[found.start()] = Day(month, int(parts.get("day") or 0), int(parts.get("year") or 0))
                rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]
    alone = Counter(names(found["month"]) for found in _alone(language).finditer(rest))
    numbers = [_number(found, language) for found in _NUMBER.finditer(rest)]
    in_order = tuple(days[place] for place in sorted(days))
    values = tuple(number for number, _ in numbers)
    bare = {number: digits for number, digits in numbers if number != digits}
    return Figures(Counter(in_order), alone, Counter(values), bare, in_order, values)


def _number(found: re.Match[str], language: str) -> tuple[str, str]:
    """Return a number with what words and signs beside it make of it, such as "1200000", and its digits, "1.2"."""
    digits, beside = _plain(found[0]), _beside(language)
    for pattern, sign in beside.before:
        if pattern.search(found.string, 0, found.start()):
            return f"{digits}{sign}", digits
    for pattern, meaning in beside.behind:
        if pattern.match(found.string, found.end()):
            if isinstance(meaning, str):
                return f"{digits}{meaning}", digits
            return f"{Decimal(digits).scaleb(meaning).normalize():f}", digits
    return digits, digits


@dataclass(frozen=True, slots=True)
class _Beside:
    """Patterns of words before and behind numbers, with the sign or the power of ten that they mean."""

    before: tuple[tuple[re.Pattern[str], str], ...]
    behind: tuple[tuple[re.Pattern[str], str | int], ...]


@cache
def _beside(language: str) -> _Beside:
    words = number_words(language)
    meanings: list[tuple[str, str | int]] = [*words.shares.items(), *words.powers.items()]
    meanings.sort(key=lambda pair: len(pair[0]), reverse=True)
    ends = language in _INFLECTED
    return _Beside(
        tuple(
            (re.compile(rf"(?<!\w){re.escape(one)}\s?$", re.IGNORECASE), sign)
            for one, sign in words.shares_before.items()
        ),
        tuple(
            (re.compile(rf"[\s-]?(?:{_with_endings(one, ends=ends)})", re.IGNORECASE), meaning)
            for one, meaning in meanings
        ),
    )


def _with_endings(word: str, *, ends: bool) -> str:
    """Return the pattern of a word, with the endings of cases in languages that have them."""
    if not word[-1].isalpha():
        return re.escape(word)
    if ends and len(word) >= _STEM:
        return rf"{re.escape(word[:-1])}\w{{0,{_ENDING}}}(?!\w)"
    return rf"{re.escape(word)}(?!\w)"


def _plain(number: str) -> str:
    """Return a number without what groups its digits, and with a point before its decimals."""
    return _THOUSANDS.sub("", number).replace(",", ".")


class _Months:
    """Knows the number of a month by its name, whatever its ending, or by its figures."""

    def __init__(self, names: MonthNames) -> None:
        self._names = {name.casefold(): month for name, month in {**names.short, **names.whole}.items()}
        self._stems = {name[:-1]: month for name, month in self._names.items() if len(name) >= _STEM}

    def __call__(self, written: str) -> int:
        if written.isdigit():
            return int(written) if 1 <= int(written) <= 12 else 0  # noqa: PLR2004  (the months)
        name = written.casefold()
        ends = (name[:length] for length in range(len(name), 0, -1))
        return next((month for end in ends if (month := self._names.get(end) or self._stems.get(end))), 0)


@cache
def _month_of(language: str) -> _Months:
    return _Months(month_names(language))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of dates in words, those that say most first."""
    names = month_names(language)
    whole = sorted(names.whole, key=len, reverse=True)
    # Names without their last character, with the endings of cases; and what is abbreviated, with its dot.
    ends = language in _INFLECTED
    forms = [
        rf"{re.escape(name[:-1])}\w{{0,{_ENDING}}}" if ends and len(name) >= _STEM else rf"{re.escape(name)}(?!\w)"
        for name in whole
    ]
    forms += [rf"{re.escape(name)}(?!\w)[.․]?" for name in sorted(names.short, key=len, reverse=True)]
    month = rf"(?<!\w){_BEFORE.get(language, '')}(?P<month>{'|'.join(forms)})"
    flags = re.NOFLAG if language in _CAPITALS else re.IGNORECASE
    # Hungarian sets a full stop after the year, which ends a sentence in other languages.
    of_year = rf"(?:[.]|{_TITLE_OF_YEAR})" if language == "hu" else _TITLE_OF_YEAR
    written = (
        rf"(?<!\d){_YEAR}\s*{of_year}\s*{month}\s+(?P<day>\d{{1,2}})(?!\d)(?:[-‑]?\w{{1,4}})?",
        rf"(?<!\d){_YEAR}\s*{of_year}\s*{_DAY}\s+{month}",
        rf"(?<!\d){_DAY}\s+{_OF}{month}(?:,?\s+{_OF}{_YEAR})?",
        rf"{month}\s+(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,\s*{_YEAR})?",
        rf"{month},?\s+{_OF}{_YEAR}",
        rf"(?<!\d){_YEAR}\s*{of_year}\s*{month}",
    )
    return tuple(re.compile(pattern, flags) for pattern in written)


@cache
def _alone(language: str) -> re.Pattern[str]:
    names = [re.escape(name) for name, month in month_names(language).whole.items() if month not in _OTHER_WORDS]
    flags = re.NOFLAG if language in _CAPITALS else re.IGNORECASE
    return re.compile(rf"(?<!\w)(?P<month>{'|'.join(names)})(?!\w)", flags)


def differing(original: Counter[Day], translation: Counter[Day]) -> Iterator[Day]:
    """Yield each date that one of two texts has more often than the other."""
    yield from ((original - translation) + (translation - original)).elements()


def parts_of(days: Counter[Day]) -> Counter[str]:
    """Return the numbers in dates, which are numbers where a language has a form of date that is not known here."""
    parts: Counter[str] = Counter()
    for day, times in days.items():
        parts.update({str(part): times for part in (day.day, day.year) if part})
    return parts


def may_be_there(day: Day, other: Figures) -> bool:
    """Tell whether the numbers of a date stand in the other text, where its month was not understood."""
    return all(other.numbers[str(part)] for part in (day.day, day.year) if part)


def stands_otherwise(day: Day, other: Figures) -> bool:
    """Tell whether the other text has the date with a year where this one has none, or the other way round."""
    return any(
        (one.month, one.day) == (day.month, day.day) and bool(day.day) and 0 in {one.year, day.year}
        for one in other.days
    )
