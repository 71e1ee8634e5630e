"""Places within sources as people write them: "art. 126(2)", "§ 5 Abs. 1 Satz 2", "pp. iv, vi-xi", "Rn. 31 ff."."""

import re
from dataclasses import dataclass

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.grammar import PAGES, PLACES, WORD, PinpointReader
from entreaty.writing.citing.pinpoints.numbers import DASH, ROMAN_COUNT
from entreaty.writing.citing.pinpoints.place import Pinpoint
from entreaty.writing.citing.pinpoints.words import Words, words_of

_BRACES = re.compile(r",?\s?\{(?P<inside>[^{}]*)\}(?P<rest>.*)", re.DOTALL)
# Paragraphs in square brackets, as judgments number them: "[12]–[14]", "at [98(1)]"; "[2020] OJ" is a year.
_SQUARE = r"\[\d[^][\s]{0,20}(?:,\s[^][\s]{1,20})?\]"
_IN_SQUARE_BRACKETS = re.compile(
    rf"""
    (?:at\s)?
    (?P<places> {_SQUARE} (?: (?: ,\s? | \s?[-–—]{{1,3}}\s? | ,?\s\w{{1,5}}\s ) {_SQUARE} )* (?:\sff?\b)? )
    (?= $ | [.,;] | \s\( )
    """,
    re.VERBOSE,
)
# "UCC § 2-207", "amend. XIV, § 1".
_WORDS_AND_SIGN = re.compile(r"(?:[^\W\d_][\w.,]*\s){1,2}[§¶]")
_WORD_AND_ROMAN = re.compile(rf"[^\W\d_]+(?:\.\s|\s(?!I\b)){ROMAN_COUNT}(?=$|[,.;(]|\s\()")
_ALONE_ROMAN = re.compile(rf"{ROMAN_COUNT}(?=$|[,.;(])")
_NUMBER_ALONE = re.compile(r"\d+[a-z]{0,2}(?:[.:/]\d+|\(\w+\))+[a-z]?(?=$|\.$|,)")
_LETTER = re.compile(r"[a-z](?:\)|(?=$|[,.;]))")
_MARK = re.compile(r"[§¶№#\-–—−‑‐]")
_WORD_AND_NUMBER = re.compile(r"[^\W\d_]+\.?\s?\d")
_YEAR = re.compile(r"[^\W\d_]+\.?\s(?:1[5-9]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Located:
    """What stands after the key of a citation.

    Attributes:
        pinpoint: The place that was understood; None if there is none.
        unread: What is meant as a place, but was not understood, such as "box 3".
        suffix: The words after it, as Markdown.
        comma: Whether a comma stands before them: not in "art. 118 to the Convention".
    """

    pinpoint: Pinpoint | None = None
    unread: str = ""
    suffix: str = ""
    comma: bool = True


def locate(text: str, language: str = "") -> Located:
    """Return the place and the other words that stand after the key of a citation.

    Args:
        text: Such as ", art. 118, emphasis added" or "{pp. iv, vi-xi}, as amended".
        language: The language of the passage, whose words go first; those of English and of all others are read too.
    """
    text = " ".join(text.split())
    words = words_of(language)
    if braced := _BRACES.match(text):
        inside, suffix = braced["inside"].strip(" ,"), _suffix(braced["rest"])
        comma = not suffix or _has_comma(braced["rest"])
        if inside.count(",") >= PLACES:
            return Located(unread=inside, suffix=suffix)
        return Located(_in_braces(inside, words), "", suffix, comma) if inside else Located(suffix=suffix)
    text = text.lstrip(", ")
    if numbered := _IN_SQUARE_BRACKETS.match(text):
        text = f"para {re.sub(r'[][]', '', numbered['places'])}{text[numbered.end() :]}"
    reader = PinpointReader(text, words)
    pinpoint = reader.pinpoint()
    rest = text[reader.at :]
    if pinpoint and not _is_unread(rest, words):
        return Located(pinpoint, "", suffix := _suffix(rest), not suffix or _has_comma(rest))
    if pinpoint or _is_meant_as_place(text, words):
        return _unread(text, words)
    return Located(suffix=_suffix(text))


def _in_braces(inside: str, words: Words) -> Pinpoint:
    """Return the pinpoint in braces, where everything after the label is a place, whatever it looks like."""
    reader = PinpointReader(inside, words)
    pinpoint = reader.pinpoint()
    if pinpoint and reader.at == len(inside):
        return pinpoint
    label, begin = _braced_label(inside, words)
    parts = [part for part in re.split(r",\s?", inside[begin:]) if part]
    ends = [DASH.split(part, maxsplit=1) for part in parts]
    return Pinpoint(
        label, tuple((one[0], one[-1]) if all(one) else (part, part) for one, part in zip(ends, parts, strict=True))
    )


def _braced_label(inside: str, words: Words) -> tuple[PinpointLabel, int]:
    word = WORD.match(inside)
    label = words.label(word["word"]) if word else None
    # A letter alone, as in {A, D-Z}, is a page and no label.
    if word and label and word.end() < len(inside) and inside[word.end()] not in ",-–—":
        return label, word.end()
    return "page", 0


def _is_unread(rest: str, words: Words) -> bool:
    """Tell whether what follows an understood place belongs to the place too."""
    following = rest.lstrip()
    if not following or following == ".":
        return False
    if (another := _after_and(following.lstrip(", "), words)) is not None:
        # "art. 5 and annex II" counts in two ways.
        return _is_further_place(another, words)
    if following.startswith(","):
        following = following.lstrip(", ")
        return bool(PAGES.match(following)) or _is_further_place(following, words)
    if following == rest:
        # "R.* 421-1", "4:2": what is joined to a number is part of it.
        return not re.match(r"[.:](?:\s(?!\d)|$)", rest)
    numbered = following[0].isdigit() or _MARK.match(following) or _ALONE_ROMAN.match(following)
    return bool(numbered) or _is_meant_as_place(following, words)


def _is_further_place(text: str, words: Words) -> bool:
    """Tell whether words that follow a place are meant as another, such as "c)" or "III"."""
    return bool(_LETTER.match(text) or _ALONE_ROMAN.match(text)) or _is_meant_as_place(text, words)


def _after_and(text: str, words: Words) -> str | None:
    """Return what follows a word such as "and" at the beginning of a text; None if it does not begin with one."""
    found = words.also.match(f" {text}")
    return text[found.end() - 1 :] if found else None


def _is_meant_as_place(text: str, words: Words) -> bool:
    """Tell whether words look like a place that is counted in an unknown way, such as "box 3" or "art. Xylophone"."""
    if _MARK.match(text):
        return not text.startswith(("- ", "– ", "— "))
    if _WORDS_AND_SIGN.match(text) or _WORD_AND_ROMAN.match(text) or _NUMBER_ALONE.match(text):
        return True
    if _WORD_AND_NUMBER.match(text):
        return not _YEAR.match(text)
    word = WORD.match(text)
    if not word or words.label(word["word"]) is None or word.end() == len(text):
        return False
    abbreviated = word[0].rstrip().endswith(".")
    return word.end() > word.end("word") and (
        abbreviated or bool(re.match(r"[^\W\d_a-zß-öø-ÿ]|\d", text[word.end() :]))
    )


def _unread(text: str, words: Words) -> Located:
    """Return what is meant as a place, up to words that are not."""
    parts = re.split(r"(?<=,) ?", text)
    kept = 1
    while kept < len(parts) and (
        re.match(r"\d|[(]", following := _after_and(parts[kept], words) or parts[kept])
        or _is_further_place(following, words)
    ):
        kept += 1
    return Located(unread=" ".join(parts[:kept]).rstrip(", "), suffix=_suffix(" ".join(parts[kept:])))


def _has_comma(rest: str) -> bool:
    return rest.lstrip().startswith(",")


def _suffix(rest: str) -> str:
    words = rest.lstrip(", ").strip()
    return "" if words == "." else words
