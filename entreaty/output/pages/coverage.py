"""Who is asked for what, as a page and as a table for spreadsheets."""

from entreaty.storage.resources import DATA
from entreaty.storage.tables.writing import as_csv
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.reporting.coverage import Coverage


def coverage_html(coverage: Coverage) -> str:
    """Return the table as a page that needs nothing else and can be read aloud."""
    return LetterTemplates(DATA).render("coverage.html", coverage=coverage)


def coverage_csv(coverage: Coverage) -> bytes:
    """Return the table for a spreadsheet."""
    headings = ["recipient", "office", "organisation", *(demand.id for demand in coverage.demands)]
    rows = ([one.id, one.office, one.organisation, *map(_cell, one.asked, one.depends)] for one in coverage.recipients)
    return as_csv([headings, *rows])


def _cell(asked: bool, depends: bool) -> str:  # noqa: FBT001  (two columns side by side)
    return "depends on the sender" if depends else "yes" if asked else ""
