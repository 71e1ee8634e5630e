"""The words that German writes small within a sentence, as shipped."""

from collections import Counter

from entreaty.content.shipped.languages.file import languages

SMALL = languages()["de"].letter.small_words
WORDS = [word for kind in SMALL.words.values() for word in kind]


def test_words_stand_once_as_within_a_sentence():
    """Each begins in lower case; "man" and "war" are words, not values of YAML."""
    assert [word for word, times in Counter(WORDS).items() if times > 1] == []
    assert [word for word in WORDS if not word[0].islower()] == []
    assert len(WORDS) > 400


def test_names_begin_with_one_of_the_words():
    """A name that no word would touch needs no mention."""
    names = SMALL.names

    assert [name for name in names if f"{name[0].lower()}{name[1:]}".split()[0] not in WORDS] == []


def test_the_longest_words_are_found_and_no_part_of_a_word():
    """A second word belongs to the beginning; a longer word that begins alike is another one."""
    assert SMALL.begin("Erlauben Sie mir") == "Erlauben Sie"
    assert SMALL.begin("Aufgrund dessen") == "Aufgrund"
    assert SMALL.begin("Aufgabe ist") == ""
    assert SMALL.begin("Am") == "Am"
    assert SMALL.begin("Den Haager Spruch") == ""
