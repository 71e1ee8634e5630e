"""The file `districts.yaml`: which tables hold when, and every mistake with its line."""

from datetime import date

import pytest

from entreaty.content.files.districts import load_districts
from entreaty.problems import ContentError


def _load(folder, text):
    (folder / "districts.yaml").write_text(text, encoding="utf-8")
    return load_districts(folder)


def _problems(folder, text):
    with pytest.raises(ContentError) as caught:
        _load(folder, text)
    return [(one.location.line, one.message, one.hint) for one in caught.value.problems]


def test_table_holds_from_a_day_until_another(tmp_path):
    """The first day counts, the last one no more, and without days a table always holds."""
    bounded, unbounded = _load(
        tmp_path,
        "districts:\n"
        "  - {file: a.csv, country: GB, kind: k, columns: {a: postcode, b: id}, from: 2024-05-30, until: 2029-01-01}\n"
        "  - {file: b.csv, country: GB, kind: k, columns: {town: place, name: constituency}}\n",
    )
    days = (date(2024, 5, 29), date(2024, 5, 30), date(2028, 12, 31), date(2029, 1, 1))

    assert [bounded.holds_on(day) for day in days] == [False, True, True, False]
    assert [unbounded.holds_on(day) for day in days] == [True] * 4


def test_table_of_names_says_what_districts_are_called(tmp_path):
    """Ids and names alone are enough, and nothing lies in such a table."""
    (table,) = _load(
        tmp_path, "districts: [{file: n.csv, country: GB, kind: k, columns: {cd: id, nm: constituency}}]\n"
    )

    assert table.only_names


def test_campaign_without_the_file_has_no_tables(tmp_path):
    """Nothing is looked up where nothing was brought in."""
    assert load_districts(tmp_path) == ()


@pytest.mark.parametrize("file", ["/etc/passwd", "../codes.csv", "districts/../../codes.csv", "c:\\codes.csv"])
def test_table_lies_in_the_campaign(tmp_path, file):
    """A campaign of strangers names no file of the user's."""
    (found,) = _problems(
        tmp_path, f"districts:\n  - {{file: '{file}', country: GB, kind: k, columns: {{a: postcode, b: id}}}}\n"
    )

    assert found[0] == 2
    assert "lies outside of the campaign" in found[1]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("{pcds: postcode, pcon: id, pcon2: id}", "two columns are to be the id"),
        ("{pcds: postcode}", "no column names the district"),
        ("{pcon: id}", "no column says what lies in the district"),
        ("{pcds: zip, pcon: id}", "'pcds' must be one of: postcode, place, id, constituency, land area (got 'zip')"),
        ("{}", "'columns' lists nothing"),
    ],
)
def test_columns_must_say_what_lies_where(tmp_path, columns, message):
    """What cannot be looked up is told with the line of the columns."""
    text = f"districts:\n  - file: a.csv\n    country: GB\n    kind: k\n    columns: {columns}\n"
    found = _problems(tmp_path, text)

    assert (5, message) in [one[:2] for one in found]


def test_every_mistake_is_told_at_once(tmp_path):
    """A wrong country, a wrong kind, days that run backwards and an unknown key each have their line."""
    text = (
        "districts:\n"
        "  - {file: a.csv, country: UK, kind: House of Commons, columns: {a: postcode, b: id}}\n"
        "  - file: b.csv\n    country: GB\n    kind: k\n    columns: {a: postcode, b: id}\n"
        "    from: 2029-01-01\n    until: 2024-05-30\n"
        "  - {file: c.csv, country: GB, kind: k, columns: {a: postcode, b: id}, since: 2024-05-30}\n"
    )
    found = _problems(tmp_path, text)

    assert [one[0] for one in found] == [2, 2, 8, 9]
    assert found[2][1] == "'until' (2024-05-30) must be after 'from' (2029-01-01): the table holds on no day"
