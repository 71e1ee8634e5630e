"""How letters are cut into chunks: groups stay together, sizes follow the time, and no letter is lost."""

import pickle
from dataclasses import replace

import pytest

from entreaty.output.processes.queue import Chunks, familiar
from tests.support.letters import make_letter, make_short_letter


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
    chunks.took(4, 0.5)

    assert [one.recipient[0] for one in chunks.next(0)] == ["a"] * 4
    assert [one.recipient[0] for one in chunks.next(1)] == ["b"] * 4
    assert [one.recipient for one in chunks.next(0)] == ["a4", "a5", "b10"]


def test_first_chunk_is_small_and_later_ones_follow_the_time():
    """Chunks grow to what half a second makes, never beyond 256, and shrink to one letter where letters are slow."""
    chunks = Chunks(_letters("a" * 5_000))
    assert len(chunks.next()) == 8
    chunks.took(8, 0.08)
    assert len(chunks.next()) == 50
    chunks.took(50, 0.01)
    assert len(chunks.next()) == 256
    chunks.took(256, 512.0)
    assert len(chunks.next()) == 1


def test_last_chunks_are_shared_out():
    """Towards the end chunks become smaller, to a sixteenth, so that workers finish together; none is lost."""
    chunks = Chunks(_letters("a" * 40), workers=2)
    chunks.took(100, 1.0)
    found = _all(chunks)

    assert [len(chunk) for chunk in found] == [5, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1]
    assert sorted(name for chunk in found for name in chunk) == sorted(f"a{number}" for number in range(40))


@pytest.mark.parametrize(("size", "halves"), [(1, [1]), (2, [1, 1]), (5, [3, 2])])
def test_chunk_of_a_lost_worker_comes_back_in_halves(size, halves):
    """What a lost worker had is made before anything else, in halves: in the end one letter is left to blame."""
    chunks = Chunks(_letters("a" * 100))
    lost = tuple(_letters("b" * size))

    chunks.give_back(lost)

    assert [len(chunks.next()) for _ in halves] == halves
    assert chunks.next()[0].recipient == "a0"


def test_chunk_that_nobody_began_comes_back_whole():
    """A chunk that could not be handed over is the next one, as it was."""
    chunks = Chunks(_letters("a" * 100))
    chunk = chunks.next()

    chunks.put_back(chunk)

    assert chunks.next() == chunk


def test_copies_of_what_letters_share_are_replaced_by_what_is_known():
    """Letters of a chunk from another process are the same letters, with the objects of the chunk before."""
    first, second = (tuple(pickle.loads(pickle.dumps([one]))) for one in (ONE, OTHER))  # noqa: S301 - our own
    (known,), (familiar_one,) = familiar(first), familiar(second)

    assert (known, familiar_one) == (ONE, OTHER)
    assert first[0].paragraphs is not second[0].paragraphs
    assert known.paragraphs is familiar_one.paragraphs
    assert known.notes is familiar_one.notes


ONE = make_short_letter(recipient="one", salutation="Dear One,")
OTHER = make_short_letter(recipient="other", salutation="Dear Other,")
