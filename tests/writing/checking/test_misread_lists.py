"""Lists that would be printed in another way than they look are told, and all others are left alone."""

import pytest

from entreaty.writing.checking.markup import markup_problems
from entreaty.writing.checking.misread_lists import NO_MARK, OTHER_MARK, OTHER_NUMBER, misread_lists
from tests.support.sample_content import authorities_of, make_passage


@pytest.mark.parametrize(
    ("source", "what", "words"),
    [
        ("1. one\n  - sub\n  - more\n2. two", OTHER_MARK, "- sub"),
        ("1. one\n\n  - sub\n  - more\n\n2. two", OTHER_MARK, "- sub"),
        ("10. ten\n   - sub\n11. eleven", OTHER_MARK, "- sub"),
        ("- one\n - sub\n- two", OTHER_MARK, "- sub"),
        ("- one\n 1. sub\n 2. more", OTHER_MARK, "1. sub"),
        ("- one\n      - sub\n- two", OTHER_MARK, "- sub"),
        ("1. one\n2) two", OTHER_MARK, "2) two"),
        ("1) one\n\n2. two", OTHER_MARK, "2. two"),
        ("1. one\n2. two\n3) three", OTHER_MARK, "3) three"),
        ("3. May\n17. May", OTHER_NUMBER, "17. May"),
        ("1. a\n2. b\n4. c", OTHER_NUMBER, "4. c"),
        ("Dates:\n\n2. a\n1. b", OTHER_NUMBER, "1. b"),
        ("1. a\n3. b\n2. c", OTHER_NUMBER, "3. b"),
        ("- a\n  1. b\n  5. c", OTHER_NUMBER, "5. c"),
        ("1. a\n{% if recipient.party is defined %}\n4. b\n{% endif %}\n5. c", OTHER_NUMBER, "4. b"),
        ("{% if recipient.party is defined %}\n1. a\n{% else %}\n1. b\n{% endif %}\n3. c", OTHER_NUMBER, "3. c"),
        ("Points:\n– one\n– two", NO_MARK, "– one"),
        ("Points:\n— one", NO_MARK, "— one"),
        ("Points are\n• one\n• two", NO_MARK, "• one"),
        ("We ask for\na) a seat\nb) a light", NO_MARK, "a) a seat"),
        ("(1) a seat\n(2) a light", NO_MARK, "(1) a seat"),
        ("i) a seat\nii) a light", NO_MARK, "i) a seat"),
    ],
)
def test_list_that_is_read_otherwise_than_it_looks(source, what, words):
    """The first item that is misread is named, with what to write."""
    found = {one.what: one for one in misread_lists(source)}

    assert found[what].words == words
    assert found[what].hint


@pytest.mark.parametrize(
    "source",
    [
        "1. one\n   - sub\n   - more\n2. two",
        "- one\n  - sub\n- two",
        "1. one\n   1) sub\n   2) more\n2. two",
        "1. a\n1. b\n1. c",
        "7. a\n8. b",
        " 9. nine\n10. ten",
        "Text:\n\n  - a\n  - b",
        "1. Mai ist Feiertag.",
        "- Der Bus fährt am\n  3. Mai nicht.\n- Er kommt.",
        "3\\. May\n17\\. May",
        "1. a\n{% if recipient.party is defined %}\n2. b\n{% else %}\n2. c\n{% endif %}\n3. d",
        "The bus\n– they say –\nis late.",
        "The bus –\n– is it? –\n– they say – is late.",
        "Sections\na) and b) are left out.",
        "J) is\nb) not it.",
    ],
)
def test_list_that_is_printed_as_it_looks(source):
    """Right lists, lone numbers and dashes within sentences are left alone."""
    assert misread_lists(source) == ()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("- a\n- b\nThat is all.", ["That is all."]),
        ("1. a\n2. b\nEnd.\n", ["End."]),
        ("- a\n  - b\n  End of b.\nEnd.", ["End of b.", "End."]),
        ("- a\n  goes on\n- b", []),
        ("- a\n- b\n\nThat is all.", []),
        ("A line\nand another.", []),
    ],
)
def test_line_at_the_margin_below_an_item_is_a_warning(source, told):
    """CommonMark takes such a line for more of the item; whoever meant the words after the list learns it."""
    problems = list(markup_problems(make_passage(en=source), authorities_of()))

    assert [problem.message for problem in problems] == [
        f"'{line}' goes on with the item of the list before it" for line in told
    ]
    assert all(problem.level == "warning" and problem.hint for problem in problems)
