"""`status`: what became of the letters that were sent by e-mail."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.options import FILE
from entreaty.cli.outreach.letters import LEDGER
from entreaty.problems import counted

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
@click.pass_obj
def status(campaign: Path, table: Path | None) -> None:
    """Show what became of each letter that was sent by e-mail.

    The table is also written as status.csv, for a spreadsheet. Of a letter that
    is unknown nobody can tell whether it arrived: look for the message's id in
    the sent mail, then run 'send --retry-unknown' if it is not there.
    """
    from entreaty.delivery.ledger import STATES, read_ledger, status_csv
    from entreaty.storage.files import write_whole

    entries = read_ledger(campaign / LEDGER).entries
    for entry in entries:
        click.echo(_line(entry))
    states = Counter(entry.state for entry in entries)
    counts = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    click.echo(f"{counted(len(entries), 'letter')}: {counts}" if entries else "no letter has been sent by e-mail yet")
    path = table or campaign / "status.csv"
    write_whole(path, status_csv(entries))
    click.echo(path)


def _line(entry: "LedgerEntry") -> str:
    when = entry.changed.astimezone().strftime("%Y-%m-%d %H:%M")
    attempts = counted(entry.attempts, "attempt")
    name = f"  {entry.message}" if entry.state in {"unknown", "sending"} else ""
    return f"{entry.letter}  {entry.address}  {entry.state}  {when}  {attempts}  {entry.reply}{name}"
