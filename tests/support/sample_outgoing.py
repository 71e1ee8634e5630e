"""Outgoing letters for tests: real drafts with a small PDF, and a clock that obeys."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from entreaty.delivery.messages import Author, Outgoing
from entreaty.output.email.draft import letter_draft
from entreaty.templating.letters import LetterTemplates
from tests.support.sample_letters import TEMPLATES, make_short_letter

AUTHOR = Author(name="Anna Example", address="anna@example.org")
NOW = datetime(2025, 6, 24, 9, 30, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20
_LOOK = LetterTemplates(TEMPLATES)


def make_outgoing(number: int = 1, **changes: object) -> Outgoing:
    """Return the letter to the recipient of that number, with the changes of its words."""
    name = f"office-{number:04}"
    address = f"{name}@example.org"
    letter = make_short_letter(appeal="visits", recipient=name, email=address, **changes)
    return Outgoing(letter=letter.id, address=address, draft=letter_draft(letter, _LOOK, PDF))


@dataclass
class FakeClock:
    """A clock on which waiting takes no time, and which remembers how long it was."""

    moment: datetime = NOW
    waits: list[float] = field(default_factory=list)
    stop_after: int = 1_000_000

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    def wait(self, seconds: float) -> None:
        """Put the clock forward."""
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)

    def stopped(self) -> bool:
        """Tell whether as many letters went out as were wanted."""
        self.stop_after -= 1
        return self.stop_after < 0

    def chance(self) -> float:
        """Return the middle."""
        return 0.5
