"""`status`: what became of the letters that were sent by e-mail."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.options import FILE
from entreaty.cli.outreach.letters import LEDGER, WallClock
from entreaty.problems import EntreatyError, counted

if TYPE_CHECKING:
    from entreaty.delivery.ledger import LedgerEntry


@click.command()
@click.option(
    "--csv",
    "table",
    type=FILE,
    metavar="FILE",
    help="Where to write the table; status.csv by default.",
)
@click.option(
    "--accept-ledger",
    "accept",
    is_flag=True,
    help="Go on with what is left of a ledger that has lost something; asks first.",
)
@click.pass_obj
def status(campaign: Path, table: Path | None, accept: bool) -> None:
    """Show what became of each letter that was sent by e-mail.

    The table is also written as status.csv, for a spreadsheet. Of a letter that
    is unknown nobody can tell whether it arrived: look for the message's id in
    the sent mail, then run 'send --retry-unknown' if it is not there.
    """
    from entreaty.delivery.ledger import STATES, dated_in_the_future, read_ledger, status_csv
    from entreaty.storage.files import write_whole

    if accept:
        _accept(campaign / LEDGER)
    entries = read_ledger(campaign / LEDGER).entries
    if told := dated_in_the_future(entries, WallClock().now()):
        click.echo(told, err=True)
    for entry in entries:
        click.echo(_line(entry))
    states = Counter(entry.state for entry in entries)
    counts = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    click.echo(f"{counted(len(entries), 'letter')}: {counts}" if entries else "no letter has been sent by e-mail yet")
    path = table or campaign / "status.csv"
    write_whole(path, status_csv(entries))
    click.echo(path)


def _accept(ledger: Path) -> None:
    """Ask whether to go on with what is left of the ledger, and do so."""
    from entreaty.delivery.ledger import accept_ledger, read_ledger
    from entreaty.delivery.ledger_file import LedgerLostError

    try:
        read_ledger(ledger)
    except LedgerLostError as error:
        click.echo(str(error), err=True)
    else:
        click.echo(f"{ledger}: nothing is lost, and nothing was changed", err=True)
        return
    if not sys.stdin.isatty():
        raise EntreatyError("only a person can agree that letters may be sent twice; run it in a terminal")
    click.confirm("Letters that it has forgotten may be sent a second time. Go on all the same?", abort=True, err=True)
    click.echo(accept_ledger(ledger, WallClock().now()), err=True)


def _line(entry: "LedgerEntry") -> str:
    when = entry.changed.astimezone().strftime("%Y-%m-%d %H:%M")
    attempts = counted(entry.attempts, "attempt")
    name = f"  {entry.message}" if entry.state in {"unknown", "sending"} else ""
    return f"{entry.letter}  {entry.address}  {entry.state}  {when}  {attempts}  {entry.reply}{name}"
