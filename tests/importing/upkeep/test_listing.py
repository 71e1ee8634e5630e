"""Recipients as a table: filtered, and with every field in a column."""

import csv
import io
from datetime import date

import pytest

from entreaty.importing.upkeep.listing import ListingError, cells_of, filtered, recipients_csv
from tests.support.sample_content import make_recipient

FULL = make_recipient(
    office={"en": "Mayor", "fr": "Maire"},
    organisation="City",
    name={
        "given": "Anna",
        "family": "Example",
        "title": "Dr",
        "suffix": "OBE",
        "nickname": "Ann",
        "dative": {"ru": "Анне"},
    },
    gender="f",
    represents=[{"kind": "ward", "id": "W1"}, {"kind": "uk-commons", "id": "E1"}, {"kind": "ward", "id": "W2"}],
    party="-Party",
    roles=[{"organisation": "Parks", "role": "Chair"}, {"organisation": {"de": "Ausschuss"}}],
    identifiers={"wikidata": "Q42"},
    email="anna@example.org",
    phone="+41 22 1",
    note="two\nlines",
    ended=date(2025, 6, 1),
)


def test_every_field_has_a_column():
    """Languages, schemes and numbers make columns of their own; what is not there has none."""
    cells = {str(field): text for field, text in cells_of(FULL).items()}

    assert cells == {
        "id": "mediator", "office (en)": "Mayor", "office (fr)": "Maire", "organisation": "City", "gender": "f",
        "form of address": "icrc-president", "language": "en; fr", "audiences": "mediator",
        "represents (ward)": "W1; W2", "represents (uk-commons)": "E1", "party": "-Party",
        "identifier (wikidata)": "Q42", "address 1": "1 Example Avenue", "address 2": "1202 Geneva", "country": "CH",
        "email": "anna@example.org", "phone": "+41 22 1", "note": "two\nlines", "ended": "2025-06-01",
        "verified on": "2025-06-01", "verified status": "official", "verified source": "https://example.org/contact",
        "given name": "Anna", "family name": "Example", "title": "Dr", "suffix": "OBE", "nickname": "Ann",
        "name dative (ru)": "Анне", "committee 1": "Parks", "committee role 1": "Chair",
        "committee 2 (de)": "Ausschuss",
    }  # fmt: skip


def test_table_is_safe_for_spreadsheets():
    """Cells that a spreadsheet would run are neutralised, and columns keep the order of the format."""
    table = list(csv.reader(io.StringIO(recipients_csv([FULL, make_recipient(id="other")]).decode("utf-8-sig"))))

    assert table[0][:3] == ["id", "office (en)", "office (fr)"]
    assert table[1][table[0].index("party")] == "'-Party"
    assert table[1][table[0].index("phone")] == "'+41 22 1"
    assert table[2][table[0].index("party")] == ""


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ([], ["a", "b"]),
        (["country=ch"], ["a", "b"]),
        (["party=-party"], ["a"]),
        (["name~ANNA ex"], ["a"]),
        (["office~mair"], ["a"]),
        (["office (fr)=maire"], ["a"]),
        (["language=fr"], ["a", "b"]),
        (["email="], ["b"]),
        (["email~"], ["a"]),
        (["committee~parks", "country=CH"], ["a"]),
        (["verified_status=official", "ended="], ["b"]),
        (["identifier~q4"], ["a"]),
    ],
)
def test_conditions_choose(conditions, found):
    """A condition holds for one of the cells of a field, in whatever case; all conditions must hold."""
    recipients = [FULL.model_copy(update={"id": "a"}), make_recipient(id="b")]

    assert [one.id for one in filtered(recipients, conditions)] == found


@pytest.mark.parametrize(
    ("condition", "message"),
    [("country", "'country' is no condition"), ("contry=CH", "there is no field 'contry'; did you mean 'country'?")],
)
def test_condition_that_is_none_is_told(condition, message):
    """A condition without a sign, or of a field that there is not, is told with what would be right."""
    with pytest.raises(ListingError) as raised:
        filtered([FULL], [condition])

    assert message in str(raised.value)
