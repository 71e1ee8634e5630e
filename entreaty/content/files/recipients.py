"""Whom letters are written to: offices with their addresses, languages and audiences."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, Self, cast

from email_validator import EmailNotValidError
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

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
from entreaty.content.links import misleading_host
from entreaty.content.locales import allow_languages_of
from entreaty.content.mail_accounts import normal_address
from entreaty.content.model import (
    Audience,
    CalendarDay,
    FileEntry,
    FormName,
    HttpsUrl,
    Id,
    Language,
    Languages,
    OneLine,
    ShortLine,
    StateCode,
    SubdivisionCode,
    Text,
    TextLine,
    Words,
    as_list,
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
    if "include" not in file.root:
        return _Included()
    names = file.root.pop("include")
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
MOST_PEOPLE = 6
"""So many people can be addressed in one letter."""
_MOST_DISTRICTS = 100


def _plain_address(text: str) -> str:
    try:
        normal = normal_address(text)
    except EmailNotValidError as error:
        message = f"'{shown(text)}' is not an e-mail address: {str(error).rstrip('.')}"
        raise mistake(message) from error
    if not text.isascii():
        _refuse_forged(text, normal, next(character for character in text if not character.isascii()))
    return normal


def _refuse_forged(text: str, normal: str, foreign: str) -> None:
    """Refuse an address with a letter that may only look like one of a-z, as forged ones have (Unicode UTS 39)."""
    named = f"'{shown(text)}' holds '{foreign}' ({unicodedata.name(foreign, '').lower()}), which is none of a-z"
    if not normal.isascii():
        raise mistake(named, hint="type it again; what stands before '@' is written in a-z")
    if misleading_host(normal):
        raise mistake(named, hint=f"type it again; if that domain is meant, write it as {normal}")


ByLanguage = dict[Language, OneLine]
"""Words in a grammatical case, which no other language can borrow."""

Gender = Literal["f", "m", "x"]
"""A woman, a man, or neither."""

EmailAddress = Annotated[str, AfterValidator(_plain_address), WithJsonSchema({"type": "string", "format": "email"})]


class PersonName(FileEntry):
    """The name of a person; `dative` is the whole name as an envelope in Russian or Armenian declines it.

    Attributes:
        given: All given names, a patronymic included, such as "Sergei Mironovich".
        family: The family name with its particles, such as "von der Heide"; or the one name that somebody has.
        title: What stands before the name, such as "Prof. Dr." or "Rt Hon Sir".
        suffix: What follows the family name after a comma, as in "Casey, Jr.".
        post_nominals: The letters after the name, such as KC or MP.
        nickname: It is not printed.
        gender: f, m, or x for neither; where the profile has one person, it may also stand beside the name.
        dative: The name in that case, by language.
    """

    given: OneLine | None = None
    family: OneLine
    title: OneLine | None = None
    suffix: OneLine | None = None
    post_nominals: tuple[ShortLine, ...] = Field(default=(), max_length=12)
    nickname: OneLine | None = None
    gender: Gender | None = None
    dative: ByLanguage = Field(default_factory=dict)

    def whole(self) -> str:
        """Return the name as it is written, such as "Dr Ann Lee, Jr. KC"."""
        words = " ".join(part for part in (self.title, self.given, self.family) if part)
        suffixed = f"{words}, {self.suffix}" if self.suffix else words
        return " ".join((suffixed, *self.post_nominals))


def _not_empty(value: Any) -> Any:
    """Refuse a key without a value: whom letters are written to is not left open."""
    if value is None:
        raise PydanticCustomError("empty", "it is empty")
    return value


Called = Annotated[TextLine | None, BeforeValidator(_not_empty)]


def _people(value: Any) -> Any:
    """Return the names of a profile as a list; one alone is a mapping."""
    if value == []:
        raise mistake("it names nobody", hint="list people, or remove the line")
    return () if value is None else as_list(value)


People = Annotated[
    tuple[PersonName, ...],
    Field(max_length=MOST_PEOPLE),
    BeforeValidator(
        _people,
        json_schema_input_type=PersonName
        | Annotated[tuple[PersonName, ...], Field(min_length=1, max_length=MOST_PEOPLE)],
    ),
]


class Address(FileEntry):
    """A postal address: its lines as the official source prints them, without the country.

    Without lines there is only the country: such a recipient is not reached by post.
    """

    lines: tuple[OneLine, ...] = Field(default=(), min_length=1, max_length=ADDRESS_LINES)
    country: StateCode


def _with_day(schema: JsonDict) -> None:
    """Say in the schema that the day may be called `day`, too."""
    properties, required = cast("JsonDict", schema["properties"]), cast("list[str]", schema["required"])
    properties["day"] = properties["on"]
    required.remove("on")
    schema["anyOf"] = [{"required": ["on"]}, {"required": ["day"]}]


class Verified(FileEntry):
    """How and when the profile was last compared with a source.

    Attributes:
        on: The day, under the key `day` or `on`.
        status: How it is known.
        courtesies: Whether somebody who knows has also looked at salutation, envelope and closing.
        source: Where it was seen.
    """

    model_config = ConfigDict(json_schema_extra=_with_day)

    on: CalendarDay
    status: Verification
    courtesies: StrictBool = False
    source: Words

    @model_validator(mode="before")
    @classmethod
    def _called_day(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "day" not in data:
            return data
        if "on" in data:
            raise mistake("'day' and 'on' say the same", hint="keep one of them", key="day")
        values = {"on" if key == "day" else key: value for key, value in data.items()}
        if not isinstance(data, YamlMapping):
            return values
        renamed = YamlMapping(data.path, data.line)
        renamed.update(values)
        renamed.lines = {"on" if key == "day" else key: line for key, line in data.lines.items()}
        renamed.raw = {"on" if key == "day" else key: text for key, text in data.raw.items()}
        return renamed


class Role(FileEntry):
    """What an office-holder is besides, such as a member of a committee."""

    organisation: TextLine
    role: TextLine | None = None


class Reference(FileEntry):
    """How the recipient's office finds the letter's matter: `yours` is their own file number, such as "AZ 12/26"."""

    yours: ShortLine


class Represents(FileEntry):
    """A district that the recipient represents, such as `{kind: uk-commons, id: E14001172}`; `districts.yaml` has it.

    Attributes:
        kind: What is elected there.
        id: Its id in the table.
    """

    kind: Id
    id: ShortLine


class Recipient(FileEntry):
    """Whom a letter is written to: people, a household, an office with or without its holder, or an organisation.

    Attributes:
        people: Who is named, under the key `name`.
        household: Who is addressed together, such as "Familie Beck".
        own_form: The form of address, under the key `form_of_address`; by default the shape of the profile says it.
        addressee: The first lines of the envelope, in place of those of the form of address.
        salutation: How the letter begins, in place of the form's.
        closing: The words above the signature, in place of the form's.
    """

    id: Id
    office: Called = None
    office_dative: ByLanguage = Field(default_factory=dict)
    organisation: Called = None
    organisation_genitive: ByLanguage = Field(default_factory=dict)
    people: People = Field(default=(), alias="name")
    household: Called = None
    gender: Gender | None = None
    own_form: FormName | None = Field(default=None, alias="form_of_address")
    addressee: tuple[OneLine, ...] = Field(default=(), min_length=1, max_length=ADDRESS_LINES)
    language: Languages
    audiences: tuple[Audience, ...] = Field(default=(), min_length=1)
    state: SubdivisionCode | None = None
    of_country: ByLanguage = Field(default_factory=dict)
    constituency: TextLine | None = None
    represents: tuple[Represents, ...] = Field(default=(), min_length=1, max_length=_MOST_DISTRICTS)
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
    closing: TextLine | None = None
    reference: Reference | None = None
    note: Words | None = None
    ended: CalendarDay | None = None
    verified: Verified

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if not (self.people or self.household or self.office or self.organisation):
            hint = "add 'name', 'household', 'office' or 'organisation'"
            raise mistake("nothing says whom letters are written to", hint=hint, key="id")
        if self.household and self.people:
            raise mistake("'household' and 'name' cannot stand together", hint="keep one of them", key="household")
        if self.household and self.office:
            hint = "keep one of them: who holds an office is addressed by 'name'"
            raise mistake("'household' and 'office' cannot stand together", hint=hint, key="household")
        return self

    @model_validator(mode="after")
    def _gender_is_that_of_one_person(self) -> Self:
        if self.gender and not self.people:
            raise mistake("'gender' is that of a person, but there is no 'name'", hint="add it", key="gender")
        if self.gender and len(self.people) > 1:
            hint = "write 'gender' into each entry of 'name'"
            raise mistake("'gender' is that of one person, but 'name' lists several", hint=hint, key="gender")
        if self.gender and self.people[0].gender not in {None, self.gender}:
            hint = "keep one of them"
            raise mistake("'gender' is another one than that of 'name'", hint=hint, key="name")
        return self

    @property
    def name(self) -> PersonName | None:
        """Return the first person who is named; None where nobody is."""
        return self.people[0] if self.people else None

    @property
    def form_of_address(self) -> str:
        """Return the form of address of the profile; where it has none, that of its shape, such as "household"."""
        if self.own_form:
            return self.own_form
        if self.household:
            return "household"
        if self.office:
            return "named-official"
        return "person" if self.people else "organisation"

    @property
    def law_state(self) -> str | None:
        """Return the state whose law and usage count: of US-CA it is US; None where they act for no state."""
        return self.state[:2] if self.state else None

    @property
    def home(self) -> str | None:
        """Return the state whose customs they follow: the one that they act for, else the country of the address."""
        return self.law_state or self.address.country

    def full_name(self) -> str:
        """Return the names as they are written, such as "Dr Ann Lee, Bob Roth"; empty where nobody is named."""
        return ", ".join([one.whole() for one in self.people])

    def whom(self, language: str) -> str:
        """Return who is addressed, in few words: the people, the household, the office or the organisation."""
        return self.full_name() or next(
            (one.best(language) for one in (self.household, self.office, self.organisation) if one), ""
        )

    def in_words(
        self, key: Literal["office", "organisation", "household", "constituency", "party"], language: str
    ) -> str:
        """Return the profile's words under that key in the language that fits best; empty where it has none."""
        text: Text | None = getattr(self, key)
        return text.best(language) if text else ""

    def about(self, language: str) -> str:
        """Return what stands beside whom letters address: office and organisation, as far as it is not they."""
        told = (self.in_words("office", language), self.in_words("organisation", language))
        return ", ".join(words for words in told if words not in {"", self.whom(language)})

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
    allow_languages_of(folder)
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
        if unknown := [name for name in one.audiences if name not in audiences]:
            concern = Concern("recipient", one.id)
            problems += filter(None, (finder.problem(name, one.place(KEY), concern) for name in unknown))
        else:
            usable.append(one)
    return tuple(usable), problems
