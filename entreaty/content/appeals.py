"""What is asked and why: appeals as passages that fit some recipients, at some time, under some law."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, model_validator

from entreaty.content.locales import LANGUAGES
from entreaty.content.model import (
    Audience,
    Day,
    Entry,
    Id,
    Language,
    State,
    Text,
    TextLine,
    Words,
    mistake,
    why_no_id,
)
from entreaty.content.validation import duplicates, validated
from entreaty.content.yamlfile import read_yaml
from entreaty.problems import ContentError, Location, Problem

PARTS = ("opening", "facts", "law", "request", "demands", "closing")


class Condition(Entry):
    """Whom a passage is for; every condition that is given must hold.

    Attributes:
        audiences: The recipient belongs to one of these.
        states: The recipient acts for one of these states.
        bound_by: The recipient's state is bound by all these treaties on the letter's date.
        recipients: The recipient is one of these.
    """

    audiences: tuple[Audience, ...] = ()
    states: tuple[State, ...] = ()
    bound_by: tuple[Id, ...] = ()
    recipients: tuple[Id, ...] = ()


def _with_languages(schema: dict[str, Any]) -> None:
    """Show editors the languages as keys of the passage, which is where people write them."""
    del schema["properties"]["words"]
    schema["properties"] |= {language: {"type": "string"} for language in LANGUAGES}
    schema["required"].remove("words")


def _some_words(words: dict[str, str]) -> dict[str, str]:
    if not words:
        raise mistake("the passage has no text", hint="write it after its language, as in 'en: …'")
    return words


class Passage(Entry):
    """A paragraph, or a part of one, with what decides whether a letter has it.

    Attributes:
        id: Its name within the appeal.
        fits: Whom it is for.
        since: The first date of letters that it fits (`from` in the file).
        until: The first date of letters that it fits no more.
        duty_bearer: The state whose duties it pleads: every treaty cited must bind it.
        continues: Whether it joins the paragraph before.
        words: Its Markdown, by language.
    """

    model_config = ConfigDict(json_schema_extra=_with_languages)

    id: Id
    fits: Condition = Field(default_factory=Condition, alias="for")
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    duty_bearer: State | None = None
    continues: StrictBool = False
    words: Annotated[dict[Language, Words], AfterValidator(_some_words)]

    @classmethod
    def prepare(cls, mapping: Mapping[str, Any]) -> Mapping[str, Any]:
        """Gather the texts, which stand under their languages beside the other keys."""
        words = {key: value for key, value in mapping.items() if key in LANGUAGES}
        rest = {key: value for key, value in mapping.items() if key not in LANGUAGES}
        return {**rest, "words": words}

    @model_validator(mode="after")
    def _time_goes_forward(self) -> Self:
        if self.since and self.until and self.until <= self.since:
            message = f"'until' ({self.until}) must be after 'from' ({self.since}): the passage fits no letter"
            raise mistake(message, key="until")
        return self


class Parts(Entry):
    """The six parts of a letter, in their order."""

    opening: tuple[Passage, ...] = Field(min_length=1)
    facts: tuple[Passage, ...] = ()
    law: tuple[Passage, ...] = ()
    request: tuple[Passage, ...] = Field(min_length=1)
    demands: tuple[Passage, ...] = Field(min_length=1)
    closing: tuple[Passage, ...] = Field(min_length=1)

    def passages(self) -> Iterator[tuple[str, Passage]]:
        """Yield every passage with the name of its part."""
        for part in PARTS:
            for passage in getattr(self, part):
                yield part, passage


class Appeal(Entry):
    """The file `appeals/<id>/appeal.yaml`."""

    title: TextLine
    subject: TextLine
    status: Literal["open", "closed"]
    closed_because: Text | None = None
    review_by: Day
    citation_style: Id = "oscola"
    letter: Parts

    @model_validator(mode="after")
    def _closing_needs_a_reason(self) -> Self:
        if self.status == "closed" and self.closed_because is None:
            raise mistake("a closed appeal says why", hint="add 'closed_because'", key="status")
        return self

    @property
    def id(self) -> str:
        """Return the name of the appeal, which is that of its folder."""
        return self.place().path.parent.name

    def languages(self) -> tuple[str, ...]:
        """Return the languages that the appeal is written in: those of its subject."""
        if self.subject.languages():
            return self.subject.languages()
        texts = [passage.words for _, passage in self.letter.passages()]
        return tuple(one for one in LANGUAGES if all(one in words for words in texts))


def load_appeal(path: Path) -> Appeal:
    """Load the appeal of that file.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    appeal = validated(Appeal, read_yaml(path))
    problems = duplicates(((one.id, one.place("id")) for _, one in appeal.letter.passages()), "passage")
    if why := why_no_id(appeal.id):
        problems.append(Problem(Location(path.parent), f"the folder's name {why[0]}", why[1]))
    if problems:
        raise ContentError(problems)
    return appeal


def appeal_files(campaign: Path) -> tuple[Path, ...]:
    """Return the files of a campaign's appeals, in alphabetical order."""
    return tuple(sorted((campaign / "appeals").glob("*/appeal.yaml")))
