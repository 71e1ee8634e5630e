"""Which passages are in a letter, in which language, and by which rules."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from entreaty.writing.basis import Authorities
from entreaty.writing.select import choose_language, select
from tests.support.sample_content import DAY, make_appeal, make_authority, make_recipient

NEXT_DAY = DAY + timedelta(days=1)
AUTHORITIES = {
    "gc3": make_authority(),
    "ap1": make_authority(id="ap1", custom={"parties": {"CH": date(1982, 8, 17)}}),
    "new": make_authority(id="new", custom={"parties": {"CH": DAY, "FR": NEXT_DAY}}),
    "later": make_authority(id="later", custom={"entry-into-force": NEXT_DAY}),
    "nobody": make_authority(id="nobody", custom={"parties": None}),
}
# For each rule in the order in which they are reported: a value that holds for `SWISS` on `DAY`, and one that does not.
RULES = {
    "from": (date(2025, 6, 1), NEXT_DAY),
    "until": (DAY + timedelta(days=2), DAY - timedelta(days=1)),
    "audiences": (["third-state", "un-body"], ["un-body"]),
    "states": (["CH", "FR"], ["FR"]),
    "recipients": (["swiss"], ["mediator", "french"]),
    "bound_by": (["gc3", "ap1"], ["gc3", "later"]),
    "withhold_from": (["detaining-power", "public"], ["detaining-power", "depositary"]),
}
SWISS = make_recipient(id="swiss", state="CH", audiences=["third-state", "depositary"])


def _verdict(recipient=SWISS, day=DAY, **rules):
    """Return the verdict on a passage of the law with these rules."""
    passage = {"id": "law", "en": "It is the law."}
    passage |= {key: rules.pop(key) for key in ("from", "until", "withhold_from") if key in rules}
    if rules:
        passage["for"] = rules
    verdicts = select(make_appeal(law=[passage]), recipient, Authorities(AUTHORITIES, day))
    (found,) = (verdict for verdict in verdicts if verdict.passage.part == "law")
    return found


def _reported(verdict):
    """Return the rules that decided, as they are reported."""
    return [(one.rule, one.wanted, one.found) for one in verdict.deciding]


def test_every_passage_has_a_verdict_in_order():
    """Each passage of the six parts is judged, in the order of the letter."""
    facts = [{"id": "one", "en": "One."}, {"id": "two", "en": "Two.", "for": {"states": ["FR"]}}]
    verdicts = select(make_appeal(facts=facts), SWISS, Authorities(AUTHORITIES, DAY))

    assert [(verdict.passage.part, verdict.passage.id, verdict.fits) for verdict in verdicts] == [
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

    assert verdict.fits
    assert verdict.comparisons == verdict.deciding == ()


def test_passage_that_is_in_tells_every_rule():
    """Of a passage that is in, each rule is reported with the values that were compared."""
    verdict = _verdict(**{rule: holding for rule, (holding, _) in RULES.items()})

    assert verdict.fits
    assert _reported(verdict) == [
        ("from", "2025-06-01", "2025-06-24"),
        ("until", "2025-06-26", "2025-06-24"),
        ("audiences", "third-state, un-body", "third-state, depositary"),
        ("states", "CH, FR", "CH"),
        ("recipients", "swiss", "swiss"),
        ("bound_by", "gc3, ap1", "CH, bound by gc3, ap1 on 2025-06-24"),
        ("withhold_from", "detaining-power, public", "third-state, depositary"),
    ]


@pytest.mark.parametrize(
    ("rules", "wanted", "found"),
    [
        ({"from": NEXT_DAY}, "2025-06-25", "2025-06-24"),
        ({"until": DAY}, "2025-06-24", "2025-06-24"),
        ({"audiences": ["mediator", "un-body"]}, "mediator, un-body", "third-state, depositary"),
        ({"states": ["FR", "DE"]}, "FR, DE", "CH"),
        ({"recipients": ["french", "mediator"]}, "french, mediator", "swiss"),
        ({"bound_by": ["gc3", "later"]}, "gc3, later", "CH, bound by gc3 on 2025-06-24"),
        ({"bound_by": ["later"]}, "later", "CH, bound by none of them on 2025-06-24"),
        ({"bound_by": ["nobody"]}, "nobody", "CH, bound by none of them on 2025-06-24"),
        ({"withhold_from": ["depositary"]}, "depositary", "third-state, depositary"),
    ],
)
def test_rule_that_keeps_a_passage_out_is_named(rules, wanted, found):
    """A passage that is out has the rule, what the rule asks for, and what it was compared with."""
    verdict = _verdict(**rules, **({"recipients": ["swiss"]} if "recipients" not in rules else {}))

    assert not verdict.fits
    assert _reported(verdict) == [(*rules, wanted, found)]


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

    assert _reported(_verdict(mediator, states=["CH"])) == [("states", "CH", "no state")]
    assert _reported(_verdict(mediator, bound_by=["gc3"])) == [("bound_by", "gc3", "no state")]


def test_what_is_withheld_from_the_public_only_is_in_letters():
    """`public` is no audience: a passage that is withheld from it alone is still said in letters."""
    assert _verdict(withhold_from=["public"]).fits


@given(st.dictionaries(st.sampled_from(list(RULES)), st.booleans()))
def test_the_named_rules_decide(holding):
    """Whatever rules hold or fail, changing only the value of a rule that is named changes the decision."""
    assume(holding.get("from", True) or holding.get("until", True))
    failing = [rule for rule in RULES if not holding.get(rule, True)]
    values = {rule: RULES[rule][0 if holds else 1] for rule, holds in holding.items()}
    verdict = _verdict(**values)
    named = [comparison.rule for comparison in verdict.deciding]

    assert verdict.fits is (not failing)
    assert named == (failing or [rule for rule in RULES if rule in holding])
    if failing:
        assert _verdict(**values | {rule: RULES[rule][0] for rule in named}).fits
    for rule in named:
        others_hold = values | {other: RULES[other][0] for other in named if other != rule}
        flipped = others_hold | {rule: RULES[rule][0 if failing else 1]}
        if {"from", "until"} <= set(flipped) and flipped["until"] <= flipped["from"]:
            continue
        assert _verdict(**others_hold).fits is (not failing)
        assert _verdict(**flipped).fits is bool(failing)


# What a rule is compared with: a value that meets the rule of `RULES` that holds, and one that does not.
FOUND = {
    "from": ({"day": DAY}, {"day": date(2025, 5, 31)}),
    "until": ({"day": DAY}, {"day": date(2025, 6, 26)}),
    "audiences": ({"audiences": ["third-state"]}, {"audiences": ["mediator"]}),
    "states": ({"state": "CH"}, {"state": "DE"}),
    "recipients": ({"id": "swiss"}, {"id": "other"}),
    "bound_by": ({"state": "CH"}, {"state": "DE"}),
    "withhold_from": ({"audiences": ["third-state"]}, {"audiences": ["third-state", "detaining-power"]}),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_other_side_of_a_rule_decides_too(rule):
    """Nothing but the recipient's value, or the date, that a rule is compared with changes the decision."""
    for found, fits in zip(FOUND[rule], (True, False), strict=True):
        changes = {"id": "swiss", "state": "CH", "audiences": ["third-state"]} | found
        day = changes.pop("day", DAY)
        verdict = _verdict(make_recipient(**changes), day, **{rule: RULES[rule][0]})
        assert (verdict.fits, [one.rule for one in verdict.deciding]) == (fits, [rule])


@pytest.mark.parametrize(
    ("known", "subject", "wanted", "language", "reason"),
    [
        (["fr", "en"], {"en": "A", "fr": "B"}, "", "fr", "the recipient's first language that the appeal has"),
        (["de", "fr"], {"en": "A", "fr": "B"}, "", "fr", "the recipient's first language that the appeal has"),
        (["de", "ru"], {"fr": "B", "en": "A"}, "", "en", "the appeal has none of the recipient's languages"),
        (["de"], {"fr": "B"}, "", "fr", "the appeal has neither the recipient's languages nor English"),
        (["fr"], {"en": "A", "fr": "B"}, "en", "en", "it was asked for"),
        (["fr"], {"en": "A", "fr": "B"}, "de", "de", "it was asked for"),
    ],
)
def test_language_is_chosen_for_a_reason(known, subject, wanted, language, reason):
    """The language comes with the rule that chose it and with what was compared."""
    choice = choose_language(make_appeal(subject=subject), make_recipient(language=known), wanted)

    assert (choice.language, choice.reason) == (language, reason)
    assert (choice.wanted, choice.written) == (tuple(known), tuple(subject))
