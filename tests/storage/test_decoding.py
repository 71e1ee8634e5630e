"""The bytes of sources: bounds and encodings."""

import pytest

from entreaty.problems import ContentError
from entreaty.storage import decoding as files
from entreaty.storage.decoding import decoded, read_bytes, undecoded


def test_file_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    """A missing file, a folder and a file beyond the cap are refused in words."""
    large = tmp_path / "large.csv"
    large.write_bytes(b"xx")
    monkeypatch.setattr(files, "SIZE_CAP", 1)

    for path, message in [
        (tmp_path / "no.csv", "the file is missing"),
        (tmp_path, "this is not a file"),
        (large, "larger"),
    ]:
        with pytest.raises(ContentError, match=message):
            read_bytes(path)


def test_encodings_are_told_by_their_marks(tmp_path):
    """UTF-16 and UTF-8 with a mark are read without being named; other encodings are named."""
    assert decoded(tmp_path, "né".encode("utf-16"), "utf-8-sig") == "né"
    assert decoded(tmp_path, "né".encode("utf-8-sig"), "windows-1252") == "né"
    assert decoded(tmp_path, "né".encode("windows-1252"), "windows-1252") == "né"
    with pytest.raises(ContentError, match="there is no encoding 'nonsense'"):
        decoded(tmp_path, b"a", "nonsense")


def test_bytes_of_another_encoding_are_found(tmp_path):
    """What cannot be decoded is found where it stands, and spoils nothing else."""
    lines = decoded(tmp_path, b"good\nn\xe9\ng\xc3\xb6od", "utf-8-sig").split("\n")

    assert [undecoded(line) for line in lines] == [False, True, False]
