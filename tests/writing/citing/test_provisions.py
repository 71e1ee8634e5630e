"""From a pinpoint to the provisions whose words are stored."""

import pytest

from entreaty.writing.citing.provisions import places_not_stored, provisions_at, words_at
from entreaty.writing.citing.syntax import read_citation
from tests.support.sample_content import make_authority

KEYS = (
    "art. 3(1)", "art. 3(1)(a)", "art. 3(1)(d)", "art. 3(2)", "art. 4A(3)", "art. 12", "art. 126(1)", "art. 126(2)",
    "art. 130", "art. 131", "para. 98", "preamble",
)  # fmt: skip
TREATY = make_authority(custom={"provisions": {key: {"en": [f"Words of {key}."]} for key in KEYS}})


def _pinpoint(text):
    pinpoint = read_citation(f"@gc3, {text}").cites[0].pinpoint
    assert pinpoint
    return pinpoint


@pytest.mark.parametrize(
    ("pinpoint", "keys"),
    [
        ("art. 12", ["art. 12"]),
        ("article 126(2)", ["art. 126(2)"]),
        ("art. 4A(3)", ["art. 4A(3)"]),
        # An article leads to its paragraphs, a paragraph of which nothing is stored to its article.
        ("art. 126", ["art. 126(1)", "art. 126(2)"]),
        ("art. 3(1)", ["art. 3(1)", "art. 3(1)(a)", "art. 3(1)(d)"]),
        ("art. 130(2)", ["art. 130"]),
        ("art. 1", []),
        ("art. 4", []),
        # Lists and ranges.
        ("arts. 12, 126(2)", ["art. 12", "art. 126(2)"]),
        ("art. 126(1), (2)", ["art. 126(1)", "art. 126(2)"]),
        ("art. 3(1)(a), (d)", ["art. 3(1)(a)", "art. 3(1)(d)"]),
        ("art. 3(1),(2)", ["art. 3(1)", "art. 3(1)(a)", "art. 3(1)(d)", "art. 3(2)"]),
        ("arts. 126-131", ["art. 126(1)", "art. 126(2)", "art. 130", "art. 131"]),
        ("art. 126(1)-(2)", ["art. 126(1)", "art. 126(2)"]),
        # What is counted must be the same.
        ("para. 98", ["para. 98"]),
        ("para. 12", []),
    ],
)
def test_pinpoint_leads_to_provisions(pinpoint, keys):
    """A pinpoint leads to the provisions that it names, those within them, or the one that they are within."""
    assert list(provisions_at(TREATY, _pinpoint(pinpoint))) == keys


def test_words_are_those_of_the_language():
    """The words of all provisions of a pinpoint are given in one language, several quotations one after the other."""
    treaty = make_authority(
        custom={"provisions": {"art. 1": {"en": ["One.", "Two."], "fr": "Un."}, "art. 2": {"en": "Three."}}}
    )

    assert words_at(treaty, _pinpoint("arts. 1, 2"), "en") == ("One.", "Two.", "Three.")
    assert words_at(treaty, _pinpoint("arts. 1, 2"), "fr") == ("Un.",)
    assert words_at(treaty, _pinpoint("art. 2"), "fr") == ()


@pytest.mark.parametrize(
    ("pinpoint", "missing"),
    [
        ("art. 126", ()),
        ("arts. 12, 13, 14(1)", ("13", "14(1)")),
        ("arts. 132-134", ("132-134",)),
        ("art. 14(1), (2)", ("14(1)", "14(2)")),
    ],
)
def test_places_of_which_nothing_is_stored_are_named(pinpoint, missing):
    """Each place of a pinpoint without any stored words is named in full."""
    assert places_not_stored(TREATY, _pinpoint(pinpoint)) == missing


def test_a_number_longer_than_python_reads_is_a_place_as_any_other():
    """Ranges with numbers of thousands of digits are compared as numbers, and find what lies between."""
    assert provisions_at(TREATY, _pinpoint(f"arts. 12-{'9' * 4_400}"))[0] == "art. 12"
    assert provisions_at(TREATY, _pinpoint(f"arts. {'9' * 4_400}-{'9' * 4_401}")) == ()
    assert provisions_at(TREATY, _pinpoint("arts. 0130-131")) == ("art. 130", "art. 131")
