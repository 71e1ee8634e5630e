"""Words that run against their page, such as English ones in a Hebrew letter, in one element for each run of them.

WeasyPrint 70 leaves the order of characters to Pango, for each piece of a text by itself, and orders the pieces as the
element around them runs: of "United *Nations* Charter" in Hebrew, it would print the last piece first. In an element of
their own that runs as they do, the pieces stand in their order. Runs are found by the Unicode Bidirectional Algorithm
(UAX 9), as far as it concerns where they begin and end: rules W1 to W7, N0 and N1.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from entreaty.output.pdf.document.note_links import is_call, is_note

_AMONG_WORDS = frozenset(
    [
        *("a", "abbr", "b", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "var"),
    ]
)
_AS_ONE = frozenset(["bdi", "bdo", "img", "wbr"])
_NEUTRAL = "\ufffc"
_END_OF_PARAGRAPH = "\u2029"
_CLASSES = {"L": "L", "R": "R", "AL": "R", "AN": "R", "EN": "N", "ET": "T", "NSM": "=", "BN": "=", "B": "B"}
_SIGNS_OF_NUMBERS = re.compile(r"T+(?=N)|(?<=N)T+")
_STRONG = {"ltr": "L", "rtl": "R"}
_AGAINST = {"ltr": re.compile("R(?:[^L]*R)?"), "rtl": re.compile("L(?:[^R]*L)?")}
# The last three are no pairs to UAX 9, so that one of two signs around an address would be mirrored without the other.
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">", "«": "»", "‹": "›"}
# UAX 9, BD16.
_NESTED = 63


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words without an element in them, or an element that stands among words as one thing.

    Attributes:
        path: The elements around it, from the outermost.
        text: The words; for an element, a character that counts as it does.
        element: The element; None for words.
    """

    path: tuple[Any, ...]
    text: str
    element: Any = None


def order_directions(element: Any, around: str = "ltr") -> None:
    """Put each run of words against the direction of their text into a `span`, where it has several pieces.

    Args:
        element: What holds the text, such as the whole page.
        around: How the lines around it run, and its own where it does not say so: "ltr" or "rtl".
    """
    given = (element.get("dir") or "").lower()
    direction = given if given in _STRONG else around
    pieces = tuple(_pieces(element, ()))
    for piece in pieces:
        # Comments have a function in place of a name.
        if piece.element is not None and isinstance(piece.element.tag, str):
            order_directions(piece.element, direction)
    ordered = _ordered(pieces, direction)
    if ordered != pieces:
        _fill(element, ordered)


def _pieces(element: Any, path: tuple[Any, ...]) -> Iterator[_Piece]:
    """Yield what an element holds, in order."""
    if element.text:
        yield _Piece(path, element.text)
    for child in element:
        if _is_among_words(child):
            yield from _pieces(child, (*path, child))
        else:
            yield _Piece(path, _NEUTRAL if child.tag in _AMONG_WORDS | _AS_ONE else _END_OF_PARAGRAPH, child)
        if child.tail:
            yield _Piece(path, child.tail)


def _is_among_words(element: Any) -> bool:
    """Tell whether an element's words are ordered with those around it, and not as one thing among them."""
    return bool(
        element.tag in _AMONG_WORDS
        and (element.text or len(element))
        and not {"dir", "data-slot"} & set(element.keys())
        and not is_call(element)
        and not is_note(element)
    )


def _ordered(pieces: tuple[_Piece, ...], direction: str) -> tuple[_Piece, ...]:
    """Return the pieces, of which those of a run have a further element around them."""
    text = "".join(piece.text for piece in pieces)
    ordered = list(pieces)
    classes = _classes(text, _STRONG[direction])
    # From the last one, so that places before it stay.
    for run in reversed([*_AGAINST[direction].finditer(classes)]):
        cut, first, last = _cut(ordered, *run.span())
        if last - first > 1:
            depth = _depth([piece.path for piece in cut[first:last]])
            span = Element("span", {"dir": "rtl" if direction == "ltr" else "ltr"})
            cut[first:last] = [
                replace(piece, path=(*piece.path[:depth], span, *piece.path[depth:])) for piece in cut[first:last]
            ]
            ordered = cut
    return tuple(ordered)


def _cut(pieces: Sequence[_Piece], begin: int, end: int) -> tuple[list[_Piece], int, int]:
    """Return pieces that are cut where a run begins and ends, the place of the run's first and that behind its last."""
    cut: list[_Piece] = []
    at = first = last = 0
    for piece in pieces:
        places = [0, *(place - at for place in (begin, end) if at < place < at + len(piece.text)), len(piece.text)]
        for start, stop in pairwise(places):
            first = len(cut) if at + start == begin else first
            cut.append(replace(piece, text=piece.text[start:stop]))
            last = len(cut) if at + stop == end else last
        at += len(piece.text)
    return cut, first, last


def _depth(paths: Sequence[tuple[Any, ...]]) -> int:
    """Return how many elements are around all of these pieces."""
    return next(
        (
            depth
            for depth, around in enumerate(zip(*paths, strict=False))
            if any(one is not around[0] for one in around)
        ),
        min(map(len, paths)),
    )


def _fill(element: Any, pieces: Sequence[_Piece]) -> None:
    """Have an element hold these pieces and nothing else; what is around several of them that are apart comes again."""
    del element[:]
    element.text = None
    used: set[Any] = set()
    opened: list[tuple[Any, Any]] = []
    for piece in pieces:
        same = _depth([tuple(one for one, _ in opened), piece.path])
        del opened[same:]
        for around in piece.path[same:]:
            made = Element(
                around.tag, {name: one for name, one in around.items() if name != "id" or around not in used}
            )
            used.add(around)
            (opened[-1][1] if opened else element).append(made)
            opened.append((around, made))
        _add(opened[-1][1] if opened else element, piece)


def _add(element: Any, piece: _Piece) -> None:
    """Add a piece behind what an element holds."""
    if piece.element is not None:
        piece.element.tail = None
        element.append(piece.element)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + piece.text
    else:
        element.text = (element.text or "") + piece.text


def _classes(text: str, strong: str) -> str:
    """Return L or R for each character that runs so, by itself or by what is around it, and others for the rest.

    Args:
        text: The words.
        strong: L or R, as their lines run.
    """
    kinds = "".join(_CLASSES.get(unicodedata.bidirectional(character), "-") for character in text)
    classes = list(_SIGNS_OF_NUMBERS.sub(lambda found: "N" * len(found[0]), kinds))
    before = last = strong
    for place, one in enumerate(classes):
        if one == "=":
            classes[place] = before
        elif one == "N":
            classes[place] = last
        elif one == "B":
            classes[place] = strong
        before = classes[place]
        last = before if before in "LR" else last
    for opening, closing in _pairs(text):
        within = set(classes[opening + 1 : closing])
        around = next((classes[place] for place in range(opening - 1, -1, -1) if classes[place] in "LR"), strong)
        if within & {"L", "R"}:
            classes[opening] = classes[closing] = strong if strong in within else around
    return "".join(classes)


def _pairs(text: str) -> list[tuple[int, int]]:
    """Return where brackets open and close, in the order of those that open."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for place, character in enumerate(text):
        if character in _BRACKETS and len(opened) < _NESTED:
            opened.append((_BRACKETS[character], place))
        elif character in _BRACKETS.values():
            fitting = next((at for at in reversed(range(len(opened))) if opened[at][0] == character), None)
            if fitting is not None:
                found.append((opened[fitting][1], place))
                del opened[fitting:]
        elif character == _END_OF_PARAGRAPH:
            opened.clear()
    return sorted(found)
