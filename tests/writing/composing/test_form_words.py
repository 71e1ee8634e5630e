"""The words of a form of address, filled in from a profile: what is known, what is chosen, what falls away."""

import pytest

from entreaty.writing.composing.courtesies import fill, fill_choosing, form_values
from tests.support.content import make_recipient

VALUES = {"name": "Ana Doe", "office": "Chair"}


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("Dear {name},", "Dear Ana Doe,"),
        ("Dear {surname},", None),
        ("Dear [{name}],", "Dear [Ana Doe],"),
        ("Dear all,", "Dear all,"),
    ],
)
def test_words_are_filled_in_or_not_at_all(words, filled):
    """Words are printed with what they name, or not; brackets mean nothing in a profile's own words."""
    assert fill(words, VALUES) == filled


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("President[ {of_country}]", "President"),
        ("Dear President[ {surname}],", "Dear President,"),
        ("[{name} MP|{office}]", "Ana Doe MP"),
        ("[{name_dative}|{office}]", "Chair"),
        ("[{name_dative}]", ""),
        ("Dear [{surname}|Member of Parliament],", "Dear Member of Parliament,"),
        ("[{name}] {surname}", None),
    ],
)
def test_brackets_take_the_first_that_is_known(words, filled):
    """Of alternatives the first that is known stands, or nothing; outside brackets everything must be known."""
    assert fill_choosing(words, VALUES) == filled


def test_values_that_look_like_words_of_a_form_stay_as_they_are():
    """Braces and brackets in a name are its own."""
    assert fill_choosing("[{name}]", {"name": "{office} [x|y]"}) == "{office} [x|y]"


def test_values_are_those_of_the_language():
    """A case of another language is not borrowed; office and organisation are, where they have no other words."""
    recipient = make_recipient(
        name={"given": "Ana", "family": "Doe", "title": "Dr", "dative": {"ru": "Ане Доу"}},
        of_country={"en": "of Armenia"},
        organisation_genitive={"ru": "Комитета"},
        office_dative={"ru": "Президенту"},
        constituency={"en": "Northville"},
    )
    common = {"name": "Dr Ana Doe", "surname": "Doe", "constituency": "Northville", "de_constituency": "de Northville"}

    assert form_values(recipient, "en") == common | {
        "office": "President",
        "organisation": "Example Committee",
        "of_country": "of Armenia",
    }
    assert form_values(recipient, "ru") == common | {
        "office": "President",
        "organisation": "Example Committee",
        "name_dative": "Ане Доу",
        "office_dative": "Президенту",
        "organisation_genitive": "Комитета",
    }


def test_what_the_profile_lacks_has_no_value():
    """An office without holder, country and place is known by office and organisation only."""
    assert form_values(make_recipient(), "fr") == {"office": "Présidence", "organisation": "Comité exemplaire"}


@pytest.mark.parametrize(
    ("place", "after_de"),
    [
        ("Paris", "de Paris"),
        ("Arles", "d’Arles"),
        ("Évry", "d’Évry"),
        ("Le Havre", "du Havre"),
        ("Les Ulis", "des Ulis"),
        ("la 3e circonscription de Paris", "de la 3e circonscription de Paris"),
        ("le Rhône", "du Rhône"),
        ("les Landes", "des Landes"),
        ("La Rochelle", "de La Rochelle"),
    ],
)
def test_french_places_are_elided_and_contracted(place, after_de):
    """After "de", French elides before a vowel and contracts with "le" and "les"."""
    assert form_values(make_recipient(constituency=place), "fr")["de_constituency"] == after_de
