"""The vocabulary that all file formats share: entries that know their place, ids, codes and texts."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, NamedTuple, Self

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
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from entreaty.content.links import why_no_web_address
from entreaty.content.locales import (
    LANGUAGES,
    is_language_code,
    known_languages,
    language_called,
    state_called,
    states,
    subdivision_called,
)
from entreaty.problems import Location
from entreaty.storage.yaml.tree import YamlMapping

ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
_ID = re.compile(ID_PATTERN)
# Names that Windows gives to devices: a letter of that name could not be saved there.
_RESERVED_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
ANY_LANGUAGE = "und"
_SHOWN = 60
_SPACE = re.compile(r"[ \t]+")
_SHIPPED_LANGUAGES = frozenset(LANGUAGES)
# From this resemblance on (of 100), a name may be another one mistyped; nobody mistypes more characters than these.
NEAR = 60
_COMPARED = 200
_SUGGESTIONS = 100
_ENCODED_WORD = "'=?' cannot stand in the header of an e-mail"
_ENCODED_WORD_HINT = "mail programs take it for the beginning of encoded text (RFC 2047): write a space between the two"


class _Place(NamedTuple):
    """Where an entry stands.

    Attributes:
        path: The file.
        line: The line that the entry begins on.
        below: How many lines below that one each of its keys stands, such as {"id": 0, "office": 1}.
    """

    path: Path
    line: int
    below: Mapping[str, int]


@lru_cache(maxsize=4096)
def _lines_below(keys: tuple[str, ...], lines: tuple[int, ...]) -> Mapping[str, int]:
    """Return the lines by key; thousands of entries are laid out alike and share one mapping, which saves memory."""
    return dict(zip(keys, lines, strict=True))


class FileEntry(BaseModel):
    """A mapping in a file: frozen, without unknown keys, and aware of the lines it stands on."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=False)

    # Not a private attribute of pydantic's, with which 50,000 recipients take a quarter longer to load.
    _place: ClassVar[_Place] = _Place(Path(), 0, {})
    _leaves_empty: ClassVar[bool] = False
    """Whether a key without a value is as good as none, as in files that other programs write."""

    @model_validator(mode="wrap")
    @classmethod
    def _remember_place(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(data, YamlMapping):
            return handler(data)
        entry = handler(data if cls._leaves_empty else data.with_empty_values())
        below = _lines_below(tuple(data.lines), tuple([line - data.line for line in data.lines.values()]))
        object.__setattr__(entry, "_place", _Place(data.path, data.line, below))
        return entry

    def place(self, key: str = "") -> Location:
        """Return where the entry stands, or where that key of it does."""
        return Location(self._place.path, self._place.line + self._place.below.get(key, 0))


def mistake(message: str, *, hint: str = "", key: str = "") -> PydanticCustomError:
    """Return the error for a validator to raise.

    Args:
        message: What is wrong, in the user's words.
        hint: What would be right; empty where the message already says it.
        key: The key that is wrong, where the validator is that of a whole entry.
    """
    return PydanticCustomError("mistake", "{message}", {"message": message, "hint": hint, "key": key})


def shown(text: str) -> str:
    """Return the text as a message quotes it: in one line, and cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def within(day: date, since: date | None, until: date | None) -> bool:
    """Tell whether a day is in the time from one day on, and before another; None leaves an end open."""
    return (since is None or since <= day) and (until is None or day < until)


def require_forward(since: date | None, until: date | None, otherwise: str) -> None:
    """Refuse a time that ends before it begins.

    Args:
        since: Its first day, under the key `from`.
        until: The first day after it, under the key `until`.
        otherwise: What follows from that, such as "the passage fits no letter".
    """
    if since and until and until <= since:
        raise mistake(f"'until' ({until}) must be after 'from' ({since}): {otherwise}", key="until")


@lru_cache(maxsize=4096)
def why_no_id(text: str) -> tuple[str, str] | None:
    """Return why the text cannot name an entry, a folder and a file on every system, with a hint; None if it can."""
    if text in _RESERVED_NAMES:
        return f"'{text}' is not an id: Windows keeps this name for itself", "use another"
    if not _ID.fullmatch(text):
        meant = re.sub(r"[\s_.]+", "-", text.strip().lower())
        rule = "use up to 64 of a-z, 0-9 and '-', and begin with a letter or digit"
        is_id = _ID.fullmatch(meant) and meant not in _RESERVED_NAMES
        return f"'{shown(text)}' is not an id", did_you_mean(meant) if is_id else rule
    return None


@lru_cache(maxsize=4096)
def _known_id(text: str) -> str:
    if why := why_no_id(text):
        raise mistake(why[0], hint=why[1])
    return text


def did_you_mean(name: str) -> str:
    """Return the hint that a name was meant."""
    return f"did you mean '{name}'?"


def closest(word: str, known: Collection[str], near: int = NEAR, written: Mapping[str, str] | None = None) -> str:
    """Return "did you mean '…'?" for the known word that is nearest, or nothing.

    Args:
        word: The word, such as "medator".
        known: The words that there are.
        near: From which resemblance on, of 100, one may be meant.
        written: How words are shown that are compared in another form, such as {"les verts": "Les Verts"}.
    """
    # Loaded here: most runs have no mistake to explain, and it takes 20 ms.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    found = process.extractOne(word[:_COMPARED], sorted(known), scorer=fuzz.ratio, score_cutoff=near)
    if not found:
        return ""
    return did_you_mean((written or {}).get(found[0], found[0]))


class Suggestions:
    """Says which name of a file may have been meant by each wrong one; after very many wrong ones, nothing any more.

    Each wrong name is compared with all that there are: thousands beside thousands would take minutes, and a file with
    more mistakes than these has another kind of mistake.
    """

    def __init__(self, known: Collection[str], near: int = NEAR, written: Mapping[str, str] | None = None) -> None:
        """Take the names that there are, and when and in what form one is shown, as for `closest`."""
        self._known, self._near, self._written = known, near, written
        self._sorted: tuple[str, ...] | None = None
        self._left = _SUGGESTIONS

    def nearest(self, name: str) -> str:
        """Return "did you mean '…'?" for the name that is nearest, or nothing."""
        if not self._left:
            return ""
        self._left -= 1
        self._sorted = self._sorted or tuple(sorted(self._known))
        return closest(name, self._sorted, self._near, self._written)


def no_such(what: str, name: str, known: Collection[str], otherwise: str = "") -> str:
    """Return that a name stands for nothing, such as "there is no audience 'medator'; did you mean 'mediator'?".

    Args:
        what: What it was to be, such as "audience".
        name: The name.
        known: The names that there are.
        otherwise: What to say in place of the nearest known name where none is near.
    """
    hint = closest(name, known) or otherwise
    return f"there is no {what} '{name}'" + (f"; {hint}" if hint else "")


def _known_state(code: str, otherwise: str = "use two capitals as in ISO 3166, such as AM or CH") -> str:
    if code in states():
        return code
    called = state_called(code)
    # No code is near another one: of three letters, any two are the code of somebody else's state.
    hint = did_you_mean(called) if called else otherwise
    raise mistake(f"'{shown(code)}' is not the code of a state", hint=hint)


def _known_subdivision(code: str) -> str:
    if "-" in code and subdivision_called(code) == code:
        return code
    return _known_state(code, "use two capitals as in ISO 3166, such as CH, or the code of a part, such as US-CA")


def spaced(text: str) -> str:
    """Return words with a space in place of each tab and the spaces around it, as a browser shows them."""
    return _SPACE.sub(lambda run: " " if "\t" in run[0] else run[0], text) if "\t" in text else text


def _single_line(text: str) -> str:
    if "\n" in text:
        raise mistake("it must be a single line")
    return spaced(text)


def _no_encoded_word(text: str) -> str:
    if "=?" in text:
        raise mistake(_ENCODED_WORD, hint=_ENCODED_WORD_HINT)
    return text


def _web_address(url: str) -> str:
    if why := why_no_web_address(url):
        raise mistake(f"'{shown(url)}' {why[0]}", hint=why[1])
    return url


def _https(url: str) -> str:
    if not url.startswith("https://"):
        raise mistake(f"'{shown(url)}' is not a web address", hint="begin it with https://, and leave no space in it")
    return _web_address(url)


def no_language(code: str, key: str = "") -> PydanticCustomError:
    """Return the error for a code that is no language, shipped or of the campaign in use.

    Args:
        code: The code.
        key: The key that it is, where the validator is that of a whole mapping.
    """
    known, meant = known_languages(), language_called(code)
    hint = did_you_mean(meant) if meant in known else f"use one of: {', '.join(known)}"
    if meant not in known and is_language_code(code):
        hint += f"; or write a file for it: languages/{code}.yaml"
    message = f"'{shown(code)}' is not a language that letters can be written in"
    return PydanticCustomError("language", "{message}", {"message": message, "hint": hint, "key": key})


def _known_language(code: Any) -> Any:
    if not isinstance(code, str) or (code not in _SHIPPED_LANGUAGES and code not in known_languages()):
        # What YAML takes for something else, such as `no`, is told as it was written.
        raise no_language(str(code))
    return code


def as_list(value: Any) -> Any:
    """Return the value as a list of one, unless it is a list."""
    return value if isinstance(value, (list, tuple)) else [value]


Id = Annotated[str, AfterValidator(_known_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"})]
SENDER_ID_PATTERN = "s-[0-9a-f]{12}"
SenderId = Annotated[str, StringConstraints(pattern=f"^{SENDER_ID_PATTERN}$")]
"""The id of a supporter, such as "s-8c41f2a09b3e", which tells nothing of the person; folders are called so."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]
OneLine = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_single_line)
]
ShortLine = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), AfterValidator(_single_line)
]
"""What fits one line of a page, such as a file number."""
HeaderLine = Annotated[OneLine, AfterValidator(_no_encoded_word)]
"""A line that stands in the header of an e-mail."""
Language = Annotated[str, BeforeValidator(_known_language), WithJsonSchema({"enum": list(LANGUAGES)})]
"""A language or a variant: one that is shipped, or one of the campaign in use."""
Audience = Annotated[
    str,
    AfterValidator(_known_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$", "$comment": "an audience"}),
]
"""The name of an audience; whether the campaign declares it, is told with all its files at hand."""
FormName = Annotated[
    str,
    AfterValidator(_known_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$", "$comment": "a form of address"}),
]
"""The name of a form of address; whether there is one, is told with the campaign's own forms at hand."""
AudienceOrPublic = Annotated[
    Audience,
    WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$", "$comment": "an audience or public"}),
]
StateCode = Annotated[str, AfterValidator(_known_state), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]
SubdivisionCode = Annotated[
    str,
    AfterValidator(_known_subdivision),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"}),
]
"""A state, or a part of one as ISO 3166-2 writes it, such as US-CA; of the part, only the form is checked."""
CalendarDay = Annotated[date, Strict()]
HttpsUrl = Annotated[str, AfterValidator(_https), WithJsonSchema({"type": "string", "pattern": "^https://"})]
"""An address that is linked to, such as that of a contact form."""
WebAddress = Annotated[str, AfterValidator(_web_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
"""An address of a source; one that begins with http:// is printed, and not linked to."""
Languages = Annotated[
    tuple[Language, ...],
    BeforeValidator(as_list),
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


def _string_or_map(schema: JsonDict) -> None:
    texts: JsonDict = {language: {"type": "string"} for language in LANGUAGES}
    by_language: JsonDict = {
        "type": "object",
        "properties": texts,
        "additionalProperties": False,
        "minProperties": 1,
    }
    description = schema["description"]
    schema.clear()
    schema |= {"description": description, "anyOf": [{"type": "string"}, by_language]}


class Text(RootModel[dict[str, Words]]):
    """Words that are printed: one string for every language, or a map by language."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_string_or_map)

    @model_validator(mode="before")
    @classmethod
    def _one_string_for_all(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {ANY_LANGUAGE: value}
        if not isinstance(value, Mapping):
            raise PydanticCustomError("text_type", "text or a map by language")
        if not value or ANY_LANGUAGE in value:
            raise mistake("it has no text", hint="write it as text, or by language as in {en: …, fr: …}")
        # Texts are many: most are in languages that are shipped, and those are looked up fast.
        if not value.keys() <= _SHIPPED_LANGUAGES and (
            unknown := next((key for key in value if key not in known_languages()), None)
        ):
            raise no_language(str(unknown), str(unknown))
        return value

    @property
    def plain(self) -> str:
        """Return the words of a text that is the same in all languages; empty for one by language."""
        return self.root.get(ANY_LANGUAGE, "")

    def languages(self) -> tuple[str, ...]:
        """Return the languages that it is written in; none where it is the same in all."""
        return tuple(language for language in self.root if language != ANY_LANGUAGE)

    def has(self, language: str) -> bool:
        """Tell whether it can be printed in the language as it is."""
        return language in self.root or ANY_LANGUAGE in self.root or language.partition("-")[0] in self.root

    def best(self, language: str) -> str:
        """Return the words in the language, else those for all, else English, else the first."""
        for wanted in (language, language.partition("-")[0], ANY_LANGUAGE, "en"):
            if wanted in self.root:
                return self.root[wanted]
        return next(iter(self.root.values()))


@lru_cache(maxsize=4096)
def _line_of(texts: tuple[tuple[str, str], ...]) -> Text:
    for language, words in texts:
        if "\n" in words:
            named = "" if language == ANY_LANGUAGE else language
            raise mistake(f"'{named}' must be a single line" if named else "it must be a single line", key=named)
    return Text.model_construct({language: spaced(words) for language, words in texts})


def _single_lines(text: Text) -> Text:
    """Refuse several lines, and return one object for equal texts: thousands of recipients share an office."""
    return _line_of(tuple(text.root.items()))


def _no_encoded_words(text: Text) -> Text:
    for language, words in text.root.items():
        if "=?" in words:
            raise mistake(_ENCODED_WORD, hint=_ENCODED_WORD_HINT, key="" if language == ANY_LANGUAGE else language)
    return text


TextLine = Annotated[Text, AfterValidator(_single_lines)]
"""A text that is printed within one line, such as an office or a subject."""
HeaderText = Annotated[TextLine, AfterValidator(_no_encoded_words)]
"""A line in several languages that stands in the header of an e-mail."""
