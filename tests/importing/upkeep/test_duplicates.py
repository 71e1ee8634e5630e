"""The same recipient in other spellings and scripts."""

import pytest

from entreaty.importing.upkeep.duplicates import alike
from tests.support.sample_content import make_recipient


def _pair(first, second, **changes):
    def profile(name, whole):
        given, _, family = whole.rpartition(" ")
        parts = {"family": family} | ({"given": given} if given else {})
        return make_recipient(id=name, name=parts, organisation="Ministry of Justice", **changes)

    return [pair.common for pair in alike([profile("a", first), profile("b", second)])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jürgen Müller", "Juergen Mueller"),
        ("Армен Григорян", "Armen Grigoryan"),
        ("Пётр Чайковский", "Pyotr Tchaikovsky"),
        ("Ян Шварц", "Jan Schwarz"),
        ("محمد علي", "Mohammed Ali"),
        ("Anna Maria Keller", "Anna Keller-Maria"),
        ("Zoé Lefèvre", "Zoe Lefevre"),
        ("Catherine Smith", "Katherine Smith"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ],
)
def test_same_name_is_seen_in_other_spellings_and_scripts(first, second):
    """Transliterations, umlauts, accents and another order of words are seen through."""
    assert _pair(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Anna Keller", "Paul Keller"), ("John Smith", "Jane Smith"), ("Li Wei", "Li Na")],
)
def test_relatives_and_namesakes_are_two(first, second):
    """Two people with the same family name are not the same."""
    assert _pair(first, second) == []


def test_what_they_share_is_told():
    """A name alone is told as that; offices without holders are compared as offices; countries part."""
    anna = {"given": "Anna", "family": "Keller"}
    one = make_recipient(id="a", name=anna, organisation="Ministry of Justice", email="k@example.org")
    mail = make_recipient(id="b", name=anna, organisation="Parliament", email="k@example.org")
    alone = make_recipient(id="c", name=anna, organisation="University")
    abroad = make_recipient(id="d", name=anna, address={"country": "FR"})
    found = {(pair.first.id, pair.second.id): pair.common for pair in alike([one, mail, alone, abroad])}
    offices = [make_recipient(id="x"), make_recipient(id="y"), make_recipient(id="z", organisation="Another House")]

    assert found == {("a", "b"): "name and e-mail", ("a", "c"): "name", ("b", "c"): "name"}
    assert [(pair.first.id, pair.second.id) for pair in alike(offices)] == [("x", "y")]


def test_common_names_of_thousands_do_not_take_hours():
    """A group of more than a few hundred is not compared one by one."""
    many = [make_recipient(id=f"r{n}", name={"given": "Anna", "family": "Keller"}) for n in range(500)]

    assert list(alike(many)) == []
