"""One of many supporters as a letter sees them: who they are, and who represents them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.sender import Sender, Supporter
from entreaty.content.model import Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signer:
    """One of many supporters, with who represents them.

    Attributes:
        supporter: The supporter, with their id.
        own: Who represents them, by tables of districts; None where the names of constituencies say it.
    """

    supporter: Supporter
    own: OwnRepresentatives | None = None

    @property
    def id(self) -> str:
        """Return the id that stands for them, such as "s-8c41f2a09b3e"."""
        return self.supporter.id

    @property
    def sender(self) -> Sender:
        """Return who they are, as they sign."""
        return self.supporter.sender


@dataclass(frozen=True, slots=True)
class SenderKind:
    """What decides, of a sender, how the body of their letter reads; names and addresses are put in afterwards.

    Attributes:
        country: The country that the letter is posted in.
        organised: Whether they speak for an organisation.
        said: What the passages say of them, such as ("Alder",) where these name the sender's constituency.
    """

    country: str
    organised: bool
    said: tuple[Hashable, ...]


def kind_of(sender: Sender, names: Iterable[str]) -> SenderKind:
    """Return the kind of a supporter.

    Args:
        sender: The supporter.
        names: The names in braces of the appeal's passages, in order, such as ["recipient.office", "sender.role"].
    """
    fields = (name.removeprefix("sender.") for name in names if name.startswith("sender."))
    said = (getattr(sender, name, None) for name in fields)
    words = tuple(tuple(sorted(one.root.items())) if isinstance(one, Text) else one for one in said)
    return SenderKind(sender.country, sender.organisation is not None, words)
