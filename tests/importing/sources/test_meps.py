"""The list of members of the European Parliament, with invented members in its structure."""

from datetime import date

import pytest

from entreaty.problems import ContentError
from tests.support.made_up_sources import MEPS, read, records


def test_member_is_read(tmp_path):
    """The group is the party, the country of election the constituency, whose language is that of letters."""
    first, *_ = records(read(tmp_path, "meps.xml", MEPS))

    assert first.fields == {
        "office": {
            "en": "Member of the European Parliament",
            "de": "Mitglied des Europäischen Parlaments",
            "fr": "Membre du Parlement européen",
        },
        "organisation": {"en": "European Parliament", "de": "Europäisches Parlament", "fr": "Parlement européen"},
        "name": {"given": "Anna", "family": "PRZYKŁAD"},
        "form_of_address": "mep",
        "language": ["pl"],
        "constituency": "Poland",
        "party": "Example Group",
        "identifiers": {"europarl": "900001"},
        "address": {"country": "BE"},
    }
    assert (first.scheme, first.key, first.audience) == ("europarl", "900001", "legislature")


@pytest.mark.parametrize(
    ("whole", "name"),
    [
        ("Anna PRZYKŁAD", {"given": "Anna", "family": "PRZYKŁAD"}),
        ("María EJEMPLO PRUEBA", {"given": "María", "family": "EJEMPLO PRUEBA"}),
        ("Jan Piet van der VOORBEELD", {"given": "Jan Piet", "family": "van der VOORBEELD"}),
        ("Eva in 't VOORBEELD-PROEF", {"given": "Eva", "family": "in 't VOORBEELD-PROEF"}),
        ("Anna Example", None),
    ],
)
def test_family_name_is_what_stands_in_capitals(tmp_path, whole, name):
    """The list writes each family name in capitals, particles not; where nothing is, the whole name is kept."""
    (first, *_) = records(read(tmp_path, "meps.xml", MEPS.replace("Anna PRZYKŁAD", whole)))

    assert first.fields.get("name") == name
    assert first.whole_name == ("" if name else whole)


def test_mandates_that_have_an_end_end(tmp_path):
    """Lists of those who come and go have the day first; "ONGOING" is no end; countries and groups are codes there."""
    _, second, third, fourth = records(read(tmp_path, "meps.xml", MEPS))

    assert (third.since, third.until) == (date(2019, 7, 2), date(2020, 1, 31))
    assert (third.fields["language"], third.fields["party"]) == (["fr"], "EX")
    assert (fourth.until, fourth.held) == (None, "")
    assert second.until is None
    assert fourth.notes == ("'Nowhere' is not the name of a country",)
    assert fourth.fields["language"] == ["en"]


def test_end_that_is_not_understood_holds_the_member_back(tmp_path):
    """Nobody can tell whether such a member still has the office."""
    changed = MEPS.replace("31/01/2020", "soon")

    assert records(read(tmp_path, "meps.xml", changed))[2].held.startswith(
        "nobody can tell whether its office is held: 'mandate-end': 'soon' is no date"
    )


def test_list_without_members_is_refused(tmp_path):
    """A list that holds nobody is told."""
    with pytest.raises(ContentError, match="the file holds no element 'mep', which tells of a person"):
        read(tmp_path, "meps.xml", "<meps></meps>")
