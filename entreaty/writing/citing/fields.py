"""Which fields of a source the forms of a style print, by the keys that the file has."""

from collections.abc import Mapping

from entreaty.content.files.authorities import Kind
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
