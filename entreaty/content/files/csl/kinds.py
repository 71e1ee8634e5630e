"""Which form of citation a source takes: its kind, by its type and fields where `custom.kind` does not say it."""

import re
from collections.abc import Mapping
from typing import Any, Literal, get_args

Kind = Literal[
    "treaty",
    "case",
    "statute",
    "un-resolution",
    "un-document",
    "treaty-body",
    "regional-resolution",
    "regional-document",
    "report",
    "news",
    "web",
    "hearing",
    "human-rights-case",
    "book",
    "chapter",
    "article",
    "interview",
    "thesis",
    "policy",
    "code",
    "regulation",
    "directive",
    "eu-case",
    "resolution",
    "dataset",
    "standard",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Of types that are of one kind alone.
_KIND_OF_TYPE: Mapping[str, Kind] = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "news",
    "article-newspaper": "news",
    "bill": "statute",
    "book": "book",
    "chapter": "chapter",
    "classic": "book",
    "collection": "book",
    "dataset": "dataset",
    "entry": "chapter",
    "entry-dictionary": "chapter",
    "entry-encyclopedia": "chapter",
    "hearing": "hearing",
    "interview": "interview",
    "manuscript": "report",
    "musical_score": "book",
    "pamphlet": "report",
    "patent": "standard",
    "periodical": "book",
    "personal_communication": "interview",
    "post": "web",
    "post-weblog": "web",
    "review": "article",
    "review-book": "article",
    "software": "dataset",
    "standard": "standard",
    "thesis": "thesis",
    "treaty": "treaty",
    "webpage": "web",
}
_UN_BODY = r"\bUnited Nations\b|\bUN(?:GA|SC|HRC)?\b|\bHuman Rights Council\b|\bSecurity Council\b|\bECOSOC\b"
_TREATY_BODY = (
    r"\bCommittee (?:against Torture|on (?:the )?(?:Rights|Elimination|Economic|Enforced|Migrant))"
    r"|\bHuman Rights Committee"
)
_REGIONAL_BODY = (
    r"\bEuropean (?:Parliament|Council|Commission)\b|\bCouncil of (?:Europe|the European Union)\b"
    r"|\bParliamentary Assembly\b|\bOSCE\b|\bAfrican (?:Union|Commission)\b|\bOrganization of American States\b"
)
_HUMAN_RIGHTS_COURT = r"\b(?:European|Inter-American|African) Court (?:of|on) Human\b|\bECtHR\b|\bIACtHR\b"
_EU_COURT = r"\bCourt of Justice\b|\bCJEU\b|\bGeneral Court\b|\bEuGH\b|\bCJUE\b"
_EU_CASE = r"\b[CTF][-‑–]\d+/\d\d\b|\bECLI:EU:"
_EU = r"\bEU\b|\bEuropean Union\b|\bEuropean Parliament\b|\((?:EU|EC|EEC|UE|CE|EG|EWG)\)"
# Statutory instruments are numbered so, and only states call one of them "Regulations".
_NUMBER_OF_STATE = r"^(?:(?:W|S|N)?\.?S\.?\s?(?:I|R)\.?\b|S\.?\s?R\.?\s?O\b|\d{4}\s+No\.?\s?\d)"
_TITLE_OF_STATE = r"\bregulations\b|\brules? \d{4}$|\border \d{4}$"
_JURISDICTION_OF_EU = r"^(?:EU|EC|UE|European Union|European Communit(?:y|ies)|Europäische Union|Union européenne)$"
# Acts of councils, mayors and prefects, which are found by the body and the number.
_LOCAL_ACT = (
    r"\bby-?laws?\b|\bordinance\b|\bmotion\b|\bdélibération\b|\barrêté\b|\bvœu\b|satzung\b|\ballgemeinverfügung\b"
    r"|\bordenanza\b|\bacuerdo\b|\bmoción\b|\bbando\b"
)
_CODE = r"\bcodes?\b|\bU\.?\s?S\.?\s?C\b|\bC\.?F\.?R\b|gesetzbuch\b|\bcódigo\b"
_JOURNAL_OF_EU = re.compile(
    r"""
    (?: oj | abl | jo | do
      | official\ journal (?:\ of\ the\ european\ (?:union|communities) )?
      | amtsblatt\ der\ europäischen\ (?:union|gemeinschaften)
      | journal\ officiel\ (?:de\ l.union\ européenne|des\ communautés\ européennes)
      | diario\ oficial\ de\ (?:la\ unión\ europea|las\ comunidades\ europeas)
      | gazzetta\ ufficiale\ (?:dell.unione\ europea|delle\ comunità\ europee)
      | publicatieblad\ van\ de\ europese\ (?:unie|gemeenschappen)
    )
    (?: ,?\s? (?P<series>[lc]) (?: ,?\s? (?P<number>\d{4}/\d+|\d+(?:\s?[a-z]{1,2})?) )? )?
    """,
    re.VERBOSE,
)

_GENRES: Mapping[Kind, str] = {
    "policy": r"\bpolic(?:y|ies)\b|\bterms of (?:use|service)\b|datenschutzerklärung",
    "standard": r"\bstandard\b",
}


def with_article(kind: Kind) -> str:
    """Return the kind with its article: "an article", "a un-document"."""
    return f"{'an' if kind[0] in 'aei' else 'a'} {kind}"


def kind_of(item: Mapping[str, Any]) -> Kind:
    """Return the kind of a source whose `custom.kind` does not say it.

    Args:
        item: Its fields as its file has them, by the names of CSL: {"type": "article-journal", "title": …}.
    """
    kind = str(item.get("type") or "document")
    if kind in _KIND_OF_TYPE:
        return _KIND_OF_TYPE[kind]
    if kind == "legal_case":
        return _of_case(item)
    if kind in {"legislation", "regulation"}:
        return _of_law(item)
    if kind in {"report", "document"}:
        return _of_document(item, kind)
    if kind == "paper-conference":
        return "chapter" if item.get("container-title") else "report"
    # What is seen or heard: a film, a map, a speech.
    return "web" if item.get("URL") else "book"


def _has(item: Mapping[str, Any], pattern: str, *keys: str) -> bool:
    return any(re.search(pattern, str(item.get(key) or ""), re.IGNORECASE) for key in keys)


def _of_case(item: Mapping[str, Any]) -> Kind:
    if _has(item, _HUMAN_RIGHTS_COURT, "authority"):
        return "human-rights-case"
    if _has(item, _EU_CASE, "number", "title") or (
        _has(item, _EU_COURT, "authority") and _has(item, "European Union|CJEU|EuGH|CJUE", "authority", "jurisdiction")
    ):
        return "eu-case"
    return "case"


def _of_law(item: Mapping[str, Any]) -> Kind:
    resolution = _of_resolution(item)
    if resolution:
        return resolution
    if _has(item, _LOCAL_ACT, "genre") and (item.get("authority") or item.get("author")):
        return "resolution"
    if not is_of_state(item) and _is_of_union(item):
        if _has(item, r"\b(?:directive|richtlinie|directiva)\b", "title", "genre"):
            return "directive"
        return "regulation"
    if _has(item, _CODE, "container-title", "container-title-short") or (
        item.get("section") and _has(item, _CODE, "title")
    ):
        return "code"
    return "statute"


def is_of_state(item: Mapping[str, Any]) -> bool:
    """Tell whether an act is plainly that of a state or a part of it, by its jurisdiction, its number or its title.

    Args:
        item: Its fields by the names of CSL: {"title": "The Example Regulations 2019", "number": "SI 2019/12"}.
    """
    if item.get("jurisdiction"):
        return not _has(item, _JURISDICTION_OF_EU, "jurisdiction")
    return _has(item, _NUMBER_OF_STATE, "number") or _has(item, _TITLE_OF_STATE, "title")


def _is_of_union(item: Mapping[str, Any]) -> bool:
    if _has(item, _EU, "jurisdiction", "authority", "title"):
        return True
    named = ("container-title", "container-title-short")
    # Whatever stands behind the name, such as "Series L".
    return _has(item, "^Official Journal of the European ", *named) or any(
        journal_of_union(str(item.get(key) or "")) for key in named
    )


def journal_of_union(name: str) -> re.Match[str] | None:
    """Return the `series` and the `number` that a name of the Official Journal holds, as "OJ L 119" does.

    Args:
        name: What a source is printed in.

    Returns:
        None for another journal; each of the two is None where the name lacks it.
    """
    return _JOURNAL_OF_EU.fullmatch(name.replace(".", "").casefold().strip())


def _of_document(item: Mapping[str, Any], kind: str) -> Kind:
    if resolution := _of_resolution(item):
        return resolution
    if _has(item, f"{_TREATY_BODY}|{_UN_BODY}", "authority") and item.get("number"):
        return "treaty-body" if _has(item, _TREATY_BODY, "authority") else "un-document"
    for called, pattern in _GENRES.items():
        if _has(item, pattern, "genre"):
            return called
    if kind == "document" and _has(item, _REGIONAL_BODY, "authority"):
        return "regional-document"
    is_page = kind == "document" and item.get("URL") and not (item.get("publisher") or item.get("number"))
    return "web" if is_page else "report"


def _of_resolution(item: Mapping[str, Any]) -> Kind | None:
    if _has(item, r"^[AS]/(?:RES|HRC/RES)/", "number") or (_is_resolution(item) and _has(item, _UN_BODY, "authority")):
        return "un-resolution"
    if _is_resolution(item):
        return "regional-resolution" if _has(item, _REGIONAL_BODY, "authority") else "resolution"
    return None


def _is_resolution(item: Mapping[str, Any]) -> bool:
    return _has(item, r"\b(?:resolution|résolution|entschließung)\b|beschluss\b", "genre")
