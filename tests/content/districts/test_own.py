"""Who represents a sender: by real formats of tables, in every chamber, and a question where nobody knows."""

from datetime import date

import pytest

from entreaty.content.districts.lookup import opened_lookup
from entreaty.content.districts.own import own_representatives
from entreaty.content.districts.representatives import Representatives
from tests.support.sample_content import make_recipient, make_sender
from tests.support.sample_districts import (
    CENSUS,
    CENSUS_ENTRY,
    WAHLKREISE,
    WAHLKREISE_ENTRY,
    add_table,
    entry,
    name_tables,
)

DAY = date(2026, 11, 28)


def _member(name, country, *districts, constituency=None):
    entries = [{"kind": kind, "id": number} for kind, number in districts]
    return make_recipient(
        id=name,
        address={"lines": ["1 Way"], "country": country},
        state=country,
        constituency=constituency,
        **({"represents": entries} if entries else {}),
    )


def _own(campaign, cache, recipients, day=DAY, **sender):
    with opened_lookup(campaign, cache) as lookup:
        representatives = Representatives(recipients, lookup.districts(day), day)
        fields = {"constituency": None, **sender}
        return own_representatives(make_sender(**fields), lookup, representatives, day)


def _told(own):
    return [(one.level, one.message, one.hint) for one in own.problems]


def _answers(own, recipients):
    answers = {one.id: own.answer(one) for one in recipients}
    return {name: answer and answer.holds for name, answer in answers.items()}


MEMBERS = [
    _member("alder", "GB", constituency="Alder & Birch"),
    _member("cedar", "GB", ("uk-commons", "E14009002")),
    _member("elsewhere", "GB", constituency="Nowhere"),
    _member("abroad", "DE"),
]


def test_postcode_says_who_represents_the_sender(british, cache):
    """The one member of the row's constituency does, others do not, and of whom no table knows nothing is said."""
    own = _own(british, cache, MEMBERS, country="GB", postcode="sw1a0aa")

    assert _answers(own, MEMBERS) == {"alder": True, "cedar": False, "elsewhere": None, "abroad": None}
    row = british / "districts" / "codes.csv"
    assert own.answer(MEMBERS[0]).why == f"represents the sender: Alder and Birch (E14009001), {row}:2"
    assert own.answer(MEMBERS[1]).why == "represents others: St. Cedar (E14009002)"
    assert own.answer(MEMBERS[2]) is None
    assert own.problems == ()


def test_unknown_code_is_told_at_its_line(british, cache):
    """A code that no table has decides nothing: the hint says what would."""
    own = _own(british, cache, MEMBERS, country="GB", postcode="SW1A 9ZZ")

    assert _answers(own, MEMBERS)["alder"] is None
    assert own.answer(MEMBERS[0]).why == "no row of uk-commons has the postcode SW1A 9ZZ"
    assert _told(own) == [
        (
            "warning",
            f"no table of GB that holds on {DAY} has the postal code SW1A 9ZZ",
            (
                "compare it with the address; if it is right, the table is older, or not of that area; "
                "or write 'constituency: …'"
            ),
        )
    ]


def test_country_without_a_table_is_told(british, cache):
    """A sender of another country is represented by none of these, and what is missing is told."""
    own = _own(british, cache, MEMBERS, country="DE", postcode="10969")

    assert own.by_id == {}
    assert _answers(own, MEMBERS)["alder"] is False
    assert [one.message for one in own.problems] == [f"no table of DE holds on {DAY}"]


@pytest.mark.parametrize("constituency", ["Alder and BIRCH", "e14009001", {"fr": "Ailleurs", "en": "Alder & Birch"}])
def test_sender_without_a_postcode_is_known_by_the_constituency(british, cache, constituency):
    """A name or an id that the tables have stands for the district, also of a profile that has only its id."""
    member = _member("lee", "GB", ("uk-commons", "E14009001"))
    own = _own(british, cache, [member, MEMBERS[1]], country="GB", constituency=constituency)

    assert _answers(own, [member, MEMBERS[1]]) == {"lee": True, "cedar": False}
    assert own.problems == ()


def test_constituency_that_contradicts_the_code_is_told(british, cache):
    """Where the sender's file and the table disagree, nobody is written to as the sender's representative."""
    own = _own(british, cache, MEMBERS, country="GB", postcode="SW1A 0AA", constituency="St Cedar")

    assert (_answers(own, MEMBERS)["alder"], _answers(own, MEMBERS)["cedar"]) == (None, None)
    row = british / "districts" / "codes.csv"
    message = f"the postcode SW1A 0AA lies in Alder and Birch (E14009001) ({row}:2), and not in St. Cedar (E14009002)"
    assert _told(own) == [("warning", message, "correct one of the two, or remove 'constituency'")]


@pytest.mark.parametrize(("day", "names"), [(date(2024, 5, 29), ["old"]), (date(2024, 5, 30), ["new"])])
def test_day_decides_between_old_and_new_boundaries(campaign, cache, day, names):
    """The table that holds on the day of the letter says it."""
    add_table(campaign, "old.csv", "pcds,pcon\nSW1A 0AA,E14000001\n")
    add_table(campaign, "new.csv", "pcds,pcon\nSW1A 0AA,E14009001\n")
    name_tables(
        campaign,
        entry("old.csv", "GB", "uk-commons", "pcds: postcode, pcon: id", ", until: 2024-05-30"),
        entry("new.csv", "GB", "uk-commons", "pcds: postcode, pcon: id", ", from: 2024-05-30"),
    )
    members = [_member("old", "GB", ("uk-commons", "E14000001")), _member("new", "GB", ("uk-commons", "E14009001"))]

    assert [*_own(campaign, cache, members, day, country="GB", postcode="SW1A 0AA").by_id] == names


def test_every_member_of_ward_and_region_represents_the_sender(campaign, cache):
    """Both members of a ward with two seats do, and those of a region's list, in every chamber at once."""
    add_table(campaign, "wards.csv", "postcode,ward,region\nSW1A 0AA,W1,R1\nSW1A 0AB,W2,R1\n")
    name_tables(
        campaign,
        entry("wards.csv", "GB", "ward", "postcode: postcode, ward: id"),
        entry("wards.csv", "GB", "region", "postcode: postcode, region: id"),
    )
    members = [
        *(_member(name, "GB", ("ward", "W1")) for name in ("lee", "roth")),
        _member("other", "GB", ("ward", "W2")),
        *(_member(f"list-{number}", "GB", ("region", "R1")) for number in (1, 2, 3)),
    ]
    own = _own(campaign, cache, members, country="GB", postcode="SW1A 0AA")

    assert {*own.by_id} == {"lee", "roth", "list-1", "list-2", "list-3"}
    assert own.answer(members[2]).holds is False


SENATORS = [_member(f"senator-{state.lower()}", "US", ("us-state", f"US-{state}")) for state in ("CA", "NV")]
HOUSE = [_member(f"house-{number}", "US", ("us-house", number)) for number in ("0601", "0602")]


def _american(campaign, *entries):
    """Name the relationship file of the Census Bureau, with districts of California, and one of Nevada."""
    table = CENSUS.replace("|980", "|060")
    nevada = table.splitlines()[-1].replace("|0602|", "|3201|").replace("||", "|89001|", 1)
    add_table(campaign, "zcta.txt", f"{table}{nevada}\n", "utf-8-sig")
    name_tables(campaign, CENSUS_ENTRY, *entries)
    return campaign


def test_senator_represents_the_state_that_a_district_lies_in(campaign, cache):
    """The number of the state in the district's id says so, without a table of states."""
    own = _own(_american(campaign), cache, [*SENATORS, *HOUSE], country="US", postcode="90211-1234")

    assert {*own.by_id} == {"senator-ca", "house-0602"}
    zcta = campaign / "districts" / "zcta.txt"
    assert own.answer(SENATORS[0]).why == f"represents the sender: US-CA, {zcta}:5, '0602'"
    assert own.answer(SENATORS[1]).holds is False


def test_code_in_two_districts_is_a_question(campaign, cache):
    """Both are named with their rows, and the hint says what answers it; the state is certain all the same."""
    own = _own(_american(campaign), cache, [*SENATORS, *HOUSE], country="US", postcode="90210")

    assert {*own.by_id} == {"senator-ca"}
    assert [own.answer(one).holds for one in HOUSE] == [None, None]
    zcta = campaign / "districts" / "zcta.txt"
    assert _told(own) == [
        (
            "warning",
            (
                "the postcode 90210 lies in 2 districts of us-house: "
                f"Congressional District 1 (0601) ({zcta}:3) and Congressional District 2 (0602) ({zcta}:4)"
            ),
            (
                "only the sender knows in which; write one: 'constituency: Congressional District 1' "
                "or 'constituency: Congressional District 2'"
            ),
        )
    ]


@pytest.mark.parametrize("constituency", ["Congressional District 2", "0602"])
def test_constituency_answers_for_a_border_code(campaign, cache, constituency):
    """What the sender names decides between the districts of the code."""
    own = _own(_american(campaign), cache, HOUSE, country="US", postcode="90210", constituency=constituency)

    assert ([*own.by_id], own.problems) == (["house-0602"], ())


def test_constituency_that_is_none_of_a_border_code_leaves_the_question(campaign, cache):
    """Another name decides nothing."""
    own = _own(_american(campaign), cache, HOUSE, country="US", postcode="90210", constituency="Elsewhere")

    assert (own.by_id, len(own.problems)) == ({}, 1)


def test_table_of_states_that_says_otherwise_is_a_question(campaign, cache):
    """A rough table of states and the district's id disagree: neither is believed."""
    add_table(campaign, "states.csv", "zip,id\n9*,US-NV\n")
    states = entry("states.csv", "US", "us-state", "zip: postcode, id: id")
    own = _own(_american(campaign, states), cache, [*SENATORS, *HOUSE], country="US", postcode="90211")

    assert {*own.by_id} == {"house-0602"}
    assert own.open["us-state"] == "90211 lies in 2 districts of us-state"


def test_name_of_several_districts_is_nobodys(campaign, cache):
    """Members of districts that are called alike need 'represents'; where one may be meant, nobody can tell."""
    first = _member("first", "US", constituency="Congressional District 1")
    add_table(
        campaign, "zip.csv", "zip,id,name\n90211,0601,Congressional District 1\n10001,3601,Congressional District 1\n"
    )
    columns = "zip: postcode, id: id, name: constituency"
    name_tables(campaign, entry("zip.csv", "US", "us-house", columns))
    own = _own(campaign, cache, [first], country="US", postcode="90211")

    answer = own.answer(first)
    assert (answer.holds, answer.asks) == (None, False)
    assert answer.why == "2 districts are called as the profile has it; it needs 'represents'"


def test_german_code_and_district_nobody_represents(campaign, cache):
    """A PLZ of a range lies in its Wahlkreis; that nobody represents it is told with the row."""
    add_table(campaign, "plz.csv", WAHLKREISE)
    name_tables(campaign, WAHLKREISE_ENTRY)
    members = [_member("beispiel", "DE", constituency="Beispielstadt-Musterau")]

    assert [*_own(campaign, cache, members, country="DE", postcode="01067").by_id] == ["beispiel"]
    own = _own(campaign, cache, members, country="DE", postcode="10116")
    assert _answers(own, members) == {"beispiel": False}
    (told,) = own.unrepresented()
    message = "no profile represents Musterau II (902), the sender's district of de-bundestag"
    assert (told.message, told.level, told.location.line) == (message, "warning", 3)


def test_chamber_without_profiles_is_not_asked_about(campaign, cache):
    """Where no recipient is elected in wards at all, a ward nobody represents, or a question of wards, says nothing."""
    add_table(campaign, "codes.csv", "postcode,seat,ward\nSW1A 0AA,S1,W1\nSW1A 0AA,S1,W2\nSW1A 0AB,S1,W1\n")
    name_tables(
        campaign,
        entry("codes.csv", "GB", "uk-commons", "postcode: postcode, seat: id"),
        entry("codes.csv", "GB", "ward", "postcode: postcode, ward: id"),
    )
    members = [_member("lee", "GB", ("uk-commons", "S1"))]
    owns = [_own(campaign, cache, members, country="GB", postcode=code) for code in ("SW1A 0AA", "SW1A 0AB")]

    assert [(own.problems, [*own.unrepresented()], [*own.by_id]) for own in owns] == [((), [], ["lee"])] * 2


def test_ward_that_is_called_as_a_constituency_is_not_meant(campaign, cache):
    """The name that the sender writes is about the chamber in which the code agrees; without a code, nobody knows."""
    add_table(campaign, "codes.csv", "postcode,seat,ward\nSW1A 0AA,Alder,Mill\nSW1A 0AB,Birch,Alder\n")
    for_names = "postcode: postcode, seat: constituency", "postcode: postcode, ward: constituency"
    kinds = zip(("uk-commons", "ward"), for_names, strict=True)
    name_tables(campaign, *(entry("codes.csv", "GB", kind, columns) for kind, columns in kinds))
    members = [
        _member("seat", "GB", ("uk-commons", "alder")),
        _member("mill", "GB", constituency="Mill"),
        _member("ward", "GB", ("ward", "alder")),
    ]
    known = _own(campaign, cache, members, country="GB", postcode="SW1A 0AA", constituency="Alder")
    unknown = _own(campaign, cache, members, country="GB", constituency="Alder")

    assert ({*known.by_id}, known.problems) == ({"seat", "mill"}, ())
    assert unknown.by_id == {}
    assert {one.message for one in unknown.problems} == {"2 districts are called as the sender's constituency"}
