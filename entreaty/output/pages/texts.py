"""The texts of many letters, each piece that several have in common said once."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from os.path import commonprefix

OWN = -1
"""Stands in the text of a group where each of its letters has a piece of its own."""

# Up to the end of a line, or to where a clause ends: a paragraph that names its recipient twice differs in two clauses.
_PART = re.compile(r".*?(?:[.,;:!?] |\n|\Z)", re.DOTALL)
# In characters: what is shorter is not worth its place in the list of pieces.
_SHORTEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTexts:
    r"""Texts in pieces.

    Attributes:
        pieces: What several texts have in common, such as ("Visit them.\n", "Yours faithfully,\n").
        groups: The text of each group as places in `pieces`, with OWN where its texts differ: ((-1, 0, 1),).
        texts: For each text the place of its group, and the pieces of its own, each as words or as a place in
            `pieces`: ((0, ("Dear Ms Lee,\n",)),).
    """

    pieces: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    texts: tuple[tuple[int, tuple[str | int, ...]], ...]


def shared_texts(texts: Iterable[tuple[Hashable, str]]) -> SharedTexts:
    """Return texts in pieces, from which each can be put together again as it was.

    Args:
        texts: Each text after its kind; texts of one kind have most words in common.
    """
    numbers: dict[str, int] = {}
    groups: dict[Hashable, list[tuple[int, tuple[int, ...]]]] = {}
    for place, (kind, text) in enumerate(texts):
        parts = tuple([numbers.setdefault(part, len(numbers)) for part in _PART.findall(text) if part])
        groups.setdefault((kind, len(parts)), []).append((place, parts))
    said = [*numbers]
    split = [
        [
            part
            for column in zip(*(parts for _, parts in group), strict=True)
            for part in _parts([said[n] for n in column])
        ]
        for group in groups.values()
    ]
    return _numbered([[place for place, _ in group] for group in groups.values()], split)


def _numbered(groups: Sequence[Sequence[int]], split: Sequence[Sequence[str | list[str]]]) -> SharedTexts:
    """Return the texts of groups, given as the places of the texts and what each group has in common or not."""
    often = Counter(words for parts in split for part in parts if isinstance(part, list) for words in part)
    pieces: dict[str, int] = {}
    shapes, texts = [], {}
    for number, (places, parts) in enumerate(zip(groups, split, strict=True)):
        shapes.append(tuple([pieces.setdefault(part, len(pieces)) if isinstance(part, str) else OWN for part in parts]))
        for row, place in enumerate(places):
            own = [part[row] for part in parts if isinstance(part, list)]
            named = [
                pieces.setdefault(words, len(pieces)) if often[words] > 1 and len(words) >= _SHORTEST else words
                for words in own
            ]
            texts[place] = (number, tuple(named))
    return SharedTexts(
        pieces=tuple(pieces), groups=tuple(shapes), texts=tuple(texts[place] for place in range(len(texts)))
    )


def _parts(column: Sequence[str]) -> Iterator[str | list[str]]:
    """Yield a clause of several texts: as it is where all have it, else what they begin and end with, and the rest."""
    if len({*column}) == 1:
        yield column[0]
        return
    begin = commonprefix(column)  # noqa: RUF071  (of words, not of paths)
    rest = [clause[len(begin) :] for clause in column]
    end = commonprefix([clause[::-1] for clause in rest])[::-1]  # noqa: RUF071
    yield from filter(None, (begin, [clause[: len(clause) - len(end)] for clause in rest], end))
