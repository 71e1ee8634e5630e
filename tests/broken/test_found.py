"""What the fuzzer found, each with its smallest input: no traceback, and the next run makes good what was damaged."""

import json
import socket
import zlib
from contextlib import contextmanager
from io import BytesIO
from struct import pack
from threading import Thread

import pytest
from click.testing import CliRunner
from PIL import Image

from entreaty.cli import main
from entreaty.importing.profile_fields import Reach, reach
from tests.support.sample_campaigns import SENDER, write_campaign

pytestmark = pytest.mark.no_cover

LETTERS = ("letters", "--format", "txt", "--date", "2025-06-24")


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """A campaign with its letters, as the current folder."""
    write_campaign(tmp_path, sender=SENDER)
    monkeypatch.chdir(tmp_path)
    _run(*LETTERS)
    return tmp_path


def _run(*arguments):
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.one_in(6, thorough=2)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("failures", True),
        ("not_composed", "0123"),
        ("letters", [True]),
        ("errors", [{"file": 5}]),
        ("inputs", None),
        ("manifest", []),
    ],
)
def test_what_was_remembered_of_the_last_run_may_be_damaged(campaign, key, value):
    """A memory of the last run that does not hold what it should counts as none."""
    file = campaign / "letters" / ".last-run.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | {key: value}), encoding="utf-8")

    result = _run(*LETTERS)

    assert result.exit_code == 0
    assert "3 unchanged" in result.output


@pytest.mark.one_in(5, thorough=2)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", "\ud800"),
        ("appeal", ["visits"]),
        ("pages", "3"),
        ("language", 5),
        ("files", []),
    ],
)
def test_row_of_the_manifest_may_be_damaged(campaign, key, value):
    """A row that does not hold what it should counts as none: its letter is made again, and the manifest is whole."""
    file = campaign / "letters" / "manifest.json"
    whole = file.read_bytes()
    rows = whole.decode().split("\n")
    number = next(number for number, row in enumerate(rows) if row.startswith('{"appeal"'))
    rows[number] = json.dumps(json.loads(rows[number].rstrip(",")) | {key: value}) + ","
    file.write_text("\n".join(rows), encoding="utf-8")

    result = _run(*LETTERS)

    assert result.exit_code == 0
    assert file.read_bytes() == whole


def test_mailbox_that_says_no_farewell_is_told(campaign, monkeypatch):
    """A server that refuses the account, and agrees to LOGOUT without BYE (RFC 9051, 6.1.3), gives a message."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("ENTREATY_IMAP_PASSWORD", "not-a-real-password")
    monkeypatch.setenv("ENTREATY_IMAP_HOST", "127.0.0.1")
    _run("letters", "--to", "mediator", "--jobs", "1")
    capabilities = b"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n"
    with _mailbox(b"* OK ready\r\n", capabilities, b"{tag} NO sorry\r\n", b"{tag} OK done\r\n") as port:
        server = ("--host", "127.0.0.1", "--port", str(port), "--security", "none", "--user", "anna")
        result = _run("drafts", "push", *server)

    assert result.exit_code == 1
    assert "127.0.0.1: the server does not let 'anna' in: sorry" in result.output


def test_image_with_a_damaged_chunk_says_nothing_of_pillow(campaign):
    """A PNG whose animation is damaged is shown as the plain image that it is too."""
    plain = BytesIO()
    Image.new("RGB", (4, 3)).save(plain, format="PNG")
    chunk = b"acTL" + bytes(8)
    control = pack(">I", 8) + chunk + pack(">I", zlib.crc32(chunk))
    # After the head, which has 33 bytes.
    (campaign / "logo.png").write_bytes(plain.getvalue()[:33] + control + plain.getvalue()[33:])
    (campaign / "sender.yaml").write_text(f"{SENDER}logo: {{file: logo.png, alt: Our mark}}\n", encoding="utf-8")

    result = _run("check", "--date", "2025-06-24")

    assert result.stderr.endswith("\n0 errors, 0 warnings\n")
    assert "logo.png" not in result.output


def test_memory_of_an_import_may_be_damaged(campaign):
    """A memory whose key of a profile is none cannot be read, and says so."""
    rows = "Name,Office,Organisation,Street,City,Country\nAnna Example,Mayor,Example City,1 Way,Bern,CH\n"
    (campaign / "list.csv").write_text(rows, encoding="utf-8")
    memory = campaign / "recipients.imported.json"
    memory.write_text(
        '{"format": 1, "sources": {"list": {"anna-example": {"key": ["id:m1"], "said": {}}}}}', encoding="utf-8"
    )

    result = _run("recipients", "import", "list.csv", "--audience", "legislature")

    assert result.exit_code == 1
    assert "recipients.imported.json: the memory of earlier imports cannot be read" in result.output


@pytest.mark.parametrize("name", ["x" * 300, "recipients.yaml/below", "/proc/campaign"])
def test_campaign_that_cannot_be_made_there_is_told(campaign, name):
    """A name that is too long, a folder below a file, and one where nothing can be written are named."""
    result = _run("new", "campaign", name)

    assert result.exit_code == 1
    assert result.output.startswith(name)


@contextmanager
def _mailbox(*answers):
    """Serve one connection with these answers, the first of them without being asked, and close it."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection = server.accept()[0]
            with connection:
                lines = connection.makefile("rb")
                tag = b""
                for answer in answers:
                    connection.sendall(answer.replace(b"{tag}", tag))
                    tag = lines.readline().split(b" ")[0]

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_profile_whose_address_is_a_text_is_counted_as_unreached():
    """What somebody has written into a profile may be anything; `recipients check` tells what is wrong with it."""
    assert reach([{"address": "Bern"}, {"address": {"lines": ["1 Way", "3000 Bern"]}}]) == Reach(1, 0, 1)


def test_image_with_a_damaged_note_of_the_camera_is_told(campaign):
    """A PNG whose EXIF ends in the middle of a number is damaged, however Pillow says so."""
    plain = BytesIO()
    Image.new("RGB", (4, 3)).save(plain, format="PNG")
    chunk = b"eXIf" + b"MM\0*\0\0\0"
    short = pack(">I", 7) + chunk + pack(">I", zlib.crc32(chunk))
    (campaign / "logo.png").write_bytes(plain.getvalue()[:33] + short + plain.getvalue()[33:])
    (campaign / "sender.yaml").write_text(f"{SENDER}logo: {{file: logo.png, alt: Our mark}}\n", encoding="utf-8")

    result = _run("check", "--date", "2025-06-24")

    assert "the image 'logo.png' is damaged or cut off" in result.output
