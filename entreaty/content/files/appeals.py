"""What is asked and why: appeals as passages that fit some recipients, at some time, under some law."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict

from entreaty.content.files.authorities import FOLDER, is_appeal
from entreaty.content.files.conditions import Condition, excluded_by
from entreaty.content.files.translations import FILE as TRANSLATIONS
from entreaty.content.files.translations import Records, load_translations
from entreaty.content.locales import LANGUAGES, known_languages
from entreaty.content.model import (
    AudienceOrPublic,
    CalendarDay,
    FileEntry,
    HeaderText,
    Id,
    Language,
    OneLine,
    StateCode,
    Text,
    TextLine,
    Words,
    mistake,
    require_forward,
    shown,
    why_no_id,
    within,
)
from entreaty.content.validation import duplicates, validated
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.yaml.file import read_yaml

PARTS = ("opening", "facts", "law", "request", "demands", "closing")
_OF_THE_PAGE = "the page on which people write letters has an address of this name"
TAKEN: Mapping[str, str] = {
    "packet": "what is printed for all letters lies in a folder of this name",
    **dict.fromkeys(("counts", "health", "organizer", "static"), _OF_THE_PAGE),
}
"""Names that appeals cannot have, with the reason: letters lie in a folder, and pages at an address, of the name."""
# Where the sender's own paragraphs cannot stand: within one sentence, and among the numbered demands.
_NO_PLACE_FOR_A_NOTE = ("request", "demands")
# Each is looked for in every word of every letter.
_WITHHELD = 1_000
# What fits a line or two under a letter.
_COPIES = 20
_ENCLOSURES = 10


def _with_languages(schema: JsonDict) -> None:
    """Show editors the languages as keys of the passage, which is where people write them."""
    properties, required = schema["properties"], schema["required"]
    if isinstance(properties, dict) and isinstance(required, list):
        del properties["words"]
        properties |= {language: {"type": "string"} for language in LANGUAGES}
        required.remove("words")


class Passage(FileEntry):
    """A paragraph, or a part of one, with what decides whether a letter has it.

    Attributes:
        id: Its name within the appeal.
        fits: Whom it is for (`for` in the file): all its keys must hold.
        excludes: Whom it is not for (`not` in the file): each of its keys keeps somebody out.
        since: The first date of letters that it fits (`from` in the file).
        until: The first date of letters that it fits no more.
        duty_bearer: The state whose duties it pleads: every treaty cited must bind it.
        continues: Whether it joins the paragraph before.
        withhold_from: The audiences whose letters never have it; "public" for what is made for everybody.
        personal_note: Whether it has no words and marks the place of the sender's personal note.
        words: Its Markdown, by language.
    """

    model_config = ConfigDict(json_schema_extra=_with_languages)

    id: Id
    fits: Condition = Field(default_factory=Condition, alias="for")
    excludes: Condition = Field(default_factory=Condition, alias="not")
    since: CalendarDay | None = Field(default=None, alias="from")
    until: CalendarDay | None = None
    duty_bearer: StateCode | None = None
    continues: StrictBool = False
    withhold_from: tuple[AudienceOrPublic, ...] = ()
    personal_note: StrictBool = False
    words: dict[Language, Words]
    _part: str = PrivateAttr("")

    @property
    def part(self) -> str:
        """Return the part of the letter that it stands in, such as "facts"; empty outside an appeal."""
        return self._part

    def holds_on(self, day: date) -> bool:
        """Tell whether letters of that date can have it."""
        return within(day, self.since, self.until)

    @model_validator(mode="before")
    @classmethod
    def _gather_words(cls, data: Any) -> Any:
        """Gather the texts, which stand under their languages beside the other keys."""
        if not isinstance(data, Mapping):
            return data
        known = known_languages()
        words = {key: value for key, value in data.items() if key in known}
        return {**{key: value for key, value in data.items() if key not in known}, "words": words}

    @model_validator(mode="after")
    def _time_goes_forward(self) -> Self:
        require_forward(self.since, self.until, "the passage fits no letter")
        return self

    @model_validator(mode="after")
    def _is_for_somebody(self) -> Self:
        if key := excluded_by(self.fits, self.excludes):
            message = f"'not' excludes everybody whom '{key}' of 'for' lets in, so that the passage fits no letter"
            raise mistake(message, hint="take what both name out of one of them", key="not")
        return self

    @model_validator(mode="after")
    def _words_or_a_place_for_the_note(self) -> Self:
        if self.personal_note and self.words:
            hint = "put the text into a passage of its own"
            raise mistake("a place for the personal note has no text", hint=hint, key="personal_note")
        if not self.personal_note and not self.words:
            raise mistake("the passage has no text", hint="write it after its language, as in 'en: …'", key="words")
        return self


class Parts(FileEntry):
    """The six parts of a letter, in their order."""

    opening: tuple[Passage, ...] = Field(min_length=1)
    facts: tuple[Passage, ...] = ()
    law: tuple[Passage, ...] = ()
    request: tuple[Passage, ...] = Field(min_length=1)
    demands: tuple[Passage, ...] = Field(min_length=1)
    closing: tuple[Passage, ...] = Field(min_length=1)

    def passages(self) -> Iterator[Passage]:
        """Yield every passage in the order of the letter."""
        for part in PARTS:
            yield from getattr(self, part)

    @model_validator(mode="after")
    def _name_the_part_of_each_passage(self) -> Self:
        for part in PARTS:
            for passage in getattr(self, part):
                passage._part = part  # noqa: SLF001  (the parts of a letter and its passages are one format)
        return self

    @model_validator(mode="after")
    def _note_stands_between_paragraphs(self) -> Self:
        for part in _NO_PLACE_FOR_A_NOTE:
            if any(passage.personal_note for passage in getattr(self, part)):
                hint = "put its place into opening, facts, law or closing"
                raise mistake(f"the personal note cannot stand in '{part}'", hint=hint, key=part)
        return self


class Withheld(FileEntry):
    """Words, such as a name, that some may not read.

    Attributes:
        words: The words; their endings, capitals and accents may differ.
        readers: The audiences that may not read them (`from` in the file); "public" for what is made for everybody.
    """

    words: OneLine
    readers: tuple[AudienceOrPublic, ...] = Field(alias="from", min_length=1)


class Review(FileEntry):
    """Who has compared a translation with the original, and when."""

    by: OneLine
    on: CalendarDay


_NO_OR_BY_WHOM: JsonDict = {
    "anyOf": [
        {"const": False},
        {
            "type": "object",
            "properties": {"by": {"type": "string"}, "on": {"type": "string", "format": "date"}},
            "required": ["by", "on"],
            "additionalProperties": False,
        },
    ]
}


def _no_or_by_whom(value: Any) -> Any:
    if value is False:
        return None
    if not isinstance(value, Mapping):
        raise mistake("it does not say who reviewed it", hint="write 'no', or '{by: …, on: 2026-12-31}'")
    return value


class Translation(FileEntry):
    """What is known of one translation.

    Attributes:
        reviewed: Who has read it; None (`no` in the file) while nobody has who speaks the language as their own.
    """

    reviewed: Annotated[Review | None, BeforeValidator(_no_or_by_whom), WithJsonSchema(_NO_OR_BY_WHOM)]


def _in_the_folder(name: str) -> str:
    """Refuse a file that is no PDF by its name, or whose name leads out of the folders of appeals."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        hint = "name a file in the folder of the appeal, or in 'appeals', such as shared/petition.pdf"
        raise mistake(f"'{shown(name)}' cannot be enclosed", hint=hint)
    if path.suffix.lower() != ".pdf":
        raise mistake(
            f"'{shown(name)}' is no PDF", hint="save or print it as PDF: it goes with the printed letters, too"
        )
    return name


class EnclosureEntry(FileEntry):
    """A document that goes with each letter of the appeal.

    Attributes:
        title: What letters call it.
        file: The PDF, from the folder of the appeal on, or from `appeals` on.
    """

    title: TextLine
    file: Annotated[OneLine, AfterValidator(_in_the_folder)]


class Appeal(FileEntry):
    """The file `appeals/<id>/appeal.yaml`.

    Attributes:
        status: A draft is written about and looked at, but its letters are marked and never sent; of one that is closed
            there are no letters.
        stale_after: How many days old the newest source of a letter's facts may be.
        enclosures: What goes with each letter.
        copies: Who gets a copy: the id of a profile, or words as they are printed. Nothing is sent to them.
        language: The variant that letters of its language are written in, such as "en-GB", wherever they are posted.
    """

    title: TextLine
    subject: HeaderText
    status: Literal["open", "closed", "draft"]
    closed_because: Text | None = None
    review_by: CalendarDay
    stale_after: int = Field(default=180, strict=True, ge=1, le=36_500)
    citation_style: Id = "oscola"
    withhold: tuple[Withheld, ...] = Field(default=(), max_length=_WITHHELD)
    enclosures: tuple[EnclosureEntry, ...] = Field(default=(), max_length=_ENCLOSURES)
    copies: tuple[TextLine, ...] = Field(default=(), max_length=_COPIES)
    translations: Mapping[Language, Translation] = Field(default_factory=dict)
    language: Language | None = None
    letter: Parts
    _records: Records = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _closing_needs_a_reason(self) -> Self:
        if self.status == "closed" and self.closed_because is None:
            raise mistake("a closed appeal says why", hint="add 'closed_because'", key="status")
        return self

    @model_validator(mode="after")
    def _each_enclosure_has_a_name_of_its_own(self) -> Self:
        names = [PurePosixPath(one.file).name.lower() for one in self.enclosures]
        if again := next((name for name in names if names.count(name) > 1), ""):
            hint = "rename one of them: in an e-mail, nobody could tell them apart"
            raise mistake(f"two enclosures are called '{again}'", hint=hint, key="enclosures")
        return self

    @model_validator(mode="after")
    def _translations_are_languages_of_the_appeal(self) -> Self:
        if unwritten := [language for language in self.translations if language not in self.languages()]:
            message = f"'{unwritten[0]}' is not a language of the appeal"
            raise mistake(message, hint=f"it is written in: {', '.join(self.languages())}", key="translations")
        return self

    @property
    def id(self) -> str:
        """Return the name of the appeal, which is that of its folder."""
        return self.place().path.parent.name

    def languages(self) -> tuple[str, ...]:
        """Return the languages that the appeal is written in: those of its subject."""
        if self.subject.languages():
            return self.subject.languages()
        texts = [passage.words for passage in self.letter.passages() if passage.words]
        return tuple(one for one in known_languages() if all(one in words for words in texts))

    @property
    def original(self) -> str:
        """Return the language that the others are translated from: the first as written that is no translation.

        That is the first language of the subject or, where the subject is the same in all, of the first passage, which
        `translations` does not name.
        """
        words = next((tuple(passage.words) for passage in self.letter.passages() if passage.words), ())
        written = self.subject.languages() or words
        return next((one for one in written if one not in self.translations), written[0])

    @property
    def records(self) -> Records:
        """Return what `translations.yaml` beside the appeal says, by language and passage."""
        return self._records


def load_appeal(path: Path, root: Path | None = None) -> Appeal:
    """Load the appeal of that file.

    Args:
        path: The file.
        root: The campaign's folder, which it must lie in.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    appeal = validated(Appeal, read_yaml(path, root=root))
    # Without these, nobody could tell which words nobody but a machine has seen.
    appeal._records = load_translations(path.with_name(TRANSLATIONS), root)  # noqa: SLF001  (two files, one appeal)
    problems = duplicates(((one.id, one.place("id")) for one in appeal.letter.passages()), "passage")
    if why := why_no_name(appeal.id):
        problems.append(Problem(Location(path.parent), f"the folder's name {why[0]}", why[1]))
    if problems:
        raise ContentError(problems)
    return appeal


def why_no_name(name: str) -> tuple[str, str] | None:
    """Return why no appeal can have that name, with a hint; None if one can."""
    if name in TAKEN:
        return f"'{name}' cannot be that of an appeal: {TAKEN[name]}", f"choose another, such as '{name}-appeal'"
    return why_no_id(name)


def appeal_of(path: Path, campaign: Path) -> str:
    """Return the id of the appeal in whose folder a file lies, such as "visits"; empty for every other file."""
    folder = path.parent
    is_one = folder.parent == campaign / "appeals" and (folder.name != FOLDER or is_appeal(folder))
    return folder.name if is_one else ""


def appeal_files(campaign: Path) -> tuple[Path, ...]:
    """Return the files of a campaign's appeals, in alphabetical order."""
    return tuple(sorted((campaign / "appeals").glob("*/appeal.yaml")))
