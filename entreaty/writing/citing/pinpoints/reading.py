"""Places within sources as people write them: "art. 126(2)", "§ 5 Abs. 1 Satz 2", "pp. iv, vi-xi", "Rn. 31 ff."."""

import re
from dataclasses import dataclass

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.grammar import PLACES, PinpointReader
from entreaty.writing.citing.pinpoints.numbers import DASH
from entreaty.writing.citing.pinpoints.place import ARTICLE_LIKE, Pinpoint
from entreaty.writing.citing.pinpoints.remainder import (
    after_and,
    belongs_to_place,
    is_further_place,
    is_meant_as_place,
)
from entreaty.writing.citing.pinpoints.words import WORD, Words, words_of

_BRACES = re.compile(r",?\s?\{(?P<inside>[^{}]*)\}(?P<rest>.*)", re.DOTALL)
# Paragraphs in square brackets, as judgments number them: "[12]–[14]", "at [98(1)]"; "[2020] OJ" is a year.
_SQUARE = r"\[\d[^][\s]{0,20}(?:,\s[^][\s]{1,20})?\]"
_IN_SQUARE_BRACKETS = re.compile(
    rf"""
    (?:at\s)?
    (?P<places> {_SQUARE} (?: (?: ,\s? | \s?[-–—]{{1,3}}\s? | ,?\s\w{{1,5}}\s ) {_SQUARE} )* (?:\sff?\b)? )
    (?= $ | [.,;] | \s\( | \s[^\W\d_] )
    """,
    re.VERBOSE,
)
# Before a further label in "ч. 3 ст. 55, ст. 56" and "п. 1 ст. 5 и п. 2 ст. 6".
_AND_LABEL = re.compile(r"(?:,|\sи)\s(?=[^\W\d_]{1,6}\.\s?\d)")
_YEAR_AND_WORDS = re.compile(r"\[\d{4}\]\s[^\W\d_]")


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
    numbered, bare = _without_square_brackets(text, words)
    reader = PinpointReader(bare, words)
    pinpoint = reader.pinpoint()
    if pinpoint is None and (several := _each_before_its_article(text, words)):
        return Located(several)
    rest = bare[reader.at :]
    if pinpoint and not belongs_to_place(rest, words):
        return Located(pinpoint, "", suffix := _suffix(rest), not suffix or _has_comma(rest))
    if pinpoint or is_meant_as_place(text, words):
        return _unread(text, max(numbered, reader.at), words)
    return Located(suffix=_suffix(text))


def _each_before_its_article(text: str, words: Words) -> Pinpoint | None:
    """Return the places in "п. 1 ст. 5 и п. 2 ст. 6", each of which is written before its own article."""
    if not words.before_article:
        return None
    items: list[tuple[str, str]] = []
    labels: set[PinpointLabel] = set()
    parts = _AND_LABEL.split(text, maxsplit=PLACES)
    for part in parts:
        reader = PinpointReader(part, words)
        place = reader.pinpoint()
        if place is None or reader.at < len(part) or place.label not in ARTICLE_LIKE:
            return None
        labels.add(place.label)
        items.extend(place.items)
    return Pinpoint(labels.pop(), tuple(items)) if len(labels) == 1 and len(parts) > 1 else None


def _without_square_brackets(text: str, words: Words) -> tuple[int, str]:
    """Return how far paragraphs in square brackets go, and the text with the label of paragraphs before them."""
    word = WORD.match(text)
    labelled = word and words.label(word["word"]) in {"para", "margin"} and text.startswith("[", word.end())
    start = word.end() if word and labelled else 0
    numbered = _IN_SQUARE_BRACKETS.match(text, start)
    if not numbered or (not start and _YEAR_AND_WORDS.match(text)):
        return 0, text
    places = re.sub(r"[][]", "", numbered["places"])
    return numbered.end(), f"{text[:start] or 'para '}{places}{text[numbered.end() :]}"


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


def _unread(text: str, at: int, words: Words) -> Located:
    """Return what is meant as a place, up to words that are not; a part of it was understood as far as `at`."""
    end = len(text)
    for comma in re.finditer(r", ?", text):
        part = text[comma.end() :]
        following = after_and(part, words) or part
        if comma.end() > at and not following.startswith("(") and not is_further_place(following, words):
            end = comma.start()
            break
    return Located(unread=text[:end].rstrip(", "), suffix=_suffix(text[end:]))


def _has_comma(rest: str) -> bool:
    return rest.lstrip().startswith(",")


def _suffix(rest: str) -> str:
    words = rest.lstrip(", ").strip()
    return "" if words == "." else words
