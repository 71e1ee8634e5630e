"""The members of the Congress of the United States, as the project unitedstates/congress-legislators lists them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from pydantic import Field, TypeAdapter

from entreaty.importing.normal_forms import slug
from entreaty.importing.profile_fields import (
    AddressFields,
    NameFields,
    ProfileFields,
    RoleFields,
    filled,
    filled_name,
    filled_role,
)
from entreaty.importing.profiles.days import end_of_office
from entreaty.importing.profiles.naming.names import gender_called
from entreaty.importing.profiles.places.postal import address_lines, us_state_name
from entreaty.importing.reading import LeftOut, Noted, PartialProfile, ReadOptions, RecipientSource, SourceRow
from entreaty.importing.sources.entries import (
    Inner,
    Listed,
    RawEntry,
    SourceEntry,
    SourceModel,
    Texts,
    Word,
    day_of,
    yaml_entries,
    yaml_mapping,
)
from entreaty.storage.inside import opened

CREDIT = "unitedstates/congress-legislators"
SCHEME = "bioguide"
_DELEGATES = {"DC", "GU", "VI", "AS", "MP"}
_CHAMBERS = {"sen": "United States Senate", "rep": "United States House of Representatives"}
_FORMS = {"sen": "senator", "rep": "member-of-parliament"}


class LegislatorName(SourceModel):
    """The name of a legislator."""

    first: Word = ""
    middle: Word = ""
    last: Word = ""
    suffix: Word = ""
    nickname: Word = ""
    official_full: Word = ""


class Biography(SourceModel):
    """What else is known of a person."""

    gender: Word = ""
    birthday: Word = ""


class Term(SourceModel):
    """A term of office; `type` is "sen" or "rep", and a senator has no district."""

    type: Word = ""
    start: Word = ""
    end: Word = ""
    state: Word = ""
    district: Word = ""
    party: Word = ""
    url: Word = ""
    address: Word = ""
    office: Word = ""
    phone: Word = ""
    contact_form: Word = ""


class Identified(SourceModel):
    """Whoever has identifiers, such as `{"bioguide": "E000001", "thomas": "01836"}`."""

    id: Texts = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """The identifier that all files share: "E000001"; empty where there is none."""
        return self.id.get(SCHEME, "").replace("\n", " ")


class Legislator(Identified):
    """An entry of the list of legislators."""

    name: Inner[LegislatorName] = LegislatorName()
    bio: Inner[Biography] = Biography()
    terms: Listed[Term] = ()


class DistrictOffice(SourceModel):
    """An office in the district."""

    building: Word = ""
    address: Word = ""
    suite: Word = ""
    city: Word = ""
    state: Word = ""
    zip: Word = ""


class DistrictOffices(Identified):
    """An entry of the list of district offices."""

    offices: Listed[DistrictOffice] = ()


class Subcommittee(SourceModel):
    """A committee below another one."""

    thomas_id: Word = ""
    name: Word = ""


class CongressCommittee(Subcommittee):
    """An entry of the list of committees."""

    subcommittees: Listed[Subcommittee] = ()

    def names(self) -> dict[str, str]:
        """Return the names by code: {"HSFA": "House Committee on …", "HSFA14": "House Committee on …: Europe"}."""
        below = {f"{self.thomas_id}{one.thomas_id}": f"{self.name}: {one.name}" for one in self.subcommittees}
        return {self.thomas_id: self.name} | below


class CommitteeMember(SourceModel):
    """A member of a committee."""

    bioguide: Word = ""
    title: Word = ""


_MEMBERS: TypeAdapter[dict[str, tuple[CommitteeMember, ...]]] = TypeAdapter(dict[str, Listed[CommitteeMember]])


@dataclass(slots=True)
class _Lists:
    """The contents of the files.

    Attributes:
        legislators: The legislators, and the entries that are none.
        offices: The offices in the district, by legislator.
        committees: The names of committees by code.
        members: The members of committees by code.
    """

    legislators: list[SourceEntry[Legislator] | LeftOut] = field(default_factory=list)
    offices: dict[str, tuple[DistrictOffice, ...]] = field(default_factory=dict)
    committees: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[CommitteeMember]] = field(default_factory=lambda: defaultdict(list))

    def take(self, entry: RawEntry) -> None:
        """Take in an entry of any of the files; its keys show which it is."""
        if "terms" in entry.content:
            self.legislators.append(SourceEntry(entry.place, Legislator.model_validate(entry.content)))
        elif "offices" in entry.content:
            found = DistrictOffices.model_validate(entry.content)
            self.offices[found.key] = found.offices
        elif "thomas_id" in entry.content:
            self.committees |= CongressCommittee.model_validate(entry.content).names()
        else:
            reason = "it is no legislator: it has no 'terms'"
            self.legislators.append(LeftOut(place=entry.place, reason=reason))

    def roles(self) -> dict[str, list[RoleFields]]:
        """Return the seats in committees, by legislator."""
        roles: dict[str, list[RoleFields]] = defaultdict(list)
        for code, members in self.members.items():
            for member in members:
                role: RoleFields = {"organisation": self.committees.get(code, code), "role": member.title}
                roles[member.bioguide].append(filled_role(role))
        return roles

    def silent(self, wanted: str) -> frozenset[str]:
        """Return the fields of which the files tell nothing: roles without both files of committees, and offices."""
        roles = {"roles"} if not (self.members and self.committees) else set()
        return frozenset(roles | ({"address"} if wanted == "district" and not self.offices else set()))

    def notes(self) -> Iterator[str]:
        """Yield how offices and seats in committees fit the list of legislators."""
        known = {one.content.key for one in self.legislators if isinstance(one, SourceEntry)}
        yield f"offices in districts of {len(known & set(self.offices))} of the legislators"
        if strangers := sorted(set(self.offices) - known):
            yield f"offices of others are not used: {', '.join(strangers[:20])}"
        if seats := [member for members in self.members.values() for member in members]:
            mine = sum(member.bioguide in known for member in seats)
            yield f"of {len(seats)} seats in committees, {mine} are theirs"


def read_congress(paths: Sequence[Path], options: ReadOptions) -> RecipientSource:
    """Read a list of legislators and, beside it, those of district offices, committees and their members.

    Args:
        paths: The files, in any order; what each is shows in it.
        options: Which office's address is wanted.

    Raises:
        ContentError: A file cannot be read.
    """
    lists = _Lists()
    for path in paths:
        if is_membership(path):
            for code, members in _MEMBERS.validate_python(yaml_mapping(path)).items():
                lists.members[code] += members
            continue
        for entry in yaml_entries(path):
            if isinstance(entry, LeftOut):
                lists.legislators.append(entry)
            else:
                lists.take(entry)
    roles = lists.roles()
    rows = [
        one if isinstance(one, LeftOut) else _profile(one, lists, roles, options.office, options.day)
        for one in lists.legislators
    ]
    return RecipientSource(
        kind="congress",
        rows=tuple(rows),
        notes=tuple(lists.notes()),
        status="third-party",
        credit=CREDIT,
        silent=lists.silent(options.office),
    )


def is_membership(path: Path) -> bool:
    """Tell whether the file lists the members of committees, by the committee's code."""
    try:
        with TextIOWrapper(opened(path), encoding="utf-8", errors="replace") as stream:
            first = next((line for line in stream if line.strip() and not line.startswith(("#", "---"))), "")
    except OSError:
        return False
    return first.strip().endswith(":") and first[:1].isupper() and not first.startswith("-")


def _profile(
    entry: SourceEntry[Legislator], lists: _Lists, roles: Mapping[str, list[RoleFields]], wanted: str, today: date
) -> SourceRow:
    place, legislator = entry.place, entry.content
    terms = [term for term in legislator.terms if term.type in _CHAMBERS]
    if not legislator.key or not terms:
        missing = "term as senator or representative" if legislator.key else "'id: bioguide'"
        return LeftOut(place=place, reason=f"it has no {missing}", scheme=SCHEME, key=legislator.key)
    term = max(terms, key=lambda one: one.start)
    address = _address(term, lists.offices.get(legislator.key, ()), wanted)
    end = end_of_office(term.end, today)
    fields: ProfileFields = {
        **_seat(term),
        "name": _name(legislator.name),
        "gender": gender_called(legislator.bio.gender),
        "party": term.party,
        "roles": roles.get(legislator.key, []),
        "identifiers": {slug(scheme): text for scheme, text in legislator.id.items()},
        "address": address.value,
        "contact_form": term.contact_form,
        "phone": term.phone,
        "verified": {"source": f"{CREDIT}; {term.url}".removesuffix("; ")},
    }
    return PartialProfile(
        place=place,
        fields=filled(fields),
        scheme=SCHEME,
        key=legislator.key,
        audience="legislature",
        since=day_of(term.start),
        until=end.day,
        held=end.held_back("end"),
        born=day_of(legislator.bio.birthday),
        notes=(*address.notes, *end.notes),
    )


def _seat(term: Term) -> ProfileFields:
    code = term.state.upper()
    office = "Senator" if term.type == "sen" else "Representative"
    if term.type == "rep" and code in _DELEGATES:
        office = "Delegate"
    elif term.type == "rep" and code == "PR":
        office = "Resident Commissioner"
    return {
        "office": office,
        "form_of_address": _FORMS[term.type],
        "organisation": _CHAMBERS[term.type],
        "state": "US",
        "constituency": _constituency(term, us_state_name(code)),
    }


def _constituency(term: Term, state: str) -> str:
    """Return the constituency: "Illinois", "Illinois, 13th District" or "District of Columbia, at large"."""
    if term.type == "sen" or not term.district:
        return state
    if term.district in {"0", "-1"}:
        return f"{state}, at large"
    # A word such as "at-large" would be one that the project does not use today.
    district = f"{_ordinal(int(term.district))} District" if term.district.isdecimal() else term.district
    return f"{state}, {district}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _name(name: LegislatorName) -> NameFields:
    """Return the name as its holder uses it officially, where it ends with the family name; else its parts."""
    official = name.official_full
    used = official.removesuffix(name.suffix).rstrip(" ,") if name.suffix else official
    given = " ".join(part for part in (name.first, name.middle) if part)
    if name.last and used.endswith(f" {name.last}"):
        given = used.removesuffix(name.last).strip()
    nickname = name.nickname if name.nickname != given else ""
    return filled_name({"given": given, "family": name.last, "suffix": name.suffix, "nickname": nickname})


def _address(term: Term, offices: Sequence[DistrictOffice], wanted: str) -> Noted[AddressFields]:
    """Return the address that is wanted, as far as there is one, with a note where there was a choice."""
    if wanted == "district" and offices:
        office = offices[0]
        streets = [words for words in (office.building, office.address, office.suite) if words]
        parts = {"postal code": office.zip, "city": office.city, "region": office.state}
        notes = (f"of {len(offices)} offices in the district, that in {office.city} is taken",) if offices[1:] else ()
        return Noted({"lines": [*address_lines(streets, parts, "US")], "country": "US"}, notes)
    notes = ("no office in the district is known; the one in the capital is taken",) if wanted == "district" else ()
    whole, room = term.address, term.office
    cut = len(room) if room and whole.casefold().startswith(f"{room.casefold()} ") else 0
    lines = [whole[:cut], whole[cut:].strip(" ,")] if cut else [whole or room]
    return Noted({"lines": lines, "country": "US"}, notes)


def congress_files(folder: Path) -> tuple[Path, ...]:
    """Return those files of a copy of the project that tell of the current members; none where it is another folder."""
    wanted = (
        "legislators-current",
        "legislators-district-offices",
        "committees-current",
        "committee-membership-current",
    )
    found = [folder / f"{name}.yaml" for name in wanted]
    return tuple(path for path in found if path.is_file()) if found[0].is_file() else ()


def is_congress(path: Path) -> bool:
    """Tell whether the file is one of the project, by its first entry."""
    try:
        with TextIOWrapper(opened(path), encoding="utf-8", errors="replace") as stream:
            head = stream.read(4_000)
    except OSError:
        return False
    return is_membership(path) or "bioguide:" in head or "thomas_id:" in head
