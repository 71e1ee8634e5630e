"""What a cell of a table reaches, as keys: whole postal codes, beginnings of codes, ranges of numbers, and places."""

import re
import unicodedata
from collections.abc import Iterator

from entreaty.content.files.conditions import folded
from entreaty.content.model import shown
from entreaty.content.shipped.postal import CodeLayout, code_layout, normal_code, why_no_code, with_lost_zeros

MANY = "*"
"""Ends the key of all codes that begin so."""
_PLACE = "@"
_SEPARATE = re.compile(r"[,;/\n]")
_BETWEEN = re.compile(r"[\s-]+")
_RANGE = re.compile(r"(\d{1,10})\s*[-–]\s*(\d{1,10})")
_BEGINNING = re.compile(r"[A-Z0-9][A-Z0-9 -]*|")
_LONGEST = 10_000
# The first part of a British code has two to four characters.
_LONGEST_OUTWARD = 4


class CodeError(ValueError):
    """A cell reaches nothing that the country has.

    Attributes:
        message: Why, such as "'SW1' is no postal code as GB has them, such as EC1Y 8SY".
        hint: What would be right.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def keys_of_cell(cell: str, country: str) -> tuple[str, ...]:
    """Return the keys of the codes that a cell names, each of which it may list, abbreviate or give as a range.

    ("SW1A 0AA",) for "sw1a0aa", ("SW1A*",) for "SW1A*", ("10115", "10116", "10117") for "10115-10117", and
    ("101*",) for "10100-10199".

    Args:
        cell: What stands in the table.
        country: The country whose codes they are.

    Raises:
        CodeError: A part of it is neither.
    """
    if code := normal_code(cell, country):
        return (code,)
    if len(cell) > _LONGEST:
        raise CodeError(f"'{shown(cell)}' is too long for a cell of postal codes", "give each code a row of its own")
    parts = [part.strip() for part in _SEPARATE.split(cell)]
    return tuple(dict.fromkeys(key for part in parts if part for key in _keys(part, country)))


def _keys(part: str, country: str) -> Iterator[str]:
    layout = code_layout(country)
    if layout is None:
        raise CodeError(why_no_code(part, country), "use a column of places")
    if code := whole_code(part, country):
        yield code
    elif part.endswith(MANY):
        yield _beginning(part[:-1], layout, country)
    elif found := _RANGE.fullmatch(part):
        yield from _range(found[1], found[2], layout, country)
    else:
        raise CodeError(why_no_code(part, country), _whole_or_beginning(part, layout))


def whole_code(text: str, country: str) -> str:
    """Return a postal code as its country writes it, also where it has lost zeros; empty if it is none."""
    return normal_code(text, country) or with_lost_zeros(text.strip(), country)


def _whole_or_beginning(text: str, layout: CodeLayout) -> str:
    """Return what would be right in place of what is no code: perhaps the sign for all codes that begin so."""
    begins_alike = text[:1].isalnum() and text[:1].isalpha() == layout.example[:1].isalpha()
    is_short = len(text) < len(layout.example)
    return f"for all codes that begin so, write '{shown(text)}*'" if begins_alike and is_short else ""


def _beginning(text: str, layout: CodeLayout, country: str) -> str:
    """Return the key of all codes that begin so: "SW1 *" for "sw1 *", and "K1A 0*" for "K1A0*"."""
    upper = unicodedata.normalize("NFKC", text).upper().lstrip()
    digits_only = layout.digits == len(_BETWEEN.sub("", layout.example))
    if not _BEGINNING.fullmatch(upper) or (digits_only and re.search("[A-Z]", upper)):
        hint = f"they are such as {layout.example}"
        raise CodeError(f"no postal code of {country} begins with '{shown(text)}'", hint)
    head = len(_BETWEEN.sub("", layout.example)) - layout.last
    if _BETWEEN.search(upper):
        return f"{_BETWEEN.sub(layout.separator or '-', upper)}{MANY}"
    if layout.separator and layout.fixed and len(upper) > head:
        return f"{upper[:head]}{layout.separator}{upper[head:]}{MANY}"
    if layout.separator and len(upper) > max(head, _LONGEST_OUTWARD):
        hint = f"write it as in {layout.example}"
        raise CodeError(f"nobody can tell where the second part of '{shown(text)}' begins", hint)
    return f"{upper}{MANY}"


def _range(first: str, last: str, layout: CodeLayout, country: str) -> Iterator[str]:
    """Yield the keys of all codes whose number lies in the range."""
    if not len(first) == len(last) == layout.digits:
        message = f"'{first}-{last}' is no range of postal codes of {country}"
        begin = f"begin with {layout.digits} digits" if layout.digits else "begin with letters, and have no ranges"
        raise CodeError(message, f"they {begin}, such as {layout.example}")
    if int(first) > int(last):
        raise CodeError(f"the range '{first}-{last}' runs backwards", f"write {last}-{first}")
    for head in _blocks(first, last):
        is_whole = len(head) == len(first)
        yield (normal_code(head, country) if is_whole else "") or _beginning(head, layout, country)


def _blocks(first: str, last: str) -> Iterator[str]:
    """Yield the beginnings of numbers that make up a range: "10118", "10119", "1012" for 10118 to 10129."""
    number, end, width = int(first), int(last), len(first)
    while number <= end:
        size, zeros = 1, 0
        while zeros < width - 1 and number % (size * 10) == 0 and number + size * 10 - 1 <= end:
            size, zeros = size * 10, zeros + 1
        yield f"{number:0{width}d}"[: width - zeros]
        number += size


def keys_of_place(name: str) -> tuple[str, ...]:
    """Return the keys of a place as a table writes it: those of "Ahrensburg, Stadt" and of "Ahrensburg"."""
    return tuple(dict.fromkeys(map(key_to_place, (name, name.partition(",")[0]))))


def key_to_place(name: str) -> str:
    """Return the key that reaches a place of that name."""
    return _PLACE + folded(name)


def keys_to_code(code: str) -> tuple[str, ...]:
    """Return every key that may reach a whole code: its own, and those of its beginnings.

    Args:
        code: The code as its country writes it, such as "SW1A 0AA", or "90210-1234", which "90210" reaches, too.
    """
    whole = (code, code.partition("-")[0]) if "-" in code else (code,)
    return (*whole, *(code[:length] + MANY for length in range(len(code) + 1)))


def keys_below(code: str) -> tuple[str, str]:
    """Return where the keys begin and end that are parts of a code, such as "90210-1234" of "90210"."""
    return f"{code}-", f"{code}."
