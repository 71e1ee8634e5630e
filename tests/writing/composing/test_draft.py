"""A letter while it is written: passages as prose with their notes, and everything that is wrong with it."""

from datetime import date

import pytest

from entreaty.problems import Location, Problem
from entreaty.writing.checking.appeals import proofread
from entreaty.writing.composing.courtesies import Courtesy
from entreaty.writing.composing.draft import Draft
from tests.support.content import (
    make_appeal,
    make_authority,
    make_basis,
    make_form,
    make_passage,
    make_recipient,
    make_report,
    make_sender,
    shown,
)

GC3 = make_authority()
AP1 = make_authority(id="ap1", title_short="AP I", custom={"parties": {"CH": date(1982, 8, 17)}})
NEW = make_authority(id="new", custom={"parties": {"CH": date(2025, 6, 24), "FR": date(2025, 6, 25)}})
BASIS = make_basis(GC3, AP1, NEW, make_report())


def _draft(language="en", basis=BASIS, **profile):
    return Draft(make_appeal(), make_recipient(**profile), language, basis)


def _problems(*sources, basis=BASIS, duty_bearer=None, **profile):
    """Return the messages and hints of what is wrong with passages of these words."""
    draft = _draft(basis=basis, **profile)
    for source in sources:
        assert draft.write_one(make_passage(en=source, duty_bearer=duty_bearer)) == ()
    return [(problem.message, problem.hint) for problem in draft.problems]


def test_passage_is_written_in_the_letters_language():
    """The words of the letter's language are written, with placeholders filled and emphasis kept."""
    passage = make_passage(en="No.", fr="*Au* {{ recipient.organisation }}")

    assert shown(_draft("fr").write_one(passage)) == "*Au* Comité exemplaire"


def test_values_are_printed_as_they_are():
    """Markdown, citations and template tags in a profile are no markup in the letter."""
    draft = _draft(organisation="A *b* [@gc3] {{ 7*7 }} <i>")

    assert shown(draft.write_one(make_passage(en="To {{ recipient.organisation }}"))) == "To A *b* [@gc3] {{ 7*7 }} <i>"
    assert draft.notebook.notes() == ()


def test_citations_call_notes():
    """Each citation becomes a call at its word, without the space before it, and a note."""
    draft = _draft()
    prose = draft.write_one(make_passage(en="One [@gc3, art. 1], two.[@report] [@gc3]\nThree."))

    assert shown(prose) == "One[1], two.[2][3] Three."
    assert [note.sources for note in draft.notebook.notes()] == [("gc3",), ("report",), ("gc3",)]


def test_passage_may_be_nothing_but_a_citation():
    """A citation before any word is called where it stands."""
    assert shown(_draft().write_one(make_passage(en="[@gc3] says so."))) == "[1] says so."


def test_passages_are_paragraphs_unless_they_continue():
    """A passage begins a paragraph; one that continues joins the paragraph before, if there is one."""
    passages = [
        make_passage(en="One.", continues=True),
        make_passage(en="Two.[@gc3]", continues=True),
        make_passage(en="Three."),
        make_passage(en="Four.[@report]", continues=True),
    ]

    assert [shown(prose) for prose in _draft().write(passages)] == ["One. Two.[1]", "Three. Four.[2]"]
    assert _draft().write([]) == ()


def test_passage_that_lacks_the_language():
    """A passage without words in the letter's language is a problem that says which key to add."""
    draft = _draft("fr")

    assert draft.write_one(make_passage(en="Only English.")) == ()
    assert [(problem.message, problem.hint) for problem in draft.problems] == [
        ("the passage 'concern' has no text in 'fr', in which the appeal has a subject", "add the key 'fr'")
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
    assert _problems(source) == [(message, "condition the passage with 'for', or complete the profile")]


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
def test_failing_template_is_told(source, message, hint):
    """An unknown name, a forbidden expression or a broken tag is a problem of the passage."""
    assert _problems(source) == [(message, hint)]


@pytest.mark.parametrize("source", ["{{ recipient.offcie }}", "{{ recipient.office", "[@gc4]", "[@gc3; two]"])
def test_what_proofreading_finds_is_told_once(source):
    """A mistake that proofreading has found is told in the same words, so that it is listed once."""
    appeal = make_appeal(subject={"en": "Visits"}, opening=[{"id": "concern", "en": source}])
    draft = Draft(appeal, make_recipient(), "en", BASIS)
    draft.write(appeal.letter.opening)

    assert len(draft.problems) == 1
    assert tuple(draft.problems) == proofread(appeal, BASIS.authorities)


def test_guarded_placeholder_is_no_problem():
    """A passage that asks whether a value is there can do without it."""
    draft = _draft()
    source = "{% if recipient.name is defined %}Dear {{ recipient.name }}{% else %}Dear colleague{% endif %}"

    assert shown(draft.write_one(make_passage(en=source))) == "Dear colleague"
    assert draft.problems == []


def test_unreadable_citation_is_told():
    """A citation that cannot be read is a problem of the passage, and the passage is left out."""
    assert _problems("One.[@gc3; two]") == [
        ("'[@gc3; two]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'", "")
    ]


def test_unknown_sources_are_told_all_at_once():
    """Every unknown source of a passage is named, with the nearest known one or where to describe it."""
    assert _problems("One.[@gc4; @zzz] Two.[@reports]") == [
        ("there is no authority 'gc4'", "did you mean 'gc3'?"),
        ("there is no authority 'zzz'", "describe it in appeals/authorities.yaml"),
        ("there is no authority 'reports'", "did you mean 'report'?"),
    ]


def test_law_must_bind_the_duty_bearer():
    """Each treaty cited in a passage that pleads a state's duties must bind that state."""
    hint = "cite law that binds the duty bearer, or name another"

    assert _problems("One.[@gc3; @ap1] Two.[@new][@report]", duty_bearer="AZ") == [
        ("'ap1' does not bind Azerbaijan on 2025-06-24, but the passage pleads it", hint),
        ("'new' does not bind Azerbaijan on 2025-06-24, but the passage pleads it", hint),
    ]


@pytest.mark.parametrize(("state", "binds"), [("CH", True), ("FR", False)])
def test_law_must_bind_on_the_letters_date(state, binds):
    """A state that becomes bound the day after is not bound in the letter."""
    draft = _draft()
    draft.write_one(make_passage(en="One.[@new]", duty_bearer=state))

    assert (draft.problems == []) is binds


def test_law_of_others_may_be_cited_without_a_duty_bearer():
    """A passage that pleads nobody's duties may cite a treaty that does not bind the recipient."""
    draft = _draft(state="AZ")

    assert shown(draft.write_one(make_passage(en="One.[@ap1]"))) == "One.[1]"


def test_source_that_cannot_be_cited_is_told():
    """A source without an element that the style needs is a problem of the source."""
    assert _problems("One.[@gc3]", basis=make_basis(make_authority(page=None))) == [
        ("'gc3' lacks 'page', which OSCOLA needs to cite a treaty", "add it, or cite in another style")
    ]


def test_problems_of_all_passages_are_gathered():
    """Writing goes on after a problem, so that all of them are told at once."""
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
            "the letter to 'mediator' has no sender.constituency",
            "condition the passage with 'for', or complete the profile",
        )
    ]
    assert shown(_draft().write_one(make_passage(en=source))) == "I vote in ____________________ [your constituency]."


def test_part_without_passages_is_told():
    """A part that no letter can do without is a problem that names part, recipient and date."""
    draft = _draft()
    draft.lack("request")

    assert draft.problems == [
        Problem(
            Location(make_appeal().letter.place().path),
            "no passage of 'request' fits the letter to 'mediator' on 2025-06-24",
            "see which conditions keep them out, and add one that fits",
        )
    ]


def test_courtesies_of_the_recipient():
    """Salutation and closing come from the forms of address that letters rest on."""
    forms = {"icrc-president": {"en": make_form()}}

    courtesies = _draft(basis=make_basis(forms=forms)).courtesies()

    assert courtesies == Courtesy("Dear Minister,", "Yours sincerely,", ("President", "Example Committee"))


def test_courtesies_follow_the_usage_of_the_sender():
    """The sender's country decides what stands after the salutation."""
    courtesies = _draft(basis=make_basis(sender=make_sender(country="US"))).courtesies()

    assert courtesies is not None
    assert courtesies.salutation == "Dear President:"


def test_missing_form_of_address_is_told():
    """A form of address that there is not is a problem, and there are no courtesies."""
    draft = _draft(form_of_address="icrc-presdent", basis=make_basis(sender=make_sender()))

    assert draft.courtesies() is None
    assert [problem.message for problem in draft.problems] == ["there is no form of address 'icrc-presdent'"]
