"""Lists in the shapes that they have everywhere: each field is right or told, and never wrong in what letters go by."""

from tests.support.rows_from_everywhere import FIELDS, verdicts


def test_every_field_of_every_row_is_judged():
    """Each row made is imported or left out, and each of its fields counts once."""
    found = verdicts(200)

    assert {name: sum(found.by_field[name].values()) for name in FIELDS} == dict.fromkeys(FIELDS, 200)
