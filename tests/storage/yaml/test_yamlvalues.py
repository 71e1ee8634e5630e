"""What unquoted words stand for."""

from datetime import date

import pytest

from entreaty.storage.yaml.reader import NoDayError, typed
from entreaty.storage.yaml.tree import Ambiguous


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("null", "~", None),
        ("bool", "Yes", True),
        ("bool", "off", False),
        ("int", "-12", -12),
        ("int", "012", Ambiguous("012")),
        ("int", "9:30", Ambiguous("9:30")),
        ("float", "1.5", 1.5),
        ("float", ".inf", Ambiguous(".inf")),
        ("timestamp", "2025-06-24", date(2025, 6, 24)),
        ("timestamp", "2025-06-24 10:00:00", Ambiguous("2025-06-24 10:00:00")),
        ("value", "=", Ambiguous("=")),
    ],
)
def test_only_what_every_reader_agrees_on_is_a_value(kind, written, value):
    """Plain values are themselves; what YAML readers take for different things stays the characters that it is."""
    assert typed(kind, written) == value


def test_day_that_is_not_in_the_calendar_is_refused():
    """What is written as a date and is none is an error that says so."""
    with pytest.raises(NoDayError, match="2025-02-30 is not a day of the calendar"):
        typed("timestamp", "2025-02-30")
