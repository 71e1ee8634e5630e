"""Places within places: what "(1)(a)", "Abs. 1" and "art. 5" mean, by what they stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from entreaty.content.shipped.languages.citations import PinpointLabel
from entreaty.writing.citing.pinpoints.numbers import ROMAN
from entreaty.writing.citing.pinpoints.place import ARTICLE_LIKE

ONE_PARAGRAPH: frozenset[PinpointLabel] = frozenset({"para", "paragraph", "alinea"})
SMALL = re.compile(r"((?P<once>[a-z])(?P=once)?)(?!\w)\)?")
"""A small letter, single or double."""
_ENDS_IN_ARTICLE = re.compile(rf"(?P<within>.*)\((?P<label>{'|'.join(sorted(ARTICLE_LIKE))}) (?P<number>[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Step:
    """A place within another.

    Attributes:
        label: What it is counted by, as written; None for brackets.
        number: Such as "1" or "a".
        meaning: What it is: a "paragraph", a "letter", a "number", or its label.
        word: What the word before it means; None if no word stands there.
    """

    label: PinpointLabel | None
    number: str
    meaning: str
    word: PinpointLabel | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"({self.label} {self.number})" if self.label else f"({self.number})"


@dataclass(slots=True)
class Item:
    """A number, and the places within it that lead to the one that is meant.

    Attributes:
        number: Such as "126" or "IV".
        steps: Such as those of "(1)(a)".
        tail: Further brackets of its last place, as in "3(1),(2)".
        by_word: Whether its last place was named by a word, so that bare numbers go on from there.
        by_several: Whether that word was one for several places, as "paras" is.
        listed: Whether it is one of several, by the sign before it ("§§") or as a bare number of a list, so that a bare
            number after it may be the next of them.
        goes_on: Whether it was written without its number, as "(2)" after "126(1)".
    """

    number: str
    steps: list[Step] = field(default_factory=list)
    tail: str = ""
    by_word: bool = False
    by_several: bool = False
    listed: bool = False
    goes_on: bool = False

    def __str__(self) -> str:
        return f"{self.number}{''.join(map(str, self.steps))}{self.tail}"


def meaning(number: str, before: Sequence[Step]) -> str:
    """Return what a number in brackets is: a "paragraph", "letter", "number" or "item"."""
    _, before = container("art", before)
    if number[0].isdigit():
        return "number" if before else "paragraph"
    return "item" if before and before[-1].meaning == "letter" and ROMAN.fullmatch(number) else "letter"


def named(label: PinpointLabel, number: str, main: PinpointLabel, before: Sequence[Step]) -> Step:
    """Return a place within that has a label, without it where brackets alone say the same.

    Args:
        label: Its label, such as that of "Abs.".
        number: Its number, such as "1".
        main: What the whole place is counted by, such as "annex".
        before: What it stands in within that, such as "Art. 5".
    """
    main, before = container(main, before)
    kept, meant = _meant(label, number, main, before)
    return Step(kept, number, meant, label)


def _meant(
    label: PinpointLabel, number: str, main: PinpointLabel, before: Sequence[Step]
) -> tuple[PinpointLabel | None, str]:
    """Return the label that a place keeps, and what it is."""
    as_said = (label, "paragraph" if label in ONE_PARAGRAPH else label)
    if main not in ARTICLE_LIKE:
        return as_said
    # "Abschnitt 2 § 5" is no paragraph of a section.
    if (label == "paragraph" or (label == "sign" and main != "section")) and not before:
        return None, "paragraph"
    # An alinéa of a numbered paragraph, or a párrafo of an apartado, is what others call a subparagraph.
    above = next((one.word for one in before if one.meaning == "paragraph"), "alinea")
    if (label == "alinea" and above != "alinea") or (label == "para" and above == "paragraph"):
        return "alinea", "subparagraph"
    if label == "letter" or (label in {"point", "para"} and SMALL.fullmatch(number)):
        return None, "letter"
    if label == "number" and before and before[0].meaning == "paragraph":
        return None, "number"
    return as_said


def article_first(
    label: PinpointLabel, items: Sequence[tuple[str, str]]
) -> tuple[PinpointLabel, Sequence[tuple[str, str]]]:
    """Return a place that was written before its article, as "п. 1 ст. 5" is in Russian, as a place in the article."""
    found = _ENDS_IN_ARTICLE.fullmatch(items[-1][-1])
    if not found:
        return label, items
    article: PinpointLabel = found["label"]  # type: ignore[assignment]
    ends = [list(one) for one in items]
    ends[-1] = [one.removesuffix(items[-1][-1][len(found["within"]) :]) for one in ends[-1]]
    if len(items) == 1 and ends[0][0] == ends[0][1]:
        number, *steps = re.findall(r"[^()]+", found["within"])
        written = [one.partition(" ")[::2] for one in reversed(steps)]
        above = "".join(f"({name} {count})" if count else f"({name})" for name, count in written)
        whole = f"{found['number']}{above}{named(label, number, article, [])}"
        return article, [(whole, whole)]
    if any("(" in end for one in ends for end in one):
        return label, items
    within = [[str(named(label, end, article, [])) for end in one] for one in ends]
    first = [f"{found['number']}{end}" if end == within[0][0] else end for end in within[0]]
    return article, [(first[0], first[1]), *((one[0], one[1]) for one in within[1:])]


def container(main: PinpointLabel, before: Sequence[Step]) -> tuple[PinpointLabel, Sequence[Step]]:
    """Return the article that a place stands in, and what it stands in within that; `main` is the outermost place."""
    for at in range(len(before) - 1, -1, -1):
        label = before[at].label
        if label in ARTICLE_LIKE:
            return label, before[at + 1 :]
    return main, before
