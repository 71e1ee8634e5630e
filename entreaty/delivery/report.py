"""What became of the letters, as a table for a spreadsheet."""

from collections.abc import Iterable

from entreaty.delivery.ledger import Row
from entreaty.output.spreadsheet import as_csv

COLUMNS = ("letter", "address", "state", "changed", "attempts", "reply", "message")


def status_csv(rows: Iterable[Row]) -> bytes:
    """Return the rows of the ledger as a table for a spreadsheet."""
    return as_csv([COLUMNS, *map(_cells, rows)])


def _cells(row: Row) -> tuple[str, ...]:
    changed = row.changed.isoformat(timespec="seconds")
    return row.letter, row.address, row.state, changed, str(row.attempts), row.reply, row.message
