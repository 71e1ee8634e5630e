"""`check`: everything that is wrong, at once."""

import json
from datetime import date
from pathlib import Path

import click

from entreaty.cli.letters import Day, today
from entreaty.cli.messages import counted, show_problems


@click.command()
@click.option("--date", "day", type=Day(), metavar="DATE", help="Check the letters of this date; today by default.")
@click.option(
    "--sender",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Check with this sender; by default sender.yaml, if there is one.",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for other programs.")
@click.pass_obj
def check(campaign: Path, day: date | None, sender: Path | None, strict: bool, as_json: bool) -> None:
    """Read everything and say what is wrong, without writing letters.

    Every problem is shown at once as FILE:LINE with a hint. Errors stop the
    letters they touch, warnings do not.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.planning.plan import check as check_campaign
    from entreaty.problems import ContentError, as_errors

    default_sender = campaign / "sender.yaml"
    try:
        files = load_campaign(campaign, sender or (default_sender if default_sender.exists() else None))
        problems = check_campaign(files, day or today(), strict=strict)
    except ContentError as error:
        problems = as_errors(error.problems) if strict else error.problems
    errors = sum(problem.level == "error" for problem in problems)
    if as_json:
        rows = [
            {
                "file": str(problem.location.path),
                "line": problem.location.line,
                "level": problem.level,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        show_problems(problems, err=False)
        click.echo(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}", err=True)
    if errors:
        raise click.exceptions.Exit(1)
