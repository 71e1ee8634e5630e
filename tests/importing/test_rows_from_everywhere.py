"""Lists in the shapes that they have everywhere: each field is right or told, and never wrong in what letters go by."""

import pytest

from tests.support.rows_from_everywhere import FIELDS, NEVER_WRONG, verdicts

pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize("rows", [2_000, pytest.param(20_000, marks=pytest.mark.soak)])
def test_fields_of_lists_from_everywhere_are_right_or_told(rows):
    """Of 100 values 97 are right and at most 3 told; a name, a country, an address or an end is never wrong."""
    found = verdicts(rows)

    assert [one for one in found.wrong if one.field in NEVER_WRONG] == []
    for name in FIELDS:
        counts = found.by_field[name]
        assert counts.total() == rows
        assert counts["right"] >= 0.97 * rows, name
        assert counts["told"] <= 0.03 * rows, name
