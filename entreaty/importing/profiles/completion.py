"""From what a row says to a whole profile: what is missing is filled in by rule, never guessed, and all is checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from entreaty.content.files.authorities import Verification
from entreaty.content.files.import_mapping import ForAll, Rule
from entreaty.content.files.recipients import Recipient
from entreaty.content.locales import official_language
from entreaty.content.model import AUDIENCES, Text, shown, why_no_id
from entreaty.content.shipped.forms_of_address import load_forms_of_address
from entreaty.content.validation import validated_entries
from entreaty.importing.profiles.names import gender_of_courtesies, parted, without_courtesy
from entreaty.importing.profiles.offices import form_of_address
from entreaty.importing.profiles.profile import FIELDS, Profile, Settings, left_out, words_of
from entreaty.importing.rows import LeftOut, Reading, Record
from entreaty.storage.characters import refused_character
from entreaty.storage.yaml.tree import YamlFile, YamlList, YamlMapping

_NO_MEMBER = {"member-of-parliament": ("mp",), "mep": ("mep",)}


def complete(reading: Reading, settings: Settings) -> tuple[Profile | LeftOut, ...]:
    """Return each row of a source as a profile, or with the reason why it is none, in their order."""
    rows: list[Profile | LeftOut] = [
        _completed(row, reading, settings) if isinstance(row, Record) else row for row in reading.rows
    ]
    found = [(place, row) for place, row in enumerate(rows) if isinstance(row, Profile)]
    for place, row in zip([place for place, _ in found], accepted([row for _, row in found]), strict=True):
        rows[place] = row
    return tuple(rows)


def _completed(record: Record, reading: Reading, settings: Settings) -> Profile | LeftOut:
    said, for_all = dict(record.said), settings.mapping.set
    notes = [*record.notes]
    name, gender = _named(record)
    address = dict(said.get("address", {}))
    state = said.get("state") or for_all.state
    country = address.get("country") or for_all.country or settings.country or state
    office = said.get("office") or _plain(for_all.office)
    organisation = said.get("organisation") or _plain(for_all.organisation)
    if missing := _missing(office=office, organisation=organisation, country=country):
        return left_out(record, missing)
    fields = {
        **said,
        "office": office,
        "organisation": organisation,
        "name": name,
        "gender": gender if name else None,
        "form_of_address": _asked_form(said, notes)
        or for_all.form_of_address
        or form_of_address(words_of(office), state or country, named=bool(name)),
        "language": _languages(said, for_all, settings, str(country)),
        "state": state,
        "address": {"lines": address.get("lines"), "country": country},
        "contact_form": said.get("contact_form") or for_all.contact_form,
        "ended": said.get("ended") or (record.until if record.until and record.until <= settings.day else None),
    }
    if suffix := name.get("suffix"):
        # The form of address sets these letters after the name itself.
        own = _NO_MEMBER.get(fields["form_of_address"], ())
        name["suffix"] = ", ".join(part for part in suffix.split(", ") if part.lower() not in own)
    audiences = _audiences(record, fields, settings, notes)
    if not audiences:
        return left_out(record, "nothing says its audience: use --audience, or rules in a mapping file")
    verified = _verified(said.get("verified", {}), reading, settings, record.place.path, notes)
    undated = not (said.get("verified", {}).get("on") or settings.as_of)
    whole = {**fields, "audiences": audiences, "verified": verified}
    ordered = {key: kept for key in FIELDS if (kept := _kept(whole.get(key)))}
    return Profile(record=record, fields=ordered, undated=undated, notes=tuple(notes))


def _missing(**found: Any) -> str:
    ways = {
        "office": "no office is named: add a column, or set one for all in a mapping file",
        "organisation": "no organisation is named: add a column, or set one for all in a mapping file",
        "country": "no country is named: use --country, such as --country CH",
    }
    return "; ".join(words for key, words in ways.items() if not found[key])


def _named(record: Record) -> tuple[dict[str, Any], str]:
    """Return the parts of the name without titles that forms of address set, and the gender that the source states."""
    parts = {key: value for key, value in record.said.get("name", {}).items() if value}
    if not any(key in parts for key in ("given", "family")):
        parts = parted(record.whole_name) | parts if record.whole_name else {}
    if "family" not in parts and "given" in parts:
        parts["family"] = parts.pop("given")
    told = gender_of_courtesies(record.courtesies)
    bare, by_title = without_courtesy(parts)
    more = " ".join(word for one in record.courtesies for word in one.split() if not gender_of_courtesies([word]))
    if more and "title" not in bare and "family" in bare:
        bare = {"title": more} | bare
    order = ("given", "family", "title", "suffix", "nickname", "dative")
    name = {key: bare[key] for key in order if key in bare}
    return name, record.said.get("gender") or told or by_title


def _asked_form(said: Mapping[str, Any], notes: list[str]) -> str:
    """Return the form of address that the row itself asks for, if there is one of that name."""
    asked = str(said.get("form_of_address") or "")
    if asked and asked not in load_forms_of_address():
        notes.append(f"there is no form of address '{shown(asked)}'")
        return ""
    return asked


def _languages(said: Mapping[str, Any], for_all: ForAll, settings: Settings, country: str) -> str | list[str]:
    found = [
        *said.get("language", ()),
        *((settings.language,) if settings.language and not said.get("language") else ()),
    ]
    found = found or [*(for_all.language or ())] or [official_language(country) or "en"]
    return found[0] if len(found) == 1 else found


def _audiences(record: Record, fields: Mapping[str, Any], settings: Settings, notes: list[str]) -> list[str]:
    """Return the audiences that row, order and rules give; what goes without saying where they give none."""
    own = [*record.said.get("audiences", ())]
    notes += [f"there is no audience '{shown(word)}'" for word in own if word not in AUDIENCES]
    ruled = [one for rule in settings.mapping.rules if _fits(rule, record, fields) for one in rule.audiences]
    found = [*(word for word in own if word in AUDIENCES), *settings.audiences, *ruled]
    return [*dict.fromkeys(found or filter(None, [record.audience]))]


def _fits(rule: Rule, record: Record, fields: Mapping[str, Any]) -> bool:
    there = {
        "committee": [words_of(role.get("organisation")) for role in fields.get("roles", ())],
        "category": record.categories,
        "state": [fields["state"] or ""],
        "country": [fields["address"]["country"]],
    }
    return all(
        any(words.casefold() in text.casefold() for text in there.get(key, [words_of(fields.get(key))]))
        for key, words in rule.conditions().items()
    )


def _verified(
    said: Mapping[str, Any], reading: Reading, settings: Settings, path: Path, notes: list[str]
) -> dict[str, Any]:
    for_all = settings.mapping.set.verified
    status = said.get("status", "").lower()
    if status and status not in get_args(Verification):
        notes.append(f"there is no status '{shown(status)}'; it counts as unverified")
        status = "unverified"
    source = said.get("source") or for_all.source or ""
    if reading.credit and not source.startswith(reading.credit):
        source = f"{reading.credit}; {source}".removesuffix("; ")
    return {
        "on": said.get("on") or settings.as_of or settings.day,
        "status": status or for_all.status or reading.status,
        "courtesies": said.get("courtesies"),
        "source": source or path.name,
    }


def _kept(value: Any) -> Any:
    """Return the value in the shape of the file, without what is empty."""
    if isinstance(value, Mapping):
        return {key: kept for key, inner in value.items() if (kept := _kept(inner)) not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [kept for inner in value if (kept := _kept(inner)) not in (None, "", [], {})]
    return value


def _plain(text: Text | None) -> Any:
    """Return a text of the mapping file as it was written."""
    if text is None:
        return None
    return text.root.get("und", text.root)


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
