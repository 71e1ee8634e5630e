"""`senders`: find a supporter's id, and take out of the campaign whoever withdraws or has long not written."""

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import show_lines, show_problems
from entreaty.cli.options import out_option, today
from entreaty.cli.outreach.letters import LEDGER, WallClock, show_notices
from entreaty.problems import EntreatyError, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from entreaty.content.files.sender import Supporter
    from entreaty.delivery.senders.persons import Person

SENDERS = "senders.sqlite3"
"""The file in the campaign's folder that knows who is behind the ids of supporters."""


class Days(click.ParamType[timedelta]):
    """A number of days, as in 90d."""

    name = "days"

    def convert(self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the time that was typed."""
        if isinstance(value, timedelta):
            return value
        if not (found := re.fullmatch(r"(\d{1,5})d", value)):
            self.fail(f"'{value}' is no number of days such as 90d", param, ctx)
        return timedelta(days=int(found[1]))


@click.group()
def senders() -> None:
    """Find supporters by name, and forget them."""


@senders.command()
@click.argument("words", metavar="NAME-OR-EMAIL")
@click.pass_obj
def find(campaign: Path, words: str) -> None:
    """Say which id stands for a person.

    NAME-OR-EMAIL is a name, an address for e-mail, or a part of one. It prints
    names and addresses: do not keep what it prints.
    """
    from entreaty.delivery.senders.persons import opened_senders

    with opened_senders(_known_senders(campaign)) as known:
        found = known.found(words)
    show_lines(map(_line, found))
    if not found:
        raise EntreatyError("no supporter has that name or address for e-mail")


@senders.command()
@click.argument("sender", metavar="ID")
@out_option("The folder that letters were written to; the campaign's folder 'letters' by default.")
@click.pass_obj
def withdraw(campaign: Path, sender: str, out: Path | None) -> None:
    """Take a supporter out of everything that is not sent yet.

    Their letters are removed, and then their name. A keyed hash of it stays,
    so that no older sheet brings them back. 'senders find' says the ID.
    """
    from entreaty.delivery.senders.persons import opened_senders
    from entreaty.delivery.senders.withdrawing import require_sender_id

    require_sender_id(sender)
    with opened_senders(_known_senders(campaign)) as known:
        when = known.gone(sender)
        if not when and known.person(sender) is None:
            raise EntreatyError(f"'{sender}' is the id of nobody\n  hint: 'senders find NAME' says the id of a person")
        show_lines(_removed(campaign, out, [sender]))
        if not when:
            known.withdraw(sender, today())
    click.echo(f"{sender}: {when}" if when else f"{sender}: withdrawn")


@senders.command()
@click.option("--older-than", type=Days(), required=True, metavar="DAYS", help="For how long, such as 90d.")
@out_option("The folder that letters were written to; the campaign's folder 'letters' by default.")
@click.pass_obj
def forget(campaign: Path, older_than: timedelta, out: Path | None) -> None:
    """Forget the supporters whom no sheet has had for long.

    Their letters are removed, and then their names. Keyed hashes of these stay,
    so that no older sheet brings them back, and so do the rows of their ids in
    the ledger.
    """
    from entreaty.delivery.senders.persons import opened_senders

    with opened_senders(_known_senders(campaign)) as known:
        ids = known.unseen_for(older_than, today())
        show_lines(_removed(campaign, out, ids))
        known.forget(older_than, today())
    click.echo(f"{counted(len(ids), 'supporter')} forgotten")


def read_senders(campaign: Path, sheet: Path) -> "tuple[tuple[Supporter, ...], bool]":
    """Read a sheet of supporters, tell what is wrong in it, and give each of them their id.

    Args:
        campaign: The campaign's folder, where the ids are kept with the names.
        sheet: The file.

    Returns:
        The supporters, and whether anybody is left out by mistake.

    Raises:
        EntreatyError: The sheet or the file of names cannot be used, or nobody in it may write.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.delivery.senders.persons import opened_senders
    from entreaty.importing.tables.supporters.sheet import read_supporters

    found = read_supporters(sheet, load_campaign(campaign).recipients, today())
    with opened_senders(campaign / SENDERS) as known:
        kept = known.ids_of(found.supporters, today())
    problems = (*found.problems, *kept.left_out)
    show_problems(problems)
    everybody = kept.supporters
    click.echo(f"{sheet}: {counted(found.rows, 'row')}, {counted(len(everybody), 'supporter')}", err=True)
    if not everybody:
        raise EntreatyError(f"{sheet}: nobody in it may write letters")
    return everybody, any(one.level == "error" for one in problems)


def _known_senders(campaign: Path) -> Path:
    path = campaign / SENDERS
    if not path.exists():
        raise EntreatyError(f"{path}: the campaign knows of no supporters")
    return path


def _removed(campaign: Path, out: Path | None, ids: "Sequence[str]") -> "Iterator[str]":
    """Remove the letters of these supporters and what the ledger has still to send, and yield a line for each file."""
    from entreaty.content.places import written_folder
    from entreaty.delivery.ledger import open_ledger
    from entreaty.delivery.senders.withdrawing import remove_letters

    removed = remove_letters(written_folder(campaign, out, "letters"), ids)
    for file in removed.files:
        yield f"{file}  removed"
    for file in removed.packet:
        yield f"{file}  removed: make the packet again"
    if ids and (campaign / LEDGER).exists():
        with open_ledger(campaign / LEDGER, WallClock().now()) as ledger:
            show_notices(ledger.notice)
            ledger.drop_unsent(ids)


def _line(one: "Person") -> str:
    return "  ".join(filter(None, (one.id, one.name, one.email, one.address, f"last in a sheet on {one.seen}")))
