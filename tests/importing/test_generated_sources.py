"""Sources and profiles that nobody thought of: nothing brings an import down, loses a field or makes up an address."""

import csv
import io
import json
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entreaty.content.files.recipients import Recipient, load_recipients
from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.nothing import is_nothing
from entreaty.importing.profiles.profile import ImportSettings, Profile
from entreaty.importing.report import report
from entreaty.importing.sources.formats import read_source
from entreaty.importing.upkeep.listing import recipients_csv
from tests.support.made_up_sources import DAY, bring, wanted, write
from tests.support.tiers import examples

ASKED = {"audiences": ("third-state",), "country": "DE"}


def _words(categories: list[str], more: str, length: int) -> st.SearchStrategy[str]:
    found = st.text(st.characters(categories=categories, include_characters=more), min_size=1, max_size=length)
    return found.map(tidy_line).filter(lambda text: bool(re.search(r"\w", text)) and not text.startswith("'"))


full_words = _words(["Lu", "Ll", "Nd"], " -’.,;:=+@|'\"&", 30)
plain_words = _words(["Lu", "Ll"], " -", 20)
# A street or town called "nil" would be no value.
places = full_words.filter(lambda text: not is_nothing(text))
address_lines = st.lists(full_words.filter(lambda text: text.upper() != "CH"), min_size=1, max_size=5)
texts = st.one_of(full_words, st.dictionaries(st.sampled_from(["en", "fr", "hy"]), full_words, min_size=1))
cases = st.dictionaries(st.sampled_from(["ru", "hy"]), full_words)
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
parts = {"given": plain_words, "title": st.just("Prof. Dr."), "suffix": st.just("Jr."), "nickname": plain_words}
parts |= {"dative": cases}
roles = st.fixed_dictionaries({"organisation": texts}, optional={"role": texts})


@st.composite
def whole_profiles(draw):
    """Draw a profile that may have any field of the format."""
    fields = draw(
        st.fixed_dictionaries(
            {
                "office": texts,
                "organisation": texts,
                "language": st.lists(st.sampled_from(["en", "fr", "de"]), min_size=1, unique=True),
                "audiences": st.lists(st.sampled_from(["mediator", "un-body"]), min_size=1, unique=True),
                "address": st.fixed_dictionaries(
                    {"country": st.sampled_from(["CH", "AM"])},
                    optional={"lines": address_lines},
                ),
                "form_of_address": st.sampled_from(["minister", "named-official"]),
                "verified": st.fixed_dictionaries(
                    {"on": days, "status": st.sampled_from(["official", "mirror"]), "source": full_words},
                    optional={"courtesies": st.just(True)},
                ),
            },
            optional={
                "name": st.fixed_dictionaries({"family": plain_words}, optional=parts),
                "state": st.sampled_from(["CH", "AM"]),
                "office_dative": cases, "organisation_genitive": cases, "of_country": cases, "constituency": texts,
                "party": texts, "roles": st.lists(roles, max_size=3), "email": st.just("anna@example.org"),
                "identifiers": st.dictionaries(st.sampled_from(["wikidata", "uid"]), full_words),
                "contact_form": st.just("https://example.org/form"), "phone": full_words, "salutation": texts,
                "note": st.lists(full_words, min_size=1, max_size=3).map("\n".join), "ended": days,
            },
        )
    )  # fmt: skip
    if "name" in fields and draw(st.booleans()):
        fields["gender"] = draw(st.sampled_from(["f", "m"]))
    return fields


@settings(max_examples=examples(50), suppress_health_check=list(HealthCheck))
@given(st.lists(whole_profiles(), min_size=1, max_size=4))
def test_round_trip_loses_no_field(tmp_path_factory, profiles):
    """Profiles written as CSV and imported elsewhere are the same in every field, and write the same CSV again."""
    folder = tmp_path_factory.mktemp("round")
    originals = [Recipient.model_validate({"id": f"r{place}", **one}) for place, one in enumerate(profiles)]
    table = recipients_csv(originals)

    bring(folder, [write(folder / "in", "list.csv", table)])
    found = load_recipients(folder / "recipients.yaml")

    assert found.problems == ()
    assert [one.model_dump() for one in found.entries] == [one.model_dump() for one in originals]
    assert recipients_csv(found.entries) == table


def _dirty():
    """Return cells as they occur: sound ones, and everything else."""
    sound = ["Anna Example", "Mayor", "1 Way\nTroy", "CH", "Switzerland", "a@example.org", "fr", "2025-01-01", "m1", ""]
    odd = [
        "=1+1", "@x", "\u202egnp", "zero\u200bwidth", "\x00", "x" * 3_000, '"', ";;;", "n/a", "Mr. and Mrs. X", "'=a",
        "http://x", "a@b@c", "31.02.2025", "\u0301" * 12, "con", "----", "Ä" * 70, "1\n2\n3\n4\n5\n6\n7", "\ufeff",
        "#REF!", "{}", "&x",
    ]  # fmt: skip
    return st.one_of(st.sampled_from(sound), st.sampled_from(odd), st.text(max_size=20))


HEADINGS = [
    "ID",
    "Name",
    "Office",
    "Organisation",
    "Address",
    "Country",
    "Email",
    "Language",
    "Verified on",
    "Party",
    "Contact form",
]
PER_TABLE, TABLES = 500, 22


@st.composite
def dirty_tables(draw):
    """Draw a table of dirty cells: a pool of cells that hypothesis finds, dealt out to many rows."""
    pool = draw(st.lists(_dirty(), min_size=30, max_size=60))
    deal = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311  (no secret)
    good = ["m1", "Anna Example", "Mayor", "City", "1 Way", "CH", "a@example.org", "fr", "2025-01-01", "X", ""]

    def row(number: int) -> list[str]:
        sound = [f"{good[0]}-{number}", f"{good[1]} {number}", *good[2:]]
        dirt = deal.choice([0.0, 0.1, 0.5, 1.0])
        return [deal.choice(pool) if deal.random() < dirt else cell for cell in sound]

    return [row(number) for number in range(PER_TABLE)]


def _accounted(folder: Path, path: Path, total: int) -> Counter[str]:
    """Import a source of so many rows, and return how many became what; each must be told once."""
    done = bring(folder, [path], **ASKED)
    lines = report(done.merged)
    told = [line.row for line in lines]

    assert len(told) == len(set(told))
    assert len(done.source.rows) == len(lines)
    assert all(line.details for line in lines if line.state == "left out")
    covered = sum(_span(line.row, line.details) for line in lines)
    assert covered == total
    file = folder / "recipients.yaml"
    assert not file.exists() or load_recipients(file).problems == ()
    return Counter(line.state for line in lines)


def _span(row: str, details: str) -> int:
    """Return how many rows a line of the report stands for: empty ones are told together."""
    first = int(re.findall(r"\d+", row)[0])
    last = re.search(r"it and the rows to (\d+) are empty", details)
    return int(last[1]) - first + 1 if last else 1


def _table(cells: list[list[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerows([HEADINGS, *cells])
    return stream.getvalue()


@pytest.mark.hypothesis
@pytest.mark.no_cover
def test_ten_thousand_dirty_rows(tmp_path_factory, record_property):
    """No row of whatever table, address book or data set brings the import down, and each is told once."""
    counted: Counter[str] = Counter()
    make = {"csv": _as_csv, "xlsx": _as_workbook, "vcf": _as_cards, "json": _as_json}

    @settings(max_examples=examples(TABLES), suppress_health_check=list(HealthCheck))
    @given(dirty_tables(), st.sampled_from(["csv", "csv", "csv", "xlsx", "vcf", "json"]))
    def run(cells, kind):
        folder = tmp_path_factory.mktemp("dirty")
        counted.update(_accounted(folder, *make[kind](folder / "in", cells)))

    run()
    record_property("counted", f"dirty rows: {dict(counted)}")
    rows = examples(10_000)
    assert sum(counted.values()) >= rows
    assert counted["imported"] > rows / 10
    assert counted["left out"] > rows / 10


def _as_csv(folder: Path, cells: list[list[str]]) -> tuple[Path, int]:
    text = _table([[cell.replace("\r", " ") for cell in row] for row in cells])
    parsed = list(csv.reader(io.StringIO(text), delimiter=";"))
    empty_end = 0
    for row in reversed(parsed):
        if any(cell.strip() for cell in row):
            break
        empty_end += 1
    return write(folder, "list.csv", text), len(parsed) - 1 - empty_end


def _as_workbook(folder: Path, cells: list[list[str]]) -> tuple[Path, int]:
    folder.mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    illegal = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE
    clean = [[illegal.sub("", cell) for cell in row] for row in cells]
    sheet.append(HEADINGS)
    for row in clean:
        sheet.append(row)
    book.save(folder / "list.xlsx")
    last = max(
        (place for place, row in enumerate(clean, start=1) if any(_value(cell).strip() for cell in row)), default=0
    )
    return folder / "list.xlsx", last


def _value(cell: str) -> str:
    """Return what is read of a cell: formulas have no value, errors are none."""
    return "" if (cell.startswith("=") and len(cell) > 1) or cell == "#REF!" else cell


def _as_cards(folder: Path, cells: list[list[str]]) -> tuple[Path, int]:
    def line(text: str) -> str:
        return re.sub(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)

    names = ("UID", "FN", "TITLE", "ORG", "NOTE", "TEL", "EMAIL", "LANG", "REV", "ROLE", "URL")
    cards = [
        "BEGIN:VCARD\nVERSION:3.0\n"
        + "".join(f"{name}:{line(text)}\n" for name, text in zip(names, row, strict=True))
        + "END:VCARD\n"
        for row in cells
    ]
    return write(folder, "list.vcf", "".join(cards).encode("utf-8", errors="replace")), len(cards)


def _as_json(folder: Path, cells: list[list[str]]) -> tuple[Path, int]:
    persons = [{"id": row[0], "name": row[1], "email": row[6], "gender": row[9], "updated_at": row[8]} for row in cells]
    memberships = [
        {"person_id": row[0], "organization_id": "o" if place % 3 else row[3], "role": row[2]}
        for place, row in enumerate(cells)
    ]
    source = {
        "persons": persons,
        "organizations": [{"id": "o", "name": "City", "classification": "legislature"}],
        "memberships": memberships,
    }
    known = {row[0] for row in cells}
    bodies = {"o", ""}
    lost = sum(one["person_id"] not in known or tidy_line(one["organization_id"]) not in bodies for one in memberships)
    return write(folder, "list.json", json.dumps(source)), len(cells) + lost


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(plain_words, places, places, places, st.sampled_from(["US", "DE", "GB", "JP", "AM"])),
        min_size=1,
        max_size=5,
    )
)
def test_every_printed_line_came_from_the_source(tmp_path_factory, cells):
    """What remains of a line of an address without the source's cells is commas and spaces."""
    folder = tmp_path_factory.mktemp("verbatim")
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [["Name", "Office", "Organisation", "Street", "City", "Postal code", "Region", "Country"]]
        + [
            [f"A {name}", "Mayor", "City", street, city, f"1{code}", "Region X", country]
            for name, street, city, code, country in cells
        ]
    )
    path = write(folder, "list.csv", stream.getvalue())
    found = complete(read_source([path], "", wanted()), ImportSettings(day=DAY, audiences=("mediator",)))

    for row, (_, street, city, code, _) in zip(found, cells, strict=True):
        assert isinstance(row, Profile)
        for printed in row.fields["address"]["lines"]:
            rest = printed
            for cell in sorted((street, city, f"1{code}", "Region X"), key=len, reverse=True):
                rest = rest.replace(cell, "")
            assert re.fullmatch(r"[, -]*", rest), printed
        everything = " ".join(row.fields["address"]["lines"])
        assert all(cell in everything for cell in (street, city, f"1{code}"))
