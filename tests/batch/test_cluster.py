"""Letters made on a cluster of this machine: the same bytes, even if a worker is lost, and clear words for failures."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from distributed import Client

from entreaty.batch import cluster
from entreaty.batch.run import look_of
from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from entreaty.output.processes.queue import Chunks
from entreaty.output.processes.worker import Task, WrittenLetter
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.storage.files import fingerprint_of
from tests.support.crowds import contents, noted, run_letters, start_letters, wait_until, write_crowd
from tests.support.programs import started
from tests.support.sample_campaigns import DAY

# Dask asks psutil about its own process.
pytestmark = pytest.mark.tool("proc")
LETTERS = 60


def _program(*command: object) -> "AbstractContextManager[subprocess.Popen[str]]":
    return started([sys.executable, "-m", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def _scheduler(folder: Path) -> Iterator[str]:
    """Run a scheduler on this machine, and yield its address."""
    told = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", told)
    with _program("distributed.cli.dask_scheduler", *options):
        wait_until(lambda: told.exists() and b'"address"' in told.read_bytes())
        yield told.read_text(encoding="utf-8").split('"address": "')[1].split('"')[0]


def _worker(address: str) -> "AbstractContextManager[subprocess.Popen[str]]":
    return _program("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")


def _letters(folder: Path, *more: object) -> Result:
    arguments = ["--campaign", folder, "letters", "--date", "2025-06-24", "--format", "txt", *more]
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.no_cover
def test_lost_worker_costs_its_chunk_and_no_byte(tmp_path):
    """Two workers, one of them killed in the middle, make the same files as this machine alone, manifest included."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=5)
    assert run_letters(folder, "--jobs", "1")[0] == 0
    alone = contents(folder / "letters")
    (folder / "letters").rename(tmp_path / "alone")

    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        first, _ = (stack.enter_context(_worker(address)) for _ in range(2))
        # What the letters have in common is given to the workers that are there when a run begins.
        with Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        process = stack.enter_context(start_letters(folder, "--dask", address))
        wait_until(lambda: noted(folder) >= 1)
        first.send_signal(signal.SIGKILL)
        _, told = process.communicate()

    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert len([name for name in alone if name.endswith(".txt")]) == LETTERS
    assert contents(folder / "letters") == alone


@pytest.mark.thorough
def test_worker_that_joins_late_goes_on_when_the_first_is_lost(tmp_path):
    """What the letters have in common is not lost with the one worker that was there when the run began."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=6)

    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        first = stack.enter_context(_worker(address))
        process = stack.enter_context(start_letters(folder, "--dask", address))
        wait_until(lambda: noted(folder) >= 1)
        stack.enter_context(_worker(address))
        with Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        first.send_signal(signal.SIGKILL)
        _, told = process.communicate()

    assert process.returncode == 0, told
    assert len(list((folder / "letters").rglob("*.txt"))) == LETTERS


@pytest.mark.thorough
def test_ctrl_c_keeps_what_the_cluster_has_done(tmp_path):
    """Ctrl-C ends a run on a cluster as it ends any other, and the next run goes on without the cluster."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=6)
    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        stack.enter_context(_worker(address))
        process = stack.enter_context(start_letters(folder, "--dask", address))
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

    result = _letters(write_crowd(tmp_path, 2), "--dask", "tcp://127.0.0.1:1")

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "no Dask scheduler answers at tcp://127.0.0.1:1; 'dask scheduler' starts one and prints its address"
    )


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


@pytest.mark.thorough
def test_lost_scheduler_is_a_message_and_what_is_done_is_kept(tmp_path):
    """Where the scheduler is gone in the middle, the run ends with 1 and says that the same command goes on."""
    folder = write_crowd(tmp_path / "campaign", LETTERS, loops=6)
    with ExitStack() as stack:
        within = stack.enter_context(ExitStack())
        address = within.enter_context(_scheduler(tmp_path))
        stack.enter_context(_worker(address))
        process = stack.enter_context(start_letters(folder, "--dask", address))
        wait_until(lambda: noted(folder) >= 1)
        within.close()
        _, told = process.communicate()

    assert process.returncode == 1
    assert told.splitlines()[-1] == (
        f"the cluster at {address} is gone; nothing is lost: the same command goes on from here, with or without --dask"
    )
    assert "Traceback" not in told
    assert 0 < noted(folder) < LETTERS


def _waiting(folder: Path, count: int) -> tuple[Chunks, Task]:
    """Return so many letters that wait to be made, and what they have in common."""
    campaign = load_campaign(folder)
    order = Order(day=DAY, endings=("txt",))
    letters = plan_letters(campaign, order).letters[:count]
    assert len(letters) == count
    task = Task(look=look_of(campaign, order), endings=order.endings, folder=folder / "letters")
    return Chunks(letters), task


def test_letters_come_back_and_are_written_here(tmp_path):
    """What the workers make is written by the machine that asked, and what became of each letter is told."""
    folder = write_crowd(tmp_path / "campaign", 12)
    chunks, task = _waiting(folder, 12)
    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        stack.enter_context(_worker(address))
        made = [one for some in cluster.make_on_cluster(chunks, task, address, lambda: False) for one in some]

    assert sorted(str(one.letter) for one in made) == [f"visits/mediator-{number:03}" for number in range(12)]
    assert all(fingerprint_of(task.folder / f"{one.letter}.txt") == one.files["txt"] for one in made)
    assert all(isinstance(one, WrittenLetter) for one in made)


def test_run_that_is_stopped_hands_out_nothing_more(tmp_path):
    """Once it is stopped, no letter is handed out."""
    folder = write_crowd(tmp_path / "campaign", 12)
    chunks, task = _waiting(folder, 12)
    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(tmp_path))
        stack.enter_context(_worker(address))

        assert list(cluster.make_on_cluster(chunks, task, address, lambda: True)) == []

    assert len(chunks.next()) == 3


def test_scheduler_without_workers_is_a_message(tmp_path, monkeypatch):
    """A scheduler that has no workers is no cluster yet, and the message says how to start one."""
    monkeypatch.setattr(cluster, "_TIMEOUT", 1)
    chunks, task = _waiting(write_crowd(tmp_path / "campaign", 2), 2)

    with (
        _scheduler(tmp_path) as address,
        pytest.raises(cluster.ClusterError, match="has no workers; 'dask worker ADDRESS' starts one"),
    ):
        list(cluster.make_on_cluster(chunks, task, address, lambda: False))


def test_worker_unpacks_the_templates_once(tmp_path):
    """A worker keeps the templates in a folder of its own for as long as letters have that look, and uses them."""
    chunks, task = _waiting(write_crowd(tmp_path / "campaign", 2), 2)
    bundle = cluster._bundled(task)

    made = cluster._make_chunk(chunks.next(), bundle)

    look = cluster._look_there(bundle)
    assert len(made) == 1
    assert b"To: president@example.org" in made[0].contents["txt"]
    assert look.templates.name == "entreaty-templates"
    assert look == cluster._look_there(bundle)
    assert contents(look.templates) == contents(task.look.templates)
    other = cluster._look_there(replace(bundle, look=replace(task.look, fingerprint="other")))
    assert other.templates != look.templates
    assert not look.templates.exists()


@pytest.mark.thorough
def test_worker_that_joins_late_is_asked_as_well(tmp_path):
    """A worker refuses to make letters if it has other versions than the machine that asks."""
    chunks, task = _waiting(write_crowd(tmp_path / "campaign", 2), 2)
    bundle = replace(cluster._bundled(task), versions={"weasyprint": "0"})

    with pytest.raises(cluster.ClusterError, match=r"it has weasyprint \S+ \(here 0\)"):
        cluster._make_chunk(chunks.next(), bundle)


def test_letter_that_loses_every_worker_fails_alone(tmp_path):
    """Of letters that workers were lost with, halves are made again; the last one fails, and may be tried again."""
    chunks, _ = _waiting(write_crowd(tmp_path / "campaign", 4), 4)
    one, two, three = (chunks.next() for _ in range(3))

    assert list(cluster._lost((*one, *two), chunks, "killed")) == []
    assert chunks.next() == one
    ((failed,),) = cluster._lost(three, chunks, "killed")
    assert failed.problems[0].message == "every worker that made this letter was lost: killed"
    assert not failed.lasting


def test_line_that_breaks_is_told_in_words():
    """Whatever Dask says when the line breaks, the user reads that nothing is lost; other errors stay as they are."""
    for broken in (OSError("reset"), TimeoutError(), CancelledError()):
        told = r"^the cluster at tcp://x is gone; nothing is lost"
        with pytest.raises(cluster.ClusterError, match=told), cluster._gone("tcp://x"):
            raise broken
    with pytest.raises(cluster.ClusterError, match=r"^other$"), cluster._gone("tcp://x"):
        raise cluster.ClusterError("other")


def test_nobody_at_the_address_is_told_within_this_process(monkeypatch):
    """An address where nobody answers is a message, and one that is no address as well."""
    monkeypatch.setattr(cluster, "_TIMEOUT", 0.5)
    with pytest.raises(cluster.ClusterError, match="no Dask scheduler answers at nowhere://x"):
        cluster._connected("nowhere://x")
