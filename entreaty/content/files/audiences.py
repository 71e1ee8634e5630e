"""Audiences: the groups of recipients that a campaign says different things to, as its `recipients.yaml` declares them.

They stand in the head of that file, and not in those that it includes:

    audiences: {council: City council, bus-company: {en: Bus companies, de: Verkehrsbetriebe}}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from entreaty.content.model import NEAR, FileEntry, Id, Suggestions, Text, TextLine, closest, mistake, shown
from entreaty.content.validation import validated
from entreaty.problems import Concern, ContentError, Location, Problem
from entreaty.storage.yaml.tree import YamlFile, YamlMapping

KEY = "audiences"
# From this resemblance on (of 100), an audience of the first version may be meant: of "medator", and not of "mayor".
_NEARLY_THE_SAME = 80
PUBLIC = "public"
_IS_EVERYBODY = "leave it out: everybody is meant where no audience is named"
"""Whom what is made for everybody is for, such as the manifest or the table of demands."""
FIRST_VERSION: Mapping[str, str] = {
    "mediator": "Mediators",
    "un-body": "UN bodies",
    "regional-body": "Regional bodies",
    "third-state": "Third states",
    "legislature": "Legislatures",
    "depositary": "Depositaries",
    "detaining-power": "Detaining power",
}
"""The audiences of a campaign that declares none, with their names: those that version 0.1.0 had for every campaign."""
FIRST_VERSION_HEAD = f"{KEY}: {{{', '.join(f'{name}: {words}' for name, words in FIRST_VERSION.items())}}}"
"""The line that declares them."""


def _not_everybody(name: str) -> str:
    if name == PUBLIC:
        raise mistake(f"'{PUBLIC}' stands for everybody, and cannot be an audience", hint="choose another name")
    return name


AudienceId = Annotated[Id, AfterValidator(_not_everybody)]
DeclaredAudiences = dict[AudienceId, TextLine]


@dataclass(frozen=True, slots=True)
class Audiences:
    """The audiences of a campaign.

    Attributes:
        names: What each is called, by its id, such as {"council": Text("City council")}.
        declared: Whether the campaign says so itself, and does not go by those of the first version.
        usable: Whether the head could be read; otherwise nobody can tell which names there are.
    """

    names: Mapping[str, Text]
    declared: bool = True
    usable: bool = True

    def __contains__(self, name: str) -> bool:
        return not self.usable or name in self.names

    @property
    def near(self) -> int:
        """Return from which resemblance on, of 100, one of them may be meant by another name."""
        # A campaign that declares none has those of the first version only if it means them.
        return NEAR if self.declared else _NEARLY_THE_SAME

    def nearest(self, name: str) -> str:
        """Return what to say of a name that none of them has, such as "did you mean 'council'?"."""
        return _IS_EVERYBODY if name == PUBLIC else closest(name, tuple(self.names), self.near)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)


AUDIENCES_OF_FIRST_VERSION = Audiences(
    {name: Text.model_validate(words) for name, words in FIRST_VERSION.items()}, declared=False
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a file of recipients declares, and what is wrong with it."""

    audiences: Audiences = AUDIENCES_OF_FIRST_VERSION
    problems: tuple[Problem, ...] = ()


class _Head(FileEntry):
    audiences: DeclaredAudiences


def take_audiences(file: YamlFile) -> Head:
    """Take the key `audiences` out of the main file of recipients, and return what it declares."""
    if KEY not in file.root:
        return Head()
    line = file.root.lines.get(KEY, file.root.line)
    root = YamlMapping(file.path, line)
    if KEY in file.root.raw:
        root.raw[KEY] = file.root.raw[KEY]
    root[KEY], root.lines[KEY] = file.root.pop(KEY), line
    try:
        return Head(Audiences(validated(_Head, YamlFile(file.path, root)).audiences))
    except ContentError as error:
        return Head(Audiences({}, usable=False), error.problems)


class UnknownAudiences:
    """Finds the names that stand for no audience of the campaign."""

    def __init__(self, audiences: Audiences, head: str = "recipients.yaml") -> None:
        """Take the audiences that there are, and the file that declares them."""
        self._audiences, self._head = audiences, head
        self._suggestions = Suggestions([*audiences], audiences.near)

    def problem(self, name: str, place: Location, concerns: Concern | None = None) -> Problem | None:
        """Return the problem that a name at that place is that of no audience; None where it is."""
        if name in self._audiences:
            return None
        return Problem(place, f"there is no audience '{shown(name)}'", self._hint(name), concerns=concerns)

    def _hint(self, name: str) -> str:
        if name == PUBLIC:
            return _IS_EVERYBODY
        declare = f"declare it at the head of {self._head}, as in '{KEY}: {{{shown(name)}: its name}}'"
        return self._suggestions.nearest(name) or declare
