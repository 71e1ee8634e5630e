"""The lists of a passage: found as CommonMark has them, two levels deep, and never in what is filled in."""

from pathlib import Path

import pytest

from entreaty.problems import ContentError, Location
from entreaty.writing.citing.paragraphs import parse_passage
from entreaty.writing.citing.syntax import Citation, ProseError
from entreaty.writing.letter import List, Span
from entreaty.writing.passage_text import PassageText

pytestmark = pytest.mark.no_cover

PLACE = Location(Path("appeal.yaml"), 7)


def outlined(blocks):
    """Return paragraphs as texts, and lists as their first number or "-" with their items."""
    return [_list(block) if isinstance(block, List) else _words(block) for block in blocks]


def _list(one):
    items = [
        _words(item.words) if item.sublist is None else (_words(item.words), _list(item.sublist)) for item in one.items
    ]
    return ["-" if one.first is None else one.first, *items]


def _words(prose):
    return "".join(f"[@{run.cites[0].key}]" if isinstance(run, Citation) else run.text for run in prose)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("At the stop:\n\n- a seat\n- a light", ["At the stop:", ["-", "a seat", "a light"]]),
        ("At the stop:\n- a seat\n- a light", ["At the stop:", ["-", "a seat", "a light"]]),
        ("At the stop:\n* a seat\n* a light", ["At the stop:", ["-", "a seat", "a light"]]),
        ("At the stop:\n+ a seat", ["At the stop:", ["-", "a seat"]]),
        ("First:\n1. a seat\n2. a light", ["First:", [1, "a seat", "a light"]]),
        ("First:\n\n3) a seat\n9) a light", ["First:", [3, "a seat", "a light"]]),
        ("- a seat\n\n- a light\n\nThat is all.", [["-", "a seat", "a light"], "That is all."]),
        ("One:\n- a\n\nTwo:\n\n7. b\n8. c\n\nEnd.", ["One:", ["-", "a"], "Two:", [7, "b", "c"], "End."]),
        ("- a seat\n  to sit on\n- a light\nto see by", [["-", "a seat to sit on", "a light to see by"]]),
        (
            "- a light\n  - at night\n  - at dawn\n- a seat",
            [["-", ("a light", ["-", "at night", "at dawn"]), "a seat"]],
        ),
        ("1. a light\n   - at night\n2. a seat", [[1, ("a light", ["-", "at night"]), "a seat"]]),
        ("- a light\n  4. at night\n  5. at dawn", [["-", "a light 4. at night 5. at dawn"]]),
        ("- a light\n\n  4. at night\n  5. at dawn", [["-", ("a light", [4, "at night", "at dawn"])]]),
        ("- a seat[@report];\n- a light.[@gc3]", [["-", "a seat[@report];", "a light.[@gc3]"]]),
    ],
)
def test_lists_stand_between_paragraphs(source, blocks):
    """Marks, numbers, levels and lines that go on are those of CommonMark; numbers are kept."""
    assert outlined(PassageText(source, "en").blocks) == blocks


@pytest.mark.parametrize(
    "source",
    [
        "1. Mai ist Feiertag.",
        "Am\n1. Mai fahren keine Busse.",
        r"\- a seat",
        r"1\. a seat" + "\n" + r"2\. a light",
        "10 - 5\n-5 degrees",
        "*Emphasis* first.",
        "+1 for it",
    ],
)
def test_one_number_and_escaped_marks_are_words(source):
    """A date at the beginning of a line counts nothing, and a backslash makes words of a mark."""
    assert PassageText(source).has_list is False
    assert PassageText(source).malformed(PLACE) is None


def test_dates_in_the_items_of_a_list_are_words():
    """An item that begins with one number holds no list."""
    assert outlined(parse_passage("- 1. Mai: Tag der Arbeit\n- 3. Oktober")) == [
        ["-", "1. Mai: Tag der Arbeit", "3. Oktober"]
    ]


def test_items_have_the_marks_of_prose():
    """Emphasis and links stand in items as they do in paragraphs."""
    (one,) = parse_passage("- a *seat* at [the stop](https://example.org/stop)")

    assert one.items[0].words == (
        Span(text="a "),
        Span(text="seat", italic=True),
        Span(text=" at "),
        Span(text="the stop", href="https://example.org/stop"),
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("- a\n  - b\n    - c", "'c' is a list in a list of a list; a passage can have two levels at most"),
        ("- \n- b", "an item of a list has no words; write them after its mark, or '\\' before the mark"),
        ("- - a\n- b", "an item of a list has no words before 'a'; write them after its mark"),
        ("- a\n\n  b", "the item 'a' has more than words and one list; make what follows an item of its own"),
        ("- a\n  - b\n\n  c", "the item 'a' has more than words and one list"),
        ("- a[@x; y]", "'[@x; y]' looks like a citation but cannot be read"),
        ("- " + "[" * 101, "the paragraph has more than 100 opening brackets '['"),
        ("- a\n" * 12_501, "the paragraph has more than 50,000 characters"),
    ],
)
def test_what_a_list_cannot_hold_is_told(source, message):
    """A list too deep, an item without words or with several paragraphs, and a text too long are told."""
    with pytest.raises(ProseError) as caught:
        parse_passage(source)

    assert message in str(caught.value)
    assert message in PassageText(source).malformed(PLACE).message


@pytest.mark.parametrize(
    "value", ["1. FC Köln", "- x", "* x", "+ x", "2) x", "a\n- b", "a\n\n1. b\n2. c", "# x", "    x", "---", "> x", "1"]
)
@pytest.mark.parametrize("source", ["{{ recipient.name }}", "{{ recipient.name }}. Then", "Who:\n{{ recipient.name }}"])
def test_value_begins_no_list(value, source):
    """What is filled in is words, whatever it looks like, and wherever it stands."""
    (words,) = PassageText(source).filled({"recipient": {"name": value}}, PLACE, "mayor")

    assert _words(words).split() == source.replace("{{ recipient.name }}", value).split()


def test_value_stays_words_within_a_list():
    """Neither does it end a list, nor begin one within an item."""
    text = PassageText("Whom:\n- {{ recipient.name }}\n- {{ recipient.name }}. again")

    assert outlined(text.filled({"recipient": {"name": "1. FC Köln\n\n- x"}}, PLACE, "club")) == [
        "Whom:",
        ["-", "1. FC Köln  - x", "1. FC Köln  - x. again"],
    ]


@pytest.mark.parametrize(
    ("name", "blocks"),
    [
        ("Ann", ["Ask:", [1, "Ann,", "the council."]]),
        (None, ["Ask:", [1, "the council."]]),
    ],
)
def test_condition_on_lines_of_its_own_chooses_items(name, blocks):
    """A line with a condition alone is no part of a list; what one condition leaves of a numbered list is still one."""
    source = "Ask:\n\n{% if recipient.name is defined %}\n1. {{ recipient.name }},\n{% endif %}\n2. the council."
    values = {"recipient": {"name": name} if name else {}}
    numbered = outlined(PassageText(source).filled(values, PLACE, "mayor"))

    assert outlined(PassageText(source).blocks) == ["Ask:", [1, "{{ recipient.name }},", "the council."]]
    assert numbered[0] == blocks[0]
    assert numbered[1][1:] == blocks[1][1:]


def test_item_that_is_filled_in_with_nothing_is_an_error():
    """A letter has no empty items: the problem names the line of the passage."""
    text = PassageText("- {% if recipient.party is defined %}{{ recipient.party }}{% endif %}\n- a seat")

    with pytest.raises(ContentError) as caught:
        text.filled({"recipient": {}}, PLACE, "mayor")
    (problem,) = caught.value.problems
    assert problem.location == PLACE
    assert problem.message.startswith("an item of a list has no words")


def test_words_of_a_list_are_those_of_its_passage():
    """What reads a passage as words and citations finds those of items in their order, and no marks."""
    text = PassageText("Two:\n- one,[@report]\n  1. a\n  2. b\n- two.[@gc3]")

    assert text.plain == "Two:\none,\na\nb\ntwo."
    assert [cite.key for cite in text.cites] == ["report", "gc3"]


@pytest.mark.one_in(5, thorough=2)
@pytest.mark.parametrize(
    ("source", "items"),
    [
        ("- x\n" * 10_000, 10_000),
        ("1. x\n" * 9_000, 9_000),
        ("- " + "[" * 100 + "x" * 40_000, 1),
        ("- [[[[[[[[[[x](y)\n" * 2_500, 2_500),
        ("- x\n  - y\n" * 4_000, 4_000),
    ],
)
def test_many_items_are_read(source, items):
    """A passage of as many items and brackets as its characters hold is read whole."""
    (one,) = parse_passage(source, numbered=True)

    assert len(one.items) == items
