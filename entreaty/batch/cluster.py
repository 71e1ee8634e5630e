"""Letters made on the machines of a Dask cluster: the only door for `distributed`.

The same chunks go out as to the processes of this machine. What workers make comes back as bytes and is written here,
so that no disk has to be shared, and only the machine that was asked ever touches the folder; a letter is some hundred
kilobytes, which a network carries faster than a worker makes it. The templates, and with them the fonts, travel the
other way, once for each worker.
"""

import atexit
import logging
import platform
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from entreaty.output.documents import Look, RenderedLetter
from entreaty.output.processes.queue import Chunk, Chunks, familiar
from entreaty.output.processes.worker import FailedLetter, MadeLetter, Task, failed, render, write
from entreaty.output.versions import code_fingerprint, differences, versions
from entreaty.problems import EntreatyError, Location
from entreaty.storage.inside import files_inside

# In seconds; a scheduler answers within a few milliseconds.
_TIMEOUT = 10
# Chunks at each worker: one in hand, one waiting.
_CHUNKS_AT_ONCE = 2
_ASK_AGAIN = 0.2


class ClusterError(EntreatyError):
    """The cluster cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bundle:
    """What every worker needs of this machine.

    Attributes:
        look: The look of the letters.
        templates: The files of their templates, by name.
        endings: Which files are wanted.
        versions: What makes the letters here, and has to be the same there.
    """

    look: Look
    templates: Mapping[str, bytes]
    endings: tuple[str, ...]
    versions: Mapping[str, str]


def make_on_cluster(
    chunks: Chunks, task: Task, address: str, stopped: Callable[[], bool]
) -> Iterator[tuple[MadeLetter, ...]]:
    """Make the letters on a cluster, yielding what became of each once it is written here.

    Args:
        chunks: The letters.
        task: What they have in common.
        address: The scheduler, such as "tcp://192.0.2.1:8786".
        stopped: Asked again and again; when it is true, nothing more is begun.

    Raises:
        ClusterError: The extra is not installed, nobody answers, or a worker would make other bytes.
    """
    client, lost = _connected(address)
    with _gone(address), client:
        _require_same_versions(client)
        # As the outcome of a task, so that it is made again where the one worker that still has it is lost; what is
        # scattered would be gone, because Dask soon drops all copies but one.
        bundle = client.submit(_given, _bundled(task), pure=False)
        under_way: dict[Any, Chunk] = {}
        while True:
            wanted = 0 if stopped() else max(1, sum(client.nthreads().values())) * _CHUNKS_AT_ONCE
            while len(under_way) < wanted and (chunk := chunks.next()):
                # `pure` would have Dask compare all contents to find that no two chunks are alike.
                under_way[client.submit(_make_chunk, chunk, bundle, pure=False)] = chunk
            if not under_way or not wanted:
                client.cancel(list(under_way))
                return
            for future in _done(list(under_way)):
                chunk = under_way.pop(future)
                try:
                    made = future.result()
                except lost as error:
                    yield from _lost(chunk, chunks, str(error))
                    continue
                yield tuple(_written_here(one, task) for one in made)


@contextmanager
def _gone(address: str) -> Iterator[None]:
    """Say in words that the line to the scheduler broke, which Dask tells in several ways."""
    try:
        yield
    except (OSError, TimeoutError, CancelledError) as error:
        message = f"the cluster at {address} is gone; nothing is lost: the same command goes on from here"
        raise ClusterError(f"{message}, with or without --dask") from error


def _connected(address: str) -> tuple[Any, type[Exception]]:
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415  (an extra that most users do without)
    except ImportError as error:
        message = "--dask needs the extra 'cluster': install it with 'pip install entreaty[cluster]'"
        raise ClusterError(message) from error
    # What goes wrong is told in our words; Dask would print it beforehand in its own, with tracebacks.
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_TIMEOUT)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        message = f"no Dask scheduler answers at {address}; 'dask scheduler' starts one and prints its address"
        raise ClusterError(message) from error
    return client, KilledWorker


def _require_same_versions(client: Any) -> None:
    """Refuse workers that would make other bytes than this machine.

    Raises:
        ClusterError: There are no workers, or one has another version of something.
    """
    try:
        client.wait_for_workers(1, timeout=_TIMEOUT)
    except TimeoutError as error:
        message = "the Dask scheduler has no workers; 'dask worker ADDRESS' starts one, on as many machines as you like"
        raise ClusterError(message) from error
    for worker, found in client.run(_versions, on_error="return").items():
        if isinstance(found, Exception):
            raise ClusterError(f"the worker at {worker} cannot make letters: {found}; is entreaty installed there?")
        _refuse_unlike(worker, _versions(), found)


def _done(futures: list[Any]) -> list[Any]:
    from distributed import wait  # noqa: PLC0415

    try:
        wait(futures, timeout=_ASK_AGAIN, return_when="FIRST_COMPLETED")  # type: ignore[no-untyped-call]
    except TimeoutError:
        return []
    return [future for future in futures if future.done()]


def _lost(chunk: Chunk, chunks: Chunks, why: str) -> Iterator[tuple[FailedLetter, ...]]:
    if len(chunk) == 1:
        yield (failed(chunk[0].id, f"every worker that made this letter was lost: {why}"),)
    else:
        chunks.give_back(chunk)


def _bundled(task: Task) -> _Bundle:
    folder = task.look.templates
    files = {str(path.relative_to(folder)): path.read_bytes() for path in files_inside(folder)}
    return _Bundle(look=task.look, templates=files, endings=task.endings, versions=_versions())


def _written_here(made: RenderedLetter | FailedLetter, task: Task) -> MadeLetter:
    """Write what a worker has rendered; a problem in a template is located in the templates of this machine."""
    if isinstance(made, RenderedLetter):
        return write(made, task)

    def here(location: Location) -> Location:
        parts = location.path.parts
        if _TEMPLATES not in parts:
            return location
        return replace(location, path=task.look.templates.joinpath(*parts[parts.index(_TEMPLATES) + 1 :]))

    return replace(made, problems=tuple(replace(one, location=here(one.location)) for one in made.problems))


def _refuse_unlike(worker: str, here: Mapping[str, str], there: Mapping[str, str]) -> None:
    if unlike := differences(here, there):
        message = f"the worker at {worker} would make other letters than the machine that asks: it has {unlike}"
        raise ClusterError(f"{message}; install the same versions on both")


# What follows happens in the workers.

_TEMPLATES = "entreaty-templates"
# Threads of one worker would only wait for each other, and fonts are not made for them.
_one_at_a_time = threading.Lock()
_unpacked: dict[str, Path] = {}


def _versions() -> Mapping[str, str]:
    return {**versions(), "code": code_fingerprint()}


def _given(bundle: _Bundle) -> _Bundle:
    """Return what the letters have in common: a worker has it then, and gives it to the others."""
    return bundle


def _make_chunk(chunk: Chunk, bundle: _Bundle) -> tuple[RenderedLetter | FailedLetter, ...]:
    # A worker can join the cluster when the others have long been asked.
    _refuse_unlike(platform.node(), bundle.versions, _versions())
    with _one_at_a_time:
        look = _look_there(bundle)
        return tuple(render(familiar(letter), look, bundle.endings) for letter in chunk)


def _look_there(bundle: _Bundle) -> Look:
    """Return the look with its templates in a folder of this machine, which goes when the worker ends."""
    look = bundle.look
    if look.fingerprint not in _unpacked:
        for folder in _unpacked.values():
            shutil.rmtree(folder, ignore_errors=True)
        _unpacked.clear()
        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for name, content in bundle.templates.items():
            path = folder / _TEMPLATES / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _unpacked[look.fingerprint] = folder
    return replace(look, templates=_unpacked[look.fingerprint] / _TEMPLATES)
