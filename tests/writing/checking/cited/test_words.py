"""Provisions cited for words that their stored text lacks."""

import pytest

from entreaty.writing.checking.cited.words import cited_word_problems
from tests.support.sample_content import authorities_of, make_authority, make_passage

RULES = make_authority(
    id="rules",
    custom={
        "provisions": {
            "art. 1": {"en": "Everyone may see a physician of the library.", "fr": "Chacun peut voir un médecin."},
            "art. 2": {"en": "Books are lent to all."},
            "art. 4": {"en": "Books are lent to all, whatever their age."},
            "art. 3": {"fr": "Les livres sont prêtés à tous."},
        }
    },
)


@pytest.mark.parametrize(
    ("language", "text", "words", "provisions"),
    [
        ("en", "Lend books in every language.[@rules, art. 2]", "“language”", "rules, art. 2"),
        ("en", "Let the elderly see a doctor.[@rules, art. 1]", "“elderly”", "rules, art. 1"),
        ("en", "Let the sick see a doctor.[@rules, arts. 2, 3]", "“doctor”, “sick”", "rules, art. 2, art. 3"),
        ("fr", "Prêter à un médecin.[@rules, art. 2]", "“médecin”", "rules, art. 2"),
        ("de", "In jeder Sprache leihen.[@rules, art. 2]", "“Sprache”", "rules, art. 2"),
    ],
)
def test_a_word_that_the_provision_lacks_is_asked_about(language, text, words, provisions):
    """The stored words are looked through in their own language."""
    problems = list(cited_word_problems(make_passage("demands", **{language: text}), authorities_of(RULES)))

    assert [problem.message for problem in problems] == [
        f"the passage 'concern' says {words} and cites {provisions}, whose stored words do not: does the law say so?"
    ]
    assert [problem.level for problem in problems] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "Let them see a doctor.[@rules, art. 1]",
        "Let them see a doctor.[@rules, art. 9]",
        "Let them see a doctor.[@rules]",
        "Let them see a doctor.",
        "Let them see a doctor. Books are lent to all.[@rules, art. 2]",
        "Lend books;[@rules, art. 2] let them see a doctor.",
        "Lend books without ill-treatment.[@rules, art. 2]",
        "Let them see a doctor.[@nothing, art. 2]",
        "Lend a book to Anna Lee, aged 80.[@rules, art. 2]",
        "Lend books in the age of cars.[@rules, art. 2]",
        "Lend books to the elderly.[@rules, art. 4]",
    ],
)
def test_words_that_are_there_or_not_stored_are_not_asked_about(text):
    """A physician is a doctor; what is not stored, not cited for the words, or no such word is let be."""
    assert list(cited_word_problems(make_passage("demands", en=text), authorities_of(RULES))) == []
