"""`recipients`: list, check and retire those to whom letters are written."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import cut, exit_if_errors, show_findings, show_problems
from entreaty.cli.options import FILE, cache_folder, day_option, today
from entreaty.cli.recipients.bring_in import import_
from entreaty.problems import counted
from entreaty.storage.garbage import nothing_thrown_away

if TYPE_CHECKING:
    from entreaty.writing.conditions import Circumstances

_WIDTHS = (22, 20, 2)


@click.group()
def recipients() -> None:
    """Bring in recipients from other files, and keep them up."""


recipients.add_command(import_)


@recipients.command("list")
@click.option(
    "--where", "conditions", multiple=True, metavar="FIELD=WORDS", help="Only those; FIELD~WORDS: which hold them."
)
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write every field for a spreadsheet instead; - prints it.",
)
@click.pass_obj
def list_(campaign: Path, conditions: tuple[str, ...], table: Path | None) -> None:
    """List the recipients that meet every condition.

    Without conditions, all are listed. FIELD is any column of the .csv, such as
    country, office, audiences, party or committee, or 'name'. Case does not
    count. 'email=' finds those without one. The keys of conditions in passages
    hold as they do there, such as states=US or constituents=yes.
    """
    from entreaty.content.files.recipients import load_recipients
    from entreaty.content.shipped.campaign_forms import load_forms
    from entreaty.content.shipped.languages.file import use_languages_of
    from entreaty.importing.upkeep.listing import ListingError, filtered, recipients_csv, require_names
    from entreaty.planning.where import WhereError
    from entreaty.storage.files import write_whole

    checked = load_recipients(campaign / "recipients.yaml")
    try:
        use_languages_of(campaign)
        require_names(conditions, checked, load_forms(campaign))
        found = filtered(checked.entries, conditions, _circumstances(campaign, conditions))
    except (ListingError, WhereError) as error:
        raise click.UsageError(str(error)) from error
    show_problems(checked.problems)
    if table and str(table) == "-":
        click.echo(recipients_csv(found).decode("utf-8-sig").replace("\r\n", "\n"), nl=False)
    elif table:
        write_whole(table, recipients_csv(found))
        click.echo(table)
    else:
        for recipient in found:
            office = recipient.in_words("office", "en")
            whom = recipient.whom("en")
            cells = ("" if whom == office else whom, office, recipient.address.country)
            row = "  ".join(f"{cut(cell, width):{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
            ended = f"  until {recipient.ended}" if recipient.ended else ""
            click.echo(f"{recipient.id:30}  {row}{ended}".rstrip())
        click.echo(counted(len(found), "recipient"), err=True)
    if checked.problems:
        raise click.exceptions.Exit(1)


def _circumstances(campaign: Path, conditions: tuple[str, ...]) -> "Circumstances | None":
    """Return what conditions are held against that ask for more than the profiles; None where none does."""
    from entreaty.content.campaign import load_campaign
    from entreaty.content.places import sender_file
    from entreaty.planning.mine import own_of_sender
    from entreaty.planning.where import OF_LETTERS, key_of
    from entreaty.writing.basis import Authorities
    from entreaty.writing.conditions import Circumstances

    if not any(key_of(text) in OF_LETTERS for text in conditions):
        return None
    found = load_campaign(campaign, sender_file(campaign, None))
    authorities = Authorities(found.authorities, today())
    own = own_of_sender(found, today(), cache_folder())
    return Circumstances(authorities=authorities, appeal="", language="", sender=found.sender, own=own)


@recipients.command()
@click.option(
    "--older-than", "days", type=click.IntRange(0, 36_500), default=365, show_default=True, metavar="DAYS",
    help="Count a verification as old after so many days.",
)  # fmt: skip
@day_option("As of this date")
@click.option("--csv", "table", type=FILE, metavar="FILE", help="Write those profiles as a table to be corrected.")
@click.pass_obj
@nothing_thrown_away()
def check(campaign: Path, days: int, day: date, table: Path | None) -> None:
    """Say what should be looked at in the recipients.

    Profiles that may be the same in other spellings or scripts, that nothing
    reaches, that were verified long ago, whose e-mail address is doubtful or
    whose address has no postal code as its country has them. What is corrected
    in the table of --csv, 'recipients import' takes back.
    """
    from entreaty.content.files.recipients import load_recipients
    from entreaty.content.shipped.languages.file import use_languages_of
    from entreaty.importing.upkeep.corrections import list_to_verify
    from entreaty.importing.upkeep.review import check_recipients
    from entreaty.problems import in_reading_order
    from entreaty.storage.files import write_whole

    checked = load_recipients(campaign / "recipients.yaml")
    problems = in_reading_order((*checked.problems, *check_recipients(checked.entries, day, days)))
    show_findings(problems)
    if table:
        use_languages_of(campaign)
        write_whole(table, list_to_verify(checked.entries, problems))
        click.echo(table)
    exit_if_errors(problems)


@recipients.command()
@click.argument("name", metavar="ID")
@day_option("From this day on", name="--on")
@click.pass_obj
def ended(campaign: Path, name: str, day: date) -> None:
    """Mark the recipient ID as out of office.

    No letters go there any more. The profile stays, and an import does not bring it
    back into office.
    """
    from entreaty.importing.importer import end_recipient

    done = end_recipient(campaign, name, day, today())
    click.echo(f"{done.backup}  what was there before")
    click.echo(done.path)
