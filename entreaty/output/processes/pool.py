"""Letters made by processes of this machine, which write them into the folder themselves.

Each worker is an executor of one process, which we replace after some ten thousand letters. `max_tasks_per_child`
would be the ready-made way, but deadlocks in Python 3.11 to 3.14 (gh-115634); and one executor for all workers would
be lost as a whole where the system kills a single process.
"""

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from entreaty.output.processes.queue import Chunk, Chunks, familiar
from entreaty.output.processes.worker import MadeLetter, Task, failed, make_letter
from entreaty.writing.letter import LetterId

# What libraries do not give back would otherwise grow with the run; starting anew takes about a second.
_LETTERS_PER_PROCESS = 20_000
# One chunk is made while the next one waits at the worker's door.
_CHUNKS_AT_ONCE = 2
# A letter may be in the hands of a worker that the system kills for want of memory; a second time it is the letter.
_DEATHS = 2
_ASK_AGAIN = 0.2


def make_here(chunks: Chunks, task: Task, stopped: Callable[[], bool]) -> Iterator[tuple[MadeLetter, ...]]:
    """Make the letters in this process, yielding what became of each, until there are none or it is stopped."""
    while not stopped() and (chunk := chunks.next()):
        for letter in chunk:
            if stopped():
                return
            yield (make_letter(letter, task),)


def make_by_processes(
    chunks: Chunks, task: Task, workers: int, stopped: Callable[[], bool]
) -> Iterator[tuple[MadeLetter, ...]]:
    """Make the letters in so many processes, yielding what became of each, in the order in which they are done.

    When it is stopped, every worker finishes the letter in hand, and what is done is yielded.
    """
    # Not "fork": Pango and its fonts may not be carried into a child half-way (WeasyPrint #684).
    context = multiprocessing.get_context("spawn")
    # Without a lock, which a worker that is killed could take with it.
    stop = context.RawValue("b", 0)
    crew = [_Worker(number, context, task, stop) for number in range(workers)]
    deaths: Counter[LetterId] = Counter()
    try:
        while True:
            stop.value = stopped()
            for worker in crew:
                worker.fill(chunks, stopping=bool(stop.value))
            under_way = [future for worker in crew for future in worker.under_way]
            if not under_way:
                return
            wait(under_way, timeout=_ASK_AGAIN, return_when=FIRST_COMPLETED)
            for worker in crew:
                yield from worker.gather(chunks, deaths)
    finally:
        stop.value = True
        for worker in crew:
            worker.dismiss()


class _Worker:
    """One process after another, and the chunks that it has been given."""

    def __init__(self, number: int, context: Any, task: Task, stop: Any) -> None:
        self.under_way: dict[Future[tuple[MadeLetter, ...]], Chunk] = {}
        self._number = number
        self._context, self._arguments = context, (task, stop)
        self._executor: ProcessPoolExecutor | None = None
        self._given = 0

    def fill(self, chunks: Chunks, *, stopping: bool) -> None:
        """Give the worker as many chunks as it should have, unless it is to be replaced."""
        if self._given >= _LETTERS_PER_PROCESS and not self.under_way:
            self.dismiss()
        while not stopping and len(self.under_way) < _CHUNKS_AT_ONCE and self._given < _LETTERS_PER_PROCESS:
            chunk = chunks.next(self._number)
            if not chunk:
                return
            try:
                self.under_way[self._submit(chunk)] = chunk
            except BrokenProcessPool:
                # The process was lost while it had nothing to do, or what it had is not gathered yet.
                chunks.put_back(chunk)
                if self.under_way:
                    return
                self.dismiss()
            else:
                self._given += len(chunk)

    def gather(self, chunks: Chunks, deaths: Counter[LetterId]) -> Iterator[tuple[MadeLetter, ...]]:
        """Yield what is done; what a lost process had in hand is given back, or has failed at last."""
        for future in [one for one in self.under_way if one.done()]:
            chunk = self.under_way.pop(future)
            try:
                made = future.result()
            except BrokenProcessPool:
                if not self.under_way:
                    self.dismiss()
                yield from _lost(chunk, chunks, deaths)
            else:
                yield made

    def dismiss(self) -> None:
        """Have the process end after the letter in hand."""
        if self._executor:
            # Not without waiting: Python would trip over what is left of it when the program ends.
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor, self._given = None, 0

    def _submit(self, chunk: Chunk) -> "Future[tuple[MadeLetter, ...]]":
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                1, mp_context=self._context, initializer=_begin, initargs=self._arguments
            )
        with _without_interrupts():
            return self._executor.submit(_make_chunk, chunk)


def _lost(chunk: Chunk, chunks: Chunks, deaths: Counter[LetterId]) -> Iterator[tuple[MadeLetter, ...]]:
    if len(chunk) == 1:
        name = chunk[0].id
        deaths[name] += 1
        if deaths[name] >= _DEATHS:
            yield (failed(name, "the process that made this letter ended twice; is there enough memory?"),)
            return
    chunks.give_back(chunk)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Have a process that is started here never hear of Ctrl-C, which is for us to hear; nothing of it is lost."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# What follows happens in the workers.

_task: Task
_stop: Any


def _begin(task: Task, stop: Any) -> None:
    global _task, _stop
    _task, _stop = task, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is gone: nobody else would tell it, and it waits for work."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _make_chunk(chunk: Chunk) -> tuple[MadeLetter, ...]:
    made = []
    for letter in familiar(chunk):
        if _stop.value:
            break
        made.append(make_letter(letter, _task))
    return tuple(made)
