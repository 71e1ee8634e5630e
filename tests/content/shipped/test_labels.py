"""Sheets of labels: the three that are shipped, and what is refused."""

from pathlib import Path

import pytest

from entreaty.content.shipped.labels import SHIPPED, load_label_sheets
from entreaty.problems import ContentError

SHEETS = {sheet.id: sheet for sheet in load_label_sheets()}


@pytest.mark.parametrize(
    ("name", "paper", "count", "size", "corners"),
    [
        ("l7163", "A4", 14, (99.1, 38.1), [(4.7, 15.15), (106.3, 243.75)]),
        ("l7160", "A4", 21, (63.5, 38.1), [(7.21, 15.15), (139.29, 243.75)]),
        ("5160", "Letter", 30, (66.68, 25.4), [(4.76, 12.7), (144.46, 241.3)]),
    ],
)
def test_labels_lie_where_their_sheets_have_them(name, paper, count, size, corners):
    """Each sheet has its number of labels of its size, row by row from the first to the last corner."""
    sheet = SHEETS[name]
    ends = [sheet.label(number) for number in (0, count - 1)]

    assert (sheet.paper, sheet.columns * sheet.rows) == (paper, count)
    assert (sheet.label(1).width, sheet.label(1).height) == size
    assert sheet.label(1).y == sheet.label(0).y
    assert [(round(label.x, 2), round(label.y, 2)) for label in ends] == corners


def test_sheets_are_symmetrical():
    """What is left white is the same on the left and the right, to a quarter of a millimetre."""
    assert len(SHEETS) == 3
    for sheet in SHEETS.values():
        right = sheet.sheet.width - sheet.label(sheet.columns - 1).right
        assert abs(right - sheet.x) <= 0.25, sheet.id


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("pitch_x: 101.6", "pitch_x: 99", "the labels overlap: a pitch is less than the size of a label"),
        ("columns: 2", "columns: 3", "the last label reaches over the edge of the paper"),
        ("rows: 10", "rows: 11", "the last label reaches over the edge of the paper"),
        ("inset: 4", "insert: 4", "unknown key 'insert'"),
        ("paper: Letter", "paper: Legal", "'paper' must be one of: A4, Letter"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old, new, problem):
    """Measures that cannot be right are problems with their line."""
    path = tmp_path / "labels.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_label_sheets(path)

    assert problem in str(caught.value)
    assert caught.value.problems[0].location.line > 0
