"""The fields of a profile as plain values, as `recipients.yaml` holds them: one shape from the source to the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, cast

PrintedText = str | dict[str, str]
"""A printed text: one for every language, or one for each, such as `{"en": "Mayor", "fr": "Maire"}`."""


class NameFields(TypedDict, total=False):
    """The name of an office-holder, such as `{"given": "Anna", "family": "Example", "title": "Dr."}`."""

    given: str
    family: str
    title: str
    suffix: str
    post_nominals: list[str]
    nickname: str
    gender: str
    dative: dict[str, str]


class AddressFields(TypedDict, total=False):
    """A postal address, such as `{"lines": ["1 Example Avenue", "1202 Geneva"], "country": "CH"}`."""

    lines: list[str]
    country: str


class RoleFields(TypedDict, total=False):
    """What an office-holder is besides, such as `{"organisation": "Foreign Affairs Committee", "role": "Chair"}`."""

    organisation: PrintedText
    role: PrintedText


class RepresentsFields(TypedDict, total=False):
    """A district that the office-holder represents, such as `{"kind": "uk-commons", "id": "E14001172"}`."""

    kind: str
    id: str


class VerifiedFields(TypedDict, total=False):
    """How a profile is known, such as `{"on": date(2025, 6, 1), "status": "official", "source": "a page"}`."""

    on: date | None
    status: str
    courtesies: bool
    source: str


class ReferenceFields(TypedDict, total=False):
    """How the recipient's office finds the letter's matter, such as `{"yours": "AZ 12/26"}`."""

    yours: str


class ProfileFields(TypedDict, total=False):
    """A profile, or as much of it as a source tells; an empty value is as good as none."""

    id: str
    office: PrintedText
    office_dative: dict[str, str]
    organisation: PrintedText
    organisation_genitive: dict[str, str]
    name: NameFields
    household: PrintedText
    gender: str
    form_of_address: str
    addressee: list[str]
    language: str | list[str]
    audiences: list[str]
    state: str
    of_country: dict[str, str]
    constituency: PrintedText
    represents: list[RepresentsFields]
    party: PrintedText
    roles: list[RoleFields]
    tags: list[str]
    positions: dict[str, str]
    identifiers: dict[str, str]
    address: AddressFields
    email: str
    contact_form: str
    phone: str
    salutation: PrintedText
    closing: PrintedText
    reference: ReferenceFields
    note: str
    ended: date | None
    verified: VerifiedFields


FIELDS = tuple(ProfileFields.__annotations__)
"""The names of the fields, in the order of the format."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many profiles are reached, and how.

    Attributes:
        by_post: By post.
        otherwise: Only by e-mail or a contact form.
        unreached: Not at all.
    """

    by_post: int
    otherwise: int
    unreached: int


def reach(profiles: Iterable[ProfileFields]) -> Reach:
    """Count how the profiles are reached."""
    by_post = otherwise = unreached = 0
    for one in profiles:
        # A profile that somebody has written may have anything there; `check` says what is wrong with it.
        address = one.get("address")
        if isinstance(address, Mapping) and address.get("lines"):
            by_post += 1
        elif one.get("email") or one.get("contact_form"):
            otherwise += 1
        else:
            unreached += 1
    return Reach(by_post, otherwise, unreached)


def filled(fields: ProfileFields) -> ProfileFields:
    """Return the fields in the order of the format, without what is empty in them, at whatever depth."""
    found = _filled(fields)
    return cast("ProfileFields", {key: found[key] for key in FIELDS if key in found})


def filled_name(fields: NameFields) -> NameFields:
    """Return the parts of the name that are not empty, in the order of the format."""
    found = _filled(fields)
    return cast("NameFields", {key: found[key] for key in NameFields.__annotations__ if key in found})


def filled_role(fields: RoleFields) -> RoleFields:
    """Return the parts of the role that are not empty."""
    return cast("RoleFields", _filled(fields))


def words_of(value: PrintedText | None) -> str:
    """Return the words of a printed text in all its languages, to compare them: "Mayor Maire"."""
    return " ".join(value.values()) if isinstance(value, Mapping) else value or ""


_OFTEN_EMPTY = frozenset({str, dict, list, tuple, type(None)})


def _filled(value: Any) -> Any:
    # Almost all are plain dicts, for which nobody needs to look further.
    if isinstance(value, (dict, Mapping)):
        kept = {}
        # Of the fields of thousands of rows, most are empty: for these, and for texts, nothing is called.
        for key, inner in value.items():
            said = _filled(inner) if inner and not isinstance(inner, str) else inner
            if said or (said.__class__ not in _OFTEN_EMPTY and not is_empty(said)):
                kept[key] = said
        return kept
    if isinstance(value, (list, tuple)):
        found = (inner if isinstance(inner, str) else _filled(inner) for inner in value)
        return [inner for inner in found if inner or not is_empty(inner)]
    return value


def is_empty(value: Any) -> bool:
    """Tell whether a value says nothing: None, or a text, list or mapping without content."""
    # What any other mapping is takes far longer to find out.
    return not value and (value is None or isinstance(value, (str, list, tuple, dict, Mapping)))


def full_name(name: NameFields) -> str:
    """Return given and family name, such as "Anna Example"."""
    return " ".join(part for part in (name.get("given", ""), name.get("family", "")) if part)


def texts_within(value: Any) -> list[str]:
    """Return every text within a value, the keys of mappings included."""
    found: list[str] = []
    _gather(value, found)
    return found


def _gather(value: Any, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _gather(inner, found)
    elif isinstance(value, (dict, Mapping)):
        for key, inner in value.items():
            found.append(str(key))
            _gather(inner, found)
