"""Names and dates in every language of letters."""

import sys
from datetime import date

import pytest

from entreaty.content.locales import (
    LANGUAGES,
    capitalised,
    country_line,
    direction,
    language_called,
    language_name,
    list_in_words,
    month_in_words,
    number_words,
    official_language,
    state_called,
    state_name,
    states,
)
from entreaty.content.shipped.languages.dates import date_in_words
from tests.support.programs import run

DAY = date(2025, 6, 24)
DAYS = {
    "ar": "24 يونيو 2025",
    "az": "24 iyun 2025",
    "cs": "24. června 2025",
    "da": "24. juni 2025",
    "de": "24. Juni 2025",
    "de-AT": "24. Juni 2025",
    "de-CH": "24. Juni 2025",
    "de-LI": "24. Juni 2025",
    "el": "24 Ιουνίου 2025",
    "en": "24 June 2025",
    "en-GB": "24 June 2025",
    "en-US": "June 24, 2025",
    "es": "24 de junio de 2025",
    "fa": "24 ژوئن 2025",
    "fi": "24. kesäkuuta 2025",
    "fr": "24 juin 2025",
    "fr-CH": "24 juin 2025",
    "he": "24 ביוני 2025",
    "hu": "2025. június 24.",
    "hy": "24 հունիսի, 2025 թ.",
    "it": "24 giugno 2025",
    "ka": "24 ივნისი, 2025",
    "nb": "24. juni 2025",
    "nl": "24 juni 2025",
    "nn": "24. juni 2025",
    "pl": "24 czerwca 2025",
    "pt": "24 de junho de 2025",
    "pt-BR": "24 de junho de 2025",
    "ro": "24 iunie 2025",
    "ru": "24 июня 2025\u202fг.",
    "sv": "24 juni 2025",
    "tr": "24 Haziran 2025",
    "uk": "24 червня 2025\u202fр.",
}
MONTHS = {
    "ar": "يونيو 2025",
    "az": "iyun 2025",
    "cs": "červen 2025",
    "da": "juni 2025",
    "de": "Juni 2025",
    "de-AT": "Juni 2025",
    "de-CH": "Juni 2025",
    "de-LI": "Juni 2025",
    "el": "Ιούνιος 2025",
    "en": "June 2025",
    "en-GB": "June 2025",
    "en-US": "June 2025",
    "es": "junio de 2025",
    "fa": "ژوئن 2025",
    "fi": "kesäkuu 2025",
    "fr": "juin 2025",
    "fr-CH": "juin 2025",
    "he": "יוני 2025",
    "hu": "2025. június",
    "hy": "2025 թ. հունիս",
    "it": "giugno 2025",
    "ka": "ივნისი, 2025",
    "nb": "juni 2025",
    "nl": "juni 2025",
    "nn": "juni 2025",
    "pl": "czerwiec 2025",
    "pt": "junho de 2025",
    "pt-BR": "junho de 2025",
    "ro": "iunie 2025",
    "ru": "июнь 2025\u202fг.",
    "sv": "juni 2025",
    "tr": "Haziran 2025",
    "uk": "червень 2025\u202fр.",
}
LISTS = {
    "ar": "Anna وBoris وCarla",
    "az": "Anna, Boris və Carla",
    "cs": "Anna, Boris a\u00a0Carla",
    "da": "Anna, Boris og Carla",
    "de": "Anna, Boris und Carla",
    "de-AT": "Anna, Boris und Carla",
    "de-CH": "Anna, Boris und Carla",
    "de-LI": "Anna, Boris und Carla",
    "el": "Anna, Boris και Carla",
    "en": "Anna, Boris and Carla",
    "en-GB": "Anna, Boris and Carla",
    "en-US": "Anna, Boris, and Carla",
    "es": "Anna, Boris y Carla",
    "fa": "Anna،\u200f Boris، و Carla",
    "fi": "Anna, Boris ja Carla",
    "fr": "Anna, Boris et Carla",
    "fr-CH": "Anna, Boris et Carla",
    "he": "Anna, Boris וCarla",
    "hu": "Anna, Boris és Carla",
    "hy": "Anna, Boris և Carla",
    "it": "Anna, Boris e Carla",
    "ka": "Anna, Boris და Carla",
    "nb": "Anna, Boris og Carla",
    "nl": "Anna, Boris en Carla",
    "nn": "Anna, Boris og Carla",
    "pl": "Anna, Boris i Carla",
    "pt": "Anna, Boris e Carla",
    "pt-BR": "Anna, Boris e Carla",
    "ro": "Anna, Boris și Carla",
    "ru": "Anna, Boris и Carla",
    "sv": "Anna, Boris och Carla",
    "tr": "Anna, Boris ve Carla",
    "uk": "Anna, Boris і Carla",
}
ARMENIAS = {
    "ar": "أرمينيا",
    "az": "Ermənistan",
    "cs": "Arménie",
    "da": "Armenien",
    "de": "Armenien",
    "de-AT": "Armenien",
    "de-CH": "Armenien",
    "de-LI": "Armenien",
    "el": "Αρμενία",
    "en": "Armenia",
    "en-GB": "Armenia",
    "en-US": "Armenia",
    "es": "Armenia",
    "fa": "ارمنستان",
    "fi": "Armenia",
    "fr": "Arménie",
    "fr-CH": "Arménie",
    "he": "ארמניה",
    "hu": "Örményország",
    "hy": "Հայաստան",
    "it": "Armenia",
    "ka": "სომხეთი",
    "nb": "Armenia",
    "nl": "Armenië",
    "nn": "Armenia",
    "pl": "Armenia",
    "pt": "Arménia",
    "pt-BR": "Armênia",
    "ro": "Armenia",
    "ru": "Армения",
    "sv": "Armenien",
    "tr": "Ermenistan",
    "uk": "Вірменія",
}
COUNTRY_LINES = {
    "ar": "سويسرا",
    "az": "İSVEÇRƏ",
    "cs": "ŠVÝCARSKO",
    "da": "SCHWEIZ",
    "de": "SCHWEIZ",
    "de-AT": "SCHWEIZ",
    "de-CH": "SCHWEIZ",
    "de-LI": "SCHWEIZ",
    "el": "ΕΛΒΕΤΙΑ",
    "en": "SWITZERLAND",
    "en-GB": "SWITZERLAND",
    "en-US": "SWITZERLAND",
    "es": "SUIZA",
    "fa": "سوئیس",
    "fi": "SVEITSI",
    "fr": "SUISSE",
    "fr-CH": "SUISSE",
    "he": "שווייץ",
    "hu": "SVÁJC",
    "hy": "ՇՎԵՅՑԱՐԻԱ",
    "it": "SVIZZERA",
    "ka": "შვეიცარია",
    "nb": "SVEITS",
    "nl": "ZWITSERLAND",
    "nn": "SVEITS",
    "pl": "SZWAJCARIA",
    "pt": "SUÍÇA",
    "pt-BR": "SUÍÇA",
    "ro": "ELVEȚIA",
    "ru": "ШВЕЙЦАРИЯ",
    "sv": "SCHWEIZ",
    "tr": "İSVİÇRE",
    "uk": "ШВЕЙЦАРІЯ",
}


def test_every_language_is_looked_at():
    """The tables of this file hold every language of letters and every variant."""
    for table in (DAYS, MONTHS, LISTS, ARMENIAS, COUNTRY_LINES):
        assert tuple(table) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_is_written_in_words(language):
    """A date is written as letters of the language bear it."""
    assert date_in_words(DAY, language) == DAYS[language]


def test_first_of_the_month_is_ordinal_in_french():
    """French dates the first of a month with an ordinal, and no other day."""
    assert date_in_words(date(2025, 6, 1), "fr") == "1er juin 2025"
    assert date_in_words(date(2025, 6, 11), "fr") == "11 juin 2025"
    assert date_in_words(date(2025, 6, 1), "en") == "1 June 2025"


@pytest.mark.parametrize("order", [LANGUAGES, tuple(reversed(LANGUAGES))], ids=["forward", "backward"])
def test_month_is_named_in_its_own_language_whatever_was_asked_before(order):
    """A month is named in its language in every order of asking; Babel itself mixes languages up."""
    program = (
        "import sys\nfrom datetime import date\nfrom entreaty.content.locales import month_in_words\n"
        "for language in sys.argv[1:]:\n"
        "    sys.stdout.buffer.write((month_in_words(date(2025, 6, 1), language) + '\\n').encode())"
    )

    said = run([sys.executable, "-c", program, *order]).stdout

    assert said.splitlines() == [MONTHS[language] for language in order]
    assert month_in_words(DAY, "en") == "June 2025"


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_words_are_listed_as_in_a_sentence(language):
    """A list has the conjunction and the commas of its language."""
    assert list_in_words(["Anna", "Boris", "Carla"], language) == LISTS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_state_is_named_in_its_language(language):
    """A state is called what the language calls it."""
    assert state_name("AM", language) == ARMENIAS[language]


def test_lines_run_from_right_to_left_in_three_languages():
    """Arabic, Persian and Hebrew run from right to left, all other languages from left to right."""
    assert [language for language in LANGUAGES if direction(language) == "rtl"] == ["ar", "fa", "he"]
    assert direction("hy") == "ltr"


def test_language_has_a_name_for_users():
    """Messages call a language by its English name."""
    assert language_name("hy") == "Armenian"


@pytest.mark.parametrize("language", LANGUAGES)
def test_country_stands_in_capitals_of_its_language(language):
    """The country of an address is in capitals as its language writes them, where its script has them."""
    assert country_line("CH", language) == COUNTRY_LINES[language]


def test_armenian_ligature_is_written_out_in_capitals():
    """The Armenian word for "and" becomes two capital letters, as Armenian spelling of today has them."""
    assert country_line("AG", "hy") == "ԱՆՏԻԳՈՒԱ ԵՎ ԲԱՐԲՈՒԴԱ"


def test_states_have_names_in_every_language():
    """Every state has a name in every language, so that no address or letter can fail for want of one."""
    assert len(states()) >= 249
    assert {"AM", "AZ", "CH", "GB", "NO", "US", "XK"} <= states()
    assert not {"EU", "UN", "ZZ", "CQ"} & states()
    assert all(state_name(state, language) for state in states() for language in LANGUAGES)
    assert state_name("AZ", "fr") == "Azerbaïdjan"


def test_list_is_joined_as_in_a_sentence():
    """Words are listed with the conjunction and the commas of the language."""
    assert list_in_words(["Anna", "Boris", "Carla"], "en") == "Anna, Boris and Carla"
    assert list_in_words(["Anna", "Boris"], "fr") == "Anna et Boris"
    assert list_in_words(["Anna"], "de") == "Anna"
    assert list_in_words([], "en") == ""


@pytest.mark.parametrize(
    ("state", "language"),
    [("AM", "hy"), ("AZ", "az"), ("US", "en"), ("GB", "en"), ("FR", "fr"), ("CH", "de"), ("NO", "nb"), ("AQ", None)],
)
def test_official_language_is_one_that_letters_can_be_written_in(state, language):
    """A state's official language is given where letters can be written in it, and none otherwise."""
    assert official_language(state) == language


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Germany", "DE"),
        ("DEUTSCHLAND", "DE"),
        ("Royaume-Uni", "GB"),
        ("U.S.A.", "US"),
        ("USA", "US"),
        ("UK", "GB"),
        ("CHE", "CH"),
        ("ch", "CH"),
        ("Հայաստան", "AM"),
        ("Narnia", None),
        ("", None),
    ],
)
def test_state_is_found_by_its_names(name, code):
    """A state is found by its name in any of our languages, and by its codes of two and three letters."""
    assert state_called(name) == code


def test_language_is_found_by_its_names():
    """A language is found by its code, with or without a region, and by its name in four languages."""
    names = ["fr", "fr-CH", "en_US", "French", "Deutsch", "allemand", "հայերեն", "Elvish"]

    assert [language_called(name) for name in names] == ["fr", "fr", "en", "fr", "de", "de", "hy", None]


def test_languages_of_which_cldr_knows_little_have_english_names_and_no_words_beside_numbers():
    """A campaign's own language may be one whose states or powers of ten CLDR does not name."""
    assert state_name("MK", "dz") == "North Macedonia"
    assert number_words("zh").powers == {}


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("artikel 5", "de", "Artikel 5"),
        ("άρθρο", "el", "Άρθρο"),
        ("статья", "ru", "Статья"),
        ("մաս", "hy", "Մաս"),
        ("მუხლი", "ka", "მუხლი"),
        ("ilke", "tr", "İlke"),
        ("ibarə", "az", "İbarə"),
        ("il", "it", "Il"),
        ("المادة", "ar", "المادة"),
        ("", "en", ""),
    ],
)
def test_sentence_begins_with_the_capital_of_its_language(words, language, found):
    """Georgian has capitals only for texts all in capitals, and Turkish has a dotted one."""
    assert capitalised(words, language) == found
