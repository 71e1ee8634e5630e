"""YAML and JSON sources as entries, each read by itself."""

from datetime import date

import pytest
from pydantic import Field

from entreaty.importing.normal_forms import telling_what_is_left_out
from entreaty.importing.reading import LeftOut
from entreaty.importing.sources.entries import (
    Inner,
    Listed,
    Maybe,
    SourceEntry,
    SourceModel,
    Texts,
    Word,
    Words,
    day_of,
    entries_of,
    read_json,
    why,
    yaml_entries,
    yaml_mapping,
)
from entreaty.problems import ContentError
from entreaty.storage.yaml.tree import Ambiguous
from tests.support.made_up_sources import write


def test_broken_entry_spoils_no_other(tmp_path):
    """An entry that is no YAML is told with its line, and those around it are read."""
    text = "# people\n- a: 1\n  b: 01836\n- a: [1\n- just words\n- a: \u200b2\n"
    found = list(yaml_entries(write(tmp_path, "a.yaml", text)))

    assert [entry.content for entry in found if isinstance(entry, SourceEntry)] == [{"a": 1, "b": "01836"}, {"a": 2}]
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


class Seat(SourceModel):
    """A seat in an invented source."""

    title: Word = ""
    address: Words = ""


class Holder(SourceModel):
    """An office-holder in an invented source."""

    name: Word = ""
    ids: Texts = Field(default_factory=dict)
    seats: Listed[Seat] = ()
    first: Inner[Seat] = Seat()
    second: Maybe[Seat] = None


def test_values_of_other_kinds_are_nothing(tmp_path):
    """Where a list, a mapping or a text is expected and something else stands, there is nothing."""
    odd = {"name": {"b": 1}, "ids": "x", "seats": "x", "first": ["x"], "second": {}, "unknown": "\ud800"}
    whole = {"name": ["b", "c"], "seats": [{"title": Ambiguous("06082")}, "x"], "ids": {"wikidata": "Q\ud800"}}

    assert Holder.model_validate(odd) == Holder()
    found = Holder.model_validate(whole)
    assert (found.name, found.seats, found.ids) == ("b; c", (Seat(title="06082"),), {"wikidata": "Q\ud800"})
    assert [type(one).__name__ for one in entries_of(tmp_path, [{"a": 1}, 5], "person")] == ["SourceEntry", "LeftOut"]
    assert list(entries_of(tmp_path, "x", "person")) == []


def test_words_are_one_line_and_texts_several():
    """A word has no line breaks, an address keeps them, and a number or a date is text."""
    seat = Seat.model_validate({"title": "a\nb", "address": "a\n b"})

    assert (seat.title, seat.address) == ("a b", "a\nb")
    assert Seat.model_validate({"title": 7}).title == "7"
    assert Seat.model_validate({"title": date(2025, 1, 2)}).title == "2025-01-02"
    assert [day_of(text) for text in ("2025-01-02", "2025-01-02T10:00", "soon", "")] == [
        date(2025, 1, 2),
        date(2025, 1, 2),
        None,
        None,
    ]


def test_character_that_no_letter_may_hold_loses_nobody(tmp_path):
    """Controls, marks of order and spaces of no width in any field leave the entry what it is."""
    text = "- name: O'Brien\n  link: https://x.example/a\x80\x07\u202e\u200b\ufeff\r\n- name: B\n  note: one\rtwo\n"
    with telling_what_is_left_out() as told:
        found = list(yaml_entries(write(tmp_path, "a.yaml", text)))

    assert [entry.content for entry in found if isinstance(entry, SourceEntry)] == [
        {"name": "O'Brien", "link": "https://x.example/a"},
        {"name": "B", "note": "one two"},
    ]
    assert told.notes() == (
        (
            "invisible characters were left out, such as in 'link: https://x.example/a': U+0007 (control character), "
            "U+0080 (control character), U+200B (zero width space), U+202E (right-to-left override), "
            "U+FEFF (zero width no-break space)"
        ),
    )
