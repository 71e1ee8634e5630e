"""What the commands say in common."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from entreaty.problems import Problem
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from entreaty.batch.report import Outcome, Report
    from entreaty.problems import Problem


def show_problems(problems: Iterable["Problem"], *, err: bool = True) -> None:
    """Print each problem with its place and its hint."""
    for problem in problems:
        colour = "yellow" if problem.level == "warning" else "red"
        kind = click.style(f"{problem.level}:", fg=colour)
        click.echo(f"{problem.location}: {kind} {problem.message}", err=err)
        if problem.hint:
            click.echo(f"  hint: {problem.hint}", err=err)


def counted(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun, such as "1 letter" or "3 letters"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def cut(text: str, width: int) -> str:
    """Return the text in at most so many characters: "Ministry of…"."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def show_plan(errors: "Iterable[Problem]", warnings: int) -> None:
    """Print the errors, and where to read the warnings: they would bury what is said of the letters."""
    show_problems(errors)
    if warnings:
        click.echo(f"{counted(warnings, 'warning')}: 'check' tells them, manifest.json those of each letter", err=True)


def with_progress(outcomes: "Iterable[Outcome]", total: int) -> "list[Outcome]":
    """Gather the outcomes, with a bar on a terminal and silence in a pipe."""
    gathered: list[Outcome] = []
    begun = time.monotonic()

    def rate(_: object) -> str:
        made = sum(outcome.state != "unchanged" for outcome in gathered)
        return f"{made / max(time.monotonic() - begun, 0.001):.1f} letters/s"

    with click.progressbar(
        length=total,
        label="Letters",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_pos=True,
        item_show_func=rate,
    ) as bar:
        for outcome in outcomes:
            gathered.append(outcome)
            bar.update(1)
    return gathered


def show_outcomes(outcomes: "Iterable[Outcome]", folder: Path) -> None:
    """Print a line for each letter that lies in the folder, and why others do not."""
    for outcome in outcomes:
        if outcome.record is None:
            show_problems(outcome.problems)
            continue
        files = " ".join(f".{ending}" for ending in outcome.record.files)
        pages = counted(outcome.record.pages, "page") if outcome.record.pages else "text"
        click.echo(f"{folder / outcome.letter}  {files}  {pages}, {outcome.record.language}, {outcome.state}")


def failures(report: "Report") -> int:
    """Return how many letters there should be and are not."""
    return report.failed + sum(outcome.state == "failed" for outcome in report.outcomes)


def show_count(report: "Report") -> None:
    """Print how many letters there are of each kind."""
    states = Counter(outcome.state for outcome in report.outcomes)
    click.echo(
        f"{counted(states['written'], 'letter')} written, {states['unchanged']} unchanged, "
        f"{failures(report)} failed, {counted(report.skipped, 'recipient')} not asked for anything"
    )
