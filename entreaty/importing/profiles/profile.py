"""Profiles as an import makes them, before they have their place in the file of recipients."""

import re
from dataclasses import dataclass, field
from datetime import date

from entreaty.content.files.audiences import AUDIENCES_OF_FIRST_VERSION, Audiences
from entreaty.content.files.import_mapping import ImportMapping
from entreaty.content.shipped.campaign_forms import Forms
from entreaty.importing.normal_forms import slug, slug_of_first_version
from entreaty.importing.profile_fields import ProfileFields, words_of
from entreaty.importing.reading import LeftOut, PartialProfile

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSettings:
    """The settings of an import.

    Attributes:
        day: Today.
        source: The name of the source, by which its next edition is known, such as "congress".
        as_of: The date of the source; None where nobody says it.
        audiences: The audiences of everybody in it.
        known: The audiences that the campaign has.
        country: Where its addresses lie, unless it says so.
        language: The language of letters to its recipients, unless it says so; empty takes that of the country.
        forms: The forms of address that the campaign has.
        mapping: The mapping file.
        restore: Whether profiles come back that somebody removed by hand.
    """

    day: date
    source: str = ""
    as_of: date | None = None
    audiences: tuple[str, ...] = ()
    known: Audiences = AUDIENCES_OF_FIRST_VERSION
    country: str = ""
    language: str = ""
    forms: Forms = field(default_factory=Forms)
    mapping: ImportMapping = field(default_factory=ImportMapping)
    restore: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A whole profile, as `recipients.yaml` would hold it, but for its id.

    Attributes:
        partial: The partial profile of the row.
        fields: The fields, in the order of the format.
        undated: Whether the day of its verification is only that of the import.
        left: The words by which the source says that the office is no longer held, such as "former"; else empty.
            Then only the fields that show whose profile it is are there.
        notes: What could not be taken over, such as "there is no audience 'unbody'".
    """

    partial: PartialProfile
    fields: ProfileFields
    undated: bool
    left: str = ""
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of a new profile: the row's own, or one of the name and the source's identifier.

        "maria-cantwell-c000127" for Maria Cantwell, C000127.
        """
        own = slug(self.partial.key)
        if self.partial.id or not own:
            return self.partial.id or self.id_by_name
        family = slug(self.fields.get("name", {}).get("family", ""))
        if family and family in own:
            return own
        last = slug(self.partial.key.rpartition("/")[2]) or own
        if _UUID.match(last):
            last = last.partition("-")[0]
        return slug(f"{slug(self._called)[:50]} {last}")

    @property
    def id_by_name(self) -> str:
        """The id that name and organisation give, without the source's identifier: "maria-cantwell-senate"."""
        return slug(self._name_and_organisation)

    @property
    def id_of_first_version(self) -> str:
        """The id that version 0.1.0 gave where it was the row's own, or of name and organisation."""
        return slug_of_first_version(self.partial.key if self.partial.scheme == "id" else self._name_and_organisation)

    @property
    def _name_and_organisation(self) -> str:
        return f"{self._called} {words_of(self.fields.get('organisation'))}"

    @property
    def _called(self) -> str:
        name = self.fields.get("name", {})
        return f"{name.get('given', '')} {name.get('family', '')}" if name else self._office_or_household

    @property
    def _office_or_household(self) -> str:
        return words_of(self.fields.get("household") or self.fields.get("office"))


def left_out(partial: PartialProfile, reason: str, lacks: frozenset[str] = frozenset()) -> LeftOut:
    """Return the row as one that becomes no profile, with the reason, and with what it lacks if that is why."""
    scheme, _, key = partial.identity.partition(":")
    return LeftOut(place=partial.place, reason=reason, scheme=scheme, key=key, lacks=lacks)
