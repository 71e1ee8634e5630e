"""Several values in one cell, and what goes from the beginning of a cell."""

import pytest

from entreaty.content.files.import_mapping import ColumnOptions
from entreaty.importing.tables.by_field import listed
from entreaty.importing.tables.columns import ColumnsError
from tests.support.made_up_sources import rows_of_table


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("AFET|SEDE", ["AFET", "SEDE"]),
        ("AFET; SEDE", ["AFET", "SEDE"]),
        ("AFET, SEDE", ["AFET", "SEDE"]),
        ("AFET\nSEDE", ["AFET", "SEDE"]),
        ("Budget, Roads", ["Budget", "Roads"]),
        ("Foreign Affairs, Defence and Trade", ["Foreign Affairs, Defence and Trade"]),
        ("Umwelt, Verkehr und Bau; Finanzen", ["Umwelt, Verkehr und Bau", "Finanzen"]),
        ("Budget, Énergie et Climat | Culture", ["Budget, Énergie et Climat", "Culture"]),
        ("; ", []),
    ],
)
def test_values_of_a_cell_are_parted_where_that_is_safe(text, values):
    """Bars, semicolons and lines part values everywhere, commas where what follows is no end of one name."""
    assert listed(text) == values


def _table(heading, *rows, **options):
    cells = {name: ColumnOptions.model_validate(one) for name, one in options["cells"].items()}
    fields = {name: one.field for name, one in cells.items() if one.field}
    return rows_of_table(*rows, heading=heading, columns=fields, cells=cells)


def test_mapping_file_says_what_stands_between_values():
    """The separator of a column goes before what would be safe, and a cell of one value stays whole."""
    (first, second), _ = _table(
        ("Name", "Gremien"),
        ("A", "Roads, Bridges/Finance"),
        ("B", "Roads, Bridges"),
        cells={"Gremien": {"field": "committee", "separator": "/"}},
    )

    assert first.fields["roles"] == [{"organisation": "Roads, Bridges"}, {"organisation": "Finance"}]
    assert second.fields["roles"] == [{"organisation": "Roads, Bridges"}]


def test_separator_of_a_heading_that_is_recognised():
    """A column whose heading is known needs no field to have a separator."""
    (row,), _ = _table(("Name", "Languages"), ("A", "French / German"), cells={"languages": {"separator": "/"}})

    assert row.fields["language"] == ["fr", "de"]


def test_prefix_goes_from_the_beginning_of_cells():
    """Addresses of Wikidata become identifiers; a prefix that no cell has is told."""
    prefixes = ["http://www.wikidata.org/entity/", "https://www.wikidata.org/wiki/"]
    rows = [("A", "http://www.wikidata.org/entity/Q42"), ("B", " https://www.wikidata.org/wiki/Q43"), ("C", "Q44")]
    found, table = _table(
        ("Name", "item"), *rows, cells={"item": {"field": "identifier (wikidata)", "strip": prefixes}}
    )
    _, unused = _table(("Name", "item"), *rows, cells={"item": {"field": "identifier (wikidata)", "strip": "wd:"}})

    assert [row.fields["identifiers"] for row in found] == [
        {"wikidata": "Q42"},
        {"wikidata": "Q43"},
        {"wikidata": "Q44"},
    ]
    assert not [note for note in table.notes if "begins with" in note]
    assert "no cell of column 2 'item' begins with 'wd:'" in unused.notes


@pytest.mark.parametrize(
    ("heading", "options", "message"),
    [
        ("Partei", {"field": "party", "separator": "/"}, "'Partei' cannot have a 'separator': party is one value"),
        ("Xyz", {"strip": "a"}, "the column 'Xyz' has options, and no field: add 'field'"),
        ("Committes", {"separator": "/"}, "the source has no column 'Committes'; did you mean 'Committees'?"),
    ],
)
def test_options_that_fit_no_column_are_told(heading, options, message):
    """A separator for one value, an option of a column without a field, and a mistyped heading are mistakes."""
    there = "Committees" if heading == "Committes" else heading
    with pytest.raises(ColumnsError) as raised:
        _table(("Name", "Office", there), ("A", "Mayor", "x"), cells={heading: options})

    assert message in str(raised.value)
