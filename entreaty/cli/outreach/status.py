"""`status`: what became of the letters that were sent by e-mail."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import counted
from entreaty.cli.outreach.letters import LEDGER

if TYPE_CHECKING:
    from entreaty.delivery.ledger import Row


@click.command()
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
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

    rows = read_ledger(campaign / LEDGER).rows
    for row in rows:
        click.echo(_line(row))
    states = Counter(row.state for row in rows)
    counts = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    click.echo(f"{counted(len(rows), 'letter')}: {counts}" if rows else "no letter has been sent by e-mail yet")
    path = table or campaign / "status.csv"
    write_whole(path, status_csv(rows))
    click.echo(path)


def _line(row: "Row") -> str:
    when = row.changed.astimezone().strftime("%Y-%m-%d %H:%M")
    name = f"  {row.message}" if row.state in {"unknown", "sending"} else ""
    return f"{row.letter}  {row.address}  {row.state}  {when}  {counted(row.attempts, 'attempt')}  {row.reply}{name}"
