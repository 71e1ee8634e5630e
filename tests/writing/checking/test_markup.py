"""What would be printed with its marks is an error on its line, and stops the letters with the passage."""

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.checking.markup import markup_problems
from tests.support.sample_campaigns import APPEAL, DAY, edited, line_of, write_campaign
from tests.support.sample_content import authorities_of, make_authority, make_passage, make_report

AUTHORITIES = authorities_of(make_authority(), make_report(id="minutes"))
ADMIT = "      en: admit the visits.\n"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("It was said.[minutes]", ["'[minutes]' looks like a citation of 'minutes', but is none"]),
        ("It was said.[see minutes, p. 3]", ["'[see minutes, p. 3]' looks like a citation of 'minutes', but is none"]),
        ("It was said.[note; minutes]", ["'[note; minutes]' looks like a citation of 'minutes', but is none"]),
        ("It was said *there [-gc3]*.", ["'[-gc3]' looks like a citation of 'gc3', but is none"]),
        ("It was said (@gc3, art. 1).", ["'@gc3' looks like a citation of 'gc3', but is none"]),
        ("As @minutes has it.", ["'@minutes' looks like a citation of 'minutes', but is none"]),
        ("It was said.[@minutes; see @gc3]", []),
        (r"It was said.\[minutes]", []),
        ("It was said `[minutes]`.", []),
        ("See [minutes](https://example.org).", []),
        ("“[T]he minutes [sic] of [the minutes] …”", []),
        ("Write to me@gc3 or [other].", []),
    ],
)
def test_citation_without_its_sign_is_an_error(source, told):
    """Brackets with the id of a source, and ids outside of brackets, are told where there is such a source."""
    problems = list(markup_problems(make_passage(en=source), AUTHORITIES))

    assert [problem.message for problem in problems] == told
    assert all(problem.hint.startswith("write '[@") and problem.level == "error" for problem in problems)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "|\n        Three things:\n\n        - one\n        - two\n",
            "a list cannot stand in 'demands'",
        ),
        (
            ">-\n        Three things:\n        - one\n        - two\n",
            "'- one - two' is a list within a line, which a passage cannot have",
        ),
        (
            '"## Visits\\n\\nadmit them."\n',
            "'## Visits' is a heading, which a passage cannot have",
        ),
        (
            ">-\n        admit.\n        ## Visits\n        now.\n",
            "'## Visits now.' is a heading, which a passage cannot have",
        ),
        ("|-\n        admit.\n\n        And now.\n", "'And now.' is a second paragraph, which a passage cannot have"),
    ],
)
def test_letters_with_such_a_passage_are_not_written(tmp_path, written, message):
    """The problem names the line of the passage's language; the letters to all others are written."""
    appeal = edited(APPEAL, ADMIT, f"      en: {written}")

    plan = plan_letters(load_campaign(write_campaign(tmp_path, appeal=appeal)), Order(day=DAY))

    (error,) = plan.errors
    assert (error.message, bool(error.hint)) == (message, True)
    assert error.location.line == line_of(appeal, "    - id: admit") + 2
    assert [letter.recipient for letter in plan.letters] == ["mediator", "swiss-minister"]
    assert [one.letter.recipient for one in plan.failed] == ["azerbaijani-minister"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("- one\n          - two\n            - three", "'three' is a list in a list of a list"),
        ("- one\n        -\n", "an item of a list has no words"),
        ("- one\n\n          two", "the item 'one' has more than words and one list"),
    ],
)
def test_letters_with_a_list_that_cannot_be_set_are_not_written(tmp_path, written, message):
    """The problem names the line of the passage's language and the words; the letters to all others are written."""
    appeal = edited(APPEAL, ADMIT, f"      en: |\n        Three things:\n        {written}\n")

    plan = plan_letters(load_campaign(write_campaign(tmp_path, appeal=appeal)), Order(day=DAY))

    (error,) = plan.errors
    assert error.message.startswith(f"{message}; ")
    assert error.location.line == line_of(appeal, "    - id: admit") + 2
    assert [letter.recipient for letter in plan.letters] == ["mediator", "swiss-minister"]
