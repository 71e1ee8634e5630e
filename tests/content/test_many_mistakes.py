"""Files with very many mistakes: read in a time that grows as they do, with as many problems as somebody would read.

Where each mistake is compared with each of the others, one of these tests takes minutes.
"""

from datetime import date

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.files.recipients import load_recipients
from entreaty.content.model import Suggestions
from entreaty.planning.plan import check
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, PROFILES, RECIPIENTS, edited, write_campaign

pytestmark = pytest.mark.no_cover

DAY = date(2025, 6, 24)


def _profile(name):
    return edited(RECIPIENTS.partition("\n\n")[0].removeprefix("recipients:\n"), "id: mediator", f"id: {name}") + "\n\n"


def test_a_hundred_thousand_unknown_keys_in_one_entry(tmp_path):
    """Of 100,000 unknown keys in one profile, the first hundred are named, and the others are counted."""
    text = PROFILES.rstrip("\n") + "\n" + "".join(f"    unknown-{number}: 1\n" for number in range(100_000))
    folder = write_campaign(tmp_path, recipients=text)

    problems = load_recipients(folder / "recipients.yaml").problems

    first = PROFILES.rstrip("\n").count("\n") + 2
    assert [problem.message for problem in problems[:2]] == ["unknown key 'unknown-0'", "unknown key 'unknown-1'"]
    assert [problem.location.line for problem in problems[:2]] == [first, first + 1]
    assert len(problems) == 101
    assert problems[-1].message == "there are 99900 further mistakes in what begins here"
    assert problems[-1].hint == "correct the 100 that are named first"


def test_a_hundred_mistakes_in_one_entry_are_all_named(tmp_path):
    """Exactly a hundred mistakes need no line that counts others."""
    text = PROFILES.rstrip("\n") + "\n" + "".join(f"    unknown-{number}: 1\n" for number in range(100))

    problems = load_recipients(write_campaign(tmp_path, recipients=text) / "recipients.yaml").problems

    assert len(problems) == 100
    assert problems[-1].message == "unknown key 'unknown-99'"


@pytest.mark.one_in(2)
@pytest.mark.parametrize(("key", "what"), [("recipients", "recipient"), ("bound_by", "authority")])
def test_ten_thousand_unknown_ids_in_a_condition(tmp_path, key, what):
    """Each of 10,000 ids that there are not is named, the first with the nearest that there is."""
    names = ", ".join(["mediatr", "gc-3", *(f"nobody-{number}" for number in range(10_000))])
    appeal = edited(APPEAL, "    - id: concern\n", f"    - id: concern\n      for: {{{key}: [{names}]}}\n")
    folder = write_campaign(tmp_path, appeal=appeal)
    everybody = "".join(_profile(f"member-{number}") for number in range(4_000))
    (folder / "recipients.yaml").write_text(edited(RECIPIENTS, "recipients:\n", f"recipients:\n{everybody}"))

    problems = [problem for problem in load_campaign(folder).problems if problem.message.startswith("there is no ")]

    assert len(problems) == 10_002
    hints = {problem.message: problem.hint for problem in problems}
    assert hints["there is no recipient 'mediatr'" if key == "recipients" else "there is no authority 'gc-3'"] == (
        "did you mean 'mediator'?" if key == "recipients" else "did you mean 'gc3'?"
    )
    assert {problem.location.line for problem in problems} == {9}
    assert all(f"there is no {what} 'nobody-{number}'" in hints for number in range(10_000))


def test_thousands_of_known_ids_beside_thousands_of_profiles(tmp_path):
    """A condition may name thousands of recipients; each profile is looked up in it, not compared with each of them."""
    names = [f"member-{number}" for number in range(20_000)]
    appeal = edited(
        APPEAL, "    - id: concern\n", f"    - id: concern\n      for: {{recipients: [{', '.join(names)}]}}\n"
    )
    folder = write_campaign(tmp_path, appeal=appeal)

    (appeal,) = load_campaign(folder).appeals
    fits = next(appeal.letter.passages()).fits

    assert fits.wanted == {"recipients": set(names)}
    assert fits.wanted is fits.wanted


def test_suggestions_end_after_a_hundred():
    """After a hundred wrong names, no more are compared with those that there are."""
    suggestions = Suggestions({"mediator", "minister"})

    assert [suggestions.nearest("mediatr") for _ in range(100)] == ["did you mean 'mediator'?"] * 100
    assert suggestions.nearest("mediatr") == ""


@pytest.mark.thorough
def test_thousands_of_unknown_sources(tmp_path):
    """Unknown sources in passages are named; 640 of them beside 4,000 sources take no time that anybody notices."""
    sources = "".join(
        f"  - {{id: s{number}, type: report, title: Report {number}, issued: 2025, custom: {{kind: report}}}}\n"
        for number in range(4_000)
    )
    cites = "So" + "".join(f" [@nowhere-{number}]" for number in range(80))
    passages = "".join(f"    - id: p{number}\n      en: {cites}\n      fr: {cites}\n" for number in range(8))
    folder = write_campaign(
        tmp_path, authorities=AUTHORITIES + sources, appeal=edited(APPEAL, "  closing:\n", f"  closing:\n{passages}")
    )

    problems = [one for one in check(load_campaign(folder), DAY) if one.message.startswith("there is no authority")]

    assert len(problems) == 8 * 2 * 80


def test_more_provisions_than_any_treaty_has(tmp_path):
    """The provisions of one source are limited, so that citations find theirs."""
    many = "".join(f"        art. {number}: {{en: word}}\n" for number in range(200, 2_200))
    folder = write_campaign(
        tmp_path, authorities=edited(AUTHORITIES, "        art. 122(6):", f"{many}        art. 122(6):")
    )

    messages = [problem.message for problem in load_campaign(folder).problems]

    assert messages == ["'provisions' is too long: at most 2000 entries"]
