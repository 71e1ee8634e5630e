"""From the elements that forms name to the fields of a user's file, and what of these a form does not print."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.templating.snippets import SnippetCompiler

_CASE = ("title", "custom.case-parties")
_CONTAINER = ("container-title", "container-title-short")
_BODY = ("authority",)
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
# What a reader who looks for the source may miss; of a group, one is enough.
_MISSED: tuple[tuple[str, ...], ...] = (
    ("author",),
    ("authority",),
    ("editor",),
    ("translator",),
    ("issued",),
    _CONTAINER,
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
    ("publisher-place", "event-place"),
    ("event-title",),
    ("jurisdiction",),
    ("genre",),
    ("DOI", "URL"),
    ("custom.symbol",),
    ("custom.phase",),
    ("custom.decision",),
)

_compile = cache(SnippetCompiler(str).compile)


def fields_of(element: str) -> tuple[str, ...]:
    """Return the fields of a user's file that an element is made of, such as ("custom.case-parties",) for "parties"."""
    return _FIELDS.get(element, (element.replace("_", "-"),))


def field_to_add(element: str) -> str:
    """Return the field to add where a source lacks the element, such as "container-title" for "container"."""
    return fields_of(element)[0]


def not_printed(authority: Authority, style: CitationStyle) -> tuple[str, ...]:
    """Return the fields that a source has, that a reader would miss, and that no form of the style for its kind names.

    Args:
        authority: The source.
        style: The style; one without forms for the kind prints nothing, which is another problem.
    """
    printed = _printed(style.name, _texts(style, authority.custom.kind))
    stored = _stored(authority)
    return tuple(
        found[0]
        for group in _MISSED
        if (found := [field for field in group if field in stored]) and not printed & set(group)
    )


def _texts(style: CitationStyle, kind: Kind) -> tuple[str, ...]:
    forms = style.forms.get(kind)
    if forms is None:
        return ()
    return tuple(form for form in (forms.first, forms.short or style.short, forms.same_case) if form)


@cache
def _printed(_: str, texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(field for text in texts for name in _compile(text).names for field in fields_of(name))


def _stored(authority: Authority) -> frozenset[str]:
    law = authority.custom
    own = _given(authority.model_fields_set, {name: getattr(authority, name) for name in authority.model_fields_set})
    of_law = _given(law.model_fields_set, {name: getattr(law, name) for name in law.model_fields_set})
    return frozenset((*own, *(f"custom.{name}" for name in of_law)))


def _given(names: Iterable[str], values: Mapping[str, object]) -> Iterator[str]:
    capitals = {"doi": "DOI", "url": "URL"}
    return (capitals.get(name, name.replace("_", "-")) for name in names if values[name])
