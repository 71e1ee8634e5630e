"""Targets: sources of recipients of every format, the mapping that explains one, and the memory of an import."""

import csv
import json
import re
import zipfile
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import openpyxl
import yaml

from fuzz.mutation import mutated_bytes, mutated_json, mutated_text, mutated_yaml, with_pieces
from fuzz.target import Input, Target
from fuzz.words import PIECES
from tests.support.made_up_sources import BUNDESTAG, CSV, LEGISLATORS, MEPS, OFFICES, PERSON, POPOLO, VCARD
from tests.support.workbooks import ods, ods_row, ods_sheet, xls, zipped

_MAPPING = """\
sheet: Contacts
columns: {Partei: party, Stand: "verified: on", Titel: title}
set:
  office: Deputy
  language: [de]
  country: DE
  contact_form: https://example.org/form
  verified: {status: third-party, source: The list}
rules:
  - {office: Ministerin, audiences: [third-state]}
  - {organisation: Landtag, country: DE, audiences: [legislature]}
  - {party: Grün, audiences: [third-state]}
  - {constituency: Dresden, audiences: [third-state, legislature]}
  - {committee: Foreign Affairs, state: DE, audiences: [legislature]}
  - {category: minister and others, audiences: [third-state]}
"""
_AUDIENCE = ("--audience", "third-state")
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_OF_CARDS = (
    *("BEGIN:VCARD\n", "END:VCARD\n", ";", "\\", ":", ";CHARSET=x", ";ENCODING=BASE64", ";ENCODING=QUOTED-PRINTABLE"),
    *("=\n", "\n ", ";TYPE=HOME", "VERSION:9\n", "N:;;;;\n", "ADR:;;;;;;\n", 'LABEL="', "^n", "item1.", *PIECES),
)


def targets(seeds: Path) -> tuple[Target, ...]:
    """Return the targets of this module.

    Args:
        seeds: The folder with what inputs begin as.
    """
    return (
        Target(name="csv", make=_csv),
        Target(name="vcard", make=_vcard),
        Target(name="xlsx", make=_xlsx),
        Target(
            name="popolo",
            make=lambda chance: _import("list.json", mutated_json(chance, POPOLO.encode()), "--country", "AU"),
        ),
        Target(name="ods", make=_ods),
        Target(name="xls", make=_xls),
        Target(name="json", make=_json),
        Target(name="bundestag", make=lambda chance: _xml(chance, "list.xml", BUNDESTAG)),
        Target(name="meps", make=lambda chance: _xml(chance, "list.xml", MEPS)),
        Target(name="openstates", make=_openstates),
        Target(name="congress", make=_congress),
        Target(name="mapping", make=_mapping),
        Target(name="memory", make=lambda chance: _memory(chance, seeds)),
    )


def _import(name: str, content: bytes, *options: str, **more: bytes) -> Input:
    sources = [name, *(other for other in more if other.startswith("legislators"))]
    commands = (
        ("recipients", "import", *sources, *_AUDIENCE, *options),
        ("letters", "--format", "txt"),
    )
    return Input(seed="sample", files={name: content, **more}, commands=commands)


def _csv(chance: Random) -> Input:
    if chance.random() < 0.3:
        return _import("list.csv", mutated_text(chance, CSV, (";", '"', '""', "\r", ",", "\t", "\0", *PIECES)))
    rows = _changed_rows(chance)
    made = StringIO()
    dialect = {"delimiter": chance.choice(",;\t|"), "quoting": chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))}
    csv.writer(made, **dialect).writerows(rows)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    return _import("list.csv", made.getvalue().encode(encoding, "replace"))


def _changed_rows(chance: Random) -> list[list[str]]:
    rows = [line.split(";") for line in CSV.splitlines()]
    rows += [[f"m{number}", "Eva", f"Muster{number}", *rows[1][3:]] for number in range(3, 3 + chance.randint(0, 5))]
    for _ in range(chance.randint(1, 4)):
        row = chance.choice(rows)
        match chance.choices(("words", "drop", "double", "exchange", "column"), (8, 1, 1, 2, 1))[0]:
            case "words" if row:
                at = chance.randrange(len(row))
                row[at] = with_pieces(chance, row[at])
            case "drop" if row:
                del row[chance.randrange(len(row))]
            case "double":
                rows.append(list(row))
            case "exchange" if row:
                one, other = chance.randrange(len(row)), chance.randrange(len(row))
                row[one], row[other] = row[other], row[one]
            case "column":
                rows = [[*cells, cells[0] if cells else ""] for cells in rows]
    return rows


def _vcard(chance: Random) -> Input:
    return _import("list.vcf", mutated_text(chance, VCARD, _OF_CARDS))


def _xlsx(chance: Random) -> Input:
    """Change the cells of a workbook, a part of its archive, or its bytes."""
    if chance.random() < 0.6:
        book = openpyxl.Workbook()
        for row in _changed_rows(chance):
            # What no workbook can hold is left out.
            book.active.append(["".join(one for one in cell if one.isprintable())[:999] for cell in row])
        return _import("list.xlsx", _saved(book))
    with zipfile.ZipFile(BytesIO(_workbook())) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    name = chance.choice(sorted(parts))
    pieces = (
        "<c/>",
        "<row>",
        "</row>",
        't="s"',
        'r="XFD1048576"',
        "<v>1e99</v>",
        "&x;",
        "<!DOCTYPE x>",
        "<f>1/0</f>",
        "<",
    )
    if chance.random() < 0.7:
        parts[name] = mutated_text(chance, parts[name].decode().replace("><", ">\n<"), pieces)
    else:
        parts[name] = mutated_bytes(chance, parts[name])
    content = zipped(parts)
    return _import("list.xlsx", mutated_bytes(chance, content) if chance.random() < 0.1 else content)


@cache
def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in CSV.splitlines():
        book.active.append(line.split(";"))
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook without the time at which it was saved: seed and number alone decide an input."""
    made = BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        return zipped({part: _TIME.sub(b"2026-01-01T00:00:00Z", archive.read(part)) for part in archive.namelist()})


def _ods(chance: Random) -> Input:
    """Change the cells of a spreadsheet, its XML, or its bytes."""
    rows = [
        [escape("".join(one for one in cell if one.isprintable())) for cell in row] for row in _changed_rows(chance)
    ]
    sheet = ods_sheet(*(ods_row(*row, times=chance.choice((1, 1, 1, 3))) for row in rows))
    if chance.random() < 0.5:
        pieces = (
            '<table:table-row table:number-rows-repeated="9999999">',
            '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>',
            '<text:s text:c="999999999"/>',
            "<table:table>",
            "</table:table-row>",
            "<text:p>&x;</text:p>",
            ' office:value-type="float" office:value="1e999"',
        )
        sheet = mutated_text(chance, sheet.replace("><", ">\n<"), pieces).decode(errors="replace")
    content = ods(sheet)
    return _import("list.ods", mutated_bytes(chance, content) if chance.random() < 0.2 else content)


def _xls(chance: Random) -> Input:
    """Change the cells of a workbook of before 2007, or its bytes."""
    content = xls([[cell[:999].replace("\ud800", "") for cell in row] for row in _changed_rows(chance)])
    return _import("list.xls", mutated_bytes(chance, content) if chance.random() < 0.6 else content)


def _json(chance: Random) -> Input:
    """Change a list of objects, alone, in an object, as GeoJSON or line by line."""
    heading, *rows = (line.split(";") for line in CSV.splitlines())
    people: list[object] = [dict(zip(heading, row, strict=True)) for row in rows]
    people.append({"name": {"first": "Eva", "last": "Muster"}, "office": "Mayor", "organisation": ["Town", "Hall"]})
    match chance.choice(("list", "object", "features", "lines", "text")):
        case "list":
            return _import("list.json", mutated_json(chance, json.dumps(people).encode()))
        case "object":
            root = {"count": 3, "results": people}
            return _import("list.json", mutated_json(chance, json.dumps(root).encode()))
        case "features":
            features = [{"type": "Feature", "geometry": None, "properties": one} for one in people]
            return _import("list.geojson", mutated_json(chance, json.dumps({"features": features}).encode()))
        case "lines":
            lines = "\n".join(json.dumps(one) for one in people)
            return _import("list.jsonl", mutated_text(chance, lines, ("{", "}", "[", '"', ",", "NaN", *PIECES)))
        case _:
            text = json.dumps(people, indent=1)
            return _import("list.json", mutated_text(chance, text, ("{", "}", "[", "]", '"', ",", "NaN", *PIECES)))


def _xml(chance: Random, name: str, seed: str) -> Input:
    pieces = ("<", "</", "/>", "&x;", "&#0;", "<![CDATA[", "<!ENTITY a 'b'>", "<!--", "]>", *PIECES)
    if chance.random() < 0.1:
        return _import(name, mutated_bytes(chance, seed.encode()))
    return _import(name, mutated_text(chance, seed.replace("><", ">\n<"), pieces))


def _openstates(chance: Random) -> Input:
    return _import("person.yml", mutated_yaml(chance, PERSON.encode()))


def _congress(chance: Random) -> Input:
    """Change the list of members or that of their offices, as YAML or as JSON."""
    names = ("legislators-current", "legislators-district-offices")
    texts = [LEGISLATORS.encode(), OFFICES.encode()]
    if chance.random() < 0.5:
        changed = chance.randrange(2)
        texts[changed] = mutated_yaml(chance, texts[changed])
        return _import(f"{names[0]}.yaml", texts[0], "--office", "district", **{f"{names[1]}.yaml": texts[1]})
    content = mutated_json(chance, json.dumps(yaml.safe_load(texts[0]), default=str).encode())
    return _import(f"{names[0]}.json", content)


def _mapping(chance: Random) -> Input:
    files = {"map.yaml": mutated_yaml(chance, _MAPPING.encode())}
    return _import("list.csv", CSV.encode(), "--map", "map.yaml", **files)


def _memory(chance: Random, seeds: Path) -> Input:
    """Damage what an import remembers of its source, or the profiles that it wrote; then import again."""
    imported = seeds / "imported"
    name = chance.choice(("recipients.imported.json", "recipients.yaml"))
    content = (imported / name).read_bytes()
    damaged = mutated_json(chance, content) if name.endswith(".json") else mutated_yaml(chance, content)
    commands = (("recipients", "import", "list.csv", *_AUDIENCE), ("recipients", "check"))
    return Input(seed="imported", files={name: damaged}, commands=commands)
