"""Officials of the states of the United States, as the project openstates/people keeps them: a file for each person."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from entreaty.content.model import Entry as Model
from entreaty.content.model import Line
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import slug, text_of
from entreaty.importing.profiles.names import gender_called
from entreaty.importing.profiles.postal import us_state_name
from entreaty.importing.rows import LeftOut, Place, Reading, Record, Row, Wanted
from entreaty.importing.sources.entries import day_of, inner, listed, why, word, yaml_mapping
from entreaty.problems import ContentError
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

CREDIT = "Open States"
SCHEME = "openstates"
_CHAMBERS = DATA / "importing" / "us_chambers.yaml"
_STATE = re.compile(r"country:us/(?:state|district|territory):(\w\w)")
_PLACE = re.compile(r"/place:([\w~.-]+)")
# Houses and campaigns are never written to: the one is private, the other is not the office.
_OFFICES = {"capital": ("capitol", "primary"), "district": ("district", "district-mail")}
_LEGISLATORS = ("upper", "lower", "legislature")
_EXECUTIVES = {"governor": ("Governor", "governor"), "mayor": ("Mayor", "mayor")}
_CITY_LINE = re.compile(r"^(.+), ([^,]+, [A-Z]{2}(?: +\d{5}(?:-\d{4})?)?)$")


class Chamber(Model):
    """What a chamber and its members are called."""

    chamber: Line
    member: Line


class ChambersFile(Model):
    """The file `us_chambers.yaml`."""

    lower: dict[Line, Chamber]
    legislature: dict[Line, Chamber]


@cache
def _chambers() -> ChambersFile:
    return validated(ChambersFile, read_yaml(_CHAMBERS))


def read_openstates(paths: Sequence[Path], wanted: Wanted) -> Reading:
    """Read the files of people and of committees, each by itself.

    Args:
        paths: The files.
        wanted: Which office's address is wanted.
    """
    people: list[tuple[Place, Mapping[str, Any]]] = []
    rows: list[Row] = []
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    committees: list[tuple[Place, str, int, list[str]]] = []
    for number, path in enumerate(paths, start=1):
        place = Place(path, number, "file")
        try:
            found = yaml_mapping(path)
        except ContentError as error:
            rows.append(LeftOut(place=place, reason=why(error)))
            continue
        if "members" in found or word(found, "id").startswith("ocd-organization"):
            committees.append((place, word(found, "name"), *_seats(found, roles)))
        elif word(found, "id").startswith("ocd-person") or "roles" in found:
            people.append((place, found))
        else:
            rows.append(LeftOut(place=place, reason="it is neither a person nor a committee of Open States"))
    rows += [_person(place, found, roles.get(word(found, "id"), []), wanted) for place, found in people]
    here = {word(found, "id") for _, found in people}
    for place, name, seats, ids in committees:
        mine = sum(one in here for one in ids)
        reason = f"it is a committee, '{name}': of its {seats} members, {mine} are in the source"
        rows.append(LeftOut(place=place, reason=reason, problem=False))
    order = {place: number for number, place in enumerate(paths)}
    rows.sort(key=lambda row: order[row.place.path])
    return Reading(kind="openstates", rows=tuple(rows), status="third-party", credit=CREDIT)


def _seats(committee: Mapping[str, Any], roles: dict[str, list[dict[str, Any]]]) -> tuple[int, list[str]]:
    members = listed(committee.get("members"))
    for member in members:
        role = {"organisation": word(committee, "name"), "role": word(member, "role")}
        roles[word(member, "person_id")].append({key: text for key, text in role.items() if text})
    return len(members), [word(member, "person_id") for member in members]


def _person(place: Place, person: Mapping[str, Any], roles: list[dict[str, Any]], wanted: Wanted) -> Row:
    key = word(person, "id")
    held = [role for role in listed(person.get("roles")) if word(role, "type") in {*_LEGISLATORS, *_EXECUTIVES}]
    if not key or not held:
        missing = "'id'" if not key else "office among its 'roles' that letters go to"
        return LeftOut(place=place, reason=f"it has no {missing}", scheme=SCHEME, key=key)
    now = [role for role in held if (end := day_of(role.get("end_date"))) is None or end > wanted.day]
    role = max(now or held, key=lambda one: (word(one, "end_date") or "9999", word(one, "start_date")))
    address, notes = _address(person, wanted.office)
    own = [*listed(person.get("other_identifiers")), *_social(person)]
    links = [word(link, "url") for link in listed(person.get("links"))]
    said = {
        **_seat(role),
        "name": _name(person),
        "gender": gender_called(word(person, "gender")),
        "party": next((word(party, "name") for party in listed(person.get("party")) if not party.get("end_date")), ""),
        "roles": roles,
        "identifiers": _identifiers(key, own),
        "address": {"lines": address, "country": "US"},
        "email": word(person, "email"),
        "contact_form": next((url for link in links if (url := link) and "contact" in url.lower()), ""),
        "phone": _phone(person, wanted.office),
        "verified": {"source": f"{CREDIT}; {links[-1]}" if links else CREDIT},
    }
    return Record(
        place=place,
        said={field: value for field, value in said.items() if value},
        whole_name="" if said["name"] else word(person, "name"),
        scheme=SCHEME,
        key=key,
        audience="legislature" if word(role, "type") in _LEGISLATORS else "",
        until=day_of(role.get("end_date")) or day_of(person.get("death_date")),
        notes=tuple(notes),
    )


def _seat(role: Mapping[str, Any]) -> dict[str, Any]:
    kind, jurisdiction = word(role, "type"), word(role, "jurisdiction")
    code = _STATE.search(jurisdiction)
    state = us_state_name(code[1]) if code else ""
    if kind in _EXECUTIVES:
        office, form = _EXECUTIVES[kind]
        place = _PLACE.search(jurisdiction)
        seat = place[1].replace("_", " ").title() if kind == "mayor" and place else state
        of_whom = f"City of {seat}" if kind == "mayor" else f"State of {seat}"
        return {"office": office, "form_of_address": form, "organisation": of_whom, "state": "US", "constituency": seat}
    lower = _chambers().lower.get(state, Chamber(chamber="House of Representatives", member="Representative"))
    whole = _chambers().legislature.get(state, Chamber(chamber="Legislature", member="Representative"))
    upper = Chamber(chamber="Senate", member="Senator")
    chamber = {"upper": upper, "lower": lower, "legislature": whole}[kind]
    form = "state-senator" if chamber.member == "Senator" else "state-representative"
    seat = ", ".join(part for part in (state, _district(word(role, "district"))) if part)
    organisation = f"{state} {chamber.chamber}".strip()
    return {
        "office": chamber.member,
        "form_of_address": form,
        "organisation": organisation,
        "state": "US",
        "constituency": seat,
    }


def _district(name: str) -> str:
    return f"District {name}" if name.isdigit() else name


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    if not word(person, "family_name"):
        return {}
    given = " ".join(part for part in (word(person, "given_name"), word(person, "middle_name")) if part)
    parts = {"given": given, "family": word(person, "family_name"), "suffix": word(person, "suffix")}
    parts["nickname"] = word(person, "nickname")
    return {key: words for key, words in parts.items() if words}


def _offices(person: Mapping[str, Any], wanted: str) -> list[Mapping[str, Any]]:
    """Return the offices of the wanted kind that have an address; older files call them otherwise."""
    found = [(word(one, "classification"), one) for one in listed(person.get("offices"))]
    old = {"Capitol Office": "capitol", "District Office": "district", "Primary Office": "primary"}
    found += [(old.get(word(one, "note"), ""), one) for one in listed(person.get("contact_details"))]
    return [one for kind in _OFFICES[wanted] for called, one in found if called == kind and word(one, "address")]


def _address(person: Mapping[str, Any], wanted: str) -> tuple[list[str], list[str]]:
    found = _offices(person, wanted)
    notes = []
    if not found:
        other = next(kind for kind in _OFFICES if kind != wanted)
        found = _offices(person, other)
        where = {"capital": "the capital", "district": "the district"}
        notes = [f"no office in {where[wanted]} is known; one in {where[other]} is taken"] if found else []
    return (_lines(text_of(found[0]["address"])) if found else []), notes


def _lines(address: str) -> list[str]:
    """Return the lines: those that the source separates, else what stands before the city, and the city's line."""
    lines = [line.strip() for line in re.split("[;\n]", address) if line.strip()]
    cut = _CITY_LINE.match(lines[0]) if len(lines) == 1 else None
    return [cut[1], cut[2]] if cut else lines


def _phone(person: Mapping[str, Any], wanted: str) -> str:
    return next((phone for one in _offices(person, wanted) if (phone := word(one, "voice"))), "")


def _social(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"scheme": name, "identifier": one} for name, one in inner(person.get("ids")).items()]


def _identifiers(key: str, others: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {SCHEME: key}
    for one in others:
        scheme, text = slug(word(one, "scheme")), word(one, "identifier")
        if scheme and text:
            found[scheme] = f"{found[scheme]}; {text}" if scheme in found else text
    return found
