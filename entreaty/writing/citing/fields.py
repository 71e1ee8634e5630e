"""From the elements that forms name to the fields of a user's file, and what of these a form does not print."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.templating.snippets import SnippetCompiler

_CASE = ("title", "custom.case-parties")
_CONTAINER = ("container-title", "container-title-short")
# The elements that are called otherwise than their field; the field to add where it lacks stands first.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "abbreviated_parties": ("custom.case-parties",),
    "author": ("author", "authority", "publisher"),
    "by_name": ("title",),
    "case_name": _CASE,
    "case_number": ("number",),
    "collection": ("collection-title",),
    "common": ("custom.common-name",),
    "container": ("container-title",),
    "day": ("issued",),
    "decision": ("custom.decision",),
    "docket": ("number",),
    "doi": ("DOI",),
    "ecli": ("custom.ecli",),
    "first_page": ("page",),
    "in_force": ("custom.entry-into-force",),
    "journal": _CONTAINER,
    "link": ("URL", "DOI"),
    "list_number": ("custom.general-list",),
    "neutral": ("number",),
    "numbered": ("number",),
    "oj_number": ("volume",),
    "oj_series": ("volume",),
    "opened_on": ("custom.opened-for-signature",),
    "pages": ("page",),
    "parties": ("custom.case-parties",),
    "phase": ("custom.phase",),
    "place": ("event-place",),
    "quoted": ("title",),
    "reporter": ("container-title-short", "container-title"),
    "series": ("container-title-short", "container-title"),
    "short": ("title-short",),
    "symbol": ("custom.symbol",),
    "url": ("URL",),
    "us_source": ("custom.us-treaty-source",),
    "visited": ("accessed",),
    "year": ("issued",),
}
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

_compile = cache(SnippetCompiler(str).compile)


def fields_of(element: str) -> tuple[str, ...]:
    """Return the fields of a user's file that an element is made of, such as ("custom.case-parties",) for "parties"."""
    return _FIELDS.get(element, (element.replace("_", "-"),))


def field_to_add(element: str) -> str:
    """Return the field to add where a source lacks the element, such as "container-title" for "container"."""
    return fields_of(element)[0]


def not_printed(authority: Authority, style: CitationStyle) -> tuple[str, ...]:
    """Return the fields of a source that a reader would miss, because no form of the style for its kind names them.

    Args:
        authority: The source.
        style: The style, which has forms for its kind.
    """
    kind = authority.custom.kind
    printed = _printed(_texts(style, kind))
    stored = _stored(authority) - set(_NOT_MISSED.get(kind, ()))
    return tuple(group[0] for group in _MISSED if group[0] in stored and not printed & set(group))


def _texts(style: CitationStyle, kind: Kind) -> tuple[str, ...]:
    forms = style.forms[kind]
    return tuple(form for form in (forms.first, forms.short or style.short, forms.same_case) if form)


@cache
def _printed(forms: tuple[str, ...]) -> frozenset[str]:
    """Return the fields that any of these forms names."""
    return frozenset(field for form in forms for name in _compile(form).names for field in fields_of(name))


def _stored(authority: Authority) -> frozenset[str]:
    law = authority.custom
    own = _given(authority.model_fields_set, {name: getattr(authority, name) for name in authority.model_fields_set})
    of_law = _given(law.model_fields_set, {name: getattr(law, name) for name in law.model_fields_set})
    return frozenset((*own, *(f"custom.{name}" for name in of_law)))


def _given(names: Iterable[str], values: Mapping[str, object]) -> Iterator[str]:
    capitals = {"doi": "DOI", "url": "URL"}
    return (capitals.get(name, name.replace("_", "-")) for name in names if values[name])
