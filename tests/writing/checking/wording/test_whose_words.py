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
            "Library and article",
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
        ("en", "Greenpeace and Shell met. In its words, it failed.", "In its words", "Greenpeace and Shell"),
        ("en", "The council and the company met. As it put it, it failed.", "As it put it", "council and company"),
        (
            "en",
            "The Bus Council wrote to the Example Company. It called it new.",
            "It called",
            "Bus Council and Example Company",
        ),
        (
            "fr",
            "Le conseil et le ministère ont écrit. Selon ses termes, tout va bien.",
            "Selon ses termes",
            "conseil and ministère",
        ),
        ("fr", "Greenpeace et Shell ont écrit. Selon elle, cela suffit.", "Selon elle", "Greenpeace and Shell"),
        (
            "de",
            "Die Regierung antwortete der Zeitung. Nach eigenen Angaben ist alles gut.",
            "Nach eigenen Angaben",
            "Regierung and Zeitung",
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
        ("en", "The report by the council was long. It says that buses are late."),
        ("en", "The article on Norway in the newspaper says so. It adds that buses are late."),
        ("en", "In May, the Example Council met in the Library of Exampleton. It said that buses are late."),
        ("en", "The council’s report was read in Norway. In its view, buses are late."),
        ("en", "The letter to the council is old. It says that buses are late."),
        ("en", "The newspaper asked the company. By its own account, the company is late."),
        ("en", "Greenpeace and Shell met. In their words, buses are late."),
        ("fr", "Le rapport du conseil sur la Norvège est long. Il dit que les bus sont vieux."),
        ("fr", "Le conseil s’est réuni au Danemark. Selon lui, les bus sont vieux."),
        ("de", "Der Bericht der Zeitung über Norwegen ist lang. Er sagt, die Busse seien alt."),
        ("de", "Der Rat tagte in Norwegen. Ihm zufolge sind die Busse alt."),
        ("de", "Die Zeitung fragte das Unternehmen. Nach eigenen Angaben hat das Unternehmen alte Busse."),
    ],
)
def test_words_of_the_only_one_named_are_clear(language, text):
    """Who alone was named is meant, and who is named with the words is no riddle."""
    assert told(language, facts=[text]) == []
