"""The order of an address where a source gives its parts, and what postal codes look like.

Only the order is taken from the country's post: the words are those of the source.
"""

import re
from collections.abc import Mapping, Sequence

from entreaty.content.shipped.postal import load_postal, postal_rules

# The last lines of an address are those that hold any of these: city, region and postal code.
_LAST = {"%C": "city", "%S": "region", "%Z": "postal code"}
_ORDER = ("postal code", "city", "region")


def address_lines(streets: Sequence[str], parts: Mapping[str, str], country: str) -> tuple[str, ...]:
    """Return the lines of an address whose parts a source gives.

    Args:
        streets: The lines above that of the city, such as building, street and post-office box.
        parts: The "postal code", "city" and "region", as far as they are known.
        country: The country, whose post decides what stands on one line, and in which order.
    """
    known = {key: words for key, words in parts.items() if words}
    lines, used = [], set[str]()
    for line in postal_rules(country).lines.split("%n"):
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


def us_state_name(code: str) -> str:
    """Return the name of a state of the United States, such as "Vermont" for "vt"; the code if it has none."""
    return load_postal().us_states.get(code.upper(), code)


def unlikely_postal_code(lines: Sequence[str], country: str) -> str:
    """Return an example of the country's postal codes, such as "8001", if no line has one; "" if one does."""
    rules = postal_rules(country)
    if not rules.required:
        return ""
    found = re.compile(rf"(?<![0-9A-Za-z])(?:[A-Z]{{1,2}}-)?(?:{rules.postal_code})(?![0-9A-Za-z])", re.IGNORECASE)
    if any(found.search(line) for line in lines):
        return ""
    return rules.example or "a postal code"
