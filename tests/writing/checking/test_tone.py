"""Texts that an office would not read with sympathy."""

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.writing.checking.tone import tone_problems
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, RECIPIENTS, SENDER, edited, line_of, write_campaign


def _warnings(folder, **texts):
    campaign = load_campaign(write_campaign(folder, **texts), folder / "sender.yaml" if "sender" in texts else None)
    return list(tone_problems(campaign, campaign.appeals[0]))


def _of_closing(folder, english, **texts):
    appeal = edited(APPEAL, "en: Thank you for your attention.", f"en: >-\n        {english}")
    return [problem.message for problem in _warnings(folder, appeal=appeal, **texts)]


def test_courteous_letters_give_no_warning(tmp_path):
    """The ordinary words of an appeal and of a note are not in any list."""
    assert _warnings(tmp_path, sender=SENDER) == []


@pytest.mark.parametrize(
    ("english", "messages"),
    [
        ("You liars will answer for it.", ["the passage 'thanks' says 'liars', which is discourteous"]),
        ("Shame  on\n        you.", ["the passage 'thanks' says 'Shame on you', which is discourteous"]),
        ("Do not call them “liars”.", []),
        ("Answer NOW please.", []),
        ("Answer RIGHT AWAY please.", ["the passage 'thanks' shouts 'RIGHT', 'AWAY', or does not explain it"]),
        (
            "As the EXCO said, Chapter XVIII of A/HRC/48/2.",
            ["the passage 'thanks' shouts 'EXCO', or does not explain it"],
        ),
        ("The Example Committee (EXCO) visits; the EXCO reports.", []),
        ("The series UNTS is known.", []),
        ("The EXCO and the ABCD.", ["the passage 'thanks' shouts 'EXCO', 'ABCD', or does not explain it"]),
        ("COVID-19, HTML, an ISBN, CCPR/C/EX/CO/5.", []),
        ("The Example Committee of Old Masters, or ECOM, visits; the ECOM reports.", []),
        ("The Example Committee – known as the EXCO – visits; the EXCO reports.", []),
        ("See “NEVER AGAIN!” and 2025.", []),
        ("Let them go!", ["the passage 'thanks' has an exclamation mark"]),
        ("{{ recipient.office ~ 'LOUD!' }} reads.", []),
        ("An image ![x](y", ["the passage 'thanks' has an exclamation mark"]),
        ("Broken.[@gc3;]", []),
    ],
)
def test_passages(tmp_path, english, messages):
    """Rude words, capitals and exclamation marks are warned of, unless they are quoted, filled in or explained."""
    assert _of_closing(tmp_path, english) == messages


@pytest.mark.parametrize(
    ("french", "messages"),
    [
        ("Bande de menteurs que vous êtes.", ["the passage 'thanks' says 'menteurs', which is discourteous"]),
        ("Vous êtes stupides.", ["the passage 'thanks' says 'stupides', which is discourteous"]),
        ("Ce ne sont pas des « idiots ».", []),
        ("Les ÉTATS le savent.", ["the passage 'thanks' shouts 'ÉTATS', or does not explain it"]),
    ],
)
def test_each_language_has_its_words(tmp_path, french, messages):
    """Words are looked for in their own language."""
    appeal = edited(APPEAL, "fr: Je vous remercie de votre attention.", f"fr: {french}")

    assert [problem.message for problem in _warnings(tmp_path, appeal=appeal)] == messages


def test_warning_has_its_line_and_a_hint(tmp_path):
    """A warning stands at the line of the language, and says what would be right."""
    appeal = edited(APPEAL, "en: Thank you for your attention.", "en: You fools and idiots.")
    (problem,) = _warnings(tmp_path, appeal=appeal)

    assert problem.level == "warning"
    assert problem.location.line == line_of(appeal, "en: You fools and idiots.")
    assert problem.hint == "offices answer those who are polite: say what happened, and what you ask"


def test_names_of_offices_may_be_in_capitals(tmp_path):
    """What an office or a source calls itself is not shouted."""
    recipients = edited(RECIPIENTS, "organisation: {en: Example Committee,", "organisation: {en: EXCOM,")
    authorities = edited(AUTHORITIES, "title: Report on visits", "title: Report of MONITORS")

    assert _of_closing(tmp_path, "EXCOM and MONITORS know.", recipients=recipients, authorities=authorities) == []


def test_long_subject(tmp_path):
    """A subject of 78 characters or more is cut where mails are listed; one of 77 is not."""
    short, long = "a" * 77, "b" * 78
    appeal = edited(
        APPEAL,
        "subject: {en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}",
        f"subject: {{en: {short}, fr: {long}}}",
    )
    (problem,) = _warnings(tmp_path, appeal=appeal)

    assert (problem.location.line, problem.message) == (2, "the subject in 'fr' has 78 characters")
    assert problem.hint == "lists of e-mails show fewer than 78"


def test_long_subject_for_all_languages(tmp_path):
    """A subject that is the same in every language is named without one."""
    appeal = edited(
        APPEAL,
        "subject: {en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}",
        f"subject: {'c' * 90}",
    )

    assert [problem.message for problem in _warnings(tmp_path, appeal=appeal)] == ["the subject has 90 characters"]


def test_personal_note_is_read_too(tmp_path):
    """A volunteer's own words are looked at as well, at their place in the sender's file."""
    sender = edited(SENDER, "en: My grandfather was a prisoner of war.", "en: RELEASE them!")
    warnings = _warnings(tmp_path, sender=sender)

    assert [(problem.location.path.name, problem.message) for problem in warnings] == [
        ("sender.yaml", "the personal note shouts 'RELEASE', or does not explain it"),
        ("sender.yaml", "the personal note has an exclamation mark"),
    ]


def test_list_in_a_personal_note_is_told(tmp_path):
    """The note is plain text: lines that look like the items of a list are told once."""
    note = SENDER[: SENDER.index("personal_note")] + "personal_note:\n  en: |\n    I see:\n    - one\n    - two\n"
    (warning,) = _warnings(tmp_path, sender=note)

    assert warning.message == "the personal note has a list, which is printed in one line"
    assert (warning.level, warning.location.line) == ("warning", line_of(note, "personal_note"))


def test_sender_without_a_note(tmp_path):
    """A sender who adds nothing is not blamed for it here."""
    without = SENDER[: SENDER.index("personal_note")]

    assert _warnings(tmp_path, sender=without) == []
