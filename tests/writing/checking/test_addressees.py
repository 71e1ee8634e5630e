"""Profiles that contradict themselves are told, since their letters would greet somebody else."""

import pytest

from entreaty.writing.checking.addressees import contradicting_profiles
from tests.support.sample_content import make_recipient

ANN = {"given": "Ann", "family": "Lee"}


def _household(form):
    values = make_recipient().model_dump(by_alias=True, exclude_unset=True)
    kept = {key: value for key, value in values.items() if key not in {"office", "form_of_address"}}
    own = {"form_of_address": form} if form else {}
    return type(make_recipient()).model_validate(kept | {"household": {"en": "The Becks"}} | own)


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
        _household(None),
        _household("company"),
    ],
)
def test_profile_that_agrees_is_not_told(recipient):
    """A title of the same gender, one that all bear, and a household as such are fine."""
    assert list(contradicting_profiles([recipient])) == []
