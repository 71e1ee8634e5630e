"""The form of address of an office, by its words and country."""

import pytest

from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.importing.normal_forms import romanised
from entreaty.importing.profiles.offices import form_of_address, load_offices


@pytest.mark.parametrize(
    ("office", "state", "expected"),
    [
        ("Minister of Foreign Affairs", "AM", "foreign-minister"),
        ("Ministre des Affaires étrangères", "FR", "foreign-minister"),
        ("Bundesministerin der Justiz", "DE", "minister"),
        ("Deputy Minister of Justice", "CA", "deputy-minister"),
        ("Secretary of State", "US", "secretary-of-state"),
        ("Secretary of State for Justice", "GB", "minister"),
        ("Secretary of State", "FR", "named-official"),
        ("Bundesrätin", "CH", "federal-department-head"),
        ("Bundesrätin", "DE", "named-official"),
        ("Abgeordnete", "DE", "member-of-parliament"),
        ("MP for Leeds", "GB", "member-of-parliament"),
        ("councillor", None, "councillor"),
        ("Deputy Mayor", "AU", "named-official"),
        ("Vice-President of the Republic", "X", "named-official"),
        ("Mayoress of Nowhere", "GB", "named-official"),
    ],
)
def test_longest_words_decide(office, state, expected):
    """The longest known words in an office decide, in the states they belong to; a deputy is another office."""
    assert form_of_address(office, state, named=True) == expected


def test_unknown_office_without_a_holder_has_the_general_form():
    """Where neither office nor name say more, the general form serves."""
    assert form_of_address("Clerk", "GB", named=False) == "unnamed-official"


def test_every_form_is_one_that_there_is():
    """The words lead to forms of address that exist, and are written as they are compared."""
    offices = load_offices()

    assert len(offices.offices) >= 30
    assert [one.form for one in offices.offices if one.form not in load_forms_of_address()] == []
    assert [words for one in offices.offices for words in one.words if words != romanised(words)] == []
    assert [words for words in offices.others if words != romanised(words)] == []
