"""Letters and messages as sources, and what French and German want of them and of the Bluebook.

Every expected string was written by hand.
"""

from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.content.shipped.languages.french import after
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer
from tests.support.everyday_sources import cited
from tests.support.sample_content import make_source

DOE = [{"given": "Jane", "family": "Doe"}]
ROTH = [{"given": "Max", "family": "Roth"}]


def printed(style, language, form="first", **fields):
    """Return how a letter, a message or an interview is cited."""
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    source = make_source("interview", **fields)
    return Citer(loaded, load_terms()[language], language).cite(source, form, None, 1)


@pytest.mark.parametrize(
    ("style", "language", "fields", "expected"),
    [
        ("oscola", "en", {}, "Personal communication from Jane Doe (19 March 2021)"),
        ("bluebook", "en", {}, "Personal communication from Jane Doe (Mar. 19, 2021)"),
        ("plain", "en", {}, "Personal communication from Jane Doe, 19 March 2021"),
        ("un", "fr", {}, "Communication personnelle de Jane Doe, 19 mars 2021"),
        ("plain", "de", {}, "Persönliche Mitteilung von Jane Doe, 19. März 2021"),
        ("oscola", "en", {"genre": "e-mail"}, "E-mail from Jane Doe (19 March 2021)"),
        ("mcgill", "en", {"genre": "letter"}, "Letter from Jane Doe (19 March 2021)"),
        ("aglc", "en", {"recipient": ROTH}, "Letter from Jane Doe to Max Roth, 19 March 2021"),
        ("un", "en", {"genre": "fax", "recipient": ROTH}, "Fax from Jane Doe to Max Roth, 19 March 2021"),
        ("oscola", "en", {"interviewer": ROTH}, "Max Roth, Interview with Jane Doe (19 March 2021)"),
    ],
)
def test_personal_communication_is_no_interview(style, language, fields, expected):
    """It is called by its genre, or as what it is; only what somebody asked in it makes an interview."""
    assert printed(style, language, type="personal_communication", author=DOE, **fields) == expected


@pytest.mark.parametrize("style", ["un", "plain"])
def test_later_citation_calls_a_message_as_the_first(style):
    """The genre stands in both, also that of an interview."""
    fields = {"author": DOE, "genre": "e-mail"}

    assert printed(style, "en", "short", type="personal_communication", **fields) == "E-mail from Jane Doe"
    assert printed(style, "en", "short", author=DOE, genre="Podcast") == "Podcast with Jane Doe"


@pytest.mark.parametrize(
    ("language", "author", "recipient", "expected"),
    [
        ("fr", "Eaux de Ville", "Le Préfet", "Lettre d’Eaux de Ville au Préfet, 19 mars 2021"),
        ("fr", "Le Maire", "Les Ulis", "Lettre du Maire aux Ulis, 19 mars 2021"),
        ("fr", "La Régie", "La Régie", "Lettre de La Régie à La Régie, 19 mars 2021"),
        ("de", "Der Rat", "Die Präsidentin", "Schreiben – Der Rat – Die Präsidentin, 19. März 2021"),
        ("de", "Stadtwerke", "Amt", "Schreiben von Stadtwerke an Amt, 19. März 2021"),
        ("en", "The Council", "The Office", "Letter from The Council to The Office, 19 March 2021"),
    ],
)
def test_names_stand_after_their_preposition_as_the_language_joins_them(language, author, recipient, expected):
    """French contracts and elides; German, which would need another case after an article, has a dash."""
    fields = {"author": [{"literal": author}], "recipient": [{"literal": recipient}]}

    assert printed("plain", language, **fields) == expected


def test_article_of_a_surname_is_not_contracted():
    """A surname with an article, "Le Goff", is a whole name; the article of a body is one."""
    assert printed("plain", "fr", author=[{"family": "Le Goff"}], recipient=DOE).startswith("Lettre de Le Goff à Jane")


@pytest.mark.parametrize(
    ("preposition", "name", "expected"),
    [
        ("de", "9e circonscription", "de la 9e circonscription"),
        ("à", "1re chambre", "à la 1re chambre"),
        ("de", "3e arrondissement", "du 3e arrondissement"),
        ("à", "1er bureau", "au 1er bureau"),
        ("de", "2e Inconnu", "de 2e Inconnu"),
        ("à", "Évry", "à Évry"),
        ("de", "Évry", "d’Évry"),
        ("à", "les Landes", "aux Landes"),
    ],
)
def test_french_prepositions(preposition, name, expected):
    """What is counted has an article of its gender, where the gender is known."""
    assert after(preposition, name) == expected


@pytest.mark.parametrize(
    ("language", "place", "first", "later"),
    [
        ("en", "p. 25", "Jane Doe, *An Example* at 25 (Mar. 19, 2021).", "Doe, *supra* note 1, at 25."),
        ("fr", "p. 25", "Jane Doe, *An Example* p. 25 (19 mars 2021).", "Doe, *supra* note 1, p. 25."),
        ("de", "p. 25", "Jane Doe, *An Example* S. 25 (19. März 2021).", "Doe, *supra* Fn. 1, S. 25."),
        ("en", "ch. 3", "Jane Doe, *An Example* ch. 3 (Mar. 19, 2021).", "Doe, *supra* note 1, ch. 3."),
        ("de", "Kap. 3", "Jane Doe, *An Example* Kap. 3 (19. März 2021).", "Doe, *supra* Fn. 1, Kap. 3."),
        ("fr", "chap. 3", "Jane Doe, *An Example* chap. 3 (19 mars 2021).", "Doe, *supra* note 1, chap. 3."),
    ],
)
def test_bluebook_has_the_words_of_the_language(language, place, first, later):
    """The words "at", "ch." and "note" are English; letters in French and German have their own words."""
    source = make_source("report", author=DOE)

    assert tuple(one.replace("\u00a0", " ") for one in cited(source, place, "bluebook", language)) == (first, later)


@pytest.mark.parametrize(("language", "at"), [("en", "at 3"), ("fr", "p. 3"), ("de", "S. 3")])
def test_page_of_an_article_without_a_volume_has_the_word_of_the_language(language, at):
    """Bluebook rule 16.5 names the first page of what has no volume with "at"."""
    article = make_source("article", author=DOE, container_title="J Ex", page="3-9", issued=2020)

    assert cited(article, "", "bluebook", language)[0] == f"Jane Doe, *An Example*, J Ex, 2020, {at}."
