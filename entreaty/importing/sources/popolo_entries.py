"""The entries of Popolo (popoloproject.com): persons, memberships, organisations, posts and areas."""

import re
from typing import Any

from pydantic import model_validator

from entreaty.importing.sources.entries import Identifier, Link, Listed, Maybe, SourceModel, Word, Words

_COUNTRY = re.compile(r"country:([a-z]{2})\b")
_PARTY = ("party", "parliamentary group", "faction")


class ContactDetail(SourceModel):
    """A way to reach somebody; the type is "address", "email" or, for telephones, "voice"."""

    type: Word = ""
    value: Words = ""


class _Reachable(SourceModel):
    """Whoever or whatever has contact details."""

    email: Word = ""
    phone: Word = ""
    contact_details: Listed[ContactDetail] = ()

    def contacts(self, *types: str) -> list[str]:
        """Return the contact details of these types."""
        return [one.value for one in self.contact_details if one.type.lower() in types]


class _Located(SourceModel):
    """Whatever may name its country, in any of its keys: "ocd-division/country:au" gives "AU"."""

    country: str = ""

    @model_validator(mode="before")
    @classmethod
    def _find_country(cls, value: Any) -> Any:
        found = _COUNTRY.search(str(value))
        return {**value, "country": found[1].upper() if found else ""}


class PopoloArea(_Located):
    """A constituency or another part of a country."""

    id: Word = ""
    name: Word = ""


class Organization(_Located, _Reachable):
    """A legislature, an authority, a committee or a party."""

    id: Word = ""
    name: Word = ""
    classification: Word = ""

    @property
    def is_party(self) -> bool:
        """Whether it is a party, or a group of one in a parliament."""
        return self.classification.lower() in _PARTY


class Post(SourceModel):
    """An office that somebody holds by a membership."""

    id: Word = ""
    label: Word = ""
    role: Word = ""
    organization_id: Word = ""
    area_id: Word = ""
    area: Maybe[PopoloArea] = None


class Membership(_Reachable):
    """That a person belongs to an organisation."""

    person_id: Word = ""
    organization_id: Word = ""
    organization: Maybe[Organization] = None
    on_behalf_of_id: Word = ""
    post_id: Word = ""
    post: Maybe[Post] = None
    area_id: Word = ""
    area: Maybe[PopoloArea] = None
    label: Word = ""
    role: Word = ""
    start_date: Word = ""
    end_date: Word = ""
    links: Listed[Link] = ()
    sources: Listed[Link] = ()


class PopoloPerson(_Reachable):
    """A person."""

    id: Word = ""
    name: Word = ""
    family_name: Word = ""
    given_name: Word = ""
    additional_name: Word = ""
    honorific_prefix: Word = ""
    honorific_suffix: Word = ""
    gender: Word = ""
    birth_date: Word = ""
    death_date: Word = ""
    updated_at: Word = ""
    identifiers: Listed[Identifier] = ()
    memberships: Listed[Membership] = ()
    links: Listed[Link] = ()
    sources: Listed[Link] = ()
