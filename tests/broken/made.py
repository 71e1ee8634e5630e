"""Broken campaigns that cannot be committed: pipes, links, huge files, and what is wrong only while something runs.

Each is made by the function that names its case, in the folder of a valid campaign; what it opens is closed when the
test ends.
"""

import os
import resource
import shutil
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from struct import pack
from threading import Thread
from unittest import mock

from click.testing import CliRunner

import entreaty.content.campaign
from entreaty.cli import main
from entreaty.confinement import confined
from entreaty.storage.files import locked
from tests.support.checkout import ROOT
from tests.support.pngs import MARK, chunk
from tests.support.programs import run
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, SENDER, edited
from tests.support.smtp_server import post_office

NEIGHBOUR = "neighbour.txt"
"""A file beside the campaign's folder that no command may change."""

MADE: dict[str, Callable[[Path, ExitStack], None]] = {}
_OFFICE = "office: {en: President, fr: Présidence}"
_ON_THE_DAY = ("--date", "2025-06-24")


@contextmanager
def ready(case: str, campaign: Path) -> Iterator[None]:
    """Make what a case has besides its files, and take it away at the end."""
    with ExitStack() as stack:
        if case in MADE:
            MADE[case](campaign, stack)
        yield


def _made(*cases: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def name(make: Callable[..., None]) -> Callable[..., None]:
        MADE.update(dict.fromkeys(cases, make))
        return make

    return name


def _pipe(path: Path, stack: ExitStack) -> None:
    """Put a pipe in the place of a file; whoever waits for it reads nothing, so that no test waits for ever."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    writer = Thread(target=lambda: os.close(os.open(path, os.O_WRONLY)), daemon=True)
    writer.start()

    def release() -> None:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        writer.join()
        os.close(descriptor)

    stack.callback(release)


def _recipients(campaign: Path, old: str, new: str) -> None:
    (campaign / "recipients.yaml").write_text(edited(RECIPIENTS, old, new), encoding="utf-8")


def _appeal(campaign: Path, old: str, new: str) -> None:
    (campaign / "appeals" / "visits" / "appeal.yaml").write_text(edited(APPEAL, old, new), encoding="utf-8")


@_made("14-nested-brackets")
def _nested_brackets(campaign: Path, _stack: ExitStack) -> None:
    (campaign / "recipients.yaml").write_text("recipients: " + "[" * 50_000, encoding="utf-8")


@_made("15-long-integer")
def _long_integer(campaign: Path, _stack: ExitStack) -> None:
    _recipients(campaign, _OFFICE, f"office: {'9' * 5_000}")


@_made("21-huge-scalar")
def _huge_scalar(campaign: Path, _stack: ExitStack) -> None:
    _recipients(campaign, _OFFICE, f"office: {'long ' * 4_000_000}")


@_made("23-utf-16")
def _utf_16(campaign: Path, _stack: ExitStack) -> None:
    (campaign / "recipients.yaml").write_text(RECIPIENTS, encoding="utf-16")


@_made("26a-folder")
def _folder(campaign: Path, _stack: ExitStack) -> None:
    (campaign / "recipients.yaml").unlink()
    (campaign / "recipients.yaml").mkdir()


@_made("26b-pipe")
def _recipients_as_pipe(campaign: Path, stack: ExitStack) -> None:
    _pipe(campaign / "recipients.yaml", stack)


@_made("26c-device")
def _device(campaign: Path, _stack: ExitStack) -> None:
    (campaign / "recipients.yaml").unlink()
    (campaign / "recipients.yaml").symlink_to("/dev/zero")


@_made("26d-pipe-of-suppressed")
def _suppression_as_pipe(campaign: Path, stack: ExitStack) -> None:
    _pipe(campaign / "suppression.txt", stack)


@_made("27-link-outside")
def _link_outside(campaign: Path, _stack: ExitStack) -> None:
    (campaign / "recipients.yaml").replace(campaign.parent / "others.yaml")
    (campaign / "recipients.yaml").symlink_to(campaign.parent / "others.yaml")


@_made("28-vanishes")
def _vanishes(_campaign: Path, stack: ExitStack) -> None:
    listed = entreaty.content.campaign.appeal_files

    def list_and_remove(folder: Path) -> list[Path]:
        found = list(listed(folder))
        for file in found:
            file.unlink()
        return found

    stack.enter_context(mock.patch("entreaty.content.campaign.appeal_files", list_and_remove))


@_made("41-piled-accents")
def _piled_accents(campaign: Path, _stack: ExitStack) -> None:
    _recipients(campaign, _OFFICE, "office: Pre" + "\u0301" * 500 + "sident")


@_made("46a-long-word-of-recipient")
def _long_word(campaign: Path, _stack: ExitStack) -> None:
    _recipients(campaign, _OFFICE, f"office: {'a' * 20_000}")


@_made("46b-long-word-of-passage")
def _long_word_of_passage(campaign: Path, _stack: ExitStack) -> None:
    _appeal(campaign, "en: Thank you for your attention.", f"en: {'a' * 20_000}")


@_made("47-long-body")
def _long_body(campaign: Path, _stack: ExitStack) -> None:
    _appeal(campaign, "en: Thank you for your attention.", f"en: {'word ' * 60_000}")


@_made("64-twins")
def _twins(campaign: Path, _stack: ExitStack) -> None:
    first = RECIPIENTS.replace("id: mediator", "id: " + unicodedata.normalize("NFC", "médiateur"))
    second = first.replace("id: swiss-minister", "id: " + unicodedata.normalize("NFD", "médiateur"))
    (campaign / "recipients.yaml").write_text(second, encoding="utf-8")


@_made("67a-out-is-link")
def _out_is_link(campaign: Path, _stack: ExitStack) -> None:
    (campaign.parent / "elsewhere").mkdir()
    (campaign / "letters").symlink_to(campaign.parent / "elsewhere")


@_made("67b-out-of-appeal-is-link")
def _appeal_is_link(campaign: Path, _stack: ExitStack) -> None:
    (campaign.parent / "elsewhere").mkdir()
    (campaign / "letters").mkdir()
    (campaign / "letters" / "visits").symlink_to(campaign.parent / "elsewhere")


@_made("67d-disk-full")
def _disk_full(_campaign: Path, stack: ExitStack) -> None:
    """Let no file grow beyond some bytes, which is how a quota ends; a full disk is like it (setrlimit(2)).

    The letters are written by another process, which has its own limit; what this one writes has no room.
    """
    # What starts processes would keep the limit for all that follow, were it started under it.
    confined(os.getpid)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, before[1]))
    stack.callback(resource.setrlimit, resource.RLIMIT_FSIZE, before)


@_made("68-foreign-file")
def _foreign_file(campaign: Path, _stack: ExitStack) -> None:
    (campaign / "letters" / "visits").mkdir(parents=True)
    (campaign / "letters" / "visits" / "mediator.txt").write_text("Another campaign's.\n", encoding="utf-8")


@_made("69-killed")
def _killed(campaign: Path, _stack: ExitStack) -> None:
    """Have a run end by SIGKILL when its letters are noted in the journal and the manifest is not written."""
    program = (
        "import os, signal, entreaty.batch.run as run\n"
        "run.write_manifest = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from entreaty.cli import main\n"
        f"main(['--campaign', {str(campaign)!r}, 'letters', '--to', 'mediator', '--format', 'txt',"
        f" {', '.join(map(repr, _ON_THE_DAY))}])"
    )
    assert run([sys.executable, "-c", program], check=False, cwd=ROOT).returncode < 0


@_made("70-two-runs")
def _two_runs(campaign: Path, stack: ExitStack) -> None:
    stack.enter_context(locked(campaign / "letters"))


@_made("71-cut-after-data")
def _cut_after_data(campaign: Path, stack: ExitStack) -> None:
    """Write the letters, and have a server cut the line when it has kept a message and told nobody."""
    (campaign / "sender.yaml").write_text(SENDER, encoding="utf-8")
    assert CliRunner().invoke(main, ["letters", "--to", "mediator", "--jobs", "1"]).exit_code == 0
    post = stack.enter_context(post_office(lambda stage, _: "cut" if stage == "accepted" else ""))
    (campaign / "delivery.yaml").write_text(
        f"smtp: {{host: 127.0.0.1, port: {post.port}, security: none}}\n", encoding="utf-8"
    )


@_made("72d-lost-note")
def _lost_note(campaign: Path, _stack: ExitStack) -> None:
    """Give the campaign the shipped templates with a style sheet that shows no notes."""
    shutil.copytree(ROOT / "letter_templates", campaign / "letter_templates")
    with (campaign / "letter_templates" / "letter.css").open("a", encoding="utf-8") as style:
        style.write("\n::footnote-call, .note, .notes, aside { display: none }\n")


@_made("csv-a-formulas", "csv-b-ragged-row", "csv-c-byte-order-mark")
def _no_recipients_yet(campaign: Path, _stack: ExitStack) -> None:
    (campaign / "recipients.yaml").unlink()


@_made("csv-d-huge-cell")
def _huge_cell(campaign: Path, _stack: ExitStack) -> None:
    row = f"{'x' * 1_000_000},Mayor,Example City,1 Way,Bern,CH\n"
    (campaign / "list.csv").write_text(f"Name,Office,Organisation,Street,City,Country\n{row}", encoding="utf-8")


@_made("image-a-bomb")
def _image_bomb(campaign: Path, _stack: ExitStack) -> None:
    """Make a PNG of 30,000 by 30,000 pixels, as its head says (PNG, 11.2.2), of some hundred bytes."""
    head = chunk(b"IHDR", pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(30_001)))
    (campaign / "logo.png").write_bytes(MARK + head + rows + chunk(b"IEND", b""))


@_made("image-d-truncated")
def _truncated_image(campaign: Path, _stack: ExitStack) -> None:
    # The head of a JPEG that says 40 by 30 pixels (ISO 10918-1, B.2.2), and nothing of them.
    frame = bytes.fromhex("ffc0 000b 08 001e 0028 01 01 11 00")
    (campaign / "logo.jpg").write_bytes(bytes.fromhex("ffd8 ffe0 0010 4a46494600 0101 00 0001 0001 00 00") + frame)
