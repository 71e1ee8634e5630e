"""How letters are cut into chunks: groups stay together, workers get several, and no letter is lost."""

import pickle
from dataclasses import replace

import pytest

from entreaty.output.processes.queue import Chunks, familiar
from tests.support.sample_letters import make_letter, make_short_letter


def _letters(*groups: str):
    """Return a letter for each character, which names its group by its language."""
    languages = {"a": "en", "b": "fr"}
    letter = make_letter()
    return [
        replace(letter, recipient=f"{group}{number}", language=languages[group])
        for number, group in enumerate("".join(groups))
    ]


def _all(chunks: Chunks):
    found = []
    while chunk := chunks.next():
        found.append([letter.recipient for letter in chunk])
    return found


def test_letters_of_a_group_stay_together():
    """Letters come group by group, each where its first letter stood, in the order that they had."""
    found = _all(Chunks(_letters("abab")))

    assert [name for chunk in found for name in chunk] == ["a0", "a2", "b1", "b3"]


def test_each_worker_has_groups_of_its_own():
    """A worker stays with its group and then takes an untouched one; at last it helps where most letters are left."""
    letters = _letters("a" * 6 + "b" * 30)
    chunks = Chunks(letters, workers=2)

    assert [one.recipient[0] for one in chunks.next(0)] == ["a"] * 4
    assert [one.recipient[0] for one in chunks.next(1)] == ["b"] * 4
    assert [one.recipient for one in chunks.next(0)] == ["a4", "a5", "b10", "b11"]


@pytest.mark.parametrize(
    ("letters", "workers", "sizes"),
    [
        (3, 2, [1, 1, 1]),
        (26, 2, [3] * 8 + [2]),
        (40, 1, [10] * 4),
        (100, 1, [16] * 6 + [4]),
        (1_000, 2, [16] * 62 + [8]),
    ],
)
def test_few_letters_are_shared_out(letters, workers, sizes):
    """Every worker gets several chunks, of at most 16 letters, and none is lost."""
    found = _all(Chunks(_letters("a" * letters), workers=workers))

    assert [len(chunk) for chunk in found] == sizes
    assert sorted(name for chunk in found for name in chunk) == sorted(f"a{number}" for number in range(letters))


@pytest.mark.parametrize(("size", "halves"), [(1, [1]), (2, [1, 1]), (5, [3, 2])])
def test_chunk_of_a_lost_worker_comes_back_in_halves(size, halves):
    """What a lost worker had is made before anything else, in halves: in the end one letter is left to blame."""
    chunks = Chunks(_letters("a" * 100))
    lost = tuple(_letters("b" * size))

    chunks.give_back(lost)

    assert [len(chunks.next()) for _ in halves] == halves
    assert chunks.next()[0].recipient == "a0"


def test_copies_of_what_letters_share_are_replaced_by_what_is_known():
    """Letters of a chunk from another process are the same letters, with the objects of the chunk before."""
    first, second = (tuple(pickle.loads(pickle.dumps([one]))) for one in (ONE, OTHER))  # noqa: S301 - our own
    (known,), (familiar_one,) = map(familiar, first), map(familiar, second)

    assert (known, familiar_one) == (ONE, OTHER)
    assert first[0].paragraphs is not second[0].paragraphs
    assert known.paragraphs is familiar_one.paragraphs
    assert known.notes is familiar_one.notes


ONE = make_short_letter(recipient="one", salutation="Dear One,")
OTHER = make_short_letter(recipient="other", salutation="Dear Other,")
