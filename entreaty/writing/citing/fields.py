"""Which fields of a source the forms of a style print, and which they drop, by the keys that the file has."""

from collections.abc import Iterator, Mapping

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.item import CslEntry
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.writing.citing.elements import compile_form
from entreaty.writing.citing.law_reports import journal_of

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "quoted": ("title",),
    "case_name": ("title",),
    "by_name": ("title",),
    "short": ("title-short",),
    "called": ("title-short", "title"),
    "common": ("custom.common-name",),
    "author": ("author", "authority"),
    "authority": ("authority",),
    "editor": ("editor",),
    "eds": ("editor",),
    "interviewer": ("interviewer",),
    "recipient": ("recipient",),
    "communication": ("genre",),
    "from_author": ("author", "authority"),
    "to_addressee": ("recipient",),
    "container": ("container-title",),
    "journal": ("container-title", "container-title-short"),
    "series": ("container-title-short",),
    "reporter": ("container-title", "container-title-short"),
    "collection": ("collection-title",),
    "collection_number": ("collection-number",),
    "volume": ("volume",),
    "oj_series": ("volume",),
    "oj_number": ("volume",),
    "issue": ("issue",),
    "page": ("page",),
    "first_page": ("page",),
    "pages": ("page",),
    "section": ("section",),
    "edition": ("edition",),
    "version": ("version",),
    "number": ("number",),
    "numbered": ("number",),
    "act_number": ("number",),
    "neutral": ("number",),
    "docket": ("number",),
    "case_number": ("number",),
    "genre": ("genre",),
    "publisher": ("publisher",),
    "publisher_place": ("publisher-place",),
    "place": ("event-place",),
    "jurisdiction": ("jurisdiction",),
    "issued": ("issued",),
    "year": ("issued",),
    "day": ("issued",),
    "accessed": ("accessed",),
    "visited": ("accessed",),
    "link": ("URL", "DOI"),
    "url": ("URL", "DOI"),
    "symbol": ("custom.symbol",),
    "adopted": ("custom.adopted-verb",),
    "opened": ("custom.adopted-verb",),
    "opened_on": ("custom.opened-for-signature",),
    "in_force": ("custom.entry-into-force",),
    "us_source": ("custom.us-treaty-source",),
    "parties": ("custom.case-parties", "custom.case-states"),
    "abbreviated_parties": ("custom.case-parties", "custom.case-states"),
    "phase": ("custom.phase",),
    "decision": ("custom.decision",),
    "list_number": ("custom.general-list",),
    "ecli": ("custom.ecli",),
}
"""The keys whose values each element prints. Where several stand, the first that the source has is printed."""

# Fields that need not be printed where one of these is: it says the same.
_SAID_BY: Mapping[str, frozenset[str]] = {
    "title": frozenset({"custom.case-parties"}),
    "authority": frozenset({"container-title-short"}),
    "container-title": frozenset({"container-title-short"}),
    "container-title-short": frozenset({"container-title"}),
    "page-first": frozenset({"page"}),
    "DOI": frozenset({"URL"}),
    "URL": frozenset({"DOI"}),
}
# Remarks, and what catalogues and reference managers keep; no guide prints these.
_FOR_CATALOGUES = frozenset(
    {
        *("id", "type", "custom", "abstract", "annote", "call-number", "categories", "citation-key", "citation-label"),
        *("citation-number", "first-reference-note-number", "keyword", "language", "license", "locator", "note"),
        *("number-of-pages", "references", "source", "year-suffix", "ISBN", "ISSN", "PMID", "PMCID"),
    }
)
# What only styles print that cite by a short title, or say when somebody looked.
_FOR_SOME_STYLES = frozenset({"title-short", "accessed"})
# The rest of `custom` is what check needs, or for the styles that print it.
_OF_LAW_TOLD = frozenset({"custom.symbol", "custom.ecli", "custom.phase", "custom.case-parties"})
# Law is found by the place where it is printed, a treaty by volume and page alone; the kind says what it is, and title
# or court whose.
_OF_LAW = frozenset({"genre", "jurisdiction", "URL"})
_UNNEEDED: Mapping[str, frozenset[str]] = {
    "treaty": _OF_LAW | {"number", "event-place"},
    **dict.fromkeys(("statute", "code", "regulation", "directive", "case", "eu-case", "human-rights-case"), _OF_LAW),
    **dict.fromkeys(("un-resolution", "treaty-body"), _OF_LAW),
    **dict.fromkeys(("un-document", "regional-document", "regional-resolution"), frozenset({"genre"})),
}
# Forms of acts of the European Union print these of the Official Journal alone.
_OF_JOURNAL = frozenset({"container-title", "container-title-short", "volume", "page", "number"})


def printed_fields(style: CitationStyle, kind: Kind) -> frozenset[str]:
    """Return the keys that a style may print of a source of that kind, such as {"title", "custom.phase"}.

    A key that is not among them is printed in no circumstances; whether the others are can depend on what else the
    source has: a book with an author has its publisher before the year, an article with pages no address.
    """
    forms = style.forms.get(kind)
    if forms is None:
        return frozenset()
    texts = (forms.first, forms.short or style.short, forms.same_case)
    names = {name for text in texts if text is not None for name in compile_form(text).printed}
    return frozenset(field for name in names for field in FIELDS.get(name, ()))


def field_to_add(element: str) -> str:
    """Return the field to add where a source lacks the element, such as "custom.case-parties" for "parties"."""
    return FIELDS.get(element, (element.replace("_", "-"),))[0]


def not_printed(authority: Authority, style: CitationStyle) -> tuple[str, ...]:
    """Return the stored fields of a source that no form of the style for its kind prints, such as ("translator",).

    Remarks, what catalogues keep, and what only some styles ask for are left out.

    Args:
        authority: The source.
        style: The style, which has forms for its kind.
    """
    kind = authority.custom.kind
    printed = printed_fields(style, kind)
    if journal := journal_of(authority):
        printed |= journal.keys
    elif kind in {"regulation", "directive"}:
        printed -= _OF_JOURNAL
    return tuple(
        field for field in _told(authority) if field not in printed and not printed & _SAID_BY.get(field, set())
    )


def _told(authority: Authority) -> Iterator[str]:
    """Yield the stored fields of which it is told if they are not printed, in the order of the formats."""
    unneeded = _FOR_CATALOGUES | _FOR_SOME_STYLES | _UNNEEDED.get(authority.custom.kind, frozenset())
    if authority.number and authority.number in authority.title:
        unneeded |= {"number"}
    yield from (field for field in _stored(authority) if field not in unneeded)
    yield from (field for name in _stored(authority.custom) if (field := f"custom.{name}") in _OF_LAW_TOLD)


def _stored(entry: CslEntry) -> Iterator[str]:
    """Yield the keys of an entry whose values are not empty."""
    for name, field in type(entry).model_fields.items():
        if name in entry.model_fields_set and getattr(entry, name):
            yield field.alias or name
