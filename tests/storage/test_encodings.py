"""Encodings that a file does not say, found by its letters; where two are left, the user is asked."""

import codecs
from pathlib import Path

import pytest

from entreaty.problems import ContentError
from entreaty.storage.encodings import encoding_of, text_of_file

PATH = Path("list.csv")
GERMAN = "Name;Funktion;Ort\nJürgen Müller;Bürgermeister;Köln\nAnna Groß;Rätin;Düsseldorf\n"
FRENCH = "Nom;Fonction;Ville\nHélène d’Exemple;Députée;Orléans\nFrançois Œuvre;Sénateur;Besançon\n"
POLISH = "Imię;Funkcja;Miasto\nŁukasz Żółć;Poseł;Łódź\nMałgorzata Wiśniewska;Poseł;Kraków\n"
CZECH = "Jméno;Funkce;Město\nJiří Příklad;Poslanec;Plzeň\nŠárka Nováčková;Poslankyně;Třebíč\n"
HUNGARIAN = "Név;Tisztség;Város\nGyőző Példa;képviselő;Győr\nÁgnes Szűcs;képviselő;Fertőd\n"
RUSSIAN = "Имя;Должность;Город\nИван Примеров;депутат;Москва\nАнна Образцова;депутат;Тверь\n"
GREEK = "Όνομα;Θέση;Πόλη\nΆννα Παράδειγμα;Βουλευτής;Αθήνα\n"
TURKISH = "Ad;Görev;Şehir\nAyşe Örnek;Milletvekili;İzmir\nÇağrı Işık;Milletvekili;Muğla\n"
LETTER = "Name;Office\nFrançoise Exemple;Mayor\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "windows-1252"),
        (GERMAN, "mac-roman"),
        (FRENCH, "windows-1252"),
        (FRENCH, "mac-roman"),
        (POLISH, "iso-8859-2"),
        (POLISH, "windows-1250"),
        (CZECH, "windows-1250"),
        (CZECH, "iso-8859-2"),
        (HUNGARIAN, "iso-8859-2"),
        (HUNGARIAN, "windows-1250"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "windows-1253"),
        (TURKISH, "windows-1254"),
        (LETTER, "windows-1252"),
        (LETTER, "mac-roman"),
        ("Namn;Roll\nÅsa Öberg;Borgmästare\n", "windows-1252"),
        ("姓名;职务\n张示例;市长\n", "gb18030"),
        ("氏名;役職\n例 太郎;市長\n", "shift_jis"),
    ],
)
def test_text_is_read_as_it_was_written(text, encoding):
    """A list of a few names is read right, whatever program of the last decades has written it; one note tells how."""
    found = text_of_file(PATH, text.encode(encoding), "")

    assert found.text == text
    assert found.note == f"the file is in {found.encoding}, as its letters show; --encoding names another"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"Name;Office\n", "utf-8-sig"),
        (GERMAN.encode(), "utf-8-sig"),
        (GERMAN.encode("utf-8-sig"), "utf-8-sig"),
        (GERMAN.encode("utf-16"), "utf-16"),
        (GERMAN.encode("utf-16-le"), "utf-16-le"),
        (GERMAN.encode("utf-16-be"), "utf-16-be"),
        (RUSSIAN.encode("utf-16-le"), "utf-16-le"),
        # Zeros that a program has left behind the ends of lines make no UTF-16 of a list.
        (b"Name;Ort\n\0Anna;Bern!" + b";Anna;Bern" * 20, "utf-8-sig"),
        (b"", "utf-8-sig"),
        (b"\0\1\2\xff", "utf-8-sig"),
    ],
)
def test_unicode_is_known_by_its_bytes(content, encoding):
    """UTF-8 and UTF-16 are certain, with a mark and without; what is no text is left to the reader."""
    assert encoding_of(PATH, content) == encoding


def test_unicode_says_nothing_of_itself_but_utf_16():
    """UTF-8 is what everybody expects."""
    assert text_of_file(PATH, GERMAN.encode(), "").note == ""
    assert text_of_file(PATH, GERMAN.encode("utf-16-le"), "").text == GERMAN
    assert "the file is in utf-16-le" in text_of_file(PATH, GERMAN.encode("utf-16-le"), "").note


def test_broken_row_makes_no_other_encoding():
    """A file that is UTF-8 but for one row stays UTF-8, and its reader tells the row."""
    assert encoding_of(PATH, GERMAN.encode() + b"J\xe9;Mayor;City\n") == "utf-8-sig"


def test_mark_decides_whatever_the_letters_show():
    """A mark says UTF-8, and so the text is read: no note names the encoding that its broken rows would have."""
    found = text_of_file(PATH, codecs.BOM_UTF8 + GERMAN.encode("windows-1252"), "")

    assert (found.encoding, found.note) == ("utf-8-sig", "")


def test_two_encodings_that_say_different_things_are_asked_for():
    """Where nobody can tell, the choices stand in the message, each with the line as it would read."""
    with pytest.raises(ContentError) as raised:
        encoding_of(PATH, "Name;Office\nAna Muñoz;Mayor\n".encode("windows-1252"))

    (problem,) = raised.value.problems
    assert problem.message == "nobody can tell its encoding"
    assert problem.hint == (
        "compare a line of it: --encoding windows-1252: 'Ana Muñoz;Mayor'; --encoding windows-1250: 'Ana Muńoz;Mayor'"
    )


def test_encoding_that_is_named_is_taken():
    """What the user says goes before what the letters show."""
    found = text_of_file(PATH, POLISH.encode("iso-8859-2"), "windows-1252")

    assert (found.encoding, found.note) == ("windows-1252", "")
    assert found.text.startswith("Imiê")


@pytest.mark.thorough
def test_long_line_and_letters_cut_at_the_end_of_the_sample_do_no_harm():
    """Only so much is looked at, and a letter of two bytes that is cut there speaks against no encoding."""
    assert encoding_of(PATH, "姓名;张示例;".encode("gb18030") * 20_000) == "gb18030"
    assert encoding_of(PATH, "Jürgen Müller;Köln;".encode("windows-1252") * 100_000) == "windows-1252"
