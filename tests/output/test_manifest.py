"""The manifest and the journal: what earlier runs left, read back even when it is damaged."""

import json
from dataclasses import replace

import pytest

from entreaty.output.manifest import (
    ManifestEntry,
    forget_senders,
    is_interrupted,
    note_begun,
    note_in_journal,
    read_begun,
    read_manifest,
    standing,
    withdraw,
    write_manifest,
)
from entreaty.planning.selection import NotWritten
from entreaty.storage.files import FolderError, fingerprint
from entreaty.writing.letter import LetterId

ENTRY = ManifestEntry(
    appeal="visits",
    recipient="mediator",
    language="en",
    date="2025-06-24",
    passages=("a", "b"),
    demands=("b",),
    citations=("gc3",),
    pages=2,
    notes="footnotes",
    files={"txt": fingerprint(b"letter")},
    key="k",
)


def test_what_is_written_is_read_back(tmp_path):
    """Entries come back from the manifest as they were, and the journal is closed."""
    note_in_journal(tmp_path, ENTRY)
    write_manifest(
        tmp_path, [ENTRY], [NotWritten(letter=LetterId("visits", "x"), reason="r")], [], {"weasyprint": "70"}
    )

    assert read_manifest(tmp_path) == {ENTRY.id: ENTRY}
    assert not (tmp_path / ".journal.jsonl").exists()
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["skipped"] == [{"appeal": "visits", "recipient": "x", "reason": "r"}]
    assert manifest["versions"] == {"weasyprint": "70"}


def test_journal_is_newer_than_the_manifest(tmp_path):
    """A letter that a broken-off run finished counts, even if its last line was cut."""
    write_manifest(tmp_path, [ENTRY], [], [], {})
    note_in_journal(tmp_path, replace(ENTRY, key="newer"))
    with (tmp_path / ".journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"appeal": "visits", "reci')

    assert read_manifest(tmp_path)[ENTRY.id].key == "newer"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"letters": 3}', '{"letters": [{"appeal": "visits"}, 3]}', '{"x": 1}']
)
def test_damaged_manifest_counts_as_none(tmp_path, text):
    """A manifest that is damaged makes every letter new, and is no error."""
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")

    assert read_manifest(tmp_path) == {}


def test_entry_stands_while_its_files_do(tmp_path):
    """A entry holds for the endings whose files are there unchanged."""
    path = tmp_path / "visits" / "mediator.txt"
    path.parent.mkdir()
    path.write_bytes(b"letter")

    assert ENTRY.stands(tmp_path, ["txt"])
    assert not ENTRY.stands(tmp_path, ["txt", "pdf"])
    path.write_bytes(b"changed")
    assert not ENTRY.stands(tmp_path, ["txt"])


def test_withdrawing_leaves_changed_files(tmp_path):
    """Only the file that the program wrote is removed."""
    path = tmp_path / "visits" / "mediator.txt"
    path.parent.mkdir()
    path.write_bytes(b"mine")
    withdraw(tmp_path, ENTRY)
    assert path.exists()

    path.write_bytes(b"letter")
    withdraw(tmp_path, ENTRY)
    assert not path.exists()


def test_line_after_a_cut_one_is_not_lost(tmp_path):
    """A run that goes on after a killed one begins a line of its own, so that both runs are remembered."""
    note_in_journal(tmp_path, ENTRY)
    with (tmp_path / ".journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"appeal": "visits", "reci')
    others = [replace(ENTRY, recipient="minister"), replace(ENTRY, recipient="office")]

    assert is_interrupted(tmp_path)
    note_in_journal(tmp_path, *others)

    assert [*map(str, read_manifest(tmp_path))] == ["visits/mediator", "visits/minister", "visits/office"]
    write_manifest(tmp_path, [], [], [], {})
    assert not is_interrupted(tmp_path)


def test_manifest_of_another_layout_is_read_too(tmp_path):
    """A manifest that an editor has laid out anew is read as well, and tells how its letters were typeset."""
    typeset = replace(ENTRY, typesetting="shared")
    write_manifest(tmp_path, [typeset], [], [], {})
    path = tmp_path / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert manifest["letters"][0]["typesetting"] == "shared"
    path.write_text(json.dumps(manifest, indent=4), encoding="utf-8")

    assert read_manifest(tmp_path) == {ENTRY.id: typeset}

    del manifest["letters"][0]["typesetting"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert read_manifest(tmp_path)[ENTRY.id].typesetting == "ordinary"


def test_each_letter_is_a_line_of_the_manifest(tmp_path):
    """Letters stand in the order of their names, each on one line, and the SHA-256 of the whole file is returned."""
    entries = [replace(ENTRY, recipient=name) for name in ("b", "a")]
    written = write_manifest(
        tmp_path, entries, [NotWritten(letter=LetterId("visits", "x"), reason="r")], [], {"a": "1"}
    )

    lines = (tmp_path / "manifest.json").read_text(encoding="utf-8").splitlines()
    assert written == fingerprint((tmp_path / "manifest.json").read_bytes())
    assert lines[:3] == ["{", '"versions": {"a": "1"},', '"letters": [']
    assert [json.loads(line.rstrip(","))["recipient"] for line in lines[3:5]] == ["a", "b"]
    assert lines[5:] == [
        "],",
        '"skipped": [',
        '{"appeal": "visits", "recipient": "x", "reason": "r"}',
        "],",
        '"failed": [',
        "]",
        "}",
    ]


def test_letters_that_stand_are_found_together(tmp_path):
    """Of many letters those stand of which every wanted file is as it was written."""
    entries = [replace(ENTRY, recipient=name) for name in ("a", "b", "c")]
    for entry, content in zip(entries, (b"letter", b"changed", b"letter"), strict=True):
        path = tmp_path / f"{entry.id}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    assert {*map(str, standing(tmp_path, entries, ["txt"]))} == {"visits/a", "visits/c"}
    assert standing(tmp_path, entries, ["txt", "pdf"]) == frozenset()


OF_SUPPORTER = replace(ENTRY, sender="s-8c41f2a09b3e")


def test_row_of_a_supporter_names_them_by_their_id(tmp_path):
    """A letter of one of many senders has a row, a begun row and a folder of its own beside that of one sender."""
    one, many = ENTRY.id, OF_SUPPORTER.id
    note_in_journal(tmp_path, ENTRY, OF_SUPPORTER)
    note_begun(tmp_path, many, OF_SUPPORTER.files)
    assert read_begun(tmp_path) == {many: frozenset(OF_SUPPORTER.files.values())}

    write_manifest(tmp_path, [ENTRY, OF_SUPPORTER], [], [NotWritten(letter=many, reason="r")], {})

    assert read_manifest(tmp_path) == {one: ENTRY, many: OF_SUPPORTER}
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [row.get("sender") for row in manifest["letters"]] == [None, "s-8c41f2a09b3e"]
    assert manifest["failed"] == [
        {"appeal": "visits", "recipient": "mediator", "sender": "s-8c41f2a09b3e", "reason": "r"}
    ]
    assert str(many) == "visits/s-8c41f2a09b3e/mediator"
    assert [LetterId.read(str(letter)) for letter in (one, many)] == [one, many]


@pytest.mark.parametrize("sender", ["", "..", "s-8c41f2a09b3", "S-8C41F2A09B3E", "s-8c41f2a09b3e/..", "ann-lee", None])
def test_row_of_no_supporter_counts_as_none(tmp_path, sender):
    """A row whose sender is no id of a supporter is passed over, in the manifest as in what was begun."""
    write_manifest(tmp_path, [OF_SUPPORTER], [], [], {})
    note_begun(tmp_path, OF_SUPPORTER.id, OF_SUPPORTER.files)
    for path in (tmp_path / "manifest.json", *tmp_path.glob(".begun*")):
        path.write_text(path.read_text(encoding="utf-8").replace('"s-8c41f2a09b3e"', json.dumps(sender)), "utf-8")

    assert read_manifest(tmp_path) == {}
    assert read_begun(tmp_path) == {}


def test_letters_of_supporters_are_found_and_withdrawn_in_their_folders(tmp_path):
    """What lies in a supporter's folder stands and is withdrawn there; through a link that leads out, neither."""
    path = tmp_path / "letters" / "visits" / "s-8c41f2a09b3e" / "mediator.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"letter")
    assert OF_SUPPORTER.stands(tmp_path / "letters", ["txt"])
    assert not ENTRY.stands(tmp_path / "letters", ["txt"])

    path.parent.rename(tmp_path / "elsewhere")
    path.parent.symlink_to(tmp_path / "elsewhere")
    assert not OF_SUPPORTER.stands(tmp_path / "letters", ["txt"])
    withdraw(tmp_path / "letters", OF_SUPPORTER)
    assert (tmp_path / "elsewhere" / "mediator.txt").exists()

    path.parent.unlink()
    (tmp_path / "elsewhere").rename(path.parent)
    withdraw(tmp_path / "letters", OF_SUPPORTER)
    assert not path.exists()


def test_forgotten_supporter_has_no_row_anywhere(tmp_path):
    """Manifest, journal and what was begun lose their rows, and what is left reads as if they had never been in it."""
    gone, other = OF_SUPPORTER, replace(OF_SUPPORTER, sender="s-ffffffffffff")
    without = [NotWritten(letter=other.id, reason="r")]
    write_manifest(tmp_path, [ENTRY, other], without, without, {"weasyprint": "70"})
    expected = (tmp_path / "manifest.json").read_bytes()
    left_out = [NotWritten(letter=gone.id, reason="r"), *without]
    write_manifest(tmp_path, [ENTRY, gone, other], left_out, left_out, {"weasyprint": "70"})
    note_in_journal(tmp_path, gone, ENTRY, replace(gone, recipient="other"))
    for one in (gone, other):
        note_begun(tmp_path, one.id, one.files)
    (tmp_path / ".last-run.json").write_text(f'{{"letters": ["{gone.id}"]}}', encoding="utf-8")

    forget_senders(tmp_path, {gone.sender})

    assert (tmp_path / "manifest.json").read_bytes() == expected
    assert read_manifest(tmp_path) == {ENTRY.id: ENTRY, other.id: other}
    assert read_begun(tmp_path) == {other.id: frozenset(other.files.values())}
    assert gone.sender.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert is_interrupted(tmp_path)


def test_row_of_a_manifest_in_another_layout_is_not_taken_out(tmp_path):
    """What another program has laid out anew is told, and stays as it is."""
    write_manifest(tmp_path, [OF_SUPPORTER], [], [], {})
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")), indent=1), encoding="utf-8")
    before = manifest.read_bytes()

    with pytest.raises(FolderError, match="another program has saved it"):
        forget_senders(tmp_path, {OF_SUPPORTER.sender})
    assert manifest.read_bytes() == before
