"""What kind of source a file is, by what it holds."""

import os
import sys

import openpyxl
import pytest

from entreaty.cli.recipients import KINDS as OFFERED
from entreaty.confinement import Budget
from entreaty.importing.sources import formats
from entreaty.importing.sources.formats import KINDS, read_source
from entreaty.importing.tables.spreadsheets import read_csv_source
from entreaty.problems import ContentError
from tests.support.made_up_sources import (
    COMMITTEE,
    CSV,
    LEGISLATORS,
    MEMBERSHIP,
    PERSON,
    POPOLO,
    VCARD,
    read,
    wanted,
    write,
)


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
