"""The vocabulary that all file formats share: entries that know their place, ids, codes and texts."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    RootModel,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from entreaty.content.locales import LANGUAGES, states
from entreaty.content.yamltree import YamlMapping
from entreaty.problems import Location

AUDIENCES = (
    "mediator",
    "un-body",
    "regional-body",
    "third-state",
    "legislature",
    "depositary",
    "detaining-power",
)
ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
# Names that Windows gives to devices: a letter of that name could not be saved there.
_RESERVED_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
ANY_LANGUAGE = "und"


class Entry(BaseModel):
    """A mapping in a file: frozen, without unknown keys, and aware of the lines it stands on."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=False)

    _path: Path = Path()
    _line: int = 0
    _lines: Mapping[str, int] = {}

    @classmethod
    def prepare(cls, mapping: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the mapping in the shape of the model's fields; subclasses say how."""
        return mapping

    @model_validator(mode="wrap")
    @classmethod
    def _remember_place(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        entry = handler(cls.prepare(data) if isinstance(data, Mapping) else data)
        if isinstance(data, YamlMapping):
            entry._path, entry._line, entry._lines = data.path, data.line, data.lines  # noqa: SLF001  (its own class)
        return entry

    def place(self, key: str = "") -> Location:
        """Return where the entry stands, or where that key of it does."""
        return Location(self._path, self._lines.get(key, self._line))


def _known_id(text: str) -> str:
    if not re.fullmatch(ID_PATTERN, text) or text in _RESERVED_NAMES:
        message = f"'{text}' is not an id: use up to 64 of a-z, 0-9 and '-', beginning with a letter or digit"
        raise ValueError(message)
    return text


def closest(word: str, known: tuple[str, ...] | list[str] | frozenset[str]) -> str:
    """Return "did you mean '…'?" for the known word that is nearest, or nothing."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return f"did you mean '{near[0]}'?" if near else ""


def _known_state(code: str) -> str:
    if code not in states():
        near = closest(code.upper(), states())
        message = f"'{code}' is not the code of a state; use two capitals as in ISO 3166, such as AM or CH"
        raise ValueError(f"{message}|{near}" if near else message)
    return code


def _single_line(text: str) -> str:
    if "\n" in text:
        message = "must be a single line"
        raise ValueError(message)
    return text


def _https(url: str) -> str:
    if not re.fullmatch(r"https://[^\s<>\"{}|\\^`]+", url):
        message = f"'{url}' is not an https address"
        raise ValueError(message)
    return url


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Id = Annotated[str, AfterValidator(_known_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"})]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_single_line)
]
Language = Literal[LANGUAGES]  # type: ignore[valid-type]
Audience = Literal[AUDIENCES]  # type: ignore[valid-type]
State = Annotated[str, AfterValidator(_known_state), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]
Day = Annotated[date, Strict()]
HttpsUrl = Annotated[str, AfterValidator(_https), WithJsonSchema({"type": "string", "pattern": "^https://"})]
Languages = Annotated[
    tuple[Language, ...],
    BeforeValidator(_as_list),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(LANGUAGES)},
                {"type": "array", "items": {"enum": list(LANGUAGES)}, "minItems": 1},
            ]
        }
    ),
]


def _string_or_map(schema: dict[str, Any]) -> None:
    texts = {language: {"type": "string"} for language in LANGUAGES}
    by_language = {"type": "object", "properties": texts, "additionalProperties": False, "minProperties": 1}
    description = schema["description"]
    schema.clear()
    schema |= {"description": description, "anyOf": [{"type": "string"}, by_language]}


class Text(RootModel[dict[Literal[(*LANGUAGES, ANY_LANGUAGE)], Words]]):  # type: ignore[valid-type]
    """Words that are printed: one string for every language, or a map by language."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_string_or_map)

    @model_validator(mode="before")
    @classmethod
    def _one_string_for_all(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {ANY_LANGUAGE: value}
        if not isinstance(value, Mapping):
            # The name of pydantic's own error, so that it is worded like that of any other text.
            raise PydanticCustomError("string_type", "text or a map by language")
        return value

    def languages(self) -> tuple[str, ...]:
        """Return the languages that it is written in; none where it is the same in all."""
        return tuple(language for language in self.root if language != ANY_LANGUAGE)

    def has(self, language: str) -> bool:
        """Tell whether it can be printed in the language as it is."""
        return language in self.root or ANY_LANGUAGE in self.root

    def best(self, language: str) -> str:
        """Return the words in the language, else those for all, else English, else the first."""
        for wanted in (language, ANY_LANGUAGE, "en"):
            if wanted in self.root:
                return self.root[wanted]
        return next(iter(self.root.values()))
