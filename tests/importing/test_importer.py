"""Imports from beginning to end: files, copies, hand edits, ends, and sources of every kind and condition."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.content.files.import_mapping import ImportMapping
from entreaty.content.files.recipients import Recipient, load_recipients
from entreaty.importing.importer import Ended, end_recipient, import_recipients
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.recipients_file.file import RecipientsFileError
from entreaty.importing.report import report
from entreaty.importing.sources.formats import read_source
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import ContentError
from tests.support.checkout import SHARED
from tests.support.made_up_sources import (
    COMMITTEE,
    CSV,
    DAY,
    LEGISLATORS,
    OFFICES,
    PERSON,
    POPOLO,
    VCARD,
    bring,
    wanted,
    write,
)
from tests.support.sample_content import make_recipient

SAMPLES = SHARED / "samples"
ASKED = {"audiences": ("third-state",), "country": "DE"}


def _bring(campaign, text=CSV, name="list.csv", **more):
    return bring(campaign, [write(campaign / "in", name, text)], **{**ASKED, **more})


def _states(done):
    return dict(Counter(line.state for line in report(done.merged)))


def _profiles(campaign) -> dict[str, Recipient]:
    checked = load_recipients(campaign / "recipients.yaml")
    assert checked.problems == ()
    return {one.id: one for one in checked.entries}


def test_profiles_are_written_and_valid(tmp_path):
    """What is imported is a valid file of recipients, with every field of the source in its place."""
    done = _bring(tmp_path)
    anna = _profiles(tmp_path)["m1"]

    assert done.written == (tmp_path / "recipients.yaml", tmp_path / "recipients.imported.json")
    assert done.backups == ()
    assert anna.full_name() == "Dr. Anna Keller"
    assert (anna.gender, anna.form_of_address, anna.language) == ("f", "minister", ("de",))
    assert anna.address.lines == ("Weg 1", "01067 Dresden")
    assert (anna.verified.on, anna.verified.status, anna.verified.source) == (
        date(2025, 3, 1),
        "unverified",
        "list.csv",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", CSV), ("a.vcf", VCARD), ("a.json", POPOLO), ("a.yml", PERSON), ("a.yaml", LEGISLATORS)],
)
def test_importing_twice_changes_nothing(tmp_path, name, text):
    """The same source a year later writes no file: every profile is unchanged, whatever the format."""
    first = _bring(tmp_path, text, name)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("recipients*")}
    again = _bring(tmp_path, text, name, day=date(2026, 1, 1))

    assert before
    assert _states(first)["imported"] >= 1
    assert set(_states(again)) <= {"unchanged", "left out"}
    assert (again.written, again.hunks) == ((), ())
    assert {path.name: path.read_bytes() for path in tmp_path.glob("recipients*")} == before


def test_edits_by_hand_survive(tmp_path):
    """Changed and removed fields, comments, order and added profiles stay through an import that changes others."""
    _bring(tmp_path)
    path = tmp_path / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("    party: Grün\n", "").replace(
        "office: Ministerin der Justiz", "office: Justizministerin  # as she signs"
    )
    text = text.replace("recipients:\n", "recipients:\n  # ours\n  - {id: own, office: [x]}\n")
    path.write_text(text, encoding="utf-8")

    done = _bring(tmp_path, CSV.replace("Weg 1", "Weg 3").replace("Gasse 2", "Gasse 4"))
    after = path.read_text(encoding="utf-8")

    assert _states(done) == {"updated": 2}
    assert after == text.replace("Weg 1", "Weg 3").replace("Gasse 2", "Gasse 4")
    assert done.backups[0].read_text(encoding="utf-8") == text


def test_dry_run_shows_the_change_and_writes_nothing(tmp_path):
    """The change by lines is there; neither the file, nor its memory, nor a copy is."""
    _bring(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    source = write(tmp_path.parent / "dry", "list.csv", CSV.replace("Weg 1", "Weg 3"))
    done = bring(tmp_path, [source], dry_run=True, **ASKED)

    assert len(done.hunks) == 1
    assert "-      lines: [Weg 1, 01067 Dresden]\n" in done.hunks[0].diff()
    assert "+      lines: [Weg 3, 01067 Dresden]\n" in done.hunks[0].diff()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_other_file_is_included(tmp_path):
    """An import into another file includes it; ids of either file are not taken twice."""
    write(tmp_path, "recipients.yaml", recipients_text("m1"))
    done = _bring(tmp_path, into="recipients/saxony.yaml")

    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8").startswith("include: [recipients/saxony.yaml]\n")
    assert [line.details for line in report(done.merged) if line.state == "left out"] == [
        f"'m1' stands in {tmp_path / 'recipients.yaml'}:2, which this import does not change"
    ]
    assert list(_profiles(tmp_path)) == ["m1", "m2"]
    with pytest.raises(RecipientsFileError, match="must lie in the campaign's folder"):
        bring(tmp_path, [tmp_path / "in" / "list.csv"], into="../outside.yaml", **ASKED)
    assert not (tmp_path.parent / "outside.yaml").exists()


def recipients_text(name: str) -> str:
    """Return a file of recipients with one profile."""
    profile = make_recipient(id=name)
    return (
        f"recipients:\n  - id: {name}\n    office: President\n    organisation: Example Committee\n"
        f"    form_of_address: {profile.form_of_address}\n    language: en\n    audiences: [mediator]\n"
        "    address: {lines: [1 Example Avenue, 1202 Geneva], country: CH}\n"
        "    verified: {on: 2025-06-01, status: official, source: a page}\n"
    )


def test_broken_file_of_recipients_is_not_overwritten(tmp_path):
    """A file that cannot be read stays as it is, and so does one whose memory cannot be read."""
    write(tmp_path, "recipients.yaml", "recipients: [\n")
    with pytest.raises(ContentError):
        _bring(tmp_path)
    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8") == "recipients: [\n"

    write(tmp_path, "recipients.yaml", "recipients: []\n")
    write(tmp_path, "recipients.imported.json", "{")
    with pytest.raises(ContentError, match="memory"):
        _bring(tmp_path)
    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8") == "recipients: []\n"


def test_recipient_is_ended_by_hand_and_stays_so(tmp_path):
    """A profile that was ended by hand is not brought back into office by an import."""
    _bring(tmp_path)
    done = end_recipient(tmp_path, "m1", date(2025, 6, 1), DAY)
    again = _bring(tmp_path)

    assert done == Ended(tmp_path / "recipients.yaml", tmp_path / "backups" / f"recipients.{DAY}.yaml")
    assert _profiles(tmp_path)["m1"].ended == date(2025, 6, 1)
    assert _states(again) == {"unchanged": 2}
    with pytest.raises(RecipientsFileError, match="there is no recipient 'nobody'"):
        end_recipient(tmp_path, "nobody", DAY, DAY)


def test_rules_of_a_mapping_file_assign_audiences(tmp_path):
    """Rules, columns and values of a mapping file decide together."""
    mapping = ImportMapping.model_validate(
        {
            "columns": {"Haus": "organisation"},
            "set": {"office": "Member", "country": "CH"},
            "rules": [
                {"committee": "Foreign", "audiences": ["third-state"]},
                {"party": "x", "audiences": ["mediator"]},
            ],
        }
    )
    source = write(
        tmp_path, "a.csv", "Name;Haus;Committee;Party\nAnna Example;Rat;Foreign Affairs;X\nBob Sample;Rat;;\n"
    )
    done = import_recipients(
        read_source([source], "", wanted(columns=mapping.fields, cells=mapping.columns)),
        ImportSettings(day=DAY, source="a", mapping=mapping),
        tmp_path,
        tmp_path / "recipients.yaml",
    )

    assert _profiles(tmp_path)["anna-example-rat"].audiences == ("third-state", "mediator")
    assert [line.details for line in report(done.merged) if line.state == "left out"] == [
        "nothing says its audience: use --audience, or rules in a mapping file"
    ]


@pytest.mark.parametrize("office", ["capital", "district"])
def test_lines_of_data_sets_are_verbatim(tmp_path, office):
    """Every line of an address stands in the source, but for that which joins city, state and code."""
    sources = [
        [write(tmp_path, "l.yaml", LEGISLATORS), write(tmp_path, "o.yaml", OFFICES)],
        [write(tmp_path, "p.yml", PERSON), write(tmp_path, "c.yml", COMMITTEE)],
        [write(tmp_path, "p.json", POPOLO)],
    ]
    lines = []
    for paths in sources:
        text = " ".join(path.read_text(encoding="utf-8") for path in paths).replace("\\n", "\n")
        for row in read_source(paths, "", wanted(office=office)).rows:
            for line in getattr(row, "fields", {}).get("address", {}).get("lines", ()):
                lines.append(line)
                assert line in text or all(part in text for part in re.split(", | (?=[A-Z]{2} )| (?=[0-9])", line)), (
                    line
                )

    assert len(lines) >= 8


ASKS = (
    "title: Visits\nsubject: Visits\nstatus: open\nreview_by: 2026-12-31\nletter:\n"
    "  opening:\n    - {id: o, en: 'I write to the {{ recipient.organisation }}.'}\n"
    "  facts: []\n  law: []\n  request:\n    - {id: r, en: I ask you to}\n"
    "  demands:\n    - {id: d, for: {audiences: [legislature]}, en: ask for visits.}\n"
    "  closing:\n    - {id: c, en: Thank you.}\n"
)


def _written_for(campaign: Path) -> None:
    """Give a campaign an appeal that asks something of every legislature."""
    write(campaign, "appeals/visits/appeal.yaml", ASKS)
    write(campaign, "appeals/authorities.yaml", "references: []\n")


def _letters(campaign: Path) -> int:
    """Write a letter to everybody in a campaign, as text, and return how many there are."""
    _written_for(campaign)
    loaded, order = load_campaign(campaign), Order(day=DAY, endings=("txt",))
    plan = plan_letters(loaded, order)
    outcomes = list(write_letters(loaded, plan, order, campaign / "letters"))
    assert (plan.failed, plan.skipped) == ((), ())
    assert {outcome.state for outcome in outcomes} == {"written"}
    return len(outcomes)


def test_letters_go_to_imported_people_until_they_end(tmp_path):
    """Imported people get letters; who ended, and who is not reached at all, gets none, and the plan says why."""
    rows = "m3;Eva;Ohne;;;Clerk;City;;;;CH;;;\n"
    _bring(tmp_path, CSV + rows, audiences=("legislature",))
    end_recipient(tmp_path, "m1", date(2025, 6, 1), DAY)
    _written_for(tmp_path)
    loaded = load_campaign(tmp_path)

    plan = plan_letters(loaded, Order(day=DAY, language="en"))
    before = plan_letters(loaded, Order(day=date(2025, 5, 31), language="en"))

    assert [letter.recipient for letter in plan.letters] == ["m2"]
    assert [(one.letter.recipient, one.reason) for one in plan.skipped] == [
        ("m1", "in office until 2025-06-01"),
        ("m3", "there is neither a postal address, an e-mail address that may be used, nor a contact form"),
    ]
    assert [letter.recipient for letter in before.letters] == ["m1", "m2"]


def test_samples_are_imported_without_a_row_unaccounted(tmp_path, record_property):
    """The real samples come in whole: each row is imported, or told with a reason that is no problem."""
    if not SAMPLES.is_dir():
        pytest.skip(f"the samples of public data are not here: {SAMPLES.parent.name}/{SAMPLES.name}")
    paths = {
        "congress": [SAMPLES / "congress-legislators.sample.yaml", SAMPLES / "congress-district-offices.sample.yaml"],
        "openstates": [SAMPLES / "openstates"],
        "popolo": [SAMPLES / "popolo-councillors.sample.json"],
    }
    states = {}
    for source, files in paths.items():
        done = bring(tmp_path, files, into=f"recipients/{source}.yaml", source=source, country="AU")
        lines = report(done.merged)
        assert not any(line.problem for line in lines)
        assert len(lines) == len(done.source.rows)
        states[source] = dict(Counter(line.state for line in lines))
        again = bring(tmp_path, files, into=f"recipients/{source}.yaml", source=source, country="AU")
        assert again.written == ()

    made = _letters(tmp_path)
    record_property("counted", f"{states}, {made} letters")
    assert made == 26
    assert states == {
        "congress": {"imported": 10},
        "openstates": {"imported": 4, "left out": 1},
        "popolo": {"imported": 12},
    }
    assert len(_profiles(tmp_path)) == 26
