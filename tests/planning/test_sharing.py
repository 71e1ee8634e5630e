"""Recipients shared out among supporters: evenly, the same each time, and as their rows allow."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entreaty.planning.sharing import share
from tests.support.sample_supporters import with_id

MEMBERS = [f"mp-{number}" for number in range(13)]


def _counts(shared, recipients):
    counts = Counter(dict.fromkeys(recipients, 0))
    counts.update(name for names in shared.values() for name in names)
    return counts


def test_everybody_gets_about_as_many_letters():
    """Each supporter writes to so many different recipients, whose numbers of letters differ by one at most."""
    shared = share([with_id(number) for number in range(40)], MEMBERS, 3)

    assert {len(set(names)) for names in shared.values()} == {3}
    assert sorted(set(_counts(shared, MEMBERS).values())) == [9, 10]


def test_it_is_the_same_in_any_order():
    """The order of supporters and of recipients changes nothing."""
    people = [with_id(number) for number in range(20)]

    assert share(people, MEMBERS, 2) == share(people[::-1], MEMBERS[::-1], 2)


def test_whoever_joins_changes_little():
    """Of 500 supporters, hardly any write to others than before when one more joins."""
    people = [with_id(number) for number in range(500)]
    before, after = share(people, MEMBERS, 2), share([*people, with_id(500)], MEMBERS, 2)

    assert sum(before[one.id] != after[one.id] for one in people) <= 15


def test_rows_are_honoured():
    """Nobody writes to whom the row does not allow; the others make up for it, and few recipients get all there are."""
    people = [with_id(number, only=("mp-1*",)) for number in range(6)]
    people += [with_id(number, never=("mp-1*",)) for number in range(6, 20)]
    people += [with_id(20, only=("mp-2",)), with_id(21, only=("nobody",))]
    shared = share(people, MEMBERS, 2)

    assert all(one.may_write_to(name) for one in people for name in shared[one.id])
    assert (shared[people[20].id], shared[people[21].id]) == (("mp-2",), ())
    counts = _counts(shared, MEMBERS)
    assert {counts[name] for name in ("mp-1", "mp-10", "mp-11", "mp-12")} == {3}
    assert {counts[name] for name in MEMBERS if not name.startswith("mp-1")} == {3, 4}


def test_others_make_way():
    """Where only a chain of moves makes it even, the chain is found: two may write to a or b, two to b or c."""
    people = [with_id(1, only=("a",)), with_id(2, only=("a", "b")), with_id(3, only=("a", "b"))]
    people += [with_id(number, only=("b", "c")) for number in (4, 5, 6)]

    assert set(_counts(share(people, "abc", 1), "abc").values()) == {2}


@given(st.integers(0, 12), st.integers(0, 6), st.integers(1, 8))
def test_any_numbers(supporters, recipients, each):
    """With no patterns, numbers differ by one at most, and nobody writes twice to one recipient."""
    names = [f"r-{number}" for number in range(recipients)]
    shared = share([with_id(number) for number in range(supporters)], names, each)

    assert {len(set(found)) for found in shared.values()} <= {min(each, recipients)}
    counts = _counts(shared, names).values()
    assert max(counts, default=0) - min(counts, default=0) <= 1


def test_less_than_one_each_is_refused():
    """Nobody can write to none."""
    with pytest.raises(ValueError, match="0"):
        share([with_id(1)], MEMBERS, 0)
