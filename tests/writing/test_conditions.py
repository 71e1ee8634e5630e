"""Conditions of passages: each key of `for` and `not`, what it is compared with, and what is said of the comparison."""

from datetime import date

import pytest
from pydantic import ValidationError

from entreaty.writing.basis import Authorities
from entreaty.writing.select import Alike, Selector, select
from tests.support.sample_content import make_appeal, make_authority, make_passage, make_recipient, make_sender

DAY = date(2025, 6, 24)
MEMBER = {
    "id": "ann-lee",
    "form_of_address": "member-of-parliament",
    "language": ["fr", "en"],
    "audiences": ["council"],
    "state": "US-CA",
    "address": {"lines": ["1 Street", "Geneva"], "country": "CH"},
    "party": {"en": "The Greens", "de": "Bündnis 90/Die Grünen"},
    "constituency": {"en": "Genf-Nord", "fr": "Genève Nord"},
    "roles": [
        {"organisation": {"en": "Committee on Transport", "fr": "Commission des transports"}},
        {"organisation": "Budget"},
    ],
    "tags": ["transport", "north"],
    "positions": {"visits": "opposes"},
}
TREATIES = {
    "all": make_authority(id="all"),
    "swiss": make_authority(id="swiss", custom={"parties": {"CH": date(1990, 1, 1)}}),
    "american": make_authority(id="american", custom={"parties": {"US": date(1990, 1, 1)}}),
}


def _verdict(sender=None, language="", recipient=None, **conditions):
    """Return the verdict on one passage with these conditions; `not_` stands for `not`."""
    rules = {"for": conditions.get("fits", {}), "not": conditions.get("excludes", {})}
    passage = {"id": "it", "en": "x", "fr": "x"} | {key: value for key, value in rules.items() if value}
    appeal = make_appeal(law=[passage])
    person = make_recipient(**MEMBER | (recipient or {}))
    verdicts = select(appeal, person, Authorities(TREATIES, DAY), sender, language)
    return next(one for one in verdicts if one.passage.id == "it")


_CASES = [
    ("audiences", ["council", "zoo"], ["zoo"], "council"),
    ("recipients", ["ann-lee"], ["bob"], "ann-lee"),
    ("states", ["US"], ["CH"], "US-CA"),
    ("states", ["DE", "US-CA"], ["US-TX"], "US-CA"),
    ("countries", ["CH"], ["US"], "CH"),
    ("languages", ["fr"], ["en", "de"], "fr"),
    ("forms", ["member-of-parliament"], ["mayor"], "member-of-parliament"),
    ("political_parties", ["bundnis  90/die GRÜNEN"], ["Grünen"], "The Greens"),
    ("political_parties", ["the greens"], ["Green"], "The Greens"),
    ("committees", ["commission DES transports"], ["Transport"], "Committee on Transport, Budget"),
    ("committees", ["budget"], ["Budget Committee"], "Committee on Transport, Budget"),
    ("constituencies", ["Geneve nord"], ["Genève"], "Genf-Nord"),
    ("tags", ["north"], ["nor", "south"], "transport, north"),
    ("positions", ["opposes", "undecided"], ["supports"], "opposes"),
]


@pytest.mark.parametrize(("key", "holding", "failing", "found"), _CASES)
def test_key_holds_if_one_of_its_values_does(key, holding, failing, found):
    """A key of `for` lets in, and the same key of `not` keeps out, whoever has one of its values as a whole."""
    let_in, kept_out = _verdict(fits={key: holding}), _verdict(fits={key: failing})

    assert (let_in.fits, kept_out.fits) == (True, False)
    assert [(one.rule, one.wanted, one.found) for one in kept_out.comparisons] == [(key, ", ".join(failing), found)]
    let_in, kept_out = _verdict(excludes={key: failing}), _verdict(excludes={key: holding})
    assert (let_in.fits, kept_out.fits) == (True, False)
    assert [(one.rule, one.found) for one in kept_out.deciding] == [(f"not {key}", found)]


def test_every_key_of_for_must_hold_and_one_of_not_is_enough():
    """`for` asks for all of its keys; `not: {audiences: [a], states: [US]}` keeps out who is in a, or in the US."""
    assert _verdict(fits={"audiences": ["council"], "tags": ["north"]}).fits
    assert not _verdict(fits={"audiences": ["council"], "tags": ["south"]}).fits
    assert not _verdict(excludes={"audiences": ["zoo"], "states": ["US"]}).fits
    assert not _verdict(excludes={"audiences": ["council"], "states": ["DE"]}).fits
    assert _verdict(excludes={"audiences": ["zoo"], "states": ["DE"]}).fits


def test_all_treaties_of_for_bind_and_any_of_not_keeps_out():
    """`bound_by` of `for` needs every treaty; that of `not` keeps out who is bound by any. Of US-CA, the US counts."""
    assert _verdict(fits={"bound_by": ["all", "american"]}).fits
    assert not _verdict(fits={"bound_by": ["all", "swiss"]}).fits
    assert not _verdict(excludes={"bound_by": ["swiss", "american"]}).fits
    assert _verdict(excludes={"bound_by": ["swiss"]}).fits
    (found,) = _verdict(fits={"bound_by": ["all", "swiss"]}).comparisons
    assert found.found == "US, bound by all on 2025-06-24"
    nowhere = _verdict(recipient={"state": None}, excludes={"bound_by": ["all"]})
    assert nowhere.fits
    assert nowhere.comparisons[0].found == "no state"


def test_position_that_nobody_has_stated_is_undecided():
    """Without a position on this appeal, the recipient is undecided, whatever it thinks of another."""
    other = {"positions": {"another": "supports"}}

    assert _verdict(recipient=other, fits={"positions": ["undecided"]}).fits
    assert not _verdict(recipient=other, fits={"positions": ["supports"]}).fits


def test_language_is_that_of_this_letter():
    """`languages` asks for the language that the letter is written in, not for all that the recipient reads."""
    assert not _verdict(fits={"languages": ["en"]}).fits
    assert _verdict(fits={"languages": ["en"]}, language="en").fits


@pytest.mark.parametrize(
    ("constituencies", "answers", "depends", "found"),
    [
        (("geneve NORD", MEMBER["constituency"]), (True, False), False, "represents the sender"),
        (({"fr": "Genève Nord"}, MEMBER["constituency"]), (True, False), False, "represents the sender"),
        (("Genève", MEMBER["constituency"]), (False, True), False, "represents others"),
        ((None, MEMBER["constituency"]), (False, False), True, "depends on the sender: the sender has no constituency"),
        (("Genève", None), (False, False), False, "has no constituency in the profile"),
    ],
)
def test_constituents(constituencies, answers, depends, found):
    """A recipient represents the sender where the names agree; without what is needed to know, neither answer holds."""
    (ours, theirs), (yes, no) = constituencies, answers
    sender = make_sender(constituency=ours)
    person = {"constituency": theirs}
    asked = _verdict(sender, recipient=person, fits={"constituents": True})
    (compared,) = asked.comparisons

    assert (asked.fits, compared.found, compared.depends) == (yes, found, depends)
    assert _verdict(sender, recipient=person, fits={"constituents": False}).fits is no
    assert _verdict(sender, recipient=person, excludes={"constituents": True}).fits is not yes


def test_district_in_place_of_a_constituency_depends_on_the_sender():
    """A profile that has only `represents` is elected somewhere: whether by the sender, tables would say."""
    person = {"constituency": None, "represents": [{"kind": "uk-commons", "id": "E14009001"}]}
    named = _verdict(make_sender(constituency="Genève"), recipient=person, fits={"constituents": True})

    assert _verdict(recipient=person, fits={"constituents": True}).depends
    assert _verdict(make_sender(constituency=None), recipient=person, fits={"constituents": True}).depends
    found = "has no constituency in the profile, and no table has the district"
    assert (named.fits, named.comparisons[0].found) == (False, found)


def test_without_a_sender_it_depends():
    """While nobody signs, conditions on the sender do not hold, and a verdict says that the sender decides."""
    for fits in ({"constituents": True}, {"sender": {"organisation": True}}, {"sender": {"countries": ["DE"]}}):
        verdict = _verdict(fits=fits)
        assert (verdict.fits, verdict.depends) == (False, True)
        assert verdict.comparisons[0].found == "depends on the sender: nobody signs yet"
    assert _verdict(excludes={"constituents": True}).fits
    assert _verdict(excludes={"constituents": True}).depends
    assert not _verdict(fits={"constituents": True, "tags": ["south"]}).depends


def test_sender():
    """`sender` asks whether the sender speaks for an organisation, and where the letter is posted."""
    society, alone = make_sender(organisation="Society", country="DE"), make_sender(country="CH")

    assert _verdict(society, fits={"sender": {"organisation": True, "countries": ["DE", "AT"]}}).fits
    assert not _verdict(alone, fits={"sender": {"organisation": True}}).fits
    assert _verdict(alone, fits={"sender": {"organisation": False}}).fits
    assert not _verdict(society, excludes={"sender": {"countries": ["DE"]}}).fits
    verdict = _verdict(alone, fits={"sender": {"organisation": True, "countries": ["DE"]}})
    assert [(one.rule, one.wanted, one.found) for one in verdict.comparisons] == [
        ("sender.organisation", "yes", "speaks for no organisation"),
        ("sender.countries", "DE", "CH"),
    ]


@pytest.mark.parametrize(
    ("fits", "excludes", "key"),
    [
        ({"audiences": ["a", "b"]}, {"audiences": ["b", "a", "c"]}, "audiences"),
        ({"states": ["US-CA"]}, {"states": ["US"]}, "states"),
        ({"political_parties": ["Les Écologistes"]}, {"political_parties": ["les ecologistes"]}, "political_parties"),
        ({"bound_by": ["gc3", "ap1"]}, {"bound_by": ["ap1"]}, "bound_by"),
        ({"constituents": True}, {"constituents": True}, "constituents"),
        ({"sender": {"organisation": False}}, {"sender": {"organisation": False}}, "sender"),
        ({"sender": {"countries": ["CH"]}}, {"sender": {"countries": ["CH", "DE"]}}, "sender"),
    ],
)
def test_for_and_not_that_leave_nobody_are_a_mistake(fits, excludes, key):
    """Where `not` keeps out everybody whom a key of `for` lets in, that is told, with the key."""
    with pytest.raises(ValidationError, match=f"'not' excludes everybody whom '{key}' of 'for' lets in"):
        make_passage(**{"for": fits, "not": excludes})


@pytest.mark.parametrize(
    ("fits", "excludes"),
    [
        ({"audiences": ["a", "b"]}, {"audiences": ["b"]}),
        ({"states": ["US"]}, {"states": ["US-CA"]}),
        ({"constituents": True}, {"constituents": False}),
        ({"audiences": ["a"]}, {"tags": ["a"]}),
        ({"sender": {"countries": ["CH"]}}, {"sender": {"organisation": True}}),
    ],
)
def test_for_and_not_that_leave_somebody_are_none(fits, excludes):
    """A `not` that narrows a `for` is what it is there for."""
    assert make_passage(**{"for": fits, "not": excludes}).excludes.keys


@pytest.mark.parametrize(
    "fits",
    [
        {"states": ["US-California"]},
        {"states": ["XX-CA"]},
        {"countries": ["US-CA"]},
        {"positions": ["against"]},
        {"constituents": "yes"},
        {"sender": {"organization": True}},
        {"audiences": []},
        {"party": ["Greens"]},
        {"languages": ["xx"]},
        {"tags": ["Public Transport"]},
    ],
)
def test_unknown_keys_and_values_are_mistakes(fits):
    """Keys and values that the format does not have are refused."""
    with pytest.raises(ValidationError):
        make_passage(**{"for": fits})


@pytest.mark.parametrize(
    ("fits", "changes"),
    [
        ({"political_parties": ["Blue"]}, {"party": "Blue"}),
        ({"committees": ["Roads"]}, {"roles": [{"organisation": "Roads"}]}),
        ({"constituencies": ["X"]}, {"constituency": "X"}),
        ({"tags": ["x"]}, {"tags": ["x"]}),
        ({"positions": ["supports"]}, {"positions": {"visits": "supports"}}),
        ({"forms": ["mayor"]}, {"form_of_address": "mayor"}),
        ({"countries": ["DE"]}, {"address": {"country": "DE"}}),
        ({"states": ["DE"]}, {"state": "DE"}),
        ({"languages": ["en"]}, {"language": ["en"]}),
        ({"recipients": ["x"]}, {"id": "x"}),
        ({"audiences": ["x"]}, {"audiences": ["x"]}),
        ({"constituents": True}, {"constituency": "Berlin"}),
    ],
)
def test_what_a_condition_reads_tells_recipients_apart(fits, changes):
    """Recipients who differ in what a condition asks for never share the passages of one of them."""
    sender = make_sender(constituency="Berlin")
    appeal = make_appeal(demands=[{"id": "it", "en": "x", "fr": "x", "for": fits}])
    selector = Selector(appeal, Authorities({}, DAY), sender)
    one, other = make_recipient(**MEMBER), make_recipient(**MEMBER | changes)

    assert Alike(appeal).key(one) != Alike(appeal).key(other)
    assert [selector.fitting(person).asks for person in (one, other, one)] == [False, True, False]
