"""Whom letters are written to: offices with their addresses, languages and audiences."""

from pathlib import Path
from typing import Annotated, Literal, Self

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from entreaty.content.authorities import Verification
from entreaty.content.model import Audience, Day, Entry, HttpsUrl, Id, Languages, Line, State, Text, Words
from entreaty.content.validation import Checked, validated_entries
from entreaty.content.yamlfile import read_yaml

ADDRESS_LINES = 5


def _plain_address(text: str) -> str:
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        message = f"'{text}' is not an e-mail address: {str(error).rstrip('.')}"
        raise ValueError(message) from error
    if found.ascii_email is None:
        message = f"'{text}' holds letters outside a-z, which most mail servers refuse"
        raise ValueError(message)
    return found.ascii_email


EmailAddress = Annotated[str, AfterValidator(_plain_address), WithJsonSchema({"type": "string", "format": "email"})]


class PersonName(Entry):
    """The name of an office-holder."""

    given: Line | None = None
    family: Line
    title: Line | None = None


class Address(Entry):
    """A postal address: its lines as the official source prints them, without the country."""

    lines: tuple[Line, ...] = Field(min_length=1, max_length=ADDRESS_LINES)
    country: State


class Verified(Entry):
    """How and when the profile was last compared with a source."""

    on: Day
    status: Verification
    source: Words


class Recipient(Entry):
    """One office, with or without the person who holds it."""

    id: Id
    office: Text
    organisation: Text
    name: PersonName | None = None
    gender: Literal["f", "m"] | None = None
    form_of_address: Id
    language: Languages
    audiences: tuple[Audience, ...] = Field(min_length=1)
    state: State | None = None
    constituency: Text | None = None
    address: Address
    email: EmailAddress | None = None
    contact_form: HttpsUrl | None = None
    salutation: Text | None = None
    verified: Verified

    @model_validator(mode="after")
    def _gender_needs_a_name(self) -> Self:
        if self.gender and not self.name:
            message = "'gender' is that of a person, but there is no 'name'"
            raise ValueError(message)
        return self

    def full_name(self) -> str:
        """Return the name as it stands on an envelope; empty where only the office is known."""
        if self.name is None:
            return ""
        return " ".join(part for part in (self.name.title, self.name.given, self.name.family) if part)


class RecipientsFile(Entry):
    """The file `recipients.yaml`."""

    recipients: tuple[Recipient, ...]


def load_recipients(path: Path) -> Checked[Recipient]:
    """Load the profiles of all recipients.

    Raises:
        ContentError: The file as a whole cannot be read.
    """
    return validated_entries(Recipient, read_yaml(path), "recipients", "recipient")
