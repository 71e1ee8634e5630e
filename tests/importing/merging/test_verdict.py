"""A profile beside what it was: whose value counts."""

import pytest

from entreaty.importing.merging.last_seen import NOTHING
from entreaty.importing.merging.merge import verdict


@pytest.mark.parametrize(
    ("mine", "theirs", "base", "expected"),
    [
        ("a", "a", "a", ""),
        ("a", "b", "a", "theirs"),
        ("c", "a", "a", ""),
        ("c", "b", "a", "mine"),
        (NOTHING, "b", "b", ""),
        (NOTHING, "b", "a", "mine"),
        ("a", NOTHING, "a", "theirs"),
        (NOTHING, "b", NOTHING, "theirs"),
        ("c", "b", NOTHING, "mine"),
        ("c", "b", None, "mine"),
        (NOTHING, "b", None, "theirs"),
        ("c", NOTHING, None, ""),
    ],
)
def test_whose_value_counts(mine, theirs, base, expected):
    """A change by hand wins; else a change of the source is taken over; removals are changes."""
    assert verdict(mine, theirs, base) == expected
