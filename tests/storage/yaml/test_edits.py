"""Texts that are put into a YAML file leave every other character of it as it is."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from entreaty.storage.yaml.edits import EditError, TextEdit, with_texts

SOURCE = """\
# Remark – with “signs”.
subject: {en: Visits, fr: "Visites"}   # both
letter:
  facts:

    - id: one
      en: >-   # as spoken
        Visits
        have ended.

    # above two
    - id: two   # behind
      en: Short.   # why
      fr: 'Court'
      # below
    - {id: three, en: A b}
"""
LONG = "a passage of many words " * 8


def _edit(number, key, words, like="en"):
    return TextEdit(("letter", "facts", number), key, words, like)


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (
            _edit(0, "fr", "Les visites."),
            "        have ended.\n",
            "        have ended.\n      fr: >-\n        Les visites.\n",
        ),
        (
            _edit(0, "en", "Two:\n\n- one\n  - in it\n- 'two'"),
            ">-   # as spoken\n        Visits\n        have ended.",
            "|-   # as spoken\n        Two:\n\n        - one\n          - in it\n        - 'two'",
        ),
        (_edit(1, "fr", "Deux :\n- un"), "'Court'", "|-\n        Deux :\n        - un"),
        (_edit(2, "fr", "Deux\n- un"), "A b}", 'A b, fr: "Deux\\n- un"}'),
        (_edit(0, "en", "Ended."), "        Visits\n        have ended.", "        Ended."),
        (_edit(1, "en", "Other: yes"), "Short.   # why", "'Other: yes'   # why"),
        (_edit(1, "fr", "Bref"), "'Court'", "Bref"),
        (_edit(1, "de", "9:30", "fr"), "'Court'\n", "'Court'\n      de: '9:30'\n"),
        (_edit(1, "de", "NO", "fr"), "'Court'\n", "'Court'\n      de: 'NO'\n"),
        (_edit(2, "fr", "Un, deux"), "A b}", 'A b, fr: "Un, deux"}'),
        (_edit(2, "en", "It's"), "A b}", '"It\'s"}'),
        (TextEdit(("subject",), "de", "Besuche", "fr"), '"Visites"}', '"Visites", de: "Besuche"}'),
        (TextEdit(("subject",), "fr", 'La "visite"', "en"), '"Visites"}', '"La \\"visite\\""}'),
    ],
)
def test_only_the_text_changes(edit, old, new):
    """The text stands in the style of the one beside it; remarks, order and all other lines stay."""
    assert SOURCE.count(old) == 1
    assert with_texts(SOURCE, [edit]) == SOURCE.replace(old, new)


def test_a_long_text_becomes_a_block_of_lines_up_to_120_characters():
    """What does not fit in the line of its key is folded at spaces, and reads as the same words."""
    after = with_texts(SOURCE, [_edit(1, "de", LONG.strip(), "fr")])

    assert max(map(len, after.splitlines())) <= 120
    assert "      de: >-\n        a passage of many words" in after
    assert yaml.safe_load(after)["letter"]["facts"][1]["de"] == LONG.strip()


@pytest.mark.parametrize(("before", "after"), [("---\n", ""), ("", "---\n"), ("---\n", "...\n")])
def test_lines_that_open_and_close_the_file_stay(before, after):
    """Marks around the one document are no further document."""
    changed = with_texts(before + SOURCE + after, [_edit(2, "en", "Other")])

    assert changed == before + SOURCE.replace("en: A b", 'en: "Other"') + after


def test_several_texts_at_once():
    """Texts of several mappings come to stand each in its own."""
    after = with_texts(SOURCE, [_edit(0, "fr", "Un"), _edit(1, "en", "Two"), _edit(2, "fr", "Trois")])
    facts = yaml.safe_load(after)["letter"]["facts"]

    assert [(fact["en"], fact.get("fr")) for fact in facts] == [
        ("Visits have ended.", "Un"),
        ("Two", "Court"),
        ("A b", "Trois"),
    ]


@pytest.mark.parametrize(
    "steps", [("letter", "law", 0), ("letter", "facts", 7), ("subject", "en"), ("letter", "facts")]
)
def test_a_text_needs_its_place(steps):
    """A mapping that is not there is an error, and so is one without the text to stand beside."""
    with pytest.raises(EditError):
        with_texts(SOURCE, [TextEdit(steps, "de", "x", "en")])


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_any_words_are_read_back(words):
    """Whatever the words are, YAML reads the same ones, and the rest of the file as before."""
    words = " ".join(words.split()) or "x"
    after = with_texts(SOURCE, [_edit(number, "de", words) for number in range(3)])
    expected = yaml.safe_load(SOURCE)
    for fact in expected["letter"]["facts"]:
        fact["de"] = words

    assert yaml.safe_load(after) == expected
