"""What a letter consists of, so that problems find the letters that they concern."""

from entreaty.problems import Location, Problem
from entreaty.writing.basis import Authorities
from entreaty.writing.checking.concerns import by_concern, concerning, concerns_of, passage_concern
from entreaty.writing.select import select
from tests.support.content import DAY, make_appeal, make_authority, make_recipient, make_report

AUTHORITIES = {"gc3": make_authority(), "report": make_report()}
PLACE = Location("appeal.yaml", 1)


def _concerns(**parts):
    appeal, recipient = make_appeal(**parts), make_recipient(state="CH")
    return concerns_of(appeal, recipient, select(appeal, recipient, Authorities(AUTHORITIES, DAY)))


def test_letter_without_sources_is_appeal_recipient_and_passages():
    """A letter that cites nothing consists of its appeal, its recipient and its passages."""
    assert _concerns() == {
        "appeal:visits",
        "recipient:mediator",
        "passage:visits/concern",
        "passage:visits/request",
        "passage:visits/visit",
        "passage:visits/thanks",
    }


def test_sources_of_the_passages_in_it_belong_to_the_letter():
    """Sources that its passages cite or ask for belong to the letter, and with them the authorities as a whole."""
    law = [
        {"id": "in", "en": "One.[@report]", "fr": "Un.", "for": {"bound_by": ["gc3"]}},
        {"id": "out", "en": "Two.[@zzz]", "for": {"states": ["AZ"]}},
    ]
    found = _concerns(law=law)

    assert found >= {"authority:report", "authority:gc3", "authorities", "passage:visits/in"}
    assert not found & {"authority:zzz", "passage:visits/out"}


def test_problems_are_found_by_what_they_concern_and_level():
    """Only problems of the level that concern one of the letter's parts are found; others concern no letter."""
    error = Problem(PLACE, "wrong", concerns="passage:visits/in")
    warning = Problem(PLACE, "unsure", level="warning", concerns="authority:gc3")
    elsewhere = [Problem(PLACE, "nothing"), Problem(PLACE, "other", concerns="passage:visits/out")]
    concerns = frozenset({"passage:visits/in", "authority:gc3"})

    index = by_concern([error, warning, *elsewhere])

    assert concerning(index, concerns, "error") == (error,)
    assert concerning(index, concerns, "warning") == (warning,)
    assert set(index) == {"passage:visits/in", "authority:gc3", "passage:visits/out"}


def test_passage_is_named_with_its_appeal():
    """Passages of the same name in two appeals are different ones."""
    appeal = make_appeal()

    assert passage_concern(appeal, appeal.letter.opening[0]) == "passage:visits/concern"
