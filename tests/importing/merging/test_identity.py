"""People without identifiers, and identifiers that are long, alike or new: each has an id, and keeps it."""

from collections import Counter

import pytest

from entreaty.content.files.import_mapping import ImportMapping
from entreaty.content.files.recipients import load_recipients
from entreaty.importing.importer import import_recipients
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.report import report
from entreaty.importing.sources.formats import read_source
from tests.support.made_up_sources import DAY, bring, wanted, write

HEAD = "name;office;organisation;constituency;email;birth date;country\n"
NORTH = "John Sample;Member;House;North Town;north@example.org;;GB\n"
SOUTH = "John Sample;Member;House;South Town;south@example.org;;GB\n"


def _bring(campaign, text, **more):
    campaign.mkdir(exist_ok=True)
    return bring(campaign, [write(campaign / "in", "list.csv", text)], audiences=("legislature",), **more)


def _states(done):
    return dict(Counter(line.state for line in report(done.merged)))


def _ids(campaign, field="email"):
    """Return the id by e-mail address, or by another field."""
    return {str(getattr(one, field)): one.id for one in load_recipients(campaign / "recipients.yaml").entries}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (NORTH + SOUTH, 2),
        ("A B;Member;House;North;;;GB\nA B;Member;House;South;;;GB\nA B;Member;House;West;;;GB\n", 3),
        ("A B;Member;House;;;1949-05-03;GB\nA B;Member;House;;;1975-01-02;GB\n", 2),
        ("A B;Member;House;;a@example.org;;GB\nA B;Member;House;;b@example.org;;GB\n", 2),
        (";Head;House;North;;;GB\n;Head;House;South;;;GB\n", 2),
    ],
)
def test_people_of_one_name_are_two_without_identifiers(tmp_path, rows, count):
    """Constituency, e-mail address or birthday tell people of one name apart; importing again changes nothing."""
    first = _bring(tmp_path, HEAD + rows)
    again = _bring(tmp_path, HEAD + rows)

    assert _states(first) == {"imported": count}
    assert _states(again) == {"unchanged": count}
    assert again.written == ()


def test_rows_that_nothing_tells_apart_are_told(tmp_path):
    """A row again, and one that only lacks what another has, may be the same person: one comes in."""
    blank = "John Sample;Member;House;;;;GB\n"
    done = _bring(tmp_path, HEAD + NORTH + NORTH + blank + SOUTH)

    assert _states(done) == {"imported": 2, "left out": 2}
    assert [line.details for line in report(done.merged) if line.state == "left out"] == [
        "its id would be 'john-sample-house' like that of row 2",
        "its id would be 'john-sample-house' like that of row 2",
    ]


def test_namesakes_keep_their_profiles_in_whatever_order(tmp_path):
    """Neither order nor the leaving of the first makes one of two people the other."""
    _bring(tmp_path, HEAD + NORTH + SOUTH)
    before = _ids(tmp_path)
    turned = _bring(tmp_path, HEAD + SOUTH + NORTH)
    left = _bring(tmp_path, HEAD + SOUTH)

    assert before == {"north@example.org": "john-sample-house", "south@example.org": "john-sample-house-2"}
    assert _states(turned) == {"unchanged": 2}
    assert _states(left) == {"unchanged": 1, "ended": 1}
    ended = {one.id: one.ended for one in load_recipients(tmp_path / "recipients.yaml").entries}
    assert ended == {"john-sample-house": DAY, "john-sample-house-2": None}


def test_namesake_who_is_new_is_no_update_of_the_other(tmp_path):
    """A second person of the name, listed before the first, gets an id of the own."""
    _bring(tmp_path, HEAD + NORTH)
    done = _bring(tmp_path, HEAD + SOUTH + NORTH)

    assert _states(done) == {"imported": 1, "unchanged": 1}
    assert _ids(tmp_path)["north@example.org"] == "john-sample-house"


def test_namesake_with_a_new_address_is_known_by_the_constituency(tmp_path):
    """What has stayed of what told two people apart tells whose the row is."""
    _bring(tmp_path, HEAD + NORTH + SOUTH)
    done = _bring(tmp_path, HEAD + SOUTH.replace("south@", "new@") + NORTH)

    assert _states(done) == {"updated": 1, "unchanged": 1}
    assert _ids(tmp_path)["new@example.org"] == "john-sample-house-2"


def test_lone_person_with_a_new_constituency_is_the_same(tmp_path):
    """Where there is but one of the name before and after, it is the same person."""
    _bring(tmp_path, HEAD + NORTH)

    assert _states(_bring(tmp_path, HEAD + SOUTH)) == {"updated": 1}


@pytest.mark.parametrize(
    "own",
    [
        ["x" * 80 + str(number) for number in range(4)],
        ["ch/departement-fuer-auswaertige-angelegenheiten/direktion/" + "abteilung-" * 3 + end for end in "abcd"],
        ["a/b", "a-b", "a_b", "a.b"],
        ["ocd-person/90da5348-421e-4a4c-8a2b-00000000000" + end for end in "1234"],
        ["Ä-1", "A-1", "á 1", "a--1"],
    ],
)
@pytest.mark.parametrize("heading", ["id", "identifier", "identifier (list)"])
def test_identifiers_that_look_alike_are_different_people(tmp_path, own, heading):
    """Long ones with one beginning, and those that differ in signs only, all come in, and stay who they are."""
    head = f"{heading};name;office;organisation;country;email\n"
    rows = [f"{one};Ann Example;Head;House;CH;{number}@example.org\n" for number, one in enumerate(own)]
    first = _bring(tmp_path, head + "".join(rows))
    ids = _ids(tmp_path)
    again = _bring(tmp_path, head + "".join(reversed(rows)))

    assert _states(first) == {"imported": 4}
    assert len(set(ids.values())) == 4
    assert max(map(len, ids.values())) <= 64
    assert _states(again) == {"unchanged": 4}


@pytest.mark.thorough
def test_thousands_of_identifiers_with_one_beginning_all_come_in(tmp_path):
    """2,785 ids whose first 64 characters are the same are 2,785 profiles."""
    start = "ch-bundesrat-eidgenoessisches-finanzdepartement-eidgenoessisches-amt"
    rows = (f"{start}-{number};Leitung;Amt {number};CH\n" for number in range(2_785))
    done = _bring(tmp_path, "id;office;organisation;country\n" + "".join(rows))

    assert _states(done) == {"imported": 2_785}


def test_list_that_gets_identifiers_keeps_its_profiles(tmp_path):
    """Who was known by name and organisation is known by the identifier from then on."""
    head = "name;office;organisation;country;identifier\n"
    _bring(tmp_path, head + "Ann Example;Head;House;CH;\nBen Sample;Head;House;CH;\n")
    with_them = _bring(tmp_path, head + "Ann Example;Head;House;CH;1\nBen Sample;Head;House;CH;2\n")
    corrected = _bring(tmp_path, head + "Anne Example;Head;House;CH;1\nBen Sample;Head;House;CH;2\n")

    assert _states(with_them) == {"unchanged": 2}
    assert _states(corrected) == {"updated": 1, "unchanged": 1}
    assert set(_ids(tmp_path, "id")) == {"ann-example-house", "ben-sample-house"}


def test_profiles_with_ids_of_the_first_version_keep_them(tmp_path):
    """An id that was cut after 64 characters stays with whom it was given to; others with its beginning are new."""
    start = "directorate-for-consular-matters-of-the-federal-department-of-foreign-affairs"
    head = "id;office;organisation;country\n"
    first = f"{start}-a;Head;Division A;CH\n"
    _bring(tmp_path, head + first)
    (new,) = _ids(tmp_path, "id")
    for name in ("recipients.yaml", "recipients.imported.json"):
        path = tmp_path / name
        path.write_text(
            path.read_text(encoding="utf-8").replace(f"id:{start}-a", f"id:{start[:64]}").replace(new, start[:64]),
            encoding="utf-8",
        )
    done = _bring(tmp_path, head + first + f"{start}-b;Head;Division B;CH\n")

    assert _states(done) == {"unchanged": 1, "imported": 1}
    assert start[:64] in _ids(tmp_path, "id")


@pytest.mark.parametrize(
    ("column", "line"),
    [("email", "email: a@example.org"), ("phone", "phone: +41 1"), ("party", "party: Greens"), ("committee", "roles:"),
     ("address", "lines: [1 Way]")],
)  # fmt: skip
def test_column_that_an_edition_lacks_empties_nothing(tmp_path, column, line):
    """What the source does not speak of this time stays, and is told; an empty cell empties the field."""
    values = {"email": "a@example.org", "phone": "+41 1", "party": "Greens", "committee": "Budget", "address": "1 Way"}
    head, row = "identifier;name;office;organisation;country", "1;Ann Example;Head;House;CH"
    _bring(tmp_path, f"{head};{column}\n{row};{values[column]}\n")
    without = _bring(tmp_path, f"{head}\n{row}\n")
    again = _bring(tmp_path, f"{head};{column}\n{row};{values[column]}\n")
    there = (tmp_path / "recipients.yaml").read_text(encoding="utf-8")
    emptied = _bring(tmp_path, f"{head};{column}\n{row};\n")

    assert _states(without) == {"unchanged": 1}
    assert len(without.merged.stayed) == 1
    assert _states(again) == {"unchanged": 1}
    assert line in there
    assert _states(emptied) == {"updated": 1}
    assert line not in (tmp_path / "recipients.yaml").read_text(encoding="utf-8")


def _with_mapping(campaign, text, ignore):
    source = write(campaign / "in", "list.csv", text)
    mapping = ImportMapping.model_validate({"ignore": ignore})
    settings = ImportSettings(day=DAY, source="list", audiences=("legislature",), mapping=mapping)
    found = read_source([source], "", wanted(ignore=mapping.ignore))
    return import_recipients(found, settings, campaign, campaign / "recipients.yaml")


@pytest.mark.parametrize(
    ("broken", "ignore", "reason"),
    [
        ("Seat 9;;;;;;\n", {"value": "seat 9"}, "the mapping file ignores it: value 'seat 9'"),
        (";;;Nowhere;;;;;too;many\n", {"value": "Nowhere"}, "the mapping file ignores it: value 'Nowhere'"),
    ],
)
def test_row_that_is_ignored_does_not_switch_upkeep_off(tmp_path, broken, ignore, reason):
    """One row that can never come in keeps everybody from ending, until the mapping file ignores it: told each time."""
    _bring(tmp_path, HEAD + NORTH + SOUTH)
    spared = _bring(tmp_path, HEAD + NORTH + broken)
    done = _with_mapping(tmp_path, HEAD + NORTH + broken, [ignore])
    lines = report(done.merged)

    assert spared.merged.spared == "one of its rows could not be read"
    assert _states(done) == {"unchanged": 1, "left out": 1, "ended": 1}
    assert [(line.details, line.problem) for line in lines if line.state == "left out"] == [(reason, False)]


def test_row_is_ignored_by_its_identifier(tmp_path):
    """The source's identifier names a row in any format; an entry that no row has is told."""
    text = "identifier;name;office;organisation;country\n1;Ann Example;Head;House;CH\n2;Ben Sample;;House;CH\n"
    done = _with_mapping(tmp_path, text, [{"identifier": "2"}, {"identifier": "3"}])

    assert _states(done) == {"imported": 1, "left out": 1}
    assert "no row has the identifier '3' that the mapping file ignores" in done.source.notes


@pytest.mark.parametrize(
    "row",
    [
        "1;Ann Example;;;;former\n",
        "1;Ann Example;Head;House;Narnia;2025-01-31\n",
        "1;Ann Example;Former Head;House;CH;\n",
    ],
)
def test_row_that_says_that_the_office_is_over_needs_nothing_else(tmp_path, row):
    """Whoever has left is ended, though the row has no office any more, or a country that nobody knows."""
    head = "identifier;name;office;organisation;country;left office\n"
    other = "2;Ben Sample;Head;House;CH;\n"
    _bring(tmp_path, f"{head}1;Ann Example;Head;House;CH;\n{other}")
    done = _bring(tmp_path, head + row + other)
    again = _bring(tmp_path, head + row + other)
    new = _bring(tmp_path / "new", head + row + other)
    ended = {one.id: one.ended for one in load_recipients(tmp_path / "recipients.yaml").entries}

    assert _states(done) == {"ended": 1, "unchanged": 1}
    assert (ended["ann-example-1"] is not None, ended["ben-sample-2"]) == (True, None)
    assert _states(again) == {"unchanged": 2}
    assert _states(new) == {"imported": 1, "left out": 1}
    assert not any(line.problem for line in report(new.merged))
