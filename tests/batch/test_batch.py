"""A run: which letters are planned, what is written, and what a second run leaves alone."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from entreaty.batch.report import Outcome
from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.output.pages.evidence import write_evidence
from entreaty.planning.order import Order, OrderError
from entreaty.planning.plan import Plan, check, plan_letters
from entreaty.problems import ContentError
from entreaty.storage.files import FolderError, locked
from tests.support.sample_campaigns import (
    APPEAL,
    AUTHORITIES,
    DAY,
    HEAD,
    PROFILES,
    RECIPIENTS,
    SENDER,
    edited,
    line_of,
    write_campaign,
)

pytestmark = pytest.mark.no_cover

ORDER = Order(day=DAY, endings=("txt",))
LETTERS = ["visits/mediator", "visits/swiss-minister", "visits/azerbaijani-minister"]


def _plan(folder: Path, order: Order = ORDER, sender: Path | None = None) -> Plan:
    return plan_letters(load_campaign(folder, sender), order)


def _run(folder: Path, order: Order = ORDER) -> list[Outcome]:
    campaign = load_campaign(folder)
    return list(write_letters(campaign, plan_letters(campaign, order), order, folder / "letters"))


def _states(outcomes: Iterable[Outcome]) -> dict[str, str]:
    return {str(outcome.letter): outcome.state for outcome in outcomes}


def test_every_recipient_with_a_demand_gets_a_letter(tmp_path):
    """The plan holds a letter for each pair of open appeal and recipient that a demand fits."""
    plan = _plan(write_campaign(tmp_path))

    assert [str(letter.id) for letter in plan.letters] == LETTERS
    assert plan.skipped == ()
    assert plan.problems == ()


def test_recipient_without_demand_is_skipped_with_the_reason(tmp_path):
    """A recipient whom no demand fits is left out, and the plan says why."""
    appeal = edited(APPEAL, "for: {audiences: [detaining-power]}", "for: {audiences: [legislature]}")
    plan = _plan(write_campaign(tmp_path, appeal=appeal))

    assert [(str(one.letter), one.reason) for one in plan.skipped] == [
        ("visits/azerbaijani-minister", "no demand of the appeal is for this recipient")
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({"recipients": ("mediator",)}, ["visits/mediator"]),
        ({"audience": "third-state"}, ["visits/swiss-minister"]),
        ({"country": "AZ"}, ["visits/azerbaijani-minister"]),
        ({"country": "CH", "audience": "mediator"}, ["visits/mediator"]),
        ({"appeals": ("visits",)}, LETTERS),
    ],
)
def test_order_narrows_the_run(tmp_path, order, expected):
    """Recipients, audience, country and appeals each narrow what is written."""
    plan = _plan(write_campaign(tmp_path), Order(day=DAY, **order))

    assert [str(letter.id) for letter in plan.letters] == expected


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ({"recipients": ("mediatr",)}, "there is no recipient 'mediatr'; did you mean 'mediator'?"),
        ({"audience": "mediators"}, "there is no audience 'mediators'; did you mean 'mediator'?"),
        ({"country": "XX"}, "there is no country 'XX'"),
        ({"language": "xx"}, "there is no language 'xx'"),
        ({"appeals": ("vists",)}, "there is no appeal 'vists'; did you mean 'visits'?"),
        ({"envelope": "us-11"}, "there is no envelope 'us-11'; did you mean 'us-10'?"),
    ],
)
def test_order_that_names_what_there_is_not_is_refused(tmp_path, order, message):
    """An unknown name in an order is an error that offers the nearest known one."""
    with pytest.raises(OrderError) as refused:
        _plan(write_campaign(tmp_path), Order(day=DAY, **order))

    assert str(refused.value).startswith(message)


def test_languages_follow_the_recipient_unless_ordered(tmp_path):
    """Each letter is in the recipient's first language that the appeal has; an ordered language overrides it."""
    folder = write_campaign(tmp_path)

    assert {str(one.id): one.language for one in _plan(folder).letters} == {
        "visits/mediator": "en",
        "visits/swiss-minister": "fr",
        "visits/azerbaijani-minister": "en",
    }
    assert {one.language for one in _plan(folder, replace(ORDER, language="fr")).letters} == {"fr"}


def test_closed_appeal_asked_for_is_refused_with_its_reason(tmp_path):
    """A closed appeal that is named writes nothing and says why it is closed."""
    closed = edited(APPEAL, "status: open", "status: closed\nclosed_because: All are free.")
    plan = _plan(write_campaign(tmp_path, appeal=closed), replace(ORDER, appeals=("visits",)))

    assert plan.letters == ()
    assert [problem.message for problem in plan.problems] == ["the appeal 'visits' is closed: All are free."]
    assert plan.problems[0].location.line == line_of(closed, "status: closed")


def test_bad_recipient_does_not_spoil_the_others(tmp_path):
    """A profile with a problem gets no letter; the letters to all others are planned."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "form_of_address: icrc-president", "form: x"))
    plan = _plan(folder)

    assert [str(letter.id) for letter in plan.letters] == LETTERS[1:]
    assert {problem.level for problem in plan.problems} == {"error"}


def test_check_gives_the_problems_of_the_plan(tmp_path):
    """A sound campaign has no problems, and one with a missing citation has it with its line."""
    broken = edited(APPEAL, "en: Visits have ended.[@visits-report]", "en: Visits have ended.[@visit-report]")
    folder = write_campaign(tmp_path, appeal=broken)

    problems = check(load_campaign(folder), DAY)

    assert [(one.location.line, one.message, one.hint) for one in problems] == [
        (
            line_of(broken, "[@visit-report]"),
            "there is no authority 'visit-report'",
            "did you mean 'visits-report'?",
        )
    ]


def test_second_run_renders_nothing(tmp_path):
    """A run over unchanged inputs writes nothing and leaves the manifest as it was."""
    folder = write_campaign(tmp_path)
    first = _run(folder)
    manifest = (folder / "letters" / "manifest.json").read_bytes()

    second = _run(folder)

    assert _states(first) == dict.fromkeys(LETTERS, "written")
    assert _states(second) == dict.fromkeys(LETTERS, "unchanged")
    assert (folder / "letters" / "manifest.json").read_bytes() == manifest


def test_only_what_changed_is_made_again(tmp_path):
    """Editing one profile makes that letter again and no other."""
    folder = write_campaign(tmp_path)
    _run(folder)
    write_campaign(tmp_path, recipients=edited(RECIPIENTS, "1 Example Avenue", "9 Example Avenue"))

    # The text does not print the address; the letter is what changed.
    assert _states(_run(folder)) == {
        "visits/mediator": "written",
        "visits/swiss-minister": "unchanged",
        "visits/azerbaijani-minister": "unchanged",
    }


def test_touched_or_missing_files_are_made_again(tmp_path):
    """A letter whose file was edited or removed is made again; --force makes all again."""
    folder = write_campaign(tmp_path)
    _run(folder)
    (folder / "letters" / "visits" / "mediator.txt").write_text("changed", encoding="utf-8")
    (folder / "letters" / "visits" / "swiss-minister.txt").unlink()

    states = _states(_run(folder))

    assert [states[name] for name in LETTERS] == ["written", "written", "unchanged"]
    assert set(_states(_run(folder, replace(ORDER, force=True))).values()) == {"written"}


def test_letter_that_may_not_go_out_any_more_is_withdrawn(tmp_path):
    """The file of a letter that a later run skips is removed, unless somebody has changed it."""
    folder = write_campaign(tmp_path)
    _run(folder)
    changed = folder / "letters" / "visits" / "swiss-minister.txt"
    changed.write_text("mine", encoding="utf-8")
    nobody = APPEAL.replace("audiences: [third-state]", "audiences: [un-body]")
    write_campaign(tmp_path, appeal=nobody.replace("audiences: [detaining-power]", "audiences: [un-body]"))

    _run(folder)

    assert not (folder / "letters" / "visits" / "azerbaijani-minister.txt").exists()
    assert changed.read_text(encoding="utf-8") == "mine"
    manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
    assert [row["recipient"] for row in manifest["letters"]] == ["mediator"]
    assert [row["recipient"] for row in manifest["skipped"]] == ["swiss-minister", "azerbaijani-minister"]


def test_broken_off_run_goes_on_where_it_stopped(tmp_path):
    """Letters that a run finished before it was stopped are not made again."""
    folder = write_campaign(tmp_path)
    campaign = load_campaign(folder)
    run = write_letters(campaign, plan_letters(campaign, ORDER), ORDER, folder / "letters")
    assert str(next(run).letter) == "visits/mediator"
    assert str(next(run).letter) == "visits/swiss-minister"
    run.close()
    assert not (folder / "letters" / "manifest.json").exists()

    states = _states(_run(folder))

    assert [states[name] for name in LETTERS[:1]] == ["unchanged"]
    assert (folder / "letters" / "manifest.json").exists()
    assert not (folder / "letters" / ".journal.jsonl").exists()


def test_a_part_of_the_run_keeps_the_rest_of_the_manifest(tmp_path):
    """A run for one recipient leaves what the manifest says of the others."""
    folder = write_campaign(tmp_path)
    _run(folder)

    _run(folder, replace(ORDER, recipients=("mediator",), force=True))

    manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["letters"]) == 3


def test_manifest_tells_what_was_made(tmp_path):
    """Each letter's entry has recipient, language, demands, citations and the SHA-256 of its files."""
    folder = write_campaign(tmp_path)
    _run(folder)

    manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
    row = next(row for row in manifest["letters"] if row["recipient"] == "mediator")

    assert row["language"] == "en"
    assert row["date"] == "2025-06-24"
    assert row["demands"] == ["keep-visiting"]
    assert row["citations"] == ["visits-report", "gc3"]
    assert list(row["files"]) == ["txt"]
    assert len(row["files"]["txt"]) == 64
    assert manifest["versions"]["weasyprint"]


def test_letter_that_cannot_be_set_fails_alone(tmp_path):
    """A letter whose address has a character of no font fails with its name; the others are written."""
    long = edited(RECIPIENTS, "lines: [1 Example Avenue, 1202 Geneva]", "lines: [1 Example 🏛, 1202 Geneva]")
    folder = write_campaign(tmp_path, recipients=long)
    order = replace(ORDER, endings=("pdf",), envelope="us-10", recipients=("mediator", "azerbaijani-minister"))

    outcomes = {str(outcome.letter): outcome for outcome in _run(folder, order)}

    assert outcomes["visits/mediator"].state == "failed"
    assert "no font has" in outcomes["visits/mediator"].problems[0].message
    assert not (folder / "letters" / "visits" / "mediator.pdf").exists()
    manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
    assert "visits/mediator" in [f"{row['appeal']}/{row['recipient']}" for row in manifest["failed"]]


def test_two_runs_in_one_folder_are_refused(tmp_path):
    """A second run into a folder that another run holds says so and writes nothing."""
    folder = write_campaign(tmp_path)
    with locked(folder / "letters"), pytest.raises(FolderError, match="another run is writing letters here"):
        _run(folder)


def test_pdfs_are_the_same_bytes_from_one_process_or_two(tmp_path):
    """Workers make the same files as one process does."""
    many = f"{HEAD}\n{PROFILES}" + "".join(
        RECIPIENTS.partition("recipients:\n")[2].split("\n\n")[0].replace("id: mediator", f"id: mediator-{number}")
        + "\n\n"
        for number in range(24)
    ).replace("\n\n  - id", "\n  - id")
    appeal = APPEAL.replace("for: {audiences: [mediator], recipients: [mediator]}", "for: {audiences: [mediator]}")
    one = write_campaign(tmp_path / "one", recipients=many, appeal=appeal)
    two = write_campaign(tmp_path / "two", recipients=many, appeal=appeal)
    order = Order(day=DAY, endings=("pdf",), audience="mediator")

    first = _run(one, order)
    second = _run(two, replace(order, jobs=2))

    assert len(first) == 25
    assert [o.entry.files for o in first if o.entry] == [o.entry.files for o in second if o.entry]


def test_sender_decides_the_envelope(tmp_path):
    """With a sender in the United States the sheet is Letter, without one it is A4."""
    sender = tmp_path / "me.yaml"
    sender.write_text(edited(SENDER, "country: DE", "country: US"), encoding="utf-8")
    folder = write_campaign(tmp_path / "campaign")
    order = replace(ORDER, endings=("pdf",), envelope="none", recipients=("mediator",))
    campaign = load_campaign(folder, sender)

    made = list(write_letters(campaign, plan_letters(campaign, order), order, folder / "letters"))

    assert made[0].state == "written"
    with pikepdf.open(folder / "letters" / "visits" / "mediator.pdf") as letter:
        # 8½ × 11 inches, in points.
        assert [round(float(side)) for side in letter.pages[0].mediabox] == [0, 0, 612, 792]


def test_a_letter_of_another_day_is_another_letter(tmp_path):
    """The date of the letters decides which facts they state."""
    folder = write_campaign(tmp_path)
    _run(folder, replace(ORDER, day=date(2025, 9, 3)))

    text = (folder / "letters" / "visits" / "mediator.txt").read_text(encoding="utf-8")

    assert "Visits have ended." in text
    assert "Visits have taken place." not in text


QUOTED = edited(
    APPEAL, "Your own state is bound by Protocol I.[see @ap1, art. 75(6); @gc3, art. 122(6)]", "It is bound.[@ap1]"
)
QUOTED = edited(QUOTED, "Votre propre État est lié par le Protocole I.[@ap1, art. 75(6); @gc3, art. 122(6)]", "{fr}")


def _swiss(words: str) -> str:
    """Return the appeal with other French words in the one passage that only the Swiss letter has."""
    return QUOTED.replace("{fr}", words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Il est lié.[@ap1]", None),
        ("Il est lié.[@gc3]", "the passage 'protocol' cites in 'fr' other sources than in 'en'"),
        ("Il est lié, http://example.org.[@ap1]", "'http://example.org' is not https"),
    ],
)
def test_error_stops_the_letters_with_its_passage_and_no_others(tmp_path, words, told):
    """A letter with a passage that has an error is not written, with the reason; all others are."""
    plan = _plan(write_campaign(tmp_path, appeal=_swiss(words)))

    assert [str(letter.id) for letter in plan.letters] == [one for one in LETTERS if not told or "swiss" not in one]
    assert [str(one.letter) for one in plan.failed] == (["visits/swiss-minister"] if told else [])
    assert [problem.message for problem in plan.problems] == ([told] if told else [])
    assert all(told in one.reason for one in plan.failed)


def test_wrong_quotation_stops_its_letters(tmp_path):
    """A wrong quotation withdraws the letters that have it, and only those."""
    words = "“Visits may be prohibited except for reasons of imperative military necessity”.[@gc3, art. 126(2)]"
    folder = write_campaign(tmp_path)
    _run(folder)
    appeal = edited(APPEAL, "en: Prisoners of war have a right to be visited.[@gc3, art. 126(2)]", f"en: {words}")
    appeal = edited(appeal, "      duty_bearer: AZ\n", "      duty_bearer: AZ\n      for: {audiences: [third-state]}\n")

    outcomes = _run(write_campaign(tmp_path, appeal=appeal))

    assert _states(outcomes) == {"visits/mediator": "written", "visits/azerbaijani-minister": "written"}
    assert not (folder / "letters" / "visits" / "swiss-minister.txt").exists()
    manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
    assert [row["recipient"] for row in manifest["failed"]] == ["swiss-minister"]
    assert "stored: Visits may [-not-] be prohibited" in manifest["failed"][0]["reason"]


@pytest.mark.parametrize(
    ("authorities", "problem"),
    [
        (
            edited(AUTHORITIES, "id: visits-report\n    type: report", "id: visits-report\n    type: reprt"),
            "'type' cannot be 'reprt'",
        ),
        (AUTHORITIES.replace("references:", "references: [", 1), "this is not YAML"),
    ],
)
def test_broken_authority_is_told_once_and_stops_the_letters_that_cite_it(tmp_path, authorities, problem):
    """Where an entry or the file has a problem, its citations are no problems as well, but no letter goes without."""
    appeal = edited(APPEAL, "        bound_by: [ap1]\n        states: [CH]", "        states: [CH]")

    plan = _plan(write_campaign(tmp_path, authorities=authorities, appeal=appeal))

    assert len(plan.problems) == 1
    assert plan.problems[0].message.startswith(problem)
    assert plan.letters == ()
    assert [str(one.letter) for one in plan.failed] == LETTERS
    assert all(problem in one.reason for one in plan.failed)


DOUBTS = {
    "recipients": edited(RECIPIENTS, "status: third-party", "status: unverified"),
    "authorities": edited(AUTHORITIES, "verified: third-party", "verified: unverified"),
}


def test_manifest_lists_the_warnings_of_each_letter(tmp_path):
    """A letter's entry lists the warnings about its recipient and its sources; changed warnings need no new letter."""
    folder = write_campaign(tmp_path)
    _run(folder)
    write_campaign(tmp_path, **DOUBTS)

    outcomes = _run(folder)

    manifest = json.loads((folder / "letters" / "manifest.json").read_text(encoding="utf-8"))
    listed = {row["recipient"]: [problem.split("\n")[0] for problem in row["problems"]] for row in manifest["letters"]}
    source = f"appeals/authorities.yaml:{line_of(DOUBTS['authorities'], 'kind: report')}"
    source = f"{source}: warning: 'visits-report': the source is unverified"
    address = f"recipients.yaml:{line_of(DOUBTS['recipients'], 'status: unverified')}"
    assert listed == {
        "mediator": [source],
        "swiss-minister": [source, f"{address}: warning: the address of 'swiss-minister' is unverified"],
        "azerbaijani-minister": [source],
    }
    assert set(_states(outcomes).values()) == {"unchanged"}


def test_strict_order_takes_warnings_for_errors(tmp_path):
    """In a strict run a warning stops the letters that it concerns."""
    plan = _plan(write_campaign(tmp_path, recipients=DOUBTS["recipients"]), replace(ORDER, strict=True))

    assert [str(letter.id) for letter in plan.letters] == [LETTERS[0], LETTERS[2]]
    assert [problem.level for problem in plan.problems] == ["error"]


def test_unused_source_stops_no_letter(tmp_path):
    """A source that nobody cites is told, and touches no letter even where warnings are errors."""
    unused = AUTHORITIES + AUTHORITIES.partition("\n\n  - id: visits-report")[2].join(["\n  - id: more", ""])

    plan = _plan(write_campaign(tmp_path, authorities=unused), replace(ORDER, strict=True))

    assert [problem.message for problem in plan.problems] == ["'more' is never cited"]
    assert [str(letter.id) for letter in plan.letters] == LETTERS


def test_evidence_is_written_for_open_and_closed_appeals(tmp_path):
    """Page and table are written for an appeal by name, even one that is closed; a broken one has its problems told."""
    closed = edited(APPEAL, "status: open", "status: closed\nclosed_because: All are free.")
    order = Order(day=DAY, appeals=("visits",))
    campaign = load_campaign(write_campaign(tmp_path, appeal=closed))

    paths = write_evidence(campaign, order, tmp_path / "evidence")

    assert [path.name for path in paths] == ["visits.html", "visits.csv"]
    assert "Visits have taken place." in paths[0].read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "evidence").iterdir()) == ["visits.csv", "visits.html"]
    broken = load_campaign(write_campaign(tmp_path, appeal=edited(APPEAL, "status: open", "status: opn")))
    with pytest.raises(ContentError, match="'status' must be one of"):
        write_evidence(broken, order, tmp_path / "evidence")
