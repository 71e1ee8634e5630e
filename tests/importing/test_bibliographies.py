"""`authorities import`: a bibliography becomes a file of the campaign, and what law needs beside is told."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entreaty.cli import main
from tests.support.sample_campaigns import write_campaign

REPORTS = """[{"id": "Lee_2024", "type": "report", "title": "Buses", "author": [{"literal": "Town"}], "issued": "2024"},
{"id": "accord", "type": "treaty", "title": "Accord on Buses", "issued": "2020-01-02", "volume": 3}]
"""


def _import(campaign: Path, file: Path, *options: str) -> Result:
    arguments = ["--campaign", str(campaign), "authorities", "import", str(file), *options]
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _file(folder: Path, text: str = REPORTS, name: str = "refs.json") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_bibliography_becomes_a_file_of_the_campaign(tmp_path):
    """The file is kept under its name, word for word, and what law needs beside is told by kind and key."""
    campaign = write_campaign(tmp_path / "campaign")

    result = _import(campaign, _file(tmp_path))

    assert result.exit_code == 0
    written = campaign / "appeals" / "authorities" / "refs.json"
    assert written.read_text(encoding="utf-8") == REPORTS
    lacking = "'custom.entry-into-force', 'container-title-short', 'page'"
    assert result.stdout.splitlines() == [
        "refs.json: 2 sources: 1 report, 1 treaty",
        f"  1 treaty: add {lacking} (OSCOLA needs them): accord",
        "  1 treaty: add 'custom.parties' (without it, it binds no state): accord",
        str(written),
    ]


def test_dry_run_writes_nothing(tmp_path):
    """What there is and what lacks is told, and no file is made."""
    campaign = write_campaign(tmp_path / "campaign")

    result = _import(campaign, _file(tmp_path), "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "nothing is written"
    assert not (campaign / "appeals" / "authorities").exists()


def test_the_same_again_changes_nothing_and_other_words_are_refused(tmp_path):
    """A file of that name is never overwritten: what was added by hand would be lost."""
    campaign = write_campaign(tmp_path / "campaign")
    written = campaign / "appeals" / "authorities" / "refs.json"
    _import(campaign, _file(tmp_path))

    again = _import(campaign, _file(tmp_path))
    other = _import(campaign, _file(tmp_path, REPORTS.replace("Buses", "Trams")))

    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, f"{written}  unchanged")
    assert other.exit_code == 1
    assert "a bibliography of that name is there, with other words: nothing is written" in other.stderr
    assert written.read_text(encoding="utf-8") == REPORTS


def test_id_that_the_campaign_has_is_told(tmp_path):
    """An id of authorities.yaml, in whatever capitals, is an error that names the other; nothing is written."""
    campaign = write_campaign(tmp_path / "campaign")

    result = _import(campaign, _file(tmp_path, REPORTS.replace("accord", "GC3")))

    assert result.exit_code == 1
    assert "refs.json:2: error: the campaign has an authority 'gc3' already" in result.stderr
    assert f"it is at {campaign / 'appeals' / 'authorities.yaml'}:2 already" in result.stderr
    assert result.stdout.endswith("nothing is written\n")
    assert not (campaign / "appeals" / "authorities").exists()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("refs.bib", "@book{a, title={A}}", "'pandoc refs.bib -t csljson -o refs.json' makes one"),
        ("refs.json", '[{"id": "a"', "this is not JSON"),
        ("refs.json", "[]", "there is no source in it"),
        ("refs.yaml", "- {id: a, type: book}", "'title' is missing"),
        ("refs.yaml", "references: none", "'references' must be a list"),
    ],
)
def test_what_is_no_bibliography_is_refused(tmp_path, name, text, message):
    """A file of another format, a broken one and one without a usable source are told, and nothing is written."""
    campaign = write_campaign(tmp_path / "campaign")

    result = _import(campaign, _file(tmp_path, text, name))

    assert result.exit_code == 1
    assert message in result.stderr
    assert not (campaign / "appeals" / "authorities").exists()


def test_broken_bibliography_stops_no_letter_that_does_not_need_it(tmp_path):
    """Letters whose sources stand in other files are written; the broken file is told with its line."""
    campaign = write_campaign(tmp_path / "campaign")
    broken = campaign / "appeals" / "authorities" / "refs.json"
    broken.parent.mkdir()
    broken.write_text('[{"id": "a",', encoding="utf-8")

    options = ["--date", "2025-06-24", "--format", "txt"]
    result = CliRunner().invoke(main, ["--campaign", str(campaign), "letters", *options])

    assert result.exit_code == 1
    assert f"{broken}:1: error: this is not JSON" in result.stderr
    assert "3 letters written, 0 unchanged, 0 failed" in result.stdout


def test_check_knows_every_file(tmp_path):
    """`check` reads the bibliography, tells what is wrong in it, and once that it is not cited."""
    campaign = write_campaign(tmp_path / "campaign")
    _import(campaign, _file(tmp_path, REPORTS.replace('"issued": "2024"', '"issued": "2024-13"')))

    result = CliRunner().invoke(main, ["--campaign", str(campaign), "check", "--date", "2025-06-24"])

    path = campaign / "appeals" / "authorities" / "refs.json"
    assert result.exit_code == 1
    assert f"{path}:1: error: 'issued': '2024-13' is no date" in result.stdout
    assert f"{path}:2: warning: 'accord' is never cited" in result.stdout


@pytest.mark.parametrize("appeal", [False, True])
def test_bibliography_that_would_hide_the_others_is_refused(tmp_path, appeal):
    """No file makes the folder of bibliographies an appeal, and none is put into an appeal of that name."""
    campaign = write_campaign(tmp_path / "campaign")
    folder = campaign / "appeals" / "authorities"
    if appeal:
        shutil.copytree(campaign / "appeals" / "visits", folder)
    file = _file(tmp_path, REPORTS, "refs.json" if appeal else "appeal.yaml")

    result = _import(campaign, file)

    assert result.exit_code == 1
    assert "another name" in result.stderr
    assert not (folder / file.name).exists()
