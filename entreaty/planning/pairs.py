"""Who writes to whom, where many supporters send letters: each to some of those whom the order means."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from entreaty.content.campaign import Campaign
from entreaty.content.files.conditions import Condition
from entreaty.content.files.recipients import Recipient
from entreaty.planning.order import Order, OrderError, wanted_recipients
from entreaty.planning.sharing import allowed, share
from entreaty.planning.signers import Signers
from entreaty.planning.where import meets
from entreaty.writing.basis import Authorities, Signer
from entreaty.writing.composing.composer import Composer, letter_language
from entreaty.writing.conditions import Circumstances
from entreaty.writing.letter import LetterId

Pair = tuple[Signer | None, Recipient]
"""Who writes, None for the campaign's sender, and to whom."""

_LETTERS_CAP = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which letters of supporters an order decides about: one that it does not name must not go out any more.

    Attributes:
        appeals: The ids of the appeals.
        recipients: The ids of the recipients.
        senders: The ids of the supporters.
    """

    appeals: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()

    def has(self, letter: LetterId) -> bool:
        """Tell whether it decides about that letter."""
        return letter.appeal in self.appeals and letter.recipient in self.recipients and letter.sender in self.senders


class Pairing:
    """Pairs the supporters of an order with recipients."""

    def __init__(self, campaign: Campaign, order: Order, signers: Signers, conditions: tuple[Condition, ...]) -> None:
        """Take whom the order means.

        Raises:
            OrderError: It would make more letters than a run may.
        """
        self._order, self._signers, self._conditions = order, signers, conditions
        self._authorities = Authorities(campaign.authorities, order.day)
        self._recipients = wanted_recipients(campaign, order)
        ids = tuple(one.id for one in self._recipients)
        self._allowed = allowed((one.supporter for one in signers.everybody), ids)
        each = order.share or len(self._recipients)
        many = sum(min(each, len(may)) for may in self._allowed.values())
        if not order.mine and many > _LETTERS_CAP:
            message = f"this would be {many:,} letters of each appeal; a run may make {_LETTERS_CAP:,}"
            raise OrderError(f"{message}: say --mine, --share N or --to, or split the sheet")

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Return everybody whom a supporter may write to, in the order of their file."""
        if not self._order.mine:
            return self._recipients
        own = {one.id for several in self._signers.own.values() for one in several}
        return tuple(one for one in self._recipients if one.id in own)

    def scope(self, appeals: Iterable[str]) -> Scope:
        """Return which letters of these appeals are decided about; none where conditions choose among them."""
        if self._order.where:
            return Scope()
        return Scope(
            appeals=frozenset(appeals),
            recipients=frozenset(one.id for one in self._recipients),
            senders=frozenset(one.id for one in self._order.supporters),
        )

    def of(self, composer: Composer) -> tuple[Pair, ...]:
        """Return who writes to whom about an appeal, by the order of the sheet."""
        shares = self._shares(composer) if self._order.share else {}
        return tuple(
            (signer, recipient)
            for signer in self._signers.everybody
            for recipient in self._of_signer(signer, shares)
            if self._is_meant(composer, signer, recipient)
        )

    def _of_signer(self, signer: Signer, shares: Mapping[str, Collection[str]]) -> Iterator[Recipient]:
        meant = self._signers.own.get(signer.id, ()) if self._order.mine else self._recipients
        may = self._allowed[signer.id]
        if shares:
            may &= frozenset(shares[signer.id])
        return (one for one in meant if one.id in may)

    def _shares(self, composer: Composer) -> Mapping[str, tuple[str, ...]]:
        """Return whom each supporter writes to, among those of whom the appeal asks something."""
        kinds = {composer.of(signer): signer for signer in self._signers.everybody}
        asked = (
            one.id
            for one in self._recipients
            if not one.out_of_reach(self._order.day)
            and any(
                composer.fitting(one, letter_language(composer.appeal, one, self._order.language, signer), signer).asks
                and self._is_meant(composer, signer, one)
                for signer in kinds.values()
            )
        )
        return share([signer.supporter for signer in self._signers.everybody], asked, self._order.share)

    def _is_meant(self, composer: Composer, signer: Signer, recipient: Recipient) -> bool:
        """Tell whether all conditions of the order hold for a letter."""
        if not self._conditions:
            return True
        at = Circumstances(
            authorities=self._authorities,
            appeal=composer.appeal.id,
            language=letter_language(composer.appeal, recipient, self._order.language, signer),
            sender=signer.sender,
            own=signer.own,
        )
        return meets(self._conditions, recipient, at)
