"""Letters made by processes of this machine: what is written, when they stop, and what a lost process costs."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from entreaty.batch.run import look_of
from entreaty.confinement import StoppedError
from entreaty.content.campaign import load_campaign
from entreaty.output.processes import pool
from entreaty.output.processes.queue import Chunks
from entreaty.output.processes.worker import MadeLetter, Task
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.storage.files import fingerprint_of
from tests.support.crowds import write_crowd
from tests.support.sample_campaigns import DAY


@pytest.fixture(autouse=True)
def _leaves_no_process() -> Iterator[None]:
    """Whatever a test of this file starts has ended with it; processes of other tests are not its business."""
    before = set(multiprocessing.active_children())
    yield
    assert set(multiprocessing.active_children()) <= before


def _waiting(folder: Path, count: int) -> tuple[Chunks, Task]:
    campaign = load_campaign(write_crowd(folder, count))
    order = Order(day=DAY, endings=("txt",))
    task = Task(look=look_of(campaign, order), endings=order.endings, folder=folder / "letters")
    return Chunks(plan_letters(campaign, order).letters), task


def test_processes_write_what_they_make(tmp_path):
    """Each letter is written by a process, which tells what became of it."""
    chunks, task = _waiting(tmp_path, 16)

    made = [one for some in pool.make_by_processes(chunks, task, 2, lambda: False) for one in some]

    assert sorted(str(one.letter) for one in made) == [f"visits/mediator-{number:03}" for number in range(16)]
    assert all(fingerprint_of(task.folder / f"{one.letter}.txt") == one.files["txt"] for one in made)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_written_when_it_stops_is_told(tmp_path, workers):
    """When it is stopped after the first letters, each letter that lies in the folder was told, and no other."""
    chunks, task = _waiting(tmp_path, 200)
    made: list[MadeLetter] = []
    for some in pool.make_by_processes(chunks, task, workers, made.__len__):
        made += some

    assert 0 < len(made) < 200
    assert {path.stem for path in task.folder.rglob("*.txt")} == {one.letter.recipient for one in made}


def test_letter_over_its_budget_fails_alone_and_says_so(tmp_path):
    """A letter that is stopped is a failed letter, with the templates' folder as its place."""
    chunks, task = _waiting(tmp_path, 1)
    (letter,) = chunks.next()
    failed = pool._over_budget(letter, task, StoppedError("takes more than 8 s of the processor"))

    (problem,) = failed.problems
    assert str(problem) == (
        f"{task.look.templates}: the letter visits/mediator-000 takes more than 8 s of the processor\n"
        "  hint: look in the templates and in letter.css for what repeats without end"
    )
    assert failed.lasting


def test_processes_are_replaced_and_make_every_letter(tmp_path, monkeypatch):
    """With processes that are replaced after a few letters, all letters are made, each once."""
    monkeypatch.setattr(pool, "_LETTERS_PER_PROCESS", 10)
    chunks, task = _waiting(tmp_path, 40)

    made = [str(one.letter) for some in pool.make_by_processes(chunks, task, 2, lambda: False) for one in some]

    assert sorted(made) == [f"visits/mediator-{number:03}" for number in range(40)]
