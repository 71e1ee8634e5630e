"""Envelopes: where the address, the marks and the text stand, so that a folded letter fits its window.

The measures are data; so are their sources. All are in millimetres from the top left corner of the sheet.
"""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, Strict, model_validator

from entreaty.content.model import FileEntry, Id, OneLine, StateCode
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

SHIPPED = DATA / "envelopes.yaml"

Paper = Literal["A4", "Letter"]
# ISO 216 and ANSI/ASME Y14.1, width and height.
_SHEETS: dict[Paper, tuple[float, float]] = {"A4": (210, 297), "Letter": (215.9, 279.4)}
# Measures are rounded to a tenth; more than that is a mistake.
_ROUNDING = 0.05
_POINT = 25.4 / 72

SMALLEST_TYPE = 8
"""The size in points below which no address is set: what the machines of posts are sure to read."""

SMALLEST_LEADING = 9
"""The distance in points of lines that are set so small."""

# A name, an office, an organisation, streets, a town and a country.
_LINES = 8

Millimetres = Annotated[float, Strict(), Field(gt=0)]


class Area(FileEntry):
    """A rectangle on the sheet."""

    x: Millimetres
    y: Millimetres
    width: Millimetres
    height: Millimetres

    @property
    def right(self) -> float:
        """Return the distance of its right edge from the left edge of the sheet."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the distance of its bottom edge from the top edge of the sheet."""
        return self.y + self.height

    def holds(self, other: "Area") -> bool:
        """Tell whether the other area lies within this one."""
        return (
            self.x <= other.x + _ROUNDING
            and self.y <= other.y + _ROUNDING
            and other.right <= self.right + _ROUNDING
            and other.bottom <= self.bottom + _ROUNDING
        )


def sheet_of(paper: Paper) -> Area:
    """Return the width and height of a paper, as an area without margins."""
    width, height = _SHEETS[paper]
    return Area.model_construct(x=0, y=0, width=width, height=height)


class Envelope(FileEntry):
    """One envelope and the sheet that is folded into it.

    Attributes:
        id: Its name, such as "din-5008-b".
        title: What it is, for people who choose.
        paper: The sheet.
        countries: The senders' countries that it is the usual envelope of.
        also_in: The senders' countries in which it is common besides their usual one.
        window: The field that the norm or the maker reserves for the window; None for plain envelopes.
        visible: What shows wherever the sheet slides in its envelope.
        return_line: Where the sender's address stands in one small line; None where the norm has none.
        address: Where the recipient's address stands.
        line_height: The distance of its lines, unless it is set in smaller letters.
        sender: Where the sender's block stands.
        letterhead: Where an image across the head may stand.
        sender_below: Where the sender's block stands under such an image.
        date: Where the date stands.
        body: Where the text begins on the first page.
        folds: Where fold marks stand.
        punch: Where the mark for the hole punch stands, if the norm has one.
        source: Where the measures come from.
    """

    id: Id
    title: OneLine
    paper: Paper
    countries: tuple[StateCode, ...] = ()
    also_in: tuple[StateCode, ...] = ()
    window: Area | None = None
    visible: Area
    return_line: Area | None = None
    address: Area
    line_height: Millimetres
    sender: Area
    letterhead: Area
    sender_below: Area
    date: Area
    body: Millimetres
    folds: tuple[Millimetres, ...] = ()
    punch: Millimetres | None = None
    source: OneLine

    @property
    def sheet(self) -> Area:
        """Return the width and height of the paper, as an area without margins."""
        return sheet_of(self.paper)

    @property
    def lines(self) -> int:
        """Return the most lines that an address may have, in the smallest letters."""
        return int((self.address.height + _ROUNDING) / (SMALLEST_LEADING * _POINT))

    @model_validator(mode="after")
    def _everything_has_its_place(self) -> Self:
        placed = {"address": self.address, "return_line": self.return_line}
        outside = next((name for name, area in placed.items() if area and not self.visible.holds(area)), None)
        if outside:
            message = f"'{outside}' does not lie within 'visible'"
            raise ValueError(message)
        if self.lines < _LINES:
            message = f"'address' must hold {_LINES} lines {SMALLEST_LEADING} points apart, and holds {self.lines}"
            raise ValueError(message)
        if self.return_line and self.return_line.bottom > self.address.y + _ROUNDING:
            message = "'return_line' reaches into 'address'"
            raise ValueError(message)
        return self


class Envelopes(FileEntry):
    """The file `envelopes.yaml`: every envelope, and which one a sender of a country uses."""

    letter_paper: tuple[StateCode, ...]
    default: Id
    envelopes: tuple[Envelope, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_for_each_country(self) -> Self:
        ids = self.ids
        if len(set(ids)) < len(ids):
            message = "an id of 'envelopes' stands there twice"
            raise ValueError(message)
        if self.default not in ids:
            message = f"the default '{self.default}' is none of the envelopes"
            raise ValueError(message)
        served = [country for envelope in self.envelopes for country in envelope.countries]
        if len(set(served)) < len(served):
            message = "a country has two envelopes"
            raise ValueError(message)
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all envelopes, in the order of the file."""
        return tuple(envelope.id for envelope in self.envelopes)

    def instead_of(self, envelope: Envelope) -> tuple[Envelope, ...]:
        """Return the other envelopes with a window that are common where this one is, for the same paper.

        Args:
            envelope: One of these, such as "din-5008-b", in whose place "din-5008-a" can be used.
        """
        common = {*envelope.countries, *envelope.also_in}
        return tuple(
            other
            for other in self.envelopes
            if other.id != envelope.id
            and other.paper == envelope.paper
            and common.intersection((*other.countries, *other.also_in))
        )

    def for_country(self, country: str) -> Envelope:
        """Return the usual envelope of a sender in the country, such as "CH"."""
        found = (envelope for envelope in self.envelopes if country in envelope.countries)
        return next(found, self.by_id(self.default))

    def chosen(self, name: str, country: str) -> Envelope:
        """Return the envelope of that id, or the usual one of the sender's country where there is no such envelope."""
        return self.by_id(name, country) if name in self.ids else self.for_country(country)

    def by_id(self, name: str, country: str = "") -> Envelope:
        """Return the envelope of that id.

        Args:
            name: One of `ids`.
            country: The sender's country: a plain envelope takes any paper, so it gets that of the country.

        Raises:
            KeyError: No envelope has that id.
        """
        envelope = {envelope.id: envelope for envelope in self.envelopes}[name]
        if envelope.window is None and country in self.letter_paper:
            return envelope.model_copy(update={"paper": "Letter"})
        return envelope


PLAIN = "none"
"""The id of the envelope without a window."""


def load_envelopes(path: Path = SHIPPED) -> Envelopes:
    """Load the envelopes.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(Envelopes, read_yaml(path))
