"""The ends of demands: what is left decides which is the last."""

import pytest

from entreaty.output.html import email_html
from entreaty.output.text import letter_body
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.composing.body import with_full_stop
from entreaty.writing.letter import NoteCall, Span
from tests.support.sample_content import compose, make_appeal, make_basis, make_recipient, shown
from tests.support.sample_letters import TEMPLATES, make_demands, make_letter, make_prose

LOOK = LetterTemplates(TEMPLATES)
CALL = NoteCall(number=1)


@pytest.mark.parametrize(
    ("language", "words", "ended"),
    [
        ("en", "visit them;", "visit them."),
        ("en", "visit them; and", "visit them."),
        ("en", "visit them.", "visit them."),
        ("en", "visit them", "visit them"),
        ("en", "visit them; then report", "visit them; then report"),
        ("en", "visit; report;", "visit; report."),
        ("en", "visit the land;", "visit the land."),
        ("de", "sie zu besuchen; und", "sie zu besuchen."),
        ("fr", "de les visiter\u00a0;", "de les visiter."),
        ("fr", "de les visiter\u202f; et", "de les visiter."),
        ("ru", "посетить их; и", "посетить их."),
        ("hy", "այցելել նրանց;", "այցելել նրանց։"),
        ("ar", "زيارتهم؛", "زيارتهم."),
    ],
)
def test_last_demand_ends_with_a_full_stop(language, words, ended):
    """A semicolon, and the "and" after it, become a full stop; whatever else the author wrote stays."""
    assert with_full_stop((Span(text=words),), language) == (Span(text=ended),)
    assert with_full_stop((Span(text=words), CALL), language) == (Span(text=ended), CALL)


def test_emphasis_and_calls_keep_their_places():
    """The full stop has the style of the semicolon; demands without words stay as they are."""
    strong = Span(text="now;", strong=True)

    assert with_full_stop((Span(text="visit them; "), strong, CALL, Span(text=" ")), "en") == (
        Span(text="visit them; "),
        Span(text="now.", strong=True),
        CALL,
        Span(text=" "),
    )
    assert with_full_stop((CALL,), "en") == (CALL,)
    assert with_full_stop((), "en") == ()


def test_conditions_decide_which_demand_is_the_last():
    """Only the last of those that fit is ended; the ones before keep their semicolons."""
    demands = [
        {"id": "visit", "en": "visit them;", "fr": "a"},
        {"id": "report", "en": "report; and", "fr": "b"},
        {"id": "vote", "en": "vote.", "fr": "c", "for": {"audiences": ["legislature"]}},
    ]

    letter = compose(make_appeal(demands=demands), make_recipient(), "en", make_basis())

    assert [(demand.id, shown(demand.prose)) for demand in letter.demands] == [
        ("visit", "visit them;"),
        ("report", "report."),
    ]


def test_one_demand_alone_is_a_sentence():
    """In text and e-mail it follows the words of the request, with its notes; two are a numbered list."""
    one = make_letter(request=make_prose("I ask you to"), demands=make_demands(["visit _them_."]))
    two = make_letter(request=make_prose("I ask you to"), demands=make_demands(["visit;", "report."]))

    assert "\n\nI ask you to visit them.\n\n" in letter_body(one, LOOK)
    assert "1. " not in letter_body(one, LOOK)
    assert ">I ask you to visit <em>them</em>.</p>" in email_html(one, LOOK)
    assert "<ol" not in email_html(one, LOOK)
    assert "\n\nI ask you to\n\n1. visit;\n2. report.\n\n" in letter_body(two, LOOK)
    assert email_html(two, LOOK).count("<li") == 2


@pytest.mark.parametrize(
    ("language", "end"),
    [
        *(("en", end) for end in ("; or", ", or", ",", ";;", "; and;", ", and", "; ;", ";.", "; or.")),
        ("de", ";\u00a0und"),
        ("de", "; oder"),
        ("de", "; and"),
        ("fr", " ; ou"),
    ],
)
def test_every_ending_that_goes_on_becomes_a_full_stop(language, end):
    """However the author has joined the demands, the last one ends the sentence."""
    assert with_full_stop((Span(text=f"visit them{end}"),), language) == (Span(text="visit them."),)


@pytest.mark.parametrize("written", ["visit them or", "visit them, or write", "visit Peru", "visit them!", "visit O"])
def test_other_endings_stay(written):
    """Words that join nothing are the author's."""
    assert with_full_stop((Span(text=written),), "en") == (Span(text=written),)


NOT_HERE = "{% if recipient.party is defined %}"


@pytest.mark.parametrize("empty", ["{}", "{};", "{}; and", " {} ", "\n{}\n"])
def test_demand_without_words_falls_away(empty):
    """What a condition leaves nothing of has no number, and what is left ends with the full stop."""
    nothing = empty.replace("{}", f"{NOT_HERE}join {{{{ recipient.party }}}}{{% endif %}}")
    demands = [
        {"id": "visit", "en": "visit them;", "fr": "a"},
        {"id": "report", "en": "report;", "fr": "b"},
        {"id": "join", "en": nothing, "fr": "c"},
    ]

    letter = compose(make_appeal(demands=demands), make_recipient(), "en", make_basis())

    assert [shown(demand.prose) for demand in letter.demands] == ["visit them;", "report."]
    letter = compose(make_appeal(demands=demands[::2]), make_recipient(), "en", make_basis())
    assert [shown(demand.prose) for demand in letter.demands] == ["visit them."]


@pytest.mark.parametrize("part", ["opening", "facts", "law", "closing"])
def test_paragraph_without_words_falls_away(part):
    """A passage that is left empty is no paragraph, and what continues it goes on with the one before."""
    passages = [
        {"id": "one", "en": "One."},
        {"id": "none", "en": f"{NOT_HERE}Two.{{% endif %}}"},
        {"id": "three", "en": "Three.", "continues": True},
    ]

    letter = compose(make_appeal(**{part: passages}), make_recipient(), "en", make_basis())

    assert "One. Three." in [shown(prose) for prose in (*letter.paragraphs, *letter.ending)]
    assert all(shown(prose) for prose in (*letter.paragraphs, *letter.ending))


def test_request_without_words_falls_away():
    """The words of a request are joined without those that are left empty."""
    request = [{"id": "none", "en": f"{NOT_HERE}Two.{{% endif %}}"}, {"id": "ask", "en": "I ask you to"}]

    assert shown(compose(make_appeal(request=request), make_recipient(), "en", make_basis()).request) == "I ask you to"


@pytest.mark.parametrize("part", ["opening", "request", "demands", "closing"])
def test_part_without_any_words_is_an_error(part):
    """A letter needs an opening, a request, a demand and a closing, whatever the conditions leave."""
    passages = [{"id": "none", "en": f"{NOT_HERE}Two.{{% endif %}}"}]

    with pytest.raises(ContentError) as caught:
        compose(make_appeal(**{part: passages}), make_recipient(), "en", make_basis())

    assert [one.message for one in caught.value.problems] == [
        f"'{{% if … %}}' leaves no words of '{part}' in the letter to 'mediator'"
    ]
