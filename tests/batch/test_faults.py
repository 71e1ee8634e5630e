"""File operations that fail, or before which the run is killed: nothing half written, nothing untrue, all made up for.

`make faults` fails every operation in every way; here are samples of them.
"""

import json
import sys

import pytest

from tests.support.checkout import ROOT
from tests.support.programs import run

pytestmark = pytest.mark.tool("proc")


def sweep(scenario: str, folder: object, errors: str, *, first: int = 1, step: int = 1) -> dict:
    """Fail operations of a scenario in a program of its own, and return what was found."""
    command = [sys.executable, "-m", "tests.support.faults", f"tests.support.disturbed:{scenario}", folder]
    done = run([*command, "--errors", errors, "--first", first, "--step", step], cwd=ROOT, check=False, seconds=3600)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("scenario", "operations"), [("letters", 500), ("again", 500), ("importing", 250)])
def test_what_fails_or_is_killed_leaves_nothing_half_done(tmp_path, scenario, operations):
    """A few operations spread over the command fail in each way: what is there is whole, and the next run goes on."""
    found = sweep(scenario, tmp_path, "ENOSPC,KILL", first=60, step=331)

    assert found["operations"] >= operations
    assert found["failed"] >= 2
    assert found["wrong"] == []


@pytest.mark.soak
@pytest.mark.parametrize(
    ("scenario", "step"), [("letters", 97), ("again", 97), ("printed", 401), ("importing", 41)], ids=str
)
def test_more_that_fails_or_is_killed_leaves_nothing_half_done(tmp_path, scenario, step):
    """The same at more places of the command, each of which fails in every way."""
    found = sweep(scenario, tmp_path, "ENOSPC,EIO,EMFILE,KILL", step=step)

    assert found["failed"] >= 8
    assert found["wrong"] == []


def test_harness_sees_what_is_wrong(tmp_path):
    """A command that writes without care is caught: half a file, a traceback, and a claim that is untrue."""
    found = sweep("careless", tmp_path, "ENOSPC")

    told = "\n".join(found["wrong"])
    assert "half written" in told
    assert "traceback" in told
    assert "the exit code is 0, and a.txt is not as it should be" in told
