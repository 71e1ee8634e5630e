"""A ledger that has lost something is noticed before anything is sent, and only a person can go on without it."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta

import pytest

from entreaty.delivery.ledger import LedgerSnapshot, accept_ledger, dated_in_the_future, open_ledger, read_ledger
from entreaty.delivery.ledger_file import LedgerError, LedgerLostError
from entreaty.delivery.mark import mark_of
from tests.support.sample_outgoing import NOW, make_outgoing

LATER = NOW + timedelta(minutes=5)
# As version 0.1.0 made it.
FIRST_VERSION = """
CREATE TABLE IF NOT EXISTS letters (
    letter   TEXT NOT NULL,
    content  TEXT NOT NULL,
    address  TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'deferred', 'refused', 'unknown')),
    attempts INTEGER NOT NULL DEFAULT 0,
    reply    TEXT NOT NULL DEFAULT '',
    message  TEXT NOT NULL DEFAULT '',
    changed  TEXT NOT NULL,
    due      TEXT NOT NULL,
    UNIQUE (letter, content)
);
CREATE TABLE IF NOT EXISTS drafts (
    letter  TEXT NOT NULL,
    content TEXT NOT NULL,
    pushed  TEXT NOT NULL,
    UNIQUE (letter, content)
);
PRAGMA user_version = 1;
"""


@pytest.fixture
def path(tmp_path):
    """Where the ledger of a test lies."""
    return tmp_path / "ledger.sqlite3"


def _send(path, *numbers, state="sent"):
    with open_ledger(path, NOW) as ledger:
        letters = [make_outgoing(number) for number in numbers]
        ledger.enlist(letters, NOW)
        for letter in letters:
            ledger.begin(letter, "<id>", NOW)
            ledger.note_attempt(letter, state, "250 kept", NOW, NOW)


def _change(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)


def _states(path):
    return {entry.letter.recipient: entry.state for entry in read_ledger(path).entries}


def _refused(path, kind=LedgerLostError):
    """Return what is said to a run that would send, which must be what is said to one that only looks."""
    with pytest.raises(kind) as looking:
        read_ledger(path)
    with pytest.raises(kind) as sending, open_ledger(path, NOW):
        pass
    assert str(looking.value) == str(sending.value)
    assert str(path.parent) in str(sending.value)
    return str(sending.value)


def _empty(path):
    path.write_bytes(b"")


def _cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def _shred(path):
    path.write_bytes(b"not a database" * 1000)


def _replace_by_another_database(path):
    path.unlink()
    _change(path, "CREATE TABLE addresses (name TEXT)")


def _drop_a_table(path):
    _change(path, "DROP TABLE drafts")


def _put_a_view_for_a_table(path):
    # A view that never ends.
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS letter FROM n"
    _change(path, "DROP TABLE letters", f"CREATE VIEW letters AS {endless}")


def _add_a_trigger(path):
    pending = "UPDATE letters SET state = 'pending'"
    _change(path, f"CREATE TRIGGER again AFTER UPDATE ON letters BEGIN {pending}; END")


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (_empty, "the ledger is empty (0 bytes)"),
        (_cut, "the ledger cannot be used: database disk image is malformed"),
        (_shred, "the ledger cannot be used: file is not a database"),
        (_replace_by_another_database, "this is no ledger of this program"),
        (_drop_a_table, "or its tables are not all there"),
        (_put_a_view_for_a_table, "this is no ledger of this program"),
        (_add_a_trigger, "this is no ledger of this program"),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_what_is_lost_is_named_and_nothing_is_forgotten(path, damage, what, marked):
    """A ledger that is empty, cut, overwritten or another one is named, left as it is, and nobody may send."""
    _send(path, 1, 2)
    damage(path)
    if not marked:
        mark_of(path).unlink()
    before = path.read_bytes()
    said = _refused(path)
    assert what in said
    assert "nothing is sent, because what was sent before could be sent again\n" in said
    assert "  hint: put ledger.sqlite3 and .ledger.sqlite3.mark back from a backup; " in said
    assert "'status --accept-ledger' goes on with what is left, and asks first" in said
    assert path.read_bytes() == before


def test_ledger_that_is_gone_is_missed(path):
    """Where only the mark is left, letters were sent; where neither is, none ever was."""
    _send(path, 1, 2)
    path.unlink()
    told = (
        "the ledger is gone, and by .ledger.sqlite3.mark letters were handed over or put among drafts 2 times; nothing"
    )
    assert told in _refused(path)
    assert not path.exists()
    mark_of(path).unlink()
    assert read_ledger(path) == LedgerSnapshot()


def test_ledger_that_is_gone_without_what_sqlite_had_beside_it_is_lost(path):
    """Changes that were not in the ledger yet do not become those of a new one."""
    path.with_name("ledger.sqlite3-wal").write_bytes(b"x" * 4000)
    assert "the ledger is gone, and files of it lie there still" in _refused(path)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "DELETE FROM letters WHERE letter = 'visits/office-0002'",
            "1 letter that went out or among drafts is not in it any",
        ),
        ("DELETE FROM letters", "3 letters that went out or among drafts are not in it any more"),
        ("DELETE FROM drafts", "the ledger is incomplete: 1 letter that went out"),
        ("DELETE FROM handed_over", "it does not know the last letter"),
        ("UPDATE handed_over SET letter = x'00', content = char(27)", "1 letter that went out"),
    ],
)
def test_rows_that_were_taken_away_are_missed(path, statement, what):
    """A ledger that has become shorter is named, and a person who goes on finds what is known as unknown."""
    _send(path, 1, 2, 3)
    with open_ledger(path, NOW) as ledger:
        ledger.note_draft(make_outgoing(4), NOW)
    _change(path, statement)
    assert what in _refused(path)
    accept_ledger(path, LATER)
    states = _states(path)
    assert states.keys() >= {"office-0001", "office-0002", "office-0003"}
    assert set(states.values()) <= {"sent", "unknown"}


def test_version_that_never_left_may_go(path):
    """A letter that was put off and then changed leaves no row behind, and is not missed."""
    _send(path, 1, state="deferred")
    with open_ledger(path, LATER) as ledger:
        ledger.enlist([make_outgoing(1, subject="Changed")], LATER)
    assert _states(path) == {"office-0001": "pending"}
    _send(path, 2)


def test_older_copy_is_noticed(path):
    """A ledger that was put back from a backup does not know what was sent since, and so sends nothing."""
    _send(path, 1)
    backup = shutil.copy(path, path.with_name("backup"))
    _send(path, 2)
    shutil.copy(backup, path)
    said = _refused(path)
    assert "the ledger is an older copy, or that of another computer: it does not know the last letter" in said
    assert "by .ledger.sqlite3.mark letters were handed over or put among drafts 2 times" in said


@pytest.mark.parametrize("state", ["refused", "unknown", "deferred"])
def test_older_copy_is_noticed_whatever_became_of_the_letter(path, state):
    """What counts is that a letter was handed over, not that the server took it."""
    _send(path, 1)
    backup = shutil.copy(path, path.with_name("backup"))
    _send(path, 2, state=state)
    shutil.copy(backup, path)
    _refused(path)


def test_older_copy_is_noticed_after_drafts(path):
    """A draft in the mailbox may be sent from there, so that it counts as a letter that went out."""
    with open_ledger(path, NOW):
        pass
    backup = shutil.copy(path, path.with_name("backup"))
    with open_ledger(path, NOW) as ledger:
        ledger.note_draft(make_outgoing(), NOW)
    shutil.copy(backup, path)
    _refused(path)


def test_ledger_of_another_computer_is_noticed(path):
    """Two copies of a campaign that both went on are told apart, even where both sent as many letters."""
    _send(path, 1)
    other = path.parent / "other"
    other.mkdir()
    for file in (path, mark_of(path)):
        shutil.copy(file, other / file.name)
    _send(path, 2)
    _send(other / path.name, 3)
    shutil.copy(other / path.name, path)
    _refused(path)


def test_campaign_that_moves_takes_its_ledger_along(path):
    """A copy of the whole folder goes on as the original would."""
    _send(path, 1)
    other = shutil.copytree(path.parent, path.parent.with_name("copy"))
    _send(other / path.name, 2)
    assert _states(other / path.name) == {"office-0001": "sent", "office-0002": "sent"}


def test_missing_mark_is_told_and_written_anew(path):
    """Without its mark, a whole ledger is believed, and the person is told."""
    _send(path, 1)
    mark_of(path).unlink()
    with open_ledger(path, NOW) as ledger:
        assert ".ledger.sqlite3.mark was missing and is written anew from the ledger" in ledger.notice
    with open_ledger(path, NOW) as ledger:
        assert ledger.notice == ""
    path.unlink()
    _refused(path)


@pytest.mark.parametrize("content", [b"", b"garbage\n", b"1 " + b"0" * 31, b"9" * 2000, b"\xff" * 40, b"1 0\n1 0\n"])
def test_damaged_mark_is_named(path, content):
    """A mark that cannot be read is no reason to believe the ledger."""
    _send(path, 1)
    mark_of(path).write_bytes(content)
    assert ".ledger.sqlite3.mark" in _refused(path)
    accept_ledger(path, LATER)
    assert _states(path) == {"office-0001": "sent"}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE letters SET changed = 'x'", "'changed' is 'x', no moment with a time zone such as 2026-11-27T10:00"),
        ("UPDATE letters SET due = 5", "'due' is '5', no moment"),
        ("UPDATE letters SET due = '2025-06-24T09:30:00'", "'due' is '2025-06-24T09:30:00', no moment with a time"),
        ("UPDATE letters SET due = '9999-12-31T23:59:59+00:00'", "no moment"),
        ("UPDATE letters SET changed = '0001-01-01T00:00:00+00:00'", "no moment"),
        ("UPDATE letters SET changed = x'00ff'", "'changed' is b'\\x00\\xff', no moment"),
        ("UPDATE letters SET reply = x'41'", "'reply' is b'A', no text"),
        ("UPDATE letters SET message = x'41'", "'message' is b'A', no text"),
        ("UPDATE letters SET address = x'41'", "'address' is b'A', no text"),
        ("UPDATE letters SET state = 'perhaps'", "'state' is 'perhaps', none of pending, sending, sent, deferred"),
        ("UPDATE letters SET state = x'41'", "'state' is b'A', none of pending"),
        ("UPDATE letters SET attempts = 'many'", "'attempts' is 'many', no number of attempts"),
        ("UPDATE letters SET attempts = -1", "'attempts' is -1, no number of attempts"),
        ("UPDATE letters SET attempts = 1.5", "'attempts' is 1.5, no number of attempts"),
        ("UPDATE letters SET letter = 'mediator'", "'letter' is 'mediator', no letter such as visits/mediator"),
        ("UPDATE letters SET letter = 'a/' || char(27) || '[31m'", "'letter' is 'a/\\x1b[31m', no letter"),
        ("UPDATE letters SET letter = CAST(x'ff2f61' AS TEXT)", "'letter' is '\\udcff/a', no letter"),
        ("UPDATE letters SET content = 'abc'", "'content' is 'abc', no SHA-256"),
        (
            "INSERT INTO drafts VALUES ('visits/mediator', 'abc', 'y')",
            "'content' is 'abc', no SHA-256; 'pushed' is 'y'",
        ),
        ("INSERT INTO drafts VALUES (x'41', 'abc', 5)", "row 1 of 'drafts': 'letter' is b'A', no letter"),
    ],
)
def test_damaged_row_is_named(path, statement, what):
    """A row that this program has not written so is named by its number, column and content."""
    _send(path, 1)
    _change(path, statement)
    said = _refused(path)
    assert "1 row of the ledger cannot be read" in said
    assert what in said
    assert "\x1b" not in said


def test_damaged_rows_are_named_together(path):
    """All damaged rows are named at once, up to ten; whole ones are not."""
    _send(path, *range(15))
    _change(path, "UPDATE letters SET changed = 'x', due = 'y' WHERE rowid > 2")
    said = _refused(path)
    assert "13 rows of the ledger cannot be read" in said
    assert "\n  row 3 of 'letters': (visits/office-0002) 'changed' is 'x', no moment" in said
    assert "row 2 of" not in said
    assert "\n  and 3 more\n" in said


def test_huge_row_does_not_fill_the_memory(path):
    """What no row of this program is as long as is not read."""
    _send(path, 1)
    _change(path, "UPDATE letters SET reply = CAST(zeroblob(50000000) AS TEXT)")
    _refused(path, LedgerError)


def test_newer_ledger_is_named(path):
    """A ledger of a newer program is left to it; a person cannot accept it away."""
    _send(path, 1)
    _change(path, "PRAGMA user_version = 3")
    assert "the ledger was written by a newer version of this program; use that" in _refused(path, LedgerError)
    with pytest.raises(LedgerError, match="newer version"):
        accept_ledger(path, NOW)


def test_ledger_of_the_first_version_goes_on(path):
    """What version 0.1.0 wrote is read, and from the first run on it has a mark, too."""
    letter = make_outgoing(1)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_VERSION)
        values = (
            str(letter.letter),
            letter.content,
            letter.address,
            "sent",
            1,
            "250 ok",
            "<id>",
            *["2025-06-24T09:30:00.000+00:00"] * 2,
        )
        connection.execute("INSERT INTO letters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        connection.commit()
    path.chmod(0o644)
    backup = shutil.copy(path, path.with_name("backup"))
    assert _states(path) == {"office-0001": "sent"}
    assert not mark_of(path).exists()
    _send(path, 2)
    assert _states(path) == {"office-0001": "sent", "office-0002": "sent"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    shutil.copy(backup, path)
    assert "it does not know the last letter" in _refused(path)
    _empty(path)
    _refused(path)


@pytest.mark.parametrize("umask", [0, 0o022, 0o777])
def test_files_are_for_their_owner_only(path, umask):
    """Ledger, mark, lock and what SQLite has beside them can be read by nobody else, whatever the umask."""
    before = os.umask(umask)
    try:
        with open_ledger(path, NOW) as ledger:
            ledger.enlist([make_outgoing()], NOW)
            ledger.begin(make_outgoing(), "<id>", NOW)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(
        ("ledger.sqlite3", "ledger.sqlite3-shm", "ledger.sqlite3-wal", ".ledger.sqlite3.lock", ".ledger.sqlite3.mark"),
        0o600,
    )


@pytest.mark.parametrize("name", ["{}", "{}-wal", "{}-shm", "{}-journal", ".{}.mark", ".{}.lock"])
@pytest.mark.parametrize("kind", ["link", "link inside", "pipe", "folder"])
def test_what_is_no_file_of_its_own_is_refused(tmp_path, name, kind):
    """Links, pipes and folders in place of the ledger or of what lies beside it are named, and lead nowhere."""
    path = tmp_path / "campaign" / "ledger.sqlite3"
    path.parent.mkdir()
    file = path.with_name(name.format(path.name))
    precious = (tmp_path if kind == "link" else path.parent) / "precious"
    precious.write_bytes(b"precious")
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to(precious)
    with pytest.raises(LedgerError, match=str(file)), open_ledger(path, NOW):
        pass
    assert precious.read_bytes() == b"precious"
    assert {one.name for one in path.parent.iterdir()} <= {file.name, "precious", ".ledger.sqlite3.lock"}


@pytest.mark.parametrize(
    "name",
    [
        ".ledger.sqlite3.part",
        ".ledger.sqlite3.part-journal",
        ".ledger.sqlite3.mark.part",
        "ledger.sqlite3.lost-1-journal",
    ],
)
def test_links_where_files_are_prepared_lead_nowhere(tmp_path, name):
    """What a stranger linked under a name that is used while a file is written stays as it is."""
    path = tmp_path / "campaign" / "ledger.sqlite3"
    path.parent.mkdir()
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    for link in (name, f"{name}-journal"):
        (path.parent / link).symlink_to(precious)
    _send(path, 1)
    _change(path, "UPDATE letters SET due = 5")
    accept_ledger(path, NOW)
    assert _states(path) == {"office-0001": "unknown"}
    assert precious.read_bytes() == b"precious"


def test_another_program_cannot_keep_the_outcome_out(path):
    """While a letter is under way nobody else can lock the ledger, so that what became of it can be written down."""
    letter = make_outgoing()
    with open_ledger(path, NOW) as ledger, closing(sqlite3.connect(path, timeout=0)) as other:
        ledger.enlist([letter], NOW)
        ledger.begin(letter, "<id>", NOW)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert _states(path) == {"office-0001": "sending"}
        ledger.note_attempt(letter, "sent", "250 kept", NOW, NOW)
        other.execute("BEGIN IMMEDIATE")
    assert _states(path) == {"office-0001": "sent"}


def test_locked_ledger_is_named_before_the_letter_leaves(path):
    """Where another program keeps the ledger locked, the letter in hand is not sent, and stays pending."""
    letter = make_outgoing()
    with open_ledger(path, NOW) as ledger, closing(sqlite3.connect(path)) as other:
        ledger.enlist([letter], NOW)
        ledger._connection.execute("PRAGMA busy_timeout = 100")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program keeps the ledger locked; visits/office-0001 was not"):
            ledger.begin(letter, "<id>", NOW)
    assert _states(path) == {"office-0001": "pending"}


def test_full_disk_is_named(path):
    """Where nothing more can be written, the letter in hand is not sent, and the ledger stays as it was."""
    with open_ledger(path, NOW) as ledger:
        ledger.enlist([make_outgoing(number) for number in range(3)], NOW)
        (pages,) = ledger._connection.execute("PRAGMA page_count").fetchone()
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="the ledger cannot be used: database or disk is full"):
            ledger.enlist([make_outgoing(number) for number in range(3, 300)], NOW)
        ledger._connection.execute("PRAGMA max_page_count = 10000")
    assert set(_states(path).values()) == {"pending"}
    assert len(_states(path)) == 3


def test_letter_does_not_leave_without_a_mark(path):
    """Where the mark cannot be written, the letter in hand is not sent, and stays pending."""
    letter = make_outgoing()
    (path.parent / ".ledger.sqlite3.mark.part" / "in-the-way").mkdir(parents=True)
    with open_ledger(path, NOW) as ledger:
        ledger.enlist([letter], NOW)
        with pytest.raises(LedgerError, match=r"mark of the ledger cannot be written: .*; visits/office-0001 was not"):
            ledger.begin(letter, "<id>", NOW)
    assert _states(path) == {"office-0001": "pending"}


@pytest.mark.parametrize("damage", [_empty, _shred, _drop_a_table, lambda path: path.unlink()])
def test_person_can_go_on_without_a_ledger(path, damage):
    """What cannot be read is kept under another name, and a new ledger knows of nothing."""
    _send(path, 1)
    damage(path)
    left = path.read_bytes() if path.exists() else None
    said = accept_ledger(path, LATER)
    assert "a new ledger was begun, which knows of no letter" in said
    assert read_ledger(path) == LedgerSnapshot()
    aside = path.with_name("ledger.sqlite3.lost-1")
    assert (aside.read_bytes() if aside.exists() else None) == left
    assert ("kept as ledger.sqlite3.lost-1" in said) == aside.exists()
    _send(path, 1)
    path.unlink()
    _refused(path)


def test_person_can_go_on_with_an_older_ledger(path):
    """What an older copy knows stays known, and from then on it is the ledger."""
    _send(path, 1)
    backup = shutil.copy(path, path.with_name("backup"))
    _send(path, 2)
    newer = path.read_bytes()
    shutil.copy(backup, path)
    assert "1 letter known to it" in accept_ledger(path, LATER)
    assert _states(path) == {"office-0001": "sent"}
    assert path.with_name("ledger.sqlite3.lost-1").exists()
    path.write_bytes(newer)
    _refused(path)


def test_person_can_go_on_without_damaged_rows(path):
    """Whole rows stay, damaged ones are unknown where they say which letter they are about, and a copy is kept."""
    _send(path, 1, 2, 3)
    with open_ledger(path, NOW) as ledger:
        ledger.note_draft(make_outgoing(4), NOW)
    _change(
        path,
        "UPDATE letters SET due = 5 WHERE letter = 'visits/office-0002'",
        "UPDATE letters SET letter = x'00' WHERE letter = 'visits/office-0003'",
        "UPDATE drafts SET pushed = 'y'",
    )
    assert "a copy of it is kept as ledger.sqlite3.lost-1; 3 letters known to it" in accept_ledger(path, LATER)
    assert _states(path) == {"office-0001": "sent", "office-0002": "unknown", "office-0003": "unknown"}
    assert read_ledger(path).drafted == {make_outgoing(4).letter: LATER}
    with closing(sqlite3.connect(path.with_name("ledger.sqlite3.lost-1"))) as copy:
        assert copy.execute("SELECT count(*) FROM letters").fetchone() == (3,)
    assert stat.S_IMODE(path.with_name("ledger.sqlite3.lost-1").stat().st_mode) == 0o600


def test_clock_that_was_wrong_is_told(path):
    """Letters of a day to come are named with the first of them; those of the last day are not."""
    _send(path, 1)
    entries = read_ledger(path).entries
    assert dated_in_the_future(entries, NOW - timedelta(hours=20)) == ""
    assert dated_in_the_future(entries, NOW - timedelta(days=400)) == (
        "the ledger has 1 letter of a day to come (visits/office-0001, 2025-06-24): the clock is or was wrong"
    )


def test_what_a_stranger_wrote_moves_no_cursor(path):
    """Replies and addresses of a ledger from elsewhere are shown without control characters."""
    _send(path, 1)
    _change(path, "UPDATE letters SET reply = 'a' || char(27) || '[31m', address = 'x' || char(10)")
    (entry,) = read_ledger(path).entries
    assert (entry.reply, entry.address) == ("a [31m", "x ")
