"""A profile beside what it was: whose value counts where the file and the source differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from entreaty.importing.memory import Remembered, fingerprint_of
from entreaty.importing.profiles import FIELDS, Profile
from entreaty.importing.rows import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that is not what it was, or not what the source says.

    Attributes:
        field: The field.
        mine: What the file of recipients says.
        theirs: What the source says.
    """

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one profile.

    Attributes:
        id: The profile.
        state: "imported", "updated", "unchanged" or "ended".
        place: The row that it comes from; None for one that ended because no row tells of it any more.
        after: The profile as it will be, without its id.
        changed: The fields that change.
        kept: The fields that the source says otherwise now, and that were edited by hand.
        notes: What could not be taken over, in words.
    """

    id: str
    state: str
    place: Place | None
    after: Mapping[str, Any]
    changed: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


def compared(
    name: str, before: Mapping[str, Any] | None, profile: Profile, known: Remembered | None, day: date
) -> tuple[Change, dict[str, str]]:
    """Return what becomes of a profile, and the fingerprints of what the source says of it.

    Args:
        name: Its id.
        before: What the file says of it; None where it is new.
        profile: What the source says.
        known: What the source said before; None where it said nothing.
        day: Today.
    """
    theirs = dict(profile.fields)
    said = {key: print_ for key in FIELDS if (print_ := _print(key, theirs.get(key), undated=profile.undated))}
    place, notes = profile.record.place, profile.notes
    if before is None:
        return Change(id=name, state="imported", place=place, after=theirs, notes=notes), said
    mine = without_id(before)
    changed, kept = [], []
    for key in FIELDS[1:]:
        state = verdict(
            _print(key, mine.get(key), undated=profile.undated),
            said.get(key, ""),
            None if known is None else known.said.get(key, ""),
        )
        difference = Difference(field=key, mine=mine.get(key), theirs=theirs.get(key))
        if state == "theirs":
            changed.append(difference)
        elif state == "mine":
            kept.append(difference)
    by_hand = _print("verified", mine.get("verified"), undated=profile.undated) != said.get("verified", "")
    if changed and profile.undated and not by_hand:
        changed += _dated(mine, theirs, day)
    after = {**mine, **{one.field: one.theirs for one in changed}}
    state = "updated" if changed else "unchanged"
    change = Change(
        id=name, state=state, place=place, after=ordered(after), changed=tuple(changed), kept=tuple(kept), notes=notes
    )
    return change, said


def verdict(mine: str, theirs: str, base: str | None) -> str:
    """Return whose value counts: "theirs", "mine" where both changed, or "" where nothing happens.

    Args:
        mine: The fingerprint of what the file says.
        theirs: That of what the source says.
        base: That of what the source said before; None where it said nothing of this profile yet.
    """
    if mine == theirs:
        return ""
    if base is None:
        return "mine" if mine and theirs else "theirs" if theirs else ""
    if mine == base:
        return "theirs"
    return "mine" if theirs != base else ""


def _print(key: str, value: Any, *, undated: bool) -> str:
    """Return the fingerprint of a field; the day of the import says nothing about the source."""
    if key == "verified" and undated and isinstance(value, Mapping):
        value = {name: words for name, words in value.items() if name != "on"}
    return fingerprint_of(value)


def _dated(mine: Mapping[str, Any], theirs: Mapping[str, Any], day: date) -> Iterable[Difference]:
    """Return the new day of the verification of a profile of which the source says something new."""
    verified = mine.get("verified")
    if (
        isinstance(verified, Mapping)
        and verified.get("on") != day
        and fingerprint_of(verified) != fingerprint_of(theirs["verified"])
    ):
        yield Difference(field="verified", mine=verified, theirs={**verified, "on": day})


def without_id(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a profile but for its id."""
    return {key: value for key, value in profile.items() if key != "id"}


def ordered(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that hold something, in the order of the format."""
    return {key: value for key in FIELDS if (value := fields.get(key)) not in (None, "", [], {})}
