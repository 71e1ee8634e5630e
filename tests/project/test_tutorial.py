"""The tutorial does what it says: its files are written, its commands run, and what it shows is what comes out."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.support.checkout import ROOT
from tests.support.programs import run

TUTORIAL = ROOT / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_tutorial_runs_as_it_is_written(tmp_path: Path) -> None:
    """A reader who writes the files and types the commands sees just what the page shows."""
    text = TUTORIAL.read_text(encoding="utf-8")
    folder, commands, files = tmp_path, 0, 0
    for kind, place, body in _BLOCK.findall(text):
        if kind == "console":
            for typed in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, shown = typed.partition("\n")
                commands += 1
                if command.startswith("cd "):
                    folder /= command.removeprefix("cd ")
                else:
                    assert _printed(command, folder) == shown.rstrip("\n"), command
        elif kind == "yaml":
            files += 1
            _write(folder, place, body)
        else:
            assert (kind, (folder / place).read_text(encoding="utf-8")) == ("text", body)

    assert (commands, files) == (6, 5)


def _printed(command: str, folder: Path) -> str:
    """Return what the command prints on a terminal of 80 columns, without spaces at the ends of lines."""
    program, *arguments = shlex.split(command)
    assert program == "entreaty"
    done = run(
        [sys.executable, ROOT / "generate.py", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80"},
        stderr=subprocess.STDOUT,
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


def _write(folder: Path, place: str, body: str) -> None:
    """Write a file of the page, or the one line of it that `appeal.yaml:18` names."""
    name, _, number = place.partition(":")
    path = folder / name
    if number:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines[int(number) - 1] = body
        body = "".join(lines)
    path.write_text(body, encoding="utf-8")
