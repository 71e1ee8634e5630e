"""Whom a letter addresses, and the words of forms of address filled in for them.

A name in a form, such as "Dear Ms {surname}," or "The Honourable {name}", takes the titles of the person with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import base_language
from entreaty.content.names import Bearer, bearers, pointed
from entreaty.content.shipped.languages.french import after
from entreaty.content.shipped.titles import load_titles

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# Styles of forms, in place of which a profile may have one of its own.
_STYLES = (
    "The Honorable", "The Honourable", "The Rt Hon", "His Worship", "Her Worship",
    "The Most Reverend", "The Rt Revd", "The Revd",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addressed:
    """One of those whom a letter addresses, or all of them where nobody is named.

    Attributes:
        recipient: The profile.
        language: The language of the letter.
        country: The country whose usage it follows.
        bearer: The person; None where nobody is named.
        values: The value of every name in braces that a form can use.
    """

    recipient: Recipient
    language: str
    country: str | None
    bearer: Bearer | None
    values: Mapping[str, str]

    @property
    def gender(self) -> str | None:
        """Return the person's gender; None where nobody is named, or it is not known."""
        return self.bearer.gender if self.bearer else None


def addressed_by(recipient: Recipient, language: str, country: str | None) -> tuple[Addressed, ...]:
    """Return everybody whom the letter addresses; a profile without people is one."""
    people, base = bearers(recipient, language, country), base_language(language)
    if not people:
        return (Addressed(recipient, base, country, None, form_values(recipient, language)),)
    return tuple(Addressed(recipient, base, country, one, form_values(recipient, language, one)) for one in people)


def form_values(recipient: Recipient, language: str, bearer: Bearer | None = None) -> dict[str, str]:
    """Return the value of every name in braces that a form can use, such as {"surname": "Doe", "office": "Minister"}.

    What the profile lacks in the language is left out.

    Args:
        recipient: The profile.
        language: The language of the letter.
        bearer: The person who is addressed, by default the first; nobody where no one is named.
    """
    bearer = bearer or next(iter(bearers(recipient, language, None)), None)
    base = base_language(language)
    constituency = recipient.constituency.best(language) if recipient.constituency else ""
    household = recipient.in_words("household", language)
    values = {
        "name": bearer.in_text() if bearer else "",
        "surname": bearer.called if bearer else "",
        "called": bearer.called if bearer else "",
        "title": bearer.title_alone if bearer else "",
        "patronymic": bearer.with_patronymic if bearer else "",
        "name_dative": bearer.person.dative.get(base) if bearer else "",
        "household": household,
        "household_called": _household_called(household, base),
        "office": recipient.in_words("office", language),
        "office_dative": recipient.office_dative.get(base),
        "organisation": recipient.in_words("organisation", language),
        "organisation_genitive": recipient.organisation_genitive.get(base),
        "of_country": recipient.of_country.get(base),
        "constituency": constituency,
        "de_constituency": after("de", constituency) if constituency else "",
    }
    return {key: value for key, value in values.items() if value}


def _household_called(household: str, language: str) -> str:
    """Return what a household is greeted by, such as "Familie Beck"; empty where its name does not lend itself."""
    known = load_titles().together.households.get(language)
    first, _, rest = household.partition(" ")
    if known is None or (first not in known and language != "en"):
        return ""
    return (
        " ".join(filter(None, (known.get(first, first), rest))) if known.get(first, first) or language == "en" else ""
    )


def filled(words: str, one: Addressed, *, greeting: bool = False, honoured: bool = False) -> str | None:
    """Return words of a form for one person, whose titles decide what stands before the name; None as `fill` does.

    Args:
        words: Such as "Dear Ms {surname}," or "The Honorable {name}".
        one: Who is addressed.
        greeting: Whether the words are a salutation.
        honoured: Whether the form names an Excellency on another line.
    """
    chosen = choice_taken(words, one.values)
    if not all(name in one.values for name in _PLACEHOLDER.findall(chosen)):
        return None
    return _named_in(one.language).sub(lambda found: _named(found, one, greeting=greeting, honoured=honoured), chosen)


def _named(found: re.Match[str], one: Addressed, *, greeting: bool, honoured: bool) -> str:
    key, bearer = found["key"], one.bearer
    style, courtesy, seat = found["style"] or "", found["courtesy"] or "", found["seat"] or ""
    if key in {"household", "household_called"}:
        return pointed(one.values[key], one.language, one.country)
    if bearer is None or key not in {"name", "surname", "called"}:
        return f"{style} {courtesy} ".lstrip() * bool(style or courtesy) + one.values[key] + seat
    office = courtesy if courtesy in _words_for_offices(one.language) and not bearer.bears_office else ""
    courtesy = courtesy.removeprefix(office)
    if key == "called":
        return bearer.called_without_name(courtesy)
    if key == "surname":
        return f"{office} {bearer.in_salutation(courtesy)}".lstrip()
    if greeting:
        return bearer.greeted()
    return bearer.with_seat(bearer.on_envelope(courtesy, style, office, honoured=honoured), seat.strip())


@lru_cache(maxsize=64)
def _named_in(language: str) -> re.Pattern[str]:
    """Return a pattern of a name in braces with the style and the courtesy before it, and the letters of a seat."""
    words = load_titles().courtesies.get(language)
    courtesies = (
        "|".join(re.escape(one) for one in (*words.masculine, *words.feminine, *words.office)) if words else r"(?!)"
    )
    styles = "|".join(_STYLES)
    return re.compile(
        rf"(?:(?P<style>{styles}) )?(?:(?P<courtesy>{courtesies})\.? )?\{{(?P<key>\w+)\}}(?P<seat> (?:MP|MEP|TD)\b)?"
    )


def _words_for_offices(language: str) -> tuple[str, ...]:
    words = load_titles().courtesies.get(language)
    return words.office if words else ()


def fill(words: str, values: Mapping[str, str]) -> str | None:
    """Return the words with the values of their names in braces, or None where a value is missing.

    Args:
        words: Such as "Dear {surname},".
        values: Such as {"surname": "Doe"}.
    """
    if not all(name in values for name in _PLACEHOLDER.findall(words)):
        return None
    return _PLACEHOLDER.sub(lambda name: values[name[1]], words)


def fill_choosing(words: str, values: Mapping[str, str]) -> str | None:
    """Return the words of a form with their values, or None where a value outside brackets is missing.

    Of the alternatives in brackets, such as "[{name}|Member of Parliament]", the first that has all its values is
    taken; if none has, the brackets are dropped.
    """
    return fill(choice_taken(words, values), values)


def choice_taken(words: str, values: Mapping[str, str]) -> str:
    """Return the words of a form with the alternatives that the values decide for; what is in braces stays."""

    def chosen(brackets: re.Match[str]) -> str:
        return next((words for words in brackets[1].split("|") if fill(words, values) is not None), "")

    return _CHOICE.sub(chosen, words)
