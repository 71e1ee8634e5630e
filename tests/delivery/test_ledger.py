"""The ledger: each letter's row, durable and never doubled."""

import sqlite3
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from entreaty.delivery.decision import decide
from entreaty.delivery.ledger import LedgerSnapshot, open_ledger, read_ledger
from entreaty.delivery.ledger_file import LedgerError
from tests.support.checkout import ROOT
from tests.support.programs import run
from tests.support.sample_outgoing import NOW, make_outgoing

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def path(tmp_path):
    """Where the ledger of a test lies."""
    return tmp_path / "ledger.sqlite3"


def _states(path):
    return [(str(entry.letter), entry.state) for entry in read_ledger(path).entries]


def test_letter_has_one_row_however_often_it_is_enlisted(path):
    """Enlisting again leaves what is known: a letter that was sent is not pending again."""
    letter = make_outgoing()
    with open_ledger(path, NOW) as ledger:
        ledger.enlist([letter], NOW)
        ledger.begin(letter, "<id>", NOW)
        ledger.note_attempt(letter, "sent", "250 kept", LATER, LATER)
        ledger.enlist([letter, letter], LATER)
        entry = ledger.entry(letter)
    assert (entry.state, entry.reply, entry.message, entry.attempts) == ("sent", "250 kept", "<id>", 1)
    assert (entry.address, entry.changed) == (letter.address, LATER)
    assert len(read_ledger(path).entries) == 1


def test_rows_are_unique_in_the_database(path):
    """The database itself refuses a second row for a letter and content."""
    with open_ledger(path, NOW) as ledger:
        ledger.enlist([make_outgoing()], NOW)
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO letters SELECT * FROM letters")
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE letters SET state = 'perhaps'")
    connection.close()


def test_changed_letter_takes_the_place_of_what_never_left(path):
    """An earlier version that was pending or deferred is dropped; one that was sent, refused or unknown stays."""
    letters = [make_outgoing(number) for number in range(5)]
    changed = [make_outgoing(number, subject="Changed") for number in range(5)]
    with open_ledger(path, NOW) as ledger:
        ledger.enlist(letters, NOW)
        for letter, state in zip(letters[1:], ("deferred", "sent", "refused", "unknown"), strict=True):
            ledger.note_attempt(letter, state, "", NOW, NOW)
        ledger.enlist(changed, LATER)
    assert _states(path) == [
        ("visits/office-0000", "pending"),
        ("visits/office-0001", "pending"),
        ("visits/office-0002", "sent"),
        ("visits/office-0002", "pending"),
        ("visits/office-0003", "refused"),
        ("visits/office-0003", "pending"),
        ("visits/office-0004", "unknown"),
        ("visits/office-0004", "pending"),
    ]


def test_letter_in_hand_of_a_run_that_died_is_unknown(path):
    """What a run was sending when it ended without a word may or may not have arrived."""
    letter = make_outgoing()
    with open_ledger(path, NOW) as ledger:
        ledger.enlist([letter], NOW)
        ledger.begin(letter, "<id>", NOW)
    assert _states(path) == [("visits/office-0001", "sending")]
    with open_ledger(path, LATER) as ledger:
        entry = ledger.entry(letter)
        assert (entry.state, entry.reply, entry.message) == ("unknown", "the run was broken off", "<id>")
        ledger.reopen(letter, LATER)
        assert ledger.entry(letter).state == "pending"


def test_every_change_outlives_the_process(path):
    """A process that ends at once after a change leaves the change behind; nothing waits for a tidy end."""
    program = (
        f"import sys, os, pathlib; sys.path[:0] = {[str(ROOT)]!r}\n"
        "from entreaty.delivery.ledger import open_ledger; from tests.support.sample_outgoing import *\n"
        f"with open_ledger(pathlib.Path({str(path)!r}), NOW) as ledger:\n"
        "    ledger.enlist([make_outgoing()], NOW); ledger.begin(make_outgoing(), '<id>', NOW); os._exit(9)\n"
    )
    done = run([sys.executable, "-c", program], check=False)
    assert done.returncode == 9
    assert _states(path) == [("visits/office-0001", "sending")]


def test_ledger_is_kept_as_durably_as_it_can_be(path):
    """The ledger is in WAL mode and synchronous in full."""
    with open_ledger(path, NOW) as ledger:
        settings = [
            ledger._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        ]
    assert settings == ["wal", 2]


def test_one_run_at_a_time(path):
    """A second run is refused while the first holds the ledger; reading it is not."""
    with open_ledger(path, NOW) as ledger:
        ledger.enlist([make_outgoing()], NOW)
        with pytest.raises(LedgerError, match="another run is sending letters"), open_ledger(path, NOW):
            pass
        assert len(read_ledger(path).entries) == 1
    with open_ledger(path, NOW):
        pass


def test_pairs_of_sender_and_recipient_have_rows_of_their_own(path):
    """What one supporter has sent says nothing of another; of who withdraws, what was sent and drafts stay."""
    one = make_outgoing()
    ann, bob = (replace(one, letter=replace(one.letter, sender=f"s-{digit * 12}")) for digit in "ab")
    with open_ledger(path, NOW) as ledger:
        ledger.enlist([one, ann, bob], NOW)
        for letter, state in ((ann, "sent"), (bob, "deferred")):
            ledger.begin(letter, "<id>", NOW)
            ledger.note_attempt(letter, state, "", NOW, NOW)
        ledger.note_draft(ann, NOW)
        known = ledger.snapshot()
        decision = decide([one, ann, bob], known)
        ledger.drop_unsent({ann.letter.sender, bob.letter.sender})

    assert (decision.to_send, [settled.outgoing for settled in decision.done]) == ((one, bob), [ann])
    assert decide([replace(bob, draft=b"another")], known).to_confirm == ()
    assert _states(path) == [(str(one.letter), "pending"), (str(ann.letter), "sent")]
    assert read_ledger(path).drafted == {ann.letter: NOW}


def test_drafts_are_remembered(path):
    """When a draft was last put into the mailbox is kept by letter."""
    with open_ledger(path, NOW) as ledger:
        ledger.note_draft(make_outgoing(), NOW)
        ledger.note_draft(make_outgoing(), LATER)
        ledger.note_draft(make_outgoing(subject="Changed"), LATER)
    assert read_ledger(path).drafted == {make_outgoing().letter: LATER}


def test_without_a_ledger_nothing_is_known(path):
    """Reading makes no file."""
    assert read_ledger(path) == LedgerSnapshot()
    assert not path.exists()


def test_what_is_no_ledger_is_refused(path):
    """A file of something else, of another version, or in no folder is told, not overwritten."""
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerError, match="the ledger cannot be used"), open_ledger(path, NOW):
        pass
    assert path.read_bytes() == b"not a database" * 100
    other = path.with_name("other.sqlite3")
    connection = sqlite3.connect(other)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerError, match="a newer version"):
        read_ledger(other)
    with pytest.raises(LedgerError), open_ledger(path / "ledger.sqlite3", NOW):
        pass
