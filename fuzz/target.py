"""What a target of the fuzzer is: it makes inputs by chance, and runs one as a person would, in a folder of its own."""

import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from click.testing import CliRunner

from entreaty.cli import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A campaign that differs from one that works, and what is done with it.

    Attributes:
        seed: The name of the folder of `seeds` that it begins as.
        files: The content of the files that differ, by their paths in the campaign; None for one that is missing.
        commands: The arguments of each command, such as (("check",), ("letters", "--format", "txt")).
        raw: What is sent to a server, or what one answers, for targets that are no files.
    """

    seed: str
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    commands: tuple[tuple[str, ...], ...] = ()
    raw: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What became of an input.

    Attributes:
        codes: The exit code of each command.
        output: What they printed.
        fault: The traceback of what no command may raise; empty where all is well.
    """

    codes: tuple[int, ...]
    output: str
    fault: str = ""


def run_commands(one: Input) -> Ran:
    """Run the commands of an input in this process, in the campaign's folder, which is the current one."""
    codes: list[int] = []
    output = ""
    for command in one.commands:
        result = CliRunner().invoke(main, list(command))
        codes.append(result.exit_code)
        output += f"$ {' '.join(command)}\n{result.output}exit {result.exit_code}\n"
        if result.exc_info and not isinstance(result.exception, SystemExit | None):
            return Ran(codes=tuple(codes), output=output, fault="".join(traceback.format_exception(result.exception)))
    return Ran(codes=tuple(codes), output=output)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A door of the program.

    Attributes:
        name: How it is called on the command line of the fuzzer.
        make: Makes an input by chance.
        run: Runs one in the current folder.
        end: Ends what `run` keeps running between inputs.
    """

    name: str
    make: Callable[[Random], Input]
    run: Callable[[Input], Ran] = run_commands
    end: Callable[[], None] = lambda: None


def lay_out(one: Input, seeds: Path, folder: Path) -> None:
    """Put the files of an input into a folder that is not there yet.

    Args:
        one: The input.
        seeds: The folder with what inputs begin as.
        folder: Where to.
    """
    folder.mkdir(parents=True)
    for path in sorted((seeds / one.seed).rglob("*")):
        copy = folder / path.relative_to(seeds / one.seed)
        if path.is_dir():
            copy.mkdir()
        elif path.suffix == ".ttf":
            # Fonts are large, and nothing writes into them.
            os.link(path, copy)
        else:
            copy.write_bytes(path.read_bytes())
    for name, content in one.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
