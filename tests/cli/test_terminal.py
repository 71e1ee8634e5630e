"""What is printed: no character of a stranger's file commands the terminal, and nothing ends with a traceback."""

import ast
import errno
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from entreaty.cli import main, names
from entreaty.cli.shortages import what_the_machine_lacks
from entreaty.cli.terminal import on_screen, styled
from tests.support.checkout import ROOT
from tests.support.programs import open_terminal, run, started
from tests.support.sample_campaigns import APPEAL, edited, write_campaign

PROGRAM = [sys.executable, str(ROOT / "generate.py")]
# Red letters, a bell, another direction, a single character that begins a command, and half a character's name.
NASTY = "\x1b[31m\x07\u202egpj\x9b2J"
SHOWN = r"\x1b[31m\x07\u202egpj\x9b2J"
CARD = "BEGIN:VCARD\nFN:Anna\n{}\nEND:VCARD\n"


def _on_terminal(*arguments):
    """Run the program on a terminal of its own; return its exit code and the bytes that reach the terminal."""
    ours, theirs = open_terminal()
    command = [*PROGRAM, *map(str, arguments)]
    with started(command, stdin=theirs, stdout=theirs, stderr=theirs, encoding=None, cwd=ROOT) as process:
        os.close(theirs)
        pieces = []
        # Where nobody has the other end any more, Linux says so by an error.
        with suppress(OSError):
            while piece := os.read(ours, 65_536):
                pieces.append(piece)
        process.wait()
    os.close(ours)
    return process.returncode, b"".join(pieces).decode()


def _in_suppression(folder):
    write_campaign(folder)
    (folder / "suppression.txt").write_text(f"a {NASTY} b\n", encoding="utf-8")
    return ["--campaign", folder, "check"]


def _in_folder_name(folder):
    write_campaign(folder)
    (folder / "appeals" / NASTY).mkdir()
    (folder / "appeals" / NASTY / "appeal.yaml").write_text(APPEAL, encoding="utf-8")
    return ["--campaign", folder, "check"]


def _in_file_name(folder):
    write_campaign(folder)
    source = folder / f"{NASTY}.csv"
    source.write_text("office,organisation,country\nMayor,Town,CH\n", encoding="utf-8")
    return ["--campaign", folder, "recipients", "import", source, "--audience", "mediator", "--dry-run"]


def _in_card(folder):
    write_campaign(folder)
    (folder / "a.vcf").write_text(CARD.format(f"nothing {NASTY}"), encoding="utf-8")
    return ["--campaign", folder, "recipients", "import", folder / "a.vcf", "--from", f"{NASTY}"]


def _in_heading(folder):
    write_campaign(folder)
    (folder / "a.csv").write_text(f"office,organisation,a {NASTY}\nMayor,Town,\n", encoding="utf-8")
    return ["--campaign", folder, "recipients", "import", folder / "a.csv", "--audience", "mediator", "--dry-run"]


def _in_option(folder):
    write_campaign(folder)
    return ["--campaign", folder, "letters", "--to", NASTY, "--date", "2025-06-24"]


PLACES = {
    "suppression.txt": _in_suppression,
    "folder": _in_folder_name,
    "file": _in_file_name,
    "card": _in_card,
    "heading": _in_heading,
    "option": _in_option,
}


@pytest.mark.parametrize("place", PLACES)
def test_control_characters_are_shown_and_not_sent(tmp_path, place):
    """Escape, bell and direction characters are shown as escapes in a pipe too, wherever they come from."""
    result = CliRunner().invoke(main, list(map(str, PLACES[place](tmp_path))))

    assert SHOWN in result.output
    assert not set(result.output) & {"\x1b", "\x07", "\u202e", "\x9b"}


def test_colours_of_the_program_stay_and_those_of_a_file_do_not(tmp_path):
    """On a terminal the program's own colours get through, and the file's are shown as escapes."""
    code, shown = _on_terminal(*_in_suppression(tmp_path))

    assert code == 1
    assert f"\x1b[31merror:\x1b[0m 'a {SHOWN} b' is neither an e-mail address nor a domain" in shown
    assert shown.count("\x1b") == 2
    assert not set(shown) & {"\x07", "\u202e", "\x9b"}


def test_file_names_are_shown_on_a_terminal_too(tmp_path):
    """The name of a source reaches the terminal with its control characters shown."""
    _, shown = _on_terminal(*_in_file_name(tmp_path))

    assert f"{SHOWN}: read as csv" in shown
    assert not set(shown) & {"\x1b", "\x07", "\u202e", "\x9b"}


def test_a_forged_colour_is_shown(capsys):
    """A file that holds what the program writes for its own colours would have to know a number that is drawn anew."""
    with on_screen():
        click.echo(styled("ours", fg="green") + " \x1b[123456789012;31mtheirs", color=True)

    assert capsys.readouterr().out == "ours \\x1b[123456789012;31mtheirs\n"


def test_json_of_check_stays_json(tmp_path):
    """What `check --json` prints is JSON whatever the files hold, and holds no control character."""
    arguments = _in_suppression(tmp_path)

    result = CliRunner().invoke(main, [*map(str, arguments), "--json"])

    assert json.loads(result.stdout)[0]["message"].startswith(f"'a {NASTY} b' is neither")
    assert not set(result.stdout) & {"\x1b", "\x07", "\u202e", "\x9b"}


def test_paths_of_other_scripts_are_shown_as_they_are(tmp_path):
    """A path in another script, with joiners and marks of direction that it needs, can be pasted."""
    folder = write_campaign(tmp_path / "کتاب\u200cها é \u05d0\u200f")

    result = CliRunner().invoke(main, ["--campaign", str(folder), "letters", "--date", "2025-06-24", "--format", "txt"])

    assert f"{folder}/letters/visits/mediator  .txt" in result.stdout


def test_only_one_module_prints_colours():
    """No command writes around the one place that shows control characters."""
    for path in (ROOT / "entreaty").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            allowed = path.name == "terminal.py" and name == "click.style"
            assert allowed or name not in {
                "print",
                "click.style",
                "click.secho",
                "sys.stdout.write",
                "sys.stderr.write",
            }


@pytest.mark.parametrize("arguments", [["check"], ["recipients", "list"], ["--help"], ["letters", "--help"]])
def test_a_full_disk_on_standard_output_is_told(tmp_path, arguments):
    """Where what is said cannot be written, standard error says so, and the exit code is 1."""
    folder = write_campaign(tmp_path, appeal=edited(APPEAL, "2026-12-31", "2024-12-31"))

    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = run([*PROGRAM, "--campaign", folder, *arguments], check=False, stdout=full)

    assert ended.stderr.splitlines()[-1] == "what the program says cannot be written: No space left on device"
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


def test_letters_are_whole_where_nobody_could_be_told(tmp_path):
    """Letters and manifest are written before a word of them is said."""
    folder = write_campaign(tmp_path)
    letters = ["letters", "--date", "2025-06-24", "--format", "txt"]

    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = run([*PROGRAM, "--campaign", folder, *letters], check=False, stdout=full, stderr=full)
    again = run([*PROGRAM, "--campaign", folder, *letters])

    assert ended.returncode == 1
    assert "0 letters written, 3 unchanged" in again.stdout


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_nobody_reads_any_more(tmp_path, unbuffered):
    """Where a pipe is closed, as by `head`, the program ends in silence with the code that shells give for it."""
    folder = write_campaign(tmp_path)
    end, begin = os.pipe()
    os.close(end)

    ended = run(
        [*PROGRAM, "--campaign", folder, "recipients", "list"],
        check=False,
        stdout=begin,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    os.close(begin)

    assert (ended.returncode, ended.stderr) == (141, "")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_terminals_of_other_encodings_are_shown_escapes(tmp_path, encoding):
    """What the encoding of the terminal does not have is shown by its number, and nothing fails."""
    folder = write_campaign(tmp_path / "Կարգ")

    ended = run(
        [*PROGRAM, "--campaign", folder, "letters", "--date", "2025-06-24", "--format", "txt"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )

    assert f"{tmp_path}/\\u053f\\u0561\\u0580\\u0563/letters/visits/mediator  .txt  text, en, written" in ended.stdout


def test_folders_are_found_in_a_locale_without_their_letters(tmp_path):
    """Under `LC_ALL=C`, names are still UTF-8: letters are written, and the manifest holds the real path."""
    folder = write_campaign(tmp_path / "Կարգ é")
    bare = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}

    ended = run(
        [*PROGRAM, "--campaign", folder, "letters", "--date", "2025-06-24", "--format", "txt"],
        env={**os.environ, **bare},
    )

    assert f"{folder}/letters/visits/mediator  .txt  text, en, written" in ended.stdout
    assert (folder / "letters" / "visits" / "mediator.txt").exists()


def test_a_name_that_is_not_utf_8_is_named():
    """An argument with half a character is a usage error, not a traceback at the first file that holds it."""
    result = CliRunner().invoke(main, ["--campaign", "a\udcff", "check"])

    assert result.exit_code == 2
    assert result.stderr == "'a\\udcff' is not in UTF-8, as names are here: rename the file or folder\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces these limits")
@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("-v 60000", "there is not enough memory: end other programs, use 'letters --jobs 1', or raise the limit"),
        ("-n 5", "the program may not open enough files: allow more, as with 'ulimit -n 1024', and run it again"),
    ],
)
def test_too_little_memory_and_too_few_files_are_told(tmp_path, limit, message):
    """Where the machine gives too little, the message says what to do, and the exit code is 1."""
    folder = write_campaign(tmp_path)
    command = " ".join([*PROGRAM, "--campaign", str(folder), "letters", "--date", "2025-06-24"])

    ended = run(["bash", "-c", f"ulimit {limit}; exec {command}"], check=False)

    assert message in ended.stderr
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a.pdf"), "a.pdf: there is no room left on the disk"),
        (OSError(errno.EMFILE, "Too many open files"), "the program may not open enough files"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "there is not enough memory"),
        (PermissionError(errno.EACCES, "Permission denied", "a.pdf"), "a.pdf: permission denied"),
        (MemoryError(), "there is not enough memory"),
        (RecursionError(), "a file is nested too deeply to be read"),
    ],
)
def test_what_the_machine_lacks_is_said_in_words(error, message):
    """Errors of the machine become a sentence that says what to do."""
    assert what_the_machine_lacks(error).startswith(message)


@pytest.mark.parametrize("error", [OSError("a bug"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")])
def test_errors_of_the_program_keep_their_traceback(error, monkeypatch):
    """What is the program's own mistake is not dressed up as the machine's."""
    monkeypatch.setattr("entreaty.importing.importer.end_recipient", lambda *_: (_ for _ in ()).throw(error))

    result = CliRunner().invoke(main, ["recipients", "ended", "mediator"])

    assert result.exception is error


def test_half_characters_of_a_name_are_told():
    """A name that no encoding has is told with what it holds, and what to do."""
    told = what_the_machine_lacks(UnicodeEncodeError("utf-8", "a\ud800", 1, 2, "surrogates not allowed"))

    assert told == (
        "a name holds '\\ud800', which cannot be written in the encoding utf-8: set LC_ALL=C.UTF-8, or "
        "rename the file or folder"
    )


@pytest.mark.parametrize(("encoding", "begun"), [("utf-8", 0), ("ascii", 1)])
def test_names_are_read_as_utf_8(monkeypatch, encoding, begun):
    """Where names would be read in another encoding, the program begins anew in Python's UTF-8 mode."""
    started = []
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setattr(names.sys, "getfilesystemencoding", lambda: encoding)
    monkeypatch.setattr(names.os, "execv", lambda program, arguments: started.append((program, arguments)))

    names.read_names_as_utf8()

    assert len(started) == begun
    assert (os.environ["PYTHONUTF8"] == "1") == bool(begun)
