"""What the program writes of people: git does not see it, and nobody but its owner can read it."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.scaffold import IGNORED
from entreaty.delivery.ledger import open_ledger
from entreaty.delivery.senders.persons import opened_senders
from tests.support.checkout import ROOT
from tests.support.made_up_sources import CSV
from tests.support.programs import run
from tests.support.sample_campaigns import DAY, SENDER, write_campaign
from tests.support.sample_supporters import TODAY, person

pytestmark = pytest.mark.no_cover

# What people write themselves.
_OWN = {
    "sender.yaml": SENDER,
    "my-sender.yaml": SENDER,
    "sender-berlin.yaml": SENDER,
    "delivery.yaml": "rate: 5\n",
    "suppression.txt": "somebody@example.org\n",
    "supporters.csv": "name,consent\n",
    "north-supporters.xlsx": "",
    "supporters-2026.ods": "",
}


def _run(folder: Path, *arguments: object) -> None:
    done = CliRunner().invoke(main, [str(one) for one in ("--campaign", folder, *arguments)])
    assert done.exit_code == 0, done.output


def _run_everything_that_writes(folder: Path, source: Path) -> None:
    letters = ("letters", "--date", DAY, "--to", "mediator", "--format")
    _run(folder, *letters, "pdf,txt,eml", "--packet", "--outreach-page")
    _run(folder, *letters, "txt", "--out", folder / "out2", "--sender", folder / "my-sender.yaml")
    _run(folder, "evidence", "visits", "--date", DAY)
    _run(folder, "evidence", "visits", "--date", DAY, "--out", folder / "evidence2")
    _run(folder, "coverage", "visits", "--html", folder / "coverage.html", "--csv", folder / "coverage.csv")
    importing = ("recipients", "import", source, "--audience", "legislature", "--language", "de")
    _run(folder, *importing, "--report", folder / "report.csv")
    source.write_text(CSV.replace("Weg 1", "Weg 2"), encoding="utf-8")
    _run(folder, *importing, "--report", folder / "rows.csv")
    with open_ledger(folder / "ledger.sqlite3", datetime.now(UTC)):
        pass
    with opened_senders(folder / "senders.sqlite3") as senders:
        senders.ids_of([person()], TODAY)
    _run(folder, "status")


@pytest.fixture(params=["campaign", "checkout"])
def ignored(request):
    """The rules of a new campaign, and those of the checkout."""
    return "\n".join(IGNORED) if request.param == "campaign" else (ROOT / ".gitignore").read_text(encoding="utf-8")


@pytest.mark.one_in(2)
@pytest.mark.tool("git")
def test_git_sees_nothing_of_people(tmp_path, ignored):
    """After every command that writes, git finds nothing to add, neither in the campaign nor where --out led."""
    folder = write_campaign(tmp_path / "campaign")
    (folder / ".gitignore").write_text(ignored, encoding="utf-8")
    source = tmp_path / "council.csv"
    source.write_text(CSV, encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        run(["git", *command], cwd=folder)
    for name, text in _OWN.items():
        (folder / name).write_text(text, encoding="utf-8")

    _run_everything_that_writes(folder, source)

    assert run(["git", "status", "--porcelain", "-uall"], cwd=folder).stdout == " M recipients.yaml\n"


@pytest.mark.thorough
def test_only_the_owner_reads_what_is_written(tmp_path):
    """Files that are written have the mode 0600 and folders that are made 0700, also over older files of any mode."""
    folder = write_campaign(tmp_path / "campaign")
    for name, text in _OWN.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "letters").mkdir()
    for name in ("coverage.csv", "letters/.last-run.json", "letters/manifest.json", "recipients.imported.json"):
        content = '{"sources": {}}' if "imported" in name else ""
        (folder / name).write_text(content, encoding="utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    own = {*_OWN, "recipients.yaml", "appeals", "letters", *(str(path) for path in Path("appeals").rglob("*"))}
    own |= {str(path.relative_to(folder)) for path in (folder / "appeals").rglob("*")}
    source = tmp_path / "council.csv"
    source.write_text(CSV, encoding="utf-8")

    before = os.umask(0o022)
    try:
        _run_everything_that_writes(folder, source)
    finally:
        os.umask(before)

    found = {str(path.relative_to(folder)): path for path in folder.rglob("*")}
    wrong = {
        name: oct(stat.S_IMODE(path.stat().st_mode))
        for name, path in found.items()
        if name not in own and stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)
    }
    # The ledger is for whoever sends.
    assert {name: mode for name, mode in wrong.items() if "ledger" not in name} == {}
    assert {"letters/visits/mediator.pdf", "evidence2/visits.csv", "backups", "status.csv"} <= found.keys()
    assert stat.S_IMODE((folder / "recipients.yaml").stat().st_mode) == 0o644
