"""Places in brackets: "(1)", "(a)", "b)" and ".a", alone and one after the other."""

import re

from entreaty.writing.citing.pinpoints.steps import Item, Step

BRACKET = re.compile(
    r"\((?P<number>[^()\s]+)\)|\s\((?P<apart>\d{1,3}[A-Za-z]?|(?P<once>[a-z])(?P=once)?|[ivx]+)\)|\s?(?P<half>[a-z])\)"
    r"|\.(?P<dotted>[a-z]|[ivx]+)(?:\)|(?!\w))"
)
"""A place in brackets, directly behind what it is in or with a space before it."""
_APART = r"\s\((?:\d{1,3}[A-Za-z]?|[a-z]|([a-z])\1|[ivx]+)\)"
_RUN = re.compile(rf"(?:\([^()\s]+\)|[a-z]\))(?:\([^()\s]+\)|{_APART}|\s?[a-z]\))*")
_SMALL_ROMAN = re.compile(r"[ivx]+")
_IN_BRACKETS = {"paragraph", "letter", "number", "item", "para", "point"}


def level_of(before: Item, text: str, at: int) -> int | None:
    """Return how many steps of the place before stay, where brackets go on from it; None if nobody can tell.

    "(2)(b)" after "5(1)(a)" is 5(2)(b), and so is "(2)" alone, of which letters cannot be counted.
    """
    first = BRACKET.match(text, at)
    if first is None or not before.steps:
        return 0 if not before.number else None
    number = first["number"] or first["half"] or first["dotted"] or ""
    like = [at for at, step in enumerate(before.steps) if step.meaning in _IN_BRACKETS and _alike(step, number)]
    as_deep = len(before.steps) - _run_of_brackets(text, at)
    return as_deep if as_deep in like else like[-1] if like else None


def _alike(step: Step, number: str) -> bool:
    """Tell whether a number may count on from a step: "(b)" from "(a)", "(ii)" from "(i)", but neither from "(1)"."""
    if step.meaning == "item":
        return bool(_SMALL_ROMAN.fullmatch(number))
    return step.number[:1].isdigit() == number[:1].isdigit()


def _run_of_brackets(text: str, at: int) -> int:
    """Return how many brackets stand one directly after the other."""
    found = _RUN.match(text, at)
    return len(re.findall(r"\(|(?<![\w(])[a-z]\)", found[0])) if found else 1
