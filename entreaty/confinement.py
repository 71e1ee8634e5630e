"""Work on what strangers bring, such as templates, images and workbooks, in a process that can be stopped.

The process has a budget of processor time, memory and size of files for each piece of work. Linux enforces all of it,
macOS the time. A piece of work that goes over its budget fails with an error, and the others are done by a new process.
"""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import Any, Generic, TypeVar

from entreaty.problems import EntreatyError

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

Item = TypeVar("Item")
Result = TypeVar("Result")

_MIB = 1024 * 1024
# Seconds from asking the work to stop, which only Python's own code hears, to ending its process.
_GRACE = 2
# The system may end an innocent process for want of memory; a second time it is the work.
_DEATHS = 2
_NOT_STARTED = "could not be begun: its process ended at once; has your program 'if __name__ == \"__main__\":'?"
# What a process forked by the server would otherwise load each time: it takes longer than most work.
_PRELOADED = ["entreaty.output.pdf.preloaded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What one piece of work may use.

    Attributes:
        seconds: Of the processor's time.
        memory: Bytes, beyond what the process had when it began.
        file_size: Bytes of the largest file that it may write.
    """

    seconds: float = 8
    memory: int = 768 * _MIB
    file_size: int = 10 * _MIB


class OverBudgetError(BaseException):
    """The work in hand has used up its time: "takes more than 8 s of the processor"; libraries do not catch it."""


class StoppedError(EntreatyError):
    """Work was stopped because it went over its budget.

    Attributes:
        reason: Why, to follow the name of the work, such as "takes more than 8 s of the processor".
        lasting: Whether it would be stopped again, because the reason lies in the work and not in the machine.
    """

    def __init__(self, reason: str, *, lasting: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting


class ConfinedProcess(Generic[Item, Result]):
    """A process that does one kind of work, piece by piece; it is started when it is needed, and anew when it was lost.

    Attributes:
        waiting: The pieces that have been asked for and not answered, the one in hand first.
        given: How many pieces the present process was given.
    """

    def __init__(self, work: Callable[[Item], Result], budget: Budget | None = None) -> None:
        """Take the work; nothing is started yet.

        Args:
            work: What is done with each piece; it and the pieces can be pickled.
            budget: What each piece may use.
        """
        self.waiting: deque[Item] = deque()
        self.given = 0
        self._work, self._budget = work, budget or Budget()
        self._process: Any = None
        self._connection: Any = None
        self._answers: deque[_Answer] = deque()
        self._deaths = 0
        self._is_up = False

    def ask(self, items: Iterable[Item]) -> None:
        """Have the work done with each of the pieces; `answer` returns what came of them, in their order."""
        pieces = tuple(items)
        self.waiting.extend(pieces)
        if self._connection is None:
            self._start()
        else:
            self._send(pieces)

    def answer(self) -> Result:
        """Wait for what came of the first piece that waits, and return it.

        Raises:
            StoppedError: The piece went over its budget.
            EntreatyError: The work has raised it.
        """
        answer = self._answers.popleft() if self._answers else self._awaited()
        self.waiting.popleft()
        if self.waiting and self._connection is None and not self._answers:
            self._start()
        if answer.error is not None:
            raise answer.error
        result: Result = answer.value
        return result

    @property
    def connection(self) -> Any:
        """Return what `multiprocessing.connection.wait` can wait for while pieces are waiting."""
        return self._connection

    def has_answer(self) -> bool:
        """Tell whether an answer can be taken without waiting."""
        if self._connection is not None and self._connection.poll():
            with suppress(EOFError, OSError):
                self._hear_that_it_is_up()
        return bool(self._answers) or (self._connection is not None and self._connection.poll())

    def end_soon(self) -> None:
        """Have the process end after the piece in hand."""
        if self._connection is not None:
            self._send(None)

    def finish(self) -> None:
        """Wait for the piece in hand, and take back those that nobody began with; what is done can still be taken."""
        self.end_soon()
        with suppress(EOFError, OSError):
            while self._connection is not None and len(self._answers) < len(self.waiting):
                self._hear_that_it_is_up()
                self._answers.append(self._connection.recv())
        while len(self.waiting) > len(self._answers):
            self.waiting.pop()
        self.close()

    def close(self) -> None:
        """End the process after the piece in hand."""
        self.end_soon()
        self._forget()

    def _awaited(self) -> "_Answer":
        """Return the next answer of the process, or why it was lost."""
        while True:
            try:
                self._hear_that_it_is_up()
                answer: _Answer = self._connection.recv()
            except (EOFError, OSError):
                if why := self._lost():
                    return _Answer(error=why)
                self._start()
            else:
                self._deaths = 0
                if answer.last:
                    self._forget()
                return answer

    def _hear_that_it_is_up(self) -> None:
        """Take what a process says once before its answers: one that ends without was never begun."""
        if not self._is_up:
            self._connection.recv_bytes()
            self._is_up = True

    def _start(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        _open_here.add(ours)
        try:
            self._process = _started(_serve, (theirs, self._work, self._budget))
        except BaseException:
            _open_here.discard(ours)
            ours.close()
            raise
        finally:
            theirs.close()
        self._connection, self.given, self._is_up = ours, 0, False
        self._send(tuple(self.waiting))

    def _send(self, items: tuple[Item, ...] | None) -> None:
        # A process that is gone is noticed when its answer is waited for.
        with suppress(OSError):
            self._connection.send_bytes(pickle.dumps(items, protocol=pickle.HIGHEST_PROTOCOL))
        self.given += len(items or ())

    def _lost(self) -> StoppedError | None:
        """Forget a process that is gone, and return why its piece is given up; None where it is tried once more."""
        was_up, code = self._is_up, self._forget()
        self._deaths += 1
        if code == -getattr(signal, "SIGXCPU", 0):
            return self._given_up(_too_long(self._budget))
        if self._deaths < _DEATHS:
            return None
        if not was_up:
            return self._given_up(_NOT_STARTED, lasting=False)
        if code == -signal.SIGKILL:
            return self._given_up("ended its process twice; is there enough memory?", lasting=False)
        return self._given_up(_too_much(self._budget))

    def _given_up(self, reason: str, *, lasting: bool = True) -> StoppedError:
        self._deaths = 0
        return StoppedError(reason, lasting=lasting)

    def _forget(self) -> int | None:
        """Wait until the process has ended, and return its exit code; negative is the number of a signal."""
        if self._process is None:
            return None
        _open_here.discard(self._connection)
        self._connection.close()
        self._process.join()
        code: int | None = self._process.exitcode
        self._process.close()
        self._connection, self._process, self.given = None, None, 0
        return code


# The ends of connections that this process holds. A process that is forked inherits them, and has to close them: else
# nobody would notice the end of this one.
_open_here: set[Any] = set()


def confined(work: Callable[..., Result], *arguments: Any, budget: Budget | None = None) -> Result:
    """Return what a function returns, called in a process of its own that can be stopped.

    Args:
        work: A function of a module; it, its arguments and its result can be pickled.
        arguments: What it is called with.
        budget: What it may use.

    Raises:
        StoppedError: It went over its budget.
        EntreatyError: It has raised it.
    """
    results: Iterator[Result] = confined_each(_Call(work), [arguments], budget=budget)
    return next(results)


def confined_each(
    work: Callable[[Item], Result], items: Iterable[Item], *, budget: Budget | None = None
) -> Iterator[Result]:
    """Yield what a function makes of each of the items, in a process of its own that can be stopped.

    Raises:
        StoppedError: An item went over its budget.
        EntreatyError: The function has raised it.
    """
    process = ConfinedProcess(work, budget)
    try:
        for item in items:
            process.ask([item])
            yield process.answer()
    finally:
        process.close()


@dataclass(frozen=True, slots=True)
class _Call:
    work: Callable[..., Any]

    def __call__(self, arguments: tuple[Any, ...]) -> Any:
        return self.work(*arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came of a piece of work.

    Attributes:
        value: What the work returned.
        error: What it raised.
        last: Whether the process ends with it, because work that is broken off leaves things half done.
    """

    value: Any = None
    error: BaseException | None = None
    last: bool = False


def _started(work: Callable[..., None], arguments: tuple[Any, ...]) -> Any:
    """Start a process.

    To fork takes a hundredth of the time, but copies no other threads, which may hold locks: a server that has none
    forks then. Pango may be carried neither way into a child on macOS (WeasyPrint #684).
    """
    if sys.platform != "linux":
        return _started_by("spawn", work, arguments)
    if threading.active_count() == 1:
        return _started_by("fork", work, arguments)
    multiprocessing.get_context("forkserver").set_forkserver_preload(_PRELOADED)
    try:
        return _started_by("forkserver", work, arguments)
    except OSError:
        # The name of the server's socket may have 107 characters (unix(7)), which some TMPDIR exceed.
        return _started_by("spawn", work, arguments)


def _started_by(method: str, work: Callable[..., None], arguments: tuple[Any, ...]) -> Any:
    context: Any = multiprocessing.get_context(method)
    process = context.Process(target=work, args=arguments, daemon=True)
    with _without_interrupts():
        process.start()
    return process


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


def _too_long(budget: Budget) -> str:
    return f"takes more than {budget.seconds:g} s of the processor"


def _too_much(budget: Budget) -> str:
    return f"takes more than {budget.memory // _MIB} MB of memory"


# What follows happens in the process.

_ending = threading.Event()
_over_time = threading.Event()


def _serve(connection: Any, work: Callable[[Any], Any], budget: Budget) -> None:
    """Do the work with each piece that comes in, until there are no more or one goes over the budget."""
    for inherited in _open_here:
        inherited.close()
    pieces: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, pieces), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_process(budget)
    connection.send_bytes(b"up")
    while True:
        piece = pieces.get()
        if _ending.is_set():
            return
        answer = _done(work, piece, budget)
        connection.send(answer)
        if answer.last:
            return


def _receive(connection: Any, pieces: "SimpleQueue[Any]") -> None:
    """Take in what is asked for, so that whoever asks never waits; end with the process that asks."""
    while True:
        try:
            items = pickle.loads(connection.recv_bytes())  # noqa: S301 - comes from the process that started this one
        except (EOFError, OSError):
            os._exit(1)
        if items is None:
            _ending.set()
            pieces.put(None)
            return
        for item in items:
            pieces.put(item)


def _done(work: Callable[[Any], Any], piece: Any, budget: Budget) -> _Answer:
    try:
        with _limited_time(budget):
            return _Answer(value=work(piece), last=_over_time.is_set())
    except OverBudgetError:
        return _Answer(error=StoppedError(_too_long(budget)), last=True)
    except MemoryError:
        return _Answer(error=StoppedError(_too_much(budget)), last=True)
    except Exception as error:  # noqa: BLE001 - what the work raises is raised where it is asked for
        if not isinstance(error, EntreatyError):
            error.add_note("".join(traceback.format_exception(error)))
        return _Answer(error=error, last=_over_time.is_set())


@contextmanager
def _limited_time(budget: Budget) -> Iterator[None]:
    """Raise `OverBudgetError` in the work once its time is used up; where it does not hear that, end the process."""
    _over_time.clear()
    if resource is None:
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        _over_time.set()
        raise OverBudgetError(_too_long(budget))

    signal.signal(signal.SIGPROF, stop)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set_limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + budget.seconds + _GRACE) + 1)
    # Again and again: an exception that is raised where Python ignores them, as in `__del__`, stops nothing.
    signal.setitimer(signal.ITIMER_PROF, budget.seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_process(budget: Budget) -> None:
    """Limit what a process may use in all, beyond what it begins with."""
    if resource is None:
        return
    _set_limit(resource.RLIMIT_CORE, 0)
    _set_limit(resource.RLIMIT_FSIZE, budget.file_size)
    if in_use := _memory_in_use():
        _set_limit(resource.RLIMIT_DATA, in_use + budget.memory)


def _set_limit(limit: int, value: int) -> None:
    _, most = resource.getrlimit(limit)
    resource.setrlimit(limit, (value if most == resource.RLIM_INFINITY else min(value, most), most))


def _memory_in_use() -> int:
    """Return the bytes that count for `RLIMIT_DATA`; 0 where the system does not tell (proc(5), VmData)."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0
