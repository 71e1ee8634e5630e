"""The file formats as JSON Schemas, which editors use to complete and check what people write."""

import json
from pathlib import Path

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaValue

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.authorities import AuthoritiesFile
from entreaty.content.files.delivery import Delivery
from entreaty.content.files.import_mapping import ImportMapping
from entreaty.content.files.recipients import RecipientsFile
from entreaty.content.files.sender import Sender
from entreaty.content.files.translations import Translations
from entreaty.storage.files import write_for_all

_FORMATS: dict[str, type[BaseModel]] = {
    "appeal": Appeal,
    "authorities": AuthoritiesFile,
    "recipients": RecipientsFile,
    "sender": Sender,
    "delivery": Delivery,
    "mapping": ImportMapping,
    "translations": Translations,
}


def schemas() -> dict[str, JsonSchemaValue]:
    """Return the schema of each file format, by name."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {name: dialect | model.model_json_schema(by_alias=True) for name, model in _FORMATS.items()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into the folder and return the files."""
    written = []
    for name, schema in schemas().items():
        path = folder / f"{name}.json"
        write_for_all(path, json.dumps(schema, ensure_ascii=False, indent=2) + "\n", folder)
        written.append(path)
    return tuple(written)
