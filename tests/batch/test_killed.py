"""Runs that are killed at any moment: no partial file, and in the end the same bytes as if nothing had happened."""

import random
import signal

import pytest

from tests.support.crowds import (
    children_of,
    contents,
    is_alive,
    noted,
    run_letters,
    start_letters,
    wait_until,
    write_crowd,
)

pytestmark = [pytest.mark.no_cover, pytest.mark.tool("proc")]
LETTERS = 60


@pytest.mark.parametrize("kills", [2, pytest.param(5, marks=pytest.mark.thorough)])
def test_killed_runs_end_with_the_bytes_of_an_undisturbed_one(tmp_path, kills):
    """A run that is killed again and again leaves whole files only, goes on, and ends with the same files."""
    chance = random.Random(8)  # noqa: S311  (moments, not secrets)
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=5)
    letters = folder / "letters"
    assert run_letters(folder, "--jobs", "2")[0] == 0
    whole = contents(letters)
    letters.rename(tmp_path / "whole")
    assert len([name for name in whole if name.endswith(".txt")]) == LETTERS
    seen = [0]

    for _ in range(kills):
        with start_letters(folder, "--jobs", "2") as process:
            # Not before it has done more than the run before it, so that each kill comes amidst new letters.
            least = seen[-1] + chance.randrange(1, 8)
            # The journal may already have that many, from before the processes are started.
            wait_until(lambda: noted(folder) >= least and len(children_of(process.pid)) == 2)  # noqa: B023  (at once)
            workers = children_of(process.pid)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        wait_until(lambda: not any(map(is_alive, workers)))  # noqa: B023  (asked at once)
        there = contents(letters)
        seen.append(noted(folder))
        assert len(workers) == 2
        assert not [name for name, found in there.items() if "/." not in f"/{name}" and whole[name] != found]

    assert seen == sorted(set(seen))
    assert 0 < seen[-1] < LETTERS
    assert "manifest.json" not in there
    assert run_letters(folder, "--jobs", "2")[0] == 0
    assert contents(letters) == whole


def test_worker_that_is_killed_costs_no_letter(tmp_path):
    """Where the system kills a worker, another process makes its letters, and the files are the same."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=5)
    assert run_letters(folder, "--jobs", "1")[0] == 0
    whole = contents(folder / "letters")
    (folder / "letters").rename(tmp_path / "whole")

    with start_letters(folder, "--jobs", "2") as process:
        wait_until(lambda: noted(folder) >= 1)
        worker = children_of(process.pid)[0]
        signal.pidfd_send_signal(_open(worker), signal.SIGKILL)
        _, told = process.communicate()

    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert contents(folder / "letters") == whole


def _open(process: int) -> int:
    import os

    return os.pidfd_open(process)
