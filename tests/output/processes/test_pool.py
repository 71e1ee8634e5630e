"""Workers of this machine, seen from inside: what they make, when they stop, and what a lost one costs."""

import ctypes
import multiprocessing
import signal
from collections import Counter
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from entreaty.batch.run import look_of
from entreaty.content.campaign import load_campaign
from entreaty.output.processes import pool
from entreaty.output.processes.queue import Chunks
from entreaty.output.processes.worker import Task
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.storage.files import fingerprint_of
from entreaty.writing.letter import LetterId
from tests.support.crowds import write_crowd
from tests.support.sample_campaigns import DAY


def _waiting(folder: Path, count: int) -> tuple[Chunks, Task]:
    campaign = load_campaign(write_crowd(folder, count))
    order = Order(day=DAY, endings=("txt",))
    task = Task(look=look_of(campaign, order), endings=order.endings, folder=folder / "letters")
    return Chunks(plan_letters(campaign, order).letters), task


@pytest.fixture
def begun(tmp_path):
    """Make this process a worker, and return what it knows and the letters that wait."""
    before = signal.getsignal(signal.SIGINT)
    chunks, task = _waiting(tmp_path, 16)
    stop = ctypes.c_bool(False)
    pool._begin(task, stop)
    yield task, stop, chunks
    signal.signal(signal.SIGINT, before)


def test_worker_writes_what_it_makes(begun):
    """A worker writes each letter of a chunk, tells what became of it, and ignores Ctrl-C."""
    task, _, chunks = begun

    made = pool._make_chunk(chunks.next())

    assert [str(one.letter) for one in made] == [f"visits/mediator-{number:03}" for number in range(4)]
    assert all(fingerprint_of(task.folder / f"{one.letter}.txt") == one.files["txt"] for one in made)
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN


def test_worker_stops_after_the_letter_in_hand(begun):
    """A worker that is told to stop begins no other letter."""
    _, stop, chunks = begun
    stop.value = True

    assert pool._make_chunk(chunks.next()) == ()


def test_letter_that_takes_its_worker_along_twice_fails_alone(tmp_path):
    """A chunk of a lost worker is made in halves; a single letter is tried once more, and then it is the letter."""
    chunks, _ = _waiting(tmp_path, 4)
    chunk = (*chunks.next(), *chunks.next())
    deaths: Counter[LetterId] = Counter()

    assert list(pool._lost(chunk, chunks, deaths)) == []
    assert [chunks.next(), chunks.next()] == [chunk[:1], chunk[1:]]
    assert list(pool._lost(chunk[:1], chunks, deaths)) == []
    assert chunks.next() == chunk[:1]
    ((failed,),) = pool._lost(chunk[:1], chunks, deaths)
    assert failed.problems[0].message == "the process that made this letter ended twice; is there enough memory?"
    assert not failed.lasting


class _Broken:
    """An executor whose process is gone."""

    def submit(self, *_):
        raise BrokenProcessPool

    def shutdown(self, **_):
        pass


def test_worker_that_was_lost_while_it_waited_is_replaced(tmp_path, monkeypatch):
    """Where a process is gone before it gets its chunk, another one gets the same chunk."""
    chunks, task = _waiting(tmp_path, 16)
    context = multiprocessing.get_context("spawn")
    worker = pool._Worker(0, context, task, context.RawValue("b", 0))
    worker._executor = _Broken()
    expected = chunks.next()
    chunks.put_back(expected)

    worker.fill(chunks, stopping=False)

    assert next(iter(worker.under_way.values())) == expected
    assert not isinstance(worker._executor, _Broken)
    worker.dismiss()


def test_processes_are_replaced_and_make_every_letter(tmp_path, monkeypatch):
    """With processes that are replaced after a few letters, all letters are made, each once."""
    monkeypatch.setattr(pool, "_LETTERS_PER_PROCESS", 10)
    chunks, task = _waiting(tmp_path, 40)

    made = [str(one.letter) for some in pool.make_by_processes(chunks, task, 2, lambda: False) for one in some]

    assert sorted(made) == [f"visits/mediator-{number:03}" for number in range(40)]
    assert not multiprocessing.active_children()
