"""Whole names as their parts, and the gender that titles state."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.profiles.naming.names import gender_called, gender_of_courtesies, parted, without_courtesy


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("Henk van de Ven", {"given": "Henk", "family": "van de Ven"}),
        ("Duke, Abbey", {"given": "Abbey", "family": "Duke"}),
        ('Robert "Bob" P. Casey, Jr.', {"given": "Robert P.", "family": "Casey", "suffix": "Jr.", "nickname": "Bob"}),
        ("Juan (Johnny) Perez III", {"given": "Juan", "family": "Perez", "suffix": "III", "nickname": "Johnny"}),
        ("Hon. Alice Glachan OAM", {"title": "Hon.", "given": "Alice", "family": "Glachan", "suffix": "OAM"}),
        ("Frau Dr. Anna von der Leyen", {"title": "Frau Dr.", "given": "Anna", "family": "von der Leyen"}),
        ("María José de la Cruz", {"given": "María José", "family": "de la Cruz"}),
        ("Sylvie d'Arc", {"given": "Sylvie", "family": "d'Arc"}),
        ("Армен Григорян", {"given": "Армен", "family": "Григорян"}),
        ("Ban", {"family": "Ban"}),
        ("---", {"family": "---"}),
        ("", {}),
    ],
)
def test_whole_name_has_its_parts(whole, expected):
    """Titles, nicknames, suffixes and particles are told apart; a single word is the family name."""
    assert parted(whole) == expected


@given(st.text(max_size=60))
def test_no_word_of_a_name_is_lost(whole):
    """Whatever stands in a name stands in one of its parts."""
    parts = " ".join(parted(whole).values())

    assert sorted(re.findall(r"\w+", parts.casefold())) == sorted(re.findall(r"\w+", tidy_line(whole).casefold()))


@pytest.mark.parametrize(
    ("title", "left", "gender"),
    [
        ("Frau Dr.", "Dr.", "f"),
        ("Mr.", None, "m"),
        ("Mme", None, "f"),
        ("Dr.", "Dr.", ""),
        ("Mr. and Mrs.", "Mr. and Mrs.", ""),
    ],
)
def test_courtesy_titles_tell_the_gender(title, left, gender):
    """A title that forms of address set themselves is taken away, and tells the gender; one for two tells none."""
    found = without_courtesy({"family": "Example", "title": title})

    assert (found.name.get("title"), found.gender) == (left, gender)


def test_gender_is_what_the_source_states():
    """A gender in words is read in three languages, and any other word is none."""
    assert [gender_called(word) for word in ("Female", "weiblich", "Homme", "M", "divers", "")] == [
        "f",
        "f",
        "m",
        "m",
        "x",
        "",
    ]
    assert gender_of_courtesies(["Herr"]) == "m"


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Herr", "m"),
        ("Mrs", "f"),
        ("Mme", "f"),
        ("Monsieur", "m"),
        ("Mr.", "m"),
        ("H", "m"),
        ("Masculino", "m"),
        ("Femenino", "f"),
        ("femminile", "f"),
        ("vrouw", "f"),
        ("kobieta", "f"),
        ("мужской", "m"),
        ("женский", "f"),
        ("she/her", "f"),
        ("he/him", "m"),
        ("they/them", "x"),
        ("1", ""),
        ("2", ""),
        ("Dr.", ""),
        ("Mr. and Mrs.", ""),
        ("unknown", ""),
    ],
)
def test_genders_are_known_in_nine_languages(word, gender):
    """Pronouns and courtesies in a column of genders say them; numbers and what is for two do not."""
    assert gender_called(word) == gender


def test_a_name_of_thousands_of_words_is_not_parted():
    """A name longer than any profile holds stays whole, which the profile's own limit then refuses."""
    name = "Dr. Anna " * 100_000

    assert parted(name) == {"family": name.strip()}


@pytest.mark.parametrize(
    ("whole", "name", "gender"),
    [
        ("Sir John Example", {"given": "John", "family": "Example", "title": "Sir"}, "m"),
        ("Dame Ann Example", {"given": "Ann", "family": "Example", "title": "Dame"}, "f"),
        ("H.E. Mr. John Example", {"given": "John", "family": "Example", "title": "H.E."}, "m"),
        ("S.E. Mme Marie Exemple", {"given": "Marie", "family": "Exemple", "title": "S.E."}, "f"),
        ("Prof. Dr. Dr. h.c. Hans Muster", {"given": "Hans", "family": "Muster", "title": "Prof. Dr. Dr. h.c."}, ""),
    ],
)
def test_titles_that_are_borne_stay(whole, name, gender):
    """What somebody bears stays with the name, though it tells a gender; what only tells one falls away."""
    found = without_courtesy(parted(whole))

    assert (found.name, found.gender) == (name, gender)
