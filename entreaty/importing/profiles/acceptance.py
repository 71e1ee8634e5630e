"""Whole profiles held against the format: optional fields that are wrong are left out and told."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from entreaty.content.files.recipients import Recipient
from entreaty.content.model import why_no_id
from entreaty.content.validation import validated
from entreaty.importing.profile_fields import FIELDS, ProfileFields, filled, texts_within
from entreaty.importing.profiles.profile import Profile, left_out
from entreaty.importing.reading import LeftOut
from entreaty.problems import ContentError
from entreaty.storage.characters import refused_character
from entreaty.storage.yaml.tree import YamlFile, YamlList, YamlMapping

_NEEDED = frozenset({"office", "organisation", "name", "form_of_address", "language", "audiences", "verified"})


def accepted(profile: Profile) -> Profile | LeftOut:
    """Return the profile without optional fields that are wrong; one that lacks what is needed is left out."""
    characters = _wrong_characters(profile.fields)
    if characters or not is_valid(profile.fields):
        found = _without(profile, characters | wrong_values(profile.fields))
        if isinstance(found, LeftOut):
            return found
        if not is_valid(found.fields):
            return left_out(profile.partial, "; ".join(wrong_values(found.fields).values()))
        profile = found
    if why := why_no_id(profile.id):
        return left_out(profile.partial, f"it cannot have an id: {why[0]}")
    return profile


def is_valid(fields: ProfileFields) -> bool:
    """Tell whether a profile is one that `recipients.yaml` can hold."""
    try:
        Recipient.model_validate({"id": "x", **fields})
    except ValidationError:
        return False
    return True


def _wrong_characters(fields: ProfileFields) -> dict[str, str]:
    """Return the fields with a character that no file may hold, each with the reason."""
    if refused_character(" ".join(texts_within(fields))) is None:
        return {}
    found = {key: refused_character(" ".join(texts_within(value))) for key, value in fields.items()}
    return {key: f"{key}: {why[0]}" for key, why in found.items() if why}


def wrong_values(fields: ProfileFields) -> dict[str, str]:
    """Return the fields that the format does not accept, each with the reason in the words of `check`.

    The profile is held against the format as a file would be in which each field has a line of its own, so that the
    line of a problem tells the field.
    """
    root = YamlMapping(Path(), 0)
    for key, value in {"id": "x", **fields}.items():
        line = 1 + FIELDS.index(key)
        root[key], root.lines[key] = _as_yaml(value, line), line
    try:
        validated(Recipient, YamlFile(root.path, root))
    except ContentError as error:
        found: dict[str, str] = {}
        for problem in error.problems:
            found.setdefault(("", *FIELDS)[problem.location.line], problem.message)
        return found
    return {}


def _as_yaml(value: Any, line: int) -> Any:
    """Return a value as the YAML reader would give it, all of it on one line."""
    if isinstance(value, Mapping):
        mapping = YamlMapping(Path(), line)
        for key, inner in value.items():
            mapping[key], mapping.lines[key] = _as_yaml(inner, line), line
        return mapping
    if isinstance(value, (list, tuple)):
        entries = YamlList(line)
        entries.extend(_as_yaml(inner, line) for inner in value)
        entries.lines.extend(line for _ in value)
        return entries
    return value


def _without(profile: Profile, wrong: Mapping[str, str]) -> Profile | LeftOut:
    """Return the profile without the fields that are wrong, with a note for each; none where they are needed."""
    if needed := [why for key, why in wrong.items() if key in _NEEDED or not key]:
        return left_out(profile.partial, "; ".join(needed))
    fields = cast("ProfileFields", {key: value for key, value in profile.fields.items() if key not in wrong})
    if "address" in wrong:
        fields["address"] = {"country": profile.fields["address"].get("country", "")}
    notes = tuple(f"left without '{key}': {why}" for key, why in wrong.items())
    return replace(profile, fields=filled(fields), notes=(*profile.notes, *notes))
