"""Ids of supporters, and the one file that knows who is behind them: for its owner only, and it forgets for good."""

import os
import re
import sqlite3
import stat
from contextlib import closing
from datetime import date, timedelta

import pytest

from entreaty.delivery.senders.file import SendersFileError
from entreaty.delivery.senders.persons import opened_senders
from entreaty.delivery.senders.withdrawing import NoSenderIdError, remove_letters
from tests.support.sample_supporters import TODAY, person

LATER = TODAY + timedelta(days=30)


@pytest.fixture
def path(tmp_path):
    """Return where the file lies that is not there yet."""
    return tmp_path / "senders.sqlite3"


def _ids(path, *people, day=TODAY):
    with opened_senders(path) as senders:
        return [one.id for one in senders.ids_of(people, day).supporters]


def _left_out(path, *people, day=TODAY):
    with opened_senders(path) as senders:
        return [one.message for one in senders.ids_of(people, day).left_out]


def _bytes_of(folder):
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_id_is_the_same_on_every_run_and_tells_nothing(path, tmp_path):
    """A person keeps the id, however name and address are written; another campaign gives another one."""
    (first,) = _ids(path, person())
    (again,) = _ids(path, person("ANN LÉE", street="1, Example  Street", email=None))
    (elsewhere,) = _ids(tmp_path / "other.sqlite3", person())

    assert re.fullmatch("s-[0-9a-f]{12}", first)
    assert again == first
    assert elsewhere != first


def test_person_is_found_by_id_name_and_mailbox(path):
    """Whoever writes "take me off" is found by a part of the name or the address for e-mail, accents aside."""
    with opened_senders(path) as senders:
        ann, zoe = senders.ids_of([person(), person("Zoë Roth", email="z@example.org")], TODAY).supporters
        found = senders.person(ann.id)

        assert found is not None
        assert (found.name, found.email, found.seen) == ("Ann Lee", "ann@example.org", TODAY)
        assert found.address == "1 Example Street, Exampleton, EC1Y 8SY"
        assert [one.id for one in senders.found("zoe r")] == [zoe.id]
        assert [one.id for one in senders.found("ANN@")] == [ann.id]
        assert senders.found("Poe") == ()
        assert senders.person("s-000000000000") is None


def test_file_is_for_its_owner_only(path):
    """The file, and whatever lies beside it while it is open, is for nobody else, also if it was open to all."""
    before = os.umask(0)
    try:
        _ids(path, person())
        path.chmod(0o644)
        with opened_senders(path) as senders:
            senders.ids_of([person("Bob Roth")], TODAY)
            modes = {file.name: oct(stat.S_IMODE(file.stat().st_mode)) for file in path.parent.iterdir()}
    finally:
        os.umask(before)

    assert {"senders.sqlite3", "senders.sqlite3-wal"} <= modes.keys()
    assert set(modes.values()) == {"0o600"}


def test_nothing_of_a_person_is_left_after_withdrawing(path):
    """After a withdrawal among many people, no byte of name, mailbox or street is in any file, even with it open."""
    letters = "abcdefghij"
    many = [
        person(f"Ann L{letters[number % 10] * 20}{letters[number // 10]}", email=f"box{number}@example.org")
        for number in range(100)
    ]
    gone = person("Wilhelmina Unforgettable", street="77 Peculiar Lane", email="wilma@example.org")
    again = person("Wilhelmina Unforgettable", street="77, Peculiar Lane", email="wilma.two@example.org")
    _ids(path, *many[:50], gone)

    with opened_senders(path) as senders:
        senders.ids_of([*many[50:], again], TODAY)
        (found,) = senders.found("wilhelmina")
        senders.withdraw(found.id, TODAY)
        left = _bytes_of(path.parent)
        assert (senders.person(found.id), senders.gone(found.id)) == (None, f"withdrawn on {TODAY}")

    for content in (left, _bytes_of(path.parent)):
        assert b"box99@example.org" in content
        assert [one for one in (b"Wilhelmina", b"Unforgettable", b"Peculiar", b"wilma") if one in content] == []


def test_old_sheet_brings_nobody_back(path):
    """Who has withdrawn is left out and told, also from another address; a consent of a later day counts."""
    (ann,) = _ids(path, person())
    with opened_senders(path) as senders:
        senders.withdraw(ann, TODAY)

    told = f"left out: whoever stands here has withdrawn on {TODAY}"
    assert _left_out(path, person(), person("Bob Roth")) == [told]
    assert _left_out(path, person(street="9 Other Street", consent=TODAY)) == [told]
    assert _ids(path, person(consent=TODAY + timedelta(days=1)), day=LATER) == [ann]
    assert _left_out(path, person(), day=LATER) == []


def test_relative_with_the_same_mailbox_stays(path):
    """A mailbox may be that of a couple: when one of them withdraws, the other still writes."""
    (ann, _) = _ids(path, person(), person("Bob Lee"))
    with opened_senders(path) as senders:
        senders.withdraw(ann, TODAY)

    assert len(_ids(path, person("Bob Lee"))) == 1


def test_those_whom_no_sheet_had_for_long_are_forgotten(path):
    """Only who was in no sheet for longer than that is forgotten, and an old sheet does not bring them back."""
    old, new = person("Wilhelmina Poe", email=None), person("Bob Roth")
    _ids(path, old, new)
    _ids(path, new, day=TODAY + timedelta(days=60))
    with opened_senders(path) as senders:
        assert senders.forget(timedelta(days=90), TODAY + timedelta(days=90)) == ()
        (gone,) = senders.forget(timedelta(days=90), TODAY + timedelta(days=91))
        assert senders.gone(gone) == f"forgotten on {TODAY + timedelta(days=91)}"

    assert b"Wilhelmina" not in _bytes_of(path.parent)
    assert b"Bob Roth" in _bytes_of(path.parent)
    assert _left_out(path, old, new, day=date(2027, 3, 1)) == [
        f"left out: whoever stands here was forgotten on {TODAY + timedelta(days=91)}"
    ]


def test_withdrawal_of_nobody_is_told(path):
    """An id that nobody has, and one whose person has gone already, are told."""
    (ann,) = _ids(path, person())
    with opened_senders(path) as senders:
        senders.withdraw(ann, TODAY)
        with pytest.raises(SendersFileError, match=f"'{ann}': withdrawn on {TODAY}"):
            senders.withdraw(ann, LATER)
        with pytest.raises(SendersFileError, match="'s-000000000000' is the id of nobody"):
            senders.withdraw("s-000000000000", TODAY)


def test_reader_that_keeps_old_pages_is_told(path, monkeypatch):
    """While another program reads the file, old pages stay, and nobody is told that they are gone."""
    monkeypatch.setattr("entreaty.delivery.senders.file.BUSY", 1)
    (ann,) = _ids(path, person())
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM persons").fetchall()
        with pytest.raises(SendersFileError, match="run this again"), opened_senders(path) as senders:
            senders.withdraw(ann, TODAY)

    with opened_senders(path) as senders:
        senders.forget(timedelta(days=90), TODAY)
    assert b"Ann Lee" not in _bytes_of(path.parent)


@pytest.mark.parametrize("what", ["link", "folder", "text", "other database", "lost"])
def test_what_is_no_such_file_is_refused(path, what):
    """A link, a folder, another file and a file whose main part is gone are told, and nothing is written."""
    other = path.with_name("other")
    if what == "link":
        other.write_bytes(b"mine")
        path.symlink_to(other)
    elif what == "folder":
        path.mkdir()
    elif what == "text":
        path.write_text("no database " * 100, encoding="utf-8")
    elif what == "lost":
        path.with_name(f"{path.name}-wal").write_bytes(b"pages")
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE secret (key BLOB)")

    with pytest.raises(SendersFileError), opened_senders(path):
        pass

    assert what != "link" or other.read_bytes() == b"mine"


def test_letters_are_removed(tmp_path):
    """Only the folders of these supporters go, and no link leads out of the folder of letters."""
    folder, ann, bob = tmp_path / "letters", "s-0123456789ab", "s-ba9876543210"
    for place in (folder / "visits" / ann, folder / "buses" / ann / "more", folder / "visits" / bob):
        place.mkdir(parents=True)
        (place / "mayor.pdf").write_bytes(b"x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mayor.pdf").write_bytes(b"mine")
    (folder / "links").mkdir()
    (folder / "links" / ann).symlink_to(tmp_path / "mine")

    removed = remove_letters(folder, [ann])

    assert removed.files == (folder / "buses" / ann / "more" / "mayor.pdf", folder / "visits" / ann / "mayor.pdf")
    assert sorted(path.name for path in folder.glob("*/s-*")) == [ann, bob]
    assert (tmp_path / "mine" / "mayor.pdf").read_bytes() == b"mine"
    assert remove_letters(tmp_path / "none", [ann]).files == ()
    with pytest.raises(NoSenderIdError):
        remove_letters(folder, ["../mine"])


@pytest.mark.parametrize(("listed", "stays"), [("s-0123456789ab", False), ("s-ba9876543210", True), ("", False)])
def test_packet_goes_that_holds_their_letters(tmp_path, listed, stays):
    """A packet whose list names a letter of theirs, or that has no list, is removed whole; another one stays."""
    packet = tmp_path / "letters" / "packet"
    packet.mkdir(parents=True)
    (packet / "packet.pdf").write_bytes(b"pages of everybody")
    if listed:
        (packet / "tick-list.csv").write_text(f"letter\nvisits/{listed}/mayor\n", encoding="utf-8")

    removed = remove_letters(packet.parent, ["s-0123456789ab"])

    assert [path.name for path in removed.packet] == (
        [] if stays else ["packet.pdf", *["tick-list.csv"][: len(listed)]]
    )
    assert (packet / "packet.pdf").exists() is stays
