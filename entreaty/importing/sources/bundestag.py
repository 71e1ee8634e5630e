"""The members of the German Bundestag, as it publishes their master data (MDB_STAMMDATEN.XML).

The structure was seen in stellamoR/bundestag_zwischenrufe (data/MDB_STAMMDATEN.XML, of 27 February 2024) and in the
reader of jolyphil/btmembers. What the file tells of religion, families and professions is not read.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.profile_fields import NameFields, RoleFields, filled, filled_name, filled_role
from entreaty.importing.profiles.days import End, dated, death_of, end_of_office
from entreaty.importing.profiles.naming.names import gender_called
from entreaty.importing.reading import PartialProfile, Place, ReadOptions, RecipientSource, SourceRow
from entreaty.importing.sources.xml_lists import read_list
from entreaty.storage.elements import Element

CREDIT = "Deutscher Bundestag"
SCHEME = "bundestag"
_MADE_ON = re.compile(r"Erstellt am:\s*(\d{1,2}\.\d{1,2}\.\d{4})")
# ISO 3166-2:DE, which the file has since its 20th Wahlperiode; before, it has abbreviations of its own.
_LANDS = {
    "BB": "Brandenburg",
    "BE": "Berlin",
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "HB": "Bremen",
    "HE": "Hessen",
    "HH": "Hamburg",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SH": "Schleswig-Holstein",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "TH": "Thüringen",
}
_OFFICE = {"de": "Mitglied des Deutschen Bundestages", "en": "Member of the German Bundestag"}
_ORGANISATION = {"de": "Deutscher Bundestag", "en": "German Bundestag"}
_GROUP = "Fraktion/Gruppe"


def read_bundestag(path: Path, options: ReadOptions) -> RecipientSource:
    """Read the master data of the Bundestag.

    Raises:
        ContentError: It cannot be read, or holds no member.
    """
    made: list[date] = []

    def look(comment: str) -> None:
        found = _MADE_ON.search(comment)
        if found and (day := dated(found[1]).day):
            made.append(day)

    rows, complete = read_list(path, "MDB", lambda place, one: _member(place, one, options.day), look)
    return RecipientSource(
        kind="bundestag",
        rows=rows,
        status="third-party",
        credit=CREDIT,
        complete=complete,
        as_of=made[0] if made else None,
    )


def _member(place: Place, one: Element, today: date) -> SourceRow:
    terms = one.all("WAHLPERIODEN", "WAHLPERIODE")
    term = max(terms, key=lambda term: _number(term.text("WP")), default=Element("WAHLPERIODE", one.line))
    end = end_of_office(term.text("MDBWP_BIS"), today)
    begun = dated(term.text("MDBWP_VON")).day
    death = death_of(one.text("BIOGRAFISCHE_ANGABEN", "STERBEDATUM"), today)
    key = tidy_line(one.text("ID"))
    no_term = "" if terms else "it has no WAHLPERIODE, so nobody can tell whether its office is held"
    return PartialProfile(
        place=place,
        fields=filled(
            {
                "office": _OFFICE,
                "organisation": _ORGANISATION,
                "name": _name(one),
                "gender": gender_called(one.text("BIOGRAFISCHE_ANGABEN", "GESCHLECHT")),
                "language": ["de"],
                "state": "DE",
                "constituency": _constituency(term),
                "party": tidy_line(one.text("BIOGRAFISCHE_ANGABEN", "PARTEI_KURZ")),
                "roles": [*_roles(term, today)],
                "address": {"country": "DE"},
                "identifiers": {SCHEME: key} if key else {},
            }
        ),
        scheme=SCHEME if key else "",
        key=key,
        audience="legislature",
        since=begun,
        until=_first(death, end),
        left=death.left or end.left,
        held=no_term or end.held_back("MDBWP_BIS"),
        born=dated(one.text("BIOGRAFISCHE_ANGABEN", "GEBURTSDATUM")).day,
        notes=end.notes,
    )


def _constituency(term: Element) -> str:
    """Return the constituency, or the list of a Land for whoever was elected by it: "Landesliste Sachsen"."""
    land = _LANDS.get(term.text("LISTE"), "")
    return tidy_line(term.text("WKR_NAME")) or (f"Landesliste {land}" if land else "")


def _first(*ends: End) -> date | None:
    return min((end.day for end in ends if end.day), default=None)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def _name(one: Element) -> NameFields:
    """Return the name that holds today, with the title by which the Bundestag addresses: "Dr." for a "Prof. Dr."."""
    names = one.all("NAMEN", "NAME") or [Element("NAME", one.line)]
    now = [name for name in names if not name.text("HISTORIE_BIS")] or names
    name = max(now, key=lambda name: dated(name.text("HISTORIE_VON")).day or date.min)
    family = " ".join(filter(None, (name.text(part) for part in ("ADEL", "PRAEFIX", "NACHNAME"))))
    return filled_name(
        {
            "given": tidy_line(name.text("VORNAME")),
            "family": tidy_line(family),
            "title": tidy_line(name.text("ANREDE_TITEL")),
        }
    )


def _roles(term: Element, today: date) -> Iterator[RoleFields]:
    """Yield the committees and other bodies of a term that the member belongs to today."""
    for body in term.all("INSTITUTIONEN", "INSTITUTION"):
        kind, called, role = (tidy_line(body.text(name)) for name in ("INSART_LANG", "INS_LANG", "FKT_LANG"))
        ends = (end_of_office(body.text(name), today) for name in ("MDBINS_BIS", "FKTINS_BIS"))
        if kind == _GROUP or not all(end.is_open_on(today) for end in ends):
            continue
        if kind == CREDIT and not role:
            called, role = kind, called
        yield filled_role({"organisation": called, "role": role})
