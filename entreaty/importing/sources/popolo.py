"""Persons, organisations and memberships in the Popolo format (popoloproject.com), as JSON."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from entreaty.content.locales import state_called
from entreaty.importing.normal_forms import slug, text_of
from entreaty.importing.profiles.names import gender_called
from entreaty.importing.profiles.offices import NAMED, form_of_address
from entreaty.importing.rows import LeftOut, Place, Reading, Record, Row, Wanted
from entreaty.importing.sources.entries import Entry, day_of, entries_of, inner, listed, read_json, word

SCHEME = "popolo"
_COUNTRY = re.compile(r"country:([a-z]{2})\b")
_PARTY = ("party", "parliamentary group", "faction")
_SAYS_NOTHING = ("unknown", "none", "")
_OF_CONTACTS = {"address": "address", "email": "email", "phone": "voice"}


@dataclass(frozen=True, slots=True)
class _File:
    """What a file holds, by id."""

    organizations: Mapping[str, Mapping[str, Any]]
    areas: Mapping[str, Mapping[str, Any]]
    posts: Mapping[str, Mapping[str, Any]]
    memberships: Mapping[str, Sequence[Mapping[str, Any]]]
    day: date


def read_popolo(path: Path, wanted: Wanted) -> Reading:
    """Read a Popolo file.

    Raises:
        ContentError: It is not JSON.
    """
    text = read_json(path)
    root = inner(text.root)
    persons = [*entries_of(path, root.get("persons", text.root), "person")]
    ids = {word(one.value, "id") for one in persons if isinstance(one, Entry)}
    organizations = _by_id(root.get("organizations"))
    memberships: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    lost: list[Row] = []
    for entry in entries_of(path, root.get("memberships"), "membership"):
        if isinstance(entry, LeftOut):
            lost.append(entry)
            continue
        person, body = word(entry.value, "person_id"), word(entry.value, "organization_id")
        if person not in ids:
            reason = f"its person '{person}' is not in the file"
            lost.append(LeftOut(place=entry.place, reason=reason, scheme=SCHEME, key=person or "nobody"))
        elif body and body not in organizations:
            reason = f"its organization '{body}' is not in the file"
            lost.append(LeftOut(place=entry.place, reason=reason, scheme=SCHEME, key=person))
        else:
            memberships[person].append(entry.value)
    areas, posts = _by_id(root.get("areas")), _by_id(root.get("posts"))
    file = _File(organizations, areas, posts, memberships, wanted.day)
    rows = [_person(entry, file) for entry in persons]
    if text.rest:
        lost.append(
            LeftOut(place=Place(path, text.rest, "line"), reason="what stands from here on is no part of the JSON")
        )
    notes = (f"{len(organizations)} organizations, {sum(map(len, memberships.values()))} memberships",)
    rest = not text.rest
    return Reading(kind="popolo", rows=(*rows, *lost), notes=notes, status="third-party", complete=rest)


def _by_id(values: Any) -> dict[str, Mapping[str, Any]]:
    return {word(one, "id"): one for one in listed(values)}


def _person(entry: Entry | LeftOut, file: _File) -> Row:
    if isinstance(entry, LeftOut):
        return entry
    person, key = entry.value, word(entry.value, "id")
    memberships = [*file.memberships.get(key, ()), *listed(person.get("memberships"))]
    seats = [one for one in memberships if not _is_party(one, file)]
    if not seats:
        reason = "it has no membership of an organization in the file"
        return LeftOut(place=entry.place, reason=reason, scheme=SCHEME, key=key)
    now = [one for one in seats if (end := day_of(one.get("end_date"))) is None or end > file.day]
    seat = max(now or seats, key=lambda one: (_weight(one, file), word(one, "start_date")))
    body = _body(seat, file)
    area = _area(seat, file)
    legislature = word(body, "classification").lower() in {"legislature", "parliament", "chamber"}
    plain = _office(seat, file).lower() in {"member", "mp"}
    said = {
        "office": _office(seat, file),
        "form_of_address": "member-of-parliament" if legislature and plain else "",
        "organisation": word(body, "name"),
        "name": _name(person),
        "gender": gender_called(word(person, "gender")),
        "party": _party(memberships, seat, file),
        "roles": [*_roles(now, seat, file)],
        "identifiers": _identifiers(key, person),
        "constituency": word(area, "name"),
        "address": _address(person, seat, body, area),
        "email": _contact("email", person, seat),
        "contact_form": _form(person, seat),
        "phone": _contact("phone", person, seat),
        "verified": {"on": day_of(person.get("updated_at")), "source": _source(person, seat)},
    }
    return Record(
        place=entry.place,
        said={field: value for field, value in said.items() if value},
        whole_name="" if said["name"] else word(person, "name"),
        courtesies=() if said["name"] else tuple(filter(None, [word(person, "honorific_prefix")])),
        scheme=SCHEME,
        key=key,
        audience="legislature" if legislature else "",
        until=None if now else max(day_of(one.get("end_date")) or file.day for one in seats),
    )


def _body(membership: Mapping[str, Any], file: _File) -> Mapping[str, Any]:
    named = inner(membership.get("organization"))
    post = file.posts.get(word(membership, "post_id"), inner(membership.get("post")))
    key = word(membership, "organization_id") or word(post, "organization_id")
    return named or file.organizations.get(key, {})


def _is_party(membership: Mapping[str, Any], file: _File) -> bool:
    """Tell whether the membership is no office: one of a party, or of nothing that the file tells of."""
    body = _body(membership, file)
    return word(body, "classification").lower() in _PARTY or not (word(body, "name") or _office_words(membership, file))


def _office_words(membership: Mapping[str, Any], file: _File) -> str:
    """Return the role in the words of the source; nothing where it only says "member" of a party."""
    post = file.posts.get(word(membership, "post_id"), inner(membership.get("post")))
    words = word(membership, "label") or word(membership, "role") or word(post, "label") or word(post, "role")
    is_party = word(_body(membership, file), "classification").lower() in _PARTY
    return "" if is_party else words


def _office(membership: Mapping[str, Any], file: _File) -> str:
    """Return the office; a role in small letters begins with a capital, as an address does."""
    words = _office_words(membership, file) or "member"
    return words[:1].upper() + words[1:]


def _weight(membership: Mapping[str, Any], file: _File) -> tuple[bool, bool]:
    """Return whether the office is more than a seat, and whether it has a form of address."""
    form = form_of_address(_office_words(membership, file), None, named=True)
    return form not in {NAMED, "councillor", "member-of-parliament"}, form != NAMED


def _roles(now: Sequence[Mapping[str, Any]], seat: Mapping[str, Any], file: _File) -> Iterator[dict[str, str]]:
    for one in now:
        body = word(_body(one, file), "name")
        if one is not seat and body:
            words = _office(one, file)
            yield {"organisation": body} | ({"role": words} if words else {})


def _party(memberships: Sequence[Any], seat: Mapping[str, Any], file: _File) -> str:
    behalf = [word(one, "on_behalf_of_id") for one in (seat, *memberships)]
    names = [word(file.organizations[key], "name") for key in behalf if key in file.organizations]
    names += [word(_body(one, file), "name") for one in memberships if _is_party(one, file)]
    return next((name for name in names if name.lower() not in _SAYS_NOTHING), "")


def _area(seat: Mapping[str, Any], file: _File) -> Mapping[str, Any]:
    post = file.posts.get(word(seat, "post_id"), inner(seat.get("post")))
    key = next((found for one in (seat, post) if (found := word(one, "area_id"))), "")
    return file.areas.get(key) or inner(seat.get("area")) or inner(post.get("area")) or {}


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts of the name, if the source gives them."""
    if not word(person, "family_name"):
        return {}
    given = " ".join(part for part in (word(person, "given_name"), word(person, "additional_name")) if part)
    parts = {
        "title": word(person, "honorific_prefix"),
        "given": given,
        "family": word(person, "family_name"),
        "suffix": word(person, "honorific_suffix"),
    }
    return {key: words for key, words in parts.items() if words}


def _identifiers(key: str, person: Mapping[str, Any]) -> dict[str, str]:
    found = {slug(word(one, "scheme")): word(one, "identifier") for one in listed(person.get("identifiers"))}
    return {scheme: text for scheme, text in ({SCHEME: key} | found).items() if scheme and text}


def _contacts(kind: str, holder: Mapping[str, Any]) -> list[str]:
    """Return the contact details of a kind, those that have run out left aside."""
    details = listed(holder.get("contact_details"))
    return [text_of(one.get("value")) for one in details if word(one, "type").lower() in {kind, _OF_CONTACTS[kind]}]


def _contact(kind: str, person: Mapping[str, Any], seat: Mapping[str, Any]) -> str:
    found = [*_contacts(kind, seat), word(seat, kind), word(person, kind), *_contacts(kind, person)]
    return next((text for text in found if text), "").removeprefix("mailto:").removeprefix("tel:").replace("\n", " ")


def _address(
    person: Mapping[str, Any], seat: Mapping[str, Any], body: Mapping[str, Any], place: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the address of the seat, the person or the body, and the country that any of them names."""
    found = [*_contacts("address", seat), *_contacts("address", person), *_contacts("address", body)]
    lines = [line.strip() for line in re.split("[;\n]", found[0]) if line.strip()] if found else []
    country = next((code[1].upper() for one in (place, body) if (code := _COUNTRY.search(str(one)))), "")
    if len(lines) > 1 and (last := state_called(lines[-1])) and country in {"", last}:
        lines, country = lines[:-1], last
    return {key: value for key, value in {"lines": lines, "country": country}.items() if value}


def _form(person: Mapping[str, Any], seat: Mapping[str, Any]) -> str:
    links = [*listed(seat.get("links")), *listed(person.get("links"))]
    return next(
        (word(one, "url") for one in links if "contact" in f"{word(one, 'note')} {word(one, 'url')}".lower()), ""
    )


def _source(person: Mapping[str, Any], seat: Mapping[str, Any]) -> str:
    sources = [word(one, "url") for one in (*listed(seat.get("sources")), *listed(person.get("sources")))]
    return next((url for url in sources if url), "")
