"""What may be cited: sources of every kind as CSL-YAML or CSL-JSON, with our law-only facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema
from pydantic.config import JsonDict

from entreaty.content.files.csl.item import CslEntry, CslItem
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.files.csl.reading import KEY, read_sources
from entreaty.content.model import CalendarDay, FileEntry, Language, OneLine, StateCode, Text, Words, as_list
from entreaty.content.validation import Checked, validated_entries
from entreaty.problems import Concern, ContentError, Problem

# More than any treaty has paragraphs.
_PROVISIONS = 2_000
# Further files of sources lie in the folder of this name beside `authorities.yaml`, with one of these endings.
FOLDER, ENDINGS = "authorities", (".yaml", ".yml", ".json")
Verification = Literal["official", "mirror", "third-party", "unverified"]
Quotations = Annotated[
    tuple[Words, ...],
    BeforeValidator(as_list),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


def _day_or_details(schema: JsonDict) -> None:
    """Show editors that the bare day is enough."""
    details = schema.copy()
    schema.clear()
    schema["anyOf"] = [{"type": "string", "format": "date"}, details]


class Bound(FileEntry):
    """Since when a state has been bound by a treaty.

    Attributes:
        since: The day on which the treaty entered into force for the state.
        status: How that day is known.
        source: Where it was seen.
    """

    model_config = ConfigDict(json_schema_extra=_day_or_details)

    since: CalendarDay
    status: Verification = "unverified"
    source: Words | None = None


def _bare_day(value: Any) -> Any:
    return value if isinstance(value, Mapping) else {"since": value}


def _all_or_listed(value: Any) -> str:
    return "all" if isinstance(value, str) else "listed"


BoundStates = dict[StateCode, Annotated[Bound, BeforeValidator(_bare_day)]]
Parties = Annotated[
    Annotated[Literal["all-states"], Tag("all")] | Annotated[BoundStates, Tag("listed")],
    Discriminator(_all_or_listed),
]


class Law(CslEntry):
    """What citation formats have no field for: who is bound, since when, and the exact words.

    Attributes:
        kind: The form of citation that the authority takes.
        common_name: What people call a treaty, written out: "Third Geneva Convention".
        symbol: The document symbol of a resolution: "A/RES/43/173".
        entry_into_force: The day on which the treaty entered into force.
        adopted_verb: What happened on the day of `issued`.
        opened_for_signature: The day on which the treaty was opened for signature, where it is not that of `issued`.
        us_treaty_source: Where the United States print a treaty that they are party to: "6 U.S.T. 3316".
        ecli: The European identifier of a decision: "ECLI:EU:C:2020:559".
        parties: "all-states", or the states that are bound; a state not listed is not.
        bound_since: Since when, for states of a treaty that binds all.
        provisions: The exact words, by pinpoint and language.
        case_parties: Applicant and respondent.
        case_states: The same as state codes.
        phase: The phase of the proceedings, as the court names it.
        decision: What the court gave.
        review_by: The day from which the source must be looked at again.
        verified: How the source itself is known.
        unverified: The fields that are from memory.
    """

    _leaves_empty: ClassVar[bool] = False

    kind: Kind
    title: Text | None = None
    title_short: Text | None = None
    common_name: Text | None = None
    authority: Text | None = None
    genre: Text | None = None
    container_title: Text | None = None
    event_place: Text | None = None
    jurisdiction: Text | None = None
    symbol: OneLine | None = None
    entry_into_force: CalendarDay | None = None
    adopted_verb: Literal["adopted", "opened for signature", "signed", "done"] = "adopted"
    opened_for_signature: CalendarDay | None = None
    us_treaty_source: OneLine | None = None
    ecli: OneLine | None = None
    parties: Parties | None = None
    bound_since: BoundStates = Field(default_factory=dict)
    provisions: dict[OneLine, dict[Language, Quotations]] = Field(default_factory=dict, max_length=_PROVISIONS)
    case_parties: tuple[Text, ...] = ()
    case_states: tuple[StateCode, ...] = ()
    phase: Text | None = None
    decision: Literal["order", "judgment", "advisory-opinion", "opinion"] | None = None
    general_list: int | None = None
    review_by: CalendarDay | None = None
    verified: Verification = "unverified"
    unverified: tuple[OneLine, ...] = ()


_KEYS_OF_LAW = frozenset(field.alias or name for name, field in Law.model_fields.items())


def _without_need(schema: JsonDict) -> None:
    """Show editors that a kind is needed only where type and fields leave it open."""
    schema["required"] = ["id", "title"]


class Authority(CslItem):
    """One source that letters may cite: an item of CSL, and what only law has."""

    model_config = ConfigDict(json_schema_extra=_without_need)

    custom: Law

    def binds(self, state: str, day: date) -> bool:
        """Tell whether the treaty is in force and binds the state on that day."""
        law = self.custom
        if law.parties is None or (law.entry_into_force and day < law.entry_into_force):
            return False
        if law.parties == "all-states":
            bound = law.bound_since.get(state)
            return bound is None or bound.since <= day
        return state in law.parties and law.parties[state].since <= day


class AuthoritiesFile(FileEntry):
    """The file `appeals/authorities.yaml`."""

    references: tuple[Authority, ...]


def is_appeal(folder: Path) -> bool:
    """Tell whether a folder in `appeals/` is read as an appeal: the first version allowed one called "authorities"."""
    return (folder / "appeal.yaml").exists()


def source_files(campaign: Path) -> tuple[Path, ...]:
    """Return the files of a campaign that say what may be cited, the first of them `appeals/authorities.yaml`."""
    folder = campaign / "appeals" / FOLDER
    found = () if is_appeal(folder) else sorted(path for path in folder.glob("*") if path.suffix.lower() in ENDINGS)
    return (campaign / "appeals" / "authorities.yaml", *found)


def load_sources(campaign: Path) -> Checked[Authority]:
    """Load what may be cited from all files of a campaign; one that cannot be read does not spoil the others."""
    first, *others = source_files(campaign)
    loaded = []
    for path in [first, *others] if first.exists() or not others else others:
        try:
            loaded.append(load_authorities(path, campaign))
        except ContentError as error:
            # Every letter that cites anything may need what it holds.
            problems = tuple(replace(problem, concerns=Concern("authorities")) for problem in error.problems)
            loaded.append(Checked((), None, problems))
    return _joined(loaded)


def load_authorities(path: Path, root: Path | None = None) -> Checked[Authority]:
    """Load what may be cited from one file.

    Args:
        path: The file, CSL-YAML or CSL-JSON.
        root: The campaign's folder, which it must lie in.

    Raises:
        ContentError: The file as a whole cannot be read.
    """
    file, warnings = read_sources(path, root, of_law=_KEYS_OF_LAW)
    checked = validated_entries(Authority, file, KEY, "authority")
    if checked.named is None:
        checked = replace(
            checked, problems=tuple(replace(p, concerns=Concern("authorities")) for p in checked.problems)
        )
    return _joined([replace(checked, problems=(*checked.problems, *warnings))])


def _joined(files: list[Checked[Authority]]) -> Checked[Authority]:
    """Return the sources of several files as one list; of those with one id, in whatever capitals, the first stands."""
    first: dict[str, Authority] = {}
    kept: list[Authority] = []
    problems = [problem for one in files for problem in one.problems]
    for entry in (entry for one in files for entry in one.entries):
        known = first.setdefault(entry.id.casefold(), entry)
        if known is entry:
            kept.append(entry)
            continue
        here, there = entry.place("id"), known.place("id")
        where = f"on line {there.line}" if there.path == here.path else f"at {there}"
        if known.id == entry.id:
            message = f"the authority '{entry.id}' stands here again"
            hint = f"the first one is {where}; this one is left out"
        else:
            message = f"the authority '{entry.id}' differs from '{known.id}' in capitals alone"
            hint = f"that one is {where}; this one is left out: give it another id"
        problems.append(Problem(here, message, hint, concerns=Concern("authority", entry.id)))
    named = [one.named for one in files]
    known_names = None if None in named else frozenset().union(*(names for names in named if names is not None))
    return Checked(tuple(kept), known_names, tuple(problems))
