"""The master data of the German Bundestag, with invented members in the structure of the file."""

from datetime import date

import pytest

from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.report import report
from entreaty.problems import ContentError
from tests.support.made_up_sources import BUNDESTAG, DAY, bring, read, reasons, records, write


def test_member_is_read(tmp_path):
    """Today's name with its title, constituency, party, committees of today; nothing of religion or family."""
    reading = read(tmp_path, "MDB_STAMMDATEN.XML", BUNDESTAG)
    first, second, third = records(reading)

    assert (reading.kind, reading.status, reading.credit) == ("bundestag", "third-party", "Deutscher Bundestag")
    assert reading.as_of == date(2025, 5, 27)
    assert first.fields == {
        "office": {"de": "Mitglied des Deutschen Bundestages", "en": "Member of the German Bundestag"},
        "organisation": {"de": "Deutscher Bundestag", "en": "German Bundestag"},
        "name": {"given": "Anna", "family": "Freifrau von Beispiel", "title": "Dr."},
        "gender": "f",
        "language": ["de"],
        "state": "DE",
        "constituency": "Beispielstadt I",
        "party": "Grün",
        "roles": [
            {"organisation": "Beispielausschuss", "role": "Ordentliches Mitglied"},
            {"organisation": "Deutscher Bundestag", "role": "Schriftführer"},
        ],
        "identifiers": {"bundestag": "99000001"},
        "address": {"country": "DE"},
    }
    assert (first.scheme, first.key, first.audience) == ("bundestag", "99000001", "legislature")
    assert (first.since, first.until, first.born) == (date(2025, 3, 25), None, date(1970, 10, 20))
    assert str(first.place).endswith("MDB_STAMMDATEN.XML: entry 1 (line 6)")
    assert "constituency" not in second.fields
    assert third.fields["constituency"] == "Landesliste Nordrhein-Westfalen"


def test_who_has_left_or_died_has_left(tmp_path):
    """The end of the last Wahlperiode counts, whatever its place, and so does a day of death."""
    _, left, died = records(read(tmp_path, "a.xml", BUNDESTAG))

    assert left.until == date(2021, 10, 26)
    assert died.until == date(2025, 4, 1)
    profiles = complete(read(tmp_path, "a.xml", BUNDESTAG), ImportSettings(day=DAY))
    assert [one.fields.get("ended") for one in profiles] == [None, date(2021, 10, 26), date(2025, 4, 1)]


@pytest.mark.parametrize(
    ("old", "new", "held"),
    [
        (
            "<MDBWP_BIS/>",
            "<MDBWP_BIS>bald</MDBWP_BIS>",
            "nobody can tell whether its office is held: 'MDBWP_BIS': 'bald' is no date",
        ),
        ("WAHLPERIODEN>", "PERIODEN>", "it has no WAHLPERIODE, so nobody can tell whether its office is held"),
    ],
)
def test_office_that_may_have_ended_holds_the_member_back(tmp_path, old, new, held):
    """An end that is not understood, and a member without any Wahlperiode, are told."""
    assert records(read(tmp_path, "a.xml", BUNDESTAG.replace(old, new)))[0].held.startswith(held)


def test_file_that_breaks_off_keeps_what_stands_above(tmp_path):
    """The members above a fault come in; a last row tells where the file breaks off, and nobody counts as gone."""
    reading = read(tmp_path, "a.xml", BUNDESTAG[: BUNDESTAG.index("<ID>99000003")])

    assert len(records(reading)) == 2
    assert reasons(reading) == [(86, "from here on the file cannot be read: this is not XML: no element found")]
    assert not reading.complete


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BUNDESTAG.replace("MDB>", "MDL>"), "holds no element 'MDB', which tells of a person"),
        (BUNDESTAG.replace('"MDB_STAMMDATEN.DTD"', '"x" [<!ENTITY a "b">]'), r"a\.xml:2: it declares entities"),
        (BUNDESTAG.replace("<ID>99000001", "<ID>&x;"), r"a\.xml:7: it uses the entity 'x'"),
    ],
)
def test_file_of_which_nothing_can_be_used_is_refused(tmp_path, content, message):
    """A file without members, and one with entities, are told with the line."""
    with pytest.raises(ContentError, match=message):
        read(tmp_path, "a.xml", content)


def test_members_come_in_once_and_stay_unchanged(tmp_path):
    """Who is in office comes in; the others are told; the same file a year later changes nothing."""
    path = write(tmp_path, "MDB_STAMMDATEN.XML", BUNDESTAG)
    (tmp_path / "c").mkdir()
    first = bring(tmp_path / "c", [path], audiences=("legislature",))
    again = bring(tmp_path / "c", [path], audiences=("legislature",), day=date(2026, 6, 24))

    assert [(line.state, line.id) for line in report(first.merged) if line.state == "imported"] == [
        ("imported", "anna-freifrau-von-beispiel-99000001")
    ]
    assert again.written == ()
    text = (tmp_path / "c" / "recipients.yaml").read_text(encoding="utf-8")
    assert "form_of_address: member-of-parliament" in text
    assert "verified: {day: 2025-05-27, status: third-party, source: Deutscher Bundestag}" in text
