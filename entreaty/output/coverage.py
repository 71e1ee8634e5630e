"""Who is asked for what, as a page and as a table for spreadsheets."""

import csv
import io
import re
from pathlib import Path

from entreaty.templating import LetterTemplates
from entreaty.writing.coverage import Coverage

_SHIPPED = Path(__file__).parent.parent / "data"
# What spreadsheets take for a formula (OWASP, "CSV Injection"), and its full-width forms.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")


def coverage_html(coverage: Coverage) -> str:
    """Return the table as a page that needs nothing else and can be read aloud."""
    return LetterTemplates(_SHIPPED).render("coverage.html", coverage=coverage)


def coverage_csv(coverage: Coverage) -> bytes:
    """Return the table as CSV (RFC 4180), with the mark of UTF-8 that Excel asks for."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["recipient", "office", "organisation", *(harmless(demand.id) for demand in coverage.demands)])
    for one in coverage.recipients:
        cells = [harmless(text) for text in (one.id, one.office, one.organisation)]
        writer.writerow([*cells, *("yes" if asked else "" for asked in one.asked)])
    return stream.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the text so that no spreadsheet runs it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
