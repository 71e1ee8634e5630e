"""Broken campaigns: each prints exactly the screen that stands beside it.

A folder of `broken/` holds the files in which it differs from the campaign of `campaigns.py`, `removed.txt` with the
files that it lacks, and `problems.txt` with the screen, which was written by hand.
"""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from tests.support.sample_campaigns import write_campaign

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
# What is wrong with these is that something is not there, so that there is no line to name.
WITHOUT_LINE = {"empty-appeal", "missing-recipients", "no-appeal"}


def _write_case(case: str, folder: Path) -> None:
    write_campaign(folder)
    shutil.copytree(BROKEN / case, folder, dirs_exist_ok=True)
    removed = folder / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (folder / name).unlink()


@pytest.mark.parametrize("case", CASES)
def test_check_prints_the_screen(case, tmp_path, monkeypatch):
    """`check` prints every problem with its place and hint, counts them, exits with 1 and never with a traceback."""
    _write_case(case, tmp_path)
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["check", "--date", "2025-06-24"])

    assert result.output == (BROKEN / case / "problems.txt").read_text(encoding="utf-8")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("case", CASES)
def test_every_problem_names_its_line(case):
    """Every problem names a line of a file, except where a file or its content is missing."""
    screen = (BROKEN / case / "problems.txt").read_text(encoding="utf-8")
    places = re.findall(r"^(\S+): error: ", screen, flags=re.MULTILINE)

    assert places
    assert all(re.search(r"\.yaml:[1-9]\d*$", place) for place in places) == (case not in WITHOUT_LINE)


def test_there_are_enough_cases():
    """At least thirty campaigns are broken, each has its screen, and none is the valid campaign itself."""
    assert len(CASES) >= 30
    assert set(CASES) >= WITHOUT_LINE
    for case in CASES:
        files = {path.name for path in (BROKEN / case).rglob("*") if path.is_file()}
        assert "problems.txt" in files
        assert len(files) > 1


def test_the_campaign_they_are_made_from_has_no_problem(tmp_path, monkeypatch):
    """The campaign that every case differs from passes `check`, so each screen shows its own mistake alone."""
    write_campaign(tmp_path)
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["check", "--date", "2025-06-24"])

    assert result.output == "0 errors, 0 warnings\n"
    assert result.exit_code == 0
