"""Words of somebody unnamed: told behind two who were named, not behind one."""

import pytest

from tests.support.sample_wording import told


@pytest.mark.parametrize(
    ("language", "text", "words", "named"),
    [
        (
            "en",
            "The Library, the article says, is empty. Now, in its words, “nobody reads”.",
            "in its words",
            "article and Library",
        ),
        ("en", "Germany bought what the report calls old buses. It calls them new.", "It calls", "Germany and report"),
        (
            "fr",
            "La France, ajoute l’article, a peu de bus. Selon elle, cela suffit.",
            "Selon elle",
            "France and article",
        ),
        (
            "de",
            "Frankreich hat, so der Artikel, wenige Busse. Ihm zufolge reicht das.",
            "Ihm zufolge",
            "Frankreich and Artikel",
        ),
    ],
)
def test_words_behind_two_names_are_a_riddle(language, text, words, named):
    """Somebody must say whose they are."""
    assert told(language, facts=[text]) == [
        f"the passage 'facts-1' says “{words}” after it named {named}: whose words are they?"
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The report is new. It calls the buses old, in its words “a shame for all”."),
        ("en", "Germany bought buses. In the words of the report, they are old."),
        ("en", "The ministry of Germany said that it calls them new."),
        ("fr", "L’article est nouveau ; selon lui, les bus sont vieux."),
        ("de", "Der Artikel ist neu. Ihm zufolge sind die Busse alt."),
    ],
)
def test_words_of_the_only_one_named_are_clear(language, text):
    """Who alone was named is meant, and who is named with the words is no riddle."""
    assert told(language, facts=[text]) == []
