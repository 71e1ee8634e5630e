"""What is wanted of a packet: in which order letters lie in it, and which labels it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from entreaty.content.campaign import Campaign
from entreaty.content.files.conditions import folded
from entreaty.content.files.recipients import Recipient
from entreaty.content.shipped.postage import ZONES
from entreaty.content.shipped.postal import postal_code_of
from entreaty.output.packet.tick_list import Posting

Sorting = Literal["postage", "country", "postcode", "recipient"]

_Key = Callable[[Posting, Recipient], tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketOrder:
    """What is wanted of a packet.

    Attributes:
        sorting: What letters are sorted by first; what is alike then keeps the order of the campaign's recipients.
        labels: The sheets of labels by their names; none leaves it to how many letters there are.
    """

    sorting: Sorting = "postage"
    labels: tuple[str, ...] = ()


def in_order(postings: Sequence[Posting], campaign: Campaign, sorting: Sorting) -> list[Posting]:
    """Return the postings sorted: by postage and country, country, country and postal code, or recipient.

    Then they follow each other as the campaign lists its recipients, and those to one recipient by appeal.
    """
    recipients = {recipient.id: (place, recipient) for place, recipient in enumerate(campaign.recipients)}

    def key(one: Posting) -> tuple[object, ...]:
        place, recipient = recipients[one.letter.recipient]
        return (*_KEYS[sorting](one, recipient), place, one.letter.appeal)

    return sorted(postings, key=key)


def _postcode(recipient: Recipient) -> tuple[bool, str]:
    """Return the postal code of an address, which its last line with one has; addresses without one come last."""
    pattern = postal_code_of(recipient.address.country)
    lines = reversed(recipient.address.lines) if pattern else ()
    found = next((codes[-1] for line in lines if pattern and (codes := pattern.findall(line))), "")
    return not found, found.upper().replace(" ", "")


def _name(posting: Posting, recipient: Recipient) -> tuple[str, str]:
    """Return what a recipient is found under in a list: the family name, or else the line of the list."""
    person = recipient.people[0] if recipient.people else None
    line = folded(posting.addressee)
    return (folded(person.family) if person and person.family else line), line


_KEYS: dict[Sorting, _Key] = {
    "postage": lambda one, _: (ZONES.index(one.zone), folded(one.country)),
    "country": lambda one, _: (folded(one.country),),
    "postcode": lambda one, recipient: (folded(one.country), _postcode(recipient)),
    "recipient": _name,
}
