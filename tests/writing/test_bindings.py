"""Whether the law applies: the shipped treaties, states and dates, as the campaign pleads them."""

from datetime import date

import pytest

from entreaty.content.files.authorities import load_authorities
from entreaty.problems import Concern
from entreaty.writing.basis import Authorities
from entreaty.writing.bindings import binding_problems, unverified_bindings
from tests.support.checkout import ROOT
from tests.support.sample_content import DAY, make_appeal, make_authority, make_passage, make_recipient, make_report

SHIPPED = {one.id: one for one in load_authorities(ROOT / "appeals" / "authorities.yaml").entries}
TODAY = date(2026, 11, 23)


def _reported(source, bearer, day, authorities=SHIPPED, **more):
    passage = make_passage(en=source, duty_bearer=bearer, **more)
    return [problem.message for problem in binding_problems(passage, Authorities(authorities, day))]


@pytest.mark.parametrize(
    ("source", "bearer", "day", "told"),
    [
        # Azerbaijan is no party to Protocol I; Armenia is.
        ("[@ap1, art. 85(4)(b)]", "AZ", TODAY, "'ap1' does not bind Azerbaijan on 2026-11-23"),
        ("[@ap1, art. 85(4)(b)]", "AM", TODAY, None),
        ("[@ap1, art. 85(4)(b)]", "AM", date(1993, 12, 6), "'ap1' does not bind Armenia on 1993-12-06"),
        # The Geneva Conventions bind Azerbaijan from its accession, and nobody before they were in force.
        ("[@gc3, art. 118(1)]", "AZ", date(1993, 5, 31), "'gc3' does not bind Azerbaijan on 1993-05-31"),
        ("[@gc3, art. 118(1)]", "AZ", date(1993, 6, 1), None),
        ("[@gc3, art. 118(1)]", "AZ", TODAY, None),
        ("[@gc3, art. 118(1)]", "CH", date(1950, 10, 20), "'gc3' does not bind Switzerland on 1950-10-20"),
        ("[@gc3, art. 118(1)]", "CH", date(1950, 10, 21), None),
        # The United States and Canada are no parties to OPCAT.
        ("[@opcat, art. 4(1)]", "US", TODAY, "'opcat' does not bind United States on 2026-11-23"),
        ("[@opcat, art. 4(1)]", "CA", TODAY, "'opcat' does not bind Canada on 2026-11-23"),
        # Orders, resolutions and reports bind by other rules than treaties do.
        ("[@icj-2021, para. 98(1)(a); @ep-2021]", "AZ", TODAY, None),
    ],
)
def test_treaty_must_bind_the_duty_bearer_on_the_letters_date(source, bearer, day, told):
    """A treaty that is not in force or does not bind the duty bearer on that day is named with state and day."""
    assert _reported(source, bearer, day) == ([f"{told}, but the passage pleads it"] if told else [])


def test_without_a_duty_bearer_nobodys_duties_are_pleaded():
    """A passage that pleads nobody's duties may cite any treaty."""
    assert _reported("[@ap1, art. 85(4)(b)]", None, TODAY) == []


def test_each_treaty_is_reported_once_for_all_languages():
    """A treaty that several languages cite is one problem, at the first of them, and unknown sources are none."""
    assert _reported("One.[@ap1][@ap1; @zzz]", "AZ", TODAY, fr="Un.[@ap1]") == [
        "'ap1' does not bind Azerbaijan on 2026-11-23, but the passage pleads it"
    ]


AZ, CH, FR = ({"since": date(1993, 6, 1), "status": status} for status in ("unverified", "mirror", "unverified"))
LISTED = make_authority(id="listed", custom={"parties": {"AZ": AZ, "CH": CH, "FR": FR}})
ALL = make_authority(id="all", custom={"bound-since": {"AZ": AZ, "CH": CH}})
AUTHORITIES = {one.id: one for one in (LISTED, ALL, make_report())}


def _unverified(passage, *recipients):
    appeal = make_appeal(law=[{"id": "law", "en": "One.", "fr": "Un.", **passage}])
    return [problem.message for problem in unverified_bindings([appeal], recipients, Authorities(AUTHORITIES, DAY))]


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        ({"duty_bearer": "AZ", "en": "[@listed][@all]"}, ["listed", "all"]),
        ({"duty_bearer": "CH", "en": "[@listed][@all]"}, []),
        ({"duty_bearer": "AM", "en": "[@listed][@all]"}, []),
        ({"duty_bearer": "AZ", "en": "[@report][@zzz]"}, []),
        ({"duty_bearer": "AZ", "en": "[@listed]", "until": DAY}, []),
        ({"en": "[@listed]"}, []),
    ],
)
def test_binding_that_rests_on_an_unverified_date_is_a_warning(passage, told):
    """A warning names each treaty that is pleaded on that day against a state whose date is unverified."""
    assert _unverified(passage) == [f"'{name}': the day since which it binds AZ is unverified" for name in told]


@pytest.mark.parametrize(
    ("condition", "states"),
    [
        ({}, "AZ, FR"),
        ({"audiences": ["third-state"]}, "FR"),
        ({"states": ["AZ", "CH"]}, "AZ"),
        ({"recipients": ["french"]}, "FR"),
        ({"audiences": ["un-body"]}, None),
    ],
)
def test_states_of_those_a_condition_is_about_are_looked_at(condition, states):
    """`bound_by` needs the dates of the states of those whom its other conditions leave."""
    recipients = [
        make_recipient(id="french", state="FR", audiences=["third-state"]),
        make_recipient(id="swiss", state="CH", audiences=["third-state"]),
        make_recipient(id="azerbaijani", state="AZ", audiences=["detaining-power"]),
        make_recipient(id="stateless", audiences=["mediator"]),
    ]
    told = _unverified({"for": {"bound_by": ["listed"], **condition}}, *recipients)

    assert told == ([f"'listed': the day since which it binds {states} is unverified"] if states else [])


def test_warning_concerns_the_letters_that_use_the_treaty():
    """The warning stands at the treaty and concerns every letter that uses it."""
    appeal = make_appeal(law=[{"id": "law", "duty_bearer": "AZ", "en": "[@all]", "fr": "[@all]"}])
    (warning,) = unverified_bindings([appeal], [], Authorities(AUTHORITIES, DAY))

    assert (warning.level, warning.concerns) == ("warning", Concern("authority", "all"))
    assert warning.hint == "look it up at the depositary, then set 'status' and 'source' beside 'since'"
