"""Dates of sources: a day, a month, a season, a year or a range, exact or approximate, in all ways of writing them.

Kept as text in EDTF (ISO 8601-2, as pandoc reads and writes it): "2025-06-24", "2025-06", "2020-21" for the spring of
2020, "2019-05/2019-07", "2019/" for what goes on, "2019~" for about 2019. What is no date is kept in its own words.
"""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from entreaty.content.locales import month_names
from entreaty.content.model import mistake, shown
from entreaty.storage.yaml.tree import Ambiguous

_HINT = "write 2025-06-24, or 2025-06, or 2025"
_PARTS_HINT = "write [[2025, 6, 24]], or [[2025, 6]], or [[2025]], and two such lists for a range"
_POINT = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TIME = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")
_UNSPECIFIED = re.compile(r"([0-9]{2})(?:[XuU]{2}|([0-9])[XuU])")
_OPEN = ("", "..", "open", "unknown")
_UNDATED = re.compile(r"(?:n\.? ?d\.?|no date|undated|o\. ?[JD]\.|s\. ?d\.|s\. ?f\.)", re.IGNORECASE)
# CSL counts years as people do, and writes 44 BC as -44; in four digits they are those of EDTF, where 44 BC is -0043.
_YEAR_BC = re.compile(r"-[0-9]{1,3}")
_DAY_MONTH_YEAR = re.compile(r"(?:([0-9]{1,2})\.?\s+)?([^\W\d_]+)\.?\s+(?:([0-9]{1,2}),\s+)?([0-9]{4})")
_LANGUAGES = ("en", "fr", "de", "es")
_LARGEST_YEAR = 9999
_MONTHS = 12
# EDTF and pandoc number the seasons from here on, CSL's `season` from 1.
_SEASON, _SEASONS = 20, 4
_SEASON_NAMES = {
    name: 1 + at
    for at, names in enumerate(
        (
            ("1", "21", "spring", "printemps", "frühling", "frühjahr"),
            ("2", "22", "summer", "été", "sommer"),
            ("3", "23", "autumn", "fall", "automne", "herbst"),
            ("4", "24", "winter", "hiver"),
        )
    )
    for name in names
}
# What Crossref and Zotero write of a source without a date.
_NO_PARTS: tuple[Any, ...] = ([], [[]], [[None]])
# What programs write in place of a month or a day that is not known; pandoc passes over empty texts, too.
_NOTHING: tuple[Any, ...] = (None, "")
_LENGTH_OF_RANGE = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month, a season or a year.

    Attributes:
        year: The year; 0 is 1 BC, as in ISO 8601, and written "-0000": "0000" is what databases keep of no date.
        part: The month from 1 to 12, or 21 for spring to 24 for winter; 0 where only the year is known.
        day: The day of the month; 0 where it is not known.
    """

    year: int
    part: int = 0
    day: int = 0

    @property
    def season(self) -> int:
        """Return 1 for spring to 4 for winter; 0 where it is no season."""
        return self.part - _SEASON if self.part > _SEASON else 0

    def __str__(self) -> str:
        year = f"{self.year:04}" if self.year > 0 else f"-{-self.year:04}"
        return year + (f"-{self.part:02}" if self.part else "") + (f"-{self.day:02}" if self.day else "")


@dataclass(frozen=True, slots=True)
class SourceDate:
    """When a source was issued or read.

    Attributes:
        first: When; of a range, when it began. None where that is not known.
        last: The same again; of a range, when it ended. None where it has no end.
        approximate: Whether it is about then.
        words: What is printed in place of a date, such as "forthcoming"; empty where there is a date.
    """

    first: Point | None = None
    last: Point | None = None
    approximate: bool = False
    words: str = ""

    @property
    def is_range(self) -> bool:
        """Tell whether it has two ends, be one of them open."""
        return self.first != self.last

    @property
    def year(self) -> str:
        """Return the year in four digits, of a range the first one; what is printed where there is none."""
        if point := self.first or self.last:
            return f"{point.year:04}"
        found = re.search(r"\b[0-9]{4}\b", self.words)
        return found[0] if found else self.words

    def earliest(self) -> date | None:
        """Return the first day that it may mean; None where nobody can tell."""
        point = self.first
        if point is None or point.year < 1:
            return None
        month = point.part if point.part <= _MONTHS else 1
        return date(point.year, month or 1, point.day or 1)

    def latest(self) -> date | None:
        """Return the last day that it may mean; None where nobody can tell."""
        point = self.last
        if point is None or point.year < 1:
            return None
        month = point.part if 0 < point.part <= _MONTHS else _MONTHS
        return date(point.year, month, point.day or monthrange(point.year, month)[1])


@lru_cache(maxsize=4096)
def source_date(text: str) -> SourceDate:
    """Return what a date says that `as_edtf` has returned, such as "2019-05/2019-07"."""
    approximate = "~" in text
    ends = text.replace("~", "").split("/")
    try:
        points = [None if end in _OPEN else _point(end) for end in ends]
    except ValueError:
        return SourceDate(words=text)
    if len(points) > _LENGTH_OF_RANGE or not any(points):
        return SourceDate(words=text)
    return SourceDate(points[0], points[-1], approximate)


def as_edtf(value: Any) -> Any:
    """Return a date in EDTF, whatever way it is written in: "2020-03" for `{date-parts: [[2020, 3]]}`.

    Args:
        value: A day, a year, text, or the mapping of CSL (`date-parts`, `raw`, `literal`, `season`, `circa`); or
            a list of mappings with `year`, `month` and `day`, which are the ends of a range.

    Raises:
        PydanticCustomError: There is no such date.
    """
    if isinstance(value, Ambiguous):
        value = value.raw
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, Mapping):
        return _from_mapping(value)
    if (
        isinstance(value, Sequence)
        and 0 < len(value) <= _LENGTH_OF_RANGE
        and all(isinstance(v, Mapping) for v in value)
    ):
        return "/".join(_from_mapping(end) for end in value)
    # Anything else is no text, which the next step says.
    return value


def _from_text(written: str) -> str:
    text = _TIME.sub("", " ".join(written.replace("\\", "").split()))
    if _UNDATED.fullmatch(text):
        return ""
    edtf = str(_of_parts([int(text)], "")) if _YEAR_BC.fullmatch(text) else _edtf(text)
    if edtf is not None:
        return edtf
    if text and not re.search(r"\d", text):
        # Such as "forthcoming".
        return text
    raise mistake(f"'{shown(written)}' is no date", hint=_HINT)


def _edtf(text: str) -> str | None:
    """Return EDTF as we keep it, such as "2010/2019" for "201X"; None for what is none."""
    approximate = bool(re.search(r"[?~%]", text))
    ends = re.sub(r"[?~%]", "", text).split("/")
    if len(ends) > _LENGTH_OF_RANGE:
        return None
    if len(ends) == 1 and (decade := _UNSPECIFIED.fullmatch(ends[0])):
        first, last = ("00", "99") if decade[2] is None else (f"{decade[2]}0", f"{decade[2]}9")
        ends = [decade[1] + first, decade[1] + last]
    ends = [re.sub(r"(?:-(?:XX|uu))+$", "", end) for end in ends]
    try:
        points = [None if end in _OPEN else _point(end) for end in ends]
    except ValueError:
        return None
    return _joined(points, approximate=approximate) if any(points) else None


def _point(text: str) -> Point:
    """Return the day, month, season or year of "2025-06-24", "2025-06", "2025-21" or "2025"."""
    found = _POINT.fullmatch(text)
    if not found or found[1] == "0000":
        message = f"{text} is not written as a date is"
        raise ValueError(message)
    return _checked(Point(int(found[1]), int(found[2] or 0), int(found[3] or 0)), has_part=bool(found[2]))


def _checked(point: Point, *, has_part: bool) -> Point:
    """Return the point, unless the calendar has no such day, month or season."""
    message = f"there is no {point}"
    if not -_LARGEST_YEAR <= point.year <= _LARGEST_YEAR:
        raise ValueError(message)
    if has_part and not (1 <= point.part <= _MONTHS or 1 <= point.season <= _SEASONS):
        raise ValueError(message)
    if point.day and (point.season or not 1 <= point.day <= monthrange(max(point.year, 1), point.part)[1]):
        raise ValueError(message)
    return point


def _joined(points: Sequence[Point | None], *, approximate: bool) -> str:
    ends = [".." if point is None else str(point) for point in points]
    about = "~" if approximate else ""
    return "/".join(f"{end}{about}" if end != ".." else end for end in dict.fromkeys(ends))


def _from_mapping(value: Mapping[str, Any]) -> str:
    known = {"date-parts", "season", "circa", "raw", "literal", "edtf", "year", "month", "day", "other"}
    for key in value:
        if key not in known:
            raise mistake(f"a date has no '{shown(key)}'", hint=f"it may have: {', '.join(sorted(known))}")
    approximate = value.get("circa") not in (None, False, 0, "", "0", "false")
    parts = value.get("date-parts")
    if value.get("year"):
        if value.get("day") and not value.get("month"):
            raise mistake("it has a day and no month", hint=f"add 'month', or write 'date-parts': {_PARTS_HINT}")
        parts = [[value[key] for key in ("year", "month", "day") if value.get(key)]]
    if parts in _NO_PARTS:
        return ""
    season = str(value.get("season") or "").strip().casefold()
    if parts:
        ends = _ends(parts, season if season in _SEASON_NAMES else "")
        if season in _SEASON_NAMES or not season:
            return _joined(ends, approximate=approximate) if any(ends) else ""
        # Zotero puts all words beside a year there, such as "Michaelmas".
        return f"{value['season']} {_joined(ends, approximate=False)}"
    for key in ("edtf", "raw", "literal", "other"):
        if words := " ".join(str(value.get(key) or "").replace("\\", "").split()):
            return _in_words(words, literal=key == "literal", approximate=approximate, season=season)
    raise mistake("it has no date", hint=f"leave it out, or add 'date-parts': {_PARTS_HINT}")


def _in_words(words: str, *, literal: bool, approximate: bool, season: str) -> str:
    """Return the date that words say, such as "3 March 2020"; the words where they say none, or are to stay."""
    if season and re.fullmatch("[0-9]{4}", words):
        words = f"{words}-{_SEASON + _SEASON_NAMES[season]}" if season in _SEASON_NAMES else f"{season} {words}"
    if _UNDATED.fullmatch(words):
        return ""
    edtf = _edtf(_TIME.sub("", words)) or (None if literal else _of_day_month_year(words))
    return words if edtf is None else f"{edtf}~" if approximate and "~" not in edtf and "/" not in edtf else edtf


def _of_day_month_year(words: str) -> str | None:
    found = _DAY_MONTH_YEAR.fullmatch(words)
    if not found:
        return None
    for language in _LANGUAGES:
        names = month_names(language)
        known = {name.casefold(): month for name, month in (*names.short.items(), *names.whole.items())}
        if month := known.get(found[2].casefold()):
            return _edtf(str(Point(int(found[4]), month, int(found[1] or found[3] or 0))))
    return None


def _ends(parts: Any, season: str) -> list[Point | None]:
    """Return the ends of a range, or the one date, of `date-parts` such as [[2020, 3]] or [["2019"], [0]]."""
    if not isinstance(parts, list) or not 1 <= len(parts) <= _LENGTH_OF_RANGE or not all(map(_is_date_parts, parts)):
        raise mistake(f"'{shown(str(parts))}' are no date-parts", hint=_PARTS_HINT)
    return [_of_parts([0 if part in _NOTHING else int(part) for part in end], season) for end in parts]


def _is_date_parts(end: Any) -> bool:
    return (
        isinstance(end, list)
        and 1 <= len(end) <= len(("year", "month", "day"))
        and end[0] not in _NOTHING
        and all(part in _NOTHING or re.fullmatch(r"-?[0-9]{1,4}", str(part)) for part in end)
    )


def _of_parts(numbers: list[int], season: str) -> Point | None:
    year, part, day = (*numbers, 0, 0)[:3]
    if year == 0 and not part:
        # How pandoc and citeproc write an open end.
        return None
    if not part and season:
        part = _SEASON + _SEASON_NAMES[season]
    wrong = mistake(f"'{numbers}' is no date", hint=_PARTS_HINT)
    if year == 0:
        raise wrong
    try:
        # A month or a day of 0 is one that is not known.
        return _checked(Point(year + 1 if year < 0 else year, part, day), has_part=bool(part or day))
    except ValueError as error:
        raise wrong from error
