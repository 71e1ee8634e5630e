"""The sources of an appeal: cited for every fact, the same in every language, and verified."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.authorities import FOLDER, Authority
from entreaty.content.files.csl.kinds import with_article
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.problems import Concern, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.citing.fields import not_printed
from entreaty.writing.citing.law_reports import form_of
from entreaty.writing.citing.pinpoints.place import counted_as
from entreaty.writing.citing.pinpoints.words import with_paragraphs
from entreaty.writing.citing.provisions import places_not_stored
from entreaty.writing.citing.syntax import Cite
from entreaty.writing.passage_text import cites_of, texts_of

# Words by which a demand names law, by language.
_NAMES_OF_LAW = {
    "de": r"\bArt(ikel|\.)\s*\d|\b(Konvention|Übereinkommen|Pakt|Protokoll|Beschluss)(s|es|en)?\b",
    "en": r"\b[Aa]rt(icles?|s?\.)\s*\d|\b(Conventions?|Covenants?|Protocols?|Orders?)\b",
    "fr": r"\b[Aa]rt(icles?|\.)\s*\d|\b(Conventions?|Pactes?|Protocoles?)\b|\b[Oo]rdonnances?\b",
    "hy": r"[Հհ]ոդված|[Կկ]ոնվենցիա|[Դդ]աշնագիր|[Աա]րձանագրությ|[Կկ]արգադրությ",
    "ru": r"\b[Сс]т(атья|атьи|атью|атье|\.)\s*\d|\b(Конвенци|Пакт|Протокол|Постановлени)\w*",
}
# Behind @ stands the id of a source, which Zotero makes an address.
_OPEN_LINK = re.compile(r"(?<!@)(?<!@\{)\bhttp://[^\s<>()\[\]]+(?<![.,;:!?])")


def source_problems(passage: Passage) -> Iterator[Problem]:
    """Yield a problem if a well-formed passage lacks a source, and for each link in it that is not https."""
    cites = {language: text.cites for language, text in texts_of(passage).items()}
    if passage.part == "facts" and not all(cites.values()):
        yield Problem(passage.place("id"), f"the fact '{passage.id}' has no source", "cite one: '…[@id]'")
    if passage.part == "demands" and not any(cites.values()) and (law := _law_named(passage)):
        message = f"the demand '{passage.id}' names law ({law}) but cites none"
        yield Problem(passage.place("id"), message, "cite it: '…[@id, art. 1]'", "warning")
    for language, source in passage.words.items():
        for link in _OPEN_LINK.findall(source):
            yield Problem(passage.place(language), f"'{link}' is not https", "begin it with https://, or cite a source")


def unlike_sources(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield a problem for each language in which a passage cites other sources than in its first language.

    A place that was not understood is not compared.
    """
    cites = {
        language: dict.fromkeys(_place_cited(cite, authorities, language) for cite in text.cites)
        for language, text in texts_of(passage).items()
    }
    first = next(iter(cites), "")
    for language in cites:
        sides = [
            f"only in '{side}': {'; '.join(only)}"
            for side, other in ((first, language), (language, first))
            if (only := [name for name in cites[side] if name not in cites[other]])
        ]
        if sides:
            message = f"the passage '{passage.id}' cites in '{language}' other sources than in '{first}'"
            yield Problem(passage.place(language), message, ", ".join(sides))


def authority_problems(appeals: Iterable[Appeal], authorities: Authorities) -> Iterator[Problem]:
    """Yield a warning for each doubt about a source that letters of that day cite.

    Args:
        appeals: The appeals that letters are written from.
        authorities: The authorities that may be cited, and the letters' date.
    """
    for key, cites in _cited(appeals, authorities.day).items():
        if key in authorities:
            yield from _doubts(authorities[key], cites, authorities.day)


def unused_authorities(appeals: Iterable[Appeal], authorities: Authorities) -> Iterator[Problem]:
    """Yield a warning for each authority that no passage of any appeal cites, and no `bound_by` names.

    Of a whole bibliography, which lies in a file of its own beside `authorities.yaml`, the file is told once.
    """
    passages = [passage for appeal in appeals for passage in appeal.letter.passages()]
    used = {cite.key for passage in passages for cite in cites_of(passage)}
    used |= {name for passage in passages for one in (passage.fits, passage.excludes) for name in one.bound_by}
    unused: dict[Path, list[Authority]] = {}
    for authority in authorities.values():
        if authority.id in used:
            continue
        path = authority.place("id").path
        if path.parent.name == FOLDER:
            unused.setdefault(path, []).append(authority)
        else:
            yield Problem(authority.place("id"), f"'{authority.id}' is never cited", "cite it, or remove it", "warning")
    for several in unused.values():
        first = several[0].id
        named = f"'{first}' is" if len(several) == 1 else f"'{first}' and {len(several) - 1} more are"
        yield Problem(several[0].place("id"), f"{named} never cited", "cite them, or remove them", "warning")


def unprinted_fields(authorities: Iterable[Authority], styles: Collection[CitationStyle]) -> Iterator[Problem]:
    """Yield a warning for each source with fields that none of the styles prints; see `not_printed`.

    Args:
        authorities: The sources.
        styles: The citation styles of the letters.
    """
    names = " and ".join(sorted({style.name for style in styles}))
    for authority in authorities if styles else ():
        concern, form = Concern("authority", authority.id), form_of(authority)
        fitting = [style for style in styles if form in style.forms]
        if not fitting:
            has = "has" if len(styles) == 1 else "have"
            message = f"'{authority.id}' cannot be cited: {names} {has} no form for {with_article(form)}"
            hint = "cite in another style, add a form in a style of your own, or say another 'kind' under 'custom'"
            yield Problem(authority.place("custom"), message, hint, "warning", concern)
            continue
        unprinted = [not_printed(authority, style) for style in fitting]
        fields = [field for field in unprinted[0] if all(field in others for others in unprinted)]
        if fields:
            said = ", ".join(f"'{field}'" for field in fields)
            prints = "prints" if len(styles) == 1 else "print"
            message = f"'{authority.id}': {names} {prints} no {said} of {with_article(authority.custom.kind)}"
            hint = "see whether another 'kind' under 'custom' fits better; else nothing need be done"
            yield Problem(authority.place(fields[0]), message, hint, "warning", concern)


def _place_cited(cite: Cite, authorities: Authorities, language: str) -> str:
    """Return source and pinpoint in one way of writing, such as "gc3, art 118"."""
    if cite.pinpoint is None:
        return cite.key
    known = authorities.get(cite.key)
    pinpoint = cite.pinpoint.in_source(known.custom.kind) if known else cite.pinpoint
    return f"{cite.key}, {with_paragraphs(pinpoint, language)}"


def _law_named(passage: Passage) -> str:
    """Return the first words of a passage that name law, such as "Article 1"; "" if it names none."""
    found = (
        re.search(_NAMES_OF_LAW[language], source)
        for language, source in passage.words.items()
        if language in _NAMES_OF_LAW
    )
    return next((match[0] for match in found if match), "")


def _cited(appeals: Iterable[Appeal], day: date) -> dict[str, list[Cite]]:
    """Return the citations of every source that letters of that day can cite, by its id."""
    cited: dict[str, list[Cite]] = {}
    for appeal in appeals:
        for passage in appeal.letter.passages():
            for cite in cites_of(passage) if passage.holds_on(day) else ():
                cited.setdefault(cite.key, []).append(cite)
    return cited


def _doubts(authority: Authority, cites: Iterable[Cite], day: date) -> Iterator[Problem]:
    law = authority.custom
    if law.verified == "unverified":
        hint = "look at it, then say under 'verified' how it is known"
        yield _doubt(authority, "verified", "the source is unverified", hint)
    if law.unverified:
        hint = "look them up, then take them off the list"
        yield _doubt(authority, "unverified", f"unverified fields: {', '.join(law.unverified)}", hint)
    if law.review_by and law.review_by <= day:
        hint = "see whether it still says so, then set a later date"
        yield _doubt(authority, "review-by", f"the source was to be reviewed by {law.review_by}", hint)
    if law.kind == "treaty":
        places = dict.fromkeys(
            f"{counted_as(cite.pinpoint.label)} {place}"
            for cite in cites
            if cite.pinpoint
            for place in places_not_stored(authority, cite.pinpoint)
        )
        if places:
            hint = "add them under 'provisions', so that quotations can be compared"
            yield _doubt(authority, "provisions", f"no words are stored of {', '.join(places)}", hint)


def _doubt(authority: Authority, field: str, message: str, hint: str) -> Problem:
    place, concern = authority.custom.place(field), Concern("authority", authority.id)
    return Problem(place, f"'{authority.id}': {message}", hint, "warning", concern)
