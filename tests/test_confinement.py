"""Work is done in a process of its own, which is ended where the work goes over its budget; other work goes on."""

import os
import signal
import threading
from pathlib import Path

import pytest

from entreaty import confinement
from entreaty.confinement import Budget, ConfinedProcess, StoppedError, confined, confined_each
from entreaty.problems import ContentError, Location, Problem

_ONE_SECOND = Budget(seconds=1)
_LARGE = 2_000_000_000


def _double(number: int) -> int:
    return number * 2


def _behave(how: str) -> str:
    """Do what a stranger's file could have the program do."""
    if how == "loop":
        while True:
            pass
    if how == "loop and catch everything":
        while True:
            try:
                while True:
                    pass
            except BaseException:  # noqa: S110, BLE001 - the worst that a library does
                pass
    if how == "grow":
        return "x" * _LARGE
    if how == "abort":
        os.kill(os.getpid(), signal.SIGTRAP)
    if how == "be killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{how} in {os.getpid()}"


def test_a_function_is_called_in_another_process():
    """A function is called in another process."""
    assert confined(os.getpid) != os.getpid()


def test_items_are_done_in_their_order_by_one_process():
    """Items are done in their order by one process."""
    done = list(confined_each(_behave, ["first", "second"]))
    assert [one.split(" in ")[0] for one in done] == ["first", "second"]
    assert len({one.split(" in ")[1] for one in done}) == 1


@pytest.mark.parametrize("how", ["loop", pytest.param("loop and catch everything", marks=pytest.mark.thorough)])
def test_work_without_end_is_stopped_and_says_which_budget_it_used_up(how):
    """Work without end is stopped and says which budget it used up."""
    with pytest.raises(StoppedError, match=r"^takes more than 1 s of the processor$") as stopped:
        confined(_behave, how, budget=_ONE_SECOND)
    assert stopped.value.lasting


def test_work_that_grows_without_end_is_stopped():
    """Work that grows without end is stopped."""
    with pytest.raises(StoppedError, match=r"^takes more than 100 MB of memory$"):
        confined(_behave, "grow", budget=Budget(memory=100 * 1024 * 1024))


def test_a_file_may_only_grow_so_large(tmp_path):
    """A file may only grow so large."""
    with pytest.raises(OSError, match="File too large"):
        confined(Path(tmp_path / "large.bin").write_bytes, bytes(200_000), budget=Budget(file_size=100_000))


def test_a_process_that_a_library_aborts_counts_as_out_of_memory():
    """A process that a library aborts counts as out of memory."""
    with pytest.raises(StoppedError, match="of memory"):
        confined(_behave, "abort")


def test_work_whose_process_the_system_kills_twice_may_have_more_luck_another_time():
    """Work whose process the system kills twice may have more luck another time."""
    with pytest.raises(StoppedError, match="is there enough memory") as stopped:
        confined(_behave, "be killed")
    assert not stopped.value.lasting


def test_what_was_asked_for_beside_it_is_done_all_the_same():
    """What was asked for beside it is done all the same."""
    process = ConfinedProcess(_behave, _ONE_SECOND)
    process.ask(["before", "loop", "after", "grow", "at last"])
    done = []
    while process.waiting:
        try:
            done.append(process.answer().split(" in ")[0])
        except StoppedError as error:
            done.append(error.reason)
    process.close()
    assert done == [
        "before",
        "takes more than 1 s of the processor",
        "after",
        "takes more than 768 MB of memory",
        "at last",
    ]


def test_problems_come_back_as_they_were_raised():
    """Problems come back as they were raised."""
    problem = Problem(Location(Path("recipients.yaml"), 3), "'mail' is no key", "write 'email'")
    with pytest.raises(ContentError) as raised:
        confined(_refuse, problem)
    assert raised.value.problems == (problem,)
    assert str(raised.value) == "recipients.yaml:3: 'mail' is no key\n  hint: write 'email'"


def _refuse(problem: Problem) -> None:
    raise ContentError([problem])


def test_a_mistake_of_the_program_is_raised_with_the_place_where_it_was_made():
    """A mistake of the program is raised with the place where it was made."""
    with pytest.raises(ZeroDivisionError) as raised:
        confined(divmod, 1, 0)
    assert "ZeroDivisionError" in raised.value.__notes__[0]


def test_what_nobody_began_with_is_taken_back():
    """What nobody began with is taken back."""
    process = ConfinedProcess(_double)
    process.ask(range(1000))
    first = process.answer()
    process.finish()
    rest = []
    while process.waiting:
        rest.append(process.answer())
    assert first == 0
    assert rest == [number * 2 for number in range(1, len(rest) + 1)]


def test_it_works_beside_other_threads():
    """It works beside other threads."""
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert confined(_double, 21) == 42
    finally:
        ended.set()
        thread.join()


def _end_at_once(*_: object) -> None:
    """End a process before it is up, as a program without a guard around what it does makes it end."""
    os._exit(1)


def test_a_process_that_never_began_is_told_as_such(monkeypatch):
    """A process that ends before it can be asked for anything is no fault of the work."""
    monkeypatch.setattr(confinement, "_serve", _end_at_once)
    with pytest.raises(StoppedError, match="could not be begun: its process ended at once") as stopped:
        confined(_double, 21)
    assert not stopped.value.lasting


def test_work_is_taken_back_before_the_process_is_up():
    """Whoever stops at once gets back at most what was already done."""
    process = ConfinedProcess(_double)
    process.ask(range(3))
    process.finish()

    assert [process.answer() for _ in range(len(process.waiting))] in ([], [0], [0, 2], [0, 2, 4])


def test_answers_can_be_looked_for_without_waiting():
    """An answer is there once the work is done, and none where nothing was asked for."""
    process = ConfinedProcess(_double)
    assert not process.has_answer()
    process.ask([21])
    while not process.has_answer():
        pass
    assert process.answer() == 42
    process.close()
