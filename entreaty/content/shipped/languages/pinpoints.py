"""The words of places within sources, such as "Rn.", in one language."""

import string
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from entreaty.content.model import FileEntry, OneLine
from entreaty.content.shipped.languages.citations import PinpointLabel

BracketMeaning = Literal["paragraph", "letter", "number", "item"]
"""What brackets after an article mean: "(2)", "(a)", the "(1)" in "(2)(1)", the "(ii)" in "(a)(ii)"."""


def _names_in(form: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(name, how, conversion) for _, name, how, conversion in string.Formatter().parse(form)]


def _with_number(form: str) -> str:
    number, label, words = ("number", "", None), ("label", "", None), (None, None, None)
    if not {number} <= {*_names_in(form)} <= {number, label, words}:
        message = "must hold {number}, and may hold {label} before it"
        raise ValueError(message)
    return form


def _without_braces(words: str) -> str:
    if "{" in words or "}" in words:
        message = "must hold nothing in braces"
        raise ValueError(message)
    return words


Short = Annotated[str, StringConstraints(max_length=80)]


class PinpointWords(FileEntry):
    """The section `pinpoints` of a language: its words for places, beside the labels that it prints.

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
    brackets: dict[BracketMeaning, Annotated[Short, AfterValidator(_with_number)]] = Field(default_factory=dict)
    spaced: bool = False
    joined: Annotated[Short, AfterValidator(_without_braces)] = ", "
    paragraphs: tuple[PinpointLabel, ...] = ()
    dotted_paragraphs: bool = False
    of: tuple[OneLine, ...] = ()
    ordinals: tuple[tuple[OneLine, ...], ...] = ()
    last: tuple[OneLine, ...] = ()
