"""format=flowed lines: read back, they give the same paragraphs."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from entreaty.output.email.draft import flowed
from tests.support.deflowing import deflow
from tests.support.tiers import examples

pytestmark = pytest.mark.no_cover

# Words of spaces, quotation marks and mailbox separators among others, joined by one or more spaces.
_WORDS = st.sampled_from(
    ["a", "From", "From ", ">", "--", "-", "", "justice", "prisoners", "Genève", "x" * 90, "\u00a0", "é"]
)
_ANY = st.characters(blacklist_categories=["Cs"], blacklist_characters="\r")
_LINES = st.lists(_WORDS, max_size=60).map(" ".join).map(lambda line: line.rstrip(" "))


def _lines(text: str) -> str:
    """Return any text as paragraphs that end in no space."""
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


@settings(max_examples=examples(10_000))
@given(st.lists(_LINES, min_size=1, max_size=4).map("\n".join) | st.text(_ANY).map(_lines))
@example("a " * 36 + "-- and on")
@example("a" * 71 + " -- " + "b" * 80)
@example(">" + " " * 200 + "b")
def test_reading_back_gives_the_same_paragraphs(text):
    """What was flowed reads as it was written, whatever its words are."""
    assert deflow(flowed(text)) == text


@given(st.lists(_LINES, min_size=1, max_size=8).map("\n".join))
def test_lines_are_short(text):
    """No line is longer than 78 characters unless it is one word, or "-- " and a word, which must not part."""
    long = [line.strip(" ").removeprefix("-- ") for line in flowed(text).split("\n") if len(line) > 78]
    assert [line for line in long if " " in line] == []


@pytest.mark.parametrize(
    ("paragraph", "lines"),
    [
        ("short", "short"),
        ("", ""),
        ("one\n\ntwo", "one\n\ntwo"),
        ("lost at the end   ", "lost at the end"),
        ("> quoted", " > quoted"),
        ("From Geneva", " From Geneva"),
        (" indented", "  indented"),
        (f"{'a' * 40} {'b' * 31} c", f"{'a' * 40} {'b' * 31} \nc"),
        (f"{'a' * 40} {'b' * 32} c", f"{'a' * 40} \n{'b' * 32} c"),
    ],
)
def test_lines_as_written_by_hand(paragraph, lines):
    """Lines break after a space at 72 characters, and lines that could be misread get a space before them."""
    assert flowed(paragraph) == lines
