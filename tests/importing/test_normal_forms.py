"""Words as sources have them: tidied, romanised, and as ids."""

from datetime import date

import pytest

from entreaty.importing.normal_forms import romanised, slug, text_of, tidy, tidy_line
from entreaty.storage.yaml.tree import Ambiguous


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \u00a0 b\r\n\r\n c\t", "a b\nc"),
        ("A\u0308rzte", "Ärzte"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("one\u2028two\vthree", "one\ntwo\nthree"),
        ("", ""),
        ("abc1", "abc1"),
    ],
)
def test_what_nobody_sees_is_taken_away(text, expected):
    """Double spaces, empty lines and invisible characters go, and letters are composed; nothing else changes."""
    assert tidy(text) == expected


def test_one_line_is_made_of_several():
    """Line breaks become spaces where one line is wanted."""
    assert tidy_line("a\n b") == "a b"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" a ", "a"),
        (["a", 1, None], "a; 1"),
        (Ambiguous("06082"), "06082"),
        (date(2025, 6, 24), "2025-06-24"),
        (None, ""),
        (True, ""),
        ({"a": 1}, ""),
        (2, "2"),
    ],
)
def test_values_become_text_as_they_were_written(value, expected):
    """A code that YAML readers disagree on stays as it was written, and what is no text is nothing."""
    assert text_of(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("Армен Григорян", "armen grigoryan"),
        ("O’Neill & Co.", "o neill co"),
    ],
)
def test_words_are_romanised(text, expected):
    """Words from any script are written in small letters a-z."""
    assert romanised(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O’Neill, Ström", "oneill-strom"),
        ("albury_city_council/kevin_mack", "albury-city-council-kevin-mack"),
        ("---", ""),
        ("a" * 64, "a" * 64),
    ],
)
def test_ids_are_made_of_words(text, expected):
    """An id holds what of the words can stand in one, up to 64 characters."""
    assert slug(text) == expected


def test_long_ids_end_in_a_fingerprint_of_the_whole():
    """What is longer than an id may be is cut, and differs all the same from every other text with its beginning."""
    ids = [slug("directorate for consular matters " * 4 + f"division {n}") for n in range(3_000)]

    assert len(set(ids)) == 3_000
    assert {len(one) for one in ids} <= set(range(60, 65))
    assert ids[0].startswith("directorate-for-consular-matters-directorate-for-con")
    assert slug("directorate for consular matters " * 4 + "division 0") == ids[0]
