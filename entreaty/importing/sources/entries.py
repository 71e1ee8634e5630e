"""Read YAML and JSON sources entry by entry, so that a broken one spoils no other, and each entry as a model.

A model of a source says what we read of its format. It never refuses: keys that it does not have are passed over, and a
value of another kind than expected counts as none.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator

from entreaty.content.model import shown
from entreaty.importing.normal_forms import text_of, without_invisible, without_refused
from entreaty.importing.reading import LeftOut, Place
from entreaty.problems import ContentError
from entreaty.storage.decoding import decoded, first_undecoded, read_bytes, refusal, undecoded
from entreaty.storage.yaml.file import parse_yaml

_OTHER_SPACES = re.compile("[\u2028\u2029\u0085\r]")


class SourceModel(BaseModel):
    """A mapping in a source."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def line_of(value: Any) -> str:
    """Return a plain value as text in one line; empty for anything else."""
    return text_of(value).replace("\n", " ")


def _texts(value: Any) -> dict[str, str]:
    return {key: text_of(one) for key, one in value.items()} if isinstance(value, dict) else {}


def _mapping(value: Any) -> Any:
    return value if isinstance(value, dict) else {}


def _mapping_or_none(value: Any) -> Any:
    return value if isinstance(value, dict) and value else None


def _mappings(value: Any) -> Any:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


# These validate alone: pydantic refuses texts with half a character, which JSON can hold.
Word = Annotated[str, PlainValidator(line_of)]
"""A plain value as text in one line: "B. Example" for `B.\\n Example`, "7" for 7; lists with "; " between."""
Words = Annotated[str, PlainValidator(text_of)]
"""A plain value as text, with its line breaks."""
Texts = Annotated[dict[str, str], PlainValidator(_texts)]
"""A mapping of plain values, such as `{"bioguide": "E000001", "thomas": "01836"}`."""

Model = TypeVar("Model", bound=SourceModel)
Content = TypeVar("Content")
Inner = Annotated[Model, BeforeValidator(_mapping)]
"""A mapping; where there is none, one without any keys."""
Maybe = Annotated[Model | None, BeforeValidator(_mapping_or_none)]
"""A mapping; None where there is none, or an empty one."""
Listed = Annotated[tuple[Model, ...], BeforeValidator(_mappings)]
"""A list of mappings, without entries that are none."""


class Link(SourceModel):
    """A web page that several formats name, or where something was seen."""

    url: Word = ""
    note: Word = ""


class Identifier(SourceModel):
    """The identifier that another source has for a person, such as "Q42" of the scheme "wikidata"."""

    scheme: Word = ""
    identifier: Word = ""


@dataclass(frozen=True, slots=True)
class SourceEntry(Generic[Content]):
    """One entry of a source: a mapping, or the model of one.

    Attributes:
        place: Where it stands.
        content: What it holds.
    """

    place: Place
    content: Content


RawEntry = SourceEntry[Mapping[str, Any]]
"""An entry as the file has it."""


def yaml_entries(path: Path) -> Iterator[RawEntry | LeftOut]:
    """Yield the entries of a YAML file whose top level is a list.

    Raises:
        ContentError: It cannot be read.
    """
    parts = re.split(r"^(?=- )", _yaml_text(path), flags=re.MULTILINE)
    line = 1 + parts[0].count("\n")
    for number, part in enumerate(parts[1:], start=1):
        place = Place(path, number, "entry", f"line {line}")
        try:
            found = parse_yaml(path, part)
        except ContentError as error:
            first = error.problems[0]
            at = line + first.location.line - 1 if first.location.line else line
            yield LeftOut(place=place, reason=f"{first.message} (line {at})")
        else:
            yield _entry(place, found[0] if isinstance(found, list) and len(found) == 1 else None)
        line += part.count("\n")


def yaml_mapping(path: Path) -> Mapping[str, Any]:
    """Return what a YAML file holds whose top level is a mapping.

    Raises:
        ContentError: It is not such a file.
    """
    found = parse_yaml(path, _yaml_text(path))
    if not isinstance(found, dict):
        raise refusal(path, "the file must hold 'key: value' lines")
    return found


def _yaml_text(path: Path) -> str:
    """Return the text of a YAML source, without invisible characters.

    Raises:
        ContentError: It cannot be read, or is not in UTF-8.
    """
    text = decoded(path, read_bytes(path), "utf-8-sig")
    if line := first_undecoded(text):
        raise refusal(path, "the file is not in UTF-8", "save it again with the encoding UTF-8", line)
    plain = _OTHER_SPACES.sub(" ", text.replace("\r\n", "\n"))
    # A character that no letter may hold, in a link that nobody uses, would make the whole entry one that is refused.
    return without_invisible(without_refused(plain))


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON source.

    Attributes:
        path: The file.
        root: What it holds.
        rest: The line on which something begins that is no part of it; 0 where there is nothing.
    """

    path: Path
    root: Any
    rest: int


def read_json(path: Path) -> JsonText:
    """Read a JSON file; text after its first value is no error, but is reported with its line.

    Raises:
        ContentError: It is not JSON.
    """
    return json_text(path, decoded(path, read_bytes(path), "utf-8-sig"))


def json_text(path: Path, text: str) -> JsonText:
    """Return what the text of a JSON file holds.

    Raises:
        ContentError: It is not JSON.
    """
    if undecoded(text):
        raise refusal(path, "the file is not in UTF-8", "save it again with the encoding UTF-8")
    start = len(text) - len(text.lstrip())
    try:
        root, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise refusal(path, f"this is not JSON: {why_no_json(error)}", line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise refusal(
            path, "this is not JSON that can be read: it is nested too deeply, or a number is too long"
        ) from error
    rest = text[end:]
    gap = len(rest) - len(rest.lstrip())
    return JsonText(path, root, text.count("\n", 0, end + gap) + 1 if rest.strip() else 0)


def why_no_json(error: json.JSONDecodeError) -> str:
    """Return what the reader of JSON says, as a part of a sentence: "expecting value"."""
    return f"{error.msg[:1].lower()}{error.msg[1:]}"


def entries_of(path: Path, values: Any, called: str) -> Iterator[RawEntry | LeftOut]:
    """Yield the entries of a list within a source; none where it is no list."""
    for number, value in enumerate(values if isinstance(values, list) else [], start=1):
        yield _entry(Place(path, number, called), value)


def _entry(place: Place, value: Any) -> RawEntry | LeftOut:
    if isinstance(value, dict):
        return SourceEntry(place, value)
    return LeftOut(place=place, reason="it holds no 'key: value' lines")


def day_of(text: str) -> date | None:
    """Return the day of a text such as "2025-06-24T10:00:00"; None where it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def why(error: ContentError) -> str:
    """Return in one line why a file cannot be used: "this is not YAML: … (line 7)"."""
    first = error.problems[0]
    line = f" (line {first.location.line})" if first.location.line else ""
    return f"{shown(first.message)}{line}"
