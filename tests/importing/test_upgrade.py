"""`upgrade` brings a campaign of the first version to the newest form, and changes nothing else."""

import shutil
from datetime import date

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from entreaty.importing.upgrade import upgrade
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import EntreatyError
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import PROFILES, write_campaign

DAY = date(2026, 11, 27)
HEAD = (
    "audiences:\n  mediator: Mediators\n  un-body: UN bodies\n  regional-body: Regional bodies\n"
    "  third-state: Third states\n  legislature: Legislatures\n  depositary: Depositaries\n"
    "  detaining-power: Detaining power\n\n"
)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", PROFILES),
        ("# The whole file.\n#\n# More of it.\n\n", f"# The list.\n{PROFILES}"),
        ("# The whole file.\n", PROFILES),
        ("# The whole file.\n\n", f"include: []\n# End of it. # Really.\n{PROFILES}"),
    ],
)
def test_head_is_added_and_everything_else_stays(tmp_path, above, below):
    """The head stands above the first key, and every other byte is what it was; a second run changes nothing."""
    write_campaign(tmp_path, recipients=above + below)
    (done,) = upgrade(tmp_path, DAY)

    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8") == above + HEAD + below
    assert done.backup.read_text(encoding="utf-8") == above + below
    assert load_campaign(tmp_path).problems == ()
    assert upgrade(tmp_path, DAY) == ()


def test_line_ends_and_mark_of_windows_stay(tmp_path):
    """A file with the byte order mark and line ends of Windows keeps both."""
    before = b"\xef\xbb\xbf" + PROFILES.replace("\n", "\r\n").encode()
    write_campaign(tmp_path, recipients=before)
    upgrade(tmp_path, DAY)

    head = b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()
    assert (tmp_path / "recipients.yaml").read_bytes() == head + before[3:]


def test_dry_run_shows_and_writes_nothing(tmp_path):
    """`upgrade --dry-run` prints the lines that would be added, and leaves the file alone."""
    write_campaign(tmp_path, recipients=PROFILES)
    result = CliRunner().invoke(main, ["--campaign", str(tmp_path), "upgrade", "--dry-run"])

    assert result.exit_code == 0
    assert "+  third-state: Third states\n" in result.output
    assert result.output.endswith(f"{tmp_path / 'recipients.yaml'}  declares the audiences\nnothing is written\n")
    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8") == PROFILES


def test_what_cannot_be_changed_is_told(tmp_path):
    """A file in braces, which has no line for the head, stays as it is, and the user is told what to write."""
    text = (
        "{recipients: [{id: a, office: A, organisation: B, form_of_address: mayor, language: en, audiences: [mediator],"
        " address: {country: CH}, verified: {on: 2025-06-01, status: official, source: x}}]}\n"
    )
    write_campaign(tmp_path, recipients=text)

    with pytest.raises(EntreatyError, match="nothing can be added"):
        upgrade(tmp_path, DAY)
    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8") == text


@pytest.mark.thorough
def test_upgraded_and_not_upgraded_give_the_same_letters(tmp_path):
    """The shipped campaign without its head, as the first version had it, and upgraded, writes the shipped letters."""
    shutil.copytree(ROOT / "appeals", tmp_path / "appeals")
    text = (ROOT / "recipients.yaml").read_text(encoding="utf-8")
    begin, end = text.index("# The groups by which"), text.index("recipients:\n\n")
    (tmp_path / "recipients.yaml").write_text(text[:begin] + text[end:], encoding="utf-8")

    def letters(folder):
        return plan_letters(load_campaign(folder), Order(day=DAY)).letters

    before, shipped = letters(tmp_path), letters(ROOT)
    assert len(upgrade(tmp_path, DAY)) == 1
    assert letters(tmp_path) == before == shipped
    assert len(shipped) == 26


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("audiences: [a]\nrecipients: []\n", "'audiences' must hold 'key: value' lines of its own"),
        ("recipients: [\n", "this is not YAML"),
    ],
)
def test_file_that_cannot_be_read_is_told(tmp_path, text, message):
    """A campaign whose recipients cannot be read is not said to have the newest form."""
    write_campaign(tmp_path, recipients=text)

    with pytest.raises(EntreatyError, match=message):
        upgrade(tmp_path, DAY)


def test_campaign_of_the_newest_form_is_left_alone(tmp_path):
    """A campaign with a head, and one that needs none, say so and stay as they are."""
    write_campaign(tmp_path / "declared")
    write_campaign(tmp_path / "empty", recipients="recipients: []\n", appeal="title: x\n")
    for name in ("declared", "empty"):
        result = CliRunner().invoke(main, ["--campaign", str(tmp_path / name), "upgrade"])
        assert (result.exit_code, result.output) == (0, "the campaign has the newest form\n")
    assert not (tmp_path / "declared" / "backups").exists()
