"""What became of the letters, as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from entreaty.delivery.ledger import Row

COLUMNS = ("letter", "address", "state", "changed", "attempts", "reply", "message")


def status_csv(rows: Iterable[Row]) -> str:
    """Return the rows of the ledger as CSV (RFC 4180), safe to open in a spreadsheet."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in rows:
        cells = (row.letter, row.address, row.state, row.changed.isoformat(timespec="seconds"))
        writer.writerow([_harmless(cell) for cell in (*cells, str(row.attempts), row.reply, row.message)])
    return table.getvalue()


def _harmless(cell: str) -> str:
    # Spreadsheets take cells that begin so as formulas, and run them.
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@", "|", "%", "\uff1d")) else cell
