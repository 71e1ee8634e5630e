"""What kind of source a file is, by what it holds."""

import os
import sys

import openpyxl
import pytest

from entreaty.cli.recipients.bring_in import KINDS as OFFERED
from entreaty.confinement import Budget
from entreaty.importing.sources import formats
from entreaty.importing.sources.formats import KINDS, read_source
from entreaty.importing.tables.spreadsheets import read_csv_source
from entreaty.problems import ContentError
from tests.support.made_up_sources import (
    BUNDESTAG,
    COMMITTEE,
    CSV,
    LEGISLATORS,
    MEMBERSHIP,
    MEPS,
    PERSON,
    POPOLO,
    VCARD,
    read,
    wanted,
    write,
)
from tests.support.workbooks import ods, ods_row, ods_sheet, xls

_TABLE = (["Name", "Office"], ["Anna Keller", "Mayor"])
_ODS, _XLS = ods(ods_sheet(*(ods_row(*row) for row in _TABLE))), xls(_TABLE)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.csv", CSV, "csv"),
        ("a.tsv", CSV.replace(";", "\t"), "csv"),
        ("a.txt", CSV, "csv"),
        ("a.txt", VCARD, "vcard"),
        ("contacts", VCARD, "vcard"),
        ("a.json", POPOLO, "popolo"),
        ("export", POPOLO, "popolo"),
        ("a.yaml", LEGISLATORS, "congress"),
        ("a.yml", PERSON, "openstates"),
        ("a.yml", COMMITTEE, "openstates"),
        ("a.tab", CSV.replace(";", "\t"), "csv"),
        ("a.txt", CSV.replace(";", "\t"), "csv"),
        ("a.json", '[{"name": "Anna Keller", "office": "Mayor"}]', "json"),
        ("a.jsonl", '{"name": "Anna Keller", "office": "Mayor"}', "json"),
        ("a.geojson", '{"features": [{"type": "Feature", "properties": {"name": "Anna", "office": "Mayor"}}]}', "json"),
        ("MDB_STAMMDATEN.XML", BUNDESTAG, "bundestag"),
        ("members", BUNDESTAG, "bundestag"),
        ("meps.xml", MEPS, "meps"),
        ("meps.xml", MEPS.replace("UTF-8", "UTF-16").encode("utf-16"), "meps"),
        ("a.ods", _ODS, "ods"),
        ("a.zip", _ODS, "ods"),
        ("a.xls", _XLS, "xls"),
        ("a.doc", _XLS, "xls"),
    ],
)
def test_kind_is_recognised(tmp_path, name, text, kind):
    """The content tells the kind before the name does."""
    assert read_source([write(tmp_path, name, text)], "", wanted()).kind == kind


def test_kind_can_be_named(tmp_path):
    """A named kind wins over what would be recognised."""
    assert read_source([write(tmp_path, "a.dat", CSV)], "csv", wanted()).kind == "csv"


def test_what_is_not_recognised_is_told(tmp_path):
    """A source of no known kind is told with the kinds there are; one that is missing, too."""
    for path, message in [
        (write(tmp_path, "a.yaml", "a: b\n"), "the format of the source is not recognised"),
        (tmp_path / "missing.csv", "the file is missing"),
        (_pipe(tmp_path), "this is neither a file nor a folder"),
    ]:
        with pytest.raises(ContentError, match=message):
            read_source([path], "", wanted())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.ldif", "version: 1\n\ndn: cn=Anna Keller\ncn: Anna Keller\n", "this is an address book as LDIF"),
        ("a.txt", "# Thunderbird\ndn:: Y249QW5uYQ==\n", "this is an address book as LDIF"),
        (
            "a.html",
            "<!-- saved -->\n<!DOCTYPE HTML>\n<html><table><tr><td>Name</td></tr></table>",
            "this is a web page",
        ),
        ("a.csv", "<html><body>Please log in</body></html>", "this is a web page"),
        ("a.xls", "<table><tr><td>Name</td></tr></table>", "this is a web page"),
        ("a.csv", "%PDF-1.7\n", "this is a PDF"),
        ("a.yaml", "- name: Anna Keller\n  office: Mayor\n", "the format of the source is not recognised"),
        ("a.xml", "<people><person>Anna Keller</person></people>", "the format of the source is not recognised"),
        ("a.xml", "<!---->" * 580, "the format of the source is not recognised"),
    ],
)
def test_what_other_programs_write_is_told_with_what_to_do(tmp_path, name, text, message):
    """Formats that are not read are named where they are known, and CSV is what they should be saved as."""
    with pytest.raises(ContentError, match=message) as raised:
        read_source([write(tmp_path, name, text)], "", wanted())
    assert "as CSV" in str(raised.value)


def test_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    """What is written meanwhile is told, whatever the format: half of it may be of another edition."""
    path = write(tmp_path, "a.vcf", VCARD)
    before = formats.read_vcards

    def read_slowly(path, options):
        found = before(path, options)
        path.write_text(VCARD * 2)
        return found

    monkeypatch.setitem(formats._READERS, "vcard", read_slowly)

    with pytest.raises(ContentError, match=r"a\.vcf: the file changed while it was read"):
        read_source([path], "", wanted())


def _pipe(folder):
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def test_several_files_are_one_source_only_where_they_belong_together(tmp_path):
    """A second spreadsheet is a source of its own; a source that tells of nobody is told."""
    paths = [write(tmp_path, "a.csv", CSV), write(tmp_path, "b.csv", CSV)]
    with pytest.raises(ContentError, match="is one file"):
        read_source(paths, "", wanted())
    with pytest.raises(ContentError, match="nothing in it tells of anybody"):
        read_source([write(tmp_path, "c.csv", "Name;Office\n")], "", wanted())
    with pytest.raises(ContentError, match="nothing in it tells of anybody"):
        read_source([write(tmp_path, "m.yaml", MEMBERSHIP)], "", wanted())


def test_command_offers_every_kind():
    """The kinds that the command names are those that are read."""
    assert OFFERED == KINDS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "office,organisation,country\nMa\u200byor,Town,CH\n"),
        ("a.vcf", "BEGIN:VCARD\nFN:Ma\u200byor\nORG:Town\nEND:VCARD\n"),
        ("a.json", '{"persons": [{"id": "1", "name": "Ma\\u200byor"}]}'),
        ("a.yml", "- id: {bioguide: A000001}\n  name: {first: Ma\u200byor}\n  terms: []\n"),
    ],
)
def test_invisible_characters_that_are_left_out_are_told(tmp_path, name, content):
    """What nobody sees is left out of texts of every format, and a note says so, with the text and the character."""
    (note,) = [note for note in read(tmp_path, name, content).notes if "invisible" in note]

    assert note.startswith("invisible characters were left out, such as in '")
    assert "Mayor" in note
    assert note.endswith("': U+200B (zero width space)")


def test_invisible_characters_of_a_workbook_are_told(tmp_path):
    """A workbook, which is read in a process of its own, tells of them too."""
    book = openpyxl.Workbook()
    for row in (["office", "organisation", "country"], ["Mayor", "To\u00adwn\u2060", "CH"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    notes = read_source([tmp_path / "a.xlsx"], "", wanted()).notes

    assert notes[-1] == (
        "invisible characters were left out, such as in 'Town': U+00AD (soft hyphen), U+2060 (word joiner)"
    )


def test_a_source_without_invisible_characters_has_no_note(tmp_path):
    """Where nothing was left out, nothing is told."""
    assert "invisible" not in str(read(tmp_path, "a.csv", "office,organisation,country\nBürgermeister,Ort,CH\n").notes)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces the limits of memory")
def test_a_large_file_that_becomes_far_more_is_stopped(tmp_path, monkeypatch):
    """A file of many small values, which take a hundred times its room, is named when the memory for it is used up."""
    monkeypatch.setattr(formats, "_LARGE", 1_000_000)
    monkeypatch.setattr(formats, "_LARGE_FILE", Budget(memory=64 * 1024 * 1024))

    with pytest.raises(ContentError, match=r"a\.json: reading it takes more than 64 MB of memory"):
        read(tmp_path, "a.json", '{"persons": [' + "{}," * 1_000_000 + "{}]}")


def test_a_large_file_is_read_like_a_small_one(tmp_path, monkeypatch):
    """Where a file is read, in this process or another, makes no difference."""
    small = read(tmp_path, "a.csv", CSV)
    monkeypatch.setattr(formats, "_LARGE", 10)

    assert read(tmp_path, "a.csv", CSV) == small


@pytest.mark.parametrize("change", ["longer", "replaced", "gone"])
def test_file_that_changes_while_it_is_read_is_told(tmp_path, monkeypatch, change):
    """Half of one edition and half of another are no source: nothing of it comes in."""
    path = write(tmp_path, "a.csv", "Name;Office\nAnna;Mayor\n")

    def changing(source, options):
        found = read_csv_source(source, options)
        if change == "gone":
            path.unlink()
        elif change == "replaced":
            write(tmp_path, "b.csv", "Name;Office\nEmma;Mayor\n").replace(path)
        else:
            write(tmp_path, "a.csv", "Name;Office\nAnna;Mayor\nBob;Mayor\n")
        return found

    monkeypatch.setitem(formats._READERS, "csv", changing)
    with pytest.raises(ContentError, match="the file changed while it was read"):
        read_source([path], "", wanted())
