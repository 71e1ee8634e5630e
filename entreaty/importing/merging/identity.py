"""Who a row is: the profile that it belongs to, and the id that it gets.

An identifier of the source identifies. Without one, people are known by name and organisation, and people of one name
by what tells them apart: birthday, constituency, e-mail address.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, islice

from entreaty.importing.merging.last_seen import LastSeen, Seen, fingerprint_of
from entreaty.importing.profile_fields import ProfileFields
from entreaty.importing.profiles.profile import Profile

BORN = "born"
"""What the fingerprint of a birthday is called, which is no field of a profile."""

_TELLING = (BORN, "constituency", "email")
_BY_NAME = ("office", "organisation", "name", "household")

# With so many people of one name, at most, each is compared.
_NEAR = 1_000

Signs = frozenset[tuple[str, str]]
Signature = Mapping[str, str]
"""The fingerprints of what tells people of one name apart, as far as it is known: {"email": "6b17f0a9c2"}."""


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


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose a row is.

    Attributes:
        id: The id of its profile.
        twin: An earlier row from which nothing tells it apart; None where there is none.
    """

    id: str
    twin: Profile | None = None


def identities(profiles: Sequence[Profile], present: Present, source: str) -> list[Identity]:
    """Return whose each of the profiles of a source is, in their order.

    Args:
        profiles: The profiles.
        present: What there is before.
        source: The name of the source.
    """
    people = _People(present, present.last_seen.get(source, {}), source)
    found: dict[int, Identity] = {}
    unknown: list[int] = []
    by_name: dict[str, list[int]] = {}
    for place, profile in enumerate(profiles):
        if not profile.partial.identity:
            by_name.setdefault(profile.id, []).append(place)
        elif name := people.known(profile):
            found[place] = Identity(name)
        else:
            unknown.append(place)
    # Who is known keeps the id before anybody new is given one, whatever the order of the rows.
    for name, places in by_name.items():
        found |= zip(places, people.of_one_name(name, [profiles[place] for place in places]), strict=True)
    former = people.former([profiles[place] for place in unknown])
    for place, name in zip(unknown, former, strict=True):
        found[place] = Identity(name or people.known(profiles[place]) or people.free_id(profiles[place]))
    return [found[place] for place in range(len(profiles))]


@dataclass(slots=True)
class _People:
    """Whose the ids are.

    Attributes:
        present: What there is before.
        before: What the source said at the import before, by id.
        source: The name of the source.
    """

    present: Present
    before: Mapping[str, Seen]
    source: str
    # By identifier, the id; by id, the identifier that has it in this import, empty for people known by name.
    _ids: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, str] = field(default_factory=dict)
    # The ids that other sources brought in; by the id that was wanted, the last number that was given.
    _of_others: set[str] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, profile in self.present.profiles.items():
            for scheme, text in identifiers_of(profile).items():
                self._ids.setdefault(f"{scheme}:{text}", name)
        # What the file says counts before what was seen: somebody may have given the profile another id.
        for name, seen in self.before.items():
            if seen.key and (name in self.present.profiles or seen.key not in self._ids):
                self._ids[seen.key] = name
        for source, profiles in self.present.last_seen.items():
            if source != self.source:
                self._of_others |= profiles.keys()

    def known(self, profile: Profile) -> str:
        """Return the id of the profile by its identifier; empty where nobody has it yet."""
        key = profile.partial.identity
        name = self._ids.get(key, "")
        if name:
            self._taken.setdefault(name, key)
        return name

    def former(self, profiles: Sequence[Profile]) -> list[str]:
        """Return the ids of profiles whose identifiers are new, where an earlier edition had them without; else empty.

        A list that had no identifiers before must not end everybody in it and bring them in again.
        """
        found = [next((name for name in self._former_ids(one) if self._was(name, one)), "") for one in profiles]
        wanted = Counter(found)
        found = [name if wanted[name] == 1 else "" for name in found]
        self._taken |= {name: one.partial.identity for name, one in zip(found, profiles, strict=True) if name}
        return found

    def _former_ids(self, profile: Profile) -> Iterator[str]:
        yield from dict.fromkeys((profile.id_by_name, profile.id_of_first_version))

    def _was(self, name: str, profile: Profile) -> bool:
        """Tell whether the profile of an earlier edition is this one, by all that names it."""
        seen = self.before.get(name)
        if seen is None or name in self._taken or name not in self.present.profiles:
            return False
        same = all(fingerprint_of(profile.fields.get(key)) == seen.fingerprints.get(key, "") for key in _BY_NAME)
        return same and (not seen.key or seen.key == f"id:{profile.id_of_first_version}")

    def free_id(self, profile: Profile) -> str:
        """Return an id for somebody new, with a number where somebody else has it: "anna-example-2"."""
        key, wanted = profile.partial.identity, profile.id
        # Thousands of people may want one id: what others have is not tried again for each of them.
        number = self._numbers.get(wanted, 1)
        name = _with_number(wanted, number)
        while self._is_others(name, key, profile):
            number += 1
            name = _with_number(wanted, number)
        self._numbers[wanted] = number
        self._taken[name] = key
        self._ids[key] = name
        return name

    def _is_others(self, name: str, key: str, profile: Profile) -> bool:
        if name in self._taken:
            return self._taken[name] != key
        if (seen := self.before.get(name)) and seen.key not in {"", key}:
            return True
        own = identifiers_of(self.present.profiles.get(name, {})).get(profile.partial.scheme)
        return bool(own) and own != profile.partial.key

    def of_one_name(self, name: str, profiles: Sequence[Profile]) -> list[Identity]:
        """Return whose the profiles are that have no identifier and want one id.

        Args:
            name: The id that they want.
            profiles: The profiles, in their order.
        """
        there = self._without_identifier(name, profiles[0])
        if len(profiles) == 1 and len(there) <= 1:
            one = next(iter(there), name)
            self._taken.setdefault(one, "")
            return [Identity(one)]
        signs = [signature(profile) for profile in profiles]
        twins = _twins(profiles, signs)
        ids = _claimed(signs, [place for place, twin in enumerate(twins) if twin is None], there)
        number = 1
        for place, twin in enumerate(twins):
            if twin is None and place not in ids:
                while (
                    (new := _with_number(name, number)) in self._taken or new in there or self._is_anothers(new, name)
                ):
                    number += 1
                ids[place] = new
            if twin is None:
                self._taken[ids[place]] = ""
        first = {id(profiles[place]): ids[place] for place in ids}
        return [
            Identity(ids[place]) if twin is None else Identity(first[id(twin)], twin)
            for place, twin in enumerate(twins)
        ]

    def _is_anothers(self, new: str, wanted: str) -> bool:
        """Tell whether a numbered id is somebody's; the id without a number is what the file says it is."""
        return new != wanted and (new in self.present.profiles or new in self.before or new in self.present.elsewhere)

    def _without_identifier(self, name: str, profile: Profile) -> dict[str, Signature]:
        """Return those who have the id already, with a number or without, and what tells them apart."""
        found: dict[str, Signature] = {}
        if self.before and name not in self.present.profiles and name not in self.before:
            older = profile.id_of_first_version
            if older != name and self._was(older, profile):
                found[older] = _of_seen(self.before[older])
        number = 1
        while (one := _with_number(name, number)) in self.before or one in self.present.profiles:
            seen = self.before.get(one)
            is_mine = number == 1 or seen is not None
            if is_mine and one not in self._taken and not (seen and seen.key):
                mine = self.present.profiles.get(one, {})
                found[one] = _of_seen(seen) if seen else _of_fields(mine)
            number += 1
        return found


def _claimed(signs: Sequence[Signature], rows: Sequence[int], there: Mapping[str, Signature]) -> dict[int, str]:
    """Return the ids that rows of one name keep: by all that tells them apart, else by some of it, else by nothing.

    Args:
        signs: The signature of each row.
        rows: The rows that ask for an id.
        there: The signatures of those who have the ids.
    """
    ids: dict[int, str] = {}
    used: set[str] = set()
    for fits, parts in (
        (_is_equal, _whole),
        (_agrees, _each),
        (_has_in_common, _each),
        (_differs_in_nothing, _none),
    ):
        by_part: dict[Signs, list[str]] = {}
        for name in [one for one in there if one not in used]:
            for part in parts(there[name]):
                by_part.setdefault(part, []).append(name)
        for place in rows:
            if place not in ids:
                near = islice(chain.from_iterable(by_part.get(part, ()) for part in parts(signs[place])), _NEAR)
                if one := next((name for name in near if name not in used and fits(signs[place], there[name])), ""):
                    ids[place] = one
                    used.add(one)
    return ids


def _whole(sign: Signature) -> list[Signs]:
    return [frozenset(sign.items())]


def _each(sign: Signature) -> list[Signs]:
    return [frozenset([one]) for one in sign.items()]


def _none(_: Signature) -> list[Signs]:
    return [frozenset()]


def _is_equal(one: Signature, other: Signature) -> bool:
    return one == other


def _agrees(one: Signature, other: Signature) -> bool:
    return bool(one.keys() & other.keys()) and _differs_in_nothing(one, other)


def _has_in_common(one: Signature, other: Signature) -> bool:
    """Tell whether anything agrees, in people who were not born on different days."""
    same_birthday = one.get(BORN, "") == other.get(BORN, "") or not (one.get(BORN) and other.get(BORN))
    return same_birthday and any(other.get(key) == sign for key, sign in one.items())


def _differs_in_nothing(one: Signature, other: Signature) -> bool:
    return all(other.get(key, sign) == sign for key, sign in one.items())


def _twins(profiles: Sequence[Profile], signs: Sequence[Signature]) -> list[Profile | None]:
    """Return for each profile the first one before it from which nothing tells it apart; None where there is none.

    Two are told apart by what both say, and say differently. Each is looked up by what it has in common with others, so
    that thousands of people of one name are not compared with each other.
    """
    found: list[Profile | None] = []
    # By what earlier ones say at all, and a part of that with its values, the first of them.
    by_part: dict[tuple[frozenset[str], Signs], Profile] = {}
    kinds: dict[frozenset[str], None] = {}
    for profile, sign in zip(profiles, signs, strict=True):
        known = ((kind, frozenset((key, sign[key]) for key in kind & sign.keys())) for kind in kinds)
        twin = next((by_part[part] for part in known if part in by_part), None)
        found.append(twin)
        if twin is None:
            kind = frozenset(sign)
            kinds[kind] = None
            for size in range(len(sign) + 1):
                for part in combinations(sign.items(), size):
                    by_part.setdefault((kind, frozenset(part)), profile)
    return found


def signature(profile: Profile) -> Signature:
    """Return what tells the profile from others of its name."""
    born = fingerprint_of(profile.partial.born)
    return {**({BORN: born} if born else {}), **_of_fields(profile.fields)}


def _of_fields(fields: ProfileFields) -> dict[str, str]:
    found = {"constituency": fingerprint_of(fields.get("constituency")), "email": fingerprint_of(fields.get("email"))}
    return {key: sign for key, sign in found.items() if sign}


def _of_seen(seen: Seen) -> Signature:
    return {key: seen.fingerprints[key] for key in _TELLING if seen.fingerprints.get(key)}


def identifiers_of(profile: ProfileFields) -> dict[str, str]:
    """Return the identifiers of a profile, by scheme: {"bioguide": "C000127"}."""
    found = profile.get("identifiers")
    # People write the file by hand: another value may stand there.
    return found if isinstance(found, dict) else {}


def _with_number(name: str, number: int) -> str:
    """Return an id of at most 64 characters: "anna-example" for number 1, "anna-example-2" for number 2."""
    return name if number == 1 else f"{name[: 63 - len(str(number))]}-{number}"
