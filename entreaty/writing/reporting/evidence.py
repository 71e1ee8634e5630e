"""The evidence for an appeal: its claims, their sources, and the recipients whose letters make them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.markup import without_tags
from entreaty.content.files.recipients import Recipient
from entreaty.problems import ContentError
from entreaty.writing.basis import Basis
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.prose import Parsed
from entreaty.writing.citing.syntax import Citation, Cite
from entreaty.writing.letter import Block, Prose, Span, changed
from entreaty.writing.passage_text import PassageText, cites_of, texts_of
from entreaty.writing.select import select
from entreaty.writing.withholding import is_withheld

# The parts with claims; the others are courtesy.
_PARTS = ("facts", "law", "demands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source of a claim.

    Attributes:
        id: The id of the authority that is cited, even if there is no authority of that id.
        citation: The full citation, in the appeal's style.
        issued: The date of the source, such as "2021-12-07".
        accessed: The date on which it was read.
        link: Its web address; empty if it has none.
        known: How it is known: "official", "mirror", "third-party" or "unverified"; "missing" if there is no authority
            of that id.
        unverified: The fields that are unverified.
        review_by: The date by which it must be reviewed; empty if it need not.
        due: Whether that date has come.
    """

    id: str
    citation: Prose
    issued: str = ""
    accessed: str = ""
    link: str = ""
    known: str = "missing"
    unverified: tuple[str, ...] = ()
    review_by: str = ""
    due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A passage that states a fact or law, or makes a demand.

    Attributes:
        part: "facts", "law" or "demands".
        id: The id of the passage.
        words: Each language with the paragraphs and lists in it, placeholders as written.
        sources: Its sources, each once for each pinpoint.
        since: The first date of letters that have it; empty if there is none.
        until: The first date of letters that no longer have it; empty if there is none.
        duty_bearer: The state whose duties it pleads; empty if it pleads none.
        recipients: The ids of the recipients whose letters of the report's date have it.
        in_time: Whether letters of that date can have it at all.
    """

    part: str
    id: str
    words: tuple[tuple[str, tuple[Block, ...]], ...]
    sources: tuple[Source, ...]
    since: str
    until: str
    duty_bearer: str
    recipients: tuple[str, ...]
    in_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The evidence for an appeal on one date.

    Attributes:
        appeal: The appeal's id.
        title: Its title.
        day: The date of the letters.
        language: The language of title and citations.
        style: The name of the citation style.
        languages: The languages of the claims.
        claims: The claims, in the order of the appeal.
        recipients: Office and organisation of each recipient in one line, by id.
    """

    appeal: str
    title: str
    day: date
    language: str
    style: str
    languages: tuple[str, ...]
    claims: tuple[Claim, ...]
    recipients: Mapping[str, str]


def gather_evidence(appeal: Appeal, recipients: Iterable[Recipient], basis: Basis, preferred: str = "en") -> Evidence:
    """Return the evidence for an appeal in letters of one date, without claims that are withheld from the public.

    Args:
        appeal: The appeal.
        recipients: The recipients.
        basis: The day, the sources and how they are cited.
        preferred: The language of the campaign; titles and citations are in it where the appeal is written in it.
    """
    written = appeal.languages()
    language = next((one for one in (preferred, "en") if one in written or not written), "") or written[0]
    everyone = tuple(recipients)
    readers = _readers(appeal, everyone, basis)
    claims = (
        _claim(passage, readers.get(passage.id, ()), basis, language)
        for passage in appeal.letter.passages()
        if passage.part in _PARTS and passage.words and not is_withheld(passage)
    )
    return Evidence(
        appeal=appeal.id,
        title=appeal.title.best(language),
        day=basis.day,
        language=language,
        style=basis.style.name,
        languages=written,
        claims=tuple(claims),
        recipients={recipient.id: _in_one_line(recipient, language) for recipient in everyone},
    )


def _readers(appeal: Appeal, recipients: Iterable[Recipient], basis: Basis) -> dict[str, tuple[str, ...]]:
    """Return the recipients of each passage, by its id; a recipient whom no demand fits gets no letter."""
    readers: dict[str, tuple[str, ...]] = {}
    for recipient in recipients:
        fitting = [verdict for verdict in select(appeal, recipient, basis.authorities) if verdict.fits]
        if any(verdict.passage.part == "demands" for verdict in fitting):
            for verdict in fitting:
                readers[verdict.passage.id] = (*readers.get(verdict.passage.id, ()), recipient.id)
    return readers


def _claim(passage: Passage, readers: tuple[str, ...], basis: Basis, language: str) -> Claim:
    # Every language names the same places in its own way; the report has those of the first.
    cited: dict[tuple[str, str, str], Cite] = {}
    for cite in cites_of(passage):
        cited.setdefault((cite.key, str(cite.pinpoint or ""), cite.unread), cite)
    return Claim(
        part=passage.part,
        id=passage.id,
        words=tuple((name, _without_citations(text)) for name, text in texts_of(passage).items()),
        sources=tuple(
            _source(Cite(one.key, pinpoint=one.pinpoint, unread=one.unread), basis, language) for one in cited.values()
        ),
        since=str(passage.since or ""),
        until=str(passage.until or ""),
        duty_bearer=passage.duty_bearer or "",
        recipients=readers,
        in_time=passage.holds_on(basis.day),
    )


def _without_citations(text: PassageText) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a passage; its source if it is malformed."""
    return tuple(changed(block, _spans) for block in text.blocks) or ((Span(text=text.source),),)


def _spans(parsed: Parsed) -> Prose:
    return tuple(run for run in parsed if isinstance(run, Span))


def _source(cite: Cite, basis: Basis, language: str) -> Source:
    authority = basis.authorities.get(cite.key)
    if authority is None:
        return Source(id=cite.key, citation=(Span(text=f"There is no authority '{cite.key}'."),))
    law = authority.custom
    return Source(
        id=cite.key,
        citation=_in_full(cite, authority, basis, language),
        issued=authority.issued or "",
        accessed=authority.accessed or "",
        link=authority.url or "",
        known=law.verified,
        unverified=law.unverified,
        review_by=str(law.review_by or ""),
        due=law.review_by is not None and law.review_by <= basis.day,
    )


def _in_full(cite: Cite, authority: Authority, basis: Basis, language: str) -> Prose:
    """Return the full citation, or the bare title if the style cannot cite the source, which `check` reports."""
    try:
        notes = Notes(Citer(basis.style, basis.terms[language], language), basis.authorities)
        notes.call(Citation((cite,)))
    except (ContentError, KeyError):
        return (Span(text=without_tags(authority.title)),)
    return notes.all()[0].full


def _in_one_line(recipient: Recipient, language: str) -> str:
    whom = (
        recipient.in_words("office", language) or recipient.whom(language),
        recipient.in_words("organisation", language),
    )
    return ", ".join(dict.fromkeys(filter(None, whom)))
