"""The passages of a letter as its paragraphs with their notes, and everything that is wrong with them."""

from datetime import date

import pytest

from entreaty.problems import ContentError, Location, Problem
from entreaty.writing.checking.content import check_appeal
from entreaty.writing.composing.body import Bodies
from entreaty.writing.select import Selector
from tests.support.sample_content import (
    make_appeal,
    make_authority,
    make_basis,
    make_recipient,
    make_report,
    make_sender,
    shown,
)

GC3 = make_authority()
AP1 = make_authority(id="ap1", title_short="AP I", custom={"parties": {"CH": date(1982, 8, 17)}})
NEW = make_authority(id="new", custom={"parties": {"CH": date(2025, 6, 24), "FR": date(2025, 6, 25)}})
BASIS = make_basis(GC3, AP1, NEW, make_report())


def _body(appeal, language="en", basis=BASIS, **profile):
    """Return the letter without address and courtesies."""
    recipient = make_recipient(**profile)
    fitting = Selector(appeal, basis.authorities).fitting(recipient)
    return Bodies(appeal, basis).body(fitting, recipient, language).letter


def _law(*passages, language="en", basis=BASIS, **profile):
    """Return the letter whose law consists of these passages, each a mapping or its words in English."""
    law = [
        {"id": f"law-{number}", "fr": "Rien."} | ({"en": passage} if isinstance(passage, str) else passage)
        for number, passage in enumerate(passages)
    ]
    return _body(make_appeal(law=law), language, basis, **profile)


def _written(*passages, **more):
    """Return the paragraphs of the law."""
    return [shown(paragraph) for paragraph in _law(*passages, **more).paragraphs[1:]]


def _problems(*passages, **more):
    """Return the messages and hints of what is wrong with passages of the law."""
    with pytest.raises(ContentError) as caught:
        _law(*passages, **more)
    return [(problem.message, problem.hint) for problem in caught.value.problems]


def test_passage_is_written_in_the_letters_language():
    """The words of the letter's language are written, with placeholders filled and emphasis kept."""
    passage = {"en": "No.", "fr": "*Au* {{ recipient.organisation }}"}

    assert _written(passage, language="fr") == ["*Au* Comité exemplaire"]


def test_values_are_printed_as_they_are():
    """Markdown, citations and template tags in a profile are no markup in the letter."""
    letter = _law("To {{ recipient.organisation }}", organisation="A *b* [@gc3] {{ 7*7 }} <i>")

    assert shown(letter.paragraphs[1]) == "To A *b* [@gc3] {{ 7*7 }} <i>"
    assert letter.notes == ()


def test_citations_call_notes():
    """Each citation becomes a call at its word, without the space before it, and a note."""
    letter = _law("One [@gc3, art. 1], two.[@report] [@gc3]\nThree.")

    assert shown(letter.paragraphs[1]) == "One[1], two.[2][3] Three."
    assert [note.sources for note in letter.notes] == [("gc3",), ("report",), ("gc3",)]


def test_passage_may_be_nothing_but_a_citation():
    """A citation before any word is called where it stands."""
    assert _written("[@gc3] says so.") == ["[1] says so."]


def test_passages_are_paragraphs_unless_they_continue():
    """A passage begins a paragraph; one that continues joins the paragraph before, if there is one."""
    passages = (
        {"en": "One.", "continues": True},
        {"en": "Two.[@gc3]", "continues": True},
        {"en": "Three."},
        {"en": "Four.[@report]", "continues": True},
    )

    assert _written(*passages) == ["One. Two.[1]", "Three. Four.[2]"]
    assert _written() == []


def test_passage_that_lacks_the_language():
    """A passage without words in the letter's language is a problem that says which key to add."""
    appeal = make_appeal(law=[{"id": "law", "en": "Only English."}])

    with pytest.raises(ContentError) as caught:
        _body(appeal, "fr")

    assert [(problem.message, problem.hint) for problem in caught.value.problems] == [
        ("the passage 'law' has no text in 'fr', in which the appeal has a subject", "add the key 'fr'")
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ recipient.constituency }}", "the letter to 'mediator' has no recipient.constituency"),
        ("{{ recipient.name }}", "the letter to 'mediator' has no recipient.name"),
        (
            "{{ recipient.office }} {{ recipient.name }} of {{ recipient.state_name }}",
            "the letter to 'mediator' has no recipient.name, recipient.state_name",
        ),
    ],
)
def test_missing_value_is_named_with_its_recipient(source, message):
    """A placeholder that this recipient or sender has no value for is named, with the cure."""
    first = message.partition(" has no ")[2].partition(",")[0]
    hint = f"complete the profile, condition the passage with 'for', or ask with '{{% if {first} is defined %}}'"
    assert _problems(source) == [(message, hint)]


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("{{ recipient.offcie }}", "'{{ recipient.offcie }}' is undefined", "did you mean 'recipient.office'?"),
        (
            "{{ recipient.office.upper() }}",
            "'{{ recipient.office.upper }}' is undefined",
            "did you mean 'recipient.office'?",
        ),
        ("{{ recipient.office * 2 }}", "'*' is not available in a passage", ""),
        (
            "{{ recipient.office",
            "not a template: unexpected end of template, expected 'end of print statement'.",
            "write '{{ recipient.office }}', or '{' without a second one",
        ),
    ],
)
def test_failing_template_is_reported(source, message, hint):
    """An unknown name, a forbidden expression or a broken tag is a problem of the passage."""
    assert _problems(source) == [(message, hint)]


@pytest.mark.parametrize("source", ["{{ recipient.offcie }}", "{{ recipient.office", "[@gc4]", "[@gc3; two]"])
def test_problem_that_the_check_finds_too_is_listed_once(source):
    """A mistake that the check of the appeal finds too is the same problem, which is listed once."""
    appeal = make_appeal(subject={"en": "Visits"}, opening=[{"id": "concern", "en": source}])

    with pytest.raises(ContentError) as caught:
        _body(appeal)
    # That the other passages have French, too, is a warning of its own.
    errors = tuple(one for one in check_appeal(appeal, BASIS.authorities) if one.level == "error")

    assert len(caught.value.problems) == 1
    assert caught.value.problems == errors


def test_guarded_placeholder_is_no_problem():
    """A passage that asks whether a value is there can do without it."""
    source = "{% if recipient.name is defined %}Dear {{ recipient.name }}{% else %}Dear colleague{% endif %}"

    assert _written(source) == ["Dear colleague"]


def test_unreadable_citation_is_reported():
    """A citation that cannot be read is a problem of the passage."""
    assert _problems("One.[@gc3; two]") == [
        ("'[@gc3; two]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'", "")
    ]


def test_unknown_sources_are_reported_all_at_once():
    """Every unknown source of a passage is named, with the nearest known one or where to describe it."""
    assert _problems("One.[@gc4; @zzz] Two.[@reports]") == [
        ("there is no authority 'gc4'", "did you mean 'gc3'?"),
        ("there is no authority 'zzz'", "describe it in appeals/authorities.yaml"),
        ("there is no authority 'reports'", "did you mean 'report'?"),
    ]


def test_law_must_bind_the_duty_bearer():
    """Each treaty cited in a passage that pleads a state's duties must bind that state."""
    hint = "cite law that binds the duty bearer, or name another"

    assert _problems({"en": "One.[@gc3; @ap1] Two.[@new][@report]", "duty_bearer": "AZ"}) == [
        ("'ap1' does not bind Azerbaijan on 2025-06-24, but the passage pleads it", hint),
        ("'new' does not bind Azerbaijan on 2025-06-24, but the passage pleads it", hint),
    ]


@pytest.mark.parametrize(("state", "binds"), [("CH", True), ("FR", False)])
def test_law_must_bind_on_the_letters_date(state, binds):
    """A state that becomes bound the day after is not bound in the letter."""
    passage = {"en": "One.[@new]", "duty_bearer": state}

    if binds:
        assert _written(passage) == ["One.[1]"]
    else:
        assert [message for message, _ in _problems(passage)] == [
            "'new' does not bind France on 2025-06-24, but the passage pleads it"
        ]


def test_law_of_others_may_be_cited_without_a_duty_bearer():
    """A passage that pleads nobody's duties may cite a treaty that does not bind the recipient."""
    assert _written("One.[@ap1]", state="AZ") == ["One.[1]"]


def test_source_that_cannot_be_cited_is_reported():
    """A source without an element that the style needs is a problem of the source."""
    assert _problems("One.[@gc3]", basis=make_basis(make_authority(page=None))) == [
        ("'gc3' lacks 'page', which OSCOLA needs to cite a treaty", "add it, or cite in another style")
    ]


def test_problems_of_all_passages_are_gathered():
    """Writing goes on after a problem, so that all of them are reported at once."""
    assert [message for message, _ in _problems("[@x]", "{{ recipient.name }}", "[@gc3;]")] == [
        "there is no authority 'x'",
        "the letter to 'mediator' has no recipient.name",
        "'[@gc3;]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'",
    ]


def test_missing_value_of_a_sender_is_named():
    """A sender who leaves out what a passage names is a problem; without any sender there is a blank in its place."""
    source = "I vote in {{ sender.constituency }}."

    assert _problems(source, basis=make_basis(sender=make_sender())) == [
        (
            "the sender has no sender.constituency",
            (
                "complete sender.yaml, condition the passage with 'for', "
                "or ask with '{% if sender.constituency is defined %}'"
            ),
        )
    ]
    assert _written(source) == ["I vote in ____________________ [your constituency]."]


def test_part_without_passages_is_reported():
    """A part that no letter can do without is a problem that names part, recipient and date."""
    appeal = make_appeal(request=[{"id": "request", "en": "I ask you:", "from": date(2025, 6, 25)}])

    with pytest.raises(ContentError) as caught:
        _body(appeal)

    assert caught.value.problems == (
        Problem(
            Location(appeal.letter.place().path),
            "no passage of 'request' fits the letter to 'mediator' on 2025-06-24",
            "see which conditions keep them out, and add one that fits",
        ),
    )
