"""Long tables of text: headings, delimiters and encodings are found, and each row is told by its line."""

import pytest

from entreaty.problems import ContentError
from entreaty.storage.tables.long_text import read_long_table

KNOWN = {"code", "district"}


def _read(folder, content, name="table.csv"):
    path = folder / name
    path.write_bytes(content)
    return read_long_table(path, folder, lambda cells: len(KNOWN & {*cells}))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_by_the_headings(tmp_path, delimiter):
    """Each of the usual delimiters is recognised, whatever else stands in the cells."""
    table = _read(tmp_path, f"code{delimiter}district\n1:2{delimiter}a b\n".encode())

    assert table.headings == ("code", "district")
    assert [*table.rows()] == [(2, ["1:2", "a b"], "")]


def test_headings_may_stand_below_remarks(tmp_path):
    """The row with the most known headings is the one; what stands above it is passed over, and empty lines count."""
    table = _read(tmp_path, b"# from; an; office\n\n\ncode;district\n\n1;a\r\n")

    assert table.line == 4
    assert [*table.rows()] == [(6, ["1", "a"], "")]


def test_quoted_cells_are_read(tmp_path):
    """A delimiter within quotation marks belongs to the cell; one that is not closed spoils its row alone."""
    table = _read(tmp_path, b'code,district\n"1, 2","say ""a"""\n"3,a\n4,b\n')
    rows = [*table.rows()]

    assert rows[0] == (2, ["1, 2", 'say "a"'], "")
    assert rows[1][0] == 3
    assert rows[1][2].startswith('a quotation mark (") in it is not closed')
    assert rows[2] == (4, ["4", "b"], "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encoding_is_found(tmp_path, encoding):
    """Letters beyond a-z are read as they were written."""
    text = "code;district\n1;Süd-Möhre\n2;Größe über Äcker\n"
    table = _read(tmp_path, text.encode(encoding))

    assert [cells[1] for _, cells, _ in table.rows()] == ["Süd-Möhre", "Größe über Äcker"]


def test_byte_of_another_encoding_is_told_with_its_row(tmp_path):
    """One row in another encoding is wrong, and no other."""
    rows = "".join(f"{number};Süd\n" for number in range(9)).encode()
    table = _read(tmp_path, b"code;district\n" + rows + b"9;S\xfcd\n")

    assert [line for line, _, problem in table.rows() if problem] == [11]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("table.xlsx", b"PK", "tables of districts are read as text"),
        ("table.csv", b"", "the file is empty"),
        ("table.csv", b"\n\n", "the file is empty"),
        ("table.csv", b"x" * 200_000, "the line has more than 131,072 characters"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, name, content, message):
    """Workbooks, empty files and files without ends of lines are told."""
    with pytest.raises(ContentError, match=message):
        _read(tmp_path, content, name)
