"""Runs that would change nothing: known without loading the campaign, told like the first, never believed wrongly."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from entreaty.batch import run
from entreaty.batch.request import RunRequest
from entreaty.cli import main
from entreaty.content.campaign import Campaign, load_campaign
from entreaty.content.places import files_of, shipped_templates
from entreaty.planning.order import Order
from entreaty.problems import ContentError
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, PROFILES, RECIPIENTS, SENDER, edited, write_campaign

pytestmark = pytest.mark.no_cover

DOUBTFUL = edited(RECIPIENTS, "status: third-party", "status: unverified")
BROKEN = edited(DOUBTFUL, "form_of_address: foreign-minister", "form_of_address: foreign-ministr")
NOBODY = edited(APPEAL, "for: {audiences: [third-state]}", "for: {audiences: [legislature]}")
SIGNED = SENDER + "logo: {file: logo.png, alt: A dot}\n"


def _with_everything(folder: Path) -> Path:
    """Write a campaign that has every file a campaign can have, and return its folder."""
    write_campaign(folder, sender=SIGNED)
    Image.new("RGB", (4, 4)).save(folder / "logo.png")
    shutil.copytree(shipped_templates(), folder / "letter_templates")
    (folder / "suppression.txt").write_text("somebody@example.org\n", encoding="utf-8")
    return folder


def _letters(folder: Path, *more: object) -> Result:
    arguments = ["--campaign", folder, "letters", "--date", "2025-06-24", "--format", "txt", *more]
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def loads(monkeypatch) -> list[Path]:
    """Return the campaigns that are loaded from here on."""
    loaded: list[Path] = []

    def load(folder: Path, sender: Path | None = None, **more: Any) -> Campaign:
        loaded.append(folder)
        return original(folder, sender, **more)

    original = load_campaign
    monkeypatch.setattr(run, "load_campaign", load)
    return loaded


@pytest.mark.parametrize(
    ("texts", "counted", "code"),
    [
        ({}, "3 letters written, 0 unchanged, 0 failed, 0 recipients", 0),
        ({"recipients": DOUBTFUL}, "3 letters written, 0 unchanged, 0 failed, 0 recipients", 0),
        ({"recipients": BROKEN}, "2 letters written, 0 unchanged, 1 failed, 0 recipients", 1),
        ({"appeal": NOBODY}, "2 letters written, 0 unchanged, 0 failed, 1 recipient ", 0),
    ],
)
def test_second_run_loads_nothing_and_tells_the_same(tmp_path, loads, texts, counted, code):
    """Unchanged, a run prints what the first one printed, apart from the states, with the same exit code."""
    folder = write_campaign(tmp_path, **texts)
    first = _letters(folder)
    assert loads == [folder]

    second = _letters(folder)

    assert loads == [folder]
    assert counted in first.stdout
    assert (first.exit_code, second.exit_code) == (code, code)
    assert second.stderr == first.stderr
    assert ("warning" in first.stderr) == ("recipients" in texts)
    number = counted[0]
    expected = first.stdout.replace(", written", ", unchanged")
    expected = expected.replace(f"{number} letters written, 0 unchanged", f"0 letters written, {number} unchanged")
    assert second.stdout == expected


def test_letter_that_cannot_be_set_is_told_again(tmp_path, loads):
    """A letter that failed for a reason of its own fails in the second run too, in the same words."""
    long = edited(RECIPIENTS, "lines: [1 Example Avenue, 1202 Geneva]", "lines: [1 Example 🏛, 1202 Geneva]")
    folder = write_campaign(tmp_path, recipients=long)
    options = ("--format", "pdf", "--envelope", "us-10", "--to", "mediator", "--to", "azerbaijani-minister")

    first, second = _letters(folder, *options), _letters(folder, *options)

    assert len(loads) == 1
    assert "no font has" in first.stderr
    assert second.stderr == first.stderr
    assert "0 letters written, 1 unchanged, 1 failed" in second.stdout


def test_letter_that_could_not_be_written_is_tried_again(tmp_path, loads):
    """A letter that failed for want of a place is no reason to believe that the next run would fail as well."""
    folder = write_campaign(tmp_path)
    in_the_way = folder / "letters" / "visits" / "mediator.txt"
    (in_the_way / "x").mkdir(parents=True)
    assert "1 failed" in _letters(folder).stdout

    (in_the_way / "x").rmdir()
    in_the_way.rmdir()

    assert "1 letter written, 2 unchanged, 0 failed" in _letters(folder).stdout
    assert len(loads) == 2


LETTER = "letters/visits/mediator.txt"


@pytest.mark.one_in(6, thorough=2)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("recipients.yaml", RECIPIENTS + "\n# more\n"),
        ("appeals/visits/appeal.yaml", APPEAL + "\n# more\n"),
        ("appeals/authorities.yaml", AUTHORITIES + "\n# more\n"),
        ("appeals/authorities/refs.json", "[]"),
        ("sender.yaml", SIGNED + "\n# more\n"),
        ("letter_templates/letter.txt", "{{ letter.salutation }}\n"),
        ("letter_templates/fonts/README.md", "none"),
        ("suppression.txt", "nobody@example.org\n"),
        ("citation_styles/own.yaml", "name: Own\n"),
        ("logo.png", None),
        (LETTER, "changed"),
        (LETTER, None),
        ("letters/manifest.json", '{"letters": []}'),
        ("letters/manifest.json", None),
        ("letters/.journal.jsonl", '{"appeal": "visits"'),
        ("letters/.last-run.json", "no JSON"),
        ("letters/.last-run.json", None),
    ],
)
def test_whatever_changed_is_seen(tmp_path, loads, path, text):
    """A change of any file that letters are made from, or of what was made, has the campaign loaded again."""
    folder = _with_everything(tmp_path)
    _letters(folder)
    _letters(folder)
    assert len(loads) == 1

    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text(text or "", encoding="utf-8")
    if text is None:
        (folder / path).unlink()
    with suppress(ContentError):
        _letters(folder)

    # A sender whose image is gone keeps the run from getting any further than that.
    assert len(loads) == 2


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "options",
    [
        ("--date", "2025-06-25"),
        ("--language", "fr"),
        ("--to", "mediator"),
        ("--strict",),
        ("--force",),
        ("--outreach-page",),
        ("--citation-style", "un"),
        ("--format", "txt,pdf"),
        ("--out", "elsewhere"),
    ],
)
def test_another_order_is_another_run(tmp_path, loads, options, monkeypatch):
    """What was ordered belongs to what a run is made from; --force and a page beside the letters need the letters."""
    monkeypatch.chdir(tmp_path)
    folder = write_campaign(tmp_path)
    _letters(folder)

    _letters(folder, *options)

    assert len(loads) == 2


def test_included_profiles_are_part_of_the_run(tmp_path, loads):
    """A change in a file that recipients.yaml includes is seen, as is a file that is included from now on."""
    write_campaign(tmp_path, recipients="include: [more.yaml]\n")
    more = tmp_path / "more.yaml"
    more.write_text(PROFILES, encoding="utf-8")
    _letters(tmp_path)
    _letters(tmp_path)
    assert len(loads) == 1

    more.write_text(PROFILES + "\n", encoding="utf-8")
    _letters(tmp_path)
    assert len(loads) == 2


def test_number_of_processes_is_not_part_of_the_run(tmp_path, loads):
    """How many processes make the letters changes nothing, so that it is no reason to load anything."""
    folder = write_campaign(tmp_path)
    _letters(folder, "--jobs", "1")

    assert "3 unchanged" in _letters(folder, "--jobs", "2").stdout
    assert len(loads) == 1


def test_another_version_or_other_code_is_another_run(tmp_path, monkeypatch):
    """The fingerprint holds the versions of what makes letters, and the program's own code."""
    request = RunRequest(
        campaign=write_campaign(tmp_path), sender=None, order=Order(day=None), folder=tmp_path / "letters"
    )
    before = request.inputs()
    assert before == request.inputs()

    monkeypatch.setattr("entreaty.batch.request.versions", lambda: {"weasyprint": "0"})
    other_version = request.inputs()
    monkeypatch.undo()
    monkeypatch.setattr("entreaty.batch.request.code_fingerprint", lambda: "other")
    other_code = request.inputs()

    assert len({before, other_version, other_code}) == 3


_opened: list[Path] | None = None


def _note_opened(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _opened is not None and isinstance(arguments[0], (str, bytes)):
        name = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        _opened.append(Path(name))


def test_every_file_that_a_run_reads_is_part_of_its_fingerprint(tmp_path, monkeypatch):
    """A run opens no file of the campaign that the fingerprint leaves out."""
    folder = _with_everything(tmp_path)
    known = {*files_of(folder), folder / "sender.yaml", folder / "logo.png"}
    sys.addaudithook(_note_opened)
    monkeypatch.setattr(sys.modules[__name__], "_opened", [])

    _letters(folder, "--format", "pdf,txt,eml", "--to", "mediator")

    read = {path for path in _opened or () if path.is_relative_to(folder) and folder / "letters" not in path.parents}
    assert {folder / "recipients.yaml", folder / "suppression.txt", folder / "logo.png"} <= read
    assert {path for path in read if path.is_file()} <= known
