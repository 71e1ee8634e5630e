"""Merge the profiles of a source with those that are there: changes of the source are taken over, edits by hand stay.

Whose value of a field counts follows from three fingerprints: that of the file, that of the source, and that of what
the source said at the import before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, cast

from entreaty.content.model import shown
from entreaty.importing.merging.identity import BORN, Identity, Present, identities
from entreaty.importing.merging.last_seen import NOTHING, Seen, fingerprint_of
from entreaty.importing.profile_fields import FIELDS, ProfileFields, is_empty
from entreaty.importing.profiles.profile import ImportSettings, Profile
from entreaty.importing.reading import LeftOut, Place, RecipientSource

State = Literal["imported", "updated", "unchanged", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that the file of recipients and the source have otherwise.

    Attributes:
        field: The field, such as "email".
        mine: The value in the file of recipients.
        theirs: The value in the source.
    """

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one profile.

    Attributes:
        id: The profile.
        state: What happens to it.
        place: The row that it comes from; None for one that ended because no row tells of it any more.
        after: The profile as it will be, without its id.
        changed: The fields that change.
        kept: The fields that were edited by hand, and that the source says otherwise now.
        notes: What could not be taken over, such as "there is no audience 'unbody'".
    """

    id: str
    state: State
    place: Place | None
    after: ProfileFields
    changed: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedProfiles:
    """What an import does.

    Attributes:
        changes: What becomes of each profile of the source, and of those that are missing in it.
        left_out: The rows that became no profile.
        seen: What the source said of each profile, for the next import.
        spared: Why nobody is marked as ended, though somebody is missing, such as "one of its rows could not be read";
            else empty.
        stayed: How many profiles keep a field of which the source does not speak this time: {"roles": 525}.
    """

    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]
    seen: Mapping[str, Seen]
    spared: str
    stayed: Mapping[str, int] = field(default_factory=dict)


def merge(
    rows: Sequence[Profile | LeftOut], source: RecipientSource, present: Present, settings: ImportSettings
) -> MergedProfiles:
    """Return what an import does.

    Args:
        rows: The rows of the source, as profiles or with the reason why they are none.
        source: The source as a whole.
        present: What there is.
        settings: The name of the source, the day, and whether profiles come back that were removed by hand.
    """
    profiles = [row for row in rows if isinstance(row, Profile)]
    merging = _Merging(present, settings, source.silent)
    merging.left_out += [row for row in rows if isinstance(row, LeftOut)]
    for profile, identity in zip(profiles, identities(profiles, present, settings.source), strict=True):
        merging.take(profile, identity)
    missing = merging.missing()
    spared = merging.why_spared(complete=source.complete) if missing else ""
    for name in () if spared else missing:
        merging.end(name, settings.day)
    return MergedProfiles(
        changes=tuple(merging.changes),
        left_out=tuple(merging.left_out),
        seen=merging.seen,
        spared=spared,
        stayed=merging.stayed,
    )


@dataclass(slots=True)
class _Merging:
    """A merge under way.

    Attributes:
        present: What there was before.
        settings: The settings of the import.
        source_silent: The fields of which the source does not speak.
        changes: What becomes of the profiles so far.
        left_out: The rows that became no profile.
        seen: What the source says of each profile by id; of those not taken in yet, what it said at the import before.
        stayed: How many profiles keep a field of which the source does not speak.
    """

    present: Present
    settings: ImportSettings
    source_silent: frozenset[str]
    changes: list[Change] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)
    stayed: Counter[str] = field(default_factory=Counter)
    _before: Mapping[str, Seen] = field(default_factory=dict)
    # By id, the profile that was taken in; by identifier, the ids of the import before.
    _taken: dict[str, Profile] = field(default_factory=dict)
    _ids_before: dict[str, str] = field(default_factory=dict)
    _owners: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = self.present.last_seen.get(self.settings.source, {})
        self.seen |= self._before
        self._ids_before = {seen.key: name for name, seen in self._before.items() if seen.key}
        for source, profiles in self.present.last_seen.items():
            for name in profiles:
                self._owners.setdefault(name, source)

    def take(self, profile: Profile, identity: Identity) -> None:
        """Take in a profile of the source, or leave its row out with the reason."""
        name, key = identity.id, profile.partial.identity
        if why := self._obstacle(identity, key, profile):
            self.left_out.append(why)
            return
        self._taken[name] = profile
        before = self.seen.pop(self._ids_before.get(key, name), None)
        if profile.left:
            self._leave(name, profile, before)
            return
        seen = Seen(key, _seen_fingerprints(profile))
        if name in self.present.profiles:
            silent = self._silent(profile, self.present.profiles[name])
            seen = Seen(key, {**seen.fingerprints, **_of(silent, before.fingerprints if before else {})})
            self.changes.append(self._update(name, profile, seen, before, silent))
        else:
            place, notes = profile.partial.place, profile.notes
            self.changes.append(Change(id=name, state="imported", place=place, after=profile.fields, notes=notes))
        self.seen[name] = seen

    def _leave(self, name: str, profile: Profile, before: Seen | None) -> None:
        """Mark a profile that is there as ended, because the source says so; one that has ended stays as it is."""
        mine, place = self.present.profiles[name], profile.partial.place
        self.seen[name] = before or Seen(profile.partial.identity, {})
        if mine.get("ended"):
            self.changes.append(Change(id=name, state="unchanged", place=place, after=_in_order(mine)))
        else:
            self.end(name, profile.fields.get("ended") or self.settings.day, place=place, said=profile.left)

    def _silent(self, profile: Profile, mine: ProfileFields) -> frozenset[str]:
        """Return the fields of which the source does not speak, unless the mapping file gives them.

        Args:
            profile: The profile of the source.
            mine: The profile that is there. Without lines, its address is but a country, which the source may name.
        """
        found = {key for key in self.source_silent if _says_nothing(key, profile.fields)}
        return frozenset(found - ({"address"} if _says_nothing("address", mine) else set()))

    def _update(self, name: str, profile: Profile, seen: Seen, before: Seen | None, silent: frozenset[str]) -> Change:
        """Return what becomes of a profile that is there.

        Args:
            name: Its id.
            profile: The profile of the source.
            seen: What the source says of it.
            before: What the source said at the import before; None where it said nothing of this profile yet.
            silent: The fields of which the source does not speak this time, and which stay.
        """
        mine, theirs, day = self.present.profiles[name], profile.fields, self.settings.day
        prints = _fingerprints(mine, undated=profile.undated)
        base = {key: before.fingerprints.get(key, NOTHING) if before else None for key in FIELDS}
        verdicts = {
            key: verdict(prints.get(key, NOTHING), seen.fingerprints.get(key, NOTHING), base[key])
            for key in FIELDS[1:]
            if key not in silent
        }
        self.stayed.update(key for key in silent if before and before.fingerprints.get(key) and mine.get(key))
        changed = [_difference(key, mine, theirs) for key, whose in verdicts.items() if whose == "theirs"]
        kept = [_difference(key, mine, theirs) for key, whose in verdicts.items() if whose == "mine"]
        by_hand = prints.get("verified") != seen.fingerprints.get("verified")
        is_older = fingerprint_of(_with_on(mine.get("verified"))) != fingerprint_of(theirs["verified"])
        if changed and profile.undated and is_older and not by_hand:
            # Something else is new, so the source was compared on the day of this import.
            verified = {**_with_on(mine["verified"]), "on": day}
            changed.append(Difference(field="verified", mine=mine["verified"], theirs=verified))
        after = cast("ProfileFields", {**mine, **{one.field: one.theirs for one in changed}})
        return Change(
            id=name,
            state="updated" if changed else "unchanged",
            place=profile.partial.place,
            after=_in_order(after),
            changed=tuple(changed),
            kept=tuple(kept),
            notes=profile.notes,
        )

    def _obstacle(self, identity: Identity, key: str, profile: Profile) -> LeftOut | None:
        """Return why the profile cannot be taken in under the id; None where it can."""

        def left_out(reason: str, *, problem: bool = True) -> LeftOut:
            scheme, _, own = (key or f"id:{name}").partition(":")
            return LeftOut(place=profile.partial.place, reason=reason, problem=problem, scheme=scheme, key=own)

        name = identity.id
        here, source = name in self.present.profiles, self.settings.source
        if twin := identity.twin or self._taken.get(name):
            first = twin.partial.place
            return left_out(f"its id would be '{name}' like that of {first.called} {first.row}")
        if name in self.present.elsewhere:
            return left_out(f"'{name}' stands in {self.present.elsewhere[name]}, which this import does not change")
        if here and (owner := self._owners.get(name, source)) != source:
            return left_out(f"'{name}' comes from the source '{owner}': use --as {owner} if this is its new edition")
        if not here and name in self._before and not self.settings.restore:
            return left_out(f"'{name}' was removed by hand; --restore brings it back", problem=False)
        why = "" if here else self._why_past(profile)
        return left_out(why, problem=False) if why else None

    def _why_past(self, profile: Profile) -> str:
        """Return why a profile is not brought in that nobody has yet: its office is no longer held; else empty."""
        until = profile.partial.until
        if until and until <= self.settings.day:
            return f"in office until {until}"
        return f"no longer in office: '{shown(profile.left)}'" if profile.left else ""

    def missing(self) -> list[str]:
        """Return the profiles in office of which the source spoke before, and of which no row tells any more."""
        named = {f"{one.scheme}:{one.key}" for one in self.left_out if one.key}
        return [
            name
            for name, seen in self._before.items()
            if name in self.present.profiles and name not in self._taken
            if seen.key not in named and f"id:{name}" not in named
            if not self.present.profiles[name].get("ended")
        ]

    def why_spared(self, *, complete: bool) -> str:
        """Return why whoever is missing may still be in office, so that nobody is marked as ended; else empty."""
        unread = sum(one.problem and not one.key for one in self.left_out)
        if not self.changes:
            return "no row of the source could be used"
        if not complete:
            return "the source could not be read to its end"
        if unread:
            return f"{unread} of its rows could not be read" if unread > 1 else "one of its rows could not be read"
        return ""

    def end(self, name: str, day: date, *, place: Place | None = None, said: str = "") -> None:
        """Mark a profile as ended.

        Args:
            name: Its id.
            day: The first day without letters.
            place: The row that says so; None where no row tells of it any more.
            said: The row's words, such as "former".
        """
        after = _in_order({**self.present.profiles[name], "ended": day})
        notes = (f"the source says '{shown(said)}'",) if said else ()
        ended = Difference(field="ended", mine=None, theirs=day)
        self.changes.append(Change(id=name, state="ended", place=place, after=after, changed=(ended,), notes=notes))
        seen = self.seen[name]
        self.seen[name] = Seen(seen.key, {**seen.fingerprints, "ended": fingerprint_of(day)})


def _says_nothing(key: str, fields: ProfileFields) -> bool:
    """Tell whether a profile says nothing in a field; an address that is only a country is none."""
    value = fields.get(key)
    return is_empty(value.get("lines")) if key == "address" and isinstance(value, Mapping) else is_empty(value)


def _of(keys: Iterable[str], fingerprints: Mapping[str, str]) -> dict[str, str]:
    return {key: fingerprints[key] for key in keys if key in fingerprints}


def verdict(mine: str, theirs: str, base: str | None) -> str:
    """Return whose value counts: "theirs", "mine" where both changed, or "" where nothing happens.

    Args:
        mine: The fingerprint of the value in the file.
        theirs: That of the value in the source.
        base: That of the value in the source at the import before; None where it said nothing of this profile yet.
    """
    if mine == theirs:
        return ""
    if base is None:
        return "mine" if mine and theirs else "theirs" if theirs else ""
    if mine == base:
        return "theirs"
    return "mine" if theirs != base else ""


def _with_on(verified: Any) -> Any:
    """Return how a profile is known with its day under the key `on`, which may also be called `day`."""
    if not isinstance(verified, Mapping):
        return verified
    return {"on" if key == "day" else key: value for key, value in verified.items()}


def _fingerprints(fields: ProfileFields, *, undated: bool) -> dict[str, str]:
    """Return the fingerprint of each field that is not empty; the day of the import says nothing about the source."""
    values: dict[str, Any] = {**fields}
    verified = values["verified"] = _with_on(values.get("verified"))
    if undated and isinstance(verified, Mapping):
        values["verified"] = {key: value for key, value in verified.items() if key != "on"}
    return {key: print_ for key in FIELDS if key in values and (print_ := fingerprint_of(values[key]))}


def _seen_fingerprints(profile: Profile) -> dict[str, str]:
    """Return the fingerprint of each field that the source gives, and that of the birthday, which no profile holds."""
    found = _fingerprints(profile.fields, undated=profile.undated)
    return {**found, BORN: fingerprint_of(profile.partial.born)} if profile.partial.born else found


def _difference(key: str, mine: ProfileFields, theirs: ProfileFields) -> Difference:
    return Difference(field=key, mine=mine.get(key), theirs=theirs.get(key))


def _in_order(fields: ProfileFields) -> ProfileFields:
    """Return the fields that are not empty in the order of the format, without the id."""
    return cast("ProfileFields", {key: value for key in FIELDS[1:] if not is_empty(value := fields.get(key))})
