"""Merge the profiles of a source with those that are there: changes of the source are taken over, edits by hand stay.

Whose value of a field counts follows from three fingerprints: that of the file, that of the source, and that of what
the source said at the import before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from entreaty.importing.merging.last_seen import NOTHING, LastSeen, Seen, fingerprint_of
from entreaty.importing.normal_forms import slug
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
    """

    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]
    seen: Mapping[str, Seen]
    spared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What there is before an import.

    Attributes:
        profiles: The profiles of the file that is written, by id.
        elsewhere: Where the profiles of the campaign's other files stand, by id: {"m1": "recipients.yaml:2"}.
        last_seen: What all sources said before.
    """

    profiles: Mapping[str, ProfileFields]
    elsewhere: Mapping[str, str]
    last_seen: LastSeen


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
    merging = _Merging(present, settings)
    for row in rows:
        if isinstance(row, LeftOut):
            merging.left_out.append(row)
        else:
            merging.take(row)
    missing = merging.missing()
    spared = merging.why_spared(complete=source.complete) if missing else ""
    for name in () if spared else missing:
        merging.end(name)
    return MergedProfiles(
        changes=tuple(merging.changes), left_out=tuple(merging.left_out), seen=merging.seen, spared=spared
    )


@dataclass(slots=True)
class _Merging:
    """A merge under way.

    Attributes:
        present: What there was before.
        settings: The settings of the import.
        changes: What becomes of the profiles so far.
        left_out: The rows that became no profile.
        seen: What the source says of each profile by id; of those not taken in yet, what it said at the import before.
    """

    present: Present
    settings: ImportSettings
    changes: list[Change] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)
    _before: Mapping[str, Seen] = field(default_factory=dict)
    # By id, the profile that was taken in; by key, the ids in the file and those of the import before.
    _taken: dict[str, Profile] = field(default_factory=dict)
    _ids_in_file: dict[str, str] = field(default_factory=dict)
    _ids_before: dict[str, str] = field(default_factory=dict)
    _owners: dict[str, str] = field(default_factory=dict)
    # By the id that was wanted, the last number that was given; with the key, the id that was given.
    _numbers: dict[str, int] = field(default_factory=dict)
    _numbered: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = self.present.last_seen.get(self.settings.source, {})
        self.seen |= self._before
        for name, profile in self.present.profiles.items():
            for scheme, text in _identifiers(profile).items():
                self._ids_in_file.setdefault(f"{scheme}:{text}", name)
        for source, profiles in self.present.last_seen.items():
            for name in profiles:
                self._owners.setdefault(name, source)
        for name, seen in self._before.items():
            if seen.key:
                self._ids_before[seen.key] = name
                if name in self.present.profiles:
                    self._ids_in_file[seen.key] = name

    def take(self, profile: Profile) -> None:
        """Take in a profile of the source, or leave its row out with the reason."""
        key = _key(profile)
        # The file counts before the import before: somebody may have given the profile another id.
        name = (self._ids_in_file.get(key) or self._ids_before.get(key)) if key else None
        name = name or self._free_id(profile, key)
        if why := self._obstacle(name, key, profile):
            self.left_out.append(why)
            return
        self._taken[name] = profile
        seen = Seen(key, _fingerprints(profile.fields, undated=profile.undated))
        before = self.seen.pop(self._ids_before.get(key, name), None)
        self.seen[name] = seen
        if name in self.present.profiles:
            self.changes.append(self._update(name, profile, seen, before))
        else:
            place, notes = profile.partial.place, profile.notes
            self.changes.append(Change(id=name, state="imported", place=place, after=profile.fields, notes=notes))

    def _update(self, name: str, profile: Profile, seen: Seen, before: Seen | None) -> Change:
        """Return what becomes of a profile that is there.

        Args:
            name: Its id.
            profile: The profile of the source.
            seen: What the source says of it.
            before: What the source said at the import before; None where it said nothing of this profile yet.
        """
        mine, theirs, day = self.present.profiles[name], profile.fields, self.settings.day
        prints = _fingerprints(mine, undated=profile.undated)
        base = {key: before.fingerprints.get(key, NOTHING) if before else None for key in FIELDS}
        verdicts = {
            key: verdict(prints.get(key, NOTHING), seen.fingerprints.get(key, NOTHING), base[key]) for key in FIELDS[1:]
        }
        changed = [_difference(key, mine, theirs) for key, whose in verdicts.items() if whose == "theirs"]
        kept = [_difference(key, mine, theirs) for key, whose in verdicts.items() if whose == "mine"]
        by_hand = prints.get("verified") != seen.fingerprints.get("verified")
        is_older = fingerprint_of(mine.get("verified")) != fingerprint_of(theirs["verified"])
        if changed and profile.undated and is_older and not by_hand:
            # Something else is new, so the source was compared on the day of this import.
            verified = {**mine["verified"], "on": day}
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

    def _free_id(self, profile: Profile, key: str) -> str:
        """Return an id for a profile that is not known, with a number where somebody else has it: "anna-example-2"."""
        wanted = profile.id
        if not key or profile.partial.id:
            return wanted
        if (wanted, key) in self._numbered:
            return self._numbered[wanted, key]
        # Thousands of people may want one id: what others have is not tried again for each of them.
        number = self._numbers.get(wanted, 1)
        name = wanted if number == 1 else _with_number(wanted, number)
        while self._is_others(name, key, profile):
            number += 1
            name = _with_number(wanted, number)
        self._numbers[wanted], self._numbered[wanted, key] = number, name
        return name

    def _is_others(self, name: str, key: str, profile: Profile) -> bool:
        if name in self._taken:
            return _key(self._taken[name]) != key
        own = _identifiers(self.present.profiles.get(name, {})).get(profile.partial.scheme)
        return bool(own) and own != profile.partial.key

    def _obstacle(self, name: str, key: str, profile: Profile) -> LeftOut | None:
        """Return why the profile cannot be taken in under the id; None where it can."""

        def left_out(reason: str, *, problem: bool = True) -> LeftOut:
            scheme, own = (profile.partial.scheme, profile.partial.key) if key else ("id", name)
            return LeftOut(place=profile.partial.place, reason=reason, problem=problem, scheme=scheme, key=own)

        here, source = name in self.present.profiles, self.settings.source
        if name in self._taken:
            first = self._taken[name].partial.place
            return left_out(f"its id would be '{name}' like that of {first.called} {first.row}")
        if name in self.present.elsewhere:
            return left_out(f"'{name}' stands in {self.present.elsewhere[name]}, which this import does not change")
        if here and (owner := self._owners.get(name, source)) != source:
            return left_out(f"'{name}' comes from the source '{owner}': use --as {owner} if this is its new edition")
        if not here and name in self._before and not self.settings.restore:
            return left_out(f"'{name}' was removed by hand; --restore brings it back", problem=False)
        until = profile.partial.until
        if not here and until and until <= self.settings.day:
            return left_out(f"in office until {until}", problem=False)
        return None

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

    def end(self, name: str) -> None:
        """Mark a profile as ended today."""
        day = self.settings.day
        after = _in_order({**self.present.profiles[name], "ended": day})
        ended = Difference(field="ended", mine=None, theirs=day)
        self.changes.append(Change(id=name, state="ended", place=None, after=after, changed=(ended,)))
        seen = self.seen[name]
        self.seen[name] = Seen(seen.key, {**seen.fingerprints, "ended": fingerprint_of(day)})


def _with_number(name: str, number: int) -> str:
    """Return an id of at most 64 characters: "anna-example-2"."""
    return f"{name[: 63 - len(str(number))]}-{number}"


def _key(profile: Profile) -> str:
    """Return the source's identifier with its scheme, such as "bioguide:C000127"; empty where it has none."""
    partial = profile.partial
    if not partial.key:
        return ""
    return f"{partial.scheme}:{slug(partial.key) if partial.scheme == 'id' else partial.key}"


def _identifiers(profile: ProfileFields) -> dict[str, str]:
    found = profile.get("identifiers")
    # People write the file by hand: another value may stand there.
    return found if isinstance(found, dict) else {}


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


def _fingerprints(fields: ProfileFields, *, undated: bool) -> dict[str, str]:
    """Return the fingerprint of each field that is not empty; the day of the import says nothing about the source."""
    values: dict[str, Any] = {**fields}
    verified = values.get("verified")
    if undated and isinstance(verified, Mapping):
        values["verified"] = {key: value for key, value in verified.items() if key != "on"}
    return {key: print_ for key in FIELDS if (print_ := fingerprint_of(values.get(key)))}


def _difference(key: str, mine: ProfileFields, theirs: ProfileFields) -> Difference:
    return Difference(field=key, mine=mine.get(key), theirs=theirs.get(key))


def _in_order(fields: ProfileFields) -> ProfileFields:
    """Return the fields that are not empty in the order of the format, without the id."""
    return cast("ProfileFields", {key: value for key in FIELDS[1:] if not is_empty(value := fields.get(key))})
