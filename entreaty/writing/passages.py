"""What passages cite: their words read once, and the sources named in them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from entreaty.content.files.appeals import Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Sender
from entreaty.content.locales import date_in_words, state_name
from entreaty.content.model import Text, closest
from entreaty.problems import Location, Problem
from entreaty.writing.citing.prose import Parsed, citations, parse_prose
from entreaty.writing.citing.syntax import Cite, ProseError

# Most passages serve many letters.
read_prose = lru_cache(maxsize=4096)(parse_prose)


def readable_prose(source: str) -> Parsed:
    """Return the text as far as it can be read: nothing where proofreading has to tell why not."""
    try:
        return read_prose(source)
    except ProseError:
        return ()


@lru_cache(maxsize=4096)
def cites_in(source: str) -> tuple[Cite, ...]:
    """Return every source cited in a text, in order."""
    return tuple(cite for citation in citations(readable_prose(source)) for cite in citation.cites)


def cites_of(passage: Passage) -> tuple[Cite, ...]:
    """Return every source cited in a passage, language by language."""
    return tuple(cite for source in passage.words.values() for cite in cites_in(source))


def unknown_authority(key: str, place: Location, authorities: Mapping[str, Authority]) -> Problem:
    """Return the problem that a citation names what is not among the authorities."""
    hint = closest(key, tuple(authorities)) or "describe it in appeals/authorities.yaml"
    return Problem(place, f"there is no authority '{key}'", hint, concerns=f"authority:{key}")


# Every name with what it stands for; the format's README lists them all.
PLACEHOLDERS: Mapping[str, str] = {
    "recipient.office": "the office, such as “President”",
    "recipient.organisation": "the organisation that the office belongs to",
    "recipient.name": "the office-holder's name, if the profile has one",
    "recipient.state_name": "the state that the recipient acts for, if any",
    "recipient.constituency": "the constituency that the recipient represents, if any",
    "sender.name": "who signs",
    "sender.role": "what the sender is",
    "sender.organisation": "whom the sender speaks for",
    "sender.constituency": "where the sender votes",
    "sender.state_name": "the country that the letter is posted in",
    "letter.date": "the date that the letter bears, in words",
}
# In a letter without a sender: the phrase that says what belongs on the rule.
_BLANKS = {
    "name": "your-name",
    "role": "your-role",
    "organisation": "your-organisation",
    "constituency": "your-constituency",
    "state_name": "your-country",
}
# Long enough to write a name on by hand.
_RULE = "_" * 20


def placeholder_values(
    recipient: Recipient, sender: Sender | None, day: date, language: str, phrases: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return what each name stands for; what is not known is left out, so that using it is an error.

    Without a sender, the sender's names stand for blanks to fill in: a rule, and what belongs there.
    """
    return {
        "recipient": recipient_values(recipient, language),
        "sender": {name: value for name, value in _of_sender(sender, language, phrases).items() if value},
        "letter": {"date": date_in_words(day, language)},
    }


def recipient_values(recipient: Recipient, language: str) -> dict[str, str]:
    """Return what the names of the recipient stand for, each without "recipient."; what is not known is left out."""
    values = {
        "office": recipient.office.best(language),
        "organisation": recipient.organisation.best(language),
        "name": recipient.full_name() or None,
        "state_name": state_name(recipient.state, language) if recipient.state else None,
        "constituency": _in(recipient.constituency, language),
    }
    return {name: value for name, value in values.items() if value}


def _of_sender(sender: Sender | None, language: str, phrases: Mapping[str, str]) -> dict[str, str | None]:
    if sender is None:
        return {name: f"{_RULE} {phrases[key]}" for name, key in _BLANKS.items()}
    return {
        "name": sender.name,
        "role": _in(sender.role, language),
        "organisation": _in(sender.organisation, language),
        "constituency": _in(sender.constituency, language),
        "state_name": state_name(sender.country, language),
    }


def _in(text: Text | None, language: str) -> str | None:
    return text.best(language) if text else None
