"""Profiles and districts find each other by id, else by name, and what does not is told both ways."""

from datetime import date
from pathlib import Path

from entreaty.content.districts.lookup import District, Found
from entreaty.content.districts.representatives import Representatives, normal_name
from entreaty.problems import Location
from tests.support.sample_content import make_recipient

DAY = date(2026, 11, 28)
ALDER = District("uk-commons", "E14009001", "Alder and Birch", "GB")
CEDAR = District("uk-commons", "E14009002", "St. Cedar", "GB")
FIRST = [District("us-house", f"98{state}1", "Congressional District 1", "US") for state in ("A", "B")]


def _member(name, **changes):
    return make_recipient(id=name, address={"lines": ["1 Way"], "country": "GB"}, state="GB", **changes)


def _matched(recipients, *districts):
    found = [Found(one, Location(Path("codes.csv"), 2)) for one in districts]
    return Representatives(recipients, found, DAY)


def _ids(recipients):
    return [one.id for one in recipients]


def test_profile_represents_the_district_that_it_names():
    """`represents` decides, whatever the constituency is called."""
    member = _member("lee", constituency="Elsewhere", represents=[{"kind": "uk-commons", "id": "E14009001"}])
    matched = _matched([member], ALDER, CEDAR)

    assert _ids(matched.of(ALDER)) == ["lee"]
    assert matched.of(CEDAR) == ()
    assert matched.problems == ()


def test_names_are_compared_in_normal_form():
    """Case, accents, dashes, full stops and "&" do not matter, in whatever language of the profile."""
    members = [
        _member("lee", constituency="ALDER & BIRCH"),
        _member("roth", constituency={"fr": "Ailleurs", "en": "St Cedar"}),
    ]
    matched = _matched(members, ALDER, CEDAR)

    assert _ids(matched.of(ALDER)) == ["lee"]
    assert _ids(matched.of(CEDAR)) == ["roth"]
    assert normal_name("Flensburg – Schleswig") == normal_name("Flensburg-Schleswig") == "flensburg schleswig"


def test_district_may_have_several_members():
    """Both members of a ward with two seats represent it, and one may represent several districts."""
    ward = District("ward", "W1", "Mill", "GB")
    both = [{"kind": "ward", "id": "W1"}, {"kind": "uk-commons", "id": "E14009001"}]
    matched = _matched([_member("lee", represents=both), _member("roth", constituency="Mill")], ward, ALDER)

    assert _ids(matched.of(ward)) == ["lee", "roth"]
    assert _ids(matched.of(ALDER)) == ["lee"]


def test_name_of_several_districts_is_not_guessed():
    """A name that two districts have is told, and matches none of them."""
    member = make_recipient(
        id="lee", address={"lines": ["1 Way"], "country": "US"}, state="US", constituency="Congressional District 1"
    )
    matched = _matched([member], *FIRST)

    assert [matched.of(one) for one in FIRST] == [(), ()]
    (problem,) = matched.problems
    assert problem.message == "'Congressional District 1' of 'lee' is what 2 districts are called"
    assert problem.hint == ("say which with 'represents': [{kind: us-house, id: 98A1} or {kind: us-house, id: 98B1}]")


def test_name_counts_in_its_own_country():
    """A constituency of another country that is called the same is another one."""
    abroad = make_recipient(constituency="St Cedar", state="US", address={"lines": ["1 Way"], "country": "US"})
    matched = _matched([abroad], CEDAR)

    assert matched.of(CEDAR) == ()
    assert matched.problems == ()


def test_who_has_left_represents_nobody():
    """From the day on which they ended, profiles are passed over."""
    members = [
        _member("old", constituency="St. Cedar", ended=DAY),
        _member("new", constituency="St. Cedar", ended=date(2026, 11, 29)),
    ]

    assert _ids(_matched(members, CEDAR).of(CEDAR)) == ["new"]


def test_profiles_without_a_district_are_told():
    """An id or a kind that no table has, and a name that nothing is called, each say what may be meant."""
    members = [
        _member("lee", represents=[{"kind": "uk-commons", "id": "E14009003"}]),
        _member("roth", represents=[{"kind": "uk-comons", "id": "E14009001"}]),
        _member("ito", constituency="Alder and Brich"),
    ]
    matched = _matched(members, ALDER, CEDAR)

    assert [(one.message, one.hint, one.level) for one in matched.problems] == [
        (
            "'lee' represents 'E14009003', and the tables have no district 'E14009003' of the kind 'uk-commons'",
            "did you mean 'E14009001'?",
            "warning",
        ),
        (
            "'roth' represents 'E14009001', and the tables have no districts of the kind 'uk-comons'",
            "kinds are: uk-commons",
            "warning",
        ),
        (
            "no table has a district that is called 'Alder and Brich', as 'ito' has it",
            "did you mean 'Alder and Birch'?",
            "warning",
        ),
    ]


def test_districts_without_a_profile_are_told():
    """Those of each kind are told together, the first ten by name."""
    wards = [District("ward", f"W{number:02}", "", "GB") for number in range(1, 13)]
    matched = _matched([_member("lee", constituency="St. Cedar")], ALDER, CEDAR, *wards)

    assert [str(one) for one in matched.unrepresented()] == [
        "uk-commons: 1 of 2 districts without a profile: Alder and Birch (E14009001)",
        "ward: 12 of 12 districts without a profile: W01, W02, W03, W04, W05, W06, W07, W08, W09, W10 and 2 more",
    ]
