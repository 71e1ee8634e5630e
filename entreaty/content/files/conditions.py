"""Conditions: whom a passage is for, whom it is not for, and which recipients an order or a rule means."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Literal

from pydantic import Field, StrictBool, model_validator

from entreaty.content.files.csl.item import SourceId
from entreaty.content.model import (
    Audience,
    FileEntry,
    FormName,
    Id,
    Language,
    OneLine,
    StateCode,
    SubdivisionCode,
    Text,
    mistake,
)
from entreaty.storage.yaml.tree import YamlMapping

Position = Literal["supports", "opposes", "undecided"]
"""What somebody thinks of an appeal; undecided also where nobody has said."""

BY_NAME = ("political_parties", "committees", "constituencies")
"""The keys whose values are names: they may stand in any language of the profile."""
LISTS = (
    "audiences",
    "states",
    "recipients",
    "countries",
    "languages",
    "forms",
    *BY_NAME,
    "tags",
    "positions",
    "bound_by",
)
"""The keys that hold if one of their values does; all of `bound_by` must."""
OF_SENDER = ("sender.organisation", "sender.several", "sender.countries")
"""The keys of `sender`, as orders and reports name them."""


# Small letters that Unicode does not take apart into a letter and a mark, and signs for which others are typed.
ALIKE = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ς": "σ",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "‐": "-",
    "–": "-",
}
"""What stands for what where names are compared and searched, such as "l" for "ł"."""
_ALIKE = str.maketrans(ALIKE)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a name as it is compared: without accents, capitals and superfluous spaces, such as "lukasz" of "Łukasz".

    The outreach page searches by the same rules, in its script.
    """
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_ALIKE)
    return " ".join("".join(one for one in letters if unicodedata.category(one) != "Mn").split())


def names_of(text: Text | None) -> tuple[str, ...]:
    """Return the names of a text in all its languages, folded; none where there is no text."""
    return tuple(folded(name) for name in text.root.values()) if text else ()


class _SomeKeys(FileEntry):
    """A mapping that asks for nothing if it has no keys, and so would hold for everybody."""

    _example: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _asks_something(cls, data: Any) -> Any:
        if isinstance(data, YamlMapping) and not data:
            raise mistake("it has no keys", hint=f"write one, such as {cls._example}, or remove the line")
        return data


class SenderCondition(_SomeKeys):
    """Whose letters have a passage.

    Attributes:
        organisation: Whether the sender speaks for an organisation.
        several: Whether several people sign, so that letters say "we".
        countries: The letter is posted in one of these.
    """

    _example: ClassVar[str] = "{organisation: yes}"

    organisation: StrictBool | None = None
    several: StrictBool | None = None
    countries: tuple[StateCode, ...] = Field(default=(), min_length=1)

    def answers(self) -> Iterator[tuple[str, bool]]:
        """Yield each key that is answered with yes or no, such as ("organisation", True)."""
        for key in ("organisation", "several"):
            if (answer := getattr(self, key)) is not None:
                yield key, answer


class Condition(_SomeKeys):
    """Whom a passage is for, or is not for; in `for`, every key that is given must hold.

    Attributes:
        audiences: The recipient belongs to one of these.
        recipients: The recipient is one of these.
        states: The recipient acts for one of these states, or for a part of it.
        countries: The recipient's address is in one of these.
        languages: The letter is written in one of these.
        forms: The recipient has one of these forms of address.
        political_parties: The recipient is of one of these parties.
        committees: The recipient is in one of these committees.
        constituencies: The recipient represents one of these.
        tags: The profile has one of these.
        positions: The recipient's position on this appeal is one of these.
        bound_by: The recipient's state is bound by all these treaties on the letter's date; in `not`, by any of them.
        constituents: Whether the recipient represents the sender.
        sender: Who signs.
    """

    _example: ClassVar[str] = "{languages: [en]}"

    audiences: tuple[Audience, ...] = Field(default=(), min_length=1)
    recipients: tuple[Id, ...] = Field(default=(), min_length=1)
    states: tuple[SubdivisionCode, ...] = Field(default=(), min_length=1)
    countries: tuple[StateCode, ...] = Field(default=(), min_length=1)
    languages: tuple[Language, ...] = Field(default=(), min_length=1)
    forms: tuple[FormName, ...] = Field(default=(), min_length=1)
    political_parties: tuple[OneLine, ...] = Field(default=(), min_length=1)
    committees: tuple[OneLine, ...] = Field(default=(), min_length=1)
    constituencies: tuple[OneLine, ...] = Field(default=(), min_length=1)
    tags: tuple[Id, ...] = Field(default=(), min_length=1)
    positions: tuple[Position, ...] = Field(default=(), min_length=1)
    bound_by: tuple[SourceId, ...] = Field(default=(), min_length=1)
    constituents: StrictBool | None = None
    sender: SenderCondition | None = None

    @cached_property
    def wanted(self) -> Mapping[str, frozenset[str]]:
        """Return the values of each list that is given, to compare them: there may be thousands of recipients."""
        given = {key: getattr(self, key) for key in LISTS if getattr(self, key)}
        return {key: frozenset(map(folded, names) if key in BY_NAME else names) for key, names in given.items()}

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that are given, such as ("audiences", "sender")."""
        own = ("constituents",) if self.constituents is not None else ()
        sender = self.sender
        of_sender = ("sender",) if sender and (any(sender.answers()) or sender.countries) else ()
        return (*self.wanted, *own, *of_sender)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield each key that is given with its values as words, such as ("states", "US, CH")."""
        for key in self.wanted:
            yield key, ", ".join(getattr(self, key))
        if self.constituents is not None:
            yield "constituents", yes_or_no(holds=self.constituents)
        for key, answer in self.sender.answers() if self.sender else ():
            yield f"sender.{key}", yes_or_no(holds=answer)
        if self.sender and self.sender.countries:
            yield "sender.countries", ", ".join(self.sender.countries)


def yes_or_no(*, holds: bool) -> str:
    """Return the word for it as files have it."""
    return "yes" if holds else "no"


def excluded_by(fits: Condition, excludes: Condition) -> str:
    """Return the key under which `not` excludes everybody whom `for` lets in, such as "audiences"; empty for none."""
    for key, wanted in fits.wanted.items():
        out = excludes.wanted.get(key, frozenset())
        if key == "bound_by":
            if wanted & out:
                return key
        elif all(value in out or (key == "states" and value[:2] in out) for value in wanted):
            return key
    if fits.constituents is not None and fits.constituents == excludes.constituents:
        return "constituents"
    ours, theirs = fits.sender, excludes.sender
    if ours and theirs:
        same_kind = not set(ours.answers()).isdisjoint(theirs.answers())
        if same_kind or (ours.countries and set(ours.countries) <= set(theirs.countries)):
            return "sender"
    return ""
