"""Lists in JSON, JSONL, GeoJSON and results of SPARQL: objects as rows, keys as headings."""

import json

import pytest

from entreaty.importing.sources import json_entries, json_lists
from entreaty.importing.tables.columns import ColumnsError
from entreaty.problems import ContentError
from tests.support.made_up_sources import read, reasons, records

ANNA = {"name": "Anna Keller", "office": "Mayor", "organisation": "Town"}
EVA = {"name": "Eva Muster", "office": "Judge", "organisation": "Court"}


def _read(folder, value, name="list.json", **changes):
    return read(folder, name, value if isinstance(value, str) else json.dumps(value), **changes)


def test_objects_are_rows_and_keys_are_headings(tmp_path):
    """Each entry is a row with its number and its line, and what became of each key is noted."""
    reading = _read(tmp_path, json.dumps([ANNA, {**EVA, "shoe size": 38}], indent=1))

    assert reading.kind == "json"
    assert [(one.whole_name, one.fields["office"]) for one in records(reading)] == [
        ("Anna Keller", "Mayor"),
        ("Eva Muster", "Judge"),
    ]
    assert [one.place.in_file for one in records(reading)] == ["entry 1 (line 2)", "entry 2 (line 7)"]
    assert reading.notes[-2:] == ("key 3 'organisation' is organisation", "key 4 'shoe size' is not used")


@pytest.mark.parametrize(
    ("root", "note"),
    [
        ({"results": [ANNA, EVA], "count": 2}, "the list is 'results'"),
        ({"members": [ANNA, EVA], "tags": ["a", "b"]}, "the list is 'members'"),
        ({"meps": [ANNA, EVA]}, "the list is 'meps'"),
        (
            {"type": "FeatureCollection", "features": [
                {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [7, 46]}, "properties": one}
                for one in (ANNA, EVA)
            ]},
            "the list is 'features'",
        ),
    ],
)  # fmt: skip
def test_list_within_an_object_is_found(tmp_path, root, note):
    """The only list of objects is read, and it is told which; of GeoJSON, the properties."""
    reading = _read(tmp_path, root)

    assert reading.notes[0] == note
    assert [one.whole_name for one in records(reading)] == ["Anna Keller", "Eva Muster"]
    assert [one.place.in_file for one in records(reading)] == ["entry 1", "entry 2"]


def test_further_addresses_and_numbers_of_a_list_are_told(tmp_path):
    """A profile holds the first of a list; the others are told with the entry."""
    mails, phones = ["a@example.org", "b@example.org"], [{"number": "1"}, {"number": "2"}]
    (record,) = records(_read(tmp_path, [{**ANNA, "emails": mails, "phone": ["1", "2", "3"], "fax": phones}]))

    assert (record.fields["email"], record.fields["phone"]) == ("a@example.org", "1")
    assert record.notes == (
        "further e-mail address: b@example.org",
        "further telephone number: 2",
        "further telephone number: 3",
    )


@pytest.mark.parametrize("name", ["list.jsonl", "list.ndjson", "list.json"])
def test_lines_of_objects_are_rows(tmp_path, name):
    """Each line is an entry; a broken one, and one that goes on behind its object, spoil no other."""
    lines = [json.dumps(ANNA), "", '{"name": "B', json.dumps(EVA) + " and more", "[1]", json.dumps(EVA)]
    reading = _read(tmp_path, "\n".join(lines), name)

    assert reading.notes[0] == "one object on each line"
    assert [(one.whole_name, one.place.in_file) for one in records(reading)] == [
        ("Anna Keller", "entry 1 (line 1)"),
        ("Eva Muster", "entry 5 (line 6)"),
    ]
    assert reasons(reading) == [
        (2, "this is not JSON: unterminated string starting at"),
        (3, "behind its object, the line goes on"),
        (4, 'it is no object such as {"name": …}'),
    ]


def test_results_of_wikidata_are_people(tmp_path):
    """The first item is the person: its number identifies, its label is the name; labels go before items."""
    row = {
        "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q900001"},
        "itemLabel": {"xml:lang": "en", "type": "literal", "value": "Anna Keller"},
        "party": {"type": "uri", "value": "http://www.wikidata.org/entity/Q900002"},
        "partyLabel": {"type": "literal", "value": "Green"},
        "genderLabel": {"type": "literal", "value": "female"},
    }
    (anna,) = records(_read(tmp_path, {"head": {"vars": [*row]}, "results": {"bindings": [row]}}))
    (same,) = records(_read(tmp_path, [{key: one["value"] for key, one in row.items()}]))

    assert anna.whole_name == same.whole_name == "Anna Keller"
    assert (anna.scheme, anna.key) == (same.scheme, same.key) == ("wikidata", "Q900001")
    assert anna.fields == same.fields == {"gender": "f", "party": "Green", "identifiers": {"wikidata": "Q900001"}}


@pytest.mark.parametrize(
    ("value", "field", "expected"),
    [
        ({"firstName": "Anna", "familyName": "Keller"}, "name", {"given": "Anna", "family": "Keller"}),
        ({"name": {"first": "Anna", "last": "Keller"}}, "name", {"given": "Anna", "family": "Keller"}),
        (
            {"address": {"street": "Weg 1", "zip": "01067", "city": "Dresden", "country": "DE"}},
            "address",
            {"lines": ["Weg 1", "01067 Dresden"], "country": "DE"},
        ),
        (
            {"address": ["Town Hall", "1 Way", "8001 Exampleton", "Switzerland"]},
            "address",
            {"lines": ["Town Hall", "1 Way", "8001 Exampleton"], "country": "CH"},
        ),
        ({"contact": {"email": "a@example.org"}}, "email", "a@example.org"),
        ({"emails": ["a@example.org", "b@example.org"]}, "email", "a@example.org"),
        ({"tags": ["retired", "lawyer"]}, "tags", ["retired", "lawyer"]),
        ({"offices": [{"phone": "+41 1"}, {"phone": "+41 2"}], "phone": "+41 3"}, "phone", "+41 3"),
        ({"postal_code": 8001.0, "street": "Way 1", "city": "Zürich"}, "address", {"lines": ["Way 1", "8001 Zürich"]}),
        ({"phone": 41315550102}, "phone", "41315550102"),
        ({"note": True}, "note", "yes"),
        ({"note": None, "party": ""}, "note", None),
    ],
)
def test_nested_values_and_lists_are_columns(tmp_path, value, field, expected):
    """Keys in two readings, keys within keys, lists of texts and numbers as they are written."""
    (one,) = records(_read(tmp_path, [{"office": "Mayor", "organisation": "Town", **value}], country=""))

    assert one.fields.get(field) == expected


def test_keys_may_be_named_in_a_mapping_file(tmp_path):
    """A key within a key is called by both; a key that there is not is told."""
    value = [{"who": "Anna Keller", "seat": {"of": "Town"}, "office": "Mayor"}]
    (one,) = records(_read(tmp_path, value, columns={"who": "name", "seat of": "organisation"}))

    assert (one.whole_name, one.fields["organisation"]) == ("Anna Keller", "Town")
    with pytest.raises(ColumnsError, match="the source has no column 'whom'; did you mean 'who'"):
        _read(tmp_path, value, columns={"whom": "name"})


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('{"name": "A", "name": "B"}', "the key 'name' stands in it twice"),
        ('{"address": {"city": "A", "city": "B"}}', "the key 'city' stands in it twice"),
        ('{"name": ' + '{"a": ' * 8 + "1" + "}" * 8 + "}", "its values are nested more than 8 deep"),
        ("{}", "it holds nothing"),
        ("[]", 'it is no object such as {"name": …}'),
        ('"Anna Keller"', 'it is no object such as {"name": …}'),
        ("null", 'it is no object such as {"name": …}'),
        ('{"tags": [' + '"a",' * 100 + '"a"]}', "'tags' holds more than 100 values"),
    ],
)
def test_entry_that_cannot_be_read_is_left_out(tmp_path, entry, reason):
    """Each is told with its place, and spoils no other."""
    reading = _read(tmp_path, f"[{entry}, {json.dumps(ANNA)}]")

    assert reasons(reading) == [(1, reason)]
    assert [one.whole_name for one in records(reading)] == ["Anna Keller"]


def test_what_is_no_number_counts_as_empty_and_is_told(tmp_path):
    """NaN and Infinity, which JSON does not have, are no values."""
    (one,) = records(_read(tmp_path, '[{"name": "Anna Keller", "office": "Mayor", "phone": NaN, "note": -Infinity}]'))

    assert one.notes == (
        "'phone' is NaN, which JSON does not have: it counts as empty",
        "'note' is -Infinity, which JSON does not have: it counts as empty",
    )
    assert one.fields == {"office": "Mayor"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"name": "A"', r"list\.json:1: this is not JSON: expecting ',' delimiter"),
        ('[{"name": "A"}\n\n {"name": "B"}]', r"list\.json:3: this is not JSON: a comma or a \] is missing .* entry 1"),
        ('[{"name": "A"},\n{"name": }]', r"list\.json:2: this is not JSON: expecting value"),
        ("[" * 100_000, "this is not JSON that can be read: it is nested too deeply"),
        ('{"a": ' * 100_000, "this is not JSON that can be read: it is nested too deeply"),
        ("[]", "entry 1: the list is empty"),
        ("[1, 2]", r"list\.json:1: entry 1: it is no object"),
        ('{"name": "Anna Keller"}', "the file holds no list of objects"),
        ('{"results": {"bindings": 5}}', "the file holds no list of objects"),
        ('{"a": [{"name": "A"}], "b": [{"name": "B"}]}', "the file holds several lists of objects: 'a', 'b'"),
        ('[{"shoe size": 38}]', "none of its keys is known: shoe size"),
        ("{not json\nnor this}", "this is not JSON: expecting property name"),
        ('[{"name": "M\xfcller"}]'.encode("latin-1"), r"list\.json:1: the file is not in UTF-8"),
    ],
)
def test_file_that_cannot_be_read_is_refused(tmp_path, content, message):
    """A file that is broken, or holds no list, is told with the line and with what would be right."""
    with pytest.raises(ContentError, match=message):
        read(tmp_path, "list.json", content)


def test_what_stands_behind_the_list_is_told(tmp_path):
    """The entries come in, and the line is told on which something else begins."""
    reading = _read(tmp_path, json.dumps([ANNA]) + "\n\nnotes")

    assert reasons(reading) == [(3, "what stands from here on is no part of the JSON")]
    assert len(records(reading)) == 1


def test_too_many_different_keys_are_refused(tmp_path, monkeypatch):
    """Objects that are no rows of one table are told before a table is made of them."""
    monkeypatch.setattr(json_lists, "_KEYS_CAP", 5)

    with pytest.raises(ContentError, match="its entries have 6 different keys or more"):
        _read(tmp_path, [{f"key {number}": 1} for number in range(6)])


def test_lists_within_lists_are_told(tmp_path):
    """What no cell can hold is not lost without a word."""
    (one,) = records(_read(tmp_path, [{**ANNA, "tags": ["a", ["b"]]}]))

    assert one.fields["tags"] == ["a"]
    assert one.notes == ("'tags' holds lists within a list, which are not read",)


def test_list_without_end_is_refused(tmp_path, monkeypatch):
    """No parliament has so many members."""
    monkeypatch.setattr(json_entries, "_ENTRIES_CAP", 2)

    with pytest.raises(ContentError, match="the list has more than 2 entries"):
        _read(tmp_path, [ANNA] * 3)


def test_other_encodings_are_named(tmp_path):
    """A list in another encoding is read as --encoding says."""
    content = json.dumps([{**ANNA, "name": "Jürgen Müller"}], ensure_ascii=False).encode("windows-1252")

    assert records(read(tmp_path, "a.json", content, encoding="windows-1252"))[0].whole_name == "Jürgen Müller"
