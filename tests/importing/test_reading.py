"""Places of rows, as they are told."""

from pathlib import Path

from entreaty.importing.reading import Place


def test_place_reads_as_people_find_it():
    """A place names the file, the kind and number of the row, and where else to look."""
    assert str(Place(Path("a.csv"), 7)) == "a.csv: row 7"
    assert str(Place(Path("a.vcf"), 2, "card", "line 19")) == "a.vcf: card 2 (line 19)"
