"""Imports from beginning to end: files, copies, hand edits, ends, and sources of every kind and condition."""

import csv
import io
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import make_recipient
from entreaty.batch.order import Order
from entreaty.batch.plan import plan_letters
from entreaty.batch.run import write_letters
from entreaty.content.campaign import load_campaign
from entreaty.content.import_mapping import ImportMapping
from entreaty.content.recipients import Recipient, load_recipients
from entreaty.importing.account import report
from entreaty.importing.formats import read_source
from entreaty.importing.intake import end_recipient, import_recipients
from entreaty.importing.listing import recipients_csv
from entreaty.importing.profiles import Profile, Settings, complete
from entreaty.importing.recipients_file import RecipientsFileError
from entreaty.importing.words import tidy_line
from entreaty.problems import ContentError
from sources import COMMITTEE, CSV, DAY, LEGISLATORS, OFFICES, PERSON, POPOLO, VCARD, bring, wanted, write

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"
ASKED = {"audiences": ("third-state",), "country": "DE"}


def _bring(campaign, text=CSV, name="list.csv", **more):
    return bring(campaign, [write(campaign / "in", name, text)], **{**ASKED, **more})


def _states(done):
    return dict(Counter(line.state for line in report(done.merged)))


def _profiles(campaign) -> dict[str, Recipient]:
    checked = load_recipients(campaign / "recipients.yaml")
    assert checked.problems == ()
    return {one.id: one for one in checked.entries}


def test_profiles_are_written_and_valid(tmp_path):
    """What is imported is a valid file of recipients, with every field of the source in its place."""
    done = _bring(tmp_path)
    anna = _profiles(tmp_path)["m1"]

    assert done.written == (tmp_path / "recipients.yaml", tmp_path / "recipients.imported.json")
    assert done.backups == ()
    assert anna.full_name() == "Dr. Anna Keller"
    assert (anna.gender, anna.form_of_address, anna.language) == ("f", "minister", ("de",))
    assert anna.address.lines == ("Weg 1", "01067 Dresden")
    assert (anna.verified.on, anna.verified.status, anna.verified.source) == (
        date(2025, 3, 1),
        "unverified",
        "list.csv",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", CSV), ("a.vcf", VCARD), ("a.json", POPOLO), ("a.yml", PERSON), ("a.yaml", LEGISLATORS)],
)
def test_importing_twice_changes_nothing(tmp_path, name, text):
    """The same source a year later writes no file: every profile is unchanged, whatever the format."""
    first = _bring(tmp_path, text, name)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("recipients*")}
    again = _bring(tmp_path, text, name, day=date(2026, 1, 1))

    assert before
    assert _states(first)["imported"] >= 1
    assert {state for state in _states(again)} <= {"unchanged", "left out"}
    assert (again.written, again.hunks) == ((), ())
    assert {path.name: path.read_bytes() for path in tmp_path.glob("recipients*")} == before


def test_edits_by_hand_survive(tmp_path):
    """Changed and removed fields, comments, order and added profiles stay through an import that changes others."""
    _bring(tmp_path)
    path = tmp_path / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("    party: Grün\n", "").replace(
        "office: Ministerin der Justiz", "office: Justizministerin  # as she signs"
    )
    text = text.replace("recipients:\n", "recipients:\n  # ours\n  - {id: own, office: [x]}\n")
    path.write_text(text, encoding="utf-8")

    done = _bring(tmp_path, CSV.replace("Weg 1", "Weg 3").replace("Gasse 2", "Gasse 4"))
    after = path.read_text(encoding="utf-8")

    assert _states(done) == {"updated": 2}
    assert after == text.replace("Weg 1", "Weg 3").replace("Gasse 2", "Gasse 4")
    assert done.backups[0].read_text(encoding="utf-8") == text


def test_dry_run_shows_the_change_and_writes_nothing(tmp_path):
    """The change by lines is there; neither the file, nor its memory, nor a copy is."""
    _bring(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    source = write(tmp_path.parent / "dry", "list.csv", CSV.replace("Weg 1", "Weg 3"))
    done = bring(tmp_path, [source], dry_run=True, **ASKED)

    assert len(done.hunks) == 1
    assert "-      lines: [Weg 1, 01067 Dresden]\n" in done.hunks[0].diff()
    assert "+      lines: [Weg 3, 01067 Dresden]\n" in done.hunks[0].diff()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_other_file_is_included(tmp_path):
    """An import into another file includes it; ids of either file are not taken twice."""
    write(tmp_path, "recipients.yaml", recipients_text("m1"))
    done = _bring(tmp_path, into="recipients/saxony.yaml")

    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8").startswith("include: [recipients/saxony.yaml]\n")
    assert [line.details for line in report(done.merged) if line.state == "left out"] == [
        f"'m1' stands in {tmp_path / 'recipients.yaml'}:2, which this import does not change"
    ]
    assert list(_profiles(tmp_path)) == ["m1", "m2"]
    with pytest.raises(RecipientsFileError, match="must lie in the campaign's folder"):
        bring(tmp_path, [tmp_path / "in" / "list.csv"], into="../outside.yaml", **ASKED)
    assert not (tmp_path.parent / "outside.yaml").exists()


def recipients_text(name: str) -> str:
    """Return a file of recipients with one profile."""
    profile = make_recipient(id=name)
    return (
        f"recipients:\n  - id: {name}\n    office: President\n    organisation: Example Committee\n"
        f"    form_of_address: {profile.form_of_address}\n    language: en\n    audiences: [mediator]\n"
        "    address: {lines: [1 Example Avenue, 1202 Geneva], country: CH}\n"
        "    verified: {on: 2025-06-01, status: official, source: a page}\n"
    )


def test_broken_file_of_recipients_is_not_overwritten(tmp_path):
    """A file that cannot be read stays as it is, and so does one whose memory cannot be read."""
    write(tmp_path, "recipients.yaml", "recipients: [\n")
    with pytest.raises(ContentError):
        _bring(tmp_path)
    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8") == "recipients: [\n"

    write(tmp_path, "recipients.yaml", "recipients: []\n")
    write(tmp_path, "recipients.imported.json", "{")
    with pytest.raises(ContentError, match="memory"):
        _bring(tmp_path)
    assert (tmp_path / "recipients.yaml").read_text(encoding="utf-8") == "recipients: []\n"


def test_recipient_is_ended_by_hand_and_stays_so(tmp_path):
    """A profile that was ended by hand is not brought back into office by an import."""
    _bring(tmp_path)
    path, backup = end_recipient(tmp_path, "m1", date(2025, 6, 1), DAY)
    again = _bring(tmp_path)

    assert (path, backup) == (tmp_path / "recipients.yaml", tmp_path / "backups" / f"recipients.{DAY}.yaml")
    assert _profiles(tmp_path)["m1"].ended == date(2025, 6, 1)
    assert _states(again) == {"unchanged": 2}
    with pytest.raises(RecipientsFileError, match="there is no recipient 'nobody'"):
        end_recipient(tmp_path, "nobody", DAY, DAY)


def test_rules_of_a_mapping_file_assign_audiences(tmp_path):
    """Rules, columns and values of a mapping file decide together."""
    mapping = ImportMapping.model_validate(
        {
            "columns": {"Haus": "organisation"},
            "set": {"office": "Member", "country": "CH"},
            "rules": [
                {"committee": "Foreign", "audiences": ["third-state"]},
                {"party": "x", "audiences": ["mediator"]},
            ],
        }
    )
    source = write(
        tmp_path, "a.csv", "Name;Haus;Committee;Party\nAnna Example;Rat;Foreign Affairs;X\nBob Sample;Rat;;\n"
    )
    done = import_recipients(
        read_source([source], "", wanted(columns=mapping.columns)),
        Settings(day=DAY, source="a", mapping=mapping),
        tmp_path,
        tmp_path / "recipients.yaml",
    )

    assert _profiles(tmp_path)["anna-example-rat"].audiences == ("third-state", "mediator")
    assert [line.details for line in report(done.merged) if line.state == "left out"] == [
        "nothing says its audience: use --audience, or rules in a mapping file"
    ]


full_words = st.text(st.characters(categories=["Lu", "Ll", "Nd"], include_characters=" -’.,;:=+@|'\"&"), min_size=1, max_size=30).map(
    tidy_line
).filter(lambda text: bool(re.search(r"\w", text)) and not text.startswith("'"))  # fmt: skip
plain_words = st.text(st.characters(categories=["Lu", "Ll"], include_characters=" -"), min_size=1, max_size=20).map(tidy_line).filter(
    lambda text: bool(re.search(r"\w", text))
)  # fmt: skip
texts = st.one_of(full_words, st.dictionaries(st.sampled_from(["en", "fr", "hy"]), full_words, min_size=1))
cases = st.dictionaries(st.sampled_from(["ru", "hy"]), full_words)
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
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
                    optional={"lines": st.lists(full_words.filter(lambda text: text.upper() != "CH"), min_size=1, max_size=5)},
                ),
                "form_of_address": st.sampled_from(["minister", "named-official"]),
                "verified": st.fixed_dictionaries(
                    {"on": days, "status": st.sampled_from(["official", "mirror"]), "source": full_words},
                    optional={"courtesies": st.just(True)},
                ),
            },
            optional={
                "name": st.fixed_dictionaries(
                    {"family": plain_words},
                    optional={"given": plain_words, "title": st.just("Prof. Dr."), "suffix": st.just("Jr."), "nickname": plain_words, "dative": cases},
                ),
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


@settings(max_examples=50, suppress_health_check=list(HealthCheck), deadline=None)
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
    sound = [
        "Anna Example",
        "Mayor",
        "City",
        "1 Way\nTroy",
        "CH",
        "Switzerland",
        "a@example.org",
        "fr",
        "2025-01-01",
        "m1",
        "",
    ]
    odd = [
        "=1+1", "@x", "\u202egnp", "zero\u200bwidth", "\x00", "x" * 3_000, '"', ";;;", "\ud800"[:0], "n/a", "Mr. and Mrs. X", "'=a",
        "http://x", "a@b@c", "31.02.2025", "\u0301" * 12, "con", "----", "Ä" * 70, "1\n2\n3\n4\n5\n6\n7", "\ufeff", "#REF!", "{}", "&x",
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
    deal = random.Random(draw(st.integers(0, 2**32)))
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
    assert len(done.reading.rows) == len(lines)
    assert all(line.details for line in lines if line.state == "left out")
    covered = sum(_span(line.row, line.details) for line in lines)
    assert covered == total
    assert not (folder / "recipients.yaml").exists() or _profiles(folder)
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


def test_ten_thousand_dirty_rows(tmp_path_factory, record_property):
    """No row of whatever table, address book or data set brings the import down, and each is told once."""
    counted: Counter[str] = Counter()
    make = {"csv": _as_csv, "xlsx": _as_workbook, "vcf": _as_cards, "json": _as_json}

    @settings(max_examples=TABLES, suppress_health_check=list(HealthCheck), deadline=None)
    @given(dirty_tables(), st.sampled_from(["csv", "csv", "csv", "xlsx", "vcf", "json"]))
    def run(cells, kind):
        folder = tmp_path_factory.mktemp("dirty")
        counted.update(_accounted(folder, *make[kind](folder / "in", cells)))

    run()
    record_property("counted", f"dirty rows: {dict(counted)}")
    assert sum(counted.values()) >= 10_000
    assert counted["imported"] > 1_000
    assert counted["left out"] > 1_000


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
    import json

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


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(
        st.tuples(plain_words, full_words, full_words, full_words, st.sampled_from(["US", "DE", "GB", "JP", "AM"])),
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
    found = complete(read_source([path], "", wanted()), Settings(day=DAY, audiences=("mediator",)))

    for row, (_, street, city, code, _) in zip(found, cells, strict=True):
        assert isinstance(row, Profile)
        for printed in row.fields["address"]["lines"]:
            rest = printed
            for cell in sorted((street, city, f"1{code}", "Region X"), key=len, reverse=True):
                rest = rest.replace(cell, "")
            assert re.fullmatch(r"[, -]*", rest), printed
        everything = " ".join(row.fields["address"]["lines"])
        assert all(cell in everything for cell in (street, city, f"1{code}"))


@pytest.mark.parametrize("office", ["capital", "district"])
def test_lines_of_data_sets_are_verbatim(tmp_path, office):
    """Every line of an address out of a data set stands in the source, but for the line that joins city, state and code."""
    sources = [
        [write(tmp_path, "l.yaml", LEGISLATORS), write(tmp_path, "o.yaml", OFFICES)],
        [write(tmp_path, "p.yml", PERSON), write(tmp_path, "c.yml", COMMITTEE)],
        [write(tmp_path, "p.json", POPOLO)],
    ]
    lines = []
    for paths in sources:
        text = " ".join(path.read_text(encoding="utf-8") for path in paths).replace("\\n", "\n")
        for row in read_source(paths, "", wanted(office=office)).rows:
            for line in getattr(row, "said", {}).get("address", {}).get("lines", ()):
                lines.append(line)
                assert line in text or all(part in text for part in re.split(", | (?=[A-Z]{2} )| (?=[0-9])", line)), (
                    line
                )

    assert len(lines) >= 8


ASKS = (
    "title: Visits\nsubject: Visits\nstatus: open\nreview_by: 2026-12-31\nletter:\n"
    "  opening:\n    - {id: o, en: 'I write to the {{ recipient.organisation }}.'}\n"
    "  facts: []\n  law: []\n  request:\n    - {id: r, en: I ask you to}\n"
    "  demands:\n    - {id: d, for: {audiences: [legislature]}, en: ask for visits.}\n"
    "  closing:\n    - {id: c, en: Thank you.}\n"
)


def _written_for(campaign: Path) -> None:
    """Give a campaign an appeal that asks something of every legislature."""
    write(campaign, "appeals/visits/appeal.yaml", ASKS)
    write(campaign, "appeals/authorities.yaml", "references: []\n")


def _letters(campaign: Path) -> int:
    """Write a letter to everybody in a campaign, as text, and return how many there are."""
    _written_for(campaign)
    loaded, order = load_campaign(campaign), Order(day=DAY, endings=("txt",))
    plan = plan_letters(loaded, order)
    outcomes = list(write_letters(loaded, plan, order, campaign / "letters"))
    assert (plan.failed, plan.skipped) == ((), ())
    assert {outcome.state for outcome in outcomes} == {"written"}
    return len(outcomes)


def test_letters_go_to_imported_people_until_they_end(tmp_path):
    """Imported people get letters; who ended, and who is not reached at all, gets none, and the plan says why."""
    rows = "m3;Eva;Ohne;;;Clerk;City;;;;CH;;;\n"
    _bring(tmp_path, CSV + rows, audiences=("legislature",))
    end_recipient(tmp_path, "m1", date(2025, 6, 1), DAY)
    _written_for(tmp_path)
    loaded = load_campaign(tmp_path)

    plan = plan_letters(loaded, Order(day=DAY, language="en"))
    before = plan_letters(loaded, Order(day=date(2025, 5, 31), language="en"))

    assert [letter.recipient for letter in plan.letters] == ["m2"]
    assert [(one.recipient, one.reason) for one in plan.skipped] == [
        ("m1", "in office until 2025-06-01"),
        ("m3", "there is neither a postal address, an e-mail address that may be used, nor a contact form"),
    ]
    assert [letter.recipient for letter in before.letters] == ["m1", "m2"]


def test_samples_are_imported_without_a_row_unaccounted(tmp_path, record_property):
    """The real samples come in whole: each row is imported, or told with a reason that is no problem."""
    if not SAMPLES.is_dir():
        pytest.skip(f"the samples of public data are not here: {SAMPLES.parent.name}/{SAMPLES.name}")
    paths = {
        "congress": [SAMPLES / "congress-legislators.sample.yaml", SAMPLES / "congress-district-offices.sample.yaml"],
        "openstates": [SAMPLES / "openstates"],
        "popolo": [SAMPLES / "popolo-councillors.sample.json"],
    }
    states = {}
    for source, files in paths.items():
        done = bring(tmp_path, files, into=f"recipients/{source}.yaml", source=source, country="AU")
        lines = report(done.merged)
        assert not any(line.problem for line in lines)
        assert len(lines) == len(done.reading.rows)
        states[source] = dict(Counter(line.state for line in lines))
        again = bring(tmp_path, files, into=f"recipients/{source}.yaml", source=source, country="AU")
        assert again.written == ()

    made = _letters(tmp_path)
    record_property("counted", f"{states}, {made} letters")
    assert made == 26
    assert states == {
        "congress": {"imported": 10},
        "openstates": {"imported": 4, "left out": 1},
        "popolo": {"imported": 12},
    }
    assert len(_profiles(tmp_path)) == 26
