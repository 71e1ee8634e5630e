"""The JSON Schemas that editors use: fresh, complete, and in agreement with the shipped files and with `check`."""

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from entreaty.content.files.appeals import appeal_files
from entreaty.content.locales import LANGUAGES
from entreaty.content.schemas import schemas, write_schemas
from entreaty.storage.yaml.file import read_yaml
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import APPEAL, AUTHORITIES, RECIPIENTS, SENDER

pytestmark = pytest.mark.no_cover

SHIPPED = [
    (ROOT / "recipients.yaml", "recipients"),
    (ROOT / "appeals" / "authorities.yaml", "authorities"),
    (ROOT / "sender.example.yaml", "sender"),
    (ROOT / "delivery.example.yaml", "delivery"),
    *((path, "appeal") for path in appeal_files(ROOT)),
]
TEXTS = {"appeal": APPEAL, "authorities": AUTHORITIES, "recipients": RECIPIENTS, "sender": SENDER}
TEXTS["translations"] = "fr: {opening/closure: {of: 3f9c1a, state: reviewed, by: N. N., day: 2026-11-20}}\n"
TEXTS["districts"] = (
    "districts: [{file: codes.csv, country: GB, kind: uk-commons, columns: {pcds: postcode, pcon: id}}]\n"
)
TEXTS["delivery"] = (ROOT / "delivery.example.yaml").read_text(encoding="utf-8")


def _as_json(value: Any) -> Any:
    """Return what an editor sees: JSON has no dates, so they are texts."""
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _findings(name: str, content: Any) -> Iterator[str]:
    validator = jsonschema.Draft202012Validator(
        schemas()[name], format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for error in validator.iter_errors(content):
        yield f"{error.json_path}: {error.message}"


def _content(folder: Path, name: str) -> Any:
    path = folder / "file.yaml"
    path.write_text(TEXTS[name], encoding="utf-8")
    return _as_json(read_yaml(path).root)


def test_shipped_files_are_all_here():
    """The files that the next tests look at exist, and at least one appeal is among them."""
    assert [path for path, _ in SHIPPED if not path.is_file()] == []
    assert "appeal" in [name for _, name in SHIPPED]


@pytest.mark.parametrize(("path", "name"), SHIPPED, ids=[str(path.relative_to(ROOT)) for path, _ in SHIPPED])
def test_shipped_file_fits_its_schema(path, name):
    """An editor finds nothing wrong with a shipped file."""
    assert list(_findings(name, _as_json(read_yaml(path).root))) == []


@pytest.mark.parametrize(("path", "name"), SHIPPED, ids=[str(path.relative_to(ROOT)) for path, _ in SHIPPED])
def test_shipped_file_names_its_schema(path, name):
    """A shipped file names the schema of its format on its first line, by a path that leads there."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert named
    assert (path.parent / named[1]).resolve() == ROOT / "docs" / "schemas" / f"{name}.json"


@pytest.mark.parametrize("name", TEXTS)
def test_schema_in_the_documentation_is_fresh(name):
    """The schema in docs/schemas is that of the program: `python generate.py schema --out docs/schemas` writes it."""
    path = ROOT / "docs" / "schemas" / f"{name}.json"

    assert json.loads(path.read_text(encoding="utf-8")) == schemas()[name]


def test_schemas_know_the_forms_of_the_campaign():
    """Profiles and conditions may name the forms that there are, and no others."""
    recipients = schemas(forms=("mayor", "warden"))["recipients"]["$defs"]["Recipient"]["properties"]
    condition = schemas(forms=("mayor", "warden"))["appeal"]["$defs"]["Condition"]["properties"]

    assert recipients["form_of_address"]["anyOf"][0] == {"enum": ["mayor", "warden"]}
    assert condition["forms"]["items"] == {"enum": ["mayor", "warden"]}


def test_schemas_are_written_one_by_one(tmp_path):
    """Every schema becomes a file of its name, in a folder that is made, as readable JSON that ends its last line."""
    written = write_schemas(tmp_path / "docs" / "schemas")

    assert [path.name for path in written] == [
        "appeal.json",
        "authorities.json",
        "recipients.json",
        "sender.json",
        "delivery.json",
        "mapping.json",
        "translations.json",
        "districts.json",
        "forms_of_address.json",
    ]
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert json.loads(text) == schemas()[path.stem]
        assert text.endswith("\n}\n")
        assert "\\u" not in text


@pytest.mark.parametrize("name", TEXTS)
def test_schema_is_one_itself(name):
    """Each schema is valid and says which dialect it is written in."""
    schema = schemas()[name]

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["description"]


@pytest.mark.parametrize("name", TEXTS)
def test_valid_file_fits_the_schema(name, tmp_path):
    """A file that `check` accepts has nothing wrong for an editor."""
    assert list(_findings(name, _content(tmp_path, name))) == []


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("name", "steps", "value"),
    [
        ("appeal", ("title",), {"en": "Visits"}),
        ("appeal", ("subject",), "Visits"),
        ("appeal", ("letter", "law"), []),
        ("authorities", ("references", 2, "issued"), 2025),
        ("authorities", ("references", 0, "custom", "parties"), {"AM": "1993-06-07"}),
        ("authorities", ("references", 0, "custom", "parties"), {"AM": {"since": "1993-06-07", "status": "mirror"}}),
        ("authorities", ("references", 0, "custom", "bound-since"), {"AM": "1993-06-07"}),
        ("authorities", ("references", 0, "custom", "provisions"), {"art. 1": {"en": "One.", "fr": ["Un.", "Deux."]}}),
        ("authorities", ("references", 0, "number"), 972),
        ("recipients", ("recipients", 0, "language"), "fr"),
        ("recipients", ("recipients", 0, "salutation"), {"en": "Dear President,"}),
        ("sender", ("personal_note",), "My grandfather was a prisoner of war."),
    ],
)
def test_every_form_that_a_value_may_have_fits(tmp_path, name, steps, value):
    """Where a value may be written in more than one way, an editor accepts each."""
    assert list(_findings(name, _changed(_content(tmp_path, name), steps, value))) == []


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("name", "steps", "value"),
    [
        ("appeal", ("titel",), "Visits"),
        ("appeal", ("title",), ["Visits"]),
        ("appeal", ("subject",), {"zu": "Besök"}),
        ("appeal", ("subject",), {}),
        ("appeal", ("status",), "opened"),
        ("appeal", ("review_by",), "soon"),
        ("appeal", ("letter", "demands"), []),
        ("appeal", ("letter", "opening", 0, "id"), "The concern"),
        ("appeal", ("letter", "opening", 0, "words"), {"en": "I write."}),
        ("appeal", ("letter", "opening", 0, "zu"), "Jag skriver."),
        ("appeal", ("letter", "opening", 0, "for"), {"audience": ["mediator"]}),
        ("appeal", ("letter", "opening", 0, "continues"), "yes"),
        ("authorities", ("references", 0, "issued"), "12 August 1949"),
        ("authorities", ("references", 0, "custom", "parties"), "all"),
        ("authorities", ("references", 0, "custom", "kind"), "novel"),
        ("recipients", ("recipients", 0, "language"), "zu"),
        ("recipients", ("recipients", 0, "audiences"), "mediator"),
        ("recipients", ("recipients", 0, "state"), "Switzerland"),
        ("recipients", ("recipients", 0, "contact_form"), "http://example.org"),
        ("recipients", ("recipients", 0, "email"), 5),
        ("recipients", ("recipients", 0, "address", "lines"), []),
        ("sender", ("letterhead",), "x.svg"),
        ("sender", ("name",), ""),
    ],
)
def test_editor_sees_the_mistake(tmp_path, name, steps, value):
    """A mistake of form that `check` would tell is seen by an editor already."""
    assert list(_findings(name, _changed(_content(tmp_path, name), steps, value)))


@pytest.mark.one_in(6, thorough=2)
@pytest.mark.parametrize("language", LANGUAGES)
def test_editor_completes_every_language_of_a_passage(language):
    """The languages are keys of a passage, where people write them."""
    passage = schemas()["appeal"]["$defs"]["Passage"]

    assert passage["properties"][language] == {"type": "string"}
    assert "words" not in passage["properties"]
    assert passage["required"] == ["id"]


def _changed(content: Any, steps: tuple[str | int, ...], value: object) -> Any:
    changed = copy.deepcopy(content)
    here = changed
    for step in steps[:-1]:
        here = here[step]
    here[steps[-1]] = value
    return changed
