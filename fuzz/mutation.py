"""Mutations by structure: a value of a file changes, moves, doubles or goes, and the file mostly stays readable."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import yaml

from fuzz.words import ENDS_OF_NUMBERS, NUMBERS, OF_YAML, PIECES, SCALARS


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value in a tree: what holds it, and its key there."""

    holder: Any
    key: Any

    @property
    def value(self) -> Any:
        return self.holder[self.key]

    def put(self, value: Any) -> None:
        self.holder[self.key] = value


# The loader in C, where there is one: it takes a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class _Material:
    """What changes are made of: values of other files, and pieces of text."""

    donated: list[Any]
    pieces: Sequence[str]


@dataclass(frozen=True, slots=True)
class Change:
    """How a file is changed.

    Attributes:
        donors: Further files, of which values come.
        pieces: What is put into texts.
        most: How many changes there are at most.
    """

    donors: Sequence[bytes] = ()
    pieces: Sequence[str] = PIECES
    most: int = 3


def mutated_yaml(chance: Random, content: bytes, change: Change = Change()) -> bytes:
    """Return a file of YAML with some of its values changed; seldom with its text changed.

    Args:
        chance: What chooses.
        content: The file.
        change: How it is changed.
    """
    donated = [spot.value for donor in change.donors for spot in _spots([_loaded(donor)])]
    tree = _mutated_tree(chance, _loaded(content), _Material(donated, change.pieces), change.most)
    text = _dumped(tree)
    return mutated_text(chance, text, OF_YAML) if chance.random() < 0.07 else _encoded(text)


def mutated_json(chance: Random, content: bytes) -> bytes:
    """Return a file of JSON with some of its values changed; seldom with its text changed."""
    tree = _mutated_tree(chance, json.loads(content), _Material([], PIECES), Change().most)
    text = json.dumps(tree, default=str)
    return (
        mutated_text(chance, text, ("[" * 5_000, '{"a":', ",", "NaN", "1e999")) if _seldom(chance) else _encoded(text)
    )


def mutated_text(chance: Random, text: str, pieces: Sequence[str], changes: int = 3) -> bytes:
    """Return a text with pieces put in, lines moved, doubled or cut, and numbers changed."""
    for _ in range(chance.randint(1, changes)):
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        match chance.choices(("put in", "double", "drop", "move", "cut", "number"), (10, 2, 2, 2, 1, 4))[0]:
            case "put in":
                at = chance.randint(0, len(lines[line]))
                lines[line] = lines[line][:at] + chance.choice(pieces) + lines[line][at:]
            case "double":
                lines[line : line + 1] = [lines[line]] * 2
            case "drop":
                del lines[line]
            case "move":
                lines.insert(chance.randrange(len(lines)), lines.pop(line))
            case "cut":
                lines[line] = lines[line][: chance.randint(0, len(lines[line]))]
            case "number":
                lines[line] = re.sub(r"\d+(\.\d+)?", lambda _: chance.choice(NUMBERS), lines[line], count=1)
        text = "\n".join(lines) or " "
    return _encoded(text)


def mutated_bytes(chance: Random, content: bytes, *, at_least: int = 0) -> bytes:
    """Return bytes with some changed, put in, doubled or cut off.

    Args:
        chance: What chooses.
        content: The bytes.
        at_least: How many at the beginning stay, such as those that say what they are.
    """
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randint(min(at_least, len(changed)), len(changed))
        match chance.choices(("bit", "number", "put in", "drop", "double", "cut"), (8, 4, 2, 2, 2, 1))[0]:
            case "bit" if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case "number":
                changed[at : at + 4] = chance.choice(ENDS_OF_NUMBERS)
            case "put in":
                changed[at:at] = chance.randbytes(chance.randint(1, 9))
            case "drop":
                del changed[at : at + chance.randint(1, 40)]
            case "double":
                changed[at:at] = changed[at : at + chance.randint(1, 200)]
            case "cut":
                del changed[at:]
    return bytes(changed)


def with_pieces(chance: Random, text: str, pieces: Sequence[str] = PIECES) -> str:
    """Return a text with one to three pieces put in: mostly between words that no braces hold, seldom anywhere."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        between = [0, len(text), *(at for at in range(len(text)) if text[at] == " ")]
        places = [at for at in between if text.count("{", 0, at) == text.count("}", 0, at)]
        at = chance.choice(places) if chance.random() < 0.8 else chance.randint(0, len(text))
        text = text[:at] + chance.choice(pieces) + text[at:]
    return text


def _mutated_tree(chance: Random, tree: Any, material: _Material, most: int) -> Any:
    """Return a tree of mappings, lists and scalars with one to three changes."""
    root = [deepcopy(tree)]
    for _ in range(min(chance.choice((1, 1, 1, 2, 3)), most)):
        change = chance.choices(*zip(*_CHANGES.items(), strict=True))[0]
        change(chance, list(_spots(root)), material)
    return root[0]


@cache
def _loaded(content: bytes) -> Any:
    return yaml.load(content, Loader=_LOADER)  # noqa: S506  (a safe one)


def _dumped(tree: Any) -> str:
    try:
        return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6)
    except (AttributeError, UnicodeEncodeError):
        # There is none in C, or what it cannot write: half of a pair of surrogates.
        return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10**6)


def _spots(holder: Any) -> Iterator[_Spot]:
    keys: Any = list(holder) if isinstance(holder, dict) else range(len(holder))
    for key in keys:
        yield _Spot(holder, key)
        if isinstance(holder[key], dict | list):
            yield from _spots(holder[key])


def _words(chance: Random, spots: list[_Spot], material: _Material) -> None:
    texts = [spot for spot in spots if isinstance(spot.value, str)]
    if texts:
        # Longer texts are prose; ids, codes and addresses break more often than they teach anything.
        spot = max(chance.sample(texts, min(2, len(texts))), key=lambda one: len(one.value))
        spot.put(with_pieces(chance, spot.value, material.pieces))


def _other_words(chance: Random, spots: list[_Spot], material: _Material) -> None:
    texts = [spot for spot in spots if isinstance(spot.value, str) and " " in spot.value]
    others = [spot.value for spot in texts] + [
        value for value in material.donated if isinstance(value, str) and " " in value
    ]
    if texts:
        chance.choice(texts).put(chance.choice(others))


def _day(chance: Random, spots: list[_Spot], _: _Material) -> None:
    days = [spot for spot in spots if isinstance(spot.value, date)]
    if days:
        spot = chance.choice(days)
        day = spot.value.date() if isinstance(spot.value, datetime) else spot.value
        later = day + timedelta(days=1) if day < date.max else date.min
        edges = (date.min, date.max, later, date(2025, 6, 24), date(2000, 2, 29))
        spot.put(chance.choice(edges))


def _scalar(chance: Random, spots: list[_Spot], _: _Material) -> None:
    chance.choice(spots).put(deepcopy(chance.choice(SCALARS)))


def _exchange(chance: Random, spots: list[_Spot], _: _Material) -> None:
    spot = chance.choice(spots)
    other = chance.choice([one for one in spots if type(one.value) is type(spot.value)])
    first, second = deepcopy(spot.value), deepcopy(other.value)
    spot.put(second)
    other.put(first)


def _drop(chance: Random, spots: list[_Spot], _: _Material) -> None:
    spot = chance.choice(spots[1:] or spots)
    if spot is not spots[0]:
        del spot.holder[spot.key]


def _double(chance: Random, spots: list[_Spot], _: _Material) -> None:
    lists = [spot for spot in spots[1:] if isinstance(spot.holder, list)]
    if lists:
        spot = chance.choice(lists)
        spot.holder.insert(spot.key, deepcopy(spot.value))


def _order(chance: Random, spots: list[_Spot], _: _Material) -> None:
    lists = [spot.value for spot in spots if isinstance(spot.value, list) and len(spot.value) > 1]
    if lists:
        chance.shuffle(chance.choice(lists))


def _move(chance: Random, spots: list[_Spot], _: _Material) -> None:
    """Move or rename a key: it stands in another mapping, or under the name of another key."""
    mappings = [spot.value for spot in spots if isinstance(spot.value, dict)]
    keyed = [spot for spot in spots if isinstance(spot.holder, dict)]
    if mappings and keyed:
        spot = chance.choice(keyed)
        chance.choice(mappings)[chance.choice(keyed).key] = deepcopy(spot.value)


def _wrap(chance: Random, spots: list[_Spot], _: _Material) -> None:
    spot = chance.choice(spots[1:] or spots)
    spot.put([spot.value] if chance.random() < 0.5 else {"en": spot.value})


def _splice(chance: Random, spots: list[_Spot], material: _Material) -> None:
    if material.donated:
        chance.choice(spots[1:] or spots).put(deepcopy(chance.choice(material.donated)))


_CHANGES: dict[Callable[[Random, list[_Spot], _Material], None], int] = {
    _words: 14,
    _other_words: 6,
    _day: 4,
    _order: 4,
    _exchange: 3,
    _double: 2,
    _scalar: 2,
    _drop: 1,
    _move: 1,
    _wrap: 1,
    _splice: 1,
}
"""Each change and how often it is chosen: what keeps a file readable comes more often than what does not."""


def _seldom(chance: Random) -> bool:
    return chance.random() < 0.1


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
