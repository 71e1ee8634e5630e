"""Rows of recipients in the shapes that lists from everywhere have, each with what is right, known before it is read.

Everybody in them is invented; towns and postal codes are real ones. A shape is one table: its heading, and a function
that makes a row of it together with the right values. `verdicts` imports the rows and holds every field against them.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.reading import LeftOut, ReadOptions, RecipientSource
from entreaty.importing.tables.table import Table
from entreaty.storage.tables.rows import TableRow
from tests.support.spellings_of_countries import NOT_COUNTRIES, SPELLINGS

DAY = date(2026, 11, 28)
FIELDS = ("given", "family", "office", "organisation", "country", "address", "email", "phone", "ended")
NEVER_WRONG = ("given", "family", "country", "address", "ended")

_GIVEN = (
    "Anna", "Béla", "Chloé", "David", "Élodie", "Franz", "Grażyna", "Hélène", "Iñaki", "Jörg", "Katarzyna", "Łukasz",
    "Małgorzata", "Noël", "Oğuz", "Păun", "Renée", "Søren", "Thérèse", "Ulf", "Zoë", "Иван", "Ελένη", "Jan Willem",
)  # fmt: skip
_FAMILY = (
    "Muster", "Müller", "Exemple", "Placeholder", "O'Sample", "Szabó", "Núñez", "Ångström", "Dvořák", "Żółty", "Weiß",
    "Sample-Smith", "Örnek", "Ștefan", "Примеров", "Παράδειγμα", "Lefèvre", "Groß", "Ibáñez", "Ćwikła",
)  # fmt: skip
_OFFICES = ("Director", "Bürgermeisterin", "Directrice générale", "Head of Unit", "Präsident", "Clerk")
_ORGANISATIONS = (
    "Example Institute", "Gemeinde Muster", "Préfecture d'Exemple", "Sample & Sons Trust", "Amt für Beispiele",
    "Örebro Exempelverk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Town:
    """A place as its post writes it.

    Attributes:
        country: Its country.
        street: A street there, with a blank for the number.
        last: The lines below the street, as they stand on an envelope.
        parts: The same in parts: postal code, city, region.
        above: The lines that the post has above the street.
        code_first: Whether the last line begins with the code, so that it shows where the street ends.
    """

    country: str
    street: str
    last: tuple[str, ...]
    parts: tuple[str, str, str]
    above: tuple[str, ...] = ()
    code_first: bool = False

    def lines(self, number: int) -> list[str]:
        """Return the address of the house of that number."""
        return [*self.above, self.street.format(number), *self.last]


TOWNS = (
    Town("CH", "Musterweg {}", ("3003 Bern",), ("3003", "Bern", ""), code_first=True),
    Town("DE", "Beispielstraße {}", ("01067 Dresden",), ("01067", "Dresden", ""), code_first=True),
    Town("AT", "Mustergasse {}", ("1010 Wien",), ("1010", "Wien", ""), code_first=True),
    Town("FR", "{} rue de l'Exemple", ("75007 Paris",), ("75007", "Paris", "")),
    Town("IT", "Via Esempio {}", ("00186 Roma",), ("00186", "Roma", ""), code_first=True),
    Town("ES", "Calle Ejemplo {}", ("28013 Madrid",), ("28013", "Madrid", ""), code_first=True),
    Town("NL", "Voorbeeldstraat {}", ("2513 AA Den Haag",), ("2513 AA", "Den Haag", ""), code_first=True),
    Town("PL", "ul. Przykładowa {}", ("00-902 Warszawa",), ("00-902", "Warszawa", ""), code_first=True),
    Town("SE", "Exempelgatan {}", ("111 28 Stockholm",), ("111 28", "Stockholm", ""), code_first=True),
    Town("DK", "Eksempelvej {}", ("1218 København K",), ("1218", "København K", ""), code_first=True),
    Town("GB", "{} Sample Road", ("Swansea", "SA1 1AA"), ("SA1 1AA", "Swansea", "")),
    Town("US", "{} Sample Street", ("Springfield, IL 62701",), ("62701", "Springfield", "IL")),
    Town("US", "{} Example Avenue", ("Boston, MA 02108",), ("02108", "Boston", "MA")),
    Town("CA", "{} Example Street", ("Ottawa ON K1A 0A6",), ("K1A 0A6", "Ottawa", "ON")),
    Town("AU", "{} Sample Parade", ("Albury NSW 2640",), ("2640", "Albury", "NSW")),
    Town("HU", "Minta utca {}", ("1055",), ("1055", "Budapest", ""), above=("Budapest",)),
    Town("SG", "{} Sample Drive", ("Singapore 238858",), ("238858", "Singapore", "")),
    Town("KE", "{} Example Avenue", ("Nairobi", "00100"), ("00100", "Nairobi", "")),
    Town("BR", "Rua Exemplo, {}", ("Brasília-DF", "70160-900"), ("70160-900", "Brasília", "DF")),
    Town("TR", "Örnek Caddesi {}", ("06420 Çankaya/Ankara",), ("06420", "Çankaya", "Ankara"), code_first=True),
)


@dataclass(slots=True)
class Right:
    """What is right of a row.

    Attributes:
        given: The given name; empty where none is printed.
        family: The family name.
        office: The office.
        organisation: The organisation.
        country: The country.
        address: The lines.
        email: The address for e-mail.
        phone: The number.
        ended: The day on which the office ended or will end; None where none is known.
        left: Whether words alone say that the office is no longer held, so that the row gets no letter.
        held: The field that keeps the row from coming in; empty where it comes in.
    """

    given: str = ""
    family: str = ""
    office: str = ""
    organisation: str = ""
    country: str = ""
    address: list[str] = field(default_factory=list)
    email: str = ""
    phone: str = ""
    ended: date | None = None
    left: bool = False
    held: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of tables.

    Attributes:
        name: What is odd about it.
        group: What its rules are about: "addresses", "countries", "values", "ends" or "names".
        heading: The heading.
        make: Makes the cells of a row and what is right of it.
        country: What `--country` says of the whole table.
    """

    name: str
    group: str
    heading: tuple[str, ...]
    make: Callable[[Random], tuple[tuple[str, ...], Right]]
    country: str = ""


_SHAPES: list[Shape] = []


def shape(group: str, *heading: str, country: str = "") -> Callable[[Any], Any]:
    """Add the function's rows as a shape."""

    def added(make: Any) -> Any:
        _SHAPES.append(Shape(make.__name__.removeprefix("_"), group, heading, make, country))
        return make

    return added


def _person(chance: Random) -> Right:
    return Right(
        given=chance.choice(_GIVEN),
        family=chance.choice(_FAMILY),
        office=chance.choice(_OFFICES),
        organisation=chance.choice(_ORGANISATIONS),
    )


def _at(chance: Random, towns: tuple[Town, ...] = TOWNS) -> tuple[Right, Town, int]:
    right, town, number = _person(chance), chance.choice(towns), chance.randint(2, 199)
    right.country, right.address = town.country, town.lines(number)
    return right, town, number


_WHO = ("Given name", "Family name", "Office", "Organisation")


def _who(right: Right) -> tuple[str, str, str, str]:
    return right.given, right.family, right.office, right.organisation


# Addresses.


@shape("addresses", *_WHO, "Street", "Postal code", "City", "Region", "Country")
def _in_parts(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, number = _at(chance)
    return (*_who(right), town.street.format(number), *town.parts, town.country), right


@shape("addresses", *_WHO, "Address", "Country")
def _in_lines(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    return (*_who(right), "\n".join(right.address), town.country), right


@shape("addresses", *_WHO, "Address", "Country")
def _in_one_line_with_commas(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    return (*_who(right), ", ".join(right.address), town.country), right


@shape("addresses", *_WHO, "Address")
def _with_semicolons_and_country(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    named = chance.choice(
        [words for words, code in SPELLINGS if code == town.country and len(words) > 1] or [town.country]
    )
    return (*_who(right), "; ".join([*right.address, named])), right


@shape("addresses", *_WHO, "Address")
def _with_commas_and_country(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    names = [words for words, code in SPELLINGS if code == town.country and len(words) > 1 and "," not in words]
    return (*_who(right), ", ".join([*right.address, chance.choice(names or [town.country])])), right


@shape("addresses", *_WHO, "Address", "Country")
def _without_any_sign(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance, tuple(town for town in TOWNS if town.code_first))
    return (*_who(right), " ".join(right.address), town.country), right


@shape("addresses", *_WHO, "Address", "Country")
def _with_telephone_and_mail(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, number = _at(chance)
    right.phone, right.email = f"+41 31 555 0{number:03}", f"office{number}@example.org"
    phone = chance.choice(("Tel. {}", "Telefon: {}", "Tél.: {}", "Phone {}", "T {}", "Telefon:\n{}"))
    mail = chance.choice(("{}", "E-Mail: {}", "mail: {}", "Courriel : {}", "E-Mail:\n{}"))
    more = [phone.format(right.phone), f"Fax: +41 31 555 1{number:03}", mail.format(right.email)]
    return (*_who(right), "\n".join([*right.address, *more]), town.country), right


@shape("addresses", *_WHO, "Address", "Country")
def _with_telephone_in_one_line(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, number = _at(chance)
    right.phone = f"+41 31 555 0{number:03}"
    phone = chance.choice(("Tel. {}", "Telefon: {}", "Tél. {}", "phone: {}")).format(right.phone)
    return (*_who(right), ", ".join([*right.address, phone]), town.country), right


@shape("addresses", *_WHO, "Address", "Country")
def _only_telephone(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, number = _at(chance)
    right.address, right.phone = [], f"021 318 9{number:03}"
    return (*_who(right), f"Tel.{right.phone} Fax.021 323 3{number:03}", town.country), right


@shape("addresses", *_WHO, "Address", "Country")
def _with_name_and_office_repeated(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    above = [f"{right.given} {right.family}", right.office, right.organisation]
    above = above[chance.randint(0, 2) :]
    return (*_who(right), "\n".join([*above, *right.address]), town.country), right


@shape("addresses", *_WHO, "Address", "Country")
def _with_organisation_repeated_in_one_line(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    return (*_who(right), ", ".join([right.organisation, *right.address]), town.country), right


@shape("addresses", *_WHO, "Address")
def _country_inside(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, number = _at(chance)
    right.phone = f"+41 31 555 0{number:03}"
    named = chance.choice([words for words, code in SPELLINGS if code == town.country and len(words) > 3] or ["?"])
    if named == "?":
        named = {"KE": "Kenya", "SG": "Singapore", "AU": "Australia"}[town.country]
    return (*_who(right), "\n".join([*right.address, named, f"Tel. {right.phone}"])), right


@shape("addresses", *_WHO, "Address", "Country")
def _region_or_code_alone(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, _, _ = _at(chance)
    words, right.country = chance.choice(
        (("KY", "US"), ("Ontario", "CA"), ("62701", "US"), ("3003", "CH"), ("SA1 1AA", "GB"), ("Bayern", "DE"))
    )
    right.address = []
    return (*_who(right), words, right.country), right


@shape("addresses", *_WHO, "Street", "Postal code", "City", "Region", "Country")
def _code_or_region_alone_in_parts(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    right.address = []
    code, region = chance.choice(((town.parts[0], ""), ("", town.parts[2]), (town.parts[0], town.parts[2])))
    return (*_who(right), "", code, "", region, town.country), right


@shape("addresses", *_WHO, *(f"Address line {number}" for number in range(1, 7)), "Postcode", "Country")
def _of_more_than_five_lines(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, number = _person(chance), chance.randint(1, 99)
    lines = [f"Unit {number}", "Sample House", "Sample Estate", f"{number} Sample Road", "Sampleton", "Sampleshire"]
    right.country, right.address = "GB", [*lines, "SA1 1AA"]
    return (*_who(right), *lines, "SA1 1AA", "GB"), right


@shape("addresses", *_WHO, "Street", "PO box", "Postal code", "City", "Country")
def _post_office_box(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, number = _person(chance), chance.randint(10, 999)
    words, code, city, right.country = chance.choice(
        (
            ("Postfach", "3003", "Bern", "CH"), ("BP", "75007", "Paris", "FR"), ("PO Box", "SA1 1AA", "Swansea", "GB"),
            ("Postfach", "1010", "Wien", "AT"), ("Postbus", "2513 AA", "Den Haag", "NL"),
            ("Casella postale", "00186", "Roma", "IT"), ("Apartado", "28013", "Madrid", "ES"),
        )
    )  # fmt: skip
    last = [city, code] if right.country == "GB" else [f"{code} {city}"]
    right.address = [f"{words} {number}", *last]
    return (*_who(right), "", str(number), code, city, right.country), right


@shape("addresses", *_WHO, "Address", country="CH")
def _swiss_by_option(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, _, _ = _at(chance, TOWNS[:1])
    return (*_who(right), chance.choice((", ", " ", "\n", "; ")).join(right.address)), right


_AS_WRITTEN = tuple(
    (text.replace(" // ", "\n"), named.replace("-", ""), code, lines.split(" // "))
    for text, named, code, lines in (
        line.split(" | ")
        for line in Path(__file__).with_name("addresses_as_written.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
)


@shape("addresses", *_WHO, "Address", "Country")
def _as_people_write_them(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    text, named, right.country, right.address = chance.choice(_AS_WRITTEN)
    return (*_who(right), text, named), right


# Countries.


@shape("countries", *_WHO, "Address", "Country", country="CH")
def _of_any_spelling(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    words, right.country = chance.choice(SPELLINGS)
    right.address = ["1 Sample Street"]
    if chance.random() < 0.2:
        words = chance.choice((words.upper(), words.lower(), f" {words} "))
    return (*_who(right), "1 Sample Street", words), right


@shape("countries", *_WHO, "Address", "Country", country="CH")
def _that_is_none(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.held = "country"
    return (*_who(right), "1 Sample Street", chance.choice(NOT_COUNTRIES)), right


@shape("countries", *_WHO, "Address", "Country", country="CH")
def _that_is_not_named(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country, right.address = "CH", ["Musterweg 1"]
    return (*_who(right), "Musterweg 1", chance.choice(("", "-", "N/A", "unknown", "NULL", "k. A."))), right


@shape("countries", *_WHO, "Address", "Country")
def _that_contradicts_the_address(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, _, _ = _at(chance, TOWNS[:3])
    right.held = "country"
    return (*_who(right), "\n".join([*right.address, "Finland"]), "CH"), right


# Values.

_NOTHING = (
    "NULL",
    "N/A",
    "n/a",
    "nan",
    "None",
    "-",
    "--",
    "#REF!",
    "#N/A",
    "null",
    "k. A.",
    "TBC",
    "TBA",
    "?",
    "#VALUE!",
)


@shape("values", *_WHO, "Street", "Postal code", "City", "Email", "Phone", "Country")
def _words_for_nothing(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance, TOWNS[:2])
    nothing = chance.choice(_NOTHING)
    right.given = right.family = right.email = right.phone = ""
    right.address = []
    cells = (nothing, nothing, right.office, right.organisation, *[nothing] * 5, town.country)
    return cells, right


@shape("values", "Name", "Office", "Organisation", "Street", "Postal code", "City", "Country")
def _nobody_in_office(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance, TOWNS[:2])
    right.given = right.family = ""
    words = ("Vacant", "VACANT", "vakant", "N. N.", "N.N.", "Vacancy", "TBC", "unbesetzt", "Vacante", "vacant seat")
    cells = (chance.choice(words), right.office, right.organisation, right.address[0], *town.parts[:2], town.country)
    return cells, right


def _twice(text: str) -> str:
    """Return the text as a program shows that takes UTF-8 for the encoding of Windows."""
    return "".join(
        bytes([one]).decode("cp1252") if one not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(one)
        for one in text.encode()
    )


@shape("values", *_WHO, "Address", "Country")
def _decoded_twice(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    return (*map(_twice, _who(right)), _twice("\n".join(right.address)), town.country), right


@shape("values", *_WHO, "Address", "Country")
def _with_lost_letters(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance, TOWNS[:2])
    right.held = "family"
    return (
        right.given,
        f"M\ufffd{right.family}",
        right.office,
        right.organisation,
        right.address[0],
        town.country,
    ), right


@shape("values", *_WHO, "Address", "Country")
def _as_html(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    signs = {"&": "&amp;", "'": "&#39;", "ü": "&uuml;", "é": "&#xe9;", "ß": "&szlig;"}
    cells = ["".join(signs.get(one, one) for one in text) for text in (*_who(right), "\n".join(right.address))]
    return (*cells[:4], cells[4].replace("\n", chance.choice(("<br>", "<br />", "\n"))), town.country), right


@shape("values", *_WHO, "Street", "Postal code", "City", "Region", "Country")
def _as_text_formulas(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, number = _at(chance)
    code, city, region = town.parts
    return (*_who(right), town.street.format(number), f'="{code}"', city, region, town.country), right


@shape("values", *_WHO, "Address", "Country")
def _names_that_are_numbers(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, number = _at(chance)
    cells = (*chance.choice(((f"{number}", f"{number}7"), (f"A{number}", "12345"))), right.office, right.organisation)
    right.given = right.family = ""
    return (*cells, "\n".join(right.address), town.country), right


@shape("values", *_WHO, "Address", "Country")
def _names_that_look_like_nothing(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    right.given, right.family = chance.choice(
        (("Nan", "Sample"), ("Christopher", "Null"), ("Anna", "Frei"), ("Na", "Muster"), ("N. N.", "Sample"))
    )
    return (*_who(right), "\n".join(right.address), town.country), right


@shape("values", *_WHO, "Salutation", "Address", "Country")
def _salutations_that_are_courtesies(chance: Random) -> tuple[tuple[str, ...], Right]:
    right, town, _ = _at(chance)
    return (*_who(right), chance.choice(("Mr", "Ms", "Herr", "Mme")), "\n".join(right.address), town.country), right


# Who has left.


@shape("ends", *_WHO, "Country", "Ended")
def _ended_on_a_day(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country, right.ended = "CH", date(2020 + chance.randint(0, 5), chance.randint(1, 12), chance.randint(13, 28))
    return (*_who(right), "CH", right.ended.strftime(chance.choice(("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")))), right


@shape("ends", *_WHO, "Country", "Ended")
def _not_ended(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country = "CH"
    return (*_who(right), "CH", chance.choice(("", "-", "N/A", "NULL", "0000-00-00"))), right


@shape("ends", *_WHO, "Country", "Left office")
def _still_in_office_by_words(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country = "CH"
    words = ("present", "Present", "incumbent", "in office", "amtierend", "heute", "en fonction", "actuel", "presente")
    return (*_who(right), "CH", chance.choice(words)), right


@shape("ends", *_WHO, "Country", "Term end")
def _ends_in_the_future(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    year = 2027 + chance.randint(0, 5)
    right.country, right.ended = "CH", date(year, chance.randint(1, 12), chance.randint(13, 28))
    if chance.random() < 0.2:
        # Nobody knows when in that year: no letter is written from its first day on.
        right.ended = date(year, 1, 1)
        return (*_who(right), "CH", str(year)), right
    return (*_who(right), "CH", right.ended.strftime(chance.choice(("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d")))), right


@shape("ends", *_WHO, "Country", "Ended")
def _ended_in_the_order_that_the_table_shows(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country, right.ended = "CH", date(2020 + chance.randint(0, 5), chance.randint(1, 12), chance.randint(1, 28))
    return (*_who(right), "CH", right.ended.strftime("%m/%d/%Y")), right


_MONTHS = (
    ("January", "Januar", "janvier", "gennaio"), ("February", "Februar", "février", "febbraio"),
    ("March", "März", "mars", "marzo"), ("April", "April", "avril", "aprile"), ("May", "Mai", "mai", "maggio"),
    ("June", "Juni", "juin", "giugno"), ("July", "Juli", "juillet", "luglio"), ("August", "August", "août", "agosto"),
    ("September", "September", "septembre", "settembre"), ("October", "Oktober", "octobre", "ottobre"),
    ("November", "November", "novembre", "novembre"), ("December", "Dezember", "décembre", "dicembre"),
)  # fmt: skip


@shape("ends", *_WHO, "Country", "Ended")
def _ended_on_a_day_in_words(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    month = chance.randint(1, 12)
    right.country, right.ended = "CH", date(2020 + chance.randint(0, 5), month, chance.randint(1, 28))
    en, de, fr, it = _MONTHS[month - 1]
    day, year = right.ended.day, right.ended.year
    words = (
        f"{day} {en} {year}", f"{en} {day}, {year}", f"{day}-{en[:3]}-{year}", f"until {day} {en} {year}",
        f"{day}. {de} {year}", f"bis {day}. {de} {year}", f"ausgeschieden am {day}.{month}.{year}",
        f"{day} {fr} {year}", f"jusqu'au {day} {fr} {year}", f"{day} {it} {year}",
    )  # fmt: skip
    return (*_who(right), "CH", chance.choice(words)), right


@shape("ends", *_WHO, "Country", "Ended")
def _ended_in_a_month_or_a_year(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    year, month = 2020 + chance.randint(0, 5), chance.randint(1, 12)
    right.country = "CH"
    if chance.random() < 0.3:
        right.ended = date(year, 12, 31)
        return (*_who(right), "CH", chance.choice((f"{year}", f"until {year}", f"bis {year}"))), right
    right.ended = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    en, de, fr, it = _MONTHS[month - 1]
    words = (f"{year}-{month:02}", f"{month:02}/{year}", f"{month}.{year}", f"{en} {year}", f"{en[:3]} {year}")
    words += (f"{de} {year}", f"Ende {de} {year}", f"{fr} {year}", f"fin {fr} {year}", f"{it} {year}")
    return (*_who(right), "CH", chance.choice(words)), right


_LEFT = (
    "former", "Former", "ended", "resigned", "retired", "deceased", "no longer in office", "ausgeschieden", "ehemalig",
    "verstorben", "zurückgetreten", "im Ruhestand", "a. D.", "ancien", "ancienne", "décédé", "démissionnaire",
    "cessato", "fallecido",
)  # fmt: skip


@shape("ends", *_WHO, "Country", "Left office")
def _left_by_words(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country, right.left = "CH", True
    return (*_who(right), "CH", chance.choice(_LEFT)), right


@shape("ends", *_WHO, "Country", "In office")
def _answers_whether_in_office(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country, right.left = "CH", chance.random() < 0.5
    words = ("no", "No", "nein", "non", "false", "0") if right.left else ("yes", "Yes", "ja", "oui", "true", "1", "")
    return (*_who(right), "CH", chance.choice(words)), right


@shape("ends", *_WHO, "Country")
def _offices_that_are_over(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country, right.left = "CH", True
    office = chance.choice(("Former {}", "former {}", "Ex-{}", "Ehemalige {}", "Ancienne {}", "{} a. D.", "{} i. R."))
    right.office = office.format(right.office)
    return (*_who(right), "CH"), right


@shape("ends", *_WHO, "Country", "Ended")
def _ended_in_words_that_mean_nothing(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country, right.held = "CH", "ended"
    return (*_who(right), "CH", chance.choice(("next spring perhaps", "03/04/2025", "see annex B", "Q7"))), right


# Names.


@shape("names", "Name", "Office", "Organisation", "Country")
def _whole(chance: Random) -> tuple[tuple[str, ...], Right]:
    right = _person(chance)
    right.country = "CH"
    words = chance.choice(("{g} {f}", "{f}, {g}", "Dr. {g} {f}", "Prof. Dr. {g} {f}")).format(
        g=right.given, f=right.family
    )
    return (words, right.office, right.organisation, "CH"), right


SHAPES = tuple(_SHAPES)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that is wrong, to look at it.

    Attributes:
        shape: The shape of its row.
        field: The field.
        cells: The row.
        expected: What is right.
        found: What came in.
    """

    shape: str
    field: str
    cells: tuple[str, ...]
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many fields are right, told or wrong.

    Attributes:
        by_field: The counts by field: `{"country": Counter(right=97, told=3)}`.
        wrong: Those that are wrong.
        told: Those that are told where a value would have been right.
    """

    by_field: Mapping[str, Counter[str]]
    wrong: tuple[Wrong, ...]
    told: tuple[Wrong, ...]


def verdicts(rows: int, seed: int = 17, groups: tuple[str, ...] = ()) -> Verdicts:
    """Import so many rows, the same ones for a seed, and hold each field against what is right."""
    shapes = [one for one in SHAPES if not groups or one.group in groups]
    counts = {name: Counter[str]() for name in FIELDS}
    wrong, told = [], []
    for number, one in enumerate(shapes):
        chance = Random(f"{seed} {one.name}")  # noqa: S311 - the same rows each time
        count = rows // len(shapes) + (number < rows % len(shapes))
        made = [one.make(chance) for _ in range(count)]
        for (cells, right), found in zip(made, _imported(one, [cells for cells, _ in made]), strict=True):
            for name, verdict, value in _judged(right, found):
                counts[name][verdict] += 1
                case = Wrong(one.name, name, cells, getattr(right, name), value)
                (wrong if verdict == "wrong" else told if verdict == "told" else []).append(case)
    return Verdicts(counts, tuple(wrong), tuple(told))


def _imported(one: Shape, rows: list[tuple[str, ...]]) -> Iterator[Any]:
    table = Table(Path("list.csv"), ReadOptions(day=DAY, **_assumed(one.country)))
    texts = [TableRow(number=number, cells=cells) for number, cells in enumerate((one.heading, *rows), start=1)]
    source = RecipientSource(kind="csv", rows=tuple(table.rows(texts)))
    return iter(complete(source, ImportSettings(day=DAY, country=one.country, audiences=("mediator",))))


def _assumed(country: str) -> dict[str, Any]:
    return {"country": country} if country and "country" in ReadOptions.__dataclass_fields__ else {}


def _judged(right: Right, found: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield each field with "right", "told" or "wrong", and what came in."""
    if isinstance(found, LeftOut):
        verdict = "right" if right.held else "told" if found.problem and found.reason else "wrong"
        yield from ((name, verdict, found.reason) for name in FIELDS)
        return
    if right.left or found.left:
        # Whoever has left gets no letter, so that nothing else is printed.
        as_it_should = right.left and bool(found.left)
        yield from ((name, "right" if as_it_should or name != "ended" else "wrong", found.left) for name in FIELDS)
        return
    name, address = found.fields.get("name", {}), found.fields.get("address", {})
    values = {
        "given": name.get("given", ""),
        "family": name.get("family", ""),
        "country": address.get("country", ""),
        "address": address.get("lines", []),
        "ended": found.fields.get("ended"),
        **{key: found.fields.get(key, "") for key in ("office", "organisation", "email", "phone")},
    }
    for key in FIELDS:
        if right.held:
            verdict = "wrong" if key == right.held else "right"
        elif values[key] == getattr(right, key):
            verdict = "right"
        else:
            verdict = "told" if not values[key] and found.notes else "wrong"
        yield key, verdict, values[key]
