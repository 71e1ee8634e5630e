"""Whom letters are written to: offices with their addresses, languages and audiences."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StrictBool, WithJsonSchema, model_validator

from entreaty.content.files.authorities import Verification
from entreaty.content.model import (
    Audience,
    CalendarDay,
    FileEntry,
    HttpsUrl,
    Id,
    Language,
    Languages,
    OneLine,
    StateCode,
    TextLine,
    Words,
    mistake,
    shown,
)
from entreaty.content.validation import Checked, Entries, read_validated, validated
from entreaty.problems import Concern, ContentError, Problem
from entreaty.storage.inside import read_inside
from entreaty.storage.yaml.file import parse_yaml, read_entries
from entreaty.storage.yaml.tree import YamlFile, YamlMapping

SIZE_CAP = 256 * 1024 * 1024
"""The largest file of recipients, in bytes: that of a parliament's thousands, many times over."""

# The key and what is indented, listed or commented below it.
_INCLUDE = re.compile(r"^[\"']?include[\"']?[ \t]*:.*(?:\n(?:[ \t-].*|#.*|[ \t]*(?=\n)))*", re.MULTILINE)
# A file that is one mapping in braces, which nobody writes, has no lines to go by.
_IN_BRACES = re.compile(r"^\{", re.MULTILINE)


def _beside(name: str) -> str:
    """Refuse a file that lies elsewhere than beside or below the file that includes it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or path.suffix not in {".yaml", ".yml"}:
        hint = "name a .yaml file in this folder or one below it, such as recipients/congress.yaml"
        raise mistake(f"'{shown(name)}' cannot be included", hint=hint)
    return name


FileBeside = Annotated[OneLine, AfterValidator(_beside)]


class _Includes(FileEntry):
    """The files that the file of the campaign's recipients includes."""

    include: tuple[FileBeside, ...]


def recipient_files(path: Path) -> tuple[Path, ...]:
    """Return the file and those that it includes, in their order.

    Raises:
        ContentError: The file as a whole cannot be read, or what it includes is no list of files beside it.
    """
    included = _included(read_entries(path, "recipients", lambda _: None, cap=SIZE_CAP, root=path.parent))
    if included.problems:
        raise ContentError(included.problems)
    return (path, *included.files)


@dataclass(frozen=True, slots=True)
class _Included:
    """What a file of recipients includes.

    Attributes:
        files: The files that it names, such as `recipients/congress.yaml` beside it, in their order.
        problems: What is wrong with the list of them.
    """

    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def _included(file: YamlFile) -> _Included:
    """Take the key `include` out of the file, and return what it names."""
    names = file.root.pop("include", None)
    if names is None:
        return _Included()
    root = YamlMapping(file.path, file.root.lines.get("include", file.root.line))
    root["include"], root.lines["include"] = names, root.line
    try:
        found = validated(_Includes, YamlFile(file.path, root)).include
    except ContentError as error:
        return _Included(problems=error.problems)
    return _Included(tuple(file.path.parent / name for name in dict.fromkeys(found)))


def included_at_a_glance(path: Path) -> tuple[Path, ...]:
    """Return the files that a file includes, without reading its thousands of profiles.

    Problems are passed over: `load_recipients` reports them.
    """
    try:
        text = read_inside(path, path.parent, cap=SIZE_CAP).decode("utf-8-sig")
        if _IN_BRACES.search(text):
            return recipient_files(path)[1:]
        found = _INCLUDE.search(text)
        root = parse_yaml(path, found[0]) if found else None
    except (OSError, UnicodeDecodeError, ContentError):
        return ()
    return _included(YamlFile(path, root)).files if isinstance(root, YamlMapping) else ()


ADDRESS_LINES = 5
# Addresses in which only the domain needs a closer look (RFC 5322, 3.4.1; RFC 5321, 4.5.3.1).
_ORDINARY = re.compile(r"(?=[^@]{1,64}@)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*@[A-Za-z0-9.-]{1,180}", re.ASCII)


@lru_cache(maxsize=4096)
def _known_domain(domain: str) -> str:
    """Return the domain as it is written; nothing for what is none. Thousands of addresses share a few domains."""
    try:
        return str(validate_email(f"a@{domain}", check_deliverability=False).domain)
    except EmailNotValidError:
        return ""


def _plain_address(text: str) -> str:
    if _ORDINARY.fullmatch(text):
        local, _, domain = text.partition("@")
        if known := _known_domain(domain):
            return f"{local}@{known}"
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        message = f"'{shown(text)}' is not an e-mail address: {str(error).rstrip('.')}"
        raise mistake(message) from error
    if foreign := next((character for character in text if not character.isascii()), ""):
        # Letters that look like those of a-z are how addresses are forged (Unicode UTS 39).
        name = unicodedata.name(foreign, "").lower()
        raise mistake(f"'{shown(text)}' holds '{foreign}' ({name}), which is none of a-z", hint="type it again")
    return found.normalized


ByLanguage = dict[Language, OneLine]
"""Words in a grammatical case, which no other language can borrow."""

EmailAddress = Annotated[str, AfterValidator(_plain_address), WithJsonSchema({"type": "string", "format": "email"})]


class PersonName(FileEntry):
    """The name of an office-holder; `dative` is the whole name as an envelope in Russian or Armenian declines it.

    The `suffix` follows the family name, as in "Casey, Jr."; the `nickname` is not printed.
    """

    given: OneLine | None = None
    family: OneLine
    title: OneLine | None = None
    suffix: OneLine | None = None
    nickname: OneLine | None = None
    dative: ByLanguage = Field(default_factory=dict)


class Address(FileEntry):
    """A postal address: its lines as the official source prints them, without the country.

    Without lines there is only the country: such a recipient is not reached by post.
    """

    lines: tuple[OneLine, ...] = Field(default=(), min_length=1, max_length=ADDRESS_LINES)
    country: StateCode


class Verified(FileEntry):
    """How and when the profile was last compared with a source.

    Attributes:
        on: The day.
        status: How it is known.
        courtesies: Whether somebody who knows has also looked at salutation, envelope and closing.
        source: Where it was seen.
    """

    on: CalendarDay
    status: Verification
    courtesies: StrictBool = False
    source: Words


class Role(FileEntry):
    """What an office-holder is besides, such as a member of a committee."""

    organisation: TextLine
    role: TextLine | None = None


class Recipient(FileEntry):
    """One office, with or without the person who holds it."""

    id: Id
    office: TextLine
    office_dative: ByLanguage = Field(default_factory=dict)
    organisation: TextLine
    organisation_genitive: ByLanguage = Field(default_factory=dict)
    name: PersonName | None = None
    gender: Literal["f", "m"] | None = None
    form_of_address: Id
    language: Languages
    audiences: tuple[Audience, ...] = Field(min_length=1)
    state: StateCode | None = None
    of_country: ByLanguage = Field(default_factory=dict)
    constituency: TextLine | None = None
    party: TextLine | None = None
    roles: tuple[Role, ...] = ()
    identifiers: dict[Id, OneLine] = Field(default_factory=dict)
    address: Address
    email: EmailAddress | None = None
    contact_form: HttpsUrl | None = None
    phone: OneLine | None = None
    salutation: TextLine | None = None
    note: Words | None = None
    ended: CalendarDay | None = None
    verified: Verified

    @model_validator(mode="after")
    def _gender_needs_a_name(self) -> Self:
        if self.gender and not self.name:
            raise mistake("'gender' is that of a person, but there is no 'name'", hint="add it", key="gender")
        return self

    def full_name(self) -> str:
        """Return the name as it stands on an envelope; empty where only the office is known."""
        if self.name is None:
            return ""
        name = " ".join(part for part in (self.name.title, self.name.given, self.name.family) if part)
        return f"{name}, {self.name.suffix}" if self.name.suffix else name

    def out_of_reach(self, day: date) -> str:
        """Return why nothing reaches them on that day, such as "in office until 2026-10-01"; "" if something does."""
        if self.ended and self.ended <= day:
            return f"in office until {self.ended}"
        if not (self.address.lines or self.email or self.contact_form):
            return "there is neither a postal address, an e-mail address that may be used, nor a contact form"
        return ""


class RecipientsFile(FileEntry):
    """The file `recipients.yaml`, and each file that it includes."""

    include: tuple[FileBeside, ...] = ()
    recipients: tuple[Recipient, ...] = ()


def load_recipients(path: Path) -> Checked[Recipient]:
    """Load the profiles of all recipients: those of the file, then those of each file that it includes.

    Raises:
        ContentError: The file as a whole cannot be read; one that it includes becomes problems.
    """
    entries = Entries(Recipient, "recipients", "recipient")
    folder = path.parent
    file = read_entries(path, "recipients", entries.take, cap=SIZE_CAP, root=folder)
    included = _included(file)
    only_includes = "recipients" not in file.root and included.files
    checked = [] if only_includes else [entries.checked(file)]
    for part in included.files:
        try:
            checked.append(read_validated(Recipient, part, "recipients", "recipient", cap=SIZE_CAP, root=folder))
        except ContentError as error:
            checked.append(Checked((), None, error.problems))
    return _joined(checked, included.problems)


def _joined(checked: list[Checked[Recipient]], problems: tuple[Problem, ...]) -> Checked[Recipient]:
    """Return the profiles of several files as one list; of those with the same id the first stands."""
    first: dict[str, Recipient] = {}
    found = [*problems, *(problem for one in checked for problem in one.problems)]
    for entry in (entry for one in checked for entry in one.entries):
        if first.setdefault(entry.id, entry) is not entry:
            hint = f"the first one is in {first[entry.id].place('id')}; this one is left out"
            message = f"the recipient '{entry.id}' stands here again"
            found.append(Problem(entry.place("id"), message, hint, concerns=Concern("recipient", entry.id)))
    known = [one.named for one in checked]
    named = None if problems or None in known else frozenset().union(*(names for names in known if names is not None))
    return Checked(tuple(first.values()), named, tuple(found))
