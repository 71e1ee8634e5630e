"""Skeletons: what is made, that `check` accepts it, and what is refused."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.files.sender import load_sender
from entreaty.content.places import shipped_templates
from entreaty.content.scaffold import ScaffoldError, new_appeal, new_campaign
from entreaty.planning.plan import check
from entreaty.problems import EntreatyError
from tests.support.sample_campaigns import write_campaign

pytestmark = pytest.mark.no_cover

DAY = date(2025, 6, 24)
REVIEW = date(2025, 12, 21)


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_new_campaign_has_every_file(tmp_path):
    """A new campaign holds its files, the page on them, the letter templates and the schemas, and nothing else."""
    folder = tmp_path / "campaign"

    made = new_campaign(folder, DAY)

    own = {path for path in _files(folder) if not path.startswith("letter_templates/")}
    assert own == {
        ".gitignore",
        "README.md",
        "appeals/README.md",
        "appeals/authorities.yaml",
        "appeals/first-appeal/appeal.yaml",
        "docs/schemas/appeal.json",
        "delivery.example.yaml",
        "docs/schemas/authorities.json",
        "docs/schemas/delivery.json",
        "docs/schemas/districts.json",
        "docs/schemas/forms_of_address.json",
        "docs/schemas/mapping.json",
        "docs/schemas/recipients.json",
        "docs/schemas/sender.json",
        "docs/schemas/translations.json",
        "recipients.yaml",
        "sender.example.yaml",
    }
    assert _files(folder / "letter_templates") == _files(shipped_templates())
    in_folders = {path for path in own if path.startswith("docs/schemas/")}
    assert {str(path.relative_to(folder)) for path in made} == own - in_folders | {"letter_templates", "docs/schemas"}
    assert all(path.exists() for path in made)


def test_pages_of_a_new_campaign_lead_to_what_is_there(tmp_path):
    """Every link of its pages, and every page or file that its comments name, is in the campaign."""
    folder = tmp_path / "campaign"
    new_campaign(folder, DAY)
    pages = [path for path in folder.rglob("*.md") if path.is_file()]
    links = [
        (page.parent / target).resolve()
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]
    named = [
        folder / name
        for path in folder.rglob("*.yaml")
        for name in re.findall(r"[\w/]+\.md", path.read_text(encoding="utf-8"))
        if path.parent.name != "letter_templates"
    ]

    assert len(links) >= 2
    assert len(named) >= 3
    assert [path for path in (*links, *named) if not path.exists()] == []


def test_new_campaign_passes_check(tmp_path):
    """A new campaign has no errors, with its sender and without: only its examples wait to be replaced."""
    folder = tmp_path / "campaign"
    new_campaign(folder, DAY)
    shutil.copy(folder / "sender.example.yaml", folder / "sender.yaml")

    for sender in (None, folder / "sender.yaml"):
        problems = check(load_campaign(folder, sender), DAY)
        assert [(problem.level, problem.message) for problem in problems] == [
            ("warning", "'some-report' is never cited"),
            ("warning", "the address of 'example-office' is unverified"),
        ]


def test_new_campaign_is_to_be_reviewed_in_half_a_year(tmp_path):
    """The appeal of a new campaign asks to be reviewed 180 days after it was made, and warns from then on."""
    folder = tmp_path / "campaign"
    new_campaign(folder, DAY)
    campaign = load_campaign(folder)

    assert campaign.appeals[0].review_by == REVIEW
    assert len(check(campaign, REVIEW)) == 2
    assert "the appeal was to be reviewed by 2025-12-21" in [
        problem.message for problem in check(campaign, date(2025, 12, 22))
    ]


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("recipients.yaml", "recipients"),
        ("sender.example.yaml", "sender"),
        ("appeals/authorities.yaml", "authorities"),
        ("appeals/first-appeal/appeal.yaml", "appeal"),
    ],
)
def test_every_file_names_a_schema_that_is_there(tmp_path, name, schema):
    """Each file of a new campaign names its schema by a path that exists, so that editors complete it."""
    new_campaign(tmp_path / "campaign", DAY)
    path = tmp_path / "campaign" / name
    first = path.read_text(encoding="utf-8").splitlines()[0]

    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert named
    assert (path.parent / named[1]).resolve() == tmp_path / "campaign" / "docs" / "schemas" / f"{schema}.json"
    assert (path.parent / named[1]).is_file()


def test_sender_example_is_a_sender(tmp_path):
    """The example of a sender can be used as it is, and so can every line of it that is commented out."""
    new_campaign(tmp_path / "campaign", DAY)
    example = tmp_path / "campaign" / "sender.example.yaml"
    lines = example.read_text(encoding="utf-8").splitlines()
    whole = tmp_path / "sender.yaml"
    whole.write_text("\n".join(re.sub(r"^# (\w+: )", r"\1", line) for line in lines[2:]), encoding="utf-8")

    assert load_sender(example).name == "Your Name"
    sender = load_sender(whole)
    assert all((sender.role, sender.email, sender.personal_note, sender.address))


def test_examples_are_dated_today(tmp_path):
    """What the examples say to have been seen or published bears the day of making, and no day to come."""
    new_campaign(tmp_path / "campaign", DAY)
    campaign = load_campaign(tmp_path / "campaign")

    assert campaign.recipients[0].verified.on == DAY
    assert campaign.authorities["some-report"].issued == "2025-06-24"


def test_sender_and_letters_are_kept_out_of_version_control(tmp_path):
    """What is private or made is ignored by git."""
    new_campaign(tmp_path / "campaign", DAY)

    assert (tmp_path / "campaign" / ".gitignore").read_text(encoding="utf-8").splitlines() == [
        "sender.yaml",
        "*-sender.yaml",
        "sender-*.yaml",
        "delivery.yaml",
        "suppression.txt",
        "letters/",
        "evidence/",
        "backups/",
        "*.imported.json",
        "ledger.sqlite3*",
        ".ledger*",
        "senders.sqlite3*",
        ".senders*",
        "*supporters*.csv",
        "*supporters*.xlsx",
        "*supporters*.ods",
        ".*.part",
        "/*.csv",
        "/*.xlsx",
        "/*.ods",
        "/*.html",
    ]


def test_new_appeal_passes_check_beside_others(tmp_path):
    """A new appeal in a campaign has no errors, bears its name as title, and reaches every recipient."""
    folder = tmp_path / "campaign"
    new_campaign(folder, DAY)

    path = new_appeal(folder, "free-the-press", DAY)

    campaign = load_campaign(folder)
    assert path == folder / "appeals" / "free-the-press" / "appeal.yaml"
    assert [appeal.id for appeal in campaign.appeals] == ["first-appeal", "free-the-press"]
    assert campaign.appeals[1].title.best("en") == "Free the press"
    assert [problem.level for problem in check(campaign, DAY)] == ["warning", "warning"]


def test_commented_examples_of_the_appeal_fit_the_format(tmp_path):
    """Every line of the skeleton that is commented out belongs to the format, so that it can be uncommented."""
    path = new_appeal(tmp_path, "visits", DAY)
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(re.sub(r"^( *)# ( *(?:- )?\w+: )", r"\1\2", line) for line in lines[2:])
    text = text.replace("facts: []", "facts:").replace("law: []", "law:")

    campaign = load_campaign(write_campaign(tmp_path / "campaign", appeal=text))

    assert [appeal.letter.facts[0].id for appeal in campaign.appeals] == ["what-happened"]
    assert [appeal.letter.law[0].id for appeal in campaign.appeals] == ["the-law"]
    assert campaign.appeals[0].letter.demands[0].fits.audiences == ("council",)


def test_appeal_cannot_lie_where_sources_lie(tmp_path):
    """The folder of further files of sources is no appeal."""
    with pytest.raises(ScaffoldError, match="the folder 'authorities' is for files of sources"):
        new_appeal(tmp_path, "authorities", DAY)


@pytest.mark.parametrize("name", ["Visits", "../visits", "con", "", "x" * 65, "a b", "visits.yaml"])
def test_appeal_without_a_proper_name_is_refused(tmp_path, name):
    """An appeal whose name cannot be an id is not made, and the message says what an id is."""
    with pytest.raises(ScaffoldError, match="is not an id"):
        new_appeal(tmp_path, name, DAY)

    assert list(tmp_path.iterdir()) == []


def test_existing_appeal_is_left_alone(tmp_path):
    """An appeal that is there already is not touched."""
    path = new_appeal(tmp_path, "visits", DAY)
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(ScaffoldError, match="the file is there already"):
        new_appeal(tmp_path, "visits", DAY)

    assert path.read_text(encoding="utf-8") == "mine"
    assert issubclass(ScaffoldError, EntreatyError)


def test_campaign_is_made_in_an_empty_folder_only(tmp_path):
    """A campaign is made in a folder that is missing or empty; one with anything in it, or a file, is left alone."""
    empty, used, file = tmp_path / "empty", tmp_path / "used", tmp_path / "file"
    empty.mkdir()
    used.mkdir()
    (used / "notes.txt").write_text("mine", encoding="utf-8")
    file.write_text("mine", encoding="utf-8")

    new_campaign(empty, DAY)
    for folder in (used, file):
        with pytest.raises(ScaffoldError, match="there is something here already"):
            new_campaign(folder, DAY)

    assert (empty / "recipients.yaml").is_file()
    assert _files(used) == {"notes.txt"}
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["packet", "counts", "health", "organizer", "static"])
def test_name_that_the_program_needs_is_refused(tmp_path, name):
    """No appeal takes the place of the packet or of an address, whether it is made or was there before."""
    campaign = write_campaign(tmp_path / "campaign")

    with pytest.raises(ScaffoldError, match=rf"^'{name}' cannot be that of an appeal: .*: choose another, such as"):
        new_appeal(campaign, name, DAY)
    (campaign / "appeals" / "visits").rename(campaign / "appeals" / name)

    told = [one for one in load_campaign(campaign).problems if "appeal" in one.message]
    assert [(one.location.path.name, one.level, one.hint) for one in told] == [
        (name, "error", f"choose another, such as '{name}-appeal'")
    ]
    assert told[0].message.startswith(f"the folder's name '{name}' cannot be that of an appeal: ")
