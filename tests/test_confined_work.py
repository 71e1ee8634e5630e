"""What happens in the process that does the work, seen from inside: its pieces, its limits and its end."""

import pickle
import resource
import signal
import threading
from multiprocessing import Pipe

import pytest

from entreaty import confinement
from entreaty.confinement import Budget, StoppedError
from entreaty.problems import EntreatyError


@pytest.fixture
def inside(monkeypatch):
    """Let this process do what a confined one does, without limits that would end it; yield which were wanted."""
    limits: list[int] = []
    handler = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(confinement, "_ending", threading.Event())
    monkeypatch.setattr(confinement, "_open_here", set())
    monkeypatch.setattr(confinement, "_set_limit", lambda limit, _value: limits.append(limit))
    yield limits
    signal.signal(signal.SIGINT, handler)
    # By default, one that came late would end this process.
    signal.signal(signal.SIGPROF, signal.SIG_IGN)


def _do(how: str) -> str:
    if how == "loop":
        while True:
            pass
    if how == "grow":
        raise MemoryError
    if how == "refuse":
        raise EntreatyError("no")
    if how == "stumble":
        raise ZeroDivisionError("a mistake")
    return how.upper()


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("how", "error", "last"),
    [
        ("loop", "takes more than 0.1 s of the processor", True),
        ("grow", "takes more than 768 MB of memory", True),
        ("refuse", "no", False),
        ("stumble", "a mistake", False),
    ],
)
def test_work_that_fails_is_answered_with_why(how, error, last):
    """What stops or raises is the answer; after work that was broken off, the process ends."""
    answer = confinement._done(_do, how, Budget(seconds=0.1))

    assert (str(answer.error), answer.last) == (error, last)
    assert isinstance(answer.error, StoppedError) == last


def test_pieces_are_answered_in_their_order_until_nothing_more_is_asked(inside):
    """The process says that it is up, answers each piece, ignores Ctrl-C, and ends when it is told to."""
    ours, theirs = Pipe()
    found = []

    def ask():
        ours.send_bytes(pickle.dumps(("one", "two")))
        found.append(ours.recv_bytes())
        found.extend(ours.recv().value for _ in range(2))
        ours.send_bytes(pickle.dumps(None))

    asking = threading.Thread(target=ask)
    asking.start()
    confinement._serve(theirs, _do, Budget())
    asking.join()

    assert found == [b"up", "ONE", "TWO"]
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    assert {resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU} <= set(inside)


@pytest.mark.usefixtures("inside")
def test_after_work_that_was_broken_off_the_process_ends():
    """The pieces behind it are left for another process."""
    ours, theirs = Pipe()
    ours.send_bytes(pickle.dumps(("loop", "two")))
    confinement._serve(theirs, _do, Budget(seconds=0.1))

    assert ours.recv_bytes() == b"up"
    assert ours.recv().last
    assert not ours.poll()
    ours.send_bytes(pickle.dumps(None))
    # The thread that hears it ends with that; heard after this test, it would end the processes of others.
    assert confinement._ending.wait(30)


@pytest.mark.usefixtures("inside")
def test_without_limits_of_the_system_work_is_done_all_the_same(monkeypatch):
    """Where the system has no such limits, as on Windows, nothing is limited."""
    monkeypatch.setattr(confinement, "resource", None)
    confinement._limit_process(Budget())

    assert confinement._done(_do, "one", Budget()).value == "ONE"
