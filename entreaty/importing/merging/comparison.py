"""New profiles beside old ones: what the source changed is taken over, and what a person edited by hand stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from entreaty.importing.merging.last_seen import Memory, Remembered, fingerprint_of
from entreaty.importing.normal_forms import slug
from entreaty.importing.profiles.profile import FIELDS, Profile, Settings
from entreaty.importing.rows import LeftOut, Place, Reading


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What an import does.

    Attributes:
        changes: What becomes of each profile that the source tells of, and of those that it tells of no more.
        left_out: The rows that became no profile.
        memory: What the source said, to be remembered.
        spared: Why nobody is marked as ended, though somebody is missing; empty where nobody is spared.
    """

    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]
    memory: Mapping[str, Remembered]
    spared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What there is before an import.

    Attributes:
        profiles: The profiles of the file that is written, by id, as plain values.
        elsewhere: Where the profiles of the campaign's other files stand, by id.
        memory: What all sources said before.
    """

    profiles: Mapping[str, Mapping[str, Any]]
    elsewhere: Mapping[str, str]
    memory: Memory


def merge(rows: Sequence[Profile | LeftOut], reading: Reading, present: Present, settings: Settings) -> Merged:
    """Return what an import does.

    Args:
        rows: The rows of the source, as profiles or with the reason why they are none.
        reading: The source as a whole.
        present: What there is.
        settings: What the source is called, which day it is, and whether profiles come back that were removed by hand.
    """
    work = _Work(present, settings)
    for row in rows:
        if isinstance(row, LeftOut):
            work.left_out.append(row)
        else:
            work.take(row)
    spared = work.end_missing(complete=reading.complete)
    return Merged(changes=tuple(work.changes), left_out=tuple(work.left_out), memory=work.memory, spared=spared)


@dataclass(slots=True)
class _Work:
    """An import under way."""

    present: Present
    settings: Settings
    changes: list[Change] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    memory: dict[str, Remembered] = field(default_factory=dict)
    _taken: dict[str, tuple[str, Place]] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _owners: dict[str, str] = field(default_factory=dict)
    _remembered: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, profile in self.present.profiles.items():
            for scheme, text in (profile.get("identifiers") or {}).items():
                self._known.setdefault(f"{scheme}:{text}", name)
        for source, profiles in self.present.memory.items():
            for name, row in profiles.items():
                self._owners.setdefault(name, source)
                if source == self.settings.source and row.key:
                    self._remembered[row.key] = name
                    if name in self.present.profiles:
                        self._known[row.key] = name
        self.memory |= self.present.memory.get(self.settings.source, {})

    def take(self, profile: Profile) -> None:
        """Let the profile in, or say why not."""
        key = _key(profile)
        # By the file before the memory: somebody may have given the profile another id.
        name = (self._known.get(key) or self._remembered.get(key)) if key else None
        name = name or self._free(profile, key)
        if why := self._hindrance(name, key, profile):
            self.left_out.append(why)
            return
        self._taken[name] = key, profile.record.place
        before = self.present.profiles.get(name)
        known = self.memory.pop(self._remembered.get(key, name), None)
        change, said = compared(name, before, profile, known, self.settings.day)
        self.memory[name] = Remembered(key, said)
        self.changes.append(change)

    def _free(self, profile: Profile, key: str) -> str:
        """Return the id for a profile that is not known; those of others with an identifier of their own are passed."""
        wanted, number = profile.id, 1
        name = wanted
        while key and not profile.record.id and self._is_others(name, key, profile):
            number += 1
            name = f"{wanted[: 63 - len(str(number))]}-{number}"
        return name

    def _is_others(self, name: str, key: str, profile: Profile) -> bool:
        if name in self._taken:
            return self._taken[name][0] != key
        own = (self.present.profiles.get(name, {}).get("identifiers") or {}).get(profile.record.scheme)
        return bool(own) and own != profile.record.key

    def _hindrance(self, name: str, key: str, profile: Profile) -> LeftOut | None:
        def left_out(reason: str, *, problem: bool = True) -> LeftOut:
            scheme, own = (profile.record.scheme, profile.record.key) if key else ("id", name)
            return LeftOut(place=profile.record.place, reason=reason, problem=problem, scheme=scheme, key=own)

        if name in self._taken:
            first = self._taken[name][1]
            return left_out(f"its id would be '{name}' like that of {first.called} {first.row}")
        if name in self.present.elsewhere:
            return left_out(f"'{name}' stands in {self.present.elsewhere[name]}, which this import does not change")
        owner = self._owners.get(name, self.settings.source)
        if owner != self.settings.source and name in self.present.profiles:
            return left_out(f"'{name}' comes from the source '{owner}': use --as {owner} if this is its new edition")
        there, removed = name in self.present.profiles, name in self.present.memory.get(self.settings.source, {})
        if not there and removed and not self.settings.restore:
            return left_out(f"'{name}' was removed by hand; --restore brings it back", problem=False)
        until = profile.record.until
        if not there and until and until <= self.settings.day:
            return left_out(f"in office until {until}", problem=False)
        return None

    def end_missing(self, *, complete: bool) -> str:
        """Mark as ended who is no longer in the source; return why nobody is, where somebody is spared."""
        named = {f"{one.scheme}:{one.key}" for one in self.left_out if one.key}
        missing = [
            name
            for name, row in self.present.memory.get(self.settings.source, {}).items()
            if name in self.present.profiles and name not in self._taken
            if row.key not in named and f"id:{name}" not in named
            if not self.present.profiles[name].get("ended")
        ]
        unread = sum(one.problem and not one.key for one in self.left_out)
        if missing and not self.changes:
            return "no row of the source could be used"
        if missing and not complete:
            return "the source could not be read to its end"
        if missing and unread:
            return f"{unread} of its rows could not be read" if unread > 1 else "one of its rows could not be read"
        for name in missing:
            before = self.present.profiles[name]
            after = {**without_id(before), "ended": self.settings.day}
            changed = (Difference(field="ended", mine=None, theirs=self.settings.day),)
            self.changes.append(Change(id=name, state="ended", place=None, after=ordered(after), changed=changed))
            row = self.memory[name]
            self.memory[name] = Remembered(row.key, {**row.said, "ended": fingerprint_of(self.settings.day)})
        return ""


def _key(profile: Profile) -> str:
    record = profile.record
    if not record.key:
        return ""
    return f"{record.scheme}:{slug(record.key) if record.scheme == 'id' else record.key}"
