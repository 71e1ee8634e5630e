"""The order of addresses given in parts, and what postal codes look like."""

import re

import pytest

from entreaty.content.shipped.postal import load_postal
from entreaty.importing.profiles.places.postal import address_lines, unlikely_postal_code, us_state_name


@pytest.mark.parametrize(
    ("parts", "country", "expected"),
    [
        (("20510", "Washington", "DC"), "US", ("Washington, DC 20510",)),
        (("01067", "Dresden", "Sachsen"), "DE", ("01067 Dresden",)),
        (("75001", "Paris", ""), "FR", ("75001 Paris",)),
        (("SW1A 0AA", "London", ""), "GB", ("London", "SW1A 0AA")),
        (("AZ1073", "Baku", ""), "AZ", ("AZ1073 Baku",)),
        (("1010", "Yerevan", "Yerevan"), "AM", ("1010", "Yerevan", "Yerevan")),
        (("154-0023", "Setagaya", "Tokyo"), "JP", ("Setagaya, Tokyo", "154-0023")),
        (("238858", "Singapore", ""), "SG", ("Singapore 238858",)),
        (("06420", "Çankaya", "Ankara"), "TR", ("06420 Çankaya/Ankara",)),
        (("", "Erewhon", ""), "XX", ("Erewhon",)),
        (("", "", "Vermont"), "FR", ("Vermont",)),
        (("", "", ""), "US", ()),
    ],
)
def test_post_of_the_country_decides_the_order(parts, country, expected):
    """Code, city and region stand as the country's post has them; a city or a code is never left out."""
    code, city, region = parts
    found = address_lines(["1 Example Way"], {"postal code": code, "city": city, "region": region}, country)

    assert found == ("1 Example Way", *expected)


@pytest.mark.parametrize(
    ("country", "code", "expected"),
    [
        ("HU", "1055", ("Budapest", "Haus B", "Minta utca 1", "1055")),
        ("KZ", "010000", ("010000", "Budapest", "Haus B", "Minta utca 1")),
        ("GN", "001", ("Haus B", "001 Minta utca 1 Budapest")),
    ],
)
def test_street_has_the_place_that_the_post_gives_it(country, code, expected):
    """Where the post has the city above the street, or both on one line, the address has them so."""
    assert address_lines(["Haus B", "Minta utca 1"], {"postal code": code, "city": "Budapest"}, country) == expected


def test_parts_of_a_country_have_names():
    """A state of the United States is named by its code; a code without a name stays."""
    assert [us_state_name(code) for code in ("vt", "DC", "XX")] == ["Vermont", "District of Columbia", "XX"]


def test_shipped_rules_hold_together():
    """Lines hold only known signs, each example is a code of its country, and where a code is required it has one."""
    countries = load_postal().countries

    assert len(countries) > 190
    for country, rules in countries.items():
        assert re.fullmatch("(?:%[NOADCSZXn]|[^%])+", rules.lines), country
        assert bool(rules.postal_code) == bool(rules.example), country
        assert not rules.example or re.fullmatch(rules.postal_code, rules.example), country
        assert rules.postal_code or not rules.required, country


@pytest.mark.parametrize(
    ("line", "country", "expected"),
    [
        ("CH-1202 Geneva", "CH", ""),
        ("Washington DC 20510-1234", "US", ""),
        ("London SW1A 0AA", "GB", ""),
        ("Washington DC", "US", "95014"),
        ("Dresden 123", "DE", "26133"),
        ("Somewhere", "HK", ""),
        ("Somewhere", "XX", ""),
    ],
)
def test_missing_postal_code_is_seen(line, country, expected):
    """Where no line holds a code of the country, an example tells what it looks like; some countries have none."""
    assert unlikely_postal_code([line], country) == expected


@pytest.mark.parametrize(
    ("country", "code", "printed"),
    [
        ("DE", "D-01067", "01067 Muster"),
        ("AT", "A-1010", "1010 Muster"),
        ("FR", "F-75001", "75001 Muster"),
        # These belong to the code, or the post of the country writes them.
        ("LV", "LV-1010", "Muster, LV-1010"),
        ("LU", "L-2320", "L-2320 Muster"),
        ("CH", "CH-3000", "CH-3000 Muster"),
        ("SE", "SE-111 22", "SE-111 22 Muster"),
        ("LT", "LT-01100", "LT-01100 Muster"),
        # This is no code of the country, and stays as it is.
        ("DE", "D-1067", "D-1067 Muster"),
    ],
)
def test_sign_of_a_country_before_its_code_is_left_out(country, code, printed):
    """The post of Germany asks no more for "D-", which spreadsheets put before its codes."""
    assert address_lines(["Weg 1"], {"postal code": code, "city": "Muster"}, country) == ("Weg 1", printed)
