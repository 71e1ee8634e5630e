"""Which fields of a source the forms of a style print, and which they drop, by the keys that the file has."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.item import CslEntry
from entreaty.content.shipped.citation_styles import CitationStyle, load_terms
from entreaty.templating.sandbox import TemplateError
from entreaty.templating.snippets import Printable, SnippetCompiler
from entreaty.writing.citing.elements import Describer, compile_form
from entreaty.writing.citing.law_reports import form_of, journal_of, neutral_citation

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
    "report_year": ("issued",),
    "year": ("issued",),
    "dated": ("issued",),
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
_OF_LAW = frozenset({"genre", "jurisdiction", "URL", "DOI"})
_UNNEEDED: Mapping[str, frozenset[str]] = {
    "treaty": _OF_LAW | {"number", "event-place"},
    **dict.fromkeys(("statute", "code", "regulation", "directive", "case", "eu-case", "human-rights-case"), _OF_LAW),
    **dict.fromkeys(("un-resolution", "treaty-body"), _OF_LAW),
    **dict.fromkeys(("un-document", "regional-document", "regional-resolution"), frozenset({"genre", "URL", "DOI"})),
    **dict.fromkeys(("article", "chapter"), frozenset({"URL", "DOI"})),
}
_ADDRESSES = frozenset({"URL", "DOI"})
# An address is needed for those of these that say no place; cases are found by court and day, or by their report.
_FOUND_BY_PLACE = frozenset(_UNNEEDED) - {"treaty", "case", "human-rights-case", "eu-case"}
_PLACES = frozenset({"number", "page", "section"})
_NAME = re.compile(r"\{(\w+)\}")


def field_to_add(element: str) -> str:
    """Return the field to add where a source lacks the element, such as "custom.case-parties" for "parties"."""
    return FIELDS.get(element, (element.replace("_", "-"),))[0]


class _Element(str):
    """The value of an element that knows its name: conditions read the value, and what is printed is the name."""

    __slots__ = ("name",)
    name: str

    @classmethod
    def of(cls, name: str, value: str) -> "_Element":
        element = cls(value)
        element.name = name
        return element


def _named(value: Printable) -> str:
    return f"{{{value.name}}}" if isinstance(value, _Element) else ""


_form_of_names = cache(SnippetCompiler(_named).compile)


def not_printed(authority: Authority, style: CitationStyle) -> tuple[str, ...]:
    """Return the stored fields of a source that neither its first nor its later citation prints, such as ("page",).

    What is told is what these two forms leave out in the circumstances of this source. Remarks, what catalogues keep,
    and what only some styles ask for are left out.

    Args:
        authority: The source.
        style: The style, which has forms for its kind.
    """
    elements = Describer(style, load_terms()["en"], "en").elements(authority)
    names = _names_printed(authority, style, elements)
    printed = frozenset(_field_of(name, authority) for name in names)
    if (journal := journal_of(authority)) and printed & {"volume", "page"}:
        printed |= journal.keys | {"container-title", "container-title-short", "volume", "page"}
    if authority.custom.kind == "code" and "container-title" in printed:
        printed |= {"volume"}
    texts = {str(elements[name]) for name in names if name in elements}
    return tuple(field for field in _told(authority, printed, texts) if field not in printed)


def _names_printed(authority: Authority, style: CitationStyle, elements: Mapping[str, str]) -> frozenset[str]:
    """Return the elements that the forms print of this source; of one that lacks what they need, all that they name."""
    forms = style.forms[form_of(authority)]
    values: dict[str, Printable] = {name: _Element.of(name, value) for name, value in elements.items()}
    values |= {"note": "1", "pinpoint": "", "locator": "", "language": "en", "without_author": False}
    names: set[str] = set()
    for text in (forms.first, forms.short or style.short):
        try:
            names |= set(_NAME.findall(_form_of_names(text).fill(values)))
        except TemplateError:
            names |= set(compile_form(text).printed)
    return frozenset(names)


def _field_of(element: str, authority: Authority) -> str:
    """Return the key whose value an element prints: the first of those it may come from that the source has."""
    keys = FIELDS.get(element, ("",))
    if element in {"author", "from_author"}:
        keys = (*keys, "publisher")
    stored = {*_stored(authority), *(f"custom.{name}" for name in _stored(authority.custom))}
    return next((key for key in keys if key in stored), keys[0])


def _told(authority: Authority, printed: frozenset[str], texts: set[str]) -> Iterator[str]:
    """Yield the stored fields of which it is told if they are not printed, in the order of the formats.

    Args:
        authority: The source.
        printed: The fields that are printed.
        texts: What is printed, so that a field that says the same is not missed.
    """
    kind = authority.custom.kind
    unneeded = _FOR_CATALOGUES | _FOR_SOME_STYLES | _UNNEEDED.get(kind, frozenset())
    if kind in _FOUND_BY_PLACE and not printed & _PLACES:
        unneeded -= _ADDRESSES
    for field in _stored(authority):
        if field not in unneeded and not printed & _SAID_BY.get(field, set()) and not _is_said(field, authority, texts):
            yield field
    yield from (field for name in _stored(authority.custom) if (field := f"custom.{name}") in _OF_LAW_TOLD)


def _is_said(field: str, authority: Authority, texts: set[str]) -> bool:
    """Tell whether the title says what a field does, the number a court, or another field that is printed the same."""
    if field == "issued":
        return (authority.issued or "")[
            :4
        ] in f"{authority.title} {authority.number} {authority.volume} {authority.custom.symbol}"
    if field == "title":
        # That of an interview or a letter mostly says who spoke with whom.
        return any(name.surname in authority.title for name in (*authority.author, *authority.recipient))
    if field == "authority" and neutral_citation(authority.number):
        return True
    if field == "container-title" and (authority.container_title or "") in (authority.url or ""):
        # A site that is named by its address.
        return True
    value = getattr(authority, field.replace("-", "_"), None)
    return isinstance(value, str) and (value in texts or (field == "number" and value in authority.title))


def _stored(entry: CslEntry) -> Iterator[str]:
    """Yield the keys of an entry whose values are not empty."""
    for name, field in type(entry).model_fields.items():
        if name in entry.model_fields_set and getattr(entry, name):
            yield field.alias or name
