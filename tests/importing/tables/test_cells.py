"""What each cell of a row becomes."""

from datetime import date

import pytest

from tests.support.made_up_sources import said_by


def test_address_is_taken_in_lines_or_in_parts():
    """Lines stay as they are; parts stand in the order of the country's post; the country is not doubled."""
    lines = said_by(("Name", "Address"), "A", "1 rue Exemple\n75001 Paris\nFRANCE")
    numbered = said_by(("Name", "Address 2", "Address 1", "Country"), "A", "75001 Paris", "1 rue Exemple", "Frankreich")
    parts = said_by(
        ("Name", "Street", "PO Box", "City", "Zip", "State", "Country"), "A", "1 Way", "12", "Troy", "0123", "NY", "USA"
    )

    assert lines.fields["address"] == {"lines": ["1 rue Exemple", "75001 Paris"], "country": "FR"}
    assert numbered.fields["address"] == {"lines": ["1 rue Exemple", "75001 Paris"], "country": "FR"}
    assert parts.fields["address"] == {"lines": ["1 Way", "PO Box 12", "Troy, NY 0123"], "country": "US"}


def test_texts_by_language_and_several_of_a_kind():
    """Columns with languages make maps, numbered ones make lists, and one of several addresses is taken."""
    heading = (
        "Office (en)",
        "Office (fr)",
        "Committee 1",
        "Committee role 1",
        "Committee 2 (de)",
        "Email",
        "E-Mail",
        "Language",
    )
    said = said_by(heading, "Mayor", "Maire", "Parks", "Chair", "Ausschuss", "", "b@example.org", "French, de").fields

    assert said["office"] == {"en": "Mayor", "fr": "Maire"}
    assert said["roles"] == [{"organisation": "Parks", "role": "Chair"}, {"organisation": {"de": "Ausschuss"}}]
    assert said["email"] == "b@example.org"
    assert said["language"] == ["fr", "de"]


def test_text_by_language_wins_over_one_for_all():
    """Where a column without a language stands beside those with one, the languages count, whatever the order."""
    roles = said_by(("Name", "Committee 1", "Committee 1 (fr)"), "A", "Parks", "Parcs").fields["roles"]

    assert roles == [{"organisation": {"fr": "Parcs"}}]


def test_committees_of_one_cell_are_several():
    """One column of committees lists them."""
    assert said_by(("Name", "Committees"), "A", "Parks; Roads").fields["roles"] == [
        {"organisation": "Parks"},
        {"organisation": "Roads"},
    ]


def test_what_cannot_be_understood_is_noted():
    """Unknown languages, and days that could be two, are told and left out."""
    record = said_by(
        ("Name", "Country", "Language", "Ended", "Verified on"), "A", "", "Elvish", "03/04/2025", "31.02.2025"
    )

    assert record.held == (
        "nobody can tell whether the office is held: 'Ended': '03/04/2025' can be 2025-04-03 or 2025-03-04; "
        "say which stands first in the mapping file: dates: {Ended: day-first}, or month-first"
    )
    assert record.notes == (
        "the language 'Elvish' is not known",
        "'31.02.2025' in 'verified on' is not a date such as 2025-06-24",
    )
    assert record.fields == {}


def test_dates_gender_and_yes_are_read():
    """Days are read in two ways of writing, gender and courtesies in words."""
    heading = ("Name", "Verified on", "Ended", "Geschlecht", "Verified courtesies", "Verified status", "Source")
    said = said_by(heading, "A", "24.6.2025", "2025-07-01", "weiblich", "yes", "official", "a page").fields

    assert said["verified"] == {"on": date(2025, 6, 24), "status": "official", "source": "a page", "courtesies": True}
    assert (said["ended"], said["gender"]) == (date(2025, 7, 1), "f")


def test_own_id_or_identifier_is_the_key():
    """A row is known by its id, else by its identifier in the source."""
    own = said_by(("ID", "Name", "Identifier (wikidata)"), "Q 1", "A", "Q42")
    other = said_by(("Ref", "Name", "Tags"), "77", "A", "eu; minister")

    assert (own.scheme, own.key, own.id, own.fields["identifiers"]) == ("id", "Q 1", "q-1", {"wikidata": "Q42"})
    assert (other.scheme, other.key, other.id, other.categories) == ("source", "77", "", ("eu", "minister"))


@pytest.mark.parametrize(
    ("heading", "cells", "lines"),
    [
        (
            ("Strasse", "Hausnummer", "Postfach", "PLZ", "Ort"),
            ("Weg", "1a", "12", "3000", "Bern"),
            ["Weg 1a", "Postfach 12", "3000 Bern"],
        ),
        (("Adresse", "Hausnummer", "PLZ", "Ort"), ("Weg", "1a", "3000", "Bern"), ["Weg 1a", "3000 Bern"]),
        (
            ("Strasse", "Hausnr.", "Adresszusatz", "PLZ", "Ort"),
            ("Weg", "1", "Haus B", "3000", "Bern"),
            ["Haus B", "Weg 1", "3000 Bern"],
        ),
        (("Address 1 - Formatted",), ("Weg 1\n3000 Bern\nCH",), ["Weg 1", "3000 Bern"]),
        (
            ("Address 1 - Formatted", "Address 1 - Street", "Address 1 - City"),
            ("Weg 1\nBern", "Weg 1", "Bern"),
            ["Weg 1", "Bern"],
        ),
        (("Postfach", "PLZ", "Ort"), ("Postfach 12", "3000", "Bern"), ["Postfach 12", "3000 Bern"]),
    ],
)
def test_parts_of_addresses_in_columns_of_their_own(heading, cells, lines):
    """House numbers, further lines, boxes and formatted addresses have columns of their own in exports."""
    said = said_by(("Name", *heading, "Land"), "A", *cells, "Schweiz").fields

    assert said["address"] == {"lines": lines, "country": "CH"}


@pytest.mark.parametrize(
    ("heading", "cells", "given"),
    [
        (("First Name", "Middle Name", "Last Name"), ("Jane", "Quincy", "Sample"), "Jane Quincy"),
        (("Given Name", "Additional Name", "Family Name"), ("Jane", "Q.", "Sample"), "Jane Q."),
        (("Vorname", "Weitere Vornamen", "Nachname"), ("Anna", "Maria", "Sample"), "Anna Maria"),
        (("First Name", "Middle Name", "Last Name"), ("Jane", "", "Sample"), "Jane"),
        (("First Name", "Middle Initial", "Last Name"), ("", "Q.", "Sample"), "Q."),
    ],
)
def test_middle_names_belong_to_the_given_name(heading, cells, given):
    """A column of middle names is no loss."""
    assert said_by((*heading, "Country"), *cells, "US").fields["name"] == {"given": given, "family": "Sample"}


def test_several_values_of_one_cell():
    """Of several values that Google puts into a cell, the first is taken."""
    said = said_by(("Name", "E-mail 1 - Value", "Phone 1 - Value"), "A", "a@b.example ::: c@d.example", "1 ::: 2")

    assert (said.fields["email"], said.fields["phone"]) == ("a@b.example", "1")
    assert said.notes == ("further e-mail address: c@d.example", "further telephone number: 2")


def test_further_addresses_and_numbers_in_columns_of_their_own_are_told():
    """Of columns with and without numbers, the first that is filled counts, and the same value twice is no news."""
    heading = ("Name", "Email", "E-Mail", "Email 2", "Phone", "Phone 2", "Phone 3")
    said = said_by(heading, "A", "", "a@b.example", "c@d.example", "N/A", "031 555 01 02", "031/5550102")
    same = said_by(heading, "A", "a@b.example", "A@b.example", "mailto:a@b.example", "1", "", "2")

    assert (said.fields["email"], said.fields["phone"]) == ("a@b.example", "031 555 01 02")
    assert said.notes == ("'N/A' says nothing: phone", "further e-mail address: c@d.example")
    assert same.fields["email"] == "a@b.example"
    assert same.notes == ("further telephone number: 2",)


def test_number_in_an_address_is_told_where_the_row_has_another():
    """What stands in the address besides a number and a mailbox of the row is not lost; the same number is no news."""
    heading = ("Name", "Office", "Organisation", "Address", "Country", "Phone", "Email")
    address = "Weg 1\n01067 Dresden\nTelefon: 0351 555 01\nanna@example.org"
    other = said_by(heading, "A", "Mayor", "City", address, "DE", "+49 351 555 99", "office@example.org")
    same = said_by(heading, "A", "Mayor", "City", address, "DE", "+49 351 555 01", "Anna@example.org")

    assert other.fields["phone"] == "+49 351 555 99"
    assert other.notes == ("left out of the address: 0351 555 01", "left out of the address: anna@example.org")
    assert same.notes == ()
