"""What styles do beside the forms of kinds: dates of treaties, abbreviations, words by language, and older styles."""

from datetime import date
from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer
from tests.support.everyday_sources import cited
from tests.support.sample_content import make_authority, make_source

CERD = "International Convention on the Elimination of All Forms of Racial Discrimination"
WGAD = "Human Rights Council, Working Group on Arbitrary Detention"


def _cerd(**law):
    return make_authority(
        id="source",
        title=CERD,
        title_short="CERD",
        issued=date(1965, 12, 21),
        volume=660,
        page=195,
        custom={"entry-into-force": date(1969, 1, 4), "title": None, "title-short": None, **law},
    )


@pytest.mark.parametrize(
    ("law", "day"),
    [
        ({"opened-for-signature": date(1966, 3, 7)}, "opened for signature 7 March 1966"),
        ({}, "adopted 21 December 1965"),
        ({"adopted-verb": "opened for signature"}, "opened for signature 21 December 1965"),
        ({"adopted-verb": "signed"}, "signed 21 December 1965"),
        ({"opened-for-signature": date(1965, 12, 21)}, "opened for signature 21 December 1965"),
    ],
)
def test_aglc_says_opened_for_signature_of_that_day_only(law, day):
    """AGLC rule 8.2 wants the day on which a treaty was opened for signature; where it is not known, it was adopted."""
    first, _ = cited(_cerd(**law), "art. 5", "aglc")

    assert first == f"*{CERD}*, {day}, 660 UNTS 195 (entered into force 4 January 1969) art 5."


def test_other_styles_keep_the_day_of_adoption():
    """A day of opening changes nothing in the styles that print when a treaty was adopted."""
    treaty = _cerd(**{"opened-for-signature": date(1966, 3, 7)})

    assert cited(treaty, "", "oscola")[0] == (
        f"{CERD} (adopted 21 December 1965, entered into force 4 January 1969) 660 UNTS 195 (CERD)."
    )
    assert cited(treaty, "", "bluebook")[0] == f"{CERD}, Dec. 21, 1965, 660 U.N.T.S. 195."


def test_bluebook_names_the_treaty_source_of_the_united_states():
    """Rule 21.4.5: the treaty source of the United States stands before that of the United Nations."""
    treaty = make_authority(id="source", custom={"us-treaty-source": "6 U.S.T. 3316"})

    assert cited(treaty, "art. 118", "bluebook")[0] == (
        "Geneva Convention Relative to the Treatment of Prisoners of War art. 118, Aug. 12, 1949, 6 U.S.T. 3316, "
        "75 U.N.T.S. 135."
    )


def test_bluebook_abbreviates_bodies_and_jurisdictions():
    """Words of bodies and names of states are abbreviated, as in tables 6 and 10; other styles write them out."""
    opinion = make_source("un-document", title="Opinion", authority=WGAD, number="A/HRC/WGAD/2024/46")
    law = make_source("statute", title="Law on the Ombudsman", number="246-IIKQ", jurisdiction="Azerbaijan")

    assert cited(opinion, "", "bluebook")[0].startswith("Hum. Rts. Council, Working Grp. on Arbitrary Det., *Opinion*")
    assert cited(opinion, "", "oscola")[0].startswith(f"{WGAD}, ‘Opinion’")
    assert cited(law, "art. 1", "bluebook")[0] == (
        "Law on the Ombudsman, No. 246-IIKQ (Mar. 19, 2021), art. 1 (Azer.)."
    )


def test_oscola_names_the_jurisdiction_where_the_title_does_not():
    """Rule 1.4: the jurisdiction of a foreign act is given where it is needed."""
    foreign = make_source("statute", title="Accident Compensation Act 1972", jurisdiction="NZ")
    named = make_source("statute", title="Law of Ruritania on Buses", jurisdiction="Ruritania")
    british = make_source("statute", title="Human Rights Act 1998", jurisdiction="UK")

    assert cited(foreign, "s. 5", "oscola")[0] == "Accident Compensation Act 1972 (NZ), s 5."
    assert cited(named, "", "oscola")[0] == "Law of Ruritania on Buses (19 March 2021)."
    assert cited(british, "s. 6", "oscola")[0] == "Human Rights Act 1998, s 6."


def test_act_is_called_by_its_title_and_not_by_the_gazette_that_prints_it():
    """Cited again, an act without a short title has its title; the gazette stands in the full citation alone."""
    act = make_source("statute", title="Samples Act", container_title="Federal Law Gazette", volume=2021, page=1691)

    assert cited(act, "s. 6", "plain") == (
        "Section 6 of the Samples Act, 2021 Federal Law Gazette 1691.",
        "Section 6 of the Samples Act.",
    )


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        (
            "plain",
            "Article 5 of Regulation (EU) 2023/2854 on data, *Official Journal of the European Union*, L, 2023/2854.",
        ),
        ("un", "Regulation (EU) 2023/2854 on data, *Official Journal of the European Union*, L, 2023/2854, art. 5."),
    ],
)
def test_act_that_is_an_issue_of_its_own_has_no_year_beside_its_number(style, printed):
    """Since October 2023 each act of the European Union is an issue of its own, whose number has the year."""
    act = make_source(
        "regulation",
        title="Regulation (EU) 2023/2854 on data",
        number="2023/2854",
        issued="2023-12-13",
        container_title_short="OJ",
        volume="L",
    )

    assert cited(act, "art. 5", style)[0] == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [("en", "n.d."), ("fr", "s.d."), ("de", "o. J."), ("es", "s. f.")],
)
def test_sources_without_a_date_say_so(language, printed):
    """What has no date says it in the language of the letter."""
    report = make_source("report", author=[{"literal": "Example Office"}]).model_copy(update={"issued": None})

    assert cited(report, "", "plain", language)[0].endswith(f", {printed}." if printed[-1] != "." else f", {printed}")


def test_mcgill_dates_the_entry_into_force_in_french_with_a_colon():
    """The French half of the guide has "entrée en vigueur :" before the day, and "art" without "à"."""
    first, _ = cited(make_authority(id="source"), "art. 118", "mcgill", "fr")

    assert first.replace("\u00a0", "~") == (
        "*Convention de Genève relative au traitement des prisonniers de guerre*, 12 août 1949, 75 RTNU 135, art 118 "
        "(entrée en vigueur~: 21 octobre 1950) [*CG III*]."
    )


def test_german_notes_of_the_united_nations_keep_the_volume_in_english():
    """The German texts of the Organization have the English name of the treaty series, and "Vol." with it."""
    treaty = make_authority(id="source", number=972, event_place="Geneva")

    first, _ = cited(treaty, "art. 118", "un", "de")

    assert first.replace("\u00a0", " ").endswith(
        "(Geneva, 12. August 1949), United Nations, *Treaty Series*, Vol. 75, Nr. 972, S. 135, Art. 118."
    )


OLDER = """
name: National
labels: bare
quotes: single
ibid: "ibid{{ pinpoint }}"
short: "{{ short }} (n {{ note }}){{ pinpoint }}"
abbreviations: {Armenia: Arm.}
pinpoints:
  default: " {{ label }} {{ places }}"
  labels: {page: " {{ places }}"}
  kinds: {case: {para: " {{ bracketed }}"}}
forms:
  treaty:
    first: "*{{ title }}*, {{ opened }} {{ issued }}, {{ volume }} {{ series }} {{ page }}{{ pinpoint }}"
  case:
    first: "{{ title }} ({{ parties }}), {{ number }}, {{ authority }}, {{ container }} {{ volume }}{{ pinpoint }}"
  report:
    first: "{% if not without_author %}{{ author }}, {% endif %}{{ quoted }} ({{ issued }}){{ pinpoint }}{{ link }}"
"""


def test_styles_written_for_the_first_version_work(tmp_path: Path):
    """A style without any of the newer keys prints what it printed, and says nothing false of a treaty."""
    (tmp_path / "citation_styles").mkdir()
    (tmp_path / "citation_styles" / "national.yaml").write_text(OLDER, encoding="utf-8")
    style = load_citation_style("national", tmp_path, Location(tmp_path / "appeal.yaml"))
    citer = Citer(style, load_terms()["en"], "en")
    case = make_source(
        "case",
        title="Lloyd v Google LLC",
        number="[2021] UKSC 50",
        authority="UK Supreme Court",
        container_title="A.C.",
        volume=2,
        custom={"case-parties": ["Lloyd", "Google LLC"]},
    )
    report = make_source(
        "report",
        id="report",
        title="On air",
        author=[{"literal": "Office"}],
        publisher="Office",
        URL="https://example.org",
        accessed="2026-11-20",
    )

    assert citer.cite(case, "first", None).replace("\\", "") == (
        "Lloyd v Google LLC (Lloyd v Google LLC), [2021] UKSC 50, UK Supreme Court, A.C. 2"
    )
    assert citer.cite(report, "first", None).startswith("Office, ‘On air’ (19 March 2021) <")
    assert citer.cite(make_authority(), "first", None) == (
        "*Geneva Convention relative to the Treatment of Prisoners of War*, adopted 12 August 1949, 75 UNTS 135"
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "Musterstadt, ⟦«Bussi»⟧, ⟦2 مارس 2026⟧, [https://musterstadt.example/x]"),
        ("fa", "Musterstadt, ⟦«Bussi»⟧, ⟦2 مارس 2026⟧, [https://musterstadt.example/x]"),
        ("he", "Musterstadt, ⟦”Bussi”⟧, ⟦2 במרץ 2026⟧, [https://musterstadt.example/x]"),
        ("ka", "Musterstadt, „Bussi“, 2 მარტი, 2026, [https://musterstadt.example/x]"),
    ],
)
def test_titles_and_dates_keep_together_between_words_of_the_other_direction(language, expected):
    """Without marks around them, the day would stand on the other side of a Latin title, and its last mark too."""
    style = load_citation_style("plain", Path("nowhere"), Location(Path("appeal.yaml")))
    source = make_source(
        "report",
        title="Bussi",
        author=[{"literal": "Musterstadt"}],
        issued="2026-03-02",
        URL="https://musterstadt.example/x",
        language="de",
    )
    found = Citer(style, load_terms()[language], language).cite(source, "first", None, 1)

    assert found.replace("\u2068", "⟦").replace("\u2069\u200f", "⟧").startswith(expected)
