"""Texts that programs damaged are put right where that is certain, and only there."""

import pytest

from entreaty.storage.damaged_text import decoded_once, put_right
from tests.support.made_up_sources import read, records


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("MÃ¼ller", "Müller"),
        ("MaÅ‚gorzata Å»Ã³Å‚ty", "Małgorzata Żółty"),
        ("Ð˜Ð²Ð°Ð½", "Иван"),
        ("Î•Î»Î­Î½Î·", "Ελένη"),
        ("MĂĽller", "Müller"),
        ("Câ€™est lâ€™Ã‰tat", "C’est l’État"),
        ("MÃƒÂ¼ller", "Müller"),
        ("CittÃ\xa0", "Città"),
        ("Weiß, MÃ¼ller", "Weiß, Müller"),
        ("ï¿½", "\ufffd"),
    ],
)
def test_letters_that_were_decoded_twice_are_put_right(damaged, right):
    """Whatever encoding UTF-8 was taken for, and however often, the letters are those that stood there."""
    assert decoded_once(damaged) == right


@pytest.mark.parametrize(
    "text",
    [
        "Müller",
        "SÃO PAULO",
        "CAFÉ»",
        "„KOMÖDIÄ“",
        "Ångström",
        "L’Œil",
        "Ć”",
        "À « Paris »",
        "ÑANDÚ",
        "Ð",
        "Łódź – «x»",
        "İĞÜŞ",
        "Владимир",
    ],
)
def test_letters_that_belong_there_stay(text):
    """Capitals with accents beside quotation marks, and words of any language, are no damage."""
    assert decoded_once(text) == text


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("R&amp;D", "R&D"),
        ("R&amp;amp;D", "R&D"),
        ("O&#39;Sample", "O'Sample"),
        ("M&uuml;ller", "Müller"),
        ("1 Way<br/>Bath", "1 Way\nBath"),
        ("<p>1 Way</p><p>Bath</p>", "1 Way\nBath\n"),
        ('="02101"', "02101"),
        ('="a ""b"""', 'a "b"'),
        ("AT&T; R&D", "AT&T; R&D"),
        ("a < b > c", "a < b > c"),
        ("=A1+1", "=A1+1"),
    ],
)
def test_entities_breaks_and_text_formulas_are_what_they_stand_for(damaged, right):
    """HTML and the formula that keeps leading zeros are undone; a sign of its own stays."""
    assert put_right(damaged) == right


def test_texts_that_were_put_right_are_told_once(tmp_path):
    """One note tells of all, and shows one."""
    table = "Name,Office,Organisation,Country\nJÃ¶rg MÃ¼ller,Bürgermeister,Gemeinde,DE\nA,B,BehÃ¶rde,DE\n"
    found = read(tmp_path, "in.csv", table)

    assert [row.whole_name for row in records(found)] == ["Jörg Müller", "A"]
    assert found.notes[-1] == "text that had been decoded twice is put right, such as 'BehÃ¶rde' → 'Behörde'"
