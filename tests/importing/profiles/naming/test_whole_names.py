"""Whole names with titles in any place, and with the family name first."""

import pytest

from entreaty.importing.profiles.naming.whole_names import taken_apart


@pytest.mark.parametrize(
    ("whole", "title"),
    [
        ("Univ.-Prof. Mag. Dr. Eva Test", "Univ.-Prof. Mag. Dr."),
        ("Hofrat Dr. Eva Test", "Hofrat Dr."),
        ("Prof'in Dr. Eva Test", "Prof'in Dr."),
        ("dr n. med. Eva Test", "dr n. med."),
        ("L'hon. Eva Test", "L'hon."),
        ("DI Eva Test", "DI"),
        ("Pfarrer Eva Test", "Pfarrer"),
        ("Pr Eva Test", "Pr"),
        ("Assemblymember Eva Test", "Assemblymember"),
        ("Hon'ble Shri Eva Test", "Hon'ble Shri"),
        ("Shri Eva Test", "Shri"),
        ("Dr. med. Eva Test", "Dr. med."),
        ("Test, Dr. Eva", "Dr."),
        ("Test, Eva, Dr. med.", "Dr. med."),
        ("Test Dr., Eva", "Dr."),
        ("Prof. Dr.-Ing. Eva Test", "Prof. Dr.-Ing."),
    ],
)
def test_known_titles_are_no_given_name(whole, title):
    """A title is one wherever it stands, and nothing is told of what is clear."""
    found = taken_apart(whole)

    assert found.name == {"given": "Eva", "family": "Test", "title": title}
    assert found.notes == ()


@pytest.mark.parametrize(
    ("whole", "given", "family", "title", "within"),
    [
        ("Müller Hans Dr. med.", "Müller", "Hans", "Dr. med.", "Müller Hans"),
        ("Hans Müller Dr. iur.", "Hans", "Müller", "Dr. iur.", "Hans Müller"),
        ("Müller Dr. Hans", "Müller", "Hans", "Dr.", "Müller Hans"),
    ],
)
def test_title_behind_or_between_names_is_one_and_the_order_is_told(whole, given, family, title, within):
    """Nobody can tell which name is that of the family, where a title shows that it may stand first."""
    found = taken_apart(whole)

    assert found.name == {"given": given, "family": family, "title": title}
    assert found.notes == (
        f"'{family}' counts as the family name of '{within}', which has '{title}' behind or between",
    )


@pytest.mark.parametrize(
    ("whole", "title", "note"),
    [
        ("Sektionschef Dr. Max Test", "Dr.", "'Sektionschef' before 'Dr.' is no title that is known, and left out"),
        ("Rätin a.D. Dr. Max Test", "Dr.", "'Rätin a.D.' before 'Dr.' is no title that is known, and left out"),
        (
            "Bürgermeister Max Test",
            None,
            "'Bürgermeister' before the name 'Max Test' is an office, and left out of the name",
        ),
    ],
)
def test_unknown_words_before_a_title_and_offices_before_a_name_are_told_and_left_out(whole, title, note):
    """They are no part of the name."""
    found = taken_apart(whole)

    assert (found.name["given"], found.name["family"], found.name.get("title")) == ("Max", "Test", title)
    assert found.notes == (note,)


@pytest.mark.parametrize(
    ("whole", "office", "given", "family"),
    [
        ("Mme la Députée Jeanne Exemple", "la Députée", "Jeanne", "Exemple"),
        ("M. le Maire Paul Exemple", "le Maire", "Paul", "Exemple"),
        ("M. l’Ambassadeur Paul Exemple", "l’Ambassadeur", "Paul", "Exemple"),
        ("Madame la Présidente Exemple", "la Présidente", None, "Exemple"),
        ("Frau Präsidentin Anna Beispiel", "Präsidentin", "Anna", "Beispiel"),
        ("Herr Bürgermeister Beispiel", "Bürgermeister", None, "Beispiel"),
    ],
)
def test_office_between_courtesy_and_name_is_told_and_left_out(whole, office, given, family):
    """Whoever is called by a courtesy may have one name behind the office; in French it has an article."""
    found = taken_apart(whole, french=True)

    assert (found.name.get("given"), found.name["family"]) == (given, family)
    names = " ".join(filter(None, (given, family)))
    assert found.notes == (f"'{office}' before the name '{names}' is an office, and left out of the name",)


@pytest.mark.parametrize(
    ("whole", "family"),
    [
        ("Mme Le Exemple", "Le Exemple"),
        ("M. le Exemple", "le Exemple"),
        ("Herr Richter", "Richter"),
        ("Frau Von Test", "Von Test"),
    ],
)
def test_whom_a_courtesy_calls_by_two_words_has_a_particle_or_one_name(whole, family):
    """A particle that stands behind a courtesy is no given name, and an office alone is a name."""
    found = taken_apart(whole, french=True)

    assert (found.name.get("given"), found.name["family"], found.notes) == (None, family, ())


@pytest.mark.parametrize(
    "whole",
    [
        "Jack MA",
        "Sophal OM",
        "Jo Am",
        "Mike Ms",
        "Bob Same",
        "Ann Vi",
        "Ann Md",
        "Lisa Pc",
        "Bob Ma",
        "ANN VI",
        "Lee Mp",
    ],
)
def test_family_name_like_letters_behind_a_name_is_one(whole):
    """Letters after names are in capitals, and stand behind two names."""
    given, _, family = whole.rpartition(" ")

    assert taken_apart(whole).name == {"given": given, "family": family}


@pytest.mark.parametrize(
    ("whole", "family", "suffix"),
    [
        ("Ann Lee MP", "Lee", "MP"),
        ("Ann Lee Esq", "Lee", "Esq"),
        ("Ann Lee SC", "Lee", "SC"),
        ("Ann Lee AM", "Lee", "AM"),
        ("Ann Lee, QSO CNZM", "Lee", "QSO CNZM"),
        ("Ann Lee, KC MP", "Lee", "KC MP"),
        ("Bob Lee Jr", "Lee", "Jr"),
        ("Mr Lee MP", "Lee", "MP"),
        ("Ann Lee PhD", "Lee", "PhD"),
        ("Juan Perez III", "Perez", "III"),
    ],
)
def test_letters_behind_a_name_stay_letters(whole, family, suffix):
    """In capitals, or with a form of their own."""
    found = taken_apart(whole).name

    assert (found["family"], found["suffix"]) == (family, suffix)


@pytest.mark.parametrize(
    ("whole", "given", "family"),
    [("van den Berg Jan", "Jan", "van den Berg"), ("de la Cruz Juan María", "Juan María", "de la Cruz")],
)
def test_particles_in_front_begin_the_family_name(whole, given, family):
    """Nobody is called van."""
    assert taken_apart(whole).name == {"given": given, "family": family}


@pytest.mark.parametrize("whole", ["von Muster", "Frau von der Heide", "Jan van den Berg"])
def test_particles_elsewhere_are_as_usual(whole):
    """A family name alone, or behind a given one, keeps them."""
    assert taken_apart(whole).name["family"] == whole.removeprefix("Frau ").removeprefix("Jan ")


@pytest.mark.parametrize(
    ("whole", "country", "given", "family", "stands"),
    [
        ("Nagy Péter", "HU", "Péter", "Nagy", "first"),
        ("Dr. Nagy Péter", "HU", "Péter", "Nagy", "first"),
        ("Nguyễn Văn An", "VN", "Văn An", "Nguyễn", "first"),
        ("Shinzo Probe", "JP", "Shinzo", "Probe", "last"),
    ],
)
def test_family_name_stands_first_in_some_countries_and_is_told(whole, country, given, family, stands):
    """A list in another language may have the other order, so it is told."""
    found = taken_apart(whole, country=country)
    plain = whole.removeprefix("Dr. ")

    assert (found.name["given"], found.name["family"]) == (given, family)
    assert found.notes == (f"'{family}' counts as the family name of '{plain}', as it stands {stands}: check it",)


@pytest.mark.parametrize("whole", ["Nagy, Péter", "NAGY Péter", "Péter NAGY", "Mr Péter Nagy"])
def test_comma_capitals_and_courtesies_show_the_family_name(whole):
    """Nothing is open then."""
    found = taken_apart(whole, country="HU")

    assert (found.name["given"], found.name["family"].title(), found.notes) == ("Péter", "Nagy", ())


def test_d_is_a_courtesy_in_spanish_alone():
    """Elsewhere it is an initial."""
    spanish, other = taken_apart("D. José Muestra", spanish=True), taken_apart("D. José Muestra")

    assert (spanish.name, spanish.gender) == ({"given": "José", "family": "Muestra"}, "m")
    assert other.name == {"given": "D. José", "family": "Muestra"}


@pytest.mark.parametrize(
    "whole", ["Dr. Anna und Dr. Hans Muster", "Don Smith", "Sri Example", "Major Singh", "DI MARCO Anna"]
)
def test_names_that_hold_no_such_title(whole):
    """Couples are nobody's title, and some titles are names."""
    found = taken_apart(whole)

    assert found.notes == ()
