"""Cells of tables as keys: codes in any spelling, beginnings, ranges and lists, by the countries' own rules."""

import pytest

from entreaty.content.districts.codes import CodeError, keys_of_cell, keys_of_place
from entreaty.content.shipped.postal import normal_code, with_lost_zeros


@pytest.mark.parametrize(
    ("country", "written", "normal"),
    [
        ("GB", "sw1a0aa", "SW1A 0AA"),
        ("GB", " E1  6an ", "E1 6AN"),
        ("GB", "BFPO801", "BFPO 801"),
        ("US", "90210", "90210"),
        ("US", "902101234", "90210-1234"),
        ("US", "90210 1234", "90210-1234"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("AU", "2600", "2600"),
        ("DE", "D-01067", "01067"),
        ("FR", "75 001", "75001"),
        ("CH", "CH-8001", "8001"),
        ("NL", "1234ab", "1234 AB"),
        ("IE", "d02x285", "D02 X285"),
        ("PL", "00950", "00-950"),
        ("DE", "１０１１５", "10115"),
    ],
)
def test_code_is_written_as_its_country_does(country, written, normal):
    """Spaces, case, hyphens, width and the sign of the country do not matter."""
    assert normal_code(written, country) == normal


@pytest.mark.parametrize(
    ("country", "written"),
    [("GB", "10115"), ("DE", "SW1A 0AA"), ("GB", "SW1A"), ("DE", "1067"), ("NL", "1234"), ("HK", "999077"), ("DE", "")],
)
def test_what_is_no_code_of_the_country_is_none(country, written):
    """A code of another country, a part of one, and a code where there are none, have no normal form."""
    assert normal_code(written, country) == ""


def test_lost_zeros_are_put_back():
    """Programs for tables take 0800 for the number 800."""
    assert with_lost_zeros("800", "AU") == "0800"
    assert with_lost_zeros("501", "US") == "00501"
    assert with_lost_zeros("10115", "DE") == ""


@pytest.mark.parametrize(
    ("country", "cell", "keys"),
    [
        ("GB", "sw1a0aa", ("SW1A 0AA",)),
        ("GB", "SW1A*", ("SW1A*",)),
        ("GB", "sw1 *", ("SW1 *",)),
        ("GB", "SW1A 0*", ("SW1A 0*",)),
        ("CA", "k1a0*", ("K1A 0*",)),
        ("CA", "K1A *", ("K1A *",)),
        ("DE", "1067", ("01067",)),
        ("DE", "10115, 10117", ("10115", "10117")),
        ("DE", "10115-10117", ("10115", "10116", "10117")),
        ("DE", "10100–10199", ("101*",)),
        ("DE", "10099 - 10110", ("10099", "1010*", "10110")),
        ("NL", "1011-1013", ("1011*", "1012*", "1013*")),
        ("US", "90210-1234", ("90210-1234",)),
        ("US", "*", ("*",)),
    ],
)
def test_cell_reaches_codes(country, cell, keys):
    """A cell holds a code, the beginning of codes, a range of numbers, or several of these."""
    assert keys_of_cell(cell, country) == keys


@pytest.mark.parametrize(
    ("country", "cell", "message", "hint"),
    [
        (
            "GB",
            "SW1A",
            "'SW1A' is no postal code as GB has them, such as EC1Y 8SY",
            "for all codes that begin so, write 'SW1A*'",
        ),
        ("DE", "10119-10115", "the range '10119-10115' runs backwards", "write 10115-10119"),
        (
            "DE",
            "1067-1099",
            "'1067-1099' is no range of postal codes of DE",
            "they begin with 5 digits, such as 26133",
        ),
        (
            "GB",
            "10-20",
            "'10-20' is no range of postal codes of GB",
            "they begin with letters, and have no ranges, such as EC1Y 8SY",
        ),
        ("DE", "AB*", "no postal code of DE begins with 'AB'", "they are such as 26133"),
        (
            "GB",
            "SW1A0*",
            "nobody can tell where the second part of 'SW1A0' begins",
            "write it as in EC1Y 8SY",
        ),
        ("HK", "999077", "HK has no postal codes", "use a column of places"),
    ],
)
def test_cell_that_reaches_nothing_is_told(country, cell, message, hint):
    """What is neither a code nor several is told in the words of the table, with what would be right."""
    with pytest.raises(CodeError) as caught:
        keys_of_cell(cell, country)

    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_place_is_reached_with_and_without_its_addition():
    """German lists call a town "Ahrensburg, Stadt"; nobody else does."""
    assert keys_of_place("Ahrensburg, Stadt") == ("@ahrensburg, stadt", "@ahrensburg")
