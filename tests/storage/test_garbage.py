"""Work without a look for garbage."""

import gc
from collections.abc import Iterator

import pytest

from entreaty.storage.garbage import nothing_thrown_away


@pytest.fixture(autouse=True)
def _nothing_frozen() -> Iterator[None]:
    """Let the tests begin as a command does; `conftest` has frozen what it loaded."""
    gc.unfreeze()
    yield
    gc.freeze()


def test_garbage_is_looked_for_again_after_the_block():
    """Python looks for garbage before and after, and not within."""
    with nothing_thrown_away():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_block_within_another_does_not_end_it():
    """Only the outermost block has garbage looked for again."""
    with nothing_thrown_away():
        with nothing_thrown_away():
            pass
        assert not gc.isenabled()


def test_what_was_made_counts_as_old_and_is_not_frozen():
    """What the block made is not looked through at once, and can still be thrown away when it is garbage."""
    with nothing_thrown_away():
        made = [["a profile"] for _ in range(110_000)]
    assert any(one is made for one in gc.get_objects(generation=2))
    assert gc.get_freeze_count() == 0
