"""The fixed phrases of letters in one language, such as "Page 2 of 3"."""

import string
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from entreaty.content.model import FileEntry, Words, did_you_mean, mistake, spaced, why_no_id


def _with(*names: str) -> Callable[[str], str]:
    """Return a check that a phrase takes exactly these values, so that nothing is left out of a letter."""

    def check(phrase: str) -> str:
        fields = [field for field in string.Formatter().parse(phrase) if field[1] is not None]
        # "{page!r}" and "{page:>9}" would say how a value is printed; only its name is understood.
        if {name for _, name, _, _ in fields} != set(names) or any(
            form or conversion for _, _, form, conversion in fields
        ):
            wanted = " and ".join(f"{{{name}}}" for name in names) or "nothing in braces"
            message = f"must hold {wanted}"
            raise ValueError(message)
        return phrase

    return check


def _with_names_alone(phrase: str) -> str:
    """Refuse braces that hold more than the name of a value, such as "{day!r}"."""
    for _, name, form, conversion in string.Formatter().parse(phrase):
        if name is not None and (form or conversion or not name.isidentifier()):
            message = "braces hold the name of a value and nothing else, such as {day}"
            raise ValueError(message)
    return phrase


Phrase = Annotated[Words, AfterValidator(_with())]
OwnPhrase = Annotated[Words, AfterValidator(_with_names_alone)]
# From this likeness on (of 1), a key is taken for one of ours mistyped, if the language lacks that.
_LIKE = 0.8


class LanguagePhrases(FileEntry):
    """Phrases of one language; the README of the templates says where each is printed.

    A language has them all; a variant of it, or a campaign, those that it changes.

    Other keys are a campaign's own, which its templates print with `phrase("key")`.
    """

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"), extra="allow")
    __pydantic_extra__: dict[str, OwnPhrase]

    page_of: Annotated[Words, AfterValidator(_with("page", "pages"))] | None = None
    dated: Annotated[Words, AfterValidator(_with("date"))] | None = None
    subject_line: Annotated[Words, AfterValidator(_with("subject"))] | None = None
    notes: Phrase | None = None
    blank_name: Phrase | None = None
    blank_address: Phrase | None = None
    blank_email: Phrase | None = None
    blank_signature: Phrase | None = None
    to: Annotated[Words, AfterValidator(_with("address"))] | None = None
    contact_form: Annotated[Words, AfterValidator(_with("url"))] | None = None
    subject: Annotated[Words, AfterValidator(_with("subject"))] | None = None
    your_name: Phrase | None = None
    your_address: Phrase | None = None
    closing: Phrase | None = None
    your_role: Phrase | None = None
    your_organisation: Phrase | None = None
    your_constituency: Phrase | None = None
    your_country: Phrase | None = None
    draft: Phrase | None = None
    without_window: Phrase | None = None
    your_reference: Annotated[Words, AfterValidator(_with("reference"))] | None = None
    enclosure: Annotated[Words, AfterValidator(_with("titles"))] | None = None
    enclosures: Annotated[Words, AfterValidator(_with("titles"))] | None = None
    copy_: Annotated[Words, AfterValidator(_with("names"))] | None = Field(default=None, alias="copy")
    copies: Annotated[Words, AfterValidator(_with("names"))] | None = None
    signatories: Annotated[Words, AfterValidator(_with("count"))] | None = None
    signatories_follow: Annotated[Words, AfterValidator(_with("count"))] | None = None
    signing_organisations: Annotated[Words, AfterValidator(_with("count"))] | None = None
    signing_persons: Annotated[Words, AfterValidator(_with("count"))] | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_key_is_mistyped(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        ours = {field.alias or name for name, field in cls.model_fields.items()}
        lacking = ours - data.keys()
        for key in data.keys() - ours:
            if near := get_close_matches(str(key), sorted(lacking), n=1, cutoff=_LIKE):
                raise mistake(f"unknown key '{key}'", hint=did_you_mean(near[0]), key=str(key))
            if why := why_no_id(str(key)):
                raise mistake(f"the key {why[0]}", hint=why[1], key=str(key))
        return data

    @property
    def own(self) -> Mapping[str, str]:
        """Return the campaign's own phrases, by key."""
        return self.__pydantic_extra__

    def lacking(self) -> tuple[str, ...]:
        """Return the keys that every language has and this one lacks."""
        return tuple(
            field.alias or name for name, field in type(self).model_fields.items() if getattr(self, name) is None
        )

    def by_key(self) -> dict[str, str]:
        """Return each phrase that is there, the campaign's own included, with its key."""
        return {key: spaced(phrase) for key, phrase in self.model_dump(by_alias=True, exclude_none=True).items()}
