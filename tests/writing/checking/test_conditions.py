"""What `check` tells about conditions: those that nobody meets, and words for constituents in letters to others."""

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.writing.checking.conditions import condition_problems
from tests.support.sample_campaigns import APPEAL, DAY, HEAD, PROFILES, SENDER, edited, line_of, write_campaign

_RECIPIENTS = edited(
    f"{PROFILES}\n{HEAD}\n",
    "    state: CH\n",
    "    state: CH\n    party: {en: Greens, fr: Les Verts}\n    constituency: Berlin\n    tags: [north]\n",
)
_SPEAK = "for: {audiences: [third-state]}"


def _told(folder, appeal, sender=None):
    texts = {"appeal": appeal, "recipients": _RECIPIENTS} | ({"sender": sender} if sender else {})
    campaign = load_campaign(write_campaign(folder, **texts), folder / "sender.yaml" if sender else None)
    assert campaign.problems == ()
    found = tuple(condition_problems(campaign, campaign.appeals, DAY))
    assert all(one.level == "warning" for one in found)
    return [(one.location.line, one.message, one.hint) for one in found]


@pytest.mark.parametrize(
    ("rules", "message", "hint"),
    [
        ("for: {states: [DE]}", "no recipient meets 'states: DE' of the passage 'speak'", ""),
        ("for: {audiences: [legislature]}", "no recipient meets 'audiences: legislature' of the passage 'speak'", ""),
        ("for: {forms: [mayor]}", "no recipient meets 'forms: mayor' of the passage 'speak'", ""),
        ("for: {languages: [de]}", "no recipient meets 'languages: de' of the passage 'speak'", ""),
        (
            "for: {political_parties: [Grens, Greens]}",
            "no recipient is of the party 'Grens', which 'for' of the passage 'speak' names",
            "did you mean 'Greens'?",
        ),
        (
            "not: {tags: [nort]}",
            "no recipient has the tag 'nort', which 'not' of the passage 'speak' names",
            "did you mean 'north'?",
        ),
        (
            "for: {constituencies: [Bern]}",
            "no recipient represents the constituency 'Bern', which 'for' of the passage 'speak' names",
            "did you mean 'Berlin'?",
        ),
        (
            "for: {committees: [Budget]}",
            "no recipient is in the committee 'Budget', which 'for' of the passage 'speak' names",
            "",
        ),
        ("not: {countries: [CH, AZ]}", "'not countries' keeps the passage 'speak' from everybody", ""),
        (
            "withhold_from: [mediator, third-state, detaining-power]",
            "'withhold_from' keeps the passage 'speak' from everybody",
            "",
        ),
        (
            "for: {audiences: [mediator], states: [CH]}",
            "no recipient meets all conditions of the passage 'speak' together",
            "'entreaty why visits RECIPIENT' shows how each compares",
        ),
    ],
)
def test_condition_that_nobody_meets_is_told_once(tmp_path, rules, message, hint):
    """What no recipient meets is told on its line, once for each cause, with the name that may have been meant."""
    appeal = edited(APPEAL, _SPEAK, rules)
    line = line_of(appeal, rules)

    assert _told(tmp_path, appeal) == [(line, message, hint)]


@pytest.mark.parametrize(
    ("for_the_one", "for_the_other"),
    [
        ("for: {sender: {organisation: no}}", "not: {sender: {organisation: no}}"),
        ("for: {sender: {organisation: no}}", "for: {sender: {organisation: yes}}"),
        ("not: {sender: {countries: [DE]}}", "for: {sender: {countries: [DE]}}"),
    ],
)
def test_passage_for_other_senders_beside_the_one_for_this_one_is_no_mistake(tmp_path, for_the_one, for_the_other):
    """Where a part has words for either kind of sender, those for the other are not told; alone, they are."""
    alone = edited(APPEAL, _SPEAK, for_the_one)
    beside = f"  demands:\n    - {{id: beside, {for_the_other}, en: 'Raise it;', fr: 'Évoquez-le ;'}}\n"
    both = edited(alone, "  demands:\n", beside)

    assert _told(tmp_path / "both", both, SENDER) == []
    assert len(_told(tmp_path / "alone", alone, SENDER)) == 1


def test_what_depends_on_an_unknown_sender_is_not_told(tmp_path):
    """While nobody signs, conditions on the sender may be met; once it is known that they are not, that is told."""
    appeal = edited(APPEAL, _SPEAK, "for: {sender: {organisation: no, countries: [AT]}}")

    assert _told(tmp_path / "nobody", appeal) == []
    assert [message for _, message, _ in _told(tmp_path / "known", appeal, SENDER)] == [
        "the sender does not meet 'sender.organisation: no' of the passage 'speak' (speaks for an organisation)",
        "the sender does not meet 'sender.countries: AT' of the passage 'speak' (DE)",
    ]


def test_constituents_that_nobody_represents_are_told(tmp_path):
    """`constituents: yes` is met by nobody where no recipient represents this sender."""
    appeal = edited(APPEAL, _SPEAK, "for: {constituents: yes}")

    assert _told(tmp_path / "some", appeal, SENDER) == []
    told = _told(tmp_path / "none", appeal, SENDER.replace("Berlin\n", "Munich\n"))
    assert [message for _, message, _ in told if "Teacher" not in message] == [
        "no recipient meets 'constituents: yes' of the passage 'speak'"
    ]


def test_time_is_no_condition_that_nobody_meets(tmp_path):
    """A passage of another time is for those whom it was for."""
    appeal = edited(APPEAL, f"{_SPEAK}\n", f"{_SPEAK}\n      until: 2020-01-01\n")

    assert _told(tmp_path, appeal) == []


_WORDS = "speak for the visits;"


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("en", "hear me, your constituent;", "your constituent"),
        ("en", "hear us, Your CONSTITUENTS;", "Your CONSTITUENTS"),
        ("en", "act as my representative;", "my representative"),
        ("fr", "écouter une électrice de votre ville ;", "électrice de votre"),
        ("fr", "écouter votre circonscription ;", "votre circonscription"),
    ],
)
def test_words_for_constituents_go_to_those_who_represent_the_sender(tmp_path, language, words, said):
    """A passage with such words that goes to anybody else is told, with one of them; with the condition it is not."""
    old = _WORDS if language == "en" else "parler en faveur des visites ;"
    appeal = edited(edited(APPEAL, old, words), f"      {_SPEAK}\n", "")
    line = line_of(appeal, words)
    others = "who does not represent the sender"
    hint = "give it 'for: {constituents: yes}', and the others a passage of their own"

    assert _told(tmp_path / "known", appeal, SENDER.replace("Berlin\n", "Munich\n"))[0] == (
        line,
        f"the passage 'speak' says '{said}', and goes to 'mediator', who is not known to represent the sender",
        hint,
    )
    only = edited(appeal, "    - id: speak\n", "    - id: speak\n      for: {states: [CH]}\n")
    assert _told(tmp_path / "other", only, SENDER.replace("Berlin\n", "Munich\n")) == [
        (line + 1, f"the passage 'speak' says '{said}', and goes to 'swiss-minister', {others}", hint)
    ]
    assert _told(tmp_path / "represents", only, SENDER) == []
    guarded = edited(appeal, "    - id: speak\n", "    - id: speak\n      for: {constituents: yes}\n")
    assert _told(tmp_path / "guarded", guarded, SENDER) == []


@pytest.mark.parametrize("words", ["end the “rights of your constituents” debate;", "call a Constituent Assembly;"])
def test_other_peoples_words_and_other_constituents_are_left_alone(tmp_path, words):
    """What is quoted, and what only sounds alike, is told of nobody."""
    appeal = edited(edited(APPEAL, _WORDS, words), f"      {_SPEAK}\n", "")

    assert _told(tmp_path, appeal) == []


def test_conditions_are_not_told_while_a_profile_cannot_be_used(tmp_path):
    """Whoever cannot be used may be the one who meets a condition, so that only the mistake itself is told."""
    broken = edited(_RECIPIENTS, "    state: CH\n", "    state: CHE\n")
    campaign = load_campaign(write_campaign(tmp_path, recipients=broken))

    assert len(campaign.problems) == 1
    assert tuple(condition_problems(campaign, campaign.appeals, DAY)) == ()


def test_name_that_stands_for_nothing_is_told_once(tmp_path):
    """A condition that names a recipient who is not there is an error, and not one more thing that nobody meets."""
    campaign = load_campaign(write_campaign(tmp_path, appeal=edited(APPEAL, _SPEAK, "for: {recipients: [nobody]}")))

    assert [one.message for one in campaign.problems] == ["there is no recipient 'nobody'"]
    assert tuple(condition_problems(campaign, campaign.appeals, DAY)) == ()
