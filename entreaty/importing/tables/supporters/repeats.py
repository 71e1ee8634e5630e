"""Rows of one sheet held against each other, and against whom letters go to: who stands there twice, or on both sides.

Of one person with one address, the latest consent counts. Two addresses of one person are a question, and nobody
writes from either until it is answered: a letter to the wrong representative harms more than a missing one. Two people
may have one name, and both write.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Supporter, bare
from entreaty.importing.tables.supporters.faults import Fault

_LATEST = "the row with the latest consent counts"


def each_once(supporters: Sequence[Supporter]) -> tuple[tuple[Supporter, ...], tuple[Fault, ...]]:
    """Return each person once, in the order of the sheet, and what is to be told of the other rows."""
    persons = [one.person for one in supporters]
    latest: dict[tuple[str, str], Supporter] = {}
    for person, one in zip(persons, supporters, strict=True):
        before = latest.get(person)
        if before is None or one.consent >= before.consent:
            latest[person] = one
    faults = [
        Fault(one.place, "the same person stands in another row", _row(latest[person]), _LATEST)
        for person, one in zip(persons, supporters, strict=True)
        if latest[person] is not one
    ]
    by_name = defaultdict[str, list[Supporter]](list)
    for (name, _), one in latest.items():
        by_name[name].append(one)
    held = set[int]()
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            twice = {id(one): one for one in _of_one_mailbox(namesakes)}
            held |= twice.keys()
            faults += map(_two_addresses, twice.values())
            faults += (_namesake(one) for one in namesakes if id(one) not in twice)
    there = {id(one) for one in latest.values()} - held
    kept = tuple(one for one in supporters if id(one) in there)
    return kept, tuple(faults)


def _of_one_mailbox(namesakes: Sequence[Supporter]) -> Iterator[Supporter]:
    """Yield those of one name who share an address for e-mail or a telephone: they are one person with two homes.

    Who shares both comes twice.
    """
    for keys in (_mail, _phone):
        shared = defaultdict[str, list[Supporter]](list)
        for one in namesakes:
            if key := keys(one):
                shared[key].append(one)
        for several in shared.values():
            if len(several) > 1:
                yield from several


def _row(one: Supporter) -> str:
    return f"row {one.place.line}"


def _mail(one: Supporter) -> str:
    return (one.sender.email or "").casefold()


def _phone(one: Supporter) -> str:
    return "".join(filter(str.isdigit, one.sender.phone or ""))


def _two_addresses(one: Supporter) -> Fault:
    hint = "keep the row with the right address, and remove the others"
    return Fault(
        one.place, "one person stands here with different addresses, and nobody can tell which is right", hint=hint
    )


def _namesake(one: Supporter) -> Fault:
    hint = "two people write both; of one who has moved, remove the older row"
    return Fault(one.place, "the same name stands in another row with another address", hint=hint, keeps=True)


def against(
    supporters: Iterable[Supporter], recipients: Iterable[Recipient]
) -> tuple[tuple[Supporter, ...], tuple[Fault, ...]]:
    """Return the supporters without those who are recipients, and what is to be told of them.

    Whoever has a recipient's address for e-mail, or name and postal code, is one. A name alone may be that of two.
    """
    known = _Recipients(recipients)
    kept, faults = [], list[Fault]()
    for one in supporters:
        if found := known.is_one(one):
            faults.append(Fault(one.place, "a recipient of the campaign stands here as a supporter", found))
            continue
        if found := known.may_be(one):
            told = "a supporter has the name of a recipient"
            hint = "nobody writes to themselves: remove the row if it is the same person"
            faults.append(Fault(one.place, told, found, hint, keeps=True))
        for pattern in (*one.only, *one.never):
            if not known.fits(pattern):
                told = "no recipient fits a pattern of 'only' or 'not'"
                faults.append(Fault(one.place, told, pattern, keeps=True))
        kept.append(one)
    return tuple(kept), tuple(faults)


class _Recipients:
    """Those whom letters go to, by mailbox and name."""

    def __init__(self, recipients: Iterable[Recipient]) -> None:
        self._by_mail: dict[str, str] = {}
        self._by_name = defaultdict[str, list[Recipient]](list)
        self._ids: list[str] = []
        self._fitting: dict[str, bool] = {}
        for one in recipients:
            self._ids.append(one.id)
            if one.email:
                self._by_mail[one.email.casefold()] = one.id
            for person in one.people:
                self._by_name[bare(f"{person.given or ''} {person.family}")].append(one)

    def is_one(self, supporter: Supporter) -> str:
        """Return the id of the recipient that the supporter is; empty where they are none."""
        if found := self._by_mail.get(_mail(supporter)):
            return found
        code = bare(supporter.sender.postcode or "")
        for one in self._by_name.get(supporter.name, ()):
            if code and one.address and code in bare(" ".join(one.address.lines)):
                return one.id
        return ""

    def may_be(self, supporter: Supporter) -> str:
        """Return the id of a recipient of that name; empty where there is none."""
        return next((one.id for one in self._by_name.get(supporter.name, ())), "")

    def fits(self, pattern: str) -> bool:
        """Tell whether the pattern is that of any recipient, as long as there are any."""
        if pattern not in self._fitting:
            self._fitting[pattern] = not self._ids or any(fnmatchcase(one, pattern) for one in self._ids)
        return self._fitting[pattern]
