"""vCards, versions 2.1 to 4, of which a file may hold many; the only vobject door."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import vobject

from entreaty.content.locales import language_called, state_called
from entreaty.content.model import shown
from entreaty.importing.normal_forms import text_of, tidy, tidy_line
from entreaty.importing.profiles.names import gender_called
from entreaty.importing.profiles.postal import address_lines
from entreaty.importing.rows import LeftOut, Place, Reading, Record, Row, Wanted
from entreaty.storage.decoding import decoded, read_bytes, refusal, undecoded

_CARD_CAP = 4 * 1024 * 1024
_BEGIN = re.compile(r"begin\s*:\s*vcard\s*", re.IGNORECASE)
_END = re.compile(r"end\s*:\s*vcard\s*", re.IGNORECASE)
# Pictures, sounds and keys, with the lines that they go on over.
_LARGE = re.compile(r"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def read_vcards(path: Path, wanted: Wanted) -> Reading:
    """Read a file of vCards.

    Raises:
        ContentError: It cannot be read, or holds no card.
    """
    text = decoded(path, read_bytes(path), wanted.encoding)
    rows = tuple(_rows(path, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
    if not any(isinstance(row, Record) or row.place.called == "card" for row in rows):
        raise refusal(path, "the file holds no vCard", "a card stands between BEGIN:VCARD and END:VCARD")
    cut = rows and isinstance(rows[-1], LeftOut) and "END:VCARD" in rows[-1].reason
    return Reading(kind="vcard", rows=rows, complete=not cut)


def _rows(path: Path, lines: list[str]) -> Iterator[Row]:
    """Yield each card, and what stands between cards."""
    number, begun, between = 0, None, -1
    for place, line in enumerate(lines, start=1):
        if _BEGIN.fullmatch(line.strip()):
            if begun is not None:
                yield LeftOut(place=Place(path, number, "card", f"line {begun}"), reason="it has no END:VCARD")
            number, begun = number + 1, place
        elif _END.fullmatch(line.strip()) and begun is not None:
            yield _card(Place(path, number, "card", f"line {begun}"), "\n".join(lines[begun - 1 : place]) + "\n")
            begun = None
        elif begun is None and line.strip():
            if between != place - 1:
                yield LeftOut(place=Place(path, place, "line"), reason="what stands here belongs to no card")
            between = place
    if begun is not None:
        yield LeftOut(place=Place(path, number, "card", f"line {begun}"), reason="it has no END:VCARD")


def _card(place: Place, text: str) -> Row:
    text = _LARGE.sub("", text)
    if len(text) > _CARD_CAP:
        return LeftOut(place=place, reason="it is far too large")
    if undecoded(text):
        return LeftOut(
            place=place, reason="it is not in UTF-8; name its encoding with --encoding, such as windows-1252"
        )
    try:
        card = vobject.readOne(text, allowQP=True)
    except Exception as error:  # noqa: BLE001  (vobject raises whatever a broken line leads to)
        return LeftOut(place=place, reason=f"it cannot be read as a vCard: {shown(str(error))}")
    return _record(place, {name.lower(): list(lines) for name, lines in card.contents.items()})


def _record(place: Place, lines: dict[str, list[Any]]) -> Record:
    notes: list[str] = []
    name = _name(lines)
    organisation = ", ".join(words for part in _parts(lines, "org") if (words := tidy_line(part)))
    itself = not name and _one(lines, "fn") in {"", organisation}
    is_person = _one(lines, "kind").lower() in {"", "individual"} and not (organisation and itself)
    gender = gender_called(_one(lines, "gender").split(";")[0]) or gender_called(_one(lines, "x-gender"))
    uid = _one(lines, "uid").removeprefix("urn:uuid:")
    said: dict[str, Any] = {
        "office": _one(lines, "title") or _one(lines, "role"),
        "organisation": organisation,
        "name": name if is_person else {},
        "gender": gender if is_person else "",
        "language": _languages(lines),
        "address": _address(lines, notes),
        "email": _preferred(lines.get("email", [])),
        "contact_form": _preferred(lines.get("contact-uri", [])),
        "phone": _preferred(lines.get("tel", [])).removeprefix("tel:"),
        "note": tidy(_one_raw(lines, "note")),
        "identifiers": {"uid": uid} if uid else {},
        "verified": {"on": _day(_one(lines, "rev"))},
    }
    whole = _one(lines, "fn") if is_person and not name else ""
    categories = (
        word for line in lines.get("categories", []) for word in text_of(line.value).replace(",", ";").split(";")
    )
    return Record(
        place=place,
        said={key: value for key, value in said.items() if value},
        whole_name=whole,
        scheme="uid" if uid else "",
        key=uid,
        categories=tuple(word.strip() for word in categories if word.strip()),
        notes=tuple(notes),
    )


def _name(lines: dict[str, list[Any]]) -> dict[str, str]:
    """Return the parts of the name (property N); none where it has no family name."""
    value: Any = lines["n"][0].value if lines.get("n") else None
    if not hasattr(value, "family"):
        return {}
    given = " ".join(part for part in (text_of(value.given), text_of(value.additional)) if part)
    parts = {
        "given": given,
        "family": text_of(value.family),
        "title": text_of(value.prefix).replace(";", ""),
        "suffix": text_of(value.suffix).replace(";", ","),
        "nickname": _one(lines, "nickname"),
    }
    parts = {key: tidy_line(words) for key, words in parts.items() if words}
    if "family" not in parts and "given" in parts:
        parts["family"] = parts.pop("given")
    return parts if "family" in parts else {}


def _address(lines: dict[str, list[Any]], notes: list[str]) -> dict[str, Any]:
    """Return the address: that of work before others, and a private one only where there is none beside it."""
    found = [line for line in lines.get("adr", []) if hasattr(line.value, "street") and _any_part(line.value)]
    if not found:
        labels = [tidy(text_of(line.value)) for line in lines.get("label", [])]
        return _labelled(labels[0], None) if labels and labels[0] else {}
    chosen = min(
        found, key=lambda line: ("work" not in _types(line), "pref" not in _types(line), "home" in _types(line))
    )
    if "home" in _types(chosen) and "work" not in _types(chosen):
        notes.append("its only postal address is marked as private")
    if len(found) > 1:
        notes.append(f"of its {len(found)} postal addresses one is taken")
    value = chosen.value
    named = tidy_line(text_of(value.country))
    country = state_called(named) if named else None
    if named and country is None:
        notes.append(f"'{shown(named)}' is not the name of a country")
    if label := "".join(chosen.params.get("LABEL", [])):
        return _labelled(tidy(label.replace("\\n", "\n").replace("\\,", ",")), country)
    box, more, street = (text_of(part).split("\n") for part in (value.box, value.extended, value.street))
    parts = {"postal code": text_of(value.code), "city": text_of(value.city), "region": text_of(value.region)}
    parts = {key: tidy_line(words) for key, words in parts.items()}
    streets = [line for line in (*more, *street, *box) if line]
    return {"lines": list(address_lines(streets, parts, country or "")), "country": country or ""}


def _labelled(label: str, country: str | None) -> dict[str, Any]:
    """Return the address as it is printed on a label, without the country, which the program writes itself."""
    lines = label.split("\n")
    last = state_called(lines[-1])
    if last and len(lines) > 1 and country in {None, last}:
        return {"lines": lines[:-1], "country": last}
    return {"lines": lines, "country": country or ""}


def _any_part(value: Any) -> bool:
    return any(text_of(part) for part in (value.box, value.extended, value.street, value.city, value.code))


def _types(line: Any) -> set[str]:
    """Return the types of a line in small letters, those of version 2.1 included, which stand without "TYPE="."""
    words = {word.lower() for found in line.params.get("TYPE", []) for word in str(found).split(",")}
    single = {str(word).lower() for word in line.singletonparams}
    return words | single | ({"pref"} if line.params.get("PREF") else set())


def _preferred(lines: list[Any]) -> str:
    """Return the value of the line that is preferred, else the first."""
    chosen = sorted(lines, key=lambda line: "pref" not in _types(line))
    return next((words for line in chosen if (words := tidy_line(text_of(line.value)))), "").removeprefix("mailto:")


def _languages(lines: dict[str, list[Any]]) -> list[str]:
    found = (language_called(text_of(line.value)) for line in lines.get("lang", []))
    return [*dict.fromkeys(code for code in found if code)]


def _parts(lines: dict[str, list[Any]], name: str) -> list[str]:
    value = lines[name][0].value if lines.get(name) else []
    return [text_of(part) for part in value] if isinstance(value, list) else [text_of(value)]


def _one_raw(lines: dict[str, list[Any]], name: str) -> str:
    return text_of(lines[name][0].value) if lines.get(name) else ""


def _one(lines: dict[str, list[Any]], name: str) -> str:
    return tidy_line(_one_raw(lines, name))


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
