"""Profiles before they have their place: their ids, and how they are reached."""

import pytest

from entreaty.content.files.recipients import Recipient
from entreaty.importing.profile_fields import FIELDS, Reach, reach
from entreaty.importing.profiles.profile import Profile
from tests.support.made_up_sources import completed


@pytest.mark.parametrize(
    ("said", "record", "expected"),
    [
        ({}, {"key": "C000127", "scheme": "bioguide", "whole_name": "Maria Cantwell"}, "maria-cantwell-c000127"),
        (
            {},
            {"key": "council/maria_cantwell", "scheme": "popolo", "whole_name": "M. Cantwell"},
            "council-maria-cantwell",
        ),
        (
            {},
            {"key": "ocd-person/90da5348-421e-4a4c-8a2b-3f5f7d9c1e20", "scheme": "o", "whole_name": "Abbey Duke"},
            "abbey-duke-90da5348",
        ),
        ({}, {"whole_name": "Anna Example"}, "anna-example-city-of-example"),
        ({}, {}, "mayor-city-of-example"),
        ({}, {"id": "my-id", "key": "my id", "scheme": "id", "whole_name": "Anna Example"}, "my-id"),
    ],
)
def test_id_comes_from_the_source(said, record, expected):
    """An id is the row's own, or made of the name and the source's identifier, or of name and organisation."""
    assert completed(said, **record).id == expected


def test_how_profiles_are_reached():
    """Profiles are counted by post, only otherwise, and not at all."""
    profiles = [{"address": {"lines": ["x"]}}, {"address": {}, "email": "x"}, {"contact_form": "y"}, {}]

    assert reach(profiles) == Reach(by_post=1, otherwise=2, unreached=1)
    assert isinstance(completed(), Profile)


def test_fields_are_those_of_the_format():
    """A profile in the making has the fields of a recipient, in their order."""
    assert tuple(field.alias or name for name, field in Recipient.model_fields.items()) == FIELDS
