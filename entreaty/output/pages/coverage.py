"""Who is asked for what, as a page and as a table for spreadsheets."""

from entreaty.content.locales import direction
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.storage.resources import DATA
from entreaty.storage.tables.writing import as_csv
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function
from entreaty.writing.reporting.coverage import Coverage


def coverage_html(coverage: Coverage, say: PageWords = ENGLISH) -> str:
    """Return the table as a page that needs nothing else and can be read aloud.

    Args:
        coverage: The table.
        say: The words of the campaign's language.
    """
    own = {"say": Function(say), "language": say.language, "direction": direction(say.language)}
    return LetterTemplates(DATA).render("coverage.html", coverage=coverage, **own)


def coverage_csv(coverage: Coverage) -> bytes:
    """Return the table for a spreadsheet."""
    headings = ["recipient", "office", "organisation", *(demand.id for demand in coverage.demands)]
    rows = ([one.id, one.office, one.organisation, *map(_cell, one.asked, one.depends)] for one in coverage.recipients)
    return as_csv([headings, *rows])


def _cell(asked: bool, depends: bool) -> str:  # noqa: FBT001  (two columns side by side)
    return "depends on the sender" if depends else "yes" if asked else ""
