"""The tutorial and the example of the Python API do what they say: what they show is what comes out."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import polib
import pytest

import entreaty
from tests.support.checkout import ROOT
from tests.support.programs import run

pytestmark = pytest.mark.no_cover

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
        elif kind == "po":
            _translate(folder / place, body)
        else:
            assert (kind, (folder / place).read_text(encoding="utf-8")) == ("text", body)

    assert (commands, files) == (9, 5)


def test_example_of_the_python_api_runs_as_it_is_written(tmp_path: Path) -> None:
    """The program of the page, run over the campaign of the tutorial, prints what the page shows."""
    run([sys.executable, ROOT / "generate.py", "new", "campaign", "buses"], cwd=tmp_path)
    for kind, place, body in _BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if kind == "yaml":
            _write(tmp_path / "buses", place, body)
    page = (ROOT / "docs" / "reference" / "python-api.md").read_text(encoding="utf-8")
    (program,) = [body for kind, _, body in _BLOCK.findall(page) if kind == "python"]
    (shown,) = [body for kind, _, body in _BLOCK.findall(page) if kind == "text"]
    done = run([sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})

    assert done.stdout == shown


def test_public_names_are_documented_and_there() -> None:
    """Every name that `entreaty` exports can be imported from it, and has a row on the page of the API."""
    page = (ROOT / "docs" / "reference" / "python-api.md").read_text(encoding="utf-8")

    assert len(entreaty.__all__) == 6
    assert [name for name in entreaty.__all__ if not callable(getattr(entreaty, name))] == []
    assert [name for name in entreaty.__all__ if f"| `{name}" not in page] == []
    with pytest.raises(AttributeError, match="module 'entreaty' has no attribute 'nothing'"):
        getattr(entreaty, "nothing")  # noqa: B009 - mypy would find it otherwise


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
    # A copy of what was there before bears the day on which it was made.
    printed = re.sub(r"/appeal\.\d{4}-\d\d-\d\d\.yaml", "/appeal.2026-12-01.yaml", done.stdout)
    return "\n".join(line.rstrip() for line in printed.rstrip().splitlines())


def _translate(path: Path, body: str) -> None:
    """Fill in the translations of the page, as a translator does; there is one for each text of the file."""
    translated = dict(re.findall(r'^msgctxt "(.*)"\nmsgstr "(.*)"$', body, re.MULTILINE))
    file = polib.pofile(str(path))
    assert {entry.msgctxt for entry in file} == translated.keys()
    for entry in file:
        entry.msgstr = translated[entry.msgctxt]
    file.save()


def _write(folder: Path, place: str, body: str) -> None:
    """Write a file of the page, or the one line of it that `appeal.yaml:18` names."""
    name, _, number = place.partition(":")
    path = folder / name
    if number:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines[int(number) - 1] = body
        body = "".join(lines)
    path.write_text(body, encoding="utf-8")
