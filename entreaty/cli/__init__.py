"""The command line: options, messages and exit codes; everything it does, the library does.

Only the modules of this package import click, and none imports the library before a command runs.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from entreaty.cli.appeals.authorities import authorities
from entreaty.cli.appeals.check import check
from entreaty.cli.appeals.coverage import coverage
from entreaty.cli.appeals.evidence import evidence
from entreaty.cli.appeals.languages import languages
from entreaty.cli.appeals.new import new
from entreaty.cli.appeals.schema import schema
from entreaty.cli.appeals.translate import translate
from entreaty.cli.appeals.upgrade import upgrade
from entreaty.cli.appeals.why import why
from entreaty.cli.districts import districts
from entreaty.cli.doctor import doctor
from entreaty.cli.forms import forms
from entreaty.cli.letters import letters
from entreaty.cli.names import read_names_as_utf8, require_utf8, require_words
from entreaty.cli.outreach.drafts import drafts
from entreaty.cli.outreach.send import send
from entreaty.cli.outreach.senders import senders
from entreaty.cli.outreach.status import status
from entreaty.cli.preview import preview
from entreaty.cli.recipients.keep_up import recipients
from entreaty.cli.shortages import what_the_machine_lacks
from entreaty.cli.stopping import stopped
from entreaty.cli.terminal import OutputError, on_screen
from entreaty.problems import EntreatyError
from entreaty.storage.resources import VERSION

# Colours are for `terminal` to leave out: what strips them here would strip a stranger's unseen.
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 79, "color": True}


class _Commands(click.Group):
    """Shows what the user can mend as a message with exit code 1; anything else is a bug and keeps its traceback."""

    def main(self, args: Sequence[str] | None = None, *arguments: Any, **options: Any) -> Any:
        if args is None:
            read_names_as_utf8()
        with on_screen():
            try:
                given = sys.argv[1:] if args is None else args
                require_utf8(given)
                require_words(given)
                return super().main(args, *arguments, **options)
            except click.ClickException as error:
                # click shows its own, except for what is wrong before it begins.
                message, code = error.format_message(), error.exit_code
            except click.exceptions.Exit as end:
                # Nobody reads what would have been said, be it only an error.
                sys.exit(end.exit_code)
            except EntreatyError as error:
                message, code = str(error), 1
            except Exception as error:
                message, code = what_the_machine_lacks(error), 1
                if not message:
                    raise
            with suppress(OutputError, click.exceptions.Exit):
                click.echo(message, err=True)
            sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named; one that Ctrl-C stops, at whatever moment, says so in the same words."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise stopped() from None


@click.group(cls=_Commands, context_settings=_SETTINGS)
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
    districts,
    senders,
    forms,
    authorities,
    translate,
    languages,
    drafts,
    send,
    status,
    new,
    schema,
    upgrade,
    doctor,
):
    main.add_command(command)
