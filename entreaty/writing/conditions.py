"""Hold the conditions of passages against a recipient, a sender, a language and a date, and keep what was compared."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from entreaty.content.districts.own import Answer, OwnRepresentatives
from entreaty.content.files.conditions import BY_NAME, Condition, folded, names_of, yes_or_no
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.model import Text
from entreaty.writing.basis import Authorities

NOT = "not "
"""Begins the rule of a comparison with a key of `not`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One rule of a passage, compared with the recipient, the sender or the date.

    Attributes:
        rule: The rule's key in the file, such as "audiences", or "not audiences".
        wanted: The value that it wants, such as "mediator, un-body".
        found: The value of the recipient, the sender or the date, such as "legislature".
        holds: Whether the rule lets the passage in.
        depends: Whether that depends on a sender of whom too little is known.
    """

    rule: str
    wanted: str
    found: str
    holds: bool
    depends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What conditions are held against beside the recipient.

    Attributes:
        authorities: The treaties that `bound_by` names, and the date that the letter bears.
        appeal: The id of the appeal.
        language: The language of the letter.
        sender: Who signs; None where nobody is known.
        own: Who represents the sender, by tables of districts; None where the names of constituencies say it.
    """

    authorities: Authorities
    appeal: str
    language: str
    sender: Sender | None = None
    own: OwnRepresentatives | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """What was found for one key, whether its values hold, and whether that depends on the sender."""

    wanted: str
    found: str
    holds: bool
    depends: bool = False


def comparisons(condition: Condition, recipient: Recipient, at: Circumstances) -> Iterator[Comparison]:
    """Yield each key of a `for`, compared."""
    for key in condition.keys:
        for rule, held in _held(key, condition, recipient, at, every=True):
            yield Comparison(rule=rule, wanted=held.wanted, found=held.found, holds=held.holds, depends=held.depends)


def exclusions(condition: Condition, recipient: Recipient, at: Circumstances) -> Iterator[Comparison]:
    """Yield each key of a `not`, compared: it holds where it does not exclude the recipient."""
    for key in condition.keys:
        for rule, held in _held(key, condition, recipient, at, every=False):
            yield Comparison(
                rule=f"{NOT}{rule}", wanted=held.wanted, found=held.found, holds=not held.holds, depends=held.depends
            )


def represents(recipient: Recipient, sender: Sender | None, own: OwnRepresentatives | None = None) -> Answer:
    """Return whether the recipient represents the sender, and why.

    A recipient whose district no table has is compared by the name of the constituency.

    Args:
        recipient: The recipient.
        sender: Who signs; None where nobody is known.
        own: Who represents the sender, by tables of districts; None where these say nothing of the sender.
    """
    if sender and own and (answer := own.answer(recipient)):
        return answer
    if recipient.constituency is None and not recipient.represents:
        return Answer(holds=None, why="has no constituency in the profile")
    if lacking := _lacking(sender, own):
        return Answer(holds=None, why=lacking, asks=True)
    if recipient.constituency is None:
        return Answer(holds=None, why="has no constituency in the profile, and no table has the district")
    named = sender.constituency if sender else None
    holds = not set(names_of(recipient.constituency)).isdisjoint(names_of(named))
    return Answer(holds=holds, why="represents the sender" if holds else "represents others")


def _lacking(sender: Sender | None, own: OwnRepresentatives | None) -> str:
    """Return what nobody knows of the sender that names could be compared with; empty where nothing lacks."""
    if sender is None:
        return "nobody signs yet"
    if sender.constituency is None:
        return f"{'no table has the district of the recipient, and ' if own else ''}the sender has no constituency"
    return ""


def _held(
    key: str, condition: Condition, recipient: Recipient, at: Circumstances, *, every: bool
) -> Iterator[tuple[str, _Held]]:
    """Yield the rule and what became of it for one key; `sender` has two rules."""
    if key == "bound_by":
        yield key, _bound(condition, recipient, at, every=every)
    elif key == "constituents":
        yield key, _constituents(condition, recipient, at)
    elif key == "sender":
        yield from _sender(condition, at.sender)
    else:
        there = READ[key](recipient, at)
        compared = _NAMES[key](recipient) if key in BY_NAME else there
        holds = not condition.wanted[key].isdisjoint(compared)
        yield key, _Held(", ".join(getattr(condition, key)), _shown(key, recipient, there), holds)


def names_under(key: str, recipient: Recipient) -> Mapping[str, str]:
    """Return what the recipient has under a key such as "tags", as it is written by how it is compared.

    The names of parties and the like are compared folded: {"les ecologistes": "Les Écologistes"}.
    """
    if key in _NAMES:
        return {folded(name): name for text in _TEXTS[key](recipient) for name in text.root.values()}
    return {name: name for name in ((recipient.id,) if key == "recipients" else getattr(recipient, key))}


def _bound(condition: Condition, recipient: Recipient, at: Circumstances, *, every: bool) -> _Held:
    state, authorities = recipient.law_state, at.authorities
    wanted = ", ".join(condition.bound_by)
    if not state:
        return _Held(wanted, "no state", holds=False)
    binding = [key for key in condition.bound_by if authorities.binds(key, state)]
    found = f"{state}, bound by {', '.join(binding) or 'none of them'} on {authorities.day}"
    return _Held(wanted, found, len(binding) == len(condition.bound_by) if every else bool(binding))


def _constituents(condition: Condition, recipient: Recipient, at: Circumstances) -> _Held:
    wanted = yes_or_no(holds=bool(condition.constituents))
    answer = represents(recipient, at.sender, at.own)
    if answer.asks:
        return _Held(wanted, f"depends on the sender: {answer.why}", holds=False, depends=True)
    return _Held(wanted, answer.why, answer.holds == condition.constituents)


def _sender(condition: Condition, sender: Sender | None) -> Iterator[tuple[str, _Held]]:
    asked = condition.sender
    if asked is None:
        return
    unknown = "depends on the sender: nobody signs yet"
    for key, answer in asked.answers():
        there, words = _of_sender(key, sender) if sender else (None, unknown)
        yield f"sender.{key}", _Held(yes_or_no(holds=answer), words, there == answer, depends=sender is None)
    if asked.countries:
        found = sender.country if sender else unknown
        holds = sender is not None and sender.country in asked.countries
        yield "sender.countries", _Held(", ".join(asked.countries), found, holds, depends=sender is None)


def _of_sender(key: str, sender: Sender) -> tuple[bool, str]:
    """Return whether something is so of the sender, such as that there are "several", and that in words."""
    if key == "several":
        several = len(sender.signatories) > 1
        return several, f"has {len(sender.signatories)} signatories" if several else "signs alone"
    there = bool(sender.organisation)
    return there, f"speaks for {'an' if there else 'no'} organisation"


def _state(recipient: Recipient) -> tuple[str, ...]:
    """Return the state that the recipient acts for, and the country of which that is a part."""
    return (recipient.state, recipient.state[:2]) if recipient.state else ()


def _seat(recipient: Recipient) -> Hashable:
    """Return all of a profile by which tables of districts, and names, tell whom it represents."""
    entries = tuple((one.kind, one.id) for one in recipient.represents)
    return entries, _NAMES["constituencies"](recipient), recipient.home, recipient.ended


_TEXTS: Mapping[str, Callable[[Recipient], tuple[Text, ...]]] = {
    "political_parties": lambda one: (one.party,) if one.party else (),
    "committees": lambda one: tuple(role.organisation for role in one.roles),
    "constituencies": lambda one: (one.constituency,) if one.constituency else (),
}


def _names(key: str) -> Callable[[Recipient], tuple[str, ...]]:
    texts = _TEXTS[key]
    return lambda one: tuple(name for text in texts(one) for name in names_of(text))


_NAMES: Mapping[str, Callable[[Recipient], tuple[str, ...]]] = {key: _names(key) for key in _TEXTS}
READ: Mapping[str, Callable[[Recipient, Circumstances], tuple[str, ...]]] = {
    "audiences": lambda one, _: one.audiences,
    "recipients": lambda one, _: (one.id,),
    "states": lambda one, _: _state(one),
    "countries": lambda one, _: (one.address.country,),
    "languages": lambda _, at: (at.language,),
    "forms": lambda one, _: (one.form_of_address,),
    "political_parties": lambda one, _: _written(_TEXTS["political_parties"](one)),
    "committees": lambda one, _: _written(_TEXTS["committees"](one)),
    "constituencies": lambda one, _: _written(_TEXTS["constituencies"](one)),
    "tags": lambda one, _: one.tags,
    "positions": lambda one, at: (one.positions.get(at.appeal, "undecided"),),
}
"""What a recipient has under each key whose values are compared one by one."""


_FIELDS = {
    "audiences": "audiences",
    "states": "state",
    "bound_by": "state",
    "countries": "address.country",
    "forms": "form_of_address",
    "tags": "tags",
}


def _written(texts: tuple[Text, ...]) -> tuple[str, ...]:
    """Return names as they are shown: each in English, or else in its first language."""
    return tuple(text.best("en") for text in texts)


def _shown(key: str, recipient: Recipient, there: tuple[str, ...]) -> str:
    if key == "states":
        return recipient.state or "no state"
    return ", ".join(there) or "none"


def field_reader(keys: Iterable[str]) -> Callable[[Recipient], Hashable]:
    """Return what reads the fields that these keys compare as they stand, such as ("audiences", "states").

    All of them in one call, since it is asked for each of many thousands of recipients.
    """
    fields = sorted({_FIELDS[key] for key in keys if key in _FIELDS})
    return attrgetter(*fields) if fields else lambda _: ()


def other_readers(keys: Iterable[str], appeal: str) -> tuple[Callable[[Recipient], Hashable], ...]:
    """Return what reads all else that these keys compare, but for the recipient's id and the letter's language."""
    others: Mapping[str, Callable[[Recipient], Hashable]] = {
        "positions": lambda one: one.positions.get(appeal, "undecided"),
        "constituents": _seat,
        **_NAMES,
    }
    return tuple(others[key] for key in sorted(keys) if key in others)
