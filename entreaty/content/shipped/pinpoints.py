"""The words of places within sources, such as "Rn.", by language, and the places that kinds of sources lack."""

from functools import cache
from typing import Literal

from pydantic import Field

from entreaty.content.files.csl.kinds import Kind
from entreaty.content.model import FileEntry, Language, OneLine
from entreaty.content.shipped.citation_styles import PinpointLabel
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

BracketMeaning = Literal["paragraph", "letter", "number", "item"]
"""What brackets after an article mean: "(2)", "(a)", the "(1)" in "(2)(1)", the "(ii)" in "(a)(ii)"."""


class PinpointWords(FileEntry):
    """The words of one language, beside the labels that it prints.

    Attributes:
        labels: Further words for labels, such as {"para": ("Rn", "Rz")}.
        within: What words mean after the number of an article: {"sentence": ("S",)}.
        roman_paragraphs: Whether Roman numbers after an article are its paragraphs, as in "Art. 20 III".
        letters_apart: Whether a small letter may stand apart from its number, as in "§ 3 a".
        before_article: Places that stand before the article that they are in, as "п. 1 ст. 5" does.
        several: Those of `labels` that say that several places follow, such as "§§".
        to: What stands between the ends of a range, such as "bis".
        also: What stands between places, such as "und".
        following: "f." and "ff.", as bare, dotted and long styles write them; without "one", a range is written.
        open: How "ff" is written in sources.
        brackets: How brackets after an article are written, such as {"paragraph": " {label} {number}"}; without it, as
            brackets.
        spaced: Whether a space stands before other brackets, as in "Ziff. 98 (1) (a)".
        joined: What stands before a place within another, as in "sch 2, para 3".
        paragraphs: What the paragraphs of articles are called too, as "ч." in Russian.
        dotted_paragraphs: Whether "art. 5.1" is the first paragraph of article 5.
        of: What stands between a place and the one that it is in, as in "point (f) of Article 6(1)".
        ordinals: The ordinal numbers in words from the first on, each in all its forms: [["premier", "première"], …].
        last: Words for the last of several, such as "dernier".
    """

    labels: dict[PinpointLabel, tuple[OneLine, ...]] = Field(default_factory=dict)
    within: dict[PinpointLabel, tuple[OneLine, ...]] = Field(default_factory=dict)
    roman_paragraphs: bool = False
    letters_apart: bool = False
    before_article: tuple[PinpointLabel, ...] = ()
    several: tuple[OneLine, ...] = ()
    to: tuple[OneLine, ...]
    also: tuple[OneLine, ...]
    following: dict[Literal["one", "many"], tuple[OneLine, OneLine, OneLine]]
    open: tuple[OneLine, ...]
    brackets: dict[BracketMeaning, str] = Field(default_factory=dict)
    spaced: bool = False
    joined: str = ", "
    paragraphs: tuple[PinpointLabel, ...] = ()
    dotted_paragraphs: bool = False
    of: tuple[OneLine, ...] = ()
    ordinals: tuple[tuple[OneLine, ...], ...] = ()
    last: tuple[OneLine, ...] = ()


class Lacking(FileEntry):
    """Places that some kinds of sources cannot have.

    Attributes:
        kinds: The kinds of sources.
        labels: What their places are never counted by.
        instead: What they have, as an author would write it.
    """

    kinds: tuple[Kind, ...]
    labels: tuple[PinpointLabel, ...]
    instead: OneLine


class PinpointsFile(FileEntry):
    """The file `pinpoints.yaml`."""

    languages: dict[Language, PinpointWords]
    lacking: tuple[Lacking, ...]


@cache
def load_pinpoint_words() -> PinpointsFile:
    """Load the shipped words."""
    return validated(PinpointsFile, read_yaml(DATA / "pinpoints.yaml"))
