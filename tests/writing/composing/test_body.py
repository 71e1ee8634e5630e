"""Letters that are composed with what others of the run have left are the same as those composed alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from entreaty.content.files.appeals import load_appeal
from entreaty.content.files.authorities import load_authorities
from entreaty.problems import ContentError
from entreaty.writing.composing import body
from entreaty.writing.composing.body import names_read
from entreaty.writing.composing.composer import Composer
from entreaty.writing.letter import RECIPIENT_SLOTS
from entreaty.writing.select import Fitting, Selector, select
from tests.support.checkout import ROOT
from tests.support.sample_content import (
    authorities_of,
    compose,
    make_appeal,
    make_basis,
    make_passage,
    make_recipient,
    make_report,
    make_sender,
)

SHIPPED = load_appeal(ROOT / "appeals" / "armenian-detainees" / "appeal.yaml")
AUTHORITIES = load_authorities(ROOT / "appeals" / "authorities.yaml").entries
OWN = make_appeal(
    opening=[{"id": "concern", "en": "I write to {{ recipient.name }}.", "fr": "Je vous écris."}],
    facts=[
        {"id": "a", "en": "In {{ recipient.state_name }}.[@report]", "for": {"audiences": ["third-state"]}},
        {"id": "b", "en": "{% if recipient.constituency %}For you.{% endif %} Again.[@report, p. 2]", "fr": "Encore."},
        {"id": "c", "en": "Never.", "fr": "Jamais.", "for": {"recipients": ["mediator-2"]}},
        {"id": "d", "en": "Not you.", "fr": "Pas vous.", "withhold_from": ["un-body", "public"]},
    ],
    withhold=[{"words": "Doe", "from": ["un-body"]}],
)
PROFILES = some.fixed_dictionaries(
    {
        "id": some.sampled_from(["mediator-1", "mediator-2", "icrc-president", "other"]),
        "office": some.sampled_from([{"en": "President"}, {"en": "Minister", "fr": "Ministre"}]),
        "organisation": some.sampled_from([{"en": "Example Committee"}, {"en": "The *Office* of Doe"}]),
        "audiences": some.sampled_from([["mediator"], ["un-body"], ["third-state", "depositary"], ["detaining-power"]]),
        "form_of_address": some.sampled_from(["icrc-president", "foreign-minister", "member-of-parliament", "none"]),
        "state": some.sampled_from([None, "CH", "AZ"]),
        "constituency": some.sampled_from([None, "Berlin"]),
        "name": some.sampled_from([None, {"family": "Doe"}, {"given": "Ana", "family": "Example"}]),
        "email": some.sampled_from([None, "a@example.org"]),
    }
)


def _outcome(make, *arguments):
    """Return the letter, or why there is none."""
    try:
        return make(*arguments)
    except ContentError as error:
        return [str(problem) for problem in error.problems]


@pytest.mark.thorough
def test_composed_with_memory_is_composed_alone():
    """Whatever letters came before, a letter or its problems are the same as if it were the only one."""
    seen: list[str] = []

    @settings(max_examples=40)
    @given(
        some.sampled_from([SHIPPED, OWN]),
        some.lists(some.tuples(PROFILES, some.sampled_from(["en", "fr", "de", "ru"])), min_size=2, max_size=8),
        some.booleans(),
    )
    def compare(appeal, profiles, signed):
        basis = make_basis(*AUTHORITIES, make_report(), sender=make_sender() if signed else None)
        composer = Composer(appeal, basis)
        for profile, language in profiles:
            recipient = make_recipient(**profile)
            alone = _outcome(compose, appeal, recipient, language, basis)
            assert _outcome(composer.compose, recipient, language) == alone
            seen.append(type(alone).__name__)

    compare()

    assert seen.count("Letter") >= 20
    assert seen.count("list") >= 20


def test_letters_of_a_group_share_their_texts():
    """Two recipients who differ in nothing that the passages read have one body, and another state has another."""
    facts = [{"id": "a", "en": "In {{ recipient.state_name }}."}]
    composer = Composer(make_appeal(facts=facts), make_basis())
    one, two, other = (
        composer.compose(make_recipient(id=name, state=state), "en", RECIPIENT_SLOTS)
        for name, state in (("one", "CH"), ("two", "CH"), ("other", "DE"))
    )

    assert one.paragraphs is two.paragraphs
    assert one.notes is two.notes
    assert one.shared() == two.shared()
    assert one.paragraphs != other.paragraphs


def test_bodies_that_are_dropped_are_written_again(monkeypatch):
    """A campaign of more groups than bodies are kept for has the same letters."""
    monkeypatch.setattr(body, "_BODIES_KEPT", 1)
    appeal, basis = make_appeal(facts=[{"id": "a", "en": "In {{ recipient.state_name }}."}]), make_basis()
    composer = Composer(appeal, basis)

    for state in ("CH", "DE", "CH"):
        recipient = make_recipient(state=state)
        assert composer.compose(recipient, "en") == compose(appeal, recipient, "en", basis)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Nothing.", set()),
        ("{{ recipient.office }} and {{ letter.date }}", {"recipient.office", "letter.date"}),
        ("{% if recipient.name %}Yes{% endif %}", {"recipient.name"}),
        ("{{ recipient['office'] }}", {"recipient.office"}),
        ("{{ broken", set()),
    ],
)
def test_names_that_passages_read_are_found(words, read):
    """Every name that a passage reads decides which letters can share it; a broken passage makes no letter anyway."""
    passages = (make_passage(en=words), make_passage(id="fr", en="x", fr="{{ sender.name }}"))

    assert names_read(Fitting(passages=passages, asks=False), "en") == read


def test_selector_agrees_with_select():
    """The passages that fit are those that `select` lets in, for every kind of recipient of the shipped campaign."""
    authorities = authorities_of(*AUTHORITIES)
    selector = Selector(SHIPPED, authorities)
    recipients = [
        make_recipient(id=name, audiences=[audience], state=state)
        for name in ("icrc-president", "somebody")
        for audience in ("mediator", "third-state", "detaining-power", "legislature")
        for state in (None, "CH", "AZ")
    ]

    for recipient in (*recipients, *recipients):
        verdicts = [one for one in select(SHIPPED, recipient, authorities) if one.fits]
        fitting = selector.fitting(recipient)
        assert fitting.passages == tuple(one.passage for one in verdicts)
        assert fitting.asks == any(one.passage.part == "demands" for one in verdicts)
