"""File operations of `send` that fail, or before which it is killed: no letter twice, none lost, nothing untrue."""

import json
import sys

import pytest

from tests.support.checkout import ROOT
from tests.support.programs import run

pytestmark = pytest.mark.tool("proc")


def _sweep(folder, errors, *, first=1, step):
    command = [sys.executable, "-m", "tests.support.faults", "tests.support.disturbed_sending:sending", folder]
    done = run([*command, "--errors", errors, "--first", first, "--step", step], cwd=ROOT, check=False, seconds=3600)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("first", "step"), [(175, 31), pytest.param(1, 19, marks=pytest.mark.soak)], ids=["some", "thorough"]
)
def test_what_fails_sends_nothing_twice_and_loses_nothing(tmp_path, first, step):
    """Operations spread over a run of three letters fail in each way: what arrived is what the ledger says."""
    found = _sweep(tmp_path, "ENOSPC,EIO,EMFILE,KILL" if step < 30 else "ENOSPC,KILL", first=first, step=step)

    assert found["operations"] >= 180
    assert found["failed"] >= 2
    assert found["wrong"] == []
