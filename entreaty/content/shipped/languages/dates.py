"""Dates in the words of a language: those of CLDR, with what the language itself says of them."""

from datetime import date

from entreaty.content.locales import cldr_date
from entreaty.content.shipped.languages.file import languages

_FIRST = "1 "


def date_in_words(day: date, language: str) -> str:
    """Return the date as a letter bears it, such as "24 June 2025".

    Args:
        day: The date.
        language: A language or a variant, such as "en-US" for "June 24, 2025".
    """
    dates = languages()[language].dates
    words = cldr_date(day, language, dates.long or "long")
    if dates.first_of_month and day.day == 1 and words.startswith(_FIRST):
        return f"{dates.first_of_month} {words.removeprefix(_FIRST)}"
    return words
