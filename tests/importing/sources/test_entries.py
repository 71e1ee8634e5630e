"""YAML and JSON sources as entries, each read by itself."""

from datetime import date

import pytest

from entreaty.importing.rows import LeftOut
from entreaty.importing.sources.entries import (
    Entry,
    day_of,
    entries_of,
    listed,
    read_json,
    why,
    word,
    yaml_entries,
    yaml_mapping,
)
from entreaty.problems import ContentError
from entreaty.storage.yaml.tree import Ambiguous
from tests.support.sources import write


def test_broken_entry_spoils_no_other(tmp_path):
    """An entry that is no YAML is told with its line, and those around it are read."""
    text = "# people\n- a: 1\n  b: 01836\n- a: [1\n- just words\n- a: \u200b2\n"
    found = list(yaml_entries(write(tmp_path, "a.yaml", text)))

    assert [entry.value for entry in found if isinstance(entry, Entry)] == [{"a": 1, "b": "01836"}, {"a": 2}]
    assert [(one.place.row, one.place.where) for one in found] == [
        (1, "line 2"),
        (2, "line 4"),
        (3, "line 5"),
        (4, "line 6"),
    ]
    assert [one.reason for one in found if isinstance(one, LeftOut)] == [
        "this is not YAML: a bracket is opened here and not closed (line 4)",
        "it holds no 'key: value' lines",
    ]


def test_mapping_is_wanted(tmp_path):
    """A file that must be a mapping and is none is refused, as is one in another encoding."""
    assert yaml_mapping(write(tmp_path, "a.yaml", "a: 1\n")) == {"a": 1}
    for content, message in [(b"- a\n", "must hold 'key: value' lines"), (b"a: 1\nb: \xe9\n", "not in UTF-8")]:
        with pytest.raises(ContentError, match=message) as raised:
            yaml_mapping(write(tmp_path, "b.yaml", content))
    assert why(raised.value) == "the file is not in UTF-8 (line 2)"


def test_json_is_read_up_to_what_is_none(tmp_path):
    """What follows the first value is told by its line; what is no JSON at all is refused with its line."""
    assert read_json(write(tmp_path, "a.json", "\ufeff{}\n")).rest == 0
    found = read_json(write(tmp_path, "b.json", '{"a": 1}\n\nname,office\n'))
    assert (found.root, found.rest) == ({"a": 1}, 3)
    for content, message in [
        ('{"a": 1,\n "b": }', "b.json:2: this is not JSON: expecting value"),
        ("[" * 100_000, "nested too deeply"),
        (b'{"a": "\xe9"}', "not in UTF-8"),
    ]:
        with pytest.raises(ContentError, match=message):
            read_json(write(tmp_path, "b.json", content))


def test_values_of_other_kinds_are_nothing(tmp_path):
    """Where a list, a mapping or a text is expected and something else stands, there is nothing."""
    assert listed("x") == []
    assert listed([{"a": 1}, "x"]) == [{"a": 1}]
    assert word({"a": ["b", "c"], "z": Ambiguous("06082")}, "a") == "b; c"
    assert word({"a": {"b": 1}}, "a") == ""
    assert [type(one).__name__ for one in entries_of(tmp_path, [{"a": 1}, 5], "person")] == ["Entry", "LeftOut"]
    assert list(entries_of(tmp_path, "x", "person")) == []
    assert [day_of(value) for value in (date(2025, 1, 2), "2025-01-02T10:00", "soon", None)] == [
        date(2025, 1, 2)
    ] * 2 + [None] * 2
