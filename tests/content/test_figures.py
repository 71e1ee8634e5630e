"""Dates and numbers are found in every language that letters are written in, whatever their form."""

import pytest

from entreaty.content.figures import Day, figures
from entreaty.content.locales import LANGUAGES
from entreaty.content.shipped.languages.dates import date_in_words
from tests.support.sample_campaigns import DAY

JUNE_24 = Day(6, 24, 2025)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_date_as_letters_have_it(language):
    """The date that the program itself writes in a language is found there, and leaves no number over."""
    found = figures(f"x {date_in_words(DAY, language)} x", language)

    assert dict(found.days) == {JUNE_24: 1}
    assert not found.numbers


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "on June 24, 2025, and 1 Sept. 2025", {JUNE_24: 1, Day(9, 1, 2025): 1}),
        ("en", "on the 24th of June 2025", {JUNE_24: 1}),
        ("en", "Article 13 may be pleaded; 13 May", {Day(5, 13, 0): 1}),
        ("en", "2025-06-24 is 24/06/2025", {JUNE_24: 2}),
        ("fr", "le 1er septembre 2025 et en juin 2025", {Day(9, 1, 2025): 1, Day(6, 0, 2025): 1}),
        ("fr", "24 marins", {}),
        ("de", "am 24. Juni 2025 (24.06.2025)", {JUNE_24: 2}),
        ("es", "el 24 de junio de 2025", {JUNE_24: 1}),
        ("ru", "24 июня 2025 г., в июне 2025 года", {JUNE_24: 1, Day(6, 0, 2025): 1}),
        ("uk", "24 червня 2025 року, 5 товариств Червоного Хреста", {JUNE_24: 1}),
        ("hy", "2025 թ. հունիսի 24-ին", {JUNE_24: 1}),
        ("ka", "2025 წლის 24 ივნისს", {JUNE_24: 1}),
        ("az", "2025-ci ilin iyununda", {Day(6, 0, 2025): 1}),
        ("ar", "في ٢٤ يونيو ٢٠٢٥", {JUNE_24: 1}),
        ("he", "ביוני 2025", {Day(6, 0, 2025): 1}),
    ],
)
def test_dates_in_words_and_figures(language, text, days):
    """Orders, cases, ordinals, abbreviations and other digits make no difference; other words are no months."""
    assert dict(figures(text, language).days) == days


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,200 and 1.200 and 1 200 and 1\N{NARROW NO-BREAK SPACE}200 and 1’200", {"1200": 5}),
        ("2.5 and 2,5", {"2.5": 2}),
        ("98–99, 5th", {"98": 1, "99": 1, "5": 1}),
        ("١٬٢٠٠ و٢٫٥", {"1200": 1, "2.5": 1}),
        ("1,234,567.8", {"1234567.8": 1}),
    ],
)
def test_numbers_with_other_signs_are_the_same(text, numbers):
    """What groups digits, and what stands before decimals, makes no difference."""
    assert dict(figures(text, "en").numbers) == numbers


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "1.2 million and 1,200,000", {"1200000": 2}),
        ("en", "4.5 per cent, 4.5 percent, 4.5% and 4.5 %", {"4.5%": 4}),
        ("en", "5 per mille, 5‰", {"5‰": 2}),
        ("fr", "1 200 mille, 1,2 million, 1,2 millions, 1 millier", {"1200000": 3, "1000": 1}),
        ("fr", "4,5 pour cent et 4,5 pour mille", {"4.5%": 1, "4.5‰": 1}),
        ("de", "1,2 Millionen, 3 Tausend, 4 Prozent", {"1200000": 1, "3000": 1, "4%": 1}),
        ("es", "2 mil millones, 2 millones, 2 mil", {"2000000000": 1, "2000000": 1, "2000": 1}),
        ("ru", "5 тысячами, 2 миллиона, 3 процентами", {"5000": 1, "2000000": 1, "3%": 1}),
        ("hy", "5 հազար, 4 տոկոսով", {"5000": 1, "4%": 1}),
        ("ka", "5 ათასი, 4 პროცენტით", {"5000": 1, "4%": 1}),
        ("az", "5 min, 4 faizdən", {"5000": 1, "4%": 1}),
        ("tr", "yüzde 5, %5, binde 3", {"5%": 2, "3‰": 1}),
        ("ar", "٥ آلاف، ٤ بالمائة", {"5000": 1, "4%": 1}),
        ("de", "1,2 Mio. Männer, 5 Mrd.", {"1200000": 1, "5000000000": 1}),
        ("ru", "1,2 млн, 5 тыс. людей", {"1200000": 1, "5000": 1}),
        ("pl", "5 tys. osób", {"5000": 1}),
        ("en", "5 m, 5 km, 5 K", {"5": 3}),
        ("fr", "19 millionnaires et 5 milles marins", {"19": 1, "5": 1}),
    ],
)
def test_words_beside_a_number_make_it_another_one(language, text, numbers):
    """Thousands, millions, per cent and per mille are part of the number, in the words that CLDR has for them."""
    assert dict(figures(text, language).numbers) == numbers
