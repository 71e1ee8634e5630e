"""Share the recipients out among the supporters: each writes to a few, and each recipient gets about as many letters.

Every pair of supporter and recipient has a rank, by a fingerprint of both ids. Supporters ask for those who rank
highest for them; a recipient has an even share of the letters, and keeps the supporters who rank highest for it; whom
it turns down asks the next (Gale and Shapley, "College Admissions and the Stability of Marriage", 1962). The result
depends on no order, and whoever joins later changes the letters of a few others only. Where rows allow some pairs
only, letters then move from recipients with many to those with few, until no move makes it more even.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from heapq import heapify, heappop, heappush, nlargest

from entreaty.content.files.sender import Supporter

# Knuth's multiplier for hashes (The Art of Computer Programming 3, 6.4), which mixes the fingerprints of a pair.
_MULTIPLIER, _BITS = 0x9E3779B97F4A7C15, (1 << 64) - 1
# A move makes it more even where one recipient has so many letters more than the other.
_UNEVEN = 2


def share(supporters: Sequence[Supporter], recipients: Iterable[str], n: int) -> Mapping[str, tuple[str, ...]]:
    """Return whom each supporter writes to, by the supporter's id: {"s-8c41f2a09b3e": ("mp-ann-lee", "mp-bob-roth")}.

    It is the same on every run, whatever the order of both lists. Numbers of letters differ by one at most, where
    `only` and `not` of the rows allow it. A supporter whose row allows fewer recipients writes to all of those.

    Args:
        supporters: The supporters, with their ids.
        recipients: The ids of the recipients.
        n: How many each supporter writes to, at least 1.

    Raises:
        ValueError: `n` is less than 1.
    """
    if n < 1:
        raise ValueError(n)
    sharing = _Sharing(supporters, recipients)
    sharing.share(n)
    sharing.even_out()
    return {one.id: tuple(sorted(sharing.chosen[one.id])) for one in supporters}


def allowed(supporters: Iterable[Supporter], recipients: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return to whom their rows let supporters write, by the supporter's id; rows that say the same share one set.

    Args:
        supporters: The supporters, with their ids.
        recipients: The ids of the recipients.
    """
    by_patterns: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}
    found = {}
    for one in supporters:
        patterns = (one.only, one.never)
        if patterns not in by_patterns:
            by_patterns[patterns] = frozenset(filter(one.may_write_to, recipients))
        found[one.id] = by_patterns[patterns]
    return found


class _Sharing:
    """Who writes to whom, while it is being decided.

    Attributes:
        chosen: The recipients of each supporter.
    """

    def __init__(self, supporters: Sequence[Supporter], recipients: Iterable[str]) -> None:
        everybody = frozenset(recipients)
        self._hashes = {name: _hash(name) for name in (*everybody, *(one.id for one in supporters))}
        self._allowed = allowed(supporters, everybody)
        self._holders: dict[str, set[str]] = {name: set() for name in everybody}
        self.chosen: dict[str, set[str]] = {one.id: set() for one in supporters}

    def share(self, n: int) -> None:
        """Let every supporter ask for recipients until they have so many, or nobody is left to ask."""
        shares = self._shares(n)
        kept: dict[str, list[tuple[int, str]]] = {name: [] for name in self._holders}
        wishes = {supporter: iter(self._best(supporter, n)) for supporter in self.chosen}
        asking = [supporter for supporter in self.chosen for _ in range(min(n, len(self._allowed[supporter])))]
        further, left_over = set[str](), list[str]()
        while asking:
            supporter = asking.pop()
            name = next(wishes[supporter], "")
            if not name and supporter not in further:
                further.add(supporter)
                wishes[supporter] = iter(self._best(supporter, len(self._holders))[n:])
                name = next(wishes[supporter], "")
            if not name:
                left_over.append(supporter)
                continue
            heappush(kept[name], (self._rank(supporter, name), supporter))
            if len(kept[name]) > shares[name]:
                asking.append(heappop(kept[name])[1])
        for name, holders in kept.items():
            for _, supporter in holders:
                self._give(supporter, name)
        for supporter in sorted(left_over):
            self._give(supporter, self._fewest(self._allowed[supporter] - self.chosen[supporter]))

    def even_out(self) -> None:
        """Move letters from recipients who get many to those who get few, as long as it helps."""
        waiting = [(-len(holders), self._hashes[name], name) for name, holders in self._holders.items()]
        heapify(waiting)
        while waiting:
            load, hashed, name = heappop(waiting)
            if -load != len(self._holders[name]):
                # Its letters have become others since.
                heappush(waiting, (-len(self._holders[name]), hashed, name))
            elif self._move_one_from(name):
                heappush(waiting, (-len(self._holders[name]), hashed, name))

    def _shares(self, n: int) -> Mapping[str, int]:
        """Return how many letters each recipient gets if all pairs are allowed."""
        letters = sum(min(n, len(may)) for may in self._allowed.values())
        each, more = divmod(letters, max(len(self._holders), 1))
        order = sorted(self._holders, key=self._hashes.__getitem__)
        return {name: each + (place < more) for place, name in enumerate(order)}

    def _move_one_from(self, name: str) -> bool:
        """Move one letter from a recipient to one who gets at least two fewer; tell whether there is a way."""
        came: dict[str, tuple[str, str]] = {}
        unseen, most = set(self._holders) - {name}, len(self._holders[name]) - _UNEVEN
        ways = deque([name])
        while ways and unseen:
            here = ways.popleft()
            found = list[str]()
            for supporter in sorted(self._holders[here], key=lambda one: self._rank(one, here)):
                more = (unseen & self._allowed[supporter]) - self.chosen[supporter]
                unseen -= more
                came |= dict.fromkeys(more, (here, supporter))
                found += more
            if found and len(self._holders[fewest := self._fewest(found)]) <= most:
                self._follow(name, fewest, came)
                return True
            ways += sorted(found, key=self._hashes.__getitem__)
        return False

    def _follow(self, start: str, end: str, came: Mapping[str, tuple[str, str]]) -> None:
        """Move a letter along the way that led to its end: each recipient on it gets one and gives one."""
        while end != start:
            before, supporter = came[end]
            self._holders[before].remove(supporter)
            self.chosen[supporter].remove(before)
            self._give(supporter, end)
            end = before

    def _give(self, supporter: str, name: str) -> None:
        self._holders[name].add(supporter)
        self.chosen[supporter].add(name)

    def _fewest(self, names: Iterable[str]) -> str:
        return min(names, key=lambda one: (len(self._holders[one]), self._hashes[one]))

    def _best(self, supporter: str, count: int) -> list[str]:
        mine, hashes = self._hashes[supporter], self._hashes
        return nlargest(count, self._allowed[supporter], key=lambda one: (mine ^ hashes[one]) * _MULTIPLIER & _BITS)

    def _rank(self, supporter: str, recipient: str) -> int:
        return (self._hashes[supporter] ^ self._hashes[recipient]) * _MULTIPLIER & _BITS


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
