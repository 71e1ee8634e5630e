"""The fuzzer: inputs of each target reach what lies behind its door, and what is found is kept with its input."""

from pathlib import Path

import pytest

from fuzz import hunt
from fuzz.hunt import Hunt, Tally
from fuzz.seeds import make_seeds
from fuzz.table import table
from fuzz.worker import all_targets, input_of, run_input
from tests.support.tiers import sampled

pytestmark = pytest.mark.no_cover

SEED = "tests"
# At least so many inputs of each target are run; more, until one comes as deep as it must.
INPUTS, AT_MOST = 3, 25
# What these find stands in tests/broken/test_found.py; it is not mended yet.
FAULTY = {"images", "options"}
# How deep one of the first inputs of each target comes at least.
REACHED = {
    "campaign": "printed",
    "shipped": "printed",
    "passages": "printed",
    "suppression": "printed",
    "delivery": "accepted",
    "leftovers": "printed",
    "templates": "printed",
    "style-sheets": "printed",
    "phrases": "printed",
    "citation-styles": "printed",
    "images": "printed",
    "enclosures": "printed",
    "csv": "merged",
    "vcard": "merged",
    "xlsx": "merged",
    "ods": "merged",
    "districts": "accepted",
    "xls": "merged",
    "json": "merged",
    "bundestag": "merged",
    "meps": "merged",
    "popolo": "merged",
    "openstates": "merged",
    "congress": "merged",
    "mapping": "merged",
    "memory": "merged",
    "ledger": "accepted",
    "smtp": "sent",
    "imap": "sent",
    "options": "accepted",
    "requests": "accepted",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with every seed."""
    made = tmp_path_factory.mktemp("fuzz")
    make_seeds(made / "seeds")
    return made


def test_every_target_is_tried_here():
    """No target is forgotten below."""
    assert REACHED.keys() == all_targets(Path("seeds")).keys()


@pytest.mark.one_in(30, thorough=2)
@pytest.mark.parametrize("name", sampled(REACHED, REACHED.keys() - {"shipped"}))
def test_target_reaches_what_lies_behind_its_door(name, folder, tmp_path, monkeypatch):
    """Of the first inputs, one is not refused, and none is survived badly."""
    monkeypatch.chdir(tmp_path)
    target = all_targets(folder / "seeds")[name]
    work = folder / f"work-{name}"
    work.mkdir()

    reached: list[str] = []
    for number in range(AT_MOST):
        told = run_input(target, input_of(target, SEED, number), work)
        assert name in FAULTY or told["fault"] == ""
        reached += told["reached"]
        if number + 1 >= INPUTS and REACHED[name] in reached:
            break

    target.end()
    assert REACHED[name] in reached


@pytest.mark.parametrize("name", ["campaign", "vcard", "xlsx", "images", "smtp"])
def test_input_is_the_same_at_each_run(name, folder):
    """Seed and number decide an input, so that a finding can be repeated; another number gives another one."""
    target = all_targets(folder / "seeds")[name]

    assert input_of(target, SEED, 3) == input_of(target, SEED, 3)
    assert input_of(target, SEED, 3) != input_of(target, SEED, 4)
    assert input_of(target, SEED, 3) != input_of(target, "another", 3)


def test_what_takes_too_long_is_kept_with_its_input(folder, monkeypatch):
    """An input that is not answered counts as a hang, lies there with how to repeat it, and the next one is run."""
    monkeypatch.setattr(hunt, "_TO_START", 0.0)

    tally = Hunt(seed=SEED, folder=folder, seconds=60, first=7, inputs=2).of("csv")

    assert (tally.inputs, dict(tally.kinds)) == (2, {"hang": 2})
    (found,) = tally.found.values()
    told = (found / "finding.txt").read_text(encoding="utf-8")
    assert f"python -m fuzz csv --seed {SEED} --first 7 --inputs 1\n" in told
    assert "$ recipients import list.csv " in told
    assert (found / "campaign" / "list.csv").exists()


def test_worker_that_ends_is_told(folder, monkeypatch):
    """Where a worker ends, as by a signal, its input is kept, and the table counts it."""
    monkeypatch.setattr(hunt.sys, "executable", "false")

    tally = Hunt(seed=SEED, folder=folder, seconds=60, inputs=1).of("congress")

    assert dict(tally.kinds) == {"end": 1}
    assert list(table({"congress": tally}))[1].split()[:5] == ["congress", "1", "0", "0", "0"]
    assert (folder / "findings" / "congress-0" / "campaign" / "recipients.yaml").exists()


def test_table_gives_the_shares_of_each_stage():
    """Shares are of all inputs, and what was found stands below with its folder."""
    tally = Tally(inputs=8, slowest=1.26, memory=2048)
    tally.reached.update(["planned"] * 6)
    tally.kinds["hang"] = 1
    tally.found["hang: hang"] = Path("findings", "csv-3")

    lines = list(table({"csv": tally}))

    assert lines[1].split() == ["csv", "8", "75%", "0", "0", "1", "0", "1.3", "s", "2"]
    assert lines[2] == "findings/csv-3: hang: hang"
