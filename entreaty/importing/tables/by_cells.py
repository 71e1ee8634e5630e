"""Columns whose headings alone do not say what they are: short words such as "To", and "State" above countries."""

from collections.abc import Mapping, Sequence
from datetime import date

from entreaty.importing.normal_forms import romanised
from entreaty.importing.profiles.days import dated, end_of_office
from entreaty.importing.profiles.places.countries import country_called, country_in_address, may_be_region

ROWS = 500
"""So many rows below the heading are looked at."""

# Compared in a-z: "до" is "do", "по" is "po".
_ENDS = frozenset(
    {"to", "till", "end", "ends", "bis", "ende", "fin", "au", "jusque", "hasta", "al", "ate", "tot", "eind", "do",
     "koniec", "po", "fine", "fino al"}
)  # fmt: skip
_BEGINNINGS = frozenset(
    {"from", "start", "starts", "begin", "von", "ab", "seit", "vom", "du", "de", "depuis", "desde", "dal", "van",
     "vanaf", "sinds", "od", "s", "c"}
)  # fmt: skip
# What is a part of a country in one list, and the country itself in another.
_STATES = frozenset({"state", "staat", "etat", "stato", "estado", "region"})
# Here two letters are never those of a part of a country.
_NEVER_A_PART = frozenset({"staat"})
_OF_ADDRESSES = frozenset({"postal code", "city", "street"})


def by_cells(
    names: Sequence[str], headings: Sequence[str], cells: Mapping[int, Sequence[str]]
) -> Mapping[int, tuple[str, str]]:
    """Return the columns whose cells say more than their headings: the field of each, and how it shows, by the place.

    `{3: ("ended", "its cells are dates")}` for a column "To".

    Args:
        names: The field of each column by its heading alone, such as "office"; empty where it is not recognised.
        headings: The headings.
        cells: The filled cells of the first rows, by the place of the column: {3: ["2026-10-31"]}.
    """
    words, found = [*map(romanised, headings)], dict[int, tuple[str, str]]()
    for place, one in enumerate(words):
        if one in _BEGINNINGS and not names[place] and cells.get(place) and all(map(_is_date, cells[place])):
            found[place] = "since", "its cells are dates"
    beside = "since" in names or bool(found)
    for place, one in enumerate(words):
        if one in _ENDS and not names[place] and (beside or all(map(_is_end, cells.get(place, ())))):
            found[place] = "ended", "its cells are dates" if cells.get(place) else "its cells are empty"
    if (of_countries := _of_countries(names, words, cells)) is not None:
        found[of_countries] = "country", "its cells are countries, and no other column names them"
    return found


def _is_date(text: str) -> bool:
    return bool(dated(text).periods)


def _is_end(text: str) -> bool:
    """Tell whether a cell is a date, or a word such as "present" or "former"; "0", "1" and "x" may be anything."""
    return _is_date(text) or (len(text) > 1 and not end_of_office(text, date.min).problem)


def _of_countries(names: Sequence[str], words: Sequence[str], cells: Mapping[int, Sequence[str]]) -> int | None:
    """Return the place of the column of states that holds the countries of addresses; None where there is none."""
    if "country" in names or not _OF_ADDRESSES & {*names}:
        return None
    for place, one in enumerate(words):
        if one in _STATES and cells.get(place):
            called = country_called if one in _NEVER_A_PART else country_in_address
            # Above "Georgia" alone, it may be the state of Atlanta.
            if all(map(called, cells[place])) and not all(map(may_be_region, cells[place])):
                return place
    return None
