"""Places in sources as people write them, in the labels of every language."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from entreaty.content.shipped.citation_styles import load_terms
from entreaty.writing.citing.pinpoints.place import Pinpoint, counted_as
from entreaty.writing.citing.pinpoints.reading import locate
from tests.support.checkout import ROOT


def _read(written, language):
    located = locate(f", {written}", language)
    assert (located.unread, located.suffix) == ("", "")
    assert located.pinpoint
    return located.pinpoint


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("en", "reg. 5", "regulation 5"),
        ("en", "regs 5-7", "regulation 5-7"),
        ("en", "sch. 2", "annex 2"),
        ("en", "Sch 2, para. 3", "annex 2(3)"),
        ("en", "cl. 4.2", "clause 4.2"),
        ("en", "recital 26", "recital 26"),
        ("en", "ss 5 and 7", "section 5, 7"),
        ("en", "sec. 1798.110(a)", "section 1798.110(a)"),
        ("en", "§ 2000e-5", "section 2000e-5"),
        ("en", "S. 6", "section 6"),
        ("en", "pt. 2, ch. 3", "part 2(chapter 3)"),
        ("en", "art. 6 § 1", "art 6(1)"),
        ("en", "art. 6, para. 1", "art 6(1)"),
        ("en", "art. 6 bis", "art 6bis"),
        ("en", "art. 6bis(2)", "art 6bis(2)"),
        ("en", "para. 98 (1) (a)", "para 98(1)(a)"),
        ("en", "No. 5", "para 5"),
        ("en", "preamble, para. 3", "preamble (3)"),
        ("en", "p. 12 n. 3", "page 12(note 3)"),
        ("en", "p. 3n12", "page 3(note 12)"),
        ("en", "3 n 12", "page 3(note 12)"),
        ("en", "3n12", "page 3(note 12)"),
        ("en", "3, note 12", "page 3(note 12)"),
        ("en", "3 notes 4 and 5", "page 3(note 4), 3(note 5)"),
        ("de", "3 Fn. 12", "page 3(note 12)"),
        ("en", "[12]", "para 12"),
        ("en", "[12]–[14], [17]", "para 12-14, 17"),
        ("en", "at [98(1)(a)]", "para 98(1)(a)"),
        ("fr", "[12] et [14]", "para 12, 14"),
        ("en", "[3(1), (2)]", "para 3(1), 3(2)"),
        ("en", "n. 5", "note 5"),
        ("en", "fn. 12", "note 12"),
        ("en", "p. A12", "page A12"),
        ("en", "pp. iv, vi-xi", "page iv, vi-xi"),
        ("en", "vol. 2", "volume 2"),
        ("en", "tables 3, 4", "table 3, 4"),
        ("en", "33-35, 40", "page 33-35, 40"),
        ("de", "§ 5", "section 5"),
        ("de", "§ 5a", "section 5a"),
        ("de", "§ 5 Abs. 1", "section 5(1)"),
        ("de", "§ 5 Abs. 1 Satz 2", "section 5(1)(sentence 2)"),
        ("de", "§ 5 Abs. 1 S. 2", "section 5(1)(sentence 2)"),
        ("de", "§ 5 Abs. 1 Nr. 3 lit. b", "section 5(1)(3)(b)"),
        ("de", "§ 5 Nr. 3", "section 5(3)"),
        ("de", "§ 5 Abs. 1, 2 und 4", "section 5(1), 5(2), 5(4)"),
        ("de", "§ 5 Abs. 1 lit. a bis c", "section 5(1)(a)-5(1)(c)"),
        ("de", "§ 5 Abs. 1 Satz 2 und Abs. 3", "section 5(1)(sentence 2), 5(3)"),
        ("de", "§§ 5 bis 7", "section 5-7"),
        ("de", "§§ 5 ff.", "section 5 ff"),
        ("de", "§ 5 f.", "section 5-6"),
        ("de", "§ 99 f.", "section 99-100"),
        ("de", "Art. 5 Abs. 1, 6 Abs. 2", "art 5(1), 6(2)"),
        ("de", "Art. 5 Abs. 1, Art. 6 Abs. 2", "art 5(1), 6(2)"),
        ("de", "Artikel 5 Absatz 1 Buchstabe a", "art 5(1)(a)"),
        ("en", "annex I, art. 5(1)", "annex I(art 5)(1)"),
        ("de", "Anhang I Art. 5 Abs. 1", "annex I(art 5)(1)"),
        ("de", "Abschnitt 2 § 5", "section 2(section 5)"),
        ("fr", "article premier, al. 2", "art 1(2)"),
        ("fr", "art. 1er bis", "art 1bis"),
        ("fr", "articles 1er à 3", "art 1-3"),
        ("fr", "titre Ier, art. 2", "title I(art 2)"),
        ("es", "art. 1.º", "art 1"),
        ("en", "recitals (26) and (27)", "recital 26, 27"),
        ("en", "recitals (26)-(28)", "recital 26-28"),
        ("en", "recital (26)(a)", "recital 26(a)"),
        ("en", "12 ff.", "page 12 ff"),
        ("de", "12 f.", "page 12-13"),
        ("fr", "12 et s.", "page 12 ff"),
        ("es", "12 y ss.", "page 12 ff"),
        ("en", "12 to 15", "page 12-15"),
        ("de", "12 und 15", "page 12, 15"),
        ("de", "Art. 20 III", "art 20(3)"),
        ("de", "Art. 20 IV", "art 20(4)"),
        ("de", "§ 812 I 1 Alt. 1", "section 812(1)(sentence 1)(alternative 1)"),
        ("de", "§ 5 II Nr. 3 lit. a", "section 5(2)(3)(a)"),
        ("de", "Art. 5 I, II und IV", "art 5(1), 5(2), 5(4)"),
        ("de", "§§ 5 I, 7 XIX", "section 5(1), 7(19)"),
        ("de", "Anhang I Art. 5 II", "annex I(art 5)(2)"),
        ("ru", "п. 1 ст. 5", "art 5(1)"),
        ("ru", "пп. 1 и 2 ст. 5", "art 5(1), 5(2)"),
        ("ru", "пп. 1-3 ст. 5", "art 5(1)-5(3)"),
        ("ru", "ч. 1 ст. 5", "art 5(part 1)"),
        ("ru", "подп. 2 п. 1 ст. 5", "art 5(1)(subparagraph 2)"),
        ("ru", "часть 2, статья 5", "part 2(art 5)"),
        ("de", "S. 12", "page 12"),
        ("de", "S. 12 f.", "page 12-13"),
        ("de", "s. 12", "section 12"),
        ("de", "Rn. 31 ff.", "para 31 ff"),
        ("de", "Rz. 31", "para 31"),
        ("de", "Ziff. 4", "para 4"),
        ("de", "Fn. 12", "note 12"),
        ("de", "ErwGr. 26", "recital 26"),
        ("de", "E. 3.2", "para 3.2"),
        ("de", "Anhang II Nr. 3", "annex II(3)"),
        ("de", "Anlage 2", "annex 2"),
        ("fr", "art. L. 221-1", "art L.221-1"),
        ("fr", "art. L221-1", "art L.221-1"),
        ("fr", "R. 421-1", "art R.421-1"),
        ("fr", "art. L. 221-1 à L. 221-5", "art L.221-1-L.221-5"),
        ("fr", "art. 126, par. 2", "art 126(2)"),
        ("fr", "art. 14, par. 3 a)", "art 14(3)(a)"),
        ("fr", "art. 5, al. 2", "art 5(2)"),
        ("fr", "considérant 26", "recital 26"),
        ("fr", "point 31", "para 31"),
        ("fr", "p. 12 et s.", "page 12 ff"),
        ("fr", "pp. 12 à 15", "page 12-15"),
        ("fr", "annexe II", "annex II"),
        ("es", "art. 5, apdo. 2, letra a", "art 5(2)(a)"),
        ("es", "arts. 5 y 7", "art 5, 7"),
        ("es", "párr. 31", "para 31"),
        ("es", "págs. 12-13", "page 12-13"),
        ("es", "considerando 26", "recital 26"),
        ("ru", "ст. 5, п. 2", "art 5(2)"),
        ("ru", "пп. 3 и 5", "para 3, 5"),
        ("ru", "с. 12", "page 12"),
        ("ru", "гл. IV", "chapter IV"),
        ("ru", "статья 5", "art 5"),
        ("hy", "հոդված 5, կետ 2", "art 5(2)"),
        ("hy", "էջ 12", "page 12"),
        ("hy", "կետեր 3 և 5", "para 3, 5"),
        ("hy", "գլուխ IV", "chapter IV"),
        ("hy", "հավելված II", "annex II"),
        ("az", "maddə 5", "art 5"),
        ("az", "maddə 5, bənd 2", "art 5(2)"),
        ("az", "səh. 12", "page 12"),
        ("az", "fəsil IV", "chapter IV"),
        ("az", "bəndlər 3 və 5", "para 3, 5"),
        ("ka", "მუხლი 5", "art 5"),
        ("ar", "المادة 5", "art 5"),
    ],
)
def test_places_are_read_in_the_labels_of_their_language(language, written, place):
    """Each language's labels, ranges and lists lead to one normal form."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("de", "§§ 5 Abs. 1 und 7", "section 5(1), 7"),
        ("de", "§§ 5 Abs. 1, 2 und 7", "section 5(1), 5(2), 7"),
        ("de", "§§ 5 Abs. 8 und 7", "section 5(8), 7"),
        ("de", "§§ 5 Abs. 1 Satz 2 und 7", "section 5(1)(sentence 2), 7"),
        ("de", "§§ 5 Abs. 1 bis 7", "section 5(1)-7"),
        ("de", "§§ 3, 5 Abs. 1 und 4", "section 3, 5(1), 5(4)"),
        ("en", "articles 5, par. 1, et 6", "art 5(1), 6"),
        ("en", "ss 5, para. 1, and 7", "section 5(1), 7"),
        ("en", "arts. 5, paras. 1, 2, and 7", "art 5(1), 5(2), 7"),
        ("en", "arts. 5, paras. 1 and 7", "art 5(1), 5(7)"),
        ("en", "pp. 3, note 4, and 7", "page 3(note 4), 7"),
        ("fr", "articles 5, par. 1, et 6", "art 5(1), 6"),
        ("fr", "articles 5, par. 1, et 2", "art 5(1), 5(2)"),
        ("es", "arts. 5, apdo. 1, y 7", "art 5(1), 7"),
        ("ru", "стст. 5, п. 1, и 6", "art 5(1), 6"),
        ("hy", "հոդվածներ 5, կետ 1 և 7", "art 5(1), 7"),
        ("de", "§ 5 Abs. 1 und 7", "section 5(1), 5(7)"),
        ("de", "Art. 5 Abs. 1 und 7", "art 5(1), 5(7)"),
        ("de", "§ 5 Abs. 1, § 7 Abs. 1 und 9", "section 5(1), 7(1), 7(9)"),
    ],
)
def test_a_sign_for_several_places_asks_for_a_further_place(language, written, place):
    """After "§§" the number that can be a section is one; after "§" it is a paragraph."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "Art. 118, 119 Abs. 5 und 120–122"),
        ("de", "§§ 5 Abs. 1, 7 und 9"),
        ("de", "§§ 3, 5 Abs. 1 und 7"),
        ("fr", "articles 3, 5, par. 1, et 7"),
        ("en", "arts. 3, 5, para. 1, 7"),
        ("en", "§§ 125-8"),
        ("en", "arts. 222-23"),
    ],
)
def test_places_with_two_readings_are_not_understood(language, written):
    """7 may be an article or a paragraph, 125-8 one section or four: all is kept as it stands."""
    located = locate(written, language)

    assert (located.pinpoint, located.unread, located.suffix) == (None, written, "")


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("en", "part 3.B", "part 3.B"),
        ("en", "annex II.A.2", "annex II.A.2"),
        ("en", "para. A.3", "para A.3"),
        ("en", "para 3.a.ii", "para 3(a)(ii)"),
        ("es", "art. 5.1.a)", "art 5.1(a)"),
        ("es", "art. 9.2.b), c) y d)", "art 9.2(b), 9.2(c), 9.2(d)"),
        ("fr", "art. R.* 421-1", "art R.*421-1"),
        ("fr", "art. R*421-1", "art R.*421-1"),
        ("fr", "art. L. O. 141", "art LO.141"),
        ("fr", "art. L.O. 141 et LO 142", "art LO.141, LO.142"),
        ("en", "pp. A-5 to A-9", "page A-5-A-9"),
        ("en", "p. A-5", "page A-5"),
        ("en", "pp. I-4321 to I-4325", "page I-4321-I-4325"),
        ("en", "art. III-123", "art III-123"),
        ("en", "§ 2000e-2(a)(1)", "section 2000e-2(a)(1)"),
        ("en", "§ 1-101(a)", "section 1-101(a)"),
        ("en", "r. 10b-5(a)", "rule 10b-5(a)"),
        ("en", "rules 10b-5 and 14a-9", "rule 10b-5, 14a-9"),
        ("en", "§§ 2000e-2, 2000e-3(a)", "section 2000e-2, 2000e-3(a)"),
        ("fr", "art. 222-23, al. 3", "art 222-23(3)"),
        ("fr", "articles 222-23 à 222-31", "art 222-23-222-31"),
    ],
)
def test_numbers_of_several_parts_are_one_number(language, written, place):
    """Points, dashes and series belong to the number, before what is within the place is read."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    "written", ["§ 2000e-2(a)(1)", "§ 1-101(a)", "r. 10b-5(a)", "p. A-5", "art. 222-23, al. 3", "part 3.B"]
)
def test_a_number_with_a_dash_is_a_single_place(written):
    """One section is no plural."""
    assert not _read(written, "en").is_plural


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("de", "§ 3 Abs. 1, 2. Alt.", "section 3(1)(alternative 2)"),
        ("de", "§ 3 Abs. 1, 1. Alt.", "section 3(1)(alternative 1)"),
        ("de", "§ 3 Abs. 1 2. Alternative", "section 3(1)(alternative 2)"),
        ("de", "§ 3 Abs. 1 Var. 2", "section 3(1)(alternative 2)"),
        ("de", "§ 3 Abs. 1 Satz 1, 2. Halbsatz", "section 3(1)(sentence 1)(half-sentence 2)"),
        ("de", "§ 3 Abs. 1 Satz 1 Hs. 2", "section 3(1)(sentence 1)(half-sentence 2)"),
        ("de", "§ 3 Nr. 1, 2. Spiegelstrich", "section 3(1)(indent 2)"),
        ("de", "§ 3 Abs. 1, 2. Alt. und Abs. 2", "section 3(1)(alternative 2), 3(2)"),
        ("en", "art. 6(1), first subparagraph, point (f)", "art 6(1)(subparagraph 1)(f)"),
        ("en", "art. 5(1), second sentence", "art 5(1)(sentence 2)"),
        ("en", "art. 5, second paragraph", "art 5(2)"),
        ("fr", "art. 6, par. 1, premier alinéa, sous f)", "art 6(1)(subparagraph 1)(f)"),
        ("fr", "art. 5, par. 1, deuxième alinéa", "art 5(1)(subparagraph 2)"),
        ("fr", "art. 6, premier alinéa", "art 6(1)"),
        ("fr", "art. 5, 2e alinéa", "art 5(2)"),
        ("es", "art. 5, apartado 2, párrafo segundo", "art 5(2)(subparagraph 2)"),
        ("es", "artículo primero, párrafo segundo", "art 1(2)"),
    ],
)
def test_ordinals_count_places(language, written, place):
    """Ordinals before a label, in digits or words, and behind it say which place it is."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("fr", "art. 706-95-1, 3°", "art 706-95-1(3)"),
        ("fr", "art. 5, 2°", "art 5(2)"),
        ("fr", "art. 1er, 2°", "art 1(2)"),
        ("fr", "art. 5, al. 1, 2°", "art 5(1)(2)"),
        ("fr", "art. 14, § 3, d)", "art 14(3)(d)"),
        ("fr", "art. 3, § 1, a) et b)", "art 3(1)(a), 3(1)(b)"),
        ("fr", "art. 6, par. 1, sous f)", "art 6(1)(f)"),
        ("fr", "art. 4, point 7)", "art 4(7)"),
        ("en", "s 5 subs (2)", "section 5(2)"),
        ("en", "s 5, subsection (2)", "section 5(2)"),
        ("es", "art. 5, apartado 2, letra f)", "art 5(2)(f)"),
    ],
)
def test_what_stands_behind_a_comma_is_within_the_article(language, written, place):
    """A number with a sign and a letter with a bracket are parts of the place before them, not the next article."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("ч. 3 ст. 55, ст. 56", "art 55(part 3), 56"),
        ("ч. 1 ст. 5 и ст. 6", "art 5(part 1), 6"),
        ("п. 1 ст. 5 и п. 2 ст. 6", "art 5(1), 6(2)"),
        ("пп. 1 и 2 ст. 5, ст. 6", "art 5(1), 5(2), 6"),
        ("ст.ст. 5, 6", "art 5, 6"),
    ],
)
def test_russian_articles_keep_their_own_parts(written, place):
    """Part 3 of article 55 is none of article 56."""
    assert str(_read(written, "ru")) == place


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("en", "§ 2000e et seq.", "section 2000e ff"),
        ("en", "§§ 2000e to 2000e-17", "section 2000e-2000e-17"),
        ("de", "§ 5e f.", "section 5e-6e"),
        ("de", "§ 5e Abs. 1", "section 5e(1)"),
        ("de", "S. 2 u. 3", "page 2, 3"),
        ("de", "§ 3 u. § 4", "section 3, 4"),
        ("de", "§ 5 Abs. 1 u. 2", "section 5(1), 5(2)"),
        ("fr", "t. 2, p. 15", "volume 2(page 15)"),
    ],
)
def test_usual_abbreviations_are_read(language, written, place):
    """Sections with an e, "u." and volumes are written in this way every day."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("de", "§ 3 a Abs. 1", "section 3a(1)"),
        ("de", "§§ 3 a, 4", "section 3a, 4"),
        ("de", "§§ 3 a bis 3 c", "section 3a-3c"),
        ("de", "§ 3 f.", "section 3-4"),
        ("de", "§ 3 a) Satz 1", "section 3(a)(sentence 1)"),
        ("de", "Art. 1 F lit. b", "art 1F(b)"),
        ("en", "art. 1 F (b)", "art 1F(b)"),
        ("en", "art. 1 F b)", "art 1F(b)"),
        ("en", "art. 1F(b)", "art 1F(b)"),
        ("en", "arts. 31-33, 1 F", "art 31-33, 1F"),
        ("en", "arts 1 A-1 F", "art 1A-1F"),
        ("fr", "art. 244 quater B", "art 244quaterB"),
        ("fr", "art. 244 quater B, al. 2", "art 244quaterB(2)"),
        ("fr", "art. 200 A", "art 200A"),
        ("fr", "art. 1er A", "art 1A"),
        ("en", "s 5 (1A)", "section 5(1A)"),
        ("en", "s 5 (1A) and (2)", "section 5(1A), 5(2)"),
    ],
)
def test_a_letter_apart_from_its_number_belongs_to_it(language, written, place):
    """Article 1 F is no article 1, and German § 3 a no § 3."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("en", "art. 6(1)(a)-(f)", "art 6(1)(a)-6(1)(f)"),
        ("en", "art. 9(2)(a) to (f)", "art 9(2)(a)-9(2)(f)"),
        ("en", "s 5(a)–(f), (h)", "section 5(a)-5(f), 5(h)"),
        ("en", "s 5(a)–(ff)", "section 5(a)-5(ff)"),
        ("en", "paras (a)-(f)", "para a-f"),
        ("de", "Art. 5 Abs. 1 lit. a bis f", "art 5(1)(a)-5(1)(f)"),
        ("de", "Art. 5 Abs. 1 lit. a) – f)", "art 5(1)(a)-5(1)(f)"),
        ("de", "Art. 5 Abs. 1 Buchst. a–f", "art 5(1)(a)-5(1)(f)"),
        ("fr", "art. 6, par. 1, points a) à f)", "art 6(1)(a)-6(1)(f)"),
        ("es", "art. 6, apdo. 1, letras a) a f)", "art 6(1)(a)-6(1)(f)"),
        ("en", "art. 5(1) f.", "art 5(1)-5(2)"),
        ("de", "§ 5 Abs. 1 lit. a f.", "section 5(1)(a)-5(1)(b)"),
        ("en", "art. 5(1) ff.", "art 5(1) ff"),
    ],
)
def test_a_range_of_letters_may_end_at_f(language, written, place):
    """The letter f is no "and following"."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("language", "written", "place"),
    [
        ("en", "art. 5 (1) (a) and (2) (b)", "art 5(1)(a), 5(2)(b)"),
        ("de", "Art. 5 (1) (a) und (2) (b)", "art 5(1)(a), 5(2)(b)"),
        ("en", "art. 5(1)(a) and (2)(b)", "art 5(1)(a), 5(2)(b)"),
        ("en", "art. 5(1)(a) and (2)", "art 5(1)(a), 5(2)"),
        ("en", "art. 5(1)(a)(i) and (b)", "art 5(1)(a)(i), 5(1)(b)"),
        ("en", "art. 5(1)(a)(i), (c)", "art 5(1)(a)(i), 5(1)(c)"),
        ("en", "art. 5(1)(a)(i) and (ii)", "art 5(1)(a)(i), 5(1)(a)(ii)"),
        ("en", "§ 1798.105(c)(1), (d)", "section 1798.105(c)(1), 1798.105(d)"),
        ("en", "§ 1798.99.86(a)(2), (c)", "section 1798.99.86(a)(2), 1798.99.86(c)"),
        ("en", "§ 5(a)(1), (2), (b)", "section 5(a)(1), 5(a)(2), 5(b)"),
        ("en", "s 5(1)(g), (h), (i)", "section 5(1)(g), 5(1)(h), 5(1)(i)"),
    ],
)
def test_further_brackets_go_on_from_what_they_count_like(language, written, place):
    """A number follows numbers, a letter letters, with spaces between brackets or without."""
    assert str(_read(written, language)) == place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("p. 1,234", "page 1234"),
        ("{1,234}", "page 1234"),
        ("1,234", "page 1234"),
        ("33,400", "page 33400"),
        ("pp. 1,234-1,236", "page 1234-1236"),
        ("para. 1,234", "para 1234"),
        ("pp. 12, 345", "page 12, 345"),
        ("arts. 118,126", "art 118, 126"),
        ("{pp. iv, vi-xi, (xv)-(xvii)}", "page iv, vi-xi, (xv)-(xvii)"),
        ("paras [12], [15]", "para 12, 15"),
        ("[12], [15]–[18]", "para 12, 15-18"),
    ],
)
def test_thousands_and_brackets_around_numbers_are_parts_of_the_number(written, place):
    """Page 1,234 is one page, and page (xv) stands within no other."""
    assert str(_read(written, "en") if not written.startswith("{") else locate(written, "en").pinpoint) == place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("ErwGr. 47 S. 1", "recital 47(sentence 1)"),
        ("Teil 2 § 3 S. 2", "part 2(section 3)(sentence 2)"),
        ("Kapitel 1 Art. 3 S. 2", "chapter 1(art 3)(sentence 2)"),
        ("Teil 2 S. 12", "part 2(page 12)"),
    ],
)
def test_a_german_s_within_law_is_a_sentence(written, place):
    """Recitals have sentences, and so have sections within a part; a part has pages."""
    assert str(_read(written, "de")) == place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("de", "§ 5 Abs. 1"), ("en", "§ 5(1)")),
        (("de", "§ 5 Abs. 1"), ("en", "s. 5(1)")),
        (("de", "Rn. 31"), ("en", "para. 31")),
        (("de", "S. 12"), ("en", "p. 12")),
        (("de", "Art. 5 Abs. 1 lit. a"), ("fr", "art. 5, par. 1, point a)")),
        (("fr", "point 31"), ("de", "Rn. 31")),
        (("fr", "art. 6 bis"), ("en", "art. 6bis")),
        (("de", "§§ 5 bis 7"), ("en", "§§ 5–7")),
        (("de", "Art. 3 Abs. 1 und Abs. 2"), ("en", "art. 3(1), (2)")),
        (("ru", "ст. 126, п. 2"), ("en", "art. 126(2)")),
        (("en", "sch. 2, para. 3"), ("fr", "annexe 2, par. 3")),
        (("es", "considerando 26"), ("de", "ErwGr. 26")),
        (("fr", "art. 1er"), ("en", "art. 1")),
        (("fr", "article premier"), ("de", "Art. 1")),
        (("fr", "art. 5, al. 1er"), ("en", "art. 5(1)")),
        (("en", "recital (26)"), ("de", "ErwGr. 26")),
        (("fr", "considérants (26) et (27)"), ("de", "ErwGr. 26 und 27")),
        (("en", "para. (5)"), ("de", "Rn. 5")),
        (("de", "Art. 20 III 2"), ("de", "Art. 20 Abs. 3 Satz 2")),
        (("ru", "п. 1 ст. 5"), ("en", "art. 5(1)")),
        (("ru", "ч. 1 ст. 5"), ("ru", "ст. 5, ч. 1")),
        (("en", "title IV, § 79"), ("en", "title IV, s. 79")),
    ],
)
def test_the_same_place_in_two_languages_is_the_same(one, other):
    """Normal forms are equal where the places are."""
    assert str(_read(*one[::-1])) == str(_read(*other[::-1]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("de", "§ 5 Abs. 1 Satz 2"), ("en", "§ 5(1)(2)")),
        (("de", "S. 12"), ("en", "s. 12")),
        (("en", "p. 3n12"), ("en", "p. 3")),
        (("de", "§ 5 ff."), ("de", "§ 5")),
        (("de", "§ 12 a"), ("en", "§ 12")),
        (("en", "annex II"), ("en", "part II")),
    ],
)
def test_other_places_are_other_places(one, other):
    """A sentence is no number, a page no section, a note no page."""
    assert str(_read(*one[::-1])) != str(_read(*other[::-1]))


@pytest.mark.parametrize("dash", ["-", "--", "---", "–", "—", " - ", " – ", "‑"])
def test_every_dash_makes_a_range(dash):
    """Typists have many dashes, and all mean the same between two numbers."""
    assert _read(f"pp. 12{dash}13", "en") == Pinpoint("page", (("12", "13"),))


@pytest.mark.parametrize(
    ("written", "items", "suffix"),
    [
        ("{pp. ii, A, D-Z}, with a suffix", (("ii", "ii"), ("A", "A"), ("D", "Z")), "with a suffix"),
        (", {pp. iv, vi-xi} as amended", (("iv", "iv"), ("vi", "xi")), "as amended"),
        ("{33--35}", (("33", "35"),), ""),
        (", {A, D-Z}", (("A", "A"), ("D", "Z")), ""),
        (", {p. last, in red}", (("last", "last"), ("in red", "in red")), ""),
    ],
)
def test_braces_hold_a_place_of_any_form(written, items, suffix):
    """As in pandoc, what is in braces is the place, of pages unless it says otherwise."""
    located = locate(written, "en")

    assert (located.pinpoint, located.suffix, located.unread) == (Pinpoint("page", items), suffix, "")


def test_empty_braces_say_that_there_is_no_place():
    """As in pandoc, a number behind empty braces is a word."""
    located = locate("{}, 99 years later", "en")

    assert (located.pinpoint, located.suffix, located.unread) == (None, "99 years later", "")


@pytest.mark.parametrize(
    ("written", "unread", "suffix"),
    [
        ("box 3", "box 3", ""),
        ("{,}", "", ""),
        ("{ , , }, as amended", "", "as amended"),
        ("box 3, emphasis added", "box 3", "emphasis added"),
        ("p. 12 box 3", "p. 12 box 3", ""),
        ("art. 5, box 3", "art. 5, box 3", ""),
        ("art. Xylophone", "art. Xylophone", ""),
        ("§ none", "§ none", ""),
        ("No. 5/2020", "No. 5/2020", ""),
        ("para 4:2", "para 4:2", ""),
        ("art. X.* 3", "art. X.* 3", ""),
        ("art. 5)b", "art. 5)b", ""),
        ("art. 9.2.b and c", "art. 9.2.b and c", ""),
        ("p. 12.?", "p. 12.?", ""),
        ("UCC § 2-207(2)(b)", "UCC § 2-207(2)(b)", ""),
        ("amend. XIV, § 1", "amend. XIV, § 1", ""),
        ("Protocol II, as amended", "Protocol II", "as amended"),
        ("Amendment V, cl. 2", "Amendment V, cl. 2", ""),
        ("Art. 20 III", "Art. 20 III", ""),
        ("art. 5, II", "art. 5, II", ""),
        ("12(a)", "12(a)", ""),
        ("12.3", "12.3", ""),
        ("99 years later", "", "99 years later"),
        ("2nd edition", "", "2nd edition"),
        ("which I, as a judge, hold", "", "which I, as a judge, hold"),
        ("art. 5 I think", "", "I think"),
        ("art. 5: the duty", "", ": the duty"),
        ("art. 5 and annex II", "art. 5 and annex II", ""),
        ("ch. 2, and p. 14", "ch. 2, and p. 14", ""),
        ("p. 5 and passim", "", "and passim"),
        ("art. 118 to the Convention", "", "to the Convention"),
        ("art. 118 in part", "", "in part"),
        ("art. 118, as amended in 2010", "", "as amended in 2010"),
        ("June 2025", "", "June 2025"),
        ("[2020] OJ 5", "", "[2020] OJ 5"),
        ("[12] (the majority)", "", "(the majority)"),
        ("[sic]", "", "[sic]"),
        ("12 notes", "", "12 notes"),
        ("p. 5, 2nd edition", "", "2nd edition"),
    ],
)
def test_what_is_not_understood_is_kept_apart_from_other_words(written, unread, suffix):
    """A place that is counted in an unknown way is kept whole; other words are no place."""
    located = locate(f", {written}", "en")

    assert (located.unread, located.suffix) == (unread, suffix)


@pytest.mark.parametrize("written", [f"arts {'5, ' * 120}6", f"art. 5{'(1)' * 20}", f"{{pp. {'A, ' * 120}B}}"])
def test_lists_longer_than_anybody_writes_are_not_taken_apart(written):
    """A hundred places and eight levels are enough; the words of more are kept as they are."""
    located = locate(written, "en")

    assert (located.pinpoint, located.unread) == (None, written.strip("{}"))


@pytest.mark.parametrize("language", sorted(load_terms()))
def test_every_label_that_is_printed_is_read(language):
    """What a letter prints before a number can be written before it too, and counts alike."""
    misread = {}
    for label, words in load_terms()[language].labels.items():
        for word in words:
            located = locate(f", {word} 5", language)
            if " " not in word and not located.pinpoint:
                misread[word] = label

    assert misread == {}
    assert counted_as(_read(f"{load_terms()[language].labels['art'][0]} 5", language).label) == "art"


_PIECES = st.sampled_from(
    ["art. ", "§ ", "Abs. ", "lit. ", "5", "126", "a", "IV", "(1)", "(a)", ", ", "-", "--", " – ", " bis ", " und ",
     "ff.", " ", "{", "}", "n", "S. ", "L. ", "221-1", "of", "²", "\u0665", ")", "(", "§", "."]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60), st.sampled_from(["", *load_terms(), "xx"]))
@example("art. " + "5(1), " * 800, "de")
@example("§ " + "5 Abs. 1, " * 500, "de")
@example("art. 5" + " " * 5_000 + "-", "en")
@example("p. " + "1-" * 2_500, "en")
@example("{" * 5_000, "en")
@example("art. " + "(" * 5_000, "en")
@example("p. " + "9" * 5_000 + "f.", "de")
@example("box 3," * 800, "en")
def test_reading_never_fails_and_loses_no_word(text, language):
    """Whatever stands behind a key is a place, a place that is not understood, or words, whose characters are kept."""
    located = locate(text, language)

    if located.pinpoint:
        assert located.pinpoint.items
        assert str(located.pinpoint)
    elif "{" not in text:
        kept = f"{located.unread}{located.suffix}"
        assert [one for one in text if one.isalnum()] == [one for one in kept if one.isalnum()]


def _documented():
    """Return each place of the table in the reference with the code of its column's language."""
    page = (ROOT / "docs" / "reference" / "citations.md").read_text(encoding="utf-8")
    heading, _, *rows = re.findall(r"^\|.*\|$", page.partition("## Places in sources")[2], re.MULTILINE)
    codes = {"English": "en", "German": "de", "French": "fr", "Spanish": "es", "Russian": "ru", "Armenian": "hy"}
    codes["Azerbaijani"] = "az"
    languages = [codes[name.strip()] for name in heading.split("|")[2:-1]]
    return [
        (language, place)
        for row in rows
        for language, cell in zip(languages, row.split("|")[2:-1], strict=True)
        for place in re.findall(r"`([^`]+)`", cell)
    ]


def test_every_documented_place_is_read():
    """The table of labels by language shows nothing that is not understood whole."""
    documented = _documented()
    misread = [(language, place) for language, place in documented if locate(f", {place}", language).pinpoint is None]

    assert len(documented) >= 130
    assert misread == []
    assert all(not locate(f", {place}", language).suffix for language, place in documented)
