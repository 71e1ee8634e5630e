"""The only Babel door: languages, states and dates, named in the language of the letter."""

import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, get_month_names
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.localedata import exists
from babel.numbers import format_decimal
from babel.units import format_unit

from entreaty.problems import Location, Problem
from entreaty.storage.inside import files_inside
from entreaty.storage.resources import DATA

_CODE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
# YAML readers take "no" for a truth value, and entries have an "id".
_NO_KEYS = {"id", "no"}
_FOLDER = "languages"
LANGUAGES = tuple(sorted(path.stem for path in (DATA / _FOLDER).glob("*.yaml")))
"""The languages and variants that are shipped, such as "de" and "de-CH"."""

# How people end files that they mean as YAML.
_YAML = {".yaml", ".yml"}
_OWN: ContextVar[tuple[str, ...]] = ContextVar("own languages", default=())
# What is not said to be of a country is of this one: letters to ministers abroad follow British usage, "24 June 2025",
# and CLDR takes Portuguese for that of Brazil.
_TERRITORY = {"en": "GB", "pt": "PT"}
# Spaces, and marks of direction that CLDR writes beside numbers.
_INVISIBLE = " \u00a0\u202f\u200e\u200f\u061c"
# An abbreviation of fewer letters may stand for a unit, such as "5 M" or "5 mi".
_LETTERS = 3
_LONGEST_PATTERN = 40
# Languages in which the capital of i has a dot.
_DOTTED = {"tr", "az"}
# Codes of CLDR that are regions, tests, or islands that ISO 3166-1 only sets aside.
_NOT_STATES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}


@cache
def _locale(language: str) -> Locale:
    code, _, region = language.partition("-")
    try:
        return Locale(code, region or _TERRITORY.get(code))
    except UnknownLocaleError:
        # CLDR has no usage of its own for many regions.
        return Locale(code)


def known_languages() -> tuple[str, ...]:
    """Return the languages and variants that letters can be written in: ours, and those of the campaign in use."""
    own = _OWN.get()
    return tuple(sorted({*LANGUAGES, *own})) if own else LANGUAGES


def use_own_languages(codes: tuple[str, ...]) -> None:
    """Let content have these languages too, such as ("cy",), from here on."""
    _OWN.set(codes)


def base_language(language: str) -> str:
    """Return the language of a variant, such as "en" for "en-US"."""
    return language.partition("-")[0]


@cache
def is_language_code(code: str) -> bool:
    """Tell whether that is a code of ISO 639-1, of a language that CLDR has dates for, and of a state if it has two."""
    known = bool(_CODE.fullmatch(code)) and code not in _NO_KEYS and exists(base_language(code))
    return known and (code == base_language(code) or code.partition("-")[2] in states())


def language_files(campaign: Path) -> Mapping[str, Path]:
    """Return a campaign's language files by code, such as {"cy": Path("languages/cy.yaml")}."""
    return {path.stem: path for path in _language_files(campaign) if is_language_code(path.stem)}


def misnamed_languages(campaign: Path) -> tuple[Problem, ...]:
    """Return a problem for each file among the campaign's languages that is not called by one, or does not end so."""
    return tuple(
        Problem(Location(path), *_why_no_language(path.stem))
        for path in _language_files(campaign)
        if not is_language_code(path.stem)
    ) + tuple(
        Problem(
            Location(path), f"'{path.name}' is not read: files of languages end in '.yaml'", f"call it {path.stem}.yaml"
        )
        for path in _files_of_languages(campaign)
        if path.suffix != ".yaml" and path.suffix.lower() in _YAML
    )


def _why_no_language(code: str) -> tuple[str, str]:
    language, _, region = code.partition("-")
    if is_language_code(language) and re.fullmatch("[A-Z]{2}", region):
        country = state_called(region)
        hint = f"call the file {language}-{country}.yaml" if country else "use the code of ISO 3166-1, as in es-MX.yaml"
        return f"'{region}' in '{code}' is not the code of a country", hint
    hint = "call the file by two letters of ISO 639-1, and a region if need be: cy.yaml, es-MX.yaml"
    return f"'{code}' is not the code of a language that dates can be written in", hint


def allow_languages_of(campaign: Path) -> None:
    """Let what is read from here on be written in the campaign's own languages, too."""
    _OWN.set(tuple(language_files(campaign)))


def _language_files(campaign: Path) -> tuple[Path, ...]:
    return tuple(path for path in _files_of_languages(campaign) if path.suffix == ".yaml")


def _files_of_languages(campaign: Path) -> tuple[Path, ...]:
    folder = campaign / _FOLDER
    return tuple(path for path in files_inside(folder, campaign) if path.parent == folder)


@cache
def states() -> frozenset[str]:
    """Return the two-letter codes (ISO 3166-1) of the states and territories that CLDR names."""
    codes = {str(code) for code in _locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))}
    return frozenset(codes - _NOT_STATES)


def state_name(state: str, language: str) -> str:
    """Return what the state is called in the language, such as "Switzerland"; in English where CLDR has none."""
    return str(_locale(language).territories.get(state) or _locale("en").territories[state])


def state_names(language: str) -> tuple[str, ...]:
    """Return the names of all states in that language."""
    return tuple(state_name(state, language) for state in sorted(states()))


@cache
def _states_by_name() -> dict[str, str]:
    names = {state_name(state, language).casefold(): state for language in LANGUAGES for state in sorted(states())}
    aliases = get_global("territory_aliases")
    codes = {code.casefold(): found[0] for code, found in aliases.items() if len(found) == 1 and found[0] in states()}
    return {"usa": "US", "uk": "GB", "great britain": "GB"} | codes | names


def state_called(name: str) -> str | None:
    """Return the code of the state of that name in one of our languages, or of that code; None where there is none."""
    wanted = " ".join(name.replace(".", "").split())
    return wanted.upper() if wanted.upper() in states() else _states_by_name().get(wanted.casefold())


def subdivision_called(name: str) -> str | None:
    """Return the code of the state of that name, or that of a part of one, such as US-CA; None where there is none."""
    country, dash, part = name.strip().upper().partition("-")
    if dash and country in states() and re.fullmatch("[A-Z0-9]{1,3}", part):
        return f"{country}-{part}"
    return state_called(name)


def language_called(name: str) -> str | None:
    """Return the code of that language of ours, by its code or its name in English or in itself; None for others."""
    wanted = name.strip().casefold()
    code = re.split("[-_]", wanted)[0]
    if code in known_languages():
        return code
    return _languages_by_name().get(wanted)


@cache
def _languages_by_name() -> dict[str, str]:
    ours = [one for one in LANGUAGES if one == base_language(one)]
    return {_locale(where).languages[one].casefold(): one for one in ours for where in ("en", "fr", "de", one)}


def language_name(language: str) -> str:
    """Return what the language is called in English, in which the program speaks to its users."""
    name = str(_locale("en").languages[base_language(language)])
    region = language.partition("-")[2]
    return f"{name} ({state_name(region, 'en')})" if region else name


def in_figures(number: int, language: str) -> str:
    """Return a number as the language or variant writes it: "5,000", "5.000" or "5’000"."""
    return str(format_decimal(number, locale=_locale(language)))


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Return how lines of the language run, as HTML's `dir` says it."""
    return "rtl" if _locale(language).text_direction == "rtl" else "ltr"


def country_line(state: str, language: str) -> str:
    """Return the last line of a postal address: the country in capitals of its language.

    Georgian has no capitals in running text, Turkic languages keep the dot of their i, Greek capitals bear no accent,
    and the Armenian ligature of "and" is written out (Unicode, SpecialCasing and CLDR's upper-case transforms).
    """
    name = state_name(state, language)
    language = base_language(language)
    if language == "ka":
        return name
    if language in {"az", "tr"}:
        name = name.replace("i", "İ").replace("ı", "I")
    if language == "el":
        name = normalize("NFC", normalize("NFD", name).replace("\N{COMBINING ACUTE ACCENT}", ""))
    if language == "hy":
        name = name.replace("և", "եվ")
    return name.upper()


def cldr_date(day: date, language: str, pattern: str = "long") -> str:
    """Return the date as CLDR writes it, such as "24 June 2025".

    Args:
        day: The date.
        language: A language or a variant.
        pattern: "long", or a pattern of CLDR's letters such as "d MMMM y".
    """
    return format_date(day, pattern, _locale(language))


def is_date_pattern(pattern: str) -> bool:
    """Tell whether CLDR's letters make a date of that pattern with day, month and year, such as "d MMMM y"."""
    if len(pattern) > _LONGEST_PATTERN or not {"d", "y"} <= set(pattern) or "M" not in pattern.replace("L", "M"):
        return False
    try:
        format_date(date(2025, 6, 24), pattern, _locale("en"))
    except (ValueError, KeyError, AttributeError, LookupError):
        return False
    return True


def month_in_words(day: date, language: str) -> str:
    """Return month and year, such as "June 2025", for sources dated by month."""
    # CLDR's pattern has the words and the case that go with a month: "junio de 2025", "июнь 2025 г.".
    words = format_skeleton("yMMMM", day, locale=_locale(language))
    # In Armenian, and nowhere else, CLDR abbreviates with a leader of dots, which stands too high.
    return words.replace("\N{ONE DOT LEADER}", ".")


def months_in_words(first: date, last: date, language: str) -> str:
    """Return a range of months, such as "May – July 2019"; a year that both have stands once."""
    return str(format_interval(first, last, "yMMMM", locale=_locale(language)))


def era_of_negative_years(language: str) -> str:
    """Return what stands behind a year before our era, such as "BC"."""
    return str(_locale(language).eras["abbreviated"][0])


@dataclass(frozen=True, slots=True)
class MonthNames:
    """What the months are called in a language, each with its number.

    Attributes:
        whole: Whole names, in every form that CLDR has: {"June": 6}; in Russian both "июнь" and "июня".
        short: Abbreviations without their dots, such as {"Sept": 9}.
    """

    whole: Mapping[str, int]
    short: Mapping[str, int]


@cache
def month_names(language: str) -> MonthNames:
    """Return the names of the months in the language, to find dates in its texts."""
    forms = [
        (width, get_month_names(width, context, _locale(language)))
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
    ]
    whole = {str(name): int(month) for width, names in forms if width == "wide" for month, name in names.items()}
    short = {str(name).rstrip("."): int(month) for _, names in forms for month, name in names.items()}
    return MonthNames(whole, {name: month for name, month in short.items() if name not in whole and not name.isdigit()})


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words beside a number that make it another one.

    Attributes:
        powers: The power of ten of words behind a number, such as {"Tausend": 3, "Tsd": 3}, without a final dot.
        shares: Signs of words behind a number, such as {"per cent": "%", "‰": "‰"}.
        shares_before: The same of words before a number, such as {"yüzde": "%"} in Turkish.
    """

    powers: Mapping[str, int]
    shares: Mapping[str, str]
    shares_before: Mapping[str, str]


@cache
def number_words(language: str) -> NumberWords:
    """Return the words that CLDR has for powers of ten and for parts of a hundred and a thousand in the language."""
    powers: dict[str, int] = {}
    for style, shortest in (("short", _LETTERS), ("long", 1)):
        for forms in _locale(language).compact_decimal_formats.get(style, {}).values():
            for size, form in forms.items():
                word = form.pattern.replace("0", "").replace("'", "").strip(f"{_INVISIBLE}.")
                if len(word) >= shortest and "0" in form.pattern:
                    powers[word] = len(size) - form.pattern.count("0")
    shares = {"%": "%", "٪": "%", "‰": "‰", "percent": "%"}
    before: dict[str, str] = {}
    for unit, sign in (("concentr-percent", "%"), ("concentr-permille", "‰")):
        for count in (1, 2, 5, 0.5):
            written = format_unit(count, unit, "long", locale=_locale(language))
            first, last = re.split(r"[\d.,٫]+", written, maxsplit=1) if re.search(r"\d", written) else (written, "")
            if last.strip(_INVISIBLE):
                shares[last.strip(_INVISIBLE)] = sign
            elif first.strip(_INVISIBLE):
                before |= {first.strip(_INVISIBLE): sign, "%": "%"}
    return NumberWords(powers, shares, before)


def capitalised(words: str, language: str) -> str:
    """Return words as they begin a sentence: "Artikel", Turkish "İlke"; Georgian, which has no such capitals, as it is.

    Args:
        words: Such as "artikel"; they may be empty.
        language: The language that they are in.
    """
    dotted = base_language(language) in _DOTTED and words.startswith("i")
    # The titlecase of Unicode, not its uppercase: that of Georgian letters is for texts all in capitals.
    return f"{'İ' if dotted else words[:1].title()}{words[1:]}"


def list_in_words(words: Sequence[str], language: str) -> str:
    """Return the words as a list in a sentence, such as "a, b and c"."""
    return format_list(list(words), "standard", _locale(language))


@cache
def _official_languages(state: str) -> tuple[str, ...]:
    """Return what babel gathers anew each time that it is asked."""
    return get_official_languages(state, regional=False, de_facto=True)


def official_language(state: str, preferred: str = "") -> str | None:
    """Return the preferred language if it is official in the state, else the first of ours that is, or None."""
    found, known = _official_languages(state), known_languages()
    wanted = base_language(preferred)
    return next((language for language in (wanted, *found) if language in found and language in known), None)
