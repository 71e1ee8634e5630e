"""The command line: options, messages and exit codes; everything it does, the library does.

Only the modules of this package import click, and none imports the library before a command runs.
"""

from pathlib import Path
from typing import Any

import click

from entreaty.cli.appeals.check import check
from entreaty.cli.appeals.coverage import coverage
from entreaty.cli.appeals.evidence import evidence
from entreaty.cli.appeals.new import new
from entreaty.cli.appeals.schema import schema
from entreaty.cli.appeals.why import why
from entreaty.cli.doctor import doctor
from entreaty.cli.letters import letters
from entreaty.cli.outreach.drafts import drafts
from entreaty.cli.outreach.send import send
from entreaty.cli.outreach.status import status
from entreaty.cli.preview import preview
from entreaty.cli.recipients import recipients
from entreaty.problems import EntreatyError
from entreaty.storage.resources import VERSION


class _Commands(click.Group):
    """Shows what the user can mend as a message with exit code 1; anything else is a bug and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EntreatyError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 79})
@click.version_option(VERSION, prog_name="entreaty")
@click.option(
    "--campaign",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    metavar="DIR",
    help="The campaign's folder; the current one by default.",
)
@click.pass_context
def main(context: click.Context, campaign: Path) -> None:
    """Write a campaign's letters.

    An appeal is described once, with its facts, its law and its requests. Every
    recipient gets a letter that asks for what that recipient can do: load the
    files, select the passages that fit, compose, render and write.
    """
    context.obj = campaign


for command in (
    letters,
    preview,
    check,
    why,
    coverage,
    evidence,
    recipients,
    drafts,
    send,
    status,
    new,
    schema,
    doctor,
):
    main.add_command(command)
