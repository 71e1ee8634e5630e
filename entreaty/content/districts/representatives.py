"""Which profiles represent which districts: by `represents`, else by the name of the constituency."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from entreaty.content.districts.lookup import District, Found
from entreaty.content.files.conditions import folded
from entreaty.content.files.recipients import Recipient
from entreaty.content.model import Suggestions
from entreaty.problems import Concern, Location, Problem, counted

_NAMED = 10
_NO_WORD = re.compile(r"[\W_]+")

_Key = tuple[str, str]
"""The kind of a district and its id, or the normal form of its name where it has none."""


@dataclass(frozen=True, slots=True)
class Unrepresented:
    """The districts of a kind that no profile represents.

    Attributes:
        kind: What is elected there.
        districts: They, in the order of their table.
        all: How many districts of the kind there are.
    """

    kind: str
    districts: tuple[District, ...]
    all: int

    def __str__(self) -> str:
        named = ", ".join(map(str, self.districts[:_NAMED]))
        more = f" and {len(self.districts) - _NAMED} more" if len(self.districts) > _NAMED else ""
        without = f"{len(self.districts)} of {counted(self.all, 'district')} without a profile"
        return f"{self.kind}: {without}: {named}{more}"


class Representatives:
    """The profiles that represent the districts of a day, and what matches nothing.

    Attributes:
        problems: A warning for each profile of a country with tables whose district is not found, or not alone.
    """

    def __init__(self, recipients: Iterable[Recipient], districts: Iterable[Found], day: date) -> None:
        """Match profiles and districts.

        Args:
            recipients: The profiles; those who are out of office on the day are left out.
            districts: Every district of the day, as `Lookup.districts` returns them.
            day: The day.
        """
        self._districts = tuple(districts)
        self._of: dict[_Key, list[Recipient]] = {_key(found.district): [] for found in self._districts}
        self._known = {_key(found.district): found.district for found in self._districts}
        ids: dict[str, list[str]] = {}
        for kind, name in self._of:
            ids.setdefault(kind, []).append(name)
        self._ids = {kind: Suggestions(known) for kind, known in ids.items()}
        # By country, and there by the normal form of the name.
        self._by_name: dict[str, dict[str, list[District]]] = {}
        for district in (found.district for found in self._districts if found.district.name):
            known = self._by_name.setdefault(district.country, {})
            known.setdefault(normal_name(district.name), []).append(district)
        self._names = {
            country: Suggestions(known, written={name: found[0].name for name, found in known.items()})
            for country, known in self._by_name.items()
        }
        in_office = (one for one in recipients if not (one.ended and one.ended <= day))
        self._seats: dict[str, tuple[District, ...]] = {}
        self.problems = tuple(problem for one in in_office for problem in self._match(one))
        self._elected = {(one.kind, one.country) for seats in self._seats.values() for one in seats}
        self._called: dict[tuple[str, str], list[Found]] = {}
        for one in self._districts:
            for name in {normal_name(one.district.name), normal_name(one.district.id)} - {""}:
                self._called.setdefault((one.district.country, name), []).append(one)

    def of(self, district: District) -> tuple[Recipient, ...]:
        """Return the profiles that represent a district: none, one, or the members of one that has several."""
        return tuple(self._of.get(_key(district), ()))

    def seats(self, recipient: str) -> tuple[District, ...]:
        """Return the districts that a profile represents, by its id; none where no table has any of them.

        Of a name that several districts have, it is all of these, and nobody knows which: `of` has it for none.
        """
        return self._seats.get(recipient, ())

    def of_country(self, kind: str, country: str) -> bool:
        """Tell whether any profile represents a district of that kind in that country."""
        return (kind, country) in self._elected

    def called(self, country: str, name: str) -> tuple[Found, ...]:
        """Return the districts of a country that have that name, or that id, with the rows that name them first."""
        return tuple(self._called.get((country, normal_name(name)), ()))

    def unrepresented(self) -> Iterator[Unrepresented]:
        """Yield the districts without a profile, those of each kind together."""
        for kind in dict.fromkeys(found.district.kind for found in self._districts):
            every = [found.district for found in self._districts if found.district.kind == kind]
            if without := tuple(one for one in every if not self.of(one)):
                yield Unrepresented(kind, without, len(every))

    def _match(self, one: Recipient) -> Iterator[Problem]:
        if one.represents:
            yield from self._by_id(one)
        elif one.constituency and (known := self._by_name.get(one.home or "")):
            names = map(normal_name, one.constituency.root.values())
            found = {_key(district): district for name in names for district in known.get(name, ())}
            if found:
                self._seats[one.id] = (*found.values(),)
            if len(found) == 1:
                self._of[next(iter(found))].append(one)
            else:
                yield self._no_name(one, [*found.values()])

    def _by_id(self, one: Recipient) -> Iterator[Problem]:
        for entry in one.represents:
            if (entry.kind, entry.id) in self._known:
                self._of[entry.kind, entry.id].append(one)
                self._seats[one.id] = (*self.seats(one.id), self._known[entry.kind, entry.id])
                continue
            known = self._ids.get(entry.kind)
            hint = known.nearest(entry.id) if known else f"kinds are: {', '.join(sorted(self._ids)) or 'none'}"
            what = f"no district '{entry.id}'" if known else "no districts"
            message = f"'{one.id}' represents '{entry.id}', and the tables have {what} of the kind '{entry.kind}'"
            yield _warning(entry.place("id"), message, hint, one)

    def _no_name(self, one: Recipient, several: list[District]) -> Problem:
        name = one.constituency.best("en") if one.constituency else ""
        place = one.place("constituency")
        if several:
            entries = " or ".join(f"{{kind: {each.kind}, id: {each.id}}}" for each in several[:_NAMED])
            message = f"'{name}' of '{one.id}' is what {len(several)} districts are called"
            return _warning(place, message, f"say which with 'represents': [{entries}]", one)
        message = f"no table has a district that is called '{name}', as '{one.id}' has it"
        near = self._names[one.home or ""].nearest(normal_name(name))
        return _warning(place, message, near or "correct one of the two, or add 'represents'", one)


def normal_name(name: str) -> str:
    """Return the name of a district as it is compared: "st albans" for "St. Albans", "a and b" for "A & B"."""
    return " ".join(_NO_WORD.sub(" ", folded(name.replace("&", " and "))).split())


def _key(district: District) -> _Key:
    return district.kind, district.id or normal_name(district.name)


def _warning(place: Location, message: str, hint: str, one: Recipient) -> Problem:
    return Problem(place, message, hint, "warning", Concern("recipient", one.id))
