"""The members of the Congress of the United States, as the project unitedstates/congress-legislators lists them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from entreaty.importing.normal_forms import slug, text_of
from entreaty.importing.profiles.names import gender_called
from entreaty.importing.profiles.postal import address_lines, us_state_name
from entreaty.importing.rows import LeftOut, Reading, Record, Row, Wanted
from entreaty.importing.sources.entries import Entry, day_of, inner, listed, word, yaml_entries, yaml_mapping

CREDIT = "unitedstates/congress-legislators"
SCHEME = "bioguide"
_DELEGATES = {"DC", "GU", "VI", "AS", "MP"}
_CHAMBERS = {"sen": "United States Senate", "rep": "United States House of Representatives"}
_FORMS = {"sen": "senator", "rep": "member-of-parliament"}

Roles = Mapping[str, Sequence[dict[str, Any]]]
Offices = Mapping[str, Sequence[Mapping[str, Any]]]


def read_congress(paths: Sequence[Path], wanted: Wanted) -> Reading:
    """Read a list of legislators and, beside it, those of district offices, committees and their members.

    Args:
        paths: The files, in any order; what each is shows in it.
        wanted: Which office's address is wanted.

    Raises:
        ContentError: A file cannot be read.
    """
    legislators: list[Entry | LeftOut] = []
    offices: dict[str, list[Mapping[str, Any]]] = {}
    names: dict[str, str] = {}
    members: list[tuple[str, Mapping[str, Any]]] = []
    for path in paths:
        if is_membership(path):
            members += [(code, one) for code, ones in yaml_mapping(path).items() for one in listed(ones)]
            continue
        for entry in yaml_entries(path):
            if isinstance(entry, LeftOut) or "terms" in entry.value:
                legislators.append(entry)
            elif "offices" in entry.value:
                offices[word(inner(entry.value.get("id")), SCHEME)] = listed(entry.value["offices"])
            elif "thomas_id" in entry.value:
                names |= _committee_names(entry.value)
            else:
                legislators.append(LeftOut(place=entry.place, reason="it is no legislator: it has no 'terms'"))
    roles = _roles(members, names)
    rows = tuple(_legislator(entry, roles, offices, wanted) for entry in legislators)
    return Reading(
        kind="congress",
        rows=rows,
        notes=tuple(_notes(legislators, offices, members)),
        status="third-party",
        credit=CREDIT,
    )


def is_membership(path: Path) -> bool:
    """Tell whether the file lists the members of committees, by the committee's code."""
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            first = next((line for line in stream if line.strip() and not line.startswith(("#", "---"))), "")
    except OSError:
        return False
    return first.strip().endswith(":") and first[:1].isupper() and not first.startswith("-")


def _notes(legislators: Sequence[Any], offices: Offices, members: Sequence[Any]) -> Iterator[str]:
    known = {word(inner(one.value.get("id")), SCHEME) for one in legislators if isinstance(one, Entry)}
    yield f"offices in districts of {len(known & set(offices))} of the legislators"
    if strangers := sorted(set(offices) - known):
        yield f"offices of others are not used: {', '.join(strangers[:20])}"
    if members:
        mine = sum(word(one, SCHEME) in known for _, one in members)
        yield f"of {len(members)} seats in committees, {mine} are theirs"


def _committee_names(committee: Mapping[str, Any]) -> dict[str, str]:
    code, name = word(committee, "thomas_id"), word(committee, "name")
    below = listed(committee.get("subcommittees"))
    return {code: name} | {f"{code}{word(one, 'thomas_id')}": f"{name}: {word(one, 'name')}" for one in below}


def _roles(members: Sequence[tuple[str, Mapping[str, Any]]], names: Mapping[str, str]) -> Roles:
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for code, member in members:
        role = {"organisation": names.get(code, code), "role": word(member, "title")}
        roles[word(member, SCHEME)].append({key: text for key, text in role.items() if text})
    return roles


def _legislator(entry: Entry | LeftOut, roles: Roles, offices: Offices, wanted: Wanted) -> Row:
    if isinstance(entry, LeftOut):
        return entry
    ids = inner(entry.value.get("id"))
    key = word(ids, SCHEME)
    terms = [term for term in listed(entry.value.get("terms")) if word(term, "type") in _CHAMBERS]
    if not key or not terms:
        missing = "term as senator or representative" if key else "'id: bioguide'"
        return LeftOut(place=entry.place, reason=f"it has no {missing}", scheme=SCHEME, key=key)
    term = max(terms, key=lambda one: word(one, "start"))
    address, notes = _address(term, offices.get(key, ()), wanted.office)
    said = {
        **_seat(term),
        "name": _name(inner(entry.value.get("name"))),
        "gender": gender_called(word(inner(entry.value.get("bio")), "gender")),
        "party": word(term, "party"),
        "roles": [*roles.get(key, ())],
        "identifiers": {slug(scheme): text for scheme, one in ids.items() if (text := text_of(one))},
        "address": address,
        "contact_form": word(term, "contact_form"),
        "phone": word(term, "phone"),
        "verified": {"source": f"{CREDIT}; {word(term, 'url')}".removesuffix("; ")},
    }
    return Record(
        place=entry.place,
        said={field: value for field, value in said.items() if value},
        scheme=SCHEME,
        key=key,
        audience="legislature",
        until=day_of(term.get("end")),
        notes=notes,
    )


def _seat(term: Mapping[str, Any]) -> dict[str, Any]:
    chamber, code = word(term, "type"), word(term, "state").upper()
    state = us_state_name(code)
    office = "Senator" if chamber == "sen" else "Representative"
    if chamber == "rep" and code in _DELEGATES:
        office = "Delegate"
    elif chamber == "rep" and code == "PR":
        office = "Resident Commissioner"
    district = word(term, "district")
    if chamber == "sen" or not district:
        seat = state
    else:
        seat = f"{state}, at large" if district in {"0", "-1"} else f"{state}, {_ordinal(int(district))} District"
    form = {"form_of_address": _FORMS[chamber], "organisation": _CHAMBERS[chamber]}
    return {"office": office, **form, "state": "US", "constituency": seat}


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _name(name: Mapping[str, Any]) -> dict[str, str]:
    """Return the name as its holder uses it officially, where it ends with the family name; else its parts."""
    family, official = word(name, "last"), word(name, "official_full")
    suffix = word(name, "suffix")
    used = official.removesuffix(suffix).rstrip(" ,") if suffix else official
    given = " ".join(part for part in (word(name, "first"), word(name, "middle")) if part)
    nickname = word(name, "nickname")
    if family and used.endswith(f" {family}"):
        given = used.removesuffix(family).strip()
    parts = {"given": given, "family": family, "suffix": suffix, "nickname": nickname if nickname != given else ""}
    return {key: words for key, words in parts.items() if words}


def _address(
    term: Mapping[str, Any], offices: Sequence[Mapping[str, Any]], wanted: str
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the address that is wanted, as far as there is one, with a note where there was a choice."""
    if wanted == "district" and offices:
        office = offices[0]
        streets = [words for key in ("building", "address", "suite") if (words := word(office, key))]
        parts = {"postal code": word(office, "zip"), "city": word(office, "city"), "region": word(office, "state")}
        notes = (f"of {len(offices)} offices in the district, that in {parts['city']} is taken",) if offices[1:] else ()
        return {"lines": list(address_lines(streets, parts, "US")), "country": "US"}, notes
    notes = ("no office in the district is known; the one in the capital is taken",) if wanted == "district" else ()
    whole, room = word(term, "address"), word(term, "office")
    cut = len(room) if room and whole.casefold().startswith(f"{room.casefold()} ") else 0
    lines = [whole[:cut], whole[cut:].strip(" ,")] if cut else [whole or room]
    return {"lines": [line for line in lines if line], "country": "US"}, notes


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
        with path.open(encoding="utf-8", errors="replace") as stream:
            head = stream.read(4_000)
    except OSError:
        return False
    return is_membership(path) or "bioguide:" in head or "thomas_id:" in head
