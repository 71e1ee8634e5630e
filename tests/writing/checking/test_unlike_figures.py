"""Languages that disagree about a number or a day are told; those that say the same in other ways are not."""

import pytest

from entreaty.writing.checking.content import check_appeal
from entreaty.writing.checking.unlike_figures import unlike_figures
from tests.support.sample_content import authorities_of, make_appeal


def _told(original, translation, languages=("en", "de")):
    passage = {"id": "fact", languages[0]: original, languages[1]: translation}
    subject = dict.fromkeys(languages, "Visits")
    return [one.message for one in unlike_figures(make_appeal(subject=subject, facts=[passage]))]


@pytest.mark.parametrize(
    ("english", "german", "figures"),
    [
        ("9 of the buses", "8 der Busse", "9 is only in 'en', 8 is only in 'de'"),
        ("On 24 June 2025", "Am 25. Juni 2025", "2025-06-24 is only in 'en', 2025-06-25 is only in 'de'"),
        ("On 24 June 2025", "Am 24. Juli 2025", "2025-06-24 is only in 'en', 2025-07-24 is only in 'de'"),
        ("On 24 June 2025", "Am 24. Juni 2026", "2025-06-24 is only in 'en', 2026-06-24 is only in 'de'"),
        ("65 per cent of them", "56 Prozent davon", "65% is only in 'en', 56% is only in 'de'"),
        ("1,200 people", "12.000 Menschen", "1200 is only in 'en', 12000 is only in 'de'"),
        ("It is so.", "Es ist seit 2024 so.", "2024 is only in 'de'"),
        ("within 30 days", "in Tagen", "30 is only in 'en'"),
        ("5 years", "sechs Jahre", "5 is only in 'en', 6 is only in 'de'"),
        ("five years", "sechs Jahre", "5 is only in 'en', 6 is only in 'de'"),
        ("in June", "im Juli", "June is only in 'en', Juli is only in 'de'"),
        ("the 9 and the 10", "die 9 und die 11", "10 is only in 'en', 11 is only in 'de'"),
    ],
)
def test_number_or_day_that_one_language_lacks(english, german, figures):
    """Passage, languages and figure are named."""
    assert _told(english, german) == [f"the passage 'fact' says other figures in 'de' than in 'en': {figures}"]


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("9 of the 120 buses", "von 120 Bussen 9"),
        ("8 of them", "acht davon"),
        ("the third time, on the 3rd day", "das dritte Mal, am dritten Tag"),
        ("1,200.5 metres", "1.200,5 Meter"),
        ("65%", "65 Prozent"),
        ("1.2 million people", "1,2 Millionen Menschen"),
        ("24 June 2025", "24.06.2025"),
        ("On 24 June they", "Am 24. Juni 2025"),
        ("in June", "in diesem Monat"),
        ("It was said.[@report, p. 5]", "Es wurde gesagt.[@report, S. 6]"),
        ("{{ recipient.name }} in 2025", "{% if recipient.party is defined %}Sie{% endif %} im Jahr 2025"),
        ("the law of 1949 (75 UNTS 135)", "das Gesetz von 1949 (75 UNTS 135)"),
    ],
)
def test_the_same_in_another_way(english, german):
    """Order, words for small numbers, forms of dates and of numbers, and places in sources are each language's own."""
    assert _told(english, german) == []


@pytest.mark.parametrize(
    ("language", "translation", "told"),
    [
        ("fr", "Le 24 juin 2025, 9 bus", []),
        ("fr", "Le 24 juin 2025, neuf bus", []),
        ("fr", "Le 24 juin 2025, huit bus", ["9 is only in 'en', 8 is only in 'fr'"]),
        ("es", "El 24 de junio de 2025, 7 autobuses", ["9 is only in 'en', 7 is only in 'es'"]),
        ("ru", "24 июня 2025 года девять автобусов", []),
        ("ru", "26 июня 2025 года 9 автобусов", ["2025-06-24 is only in 'en', 2025-06-26 is only in 'ru'"]),
        ("hy", "2025 թ. հունիսի 24-ին 9 ավտոբուս", []),
        ("ar", "في ٢٤ يونيو ٢٠٢٥ ٩ حافلات", []),
    ],
)
def test_other_languages(language, translation, told):
    """Every language is compared with the original; words for numbers are believed where they are not known."""
    found = _told("On 24 June 2025, 9 buses", translation, ("en", language))

    assert [one.partition(": ")[2] for one in found] == told


def test_check_warns_of_passages_and_of_the_subject():
    """The warning stands where the words of the translation stand, and letters are written all the same."""
    appeal = make_appeal(
        subject={"en": "9 prisoners", "fr": "10 prisonniers"},
        law=[{"id": "l", "en": "Until 2030.", "fr": "Jusqu’en 2031."}],
    )

    told = [one for one in check_appeal(appeal, authorities_of()) if "figures" in one.message]

    assert [(one.level, one.message) for one in told] == [
        ("warning", "the subject says other figures in 'fr' than in 'en': 9 is only in 'en', 10 is only in 'fr'"),
        (
            "warning",
            "the passage 'l' says other figures in 'fr' than in 'en': 2030 is only in 'en', 2031 is only in 'fr'",
        ),
    ]
    assert all(one.hint == "write the same number or day in both; a number up to 12 may be a word" for one in told)
