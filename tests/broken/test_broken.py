"""Broken campaigns: each prints exactly the screen that stands beside it, and leaves nothing behind that is wrong.

A folder of `campaigns/` holds the files in which it differs from the campaign of `sample_campaigns.py`, `removed.txt`
with the files that it lacks, and `screen.txt`, which was written by hand: the commands, what they print, their exit
codes, and the words that a file then has or lacks. What cannot be committed is made by `made.py`. Where the program has
a fault, the screen is what it should print. […] stands for words that are not decided, or that differ at each run.
"""

import json
import re
import shutil
from dataclasses import dataclass
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from tests.broken.made import MADE, NEIGHBOUR, ready
from tests.support.sample_campaigns import write_campaign

pytestmark = pytest.mark.no_cover

HERE = Path(__file__).parent
CAMPAIGNS = HERE / "campaigns"
CASES = sorted(path.name for path in CAMPAIGNS.iterdir() if path.is_dir())
NUMBERED = [case for case in CASES if re.match(r"\d\d[a-z]?-", case)]
# What the list of bad inputs names after its 72 numbers.
FURTHER = {"csv": 6, "image": 4, "json": 4, "xml": 3}
# What is wrong with these is a whole file or folder, or that something is not there, so that there is no line to name.
WITHOUT_LINE = {
    "01a-empty-appeal",
    "01b-empty-recipients",
    "01c-empty-authorities",
    "01d-empty-sender",
    "02-only-comments",
    "26a-folder",
    "26b-pipe",
    "26c-device",
    "26d-pipe-of-suppressed",
    "27-link-outside",
    "28-vanishes",
    "67b-out-of-appeal-is-link",
    "67d-disk-full",
    "68-foreign-file",
    "72d-lost-note",
    "missing-recipients",
    "no-appeal",
}
# The port of the server differs.
VARYING = {"71-cut-after-data"}

UNDECIDED = "[…]"
_STEP = re.compile(r"^\$ (.*)\n((?s:.*?))^exit (\d+|\[\d+\])\n((?:> .*\n)*)", flags=re.MULTILINE)
_ERROR = re.compile(r"^(\S+?)(:\d+|:\[…\])?: error: ", flags=re.MULTILINE)
_PROGRAMS_OWN = {"manifest.json", ".gitignore", ".journal.jsonl", ".lock", ".last-run.json"}


@dataclass(frozen=True)
class Step:
    """A command of a screen: its words, what it prints, its exit code, and what holds of files afterwards."""

    command: str
    printed: str
    code: str
    after: tuple[str, ...]


def steps_of(case: str) -> list[Step]:
    """Return the steps of the screen of a case."""
    screen = (CAMPAIGNS / case / "screen.txt").read_text(encoding="utf-8")
    found = [
        Step(command=one[1], printed=one[2], code=one[3], after=tuple(one[4].splitlines()))
        for one in _STEP.finditer(screen)
    ]
    assert "".join(one[0] for one in _STEP.finditer(screen)) == screen, f"the screen of {case} cannot be read"
    return found


@pytest.mark.one_in(8, thorough=3)
@pytest.mark.parametrize("case", CASES)
def test_screen(case, tmp_path, monkeypatch):
    """Every problem is printed with its place and hint, never a traceback; what lies there afterwards is true."""
    campaign = write_campaign(tmp_path / "campaign")
    (tmp_path / NEIGHBOUR).write_text("Somebody else's.\n", encoding="utf-8")
    shutil.copytree(CAMPAIGNS / case, campaign, dirs_exist_ok=True)
    (campaign / "screen.txt").unlink()
    removed = campaign / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (campaign / name).unlink()
    monkeypatch.chdir(campaign)
    with ready(case, campaign):
        foreign = _lying_in(campaign / "letters")
        for step in steps_of(case):
            result = CliRunner().invoke(main, step.command.split())

            assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
            if UNDECIDED in step.printed:
                assert re.fullmatch(_as_pattern(step.printed), result.output, re.DOTALL), result.output
            else:
                assert result.output == step.printed
            assert re.fullmatch(step.code, str(result.exit_code))
            for line in step.after:
                _assert_holds(line, campaign)
            _assert_letters_are_true(campaign / "letters", foreign)
    assert (tmp_path / NEIGHBOUR).read_text(encoding="utf-8") == "Somebody else's.\n"


def _as_pattern(printed: str) -> str:
    return ".*".join(map(re.escape, printed.split(UNDECIDED)))


def _assert_holds(line: str, campaign: Path) -> None:
    """Hold a line such as "> letters/visits/mediator.txt has: 7 * 7" against the file.

    "lacks" is the opposite, "lines: 998" says how many bytes the longest line has at most, and "headers" which headers
    an e-mail has.
    """
    name, verb, words = re.fullmatch(r"> (\S+) (has|lacks|lines|headers): (.+)", line).groups()
    content = (campaign / name).read_bytes()
    if verb == "lines":
        assert max(map(len, content.splitlines())) <= int(words)
    elif verb == "headers":
        assert message_from_bytes(content).keys() == words.split()
    else:
        assert (words.encode() in content) == (verb == "has"), line


def _lying_in(letters: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in a folder of letters, those aside that the program keeps for itself."""
    return {
        path.relative_to(letters).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in letters.rglob("*")
        if path.is_file() and path.name not in _PROGRAMS_OWN
    }


def _assert_letters_are_true(letters: Path, foreign: dict[str, str]) -> None:
    """Hold the files of letters against the manifest: each as it says, none that it does not know, no part of one.

    Args:
        letters: The folder.
        foreign: What lay there before; it may stay as it was.
    """
    if letters.is_symlink() or not (letters / "manifest.json").exists():
        return
    manifest = json.loads((letters / "manifest.json").read_text(encoding="utf-8"))
    claimed = {
        f"{letter['appeal']}/{letter['recipient']}.{ending}": digest
        for letter in manifest["letters"]
        for ending, digest in letter["files"].items()
    }
    lying = _lying_in(letters)
    assert claimed.items() <= lying.items()
    assert lying.items() <= claimed.items() | foreign.items()


@pytest.mark.parametrize("case", CASES)
def test_every_problem_names_its_line(case):
    """Every problem of a file names a line of it, except where the whole file or folder is what is wrong."""
    places = [_ERROR.search(line) for step in steps_of(case) for line in step.printed.splitlines()]
    with_line = [bool(place[2]) for place in places if place]

    if with_line:
        assert all(with_line) == (case not in WITHOUT_LINE)


def test_every_bad_input_stands_here():
    """All 72 numbers of the list are here, and what it names after them; each says what it expects."""
    numbers = {int(case[:2]) for case in NUMBERED}

    assert numbers == set(range(1, 73))
    for kind, count in FURTHER.items():
        assert len([case for case in CASES if case.startswith(f"{kind}-")]) >= count
    assert len(CASES) >= 72
    assert {*WITHOUT_LINE, *MADE} <= set(CASES)
    for case in CASES:
        assert steps_of(case), f"{case} says nothing"
        assert case in VARYING or all(UNDECIDED not in step.printed for step in steps_of(case))
        files = {path.name for path in (CAMPAIGNS / case).rglob("*") if path.is_file()}
        assert len(files) > 1 or case in MADE, f"{case} is the valid campaign itself"


def test_the_table_lists_them():
    """The table for people has a row for each of the inputs that have a number."""
    table = (HERE / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| .* \| ", table, flags=re.MULTILINE)
    listed = [row for row in rows if row != "input"]

    assert listed == [
        case for case in CASES if case in NUMBERED or case.startswith(tuple(f"{kind}-" for kind in FURTHER))
    ]


def test_the_campaign_they_are_made_from_has_no_problem(tmp_path, monkeypatch):
    """The campaign that every case differs from passes `check`, so each screen shows its own mistake alone."""
    write_campaign(tmp_path)
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["check", "--date", "2025-06-24"])

    smaller = "1 address is set in smaller type, no smaller than 8 pt (swiss-minister)"
    assert result.output == f"{smaller}\n0 errors, 0 warnings\n"
    assert result.exit_code == 0
