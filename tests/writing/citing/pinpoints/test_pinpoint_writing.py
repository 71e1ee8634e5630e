"""Places in sources as styles and languages write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.elements import Describer
from entreaty.writing.citing.pinpoints.reading import locate
from tests.support.sample_content import make_authority, make_order, make_report, make_source

TREATY, REPORT, CASE = make_authority(), make_report(), make_order()
ACT = make_source("statute", id="act", title="Sample Act 1998")


def _written(written, style, language, source=TREATY):
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    located = locate(written, language)
    describer = Describer(loaded, load_terms()[language], language)
    place = describer.place(source.custom.kind, located.pinpoint, located.unread)
    return place["pinpoint"].replace("\\", "").replace("\u00a0", "~").strip(" ,")


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("de", "§ 1-101 Abs. 1 bis § 1-105", "§ 1-101 Abs. 1 bis § 1-105"),
        ("fr", "§ 1-101, par. 1 à § 1-105", "§ 1-101, par. 1 à § 1-105"),
        ("en", "§ 1-101(a) to § 1-105", "§§ 1-101(a) to 1-105"),
    ],
)
def test_end_of_a_range_of_codes_has_its_own_sign(language, written, printed):
    """Between numbers with hyphens stands a word, and the sign stands behind it."""
    assert _written(written, "bluebook", language, ACT).replace("~", " ") == printed


def test_letter_after_the_last_one_is_any_that_follow():
    """Nobody knows what follows (z) or (aa)."""
    assert _written("Art. 5(1)(aa) f.", "oscola", "fr").replace("~", " ").endswith("et s.")


@pytest.mark.parametrize(
    ("style", "language", "written", "printed"),
    [
        ("oscola", "en", "art. 6 § 1", "art 6(1)"),
        ("oscola", "en", "art. 6, para. 1", "art 6, para~1"),
        ("bluebook", "en", "art. 6, para. 1", "art. 6, para.~1"),
        ("oscola", "en", "art. 5 bis", "art 5~bis"),
        ("oscola", "en", "arts. 126-131", "arts 126–131"),
        ("oscola", "en", "reg. 5", "reg 5"),
        ("oscola", "en", "sch. 2, para. 3", "sch 2, para~3"),
        ("bluebook", "en", "§ 5(1)", "§ 5(1)"),
        ("plain", "en", "recitals 26, 27", "recitals 26 and 27"),
        ("oscola", "en", "preamble", "preamble"),
        ("oscola", "en", "articles 5, par. 1, et 6", "art 5, para~1, art 6"),
        ("oscola", "en", "annex I, art. 5", "annex I, art~5"),
        ("oscola", "en", "annex I, arts 5, 7", "annex I, arts~5, 7"),
        ("bluebook", "en", "title IV, § 79", "title IV, §~79"),
        ("un", "de", "Anhang I Art. 5", "Anhang~I Art.~5"),
        ("un", "de", "annex I, art. 5(1)(a)", "Anhang~I Art.~5 Abs.~1 lit.~a"),
        ("un", "de", "Abschnitt 2 § 5", "Abschn.~2 §~5"),
        ("un", "de", "Abschnitt 2 § 5 Abs. 1", "Abschn.~2 §~5 Abs.~1"),
        ("un", "de", "Abschnitt 2 Art. 5", "Abschn.~2 Art.~5"),
        ("un", "fr", "annexe I, art. 5", "annexe~I, art.~5"),
        ("un", "fr", "section 2", "sect.~2"),
        ("plain", "fr", "sections 2 et 3", "sections~2 et 3"),
        ("un", "fr", "art. 1er, al. 2", "art.~1er, al.~2"),
        ("plain", "en", "recitals (26) and (27)", "recitals (26) and (27)"),
        ("un", "de", "Art. 20 III 2", "Art.~20 Abs.~3 S.~2"),
        ("un", "de", "§§ 5 I und 7 II", "§~5 Abs.~1 und §~7 Abs.~2"),
        ("un", "ru", "п. 1 ст. 5", "ст.~5, п.~1"),
        ("un", "ru", "ч. 1 ст. 5", "ст.~5, ч.~1"),
        ("un", "ru", "подп. 2 п. 1 ст. 5", "ст.~5, п.~1, подп.~2"),
        ("un", "ru", "пп. 1-3 ст. 5", "ст.~5, пп.~1–3"),
        ("un", "ru", "часть 2, статья 5", "ч.~2, ст.~5"),
        ("un", "hy", "մաս 2, հոդված 5", "մաս~2, հոդված~5"),
        ("un", "es", "título IV, art. 79", "tít.~IV, art.~79"),
        ("plain", "de", "§ 5 Abs. 1 Satz 2, Abs. 3 Satz 1", "§~5 Absatz~1 Satz~2 und Absatz~3 Satz~1"),
        (
            "plain",
            "de",
            "Art. 14 Abs. 3 lit. a, Abs. 5 lit. b",
            "Artikel~14 Absatz~3 Buchstabe~a und Absatz~5 Buchstabe~b",
        ),
        ("plain", "de", "§ 5 Abs. 1 Satz 2 und 3", "§~5 Absatz~1 Sätze~2 und 3"),
        ("plain", "de", "art. 126(2), 126(4)", "Artikel~126 Absätze~2 und 4"),
        ("bluebook", "en", "§ 2000e-2(a)(1)", "§ 2000e-2(a)(1)"),
        ("bluebook", "en", "r. 10b-5(a)", "r. 10b-5(a)"),
        ("oscola", "en", "§ 1-101(a)", "s 1-101(a)"),
        ("oscola", "de", "§§ 5 Abs. 1 und 7", "§~5 Abs.~1, §~7"),
        ("un", "de", "§§ 5 Abs. 1, 2 und 7", "§~5 Abs.~1, 2 und §~7"),
        ("un", "de", "§§ 5 Abs. 1 bis 7", "§~5 Abs.~1–§~7"),
        ("plain", "de", "§§ 5 Abs. 1 bis 7 Abs. 2", "§~5 Absatz~1–§~7 Absatz~2"),
        ("oscola", "de", "Art. 118, 119 Abs. 5 und 120–122", "Art. 118, 119 Abs. 5 und 120–122"),
        ("un", "fr", "articles 5, par. 1, et 6", "art.~5, par.~1 et art.~6"),
        ("un", "ru", "стст. 5, п. 1, и 6", "ст.~5, п.~1 и ст.~6"),
        ("un", "fr", "art. 222-23, al. 3", "art.~222-23, al.~3"),
        ("un", "fr", "art. R.* 421-1", "art.~R.~*421-1"),
        ("un", "fr", "art. L. O. 141", "art.~LO.~141"),
        ("un", "es", "art. 5.1.a)", "art.~5.1 (a)"),
        ("plain", "en", "art. 6(1)(a)-(f)", "Article 6(1)(a)–(f)"),
        ("plain", "de", "Art. 5 Abs. 1 lit. a bis f", "Artikel~5 Absatz~1 Buchstaben~a–f"),
        ("plain", "fr", "art. 6, par. 1, points a) à f)", "article~6, paragraphe~1 a)–f)"),
        ("plain", "es", "art. 6, apdo. 1, letras a) a f)", "artículo~6(1)(a)–(f)"),
        ("un", "de", "Art. 5 (1) (a) und (2) (b)", "Art.~5 Abs.~1 lit.~a und Abs.~2 lit.~b"),
        ("plain", "ru", "ч. 3 ст. 55, ст. 56", "статья~55, часть~3 и статья~56"),
        ("un", "ru", "п. 1 ст. 5 и п. 2 ст. 6", "ст.~5, п.~1 и ст.~6, п.~2"),
        ("un", "de", "§ 3 Abs. 1, 2. Alt.", "§~3 Abs.~1 Alt.~2"),
        ("un", "fr", "art. 706-95-1, 3°", "art.~706-95-1, 3°"),
        ("un", "fr", "art. 5, al. 1, 2°", "art.~5, al.~1, 2°"),
        ("un", "de", "art. 5, 2°", "Art.~5 Nr.~2"),
        ("plain", "fr", "art. 6, par. 1, premier alinéa, sous f)", "article~6, paragraphe~1, alinéa~1 f)"),
        ("plain", "de", "art. 6, par. 1, premier alinéa, sous f)", "Artikel~6 Absatz~1 Unterabsatz~1 Buchstabe~f"),
        ("plain", "en", "art. 6(1), first subparagraph, point (f)", "Article 6(1), subparagraph~1(f)"),
        ("plain", "fr", "art. 3, § 1, a) et b)", "article~3, paragraphe~1 a) et b)"),
        ("plain", "en", "§ 1798.105(c)(1), (d)", "section 1798.105(c)(1) and (d)"),
        ("plain", "en", "art. 5(1)(a) and (2)", "Article 5(1)(a) and (2)"),
        ("plain", "de", "art. 5(1)(a) and (2)", "Artikel~5 Absatz~1 Buchstabe~a und Absatz~2"),
        ("plain", "de", "§ 5 Abs. 1 Satz 2 und Abs. 3", "§~5 Absatz~1 Satz~2 und Absatz~3"),
        ("un", "fr", "art. 5, par. 1, a) et par. 2", "art.~5, par.~1 a) et par.~2"),
        ("un", "de", "§ 3 a Abs. 1", "§~3~a Abs.~1"),
        ("un", "en", "art. 1 F (b)", "art. 1~F (b)"),
        ("plain", "fr", "art. 244 quater B", "article~244~quater~B"),
        ("plain", "de", "ErwGr. 47 S. 1", "Erwägungsgrund~47 Satz~1"),
        ("oscola", "de", "art. 126(2)", "Art.~126 Abs.~2"),
        ("oscola", "de", "art. 126(1), (2) and (4)", "Art.~126 Abs.~1, 2, 4"),
        ("oscola", "de", "arts. 108(3), 126(1), 126(4)", "Art.~108 Abs.~3, Art.~126 Abs.~1, 4"),
        ("oscola", "de", "arts. 14(1), 14(3)(a), 14(5)", "Art.~14 Abs.~1, Abs.~3 lit.~a, Abs.~5"),
        ("oscola", "de", "arts. 76(6), 126, 143(2), 143(5)", "Art.~76 Abs.~6, Art.~126, Art.~143 Abs.~2, 5"),
        ("oscola", "de", "arts. 126-131", "Art.~126–131"),
        ("un", "de", "§ 5 Abs. 1, § 6 Abs. 2", "§~5 Abs.~1 und §~6 Abs.~2"),
        ("un", "de", "§§ 5, 6", "§§~5 und 6"),
        ("oscola", "de", "arts. 3, 126(2)", "Art.~3, Art.~126 Abs.~2"),
        ("oscola", "de", "art. 14(3)(a)", "Art.~14 Abs.~3 lit.~a"),
        ("oscola", "de", "art. 110(2)(2)", "Art.~110 Abs.~2 Nr.~2"),
        ("oscola", "de", "art. 5(b)", "Art.~5 lit.~b"),
        ("oscola", "de", "Art. 5 Abs. 1 Satz 2", "Art.~5 Abs.~1 S.~2"),
        ("oscola", "de", "Art. 3 Abs. 1 lit. a-c", "Art.~3 Abs.~1 lit.~a–c"),
        ("un", "de", "§ 5 Nr. 3", "§~5 Nr.~3"),
        ("oscola", "fr", "art. 126(2)", "art.~126, par.~2"),
        ("oscola", "fr", "art. 126(1), (2) et (4)", "art.~126, par.~1, 2, 4"),
        ("oscola", "fr", "arts. 108(3), 126(1)", "art.~108, par.~3, art.~126, par.~1"),
        ("oscola", "fr", "arts. 14(1), 14(3)(a), 14(5)", "art.~14, par.~1, par.~3 a), par.~5"),
        ("oscola", "fr", "art. 14(3)(a)", "art.~14, par.~3 a)"),
        ("oscola", "fr", "art. 5, al. 2", "art.~5, al.~2"),
        ("oscola", "fr", "art. L. 221-1", "art.~L.~221-1"),
        ("un", "fr", "§ 5 f.", "§§~5–6"),
        ("un", "fr", "art. 5(1) f.", "art.~5, par.~1–2"),
        ("un", "fr", "art. 5(1)(a) f.", "art.~5, par.~1 a)–b)"),
        ("un", "fr", "§§ 5 et s.", "§§~5~et s."),
        ("mcgill", "fr", "art. 126(2)", "art 126(2)"),
        ("un", "es", "art. 126(2)", "art.~126 (2)"),
        ("un", "ru", "ст. 126", "ст.~126"),
    ],
)
def test_places_in_law_are_written_as_the_language_names_them(style, language, written, printed):
    """German and French name paragraphs, but in a guide that is their own; others have brackets."""
    assert _written(written, style, language) == printed


@pytest.mark.parametrize(
    ("style", "language", "written", "printed"),
    [
        ("oscola", "en", "pp. 12--13", "12–13"),
        ("bluebook", "en", "p. 12", "at 12"),
        ("bluebook", "de", "S. 12", "S.~12"),
        ("bluebook", "de", "S. 12 Fn. 3", "S.~12 Fn.~3"),
        ("bluebook", "fr", "pp. 12 à 15", "p.~12-15"),
        ("un", "fr", "note 5", "note~5"),
        ("un", "fr", "p. 12 n. 3", "p.~12 note~3"),
        ("un", "fr", "notes 5 et 6", "notes~5 et 6"),
        ("oscola", "en", "part 3.B", "pt 3.B"),
        ("oscola", "en", "pp. A-5 to A-9", "A-5–A-9"),
        ("bluebook", "en", "pp. A-5 to A-9", "at A-5 to A-9"),
        ("plain", "en", "p. A-5", "page A-5"),
        ("plain", "en", "pages 3", "page 3"),
        ("plain", "de", "S. 3 Fn. 4 und 5", "Seite~3 Fußnoten~4 und 5"),
        ("plain", "en", "{p. (in red)}", "page (in red)"),
        ("oscola", "en", "paras 12 ff", "paras 12~ff"),
        ("oscola", "en", "p. 3n12", "3 n~12"),
        ("oscola", "en", "{pp. ii, A, D-Z}", "ii, A, D–Z"),
        ("un", "en", "pp. iv, vi-xi", "pp. iv and vi–xi"),
        ("aglc", "en", "paras 12 ff", "[12]~ff"),
        ("aglc", "en", "paras 3-5, 8", "[3]–[5], [8]"),
        ("un", "de", "Rn. 31 ff.", "Rn.~31~ff."),
        ("un", "de", "para. 98(1)(a)", "Ziff.~98 (1) (a)"),
        ("un", "de", "S. 12 f.", "S.~12~f."),
        ("un", "de", "Fn. 5", "Fn.~5"),
        ("un", "fr", "pp. 12-13", "p.~12–13"),
        ("un", "fr", "para. 98(1)(a)", "par.~98 (1) (a)"),
        ("plain", "en", "p. 1,234", "page 1,234"),
        ("plain", "en", "pp. 1,234-1,236", "pages 1,234–1,236"),
        ("plain", "en", "{pp. iv, vi-xi, (xv)-(xvii)}", "pages iv, vi–xi and (xv)–(xvii)"),
        ("oscola", "en", "pp. 12,345", "pp. 12,345"),
        ("oscola", "en", "box 3", "box 3"),
        ("mcgill", "de", "Kasten 3", "Kasten 3"),
    ],
)
def test_places_in_reports_are_written_in_one_piece(style, language, written, printed):
    """Pages, margins, notes and what is not understood stand where the style has places."""
    assert _written(written, style, language, REPORT) == printed


@pytest.mark.parametrize(
    ("style", "language", "source", "written", "printed"),
    [
        ("oscola", "en", ACT, "§ 5 Abs. 1", "s 5(1)"),
        ("un", "de", ACT, "§ 5 Abs. 1", "§~5 Abs.~1"),
        ("un", "de", ACT, "s. 6(2)", "Abschn.~6 Abs.~2"),
        ("un", "fr", ACT, "§ 5(1)", "§~5, par.~1"),
        ("oscola", "en", CASE, "§ 31", "[31]"),
        ("un", "de", CASE, "§ 31", "Ziff.~31"),
        ("bluebook", "en", ACT, "§§ 5-7", "§§ 5-7"),
    ],
)
def test_the_sign_is_what_the_source_counts_by(style, language, source, written, printed):
    """§ is a section of an act and a paragraph of a judgment."""
    assert _written(written, style, language, source) == printed


@pytest.mark.parametrize(
    ("language", "written", "opening"),
    [
        ("de", "art. 14(3)(a)(ii)", "Artikel~14 Absatz~3 Buchstabe~a Ziffer~ii"),
        ("fr", "art. 126(2)", "Article~126, paragraphe~2"),
        ("fr", "arts. 126(2), 126(4)", "Article~126, paragraphes~2 et 4"),
        ("fr", "arts. 108(3), 126(4)", "Article~108, paragraphe~3 et article~126, paragraphe~4"),
        ("en", "art. 126(2)", "Article 126(2)"),
        ("de", "§§ 5 ff.", "§§~5~und folgende"),
        ("en", "box 3", "Box 3"),
    ],
)
def test_places_before_the_title_begin_with_a_capital(language, written, opening):
    """The plain style writes labels out and begins with them."""
    loaded = load_citation_style("plain", Path("nowhere"), Location(Path("appeal.yaml")))
    located = locate(written, language)
    describer = Describer(loaded, load_terms()[language], language)
    place = describer.place("treaty", located.pinpoint, located.unread)

    assert place["opening"].replace("\u00a0", "~") == opening


@given(
    st.text(alphabet="abcXYZ 0123456789/:", min_size=1, max_size=30),
    st.sampled_from(["oscola", "bluebook", "un", "mcgill"]),
)
def test_what_is_not_understood_keeps_its_text(words, style):
    """A place that is counted in an unknown way is printed letter for letter, in every style."""
    text = f"box 3 {words}"
    located = locate(text, "en")

    assert f"{located.unread} {located.suffix}".split() == text.split()
    assert _written(located.unread, style, "en").split() == located.unread.split()


@pytest.mark.parametrize("language", ["de", "fr", "en", "es", "ru"])
@pytest.mark.parametrize(
    "written",
    ["arts. 76(6), 126, 143(2), 143(5)", "arts. 14(1), 14(3)(a), 14(5)", "art. 126(1), (2) and (4)", "arts. 126-131",
     "art. 126(1)-(4)", "art. 6 bis", "§ 5 Abs. 1 Satz 2", "art. 110(2)(2)", "arts. 12, 13, 16(1)", "sch. 2, para. 3",
     "paras 12 ff", "§ 5 f.", "art. L. 221-1", "annex II(3)"],
)  # fmt: skip
def test_what_is_printed_is_read_as_the_same_place(written, language):
    """A place that is printed in a language and copied into a passage of that language is the place that it was."""
    printed = _written(written, "bluebook" if language == "en" else "un", language).replace("~", " ").lstrip(" ,")
    original, copied = locate(written, language).pinpoint, locate(printed, language)

    assert (copied.unread, copied.suffix) == ("", "")
    assert str(copied.pinpoint) == str(original)
