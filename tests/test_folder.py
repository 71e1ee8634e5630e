"""The output folder: whole files, one run at a time, and clear words when it cannot be used."""

import pytest

from entreaty.output.folder import FolderError, fingerprint, fingerprint_of, locked, write_whole


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


def test_fingerprint_is_sha_256(tmp_path):
    """The fingerprint of "abc" is the one of the standard (FIPS 180-4, appendix); of what is no file there is none."""
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "abc").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "abc")

    assert fingerprint(b"abc") == abc
    assert fingerprint_of(tmp_path / "abc") == abc
    assert fingerprint_of(tmp_path / "link") is None
    assert fingerprint_of(tmp_path / "missing") is None
