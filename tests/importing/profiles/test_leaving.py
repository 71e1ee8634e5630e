"""What offices, names and cells say of leaving."""

from datetime import date

import pytest

from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.days import end_of_office, not_in_office
from entreaty.importing.profiles.leaving import NO_END, end_by_office, unmarked
from entreaty.importing.profiles.profile import ImportSettings
from entreaty.importing.reading import LeftOut, RecipientSource
from tests.support.made_up_sources import DAY, completed, said_by

_HEADING = ("Name", "Office", "Organisation", "Address", "Country", "Ended")


def _row(name="Ann Lee", office="Mayor", ended=""):
    row = said_by(_HEADING, name, office, "City A", "1 Road\nLondon SW1A 0AA", "GB", ended)
    source = RecipientSource(kind="csv", rows=(row,))
    return complete(source, ImportSettings(day=DAY, audiences=("council",)))[0]


@pytest.mark.parametrize("text", ["✓", "*", "?", "+", "#", "!", "1.13.2025", "…"])
def test_end_that_is_filled_and_not_understood_holds_the_row_back(text):
    """A sign in place of an end says something that nobody can tell; months never stand before points."""
    found = _row(ended=text)

    assert isinstance(found, LeftOut)
    assert found.reason.startswith(f"nobody can tell whether the office is held: 'Ended': '{text}' is no date")


@pytest.mark.parametrize("text", ["†", "✝", "† 2024", "✞"])
def test_cross_in_place_of_an_end_says_that_somebody_has_left(text):
    """Nobody writes to the dead."""
    assert _row(ended=text).left == text


@pytest.mark.parametrize("text", ["-", "–", "0000-00-00", "N/A", "present", "—", "−", "00.00.0000", "..", "[]", "null"])
def test_end_that_is_none(text):
    """Dashes, zeros and words for nothing end nobody."""
    found = _row(ended=text)

    assert (found.left, found.fields["name"]) == ("", {"given": "Ann", "family": "Lee"})


def test_point_dates_have_the_day_first():
    """13.1.2025 is a day, and 1.13.2025 is none."""
    assert end_of_office("13.1.2025", DAY).day == date(2025, 1, 13)
    assert end_of_office("1.13.2025", DAY).problem
    assert end_of_office("1/13/2025", DAY).day == date(2025, 1, 13)


@pytest.mark.parametrize("text", ["†", "✗", "✘", "☐", "❌"])
def test_signs_of_who_is_not_in_office(text):
    """A column that asks who is in office may be ticked off."""
    row = said_by(("Name", "Office", "Organisation", "Country", "In office"), "A B", "Mayor", "City", "GB", text)

    assert (not_in_office(text), row.left) == (text, text)


@pytest.mark.parametrize(
    "office",
    ["Бывший министр", "Экс-министр", "колишня міністерка", "były poseł", "była posłanka", "bývalý ministr",
     "voormalig burgemeester", "oud-burgemeester", "Exalcalde", "Altbürgermeister", "Altbundespräsidentin",
     "alt Regierungsrat",
     "già sindaco", "ex sindaca", "Past Mayor", "Mayor (until 2024)", "Bürgermeister (bis 2024)",
     "Bürgermeister bis 30.6.2024",
     "Maire (jusqu'en 2024)", "Alcalde (hasta 2023)", "Бургомистр (до 2024)", "Mayor 2018-2022", "Mayor (2014-20)",
     "Alcalde 2019/2023", "Mayor (2018–2022)",
     "Mayor 06/2018 – 06/2022", "Mayor (resigned)", "Mayor, resigned 2024", "Mayor – deceased",
     "tidligere borgmester",
     "tidigare minister", "entinen ministeri", "volt miniszter", "fost ministru", "eski bakan", "πρώην δήμαρχος",
     "sabiq nazir",
     "ყოფილი მერი", "նախկին նախարար", "الوزير السابق", "שר לשעבר", "وزیر سابق", "antigo ministro", "Minister †"],
)  # fmt: skip
def test_offices_that_say_they_are_over(office):
    """In all languages of the program, by a word, by a day or by years."""
    assert end_by_office(office, DAY).left == office


@pytest.mark.parametrize(
    "office",
    ["Mayor (until 2030)", "Mayor (since 2018)", "Mayor (2018–present)", "Mayor 2022-2027",
     "Minister for Agenda 2030", "Alderman",
     "Altenpfleger", "Ouderling", "Expert", "Director, Europe and Central Asia", "Pastor", "Extremadura Delegate",
     "Volt MEP", "ANC Councillor", "FD", "ENT Consultant", "Antigua and Barbuda High Commissioner",
     "Pastoral Lead"],
)  # fmt: skip
def test_offices_that_may_be_held(office):
    """An end ahead ends nobody, and words that begin alike say nothing."""
    assert end_by_office(office, DAY) == NO_END


def test_office_that_ends_in_this_year_holds_the_row_back():
    """Whether 2025 is over for a mayor until 2025 nobody can tell in June."""
    found = _row(office="Mayor (until 2025)")

    assert isinstance(found, LeftOut)
    assert found.reason == "nobody can tell whether its office is held: 'office': '2025' may be before or after today"


@pytest.mark.parametrize(
    "name",
    ["Ann Gone (resigned)", "Ann Gone [left office]", "Ann Gone - resigned", "Ann Gone – former",
     "Ann Gone, resigned",
     "Ann Gone (until 2024)", "Ann Gone (resigned 2025)", "Ann Gone (former Mayor)", "† Ann Gone", "Ann Gone †",
     "Ann Gone (†)",
     "Ann Gone (1940–2020)", "the late Ann Gone", "Ann Gone (verstorben)", "Ann Gone (ausgeschieden am 30.06.2024)",
     "Ann Gone (décédée)", "Ann Gone (бывшая)", "Ann Gone (vacant)", "Ann Gone (†2020)", "Ann Gone RESIGNED",
     "Ann Gone verstorben", "Ann Gone (d. 2024)"],
)  # fmt: skip
def test_names_that_say_that_somebody_has_left(name):
    """The words are no part of the name, and whoever bears it gets no letter."""
    found = _row(name)

    assert (found.left, found.fields["name"]) == (name, {"given": "Ann", "family": "Gone"})


@pytest.mark.parametrize(
    ("name", "bare", "signs"),
    [
        ("Ann O'Neill*", "Ann O'Neill", "*"),
        ("**Ann Lee", "Ann Lee", "**"),
        ("Ann Lee¹", "Ann Lee", "¹"),
        ("Ann Lee ✓", "Ann Lee", "✓"),
        ("?Ann Lee", "Ann Lee", "?"),
    ],
)
def test_signs_beside_names_are_left_out_and_told(name, bare, signs):
    """A mark of a footnote is printed on no envelope."""
    found = _row(name)
    given, family = bare.split()

    assert (found.left, found.fields["name"]) == ("", {"given": given, "family": family})
    assert found.notes == (f"the sign '{signs}' beside the name '{bare}' is left out",)


@pytest.mark.parametrize(
    "name",
    [
        "Tom (Tommy) Lee",
        "Anna Lee-Past",
        "John Smith, Jr.",
        "A + B Lee",
        "Mª José Lee",
        "Ann – Lee",
        "D’Arc",
        "---",
        "Ann Maria Past",
        "Ann Gone Retired",
    ],
)
def test_names_that_have_no_marks(name):
    """Nicknames, particles and what belongs to names stay."""
    assert unmarked(name, DAY).name == name


def test_end_ahead_beside_a_name_is_no_part_of_it():
    """Whoever holds the office until 2030 gets letters by the name alone."""
    found = _row("Ann Lee (until 2030)")

    assert (found.left, found.fields["name"]) == ("", {"given": "Ann", "family": "Lee"})


@pytest.mark.parametrize("text", ["Ex-member", "Former MP", "Mitglied a. D.", "MP (until 2024)", "ancien membre"])
def test_status_in_the_words_of_offices_says_that_somebody_has_left(text):
    """A column that says whether somebody is in office may name the office that is over."""
    row = said_by(("Name", "Office", "Organisation", "Country", "Status"), "A B", "Mayor", "City", "GB", text)

    assert row.left == text


@pytest.mark.parametrize(
    ("office", "bare", "term"),
    [
        ("Mayor (since 2024)", "Mayor", "(since 2024)"),
        ("Maire (depuis le 3 mai 2024)", "Maire", "(depuis le 3 mai 2024)"),
        ("Bürgermeister [seit 1.1.2024]", "Bürgermeister", "[seit 1.1.2024]"),
        ("Mayor (2022–2038)", "Mayor", "(2022–2038)"),
        ("Mayor (2022-present)", "Mayor", "(2022-present)"),
    ],
)
def test_term_behind_an_office_is_told_and_not_printed(office, bare, term):
    """No envelope names the year in which somebody was elected."""
    found = completed({"office": office})

    assert found.fields["office"] == bare
    assert f"'{term}' is left out of the office '{bare}'" in found.notes


@pytest.mark.parametrize(
    "office", ["Mayor (Labour)", "Minister (Defence)", "Senator (Class 2)", "MdB (20. Wahlperiode)"]
)
def test_what_else_stands_in_brackets_behind_an_office_stays(office):
    """It belongs to the office."""
    assert completed({"office": office}).fields["office"] == office
