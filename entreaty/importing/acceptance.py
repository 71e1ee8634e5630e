"""Which profiles the format accepts: optional fields that are wrong are left away, each with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from entreaty.content.characters import refused_character
from entreaty.content.model import why_no_id
from entreaty.content.recipients import Recipient
from entreaty.content.validation import validated_entries
from entreaty.content.yamltree import YamlFile, YamlList, YamlMapping
from entreaty.importing.profiles import FIELDS, Profile, left_out
from entreaty.importing.rows import LeftOut

_NEEDED = frozenset({"office", "organisation", "name", "form_of_address", "language", "audiences", "verified"})
# The problems of all rows are told in one go, each on a line that stands for its row and its field.
_PER_ROW = 100


def accepted(profiles: Sequence[Profile]) -> Iterator[Profile | LeftOut]:
    """Yield the profiles, without optional fields that are wrong; those that lack what is needed are left out."""
    wrong = {place: bad for place, one in enumerate(profiles) if (bad := _characters(one)) or not _is_valid(one)}
    told = _problems({place: profiles[place] for place in wrong})
    for place, one in enumerate(profiles):
        found: Profile | LeftOut = one
        if place in wrong:
            found = _without(one, wrong[place] | told.get(place, {}))
        if isinstance(found, Profile) and found is not one and not _is_valid(found):
            found = left_out(one.record, "; ".join(_problems({0: found})[0].values()))
        if isinstance(found, Profile) and (why := why_no_id(found.id)):
            found = left_out(one.record, f"it cannot have an id: {why[0]}")
        yield found


def _is_valid(profile: Profile) -> bool:
    try:
        Recipient.model_validate({"id": "x", **profile.fields})
    except ValidationError:
        return False
    return True


def _characters(profile: Profile) -> dict[str, str]:
    """Return the fields with a character that no file may hold, each with what is wrong."""
    found = {key: refused_character(" ".join(_texts(value))) for key, value in profile.fields.items()}
    return {key: f"{key}: {why[0]}" for key, why in found.items() if why}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _problems(profiles: Mapping[int, Profile]) -> dict[int, dict[str, str]]:
    """Return what the format does not accept, by profile and field, in the words in which it is always told."""
    path = Path()
    root, rows = YamlMapping(path, 0), YamlList(0)
    for place, one in profiles.items():
        rows.append(_as_yaml({"id": f"r{place}", **one.fields}, path, place * _PER_ROW))
        rows.lines.append(place * _PER_ROW)
    root["recipients"], root.lines["recipients"] = rows, 0
    told: dict[int, dict[str, str]] = {}
    for problem in validated_entries(Recipient, YamlFile(path, root), "recipients", "recipient").problems:
        place, field = divmod(problem.location.line, _PER_ROW)
        told.setdefault(place, {}).setdefault((*FIELDS, "")[field - 1], problem.message)
    return told


def _as_yaml(value: Any, path: Path, line: int, *, top: bool = True) -> Any:
    if isinstance(value, Mapping):
        mapping = YamlMapping(path, line)
        for key, inner in value.items():
            at = line + 1 + FIELDS.index(key) if top else line
            mapping[key], mapping.lines[key] = _as_yaml(inner, path, at, top=False), at
        return mapping
    if isinstance(value, (list, tuple)):
        found = YamlList(line)
        found.extend(_as_yaml(inner, path, line, top=False) for inner in value)
        found.lines.extend(line for _ in value)
        return found
    return value


def _without(profile: Profile, wrong: Mapping[str, str]) -> Profile | LeftOut:
    """Return the profile without the fields that are wrong, with a note for each; none where they are needed."""
    if needed := [why for key, why in wrong.items() if key in _NEEDED or not key]:
        return left_out(profile.record, "; ".join(needed))
    fields = {key: value for key, value in profile.fields.items() if key not in wrong or key == "address"}
    if "address" in wrong:
        fields["address"] = {"country": profile.fields["address"].get("country", "")}
    notes = tuple(f"left without '{key}': {why}" for key, why in wrong.items())
    return replace(profile, fields=fields, notes=(*profile.notes, *notes))
