"""What columns of courtesies and salutations say."""

import pytest

from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.naming.courtesies import read_courtesy
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.reading import RecipientSource
from tests.support.made_up_sources import DAY, said_by


def _completed(column, text, name="Alex Tor"):
    row = said_by(("Name", column, "Office", "Organisation", "Country"), name, text, "Mayor", "City", "DE")
    return complete(RecipientSource(kind="csv", rows=(row,)), ImportSettings(day=DAY, audiences=("council",)))[0]


@pytest.mark.parametrize(
    ("text", "gender", "title"),
    [
        ("Herr", "m", ""),
        ("Hr.", "m", ""),
        ("Fr.", "f", ""),
        ("Frau Prof. Dr.", "f", "Prof. Dr."),
        ("Herr Univ.-Prof. Dr. h. c.", "m", "Univ.-Prof. Dr. h. c."),
        ("divers", "x", ""),
        ("they/them", "x", ""),
        ("w", "f", ""),
        ("D.", "m", ""),
        ("Mme", "f", ""),
        ("г-н", "m", ""),
        ("Sir", "m", "Sir"),
        ("Dr", "", "Dr"),
        ("Mx", "", "Mx"),
    ],
)
@pytest.mark.parametrize("column", ["Anrede", "Salutation"])
def test_known_words_of_a_courtesy_are_title_and_gender(column, text, gender, title):
    """So they are in both columns, and nothing is told."""
    found = _completed(column, text)

    assert (found.fields.get("gender", ""), found.fields["name"].get("title", "")) == (gender, title)
    assert ("salutation" in found.fields, found.notes) == (False, ())


@pytest.mark.parametrize(
    ("text", "gender", "unknown"),
    [
        ("Landrat", None, "Landrat"),
        ("Sehr geehrter Herr Tor", "m", "Sehr geehrter Tor"),
        ("Sehr geehrte Frau Dr. Ott", "f", "Sehr geehrte Ott"),
        ("Herr Landrat", "m", "Landrat"),
    ],
)
def test_unknown_words_of_a_courtesy_are_told_and_left_out(text, gender, unknown):
    """No word becomes a title only because it stands in that column."""
    found = _completed("Anrede", text)

    assert found.fields.get("gender") == gender
    assert "Tor" not in found.fields["name"].get("title", "")
    assert found.notes == (f"no title and no courtesy, and left out: '{unknown}' in '{text}'",)


@pytest.mark.parametrize(
    "text", ["Eheleute", "M. et Mme", "Mr and Mrs", "Herr/Frau", "Familie", "Fam.", "Household", "Gezin"]
)
@pytest.mark.parametrize("column", ["Anrede", "Salutation"])
def test_courtesy_for_several_is_told_and_left_out(column, text):
    """It says the gender of nobody, and is no whole salutation."""
    found = _completed(column, text)

    assert [key for key in ("gender", "salutation") if key in found.fields] == []
    assert "title" not in found.fields["name"]
    assert found.notes == (f"the courtesy '{text}' is for several, and is left out",)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ms Lee",
        "Your Grace",
        "Madame la Maire",
        "Monsieur le Maire",
        "Sehr geehrter Herr Rat",
        "Dear Mr and Mrs Lee",
        "Liebe Familie Meier",
        "Sehr geehrte Damen und Herren",
        "Chère Madame, cher Monsieur",
    ],
)
def test_whole_salutation_is_no_courtesy(text):
    """What holds other words is printed as it stands, in a column of salutations."""
    assert not read_courtesy(text).is_courtesy
    assert _completed("Salutation", text).fields["salutation"] == text
