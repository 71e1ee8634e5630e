"""The file formats as JSON Schemas, which editors use to complete and check what people write."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaValue

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.audiences import AUDIENCES_OF_FIRST_VERSION, PUBLIC, Audiences
from entreaty.content.files.authorities import AuthoritiesFile
from entreaty.content.files.delivery import Delivery
from entreaty.content.files.districts import DistrictsFile
from entreaty.content.files.import_mapping import ImportMapping
from entreaty.content.files.recipients import RecipientsFile
from entreaty.content.files.sender import Sender
from entreaty.content.files.translations import Translations
from entreaty.content.locales import LANGUAGES
from entreaty.content.shipped.campaign_forms import OwnFormsFile
from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.storage.files import write_for_all

_FORMATS: dict[str, type[BaseModel]] = {
    "appeal": Appeal,
    "authorities": AuthoritiesFile,
    "recipients": RecipientsFile,
    "sender": Sender,
    "delivery": Delivery,
    "mapping": ImportMapping,
    "translations": Translations,
    "districts": DistrictsFile,
    "forms_of_address": OwnFormsFile,
}


def schemas(
    audiences: Audiences = AUDIENCES_OF_FIRST_VERSION,
    forms: Iterable[str] | None = None,
    own_languages: Iterable[str] = (),
) -> dict[str, JsonSchemaValue]:
    """Return the schema of each file format of a campaign, by name.

    Args:
        audiences: Its audiences.
        forms: The names of its forms of address; by default those that the program has.
        own_languages: The languages that it adds.
    """
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    names, own = [*audiences], tuple(own_languages)
    lists: dict[str, JsonSchemaValue] = {
        "an audience": {"enum": names},
        "an audience or public": {"enum": [*names, PUBLIC]},
        "a form of address": {"enum": sorted(forms if forms is not None else load_forms_of_address())},
    }
    return {
        name: dialect | _with_languages(_with_lists(model.model_json_schema(by_alias=True), lists), own)
        for name, model in _FORMATS.items()
    }


def _with_languages(schema: Any, own: tuple[str, ...]) -> Any:
    """Return the schema with the campaign's own languages wherever ours may stand, as values or as keys."""
    if isinstance(schema, list):
        return (
            [*schema, *(one for one in own if one not in schema)]
            if set(LANGUAGES) <= _texts(schema)
            else [_with_languages(part, own) for part in schema]
        )
    if not isinstance(schema, dict):
        return schema
    made = {key: _with_languages(part, own) for key, part in schema.items()}
    return made | dict.fromkeys(own, made["en"]) if set(LANGUAGES) <= made.keys() else made


def _texts(values: list[Any]) -> set[str]:
    return {one for one in values if isinstance(one, str)}


def _with_lists(schema: Any, lists: Mapping[str, JsonSchemaValue]) -> Any:
    """Return the schema with the campaign's own names wherever a comment says that one of them belongs there."""
    if isinstance(schema, list):
        return [_with_lists(part, lists) for part in schema]
    if not isinstance(schema, dict):
        return schema
    names = lists.get(str(schema.get("$comment")))
    # Without any audience, whatever is written there is told by `check`; an empty list is no schema.
    if names and names["enum"]:
        return names
    return {key: _with_lists(part, lists) for key, part in schema.items()}


def write_schemas(
    folder: Path,
    audiences: Audiences = AUDIENCES_OF_FIRST_VERSION,
    forms: Iterable[str] | None = None,
    own_languages: Iterable[str] = (),
) -> tuple[Path, ...]:
    """Write every schema of a campaign into the folder and return the files; the other arguments as for `schemas`."""
    written = []
    for name, schema in schemas(audiences, forms, own_languages).items():
        path = folder / f"{name}.json"
        write_for_all(path, json.dumps(schema, ensure_ascii=False, indent=2) + "\n", folder)
        written.append(path)
    return tuple(written)
