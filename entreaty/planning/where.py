"""Choose recipients by the keys of conditions, as an order writes them: "tags=transport", "sender.organisation=yes"."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from entreaty.content.files.audiences import Audiences
from entreaty.content.files.conditions import BY_NAME, LISTS, OF_SENDER, Condition, folded
from entreaty.content.files.recipients import Recipient
from entreaty.content.model import closest, did_you_mean, no_such
from entreaty.content.validation import OTHER_NAMES, validated
from entreaty.problems import ContentError, EntreatyError
from entreaty.storage.yaml.tree import YamlFile, YamlList, YamlMapping
from entreaty.writing.conditions import Circumstances, comparisons, names_under

KEYS = (*LISTS, "constituents", *OF_SENDER)
"""The keys that can be asked for."""
OF_LETTERS = ("bound_by", "constituents", *OF_SENDER)
"""Those that need more of the campaign than its recipients."""
_YES_OR_NO = {"yes": True, "no": False}
_CALLED = {
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
        meant = OTHER_NAMES.get(key, "")
        near = did_you_mean(meant) if meant else closest(key, KEYS) if key else ""
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


def require_known_names(
    conditions: Iterable[Condition],
    recipients: Collection[Recipient],
    audiences: Audiences,
    forms: Collection[str],
    authorities: Collection[str] = (),
) -> None:
    """Refuse names that stand for nothing in the campaign, and those that no recipient has.

    Args:
        conditions: The conditions.
        recipients: All recipients of the campaign.
        audiences: Its audiences.
        forms: The names of its forms of address.
        authorities: The ids of its authorities, of which `bound_by` names some.

    Raises:
        WhereError: There are such.
    """
    named = {"forms": forms, "bound_by": authorities}
    for condition in conditions:
        for key, wanted in condition.wanted.items():
            if key == "audiences":
                name = getattr(condition, key)[0]
                if name not in audiences:
                    raise WhereError(no_such("audience", name, (), audiences.nearest(name)))
                continue
            if key in _CALLED and wanted.isdisjoint(known := _known(key, recipients, named.get(key))):
                name = getattr(condition, key)[0]
                near = closest(folded(name) if key in BY_NAME else name, known, written=known)
                raise WhereError(no_such(_CALLED[key], name, (), near))


def _known(key: str, recipients: Collection[Recipient], named: Collection[str] | None) -> Mapping[str, str]:
    """Return the names that stand for something under the key, as they are compared and as they are written."""
    if named is not None:
        return {name: name for name in named}
    return {compared: name for one in recipients for compared, name in names_under(key, one).items()}


def meets(conditions: Iterable[Condition], recipient: Recipient, at: Circumstances) -> bool:
    """Tell whether every one of the conditions holds for a letter to the recipient."""
    return all(one.holds for condition in conditions for one in comparisons(condition, recipient, at))
