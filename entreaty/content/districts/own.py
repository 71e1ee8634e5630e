"""Who represents a sender: the districts of a postal code, by rows of tables, and the profiles that sit for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from entreaty.content.districts.lookup import Found, Lookup, same_district
from entreaty.content.districts.representatives import Representatives, normal_name
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.problems import Problem

_NAMED = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a recipient represents the sender, and why.

    Attributes:
        holds: Whether it is so; None where nobody can tell.
        why: What says it, such as "represents the sender: Alder (E14009001), districts/codes.csv:2".
        asks: Whether the sender could say more, and so decide it.
    """

    holds: bool | None
    why: str
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRepresentatives:
    """Who represents a sender on a day, as tables of districts say.

    Attributes:
        country: The country that the sender votes in.
        districts: The sender's district of each kind that is known, with the row that says so.
        open: Why nobody knows the district, for each other kind: {"us-house": "90210 lies in 2 districts"}.
        problems: Warnings of what the tables leave open, or say otherwise than the sender.
        by_id: For each profile that represents the sender, the district that it does so for.
        representatives: The profiles of all districts, among which these are found.
    """

    country: str
    districts: tuple[Found, ...]
    open: Mapping[str, str]
    problems: tuple[Problem, ...]
    by_id: Mapping[str, Found]
    representatives: Representatives = field(repr=False)

    def answer(self, recipient: Recipient) -> Answer | None:
        """Return whether a recipient represents the sender; None where no table has the recipient's district."""
        if found := self.by_id.get(recipient.id):
            row = f"{found.place}, '{found.written}'" if found.written else f"{found.place}"
            return Answer(holds=True, why=f"represents the sender: {found.district}, {row}")
        seats = self.representatives.seats(recipient.id)
        if not seats:
            return None
        own = [one.district for one in self.districts]
        for seat in seats:
            if seat.country == self.country and (why := self._why_open(seat.kind)):
                return Answer(holds=None, why=why, asks=True)
            if any(same_district(seat, one) for one in own):
                several = f"{len(seats)} districts are called as the profile has it; it needs 'represents'"
                return Answer(holds=None, why=several)
        return Answer(holds=False, why=f"represents others: {seats[0]}")

    def _why_open(self, kind: str) -> str:
        """Return why nobody knows the sender's district of that kind; empty where it is known."""
        if any(one.district.kind == kind for one in self.districts):
            return ""
        return self.open.get(kind) or f"no table says in which district of {kind} the sender votes"

    def unrepresented(self) -> Iterator[Problem]:
        """Yield a warning for each of the sender's districts that no profile represents.

        Where the recipients are none of those who are elected in districts of a kind at all, theirs are left out.
        """
        for one in self.districts:
            elected = self.representatives.of_country(one.district.kind, self.country)
            if (elected or not self.by_id) and not self.representatives.of(one.district):
                message = f"no profile represents {one.district}, the sender's district of {one.district.kind}"
                hint = "add whoever does to recipients.yaml, with 'represents'"
                yield Problem(one.place, message, hint, "warning")


def own_representatives(
    sender: Sender, lookup: Lookup, representatives: Representatives, day: date
) -> OwnRepresentatives:
    """Return who represents a sender: by the postal code, and by the constituency that the sender names.

    A code that lies in several districts of a kind is decided by that name, and else a question.

    Args:
        sender: Who votes; with a postal code, the name or id of a constituency, or both.
        lookup: The tables.
        representatives: The profiles of the districts of that day; one value for all senders.
        day: The day that counts.

    Raises:
        ContentError: A table cannot be read.
        DistrictsError: What it says cannot be kept.
    """
    deciding = _Deciding(sender, lookup, representatives, day)
    deciding.decide()
    by_id = {one.id: found for found in deciding.districts for one in representatives.of(found.district)}
    return OwnRepresentatives(
        country=sender.country,
        districts=tuple(deciding.districts),
        open=deciding.open,
        problems=tuple(deciding.problems),
        by_id=by_id,
        representatives=representatives,
    )


class _Deciding:
    """Decides kind by kind in which district one sender votes."""

    def __init__(self, sender: Sender, lookup: Lookup, representatives: Representatives, day: date) -> None:
        self._sender, self._lookup, self._representatives, self._day = sender, lookup, representatives, day
        self._country = sender.country
        self._code_is_unknown = False
        self._code = lookup.written(sender.country, sender.postcode) if sender.postcode else ""
        names = tuple(sender.constituency.root.values()) if sender.constituency else ()
        self._names = frozenset(map(normal_name, names))
        self._named: list[Found] = []
        for found in (one for name in names for one in representatives.called(sender.country, name)):
            if not any(same_district(found.district, other.district) for other in self._named):
                self._named.append(found)
        self.districts: list[Found] = []
        self.open: dict[str, str] = {}
        self.problems: list[Problem] = []

    def decide(self) -> None:
        by_code = self._lookup.of_code(self._country, self._code, self._day) if self._code else {}
        if self._code and not by_code and not self._named:
            self._code_is_unknown = True
            self.problems += self._unknown_code()
        if about := {kind for kind, found in by_code.items() if any(map(self._is_named, found))}:
            # A ward elsewhere may be called as the sender's constituency is.
            self._named = [one for one in self._named if one.district.kind in about]
        named = dict.fromkeys(found.district.kind for found in self._named)
        for kind in dict.fromkeys((*self._lookup.kinds(self._country, self._day), *named)):
            self._decide(kind, by_code.get(kind, ()))

    def _decide(self, kind: str, several: tuple[Found, ...]) -> None:
        named = [one for one in self._named if one.district.kind == kind]
        agreed = [one for one in several if self._is_named(one)]
        if len(agreed) == 1 or (len(several) == 1 and not named):
            self.districts += agreed or several
        elif len(several) > 1:
            self._ask(kind, tuple(agreed) or several)
        elif several:
            self._contradict(kind, several[0], named[0])
        elif named:
            self._by_name(kind, named[0])
        elif self._code:
            self.open[kind] = f"no row of {kind} has the postcode {self._code}"
            if not self._code_is_unknown:
                hint = "compare it with the address; if it is right, a table is older, or not of that area"
                self._tell(kind, "postcode", self.open[kind], hint)
        else:
            self.open[kind] = "the sender has no postcode"

    def _is_named(self, one: Found) -> bool:
        return not self._names.isdisjoint({normal_name(one.district.name), normal_name(one.district.id)} - {""})

    def _by_name(self, kind: str, named: Found) -> None:
        """Take the one district of any kind that is called as the sender writes it; the sender's file says so."""
        if len(self._named) == 1:
            self.districts.append(replace(named, place=self._sender.place("constituency")))
            return
        self.open[kind] = f"{len(self._named)} districts are called as the sender's constituency"
        self._tell(kind, "constituency", self.open[kind], f"write the id of yours: {_listed(self._named, ids=True)}")

    def _ask(self, kind: str, several: tuple[Found, ...]) -> None:
        self.open[kind] = f"{self._code} lies in {len(several)} districts of {kind}"
        rows = " and ".join(f"{one.district} ({one.place})" for one in several[:_NAMED])
        more = f" and {len(several) - _NAMED} more" if len(several) > _NAMED else ""
        names = {normal_name(one.district.name) for one in several} - {""}
        hint = f"only the sender knows in which; write one: {_listed(several, ids=len(names) < len(several))}"
        self._tell(kind, "postcode", f"the postcode {self.open[kind]}: {rows}{more}", hint)

    def _contradict(self, kind: str, found: Found, named: Found) -> None:
        self.open[kind] = f"{self._code} lies in {found.district}, and the sender's constituency is {named.district}"
        message = f"the postcode {self._code} lies in {found.district} ({found.place}), and not in {named.district}"
        self._tell(kind, "constituency", message, "correct one of the two, or remove 'constituency'")

    def _tell(self, kind: str, key: str, message: str, hint: str) -> None:
        """Keep a warning, unless no profile has to do with districts of the kind."""
        if self._representatives.of_country(kind, self._country):
            self.problems.append(Problem(self._sender.place(key), message, hint, "warning"))

    def _unknown_code(self) -> Iterator[Problem]:
        for one in self._lookup.why_unknown((self._country,), self._code, self._day):
            hint = f"{one.hint}; or write 'constituency: …'" if one.hint else "write 'constituency: …'"
            yield replace(one, location=self._sender.place("postcode"), hint=hint, level="warning")


def _listed(several: Sequence[Found], *, ids: bool) -> str:
    """Return what the sender may write: "'constituency: Alder' or 'constituency: Birch'"."""
    written = (one.district.id if ids and one.district.id else one.district.name or one.district.id for one in several)
    return " or ".join(f"'constituency: {name}'" for name in [*written][:_NAMED])
