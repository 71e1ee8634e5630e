"""Days as sources write them, and whether an office is still held: dates in any form, months, years and words."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from pydantic import Field, field_validator

from entreaty.content.files.import_mapping import DateOrder
from entreaty.content.locales import LANGUAGES, month_names
from entreaty.content.model import FileEntry, OneLine, shown
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import romanised
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_WORDS = DATA / "importing" / "left_office.yaml"
_TIME = re.compile(r"[T ]\s*\d{1,2}:\d{2}.*$", re.DOTALL)
_CLEAR = tuple(
    map(
        re.compile,
        (
            r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?",
            r"(?P<year>(?:18|19|20|21)\d\d)(?:(?P<month>\d\d)(?P<day>\d\d))?",
            r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        ),
    )
)
_TO_YEAR = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")
_TWO_FIGURES = re.compile(r"\d\d")
# Dashes, dates of zeros as databases write them, and the empty lists of programs.
_NOTHING = re.compile(r"[\s0:/._\-\u2010-\u2015\u2212]*|\[\]|\{\}|\(\)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|o|a)?")
CROSSES = frozenset("†✝✞✟⚰")
"""Signs of a death."""
# The answer no in lists to tick off.
_CROSSED_OUT = frozenset("✗✘☐❌")
# No source writes dates that are longer; what is longer is not searched.
_LONGEST = 60
# Two figures of a year from here on mean the century before.
_LAST_CENTURY = 70
# A year that stands for "without end".
_NEVER = 9999


class OfficeWords(FileEntry):
    """The file `left_office.yaml`."""

    yes: frozenset[OneLine]
    no: frozenset[OneLine]
    no_end: frozenset[OneLine] = Field(alias="no end")
    left: frozenset[OneLine]
    before_date: frozenset[OneLine] = Field(alias="before a date")
    until: frozenset[OneLine]
    since: frozenset[OneLine]
    before_office: frozenset[OneLine] = Field(alias="before an office")
    in_one_word: tuple[OneLine, ...] = Field(alias="in one word")
    in_one: frozenset[OneLine] = Field(alias="offices in one word")
    after_office: tuple[OneLine, ...] = Field(alias="after an office")
    before_name: tuple[OneLine, ...] = Field(alias="before a name")
    still: tuple[OneLine, ...] = Field(alias="offices all the same")

    @field_validator("*")
    @classmethod
    def _in_latin_letters(cls, words: Collection[str]) -> Collection[str]:
        """Return the words as texts are compared with them."""
        return type(words)(map(romanised, words))  # type: ignore[call-arg]


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a date can mean: one, or all of a month or of a year.

    Attributes:
        first: The first of them.
        last: The last.
    """

    first: date
    last: date

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.first if self.first == self.last else None


@dataclass(frozen=True, slots=True)
class Dated:
    """What a text says as a date.

    Attributes:
        periods: What it can mean: one period, two where the order of day and month is open, none where it is no date.
        order: The order of day and month that it shows; None where it shows none, as 2018-06-04 and 4/4/2018 do.
    """

    periods: tuple[Period, ...] = ()
    order: DateOrder | None = None

    @property
    def period(self) -> Period | None:
        """The period, where it is clear."""
        return self.periods[0] if len(self.periods) == 1 else None

    @property
    def day(self) -> date | None:
        """The day, where it is clear and is one."""
        return self.period.day if self.period else None


@dataclass(frozen=True, slots=True)
class End:
    """What a source says of the end of an office.

    Attributes:
        day: The day on which it ended, or will end; None where it has no end, or none that is known.
        left: The words by which the source says that it is no longer held, such as "former"; else empty.
        problem: Why nobody can tell whether it is held, such as "'soon' is no date"; else empty.
        two_days: Whether only the order of day and month is not known.
        notes: What was made of a date that leaves the day open.
    """

    day: date | None = None
    left: str = ""
    problem: str = ""
    two_days: bool = False
    notes: tuple[str, ...] = ()

    def is_open_on(self, day: date) -> bool:
        """Tell whether the office is held on the day, as far as anybody can tell."""
        return not (self.left or self.problem) and (self.day is None or self.day > day)

    def held_back(self, key: str) -> str:
        """Return why the row is held back that has this end under a key such as "end_date"; empty where it is not."""
        return f"nobody can tell whether its office is held: '{key}': {self.problem}" if self.problem else ""


@cache
def office_words() -> OfficeWords:
    """Load the shipped words of leaving."""
    return validated(OfficeWords, read_yaml(_WORDS))


@cache
def _months() -> Mapping[str, int]:
    """Return the number of each month by its names in all languages, but for names that mean different months."""
    found = [
        (romanised(name), number)
        for language in LANGUAGES
        for names in (month_names(language).whole, month_names(language).short)
        for name, number in names.items()
    ]
    meanings = Counter(name for name, _ in set(found))
    return {name: number for name, number in found if meanings[name] == 1 and name}


@lru_cache(maxsize=65_536)
def dated(text: str, order: DateOrder | None = None) -> Dated:
    """Return what a text says as a date, such as "30/06/2018", "4. Juni 2018", "Dec 2025" or "2018".

    Args:
        text: The text.
        order: What stands first in a date of three numbers that ends in the year, where somebody says so.
    """
    if len(text) > _LONGEST:
        return Dated()
    plain = _TIME.sub("", text.strip())
    for pattern in _CLEAR:
        if found := pattern.fullmatch(plain):
            there = found.groupdict()
            return _one(_period(*(int(there.get(name) or 0) for name in ("year", "month", "day"))))
    if found := _TO_YEAR.fullmatch(plain):
        return _in_either_order(int(found[1]), int(found[3]), _year(found[4]), order, points=found[2] == ".")
    return _in_words(plain)


def _one(period: Period | None) -> Dated:
    return Dated((period,)) if period else Dated()


def _year(figures: str) -> int:
    year = int(figures)
    return year + (1900 if year >= _LAST_CENTURY else 2000) if _TWO_FIGURES.fullmatch(figures) else year


def _period(year: int, month: int = 0, day: int = 0) -> Period | None:
    """Return a day, or all days of a month or of a year; None where there is no such day."""
    try:
        first, last = date(year, month or 1, day or 1), date(year, month or 12, day or 1)
        return Period(first, last if day else last.replace(day=monthrange(year, last.month)[1]))
    except ValueError:
        return None


def _in_either_order(one: int, two: int, year: int, order: DateOrder | None, *, points: bool) -> Dated:
    """Return what two numbers before a year say: one of them may be the day, and the other the month.

    With points between them, the day stands first.
    """
    day_first, month_first = _period(year, two, one), _period(year, one, two)
    if points:
        return Dated((day_first,), "day-first") if day_first else Dated()
    if not (day_first and month_first) or day_first == month_first:
        shows: DateOrder | None = None if day_first == month_first else "day-first" if day_first else "month-first"
        return Dated(_one(day_first or month_first).periods, shows)
    if order:
        return Dated((day_first if order == "day-first" else month_first,), order)
    return Dated((day_first, month_first))


def _in_words(text: str) -> Dated:
    """Return what a date with the name of a month says, or one behind words such as "until"."""
    raw = text.split()
    behind = next((place for place, word in enumerate(raw) if not _is_before_a_date(word)), len(raw))
    if 0 < behind < len(raw):
        return dated(" ".join(raw[behind:]))
    tokens = [word for word in romanised(text).split() if word not in {"de", "del", "of", "the"}]
    named = [place for place, word in enumerate(tokens) if word in _months()]
    others = [word for word in tokens if word not in _months()]
    years = [word for word in others if _YEAR.fullmatch(word)]
    if not years and named == [1] and _TWO_FIGURES.fullmatch(others[-1]):
        # "4-Jun-18", as Excel shows a day; "Jun-18" may be a day of this year.
        years = others[1:]
    days = [int(found[1]) for word in others if word not in years and (found := _ORDINAL.fullmatch(word))]
    if len(named) != 1 or len(years) != 1 or len(days) != len(others) - 1 or days[1:]:
        return Dated()
    return _one(_period(_year(years[0]), _months()[tokens[named[0]]], *days))


def _is_before_a_date(word: str) -> bool:
    return all(part in office_words().before_date for part in romanised(word).split())


def end_of_office(text: str, today: date, order: DateOrder | None = None) -> End:
    """Return what the text says of the end of an office: "30/06/2018", "June 2018", "present", "former".

    Args:
        text: The text.
        today: Today.
        order: What stands first in a date of three numbers that ends in the year.
    """
    words = romanised(text)
    if ends_nothing(text) or words in office_words().no_end or words in office_words().no:
        return End()
    if words in office_words().left or words in office_words().yes or has_cross(text):
        return End(left=text)
    return end_by_date(text, dated(text, order), today)


def ends_nothing(text: str) -> bool:
    """Tell whether a text in place of an end has only signs that stand for none: a dash, "0000-00-00"."""
    return bool(_NOTHING.fullmatch(text))


def has_cross(text: str) -> bool:
    """Tell whether a text has a cross, as stands before the day of a death: "†", "✝"."""
    return not CROSSES.isdisjoint(text)


def death_of(text: str, today: date) -> End:
    """Return the day of a death as the end of an office; whoever died on a day that is not understood has left, too."""
    end = end_of_office(text, today)
    return End(left=f"died {text}") if end.problem else end


def end_by_date(text: str, found: Dated, today: date) -> End:
    """Return the end that a text gives which says this as a date."""
    if not found.periods:
        return End(problem=f"'{shown(text)}' is no date such as 2025-06-24, nor a word such as 'former' or 'present'")
    if found.period is None:
        one, two = (str(period.day) for period in found.periods)
        return End(problem=f"'{shown(text)}' can be {one} or {two}", two_days=True)
    first, last = found.period.first, found.period.last
    if found.day or last <= today:
        return End(day=last if last.year != _NEVER else None)
    if first > today:
        return End(day=first, notes=(f"'{shown(text)}' counts as an end on {first}",))
    return End(problem=f"'{shown(text)}' may be before or after today")


def not_in_office(text: str) -> str:
    """Return the answer to whether somebody is in office where it is no, such as "no" or "former"; else empty."""
    words = romanised(text)
    ended = (
        words in office_words().left or words in office_words().no or has_cross(text) or text.strip() in _CROSSED_OUT
    )
    return text if ended else ""
