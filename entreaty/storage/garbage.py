"""Work on thousands of entries without a look for garbage in between."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many new objects are worth it: those of some thousand entries.
_MANY = 100_000


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Keep Python from looking for garbage in between.

    Nothing that a file becomes is garbage, and to look through all of it again and again takes a third of the time in
    which thousands of entries are read. What nothing refers to any more is freed all the same.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            # To count what is frozen takes as long as to go through it, so that it is not asked for a few objects.
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
                # What was made meanwhile counts as old, as if it had been looked through: the next look at what is new
                # would be at all of it, and the one after that again.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
