"""vCards, versions 2.1 to 4, of which a file may hold many."""

import binascii
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from entreaty.content.locales import language_called
from entreaty.importing.normal_forms import tidy, tidy_line
from entreaty.importing.profile_fields import NameFields, ProfileFields, filled, filled_name
from entreaty.importing.profiles.days import death_of
from entreaty.importing.profiles.mailboxes import first_email, first_phone
from entreaty.importing.profiles.naming.names import gender_called
from entreaty.importing.profiles.places.addresses import ReadAddress, WrittenAddress, read_address
from entreaty.importing.reading import LeftOut, PartialProfile, Place, ReadOptions, RecipientSource, SourceRow
from entreaty.importing.sources.content_lines import ContentLine, ContentLineError, content_lines
from entreaty.storage.decoding import read_bytes, refusal, undecoded
from entreaty.storage.encodings import text_of_file

_NOT_UTF_8 = "it is not in UTF-8; name its encoding with --encoding, such as windows-1252"
# A line of quoted-printable that names no encoding.
_QUOTED = re.compile(rb"^(?![^:\n]*CHARSET)[^:\n]*QUOTED[^:\n]*:", re.IGNORECASE | re.MULTILINE)
_CARD_CAP = 4 * 1024 * 1024
_BEGIN = re.compile(r"begin\s*:\s*vcard\s*", re.IGNORECASE)
_END = re.compile(r"end\s*:\s*vcard\s*", re.IGNORECASE)
# Pictures, sounds and keys, with the lines that they go on over.
_LARGE = re.compile(r"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)
# A secretary's card within another one (vCard 2.1, "AGENT"), which is none of a recipient.
_AGENT = re.compile(
    r"^(?:[\w-]+\.)?AGENT\b[^\n]*\n\s*begin\s*:\s*vcard\b(?:(?!^end\s*:).*\n)*^end[^\n]*\n",
    re.IGNORECASE | re.MULTILINE,
)
# How Apple calls what belongs to a group of lines: "_$!<Home>!$_".
_LABELS = {"_$!<home>!$_": "home", "_$!<work>!$_": "work"}
_NO_TELEPHONE = frozenset({"fax", "pager", "modem"})
_Lines = Mapping[str, Sequence[ContentLine]]
_NAME = ("family", "given", "additional", "prefix", "suffix")
_ADDRESS = ("box", "extended", "street", "city", "region", "postal code", "country")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def read_vcards(path: Path, options: ReadOptions) -> RecipientSource:
    """Read a file of vCards.

    Raises:
        ContentError: It cannot be read, or holds no card.
    """
    content = read_bytes(path)
    # Cards of version 2.1 may hold letters as they are, or as quoted-printable without saying of which encoding.
    sample = binascii.a2b_qp(content) if _QUOTED.search(content) and content.isascii() else b""
    found = text_of_file(path, content, options.encoding, sample)
    options = replace(options, encoding=found.encoding)
    rows = tuple(_rows(path, found.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), options))
    if not any(isinstance(row, PartialProfile) or row.place.called == "card" for row in rows):
        raise refusal(path, "the file holds no vCard", "a card stands between BEGIN:VCARD and END:VCARD")
    cut = rows and isinstance(rows[-1], LeftOut) and "END:VCARD" in rows[-1].reason
    return RecipientSource(kind="vcard", rows=rows, notes=tuple(filter(None, [found.note])), complete=not cut)


def _rows(path: Path, lines: list[str], options: ReadOptions) -> Iterator[SourceRow]:
    """Yield each card, and the first line of whatever stands between cards as left out."""
    number, begun, between, agent = 0, None, -1, False
    for place, line in enumerate(lines, start=1):
        if begun is not None and (agent or _is_agent(lines, place)):
            agent = not _END.fullmatch(line.strip())
        elif _BEGIN.fullmatch(line.strip()):
            if begun is not None:
                yield LeftOut(place=Place(path, number, "card", f"line {begun}"), reason="it has no END:VCARD")
            number, begun = number + 1, place
        elif _END.fullmatch(line.strip()) and begun is not None:
            found = Place(path, number, "card", f"line {begun}")
            yield _card(found, "".join(f"{one}\n" for one in lines[begun : place - 1]), begun + 1, options)
            begun = None
        elif begun is None and line.strip():
            if between != place - 1:
                yield LeftOut(place=Place(path, place, "line"), reason="what stands here belongs to no card")
            between = place
    if begun is not None:
        yield LeftOut(place=Place(path, number, "card", f"line {begun}"), reason="it has no END:VCARD")


def _is_agent(lines: Sequence[str], place: int) -> bool:
    """Tell whether a card begins on the line of that number, counted from 1, within the property AGENT of another."""
    if not _BEGIN.fullmatch(lines[place - 1].strip()):
        return False
    return bool(re.fullmatch(r"agent(?:;[^:]*)?:", lines[place - 2].strip(), re.IGNORECASE))


def _card(place: Place, text: str, first: int, options: ReadOptions) -> SourceRow:
    for unread in (_LARGE, _AGENT):
        text = unread.sub(lambda found: "\n" * found[0].count("\n"), text)
    if len(text) > _CARD_CAP:
        return LeftOut(place=place, reason="it is far too large")
    try:
        found = _labelled([*content_lines(text.split("\n"), first, options.encoding)])
    except ContentLineError as error:
        reason = _NOT_UTF_8 if undecoded(text) else f"it cannot be read as a vCard: {error}"
        return LeftOut(place=place, reason=reason)
    lines = defaultdict(list)
    for line in found:
        lines[line.name].append(line)
    if "group" in {_one(lines, name).lower() for name in ("kind", "x-addressbookserver-kind")}:
        return LeftOut(place=place, reason="it names a group of other cards", problem=False)
    return _profile(place, lines, options)


def _labelled(lines: Sequence[ContentLine]) -> list[ContentLine]:
    """Return the lines, those that a label of their group calls private or of work with that type."""
    labels = {line.group: _LABELS.get(line.text.strip().lower(), "") for line in lines if line.name == "x-ablabel"}
    return [
        replace(line, parameters={**line.parameters, "type": (*line.parameters.get("type", ()), label)})
        if (label := labels.get(line.group, "") if line.group else "")
        else line
        for line in lines
    ]


def _profile(place: Place, lines: _Lines, options: ReadOptions) -> PartialProfile:
    name = _name(lines)
    organisations = _by_language(lines, "org")
    organisation = organisations if isinstance(organisations, str) else next(iter(organisations.values()))
    if not organisation and _one(lines, "kind").lower() == "org":
        organisations = organisation = _one(lines, "fn")
    itself = not name and _one(lines, "fn") in {"", organisation}
    is_person = _one(lines, "kind").lower() in {"", "individual"} and not (organisation and itself)
    gender = gender_called(_one(lines, "gender").split(";")[0]) or gender_called(_one(lines, "x-gender"))
    uid = _one(lines, "uid").removeprefix("urn:uuid:")
    death = death_of(_one(lines, "deathdate"), options.day)
    office = _by_language(lines, "title") or _by_language(lines, "role")
    said = [*(office.values() if isinstance(office, dict) else [office])]
    said += organisations.values() if isinstance(organisations, dict) else [organisations]
    holder = f"{name.get('given', '')} {name.get('family', '')}"
    address = _address(lines, WrittenAddress(assumed=options.country, holder=holder, repeated=said))
    email, phone = first_email(_by_preference(lines.get("email", ()))), first_phone(_telephones(lines.get("tel", ())))
    fields: ProfileFields = {
        "office": office,
        "organisation": organisations,
        "name": name if is_person else {},
        "gender": gender if is_person else "",
        "language": _languages(lines),
        "address": address.fields,
        "email": email.value or address.email,
        "contact_form": next(filter(None, _by_preference(lines.get("contact-uri", ()))), ""),
        "phone": phone.value or address.phone,
        "note": next((tidy(line.text) for line in lines.get("note", ())), ""),
        "identifiers": {"uid": uid} if uid else {},
        "verified": {"on": _day(_one(lines, "rev"))},
    }
    whole = _one(lines, "fn") if is_person and not name else ""
    categories = (tidy_line(word) for line in lines.get("categories", ()) for part in line.parts for word in part)
    return PartialProfile(
        place=place,
        fields=filled(fields),
        whole_name=whole,
        scheme="uid" if uid else "",
        key=uid,
        until=death.day,
        left=death.left,
        held=address.problem,
        born=_day(_one(lines, "bday")),
        categories=tuple(filter(None, categories)),
        notes=(*email.notes, *phone.notes, *address.notes_beside(fields)),
    )


def _name(lines: _Lines) -> NameFields:
    """Return the parts of the name (property N); none where it has no family name."""
    fields = [part for line in lines.get("n", ())[:1] for part in line.parts]
    family, given, more, title, suffix = (*fields, *[()] * len(_NAME))[: len(_NAME)]
    nicknames = (name for line in lines.get("nickname", ())[:1] for part in line.parts for name in part)
    parts = filled_name(
        {
            "given": _joined(" ", (*given, *more)),
            "family": _joined(" ", family),
            "title": _joined(" ", title),
            "suffix": _joined(", ", suffix),
            "nickname": tidy_line(next(nicknames, "")),
        }
    )
    if "family" not in parts and "given" in parts:
        parts["family"] = parts.pop("given")
    return parts if "family" in parts else {}


def _address(lines: _Lines, about: WrittenAddress) -> ReadAddress:
    """Return the address: that of work before others, and a private one only where there is none beside it."""
    found = [(line, parts) for line in lines.get("adr", ()) if (parts := _parts_of_address(line))]
    if not found:
        labels = [tidy(line.text) for line in lines.get("label", ())]
        return read_address(replace(about, cells=labels[:1]))
    chosen, parts = min(found, key=lambda one: ("work" not in one[0].types, "home" in one[0].types, one[0].preference))
    notes = {
        "its only postal address is marked as private": "home" in chosen.types and "work" not in chosen.types,
        f"of its {len(found)} postal addresses one is taken": len(found) > 1,
    }
    address = read_address(_written(chosen, parts, about))
    return replace(address, notes=(*(note for note, holds in notes.items() if holds), *address.notes))


def _written(line: ContentLine, parts: Mapping[str, str], about: WrittenAddress) -> WrittenAddress:
    """Return the address as its label prints it, else its parts."""
    country = tidy_line(parts["country"])
    if label := ",".join(line.parameters.get("label", ())):
        text = tidy(label.replace("\\n", "\n").replace("\\,", ","))
        return replace(about, cells=[text], country=country)
    streets = [street for key in ("extended", "street", "box") for street in parts[key].split("\n") if street]
    last = {key: tidy_line(parts[key]) for key in ("postal code", "city", "region")}
    return replace(about, streets=streets, parts=last, country=country)


def _parts_of_address(line: ContentLine) -> dict[str, str]:
    """Return the parts of an address by name; none where there are but a region and a country."""
    found = [tidy(", ".join(filter(None, part))) for part in line.parts]
    parts = dict(zip_longest(_ADDRESS, found[: len(_ADDRESS)], fillvalue=""))
    return parts if any(parts[key] for key in ("box", "extended", "street", "city", "postal code")) else {}


def _by_preference(lines: Sequence[ContentLine]) -> list[str]:
    """Return the values of lines, those that are preferred before others."""
    return [tidy_line(line.text) for line in sorted(lines, key=lambda line: line.preference)]


def _telephones(lines: Sequence[ContentLine]) -> list[str]:
    """Return the numbers of telephones: at work before others, at home last; never that of a telefax."""
    spoken = [line for line in lines if not line.types & _NO_TELEPHONE]
    spoken.sort(key=lambda line: ("work" not in line.types, line.types >= {"home"}, line.preference))
    return [_number(tidy_line(line.text)) for line in spoken]


def _number(text: str) -> str:
    """Return the number of a telephone without the scheme of a link: "+41-22-555-01-02 ext. 5"."""
    if not text.lower().startswith("tel:"):
        return text
    # RFC 3966: "tel:+41-22-555-01-02;ext=5".
    number, *parameters = text[4:].split(";")
    extension = next((one[4:] for one in parameters if one.lower().startswith("ext=")), "")
    return f"{number} ext. {extension}" if extension else number


def _by_language(lines: _Lines, name: str) -> str | dict[str, str]:
    """Return a printed text: by language where several lines say it in one each, else that of the first line."""
    found = [
        (language_called(next(iter(line.parameters.get("language", ())), "")), _whole(line))
        for line in lines.get(name, ())
    ]
    by_language = {language: text for language, text in reversed(found) if language and text}
    if len(found) > 1 and len(by_language) > 1:
        return dict(reversed(by_language.items()))
    return found[0][1] if found else ""


def _whole(line: ContentLine) -> str:
    """Return a text in one line; the units of an organisation with commas between."""
    if line.name == "org":
        return _joined(", ", (word for part in line.parts for word in part))
    return tidy_line(line.text)


def _languages(lines: _Lines) -> list[str]:
    found = (language_called(tidy(line.text)) for line in lines.get("lang", ()))
    return [*dict.fromkeys(code for code in found if code)]


def _one(lines: _Lines, name: str) -> str:
    return next((tidy_line(line.text) for line in lines.get(name, ())), "")


def _joined(sign: str, words: Iterable[str]) -> str:
    return sign.join(word for one in words if (word := tidy_line(one)))


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
