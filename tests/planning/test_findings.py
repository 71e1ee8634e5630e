"""The findings of a check: each problem once, found by the parts of letters that it concerns."""

from entreaty.content.campaign import load_campaign
from entreaty.planning.findings import Findings, parts_of
from entreaty.problems import Concern, Location, Problem
from tests.support.sample_campaigns import AUTHORITIES, edited, write_campaign
from tests.support.sample_content import make_appeal

PLACE = Location("appeal.yaml", 1)
BROKEN = edited(AUTHORITIES, "title-short: AP I", "title-short: [AP I]")


def _parts(**parts):
    appeal = make_appeal(**parts)
    return parts_of(appeal, appeal.letter.passages())


def test_a_letter_without_sources_is_its_appeal_and_its_passages():
    """Passages are told apart by their appeal, because another appeal may have one of the same id."""
    assert _parts() == {
        Concern("appeal", "visits"),
        Concern("passage", "concern", "visits"),
        Concern("passage", "request", "visits"),
        Concern("passage", "visit", "visits"),
        Concern("passage", "thanks", "visits"),
    }


def test_sources_of_its_passages_are_parts_of_a_letter():
    """Authorities that its passages cite or ask for are parts of it, and with them the file of all authorities."""
    law = [{"id": "in", "en": "One.[@report]", "fr": "Un.", "for": {"bound_by": ["gc3"]}}]

    assert _parts(law=law) >= {
        Concern("authority", "report"),
        Concern("authority", "gc3"),
        Concern("authorities"),
        Concern("passage", "in", "visits"),
    }


def test_problems_are_found_by_what_they_concern(tmp_path):
    """Only problems that concern one of the parts are found; one without a concern touches no letter."""
    findings = Findings(load_campaign(write_campaign(tmp_path)))
    error = Problem(PLACE, "wrong", concerns=Concern("passage", "in", "visits"))
    warning = Problem(PLACE, "unsure", level="warning", concerns=Concern("authority", "gc3"))
    other = Problem(PLACE, "other", concerns=Concern("passage", "out", "visits"))

    findings.add([error, warning, other, Problem(PLACE, "nothing"), error])

    assert findings.about([Concern("passage", "in", "visits"), Concern("authority", "gc3")]) == (error, warning)
    assert [problem.message for problem in findings.in_reading_order()] == ["nothing", "other", "unsure", "wrong"]


def test_strict_findings_are_errors(tmp_path):
    """Where warnings count as errors, they are errors from the moment that they are added."""
    findings = Findings(load_campaign(write_campaign(tmp_path)), strict=True)

    (added,) = findings.add([Problem(PLACE, "unsure", level="warning", concerns=Concern("recipient", "mediator"))])

    assert added.level == "error"
    assert findings.about([Concern("recipient", "mediator")]) == (added,)


def test_consequences_of_a_broken_authority_are_left_out(tmp_path):
    """That an authority is unknown is not said where its entry is broken, which has problems of its own."""
    findings = Findings(load_campaign(write_campaign(tmp_path, authorities=BROKEN)))
    of_broken = Problem(PLACE, "there is no authority 'ap1'", concerns=Concern("authority", "ap1"))
    of_missing = Problem(PLACE, "there is no authority 'gc9'", concerns=Concern("authority", "gc9"))

    assert findings.add([of_broken, of_missing]) == (of_missing,)
    assert findings.about([Concern("authority", "ap1")]) != ()


def test_no_authority_is_missed_where_their_file_cannot_be_read(tmp_path):
    """Where nobody knows which authorities there are, the one problem of their file says enough."""
    findings = Findings(load_campaign(write_campaign(tmp_path, authorities="references: [x\ny: z\n")))

    assert findings.add([Problem(PLACE, "there is no authority 'gc9'", concerns=Concern("authority", "gc9"))]) == ()
    assert findings.about([Concern("authorities")]) == findings.in_reading_order()[:1]
