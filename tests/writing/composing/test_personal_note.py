"""The sender's own paragraphs, and their place."""

from datetime import date

import pytest

from entreaty.content.files.appeals import Passage
from entreaty.writing.composing.body import note_paragraphs, with_one_place
from tests.support.sample_content import (
    compose,
    make_appeal,
    make_basis,
    make_passage,
    make_recipient,
    make_sender,
    shown,
)

NOTE = {"en": "I was there.\n\nAnd I\nsaw *it*."}
SENDER = make_sender(personal_note=NOTE)
PLACE = {"id": "own-words", "personal_note": True}


def _body(sender=SENDER, **parts):
    letter = compose(make_appeal(**parts), make_recipient(), "en", make_basis(sender=sender))
    return [shown(paragraph) for paragraph in (*letter.paragraphs, *letter.ending)]


def _place(name):
    return Passage.model_validate({"id": name, "personal_note": True})


def test_note_is_printed_as_it_is():
    """An empty line ends a paragraph of the note; its stars are stars."""
    assert [shown(paragraph) for paragraph in note_paragraphs(SENDER, "en")] == ["I was there.", "And I saw *it*."]


@pytest.mark.parametrize("sender", [None, make_sender(), make_sender(personal_note={"fr": "J’y étais."})])
def test_no_note(sender):
    """Without a sender, a note, or one in the language, there is nothing."""
    assert note_paragraphs(sender, "en") == ()


def test_note_stands_after_the_opening():
    """Where the appeal chooses no place, the note follows the opening."""
    facts = [{"id": "fact", "en": "It is so."}]

    assert _body(facts=facts) == ["I write to you.", "I was there.", "And I saw *it*.", "It is so.", "Thank you."]


def test_appeal_chooses_the_place():
    """A passage with `personal_note: yes` has no words and marks the place."""
    law = [{"id": "law", "en": "It is the law."}, PLACE, {"id": "more", "en": "It holds."}]

    assert _body(law=law) == [
        "I write to you.",
        "It is the law.",
        "I was there.",
        "And I saw *it*.",
        "It holds.",
        "Thank you.",
    ]
    assert _body(closing=[{"id": "end", "en": "Thank you."}, PLACE])[-3:] == [
        "Thank you.",
        "I was there.",
        "And I saw *it*.",
    ]


def test_note_can_be_woven_into_a_paragraph():
    """With `continues` the note joins the paragraph before, and what follows can join it."""
    facts = [
        {"id": "fact", "en": "It is so."},
        PLACE | {"continues": True},
        {"id": "more", "continues": True, "en": "You see."},
    ]

    assert _body(facts=facts)[1:3] == ["It is so. I was there.", "And I saw *it*. You see."]
    assert _body(sender=None, facts=facts)[1] == "It is so. You see."


def test_place_can_depend_on_the_recipient():
    """The first place that fits counts; a letter that none fits has no note."""
    facts = [{"id": "fact", "en": "It is so."}, PLACE | {"for": {"states": ["FR"]}}]
    twice = [{"id": "fact", "en": "It is so."}, PLACE, {"id": "again", "personal_note": True}]

    assert _body(facts=facts) == ["I write to you.", "It is so.", "Thank you."]
    assert _body(facts=twice) == ["I write to you.", "It is so.", "I was there.", "And I saw *it*.", "Thank you."]


def test_one_place_is_kept():
    """Of several places the first stays; passages with words all stay."""
    first, second = _place("a"), make_passage(id="b")
    words, again = make_passage(id="c"), _place("d")

    assert with_one_place([second, first, words, again]) == (second, first, words)


@pytest.mark.parametrize(
    "condition",
    [
        {"not": {"audiences": ["mediator"]}},
        {"for": {"recipients": ["somebody-else"]}},
        {"withhold_from": ["mediator"]},
        {"until": date(2025, 6, 1)},
        {"from": date(2025, 7, 1)},
    ],
)
def test_place_keeps_the_note_from_whom_it_does_not_fit(condition):
    """The conditions of the note's place are those of the note."""
    facts = [{"id": "fact", "en": "It is so."}, PLACE | condition]

    assert _body(facts=facts) == ["I write to you.", "It is so.", "Thank you."]
