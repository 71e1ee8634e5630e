"""Whether files have changed: their names, sizes and times, looked at again and again for all who listen.

Why no library: a campaign has a few dozen files, and a look at them takes less than a millisecond.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# In seconds: how soon a change is seen, and how often somebody who listens gets a sign of life.
_PAUSE = 0.25
_SIGN_OF_LIFE = 10.0


def state_of(paths: Iterable[Path]) -> str:
    """Return a fingerprint of the files and folders that changes when any of them does, or is added or removed."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path}\0{_stamp(path)}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()[:16]


class Watch:
    """Looks at the files while anybody listens, once for all of them."""

    def __init__(self, state: Callable[[], str]) -> None:
        """Prepare to look.

        Args:
            state: Tells the present state.
        """
        self._state = state
        self._looked = asyncio.Condition()
        self._settled = ""
        self._closed = False
        self._looking: asyncio.Task[None] | None = None
        self.listeners = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Count a listener, and have the files looked at meanwhile."""
        self.listeners += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self.listeners -= 1
            if not self.listeners:
                self._looking.cancel()
                self._looking = None

    async def changes(self, since: str) -> AsyncIterator[str]:
        """Yield each new state once it has settled, and an empty text as a sign of life, until the watch is closed.

        Args:
            since: The state that the listener knows.
        """
        while not self._closed:
            try:
                async with asyncio.timeout(_SIGN_OF_LIFE), self._looked:
                    # What an earlier look found may be older than what the listener knows.
                    await self._looked.wait()
                    while self._settled == since and not self._closed:
                        await self._looked.wait()
            except TimeoutError:
                yield ""
                continue
            if not self._closed:
                since = self._settled
                yield since

    async def close(self) -> None:
        """End the waiting of all listeners."""
        async with self._looked:
            self._closed = True
            self._looked.notify_all()

    async def _look(self) -> None:
        before = ""
        while True:
            # A look that fails, as where there are too few file handles, is followed by the next one.
            with suppress(OSError):
                present = await asyncio.to_thread(self._state)
                # Editors save in several steps; a state that still changes is not a file that can be read.
                if present == before:
                    async with self._looked:
                        self._settled = present
                        self._looked.notify_all()
                before = present
            await asyncio.sleep(_PAUSE)


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "missing"
    return f"{found.st_mtime_ns} {found.st_size}"
