"""Write tables for spreadsheet programs, so that no cell is one that such a program would run as a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

# Characters that a program may skip before it looks for a formula.
_SKIPPED = re.compile(r"[\s\x00-\x1f]*")
# OWASP, "CSV Injection"; a tab or a line break at the beginning is enough for some.
_BEGINS = ("=", "+", "-", "@", "|", "%")
_ALONE = ("\t", "\r", "\n")


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Return the rows as CSV (RFC 4180), with the mark of UTF-8 that Excel asks for."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(map(harmless, row) for row in rows)
    # A source of addresses can hold half a character, which no file can.
    return stream.getvalue().encode("utf-8-sig", errors="replace")


def harmless(cell: str) -> str:
    """Return the text so that no spreadsheet runs it as a formula, full-width signs included."""
    first = cell[_SKIPPED.match(cell).end() :][:1]  # type: ignore[union-attr]
    begins = unicodedata.normalize("NFKC", first).startswith(_BEGINS) or cell.startswith(_ALONE)
    return f"'{cell}" if begins else cell
