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
# At the end all workers should finish together, so that chunks become smaller where less is left.
_SHARES = 4


def familiar(chunk: Chunk) -> Iterator[Letter]:
    """Yield the letters, with what they share as the very objects that earlier chunks had.

    A chunk that comes from another process brings copies. To find what its group shares, each of its letters would be
    compared with another text by text; with the same objects that is done at once.
    """
    for shared, letters in groupby(chunk, key=Letter.shared):
        known = _known(shared)
        yield from map(known.with_own_words_of, letters)


@lru_cache(maxsize=64)
def _known(shared: Letter) -> Letter:
    """Return the first letter that was given and is equal."""
    return shared


class Chunks:
    """Letters that wait to be made; chunks are cut when they are asked for, as large as half a second's work."""

    def __init__(self, letters: Iterable[Letter], workers: int = 1) -> None:
        """Sort the letters by group, each group where its first letter stands."""
        groups: dict[Letter, list[Letter]] = {}
        for letter in letters:
            groups.setdefault(letter.shared(), []).append(letter)
        self._waiting = deque(letter for group in groups.values() for letter in group)
        self._returned: deque[Chunk] = deque()
        self._workers = workers
        self._size = _FIRST

    def next(self) -> Chunk:
        """Return the next chunk; an empty one where nothing is left."""
        if self._returned:
            return self._returned.popleft()
        share = len(self._waiting) // (self._workers * _SHARES)
        size = min(self._size, max(share, 1), len(self._waiting))
        return tuple(self._waiting.popleft() for _ in range(size))

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
