"""Decisions and acts read from their fields: neutral citations, docket numbers, reporters, the Official Journal."""

from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.fields import not_printed
from entreaty.writing.citing.law_reports import (
    act_number,
    docket_number,
    eu_case_number,
    is_american,
    is_national,
    journal_of,
    names_parties,
    neutral_citation,
)
from entreaty.writing.citing.notes import Citer
from tests.support.everyday_sources import cited
from tests.support.sample_content import make_order, make_source, oscola


@pytest.mark.parametrize(
    "number",
    ["[2021] UKSC 50", "2008 SCC 41", "[2020] EWHC 1234 (Admin)", "[2019] UKSC 41, [2020] AC 373", "[1992] HCA 23"],
)
def test_neutral_citations_are_known(number):
    """A year, a court in capitals and a number are a neutral citation, with or without brackets."""
    assert neutral_citation(number) == number
    assert docket_number(number, "No") is None


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("7 C 26.16", "7 C 26.16"),
        ("1 BvR 209/83", "1 BvR 209/83"),
        ("394254", "No 394254"),
        ("n° 394254", "No 394254"),
        ("No. 20-297", "No 20-297"),
        ("20-297", "No 20-297"),
        ("B123456", "B123456"),
        ("VI ZR 140/03", "VI ZR 140/03"),
    ],
)
def test_docket_numbers_of_digits_get_the_word(number, printed):
    """A number of digits alone has the word for number before it, once; one with letters stands alone."""
    assert neutral_citation(number) is None
    assert docket_number(number, "No") == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("C-311/18", "Case C-311/18"),
        ("Case C-311/18", "Case C-311/18"),
        ("T-198/98", "Case T-198/98"),
        ("58/69", "Case 58/69"),
        ("Joined Cases C-203/15 and C-698/15", "Joined Cases C-203/15 and C-698/15"),
        ("Affaire C-1/20", "Case C-1/20"),
    ],
)
def test_eu_case_numbers_have_the_word_once(number, printed):
    """The word of the letter's language stands before the number, unless the number has words of its own."""
    assert eu_case_number(number, "Case") == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("246-IIKQ", "No 246-IIKQ"),
        ("2016/679", "No 2016/679"),
        ("Pub. L. No. 88-352", "Pub. L. No. 88-352"),
        ("BGBl. I S. 146", "BGBl. I S. 146"),
        ("c 42", "c 42"),
    ],
)
def test_numbers_of_acts_keep_their_words(number, printed):
    """A number that begins with a word is no bare number."""
    assert act_number(number, "No") == printed


@pytest.mark.parametrize(
    "title", ["Lloyd v Google LLC", "Roe v. Wade", "In re Smith", "X c. Y", "A gegen B", "Ex parte Young"]
)
def test_titles_with_parties_are_known(title):
    """Parties stand against each other in several languages, or alone after "in re"."""
    assert names_parties(title)


@pytest.mark.parametrize(
    "title", ["Urteil vom 27. Februar 2018", "Volkszählung", "Les Amis de la Terre France", "Diesel"]
)
def test_titles_without_parties_are_known(title):
    """By-names and days are no parties."""
    assert not names_parties(title)


@pytest.mark.parametrize(
    ("reporter", "jurisdiction", "american"),
    [
        ("U.S.", None, True),
        ("F.3d", None, True),
        ("S. Ct.", None, True),
        ("Cal. 4th", None, True),
        ("US", "USA", True),
        ("AC", None, False),
        ("CLR", "AU", False),
        ("BVerfGE", None, False),
    ],
)
def test_american_reporters_are_known(reporter, jurisdiction, american):
    """The year stands at the end where the reporter, or the jurisdiction, is American."""
    assert is_american(reporter, jurisdiction) is american


@pytest.mark.parametrize(
    ("name", "fields", "series", "number", "place"),
    [
        ("OJ", {"volume": "L 119", "page": "1-88"}, "L", "119", "1"),
        ("OJ", {"volume": "L119", "page": "1"}, "L", "119", "1"),
        ("O.J.", {"volume": "C 115"}, "C", "115", ""),
        ("ABl.", {"volume": "L 207", "page": "3"}, "L", "207", "3"),
        ("JO", {"volume": "L 1", "page": "5–9"}, "L", "1", "5"),
        ("OJ L", {"volume": "12", "page": "5"}, "L", "12", "5"),
        ("OJ C", {"volume": "45 A", "page": "1"}, "C", "45 A", "1"),
        ("OJ", {"volume": "12", "collection_title": "L", "page": "5"}, "L", "12", "5"),
        ("OJ", {"volume": "L", "issue": "12", "page": "5"}, "L", "12", "5"),
        ("Official Journal of the European Communities", {"volume": "L12", "page": "5"}, "L", "12", "5"),
        (
            "Official Journal of the European Union",
            {"collection_title": "L", "number": "2024/1689"},
            "L",
            "",
            "2024/1689",
        ),
        ("OJ", {"volume": "L, 2024/9"}, "L", "", "2024/9"),
        ("OJ", {"volume": "L", "page": "2024/8"}, "L", "", "2024/8"),
        ("OJ", {"volume": "L", "number": "2024/77"}, "L", "", "2024/77"),
        ("OJ", {"volume": "L"}, "L", "", ""),
        ("OJ L 119", {"page": "1"}, "L", "119", "1"),
        ("ABl. L 215", {"page": "7"}, "L", "215", "7"),
        ("JO C 45 A", {"page": "3"}, "C", "45 A", "3"),
        ("OJ L, 2024/1689", {}, "L", "", "2024/1689"),
        ("Journal officiel de l’Union européenne L 119", {"page": "1"}, "L", "119", "1"),
        ("Amtsblatt der Europäischen Union", {"volume": "L 215", "page": "7"}, "L", "215", "7"),
        ("Diario Oficial de la Unión Europea", {"volume": "C 9", "page": "2"}, "C", "9", "2"),
        ("Gazzetta ufficiale dell'Unione europea", {"volume": "L 3", "page": "4"}, "L", "3", "4"),
    ],
)
def test_the_official_journal_is_known(name, fields, series, number, place):
    """The journal goes by its names, its series stands in the name, the volume or the collection, its number beside."""
    journal = journal_of(make_source("regulation", container_title_short=name, **fields))

    assert journal is not None
    assert (journal.series, journal.number, journal.place) == (series, number, place)


@pytest.mark.parametrize(
    ("name", "volume"), [("UNTS", 75), ("OJ", "119"), (None, "L 119"), ("OJ", None), ("OJ K", "1")]
)
def test_other_volumes_are_not_the_official_journal(name, volume):
    """What has another name, or no series, is no place in the journal."""
    assert journal_of(make_source("statute", container_title_short=name, volume=volume)) is None


def test_cases_between_states_are_not_national():
    """Parties beside the title, a phase, a number in the General List or states make a case international."""
    assert not is_national(make_order())
    assert not is_national(make_order(custom={"phase": None, "case-states": []}))
    assert is_national(
        make_source("case", title="Lloyd v. Google LLC", custom={"case-parties": ["Lloyd", "Google LLC"]})
    )
    assert is_national(make_source("case", title="Volkszählung"))


CASES = {
    "report without a volume": (
        make_source(
            "case", title="Donoghue v Stevenson", container_title="AC", page=562, issued=1932,
            authority="House of Lords",
        ),
        "p. 580",
    ),
    "report with a volume": (
        make_source("case", title="Mabo v Queensland (No 2)", container_title="CLR", volume=175, page=1, issued=1992),
        "p. 42",
    ),
    "American court below": (
        make_source(
            "case", title="United States v. Jones", container_title="F.3d", volume=615, page=544, issued=2010,
            authority="D.C. Cir.",
        ),
        "p. 558",
    ),
    "American court, not reported": (
        make_source("case", title="Doe v. Roe", number="20-297", issued="2021-03-03", authority="N.D. Cal."),
        "",
    ),
    "collection of a German court": (
        make_source(
            "case", title="Volkszählung", container_title="BVerfGE", volume=65, page=1, issued="1983-12-15",
            authority="BVerfG", number="1 BvR 209/83", custom={"decision": "judgment"},
        ),
        "p. 43",
    ),
    "reports of the Court of Justice": (
        make_source(
            "eu-case", title="Commission v Council", number="C-176/03", container_title_short="ECR", volume="I",
            page=7879, issued="2005-09-13",
        ),
        "paras. 47-48",
    ),
    "act of the Union as a statute": (
        make_source(
            "statute", title="Commission Implementing Decision (EU) 2020/1 on samples", title_short="Decision 2020/1",
            number="2020/1", issued="2020-07-12", container_title_short="OJ", volume="L 207", page=1, jurisdiction="EU",
        ),
        "art. 1",
    ),
    "act that is an issue of its own": (
        make_source(
            "regulation", title="Regulation (EU) 2023/2854 on data", number="2023/2854", issued="2023-12-13",
            container_title_short="OJ", volume="L",
        ),
        "art. 5",
    ),
    "American act": (
        make_source(
            "statute", title="Civil Rights Act of 1964", number="Pub. L. No. 88-352", container_title_short="Stat.",
            volume=78, page=241, issued="1964-07-02",
        ),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "style", "first"),
    [
        ("report without a volume", "oscola", "*Donoghue v Stevenson* [1932] AC 562, 580."),
        ("report without a volume", "bluebook", "Donoghue v. Stevenson [1932] AC 562, 580."),
        ("report without a volume", "mcgill", "*Donoghue v Stevenson*, [1932] AC 562 at 580."),
        ("report with a volume", "oscola", "*Mabo v Queensland (No 2)* (1992) 175 CLR 1, 42."),
        ("report with a volume", "aglc", "*Mabo v Queensland (No 2)* (1992) 175 CLR 1, 42."),
        ("American court below", "bluebook", "United States v. Jones, 615 F.3d 544, 558 (D.C. Cir. 2010)."),
        ("American court below", "oscola", "*United States v Jones* 615 F3d 544, 558 (2010)."),
        ("American court, not reported", "bluebook", "Doe v. Roe, No. 20-297 (N.D. Cal. Mar. 3, 2021)."),
        (
            "collection of a German court",
            "oscola",
            "BVerfG, Judgment of 15 December 1983, 1 BvR 209/83, Volkszählung, BVerfGE 65, 1, 43.",
        ),
        (
            "reports of the Court of Justice",
            "oscola",
            "Case C-176/03 *Commission v Council* [2005] ECR I–7879, paras 47–48.",
        ),
        (
            "reports of the Court of Justice",
            "bluebook",
            "Case C-176/03, Commission v. Council, 2005 E.C.R. I-7879, ¶¶ 47-48.",
        ),
        ("reports of the Court of Justice", "aglc", "*Commission v Council* (C-176/03) [2005] ECR I-7879, [47]–[48]."),
        (
            "act of the Union as a statute",
            "oscola",
            "Commission Implementing Decision (EU) 2020/1 on samples [2020] OJ L207/1, art 1.",
        ),
        (
            "act that is an issue of its own",
            "oscola",
            "Regulation (EU) 2023/2854 on data [2023] OJ L 2023/2854, art 5.",
        ),
        ("American act", "bluebook", "Civil Rights Act of 1964, Pub. L. No. 88-352, 78 Stat. 241 (1964)."),
        ("American act", "oscola", "Civil Rights Act of 1964 Pub. L. No. 88-352 (2 July 1964), 78 Stat 241."),
    ],
)
def test_decisions_and_acts_say_where_they_are_printed(source, style, first):
    """Volume, page and series are printed where the style has them, whatever prints the decision or the act."""
    assert cited(*CASES[source], style)[0] == first


@pytest.mark.parametrize(
    ("style", "ways", "printed"),
    [
        ("oscola", "issue", "Directive on samples [2019] OJ L12/5"),
        ("oscola", "act", "Directive on samples [2019] OJ L 2024/9"),
        ("bluebook", "issue", "Directive on samples, 2019 O.J. (L 12) 5"),
        ("bluebook", "act", "Directive on samples, 2019 O.J. (L) 2024/9"),
        ("un", "issue", "Directive on samples, *Official Journal of the European Union*, L 12 (2019), p. 5"),
    ],
)
def test_each_way_of_naming_a_place_in_the_journal_is_cited_alike(style, ways, printed):
    """Series and number are printed the same wherever the file keeps them."""
    issue = [
        {"container_title_short": "OJ", "volume": "L 12", "page": "5"},
        {
            "container_title": "Official Journal of the European Union",
            "collection_title": "L",
            "issue": 12,
            "page": "5",
        },
        {"container_title": "OJ L", "volume": 12, "page": "5-9"},
    ]
    act = [
        {"container_title_short": "OJ", "volume": "L", "number": "2024/9"},
        {"container_title_short": "OJ", "volume": "L, 2024/9"},
        {"container_title": "Official Journal of the European Union", "collection_title": "L", "page": "2024/9"},
    ]
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    citer = Citer(loaded, load_terms()["en"], "en")

    for fields in {"issue": issue, "act": act}[ways]:
        source = make_source("directive", title="Directive on samples", issued="2019-02-03", **fields)

        assert str(citer.cite(source, "first", None)) == printed, fields


def test_place_that_is_not_in_the_journal_is_told_of_an_act_of_the_union():
    """The forms of such acts print the journal or the number; volume and page elsewhere are not dropped in silence."""
    source = make_source("regulation", container_title="Gazette of Exampleton", volume="4", page="17", number="8")

    assert not_printed(source, oscola()) == ("container-title", "page", "volume")


def test_number_that_stands_in_the_title_is_not_missed():
    """An act whose title has its number prints it so."""
    source = make_source("directive", title="Directive 93/13/EEC", number="93/13/EEC")

    assert not_printed(source, oscola()) == ()
