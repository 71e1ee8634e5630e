"""Exports of well-known programs and data sets come in without a mapping file, as `exports/expected.yaml` says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.profile import ImportSettings, Profile
from entreaty.importing.sources.formats import read_source
from entreaty.importing.tables.exports import known_exports
from tests.support.made_up_sources import DAY, mapping_of, wanted

FOLDER = Path(__file__).parent / "exports"
EXPECTED: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))

# They name no organisation, so that they come in only where `set organisation` names it.
WITHOUT_ORGANISATION = {"Represent (Canada), spreadsheets", "councillors of Trafford (modern.gov)"}

SEEN, FROM_MEMORY = 34, 5
SEVEN = ("given", "family", "title", "office", "organisation", "lines", "email")


@dataclass(frozen=True)
class Brought:
    """What became of an export, and what must become of it."""

    expected: dict[str, Any]
    notes: tuple[str, ...]
    profiles: dict[int, Profile]


@pytest.fixture(scope="module", params=EXPECTED)
def brought(request: pytest.FixtureRequest) -> Brought:
    """Read an export without a mapping file."""
    expected = EXPECTED[request.param]
    country = expected.get("country", "")
    source = read_source([FOLDER / f"{request.param}.csv"], "", wanted(country=country))
    settings = ImportSettings(day=DAY, country=country, audiences=("mediator",))
    found = [one for one in complete(source, settings) if isinstance(one, Profile)]
    return Brought(expected, source.notes, {one.partial.place.row: one for one in found})


def seven(profile: Profile) -> list[Any]:
    """Return the seven fields that are asserted of every row."""
    fields = profile.fields
    name = fields.get("name", {})
    parts = [name.get("given", ""), name.get("family", ""), name.get("title", "")]
    lines = [*fields.get("address", {}).get("lines", [])]
    return [*parts, fields.get("office", ""), fields.get("organisation", ""), lines, fields.get("email", "")]


def said(profile: Profile, field: str) -> Any:
    """Return another field, or a part of the name."""
    fields: Any = profile.fields
    found = fields.get(field, fields.get("name", {}).get(field))
    return found or None


def test_export_is_known_by_its_headings(brought: Brought) -> None:
    """The report says which export it is."""
    assert f"its headings are those of {brought.expected['export']}" in brought.notes


def test_names_offices_addresses_and_e_mail_come_in(brought: Brought) -> None:
    """Seven fields of every row are as written by hand."""
    rows = brought.expected["rows"]
    assert len(rows) >= 3
    assert [seven(brought.profiles[place]) for place, _ in enumerate(rows, 2)] == rows


def test_what_else_the_export_says_comes_in(brought: Brought) -> None:
    """So are gender, constituency, party and identifiers, where the export has them."""
    for field, values in brought.expected.get("also", {}).items():
        found = [said(brought.profiles[place], field) for place, _ in enumerate(values, 2)]
        assert found == [value or None for value in values], field


def test_who_left_is_no_holder(brought: Brought) -> None:
    """Who left, and nobody else, is known to have left."""
    left = [
        row
        for row, profile in brought.profiles.items()
        if profile.left or ((ended := profile.fields.get("ended")) and ended <= DAY)
    ]
    assert left == brought.expected.get("left", [])


def test_every_known_export_is_tried() -> None:
    """Every export has a file here, but for those without organisation."""
    tried = {one["export"] for one in EXPECTED.values()}
    assert {one.name for one in known_exports()} - tried == WITHOUT_ORGANISATION
    assert {f"{stem}.csv" for stem in EXPECTED} == {path.name for path in FOLDER.glob("*.csv")}


def test_where_headings_were_seen_is_said_alike() -> None:
    """The files that are named are those of `exports.yaml`; "memory" stands where none is."""
    seen = {one.name: [*one.seen] or "memory" for one in known_exports()}
    assert {one["export"]: one["seen"] for one in EXPECTED.values()} == {
        name: where for name, where in seen.items() if name not in WITHOUT_ORGANISATION
    }
    from_memory = [one for one in EXPECTED.values() if one["seen"] == "memory"]
    assert (len(EXPECTED) - len(from_memory), len(from_memory)) == (SEEN, FROM_MEMORY)


def test_fields_are_asserted_for_three_rows_of_each() -> None:
    """No row leaves a field out."""
    assert all(len(row) == len(SEVEN) for one in EXPECTED.values() for row in one["rows"])


MODERN_GOV = """\
Name,Party,Ward,Telephone,Email,Page,Image
Councillor Anna Example,Example Party,North,0161 496 0100,anna@example.org,https://example.org/1,https://example.org/1.jpg
Councillor Mrs. Bea Sample,Sample Party,South,,NA,https://example.org/2,https://example.org/2.jpg
"""


def test_councillors_come_in_once_their_council_is_named(tmp_path: Path) -> None:
    """Headings of modern.gov name no council."""
    path = tmp_path / "councillors.csv"
    path.write_text(MODERN_GOV, "utf-8")
    settings = {"day": DAY, "audiences": ("mediator",)}
    source = read_source([path], "", wanted())
    unnamed = complete(source, ImportSettings(**settings))
    assert ["organisation" in one.fields for one in unnamed if isinstance(one, Profile)] == [False, False]
    named = mapping_of(set={"organisation": "Exampleton Council"})
    found = [one for one in complete(source, ImportSettings(**settings, **named)) if isinstance(one, Profile)]
    assert [seven(one) for one in found] == [
        ["Anna", "Example", "Councillor", "Councillor", "Exampleton Council", [], "anna@example.org"],
        ["Bea", "Sample", "Councillor", "Councillor", "Exampleton Council", [], ""],
    ]
    assert [(said(one, "constituency"), said(one, "gender")) for one in found] == [("North", None), ("South", "f")]


REPRESENT = """\
District name,Primary role,First name,Last name,Gender,Email,Address line 1,Locality,Province,Postal code
Ward 1,Councillor,Anna,Example,F,anna@example.org,1 Example Street,Exampleton,ON,K1A 0A6
"""


def test_spreadsheets_of_represent_come_in_once_their_council_is_named(tmp_path: Path) -> None:
    """Headings of the spreadsheets that Represent reads name no council either."""
    path = tmp_path / "council.csv"
    path.write_text(REPRESENT, "utf-8")
    named = mapping_of(set={"organisation": "Exampleton City Council"})
    settings = ImportSettings(day=DAY, audiences=("mediator",), **named)
    (profile,) = complete(read_source([path], "", wanted()), settings)
    assert isinstance(profile, Profile)
    lines = ["1 Example Street", "Exampleton ON K1A 0A6"]
    assert seven(profile) == ["Anna", "Example", "", "Councillor", "Exampleton City Council", lines, "anna@example.org"]


def test_country_of_the_user_comes_before_that_of_an_export(tmp_path: Path) -> None:
    """What an export lets assume is no country that the source names."""
    source = read_source([FOLDER / "theyworkforyou.csv"], "", wanted(country="IE"))
    profile = complete(source, ImportSettings(day=DAY, country="IE"))[0]
    assert isinstance(profile, Profile)
    assert profile.fields["address"]["country"] == "IE"


def test_a_mapping_file_comes_before_what_holds_for_all_of_an_export() -> None:
    """A mapping file wins; what it does not say stays."""
    source = read_source([FOLDER / "theyworkforyou.csv"], "", wanted())
    named = mapping_of(set={"office": "Deputy", "organisation": "Other House"})
    profile = complete(source, ImportSettings(day=DAY, **named))[0]
    assert isinstance(profile, Profile)
    assert (profile.fields["office"], profile.fields["organisation"]) == ("Deputy", "Other House")
    assert profile.fields["audiences"] == ["legislature"]
    assert profile.fields["address"]["country"] == "GB"
