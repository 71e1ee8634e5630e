"""The evidence sheet: one page for people and one table for programs."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.locales import direction
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.output.pages.type import with_type
from entreaty.planning.order import Order, require_known
from entreaty.planning.selection import basis_for
from entreaty.problems import ContentError
from entreaty.storage.files import write_whole
from entreaty.storage.resources import DATA
from entreaty.storage.tables.writing import as_csv
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function
from entreaty.writing.letter import Block, Prose, in_order, words_of
from entreaty.writing.reporting.evidence import Claim, Evidence, Source, gather_evidence
from entreaty.writing.withholding import redacted, withheld_from_public

_HEADINGS = {"facts": "Facts", "law": "Law", "demands": "Demands"}


def evidence_html(evidence: Evidence, say: PageWords = ENGLISH) -> str:
    """Return the sheet as one page that needs nothing else.

    Args:
        evidence: What the appeal rests on.
        say: The words of the campaign's language.
    """
    told = [claim for claim in evidence.claims if claim.recipients]
    sections = [
        (heading, [claim for claim in told if claim.part == part])
        for part, heading in _HEADINGS.items()
        if any(claim.part == part for claim in told)
    ]
    unused = [claim for claim in evidence.claims if not claim.recipients]
    readers = {claim.id: [*Counter(evidence.recipients[one] for one in claim.recipients).items()] for claim in told}
    own = {"readers": readers, "say": Function(say), "said_in": say.language, "direction": direction(say.language)}
    return LetterTemplates(DATA).render("evidence.html", evidence=evidence, sections=sections, unused=unused, **own)


def evidence_csv(evidence: Evidence) -> bytes:
    """Return the sheet as a table for a spreadsheet, with a row for each source of each claim."""
    texts = [f"text_{language}" for language in evidence.languages]
    headings = ["part", "passage", "from", "until", "duty_bearer", *texts, *_SOURCE_COLUMNS, "recipients"]
    rows = (_row(claim, source, evidence.languages) for claim in evidence.claims for source in claim.sources or (None,))
    return as_csv([headings, *rows])


_SOURCE_COLUMNS = ("source", "citation", "issued", "accessed", "link", "known", "unverified", "review_by")


def _row(claim: Claim, source: Source | None, languages: tuple[str, ...]) -> list[str]:
    words = {language: _lines(blocks) for language, blocks in claim.words}
    about = [claim.part, claim.id, claim.since, claim.until, claim.duty_bearer]
    return [*about, *(words.get(one, "") for one in languages), *_source_cells(source), " ".join(claim.recipients)]


def _source_cells(source: Source | None) -> list[str]:
    if source is None:
        return [""] * len(_SOURCE_COLUMNS)
    known = [source.known, " ".join(source.unverified), source.review_by]
    return [source.id, _text(source.citation), source.issued, source.accessed, source.link, *known]


def _lines(blocks: Iterable[Block]) -> str:
    """Return the words of a claim, with each item of a list on a line of its own."""
    return "\n".join(map(_text, in_order(blocks)))


def _text(prose: Prose) -> str:
    return " ".join(words_of(prose).split())


def write_evidence(campaign: Campaign, order: Order, folder: Path) -> tuple[Path, ...]:
    """Write page and table of the one appeal of the order, closed or open, and return the files.

    Raises:
        OrderError: There is no such appeal.
        ContentError: The appeal, or what its letters need, cannot be loaded.
        FolderError: The files cannot be written.
    """
    require_known(campaign, order)
    appeal = next((one for one in campaign.appeals if one.id in order.appeals), None)
    if appeal is None:
        raise ContentError(campaign.problems)
    basis = basis_for(campaign, appeal, order, LetterTemplates(campaign.templates))
    evidence = gather_evidence(appeal, campaign.recipients, basis, campaign.language)
    withheld = withheld_from_public([appeal])
    contents = {
        ".html": with_type(redacted(evidence_html(evidence, campaign.page_words), withheld)).encode(),
        ".csv": redacted(evidence_csv(evidence).decode(), withheld).encode(),
    }
    paths = tuple(folder / f"{appeal.id}{ending}" for ending in contents)
    for path, content in zip(paths, contents.values(), strict=True):
        write_whole(path, content, root=folder)
    return paths
