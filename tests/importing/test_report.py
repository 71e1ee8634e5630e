"""What an import says of each row."""

from pathlib import Path

from entreaty.importing.profile_fields import Reach
from entreaty.importing.report import common_faults, counts, left, reached, report, report_csv, shapes
from tests.support.made_up_sources import CSV, DAY, bring, write

CHANGED = CSV.replace("keller@example.org", "anna@example.org").replace("Weg 1", "Weg 3")


COUNTRY = "no country is named: use --country, such as --country CH"


def _lines(done):
    return [(line.row, line.state, line.id, line.details) for line in report(done.merged)]


def test_every_row_is_told_once_and_in_order(tmp_path):
    """Each row is imported, updated, unchanged or left out; who is gone stands below."""
    rows = "short\n;;Muster;;;;;;;;;;;\n"
    first = bring(tmp_path, [write(tmp_path / "in", "list.csv", CSV + rows)], audiences=("legislature",))
    text = CHANGED.splitlines(keepends=True)
    second = bring(tmp_path, [write(tmp_path / "in", "list.csv", "".join(text[:2]))], audiences=("legislature",))

    assert _lines(first) == [
        ("row 2", "imported", "m1", ""),
        ("row 3", "imported", "m2", ""),
        ("row 4", "left out", "", "it has 1 cell, but the heading has 14"),
        ("row 5", "left out", "", COUNTRY),
    ]  # fmt: skip
    assert _lines(second) == [
        (
            "row 2", "updated", "m1",
            "address: Weg 1, 01067 Dresden, DE → Weg 3, 01067 Dresden, DE;"  # noqa: ISC004  (one cell)
            " email: keller@example.org → anna@example.org",
        ),
        ("", "ended", "m2", f"the source tells of it no more: ended on {DAY}"),
    ]  # fmt: skip
    assert counts(report(second.merged)) == {"imported": 0, "updated": 1, "unchanged": 0, "left out": 0, "ended": 1}
    assert reached(first.merged, DAY) == Reach(by_post=2, otherwise=0, unreached=0)


def test_edit_by_hand_is_told_with_both_values(tmp_path):
    """A field that was edited and that the source changes too is told with what stays and what the source says."""
    source = write(tmp_path / "in", "list.csv", CSV)
    bring(tmp_path, [source], audiences=("legislature",))
    path = tmp_path / "recipients.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("keller@", "hand@"), encoding="utf-8")
    write(tmp_path / "in", "list.csv", CHANGED)
    done = bring(tmp_path, [source], audiences=("legislature",))

    (line, _) = report(done.merged)
    assert line.problem
    assert line.details.endswith(
        "email was edited by hand and stays hand@example.org; the source now says anna@example.org"
    )
    assert "hand@example.org" in path.read_text(encoding="utf-8")


def test_report_is_safe_for_spreadsheets(tmp_path):
    """The report as a table neutralises what a spreadsheet would run."""
    text = "ID;Name;Funktion;Organisation;Land;E-Mail\nm1;Anna Example;Mayor;City;CH;=cmd|x\n"
    done = bring(tmp_path, [write(tmp_path / "in", "-list.csv", text)], audiences=("legislature",))
    table = report_csv(report(done.merged)).decode("utf-8-sig").splitlines()

    assert table[0] == "file,row,state,id,details"
    assert Path(table[1].split(",")[0]).name == "-list.csv"
    assert "left without 'email': 'email': '=cmd|x' is not an e-mail address" in table[1]


HEAD = "ID;Name;Funktion;Organisation;Land;Adresse;Ende\n"


def test_whoever_ends_later_is_in_office_and_the_sums_add_up(tmp_path):
    """A term that ends in the future is no end yet; who has left is counted apart."""
    rows = "m1;Anna Example;Mayor;City;CH;Weg 1, 3000 Bern;2999-05-01\nm2;Bob Example;Mayor;City;CH;;2020-05-01\n"
    done = bring(tmp_path, [write(tmp_path / "in", "list.csv", HEAD + rows)], audiences=("legislature",))

    assert reached(done.merged, DAY) == Reach(by_post=1, otherwise=0, unreached=0)
    assert left(done.merged, DAY) == 1
    assert len(done.merged.changes) == 2


def test_who_has_no_office_and_what_several_rows_lack_is_told_once(tmp_path):
    """As what rows without an office come in is one line, and so is what several rows were left out for."""
    rows = (
        "m1;Anna Example;;;CH;;\nm2;Bob Example;;City;CH;;\nm3;;;Amt;CH;;\nm4;;;;CH;;\nm5;;;;CH;;\nm6;C;Mayor;;CH;;\n"
    )
    done = bring(tmp_path, [write(tmp_path / "in", "list.csv", HEAD + rows)], audiences=("legislature",))

    assert shapes(done.merged) == (
        "1 row names no office: it comes in as an organisation",
        "2 rows name no office: they come in as persons",
        "1 row names no organisation: set one for all in a mapping file, if there is one",
    )
    assert [str(fault) for fault in common_faults(done.merged)] == [
        f"{tmp_path}/in/list.csv: rows 5, 6: left out: nobody is named"
    ]
