"""The output folder: whole files, one run at a time, and clear words when it cannot be used."""

import pytest

from entreaty.storage.files import (
    FolderError,
    clear_parts,
    fingerprint,
    fingerprint_of,
    fingerprints_of,
    held,
    locked,
    make_durable,
    write_pieces,
    write_whole,
)


def test_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path):
    """A file and its folders appear with their content, and the part file is gone."""
    path = tmp_path / "a" / "b.txt"

    write_whole(path, b"one")
    write_whole(path, b"two")

    assert path.read_bytes() == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["b.txt"]


def test_link_under_the_name_is_replaced_not_followed(tmp_path):
    """Writing to a name that is a link leaves the link's target alone."""
    target = tmp_path / "precious.txt"
    target.write_bytes(b"precious")
    link = tmp_path / "letter.txt"
    link.symlink_to(target)

    write_whole(link, b"letter")

    assert target.read_bytes() == b"precious"
    assert link.read_bytes() == b"letter"
    assert not link.is_symlink()


def test_file_that_cannot_be_written_is_named(tmp_path):
    """A file in the way of a folder is an error that names the path, and nothing is left behind."""
    (tmp_path / "letters").write_bytes(b"a file")

    with pytest.raises(FolderError, match=r"letters/a\.txt: the file cannot be written"):
        write_whole(tmp_path / "letters" / "a.txt", b"x")

    with pytest.raises(FolderError, match="letters cannot be written here"), locked(tmp_path / "letters"):
        pass


def test_folder_is_held_by_one_run(tmp_path):
    """While one run holds the folder another is refused; afterwards it is free."""
    with locked(tmp_path), pytest.raises(FolderError, match="another run"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_file_is_held_by_one_run(tmp_path):
    """Another run is refused in the words of the file's user, and so is a lock that cannot be made."""

    def hold():
        return held(tmp_path / "list", FolderError, what="the list", busy="another run reads the list", patience=0.01)

    with hold(), pytest.raises(FolderError) as found, hold():
        pass
    assert str(found.value) == f"{tmp_path / 'list'}: another run reads the list; wait for it"
    with hold():
        pass

    lock = tmp_path / ".list.lock"
    lock.unlink(missing_ok=True)
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FolderError) as found, hold():
        pass
    assert str(found.value) == f"{lock}: the list cannot be locked: this is not a file but a link"
    assert not (tmp_path / "elsewhere").exists()


def test_fingerprint_is_sha_256(tmp_path):
    """The fingerprint of "abc" is the one of the standard (FIPS 180-4, appendix); of what is no file there is none."""
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "abc").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "abc")

    assert fingerprint(b"abc") == abc
    assert fingerprint_of(tmp_path / "abc") == abc
    assert fingerprint_of(tmp_path / "link") is None
    assert fingerprint_of(tmp_path / "missing") is None


def test_file_of_many_pieces_is_written_whole(tmp_path):
    """Pieces become one file, whose SHA-256 is returned; where they break off, there is no file at all."""
    path = tmp_path / "a" / "b.txt"

    assert write_pieces(path, iter([b"a", b"b", b"c"])) == fingerprint(b"abc")
    assert path.read_bytes() == b"abc"

    def broken():
        yield b"x"
        raise OSError(28, "No space left on device")

    with pytest.raises(FolderError, match=r"b\.txt: the file cannot be written: No space left on device"):
        write_pieces(path, broken())
    assert path.read_bytes() == b"abc"
    assert [one.name for one in path.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("threads", [1, 4])
def test_many_files_are_hashed_as_each_of_them(tmp_path, threads, monkeypatch):
    """Many files have the fingerprints that each has alone, in their order, however many threads share the work."""
    monkeypatch.setattr("os.cpu_count", lambda: threads)
    paths = [tmp_path / str(number) for number in range(30)]
    for number, path in enumerate(paths):
        path.write_bytes(b"%d" % number)
    paths[7].unlink()

    found = fingerprints_of(paths)

    assert found == [None if number == 7 else fingerprint(b"%d" % number) for number in range(30)]
    assert fingerprints_of([]) == []


def test_parts_of_killed_runs_are_cleared(tmp_path):
    """What killed runs left half-written goes, in the folder and in those of its appeals; everything else stays."""
    (tmp_path / "visits").mkdir()
    parts = [tmp_path / ".manifest.json.part", tmp_path / "visits" / ".mediator.pdf.part"]
    others = [tmp_path / "manifest.json", tmp_path / "visits" / "a.part", tmp_path / "visits" / ".hidden"]
    for path in (*parts, *others):
        path.write_bytes(b"x")

    clear_parts(tmp_path)

    assert not any(path.exists() for path in parts)
    assert all(path.exists() for path in others)


def test_system_without_sync_is_left_alone(monkeypatch):
    """Where the system cannot be asked to write everything out, nothing is asked."""
    asked = []
    monkeypatch.setattr("os.sync", lambda: asked.append(True))
    make_durable()
    monkeypatch.delattr("os.sync")
    make_durable()

    assert asked == [True]


def test_letters_need_not_outlast_a_power_cut_one_by_one(tmp_path, monkeypatch):
    """A file that need not be durable is not forced onto the disk; any other is."""
    forced = []
    monkeypatch.setattr("os.fsync", forced.append)

    write_whole(tmp_path / "a", b"x", durable=False)
    assert forced == []
    write_whole(tmp_path / "b", b"x")
    assert len(forced) == 1
