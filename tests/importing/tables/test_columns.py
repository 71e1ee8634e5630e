"""Which column is which field, by headings in nine languages, by those of a known export, or by choice."""

import pytest

from entreaty.importing.tables.columns import ColumnField, ColumnsError, columns_of, field_called, field_names
from entreaty.importing.upkeep.listing import _ORDER
from tests.support.made_up_sources import said_by


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
        ("Nombre", "name"),
        ("Correo electrónico", "email"),
        ("Código postal", "postal code"),
        ("Cognome", "family name"),
        ("Indirizzo", "address"),
        ("Apelido", "family name"),
        ("Código Postal", "postal code"),
        ("Achternaam", "family name"),
        ("Straat", "street"),
        ("Imię", "given name"),
        ("Nazwisko", "family name"),
        ("Kod pocztowy", "postal code"),
        ("Фамилия", "family name"),
        ("Город", "city"),
        ("Должность", "office"),
        ("Organización", "organisation"),
        ("Plaats", "city"),
        ("Ulica", "street"),
        ("Cargo", "office"),
        ("firstName", "given name"),
        ("partyLabel", "party"),
        ("genderLabel", "gender"),
        ("Rue (domicile)", None),
        ("Telefoon (thuis)", None),
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
        (["Nombre", "Apellidos"], ["given name", "family name"]),
        (["Nombre", "Email"], ["name", "email"]),
        (["Nome", "Cognome"], ["given name", "family name"]),
        (["Nome", "Email"], ["name", "email"]),
        (["Имя", "Фамилия"], ["given name", "family name"]),
        (["Voornaam", "Tussenvoegsel", "Achternaam"], ["given name", "family name", "family name"]),
        (["Nombre", "Primer apellido", "Segundo apellido"], ["given name", "family name", "family name"]),
        (["item", "itemLabel", "party", "partyLabel"], ["identifier (wikidata)", "name", "party"]),
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


@pytest.mark.parametrize(
    ("headings", "cells", "family"),
    [
        (("Voornaam", "Tussenvoegsel", "Achternaam"), ("Anna", "van der", "Voorbeeld"), "van der Voorbeeld"),
        (("Voornaam", "Tussenvoegsel", "Achternaam"), ("Anna", "", "Voorbeeld"), "Voorbeeld"),
        (("Nombre", "Primer apellido", "Segundo apellido"), ("Ana", "Ejemplo", "Muestra"), "Ejemplo Muestra"),
    ],
)
def test_second_parts_of_family_names_are_added(headings, cells, family):
    """Two columns make one family name, in their order."""
    assert said_by(headings, *cells).fields["name"]["family"] == family


@pytest.mark.parametrize(
    ("heading", "cell", "gender"),
    [
        ("Sex", "1", "m"),
        ("Code sexe", "2", "f"),
        ("Geschlecht", "2", "f"),
        ("Gender", "1", None),
        ("Gender", "2", None),
        ("Gender", "she/her", "f"),
        ("Sexe", "H", "m"),
        ("Sexe", "F", "f"),
        ("Sexo", "H", "m"),
        ("Sexo", "M", None),
        ("Género", "M", None),
        ("Género", "Femenino", "f"),
        ("Geslacht", "V", "f"),
        ("Płeć", "K", "f"),
        ("Sesso", "M", "m"),
    ],
)
def test_genders_are_read_by_what_their_column_is_called(heading, cell, gender):
    """Numbers are sexes only where the column says sex; M is nobody's where it stands for mujer or masculino."""
    record = said_by(("Name", "Office", heading), "Ana Ejemplo", "Mayor", cell)

    assert record.fields.get("gender") == gender
    assert bool(record.notes) == (gender is None)


def test_export_is_known_by_its_headings_and_a_choice_wins_over_it():
    """The known export is told first; a mapping file still names the field of a column."""
    headings = ["Person ID", "First name", "Last name", "Party", "Constituency", "URI"]
    found = columns_of(headings, {"URI": "contact form"})

    assert found.notes[0] == "its headings are those of TheyWorkForYou, Members of Parliament"
    assert str(found.fields[0]) == "identifier (theyworkforyou)"
    assert str(found.fields[5]) == "contact form"
    assert found.for_all["organisation"] == "House of Commons"
    assert columns_of(headings[:4], {}).for_all == {}


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


@pytest.mark.parametrize(
    "heading",
    [
        "PLZ Ort",
        "PLZ/Ort",
        "PLZ und Ort",
        "City, State, Zip",
        "CP Ville",
        "CAP Città",
        "Postcode en plaats",
        "Town/Postcode",
    ],
)
def test_postal_code_and_town_in_one_column_are_the_line_of_the_town(heading):
    """A column of both is used as the line that it is."""
    assert [str(one) for one in columns_of(["Street", heading], {}).fields.values()] == ["street", "city"]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("email (fr)", "'email' is in no language"),
        ("identifier ()", "'identifier' wants a scheme, as in 'identifier (wikidata)'"),
        ("positions ()", "'positions' wants an appeal, as in 'positions (id)'"),
    ],
)
def test_parentheses_that_mean_nothing_are_told(field, why):
    """A field of the mapping file has in parentheses what it can have there, and nothing else."""
    with pytest.raises(ColumnsError) as caught:
        columns_of(["Haus"], {"Haus": field})
    assert str(caught.value) == f"'Haus' cannot be '{field}': {why}"
