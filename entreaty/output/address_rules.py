"""The rules by which addresses were made to fit, in words: by cause, with how many addresses and examples."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from entreaty.content.shipped.envelopes import Envelope
from entreaty.problems import Location, Problem, counted

Rules = Mapping[str, tuple[str, ...]]
"""The rules as the manifest has them, such as ("smaller: 8 pt",), by the names that examples are given by."""

_EXAMPLES = 3
_BY = re.compile(r"(\d+) mm in (width|height)")
# By the word that a rule of the manifest begins with: what is told of one address, and of several.
_TOLD = {
    "smaller": ("is set in smaller type, no smaller than 8 pt", "are set in smaller type, no smaller than 8 pt"),
    "joined": ("has lines joined that belong together", "have lines joined that belong together"),
    "left out": (
        "leaves the office out, which the salutation or the organisation says",
        "leave the office out, which the salutation or the organisation says",
    ),
    "divided": ("has a line that is too wide, in two", "have lines that are too wide, in two"),
}
_WARNED = {
    "envelope": "laid out for another envelope of the country",
    "plain": "laid out for an envelope without a window, with a note above the address",
}
_HINTS = {
    "envelope": "manifest.json names the envelope of each letter",
    "plain": "shorten them, or use plain envelopes; 'letters --packet' makes labels, or says which to write by hand",
}


def told(rules: Rules) -> tuple[str, ...]:
    """Return a sentence for each rule that only changes how addresses are printed, with how many and examples."""
    return tuple(
        f"{counted(len(names), 'address', 'addresses')} {several if len(names) > 1 else one} ({_examples(names)})"
        for cause, (one, several) in _TOLD.items()
        if (names := _under(cause, rules))
    )


def summary(rules: Rules) -> tuple[str, ...]:
    """Return a sentence for each rule by which letters need another envelope than their sender has at hand."""
    return tuple(
        f"{counted(len(names), 'letter')} {'is' if len(names) == 1 else 'are'} {what} ({_examples(names)})"
        for cause, what in _WARNED.items()
        if (names := _under(cause, rules))
    )


def warnings_of(rules: Rules, place: Path, envelope: Envelope) -> tuple[Problem, ...]:
    """Return a warning for each rule that takes another envelope, with how many letters it concerns and examples.

    Args:
        rules: The rules that were applied.
        place: The file that has the addresses.
        envelope: The envelope that was wanted.
    """
    return tuple(
        Problem(
            Location(place),
            _other(names, what, envelope, _missed([rules[name] for name in names])),
            _HINTS[cause],
            "warning",
        )
        for cause, what in _WARNED.items()
        if (names := _under(cause, rules))
    )


def warning_of(rules: Sequence[str], envelope: Envelope) -> tuple[str, ...]:
    """Return a warning for one letter where its rules take another envelope, in words."""
    found = (what for cause, what in _WARNED.items() if any(rule.startswith(f"{cause}: ") for rule in rules))
    by = _missed([rules])
    return tuple(f"the address does not fit the envelope '{envelope.id}'{by}: the letter is {what}" for what in found)


def other_envelope(rules: Sequence[str]) -> str:
    """Return the envelope that a letter needs in place of the usual one, such as "none"; empty where it needs none."""
    found = (rule.partition(": ") for rule in rules)
    return next((envelope for cause, _, envelope in found if cause in _WARNED), "")


def _other(names: Sequence[str], what: str, envelope: Envelope, by: str) -> str:
    does, are = ("does", "the letter is") if len(names) == 1 else ("do", "their letters are")
    addresses = counted(len(names), "address", "addresses")
    return f"{addresses} {does} not fit the envelope '{envelope.id}'{by}, and {are} {what} ({_examples(names)})"


def _missed(rules: Sequence[Sequence[str]]) -> str:
    """Return by how much addresses miss their window at most, such as " by 4 mm in width"; empty where none is told."""
    found = (_BY.findall(rule) for applied in rules for rule in applied if rule.startswith("missed: "))
    most: dict[str, int] = {}
    for by, side in (pair for pairs in found for pair in pairs):
        most[side] = max(most.get(side, 0), int(by))
    if not most:
        return ""
    up_to = "up to " if len(rules) > 1 else ""
    return f" by {up_to}" + " and ".join(f"{by} mm in {side}" for side, by in sorted(most.items(), reverse=True))


def _under(cause: str, rules: Rules) -> list[str]:
    return [name for name, applied in rules.items() if any(rule.startswith(f"{cause}: ") for rule in applied)]


def _examples(names: Sequence[str]) -> str:
    return ", ".join(names[:_EXAMPLES]) + (" …" if len(names) > _EXAMPLES else "")
