"""Names that would be printed as they stand are told, and so are names that no letter has, in `check` as in letters."""

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import check, plan_letters
from entreaty.writing.checking.placeholders import unlike_placeholders
from tests.support.sample_campaigns import APPEAL, DAY, RECIPIENTS, edited, write_campaign
from tests.support.sample_content import make_passage

OPENING = "en: I write to you at the {{ recipient.organisation }} about the prisoners of war."
SWISS = "  - id: swiss-minister\n"


@pytest.mark.parametrize(
    ("source", "found", "hint"),
    [
        ("To { recipient.office }.", "{ recipient.office }", "did you mean '{{ recipient.office }}'?"),
        ("To {recipient.office}.", "{recipient.office}", "did you mean '{{ recipient.office }}'?"),
        ("To recipient.office.", "recipient.office", "did you mean '{{ recipient.office }}'?"),
        ("To [sender.name],", "sender.name", "did you mean '{{ sender.name }}'?"),
        ("To { recipient.offcie }", "{ recipient.offcie }", "did you mean 'recipient.office'?"),
        ("On { letter.date }: {{ letter.date }}", "{ letter.date }", "did you mean '{{ letter.date }}'?"),
        ("To {X}", "{X}", "write two braces around a placeholder; '\\' before a brace prints it"),
    ],
)
def test_name_with_too_few_braces(source, found, hint):
    """One brace, or none, prints the name itself."""
    (problem,) = unlike_placeholders(make_passage(en=source))

    assert (problem.level, problem.message, problem.hint) == (
        "error",
        f"'{found}' looks like a placeholder, and is printed as it stands",
        hint,
    )


@pytest.mark.parametrize(
    "source",
    [
        "To {{ recipient.office }}, {% if recipient.party is defined %}{{ recipient.party }}{% endif %}.",
        r"The set \{x} and the letter.The end; a { b } c.".replace("{ b }", "{ b, c }"),
        "It is so.[@{odd key}]",
        "The recipient of the letter, and its sender.",
    ],
)
def test_words_that_are_no_placeholders(source):
    """Placeholders as they should be, braces that are meant, citations and plain words are left alone."""
    assert list(unlike_placeholders(make_passage(en=source))) == []


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"appeal": edited(APPEAL, "{en: Visits to prisoners of war,", "{en: 'Visits, {{ recipient.office }}',")},
            "the subject has '{{ recipient.office }}', which is filled in nowhere but in passages",
        ),
        (
            {"recipients": edited(RECIPIENTS, SWISS, f"{SWISS}    salutation: 'Dear {{name}},'\n")},
            "the salutation has '{name}', which is filled in nowhere but in passages",
        ),
        (
            {"sender": "name: A. B.\ncountry: DE\npersonal_note: {en: 'I am {{ sender.role }}.'}\n"},
            "the personal note has '{{ sender.role }}', which is filled in nowhere but in passages",
        ),
    ],
)
def test_placeholder_in_a_text_that_is_no_template(tmp_path, files, message):
    """Subjects, salutations and the personal note are printed as they stand."""
    folder = write_campaign(tmp_path, **files)
    campaign = load_campaign(folder, folder / "sender.yaml" if "sender" in files else None)

    assert message in [one.message for one in check(campaign, DAY) if one.level == "error"]


@pytest.mark.parametrize("asked", ["recipient.partei", "recipient['partei']", "sender.rolle", "party"])
def test_name_that_is_only_asked_for_stops_letters_as_check_says(tmp_path, asked):
    """`is defined` of a name that no letter can have is a mistake, and no letter is written with it."""
    words = f'en: "{{% if {asked} is defined %}}So{{% endif %}} I write."'
    campaign = load_campaign(write_campaign(tmp_path, appeal=edited(APPEAL, OPENING, words)))

    told = [one.message for one in check(campaign, DAY) if one.level == "error"]
    plan = plan_letters(campaign, Order(day=DAY))

    assert [message for message in told if "is undefined" in message]
    assert {letter.language for letter in plan.letters} <= {"fr"}
    assert any("is undefined" in one.reason for one in plan.failed)


def test_value_that_the_sender_lacks_is_told_once(tmp_path):
    """One cause is one line, however many letters lack it."""
    appeal = edited(APPEAL, OPENING, 'en: "I, {{ sender.role }}, write."')
    folder = write_campaign(tmp_path, appeal=appeal, sender="name: Anna Example\ncountry: DE\n")
    campaign = load_campaign(folder, folder / "sender.yaml")

    told = [one.message for one in check(campaign, DAY) if "sender.role" in one.message]

    assert told == ["the sender has no sender.role"]
    assert len(plan_letters(campaign, Order(day=DAY)).failed) == 2


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("{en: Hello., fr: Bonjour.}", []),
        ("Hello.", []),
        ("{en: Hello., de: Hallo.}", ["nobody reads the personal note in 'de': no letter is written in it"]),
        ("{ru: Привет.}", ["nobody reads the personal note in 'ru': no letter is written in it"]),
    ],
)
def test_personal_note_that_nobody_reads(tmp_path, note, told):
    """A note in a language of no letter is a warning that names the languages of letters."""
    folder = write_campaign(tmp_path, sender=f"name: Anna Example\ncountry: DE\npersonal_note: {note}\n")

    problems = [
        one for one in check(load_campaign(folder, folder / "sender.yaml"), DAY) if "nobody reads" in one.message
    ]

    assert [one.message for one in problems] == told
    assert all((one.level, one.hint) == ("warning", "letters are written in: en, fr") for one in problems)
