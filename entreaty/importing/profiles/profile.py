"""Profiles as an import makes them, before they have their place in the file of recipients."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from entreaty.content.files.import_mapping import ImportMapping
from entreaty.content.files.recipients import Recipient
from entreaty.importing.normal_forms import slug
from entreaty.importing.rows import LeftOut, Record

FIELDS = tuple(Recipient.model_fields)
"""The fields of a profile, in the order of the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole import.

    Attributes:
        day: Today.
        source: The name of the source, by which its next edition is known.
        as_of: The date of the source; None where nobody says it.
        audiences: The audiences of everybody in it.
        country: Where its addresses lie, unless it says so.
        language: In which its recipients are written to, unless it says so; empty takes that of the country.
        mapping: What the mapping file says.
        restore: Whether profiles come back that somebody removed by hand.
    """

    day: date
    source: str = ""
    as_of: date | None = None
    audiences: tuple[str, ...] = ()
    country: str = ""
    language: str = ""
    mapping: ImportMapping = field(default_factory=ImportMapping)
    restore: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile that a row makes, as `recipients.yaml` would hold it, but for its id.

    Attributes:
        record: The row.
        fields: The fields, in the order of the format.
        undated: Whether the day of its verification is only that of the import.
        notes: What could not be taken over, in words.
    """

    record: Record
    fields: Mapping[str, Any]
    undated: bool
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the id that a new profile gets: the row's own, or one of the name and the source's identifier."""
        if self.record.id:
            return self.record.id
        name = self.fields.get("name", {})
        called = [name.get("given", ""), name.get("family", "")] if name else [words_of(self.fields["office"])]
        own = slug(self.record.key)
        if not own:
            return slug(" ".join([*called, words_of(self.fields["organisation"])]))
        words = slug(" ".join(called))
        if slug(name.get("family", "")) and slug(name.get("family", "")) in own:
            return own
        return slug(f"{words[:50]} {slug(self.record.key.rpartition('/')[2] or own)[:13].partition('-')[0]}")


def left_out(record: Record, reason: str) -> LeftOut:
    """Return the row as one that becomes no profile, with the reason."""
    key = slug(record.key) if record.scheme == "id" else record.key
    return LeftOut(place=record.place, reason=reason, scheme=record.scheme, key=key)


def words_of(value: Any) -> str:
    """Return a printed text in one language, for comparing."""
    if isinstance(value, Mapping):
        return " ".join(str(one) for one in value.values())
    return str(value or "")


def reach(profiles: Iterable[Mapping[str, Any]]) -> tuple[int, int, int]:
    """Return how many of the profiles are reached by post, only otherwise, and not at all."""
    by_post = otherwise = unreached = 0
    for one in profiles:
        if one.get("address", {}).get("lines"):
            by_post += 1
        elif one.get("email") or one.get("contact_form"):
            otherwise += 1
        else:
            unreached += 1
    return by_post, otherwise, unreached
