"""Which letters may leave by e-mail: each reason that keeps one back, and what the ledger says."""

import dataclasses
import os
from datetime import date

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.delivery.decision import decide
from entreaty.delivery.ledger import LedgerEntry, LedgerSnapshot
from entreaty.delivery.mailing import SortedLetters, sendable, sort_letters
from entreaty.delivery.messages import Author
from entreaty.output.email.draft import letter_draft
from entreaty.output.manifest import ManifestEntry
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.problems import Location, Problem
from entreaty.storage.files import fingerprint, write_whole
from entreaty.templating.letters import LetterTemplates
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, SENDER, edited, write_campaign
from tests.support.sample_outgoing import AUTHOR, NOW, make_outgoing

pytestmark = pytest.mark.no_cover

DAY = date(2025, 6, 24)


def _load(folder, **texts):
    write_campaign(folder, **({"sender": SENDER} | texts))
    return load_campaign(folder, folder / "sender.yaml")


def _written(campaign, day=DAY):
    """Write every letter's .eml with a stand-in for its PDF, and return the entries of the manifest and the letters."""
    letters = plan_letters(campaign, Order(day=day, drafts=True)).letters
    entries = []
    for letter in letters:
        draft = letter_draft(letter, LetterTemplates(campaign.templates), b"%PDF-1.7")
        write_whole(campaign.folder / "letters" / f"{letter.id}.eml", draft)
        lists = dict.fromkeys(("passages", "demands", "citations"), ())
        entries.append(
            ManifestEntry(
                appeal=letter.appeal,
                recipient=letter.recipient,
                language=letter.language,
                date=day.isoformat(),
                pages=1,
                notes="footnotes",
                files={"eml": fingerprint(draft)},
                key="",
                **lists,
            )
        )
    return entries, {letter.id: letter for letter in letters}


def _sorted(campaign, entries, letters, problems=()):
    found = sort_letters(entries, campaign.folder / "letters", campaign, letters, tuple(problems))
    return [str(one.letter) for one in found.ready], {str(one.letter): one.reason for one in found.left_out}


def test_letters_with_an_address_may_leave(tmp_path):
    """A letter that is up to date and has an address may leave; the others are named with their reasons."""
    campaign = _load(tmp_path)
    ready, left_out = _sorted(campaign, *_written(campaign))
    assert ready == ["visits/mediator"]
    assert left_out == {
        "visits/swiss-minister": "no e-mail address is known; there is a contact form: https://example.org/form",
        "visits/azerbaijani-minister": "no e-mail address is known",
    }


@pytest.mark.parametrize(
    "address",
    [
        "Postmaster@example.org",
        "Info@Example.org",
        "info@xn--bcher-kva.example.org",
        "President@example.org",
        "ABUSE@example.org",
    ],
)
def test_address_that_a_draft_writes_otherwise_is_the_same(tmp_path, address):
    """Capitals and domains with other letters, which drafts write in another way, keep no letter back."""
    campaign = _load(tmp_path, recipients=edited(RECIPIENTS, "president@example.org", address))
    assert _sorted(campaign, *_written(campaign))[0] == ["visits/mediator"]


@pytest.mark.parametrize("subject", ["x" * 500, "x" * 4900, ("word " * 198).strip(), "é" * 300])
def test_long_subjects_keep_no_letter_back(tmp_path, subject):
    """A subject of any length reads as it was written, so that its letter may leave."""
    appeal = edited(APPEAL, "en: Visits to prisoners of war,", f"en: {subject},")
    campaign = _load(tmp_path, appeal=appeal)
    assert _sorted(campaign, *_written(campaign))[0] == ["visits/mediator"]


def test_draft_is_the_file_that_lies_there(tmp_path):
    """What leaves is what was written, to the recipient's address."""
    campaign = _load(tmp_path)
    entries, letters = _written(campaign)
    (outgoing,) = sort_letters(entries, tmp_path / "letters", campaign, letters, ()).ready
    assert outgoing.address == "president@example.org"
    assert outgoing.draft == (tmp_path / "letters" / "visits" / "mediator.eml").read_bytes()


def test_unverified_address_is_not_written_to(tmp_path):
    """Nobody is written to at an address that nobody has seen in a source."""
    campaign = _load(tmp_path, recipients=edited(RECIPIENTS, "status: official", "status: unverified"))
    ready, left_out = _sorted(campaign, *_written(campaign))
    assert ready == []
    assert left_out["visits/mediator"] == "the address is unverified"


def test_suppressed_address_is_not_written_to(tmp_path):
    """Who is on the list gets no e-mail, and neither the draft nor anything else names the address."""
    (tmp_path / "suppression.txt").write_text("example.org\n")
    campaign = _load(tmp_path)
    ready, left_out = _sorted(campaign, *_written(campaign))
    assert ready == []
    assert left_out["visits/mediator"] == "suppression.txt holds 'example.org'"
    assert b"president@example.org" not in (tmp_path / "letters" / "visits" / "mediator.eml").read_bytes()


def test_draft_made_before_the_suppression_is_not_sent(tmp_path):
    """Who comes onto the list after the drafts were made is not written to either."""
    entries, letters = _written(_load(tmp_path))
    (tmp_path / "suppression.txt").write_text("president@example.org\n")
    ready, _ = _sorted(_load(tmp_path), entries, letters)
    assert ready == []


def test_letter_without_a_name_is_not_sent(tmp_path):
    """A letter with blanks for the name is for the pen, not for e-mail."""
    campaign = _load(tmp_path)
    entries, letters = _written(dataclasses.replace(campaign, sender=None))
    ready, left_out = _sorted(campaign, entries, letters)
    assert ready == []
    assert left_out["visits/mediator"] == "no sender has put a name to it"


@pytest.mark.parametrize(
    ("path", "level", "sent"),
    [
        ("appeals/visits/appeal.yaml", "error", False),
        ("appeals/authorities.yaml", "error", False),
        ("appeals/authorities/refs.json", "error", False),
        ("recipients.yaml", "error", False),
        ("appeals/other/appeal.yaml", "error", True),
        ("appeals/visits/appeal.yaml", "warning", True),
    ],
)
def test_errors_keep_the_letters_that_they_touch(tmp_path, path, level, sent):
    """An error that check finds keeps letters back, unless it is in another appeal; a warning does not."""
    campaign = _load(tmp_path)
    problem = Problem(Location(tmp_path / path, 3), "wrong", level=level)
    ready, left_out = _sorted(campaign, *_written(campaign), problems=[problem])
    assert ready == (["visits/mediator"] if sent else [])
    if not sent:
        assert left_out["visits/mediator"] == f"check reports an error: {tmp_path / path}:3"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Thank you for your attention.", "Thank you."),
        ("subject: {en: Visits to prisoners of war,", "subject: {en: Visits,"),
        ("en: keep visiting every prisoner of war;", "en: visit every prisoner of war;"),
    ],
)
def test_outdated_letter_is_not_sent(tmp_path, old, new):
    """A letter that would read otherwise today has to be written again first."""
    entries, _ = _written(_load(tmp_path))
    campaign = _load(tmp_path, appeal=edited(APPEAL, old, new))
    letters = {letter.id: letter for letter in plan_letters(campaign, Order(day=DAY)).letters}
    ready, left_out = _sorted(campaign, entries, letters)
    assert ready == []
    assert left_out["visits/mediator"] == "a letter of today would read otherwise; write the letters again"


def test_facts_that_have_changed_since_are_noticed(tmp_path):
    """A letter of June pleads a fact that ended in September: from then on it is not sent; a day later it still is."""
    campaign = _load(tmp_path)
    entries, _ = _written(campaign)
    for day, sent in ((date(2025, 6, 25), True), (date(2025, 9, 3), False)):
        letters = {letter.id: letter for letter in plan_letters(campaign, Order(day=day)).letters}
        assert (_sorted(campaign, entries, letters)[0] == ["visits/mediator"]) is sent


def test_letter_to_another_address_is_not_sent(tmp_path):
    """A draft to an address that has been corrected since is outdated."""
    entries, _ = _written(_load(tmp_path))
    campaign = _load(tmp_path, recipients=edited(RECIPIENTS, "president@example.org", "office@example.org"))
    letters = {letter.id: letter for letter in plan_letters(campaign, Order(day=DAY)).letters}
    assert _sorted(campaign, entries, letters)[0] == []


def test_file_that_was_changed_by_hand_is_not_sent(tmp_path):
    """Only what the program wrote is sent: a changed, missing or unwritten .eml is not."""
    campaign = _load(tmp_path)
    entries, letters = _written(campaign)
    path = tmp_path / "letters" / "visits" / "mediator.eml"
    path.write_bytes(path.read_bytes() + b"\r\n")
    assert "was changed by hand" in _sorted(campaign, entries, letters)[1]["visits/mediator"]
    path.unlink()
    assert "is missing" in _sorted(campaign, entries, letters)[1]["visits/mediator"]


def test_draft_that_cannot_be_read_is_a_failure(tmp_path):
    """A pipe, a folder or a link in place of a draft is named, and is a failure, not a letter left out on purpose."""
    campaign = _load(tmp_path)
    entries, letters = _written(campaign)
    path = tmp_path / "letters" / "visits" / "mediator.eml"
    outside = tmp_path / "outside.eml"
    path.replace(outside)
    for kind in ("link", "pipe", "folder"):
        if kind == "link":
            path.symlink_to(outside)
        elif kind == "pipe":
            os.mkfifo(path)
        else:
            path.mkdir()
        found = sort_letters(entries, tmp_path / "letters", campaign, letters, ())
        (left_out,) = [one for one in found.left_out if one.failed]
        assert (str(left_out.letter), found.ready) == ("visits/mediator", ())
        assert left_out.reason.startswith("its .eml cannot be read: this ")
        path.rmdir() if kind == "folder" else path.unlink()


def test_draft_without_a_text_is_not_sent(tmp_path):
    """A file of that name that is no draft cannot be read as one."""
    campaign = _load(tmp_path)
    entries, letters = _written(campaign)
    path = tmp_path / "letters" / "visits" / "mediator.eml"
    path.write_bytes(b"Content-Type: application/pdf\r\n\r\n")
    entries = [dataclasses.replace(one, files={"eml": fingerprint(path.read_bytes())}) for one in entries]
    assert "cannot be read" in _sorted(campaign, entries, letters)[1]["visits/mediator"]


def test_letter_that_is_not_written_any_more_is_not_sent(tmp_path):
    """A recipient who is gone, or an appeal that is closed, gets nothing more."""
    campaign = _load(tmp_path)
    entries, letters = _written(campaign)
    assert _sorted(campaign, entries, {})[1]["visits/mediator"] == "the campaign does not write this letter any more"
    gone = dataclasses.replace(campaign, recipients=campaign.recipients[1:])
    assert _sorted(gone, entries, letters)[1]["visits/mediator"] == "the campaign has no such recipient any more"


def test_message_that_cannot_be_made_is_left_out():
    """What would be refused at the last moment is told beforehand."""
    letters = SortedLetters(ready=(make_outgoing(1),), left_out=())
    assert sendable(letters, AUTHOR) == letters
    (left_out,) = sendable(letters, Author(name="Anna\r\nBcc: x", address="anna@example.org")).left_out
    assert str(left_out.letter) == "visits/office-0001"
    assert "cannot stand in the header" in left_out.reason


def _entry(outgoing, state):
    return LedgerEntry(
        letter=outgoing.letter,
        content=outgoing.content,
        address=outgoing.address,
        state=state,
        attempts=1,
        reply="",
        message="",
        changed=NOW,
        due=NOW,
    )


@pytest.mark.parametrize(
    ("state", "again", "place"),
    [
        ("pending", (), "to_send"),
        ("deferred", (), "to_send"),
        ("sent", (), "done"),
        ("sending", (), "done"),
        ("unknown", (), "done"),
        ("unknown", ("unknown",), "to_send"),
        ("refused", (), "done"),
        ("refused", ("unknown",), "done"),
        ("refused", ("refused",), "to_send"),
        ("sent", ("unknown", "refused"), "done"),
    ],
)
def test_ledger_decides(state, again, place):
    """What is open is sent; what is final is not, unless it is asked for by its state; what was sent never is."""
    decision = decide([make_outgoing()], LedgerSnapshot(entries=(_entry(make_outgoing(), state),)), again)
    assert [len(getattr(decision, name)) for name in ("to_send", "to_confirm", "done")] == [
        int(name == place) for name in ("to_send", "to_confirm", "done")
    ]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("sent", "another version of it was sent on 2025-06-24"),
        ("unknown", "another version of it may have been sent on 2025-06-24"),
        ("pending", ""),
        ("deferred", ""),
        ("refused", ""),
    ],
)
def test_changed_letter_to_someone_written_to_is_a_question(state, reason):
    """Another version that left, or may have, makes a person decide; one that never left does not."""
    decision = decide([make_outgoing(subject="Changed")], LedgerSnapshot(entries=(_entry(make_outgoing(), state),)))
    assert [repeated.reason for repeated in decision.to_confirm] == ([reason] if reason else [])
    assert len(decision.to_send) == (0 if reason else 1)


def test_draft_in_the_mailbox_is_a_question():
    """What lies among the person's drafts may have been sent from there."""
    decision = decide([make_outgoing()], LedgerSnapshot(drafted={make_outgoing().letter: NOW}))
    (repeated,) = decision.to_confirm
    assert repeated.outgoing == make_outgoing()
    assert repeated.reason == "a draft of it was put into your mailbox on 2025-06-24"
    agreed = LedgerSnapshot(entries=(_entry(make_outgoing(), "pending"),), drafted={make_outgoing().letter: NOW})
    assert decide([make_outgoing()], agreed).to_send == (make_outgoing(),)


@pytest.mark.parametrize(
    ("language", "unit", "sent"),
    [
        ("en", "closing/thanks", True),
        ("fr", "closing/thanks", False),
        ("fr", "subject", False),
        ("fr", "demands/speak", True),
    ],
)
def test_a_machines_words_do_not_leave_before_somebody_has_read_them(tmp_path, language, unit, sent):
    """A letter with a passage that only a machine has translated is not sent; letters without it are."""
    campaign = _load(tmp_path, recipients=edited(RECIPIENTS, "language: [en, fr]", f"language: {language}"))
    records = f"fr:\n  {unit}: {{of: '000000', state: machine, day: 2026-11-20}}\n"
    (tmp_path / "appeals" / "visits" / "translations.yaml").write_text(records, encoding="utf-8")
    campaign = load_campaign(tmp_path, tmp_path / "sender.yaml")
    ready, left_out = _sorted(campaign, *_written(campaign))

    assert (ready == ["visits/mediator"]) is sent
    if not sent:
        assert left_out["visits/mediator"] == f"a machine has translated '{unit}' in it, and nobody has read that yet"
