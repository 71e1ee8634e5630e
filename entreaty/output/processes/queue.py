"""The letters still to be made, in chunks for workers: letters of one group stay together."""

from collections import deque
from collections.abc import Iterable
from functools import lru_cache

from entreaty.writing.letter import Letter

Chunk = tuple[Letter, ...]

# A chunk costs a message to its worker and back. Sizes that followed the time of the letters made no run faster.
_LARGEST = 16
# Few letters are cut so that every worker gets several chunks, and all of them finish together.
_CHUNKS_FOR_EACH = 4


def familiar(letter: Letter) -> Letter:
    """Return the letter, with what it shares as the very objects that an earlier letter of its group had.

    A letter that comes from another process brings copies. To find what its group shares, it would be compared with
    another text by text; with the same objects that is done at once.
    """
    return _known(letter.shared()).with_slots_of(letter) if letter.slots else letter


@lru_cache(maxsize=64)
def _known(shared: Letter) -> Letter:
    """Return the first letter that was given and is equal."""
    return shared


class Chunks:
    """Letters that wait to be made; chunks are cut when they are asked for.

    Each worker goes through groups of its own, because the page of a group has to be set anew by every worker that
    makes a letter of it. Only when no group is untouched does a worker take from another's.

    Attributes:
        size: How many letters a chunk has at most.
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
        self.size = max(1, min(_LARGEST, self._waiting // (workers * _CHUNKS_FOR_EACH)))

    def next(self, worker: int = 0) -> Chunk:
        """Return the next chunk for the worker of that number; an empty one where nothing is left."""
        if self._returned:
            return self._returned.popleft()
        size = min(self.size, self._waiting)
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

    def give_back(self, chunk: Chunk) -> None:
        """Take back a chunk whose worker was lost, in halves, so that in the end no more than one letter can fail."""
        middle = (len(chunk) + 1) // 2
        self._returned.extend(half for half in (chunk[:middle], chunk[middle:]) if half)
