"""Days as sources write them, and who has left office by their words."""

from datetime import date

import pytest

from entreaty.importing.profiles.days import End, dated, end_of_office, not_in_office
from entreaty.importing.profiles.leaving import end_by_office

TODAY = date(2025, 6, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-06-30", date(2018, 6, 30)),
        ("2018-6-3", date(2018, 6, 3)),
        ("2018/06/30", date(2018, 6, 30)),
        ("20180630", date(2018, 6, 30)),
        ("2018-06-30T00:00:00Z", date(2018, 6, 30)),
        ("2018-06-30 00:00:00", date(2018, 6, 30)),
        ("30.06.2018", date(2018, 6, 30)),
        ("4.6.2018", date(2018, 6, 4)),
        ("30. 6. 2018", date(2018, 6, 30)),
        ("30.06.18", date(2018, 6, 30)),
        ("30/06/2018", date(2018, 6, 30)),
        ("06/30/2018", date(2018, 6, 30)),
        ("4/4/2018", date(2018, 4, 4)),
        ("30-06-1998", date(1998, 6, 30)),
        ("4 June 2018", date(2018, 6, 4)),
        ("June 4, 2018", date(2018, 6, 4)),
        ("4th of June 2018", date(2018, 6, 4)),
        ("4. Juni 2018", date(2018, 6, 4)),
        ("4 März 2018", date(2018, 3, 4)),
        ("1er juin 2018", date(2018, 6, 1)),
        ("4 août 2018", date(2018, 8, 4)),
        ("4 de junio de 2018", date(2018, 6, 4)),
        ("4 июня 2018", date(2018, 6, 4)),
        ("4-Jun-18", date(2018, 6, 4)),
        ("until 4 June 2018", date(2018, 6, 4)),
        ("Resigned 4 June 2018", date(2018, 6, 4)),
        ("bis 30.06.2018", date(2018, 6, 30)),
        ("jusqu'au 4 juin 2018", date(2018, 6, 4)),
        # Of months and years that are over, the last day.
        ("June 2018", date(2018, 6, 30)),
        ("Dec 2024", date(2024, 12, 31)),
        ("Sept. 2024", date(2024, 9, 30)),
        ("Februar 2024", date(2024, 2, 29)),
        ("juin 2018", date(2018, 6, 30)),
        ("2018-06", date(2018, 6, 30)),
        ("06/2018", date(2018, 6, 30)),
        ("2018", date(2018, 12, 31)),
        ("bis 2018", date(2018, 12, 31)),
        # Of those that lie ahead, the first: from then on nobody knows.
        ("2027", date(2027, 1, 1)),
        ("Dec 2025", date(2025, 12, 1)),
    ],
)
def test_end_is_a_day_however_it_is_written(text, day):
    """An end is read in every usual form, in the languages of letters, and a month or a year is enough."""
    found = end_of_office(text, TODAY)

    assert (found.day, found.left, found.problem) == (day, "", "")


@pytest.mark.parametrize(
    "text",
    ["", "present", "Present", "-", "–", "N/A", "n. a.", "0000-00-00", "00/00/0000", "heute", "en fonction", "no",
     "9999-12-31", "0", "NULL", "aujourd’hui", "im Amt", "current"],
)  # fmt: skip
def test_words_and_signs_that_mean_no_end(text):
    """Who is there until today, or until a date of zeros, is in office."""
    assert end_of_office(text, TODAY) == End()


@pytest.mark.parametrize(
    "text",
    ["former", "Former", "yes", "x", "vacant", "ausgeschieden", "ancien", "ehemalig", "ex-", "Ex", "verstorben",
     "retired", "démissionnaire", "decedée", "1", "ja", "oui", "a. D."],
)  # fmt: skip
def test_words_that_mean_that_somebody_has_left(text):
    """A word is enough, and is kept to be told."""
    assert end_of_office(text, TODAY) == End(left=text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "'soon' is no date"),
        ("?", "'?' is no date"),
        ("TBC", "'TBC' is no date"),
        ("31/02/2018", "'31/02/2018' is no date"),
        ("13/13/2018", "'13/13/2018' is no date"),
        ("Jun-18", "'Jun-18' is no date"),
        ("43255", "'43255' is no date"),
        ("spring 2018", "'spring 2018' is no date"),
        ("2018 or 2019", "'2018 or 2019' is no date"),
        ("2025", "'2025' may be before or after today"),
        ("June 2025", "'June 2025' may be before or after today"),
        ("04/06/2018", "'04/06/2018' can be 2018-06-04 or 2018-04-06"),
        ("4-6-18", "'4-6-18' can be 2018-06-04 or 2018-04-06"),
        ("x" * 100_000, "is no date"),
    ],
)
def test_what_is_not_understood_is_a_problem(text, why):
    """What could mean anything is neither an end nor none."""
    found = end_of_office(text, TODAY)

    assert why in found.problem
    assert (found.day, found.left) == (None, "")


def test_order_of_day_and_month_is_taken_where_it_is_said():
    """Two numbers that can both be months are read as somebody says; others show the order by themselves."""
    assert dated("04/06/2018", "day-first").day == date(2018, 6, 4)
    assert dated("04/06/2018", "month-first").day == date(2018, 4, 6)
    assert (dated("30/06/2018").order, dated("06/30/2018").order, dated("4/4/2018").order) == (
        "day-first",
        "month-first",
        None,
    )


@pytest.mark.parametrize(
    "office",
    ["Former Minister of Health", "Ex-Mayor", "ehemalige Ministerin", "Ancien ministre", "Minister a. D.", "Vacant",
     "Richter i. R.", "Bishop emeritus", "frühere Präsidentin"],
)  # fmt: skip
def test_offices_that_are_held_no_longer(office):
    """The office itself says that it is over."""
    assert end_by_office(office, TODAY).left == office


@pytest.mark.parametrize(
    "office", ["Mayor", "Ex officio member", "Executive Director", "Formateur", "Exchequer Secretary", "Minister", ""]
)
def test_offices_that_only_look_so(office):
    """Words that begin alike say nothing."""
    assert end_by_office(office, TODAY) == End()


@pytest.mark.parametrize("text", ["no", "Former", "nein", "false", "inactive"])
def test_answer_that_somebody_is_not_in_office(text):
    """An answer of no is one, in a column that asks who is in office."""
    assert not_in_office(text) == text


@pytest.mark.parametrize("text", ["yes", "active", "", "minority", "1"])
def test_answer_that_says_nothing_of_the_kind(text):
    """Yes, and whatever is no answer, ends nobody."""
    assert not_in_office(text) == ""
