"""What the cells of a row say by field, as the partial profile that they give."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from entreaty.content.locales import language_called, subdivision_called
from entreaty.content.model import shown
from entreaty.importing.normal_forms import romanised, slug, tidy_line
from entreaty.importing.profile_fields import (
    NameFields,
    PrintedText,
    ProfileFields,
    RoleFields,
    filled,
    filled_role,
)
from entreaty.importing.profiles.mailboxes import first_email, first_phone
from entreaty.importing.profiles.naming.names import gender_called
from entreaty.importing.profiles.places.addresses import ReadAddress, WrittenAddress
from entreaty.importing.profiles.places.contacts import box_called, with_number
from entreaty.importing.profiles.places.countries import country_called
from entreaty.importing.reading import Noted, PartialProfile, Place
from entreaty.importing.tables.by_field import listed
from entreaty.importing.tables.columns import ColumnField
from entreaty.importing.tables.dates import Dates

# Nobody speaks more languages than these.
_LISTED_CAP = 20
# A number that a program for tables wrote as a fraction, because other rows have none in this column: "8001.0".
_FRACTION = re.compile(r"(?<=\d)\.0+$")
_YES = frozenset({"yes", "true", "1", "oui", "ja"})


@cache
def _plain_field(name: str) -> ColumnField:
    """Return the field without number and part; thousands of rows ask for the same few."""
    return ColumnField(name)


@dataclass(frozen=True, slots=True)
class Values:
    """What a row holds.

    Attributes:
        by_field: The cells by field: `{ColumnField("office"): "Mayor", ColumnField("office", part="fr"): "Maire"}`.
        separators: What stands between several values of a cell, by field, where the mapping file says it.
    """

    by_field: Mapping[ColumnField, str]
    separators: Mapping[ColumnField, str] = field(default_factory=dict)
    _by_name: dict[str, list[ColumnField]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one in self.by_field:
            self._by_name.setdefault(one.name, []).append(one)

    def line(self, name: str) -> str:
        """Return the value of a field in one line; empty where it has none."""
        if name not in self._by_name:
            return ""
        return self.by_field.get(_plain_field(name), "").replace("\n", " ")

    def several(self, name: str) -> list[str]:
        """Return the values of a field that may stand in several columns, in their order."""
        if name not in self._by_name:
            return []
        found = [(one.number, self.by_field[one]) for one in self._by_name[name] if not one.part]
        return [text for _, text in sorted(found, key=lambda pair: pair[0])]

    def parts(self, name: str) -> dict[str, str]:
        """Return the values of a field by language or scheme: `{"fr": "Maire"}`."""
        if name not in self._by_name:
            return {}
        return {one.part: self.by_field[one].replace("\n", " ") for one in self._by_name[name] if one.part}

    def text(self, name: str) -> PrintedText:
        """Return a printed text: by language where columns say so, else as one."""
        if name not in self._by_name:
            return ""
        return self.parts(name) or self.line(name)

    def listed(self, name: str) -> list[str]:
        """Return the words of a field that holds several: ["fr", "de"] for "fr; de"."""
        if name not in self._by_name:
            return []
        one = _plain_field(name)
        return listed(self.by_field.get(one, ""), self.separators.get(one, ""))


def partial_profile(
    place: Place, values: Values, address: ReadAddress, dates: Dates, remarks: Iterable[str] = ()
) -> PartialProfile:
    """Return the profile that a row of a table gives.

    Args:
        place: Where the row stands.
        values: Its cells by field.
        address: Its address.
        dates: How its dates are read.
        remarks: Notes on single cells.
    """
    scheme, key = _identity(values)
    languages = _known(values.listed("language"), language_called, "language")
    states = _known(values.listed("state"), _state_called, "state")
    ended = dates.end(values.several("ended"), values.line("in office"))
    verified, since, born = (dates.day(values.line(name), name) for name in ("verified on", "since", "birth date"))
    email, phone = first_email(values.several("email")), first_phone(values.several("phone"))
    fields: ProfileFields = {
        **_as_written(values),
        "language": languages.value,
        "state": next(iter(states.value), ""),
        "address": address.fields,
        "email": email.value or address.email,
        "phone": phone.value or address.phone,
        "ended": ended.day,
        "verified": {
            "on": verified.value,
            "status": values.line("verified status"),
            "source": values.line("verified source"),
        },
    }
    if romanised(values.line("verified courtesies")) in _YES:
        fields["verified"]["courtesies"] = True
    courtesy = values.line("courtesy")
    of_contacts = (*email.notes, *phone.notes, *address.notes_beside(fields))
    of_days = (*since.notes, *born.notes, *verified.notes)
    return PartialProfile(
        place=place,
        fields=filled(fields),
        whole_name=values.line("name"),
        courtesies=(courtesy,) if courtesy else (),
        scheme=scheme,
        key=key,
        id=slug(key) if scheme == "id" else "",
        categories=(*values.listed("category"), *values.listed("tags")),
        since=since.value,
        left=ended.left,
        held=ended.problem or address.problem,
        born=born.value,
        listed_as=values.line("as listed"),
        notes=(*remarks, *languages.notes, *states.notes, *ended.notes, *of_contacts, *of_days),
    )


def _as_written(values: Values) -> ProfileFields:
    """Return the fields that are what their cells say."""
    return {
        "office": values.text("office"),
        "office_dative": values.parts("office dative"),
        "organisation": values.text("organisation"),
        "organisation_genitive": values.parts("organisation genitive"),
        "name": _name(values),
        "household": values.text("household"),
        "gender": gender_called(values.line("gender")),
        "form_of_address": values.line("form of address"),
        "addressee": values.several("addressee"),
        "audiences": values.listed("audiences"),
        "of_country": values.parts("of country"),
        "constituency": values.text("constituency"),
        "represents": [
            {"kind": kind, "id": tidy_line(name)}
            for kind, names in values.parts("represents").items()
            for name in names.split(";")
        ],
        "party": values.text("party"),
        "roles": [*_roles(values)],
        "tags": [slug(word) for word in values.listed("tags")],
        "positions": {appeal: text.lower() for appeal, text in values.parts("positions").items()},
        "identifiers": {slug(scheme): text for scheme, text in values.parts("identifier").items()},
        "contact_form": values.line("contact form"),
        "salutation": values.text("salutation"),
        "closing": values.text("closing"),
        "reference": {"yours": values.line("your reference")},
        "note": values.by_field.get(_plain_field("note"), ""),
    }


def _state_called(words: str) -> str | None:
    return subdivision_called(words) or country_called(words)


def _name(values: Values) -> NameFields:
    return {
        "given": f"{values.line('given name')} {values.line('middle name')}".strip(),
        "family": values.line("family name"),
        "title": values.line("title"),
        "suffix": values.line("suffix"),
        "post_nominals": values.line("post nominals").split(),
        "nickname": values.line("nickname"),
        "dative": values.parts("name dative"),
    }


def written_address(values: Values, assumed: str, *, as_it_is: bool) -> WrittenAddress:
    """Return what the row has of an address, whole or in parts.

    Args:
        values: The cells of the row.
        assumed: The country of all that name none; empty where nobody says it.
        as_it_is: Whether the lines are in order, because our own program has written them.
    """
    country, box = values.line("country"), values.line("po box")
    lies_in = country_called(country) or assumed
    if box and not re.search("[^0-9 ]", box):
        languages = _known(values.listed("language"), language_called, "language").value
        box = f"{box_called(lies_in, languages)} {box}"
    streets = [line for text in values.several("street") for line in text.split("\n")]
    cells = values.several("address")
    if number := _FRACTION.sub("", values.line("house number")):
        # Where there is no column of streets, the address is the street.
        lines = streets or cells
        lines[:1] = [with_number(lines[0] if lines else "", number, lies_in)]
    if not (cells or streets or values.line("city")):
        cells = values.several("whole address")
    said = [values.text("office"), values.text("organisation")]
    return WrittenAddress(
        cells=cells,
        streets=[*streets, *([box] if box else [])],
        parts={
            "postal code": _FRACTION.sub("", values.line("postal code")),
            "city": values.line("city"),
            "region": values.line("region"),
        },
        country=country,
        assumed=assumed,
        holder=values.line("name") or f"{values.line('given name')} {values.line('family name')}",
        repeated=[words for one in said for words in ([one] if isinstance(one, str) else one.values())],
        as_it_is=as_it_is,
    )


def _roles(values: Values) -> Iterator[RoleFields]:
    """Yield the committees: those of numbered columns with their roles, those of one column one by one."""
    for number in sorted({one.number for one in values.by_field if one.name == "committee"}):
        organisation, role = _numbered(values, "committee", number), _numbered(values, "committee role", number)
        names = values.listed("committee") if number == 0 and isinstance(organisation, str) else [organisation]
        yield from (filled_role({"organisation": name, "role": role}) for name in names)


def _numbered(values: Values, name: str, number: int) -> PrintedText:
    """Return the printed text in the columns of one number, such as "Committee 2 (fr)" and "Committee 2 (de)"."""
    found = {one.part: text for one, text in values.by_field.items() if (one.name, one.number) == (name, number)}
    texts = {part: text.replace("\n", " ") for part, text in found.items()}
    plain = texts.pop("", "")
    return texts or plain


def _known(words: Iterable[str], called: Callable[[str], str | None], what: str) -> Noted[list[str]]:
    """Return the codes of words such as "French", each once, with a note for each word that has none."""
    different = [*dict.fromkeys(words)]
    if not different:
        return Noted([])
    codes = [(word, called(word)) for word in different[:_LISTED_CAP]]
    notes = [f"the {what} '{shown(word)}' is not known" for word, code in codes if code is None]
    if len(different) > _LISTED_CAP:
        notes.append(f"after the first {_LISTED_CAP}, no more of its {what}s are read")
    return Noted([*dict.fromkeys(code for _, code in codes if code is not None)], tuple(notes))


def _identity(values: Values) -> tuple[str, str]:
    """Return whose identifier the row has, and which: its own id, else the source's, else the first of any scheme."""
    if own := values.line("id"):
        return "id", own
    if identifier := values.line("identifier"):
        return "source", identifier
    return next(((slug(scheme), text) for scheme, text in values.parts("identifier").items() if slug(scheme)), ("", ""))
