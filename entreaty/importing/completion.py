"""From what a row says to a whole profile: what is missing is filled in by rule, never guessed, and all is checked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from entreaty.content.authorities import Verification
from entreaty.content.forms_of_address import load_forms_of_address
from entreaty.content.import_mapping import ForAll, Rule
from entreaty.content.locales import official_language
from entreaty.content.model import AUDIENCES, Text, shown
from entreaty.importing.acceptance import accepted
from entreaty.importing.names import gender_of_courtesies, parted, without_courtesy
from entreaty.importing.offices import form_of_address
from entreaty.importing.profiles import FIELDS, Profile, Settings, left_out, words_of
from entreaty.importing.rows import LeftOut, Reading, Record

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
