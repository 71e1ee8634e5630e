"""Decide which passages a letter has, and say by which rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from entreaty.content.appeals import Appeal, Passage
from entreaty.content.authorities import Authority
from entreaty.content.recipients import Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one passage is in the letter, and why.

    Attributes:
        part: The part of the letter that it belongs to.
        passage: The passage.
        fits: Whether it is in.
        rule: The rule that decided: "always", "all conditions", or the one that kept it out.
        wanted: What that rule asks for.
        found: What it was compared with.
    """

    part: str
    passage: Passage
    fits: bool
    rule: str
    wanted: str = ""
    found: str = ""


def select(
    appeal: Appeal, recipient: Recipient, day: date, authorities: Mapping[str, Authority]
) -> tuple[Verdict, ...]:
    """Return a verdict for every passage of the appeal, in order.

    Args:
        appeal: What can be said.
        recipient: To whom.
        day: The date that the letter bears.
        authorities: The treaties that `bound_by` names.
    """
    return tuple(_verdict(part, passage, recipient, day, authorities) for part, passage in appeal.letter.passages())


def _verdict(
    part: str, passage: Passage, recipient: Recipient, day: date, authorities: Mapping[str, Authority]
) -> Verdict:
    for rule, wanted, found, holds in _conditions(passage, recipient, day, authorities):
        if not holds:
            return Verdict(part=part, passage=passage, fits=False, rule=rule, wanted=wanted, found=found)
    always = not passage.fits.model_fields_set and passage.since is None and passage.until is None
    return Verdict(part=part, passage=passage, fits=True, rule="always" if always else "all conditions")


def _conditions(
    passage: Passage, recipient: Recipient, day: date, authorities: Mapping[str, Authority]
) -> list[tuple[str, str, str, bool]]:
    """Return each rule of the passage: its name, what it asks for, what there is, and whether it holds."""
    fits, state = passage.fits, recipient.state or "no state"
    rules: list[tuple[str, str, str, bool]] = []
    if passage.since:
        rules.append(("from", str(passage.since), str(day), passage.since <= day))
    if passage.until:
        rules.append(("until", str(passage.until), str(day), day < passage.until))
    if fits.audiences:
        found = set(fits.audiences) & set(recipient.audiences)
        rules.append(("audiences", _listed(fits.audiences), _listed(recipient.audiences), bool(found)))
    if fits.states:
        rules.append(("states", _listed(fits.states), state, recipient.state in fits.states))
    if fits.recipients:
        rules.append(("recipients", _listed(fits.recipients), recipient.id, recipient.id in fits.recipients))
    if fits.bound_by:
        binding = [one for one in fits.bound_by if recipient.state and authorities[one].binds(recipient.state, day)]
        found_text = f"{state} is bound by {_listed(binding) or 'none of them'} on {day}"
        rules.append(("bound_by", _listed(fits.bound_by), found_text, len(binding) == len(fits.bound_by)))
    return rules


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(words)
