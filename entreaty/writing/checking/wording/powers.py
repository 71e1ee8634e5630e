"""Requests beyond the power of whoever is asked: an ambassador passes on, an ombudsman recommends, neither decides."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.shipped.forms_of_address import Power
from entreaty.content.shipped.guidance import load_guidance
from entreaty.problems import Concern, Problem
from entreaty.writing.checking.wording.combinations import Combination
from entreaty.writing.checking.wording.reports import and_more, quoted_by_language
from entreaty.writing.checking.wording.texts import any_of, own_words, plain_words

_ADVISORY: tuple[Power, ...] = ("convey", "recommend")
_RIGHT = {
    "convey": "ask that the request be passed on, as in 'Convey to your Government my request that …'",
    "recommend": "ask for a recommendation, as in 'Recommend that …'",
}


@dataclass(slots=True)
class _Found:
    """A demand that is beyond its reader: the letter, what the reader can do, the words, and whoever reads them."""

    passage: Passage
    letter: str
    power: Power
    words: dict[str, list[str]]
    recipients: dict[str, None] = field(default_factory=dict)


def power_problems(
    appeal: Appeal, together: Iterable[Combination], powers: Mapping[str, tuple[Power, ...]]
) -> Iterator[Problem]:
    """Yield a warning for each demand that is made of somebody who has no power to meet it.

    Args:
        appeal: The appeal.
        together: What stands together in its letters.
        powers: What each office can do about a request.
    """
    beyond = {passage.id: asked for passage in appeal.letter.demands if (asked := _asked(passage))}
    languages = {language for asked in beyond.values() for language in asked}
    found: dict[str, _Found] = {}
    for one in together if beyond else ():
        passed_on = _passed_on(one, languages)
        for power in _ADVISORY:
            advisers = [
                recipient
                for recipient in one.recipients
                if _only_power(powers.get(recipient.form_of_address, ())) == power
            ]
            for passage in one.passages if advisers else ():
                words = {
                    language: [asked.words]
                    for language, asked in beyond.get(passage.id, {}).items()
                    if language not in passed_on and (asked.needs == "decide" or power == "convey")
                }
                if words:
                    known = found.setdefault(passage.id, _Found(passage, one.example(advisers), power, words))
                    known.recipients |= dict.fromkeys(recipient.id for recipient in advisers)
    for one_found in found.values():
        passage = one_found.passage
        message = (
            f"the demand '{passage.id}' says {quoted_by_language(one_found.words)}, but the recipient of the letter "
            f"{one_found.letter}{and_more(one_found.recipients)} can only {one_found.power}"
        )
        place = passage.place(next(iter(one_found.words)))
        yield Problem(place, message, _RIGHT[one_found.power], "warning", Concern("passage", passage.id, appeal.id))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The first words of a demand, and the power that they need."""

    words: str
    needs: Power


def _passed_on(one: Combination, languages: Iterable[str]) -> frozenset[str]:
    """Return those of the languages in which a letter asks that its demands be passed on or recommended to others."""
    requests = [passage for passage in one.passages if passage.part == "request"]
    return frozenset(
        language
        for language in languages
        if any(_passes_on(own_words(request, language), language) for request in requests)
    )


@lru_cache(maxsize=1024)
def _only_power(powers: tuple[Power, ...]) -> Power | None:
    """Return the most that an office can do that neither decides nor makes law; None for every other."""
    return max(powers, key=_ADVISORY.index) if powers and set(powers) <= set(_ADVISORY) else None


def _asked(passage: Passage) -> Mapping[str, _Asked]:
    """Return what a demand asks for in each language, where its first words are known to need more than to convey."""
    found = {language: _first_words(own_words(passage, language), language) for language in passage.words}
    return {language: asked for language, asked in found.items() if asked}


def _first_words(text: str, language: str) -> _Asked | None:
    asks = load_guidance().asks.get(language)
    if asks is None:
        return None
    powers: dict[str, Power] = {**dict.fromkeys(asks.decide, "decide"), **dict.fromkeys(asks.recommend, "recommend")}
    match = _pattern(language, tuple(powers)).match(text)
    if not match or _passes_on(match["before"], language):
        return None
    needs = powers[next(words for words in powers if plain_words(words).casefold() == match["words"].casefold())]
    return _Asked(match["words"], needs)


def _passes_on(words: str, language: str) -> bool:
    """Tell whether words ask that something be passed on, so that others are to do what follows."""
    return re.search(rf"\b(?:{any_of(load_guidance().asks[language].passing)})\b", words, re.IGNORECASE) is not None


@lru_cache(maxsize=16)
def _pattern(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of the first listed words of a demand, unless what they are about is the reader's own."""
    asks = load_guidance().asks[language]
    own = rf"(?:{any_of(asks.own)})\b"
    clause = r"[^,;:.!?]*"
    verb = rf"(?P<words>{any_of(words)})(?!\w)(?![ -]{own})(?!{clause}\b(?:{any_of(asks.procedure)})\b)"
    plain = rf"(?:(?!\b(?:{any_of(asks.relatives)})(?:\b|(?<=’)))[^;:.!?])*"
    objects = rf"(?= (?:{any_of(asks.objects)})\b)" if asks.objects else ""
    leads = rf"(?:(?:{any_of(asks.leads)})(?:,? |(?<=’)))*"
    before = [rf"(?:{plain},? (?:{any_of(asks.links)}) (?={leads}(?:{any_of(words)})(?!\w){objects}))?{leads}"]
    if asks.first == "clause":
        theirs = rf"(?!{clause}\b(?:{own}|(?:{any_of(asks.procedure)})\b))"
        inserted = rf"(?:(?:(?!\bzu\b){clause[:-1]})*, (?:{any_of(asks.relatives)}) {clause}, ?)?"
        last = rf"(?=(?:{any_of(words)}) *(?:[,;:.!?]|$))"
        before.append(rf"{theirs}{inserted}{theirs}{clause}?\b{last}")
    return re.compile(rf"(?P<before>{'|'.join(before)}){verb}", re.IGNORECASE)
