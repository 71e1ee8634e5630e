"""Bindings: a treaty that a passage pleads must bind the duty bearer on the letter's date.

A treaty binds its parties only, and only while it is in force (Vienna Convention on the Law of Treaties, arts. 24 and
26).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import state_name
from entreaty.problems import Concern, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.conditions import Circumstances
from entreaty.writing.passage_text import cites_of, texts_of
from entreaty.writing.select import Alike, choose_language, compared


def binding_problems(passage: Passage, authorities: Authorities) -> Iterator[Problem]:
    """Yield a problem for each treaty that the passage pleads and that does not bind its duty bearer on that day."""
    if passage.duty_bearer is None:
        return
    compared: set[str] = set()
    for language, text in texts_of(passage).items():
        for cite in text.cites:
            authority = authorities.get(cite.key)
            if cite.key in compared or authority is None or authority.custom.kind != "treaty":
                continue
            compared.add(cite.key)
            if not authorities.binds(cite.key, passage.duty_bearer):
                yield _does_not_bind(passage, language, authority, authorities.day)


def unverified_bindings(
    appeals: Iterable[Appeal], recipients: Iterable[Recipient], authorities: Authorities
) -> Iterator[Problem]:
    """Yield a warning for each treaty with an unverified date of a binding that letters of that day rest on.

    Args:
        appeals: The appeals that letters are written from.
        recipients: The recipients of the letters.
        authorities: The authorities that may be cited, and the letters' date.
    """
    states: dict[str, set[str]] = {}
    everyone = tuple(recipients)
    for appeal in appeals:
        alike = Alike(appeal)
        named = {alike.key(one): one for one in everyone} if any(map(_asks_treaties, appeal.letter.passages())) else {}
        for passage in appeal.letter.passages():
            for key, state in _relied_on(passage, appeal, named.values(), authorities):
                states.setdefault(key, set()).add(state)
    for key, relied_on in states.items():
        authority = authorities.get(key)
        unverified = [state for state in sorted(relied_on) if authority and _is_unverified(authority, state)]
        if authority and unverified:
            message = f"'{key}': the day since which it binds {', '.join(unverified)} is unverified"
            hint = "look it up at the depositary, then set 'status' and 'source' beside 'since'"
            yield Problem(authority.place("custom"), message, hint, "warning", Concern("authority", key))


def _does_not_bind(passage: Passage, language: str, authority: Authority, day: date) -> Problem:
    state = state_name(passage.duty_bearer or "", "en")
    message = f"'{authority.id}' does not bind {state} on {day}, but the passage pleads it"
    return Problem(passage.place(language), message, "cite law that binds the duty bearer, or name another")


def _asks_treaties(passage: Passage) -> bool:
    return bool(passage.fits.bound_by or passage.excludes.bound_by)


def _relied_on(
    passage: Passage, appeal: Appeal, recipients: Iterable[Recipient], authorities: Authorities
) -> Iterator[tuple[str, str]]:
    """Yield each treaty with each state, such as ("gc3", "AZ"), whose binding the passage or its condition rests on."""
    if not passage.holds_on(authorities.day):
        return
    if passage.duty_bearer:
        yield from ((cite.key, passage.duty_bearer) for cite in cites_of(passage))
    if _asks_treaties(passage):
        may_have_it = [one for one in recipients if one.law_state and _may_be_for(passage, appeal, one, authorities)]
        states = {one.law_state for one in may_have_it if one.law_state}
        treaties = dict.fromkeys((*passage.fits.bound_by, *passage.excludes.bound_by))
        yield from ((key, state) for key in treaties for state in states)


def _may_be_for(passage: Passage, appeal: Appeal, recipient: Recipient, authorities: Authorities) -> bool:
    """Tell whether nothing but treaties and the sender keeps the passage from the recipient."""
    language = choose_language(appeal, recipient).language
    at = Circumstances(authorities=authorities, appeal=appeal.id, language=language)
    return all(one.holds or one.depends or one.rule.endswith("bound_by") for one in compared(passage, recipient, at))


def _is_unverified(authority: Authority, state: str) -> bool:
    law = authority.custom
    listed = law.bound_since if law.parties == "all-states" else law.parties or {}
    return state in listed and listed[state].status == "unverified"
