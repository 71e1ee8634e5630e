"""What stands behind a place: it belongs to the place, which is then told and kept whole, or it is words."""

import pytest

from entreaty.writing.citing.pinpoints.reading import locate


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "art. 5 (1) (a) and (2) B"),
        ("en", "pp. 12,345"),
        ("en", "paras 1,234"),
        ("en", "pp. 1,234,1,236"),
        ("en", "pp. 3,126,451"),
        ("en", "s 5 (1AAAA)"),
        ("en", "s 5(1) a"),
        ("en", "art. 5, (2)"),
        ("en", "art. 5(1), (a)"),
        ("de", "S. 12 a"),
        ("de", "§ 3 i. V. m. § 4"),
        ("de", "§ 3 a. F."),
        ("de", "§ 3 a, b"),
        ("en", "art. 5 J said"),
        ("en", "art. 20 I"),
        ("de", "§ 3 Abs. 1, 2. Untertiret"),
        ("de", "§ 3 Abs. 1 letzter Satz"),
        ("de", "§ 5 lit. b bb"),
        ("de", "§ 5 Abs. 1 Buchst. b Doppelbuchst. aa"),
        ("fr", "art. 6, dernier alinéa"),
        ("fr", "articles 1er, 2°"),
        ("fr", "articles 5, 2° et 6"),
        ("es", "art. 5, apartado 2, párrafo último"),
        ("ru", "п. 3 «с» ст. 14"),
        ("de", "§ 3 u. a."),
        ("ru", "гл. 2 п. 1 ст. 5, ст. 6"),
        ("en", "art. 5, last sentence"),
        ("en", "art. 5 (second subparagraph)"),
        ("en", "s 5 proviso (a)"),
        ("en", "point (f) of Article 6(1)"),
        ("en", "point (f) in Part II"),
        ("en", "123–24 & n.5"),
        ("es", "disposición adicional 3.ª"),
        ("hy", "5-րդ հոդվածի 1-ին մաս"),
        ("az", "5-ci maddə"),
    ],
)
def test_what_belongs_to_a_place_and_is_not_understood_is_kept_with_it(language, written):
    """A part of a place would be another provision: all of it is told and printed as it stands."""
    located = locate(f", {written}", language)

    assert (located.pinpoint, located.unread, located.suffix) == (None, written, "")


@pytest.mark.parametrize(
    ("language", "written", "unread", "suffix"),
    [
        ("en", "s 5, proviso (a), emphasis added", "s 5, proviso (a)", "emphasis added"),
        ("en", "pp. 12,345, emphasis added", "pp. 12,345", "emphasis added"),
        ("fr", "art. 5, al. 1, dernière phrase, souligné", "art. 5, al. 1, dernière phrase", "souligné"),
    ],
)
def test_words_behind_such_a_place_stay_words(language, written, unread, suffix):
    """What is kept ends where plain words begin."""
    located = locate(f", {written}", language)

    assert (located.pinpoint, located.unread, located.suffix) == (None, unread, suffix)


@pytest.mark.parametrize(
    ("language", "place", "words"),
    [
        ("en", "art. 118", "(emphasis added)"),
        ("en", "art. 118", "(2010)"),
        ("en", "art. 118", "(sic)"),
        ("en", "art. 118", "to the Convention"),
        ("en", "art. 118", "per Lord X"),
        ("en", "art. 118", "to Protocol II"),
        ("en", "paras 5-7, 9", "per Lady Hale"),
        ("en", "art. 5", "J. Smith dissenting"),
        ("en", "art. 5", "a provision of note"),
        ("en", "art. 1 F", "of the Convention"),
        ("en", "art. 5(1), second sentence", "per Lord X"),
        ("en", "art. 5", "second thoughts"),
        ("de", "§ 3 Abs. 1, 2. Alt.", "des Gesetzes"),
        ("de", "§ 3 a", "des Gesetzes"),
        ("de", "§ 3 a", "BGB"),
        ("en", "p. 5", "e-mail of 5 May"),
        ("en", "p. 12", "no doubt"),
        ("en", "p. 5", "I agree"),
        ("en", "art. 5", "see also art. 6"),
        ("en", "[12]", "per Lord X"),
        ("en", "[12], [15]–[18]", "per Lord X"),
        ("fr", "art. 5", "à l’exception de l’alinéa 2"),
        ("fr", "art. 5", "de la loi"),
        ("es", "art. 5", "y el preámbulo"),
        ("de", "§ 5", "des Gesetzes"),
        ("ru", "ст. 5", "в редакции"),
    ],
)
def test_plain_words_behind_a_place_are_words(language, place, words):
    """Words that name no place follow it, as they were written."""
    located = locate(f", {place} {words}", language)

    assert (located.unread, located.suffix) == ("", words)
    assert located.pinpoint == locate(f", {place}", language).pinpoint
    assert located.pinpoint is not None
