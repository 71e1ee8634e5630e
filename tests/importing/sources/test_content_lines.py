"""Lines of vCards as their writers fold, encode and escape them."""

import pytest

from entreaty.importing.sources.content_lines import ContentLineError, content_lines


def _line(*lines, encoding="utf-8"):
    (line,) = content_lines(lines, 1, encoding)
    return line


@pytest.mark.parametrize(
    ("line", "name", "parameters", "value"),
    [
        ("TITLE:Mayor", "title", {}, "Mayor"),
        ("item1.Email;TYPE=work,pref;type=x:a@b.org", "email", {"type": ("work", "pref", "x")}, "a@b.org"),
        ("ADR;WORK;PREF=1:;;Weg 1", "adr", {"type": ("WORK",), "pref": ("1",)}, ";;Weg 1"),
        ("ADR;LABEL=\"A: 1;^n^'B^' ^^, C\":x", "adr", {"label": ('A: 1;\n"B" ^, C',)}, "x"),
        ("X_MANAGER;; A = b:c:d", "x-manager", {"type": (), "a": (" b",)}, "c:d"),
    ],
)
def test_name_parameters_and_value_are_told_apart(line, name, parameters, value):
    """Groups are dropped, a word that stands alone is a type, and quoted parameters may hold any sign."""
    found = _line(line)

    assert (found.name, found.parameters, found.value) == (name, parameters, value)


@pytest.mark.parametrize(
    "line", ["TEL;TYPE=Work,PREF:1", 'TEL;TYPE="work,pref":1', "TEL;WORK;PREF:1", "TEL;WORK;PREF=1:1"]
)
def test_types_are_the_same_in_every_version(line):
    """Whether a version names types one by one, in a list or alone, they are the same words."""
    assert _line(line).types == {"work", "pref"}


def test_backslashes_keep_signs_from_parting_words():
    r"""Parts end at ";" and words at ",", but not at "\;" and "\,"; "\n" is a new line, and others stay."""
    line = _line(r"N:Keller\; Meier;Anna,Eva\, Maria;a\nb\N\\;\x\\,c" + "\\")

    assert line.parts == (("Keller; Meier",), ("Anna", "Eva, Maria"), ("a\nb\n\\",), ("\\x\\", "c\\"))
    assert _line(r"NOTE:One, two\, three\; four").text == "One, two, three; four"
    assert _line("NOTE:").parts == (("",),)


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["NOTE:one", "  two", "\tthree"], "one twothree"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:M=C3=BC=", "ller=", ""], "Müller"),
        (["NOTE;CHARSET=UTF-8;", " quoted-printable:M=", "=C3=BCller=0D=0A3"], "Müller\r\n3"),
        (["NOTE:1+1=", "", " 2"], "1+1="),
    ],
)
def test_folded_lines_are_one(lines, value):
    """A line goes on where the next begins with a space, and in quoted-printable where it ends with an equals sign."""
    assert next(content_lines(lines, 1, "utf-8")).value == value


@pytest.mark.parametrize(
    ("parameters", "value"),
    [
        ("ENCODING=QUOTED-PRINTABLE", "M=C3=BCller"),
        ("charset=utf-8;encoding=quoted-printable", "M=C3=BCller"),
        ("Quoted-Printable", "M=C3=BCller"),
        ("ENCODING=QUOTED", "M=C3=BCller"),
        ("CHARSET=ISO-8859-1;QUOTED-PRINTABLE", "M=FCller"),
        ("CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE", "Mü=6Cler"),
        ("ENCODING=b", "TcO8bGxlcg=="),
        ("BASE64", "TcO8bGxlcg=="),
        ("CHARSET=latin-1;ENCODING=base64", "TfxsbGVy"),
        ("ENCODING=8BIT", "Müller"),
    ],
)
def test_encoded_values_are_decoded(parameters, value):
    """Quoted-printable and base64 are decoded in every way that writers name them, from the encoding that they name."""
    assert _line(f"FN;{parameters}:{value}").value == "Müller"


def test_encoding_of_the_file_serves_lines_that_name_none():
    """A card of version 2.1 without CHARSET is in the encoding of its file."""
    assert _line("FN;ENCODING=QUOTED-PRINTABLE:M=FCller", encoding="windows-1252").value == "Müller"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("no property", "line 7 is no property such as 'TITLE:Mayor'"),
        (";;;;:x", "line 7 is no property"),
        ('NOTE;X=a"b:x', "line 7 is no property"),
        ("BEGIN:VEVENT", "line 7 is no property"),
        ("NOTE" + ";X=1" * 100_000, "line 7 is no property"),
        ('NOTE;X="' + "a;" * 100_000, "line 7 is no property"),
        ("FN;ENCODING=QUOTED-PRINTABLE:M=FCller", "line 7 is not encoded as it says"),
        ("FN;CHARSET=klingon;ENCODING=B:TcO8", "line 7 is not encoded as it says"),
        ("FN;CHARSET=rot13;ENCODING=B:TcO8", "line 7 is not encoded as it says"),
        ("FN;ENCODING=B:T", "line 7 is not encoded as it says"),
        ("FN;ENCODING=B:Tü", "line 7 is not encoded as it says"),
        ("FN;ENCODING=UUENCODE:x", "line 7 is not encoded as it says"),
    ],
)
def test_lines_that_cannot_be_read_are_named(line, words):
    """The message says which line of the file is wrong, and why."""
    with pytest.raises(ContentLineError, match=words):
        list(content_lines(["", line], 6, "utf-8"))


def test_a_hundred_thousand_parameters_are_read_once_each():
    """Parameters of one name are gathered, however many they are."""
    line = _line("FN" + ";type=a" * 200_000 + ":Anna")

    assert line.parameters == {"type": ("a",) * 200_000}
    assert line.types == {"a"}
