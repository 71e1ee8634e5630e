"""What is said of envelopes: which there are, and which addresses do not fit the sender's, before anything is set."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.cli.options import ENVELOPES
from entreaty.content.shipped.envelopes import load_envelopes
from tests.support.checkout import ROOT
from tests.support.made_up_sources import write
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, edited, write_campaign

SHORT = "lines: [1 Example Avenue, 1202 Geneva]"
# With office, organisation and country, eleven lines: one more than joining can spare.
LONG = "lines: [A House, B House, C House, D House, E House, F House, 1 Example Avenue, 1202 Geneva]"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command printed, and its exit code."""

    output: str
    stderr: str
    code: int


def _run(folder: Path, *arguments: str) -> Shown:
    result = CliRunner().invoke(main, ["--campaign", str(folder), *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Shown(result.output, result.stderr, result.exit_code)


def _campaign(folder: Path, lines: str) -> Path:
    (folder / "campaign").mkdir(parents=True, exist_ok=True)
    return write_campaign(folder / "campaign", recipients=edited(RECIPIENTS, SHORT, lines))


def test_help_names_every_envelope():
    """The names in the help are those of the shipped file, in its order."""
    assert load_envelopes().ids == ENVELOPES
    for command in ("letters", "preview"):
        words = " ".join(CliRunner().invoke(main, [command, "--help"]).stdout.split())
        assert "din-5008-a, din-5008-b, swiss-right, french, us-10, uk-dl, none" in words


def test_a_mistyped_envelope_is_told_with_all_that_there_are(tmp_path):
    """The message suggests the nearest name, and lists each with what it is."""
    shown = _run(write_campaign(tmp_path), "letters", "--envelope", "us10")

    assert shown.code == 2
    assert "there is no envelope 'us10'; did you mean 'us-10'?\nthere are:\n" in shown.stderr
    assert "  us-10       US number 10 envelope, window on the left\n" in shown.stderr
    assert "  none        plain envelope without a window" in shown.stderr


def test_check_warns_of_an_address_that_fits_no_window(tmp_path):
    """It is told before anything is set, in one line for the cause, and is no error: the letter is written."""
    folder = _campaign(tmp_path, LONG)
    checked = _run(folder, "check", "--date", "2025-06-24")
    written = _run(folder, "letters", "--date", "2025-06-24", "--to", "mediator")

    assert checked.code == written.code == 0
    assert (
        "recipients.yaml: warning: 1 address does not fit the envelope 'din-5008-b' by 8 mm in height, and the "
        "letter is laid out for an envelope without a window, with a note above the address (mediator)\n"
        in checked.output
    )
    assert "1 letter is laid out for an envelope without a window" in written.stderr
    (row,) = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))["letters"]
    # Eleven lines 9 points apart are 34.9 mm high, and the window has 27.3.
    assert row["address"] == ["plain: none", "missed: 8 mm in height"]
    assert "the address does not fit the envelope 'din-5008-b' by 8 mm in height: the letter is" in row["problems"][-1]


def test_check_tells_what_is_joined_and_what_the_manifest_tells_is_the_same(tmp_path):
    """Nine lines fit with suite and street in one; `check` foresees what the letter's row in the manifest says."""
    folder = _campaign(tmp_path, "lines: [Suite 2, 1 Example Avenue, A House, B House, C House, 1202 Geneva]")
    checked = _run(folder, "check", "--date", "2025-06-24")
    _run(folder, "letters", "--date", "2025-06-24", "--to", "mediator", "--format", "pdf")
    (row,) = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))["letters"]

    assert "1 address has lines joined that belong together (mediator)\n" in checked.stderr
    assert row["address"] == ["smaller: 8 pt", "joined: lines 3 and 4"]


def test_many_addresses_are_told_in_one_line(tmp_path):
    """Of twenty recipients whose addresses fit no window, three are named and all are counted."""
    before, _, after = edited(RECIPIENTS, SHORT, LONG).partition("  - id: mediator\n")
    profile, _, others = after.partition("\n\n")
    copies = "\n\n".join(f"  - id: m{number}\n{profile}" for number in range(20))
    recipients = f"{before}  - id: mediator\n{profile}\n\n{copies}\n\n{others}"
    appeal = edited(APPEAL, "for: {audiences: [mediator], recipients: [mediator]}", "for: {audiences: [mediator]}")
    folder = write_campaign(tmp_path, recipients=recipients, appeal=appeal)
    output = _run(folder, "check", "--date", "2025-06-24").output

    assert output.count("envelope without a window") == 1
    assert "1 address does not fit the envelope 'din-5008-b'" not in output
    assert (
        "21 addresses do not fit the envelope 'din-5008-b' by up to 8 mm in height, and their letters are laid out"
        in output
    )
    assert "(mediator, m0, m1 …)" in output


HEADING = (
    "name;office;organisation;address line 1;address line 2;address line 3;address line 4;address line 5;address line 6"
)


def _import(folder: Path, *lines: str) -> Shown:
    heading = f"{HEADING};postcode;country;email\n"
    row = f"Jane Sample;Director;Sample Trust;{';'.join(lines)};SA1 1AA;United Kingdom;jane@example.org\n"
    return _run(
        folder, "recipients", "import", str(write(folder / "in", "list.csv", heading + row)), "--audience", "mediator"
    )


@pytest.mark.no_cover
def test_an_import_tells_what_letters_will_do_with_new_addresses(tmp_path):
    """Seven lines of an address are kept; with those that name the addressee, and the country, they fit no window."""
    folder = write_campaign(tmp_path)
    shown = _import(folder, "Unit 4", "Sample House", "Sample Estate", "1 Sample Road", "Sampleton", "Sampleshire")
    profile = (folder / "recipients.yaml").read_text(encoding="utf-8")

    assert shown.code == 0
    assert all(line in profile for line in ("Unit 4", "1 Sample Road", "Sampleton", "Sampleshire", "SA1 1AA"))
    assert "1 address does not fit the envelope 'din-5008-b'" in shown.stderr


def test_the_page_on_envelopes_lists_them_as_they_are():
    """The table has a row for each envelope, with its title, countries, paper and folds."""
    page = (ROOT / "docs" / "reference" / "envelopes.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip(" `") for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| `")
    ]
    listed = {row[0]: row[1:] for row in rows if len(row) == 5}
    envelopes = load_envelopes()

    assert tuple(listed) == envelopes.ids
    for envelope in envelopes.envelopes:
        title, countries, paper, folds = listed[envelope.id]
        assert title == envelope.title
        assert countries.partition(", and")[0] == ", ".join(envelope.countries)
        assert paper == (envelope.paper if envelope.window else "that of the country")
        assert folds == (" and ".join(f"{fold:g}" for fold in envelope.folds) + " mm" if envelope.folds else "")
