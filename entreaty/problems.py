"""Problems and their locations as values, and the exceptions that carry them to the user."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypedDict

Level = Literal["error", "warning"]
Part = Literal["appeal", "passage", "recipient", "authority", "authorities"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place that a person can open in an editor.

    Attributes:
        path: The file, as the user named it.
        line: The line, counted from 1; 0 where the file as a whole is meant.
    """

    path: Path
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


@dataclass(frozen=True, slots=True)
class Concern:
    """A part of letters: a problem that concerns it touches every letter that has this part.

    Attributes:
        part: What kind of part; "authorities" is the file of all of them, which every letter that cites any needs.
        id: Which one, such as "icrc-president"; empty for "authorities".
        appeal: The appeal of a passage, because passages of two appeals may have the same id; else empty.
    """

    part: Part
    id: str = ""
    appeal: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the user's words.

    Attributes:
        location: Where to look.
        message: What is wrong, without a final full stop.
        hint: What would be right; empty where the message already says it.
        level: An error stops the letters it touches, a warning does not.
        concerns: The part of letters that it touches, such as `Concern("recipient", "icrc-president")`; None where it
            touches no letter, or where composing finds it again.
        lasting: Whether the same files would have it again, because the reason lies in them and not in the machine.
    """

    location: Location
    message: str
    hint: str = ""
    level: Level = "error"
    concerns: Concern | None = field(default=None, compare=False)
    lasting: bool = field(default=True, compare=False)

    def as_json(self) -> "ProblemAsJson":
        """Return what `check --json` prints of it."""
        return {
            "file": str(self.location.path),
            "line": self.location.line,
            "level": self.level,
            "message": self.message,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        kind = "warning: " if self.level == "warning" else ""
        return f"{self.location}: {kind}{self.message}{hint}"


class ProblemAsJson(TypedDict):
    """A problem for other programs."""

    file: str
    line: int
    level: Level
    message: str
    hint: str


class EntreatyError(Exception):
    """Everything that this program tells its user in place of a result."""


class UnusableFileError(EntreatyError):
    """A file that letters may not have with them.

    Attributes:
        reason: Why, in the user's words, to follow the name of the file.
        hint: What would be right.
    """

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason, hint)
        self.reason, self.hint = reason, hint


class ContentError(EntreatyError):
    """The files cannot be used as they are; carries every problem found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["ContentError"], tuple[tuple[Problem, ...]]]:
        # Without, a copy that comes from another process would be made from the text.
        return type(self), (self.problems,)


class TooMuchError(ContentError):
    """The files ask for more time or memory than one letter may use; another way of making it would ask for it, too."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun, such as "1 letter" or "3 letters"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file and line, each once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (problem.location, problem.message)))


def seen_inside(folders: Iterable[Path]) -> Callable[[str], str]:
    """Return what rewrites a text so that paths begin inside of these folders, for whoever has them elsewhere.

    "/home/anna/campaign/recipients.yaml:4: error: …" becomes "recipients.yaml:4: error: …".
    """
    named = {str(path) for folder in folders for path in (folder, folder.resolve())} - {".", "/"}
    if not named:
        return str
    begins = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    # Not within a longer path, such as "/mnt/home/anna/campaign/".
    pattern = re.compile(rf"(?<![\w./-])(?:{begins})/")
    return lambda text: pattern.sub("", text)


def as_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with every warning made an error."""
    return tuple(replace(problem, level="error") for problem in problems)
