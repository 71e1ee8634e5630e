"""People from one edition of a source to the next, in every format: who stays, changes, left or is another."""

from collections import Counter
from datetime import date

import pytest

from entreaty.content.files.recipients import load_recipients
from entreaty.importing.report import report
from tests.support.editions import FORMATS, Official, edition
from tests.support.made_up_sources import DAY, bring

each_format = pytest.mark.parametrize("kind", FORMATS)
ANNA = Official(key="1", born="1949-05-03")
BEN = Official(key="2", given="Ben", family="Sample")


def _bring(campaign, kind, *officials, **more):
    """Import an edition, as the one before under the same name."""
    campaign.mkdir(exist_ok=True)
    paths = edition(campaign / "in", kind, officials)
    return bring(campaign, paths, **{"source": "list", "audiences": ("legislature",), "country": "US", **more})


def _states(done):
    return dict(Counter(line.state for line in report(done.merged)))


def _there(campaign):
    """Return those in the file of recipients by family name and birthday of their first edition."""
    checked = load_recipients(campaign / "recipients.yaml")
    assert checked.problems == ()
    return {one.id: one for one in checked.entries}


def _edit(campaign, name, line):
    """Write a line into a profile by hand."""
    path = campaign / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    assert f"  - id: {name}\n" in text
    path.write_text(text.replace(f"  - id: {name}\n", f"  - id: {name}\n    {line}\n"), encoding="utf-8")


@each_format
def test_the_same_edition_again_changes_nothing(tmp_path, kind):
    """A year later the same people are unchanged, and no file is written."""
    first = _bring(tmp_path / "c", kind, ANNA, BEN)
    again = _bring(tmp_path / "c", kind, ANNA, BEN, day=date(2026, 6, 24))

    assert _states(first) == {"imported": 2}
    assert _states(again) == {"unchanged": 2}
    assert again.written == ()


@each_format
def test_corrected_name_keeps_profile_edits_and_id(tmp_path, kind):
    """Whoever has the identifier is the same person: the id, by which letters were sent, and edits by hand stay."""
    _bring(tmp_path / "c", kind, ANNA, BEN)
    (name,) = [one.id for one in _there(tmp_path / "c").values() if one.name.family == "Example"]
    _edit(tmp_path / "c", name, "note: met in May")
    again = _bring(tmp_path / "c", kind, Official(key="1", given="Ann", family="Exampel", born="1949-05-03"), BEN)

    assert _states(again) == {"updated": 1, "unchanged": 1}
    there = _there(tmp_path / "c")
    assert (there[name].name.given, there[name].name.family, there[name].note) == ("Ann", "Exampel", "met in May")
    assert all(one.ended is None for one in there.values())
    assert len(there) == 2


@pytest.mark.no_cover
@each_format
def test_new_office_updates_the_one_profile(tmp_path, kind):
    """Who has another office is the same person in it, with the row of the old one left out or without."""
    _bring(tmp_path / "c", kind, ANNA, BEN)
    old = Official(key="1", born="1949-05-03", until="2025-01-03")
    new = Official(key="1", born="1949-05-03", office="Representative", since="2025-01-03")
    rows = [new] if kind == "vcard" else [old, new]
    again = _bring(tmp_path / "c", kind, *rows, BEN)

    assert {state: count for state, count in _states(again).items() if state != "left out"} == {
        "updated": 1,
        "unchanged": 1,
    }
    anna = next(one for one in _there(tmp_path / "c").values() if one.name.family == "Example")
    assert str(anna.office.best("en")) == "Representative"
    assert anna.ended is None
    assert _states(_bring(tmp_path / "c", kind, *rows, BEN)).get("updated") is None


@pytest.mark.no_cover
@each_format
def test_who_is_gone_from_the_source_has_left(tmp_path, kind):
    """Who is in no row any more is ended on the day of the import, and in office again when a row tells of it."""
    _bring(tmp_path / "c", kind, ANNA, BEN)
    gone = _bring(tmp_path / "c", kind, BEN)
    ended = {one.name.family: one.ended for one in _there(tmp_path / "c").values()}
    back = _bring(tmp_path / "c", kind, ANNA, BEN)

    assert _states(gone) == {"unchanged": 1, "ended": 1}
    assert ended == {"Example": DAY, "Sample": None}
    assert _states(back) == {"updated": 1, "unchanged": 1}
    assert all(one.ended is None for one in _there(tmp_path / "c").values())


@pytest.mark.no_cover
@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "vcard"])
@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("2025-06-01", date(2025, 6, 1)),
        ("2025-05", date(2025, 5, 31)),
        ("2024", date(2024, 12, 31)),
        ("31/05/2025", date(2025, 5, 31)),
        ("4. Juni 2024", date(2024, 6, 4)),
        ("juin 2024", date(2024, 6, 30)),
    ],
)
def test_whose_office_ended_gets_the_day(tmp_path, kind, until, day):
    """An end in whatever form is an end, in every format that has one, and stays one when it is imported again."""
    _bring(tmp_path / "c", kind, ANNA, BEN)
    rows = (Official(key="1", born="1949-05-03", until=until), BEN)
    _bring(tmp_path / "c", kind, *rows)
    again = _bring(tmp_path / "c", kind, *rows)

    assert {one.name.family: one.ended for one in _there(tmp_path / "c").values()} == {"Example": day, "Sample": None}
    assert _states(again) == {"unchanged": 2}


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "vcard"])
def test_end_that_is_not_understood_holds_the_row_back(tmp_path, kind):
    """Nobody comes in whose end nobody understands; who was there stays as it is, and others come in."""
    rows = (Official(key="1", until="in spring"), BEN)
    new = _bring(tmp_path / "new", kind, *rows)
    _bring(tmp_path / "c", kind, ANNA, BEN)
    known = _bring(tmp_path / "c", kind, *rows)

    assert _states(new) == {"imported": 1, "left out": 1}
    (told,) = [line for line in report(new.merged) if line.state == "left out"]
    assert told.problem
    assert "'in spring' is no date such as 2025-06-24" in told.details
    assert _states(known) == {"unchanged": 1, "left out": 1}
    assert all(one.ended is None for one in _there(tmp_path / "c").values())


@pytest.mark.no_cover
@each_format
def test_namesake_is_another_person(tmp_path, kind):
    """Two people of one name are two, whoever stands first, and when one of them leaves, the other stays who it is."""
    other = Official(key="9", born="1975-01-02")
    _bring(tmp_path / "c", kind, ANNA)
    (anna,) = _there(tmp_path / "c")
    both = _bring(tmp_path / "c", kind, other, ANNA)
    (namesake,) = set(_there(tmp_path / "c")) - {anna}
    turned = _bring(tmp_path / "c", kind, ANNA, other)
    left = _bring(tmp_path / "c", kind, other)

    assert _states(both) == {"imported": 1, "unchanged": 1}
    assert _states(turned) == {"unchanged": 2}
    assert _states(left) == {"unchanged": 1, "ended": 1}
    assert {name: one.ended for name, one in _there(tmp_path / "c").items()} == {anna: DAY, namesake: None}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "vcard"])
def test_identifier_of_two_people_is_told_and_neither_comes_in(tmp_path, kind):
    """One identifier with two birth dates is nobody's: both rows are told, and who had it before stays as it is."""
    twice = (ANNA, Official(key="1", born="1975-01-02"), BEN)
    new = _bring(tmp_path / "new", kind, *twice)
    _bring(tmp_path / "c", kind, ANNA, BEN)
    known = _bring(tmp_path / "c", kind, *twice)

    assert _states(new) == {"imported": 1, "left out": 2}
    told = [line.details for line in report(new.merged) if line.state == "left out"]
    assert all("its identifier '1' too, with another birth date: neither comes in" in one for one in told)
    assert _states(known) == {"unchanged": 1, "left out": 2}
    assert all(one.ended is None for one in _there(tmp_path / "c").values())


@pytest.mark.parametrize("kind", ["csv", "xlsx", "vcard"])
def test_identifier_that_names_two_people_is_told(tmp_path, kind):
    """A card copied with its identifier for somebody else is not the same person."""
    done = _bring(tmp_path / "c", kind, ANNA, Official(key="1", given="Ben", family="Sample"))

    assert _states(done) == {"left out": 2}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_other_offices_of_today_are_roles(tmp_path, kind):
    """Of several rows of one person, the office that began last is that of the letter, and the other is a role."""
    rows = (
        Official(key="1", since="2015-01-01", until="2019-01-01", office="Representative"),
        Official(key="1", since="2021-01-01"),
        Official(key="1", since="2024-01-01", office="Minister"),
    )
    done = _bring(tmp_path / "c", kind, *rows)
    (anna,) = _there(tmp_path / "c").values()

    assert _states(done) == {"imported": 1, "left out": 2}
    assert [line.details for line in report(done.merged) if line.state == "left out"] == [
        "it is the person of row 4, and this office ended on 2019-01-01",
        "it is the person of row 4, and what it says besides is there",
    ]
    assert not any(line.problem for line in report(done.merged))
    assert str(anna.office.best("en")) == "Minister"
    assert [(str(one.organisation.best("en")), str(one.role.best("en"))) for one in anna.roles] == [
        ("Senate", "Senator")
    ]
