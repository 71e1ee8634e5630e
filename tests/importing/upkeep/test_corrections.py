"""The list of profiles to verify again goes out as a table, and comes back with what was corrected."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.files.recipients import load_recipients
from tests.support.made_up_sources import CSV, write

RECIPIENTS = """\
include: [recipients/list.yaml]
recipients:
  # the office by the lake
  - id: old-office
    office: {en: Mayor, fr: Maire}
    organisation: City of Example
    name: {given: Anna, family: Example, title: Dr.}
    gender: f
    form_of_address: mayor
    language: [en, fr]
    audiences: [legislature]
    identifiers: {thomas: "01836"}
    address: {lines: ["1 Way", "1202 Example"], country: CH}
    email: anna@example.org
    phone: "+41 22 555 01"
    roles: [{organisation: "Foreign Affairs, Defence and Trade", role: Chair}]
    verified: {day: 2020-01-01, status: official, source: a page}
  - id: new-office
    office: Mayor
    organisation: Town of Example
    name: {family: Sample}
    form_of_address: mayor
    language: en
    audiences: [legislature]
    address: {lines: ["2 Way", "1203 Example"], country: CH}
    verified: {on: 2026-11-01, status: official, source: a page}
"""

ADDRESS = "    address:\n      lines: [3 Way, 1202 Example]\n      country: CH"


@pytest.fixture
def campaign(tmp_path):
    """A campaign with an old profile, a new one, and two of another file that were imported long ago."""
    write(tmp_path, "recipients.yaml", "recipients: []\n")
    text = CSV.replace("2025-03-01", "2019-03-01").replace("01.04.2025", "2019-04-01")
    source = write(tmp_path / "in", "list.csv", text)
    into = tmp_path / "recipients" / "list.yaml"
    assert _run(tmp_path, "import", source, "--audience", "legislature", "--into", into).exit_code == 0
    write(tmp_path, "recipients.yaml", RECIPIENTS)
    return tmp_path


def _run(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), "recipients", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _listed(campaign):
    path = campaign / "verify.csv"
    result = _run(campaign, "check", "--date", "2026-11-28", "--csv", path)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, str(path)), result.stdout
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    return sorted(rows, key=lambda row: ("old-office", "m1", "m2").index(row["id"]))


def _taken_back(campaign, rows, *more, name="verify.csv"):
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        for cells in ([*rows[0]], *([*row.values()] for row in rows)):
            book.active.append(cells)
        book.save(campaign / name)
    else:
        text = io.StringIO()
        writer = csv.DictWriter(text, [*rows[0]], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
        write(campaign, name, text.getvalue())
    return _run(campaign, "import", campaign / name, *more)


def _there(campaign):
    return {one.id: one for one in load_recipients(campaign / "recipients.yaml").entries}


def test_list_holds_what_should_be_looked_at_with_every_field(campaign):
    """Each profile with a finding is a row: what to check first, all its fields, and as what it was listed."""
    rows = _listed(campaign)

    assert [row["id"] for row in rows] == ["old-office", "m1", "m2"]
    assert rows[0]["to check"] == "'old-office' was verified 2523 days ago, on 2020-01-01"
    assert (rows[0]["office (fr)"], rows[0]["address 2"], rows[0]["phone"]) == (
        "Maire",
        "1202 Example",
        "'+41 22 555 01",
    )


@pytest.mark.parametrize("name", ["verify.csv", "verify.xlsx"])
def test_list_that_nobody_has_changed_changes_nothing(campaign, name):
    """A list that comes back as it went out leaves every file as it is, byte for byte."""
    before = {path: path.read_bytes() for path in campaign.rglob("*.yaml")}
    result = _taken_back(campaign, _listed(campaign), name=name)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "3 rows: 0 imported, 0 updated, 3 unchanged, 0 left out; 0 ended" in result.stdout
    assert {path: path.read_bytes() for path in campaign.rglob("*.yaml")} == before


@pytest.mark.parametrize("name", ["verify.csv", "verify.xlsx"])
def test_corrections_go_where_each_profile_stands(campaign, name):
    """A verified day, an address, an end and a field that was emptied are taken over; all else, and remarks, stay."""
    old, anna, paul = _listed(campaign)
    old |= {"verified on": "2026-11-20", "address 1": "3 Way", "phone": ""}
    anna |= {"verified on": "2026-11-21", "email": "office@example.org"}
    paul |= {"ended": "2026-10-01"}
    result = _taken_back(campaign, [old, anna, paul], name=name)
    there = _there(campaign)
    text = (campaign / "recipients.yaml").read_text(encoding="utf-8")

    assert (result.exit_code, result.stderr) == (0, "")
    assert text == (
        RECIPIENTS.replace('["1 Way", "1202 Example"]', "[3 Way, 1202 Example]")
        .replace("    address: {lines: [3 Way, 1202 Example], country: CH}", ADDRESS)
        .replace('    phone: "+41 22 555 01"\n', "")
        .replace("{day: 2020-01-01,", "{day: 2026-11-20,")
    )
    assert there["m1"].email == "office@example.org"
    assert there["m1"].verified.on == date(2026, 11, 21)
    assert there["m2"].ended == date(2026, 10, 1)
    assert result.stdout.count("what was there before") == 2
    # Who has ended is not asked for again.
    assert _listed(campaign) == []


def test_corrections_count_as_edited_by_hand(campaign):
    """The source of a profile that was corrected does not undo it, and nobody ends because the list lacks a row."""
    _, anna, _ = _listed(campaign)
    assert _taken_back(campaign, [anna | {"email": "office@example.org"}]).exit_code == 0
    text = CSV.replace("2025-03-01", "2019-03-01").replace("01.04.2025", "2019-04-01")
    again = _run(
        campaign, "import", write(campaign / "in", "list.csv", text), "--audience", "legislature",
        "--into", campaign / "recipients" / "list.yaml",
    )  # fmt: skip

    assert "2 rows: 0 imported, 0 updated, 2 unchanged, 0 left out; 0 ended" in again.stdout
    assert _there(campaign)["m1"].email == "office@example.org"


def test_profile_that_was_changed_meanwhile_is_told(campaign):
    """What somebody has edited since the list was written is not overwritten."""
    old, *_ = _listed(campaign)
    write(campaign, "recipients.yaml", RECIPIENTS.replace("1 Way", "9 Way"))
    result = _taken_back(campaign, [old | {"email": "office@example.org"}])

    assert result.exit_code == 1
    assert (
        "'old-office' was changed since the list was written: correct it there, or write the list anew" in result.stderr
    )
    assert "9 Way" in (campaign / "recipients.yaml").read_text(encoding="utf-8")


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "nobody"}, "there is no recipient 'nobody', and a list to verify brings nobody in"),
        ({"as listed": "", "email": "x@example.org"}, "its cell 'as listed' is empty"),
        ({"email": "nonsense"}, "'email': 'nonsense' is not an e-mail address"),
        ({"ended": "some day"}, "nobody can tell whether the office is held"),
        ({"form of address": "maior"}, "there is no form of address 'maior'"),
        ({"audiences": "mayr"}, "there is no audience 'mayr'"),
        ({"country": "Atlantis"}, "Atlantis"),
    ],
)
def test_wrong_corrections_are_told_with_their_row(campaign, changes, message):
    """A row that cannot be taken back is left out with the reason, and the others come in."""
    old, anna, _ = _listed(campaign)
    result = _taken_back(campaign, [old | changes, anna | {"email": "office@example.org"}])

    assert result.exit_code == 1
    assert f"{campaign}/verify.csv: row 2: left out: " in result.stderr
    assert message in result.stderr
    assert _there(campaign)["m1"].email == "office@example.org"


def test_dry_run_and_account_hold_for_corrections_too(campaign):
    """What would change is shown, as JSON if asked for, and nothing is written."""
    old, *_ = _listed(campaign)
    before = (campaign / "recipients.yaml").read_bytes()
    result = _taken_back(campaign, [old | {"email": "office@example.org"}], "--dry-run", "--json")

    (row,) = json.loads(result.stdout)["rows"]
    assert row["state"] == "updated"
    assert row["changed"] == [{"field": "email", "file": "anna@example.org", "source": "office@example.org"}]
    assert (campaign / "recipients.yaml").read_bytes() == before
