"""What became of the letters of a run."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from entreaty.output.manifest import ManifestEntry
from entreaty.problems import Problem
from entreaty.writing.letter import LetterId

OutcomeState = Literal["written", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one letter of the plan.

    Attributes:
        letter: Which letter.
        state: "written", "unchanged" or "failed".
        entry: What lies in the folder now, as the manifest says it; None for a letter that failed.
        problems: Why it failed.
        notices: What else its user should know, such as that a file was changed by hand and is kept beside it.
        lasting: Whether it would fail again, because the reason lies in the letter and not in the machine.
    """

    letter: LetterId
    state: OutcomeState
    entry: ManifestEntry | None = None
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """The result of a run, for its user.

    Attributes:
        errors: What is wrong in the campaign and stops letters.
        warnings: How many warnings there are.
        outcomes: What became of each letter, in the order of the plan.
        skipped: How many recipients are not asked for anything.
        not_composed: How many letters could not be composed.
        drafts: The appeals of which drafts are left out.
        enclosed: What goes with the letters of each appeal, such as "'visits': petition.pdf, map.pdf".
        notices: Warnings of who is missing among those whom the order means.
    """

    errors: tuple[Problem, ...]
    warnings: int
    outcomes: tuple[Outcome, ...]
    skipped: int
    not_composed: int
    drafts: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    notices: tuple[Problem, ...] = ()

    @property
    def failed(self) -> int:
        """Return how many letters there should be and are not."""
        return self.not_composed + self.count("failed")

    @property
    def addresses(self) -> dict[str, tuple[str, ...]]:
        """Return by which rules the address of each letter was made to fit, for those that did not fit as they are."""
        entries = (outcome.entry for outcome in self.outcomes if outcome.entry)
        return {str(entry.id): entry.address for entry in entries if entry.address}

    @property
    def senders(self) -> int:
        """Return how many supporters have letters in the folder; 0 where there is one sender."""
        return len({outcome.letter.sender for outcome in self.outcomes if outcome.entry} - {""})

    def count(self, state: OutcomeState) -> int:
        """Return how many letters of the plan are in that state."""
        return Counter(outcome.state for outcome in self.outcomes)[state]
