"""Sheets of address labels: which there are, and where each label lies on its sheet. The measures are data."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from entreaty.content.model import FileEntry, Id, OneLine
from entreaty.content.shipped.envelopes import Area, Millimetres, Paper, sheet_of
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

SHIPPED = DATA / "labels.yaml"
# What rounding to a hundredth adds up to over a sheet.
_ROUNDING = 0.1


class LabelSheet(FileEntry):
    """A sheet of labels of one size.

    Attributes:
        id: Its name, such as "l7163"; files are called by it.
        title: The maker's name for it, and how many labels it has.
        paper: The paper.
        columns: How many labels lie side by side.
        rows: How many lie below each other.
        x: The left edge of the first label.
        y: Its top edge.
        width: The width of a label.
        height: The height of a label.
        pitch_x: The distance of one left edge to the next.
        pitch_y: The distance of one top edge to the next.
        inset: What stays white at the edges of each label.
        source: Where the measures come from.
    """

    id: Id
    title: OneLine
    paper: Paper
    columns: int = Field(ge=1, le=20, strict=True)
    rows: int = Field(ge=1, le=50, strict=True)
    x: Millimetres
    y: Millimetres
    width: Millimetres
    height: Millimetres
    pitch_x: Millimetres
    pitch_y: Millimetres
    inset: Millimetres
    source: OneLine

    @model_validator(mode="after")
    def _labels_lie_apart_on_the_sheet(self) -> Self:
        if self.pitch_x < self.width or self.pitch_y < self.height:
            message = "the labels overlap: a pitch is less than the size of a label"
            raise ValueError(message)
        last = self.label(self.columns * self.rows - 1)
        if last.right > self.sheet.width + _ROUNDING or last.bottom > self.sheet.height + _ROUNDING:
            message = "the last label reaches over the edge of the paper"
            raise ValueError(message)
        return self

    @property
    def sheet(self) -> Area:
        """Return the width and height of the paper, as an area without margins."""
        return sheet_of(self.paper)

    def label(self, number: int) -> Area:
        """Return where a label lies, counted from 0, row by row."""
        row, column = divmod(number, self.columns)
        left, top = self.x + column * self.pitch_x, self.y + row * self.pitch_y
        return Area.model_construct(x=left, y=top, width=self.width, height=self.height)


class LabelSheets(FileEntry):
    """The file `labels.yaml`."""

    sheets: tuple[LabelSheet, ...] = Field(min_length=1)


def load_label_sheets(path: Path = SHIPPED) -> tuple[LabelSheet, ...]:
    """Load the sheets of labels.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(LabelSheets, read_yaml(path)).sheets
