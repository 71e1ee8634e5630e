"""Whom letters are written to: offices with their addresses, languages and audiences."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StrictBool, WithJsonSchema, model_validator

from entreaty.content.files.audiences import (
    AUDIENCES_OF_FIRST_VERSION,
    KEY,
    Audiences,
    DeclaredAudiences,
    Head,
    UnknownAudiences,
    take_audiences,
)
from entreaty.content.files.authorities import Verification
from entreaty.content.files.conditions import Position
from entreaty.content.model import (
    Audience,
    CalendarDay,
    FileEntry,
    HttpsUrl,
    Id,
    Language,
    Languages,
    OneLine,
    ShortLine,
    StateCode,
    SubdivisionCode,
    TextLine,
    Words,
    mistake,
    shown,
)
from entreaty.content.validation import Checked, Entries, validated
from entreaty.problems import Concern, ContentError, Problem
from entreaty.storage.inside import read_inside
from entreaty.storage.yaml.file import decoded, parse_yaml, read_entries
from entreaty.storage.yaml.tree import YamlFile, YamlMapping

SIZE_CAP = 256 * 1024 * 1024
"""The largest file of recipients, in bytes: that of a parliament's thousands, many times over."""

# A key of the head, and what is indented, listed or commented below it, or closes its brackets.
_HEAD = r"^[\"']?{key}[\"']?[ \t]*:.*(?:\n(?:[ \t\]}}-].*|#.*|[ \t]*(?=\n)))*"
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
        head = _head_at_a_glance(path, "include")
    except (OSError, UnicodeDecodeError, ContentError):
        return ()
    return _included(head).files if head else ()


def audiences_at_a_glance(path: Path) -> Audiences:
    """Return the audiences that a campaign's file declares, without reading its thousands of profiles.

    Raises:
        ContentError: The file cannot be read, or its head cannot be understood.
    """
    try:
        head = _head_at_a_glance(path, KEY)
    except (OSError, UnicodeDecodeError):
        # Whoever reads the profiles says why.
        return AUDIENCES_OF_FIRST_VERSION
    if head is None:
        return AUDIENCES_OF_FIRST_VERSION
    found = take_audiences(head)
    if found.problems:
        raise ContentError(found.problems)
    return found.audiences


def _head_at_a_glance(path: Path, key: str) -> YamlFile | None:
    """Return a file with that one key of its head; None where it lacks it."""
    text = decoded(read_inside(path, path.parent, cap=SIZE_CAP))
    if _IN_BRACES.search(text):
        return read_entries(path, "recipients", lambda _: None, cap=SIZE_CAP, root=path.parent)
    found = re.search(_HEAD.format(key=key), text, re.MULTILINE)
    # The lines above are kept empty, so that problems name the line of the file.
    root = parse_yaml(path, "\n" * text.count("\n", 0, found.start()) + found[0]) if found else None
    return YamlFile(path, root) if isinstance(root, YamlMapping) else None


ADDRESS_LINES = 8
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


class Reference(FileEntry):
    """How the recipient's office finds the letter's matter: `yours` is their own file number, such as "AZ 12/26"."""

    yours: ShortLine


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
    audiences: tuple[Audience, ...] = Field(default=(), min_length=1)
    state: SubdivisionCode | None = None
    of_country: ByLanguage = Field(default_factory=dict)
    constituency: TextLine | None = None
    party: TextLine | None = None
    roles: tuple[Role, ...] = ()
    tags: tuple[Id, ...] = ()
    positions: dict[Id, Position] = Field(default_factory=dict)
    identifiers: dict[Id, OneLine] = Field(default_factory=dict)
    address: Address
    email: EmailAddress | None = None
    contact_form: HttpsUrl | None = None
    phone: OneLine | None = None
    salutation: TextLine | None = None
    reference: Reference | None = None
    note: Words | None = None
    ended: CalendarDay | None = None
    verified: Verified

    @model_validator(mode="after")
    def _gender_needs_a_name(self) -> Self:
        if self.gender and not self.name:
            raise mistake("'gender' is that of a person, but there is no 'name'", hint="add it", key="gender")
        return self

    @property
    def law_state(self) -> str | None:
        """Return the state whose law and usage count: of US-CA it is US; None where they act for no state."""
        return self.state[:2] if self.state else None

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
    """The file `recipients.yaml`, and each file that it includes; only the first declares audiences."""

    audiences: DeclaredAudiences | None = None
    include: tuple[FileBeside, ...] = ()
    recipients: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRecipients(Checked[Recipient]):
    """The profiles of a campaign that can be used, and the audiences that their file declares."""

    audiences: Audiences = AUDIENCES_OF_FIRST_VERSION


def load_recipients(path: Path) -> LoadedRecipients:
    """Load the profiles of all recipients: those of the file, then those of each file that it includes.

    Raises:
        ContentError: The file as a whole cannot be read; one that it includes becomes problems.
    """
    entries = Entries(Recipient, "recipients", "recipient")
    folder = path.parent
    file = read_entries(path, "recipients", entries.take, cap=SIZE_CAP, root=folder)
    included, head = _included(file), take_audiences(file)
    only_includes = "recipients" not in file.root and included.files
    checked = [] if only_includes else [entries.checked(file)]
    for part in included.files:
        try:
            checked.append(_included_part(part, folder))
        except ContentError as error:
            checked.append(Checked((), None, error.problems))
    return _joined(checked, included.problems, head)


def _included_part(path: Path, folder: Path) -> Checked[Recipient]:
    """Return the profiles of a file that the main one includes.

    Raises:
        ContentError: The file as a whole cannot be read.
    """
    entries = Entries(Recipient, "recipients", "recipient")
    file = read_entries(path, "recipients", entries.take, cap=SIZE_CAP, root=folder)
    problems: tuple[Problem, ...] = ()
    if KEY in file.root:
        place = file.top.at((KEY,)).location
        file.root.pop(KEY)
        problems = (
            Problem(place, f"'{KEY}' cannot stand here", f"put it at the head of {folder / 'recipients.yaml'}"),
        )
    found = entries.checked(file)
    return Checked(found.entries, found.named, (*problems, *found.problems))


def _joined(checked: list[Checked[Recipient]], problems: tuple[Problem, ...], head: Head) -> LoadedRecipients:
    """Return the profiles of several files as one list; of those with the same id the first stands."""
    first: dict[str, Recipient] = {}
    found = [*problems, *head.problems, *(problem for one in checked for problem in one.problems)]
    for entry in (entry for one in checked for entry in one.entries):
        if first.setdefault(entry.id, entry) is not entry:
            hint = f"the first one is in {first[entry.id].place('id')}; this one is left out"
            message = f"the recipient '{entry.id}' stands here again"
            found.append(Problem(entry.place("id"), message, hint, concerns=Concern("recipient", entry.id)))
    known = [one.named for one in checked]
    named = None if problems or None in known else frozenset().union(*(names for names in known if names is not None))
    usable, unknown = _of_known_audiences(first.values(), head.audiences)
    return LoadedRecipients(usable, named, (*found, *unknown), audiences=head.audiences)


def _of_known_audiences(
    recipients: Iterable[Recipient], audiences: Audiences
) -> tuple[tuple[Recipient, ...], list[Problem]]:
    """Return the profiles whose audiences there are, and a problem for each other name."""
    finder = UnknownAudiences(audiences)
    usable: list[Recipient] = []
    problems: list[Problem] = []
    for one in recipients:
        concern = Concern("recipient", one.id)
        unknown = [name for name in one.audiences if name not in audiences]
        problems += filter(None, (finder.problem(name, one.place(KEY), concern) for name in unknown))
        if not unknown:
            usable.append(one)
    return tuple(usable), problems
