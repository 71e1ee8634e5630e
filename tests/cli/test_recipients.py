"""`recipients import|list|check|ended` as a person types them: what is printed where, and the exit code."""

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.cli.recipients import bring_in
from tests.support.made_up_sources import CSV, LEGISLATORS, OFFICES, write

SOUND = CSV.splitlines(keepends=True)


def _entreaty(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), "recipients", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _import(folder, text=CSV, *more, name="list.csv"):
    return _entreaty(folder, "import", write(folder / "in", name, text), "--audience", "legislature", *more)


def test_import_tells_everything_and_ends_with_0(tmp_path):
    """The mapping, each profile, the counts, how people are reached and the files written are printed."""
    result = _import(tmp_path)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "list: read as csv",
        "  cells are separated by semicolons",
        "  column 1 'ID' is id",
        "  column 2 'Vorname' is given name",
        "  column 3 'Name' is family name",
        "  column 4 'Titel' is title",
        "  column 5 'Anrede' is courtesy",
        "  column 6 'Funktion' is office",
        "  column 7 'Organisation' is organisation",
        "  column 8 'Straße' is street",
        "  column 9 'PLZ' is postal code",
        "  column 10 'Ort' is city",
        "  column 11 'Land' is country",
        "  column 12 'E-Mail' is email",
        "  column 13 'Partei' is party",
        "  column 14 'Stand' is verified on",
        "imported m1",
        "imported m2",
        "2 rows: 2 imported, 0 updated, 0 unchanged, 0 left out; 0 ended",
        "reached by post: 2, only by e-mail or form: 0, not at all: 0",
        f"{tmp_path}/recipients.yaml",
        f"{tmp_path}/recipients.imported.json",
    ]


def test_rows_that_are_left_out_go_to_standard_error_and_end_with_1(tmp_path):
    """A row that could not be used is told with file, row and reason; the others are imported."""
    result = _import(tmp_path, "".join((*SOUND, "short\n")))

    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path}/in/list.csv: row 4: left out: it has 1 cell, but the heading has 14\n"
    assert "3 rows: 2 imported, 0 updated, 0 unchanged, 1 left out; 0 ended" in result.stdout


def test_what_a_person_edited_is_told(tmp_path):
    """What is kept against the source goes to standard error, with both values; a copy of the file is named."""
    _import(tmp_path)
    path = tmp_path / "recipients.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("keller@", "hand@"), encoding="utf-8")
    result = _import(tmp_path, CSV.replace("keller@", "anna@").replace("Weg 1", "Weg 3"))

    assert result.exit_code == 0
    assert result.stderr == (
        f"{tmp_path}/in/list.csv: row 2: updated m1: address: Weg 1, 01067 Dresden, DE → Weg 3, 01067 Dresden, DE; "
        "email was edited by hand and stays hand@example.org; the source now says anna@example.org\n"
    )
    assert re.search(rf"{tmp_path}/backups/recipients\.\d{{4}}-\d\d-\d\d\.yaml  what was there before", result.stdout)


def test_dry_run_shows_the_diff(tmp_path):
    """A dry run prints the lines that go and come, says so, and writes nothing."""
    result = _import(tmp_path, CSV, "--dry-run")

    assert "+  - id: m1\n+    office: Ministerin der Justiz\n" in result.stdout
    assert result.stdout.endswith("nothing is written\n")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_who_is_missing_has_ended_unless_a_row_was_broken(tmp_path):
    """People who are gone are marked and told; while a row is broken, nobody is, and that is told."""
    _import(tmp_path)
    spared = _import(tmp_path, "".join((*SOUND[:2], "short\n")))
    gone = _import(tmp_path, "".join(SOUND[:2]))

    assert "0 ended, because one of its rows could not be read" in spared.stdout
    assert f"ended m2: the source tells of it no more: ended on {date.today()}" in gone.stdout  # noqa: DTZ011
    assert "1 row: 0 imported, 0 updated, 1 unchanged, 0 left out; 1 ended" in gone.stdout


def test_options_reach_the_import(tmp_path):
    """Several files, an office, a date, a language, a file to write, a name, a report and a mapping file are taken."""
    files = [write(tmp_path / "in", "l.yaml", LEGISLATORS), write(tmp_path / "in", "o.yaml", OFFICES)]
    mapping = write(
        tmp_path / "in", "map.yaml", "set: {language: fr}\nrules: [{state: US, audiences: [third-state]}]\n"
    )
    more = ["--office", "district", "--as-of", "2025-05-05", "--map", mapping, "--as", "congress"]
    into = tmp_path / "recipients" / "us.yaml"
    result = _entreaty(tmp_path, "import", *files, *more, "--into", into, "--report", tmp_path / "r.csv")
    text = into.read_text(encoding="utf-8")

    assert result.exit_code == 0
    assert "congress: read as congress" in result.stdout
    assert "Suite 205" in text
    assert "verified: {day: 2025-05-05, status: third-party" in text
    assert "language: fr" in text
    assert "audiences: [third-state]" in text
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--audience", "legislatur"], "there is no audience 'legislatur'; did you mean 'legislature'?"),
        (["--country", "Schweiz"], "there is no country 'Schweiz'"),
        (["--language", "zu"], "there is no language 'zu'"),
        (["--office", "home"], "'home' is not one of"),
    ],
)
def test_wrong_usage_ends_with_2(tmp_path, arguments, message):
    """What cannot be asked for is a usage error, and nothing is written."""
    result = _import(tmp_path, CSV, *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "recipients.yaml").exists()


def test_address_of_a_web_page_is_told(tmp_path):
    """Nothing is loaded from the web: what is there has to be downloaded first."""
    result = _entreaty(tmp_path, "import", "https://example.org/list.csv")

    assert result.exit_code == 2
    assert "'https://example.org/list.csv' is on the web: download it first, then name the file" in result.stderr


@pytest.mark.parametrize("name", ["list.xlsm", "list.dat", "list.yaml"])
def test_sources_that_cannot_be_read_end_with_1(tmp_path, name):
    """A source that is refused as a whole is told with what would be right, and nothing is written."""
    result = _import(tmp_path, "nonsense", name=name)

    assert result.exit_code == 1
    assert "hint: " in result.stderr
    assert not (tmp_path / "recipients.yaml").exists()


def test_list_shows_and_filters(tmp_path):
    """The list shows who is there, filtered by any field, and until when; the count goes to standard error."""
    _import(tmp_path)
    _entreaty(tmp_path, "ended", "m1", "--on", "2025-06-01")
    whole = _entreaty(tmp_path, "list")
    one = _entreaty(tmp_path, "list", "--where", "office~abgeordnet", "--where", "country=DE")

    assert whole.stdout.splitlines() == [
        "m1                              Dr. Anna Keller         Ministerin der Just…  DE  until 2025-06-01",
        "m2                              Paul von Muster         Abgeordneter          DE",
    ]
    assert whole.stderr == "2 recipients\n"
    assert one.stdout.split() == ["m2", "Paul", "von", "Muster", "Abgeordneter", "DE"]
    assert _entreaty(tmp_path, "list", "--where", "offic=x").exit_code == 2


@pytest.mark.parametrize("condition", ["audiences=Legislature", "audiences=legislature", "Audiences~legis"])
def test_list_filters_by_audience_whatever_its_capitals(tmp_path, condition):
    """An audience is a cell like any other, although passages have a key of that name."""
    _import(tmp_path)
    found = _entreaty(tmp_path, "list", "--where", condition)

    assert (found.exit_code, [line.split()[0] for line in found.stdout.splitlines()]) == (0, ["m1", "m2"])


def test_list_is_written_for_spreadsheets(tmp_path):
    """The table has every field, goes to a file or to standard output, and can be imported again."""
    _import(tmp_path)
    printed = _entreaty(tmp_path, "list", "--csv", "-")
    written = _entreaty(tmp_path, "list", "--csv", tmp_path / "out.csv")
    again = _entreaty(tmp_path / "in", "import", tmp_path / "out.csv")

    assert printed.stdout.splitlines()[0].startswith("id,office,organisation,")
    assert written.stdout == f"{tmp_path}/out.csv\n"
    assert (again.exit_code, "2 imported" in again.stdout) == (0, True)
    assert _entreaty(tmp_path / "in", "list", "--csv", "-").stdout == printed.stdout


def test_check_tells_what_to_look_at(tmp_path):
    """Doubts are warnings with their lines; a profile that cannot be used is an error and ends with 1."""
    _import(tmp_path, CSV.replace("keller@example.org", "keller@mailinator.com"))
    result = _entreaty(tmp_path, "check", "--date", "2026-03-02", "--older-than", "365")
    path = tmp_path / "recipients.yaml"

    assert result.exit_code == 0
    assert "recipients.yaml:" in result.stdout
    assert "warning: 'm1' was verified 366 days ago, on 2025-03-01" in result.stdout
    assert "doubtful" in result.stdout
    assert result.stderr == "0 errors, 2 warnings\n"
    path.write_text(path.read_text(encoding="utf-8").replace("country: DE", "country: XX", 1), encoding="utf-8")
    assert _entreaty(tmp_path, "check", "--date", "2025-06-01").exit_code == 1
    assert _entreaty(tmp_path, "list").exit_code == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_check_counts_days_from_any_date(tmp_path, day):
    """Nothing was verified too long ago on the first of all days."""
    _import(tmp_path)
    result = _entreaty(tmp_path, "check", "--date", day, "--older-than", "36500")

    assert result.exit_code == 0
    assert ("was verified" in result.stdout) == (day == "9999-12-31")


def test_ended_is_written_once_and_told(tmp_path):
    """The day is written into the profile, and a copy is kept; an unknown recipient is told."""
    _import(tmp_path)
    result = _entreaty(tmp_path, "ended", "m1", "--on", "2025-06-01")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == f"{tmp_path}/recipients.yaml"
    assert "    ended: 2025-06-01\n" in (tmp_path / "recipients.yaml").read_text(encoding="utf-8")
    unknown = _entreaty(tmp_path, "ended", "nobody")
    assert (unknown.exit_code, unknown.stderr.startswith("there is no recipient 'nobody'")) == (1, True)


@pytest.mark.parametrize("command", ["import", "list", "check", "ended", ""])
def test_help_fits_the_terminal(tmp_path, command):
    """The help of every command fits 80 columns, and explains each option."""
    text = _entreaty(tmp_path, *([command] if command else []), "--help").stdout

    assert max(map(len, text.splitlines())) <= 80
    assert len(text.splitlines()) >= 8


NAMES = "Name;Funktion;Organisation\n" + "".join(f"Anna Example{letter};Mayor;City\n" for letter in "abcdefghijkl")


def test_fault_of_a_whole_file_is_told_once(tmp_path):
    """What no row says is told once with the line for the mapping file; the report still has each row."""
    result = _import(tmp_path, NAMES, "--report", tmp_path / "r.csv")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{tmp_path}/in/list.csv: row 2 and 11 more rows: left out: no country is named",
        "  hint: one for all, in a mapping file (--map): set: {country: CH}; or --country CH",
    ]
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()) == 13


def test_row_that_lacks_more_than_the_others_is_told_too(tmp_path):
    """What is told once hides nothing else."""
    text = NAMES.replace("Organisation\n", "Organisation;E-Mail\n").replace("City\n", "City;\n")
    result = _import(tmp_path, text + ";;;a@example.org\n")

    assert "row 2 and 12 more rows: left out: no country is named" in result.stderr
    assert f"{tmp_path}/in/list.csv: row 14: left out: nobody is named" in result.stderr
    assert len(result.stderr.splitlines()) == 3


def test_of_very_many_new_addresses_some_are_measured_and_it_is_told(tmp_path, monkeypatch):
    """An import that would take long measures the first of the new addresses alone, and says who measures the rest."""
    monkeypatch.setattr(bring_in, "_MEASURED", 1)

    result = _import(tmp_path)

    assert (result.exit_code, result.stderr) == (0, "1 of 2 addresses were measured: 'check' measures all of them\n")


def test_account_of_rows_as_json(tmp_path):
    """Each row, what became of it, the reason and the notes are printed for programs, and nothing else."""
    text = "ID;Name;Funktion;Organisation;Land;E-Mail;Note\n"
    _import(tmp_path, text + "m1;Anna Example;Mayor;City;CH;anna@example.org;\n")
    rows = "m1;Anna Example;Mayor;City;CH;office@example.org, anna@example.org;\nm2;;;;CH;;\n"
    result = _import(tmp_path, text + rows, "--json", "--dry-run")
    found = json.loads(result.stdout)
    source = f"{tmp_path}/in/list.csv"

    assert (result.exit_code, result.stderr) == (1, "")
    assert found["rows"] == [
        {
            "file": source,
            "row": 2,
            "place": "row 2",
            "state": "updated",
            "id": "m1",
            "reason": "",
            "changed": [{"field": "email", "file": "anna@example.org", "source": "office@example.org"}],
            "kept": [],
            "notes": ["further e-mail address: anna@example.org"],
            "problem": True,
        },
        {
            "file": source,
            "row": 3,
            "place": "row 3",
            "state": "left out",
            "id": "",
            "reason": "nobody is named: fill in a name, a household, an office or an organisation",
            "changed": [],
            "kept": [],
            "notes": [],
            "problem": True,
        },
    ]
    assert {key: found[key] for key in found if key not in {"rows", "notes"}} == {
        "source": "list",
        "format": "csv",
        "dry_run": True,
        "counts": {"imported": 0, "updated": 1, "unchanged": 0, "left out": 1, "ended": 0},
        "reached": {"by_post": 0, "otherwise": 1, "not_at_all": 0},
        "left": 0,
        "nobody_ended_because": "",
        "stayed": {},
        "written": [],
        "backups": [],
    }
    assert found["notes"][0] == "cells are separated by semicolons"


def test_account_of_an_import_names_the_files(tmp_path):
    """Without a dry run the files that were written are named, days are text, and whoever ended has no row."""
    _import(tmp_path)
    result = _import(tmp_path, "".join(SOUND[:2]), "--json", "--report", tmp_path / "r.csv")
    found = json.loads(result.stdout)

    assert [row["state"] for row in found["rows"]] == ["unchanged", "ended"]
    assert (found["rows"][1]["row"], found["rows"][1]["place"], found["rows"][1]["id"]) == (None, "", "m2")
    assert found["rows"][1]["changed"][0]["field"] == "ended"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["rows"][1]["changed"][0]["source"])
    assert found["written"] == [f"{tmp_path}/recipients.yaml", f"{tmp_path}/recipients.imported.json"]
    assert (tmp_path / "r.csv").exists()


def test_refused_source_prints_no_json(tmp_path):
    """What is wrong with a source as a whole goes to standard error."""
    result = _import(tmp_path, "nonsense", "--json")

    assert (result.exit_code, result.stdout) == (1, "")


def test_encoding_is_found_and_told(tmp_path):
    """A table that an older program wrote comes in as it reads, and one note says how."""
    result = _import(tmp_path, CSV.encode("windows-1252"))

    assert result.exit_code == 0
    assert "  the file is in windows-1252, as its letters show; --encoding names another" in result.stdout
    assert "party: Grün" in (tmp_path / "recipients.yaml").read_text(encoding="utf-8")
