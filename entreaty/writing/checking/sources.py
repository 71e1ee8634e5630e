"""Sources: that every fact has one, in every language the same ones, and how each is known on the letters' date."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.authorities import Authority
from entreaty.problems import Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.citing.provisions import places_not_stored
from entreaty.writing.citing.syntax import Cite
from entreaty.writing.passage_text import cites_of, texts_of

# Words with which a demand names law, by language.
_NAMES_OF_LAW = {
    "de": r"\bArt(ikel|\.)\s*\d|\b(Konvention|Übereinkommen|Pakt|Protokoll|Beschluss)(s|es|en)?\b",
    "en": r"\b[Aa]rt(icles?|s?\.)\s*\d|\b(Conventions?|Covenants?|Protocols?|Orders?)\b",
    "fr": r"\b[Aa]rt(icles?|\.)\s*\d|\b(Conventions?|Pactes?|Protocoles?)\b|\b[Oo]rdonnances?\b",
    "hy": r"[Հհ]ոդված|[Կկ]ոնվենցիա|[Դդ]աշնագիր|[Աա]րձանագրությ|[Կկ]արգադրությ",
    "ru": r"\b[Сс]т(атья|атьи|атью|атье|\.)\s*\d|\b(Конвенци|Пакт|Протокол|Постановлени)\w*",
}
_OPEN_LINK = re.compile(r"\bhttp://[^\s<>()\[\]]+(?<![.,;:!?])")


def source_problems(passage: Passage) -> Iterator[Problem]:
    """Yield what is wrong with the sources of one passage, of which every text can be read."""
    cites = {language: text.cites for language, text in texts_of(passage).items()}
    if passage.part == "facts" and not all(cites.values()):
        yield Problem(passage.place("id"), f"the fact '{passage.id}' has no source", "cite one: '…[@id]'")
    if passage.part == "demands" and not any(cites.values()) and (law := _law_named(passage)):
        message = f"the demand '{passage.id}' names law ({law}) but cites none"
        yield Problem(passage.place("id"), message, "cite it: '…[@id, art. 1]'", "warning")
    for language, source in passage.words.items():
        for link in _OPEN_LINK.findall(source):
            yield Problem(passage.place(language), f"'{link}' is not https", "begin it with https://, or cite a source")


def unlike_sources(passage: Passage) -> Iterator[Problem]:
    """Yield a problem for each language in which a passage does not cite what it cites in its first one."""
    cites = {language: dict.fromkeys(map(_place_cited, text.cites)) for language, text in texts_of(passage).items()}
    first = next(iter(cites))
    for language in cites:
        sides = [
            f"only in '{one}': {'; '.join(only)}"
            for one, other in ((first, language), (language, first))
            if (only := [name for name in cites[one] if name not in cites[other]])
        ]
        if sides:
            message = f"the passage '{passage.id}' cites in '{language}' other sources than in '{first}'"
            yield Problem(passage.place(language), message, ", ".join(sides))


def authority_problems(appeals: Iterable[Appeal], authorities: Authorities) -> Iterator[Problem]:
    """Yield a warning for everything that is not yet sure about the sources of the letters of that day.

    Args:
        appeals: The appeals that letters are written from.
        authorities: What may be cited, and the letters' date.
    """
    for key, cites in _cited(appeals, authorities.day).items():
        if key not in authorities:
            continue
        authority = authorities[key]
        for message, hint, field in _doubts(authority, cites, authorities.day):
            yield Problem(authority.custom.place(field), f"'{key}': {message}", hint, "warning", f"authority:{key}")


def unused_authorities(appeals: Iterable[Appeal], authorities: Authorities) -> Iterator[Problem]:
    """Yield a warning for each source that no passage of any appeal cites or asks for."""
    passages = [passage for appeal in appeals for passage in appeal.letter.passages()]
    used = {cite.key for passage in passages for cite in cites_of(passage)}
    used |= {name for passage in passages for name in passage.fits.bound_by}
    for authority in authorities.values():
        if authority.id not in used:
            yield Problem(authority.place("id"), f"'{authority.id}' is never cited", "cite it, or remove it", "warning")


def _place_cited(cite: Cite) -> str:
    """Return source and pinpoint, the same for every way of writing them."""
    if cite.pinpoint is None:
        return cite.key
    places = (first if first == last else f"{first}-{last}" for first, last in cite.pinpoint.items)
    return f"{cite.key}, {cite.pinpoint.label} {', '.join(places)}"


def _law_named(passage: Passage) -> str:
    found = (
        re.search(_NAMES_OF_LAW[language], source)
        for language, source in passage.words.items()
        if language in _NAMES_OF_LAW
    )
    return next((match[0] for match in found if match), "")


def _cited(appeals: Iterable[Appeal], day: date) -> dict[str, list[Cite]]:
    """Return every source that letters of that day can cite, with its citations."""
    cited: dict[str, list[Cite]] = {}
    for appeal in appeals:
        for passage in appeal.letter.passages():
            for cite in cites_of(passage) if passage.holds_on(day) else ():
                cited.setdefault(cite.key, []).append(cite)
    return cited


def _doubts(authority: Authority, cites: Iterable[Cite], day: date) -> Iterator[tuple[str, str, str]]:
    """Yield what is not sure about a source, with its cure and the field that says so."""
    law = authority.custom
    if law.verified == "unverified":
        yield "the source is unverified", "look at it, then say under 'verified' how it is known", "verified"
    if law.unverified:
        fields = ", ".join(law.unverified)
        yield f"unverified fields: {fields}", "look them up, then take them off the list", "unverified"
    if law.review_by and law.review_by <= day:
        hint = "see whether it still says so, then set a later date"
        yield f"the source was to be reviewed by {law.review_by}", hint, "review-by"
    if law.kind == "treaty":
        places = dict.fromkeys(
            f"{cite.pinpoint.label} {place}"
            for cite in cites
            if cite.pinpoint
            for place in places_not_stored(authority, cite.pinpoint)
        )
        if places:
            hint = "add them under 'provisions', so that quotations can be compared"
            yield f"no words are stored of {', '.join(places)}", hint, "provisions"
