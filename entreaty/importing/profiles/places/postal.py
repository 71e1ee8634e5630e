"""The order of an address where a source gives its parts, and what postal codes look like.

Only the order is taken from the country's post: the words are those of the source.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from entreaty.content.shipped.postal import (
    COUNTRY_SIGN,
    load_postal,
    postal_code_of,
    postal_rules,
    why_no_code,
    with_lost_zeros,
)

# The last lines of an address are those that hold any of these: city, region and postal code.
_LAST = {"%C": "city", "%S": "region", "%Z": "postal code"}
_NO_SEPARATOR = re.compile(r"[^\s,/-]")
_ORDER = ("postal code", "city", "region")


def address_lines(streets: Sequence[str], parts: Mapping[str, str], country: str) -> tuple[str, ...]:
    """Return the lines of an address whose parts a source gives.

    Args:
        streets: The lines of the place itself, such as building, street and post-office box.
        parts: The "postal code", "city" and "region", as far as they are known.
        country: The country, whose post decides what stands on one line, and in which order.
    """
    known = {key: words for key, words in parts.items() if words}
    if "postal code" in known:
        known["postal code"] = _without_prefix(known["postal code"], country)
    lines, used, above = list[str](), set[str](), [*streets]
    for line, signs in _pattern(country):
        keys = [key for key in signs if _LAST[key] in known]
        used |= {_LAST[key] for key in keys}
        if line == "%A":
            lines += above
        elif "%A" in line:
            # The line of the street itself may hold more: the others, such as the building, stand above it.
            whole = _filled(line, {**known, "street": above[-1] if above else ""})
            lines += [*above[:-1], *([whole] if whole else [])]
        elif keys:
            lines.append(_filled(line, known))
    # A region that its post does not write is left out; a city or a code is not.
    forgotten = [known[key] for key in _ORDER if key in known and key not in used and key != "region"]
    if not used and not forgotten and "region" in known:
        forgotten = [known["region"]]
    return (*lines, *([" ".join(forgotten)] if forgotten else []))


def _without_prefix(code: str, country: str) -> str:
    """Return a postal code without the sign of its country, such as "D-", where the post of the country has none."""
    rules, bare = postal_rules(country), COUNTRY_SIGN.sub("", code)
    if bare == code or f"{code.removesuffix(bare)}%Z" in rules.lines or re.fullmatch(rules.postal_code, code):
        return code
    return bare if re.fullmatch(rules.postal_code, bare) else code


def mended_code(code: str, country: str) -> tuple[str, str]:
    """Return a postal code with the zeros that a program for tables took for those of a number, and what to tell of it.

    Args:
        code: The cell of the postal code, such as "1067" for "01067".
        country: The country whose post has it.
    """
    pattern = postal_code_of(country)
    if not code or pattern is None or pattern.search(code):
        return code, ""
    if whole := with_lost_zeros(code, country):
        return whole, f"the postal code '{code}' has lost zeros, and counts as {whole}"
    return code, f"{why_no_code(code, country)}: correct it"


@lru_cache(maxsize=512)
def _pattern(country: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the lines of the country's addresses, each with the signs of city, region and code that it holds."""
    return tuple((line, tuple(re.findall("%[CSZ]", line))) for line in postal_rules(country).lines.split("%n"))


def _filled(line: str, known: Mapping[str, str]) -> str:
    """Return a line of the pattern with the parts that there are, and the signs only where they stand between two."""
    words, between = "", ""
    for key, sign in _pieces(line):
        if sign:
            # Where a part is lacking, the sign before the next one joins them: "Boston 02101".
            between = sign
            continue
        text = known.get(_LAST.get(key, "street" if key == "%A" else ""), "")
        if text:
            words += (_NO_SEPARATOR.sub("", between) or " " if words else "") + text
            between = ""
    return " ".join(words.split())


@lru_cache(maxsize=512)
def _pieces(line: str) -> tuple[tuple[str, str], ...]:
    """Return the signs of parts in a line, and what stands between them: (("%Z", ""), ("", " "), ("%C", ""))."""
    return tuple(re.findall(r"(%.)|([^%]+)", line))


def us_state_name(code: str) -> str:
    """Return the name of a state of the United States, such as "Vermont" for "vt"; the code if it has none."""
    return load_postal().us_states.get(code.upper(), code)


def us_states() -> Mapping[str, str]:
    """Return the names of the states of the United States by their codes: {"VT": "Vermont"}."""
    return load_postal().us_states


@lru_cache(maxsize=512)
def has_code_first(country: str) -> bool:
    """Tell whether the last line of the country's addresses is the code and then the city."""
    return bool(re.search("%Z[^n%]*%C", postal_rules(country).lines))


def unlikely_postal_code(lines: Sequence[str], country: str) -> str:
    """Return an example of the country's postal codes, such as "8001", if no line has one; "" if one does."""
    found = postal_code_of(country)
    if found is None or not postal_rules(country).required or any(found.search(line) for line in lines):
        return ""
    return postal_rules(country).example or "a postal code"
