"""The evidence sheet: one page for people and one table for programs."""

import csv
import io
import unicodedata
from pathlib import Path

from entreaty.templating import LetterTemplates
from entreaty.writing.evidence import Claim, Evidence, Source
from entreaty.writing.letter import Prose, Span

_TEMPLATES = Path(__file__).parent.parent / "data"
# What spreadsheets take for the beginning of a formula or of a command (OWASP, CSV Injection).
_FORMULA = "=+-@|%\t\r\n"
_HEADINGS = {"facts": "Facts", "law": "Law", "demands": "Demands"}


def evidence_html(evidence: Evidence) -> str:
    """Return the sheet as one page that needs nothing else."""
    told = [claim for claim in evidence.claims if claim.recipients]
    sections = [
        (heading, [claim for claim in told if claim.part == part])
        for part, heading in _HEADINGS.items()
        if any(claim.part == part for claim in told)
    ]
    unused = [claim for claim in evidence.claims if not claim.recipients]
    return LetterTemplates(_TEMPLATES).render("evidence.html", evidence=evidence, sections=sections, unused=unused)


def evidence_csv(evidence: Evidence) -> bytes:
    """Return the sheet as a table with a row for each source of each claim, in UTF-8 with the mark that Excel needs."""
    table = io.StringIO()
    writer = csv.writer(table)
    texts = [f"text_{language}" for language in evidence.languages]
    writer.writerow(["part", "passage", "from", "until", "duty_bearer", *texts, *_SOURCE_COLUMNS, "recipients"])
    for claim in evidence.claims:
        for source in claim.sources or (None,):
            writer.writerow(map(_cell, _row(claim, source, evidence.languages)))
    return table.getvalue().encode("utf-8-sig")


_SOURCE_COLUMNS = ("source", "citation", "issued", "accessed", "link", "known", "unverified", "review_by")


def _row(claim: Claim, source: Source | None, languages: tuple[str, ...]) -> list[str]:
    words = {language: _text(prose) for language, prose in claim.words}
    about = [claim.part, claim.id, claim.since, claim.until, claim.duty_bearer]
    return [*about, *(words.get(one, "") for one in languages), *_source_cells(source), " ".join(claim.recipients)]


def _source_cells(source: Source | None) -> list[str]:
    if source is None:
        return [""] * len(_SOURCE_COLUMNS)
    known = [source.known, " ".join(source.unverified), source.review_by]
    return [source.id, _text(source.citation), source.issued, source.accessed, source.link, *known]


def _text(prose: Prose) -> str:
    return " ".join("".join(run.text for run in prose if isinstance(run, Span)).split())


def _cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula, full-width signs and leading spaces included."""
    begins = unicodedata.normalize("NFKC", text).lstrip(" ")[:1]
    return f"'{text}" if begins and begins in _FORMULA else text
