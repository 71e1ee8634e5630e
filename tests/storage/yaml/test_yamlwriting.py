"""Writing YAML: as people write it, and so that every reader reads it back."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entreaty.storage.characters import refused_character
from entreaty.storage.yaml.file import (
    parse_yaml,
)
from entreaty.storage.yaml.writer import as_yaml_list, as_yaml_text, reads_as_text
from tests.support.sample_yaml import TEXTS


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("NO", '"NO"'), ("01234", '"01234"'), ('say "no"', '"say \\"no\\""'), ("Zürich", '"Zürich"')],
)
def test_text_is_quoted_as_yaml(text, quoted):
    """A text is shown as the author may paste it."""
    assert as_yaml_text(text) == quoted


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "on", "lines"]),
            st.recursive(
                st.one_of(
                    st.dates(),
                    st.booleans(),
                    st.sampled_from(["on", "NO", "01234", "9:30", "1e3", "~", "a: b", "=", "x\ny"]),
                    TEXTS.filter(lambda text: not refused_character(text)).map(
                        lambda text: unicodedata.normalize("NFC", text)
                    ),
                ),
                lambda inner: (
                    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["on", "a"]), inner, max_size=2)
                ),
                max_leaves=6,
            ),
            min_size=1,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_written_is_read_back(entries):
    """Entries written as a YAML list are the same when they are read, every word of them, and hold no reference."""
    text = as_yaml_list(entries, 2)

    assert parse_yaml(Path("x"), text) == entries
    assert all(line.startswith("  ") or not line.strip() for line in text.split("\n"))


def test_list_is_written_as_people_write_it():
    """What is nested innermost stands in brackets, `on` has no quotes as a key, and numbers that are text have."""
    entry = {
        "id": "a",
        "verified": {"on": date(2025, 6, 1), "source": "on"},
        "address": {"lines": ["01234", "b"], "country": "NO"},
    }

    assert as_yaml_list([entry], 2) == (
        "  - id: a\n"
        '    verified: {on: 2025-06-01, source: "on"}\n'
        "    address:\n"
        "      lines: ['01234', b]\n"
        "      country: 'NO'\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"), [("Troy", True), ("19 Way", True), ("01234", False), ("no", False), ("9:30", False)]
)
def test_words_that_need_quotes_are_known(text, expected):
    """Whatever any reader of YAML takes for something else needs quotes."""
    assert reads_as_text(text) is expected
