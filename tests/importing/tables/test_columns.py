"""Which column is which field, by headings in three languages or by choice."""

import pytest

from entreaty.importing.tables.columns import ColumnField, ColumnsError, columns_of, field_called, field_names
from entreaty.importing.upkeep.listing import _ORDER


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-Mail", "email"),
        ("Courriel", "email"),
        ("Adresse électronique", "email"),
        ("PLZ", "postal code"),
        ("Straße und Hausnummer", "street"),
        ("Prénom", "given name"),
        ("Wahlkreis", "constituency"),
        ("Postal Address", "address"),
        ("Zip Code", "postal code"),
        ("Office (fr)", "office (fr)"),
        ("Identifier (Wikidata)", "identifier (wikidata)"),
        ("Adresse 2", "address 2"),
        ("Committee 3 (de)", "committee 3 (de)"),
        ("Phone (office)", "phone"),
        ("  FIRST_name ", "given name"),
        ("Name (first, last)", "name"),
        ("Office (title, rank, grade)", "office"),
        ("Address (street, no, floor, town)", "address"),
        ("Country (code, or name)", "country"),
        ("Organisation (in full)", "organisation"),
        ("E-mail 1 - Value", "email"),
        ("Address 1 - Postal Code", "postal code"),
        ("Organization Title", "office"),
        ("Business Country/Region", "country"),
        ("Land/Region geschäftlich", "country"),
        ("Haupt-E-Mail", "email"),
        ("Home Street", None),
        ("Address 1 - Type", None),
        ("Office (xx)", None),
        ("Shoe size", None),
        ("", None),
    ],
)
def test_headings_are_recognised(heading, field):
    """Headings are compared without case, accents and punctuation; they tell languages, schemes and numbers."""
    found = field_called(heading)

    assert (str(found) if found else None) == field


def test_own_headings_are_read_back():
    """Every column of the program's own tables is recognised as itself."""
    assert len(_ORDER) >= 30
    assert [name for name in _ORDER if field_called(name) != ColumnField(name)] == []
    assert set(_ORDER) <= set(field_names())


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Vorname", "Name"], ["given name", "family name"]),
        (["Name", "Email"], ["name", "email"]),
        (["Nom", "Prénom"], ["family name", "given name"]),
        (["City", "State"], ["city", "region"]),
        (["Address", "State"], ["address", "state"]),
        (["Title", "Name"], ["office", "name"]),
        (["Title", "Office"], ["title", "office"]),
        (["Department", "Organization"], ["organisation"]),
        (["Firma", "Firmenname"], ["organisation"]),
        (["Abteilung", "Unternehmen"], ["organisation"]),
        (["Department", "Email"], ["organisation", "email"]),
        (["Adresse", "Zusätzliche Adresszeile"], ["address", "address 2"]),
        (["Street", "Street 2", "Street Address"], ["street", "street 2", "street 3"]),
    ],
)
def test_columns_beside_it_decide_what_a_heading_means(headings, expected):
    """A heading that can mean two things is read by what stands beside it."""
    assert [str(field) for field in columns_of(headings, {}).fields.values()] == expected


def test_mapping_is_told_column_by_column():
    """Every column is told: what it is, that it is not used, or that another one holds the same."""
    notes = columns_of(["Organisation", "Shoe size", "", "Institution", "Email", "E-Mail"], {}).notes

    assert notes == (
        "column 1 'Organisation' is organisation",
        "column 2 'Shoe size' is not used",
        "column 4 'Institution' is not used: column 1 is organisation already",
        "column 5 'Email' is email",
        "column 6 'E-Mail' is email",
    )


def test_choice_wins_over_what_would_be_recognised():
    """A mapping file names the field of a column, or leaves it out with '-'."""
    found = columns_of(
        ["Organisation", "Haus", "Email"], {"organisation": "constituency", "Haus": "organisation", "Email": "-"}
    )

    assert {place: str(field) for place, field in found.fields.items()} == {0: "constituency", 1: "organisation"}


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"Haus": "organsation"}, "'Haus' cannot be 'organsation', which is no field; did you mean 'organisation'?"),
        ({"Hause": "office"}, "the source has no column 'Hause'; did you mean 'Haus'?"),
    ],
)
def test_choice_of_what_there_is_not_is_refused(chosen, message):
    """A mapping names the nearest column or field where it names what there is not."""
    with pytest.raises(ColumnsError) as raised:
        columns_of(["Haus"], chosen)

    assert str(raised.value) == message
