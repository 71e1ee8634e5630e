"""What may be done with the lines of an address where an envelope shows fewer: which join, which is left out."""

import re
from collections.abc import Sequence
from typing import Literal

from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.address_lines import names_part_of_house
from entreaty.content.shipped.postal import PostalRules, postal_rules

Leeway = Literal["keep", "comma", "space", "said"]
"""What may be done with a line: nothing; join it with the next by a comma or by a space; leave it out, because the
salutation or the organisation's line says the same."""

_BETWEEN = re.compile(r"%([ZC])((?:[^%]|%S)*)%([ZC])")
_NUMBERED = re.compile(r"(?=.*\d)(?=.*[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]{4,}")
# "Minister" and "ministry", "Representative" and "Representatives" differ in their last letters.
_ENDING = 3


def leeway_of(lines: Sequence[str], recipient: Recipient, language: str, salutation: str) -> str:
    """Return what may be done with each line, such as "keep said keep comma keep space keep".

    Args:
        lines: The lines of the window: who is addressed, the lines of the profile's address, and maybe the country.
        recipient: The addressee.
        language: The language of the letter.
        salutation: The words that the letter begins with.
    """
    streets = recipient.address.lines
    begin = _begin(lines, streets)
    leeways: list[Leeway] = ["keep"] * len(lines)
    for number in _said_elsewhere(lines[:begin], recipient, language, salutation):
        leeways[number] = "said"
    rules = postal_rules(recipient.address.country)
    for number, leeway in enumerate(_joints(streets, rules), start=begin):
        leeways[number] = leeway
    return " ".join(leeways)


def _begin(lines: Sequence[str], streets: Sequence[str]) -> int:
    """Return the number of the first line of the profile's address."""
    count = len(streets)
    found = (number for number in range(len(lines) - count, -1, -1) if tuple(lines[number : number + count]) == streets)
    return next(found, len(lines))


def _said_elsewhere(whom: Sequence[str], recipient: Recipient, language: str, salutation: str) -> list[int]:
    """Return which line of those that name the addressee is the office, where other lines say the office, too.

    Only beside a name it is left out: without it, nobody would be addressed.
    """
    families = {one.family.casefold() for one in recipient.people} - {""}
    organisation = recipient.in_words("organisation", language)
    names = [number for number, line in enumerate(whom) if any(family in line.casefold() for family in families)]
    bodies = [number for number, line in enumerate(whom) if _names(line, organisation)]
    offices = [number for number in range(len(whom)) if number not in {*names, *bodies}]
    if not names or len(offices) != 1:
        return []
    said = _words(" ".join((salutation, *(whom[number] for number in bodies))))
    words = _words(whom[offices[0]])
    return offices if words and all(any(_alike(word, other) for other in said) for word in words) else []


def _names(line: str, organisation: str) -> bool:
    """Tell whether a line is the organisation's or a part of it; one word, such as "Representative", is an office."""
    one, other = line.casefold(), organisation.casefold()
    return bool(other) and (other in one or (one in other and " " in one))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _alike(one: str, other: str) -> bool:
    begin = one[: max(len(one) - _ENDING, 4)]
    return other.startswith(begin)


def _joints(streets: Sequence[str], rules: PostalRules) -> list[Leeway]:
    """Return which lines of the profile's address may be joined with the next."""
    leeways: list[Leeway] = ["keep"] * len(streets)
    places = _code_and_town(streets, rules)
    for number, line in enumerate(streets):
        if number in places or not names_part_of_house(line):
            continue
        if number and _NUMBERED.match(streets[number - 1]) and leeways[number - 1] == "keep":
            leeways[number - 1] = "comma"
        elif number + 1 < len(streets) and number + 1 not in places and _NUMBERED.match(streets[number + 1]):
            leeways[number] = "comma"
    if len(places) > 1:
        between = _BETWEEN.search(rules.lines)
        leeways[min(places)] = "comma" if between and between[2].strip() == "," else "space"
    return leeways


def _code_and_town(streets: Sequence[str], rules: PostalRules) -> set[int]:
    """Return the lines of the postal code and of the town, where the country's post writes both in one.

    Where only one of them is returned, or none, they do not stand alone, or not in the order of the post.
    """
    order = _BETWEEN.search(rules.lines)
    if not order or not rules.postal_code:
        return {len(streets) - 1}
    code = re.compile(rf"(?:[A-Z]{{1,2}}-)?(?:{rules.postal_code})", re.IGNORECASE)
    found = next((number for number in reversed(range(len(streets))) if code.fullmatch(streets[number])), None)
    if found is None:
        return {len(streets) - 1}
    town = found + 1 if order[1] == "Z" else found - 1
    stands = 0 < town < len(streets) and not any(character.isdigit() for character in streets[town])
    return {found, town} if stands else {found}
