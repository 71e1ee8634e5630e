"""Which passages are in a letter, and by which rule."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from content import DAY, make_appeal, make_authority, make_recipient
from entreaty.writing.select import select

NEXT_DAY = DAY + timedelta(days=1)
AUTHORITIES = {
    "gc3": make_authority(),
    "ap1": make_authority(id="ap1", custom={"parties": {"CH": date(1982, 8, 17)}}),
    "new": make_authority(id="new", custom={"parties": {"CH": DAY, "FR": NEXT_DAY}}),
    "later": make_authority(id="later", custom={"entry-into-force": NEXT_DAY}),
    "nobody": make_authority(id="nobody", custom={"parties": None}),
}
# For each rule in the order in which they are tried: a value that holds for `SWISS` on `DAY`, and one that does not.
RULES = {
    "from": (date(2025, 6, 1), NEXT_DAY),
    "until": (DAY + timedelta(days=2), DAY - timedelta(days=1)),
    "audiences": (["third-state", "un-body"], ["un-body"]),
    "states": (["CH", "FR"], ["FR"]),
    "recipients": (["swiss"], ["mediator", "french"]),
    "bound_by": (["gc3", "ap1"], ["gc3", "later"]),
}
SWISS = make_recipient(id="swiss", state="CH", audiences=["third-state", "depositary"])


def _verdict(recipient=SWISS, day=DAY, **rules):
    """Return the verdict on a passage of the law with these rules."""
    passage = {"id": "law", "en": "It is the law."}
    passage |= {key: rules.pop(key) for key in ("from", "until") if key in rules}
    if rules:
        passage["for"] = rules
    verdicts = select(make_appeal(law=[passage]), recipient, day, AUTHORITIES)
    (found,) = (verdict for verdict in verdicts if verdict.part == "law")
    return found


def test_every_passage_has_a_verdict_in_order():
    """Each passage of the six parts is judged, in the order of the letter."""
    facts = [{"id": "one", "en": "One."}, {"id": "two", "en": "Two.", "for": {"states": ["FR"]}}]
    verdicts = select(make_appeal(facts=facts), SWISS, DAY, AUTHORITIES)

    assert [(verdict.part, verdict.passage.id, verdict.fits) for verdict in verdicts] == [
        ("opening", "concern", True),
        ("facts", "one", True),
        ("facts", "two", False),
        ("request", "request", True),
        ("demands", "visit", True),
        ("closing", "thanks", True),
    ]


def test_passage_without_rules_is_always_in():
    """A passage that names no rule fits everyone, always."""
    verdict = _verdict()

    assert (verdict.fits, verdict.rule, verdict.wanted, verdict.found) == (True, "always", "", "")


@pytest.mark.parametrize("rule", RULES)
def test_passage_is_in_where_its_rules_hold(rule):
    """A passage whose rule holds is in, by all its conditions."""
    verdict = _verdict(**{rule: RULES[rule][0]})

    assert (verdict.fits, verdict.rule, verdict.wanted, verdict.found) == (True, "all conditions", "", "")


@pytest.mark.parametrize(
    ("rules", "wanted", "found"),
    [
        ({"from": NEXT_DAY}, "2025-06-25", "2025-06-24"),
        ({"until": DAY}, "2025-06-24", "2025-06-24"),
        ({"audiences": ["mediator", "un-body"]}, "mediator, un-body", "third-state, depositary"),
        ({"states": ["FR", "DE"]}, "FR, DE", "CH"),
        ({"recipients": ["french", "mediator"]}, "french, mediator", "swiss"),
        ({"bound_by": ["gc3", "later"]}, "gc3, later", "CH is bound by gc3 on 2025-06-24"),
        ({"bound_by": ["later"]}, "later", "CH is bound by none of them on 2025-06-24"),
        ({"bound_by": ["nobody"]}, "nobody", "CH is bound by none of them on 2025-06-24"),
    ],
)
def test_rule_that_keeps_a_passage_out_is_named(rules, wanted, found):
    """A passage that is out tells the rule, what the rule asks for, and what it was compared with."""
    verdict = _verdict(**rules)

    assert (verdict.fits, verdict.rule, verdict.wanted, verdict.found) == (False, *rules, wanted, found)


@pytest.mark.parametrize(
    ("rules", "fits"),
    [
        ({"from": DAY}, True),
        ({"from": NEXT_DAY}, False),
        ({"until": NEXT_DAY}, True),
        ({"until": DAY}, False),
        ({"bound_by": ["new"]}, True),
    ],
)
def test_days_begin_inclusive_and_end_exclusive(rules, fits):
    """`from` and the day on which a state became bound count; the day of `until` does not."""
    assert _verdict(**rules).fits is fits


@pytest.mark.parametrize(
    ("state", "treaty", "fits"),
    [("FR", "new", False), ("DE", "new", False), ("FR", "gc3", True), ("FR", "ap1", False)],
)
def test_states_are_bound_by_their_own_dates(state, treaty, fits):
    """A state that became bound later, or is not listed, is not bound; a treaty of all states binds each."""
    assert _verdict(make_recipient(state=state), bound_by=[treaty]).fits is fits


def test_recipient_without_a_state():
    """An office that acts for no state meets no condition on states, and the verdict says so."""
    mediator = make_recipient()
    by_state = _verdict(mediator, states=["CH"])
    by_treaty = _verdict(mediator, bound_by=["gc3"])

    assert (by_state.fits, by_state.found) == (False, "no state")
    assert (by_treaty.fits, by_treaty.found) == (False, "no state is bound by none of them on 2025-06-24")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(RULES)), st.booleans()))
def test_the_named_rule_decides(holding):
    """Whatever rules hold or fail: the first that fails is named, and changing only its value changes the decision."""
    assume(holding.get("from", True) or holding.get("until", True))
    failing = [rule for rule in RULES if not holding.get(rule, True)]
    values = {rule: RULES[rule][0 if holds else 1] for rule, holds in holding.items()}
    verdict = _verdict(**values)

    assert verdict.fits is (not failing)
    if failing:
        assert verdict.rule == failing[0]
        mended = _verdict(**values | {verdict.rule: RULES[verdict.rule][0]})
        assert (mended.fits, mended.rule) == ((False, failing[1]) if failing[1:] else (True, "all conditions"))
