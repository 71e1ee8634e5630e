"""Officials of the states of the United States, as the project openstates/people keeps them: a file for each person."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from entreaty.content.model import FileEntry, OneLine
from entreaty.content.validation import validated
from entreaty.importing.normal_forms import slug
from entreaty.importing.profile_fields import (
    NameFields,
    ProfileFields,
    RoleFields,
    filled,
    filled_name,
    filled_role,
)
from entreaty.importing.profiles.days import death_of, end_of_office
from entreaty.importing.profiles.naming.names import gender_called
from entreaty.importing.profiles.places.addresses import ReadAddress, WrittenAddress, read_address
from entreaty.importing.profiles.places.postal import us_state_name
from entreaty.importing.reading import LeftOut, PartialProfile, Place, ReadOptions, RecipientSource, SourceRow
from entreaty.importing.sources.entries import (
    Identifier,
    Link,
    Listed,
    SourceEntry,
    SourceModel,
    Texts,
    Word,
    Words,
    day_of,
    line_of,
    why,
    yaml_mapping,
)
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
_OLD_NOTES = {"Capitol Office": "capitol", "District Office": "district", "Primary Office": "primary"}
_LEGISLATORS = ("upper", "lower", "legislature")
_EXECUTIVES = {"governor": ("Governor", "governor"), "mayor": ("Mayor", "mayor")}
_CITY_LINE = re.compile(r"^(.+), ([^,]+, [A-Z]{2}(?: +\d{5}(?:-\d{4})?)?)$")


class Chamber(FileEntry):
    """What a chamber and its members are called."""

    chamber: OneLine
    member: OneLine


class ChambersFile(FileEntry):
    """The file `us_chambers.yaml`."""

    lower: dict[OneLine, Chamber]
    legislature: dict[OneLine, Chamber]


@cache
def _chambers() -> ChambersFile:
    return validated(ChambersFile, read_yaml(_CHAMBERS))


class OpenStatesRole(SourceModel):
    """An office that somebody holds or held."""

    type: Word = ""
    jurisdiction: Word = ""
    district: Word = ""
    start_date: Word = ""
    end_date: Word = ""


class OpenStatesParty(SourceModel):
    """A party that somebody belongs or belonged to."""

    name: Word = ""
    end_date: Word = ""


class OpenStatesOffice(SourceModel):
    """An office with an address; older files have a `note` such as "Capitol Office" for its `classification`."""

    classification: Word = ""
    note: Word = ""
    address: Words = ""
    voice: Word = ""


class OpenStatesPerson(SourceModel):
    """A file of a person."""

    id: Word = ""
    name: Word = ""
    given_name: Word = ""
    middle_name: Word = ""
    family_name: Word = ""
    suffix: Word = ""
    nickname: Word = ""
    gender: Word = ""
    email: Word = ""
    birth_date: Word = ""
    death_date: Word = ""
    roles: Listed[OpenStatesRole] = ()
    party: Listed[OpenStatesParty] = ()
    offices: Listed[OpenStatesOffice] = ()
    contact_details: Listed[OpenStatesOffice] = ()
    links: Listed[Link] = ()
    other_identifiers: Listed[Identifier] = ()
    ids: Texts = Field(default_factory=dict)

    def offices_in(self, where: str) -> list[OpenStatesOffice]:
        """Return the offices with an address in the "capital" or the "district", the most suitable first."""
        found = [(one.classification, one) for one in self.offices]
        found += [(_OLD_NOTES.get(one.note, ""), one) for one in self.contact_details]
        return [one for kind in _OFFICES[where] for called, one in found if called == kind and one.address]


class OpenStatesMember(SourceModel):
    """A member of a committee."""

    person_id: Word = ""
    role: Word = ""


class OpenStatesCommittee(SourceModel):
    """A file of a committee."""

    name: Word = ""
    members: Listed[OpenStatesMember] = ()


@dataclass(slots=True)
class _Files:
    """The files that were read, each with its place."""

    people: list[SourceEntry[OpenStatesPerson]] = field(default_factory=list)
    committees: list[SourceEntry[OpenStatesCommittee]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_openstates(paths: Sequence[Path], options: ReadOptions) -> RecipientSource:
    """Read the files of people and of committees, each by itself.

    Args:
        paths: The files.
        options: Which office's address is wanted.
    """
    files = _read(paths)
    roles: dict[str, list[RoleFields]] = defaultdict(list)
    for entry in files.committees:
        for member in entry.content.members:
            roles[member.person_id].append(filled_role({"organisation": entry.content.name, "role": member.role}))
    rows: list[SourceRow] = [*files.left_out]
    rows += [_profile(person, roles.get(person.content.id, []), options) for person in files.people]
    here = {person.content.id for person in files.people}
    for entry in files.committees:
        committee = entry.content
        mine = sum(member.person_id in here for member in committee.members)
        members = f"of its {len(committee.members)} members, {mine} are in the source"
        reason = f"it is a committee, '{committee.name}': {members}"
        rows.append(LeftOut(place=entry.place, reason=reason, problem=False))
    order = {path: number for number, path in enumerate(paths)}
    rows.sort(key=lambda row: order[row.place.path])
    silent = frozenset() if files.committees else frozenset({"roles"})
    return RecipientSource(kind="openstates", rows=tuple(rows), status="third-party", credit=CREDIT, silent=silent)


def _read(paths: Sequence[Path]) -> _Files:
    files = _Files()
    for number, path in enumerate(paths, start=1):
        place = Place(path, number, "file")
        try:
            found = yaml_mapping(path)
        except ContentError as error:
            files.left_out.append(LeftOut(place=place, reason=why(error)))
            continue
        kind = line_of(found.get("id")).partition("/")[0]
        if "members" in found or kind.startswith("ocd-organization"):
            files.committees.append(SourceEntry(place, OpenStatesCommittee.model_validate(found)))
        elif "roles" in found or kind.startswith("ocd-person"):
            files.people.append(SourceEntry(place, OpenStatesPerson.model_validate(found)))
        else:
            reason = "it is neither a person nor a committee of Open States"
            files.left_out.append(LeftOut(place=place, reason=reason))
    return files


def _profile(entry: SourceEntry[OpenStatesPerson], roles: list[RoleFields], options: ReadOptions) -> SourceRow:
    place, person = entry.place, entry.content
    held = [role for role in person.roles if role.type in {*_LEGISLATORS, *_EXECUTIVES}]
    if not person.id or not held:
        missing = "'id'" if not person.id else "office among its 'roles' that letters go to"
        return LeftOut(place=place, reason=f"it has no {missing}", scheme=SCHEME, key=person.id)
    ends = {id(role): end_of_office(role.end_date, options.day) for role in held}
    now = [role for role in held if ends[id(role)].is_open_on(options.day)]
    unclear = [role for role in held if ends[id(role)].problem]
    role = max(now or unclear or held, key=lambda one: (ends[id(one)].day or date.max, one.start_date))
    end, death = ends[id(role)], death_of(person.death_date, options.day)
    address, name = _address(person, options.office), _name(person)
    links = [link.url for link in person.links]
    fields: ProfileFields = {
        **_seat(role),
        "name": name,
        "gender": gender_called(person.gender),
        "party": next((party.name for party in person.party if not party.end_date), ""),
        "roles": roles,
        "identifiers": _identifiers(person),
        "address": address.fields,
        "email": person.email or address.email,
        "contact_form": next((url for url in links if "contact" in url.lower()), ""),
        "phone": next((one.voice for one in person.offices_in(options.office) if one.voice), "") or address.phone,
        "verified": {"source": f"{CREDIT}; {links[-1]}" if links else CREDIT},
    }
    return PartialProfile(
        place=place,
        fields=filled(fields),
        whole_name="" if name else person.name,
        scheme=SCHEME,
        key=person.id,
        audience="legislature" if role.type in _LEGISLATORS else "",
        since=day_of(role.start_date),
        until=min(filter(None, (end.day, death.day)), default=None),
        left=end.left or death.left,
        held=end.held_back("end_date") or address.problem,
        born=day_of(person.birth_date),
        notes=(*address.notes_beside(fields), *end.notes),
    )


def _seat(role: OpenStatesRole) -> ProfileFields:
    code = _STATE.search(role.jurisdiction)
    state = us_state_name(code[1]) if code else ""
    if role.type in _EXECUTIVES:
        office, form = _EXECUTIVES[role.type]
        place = _PLACE.search(role.jurisdiction)
        seat = place[1].replace("_", " ").title() if role.type == "mayor" and place else state
        of_whom = f"City of {seat}" if role.type == "mayor" else f"State of {seat}"
        return {"office": office, "form_of_address": form, "organisation": of_whom, "state": "US", "constituency": seat}
    lower = _chambers().lower.get(state, Chamber(chamber="House of Representatives", member="Representative"))
    whole = _chambers().legislature.get(state, Chamber(chamber="Legislature", member="Representative"))
    upper = Chamber(chamber="Senate", member="Senator")
    chamber = {"upper": upper, "lower": lower, "legislature": whole}[role.type]
    return {
        "office": chamber.member,
        "form_of_address": "state-senator" if chamber.member == "Senator" else "state-representative",
        "organisation": f"{state} {chamber.chamber}".strip(),
        "state": "US",
        "constituency": ", ".join(part for part in (state, _district(role.district)) if part),
    }


def _district(name: str) -> str:
    return f"District {name}" if name.isdigit() else name


def _name(person: OpenStatesPerson) -> NameFields:
    if not person.family_name:
        return {}
    return filled_name(
        {
            "given": " ".join(part for part in (person.given_name, person.middle_name) if part),
            "family": person.family_name,
            "suffix": person.suffix,
            "nickname": person.nickname,
        }
    )


def _address(person: OpenStatesPerson, wanted: str) -> ReadAddress:
    """Return the address of the wanted office, or that of the other one with a note."""
    other = next(kind for kind in _OFFICES if kind != wanted)
    own, others = person.offices_in(wanted), person.offices_in(other)
    if not own and not others:
        return ReadAddress(fields={"country": "US"})
    lines = _lines((own or others)[0].address)
    address = read_address(WrittenAddress(cells=lines, country="US", holder=person.name))
    where = {"capital": "the capital", "district": "the district"}
    note = f"no office in {where[wanted]} is known; one in {where[other]} is taken"
    return address if own else replace(address, notes=(note, *address.notes))


def _lines(address: str) -> list[str]:
    """Return the lines: those that the source separates, else what stands before the city, and the city's line."""
    lines = [line.strip() for line in re.split("[;\n]", address) if line.strip()]
    cut = _CITY_LINE.match(lines[0]) if len(lines) == 1 else None
    return [cut[1], cut[2]] if cut else lines


def _identifiers(person: OpenStatesPerson) -> dict[str, str]:
    """Return the identifiers by scheme; those of one scheme stand together: {"legacy-openstates": "VTL1; VTL2"}."""
    found = {SCHEME: person.id}
    others = [(one.scheme, one.identifier) for one in person.other_identifiers]
    for called, text in (*others, *person.ids.items()):
        if (scheme := slug(called)) and text:
            found[scheme] = f"{found[scheme]}; {text}" if scheme in found else text
    return found
