"""Letters made on a cluster of this machine: the same bytes, even if a worker is lost, and clear words for failures."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crowds import contents, noted, run_letters, start_letters, wait_until, write_crowd
from entreaty.batch import cluster
from entreaty.cli import main

LETTERS = 60


@contextmanager
def _program(*command: object) -> Iterator["subprocess.Popen[bytes]"]:
    arguments = [sys.executable, "-m", *map(str, command)]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def _scheduler(folder: Path) -> Iterator[str]:
    """Run a scheduler on this machine, and yield its address."""
    told = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", told)
    with _program("distributed.cli.dask_scheduler", *options):
        wait_until(lambda: told.exists() and b'"address"' in told.read_bytes())
        yield told.read_text(encoding="utf-8").split('"address": "')[1].split('"')[0]


def _worker(address: str) -> "contextmanager[subprocess.Popen[bytes]]":
    return _program("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")


def _letters(folder: Path, *more: object) -> Result:
    arguments = ["--campaign", folder, "letters", "--date", "2025-06-24", "--format", "txt", *more]
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_lost_worker_costs_its_chunk_and_no_byte(tmp_path):
    """Two workers, one of them killed in the middle, make the same files as this machine alone, manifest included."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=5)
    assert run_letters(folder, "--jobs", "1")[0] == 0
    alone = contents(folder / "letters")
    (folder / "letters").rename(tmp_path / "alone")

    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        first, _ = (stack.enter_context(_worker(address)) for _ in range(2))
        process = start_letters(folder, "--dask", address)
        wait_until(lambda: noted(folder) >= 1)
        first.send_signal(signal.SIGKILL)
        _, told = process.communicate()

    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert len([name for name in alone if name.endswith(".txt")]) == LETTERS
    assert contents(folder / "letters") == alone


def test_ctrl_c_keeps_what_the_cluster_has_done(tmp_path):
    """Ctrl-C ends a run on a cluster as it ends any other, and the next run goes on without the cluster."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=6)
    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        stack.enter_context(_worker(address))
        process = start_letters(folder, "--dask", address)
        wait_until(lambda: noted(folder) >= 1)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate()

    done = noted(folder)
    assert process.returncode == 130
    assert 0 < done < LETTERS
    assert f"stopped after {done} letters" in told
    assert "Traceback" not in told


def test_problem_in_a_template_is_told_of_the_template_here(tmp_path):
    """A letter that fails on a worker names the file on this machine, not the copy that the worker had."""
    folder = write_crowd(tmp_path / "campaign", 2, loops=1)
    template = folder / "letter_templates" / "letter.txt"
    template.write_text(template.read_text(encoding="utf-8") + "{{ nothing }}", encoding="utf-8")
    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        stack.enter_context(_worker(address))
        code, printed, told = run_letters(folder, "--dask", address)

    assert code == 1
    assert "0 letters written, 0 unchanged, 2 failed" in printed
    assert f"{template}:" in told
    assert "'nothing' is undefined" in told


def test_scheduler_that_does_not_answer_is_a_message(tmp_path, monkeypatch):
    """An address where nobody answers ends the run with 1 and says how a scheduler is started."""
    monkeypatch.setattr(cluster, "_TIMEOUT", 0.5)

    code, _, told = run_letters(write_crowd(tmp_path, 2), "--dask", "tcp://127.0.0.1:1")

    assert code == 1
    assert told.splitlines()[-1] == (
        "no Dask scheduler answers at tcp://127.0.0.1:1; 'dask scheduler' starts one and prints its address"
    )
    assert "Traceback" not in told


def test_without_the_extra_the_message_says_how_to_install_it(tmp_path, monkeypatch):
    """Without `distributed` the run ends with 1 and the command that installs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    result = _letters(write_crowd(tmp_path, 2), "--dask", "tcp://127.0.0.1:1")

    assert result.exit_code == 1
    assert "--dask needs the extra 'cluster': install it with 'pip install entreaty[cluster]'" in result.stderr


def test_worker_with_another_version_is_refused():
    """A worker that would make other bytes is named with what differs, so that a person can mend it."""
    here = {"weasyprint": "70.0", "pango": "1.50.12", "babel": "2.18.0"}
    cluster._refuse_unlike("tcp://192.0.2.7:9", here, dict(here))

    with pytest.raises(cluster.ClusterError) as refused:
        cluster._refuse_unlike("tcp://192.0.2.7:9", here, {**here, "weasyprint": "69.0", "pango": "missing"})

    assert str(refused.value) == (
        "the worker at tcp://192.0.2.7:9 would make other letters than the machine that asks: it has weasyprint 69.0 "
        "(here 70.0), pango missing (here 1.50.12); install the same versions on both"
    )


def test_lost_scheduler_is_a_message_and_what_is_done_is_kept(tmp_path):
    """Where the scheduler is gone in the middle, the run ends with 1 and says that the same command goes on."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=6)
    with ExitStack() as stack:
        within = stack.enter_context(ExitStack())
        address = within.enter_context(_scheduler(tmp_path))
        stack.enter_context(_worker(address))
        process = start_letters(folder, "--dask", address)
        wait_until(lambda: noted(folder) >= 1)
        within.close()
        _, told = process.communicate()

    assert process.returncode == 1
    assert told.splitlines()[-1] == (
        f"the cluster at {address} is gone; nothing is lost: the same command goes on from here, with or without --dask"
    )
    assert "Traceback" not in told
    assert 0 < noted(folder) < LETTERS
