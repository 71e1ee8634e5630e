"""No table that we write holds a formula for whoever opens it in a spreadsheet."""

import pytest

from entreaty.storage.tables.writing import as_csv, harmless


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "|x",
        "%x",
        "\t=1",
        " =1",
        "\r=1",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
        "﹦1",
        "\tx",
        "\rx",
        "\nx",
    ],
)
def test_formulas_are_neutralised(cell):
    """Whatever a spreadsheet could run becomes text."""
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "visit", "1-2", "A = B", "Préfet", "'x", " x"])
def test_other_cells_stay(cell):
    """Ordinary text stays as it is."""
    assert harmless(cell) == cell


def test_table_opens_in_a_spreadsheet():
    """The bytes begin with the mark of UTF-8 and lines end with CRLF; half a character spoils nothing."""
    rows = [["name", "words"], ["Zoë", 'say "no",\nnow'], ["=1", "\ud800"]]

    assert as_csv(rows) == b'\xef\xbb\xbfname,words\r\nZo\xc3\xab,"say ""no"",\nnow"\r\n\'=1,?\r\n'
