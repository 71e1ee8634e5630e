"""Letters made by confined processes of this machine, which write them into the folder themselves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from multiprocessing.connection import wait

from entreaty.confinement import Budget, ConfinedProcess, StoppedError
from entreaty.output.documents import over_budget
from entreaty.output.processes.queue import Chunks, familiar
from entreaty.output.processes.worker import FailedLetter, MadeLetter, Task, make_letter
from entreaty.writing.letter import Letter

# What libraries do not give back would otherwise grow with the run; starting anew takes about a second.
_LETTERS_PER_PROCESS = 20_000
_ASK_AGAIN = 0.2
# Of each letter, what a template or a style sheet asks for included.
_BUDGET = Budget()
# To set a name that follows a letter takes 2 ms; machines are slower, and templates ask for more.
_SECONDS_A_NAME = 0.01

_Worker = ConfinedProcess[Letter, MadeLetter]


def make_by_processes(
    chunks: Chunks, task: Task, workers: int, stopped: Callable[[], bool]
) -> Iterator[tuple[MadeLetter, ...]]:
    """Make the letters in so many processes, yielding what became of each, in the order in which they are done.

    When it is stopped, every process finishes the letter in hand, and what is done is yielded.
    """
    budget = replace(_BUDGET, seconds=_BUDGET.seconds + _SECONDS_A_NAME * task.names)
    crew = [_Worker(partial(_make, task), budget) for _ in range(workers)]
    try:
        while True:
            if stopped():
                yield from _finished(crew, task)
                return
            for number, worker in enumerate(crew):
                _fill(worker, chunks, number)
            busy = [worker for worker in crew if worker.waiting]
            if not busy:
                return
            wait([worker.connection for worker in busy], timeout=_ASK_AGAIN)
            for worker in busy:
                if made := tuple(_answers(worker, task)):
                    yield made
    finally:
        for worker in crew:
            worker.end_soon()
        for worker in crew:
            worker.finish()


def _fill(worker: _Worker, chunks: Chunks, number: int) -> None:
    """Give a worker its next chunk while it makes the last letters of one, unless it is to be replaced."""
    if worker.given >= _LETTERS_PER_PROCESS:
        if worker.waiting:
            return
        worker.close()
    if len(worker.waiting) <= chunks.size and (chunk := chunks.next(number)):
        worker.ask(chunk)


def _answers(worker: _Worker, task: Task) -> Iterator[MadeLetter]:
    """Yield what has become of letters, without waiting for more."""
    while worker.waiting and worker.has_answer():
        letter = worker.waiting[0]
        try:
            yield worker.answer()
        except StoppedError as error:
            yield _over_budget(letter, task, error)


def _finished(crew: list[_Worker], task: Task) -> Iterator[tuple[MadeLetter, ...]]:
    for worker in crew:
        worker.end_soon()
    for worker in crew:
        worker.finish()
        if made := tuple(_answers(worker, task)):
            yield made


def _over_budget(letter: Letter, task: Task, error: StoppedError) -> FailedLetter:
    problem = over_budget(letter.id, task.look.templates, error)
    return FailedLetter(letter=letter.id, problems=(problem,), lasting=error.lasting)


def _make(task: Task, letter: Letter) -> MadeLetter:
    """Make a letter; this happens in the process."""
    return make_letter(familiar(letter), task)
