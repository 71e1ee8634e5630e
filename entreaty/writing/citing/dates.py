"""The dates of sources in the words of one language and style: "12 August 1949", "Aug. 12, 1949", "c. 1905"."""

from collections.abc import Mapping, Sequence
from datetime import date

from entreaty.content.files.csl.dates import Point, SourceDate, source_date
from entreaty.content.locales import era_of_negative_years, month_in_words, months_in_words
from entreaty.content.shipped.languages.dates import date_in_words

_FIRST_YEAR = 1


class DateWriter:
    """Writes dates for one style in one language."""

    def __init__(self, words: Mapping[str, str], months: Sequence[str] | None, language: str) -> None:
        """Take the words of dates, the style's abbreviations of months, and the language.

        Args:
            words: What stands before an approximate date and the names of the seasons: {"circa": "c. ", "spring": …}.
            months: Twelve abbreviations, where the style has them for the language; else None.
            language: The language of the letter.
        """
        self._words, self._months, self._language = words, months, language

    def whole(self, edtf: str) -> str:
        """Return the date as the style writes it."""
        return self._written(source_date(edtf), with_year=True)

    def without_year(self, edtf: str) -> str:
        """Return the date without its year, as in "Dec. 7", in styles that abbreviate months; else the whole date."""
        found = source_date(edtf)
        point = found.first
        if self._months is None or found.is_range or found.approximate or point is None or not point.day:
            return self.whole(edtf)
        return self._written(found, with_year=False)

    def year(self, edtf: str) -> str:
        """Return the year, or the years of a range: "2019–2021", "50–44 BC"."""
        found = source_date(edtf)
        year = found.year if found.words else self._years(found.first, found.last)
        return f"{self._words['circa']}{year}" if found.approximate else year

    def _written(self, found: SourceDate, *, with_year: bool) -> str:
        if found.words:
            return found.words
        about = self._words["circa"] if found.approximate else ""
        if not found.is_range:
            return about + (self._point(found.first, with_year=with_year) if found.first else "")
        return about + self._range(found.first, found.last)

    def _range(self, first: Point | None, last: Point | None) -> str:
        if first is None or last is None:
            return f"{self._point(first) if first else ''}–{self._point(last) if last else ''}"
        if not first.part and not last.part:
            return self._years(first, last)
        if self._months is None and _is_month(first) and _is_month(last):
            return months_in_words(_day(first), _day(last), self._language)
        return f"{self._point(first)} – {self._point(last)}"

    def _point(self, point: Point, *, with_year: bool = True) -> str:
        if not point.part or point.year < _FIRST_YEAR:
            return self._year(point)
        if point.season:
            season = self._words[("spring", "summer", "autumn", "winter")[point.season - 1]]
            return f"{season} {self._year(point)}"
        if self._months:
            month = self._months[point.part - 1]
            day = f" {point.day}" if point.day else ""
            comma = "," if point.day else ""
            return f"{month}{day}{comma} {point.year}" if with_year else f"{month}{day}"
        in_words = date_in_words if point.day else month_in_words
        return in_words(_day(point), self._language)

    def _years(self, first: Point | None, last: Point | None) -> str:
        if first and last and first.year == last.year:
            return self._year(first)
        if first and last and max(first.year, last.year) < _FIRST_YEAR:
            return f"{1 - first.year}–{self._year(last)}"
        return f"{self._year(first) if first else ''}–{self._year(last) if last else ''}"

    def _year(self, point: Point) -> str:
        if point.year < _FIRST_YEAR:
            return f"{1 - point.year} {era_of_negative_years(self._language)}"
        return str(point.year)


def _is_month(point: Point) -> bool:
    return bool(point.part) and not point.season and not point.day and point.year >= _FIRST_YEAR


def _day(point: Point) -> date:
    return date(point.year, point.part, point.day or 1)
