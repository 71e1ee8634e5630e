"""What keeps offices from heeding the letters of a run, and the word lists behind it."""

import json

import pytest

from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.content.shipped.guidance import load_guidance
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.writing.checking.letters import check_length
from tests.support.sample_campaigns import (
    APPEAL,
    DAY,
    HEAD,
    PROFILES,
    RECIPIENTS,
    SENDER,
    edited,
    line_of,
    write_campaign,
)

MINISTER = """
  - id: minister-{number}
    office: Minister
    organisation: Ministry {number}
    form_of_address: foreign-minister
    language: {language}
    audiences: [third-state]
    state: CH
    address: {{lines: [{number} Example Lane], country: CH}}
    verified: {{on: 2025-06-01, status: official, source: "https://example.org/contact", courtesies: yes}}
"""
ALL_THE_SAME = edited(APPEAL, "I write to you at the {{ recipient.organisation }} about", "I write to you about")


def _ministers(count, language="en"):
    ministers = (MINISTER.format(number=number, language=language) for number in range(1, count + 1))
    return f"{HEAD}\n{PROFILES}{''.join(ministers)}"


def _warnings(folder, *, sender=None, **texts):
    if sender:
        texts["sender"] = sender
    campaign = load_campaign(write_campaign(folder, **texts), folder / "sender.yaml" if sender else None)
    return plan_letters(campaign, Order(day=DAY)).problems


def test_word_lists_are_there_in_three_languages():
    """The lists are long enough to be of use, in order, and hold nothing twice."""
    lists = load_guidance().discourteous

    assert set(lists) == {"en", "fr", "de"}
    for words in lists.values():
        assert len(words) >= 15
        assert all(word == word.lower() for word in words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(("pages", "said"), [(0, 0), (1, 0), (2, 0), (3, 1)])
def test_length(pages, said):
    """More than two pages are too many; a letter without a PDF has none."""
    assert len(check_length(pages)) == said


def test_long_letter_is_noted_in_the_manifest(tmp_path):
    """A letter of three pages is written, and its record says that it is too long."""
    long = "We repeat it. " * 350
    appeal = edited(APPEAL, "en: Thank you for", f"en: {long}Thank you for")
    again = " again and again" * 200
    appeal = edited(appeal, "en: keep visiting every prisoner of war;", f"en: keep visiting{again} every prisoner;")
    campaign = load_campaign(write_campaign(tmp_path, appeal=appeal))
    order = Order(day=DAY, recipients=("mediator",), endings=("pdf",))
    list(write_letters(campaign, plan_letters(campaign, order), order, tmp_path / "letters"))

    (record,) = json.loads((tmp_path / "letters" / "manifest.json").read_text(encoding="utf-8"))["letters"]
    assert record["pages"] == 3
    assert record["problems"] == ["the letter has 3 pages; more than 2 are seldom read"]


def test_too_many_demands(tmp_path):
    """An office that is asked for more than six things does none of them first."""
    more = "".join(f"    - {{id: more-{n}, for: {{audiences: [mediator]}}, en: more;, fr: plus ;}}\n" for n in range(6))
    appeal = edited(APPEAL, "    - id: speak\n", f"{more}    - id: speak\n")
    (problem,) = _warnings(tmp_path, appeal=appeal)

    assert (problem.level, problem.location.line) == ("warning", line_of(appeal, "  demands:"))
    assert problem.message == "up to 7 demands stand in one letter ('mediator')"
    assert problem.hint == "ask an office for at most 6 things, and first for what it can do"


@pytest.mark.parametrize("form", ["judge", "intl-court-president"])
def test_letter_to_a_judge(tmp_path, form):
    """To ask a judge for anything is warned of."""
    recipients = edited(RECIPIENTS, "form_of_address: icrc-president", f"form_of_address: {form}")
    messages = [
        (problem.level, problem.message, problem.hint) for problem in _warnings(tmp_path, recipients=recipients)
    ]

    assert (
        "warning",
        "something is demanded of a judge ('mediator')",
        "a letter to a judge on a pending case may be improper: write to the ministry or the prosecution",
    ) in messages


def test_five_letters_word_for_word_the_same(tmp_path):
    """Five letters that differ in address and salutation only are filtered; four are few."""
    few = _warnings(tmp_path / "few", appeal=ALL_THE_SAME, recipients=_ministers(4))
    many = _warnings(tmp_path / "many", appeal=ALL_THE_SAME, recipients=_ministers(6))

    assert few == ()
    (problem,) = many
    assert (problem.level, problem.location.line) == ("warning", 2)
    assert problem.message == (
        "6 letters of 'visits' are word for word the same ('minister-1', 'minister-2', 'minister-3', 3 more)"
    )
    assert problem.hint == "offices filter identical letters: add a 'personal_note' to the sender"


def test_letters_that_name_their_office_differ(tmp_path):
    """A passage that names the organisation makes each letter another."""
    assert _warnings(tmp_path, recipients=_ministers(6)) == ()


def test_note_makes_letters_ones_own(tmp_path):
    """With a personal note in the language there is no warning; without one it stands at the sender."""
    without = edited(SENDER, "en: My grandfather was a prisoner of war., ", "")
    noted = _warnings(tmp_path / "noted", appeal=ALL_THE_SAME, recipients=_ministers(5), sender=SENDER)
    french = _warnings(tmp_path / "french", appeal=ALL_THE_SAME, recipients=_ministers(5), sender=without)

    assert noted == ()
    assert [problem.location.path.name for problem in french] == ["sender.yaml"]


def test_letters_of_other_appeals_are_left_alone(tmp_path):
    """Each appeal is advised on its own letters."""
    folder = write_campaign(tmp_path, appeal=ALL_THE_SAME, recipients=_ministers(5))
    other = folder / "appeals" / "other" / "appeal.yaml"
    other.parent.mkdir()
    other.write_text(APPEAL, encoding="utf-8")
    problems = plan_letters(load_campaign(folder), Order(day=DAY)).problems

    assert [problem.location.path.parent.name for problem in problems] == ["visits"]
