"""Which fields of a source the forms of a style print, and which a reader would miss, by the keys that the file has."""

from collections.abc import Iterable, Iterator, Mapping

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.writing.citing.elements import compile_form

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "quoted": ("title",),
    "case_name": ("title",),
    "by_name": ("title",),
    "short": ("title-short",),
    "common": ("custom.common-name",),
    "author": ("author", "authority"),
    "authority": ("authority",),
    "editor": ("editor",),
    "eds": ("editor",),
    "interviewer": ("interviewer",),
    "recipient": ("recipient",),
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

# What a reader who looks for the source may miss; of a group, one that is printed is enough.
_MISSED: tuple[tuple[str, ...], ...] = (
    ("author",),
    ("authority", "container-title-short"),
    ("editor",),
    ("container-title", "container-title-short"),
    ("collection-title",),
    ("collection-number",),
    ("volume",),
    ("issue",),
    ("page",),
    ("number",),
    ("chapter-number",),
    ("section",),
    ("edition",),
    ("version",),
    ("publisher",),
    ("DOI", "URL"),
    ("custom.symbol",),
)
# The number under which a treaty is registered leads nowhere that volume and page of the series do not.
_NOT_MISSED: Mapping[str, tuple[str, ...]] = {"treaty": ("number",)}


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
    """Return the fields of a source that a reader would miss, because no form of the style for its kind prints them.

    Args:
        authority: The source.
        style: The style, which has forms for its kind.
    """
    kind = authority.custom.kind
    printed = printed_fields(style, kind)
    stored = _stored(authority) - set(_NOT_MISSED.get(kind, ()))
    return tuple(group[0] for group in _MISSED if group[0] in stored and not printed & set(group))


def _stored(authority: Authority) -> frozenset[str]:
    law = authority.custom
    own = _given(authority.model_fields_set, {name: getattr(authority, name) for name in authority.model_fields_set})
    of_law = _given(law.model_fields_set, {name: getattr(law, name) for name in law.model_fields_set})
    return frozenset((*own, *(f"custom.{name}" for name in of_law)))


def _given(names: Iterable[str], values: Mapping[str, object]) -> Iterator[str]:
    capitals = {"doi": "DOI", "url": "URL"}
    return (capitals.get(name, name.replace("_", "-")) for name in names if values[name])
