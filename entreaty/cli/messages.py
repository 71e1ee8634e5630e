"""Messages that several commands print."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from entreaty.cli.terminal import plain_stderr, styled
from entreaty.problems import counted
from entreaty.storage.characters import escaped

if TYPE_CHECKING:
    from datetime import date

    from entreaty.batch.report import Outcome, RunReport
    from entreaty.content.files.sender import SignatoryTable
    from entreaty.output.fitting import Fitting
    from entreaty.problems import Problem

# So many lines are written together.
_AT_ONCE = 1_000


def show_problems(problems: "Iterable[Problem]", *, err: bool = True) -> None:
    """Print each problem with its place and its hint."""
    show_lines(_of_problems(problems), err=err)


def _of_problems(problems: "Iterable[Problem]") -> "Iterator[str]":
    for problem in problems:
        colour = "yellow" if problem.level == "warning" else "red"
        kind = styled(f"{problem.level}:", fg=colour)
        yield f"{problem.location}: {kind} {problem.message}"
        if problem.hint:
            yield f"  hint: {problem.hint}"


def show_lines(lines: "Iterable[str]", *, err: bool = False) -> None:
    """Print the lines, many at once: of hundreds of thousands, to write each by itself would take seconds."""
    left = iter(lines)
    while several := list(islice(left, _AT_ONCE)):
        click.echo("\n".join(several), err=err)


def as_json(value: Any) -> str:
    """Return a plain value as JSON for other programs, without characters that a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text if escaped(text) == text else json.dumps(value, indent=2).replace("\x7f", "\\u007f")


def signatories_of(path: Path | None, campaign: Path, day: "date") -> "SignatoryTable | None":
    """Return all who sign the letters beside the sender, and print how many, and which rows of the table do not.

    Args:
        path: The table; None where nobody signs beside the sender.
        campaign: The campaign's folder.
        day: The date of the letters.

    Raises:
        ContentError: The table cannot be used.
    """
    if path is None:
        return None
    from entreaty.content.places import templates_of
    from entreaty.importing.tables.signatories import read_signatories

    read = read_signatories(path, day, templates_of(campaign))
    show_problems(read.problems)
    click.echo(f"{path}: {read}", err=True)
    return read.table


def show_findings(problems: "tuple[Problem, ...]") -> None:
    """Print what a check has found, with a line that counts it."""
    errors = sum(problem.level == "error" for problem in problems)
    show_problems(problems, err=False)
    click.echo(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}", err=True)


def show_fitting(fitting: "Fitting") -> None:
    """Print which addresses will be made to fit their envelopes, and how; or why nobody knows."""
    from entreaty.output.address_rules import told

    for sentence in told(fitting.rules):
        click.echo(sentence, err=True)
    if fitting.unknown:
        click.echo(f"addresses are not measured: {fitting.unknown}", err=True)


def exit_if_errors(problems: "Iterable[Problem]") -> None:
    """End the command with exit code 1 where an error is among the problems."""
    if any(problem.level == "error" for problem in problems):
        raise click.exceptions.Exit(1)


def cut(text: str, width: int) -> str:
    """Return the text in at most so many characters: "Ministry of…"."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def show_plan(errors: "Iterable[Problem]", warnings: int) -> None:
    """Print the errors, and where to read the warnings: they would bury what is said of the letters."""
    show_problems(errors)
    if warnings:
        click.echo(f"{counted(warnings, 'warning')}: 'check' tells them, manifest.json those of each letter", err=True)


@contextmanager
def progress(total: int) -> "Iterator[Callable[[Outcome], None]]":
    """Show a bar on a terminal, and nothing in a pipe; yield what is called for each letter that is done."""
    begun, made = time.monotonic(), 0

    def done(outcome: "Outcome") -> None:
        nonlocal made
        made += outcome.state != "unchanged"
        bar.update(1)

    def rate(_: int | None) -> str:
        return f"{made / max(time.monotonic() - begun, 0.001):.1f} letters/s"

    with click.progressbar(
        length=total,
        label="Letters",
        file=plain_stderr(),
        hidden=not plain_stderr().isatty(),
        show_pos=True,
        item_show_func=rate,
    ) as bar:
        yield done


@contextmanager
def counting(label: str, total: int, *, is_long: bool) -> "Iterator[Callable[[], None]]":
    """Show a bar on a terminal where it takes long, and nothing in a pipe; yield what is called for each that is done.

    Args:
        label: What is done.
        total: How many there are.
        is_long: Whether anybody would wait for it.
    """
    with click.progressbar(
        length=total,
        label=label,
        file=plain_stderr(),
        hidden=not (is_long and plain_stderr().isatty()),
        show_pos=True,
        update_min_steps=max(total // 200, 1),
    ) as bar:
        yield lambda: bar.update(1)


def show_outcomes(outcomes: "Iterable[Outcome]", folder: Path) -> None:
    """Print a line for each letter that lies in the folder, and why others do not."""
    for outcome in outcomes:
        if outcome.entry is None:
            show_problems(outcome.problems)
            continue
        files = " ".join(f".{ending}" for ending in outcome.entry.files)
        pages = counted(outcome.entry.pages, "page") if outcome.entry.pages else "text"
        click.echo(f"{folder / outcome.letter}  {files}  {pages}, {outcome.entry.language}, {outcome.state}")


def show_count(report: "RunReport") -> None:
    """Print how many letters there are of each kind, and of how many supporters."""
    click.echo(
        f"{counted(report.count('written'), 'letter')} written, {report.count('unchanged')} unchanged, "
        f"{report.failed} failed, {counted(report.skipped, 'recipient')} not asked for anything"
    )
    if report.senders:
        click.echo(f"letters of {counted(report.senders, 'supporter')}", err=True)
    if report.addresses:
        from entreaty.output.address_rules import summary  # most runs need no words for it

        for sentence in summary(report.addresses):
            click.echo(sentence, err=True)
    for one in report.enclosed:
        click.echo(f"with each letter of {one} (attached to the .eml; behind the letter in the packet)", err=True)
    if report.drafts:
        names = ", ".join(f"'{name}'" for name in report.drafts)
        click.echo(f"drafts of {names} are left out: name the appeal, or say --drafts", err=True)
