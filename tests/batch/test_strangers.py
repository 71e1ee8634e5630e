"""Campaigns and folders of letters that strangers made: nothing outside is touched, and nothing is lost."""

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entreaty.batch.run import write_letters
from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from entreaty.content.places import shipped_templates
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.storage.files import fingerprint, fingerprint_of
from tests.support.sample_campaigns import APPEAL, DAY, RECIPIENTS, SENDER, edited, write_campaign

PRECIOUS = b"precious"
REACHED = edited(RECIPIENTS, "1 Example Avenue", "9 Example Avenue")


def _run(folder: Path, *arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(one) for one in ("--campaign", folder, *arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _letters(folder: Path, *more: object) -> Result:
    return _run(folder, "letters", "--date", DAY, "--format", "txt", *more)


@pytest.fixture
def folder(tmp_path):
    """A campaign beside a folder that is none of its business."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious").write_bytes(PRECIOUS)
    return write_campaign(tmp_path / "campaign")


@pytest.fixture(autouse=True)
def _nothing_elsewhere_changes(tmp_path):
    """Whatever a test does, what lies elsewhere stays as it is."""
    yield
    if (tmp_path / "elsewhere").exists():
        assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["precious"]
        assert (tmp_path / "elsewhere" / "precious").read_bytes() == PRECIOUS


def _manifest(folder: Path) -> dict:
    return json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["manifest.json", ".journal.jsonl", ".begun.jsonl", ".lock"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_record_that_is_no_file_stops_the_run(folder, tmp_path, name, kind):
    """A link or a pipe in the place of manifest, journal or lock is named; nothing is read, appended or removed."""
    letters = folder / "letters"
    letters.mkdir()
    if kind == "link":
        (letters / name).symlink_to(tmp_path / "elsewhere" / "precious")
    else:
        os.mkfifo(letters / name)

    result = _letters(folder)

    assert result.exit_code == 1
    assert name in result.stderr or "letters cannot be written here" in result.stderr
    assert not list(letters.rglob("*.txt"))
    assert os.path.lexists(letters / name)


@pytest.mark.no_cover
def test_folder_of_letters_that_leads_out_is_refused(folder, tmp_path):
    """Where letters/ or evidence/ is a link out of the campaign, nothing is written; --out may name any folder."""
    for name in ("letters", "evidence"):
        (folder / name).symlink_to(tmp_path / "elsewhere")

    for command in (("letters", "--date", DAY), ("evidence", "visits")):
        result = _run(folder, *command)
        assert result.exit_code == 1
        assert "this is a link that leads out of the folder 'campaign'" in result.stderr
        assert "name it with --out" in result.stderr

    (tmp_path / "mine").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "mine")
    assert _letters(folder, "--out", tmp_path / "way").exit_code == 0
    assert (tmp_path / "mine" / "visits" / "mediator.txt").exists()


def test_folder_of_an_appeal_that_leads_out_is_refused(folder, tmp_path):
    """Where the letters' own folder is a link out, each letter of it fails by name and nothing is written there."""
    (folder / "letters").mkdir()
    (folder / "letters" / "visits").symlink_to(tmp_path / "elsewhere")

    result = _letters(folder)

    assert result.exit_code == 1
    assert result.stderr.count("this is a link that leads out of the folder 'letters'") == 3
    assert "0 letters written, 0 unchanged, 3 failed" in result.stdout
    assert _manifest(folder)["letters"] == []


@pytest.mark.no_cover
@pytest.mark.parametrize("name", [".visits.csv.part", "visits.csv", "visits.html"])
def test_evidence_is_not_written_through_a_link(folder, tmp_path, name):
    """A link where evidence is written, or where it is begun, is replaced and not followed."""
    (folder / "evidence").mkdir()
    (folder / "evidence" / name).symlink_to(tmp_path / "elsewhere" / "precious")

    assert _run(folder, "evidence", "visits", "--date", DAY).exit_code == 0
    assert b"mediator" in (folder / "evidence" / "visits.csv").read_bytes()


@pytest.mark.no_cover
def test_packet_and_outreach_page_are_not_written_through_a_link(folder, tmp_path):
    """Where packet/ leads out of the folder of letters, it is refused; the page replaces a link and follows none."""
    (folder / "letters").mkdir()
    (folder / "letters" / "packet").symlink_to(tmp_path / "elsewhere")
    (folder / "letters" / "outreach.html").symlink_to(tmp_path / "elsewhere" / "precious")

    page = _letters(folder, "--outreach-page")
    packet = _run(folder, "letters", "--date", DAY, "--format", "pdf", "--to", "mediator", "--packet")

    assert page.exit_code == 0
    assert not (folder / "letters" / "outreach.html").is_symlink()
    assert packet.exit_code == 1
    assert "this is a link that leads out of the folder 'letters'" in packet.stderr


_NO_LETTERS = {
    "path": {"files": {"d/../../../../elsewhere/precious": fingerprint(PRECIOUS)}},
    "recipient": {"recipient": "../../../elsewhere/precious", "files": {"txt": fingerprint(PRECIOUS)}},
    "appeal": {"appeal": "../..", "recipient": "elsewhere", "files": {"txt": fingerprint(PRECIOUS)}},
    "sender": {"sender": "../../../elsewhere", "recipient": "precious", "files": {"txt": fingerprint(PRECIOUS)}},
}


@pytest.mark.no_cover
@pytest.mark.one_in(3)
@pytest.mark.parametrize("row", _NO_LETTERS.values(), ids=_NO_LETTERS)
@pytest.mark.parametrize("record", ["manifest.json", ".journal.jsonl"])
def test_record_of_strangers_removes_nothing_elsewhere(folder, row, record):
    """A row whose names are no letter's counts as none, so that withdrawing a letter stays in the folder."""
    _letters(folder)
    letter = next(one for one in _manifest(folder)["letters"] if one["recipient"] == "swiss-minister")
    (folder / "letters" / "visits" / "swiss-minister.d").mkdir()
    line = json.dumps({**letter, **row})
    text = f'{{\n"versions": {{}},\n"letters": [\n{line}\n]\n}}\n' if record == "manifest.json" else f"{line}\n"
    (folder / "letters" / record).write_text(text, encoding="utf-8")
    nobody = edited(APPEAL, "for: {audiences: [third-state]}", "for: {audiences: [legislature]}")
    write_campaign(folder, appeal=nobody)

    assert _letters(folder).exit_code == 0


def test_withdrawing_stays_in_the_folder_where_a_link_leads_out(folder, tmp_path):
    """A letter that must not go out is not looked for through a link that leads out of the folder."""
    _letters(folder)
    letters = folder / "letters"
    row = {**_manifest(folder)["letters"][0], "appeal": "other", "recipient": "precious"}
    shutil.copy(tmp_path / "elsewhere" / "precious", tmp_path / "precious.txt")
    (tmp_path / "more").mkdir()
    (tmp_path / "precious.txt").rename(tmp_path / "more" / "precious.txt")
    (letters / "other").symlink_to(tmp_path / "more")
    row["files"] = {"txt": fingerprint(PRECIOUS)}
    (letters / ".journal.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    other = APPEAL.replace("for: {audiences: [third-state]}", "for: {audiences: [legislature]}")
    (folder / "appeals" / "other").mkdir()
    (folder / "appeals" / "other" / "appeal.yaml").write_text(other, encoding="utf-8")
    profile = RECIPIENTS.replace("id: swiss-minister", "id: precious")
    write_campaign(folder, recipients=profile)

    _letters(folder)

    assert (tmp_path / "more" / "precious.txt").read_bytes() == PRECIOUS


def test_parts_elsewhere_are_not_cleared(folder, tmp_path):
    """What looks like the rest of a killed run is not removed through a link that leads out."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / ".a.txt.part").write_bytes(b"x")
    own = folder / "letters" / "visits" / "s-0123456789ab"
    own.mkdir(parents=True)
    (own / ".a.txt.part").write_bytes(b"x")
    (folder / "letters" / "other").symlink_to(tmp_path / "more")
    (folder / "letters" / "visits" / "s-8c41f2a09b3e").symlink_to(tmp_path / "more")

    assert _letters(folder).exit_code == 0
    assert (tmp_path / "more" / ".a.txt.part").exists()
    assert not list(own.iterdir())


@pytest.mark.no_cover
def test_file_that_the_program_did_not_write_is_not_replaced(folder):
    """A foreign file in a letter's place is named and stays, and that letter fails; --replace-foreign replaces it."""
    foreign = folder / "letters" / "visits" / "mediator.txt"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(PRECIOUS)

    for more in ([], ["--force"]):
        result = _letters(folder, *more)
        assert result.exit_code == 1
        assert (
            f"{foreign}: error: this file was not written by this program, or cannot be read; it stays as it is"
            in result.stderr
        )
        assert "--replace-foreign" in result.stderr
        assert "1 failed" in result.stdout
        assert foreign.read_bytes() == PRECIOUS
        assert [row["recipient"] for row in _manifest(folder)["letters"]] == ["azerbaijani-minister", "swiss-minister"]
        assert [row["recipient"] for row in _manifest(folder)["failed"]] == ["mediator"]

    result = _letters(folder, "--replace-foreign")
    assert result.exit_code == 0
    assert "1 letter written, 2 unchanged" in result.stdout
    assert foreign.read_bytes().startswith(b"To: president@example.org")


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_in_the_place_of_a_letter_stays(folder, tmp_path, kind):
    """A link, a pipe or a folder in a letter's place is foreign, too."""
    place = folder / "letters" / "visits" / "mediator.txt"
    place.parent.mkdir(parents=True)
    if kind == "link":
        place.symlink_to(tmp_path / "elsewhere" / "precious")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()

    result = _letters(folder)

    assert result.exit_code == 1
    assert "2 letters written, 0 unchanged, 1 failed" in result.stdout
    assert place.is_symlink() == (kind == "link")
    assert place.is_fifo() == (kind == "pipe")


def test_letter_that_was_changed_by_hand_is_kept_beside_the_new_one(folder):
    """A letter that somebody has changed is made again, and what they wrote is kept and named, however often."""
    _letters(folder)
    letter = folder / "letters" / "visits" / "mediator.txt"
    as_written = letter.read_bytes()

    for number, words in enumerate((b"first", b"second"), start=1):
        letter.write_bytes(words)
        result = _letters(folder)
        aside = "mediator.changed.txt" if number == 1 else "mediator.changed-2.txt"
        assert result.exit_code == 0
        assert f"warning: this letter was changed by hand and is made again; what it was is kept as {aside}" in (
            result.stderr
        )
        assert letter.with_name(aside).read_bytes() == words
        assert letter.read_bytes() == as_written

    assert "changed by hand" not in _letters(folder).stderr


def test_letters_that_nobody_remembers_are_no_strangers(folder):
    """Where the manifest is lost, letters that would read as they do are taken for what they are."""
    _letters(folder)
    (folder / "letters" / "manifest.json").write_text("{", encoding="utf-8")

    result = _letters(folder)

    assert result.exit_code == 0
    assert "3 letters written" in result.stdout


def test_letter_that_was_begun_when_the_run_was_killed_is_ours(folder):
    """A file that was renamed into place just before the end, and not noted, is no stranger to a run of other words."""
    campaign = load_campaign(folder)
    order = Order(day=DAY, endings=("txt",))
    run = write_letters(campaign, plan_letters(campaign, order), order, folder / "letters")
    next(run)
    run.close()
    journal = folder / "letters" / ".journal.jsonl"
    journal.unlink()
    assert (folder / "letters" / "visits" / "mediator.txt").exists()
    write_campaign(folder, appeal=edited(APPEAL, "en: Thank you for your attention.", "en: Thank you very much."))

    result = _letters(folder)

    assert result.exit_code == 0
    assert "3 letters written" in result.stdout
    assert not list((folder / "letters").glob(".*.jsonl"))


def test_letter_that_was_begun_is_settled_by_a_run_for_others(folder):
    """A file that a killed run put in place unnoticed is no stranger either after a run that was for others."""
    order = Order(day=DAY, endings=("txt",))
    _letters(folder)
    mediator = folder / "letters" / "visits" / "mediator.txt"
    words = mediator.read_text(encoding="utf-8")
    write_campaign(folder, appeal=edited(APPEAL, "en: Thank you for your attention.", "en: Thank you very much."))
    run = write_letters(load_campaign(folder), plan_letters(load_campaign(folder), order), order, folder / "letters")
    assert "visits/mediator" in (str(outcome.letter) for outcome in run)
    run.close()
    journal = folder / "letters" / ".journal.jsonl"
    kept = [line for line in journal.read_text(encoding="utf-8").splitlines() if "swiss" in line or "azer" in line]
    journal.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert mediator.read_text(encoding="utf-8") != words

    assert _letters(folder, "--to", "azerbaijani-minister").exit_code == 0
    rows = _manifest(folder)["letters"]
    assert all(
        fingerprint_of(folder / "letters" / "visits" / f"{row['recipient']}.txt") == row["files"]["txt"] for row in rows
    )
    write_campaign(folder, appeal=edited(APPEAL, "en: Thank you for your attention.", "en: Many thanks."))
    assert _letters(folder).exit_code == 0


@pytest.mark.no_cover
def test_other_format_keeps_what_is_still_right_and_withdraws_what_is_outdated(folder):
    """A run for other endings keeps a letter's other files while they say the same, and removes outdated ones."""
    text, pdf = (folder / "letters" / "visits" / f"mediator.{ending}" for ending in ("txt", "pdf"))
    to = ("letters", "--date", DAY, "--to", "mediator", "--format")
    _run(folder, *to, "txt")
    _run(folder, *to, "pdf")
    (row,) = _manifest(folder)["letters"]
    assert list(row["files"]) == ["txt", "pdf"]
    assert text.exists()

    write_campaign(folder, appeal=edited(APPEAL, "en: Thank you for your attention.", "en: Thank you very much."))
    result = _run(folder, *to, "txt")

    assert result.exit_code == 0
    assert not pdf.exists()
    assert "Thank you very much." in text.read_text(encoding="utf-8")
    assert _run(folder, *to, "txt,pdf").exit_code == 0
    assert pdf.exists()


def test_run_whose_folder_vanishes_under_it_says_so(folder):
    """Letters that are gone when the run ends have failed, the manifest claims what is there, the next run writes."""
    campaign, order = load_campaign(folder), Order(day=DAY, endings=("txt",))
    letters = folder / "letters"
    outcomes = []
    for outcome in write_letters(campaign, plan_letters(campaign, order), order, letters):
        outcomes.append(outcome)
        if len(outcomes) == 1:
            # A process may write its next letter meanwhile.
            while letters.exists():
                shutil.rmtree(letters, ignore_errors=True)

    last = {str(outcome.letter): outcome for outcome in outcomes}
    assert last["visits/mediator"].state == "failed"
    assert "its files are gone" in last["visits/mediator"].problems[0].message
    claimed = {f"visits/{row['recipient']}" for row in _manifest(folder)["letters"]}
    assert claimed == {name for name in last if (letters / f"{name}.txt").exists()}
    assert claimed == {name for name, outcome in last.items() if outcome.state == "written"}
    again = _letters(folder)
    assert again.exit_code == 0
    assert f", {len(claimed)} unchanged, 0 failed" in again.stdout


def test_manifest_forgets_what_is_not_there(folder):
    """A letter of an earlier run that somebody has removed is not claimed by the manifest of a run for others."""
    _letters(folder)
    (folder / "letters" / "visits" / "swiss-minister.txt").unlink()

    assert _letters(folder, "--to", "mediator").exit_code == 0
    assert [row["recipient"] for row in _manifest(folder)["letters"]] == ["azerbaijani-minister", "mediator"]


_DEEP = "[" * 100_000
_DAMAGED = {
    "brackets": _DEEP,
    "brackets in a row": '{"key":' + _DEEP,
    "surrogate": '{"x": "\\ud800"}',
    "nothing": "",
    "list": "[1, 2]",
    "text": '"x"',
    "digits": "9" * 10_000,
}
_WRONG_VALUES = (None, "x", {}, -1, 10**6, True, 1.5, "\ud800", {"txt": None}, {"txt": "x"}, [None], [[]])


@pytest.mark.no_cover
@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize("text", _DAMAGED.values(), ids=_DAMAGED)
@pytest.mark.parametrize("name", ["manifest.json", ".journal.jsonl", ".begun.jsonl", ".last-run.json"])
def test_damaged_record_counts_as_none(folder, name, text):
    """Whatever stands in the records of a run, the next one makes its letters and ends with 0."""
    _letters(folder)
    before = (folder / "letters" / "manifest.json").read_bytes()
    (folder / "letters" / name).write_text(text, encoding="utf-8")

    result = _letters(folder)

    assert result.exit_code == 0
    assert (folder / "letters" / "manifest.json").read_bytes() == before


@pytest.mark.no_cover
@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize("field", ["appeal", "recipient", "language", "date", "passages", "pages", "files", "problems"])
def test_row_with_a_wrong_value_counts_as_none(folder, field):
    """A row of manifest, journal or what was begun in which anything is of the wrong kind is passed over."""
    _letters(folder)
    before = (folder / "letters" / "manifest.json").read_bytes()
    rows = _manifest(folder)["letters"]
    begun = {"appeal": "visits", "recipient": "mediator", "begun": {"txt": "0" * 64}}
    wrong = [{**row, field: value} for value in _WRONG_VALUES for row in rows]
    lines = "".join(json.dumps(row) + "\n" for row in (*wrong, *({**begun, "begun": one} for one in _WRONG_VALUES)))

    for name in (".journal.jsonl", ".begun.jsonl"):
        (folder / "letters" / name).write_text(lines, encoding="utf-8")
    assert _letters(folder).exit_code == 0
    (folder / "letters" / "manifest.json").write_text(
        '{\n"letters": [\n' + lines.replace("\n", ",\n"), encoding="utf-8"
    )
    assert _letters(folder).exit_code == 0
    assert (folder / "letters" / "manifest.json").read_bytes() == before


@pytest.mark.no_cover
@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize("field", ["inputs", "named", "manifest", "errors", "warnings", "letters", "failures"])
def test_memory_with_a_wrong_value_counts_as_none(folder, field):
    """A memory of the last run in which anything is of the wrong kind is no reason to believe it."""
    _letters(folder)
    path = folder / "letters" / ".last-run.json"
    last = json.loads(path.read_text(encoding="utf-8"))

    for value in (None, "x", 5, [5], ["\ud800"], {"visits/mediator": 5}, {"x": [{}]}, [{"file": 5, "line": "x"}]):
        path.write_text(json.dumps({**last, field: value}), encoding="utf-8")
        result = _letters(folder)
        assert result.exit_code == 0
        assert "0 letters written, 3 unchanged" in result.stdout


def test_included_files_styles_and_appeals_that_lie_elsewhere_are_not_read(folder, tmp_path):
    """An included file of recipients, a citation style and the folder of an appeal are named where they lead out."""
    (tmp_path / "more.yaml").write_text(RECIPIENTS, encoding="utf-8")
    (folder / "more.yaml").symlink_to(tmp_path / "more.yaml")
    write_campaign(folder, recipients=f"include: [more.yaml]\n{RECIPIENTS}", appeal=edited(APPEAL, "oscola", "own"))
    (tmp_path / "own.yaml").write_text("name: own\n", encoding="utf-8")
    (folder / "citation_styles").mkdir()
    (folder / "citation_styles" / "own.yaml").symlink_to(tmp_path / "own.yaml")
    (tmp_path / "appeal").mkdir()
    (tmp_path / "appeal" / "appeal.yaml").write_text(APPEAL, encoding="utf-8")
    (folder / "appeals" / "other").symlink_to(tmp_path / "appeal")

    told = _run(folder, "check", "--date", DAY).stdout.splitlines()

    for name in ("more.yaml", "citation_styles/own.yaml", "appeals/other/appeal.yaml"):
        expected = (
            f"{folder / name}: error: the file cannot be read: this is a link that leads out of the folder 'campaign'"
        )
        assert expected in told


def test_skeletons_and_schemas_are_not_written_through_a_link(folder, tmp_path):
    """Where appeals/ leads out, no appeal is begun there; a schema replaces a link and does not follow it."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "appeal.json").symlink_to(tmp_path / "elsewhere" / "precious")
    assert _run(folder, "schema", "--out", tmp_path / "schemas").exit_code == 0
    assert json.loads((tmp_path / "schemas" / "appeal.json").read_text(encoding="utf-8"))

    shutil.rmtree(folder / "appeals")
    (folder / "appeals").symlink_to(tmp_path / "elsewhere")
    result = _run(folder, "new", "appeal", "more")
    assert result.exit_code == 1
    assert "this is a link that leads out of the folder 'campaign'" in result.stderr


@pytest.mark.parametrize("name", ["suppression.txt", "recipients.yaml", "appeals/visits/appeal.yaml", "sender.yaml"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_file_of_a_campaign_that_is_none_is_named(folder, tmp_path, name, kind):
    """A pipe in the place of a campaign's file is not waited for, and a link out of the campaign is not followed."""
    write_campaign(folder, sender=SENDER)
    path = folder / name
    content = path.read_bytes() if path.exists() else b"x@example.org\n"
    path.unlink(missing_ok=True)
    if kind == "link":
        (tmp_path / "file").write_bytes(content)
        path.symlink_to(tmp_path / "file")
    else:
        os.mkfifo(path)

    for command in (("check", "--date", DAY), ("letters", "--date", DAY, "--format", "txt")):
        result = _run(folder, *command)
        told = result.stdout + result.stderr
        assert result.exit_code == 1
        assert f"{path}: " in told
        assert "leads out of the folder 'campaign'" in told if kind == "link" else "not a file" in told


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", ["fonts/A.ttf", "fonts/notes", "letter.css", "phrases.yaml"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_file_of_templates_that_is_none_is_named(folder, tmp_path, name, kind):
    """A pipe or a link out of the templates is named before anything opens it, fonts included."""
    templates = folder / "letter_templates"
    shutil.copytree(shipped_templates(), templates)
    path = templates / name
    (tmp_path / "file").write_bytes(path.read_bytes() if path.exists() else b"x")
    path.unlink(missing_ok=True)
    if kind == "link":
        path.symlink_to(tmp_path / "file")
    else:
        os.mkfifo(path)

    result = _run(folder, "letters", "--date", DAY, "--to", "mediator", "--format", "pdf")

    assert result.exit_code == 1
    assert f"{path}: error: " in result.stderr
    assert "this is a link that leads out of the folder" in result.stderr or "not a file" in result.stderr


def test_templates_that_lie_elsewhere_are_refused(folder, tmp_path):
    """A folder of templates that is a link out of the campaign stops everything, with what to do."""
    shutil.copytree(shipped_templates(), tmp_path / "templates")
    (folder / "letter_templates").symlink_to(tmp_path / "templates")

    for command in (("check", "--date", DAY), ("letters", "--date", DAY)):
        result = _run(folder, *command)
        assert result.exit_code == 1
        assert "letter_templates: " in result.stdout + result.stderr
        assert "this is a link that leads out of the folder 'campaign'" in result.stdout + result.stderr


def test_sender_that_is_named_may_lie_anywhere(folder, tmp_path):
    """--sender takes a file of any folder, also by a link; a pipe is refused without waiting."""
    (tmp_path / "anna.yaml").write_text(SENDER, encoding="utf-8")
    (folder / "me.yaml").symlink_to(tmp_path / "anna.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")

    assert _letters(folder, "--sender", folder / "me.yaml").exit_code == 0
    refused = _letters(folder, "--sender", tmp_path / "pipe.yaml")
    assert refused.exit_code == 1
    assert "pipe.yaml: this is not a file" in refused.stderr


def test_manifest_holds_no_path_of_this_machine(folder, tmp_path):
    """Warnings and reasons in the manifest name files as they lie in the campaign, wherever that lies."""
    doubtful = edited(REACHED, "status: third-party", "status: unverified")
    broken = edited(doubtful, "form_of_address: foreign-minister", "form_of_address: foreign-ministr")
    write_campaign(folder, recipients=broken)
    foreign = folder / "letters" / "visits" / "mediator.txt"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(PRECIOUS)

    assert _letters(folder).exit_code == 1

    text = (folder / "letters" / "manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert "recipients.yaml:" in text
    assert "visits/mediator.txt: this file was not written" in text
