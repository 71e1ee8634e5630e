"""A mapping file as a proposal: it loads, it changes nothing, and it asks what nobody can tell."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entreaty.cli import main
from entreaty.content.files.import_mapping import load_mapping
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.sources.formats import read_source
from entreaty.importing.tables.proposal import SAMPLES, proposal, write_proposal
from tests.support.made_up_sources import CSV, DAY, POPOLO, VCARD, wanted, write

EXPORTS = Path(__file__).parents[1] / "exports"
ROWS = [line.split(";") for line in CSV.splitlines()]
# Two lines of an address, two of e-mail, a name by language, and a heading with a sign of YAML.
MORE = [
    ["Name", "Funktion", "Funktion (fr)", "Organisation", "Adresse", "Adresse", "Land", "E-Mail", "Mail",
     "Gremien: alle", "#", "Left office"],
    ["Anna Keller", "Rätin", "Conseillère", "Haus", "Weg 1", "01067 Dresden", "DE", "", "a@example.org", "x", "1", ""],
    ["Paul Muster", "Rat", "Conseiller", "Haus", "Weg 2", "01067 Dresden", "DE", "p@example.org", "", "y", "2", ""],
]  # fmt: skip


def _csv(rows):
    return "".join(f"{';'.join(row)}\n" for row in rows).encode()


def _xlsx(rows):
    return lambda path: _save(path, rows)


def _save(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def _entreaty(folder, *arguments):
    result = CliRunner().invoke(main, ["--campaign", str(folder), "recipients", "import", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _source(folder, name, content):
    folder.mkdir(parents=True, exist_ok=True)
    if callable(content):
        content(folder / name)
        return folder / name
    return write(folder, name, content)


@pytest.mark.no_cover
@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", CSV),
        ("a.csv", _csv(MORE)),
        ("a.csv", _csv([MORE[0][:3], MORE[1][:3]])),
        ("a.csv", CSV.encode("windows-1252")),
        ("a.xlsx", _xlsx(ROWS)),
        ("a.xlsx", _xlsx(MORE)),
        ("a.vcf", VCARD),
        ("a.json", POPOLO),
    ],
    ids=["csv", "columns twice", "nobody comes in", "encoding", "xlsx", "xlsx columns twice", "vcard", "popolo"],
)
def test_proposal_imports_as_without_it(tmp_path, name, content):
    """The file that is proposed loads as it is, and what comes in is the same, with the same notes."""
    source = _source(tmp_path / "in", name, content)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    proposed = _entreaty(tmp_path / "two", source, "--propose")
    mapping = tmp_path / "two" / "a.mapping.yaml"
    more = ["--audience", "legislature", "--country", "DE"]
    without, through = (
        _entreaty(tmp_path / "one", source, *more),
        _entreaty(tmp_path / "two", source, *more, "--map", mapping),
    )
    there, again = tmp_path / "one" / "recipients.yaml", tmp_path / "two" / "recipients.yaml"

    assert proposed.exit_code == 0
    assert load_mapping(mapping).rules == ()
    assert through.stdout.replace("/two/", "/one/") == without.stdout
    assert through.stderr == without.stderr
    assert again.exists() == there.exists()
    if there.exists():
        assert again.read_bytes() == there.read_bytes()


def test_proposal_says_and_asks(tmp_path):
    """Each column stands there with samples of its cells, and with a question where two fit, or none does."""
    text = (
        "Name;Amt;Funktion;Zuständig;Kontakt über;Heimat;Left office\n"
        'Anna Keller;Rätin;Chefin;A # b: "c";a@example.org;Frankreich;04/06/2031\n'
        "Paul Muster;Rat;Chef;\x1b[31m;p@example.org;Italien;\n"
    ).replace('"', "'")
    result = _entreaty(tmp_path, write(tmp_path / "in", "list.csv", text), "--propose")
    lines = (tmp_path / "list.mapping.yaml").read_text(encoding="utf-8").splitlines()
    said = [" ".join(line.split()) for line in lines]

    assert result.exit_code == 0
    assert "Name: name # Anna Keller · Paul Muster" in said
    assert (
        "# Funktion: \"-\" # ? fits as well as 'Amt', which is taken; if this one is right, give it the field of "
        "'Amt': Chefin · Chef"
    ) in said
    assert '# Zuständig: "-" # ? nothing fits its heading; a field, or "-": A # b: \'c\' · \\x1b[31m' in said
    assert (
        "# Kontakt über: email # ? its heading is not known, and its cells look like 'email': "
        "a@example.org · p@example.org"
    ) in said
    assert (
        "# Heimat: country # ? its heading is not known, and its cells look like 'country': Frankreich · Italien"
        in said
    )
    assert "# Left office: day-first # ? 04/06/2031 can be two days; or month-first" in said
    assert (
        "# organisation: Name of the house # ? no organisation is named in 2 of 2 rows: the one of all of them" in said
    )
    assert "# country: CH # ? no country is named in 1 of 2 rows: the one of all of them" in said


def test_samples_are_short_and_of_one_line(tmp_path):
    """What a stranger wrote into a cell can neither end the comment nor fill the screen."""
    cell = f'"first\nsecond: {"long " * 50}\u202e"'
    _entreaty(tmp_path, write(tmp_path / "in", "list.csv", f"Name;Note\nAnna;{cell}\n"), "--propose")
    text = (tmp_path / "list.mapping.yaml").read_text(encoding="utf-8")

    assert "# first second: long long long long long l…" in text
    assert "\u202e" not in text
    assert max(map(len, text.splitlines())) < 200


def test_table_whose_headings_are_all_unknown_is_proposed_too(tmp_path):
    """Where no heading is known, the first row with several cells counts as one, so that it can be filled in."""
    source = write(tmp_path / "in", "list.csv", "itemLabel;posLabel\nAnna Keller;Mayor\n")
    result = _entreaty(tmp_path, source, "--propose")

    assert result.exit_code == 0
    assert '# posLabel: "-"' in (tmp_path / "list.mapping.yaml").read_text(encoding="utf-8")


def test_answers_are_lines_whose_sign_goes(tmp_path):
    """The proposal with its questions answered is the mapping file by which the source comes in."""
    source = write(tmp_path / "in", "list.csv", "itemLabel;Position\nAnna Keller;Mayor\n")
    _entreaty(tmp_path, source, "--propose")
    path = tmp_path / "list.mapping.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('# itemLabel: "-"', "itemLabel: name").replace("# set:", "set:")
    text = text.replace("#   organisation: Name of the house", "  organisation: City").replace(
        "#   country:", "  country:"
    )
    path.write_text(text, encoding="utf-8")
    result = _entreaty(tmp_path, source, "--map", path, "--audience", "legislature")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "imported anna-keller-city" in result.stdout


def test_next_command_is_printed_and_nothing_is_overwritten(tmp_path):
    """What was asked for stands in the command again; a file that is there stays."""
    source = write(tmp_path / "in", "my list.csv", CSV)
    first = _entreaty(tmp_path, source, "--propose", "--audience", "legislature", "--as", "x")
    again = _entreaty(tmp_path, source, "--propose")
    other = _entreaty(tmp_path, source, "--propose", "--map", tmp_path / "other.yaml")
    wrong = _entreaty(tmp_path, source, "--propose", "--json")

    assert first.stdout.splitlines()[-1] == (
        f"  entreaty --campaign {tmp_path} recipients import '{source}' --map '{tmp_path}/my list.mapping.yaml'"
        " --audience legislature --as x --dry-run"
    )
    assert again.exit_code == 1
    assert "this is there already; name another file with --map, or remove it" in again.stderr
    assert (other.exit_code, (tmp_path / "other.yaml").exists()) == (0, True)
    assert wrong.exit_code == 2
    assert not (tmp_path / "recipients.yaml").exists()


@pytest.mark.parametrize("path", sorted(EXPORTS.glob("*.csv")), ids=lambda path: path.stem)
def test_proposal_of_a_known_export_changes_nothing(tmp_path, path):
    """What the program knows of an export stays as it is beside the file that it proposes."""
    read = read_source([path], "csv", wanted(samples=SAMPLES))
    write_proposal(tmp_path / "a.yaml", proposal(read, ImportSettings(day=DAY), path.name))
    mapping = load_mapping(tmp_path / "a.yaml")
    again = read_source([path], "csv", wanted(samples=SAMPLES, columns=mapping.fields, cells=mapping.columns))

    assert again.notes == read.notes
    assert again.rows == read.rows


WILD = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.thorough
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headings=st.lists(WILD | st.sampled_from(["Name", "E-Mail", "e mail", "Left office", "Office (fr)"]), min_size=1),
    cells=st.lists(WILD | st.sampled_from(["04/06/2031", "- a: b", "# x", "a@example.org"]), min_size=1),
)
def test_proposal_of_any_table_loads(tmp_path, headings, cells):
    """Whatever strangers write into headings and cells, the file is one that loads, and says nothing that they say."""
    table = io.StringIO()
    csv.writer(table).writerows([["Name", *headings], ["Anna", *cells], ["Paul", *cells]])
    source = write(tmp_path, "a.csv", table.getvalue())
    path = tmp_path / "a.mapping.yaml"
    path.unlink(missing_ok=True)
    options = wanted(samples=SAMPLES)
    read = read_source([source], "csv", options)
    write_proposal(path, proposal(read, ImportSettings(day=DAY), "a.csv"))
    mapping = load_mapping(path)
    again = read_source([source], "csv", replace(options, columns=mapping.fields, cells=mapping.columns))

    assert again.notes == read.notes
    assert again.rows == read.rows
    assert (mapping.rules, mapping.ignore, mapping.dates) == ((), (), {})
