"""What offices and names say of leaving: "Former Mayor", "Mayor (until 2024)", "Ann Lee (resigned)", "† Tom Lee"."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.profiles.days import (
    CROSSES,
    Dated,
    End,
    dated,
    end_by_date,
    has_cross,
    office_words,
)
from entreaty.importing.profiles.offices import office_phrases

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BEHIND_A_SIGN = re.compile(r"(?:\s[-/]\s|\s*[,;–—])\s*([^,;–—]+)$")
_RANGE = re.compile(r"(.*\d.*?)(?:\s*[–—]\s*|\s+-\s+|\s+/\s+|(?<=\d{4})[-/](?=\d{2,4}$))(.*\d.*)")
_OPEN_RANGE = re.compile(r"(.*\d.*?)\s*[–—-]\s*[^\d]*")
_YEAR = re.compile(r"\d{4}")
_SIGNS = frozenset("*#?!‡§¶%\\")
# Symbols, and figures such as those of footnotes.
_SYMBOLS = frozenset({"So", "Sm", "Sk", "Sc", "No"})
# No office and no name is longer, and no remark on them.
_LONGEST = 300
_LONGEST_REMARK = 60
_TWO = 2
# Shorter words of leaving, such as "ex" and "left", may be something else.
_CLEAR = 5
# A date at the end of an office has no more words, with those before it: "hasta el 30 de junio de 2024".
_WORDS = 8


NO_END = End()
"""Nothing is said of an end."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A name without what stands beside it.

    Attributes:
        name: The name.
        end: What was said of leaving.
        signs: The signs that were left out, such as "*".
    """

    name: str
    end: End = NO_END
    signs: str = ""


@lru_cache(maxsize=65_536)
def end_by_office(words: str, today: date) -> End:
    """Return what an office says of its end: "Former Minister", "Minister a. D.", "Mayor (until 2024)".

    Args:
        words: The office.
        today: Today; "Mayor (until 2030)" may still be held.
    """
    plain = romanised(words)
    known = office_words()
    if not plain or len(words) > _LONGEST or any(plain.startswith(start) for start in known.still):
        return NO_END
    first = plain.split()[0]
    starts = any(f"{plain} ".startswith(f"{start} ") for start in known.before_office)
    ends = any(plain == end or plain.endswith(f" {end}") for end in known.after_office)
    if starts or ends or _is_former_in_one_word(first) or has_cross(words):
        return End(left=words)
    for remark in _remarks(words):
        end = _said_by(remark, today)
        if end and (end.left or end.problem or (end.day and end.day <= today)):
            return End(left="" if end.problem else words, problem=end.problem)
    pieces = words.split()
    for start in range(1, min(len(pieces), _WORDS)):
        end = _said_by(" ".join(pieces[-start:]), today)
        if end and not end.left and (end.problem or (end.day and end.day <= today)):
            return End(left="" if end.problem else words, problem=end.problem)
    return NO_END


def without_term(office: str) -> tuple[str, str]:
    """Return an office without its term in brackets, and this: ("Mayor", "(since 2024)"), ("Mayor", "(2022–2028)")."""
    for found in _IN_BRACKETS.finditer(office if len(office) <= _LONGEST else ""):
        remark = found[1].strip()
        first, _, rest = remark.partition(" ")
        since = romanised(first) in office_words().since and dated(rest).periods
        begun = _RANGE.fullmatch(remark) or _OPEN_RANGE.fullmatch(remark)
        if since or (begun and dated(begun[1]).periods):
            return tidy_line(office[: found.start()] + office[found.end() :]), found[0]
    return office, ""


def _is_former_in_one_word(word: str) -> bool:
    known = office_words()
    offices = (word.removeprefix(start) for start in known.in_one_word if word.startswith(start))
    return any(office in office_phrases() or office in known.in_one for office in offices)


def _remarks(text: str) -> Iterator[str]:
    """Yield what stands in brackets, and behind the last dash or comma."""
    yield from _IN_BRACKETS.findall(text)
    if found := _BEHIND_A_SIGN.search(text):
        yield found[1]


def _said_by(remark: str, today: date) -> End | None:
    """Return what a remark says of the end: "resigned", "until 2024", "2018-2022", "†"; None where it says none."""
    if len(remark) > _LONGEST_REMARK:
        return None
    words = office_words()
    if has_cross(remark) or romanised(remark) in words.left:
        return End(left=remark)
    if last := _end_of_range(remark.strip()).periods:
        return end_by_date(remark, Dated(last), today)
    pieces = remark.split()
    for count in range(1, len(pieces)):
        before, rest = romanised(" ".join(pieces[:count])), " ".join(pieces[count:])
        if not (before in words.until or before in words.left) or not (found := dated(rest)).periods:
            continue
        end = end_by_date(rest, found, today)
        # Who resigned this year has left, whenever it was.
        return End(left=remark) if before in words.left and end.problem else end
    return None


def _end_of_range(remark: str) -> Dated:
    """Return the end of a range of days or years: 2022 of "2018-2022" and of "2018-22"."""
    found = _RANGE.fullmatch(remark)
    if not found or not dated(found[1]).periods:
        return Dated()
    begin, end = found[1], found[2]
    # In "2022-12", what follows is a month.
    if _YEAR.fullmatch(begin) and len(end) == len("22") and end > begin[2:]:
        end = begin[:2] + end
    return dated(end)


@lru_cache(maxsize=65_536)
def unmarked(name: str, today: date) -> Unmarked:
    """Return a name without signs and words of leaving: "Ann Lee" for "Ann Lee (resigned)", "† Ann Lee", "Ann Lee*".

    Args:
        name: A whole name, or a part of one.
        today: Today.
    """
    # In one word of letters alone, nothing stands beside the name.
    if name.isalpha() or len(name) > _LONGEST or not any(sign.isalpha() for sign in name):
        return Unmarked(name)
    end, rest = NO_END, name
    for pattern in (_IN_BRACKETS, _BEHIND_A_SIGN):
        for found in [*pattern.finditer(rest)][::-1]:
            if said := _said_of_somebody(found[1], today):
                end = end if end.left else said
                rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if has_cross(rest):
        end, rest = End(left=name), "".join(sign for sign in rest if sign not in CROSSES)
    if _leaves_at_the_end(rest.split()):
        end, rest = End(left=name), rest.rpartition(" ")[0]
    plain = rest.split()
    for count in (2, 1):
        if len(plain) > count and romanised(" ".join(plain[:count])) in office_words().before_name:
            end, rest = End(left=name), " ".join(plain[count:])
            break
    rest, signs = _without_signs(rest)
    if (rest, signs) == (name, "") and end == NO_END:
        return Unmarked(name)
    # Of "† 2020" alone, no name is left.
    rest = re.sub(r"[(\[]\s*[)\]]", "", rest)
    over = bool(end.left or (end.day and end.day <= today))
    return Unmarked(tidy_line(rest).strip(" ,;-–—"), End(left=name if over else "", problem=end.problem), signs)


def _leaves_at_the_end(words: list[str]) -> bool:
    """Tell whether a word of leaving stands behind two names, and in no case that a surname has: "Ann Lee resigned"."""
    known, last = office_words().left, words[-1] if words else ""
    return len(words) > _TWO and len(last) >= _CLEAR and (last.islower() or last.isupper()) and romanised(last) in known


def _said_of_somebody(remark: str, today: date) -> End | None:
    """Return what a remark beside a name says of leaving: also "former Mayor", but no day of birth."""
    if not (said := _said_by(remark, today)) and len(remark.split()) > 1:
        by_office = end_by_office(remark, today)
        return by_office if by_office != NO_END else None
    return said


def _without_signs(name: str) -> tuple[str, str]:
    """Return the name without symbols at the edges of words, and these: ("Ann Lee", "*") for "Ann Lee*"."""
    words, left_out = list[str](), list[str]()
    for word in name.split():
        start, end = 0, len(word)
        while start < end and _is_sign(word[start]):
            start += 1
        while end > start and _is_sign(word[end - 1]):
            end -= 1
        # "A + B" are two.
        if start == end and len(name.split()) > 1 and word == "+":
            start, end = 0, len(word)
        words.append(word[start:end])
        left_out += [word[:start], word[end:]]
    return (" ".join(filter(None, words)), "".join(left_out)) if any(left_out) else (name, "")


def _is_sign(character: str) -> bool:
    return (
        character in _SIGNS
        or (not character.isalnum() and unicodedata.category(character) in _SYMBOLS)
        or (unicodedata.category(character) == "No")
    )
