"""The letters still to be made, in chunks for workers: letters of one group stay together."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from entreaty.writing.letter import Letter

Chunk = tuple[Letter, ...]

# The first chunk says how long a letter takes: from 2 ms with a page that is set already to half a second without.
_FIRST = 8
# In seconds. Shorter chunks cost more messages; longer ones make the progress bar jump and Ctrl-C wait.
_WANTED = 0.5
_LARGEST = 256
# At the end all workers should finish together, so that chunks become smaller where less is left; but not so small that
# more time goes into handing them over than could be saved.
_SHARES = 4
_SMALLER = 16


def familiar(chunk: Chunk) -> Iterator[Letter]:
    """Yield the letters, with what they share as the very objects that earlier chunks had.

    A chunk that comes from another process brings copies. To find what its group shares, each of its letters would be
    compared with another text by text; with the same objects that is done at once.
    """
    for shared, letters in groupby(chunk, key=Letter.shared):
        known = _known(shared)
        yield from map(known.with_slots_of, letters)


@lru_cache(maxsize=64)
def _known(shared: Letter) -> Letter:
    """Return the first letter that was given and is equal."""
    return shared


class Chunks:
    """Letters that wait to be made; chunks are cut when they are asked for, as large as half a second's work.

    Each worker goes through groups of its own, because the page of a group has to be set anew by every worker that
    makes a letter of it. Only when no group is untouched does a worker take from another's.
    """

    def __init__(self, letters: Iterable[Letter], workers: int = 1) -> None:
        """Sort the letters by group, each group where its first letter stands."""
        groups: dict[Letter, deque[Letter]] = {}
        for letter in letters:
            groups.setdefault(letter.shared(), deque()).append(letter)
        self._untouched = deque(groups.values())
        self._begun: dict[int, deque[Letter]] = {}
        self._waiting = sum(map(len, self._untouched))
        self._returned: deque[Chunk] = deque()
        self._workers = workers
        self._size = _FIRST

    def next(self, worker: int = 0) -> Chunk:
        """Return the next chunk for the worker of that number; an empty one where nothing is left."""
        if self._returned:
            return self._returned.popleft()
        share = self._waiting // (self._workers * _SHARES)
        size = min(self._size, max(share, self._size // _SMALLER, 1), self._waiting)
        chunk: list[Letter] = []
        while len(chunk) < size:
            group = self._group_of(worker)
            chunk += [group.popleft() for _ in range(min(size - len(chunk), len(group)))]
        self._waiting -= size
        return tuple(chunk)

    def _group_of(self, worker: int) -> deque[Letter]:
        """Return the group that the worker is at, else one that nobody is at, else the one with most letters left."""
        if not self._begun.get(worker):
            others = self._begun.values()
            self._begun[worker] = self._untouched.popleft() if self._untouched else max(others, key=len)
        return self._begun[worker]

    def took(self, letters: int, seconds: float) -> None:
        """Learn from a chunk how long its letters took."""
        if letters and seconds > 0:
            self._size = max(1, min(_LARGEST, round(_WANTED * letters / seconds)))

    def put_back(self, chunk: Chunk) -> None:
        """Take back a chunk that nobody began with."""
        self._returned.appendleft(chunk)

    def give_back(self, chunk: Chunk) -> None:
        """Take back a chunk whose worker was lost, in halves, so that in the end no more than one letter can fail."""
        middle = (len(chunk) + 1) // 2
        self._returned.extend(half for half in (chunk[:middle], chunk[middle:]) if half)
