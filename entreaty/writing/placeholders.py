"""The placeholders of passages, such as `{{ recipient.office }}`, and their values in a letter."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.locales import list_in_words, state_name
from entreaty.content.model import Text
from entreaty.content.names import whom
from entreaty.content.shipped.languages.dates import date_in_words

# Each with its meaning, as the README lists them.
PLACEHOLDERS: Mapping[str, str] = {
    "recipient.office": "the office, such as “President”",
    "recipient.organisation": "the organisation that the office belongs to",
    "recipient.name": "the office-holder's name, if the profile has one",
    "recipient.state_name": "the state that the recipient acts for, if any",
    "recipient.constituency": "the constituency that the recipient represents, if any",
    "recipient.party": "the party or group, if the profile names one",
    "recipient.committees": "the committees that the recipient is in, if any, as in “Transport and Finance”",
    "recipient.title": "the title before the name, such as “Dr.”, if the profile has one",
    "recipient.tags": "the profile's tags, if any, with commas between them",
    "sender.name": "who signs",
    "sender.role": "what the sender is",
    "sender.organisation": "whom the sender speaks for",
    "sender.constituency": "where the sender votes",
    "sender.state_name": "the country that the letter is posted in",
    "letter.date": "the date that the letter bears, in words",
}
# In a letter without a sender: the phrase that says what to write on the rule.
_BLANKS = {
    "name": "your-name",
    "role": "your-role",
    "organisation": "your-organisation",
    "constituency": "your-constituency",
    "state_name": "your-country",
}
# Long enough to write a name on by hand.
_RULE = "_" * 20


class Listed(str):  # noqa: SLOT000  (a text cannot have slots with values of their own)
    """Several texts in one, such as "Transport and Finance"; `in` asks for a whole one of them.

    `{% if 'bus' in recipient.tags %}` does not hold for the tag "bus-lane".
    """

    entries: tuple[str, ...]

    def __new__(cls, text: str, entries: tuple[str, ...]) -> Self:
        """Make it of its text and of the texts in it."""
        made = super().__new__(cls, text)
        made.entries = entries
        return made

    def __contains__(self, text: object) -> bool:
        return text in self.entries


def placeholder_values(
    recipient: Recipient, sender: Sender | None, day: date, language: str, phrases: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the value of every placeholder that has one, such as {"letter": {"date": "24 June 2025"}}.

    Args:
        recipient: Whose profile has the values of `recipient`; a placeholder without a value is left out.
        sender: Who signs; without a sender, the values of `sender` are blanks: a rule, and what to write on it.
        day: The date that the letter bears.
        language: The language of the values.
        phrases: The fixed phrases of that language, which say what to write on each rule.
    """
    return {
        "recipient": recipient_values(recipient, language),
        "sender": {name: value for name, value in _sender_values(sender, language, phrases).items() if value},
        "letter": {"date": date_in_words(day, language)},
    }


def recipient_values(recipient: Recipient, language: str) -> dict[str, str]:
    """Return the value of every placeholder of `recipient` that has one, such as {"office": "President"}."""
    values = {
        "office": recipient.in_words("office", language),
        "organisation": recipient.in_words("organisation", language),
        "name": whom(recipient, language) if recipient.people else None,
        "state_name": state_name(recipient.law_state, language) if recipient.law_state else None,
        "constituency": _best(recipient.constituency, language),
        "party": _best(recipient.party, language),
        "title": recipient.name.title if recipient.name else None,
    }
    committees = tuple(role.organisation.best(language) for role in recipient.roles)
    if committees:
        values["committees"] = Listed(list_in_words(committees, language), committees)
    if recipient.tags:
        values["tags"] = Listed(", ".join(recipient.tags), recipient.tags)
    return {name: value for name, value in values.items() if value}


def values_read(names: frozenset[str], recipient: Recipient, language: str) -> tuple[str, ...]:
    """Return the values of those of the names that differ between recipients; "" for one without a value.

    Args:
        names: Names in the braces of passages, such as "recipient.office" or "letter.date". If one of `recipient` is
            no placeholder, such as "recipient" itself, it may read any of the values, and all of them are returned.
        recipient: Whose profile has the values.
        language: The language of the values.
    """
    read = sorted(name for name in names if name.partition(".")[0] == "recipient")
    if not read:
        return ()
    values = recipient_values(recipient, language)
    if all(name in PLACEHOLDERS for name in read):
        return tuple(values.get(name.partition(".")[2], "") for name in read)
    return tuple(f"{name} {value}" for name, value in values.items())


def _sender_values(sender: Sender | None, language: str, phrases: Mapping[str, str]) -> dict[str, str | None]:
    if sender is None:
        return {name: f"{_RULE} {phrases[key]}" for name, key in _BLANKS.items()}
    return {
        "name": sender.name,
        "role": _best(sender.role, language),
        "organisation": _best(sender.organisation, language),
        "constituency": _best(sender.constituency, language),
        "state_name": state_name(sender.country, language),
    }


def _best(text: Text | None, language: str) -> str | None:
    return text.best(language) if text else None
