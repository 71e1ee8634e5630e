"""From rows to profiles: what is filled in by which rule, and what is left out."""

from datetime import date
from pathlib import Path

import pytest

from entreaty.content.import_mapping import ImportMapping
from entreaty.content.recipients import Recipient
from entreaty.importing.completion import complete
from entreaty.importing.profiles import Profile, Settings, reach
from entreaty.importing.rows import LeftOut, Place, Reading, Record

DAY = date(2025, 6, 24)
SAID = {
    "office": "Mayor",
    "organisation": "City of Example",
    "address": {"lines": ["1 Way"], "country": "CH"},
    "verified": {"source": "a page"},
}


def _complete(said=None, *, status="unverified", credit="", settings=None, **record):
    place = Place(Path("list.csv"), 7)
    row = Record(
        **{"place": place, "said": SAID if said is None else {**SAID, **said}, "audience": "legislature", **record}
    )
    reading = Reading(kind="csv", rows=(row,), status=status, credit=credit)
    (found,) = complete(reading, Settings(**{"day": DAY, **(settings or {})}))
    return found


def _mapping(**values):
    return {"mapping": ImportMapping.model_validate(values)}


def test_profile_is_whole_and_in_order():
    """A profile holds what the row says and what follows from it, in the order of the format."""
    found = _complete(whole_name="Frau Dr. Anna van der Example")

    assert list(found.fields.items()) == [
        ("office", "Mayor"),
        ("organisation", "City of Example"),
        ("name", {"given": "Anna", "family": "van der Example", "title": "Dr."}),
        ("gender", "f"),
        ("form_of_address", "mayor"),
        ("language", "de"),
        ("audiences", ["legislature"]),
        ("address", {"lines": ["1 Way"], "country": "CH"}),
        ("verified", {"on": DAY, "status": "unverified", "source": "a page"}),
    ]
    assert found.undated
    assert Recipient.model_validate({"id": found.id, **found.fields}).full_name() == "Dr. Anna van der Example"


@pytest.mark.parametrize(
    ("said", "record", "gender"),
    [
        ({"name": {"family": "Example"}}, {"courtesies": ("Herr",)}, "m"),
        ({"name": {"family": "Example"}, "gender": "f"}, {}, "f"),
        ({"name": {"given": "Anna", "family": "Example"}}, {}, None),
        ({"gender": "f"}, {}, None),
    ],
)
def test_gender_is_never_guessed(said, record, gender):
    """A gender is stated by the source, for somebody with a name; a given name states none."""
    assert _complete(said, **record).fields.get("gender") == gender


@pytest.mark.parametrize(
    ("said", "record", "expected"),
    [
        ({}, {"key": "C000127", "scheme": "bioguide", "whole_name": "Maria Cantwell"}, "maria-cantwell-c000127"),
        (
            {},
            {"key": "council/maria_cantwell", "scheme": "popolo", "whole_name": "M. Cantwell"},
            "council-maria-cantwell",
        ),
        ({}, {"key": "ocd-person/90da5348-421e", "scheme": "o", "whole_name": "Abbey Duke"}, "abbey-duke-90da5348"),
        ({}, {"whole_name": "Anna Example"}, "anna-example-city-of-example"),
        ({}, {}, "mayor-city-of-example"),
        ({}, {"id": "my-id", "key": "my id", "scheme": "id", "whole_name": "Anna Example"}, "my-id"),
    ],
)
def test_id_comes_from_the_source(said, record, expected):
    """An id is the row's own, or made of the name and the source's identifier, or of name and organisation."""
    assert _complete(said, **record).id == expected


def test_language_country_and_state_follow_rules():
    """What the row says wins, then the order and the mapping file, then what is official in the country."""
    no_country = {"address": {"lines": ["1 Way"]}}

    assert _complete({"language": ["fr", "de"]}).fields["language"] == ["fr", "de"]
    assert _complete(settings={"language": "it"}).fields["language"] == "it"
    assert _complete(settings=_mapping(set={"language": "en"})).fields["language"] == "en"
    assert _complete(no_country, settings={"country": "FR"}).fields["address"]["country"] == "FR"
    assert _complete(no_country, settings=_mapping(set={"country": "AM"})).fields["language"] == "hy"
    assert _complete(no_country | {"state": "AZ"}).fields["address"]["country"] == "AZ"
    assert _complete(settings=_mapping(set={"state": "CH"})).fields["state"] == "CH"


def test_audiences_come_from_row_order_and_rules():
    """Audiences are gathered from all who give any; what goes without saying counts only where nobody does."""
    rules = [
        {"committee": "foreign affairs", "audiences": ["third-state"]},
        {"office": "MAYOR", "country": "CH", "audiences": ["mediator"]},
        {"category": "eu", "party": "x", "audiences": ["depositary"]},
    ]
    roles = {"roles": [{"organisation": {"en": "Foreign Affairs Committee"}}], "audiences": ["un-body", "unbody"]}
    found = _complete(roles, settings={"audiences": ("regional-body",), **_mapping(rules=rules)}, categories=("eu",))

    assert found.fields["audiences"] == ["un-body", "regional-body", "third-state", "mediator"]
    assert found.notes == ("there is no audience 'unbody'",)
    assert _complete().fields["audiences"] == ["legislature"]
    assert "nothing says its audience" in _complete(audience="").reason


def test_verification_is_honest():
    """Status and day are those of the source, of the mapping file, or of the import, and never better than known."""
    dated = _complete(
        {"verified": {"on": date(2025, 1, 1), "status": "official", "source": "x"}},
        settings={"as_of": date(2025, 2, 2)},
    )
    as_of = _complete(
        {"verified": {}}, status="third-party", credit="Open States", settings={"as_of": date(2025, 2, 2)}
    )
    for_all = _complete({"verified": {}}, settings=_mapping(set={"verified": {"status": "mirror", "source": "y"}}))
    strange = _complete({"verified": {"status": "sure"}})

    assert dated.fields["verified"] == {"on": date(2025, 1, 1), "status": "official", "source": "x"}
    assert not dated.undated
    assert as_of.fields["verified"] == {"on": date(2025, 2, 2), "status": "third-party", "source": "Open States"}
    assert for_all.fields["verified"] == {"on": DAY, "status": "mirror", "source": "y"}
    assert strange.fields["verified"] == {"on": DAY, "status": "unverified", "source": "list.csv"}
    assert strange.notes == ("there is no status 'sure'; it counts as unverified",)


def test_what_is_needed_and_missing_leaves_the_row_out():
    """Without office, organisation or country there is no profile, unless the mapping file gives them for all."""
    found = _complete({"office": "", "organisation": "", "address": {}})

    assert isinstance(found, LeftOut)
    assert found.reason.count("add a column, or set one for all in a mapping file") == 2
    assert "use --country" in found.reason
    whole = _complete(
        {"office": ""}, settings=_mapping(set={"office": {"en": "Mayor", "fr": "Maire"}, "organisation": "City"})
    )
    assert whole.fields["office"] == {"en": "Mayor", "fr": "Maire"}


def test_wrong_optional_fields_are_left_away_and_told():
    """A bad e-mail address, form or address costs itself and not the profile; the words are those of `check`."""
    said = {
        "email": "аnna@example.org",
        "contact_form": "http://example.org",
        "address": {"lines": ["a", "b", "c", "d", "e", "f"], "country": "CH"},
        "note": "hidden \u202e words",
        "identifiers": {"x": "y" * 501},
    }
    found = _complete(said, whole_name="Anna Example")

    assert found.notes == (
        "left without 'note': note: the character U+202E (right-to-left override) cannot stand in a letter",
        "left without 'identifiers': 'x' is too long: at most 500 characters",
        "left without 'address': 'lines' is too long: at most 5 entries",
        "left without 'email': 'email': 'аnna@example.org' holds 'а' (cyrillic small letter a), which is none of a-z",
        "left without 'contact_form': 'contact_form': 'http://example.org' is not a web address",
    )
    assert found.fields["address"] == {"country": "CH"}
    assert {"email", "contact_form", "note", "identifiers"}.isdisjoint(found.fields)


def test_wrong_needed_fields_leave_the_row_out():
    """A name of a megabyte, or a character that hides in it, makes no profile."""
    assert _complete(whole_name="x" * 1_000_000).reason == "'family' is too long: at most 500 characters"
    assert "U+202E" in _complete(whole_name="a\u202eb").reason
    assert "cannot have an id" in _complete(id="con", key="con", scheme="id").reason
    assert "cannot have an id" in _complete({"organisation": "!!", "office": "??"}).reason


def test_letters_after_the_name_are_not_doubled():
    """What the form of address sets after a name is taken from its suffix; other letters stay."""
    name = {"family": "Example", "suffix": "OBE, MP"}
    found = _complete({"office": "Member of Parliament", "name": name})

    assert found.fields["name"] == {"family": "Example", "suffix": "OBE"}


def test_form_of_address_is_chosen_or_asked_for():
    """A known form that the row asks for wins, then that of the mapping file; an unknown one is told."""
    assert _complete({"form_of_address": "judge"}).fields["form_of_address"] == "judge"
    unknown = _complete({"form_of_address": "mayoress"}, settings=_mapping(set={"form_of_address": "senator"}))
    assert unknown.fields["form_of_address"] == "senator"
    assert unknown.notes == ("there is no form of address 'mayoress'",)


def test_office_that_ended_is_marked():
    """An end in the past is when the profile ended; one to come is none yet."""
    assert _complete(until=DAY).fields["ended"] == DAY
    assert "ended" not in _complete(until=date(2031, 1, 3)).fields


def test_how_profiles_are_reached():
    """Profiles are counted by post, only otherwise, and not at all."""
    profiles = [{"address": {"lines": ["x"]}}, {"address": {}, "email": "x"}, {"contact_form": "y"}, {}]

    assert reach(profiles) == (1, 2, 1)
    assert isinstance(_complete(), Profile)
