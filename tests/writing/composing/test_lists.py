"""Lists in letters: notes counted through their items, items that go on from passage to passage, where none stands."""

import pytest

from entreaty.problems import ContentError
from entreaty.web.tints import marked_letter
from entreaty.writing.checking.content import check_appeal
from entreaty.writing.composing.body import Bodies
from entreaty.writing.letter import List, in_order
from entreaty.writing.select import Selector
from entreaty.writing.withholding import leaks
from tests.support.sample_content import (
    DAY,
    make_appeal,
    make_authority,
    make_basis,
    make_recipient,
    make_report,
    make_sender,
    shown,
)

BASIS = make_basis(make_authority(), make_report())


def _letter(language="en", basis=BASIS, recipient=None, **parts):
    appeal = make_appeal(**parts)
    recipient = recipient or make_recipient()
    fitting = Selector(appeal, basis.authorities).fitting(recipient)
    return Bodies(appeal, basis).body(fitting, recipient, language).letter


def _facts(*texts, **more):
    """Return the facts of a letter: paragraphs as texts, lists as tuples of their first number and items."""
    facts = [
        {"id": f"fact-{number}", "fr": "Rien.", "de": "Nichts."} | (text if isinstance(text, dict) else {"en": text})
        for number, text in enumerate(texts)
    ]
    return [_shown(block) for block in _letter(facts=facts, **more).paragraphs[1:]]


def _shown(block):
    if not isinstance(block, List):
        return shown(block)
    return (
        block.first,
        *(
            shown(item.words) if item.sublist is None else (shown(item.words), _shown(item.sublist))
            for item in block.items
        ),
    )


def test_notes_are_counted_through_the_items():
    """Notes are numbered as one reads; ibid and short forms know what earlier items cited."""
    letter = _letter(
        facts=[
            {
                "id": "fact",
                "en": "So:[@gc3, art. 1]\n- a[@gc3, art. 2]\n  - b[@report]\n- c[@report, p. 3]\n\nEnd.[@gc3, art. 4]",
                "fr": "Rien.",
            }
        ]
    )

    assert [_shown(block) for block in letter.paragraphs[1:]] == [
        "So:[1]",
        (None, ("a[2]", (None, "b[3]")), "c[4]"),
        "End.[5]",
    ]
    assert [shown(note.prose) for note in letter.notes[1:]] == [
        "ibid art 2.",
        "Example Organisation, ‘Report on visits’ (June 2025) <https://example.org/visits>.",
        "ibid 3.",
        "GC III (n 1) art 4.",
    ]


def test_notes_of_items_are_in_the_letters_language():
    """French and German items call their notes as paragraphs do."""
    both = "- {0}[@report, p. 3]\n- {1}[@report, p. 4]"
    fact = {"id": "fact", "fr": both.format("un", "deux"), "en": both.format("one", "two")}
    letter = _letter("fr", facts=[fact])

    assert _shown(letter.paragraphs[1]) == (None, "un[1]", "deux[2]")
    assert shown(letter.notes[0].prose).startswith("Example Organisation")
    assert shown(letter.notes[1].prose).startswith("ibid 4")


def test_space_before_a_citation_of_an_item_is_left_out():
    """A call stands at its word in an item as it does in a paragraph."""
    assert _facts("- a seat [@report]\n- a light") == [(None, "a seat[1]", "a light")]


def test_passage_that_continues_goes_on_with_the_list():
    """Lists of one kind become one, so that items can have conditions; all else stands as it is."""
    assert _facts("Two:\n- one", {"en": "- two", "continues": True}) == ["Two:", (None, "one", "two")]
    assert _facts("Two:\n\n3. a\n4. b", {"en": "1. c\n2. d", "continues": True}) == ["Two:", (3, "a", "b", "c", "d")]
    assert _facts("Two:\n- one", {"en": "1. a\n2. b", "continues": True}) == ["Two:", (None, "one"), (1, "a", "b")]
    assert _facts("Two:\n- one", {"en": "That is all.", "continues": True}) == ["Two:", (None, "one"), "That is all."]
    assert _facts("Two things", {"en": "lack:\n- one", "continues": True}) == ["Two things lack:", (None, "one")]


@pytest.mark.parametrize("part", ["request", "demands"])
def test_list_in_a_request_or_a_demand_is_an_error(part):
    """They are one sentence where there is one demand; the problem says where a list can stand."""
    passage = {"id": "ask", "en": "I ask for\n- a seat\n- a light", "fr": "Je vous demande un banc."}

    with pytest.raises(ContentError) as caught:
        _letter(**{part: [passage]})
    (problem,) = caught.value.problems
    assert problem.message == f"a list cannot stand in '{part}'"
    assert problem.hint.startswith("make each point a demand, or put the list into opening, facts, law or closing")
    told = [one for one in check_appeal(make_appeal(**{part: [passage]}), BASIS.authorities) if one.level == "error"]
    assert [(one.location, one.message) for one in told] == [(problem.location, problem.message)]


def test_lists_stand_in_the_closing_and_the_opening():
    """Every part that is set as paragraphs can have them."""
    letter = _letter(
        opening=[{"id": "o", "en": "I am\n- a neighbour,\n- a reader.", "fr": "Rien."}],
        closing=[{"id": "c", "en": "Thank you\n\n1. for reading,\n2. for answering.", "fr": "Rien."}],
    )

    assert [_shown(block) for block in letter.paragraphs] == ["I am", (None, "a neighbour,", "a reader.")]
    assert [_shown(block) for block in letter.ending] == ["Thank you", (1, "for reading,", "for answering.")]


def test_swiss_german_reaches_the_items():
    """Items have no ß in letters from Switzerland, and the text goes on small after the comma of its salutation."""
    basis = make_basis(sender=make_sender(country="CH"))
    recipient = make_recipient(language="de", office={"de": "Präsidentin"}, organisation={"de": "Ausschuss"})
    parts = {
        "subject": {"de": "Straße"},
        "opening": [{"id": "o", "de": "Ich bitte um\n- eine Straße,\n- Grüße."}],
        "request": [{"id": "r", "de": "Ich bitte Sie:"}],
        "demands": [{"id": "d", "de": "zu antworten."}],
        "closing": [{"id": "c", "de": "Danke."}],
    }

    assert _shown(_letter("de", basis, recipient, **parts).paragraphs[1]) == (None, "eine Strasse,", "Grüsse.")


def test_withheld_words_are_found_in_items():
    """What may not be said to a recipient may not be said in a list either."""
    appeal = make_appeal(
        withhold=[{"words": "Ana Doe", "from": ["mediator"]}],
        facts=[{"id": "fact", "en": "They are:\n- Ana\n  - Ana Doe", "fr": "Rien."}],
    )
    letter = _letter(facts=[{"id": "fact", "en": "They are:\n- Ana\n  - Ana Doe", "fr": "Rien."}])
    told = tuple(leaks(appeal, make_recipient(), letter, ()))

    assert [one.message for one in told] == [
        "the text of the letter to '' says 'Ana Doe', which is withheld from mediator"
    ]


def test_preview_marks_every_item():
    """The preview marks the words of items as the appeal's, as it does those of paragraphs."""
    letter = _letter(facts=[{"id": "fact", "en": "They are:\n- one\n  - two", "fr": "Rien."}])

    assert [words[0].text for words in in_order(marked_letter(letter).paragraphs)][1:] == [
        "\ufdd2They are:\ufdd3",
        "\ufdd2one\ufdd3",
        "\ufdd2two\ufdd3",
    ]


def test_difference_of_sources_within_items_is_told():
    """What languages cite is compared through their lists."""
    appeal = make_appeal(
        facts=[{"id": "fact", "en": "So:\n- a[@report]\n- b[@gc3]", "fr": "Ainsi :\n- a[@report]\n- b"}]
    )
    (error,) = [one for one in check_appeal(appeal, BASIS.authorities) if one.level == "error"]

    assert error.message == "the passage 'fact' cites in 'fr' other sources than in 'en'"


def _going_on(text, **more):
    return {"id": more.pop("id", "more"), "continues": True, "en": text, "fr": "Rien.", "de": "Nichts."} | more


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["1. a\n2. b", _going_on("3. c")], [(1, "a", "b", "c")]),
        (["1. a", _going_on("2. b")], [(1, "a", "b")]),
        (["1. a", _going_on("2. b"), _going_on("3. c", id="last")], [(1, "a", "b", "c")]),
        (["1. a\n2. b", _going_on("3. c", until=DAY), _going_on("4. d", id="d")], [(1, "a", "b", "d")]),
        (["So:\n\n1. a\n2. b", _going_on("1. c\n\nEnd.")], ["So:", (1, "a", "b", "c"), "End."]),
        (["1. Mai ist Feiertag.", _going_on("Es ist so.")], ["1. Mai ist Feiertag. Es ist so."]),
        (["Am", _going_on("1. Mai ist Feiertag.")], ["Am 1. Mai ist Feiertag."]),
        (["- a\n- b", _going_on("- c")], [(None, "a", "b", "c")]),
    ],
)  # fmt: skip
def test_one_number_goes_on_with_the_numbered_list_before_it(texts, told):
    """Items can have conditions of their own, one by one; a number beside a paragraph stays a word."""
    assert _facts(*texts) == told


def test_list_begins_with_its_number_where_a_condition_leaves_out_the_first_item():
    """The items that are left are counted from the number that the list begins with."""
    without = "{% if recipient.party is defined %}\n1. a\n{% endif %}\n2. b\n3. c"

    assert _facts(without) == [(1, "b", "c")]
    assert _facts(without.replace("1.", "4.").replace("2.", "5.").replace("3.", "6.")) == [(4, "b", "c")]
