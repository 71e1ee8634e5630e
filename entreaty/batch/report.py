"""What became of the letters of a run."""

from dataclasses import dataclass

from entreaty.output.manifest import Record
from entreaty.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one letter of the plan.

    Attributes:
        letter: The letter's name, such as "detainees/icrc-president".
        state: "written", "unchanged" or "failed".
        record: What lies in the folder now; None for a letter that failed.
        problems: Why it failed.
        lasting: Whether it would fail again, because the reason lies in the letter and not in the machine.
    """

    letter: str
    state: str
    record: Record | None = None
    problems: tuple[Problem, ...] = ()
    lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a run tells its user.

    Attributes:
        errors: What is wrong in the campaign and stops letters.
        warnings: How many things are doubtful.
        outcomes: What became of each letter, in the order of the plan.
        skipped: How many recipients are not asked for anything.
        failed: How many letters could not be composed.
    """

    errors: tuple[Problem, ...]
    warnings: int
    outcomes: tuple[Outcome, ...]
    skipped: int
    failed: int
