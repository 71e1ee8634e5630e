"""Whether files have changed: their names, sizes and times, looked at again and again.

Why no library: a campaign has a few dozen files, and a look at them takes less than a millisecond.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

# In seconds: how soon a change is seen, and how often somebody who listens gets a sign of life.
_PAUSE = 0.25
_SIGN_OF_LIFE = 10.0


def state_of(paths: Iterable[Path]) -> str:
    """Return a fingerprint of the files, and of those in the folders, that changes when any of them does."""
    digest = hashlib.sha256()
    for path in paths:
        for file in (path, *sorted(path.rglob("*"))) if path.is_dir() else (path,):
            digest.update(f"{file}\0{_stamp(file)}\0".encode())
    return digest.hexdigest()[:16]


def changes(state: Callable[[], str], since: str, closing: Event) -> Iterator[str]:
    """Yield each new state once it has settled, and an empty text as a sign of life.

    Args:
        state: Tells the present state.
        since: The state that the listener knows.
        closing: Ends the waiting.
    """
    quiet = 0.0
    while not closing.wait(_PAUSE):
        quiet += _PAUSE
        present = state()
        # Editors save in several steps; a state that still changes is not a file that can be read.
        if present != since and not closing.wait(_PAUSE) and present == state():
            since, quiet = present, 0.0
            yield present
        elif quiet >= _SIGN_OF_LIFE:
            quiet = 0.0
            yield ""


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "missing"
    return f"{found.st_mtime_ns} {found.st_size}"
