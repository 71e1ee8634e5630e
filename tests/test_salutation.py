"""How a letter begins and ends: the salutation and the closing that belongs to it."""

import pytest

from content import make_form, make_recipient
from entreaty.content.forms_of_address import load_forms_of_address
from entreaty.problems import ContentError
from entreaty.writing.salutation import Courtesy, courtesy

GENDERED = {"neutral": "Dear Minister,", "feminine": "Dear Madam {surname},", "masculine": "Dear Mr {surname},"}
NAME = {"given": "Ana", "family": "Doe"}


def _courtesy(form=None, language="en", **profile):
    forms = {"minister": {"en": form or make_form(salutation=GENDERED)}}
    return courtesy(make_recipient(form_of_address="minister", **profile), language, forms)


def _problem(form=None, language="en", **profile):
    with pytest.raises(ContentError) as caught:
        _courtesy(form, language, **profile)
    (problem,) = caught.value.problems
    return problem.message, problem.hint


@pytest.mark.parametrize(
    ("profile", "salutation"),
    [
        ({}, "Dear Minister,"),
        ({"name": NAME}, "Dear Minister,"),
        ({"name": NAME, "gender": "f"}, "Dear Madam Doe,"),
        ({"name": NAME, "gender": "m"}, "Dear Mr Doe,"),
    ],
)
def test_gender_is_never_guessed(profile, salutation):
    """The form for a woman or a man serves where the profile says so; unknown means the neutral one."""
    assert _courtesy(**profile) == Courtesy(salutation, "Yours sincerely,")


def test_form_that_is_the_same_for_all():
    """A form without a feminine or a masculine is neutral for a woman too."""
    assert _courtesy(make_form(), name=NAME, gender="f").salutation == "Dear Minister,"


def test_neutral_form_may_name_the_holder():
    """A neutral form with the surname names the holder, whatever the gender."""
    form = make_form(salutation={"neutral": "Dear Minister {surname},"})

    assert _courtesy(form, name=NAME).salutation == "Dear Minister Doe,"


@pytest.mark.parametrize("profile", [{}, {"salutation": "Dear {surname},"}])
def test_form_with_a_surname_needs_a_name(profile):
    """A salutation that names the holder of an office whose holder is not known is a problem, not a blank."""
    form = make_form(salutation={"neutral": "Dear {surname},"})

    assert _problem(form, **profile) == (
        "the salutation 'Dear {surname},' names the holder of the office, but there is no 'name'",
        "add 'name', or a 'salutation' without it",
    )


@pytest.mark.parametrize(
    ("own", "salutation"),
    [
        ("Excellency,", "Excellency,"),
        ({"en": "Dear Dr {surname},"}, "Dear Dr Doe,"),
        ({"fr": "Madame,"}, "Dear Madam Doe,"),
    ],
)
def test_own_salutation_wins(own, salutation):
    """The profile's own salutation is used, unless it is in another language than the letter."""
    assert _courtesy(salutation=own, name=NAME, gender="f").salutation == salutation


@pytest.mark.parametrize(
    ("salutation", "closing"),
    [
        ("Madame la Ministre, Monsieur le Ministre,", "Agréez, Madame la Ministre, Monsieur le Ministre, mes vœux."),
        ("Monsieur\u00a0!", "Agréez, Monsieur, mes vœux."),
        ("Monsieur\u202f:", "Agréez, Monsieur, mes vœux."),
        ("Monsieur", "Agréez, Monsieur, mes vœux."),
    ],
)
def test_closing_repeats_the_salutation_without_its_end(salutation, closing):
    """A closing that takes up the salutation leaves out the punctuation it ends with, and the space before that."""
    form = make_form(closing="Agréez, {salutation}, mes vœux.")

    assert _courtesy(form, salutation=salutation) == Courtesy(salutation, closing)


def test_shipped_french_form():
    """The president of the ICRC is addressed in French as a woman or a man, at the end as at the beginning."""
    forms = load_forms_of_address()

    assert courtesy(make_recipient(form_of_address="icrc-president"), "fr", forms) == Courtesy(
        "Madame la Présidente, Monsieur le Président,",
        "Je vous prie d’agréer, Madame la Présidente, Monsieur le Président, l’expression de ma haute considération.",
    )


@pytest.mark.parametrize(
    ("name", "hint"), [("ministre", "did you mean 'minister'?"), ("zzz", "there are: minister, judge")]
)
def test_unknown_form_of_address(name, hint):
    """A form of address that does not exist is told with the nearest one, or with all that there are."""
    forms = {"minister": {"en": make_form()}, "judge": {"en": make_form()}}
    with pytest.raises(ContentError) as caught:
        courtesy(make_recipient(form_of_address=name), "en", forms)
    (problem,) = caught.value.problems

    assert (problem.message, problem.hint) == (f"there is no form of address '{name}'", hint)


def test_form_of_address_that_lacks_the_language():
    """A form of address that is not known in the letter's language is told with the languages it is known in."""
    assert _problem(language="fr") == ("the form of address 'minister' is not known in 'fr'", "it is known in: en")
