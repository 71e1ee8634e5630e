"""`districts import` and `districts find` as a person types them."""

import os

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.files.districts import load_districts
from tests.support.sample_districts import (
    CENSUS,
    GEMEINDEN,
    NAMES,
    ONSPD,
    ONSPD_ENTRY,
    WAHLKREISE,
    add_table,
    name_tables,
)

MEMBER = """\
recipients:
  - id: lee
    office: {en: Member of Parliament}
    name: {given: Ann, family: Lee}
    form_of_address: member-of-parliament
    language: en
    state: GB
    constituency: Alder & Birch
    address: {lines: [1 Way, London], country: GB}
    verified: {on: 2025-06-01, status: official, source: "https://example.org"}
"""


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """Return the folder of a campaign without tables; what was read of tables lies beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "campaign" / "districts").mkdir(parents=True)
    return tmp_path / "campaign"


def _districts(campaign, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(campaign), "districts", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_table_is_named_by_its_own_headings(campaign):
    """The entry is written, the table is accounted for, and what has no profile is told."""
    result = _districts(
        campaign, "import", add_table(campaign, "codes.csv", ONSPD), "--country", "GB", "--from", "2024-05-30"
    )

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "districts/codes.csv: read as uk-commons of GB, from 2024-05-30: 'pcds' is the postcode, 'pcon' is the id",
        "4 rows: 3 tell of 2 districts, 1 without a district",
        "uk-commons: 2 of 2 districts without a profile: E14009001, E14009002",
        str(campaign / "districts.yaml"),
    ]
    assert (campaign / "districts.yaml").read_text(encoding="utf-8").splitlines()[-6:] == [
        "districts:",
        "  - file: districts/codes.csv",
        "    country: GB",
        "    kind: uk-commons",
        "    columns: {pcds: postcode, pcon: id}",
        "    from: 2024-05-30",
    ]


def test_headings_of_the_newer_directory_are_known(campaign):
    """Since 2025, the columns of the directory carry the year of what they name."""
    table = add_table(campaign, "nspl.csv", "pcd7,pcd8,pcds,dointr,doterm,pcon24cd\nx,x,SW1A 0AA,198001,,E14009001\n")
    _districts(campaign, "import", table, "--country", "GB")

    (entry,) = load_districts(campaign)
    assert dict(entry.columns) == {"pcds": "postcode", "pcon24cd": "id"}


def test_published_tables_of_other_countries_are_known(campaign):
    """Of the Census Bureau's file land counts, and of the Bundestag's list of municipalities the places."""
    american = _districts(campaign, "import", add_table(campaign, "zcta.txt", CENSUS, "utf-8-sig"), "--country", "US")
    german = _districts(campaign, "import", add_table(campaign, "gemeinden.csv", GEMEINDEN), "--country", "DE")

    assert american.stdout.splitlines()[2] == (
        "7 rows: 4 tell of 2 districts, 1 without a code or place, 1 without a district, 1 of water alone"
    )
    assert "'PLZ-GemVerwaltung' is the postal code of a town hall" in german.stdout
    assert [(one.kind, dict(one.columns)) for one in load_districts(campaign)] == [
        (
            "us-house",
            {
                "GEOID_ZCTA5_20": "postcode",
                "GEOID_CD119_20": "id",
                "NAMELSAD_CD119_20": "constituency",
                "AREALAND_PART": "land area",
            },
        ),
        ("de-bundestag", {"Wahlkreis-Nr": "id", "Wahlkreis-Bez": "constituency", "Gemeindename": "place"}),
    ]


def test_other_tables_have_usual_headings(campaign):
    """A list of somebody's own needs a kind, and says how many codes had lost zeros."""
    table = add_table(campaign, "plz.csv", WAHLKREISE)
    without = _districts(campaign, "import", table, "--country", "DE")
    result = _districts(campaign, "import", table, "--country", "DE", "--kind", "de-bundestag")

    assert without.exit_code == 1
    assert "name it with --kind, such as uk-commons" in without.stderr
    assert result.exit_code == 0
    assert "1 code had lost zeros, and counts with them" in result.stdout
    (entry,) = load_districts(campaign)
    assert dict(entry.columns) == {
        "PLZ": "postcode",
        "Ort": "place",
        "Wahlkreis-Nr": "id",
        "Wahlkreis-Name": "constituency",
    }


def test_unknown_headings_are_told_with_those_there_are(campaign):
    """Nothing is written where nobody can tell what the columns are."""
    result = _districts(
        campaign, "import", add_table(campaign, "a.csv", "alpha,beta\n1,2\n"), "--country", "GB", "--kind", "k"
    )

    assert result.exit_code == 1
    assert "districts/a.csv:1: no heading names the district ('id' or 'constituency')" in result.stderr
    assert "headings are: alpha, beta" in result.stderr
    assert not (campaign / "districts.yaml").exists()


def test_entry_is_added_below_remarks(campaign):
    """Every character of a file written by hand stays; a second import changes nothing."""
    add_table(campaign, "codes.csv", ONSPD)
    names = add_table(campaign, "names.csv", NAMES)
    path = name_tables(campaign, "  # the postcodes\n", ONSPD_ENTRY, "    # of August\n\n# done\n")
    before = path.read_text(encoding="utf-8")

    first = _districts(campaign, "import", names, "--country", "GB")
    after = path.read_text(encoding="utf-8")
    second = _districts(campaign, "import", names, "--country", "GB")

    columns = "columns: {PCON24CD: id, PCON24NM: constituency}"
    added = f"  - file: districts/names.csv\n    country: GB\n    kind: uk-commons\n    {columns}\n"
    assert after == before.replace("    # of August", f"{added}    # of August")
    assert path.read_text(encoding="utf-8") == after
    assert first.stdout.splitlines()[-1] == str(path)
    assert second.stdout.splitlines()[-1] == f"{path}  unchanged"


@pytest.mark.parametrize(
    "text",
    ["districts: []\n", "{districts: [{file: districts/x.csv, country: GB, kind: k, columns: {a: place, b: id}}]}\n"],
)
def test_list_that_cannot_be_added_to_is_told_with_the_entry(campaign, text):
    """Where the list stands in brackets, the entry is shown to be written by hand."""
    (campaign / "districts.yaml").write_text(text, encoding="utf-8")
    result = _districts(campaign, "import", add_table(campaign, "codes.csv", ONSPD), "--country", "GB")

    assert result.exit_code == 1
    assert "write this at the end of its list:\n  - file: districts/codes.csv" in result.stderr
    assert (campaign / "districts.yaml").read_text(encoding="utf-8") == text


def test_entry_that_says_otherwise_is_not_overwritten(campaign):
    """What stands in the file by hand is kept, and the other entry is shown."""
    add_table(campaign, "codes.csv", ONSPD)
    path = name_tables(campaign, ONSPD_ENTRY)
    result = _districts(
        campaign, "import", campaign / "districts" / "codes.csv", "--country", "GB", "--from", "2024-05-30"
    )

    assert result.exit_code == 1
    assert f"{path}:2: districts/codes.csv stands here already, and says otherwise" in result.stderr
    assert "from: 2024-05-30" in result.stderr


def test_older_table_that_has_no_end_is_told(campaign):
    """Two tables of one kind that hold on the same days are told with the day to write."""
    _districts(campaign, "import", add_table(campaign, "old.csv", ONSPD), "--country", "GB")
    result = _districts(
        campaign, "import", add_table(campaign, "new.csv", ONSPD), "--country", "GB", "--from", "2024-05-30"
    )

    assert result.exit_code == 0
    assert "districts/old.csv and districts/new.csv hold on the same days" in result.stderr
    assert "if it is older, write 'until: 2024-05-30' here" in result.stderr


def test_table_elsewhere_is_not_brought_in(campaign, tmp_path):
    """A campaign names only what lies in it."""
    (tmp_path / "codes.csv").write_text(ONSPD, encoding="utf-8")
    result = _districts(campaign, "import", tmp_path / "codes.csv", "--country", "GB")

    assert result.exit_code == 1
    assert "a table must lie in the campaign's folder" in result.stderr
    assert f"put a copy into {campaign / 'districts'}" in result.stderr


def test_broken_rows_are_told_and_the_others_come_in(campaign):
    """The exit code says that something is to be corrected."""
    table = add_table(campaign, "codes.csv", ONSPD + '"x","x","nowhere","","","","","","E14009001","1"\n')
    result = _districts(campaign, "import", table, "--country", "GB")

    assert result.exit_code == 1
    assert f"{table}:6: error: 'nowhere' is no postal code as GB has them, such as EC1Y 8SY" in result.stderr
    assert "5 rows: 3 tell of 2 districts, 1 without a district, 1 that cannot be used" in result.stdout
    assert (campaign / "districts.yaml").exists()


def test_table_in_which_nothing_can_be_used_is_not_brought_in(campaign):
    """A table of another country comes to nothing, and no entry is written."""
    table = add_table(campaign, "plz.csv", WAHLKREISE.replace("Ort;", "Name;"))
    result = _districts(campaign, "import", table, "--country", "GB", "--kind", "k")

    assert result.exit_code == 1
    assert "no row says what lies in a district" in result.stderr
    assert not (campaign / "districts.yaml").exists()


def test_find_names_district_row_and_profile(campaign):
    """The answer has the district, the row that says so, and who represents it."""
    codes = add_table(campaign, "codes.csv", ONSPD)
    _districts(campaign, "import", codes, "--country", "GB")
    _districts(campaign, "import", add_table(campaign, "names.csv", NAMES), "--country", "GB")
    (campaign / "recipients.yaml").write_text(MEMBER, encoding="utf-8")
    result = _districts(campaign, "find", "sw1a0aa", "--date", "2026-11-28")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "GB SW1A 0AA on 2026-11-28",
        f"uk-commons: Alder and Birch (E14009001)  {codes}:2",
        "    lee  Ann Lee",
    ]
    assert _districts(campaign, "find", "E1 6AN").stdout.splitlines()[-1] == "    no profile represents it"


def test_find_asks_where_a_code_lies_in_two(campaign):
    """Both districts are named with their rows, and what the row says where it is no code."""
    table = add_table(campaign, "plz.csv", WAHLKREISE)
    _districts(campaign, "import", table, "--country", "DE", "--kind", "de-bundestag")
    result = _districts(campaign, "find", "10119", "--date", "2026-11-28")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "DE 10119 on 2026-11-28",
        "de-bundestag: it lies in 2 districts; only those who live there know in which",
        f"  Musterau II (902)  {table}:3, '10115-10119'",
        "    no profile represents it",
        f"  Beispielstadt – Musterau (901)  {table}:5",
        "    no profile represents it",
    ]


def test_find_says_what_it_does_not_know(campaign):
    """Without tables, for an unknown code and for an unknown country, the exit code is not 0."""
    empty = _districts(campaign, "find", "SW1A 0AA")
    _districts(campaign, "import", add_table(campaign, "codes.csv", ONSPD), "--country", "GB")
    unknown = _districts(campaign, "find", "SW1A 9AA")
    wrong = _districts(campaign, "find", "SW1A 0AA", "--country", "UK")

    assert (empty.exit_code, unknown.exit_code, wrong.exit_code) == (1, 1, 2)
    assert "'districts import' brings one in" in empty.stderr
    assert "has the postal code SW1A 9AA" in unknown.stderr
    assert "there is no country 'UK'" in wrong.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only where users have numbers")
def test_what_was_read_lies_outside_of_the_campaign(campaign, tmp_path):
    """The campaign gets its entry and nothing else."""
    _districts(campaign, "import", add_table(campaign, "codes.csv", ONSPD), "--country", "GB")

    assert sorted(path.name for path in campaign.rglob("*")) == ["codes.csv", "districts", "districts.yaml"]
    assert [*(tmp_path / "cache" / "entreaty" / "districts").glob("*.sqlite3")] != []
