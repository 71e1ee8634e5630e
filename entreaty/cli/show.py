"""What the commands say in common."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
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
