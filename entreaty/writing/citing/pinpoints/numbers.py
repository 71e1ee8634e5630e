"""The forms of the numbers of places: "126", "5 bis", "3.B", "A-5", "2000e-5", "L. 221-1", "1er"."""

import re

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.place import ARTICLE_LIKE

DASH = re.compile(r"\s?(?:-{1,3}|[–—−‑‐])\s?")
ROMAN = re.compile(r"(?:[IVXLCDM]+|[ivxlcdm]+)(?:er)?(?![\w'’])")
"""A Roman number, the first one also as in "titre Ier"."""
ROMAN_COUNT = r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})(?!\w)"
"""A Roman number below 40 in capitals."""
CAPITAL = re.compile(r"[A-Z]\d*(?!\w)")
_LATIN = r"bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies"
# Articles of French codes: L. 221-1, R. 421-1, LO 119, R.* 421-1.
_CODE = re.compile(r"(?P<series>L\.?\s?O|[LRDA])(?:\.?\s?(?P<stars>\*{1,2})\s?|\.?\s?)(?P<count>\d+(?:-\d+)*)(?!\w)")
# Pages as A-5 and I-4321, articles as III-123, parts as A.2 and II.B.
_LETTERED = re.compile(r"(?P<prefix>[A-Z]{1,4})(?:-\d+[a-z]?|\.(?:\d+[a-z]?|[A-Z]{1,4}(?!\w)))+(?!\w)")
_PREFIX_OF_PAGE = re.compile(r"[A-Z]|II|(?=.*[^IVXLCDM]).*")
_COUNT = re.compile(
    rf"\d+(?:(?:{_LATIN})|(?!ff?\b(?!\())(?!(?:st|nd|rd|th|er|re|e)\s)[A-Za-z]{{1,3}})?"
    rf"(?:\.(?:\d+[A-Za-z]?|[A-Z](?!\w)))*(?:(?=ff?\b)|(?!\w))(?:\s(?:{_LATIN})\b(?!\s\d))?"
)
# "§ 2000e et seq.", where "5e édition" is no number.
_NUMBER_AND_E = re.compile(r"\d+e(?=\s(?:et\s(?:seq|s\b)|ff?\b|to\s\d|bis\s\d|Abs|Satz|Nr|S\.|\())")
FIRST = re.compile(rf"(?:1(?:er|re|ère)|premi(?:er|ère))(?!\w)(?:\s(?:{_LATIN})\b(?!\s\d))?|\d+\.?[º°ª](?!\w)")
"""A number as an ordinal: "1er", "premier", "3°"."""
LETTER_APART = re.compile(r"\s(?:(?P<small>[a-eg-z])(?!\.(?!$|,)|\s[\d§])|[A-HJ-UWYZ](?!\.))(?![\w)'’]|-[^\W\d_])")
"""A letter that stands apart from its number; "f" goes on, and I, V and X are Roman numbers."""
_TENS = {"X": 10, "V": 5, "I": 1}
_AFTER_DASH = re.compile(r"\d+[a-z]*(?!\w|\.\d)")
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}(?!\w)")
_JOINED = re.compile(r",|\D?\d{1,3},\d{3},\d")
_WITH_THOUSANDS: frozenset[PinpointLabel] = frozenset({"page", "para", "column", "line", "note", "margin", "point"})
_SINGULAR: frozenset[PinpointLabel] = frozenset({"sign", "section", "rule"})


def code_at(text: str) -> bool:
    """Tell whether a text begins with an article of a French code, such as "R. 421-1"."""
    code = _CODE.match(text)
    return bool(code and "-" in code["count"])


def count_at(text: str, at: int, label: PinpointLabel) -> tuple[str, int] | None:
    """Return the number of a place with digits that begins there, and where it ends."""
    if label in {"art", "sign", "section"} and (code := _CODE.match(text, at)):
        series = re.sub(r"[.\s]", "", code["series"])
        return f"{series}. {code['stars'] or ''}{code['count']}", code.end()
    lettered = _LETTERED.match(text, at)
    if lettered and (label != "page" or _PREFIX_OF_PAGE.fullmatch(lettered["prefix"])):
        return lettered[0], lettered.end()
    if label in _WITH_THOUSANDS and (thousands := _THOUSANDS.match(text, at)):
        # "1,234,1,236" may be two pages, three or four.
        return None if _JOINED.match(text, max(at - 1, 0)) else (thousands[0], thousands.end())
    if label in ARTICLE_LIKE and (lettered_by_e := _NUMBER_AND_E.match(text, at)):
        return lettered_by_e[0], lettered_by_e.end()
    found = (FIRST.match(text, at) if label != "page" else None) or _COUNT.match(text, at)
    return (found[0], found.end()) if found else None


def dashed_at(text: str, at: int, number: str, label: PinpointLabel, *, one: bool) -> tuple[str, int] | None:
    """Return a number together with what stands behind its dash, if that belongs to it, and where it ends.

    Args:
        text: The text.
        at: Where the number ends, such as after "2000e" in "§ 2000e-5(a)".
        number: That number.
        label: What it is counted by.
        one: Whether the label says that it is one place, as "§" does and "§§" does not: "§ 1-101" is one section.
    """
    dash = DASH.match(text, at)
    last = _AFTER_DASH.match(text, dash.end()) if dash and label in ARTICLE_LIKE else None
    if not dash or not last or not number[:1].isdigit():
        return None
    whole = one and label in _SINGULAR and dash[0] == "-"
    return (f"{number}-{last[0]}", last.end()) if whole or is_less(last[0], number) else None


def roman_count(number: str) -> str:
    """Return a Roman number below 40 in digits, such as "3" for "III"."""
    values = [_TENS[letter] for letter in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-one if one < following else one for one, following in pairs))


def is_less(number: str, than: str) -> bool:
    """Tell whether a number counts before another, by the digits that they begin with, however many."""
    return _size(number) < _size(than)


def _size(number: str) -> tuple[int, str]:
    digits = re.match(r"\d*", number)
    bare = digits[0].lstrip("0") if digits else ""
    return len(bare), bare
