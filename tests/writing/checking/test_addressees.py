"""Profiles that contradict themselves are told, since their letters would greet somebody else."""

from dataclasses import replace

import pytest

from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.writing.checking.addressees import contradicting_profiles, forms_without_words
from tests.support.sample_content import compose, make_appeal, make_basis, make_recipient

ANN = {"given": "Ann", "family": "Lee"}
LEFT_OUT = "leaves it off the envelope, and greets nobody by it"


def _without_office(**own):
    values = make_recipient().model_dump(by_alias=True, exclude_unset=True)
    kept = {key: value for key, value in values.items() if key not in {"office", "form_of_address"}}
    return type(make_recipient()).model_validate(kept | own)


def _household(form):
    return _without_office(household={"en": "The Becks"}, **({"form_of_address": form} if form else {}))


@pytest.mark.parametrize(
    ("recipient", "message"),
    [
        (
            make_recipient(name=ANN | {"title": "Sir"}, gender="f"),
            "the title 'Sir' is one that only men bear, but the gender is 'f'",
        ),
        (
            make_recipient(name=ANN | {"title": "Prof.in", "gender": "m"}),
            "the title 'Prof.in' is one that only women bear, but the gender is 'm'",
        ),
        (
            make_recipient(name=ANN, form_of_address="household"),
            "'mediator' has a 'name', but the form of address 'household' greets nobody by it",
        ),
        (
            make_recipient(name=ANN, form_of_address="organisation"),
            f"'mediator' has a 'name', but the form of address 'organisation' {LEFT_OUT}",
        ),
        (
            make_recipient(name=ANN, form_of_address="unnamed-official"),
            f"'mediator' has a 'name', but the form of address 'unnamed-official' {LEFT_OUT}",
        ),
        (
            _without_office(name=ANN, form_of_address="organisation"),
            "'mediator' has a 'name', but the form of address 'organisation' greets nobody by it",
        ),
        (_household("mayor"), "'mediator' is a household, but the form of address 'mayor' is that of an office"),
    ],
)
def test_contradiction_is_a_warning(recipient, message):
    """The form of address and the titles are compared with what the profile says."""
    assert [(one.message, one.level) for one in contradicting_profiles([recipient])] == [(message, "warning")]


@pytest.mark.parametrize(
    "recipient",
    [
        make_recipient(name=ANN | {"title": "Dame"}, gender="f"),
        make_recipient(name=ANN | {"title": "Sir"}),
        make_recipient(name=ANN | {"title": "Dr"}, gender="m"),
        make_recipient(name=ANN, form_of_address="organisation", addressee=["Ann Lee", "Example Committee"]),
        _household(None),
        _household("company"),
    ],
)
def test_profile_that_agrees_is_not_told(recipient):
    """A title of the same gender, one that all bear, and a household as such are fine."""
    assert list(contradicting_profiles([recipient])) == []


def test_form_without_words_in_a_language_is_told_once():
    """However many letters need it, a form that lacks the language is one line; a profile's own words need none."""
    named = {"name": ANN, "form_of_address": "councillor"}
    profiles = [make_recipient(id=key, **named) for key in ("ann", "bob", "eva")]
    profiles += [
        make_recipient(id="own", salutation={"es": "Estimada Ann"}, **named),
        make_recipient(id="mayor", form_of_address="mayor"),
    ]
    letters = [replace(compose(make_appeal(), one, "en", make_basis()), language="es") for one in profiles]
    found = list(forms_without_words(profiles, letters, load_forms_of_address()))

    assert [(one.message, one.level) for one in found] == [
        ("the form of address 'councillor' has no words in Spanish ('ann' and 2 more)", "warning")
    ]
