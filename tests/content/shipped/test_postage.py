"""Postage zones: at home, in Europe, elsewhere."""

import pytest

from entreaty.content.shipped.postage import ZONES, load_postage


@pytest.mark.parametrize(
    ("country", "posted_in", "zone"),
    [
        ("CH", "CH", "domestic"),
        ("CH", "DE", "Europe"),
        ("AM", "FR", "Europe"),
        ("US", "DE", "world"),
        ("US", "US", "domestic"),
        ("CH", "US", "Europe"),
        ("JP", "US", "world"),
        ("CH", "", "unknown"),
        ("AX", "DE", "Europe"),
        ("FO", "DE", "Europe"),
        ("JE", "DE", "Europe"),
        ("GG", "DE", "Europe"),
        ("XK", "DE", "Europe"),
        ("RE", "DE", "world"),
        ("PR", "DE", "world"),
    ],
)
def test_zone_is_seen_from_where_the_letter_is_posted(country, posted_in, zone):
    """A letter at home is domestic; who does not know where it is posted does not know its postage."""
    assert load_postage().zone(country, posted_in) == zone


@pytest.mark.parametrize(
    ("posted_in", "sent_to"),
    [
        ("US", "PR GU VI AS MP"),
        ("PR", "US VI"),
        ("GB", "JE GG IM"),
        ("FR", "RE GP MQ GF YT MC"),
        ("RE", "FR YT"),
        ("FI", "AX"),
        ("CH", "LI"),
        ("LI", "CH"),
    ],
)
def test_a_territory_of_the_same_tariff_is_domestic(posted_in, sent_to):
    """A code of its own makes no letter dearer: USPS takes for Puerto Rico what it takes at home."""
    assert {load_postage().zone(country, posted_in) for country in sent_to.split()} == {"domestic"}


@pytest.mark.parametrize(("country", "posted_in", "zone"), [("GB", "JE", "Europe"), ("PR", "GB", "world")])
def test_a_tariff_holds_from_where_the_letter_is_posted(country, posted_in, zone):
    """That Royal Mail counts Jersey as its own says nothing of Jersey Post, nor of other posts."""
    assert load_postage().zone(country, posted_in) == zone


def test_zones_are_ordered_from_near_to_far():
    """Envelopes are sorted by this order."""
    assert ZONES == ("domestic", "Europe", "world", "unknown")


def test_every_country_of_europe_is_there_once():
    """The list has no country twice, and those that it names are in alphabetical order."""
    europe = load_postage().europe

    assert len(europe) >= 45
    assert list(europe) == sorted(set(europe))
