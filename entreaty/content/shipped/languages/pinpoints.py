"""The words of places within sources, such as "Rn.", in one language."""

from typing import Literal

from pydantic import Field

from entreaty.content.model import FileEntry, OneLine
from entreaty.content.shipped.languages.citations import PinpointLabel

BracketMeaning = Literal["paragraph", "letter", "number", "item"]
"""What brackets after an article mean: "(2)", "(a)", the "(1)" in "(2)(1)", the "(ii)" in "(a)(ii)"."""


class PinpointWords(FileEntry):
    """The section `pinpoints` of a language: its words for places, beside the labels that it prints.

    Attributes:
        labels: Further words for labels, such as {"para": ("Rn", "Rz")}.
        within: What words mean after the number of an article: {"sentence": ("S",)}.
        to: What stands between the ends of a range, such as "bis".
        also: What stands between places, such as "und".
        following: "f." and "ff.", as bare, dotted and long styles write them; without "one", a range is written.
        open: How "ff" is written in sources.
        brackets: How brackets after an article are written, such as {"paragraph": " {label} {number}"}; without it, as
            brackets.
        spaced: Whether a space stands before other brackets, as in "Ziff. 98 (1) (a)".
        joined: What stands before a place within another, as in "sch 2, para 3".
    """

    labels: dict[PinpointLabel, tuple[OneLine, ...]] = Field(default_factory=dict)
    within: dict[PinpointLabel, tuple[OneLine, ...]] = Field(default_factory=dict)
    to: tuple[OneLine, ...]
    also: tuple[OneLine, ...]
    following: dict[Literal["one", "many"], tuple[OneLine, OneLine, OneLine]]
    open: tuple[OneLine, ...]
    brackets: dict[BracketMeaning, str] = Field(default_factory=dict)
    spaced: bool = False
    joined: str = ", "
