"""The names that passages may use."""

from pathlib import Path

import pytest

from entreaty.problems import ContentError, Location
from entreaty.writing.passage_text import PassageText
from entreaty.writing.placeholders import PLACEHOLDERS, placeholder_values
from tests.support.sample_content import DAY, make_recipient, make_sender

PHRASES = {
    "your-name": "[Your name]",
    "your-role": "[your role]",
    "your-organisation": "[your organisation]",
    "your-constituency": "[your constituency]",
    "your-country": "[your country]",
}
RULE = "____________________"


def test_everything_that_is_known_has_its_name():
    """Profile, sender and date fill every placeholder, in the letter's language."""
    recipient = make_recipient(
        name={"title": "Dr", "given": "Ana", "family": "Doe"},
        state="CH",
        constituency={"en": "Bern", "fr": "Berne"},
        party={"en": "Greens", "fr": "Les Verts"},
        roles=[{"organisation": {"en": "Roads", "fr": "Routes"}}, {"organisation": "Budget"}],
        tags=["bus-lane", "north"],
    )
    sender = make_sender(
        role={"en": "Teacher", "fr": "Enseignante"}, organisation="Example Society", constituency={"en": "Berlin"}
    )
    values = placeholder_values(recipient, sender, DAY, "fr", PHRASES)

    assert values == {
        "recipient": {
            "office": "Présidence",
            "organisation": "Comité exemplaire",
            "name": "Ana Doe",
            "state_name": "Suisse",
            "constituency": "Berne",
            "party": "Les Verts",
            "title": "Dr",
            "committees": "Routes et Budget",
            "tags": "bus-lane, north",
        },
        "sender": {
            "name": "Anna Example",
            "role": "Enseignante",
            "organisation": "Example Society",
            "constituency": "Berlin",
            "state_name": "Allemagne",
        },
        "letter": {"date": "24 juin 2025"},
    }
    assert {f"{group}.{name}" for group, named in values.items() for name in named} == set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% if 'bus-lane' in recipient.tags %}yes{% else %}no{% endif %}", "yes"),
        ("{% if 'bus' in recipient.tags %}yes{% else %}no{% endif %}", "no"),
        ("{% if recipient.party is defined %}{{ recipient.party }}{% else %}none{% endif %}", "none"),
        ("{{ recipient.tags }}", "bus-lane, north"),
    ],
)
def test_passages_ask_for_whole_tags(source, text):
    """`in` asks for a whole tag, and `is defined` whether the profile has a value."""
    values = placeholder_values(make_recipient(tags=["bus-lane", "north"]), make_sender(), DAY, "en", PHRASES)
    ((span,),) = PassageText(source).filled(values, Location(Path("appeal.yaml"), 1), "mediator")

    assert span.text == text


def test_file_that_lacks_a_value_is_named():
    """The hint names the file of the profile, or that of the sender, which has to be completed."""
    files = {"recipient": Location(Path("more.yaml"), 12), "sender": Location(Path("me.yaml"))}
    with pytest.raises(ContentError) as caught:
        PassageText("{{ recipient.party }} {{ sender.role }}").filled({}, Location(Path("a.yaml"), 3), "bob", files)

    assert [(one.message, one.hint.partition(",")[0]) for one in caught.value.problems] == [
        ("the letter to 'bob' has no recipient.party", "complete more.yaml:12"),
        ("the sender has no sender.role", "complete me.yaml"),
    ]


def test_what_is_not_known_is_left_out():
    """A name, state or constituency that the profile lacks has no value, so that using it is an error."""
    assert placeholder_values(make_recipient(), make_sender(), DAY, "en", PHRASES) == {
        "recipient": {"office": "President", "organisation": "Example Committee"},
        "sender": {"name": "Anna Example", "state_name": "Germany"},
        "letter": {"date": "24 June 2025"},
    }


def test_letter_without_sender():
    """Without a sender, each of the sender's names is a rule to write on, and says what belongs there."""
    values = placeholder_values(make_recipient(), None, DAY, "en", PHRASES)["sender"]

    assert values == {
        "name": f"{RULE} [Your name]",
        "role": f"{RULE} [your role]",
        "organisation": f"{RULE} [your organisation]",
        "constituency": f"{RULE} [your constituency]",
        "state_name": f"{RULE} [your country]",
    }
    assert [f"sender.{name}" for name in values] == [name for name in PLACEHOLDERS if name.startswith("sender.")]
