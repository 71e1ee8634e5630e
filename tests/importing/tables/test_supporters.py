"""The sheet of supporters: every row is a sender, or is told with its line and the reason."""

import csv
from datetime import date
from io import StringIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entreaty.content.files.recipients import load_recipients
from entreaty.importing.tables.supporters.sheet import read_supporters
from entreaty.problems import ContentError
from tests.support.sample_supporters import ANN, HEADING, TODAY, row_of, write_sheet
from tests.support.tiers import examples
from tests.support.workbooks import ods, ods_row, ods_sheet

RECIPIENTS = """\
recipients:
  - id: mp-lee
    office: {en: Member of Parliament}
    name: {given: Ann, family: Lee}
    form_of_address: member-of-parliament
    language: en
    email: ann.lee@example.org
    address: {lines: [1 Way, London, EC1Y 9ZZ], country: GB}
    verified: {on: 2025-06-01, status: official, source: "https://example.org"}
"""


def _read(folder, *rows, recipients=(), heading=HEADING):
    return read_supporters(write_sheet(folder, *rows, heading=heading), recipients, TODAY)


def _told(folder, *rows, **more):
    """Return the line, the level and the message of each thing that is told of the rows."""
    problems = _read(folder, *rows, **more).problems
    return [(one.location.line, one.level, one.message) for one in problems]


def _refused(folder, *rows, **more):
    """Return why the one row of the sheet is no sender."""
    ((line, level, message),) = _told(folder, *rows, **more)
    assert (line, level) == (2, "error")
    return message.removeprefix("left out: ")


@pytest.fixture
def recipients(tmp_path):
    """Return one member of a parliament."""
    path = tmp_path / "recipients.yaml"
    path.write_text(RECIPIENTS, encoding="utf-8")
    return load_recipients(path).entries


def test_row_becomes_a_sender(tmp_path):
    """All cells of a row are read, and the town and the code stand as the country's post writes them."""
    row = row_of(
        name="Bob Roth", address_1="Weg 1", address_2="Beispielstadt", postcode="1067", country="Germany",
        email="bob@example.org", languages="German; fr", consent="1 November 2026", quote_consent="yes",
        only="mp-*, mayor", **{"not": "mp-z*"},
    )  # fmt: skip
    sheet = _read(tmp_path, row)

    (bob,) = sheet.supporters
    assert sheet.problems == ()
    assert (bob.sender.name, bob.sender.country, bob.sender.email) == ("Bob Roth", "DE", "bob@example.org")
    assert (bob.sender.address, bob.sender.postcode) == (("Weg 1", "01067 Beispielstadt"), "01067")
    assert (bob.group, bob.languages, bob.consent) == ("north", ("de", "fr"), date(2026, 11, 1))
    assert (bob.quote_consent, bob.only, bob.never) == (True, ("mp-*", "mayor"), ("mp-z*",))
    assert (bob.place.line, bob.sender.place().line, bob.id) == (2, 2, "")
    assert [bob.may_write_to(one) for one in ("mp-a", "mp-zoe", "mayor", "king")] == [True, False, True, False]


def test_other_headings_are_known(tmp_path):
    """Headings in another language and in another order are read as in tables of recipients; others are told."""
    heading = (
        "Titel,Vorname,Nachname,Funktion,Firma,Straße,PLZ,Ort,Land,Telefon,Wahlkreis,Einwilligung,Gruppe,Schuhgröße"
    )
    row = "Dr.,Anna,Muster,Lehrerin,Verein Muster,Weg 1,01067,Beispielstadt,DE,030 5550100,Muster I,01.11.2026,Nord,38"
    sheet = _read(tmp_path, row, heading=heading)

    (anna,) = sheet.supporters
    sender = anna.sender
    assert (sender.name, sender.phone, sender.postcode) == ("Dr. Anna Muster", "030 5550100", "01067")
    assert sender.role is not None and sender.role.best("de") == "Lehrerin"  # noqa: PT018
    assert sender.organisation is not None and sender.organisation.best("de") == "Verein Muster"  # noqa: PT018
    assert sender.constituency is not None and sender.constituency.best("de") == "Muster I"  # noqa: PT018
    assert (anna.group, anna.consent, sheet.unused) == ("Nord", date(2026, 11, 1), ("Schuhgröße",))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"name": "Ann and Bob Lee"}, "two names stand in one row"),
        ({"name": "Ann Lee & Bob Roth"}, "two names stand in one row"),
        ({"name": "Ann Lee, Bob Roth"}, "two names stand in one row"),
        ({"name": "Lee, Ann"}, "the name has a comma"),
        ({"name": ""}, "nobody is named"),
        ({"name": "TBC"}, "what stands as the name is none"),
        ({"name": "{{ first_name }}"}, "the name is one to be filled in"),
        ({"name": "=A2"}, "a cell begins with '=', as formulas do"),
        ({"name": "Ann\x07Lee"}, "the character U+0007 (control character) cannot stand in a letter"),
        ({"name": "Ann\u202eLee"}, "the character U+202E (right-to-left override) cannot stand in a letter"),
        ({"name": "A" * 501}, "'name' is too long: at most 500 characters"),
        ({"consent": ""}, "no consent is given"),
        ({"consent": "n/a"}, "no consent is given"),
        ({"consent": "yes"}, "the consent is no day: 'yes'"),
        ({"consent": "2026"}, "the consent is no day: '2026'"),
        ({"consent": "03/04/2026"}, "the consent can be two days: '03/04/2026'"),
        ({"consent": "2026-11-29"}, "the consent lies in the future: '2026-11-29'"),
        ({"country": ""}, "no country is named"),
        ({"country": "Atlantis"}, "the country cannot be told: 'Atlantis'"),
        ({"country": "DE"}, "the postcode is none of DE: 'EC1Y 8SY'"),
        ({"postcode": "1067"}, "the postcode is none of GB: '1067'"),
        ({"personal_note": "word " * 201}, "the personal note has more than 1,000 characters"),
        ({"group": "g" * 81}, f"the group has more than 80 characters: '{'g' * 60}…'"),
        ({"only": "../x"}, "no id of a recipient fits what 'only' says: '../x'"),
    ],
)  # fmt: skip
def test_row_that_is_no_sender_is_told(tmp_path, cells, why):
    """A row that letters could not be written for in good faith is left out, with its line and the reason."""
    assert _refused(tmp_path, row_of(**cells)) == why


def test_company_is_one_sender(tmp_path):
    """An association signs under its own name, whatever stands in it."""
    sheet = _read(tmp_path, row_of(name="Lee and Roth Widgets Ltd."))

    assert [one.sender.name for one in sheet.supporters] == ["Lee and Roth Widgets Ltd."]
    assert sheet.problems == ()


def test_hint_names_the_country_of_a_code(tmp_path):
    """A code of another country is told with that country, or with what the codes of this one look like."""
    (foreign,) = _read(tmp_path, row_of(country="DE")).problems
    (strange,) = _read(tmp_path, row_of(postcode="1067")).problems

    assert foreign.hint == "it is one as GB has them; correct 'country'"
    assert strange.hint == "they are such as EC1Y 8SY"


def test_one_cause_is_told_once(tmp_path):
    """Rows with the same fault are one message with their lines; no message names anybody."""
    rows = [row_of(name=f"Ann {family}", consent="") for family in ("Lee", "Roth", "Poe")]

    assert _told(tmp_path, *rows) == [(2, "error", "left out: no consent is given (3 rows: 2, 3, 4)")]


def test_other_rows_show_how_dates_are_written(tmp_path):
    """A date that can be two days is read as the other rows of the column show."""
    sheet = _read(tmp_path, row_of(consent="03/04/2026"), row_of(name="Bob Roth", consent="30/04/2026"))

    assert [one.consent for one in sheet.supporters] == [date(2026, 4, 3), date(2026, 4, 30)]


def test_note_is_plain_text(tmp_path):
    """A personal note keeps its signs and its paragraphs; what looks like a placeholder is told."""
    sheet = _read(tmp_path, row_of(personal_note="I *live* here,  {{ sender.name }}.\n\n# Two"))

    (ann,) = sheet.supporters
    assert ann.sender.personal_note is not None
    assert ann.sender.personal_note.plain == "I *live* here, {{ sender.name }}.\n\n# Two"
    assert [(one.level, one.message) for one in sheet.problems] == [
        ("warning", "the personal note has signs of a text to be filled in, which are printed as they stand")
    ]


def test_what_is_not_needed_is_left_out_of_the_row(tmp_path):
    """A bad address for e-mail, an unknown language and an unclear answer lose nobody, and are told."""
    sheet = _read(tmp_path, row_of(email="ann@", languages="en; Klingon", quote_consent="perhaps"))

    (ann,) = sheet.supporters
    assert (ann.sender.email, ann.languages, ann.quote_consent) == (None, ("en",), False)
    assert [one.message for one in sheet.problems] == [
        "left without 'email', which is not accepted as it stands",
        "a language is not known: 'Klingon'",
        "'quote_consent' is neither yes nor no, and counts as no: 'perhaps'",
    ]


def test_code_among_the_lines_is_found(tmp_path):
    """Without a column of codes, the code is that of the address; with one, it is not written twice."""
    among = _read(tmp_path, row_of(address_2="Exampleton EC1Y 8SY", postcode="")).supporters
    twice = _read(tmp_path, row_of(address_2="Exampleton EC1Y 8SY", postcode="ec1y8sy")).supporters

    assert among[0].sender.address == twice[0].sender.address == ("1 Example Street", "Exampleton EC1Y 8SY")
    assert among[0].sender.postcode == twice[0].sender.postcode == "EC1Y 8SY"
    assert among[0].person == twice[0].person


def test_same_person_counts_once(tmp_path):
    """Of two rows with one name and home, however they are written, the one with the latest consent counts."""
    again = row_of(name="ann LÉE", address_1="1 Example Street, Exampleton", address_2="", consent="2026-11-02")
    sheet = _read(tmp_path, ANN, again)

    assert [one.place.line for one in sheet.supporters] == [3]
    assert [str(one.location.line) + one.message for one in sheet.problems] == [
        "2left out: the same person stands in another row: 'row 3'"
    ]


def test_one_person_with_two_addresses_is_held_back(tmp_path):
    """One name and one mailbox with two homes is one person: neither row writes until somebody says which is right."""
    sheet = _read(tmp_path, ANN, row_of(address_1="9 Other Street"))

    (problem,) = sheet.problems
    assert sheet.supporters == ()
    assert problem.message.startswith("left out: one person stands here with different addresses")
    assert problem.message.endswith("(2 rows: 2, 3)")


def test_rows_that_share_mailbox_and_telephone_are_left_out_once_each(tmp_path):
    """Two things that two rows have in common are no two reasons: each row stands in the account once."""
    rows = (f"{one},+44 20 7946 0000" for one in (ANN, row_of(address_1="9 Other Street")))
    sheet = _read(tmp_path, *rows, heading=f"{HEADING},phone")

    assert [one.place.line for one in sheet.left_out] == [2, 3]


def test_namesakes_both_write(tmp_path):
    """Two rows of one name with nothing else in common are two people, which is told as a question."""
    sheet = _read(tmp_path, ANN, row_of(address_1="9 Other Street", email="other@example.org"))

    assert len(sheet.supporters) == 2
    assert [(one.level, one.message) for one in sheet.problems] == [
        ("warning", "the same name stands in another row with another address (2 rows: 2, 3)")
    ]


@pytest.mark.parametrize(
    ("cells", "level"),
    [
        ({"name": "A. Lee", "email": "Ann.Lee@example.org"}, "error"),
        ({"postcode": "EC1Y 9ZZ"}, "error"),
        ({}, "warning"),
    ],
)
def test_recipient_is_no_supporter(tmp_path, recipients, cells, level):
    """Whoever has a recipient's mailbox, or name and code, is left out; whoever has the name alone is a question."""
    ((_, told, message),) = _told(tmp_path, row_of(**cells), recipients=recipients)

    assert told == level
    assert message.endswith(": 'mp-lee'")


def test_pattern_that_no_recipient_fits_is_told(tmp_path, recipients):
    """A pattern may be mistyped: where nobody fits it, this is told."""
    rows = [row_of(name="Bob Roth", only="mp-*"), row_of(name="Cy Poe", only="pm-*")]

    assert _told(tmp_path, *rows, recipients=recipients) == [
        (3, "warning", "no recipient fits a pattern of 'only' or 'not': 'pm-*'")
    ]


def test_every_row_is_accounted_for(tmp_path):
    """Rows below the heading are senders or left out; empty rows, and what stands above the heading, are neither."""
    sheet = _read(tmp_path, "", ANN, row_of(name=""), HEADING, f"{ANN},x,y", heading=f"Our supporters\n{HEADING}")

    assert (sheet.rows, len(sheet.supporters), len(sheet.left_out)) == (4, 1, 3)
    assert [one.what for one in sheet.left_out] == [
        "nobody is named",
        "the heading stands here again",
        "it has more cells than the heading",
    ]


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("a,b,c", "no row says what the columns are"),
        ("address,country,consent", "no column holds names"),
        ("name,country,email", "no column says who has agreed"),
    ],
)
def test_sheet_without_a_column_that_all_need_is_refused(tmp_path, heading, why):
    """What no row could be a sender without is told once for the sheet."""
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, "x,y,z", heading=heading)

    assert [one.message for one in caught.value.problems] == [why]


def test_workbooks_are_read(tmp_path):
    """A workbook and an OpenDocument spreadsheet say the same as text; a formula without a value is told."""
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    sheet = book.create_sheet("People")
    for row in (HEADING, ANN, row_of(name="Bob Roth")):
        sheet.append(row.split(","))
    sheet["J3"] = '=IF(1,"no","yes")'
    sheet["I2"] = date(2026, 11, 1)
    book.save(tmp_path / "people.xlsx")
    (tmp_path / "people.ods").write_bytes(ods(ods_sheet(*(ods_row(*row.split(",")) for row in (HEADING, ANN)))))

    from_book = read_supporters(tmp_path / "people.xlsx", (), TODAY)
    from_ods = read_supporters(tmp_path / "people.ods", (), TODAY)

    assert [one.sender.name for one in from_ods.supporters] == ["Ann Lee"]
    assert from_book.supporters[0].sender == from_ods.supporters[0].sender
    assert from_book.rows == 2
    assert len(from_book.problems) == 1
    assert "formula" in from_book.problems[0].message


def test_other_file_is_refused(tmp_path):
    """What is no table is told with what would be right."""
    with pytest.raises(ContentError, match="save it as"):
        read_supporters(tmp_path / "people.pdf", (), TODAY)


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=14), max_size=6), st.data())
@settings(max_examples=examples(300))
def test_any_cells(tmp_path_factory, rows, data):
    """Whatever stands in the cells, each row is a sender or told, and reading ends."""
    good = ANN.split(",")
    for row in rows:
        # Most cells are good, so that what lies behind the first check is reached, too.
        row[:] = [text if data.draw(st.integers(0, 5)) == 0 else one for text, one in zip(row, good, strict=False)]
    made = StringIO()
    csv.writer(made).writerows([HEADING.split(","), *rows])
    path = tmp_path_factory.mktemp("any") / "supporters.csv"
    path.write_bytes(made.getvalue().encode("utf-8", "replace"))

    sheet = read_supporters(path, (), TODAY)

    assert len(sheet.supporters) + len({one.place for one in sheet.left_out}) == sheet.rows
