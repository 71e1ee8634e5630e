"""Recipients as a table with a column for each field, to be filtered, shown and edited in other programs."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from entreaty.content.files.conditions import Condition
from entreaty.content.files.recipients import LoadedRecipients, Recipient
from entreaty.content.model import ANY_LANGUAGE, Text, closest
from entreaty.content.shipped.campaign_forms import Forms
from entreaty.importing.tables.columns import ColumnField
from entreaty.planning.where import KEYS, OF_LETTERS, condition_of, key_of, meets, require_known_names
from entreaty.problems import EntreatyError
from entreaty.storage.tables.writing import as_csv
from entreaty.writing.basis import Authorities
from entreaty.writing.conditions import Circumstances

# The order of the columns; those with numbers, languages and schemes stand together.
_ORDER = (
    "id", "office", "office dative", "organisation", "organisation genitive", "title", "given name", "family name",
    "suffix", "post nominals", "nickname", "name dative", "gender", "household", "form of address", "addressee",
    "language", "audiences", "state", "of country", "constituency", "represents", "party", "committee",
    "committee role", "tags", "positions", "identifier", "address", "country", "email", "contact form",
    "phone", "salutation", "closing", "your reference", "note", "ended", "verified on", "verified status",
    "verified source", "verified courtesies",
)  # fmt: skip
# Keys of passages that are columns as well: a cell is found whatever its capitals.
_CELLS = frozenset({"audiences", "tags"})
# Where a key of passages has a column of another name.
_COLUMN_OF = {
    "recipients": "id",
    "states": "state",
    "countries": "country",
    "languages": "language",
    "forms": "form of address",
    "political parties": "party",
    "committees": "committee",
    "constituencies": "constituency",
}
_CONDITION = re.compile(r"([^=~]+)([=~])(.*)", re.DOTALL)


class ListingError(EntreatyError):
    """A filter cannot be understood."""


def cells_of(recipient: Recipient) -> dict[ColumnField, str]:
    """Return the cells of a profile by column, without empty ones: {ColumnField("country"): "CH"}."""
    one, verified = recipient, recipient.verified
    cells = {
        ColumnField("id"): one.id,
        **_text("office", one.office),
        **_cases("office dative", one.office_dative),
        **_text("organisation", one.organisation),
        **_cases("organisation genitive", one.organisation_genitive),
        **_text("household", one.household),
        ColumnField("gender"): one.gender,
        ColumnField("form of address"): one.form_of_address,
        ColumnField("language"): "; ".join(one.language),
        ColumnField("audiences"): "; ".join(one.audiences),
        ColumnField("state"): one.state,
        **_cases("of country", one.of_country),
        **_text("constituency", one.constituency),
        **_districts(one),
        **_text("party", one.party),
        ColumnField("tags"): "; ".join(one.tags),
        **{ColumnField("positions", part=appeal): position for appeal, position in one.positions.items()},
        **{ColumnField("identifier", part=scheme): text for scheme, text in one.identifiers.items()},
        **{ColumnField("address", number): line for number, line in enumerate(one.address.lines, start=1)},
        ColumnField("country"): one.address.country,
        ColumnField("email"): one.email,
        ColumnField("contact form"): one.contact_form,
        ColumnField("phone"): one.phone,
        **{ColumnField("addressee", number): line for number, line in enumerate(one.addressee, start=1)},
        **_text("salutation", one.salutation),
        **_text("closing", one.closing),
        ColumnField("your reference"): one.reference.yours if one.reference else None,
        ColumnField("note"): one.note,
        ColumnField("ended"): one.ended.isoformat() if one.ended else None,
        ColumnField("verified on"): verified.on.isoformat(),
        ColumnField("verified status"): verified.status,
        ColumnField("verified source"): verified.source,
        ColumnField("verified courtesies"): "yes" if verified.courtesies else None,
    }
    for number, name in enumerate(one.people, start=1):
        # The first person has columns without a number.
        nth = number if number > 1 else 0
        parts = {"given name": name.given, "family name": name.family, "title": name.title}
        parts |= {"suffix": name.suffix, "nickname": name.nickname, "post nominals": " ".join(name.post_nominals)}
        parts |= {"gender": name.gender or one.gender}
        cells |= {ColumnField(key, nth): words for key, words in parts.items()}
        cells |= {ColumnField("name dative", nth, case): words for case, words in name.dative.items()}
    for number, role in enumerate(one.roles, start=1):
        cells |= _text("committee", role.organisation, number) | _text("committee role", role.role, number)
    return {field: text for field, text in cells.items() if text}


def recipients_csv(recipients: Iterable[Recipient]) -> bytes:
    """Return the profiles as CSV (RFC 4180) that `recipients import` reads back, but for people after the first."""
    return as_csv(table_of(recipients))


def table_of(recipients: Iterable[Recipient], always: Iterable[ColumnField] = ()) -> list[list[str]]:
    """Return the profiles as rows of cells below their headings.

    Args:
        recipients: The profiles.
        always: Columns that are there although no profile has anything in them.
    """
    rows = [cells_of(one) for one in recipients]
    fields = sorted(
        {*always, *(field for row in rows for field in row)},
        key=lambda one: (_ORDER.index(one.name), one.number, one.part),
    )
    return [[str(field) for field in fields], *([row.get(field, "") for field in fields] for row in rows)]


def filtered(
    recipients: Iterable[Recipient], conditions: Sequence[str], at: Circumstances | None = None
) -> tuple[Recipient, ...]:
    """Return the profiles for which all conditions hold.

    Args:
        recipients: The profiles.
        conditions: Such as "country=CH", where a cell must read so; "office~minister", where it must hold the words;
            "email=", where nothing may stand. Case does not count, and one of several cells is enough. Or such as
            "states=US", with the keys that passages have.
        at: What keys such as "bound_by" and "constituents" are held against.

    Raises:
        ListingError: A condition cannot be understood.
        WhereError: One with a key of passages cannot.
    """
    of_passages = [
        text
        for text in conditions
        if (key := key_of(text)) in KEYS and key not in _CELLS and not text.rstrip().endswith("=")
    ]
    asked = [_condition(text) for text in conditions if text not in of_passages]
    wanted = [condition_of(text) for text in of_passages]
    found = recipients if not wanted else (one for one in recipients if all(_meets(each, one, at) for each in wanted))
    return tuple(one for one in found if all(_holds(cells_of(one), *condition) for condition in asked))


def require_names(conditions: Iterable[str], loaded: LoadedRecipients, forms: Forms) -> None:
    """Refuse what conditions with the keys of passages name, and no recipient has: "audiences=mayr".

    Args:
        conditions: The conditions, as for `filtered`.
        loaded: All profiles, and the audiences of the campaign.
        forms: Its forms of address.

    Raises:
        WhereError: There is such a name.
    """
    asked = [(key_of(text), text) for text in conditions if key_of(text) in KEYS and not text.rstrip().endswith("=")]
    # Cells are found whatever their capitals.
    read = (condition_of(text.lower() if key in _CELLS else text) for key, text in asked if key not in OF_LETTERS)
    require_known_names(read, loaded.entries, loaded.audiences, forms.by_office)


def _meets(condition: Condition, recipient: Recipient, at: Circumstances | None) -> bool:
    """Tell whether it holds in one of the recipient's languages, and for the position on one appeal."""
    at = at or Circumstances(authorities=Authorities({}, recipient.verified.on), appeal="", language="")
    return any(
        meets([condition], recipient, replace(at, language=language, appeal=appeal))
        for language in recipient.language
        for appeal in (tuple(recipient.positions) or ("",))
    )


def _condition(text: str) -> tuple[str, str, str]:
    found = _CONDITION.fullmatch(text)
    if not found:
        raise ListingError(f"'{text}' is no condition; write it like country=CH or office~minister")
    name = " ".join(found[1].replace("_", " ").split()).lower()
    name = _COLUMN_OF.get(name, name)
    if name != "name" and not any(field == name or name.startswith(f"{field} ") for field in _ORDER):
        near = closest(name, _ORDER) or f"there are: name, {', '.join(_ORDER)}"
        raise ListingError(f"there is no field '{name}'; {near}")
    return name, found[2], found[3].strip().casefold()


def _holds(cells: Mapping[ColumnField, str], name: str, sign: str, words: str) -> bool:
    there = [text.casefold() for text in _named(cells, name)]
    if not words:
        return not there if sign == "=" else bool(there)
    if sign == "~":
        return any(words in text for text in there)
    return any(words == text or words in text.split("; ") for text in there)


def _named(cells: Mapping[ColumnField, str], name: str) -> Iterator[str]:
    if name == "name":
        yield from (
            " ".join(cells[one] for one in (ColumnField("given name"), ColumnField("family name")) if one in cells),
        )
    for field, text in cells.items():
        if name in {field.name, str(field)}:
            yield text


def _text(name: str, text: Text | None, number: int = 0) -> dict[ColumnField, str]:
    if text is None:
        return {}
    return {
        ColumnField(name, number, "" if language == ANY_LANGUAGE else language): words
        for language, words in text.root.items()
    }


def _districts(one: Recipient) -> dict[ColumnField, str]:
    by_kind: dict[str, list[str]] = {}
    for entry in one.represents:
        by_kind.setdefault(entry.kind, []).append(entry.id)
    return {ColumnField("represents", part=kind): "; ".join(ids) for kind, ids in by_kind.items()}


def _cases(name: str, words: Mapping[str, str]) -> dict[ColumnField, str]:
    return {ColumnField(name, part=language): text for language, text in words.items()}
