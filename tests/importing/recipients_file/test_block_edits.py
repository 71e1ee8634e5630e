"""A block of YAML with other values, and everything else as it was."""

from datetime import date

from entreaty.importing.recipients_file.block_edits import edited

BLOCK = """\
  - id: anna   # the first
    office: {en: Mayor, fr: "Maire"}  # by language
    # her language
    language: en
    audiences: [legislature]
    salutation: 'Dear Anna,'
"""


def test_values_change_and_remarks_stay():
    """A changed value keeps the remark beside it, a new field has its place, and a removed one takes its line along."""
    after = {
        "id": "anna",
        "office": {"en": "Mayor", "fr": "Maire"},
        "language": "fr",
        "audiences": ["legislature", "third-state"],
        "state": "NO",
        "ended": date(2025, 6, 24),
    }

    assert (
        edited(BLOCK, after, 2)
        == """\
  - id: anna   # the first
    office: {en: Mayor, fr: "Maire"}  # by language
    # her language
    language: fr
    audiences: [legislature, third-state]
    state: 'NO'
    ended: 2025-06-24
"""
    )


def test_same_values_change_nothing():
    """A block whose values stay is the same, character for character."""
    after = {
        "id": "anna",
        "office": {"en": "Mayor", "fr": "Maire"},
        "language": "en",
        "audiences": ["legislature"],
        "salutation": "Dear Anna,",
    }

    assert edited(BLOCK, after, 2) == BLOCK
