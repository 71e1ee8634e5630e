"""Files that strangers may have made: regular ones inside a folder are opened, all others refused without waiting."""

import os
import pickle
import socket
import stat

import pytest

from entreaty.storage.files import FolderError, locked, write_whole
from entreaty.storage.inside import (
    RefusedFileError,
    TooLargeError,
    appended,
    created,
    files_inside,
    make_folder,
    opened,
    read_inside,
    real_place,
    removed,
)

CAP = 1000


@pytest.fixture
def root(tmp_path):
    """A campaign's folder, beside which a file lies that is none of its business."""
    folder = tmp_path / "campaign"
    (folder / "appeals").mkdir(parents=True)
    (folder / "appeals" / "own.txt").write_bytes(b"own")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "elsewhere").mkdir()
    return folder


def _reason(path, root):
    with pytest.raises(RefusedFileError) as refused:
        read_inside(path, root, cap=CAP)
    return refused.value.strerror


def test_regular_file_of_the_folder_is_read(root):
    """A file of the folder is read, by whatever way inside of it its name leads."""
    assert read_inside(root / "appeals" / "own.txt", root, cap=CAP) == b"own"
    assert read_inside(root / "appeals" / ".." / "appeals" / "own.txt", root, cap=CAP) == b"own"
    with opened(root / "appeals" / "own.txt", root) as stream:
        assert stream.read() == b"own"


def test_link_that_stays_inside_is_followed(root, tmp_path):
    """Links within the folder are followed, to files and through folders; a link may lead to the folder itself."""
    (root / "file.txt").symlink_to("appeals/own.txt")
    (root / "folder").symlink_to("appeals")
    (tmp_path / "way").symlink_to(root)

    assert read_inside(root / "file.txt", root, cap=CAP) == b"own"
    assert read_inside(root / "folder" / "own.txt", root, cap=CAP) == b"own"
    assert read_inside(tmp_path / "way" / "file.txt", tmp_path / "way", cap=CAP) == b"own"
    assert read_inside(tmp_path / "way" / "file.txt", root, cap=CAP) == b"own"


@pytest.mark.parametrize("absolute", [True, False])
def test_link_that_leads_out_is_refused(root, tmp_path, absolute):
    """A link out of the folder is refused, be it the file, a folder above it, or a link to such a link."""
    (root / "leak.txt").symlink_to(tmp_path / "secret.txt" if absolute else "../secret.txt")
    (root / "again.txt").symlink_to("leak.txt")
    (root / "out").symlink_to(tmp_path if absolute else "..")

    for name in ("leak.txt", "again.txt", "out/secret.txt"):
        assert _reason(root / name, root) == "this is a link that leads out of the folder 'campaign'"
    assert read_inside(root / "leak.txt", cap=CAP) == b"secret"


def test_place_outside_is_refused(root, tmp_path):
    """What ".." leads to lies outside, and so does a neighbour whose name begins alike."""
    (tmp_path / "campaign-2").mkdir()
    (tmp_path / "campaign-2" / "a.txt").write_bytes(b"x")

    assert _reason(root / ".." / "secret.txt", root) == "this lies out of the folder 'campaign'"
    assert _reason(tmp_path / "campaign-2" / "a.txt", root) == "this lies out of the folder 'campaign'"


def test_what_is_no_file_is_refused_without_waiting(root):
    """A pipe, a socket, a device and a folder are each named, whether with a root or without."""
    os.mkfifo(root / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        before = os.getcwd()  # noqa: PTH109 - the name of a socket can only be short
        os.chdir(root)
        try:
            listening.bind("socket")
        finally:
            os.chdir(before)
        assert _reason(root / "pipe", root) == _reason(root / "pipe", None) == "this is not a file but a pipe"
        assert _reason(root / "socket", root) == "this is not a file but a socket"
    assert _reason(root / "appeals", root) == "this is not a file but a folder"
    assert _reason("/dev/null", None) == "this is not a file but a device"
    with pytest.raises(RefusedFileError, match="this is not a file but a pipe"):
        appended(root / "pipe", root)


def test_name_that_no_file_can_have_is_refused(root):
    """NUL and half a character are refused as names, not met with a traceback; a loop of links is an error, too."""
    (root / "loop").symlink_to("loop")

    assert _reason(root / "a\0b", root) == "no file can be called so"
    assert _reason(root / "a\ud800b", root) == "no file can be called so"
    with pytest.raises(OSError, match="symbolic links"):
        read_inside(root / "loop", root, cap=CAP)
    with pytest.raises(FileNotFoundError):
        read_inside(root / "missing", root, cap=CAP)


def test_large_file_is_refused_with_the_size(root):
    """A file of the largest size is read, one of a byte more is refused."""
    (root / "a").write_bytes(b"x" * 2048)

    assert len(read_inside(root / "a", root, cap=2048)) == 2048
    with pytest.raises(TooLargeError) as refused:
        read_inside(root / "a", root, cap=2047)
    assert refused.value.strerror == "the file is larger than 1 KB"
    assert pickle.loads(pickle.dumps(refused.value)).strerror == "the file is larger than 1 KB"  # noqa: S301


def test_files_of_a_folder_are_those_that_lie_inside(root, tmp_path):
    """Every regular file is listed in order, a link that stays inside too; pipes and links that lead out are not."""
    (root / "b.txt").symlink_to("appeals/own.txt")
    (root / "leak.txt").symlink_to(tmp_path / "secret.txt")
    (root / "out").symlink_to(tmp_path)
    os.mkfifo(root / "pipe")

    assert files_inside(root) == (root / "appeals" / "own.txt", root / "b.txt")
    assert files_inside(root / "missing") == ()
    assert files_inside(root / "out", root) == ()


def test_nothing_is_written_through_a_link_that_leads_out(root, tmp_path):
    """Writing, appending, removing and making folders are refused where a folder on the way leads out."""
    (root / "out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "precious").write_bytes(b"precious")
    (root / "gone").symlink_to(tmp_path / "nowhere")

    with pytest.raises(FolderError, match="this is a link that leads out of the folder 'campaign'"):
        write_whole(root / "out" / "precious", b"x", root=root)
    for change in (
        lambda: appended(root / "out" / "precious", root),
        lambda: created(root / "out" / "new", root),
        lambda: removed(root / "out" / "precious", root),
        lambda: make_folder(root / "out" / "new", root),
        lambda: make_folder(root / "gone", root),
    ):
        with pytest.raises(RefusedFileError, match="leads out"):
            change()

    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["precious"]
    assert (tmp_path / "elsewhere" / "precious").read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_last_link_is_never_followed_in_writing(root, tmp_path):
    """A link where a file is to be written is replaced, that of an unfinished file too; none is appended to."""
    secret = tmp_path / "secret.txt"
    for name in ("a.txt", ".a.txt.part", "journal", "b"):
        (root / name).symlink_to(secret)

    write_whole(root / "a.txt", b"new", root=root)
    with pytest.raises(RefusedFileError, match="this is not a file but a link"):
        appended(root / "journal", root)
    with created(root / "b", root) as stream:
        stream.write(b"b")
    removed(root / "journal", root)

    assert secret.read_bytes() == b"secret"
    assert (root / "a.txt").read_bytes() == b"new"
    assert not (root / "a.txt").is_symlink()
    assert not (root / ".a.txt.part").is_symlink()
    assert (root / "b").read_bytes() == b"b"
    assert not (root / "journal").is_symlink()


def test_appending_keeps_what_is_there(root):
    """What is appended comes after what was there, and can be read back."""
    for words in (b"one\n", b"two\n"):
        with appended(root / "journal", root) as stream:
            stream.write(words)

    assert (root / "journal").read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_files_and_folders_are_their_owners_alone(root, mask):
    """Whatever the umask, new files have the mode 0600 and new folders 0700; folders that are there stay."""
    (root / "appeals").chmod(0o755)
    before = os.umask(mask)
    try:
        write_whole(root / "appeals" / "new" / "deep" / "a.txt", b"x", root=root)
        with appended(root / "journal", root), locked(root / "letters"):
            pass
    finally:
        os.umask(before)

    modes = {
        path: stat.S_IMODE((root / path).stat().st_mode) for path in ("appeals", "appeals/new", "appeals/new/deep")
    }
    assert modes == {"appeals": 0o755, "appeals/new": 0o700, "appeals/new/deep": 0o700}
    for path in ("appeals/new/deep/a.txt", "journal", "letters/.lock"):
        assert stat.S_IMODE((root / path).stat().st_mode) == 0o600, path


def test_mode_of_a_file_can_be_kept(root):
    """A file whose mode is to be kept has it afterwards; otherwise it is its owner's alone from then on."""
    path = root / "recipients.yaml"
    path.write_bytes(b"x")
    path.chmod(0o664)

    write_whole(path, b"y", root=root, keep_mode=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    write_whole(path, b"z", root=root)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_real_place_may_be_missing(root):
    """Where a file would lie is told before it is there."""
    assert real_place(root / "letters" / "a", root) == root.resolve() / "letters" / "a"
