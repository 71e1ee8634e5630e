"""Tables of signatories: every row signs once, in the order of the table, or it is told why it does not."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from entreaty.importing.tables import signatories
from entreaty.importing.tables.signatories import ReadSignatories, read_signatories
from entreaty.problems import ContentError
from tests.support.sample_letters import TEMPLATES

DAY = date(2026, 11, 28)
OVERRIDE = "the character U+202E (right-to-left override)"
HEADING = "organisation,name,role,town,consent\n"


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    """Read tables here, where the lines that are reached are noted; the command has a process of its own for it."""
    monkeypatch.setattr(signatories, "confined", lambda read, *arguments, budget: read(*arguments))  # noqa: ARG005


def _read(folder: Path, text: str, name: str = "signatories.csv") -> ReadSignatories:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_signatories(path, DAY, TEMPLATES)


def _told(folder: Path, read: ReadSignatories) -> list[str]:
    return [str(one).replace(f"{folder}/", "") for one in read.problems]


def _refused(folder: Path, text: str, name: str = "signatories.csv") -> list[str]:
    with pytest.raises(ContentError) as caught:
        _read(folder, text, name)
    return [str(one).replace(f"{folder}/", "") for one in caught.value.problems]


def test_organisations_and_persons_sign_apart_in_the_order_of_the_table(tmp_path):
    """A row with a name is a person, whose organisation is printed beside it; a row without is an organisation."""
    read = _read(
        tmp_path,
        HEADING
        + "Example Union,,,Bern,2026-06-01\n"
        + "Sample School,Zoë Beispiel,teacher,Bern,01.06.2026\n"
        + "A Society,,,,2026-06-02\n"
        + ",Ann Lee,,Little Sample,2026-06-03\n",
    )

    assert read.table.organisations == (("Example Union", "Bern"), ("A Society",))
    assert read.table.persons == (("Zoë Beispiel", "teacher", "Sample School", "Bern"), ("Ann Lee", "Little Sample"))
    assert str(read) == "4 rows: 2 organisations and 2 persons sign"
    assert read.problems == ()


def test_rows_that_do_not_sign_are_told_by_reason_with_their_lines(tmp_path):
    """Each reason is told once, with every line that it holds for, and nothing of what stands there."""
    read = _read(
        tmp_path,
        HEADING
        + ",Ann Lee,,Bern,2026-06-01\n"
        + ",Bob Roth,,Bern,\n"
        + ",Cem Öz,,Bern,yes\n"
        + ",Dana Weiß,,Bern,no\n"
        + ",N.N.,,Bern,2026-06-01\n"
        + ",Test,,Bern,2026-06-01\n"
        + ",,teacher,Bern,2026-06-01\n"
        + ",ann  LEE,nurse,Bern,2026-06-02\n"
        + ",Ann Lee,,Sampleton,2026-06-02\n"
        + ",Eva\u202eKurz,,Bern,2026-06-01\n"
        + ",Finn 🚌 Moor,,Bern,2026-06-01\n"
        + ",someone@example.org,,Bern,2026-06-01\n"
        + ",Gus Late,,Bern,2026-12-24\n"
        + f",{'A' * 151},,Bern,2026-06-01\n"
        + "A Society,,,,2026-06-02\n"
        + "a society,,,Bern,2026-06-02\n",
    )

    assert read.table.persons == (("Ann Lee", "Bern"), ("Ann Lee", "Sampleton"))
    assert read.table.organisations == (("A Society",),)
    assert str(read) == "16 rows: 1 organisation and 2 persons sign, 13 left out"
    assert [one.partition("\n")[0] for one in _told(tmp_path, read)] == [
        "signatories.csv:3: warning: 3 lines (3–5) left out: 'consent' is no date",
        "signatories.csv:6: warning: 3 lines (6–8) left out: nobody is named",
        "signatories.csv:9: warning: 2 lines (9, 17) left out: this signs already",
        f"signatories.csv:11: warning: line 11 left out: {OVERRIDE} cannot stand in a letter",
        "signatories.csv:12: warning: line 12 left out: no font has U+1F68C",
        "signatories.csv:13: warning: line 13 left out: what stands as the name is none",
        "signatories.csv:14: warning: line 14 left out: 'consent' lies after the date of the letters, 2026-11-28",
        "signatories.csv:15: warning: line 15 left out: a cell has more than 150 characters",
    ]
    assert not any(name in "".join(_told(tmp_path, read)) for name in ("Bob", "Cem", "Finn", "someone"))


def test_other_headings_are_understood_and_the_rest_is_told(tmp_path):
    """Headings may be of other languages, and names in parts; a column that is not read is named, not what it holds."""
    read = _read(
        tmp_path,
        "Stand 1. Juni\n\nTitel;Vorname;Nachname;Funktion;Wohnort;E-Mail;Einwilligung\n"
        "Dr.;Anna;Muster;Ärztin;Bern;anna@example.org;1. Juni 2026\n",
    )

    assert read.table.persons == (("Dr. Anna Muster", "Ärztin", "Bern"),)
    assert _told(tmp_path, read) == ["signatories.csv:3: warning: not read, and not printed: 1 column ('E-Mail')"]


def test_workbook_is_read_like_text(tmp_path):
    """Dates of cells are dates, and rows have the numbers that the spreadsheet shows."""
    book = Workbook()
    for row in (["name", "town", "consent"], ["Ann Lee", "Bern", date(2026, 6, 1)], ["Bob Roth", "Bern", None]):
        book.active.append(row)
    book.create_sheet("Notes").append(["nothing of this counts"])
    book.save(tmp_path / "signatories.xlsx")
    read = read_signatories(tmp_path / "signatories.xlsx", DAY, TEMPLATES)

    assert read.table.persons == (("Ann Lee", "Bern"),)
    assert [one.partition("\n")[0] for one in _told(tmp_path, read)] == [
        "signatories.xlsx: warning: sheet 'Notes' is not read",
        "signatories.xlsx:3: warning: line 3 left out: 'consent' is no date",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,town\nAnn Lee,Bern\n", "signatories.csv:1: the table has no column 'consent'\n  hint: add a column"),
        ("1,2\n3,4\n", "signatories.csv:1: no row says what the columns are\n  hint: a table has headings such as"),
        (f"{HEADING},Ann Lee,,,\n", "signatories.csv: nobody in the table signs\n  hint: fill in names"),
        ("", "signatories.csv:1: no row says what the columns are"),
    ],
)
def test_table_without_signatures_is_refused(tmp_path, text, told):
    """What is wrong is told with its line and with what would be right."""
    assert _refused(tmp_path, text)[0].startswith(told)


def test_file_that_is_no_table_is_refused(tmp_path):
    """Tables are recognised by their endings; a missing one is told as such."""
    assert "signatories.pdf: '.pdf' is no ending of a table" in _refused(tmp_path, "", "signatories.pdf")[0]
    with pytest.raises(ContentError, match=r"none\.csv: "):
        read_signatories(tmp_path / "none.csv", DAY, TEMPLATES)


def test_more_names_than_fit_a_letter_are_refused(tmp_path, monkeypatch):
    """Nothing is cut off: somebody would be left out who has signed."""
    monkeypatch.setattr("entreaty.importing.tables.signatories._MOST", 2)
    names = "".join(f",Ann Lee {n},,,2026-06-01\n" for n in "ABC")

    assert _refused(tmp_path, HEADING + names)[0].startswith(
        "signatories.csv: 3 sign, and a letter prints the names of 2 at most\n  hint: enclose the names as a PDF"
    )


def test_table_of_too_many_rows_is_refused_where_it_is_too_long(tmp_path, monkeypatch):
    """Reading ends there."""
    monkeypatch.setattr("entreaty.importing.tables.signatories._ROWS_CAP", 2)

    assert _refused(tmp_path, HEADING + ",,,,\n".replace(",", "x,") * 3)[0].startswith(
        "signatories.csv:4: the table has more than 2 rows"
    )
