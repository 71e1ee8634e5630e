"""Several rows of one person become one: the current row gives the office, further ones what else the person does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeGuard, cast

from entreaty.content.model import shown
from entreaty.importing.normal_forms import romanised
from entreaty.importing.profile_fields import (
    NameFields,
    PrintedText,
    ProfileFields,
    RoleFields,
    filled_name,
    filled_role,
    is_empty,
    words_of,
)
from entreaty.importing.profiles.leaving import NO_END, end_by_office, unmarked, without_term
from entreaty.importing.profiles.profile import left_out
from entreaty.importing.reading import LeftOut, PartialProfile, SourceRow

# What a row in office says of the person or of how to reach it, and another may lack.
_OF_THE_PERSON = (
    "name", "gender", "language", "party", "constituency", "address", "email", "contact_form", "phone", "salutation",
    "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ForAllRows:
    """What holds for every row that does not say it: {"office": "Member of Parliament"}."""

    office: PrintedText = ""
    organisation: PrintedText = ""


def joined(rows: Sequence[SourceRow], today: date, for_all: ForAllRows) -> tuple[SourceRow, ...]:
    """Return the rows with one profile for each identifier, and all further rows of a person with what became of them.

    Args:
        rows: The rows of a source.
        today: Today, which decides who is in office.
        for_all: The office and organisation of rows that name none.
    """
    read = [row if isinstance(row, LeftOut) else _with_its_end(row, today) for row in rows]
    found = [
        left_out(row, row.held) if isinstance(row, PartialProfile) and _is_held(row, today) else row for row in read
    ]
    places: dict[str, list[int]] = {}
    for place, row in enumerate(found):
        if isinstance(row, PartialProfile) and row.identity:
            places.setdefault(row.identity, []).append(place)
    for several in places.values():
        if len(several) > 1:
            partials = [cast("PartialProfile", found[place]) for place in several]
            for place, row in zip(several, _as_one(partials, today, for_all), strict=True):
                found[place] = row
    return tuple(found)


def _with_its_end(row: PartialProfile, today: date) -> PartialProfile:
    """Return the row with what its office and its name say of leaving, and with the name alone as its name."""
    name = row.fields.get("name", {})
    of_office = end_by_office(words_of(row.fields.get("office")), today)
    written = {"": row.whole_name, "given": name.get("given", ""), "family": name.get("family", "")}
    parts = {key: unmarked(text, today) for key, text in written.items()}
    marks = [one for key, one in parts.items() if one.name != written[key]]
    row = _without_term(row)
    if not marks and of_office == NO_END:
        return row
    ends = [of_office, *(one.end for one in marks)]
    whole = parts.pop("")
    kept = filled_name(cast("NameFields", {**name, **{key: one.name for key, one in parts.items()}}))
    notes = [f"the sign '{one.signs}' beside the name '{shown(one.name)}' is left out" for one in marks if one.signs]
    return replace(
        row,
        fields={**row.fields, "name": kept} if kept else row.fields,
        whole_name=whole.name,
        left=row.left or next((end.left for end in ends if end.left), ""),
        held=row.held or next((end.held_back("office") for end in ends if end.problem), ""),
        notes=(*row.notes, *notes),
    )


def _without_term(row: PartialProfile) -> PartialProfile:
    """Return the row with the office alone as its office: "Mayor" for "Mayor (since 2024)", which is told."""
    office = row.fields.get("office", "")
    if not isinstance(office, str) or ("(" not in office and "[" not in office):
        return row
    bare, term = without_term(office)
    if not (bare and term):
        return row
    note = f"'{shown(term)}' is left out of the office '{shown(bare)}'"
    return replace(row, fields={**row.fields, "office": bare}, notes=(*row.notes, note))


def _is_held(row: SourceRow, today: date) -> TypeGuard[PartialProfile]:
    """Tell whether the row is held back; one that says that its office is over needs nothing else."""
    if isinstance(row, LeftOut) or not row.held:
        return False
    end = end_of(row)
    return not row.left and not (end and end <= today)


def end_of(row: PartialProfile) -> date | None:
    """Return the day on which the office of the row ended, or will end; None where it has none."""
    return row.fields.get("ended") or row.until


def is_current(row: PartialProfile, today: date) -> bool:
    """Tell whether the office of the row is held today, as far as the row tells."""
    end = end_of(row)
    return not row.left and (end is None or end > today) and (row.since is None or row.since <= today)


def _as_one(rows: Sequence[PartialProfile], today: date, for_all: ForAllRows) -> list[SourceRow]:
    """Return the rows of one identifier: the profile in one of them, and why there is none in the others."""
    if why := _why_not_one(rows):
        return [left_out(row, _told(why, row, rows)) for row in rows]
    current = [row for row in rows if is_current(row, today)]
    if current:
        main = max(current, key=lambda row: row.since or date.min)
    else:
        main = max(rows, key=lambda row: (end_of(row) or date.min, row.since or date.min))
    others = [row for row in current if row is not main]
    return [_with(main, others, for_all) if row is main else _further(row, main, today) for row in rows]


def _why_not_one(rows: Sequence[PartialProfile]) -> str:
    """Return why the rows of one identifier cannot be one person; empty where they can."""
    if len({row.born for row in rows if row.born}) > 1:
        return "with another birth date"
    names = [words for row in rows if (words := _name_words(row))]
    if any(not (names[0] & words) for words in names):
        return "with a name that has no word in common"
    return ""


def _name_words(row: PartialProfile) -> set[str]:
    name = row.fields.get("name", {})
    return set(romanised(f"{name.get('given', '')} {name.get('family', '')} {row.whole_name}").split())


def _told(why: str, row: PartialProfile, rows: Sequence[PartialProfile]) -> str:
    other = next(one for one in rows if one is not row)
    where = f"{other.place.called} {other.place.row}"
    in_table = ", or leave that column out in the mapping file" if row.place.called == "row" else ""
    return (
        f"{where} has its identifier '{shown(row.key)}' too, {why}: neither comes in; "
        f"give each an identifier of its own{in_table}"
    )


def _with(main: PartialProfile, others: Sequence[PartialProfile], for_all: ForAllRows) -> PartialProfile:
    """Return the main row with what others that are current say besides."""
    fields: ProfileFields = {**main.fields}
    for row in others:
        for key in _OF_THE_PERSON:
            if is_empty(fields.get(key)) and not is_empty(row.fields.get(key)):
                fields[key] = row.fields[key]  # type: ignore[literal-required]
        fields["audiences"] = [*dict.fromkeys((*fields.get("audiences", ()), *row.fields.get("audiences", ())))]
        fields["tags"] = [*dict.fromkeys((*fields.get("tags", ()), *row.fields.get("tags", ())))]
        fields["identifiers"] = {**row.fields.get("identifiers", {}), **fields.get("identifiers", {})}
    fields["roles"] = _roles(main, others, for_all)
    return replace(
        main,
        fields=cast("ProfileFields", {key: value for key, value in fields.items() if not is_empty(value)}),
        whole_name=main.whole_name or next((row.whole_name for row in others if row.whole_name), ""),
        categories=tuple(dict.fromkeys((*main.categories, *(word for row in others for word in row.categories)))),
    )


def _roles(main: PartialProfile, others: Sequence[PartialProfile], for_all: ForAllRows) -> list[RoleFields]:
    """Return the roles of all rows, and the offices of the others as further ones, each once."""
    held = _seat(main, for_all)
    found = [*main.fields.get("roles", ())]
    for row in others:
        seat = _seat(row, for_all)
        found += [*([seat] if seat != held and seat else []), *row.fields.get("roles", ())]
    return [*_each_once(found)]


def _seat(row: PartialProfile, for_all: ForAllRows) -> RoleFields:
    """Return the office of a row as a role."""
    organisation = row.fields.get("organisation") or for_all.organisation
    return filled_role({"organisation": organisation, "role": row.fields.get("office") or for_all.office})


def _each_once(roles: Iterable[RoleFields]) -> Iterable[RoleFields]:
    seen: list[RoleFields] = []
    for role in roles:
        if role not in seen:
            seen.append(role)
            yield role


def _further(row: PartialProfile, main: PartialProfile, today: date) -> LeftOut:
    """Return a further row of a person, with what became of it."""
    where = f"it is the person of {main.place.called} {main.place.row}"
    end = end_of(row)
    if is_current(row, today):
        what = "what it says besides is there"
    elif end and end <= today:
        what = f"this office ended on {end}"
    elif row.since and row.since > today:
        what = f"this office begins on {row.since}"
    else:
        what = f"this office is no longer held: '{row.left}'"
    return replace(left_out(row, f"{where}, and {what}"), problem=False)
