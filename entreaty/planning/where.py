"""Choose recipients by the keys of conditions, as an order writes them: "tags=transport", "sender.organisation=yes"."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from entreaty.content.campaign import Campaign
from entreaty.content.files.conditions import LISTS, OF_SENDER, Condition
from entreaty.content.files.recipients import Recipient
from entreaty.content.model import closest, no_such
from entreaty.content.validation import validated
from entreaty.problems import ContentError, EntreatyError
from entreaty.storage.yaml.tree import YamlFile, YamlList, YamlMapping
from entreaty.writing.conditions import Circumstances, comparisons, names_under

KEYS = (*LISTS, "constituents", *OF_SENDER)
"""The keys that can be asked for."""
OF_LETTERS = ("bound_by", "constituents", *OF_SENDER)
"""Those that need more of the campaign than its recipients."""
_YES_OR_NO = {"yes": True, "no": False}
_CALLED = {
    "audiences": "audience",
    "recipients": "recipient",
    "forms": "form of address",
    "bound_by": "authority",
    "political_parties": "recipient of the party",
    "committees": "recipient in the committee",
    "constituencies": "recipient for the constituency",
    "tags": "recipient with the tag",
}


class WhereError(EntreatyError):
    """A choice of recipients cannot be understood."""


def key_of(text: str) -> str:
    """Return what stands before the "=", such as "tags"; empty where there is none."""
    key, equals, _ = text.partition("=")
    return key.strip() if equals else ""


def condition_of(text: str) -> Condition:
    """Return the condition that was written as KEY=VALUE.

    Raises:
        WhereError: It is none.
    """
    key, value = key_of(text), text.partition("=")[2].strip()
    if key not in KEYS:
        near = closest(key, KEYS) if key else ""
        reason = f"there is no key '{key}'; {near or 'there are: ' + ', '.join(KEYS)}" if key else "write KEY=VALUE"
        message = f"'{text}' is no condition: {reason}"
        raise WhereError(message)
    root = YamlMapping(Path(), 1)
    outer, _, inner = key.partition(".")
    root[outer], root.lines[outer] = _value(inner or outer, value), 1
    if inner:
        within = YamlMapping(Path(), 1)
        within[inner], within.lines[inner] = root[outer], 1
        root[outer] = within
    try:
        return validated(Condition, YamlFile(Path(), root))
    except ContentError as error:
        found = error.problems[0]
        message = f"'{text}' is no condition: {found.message}" + (f"; {found.hint}" if found.hint else "")
        raise WhereError(message) from error


def _value(key: str, value: str) -> Any:
    if key in {"constituents", "organisation", "several"}:
        return _YES_OR_NO.get(value.lower(), value)
    entries = YamlList(1)
    entries.append(value)
    entries.lines.append(1)
    return entries


def require_known_names(campaign: Campaign, conditions: Iterable[Condition]) -> None:
    """Refuse names that stand for nothing in the campaign, and those that no recipient has.

    Raises:
        WhereError: There are such.
    """
    for condition in conditions:
        for key, wanted in condition.wanted.items():
            if key in _CALLED and not wanted & (known := _known(campaign, key)):
                raise WhereError(no_such(_CALLED[key], min(wanted), known))


def _known(campaign: Campaign, key: str) -> frozenset[str]:
    """Return the names that stand for something under the key; those of parties and the like are folded."""
    if key == "audiences":
        return frozenset(campaign.audiences)
    if key == "forms":
        return frozenset(campaign.forms.by_office)
    if key == "bound_by":
        return frozenset(campaign.authorities)
    return frozenset(name for one in campaign.recipients for name in names_under(key, one))


def meets(conditions: Iterable[Condition], recipient: Recipient, at: Circumstances) -> bool:
    """Tell whether every one of the conditions holds for a letter to the recipient."""
    return all(one.holds for condition in conditions for one in comparisons(condition, recipient, at))
