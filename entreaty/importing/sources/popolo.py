"""Persons, organisations and memberships in the Popolo format (popoloproject.com), as JSON."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from entreaty.importing.normal_forms import slug
from entreaty.importing.profile_fields import NameFields, RoleFields, filled, filled_name, filled_role
from entreaty.importing.profiles.days import End, death_of, end_of_office
from entreaty.importing.profiles.mailboxes import first_email, first_phone
from entreaty.importing.profiles.naming.names import gender_called
from entreaty.importing.profiles.offices import NAMED, form_of_address
from entreaty.importing.profiles.places.addresses import ReadAddress, WrittenAddress, read_address
from entreaty.importing.reading import LeftOut, PartialProfile, Place, ReadOptions, RecipientSource, SourceRow
from entreaty.importing.sources.entries import (
    JsonText,
    Listed,
    RawEntry,
    SourceEntry,
    day_of,
    entries_of,
    line_of,
    read_json,
)
from entreaty.importing.sources.popolo_entries import Membership, Organization, PopoloArea, PopoloPerson, Post
from entreaty.storage.decoding import refusal

SCHEME = "popolo"
_SAYS_NOTHING = ("unknown", "none", "")


_ORGANIZATIONS: TypeAdapter[tuple[Organization, ...]] = TypeAdapter(Listed[Organization])
_AREAS: TypeAdapter[tuple[PopoloArea, ...]] = TypeAdapter(Listed[PopoloArea])
_POSTS: TypeAdapter[tuple[Post, ...]] = TypeAdapter(Listed[Post])


@dataclass(frozen=True, slots=True)
class _File:
    """What a file holds beside persons, by id, and the memberships by person."""

    organizations: Mapping[str, Organization]
    areas: Mapping[str, PopoloArea]
    posts: Mapping[str, Post]
    memberships: Mapping[str, Sequence[Membership]]
    day: date
    country: str

    def post(self, membership: Membership) -> Post:
        """Return the post of a membership; one that says nothing where it has none."""
        return self.posts.get(membership.post_id) or membership.post or Post()

    def body(self, membership: Membership) -> Organization:
        """Return the organisation of a membership, or that of its post."""
        key = membership.organization_id or self.post(membership).organization_id
        return membership.organization or self.organizations.get(key) or Organization()

    def area(self, membership: Membership) -> PopoloArea:
        """Return the area of a membership, or that of its post."""
        post = self.post(membership)
        named = self.areas.get(membership.area_id or post.area_id)
        return named or membership.area or post.area or PopoloArea()

    def role(self, membership: Membership) -> str:
        """Return the role in the words of the source; empty in a party, where it only says "member"."""
        post = self.post(membership)
        words = membership.label or membership.role or post.label or post.role
        return "" if self.body(membership).is_party else words

    def office(self, membership: Membership) -> str:
        """Return the role with a capital, as it stands in an address: "Mayor"."""
        words = self.role(membership) or "member"
        return words[:1].upper() + words[1:]

    def is_seat(self, membership: Membership) -> bool:
        """Tell whether the membership is an office: not of a party, nor of nothing that the file tells of."""
        body = self.body(membership)
        return not body.is_party and bool(body.name or self.role(membership))


def is_popolo(root: Any) -> bool:
    """Tell whether what a JSON file holds is Popolo: lists of persons or memberships, or persons with memberships."""
    if isinstance(root, dict):
        return any(isinstance(root.get(key), list) for key in ("persons", "memberships"))
    return isinstance(root, list) and any(
        isinstance(one, dict) and (isinstance(one.get("memberships"), list) or "person_id" in one) for one in root
    )


@dataclass(frozen=True, slots=True)
class _Collections:
    """The collections of one or several files, each entry with its place in its own file."""

    persons: list[RawEntry | LeftOut] = field(default_factory=list)
    memberships: list[RawEntry | LeftOut] = field(default_factory=list)
    others: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    rest: list[LeftOut] = field(default_factory=list)

    def add(self, text: JsonText) -> None:
        """Take in what a file holds: an object of collections, or one collection."""
        path = text.path
        root = text.root if isinstance(text.root, dict) else {_collection_of(path, text.root): text.root}
        self.persons.extend(entries_of(path, root.get("persons"), "person"))
        self.memberships.extend(entries_of(path, root.get("memberships"), "membership"))
        for key in ("organizations", "areas", "posts"):
            values = root.get(key)
            self.others[key] += values if isinstance(values, list) else []
        if text.rest:
            reason = "what stands from here on is no part of the JSON"
            self.rest.append(LeftOut(place=Place(path, text.rest, "line"), reason=reason))


def _collection_of(path: Path, root: Any) -> str:
    """Return which collection a list is: by what its entries have, else by the name of the file, else persons."""
    entries = [one for one in root if isinstance(one, dict)] if isinstance(root, list) else []
    if any("person_id" in one for one in entries):
        return "memberships"
    return path.stem if path.stem in {"organizations", "areas", "posts"} else "persons"


def read_popolo(paths: Sequence[Path], options: ReadOptions) -> RecipientSource:
    """Read a Popolo file, or several that hold its collections, such as persons.json and memberships.json.

    Raises:
        ContentError: One of them is not JSON, or there are memberships, and no persons.
    """
    return popolo_source([read_json(path) for path in paths], options)


def popolo_source(texts: Sequence[JsonText], options: ReadOptions) -> RecipientSource:
    """Return what Popolo files hold that were read.

    Raises:
        ContentError: There are memberships, and no persons.
    """
    found = _Collections()
    for text in texts:
        found.add(text)
    ids = {line_of(one.content.get("id")) for one in found.persons if isinstance(one, SourceEntry)}
    organizations = {one.id: one for one in _ORGANIZATIONS.validate_python(found.others["organizations"])}
    memberships: dict[str, list[Membership]] = defaultdict(list)
    lost: list[SourceRow] = []
    for entry in found.memberships:
        if isinstance(entry, LeftOut):
            lost.append(entry)
            continue
        one = Membership.model_validate(entry.content)
        if one.person_id not in ids:
            reason, key = f"its person '{one.person_id}' is not in the file", one.person_id or "nobody"
            lost.append(LeftOut(place=entry.place, reason=reason, scheme=SCHEME, key=key))
        elif one.organization_id and one.organization_id not in organizations:
            reason = f"its organization '{one.organization_id}' is not in the file"
            lost.append(LeftOut(place=entry.place, reason=reason, scheme=SCHEME, key=one.person_id))
        else:
            memberships[one.person_id].append(one)
    areas = {one.id: one for one in _AREAS.validate_python(found.others["areas"])}
    posts = {one.id: one for one in _POSTS.validate_python(found.others["posts"])}
    file = _File(organizations, areas, posts, memberships, options.day, options.country)
    if not ids and len(texts) == 1 and lost:
        hint = "name the file of persons, too: recipients import persons.json memberships.json"
        raise refusal(texts[0].path, "it holds memberships, and no persons", hint)
    rows = [entry if isinstance(entry, LeftOut) else _profile(entry, file) for entry in found.persons]
    notes = [f"{len(organizations)} organizations, {sum(map(len, memberships.values()))} memberships"]
    if not (
        found.memberships or any("memberships" in one.content for one in found.persons if isinstance(one, SourceEntry))
    ):
        notes.append("memberships may stand in a file of their own: recipients import persons.json memberships.json")
    return RecipientSource(
        kind="popolo",
        rows=(*rows, *lost, *found.rest),
        notes=tuple(notes),
        status="third-party",
        complete=not found.rest,
    )


def _profile(entry: RawEntry, file: _File) -> SourceRow:
    person = PopoloPerson.model_validate(entry.content)
    memberships = [*file.memberships.get(person.id, ()), *person.memberships]
    seats = [one for one in memberships if file.is_seat(one)]
    if not seats:
        reason = "it has no membership of an organization in the file"
        return LeftOut(place=entry.place, reason=reason, scheme=SCHEME, key=person.id)
    seat, now, end, until = _weightiest(seats, file)
    death = death_of(person.death_date, file.day)
    body, office, name = file.body(seat), file.office(seat), _name(person)
    legislature = body.classification.lower() in {"legislature", "parliament", "chamber"}
    plain = office.lower() in {"member", "mp"}
    address = _address(person, seat, file)
    email = first_email([*seat.contacts("email"), seat.email, person.email, *person.contacts("email")])
    voices = [*seat.contacts("phone", "voice"), seat.phone, person.phone, *person.contacts("phone", "voice")]
    phone = first_phone(voice.removeprefix("tel:") for voice in voices)
    fields = filled(
        {
            "office": office,
            "form_of_address": "member-of-parliament" if legislature and plain else "",
            "organisation": body.name,
            "name": name,
            "gender": gender_called(person.gender),
            "party": _party(memberships, seat, file),
            "roles": [*_roles(now, seat, file)],
            "identifiers": _identifiers(person),
            "constituency": file.area(seat).name,
            "address": address.fields,
            "email": email.value or address.email,
            "contact_form": _form(person, seat),
            "phone": phone.value or address.phone,
            "verified": {
                "on": day_of(person.updated_at),
                "source": next((one.url for one in (*seat.sources, *person.sources) if one.url), ""),
            },
        }
    )
    return PartialProfile(
        place=entry.place,
        fields=fields,
        whole_name="" if name else person.name,
        courtesies=(person.honorific_prefix,) if person.honorific_prefix and not name else (),
        scheme=SCHEME,
        key=person.id,
        audience="legislature" if legislature else "",
        since=day_of(seat.start_date),
        until=death.day or until,
        left=death.left,
        held=end.held_back("end_date") or address.problem,
        born=day_of(person.birth_date),
        notes=(*email.notes, *phone.notes, *address.notes_beside(fields), *end.notes),
    )


def _weightiest(seats: Sequence[Membership], file: _File) -> tuple[Membership, list[Membership], End, date | None]:
    """Return the seat that letters go to, all seats of today, the end of the first, and when all were over."""
    ends = {id(one): end_of_office(one.end_date, file.day) for one in seats}
    now = [one for one in seats if ends[id(one)].is_open_on(file.day)]
    unclear = [one for one in seats if ends[id(one)].problem]
    seat = max(now or unclear or seats, key=lambda one: (_weight(file.role(one)), one.start_date))
    over = [ends[id(one)].day or file.day for one in seats if not now and not unclear]
    return seat, now, ends[id(seat)], max(over, default=None)


def _weight(role: str) -> tuple[bool, bool]:
    """Return whether a role is more than a seat, and whether it has a form of address of its own."""
    form = form_of_address(role, None, named=True)
    return form not in {NAMED, "councillor", "member-of-parliament"}, form != NAMED


def _roles(now: Sequence[Membership], seat: Membership, file: _File) -> Iterator[RoleFields]:
    for one in now:
        if one is not seat and file.body(one).name:
            yield filled_role({"organisation": file.body(one).name, "role": file.office(one)})


def _party(memberships: Sequence[Membership], seat: Membership, file: _File) -> str:
    behalf = [one.on_behalf_of_id for one in (seat, *memberships)]
    names = [file.organizations[key].name for key in behalf if key in file.organizations]
    names += [file.body(one).name for one in memberships if not file.is_seat(one)]
    return next((name for name in names if name.lower() not in _SAYS_NOTHING), "")


def _name(person: PopoloPerson) -> NameFields:
    """Return the parts of the name, if the source gives them."""
    if not person.family_name:
        return {}
    return filled_name(
        {
            "title": person.honorific_prefix,
            "given": " ".join(part for part in (person.given_name, person.additional_name) if part),
            "family": person.family_name,
            "suffix": person.honorific_suffix,
        }
    )


def _identifiers(person: PopoloPerson) -> dict[str, str]:
    found = {SCHEME: person.id} | {slug(one.scheme): one.identifier for one in person.identifiers}
    return {scheme: text for scheme, text in found.items() if scheme and text}


def _address(person: PopoloPerson, seat: Membership, file: _File) -> ReadAddress:
    """Read the address of the seat, the person or the body, with the country that area or body names."""
    body = file.body(seat)
    found = [*seat.contacts("address"), *person.contacts("address"), *body.contacts("address")]
    return read_address(
        WrittenAddress(
            cells=found[:1],
            country=file.area(seat).country or body.country,
            assumed=file.country,
            holder=person.name,
            repeated=[file.office(seat), body.name],
        )
    )


def _form(person: PopoloPerson, seat: Membership) -> str:
    links = (*seat.links, *person.links)
    return next((one.url for one in links if "contact" in f"{one.note} {one.url}".lower()), "")
