"""The golden forms: every style and kind of source, cited first, directly again, and later.

Every expected string was written by hand before the styles were run. The forms of treaties, orders of the Court, the
resolution, the report and the statute come from the project's table of right forms, which rests on New Hart's Rules
13.6 and on guides of universities to OSCOLA, McGill, AGLC4 and the Bluebook. Others: unreported decisions in AGLC4 from
Canberra's guide (rule 10.4), United Nations documents there from those of ACU and SCU, in OSCOLA from that of the
University of West London; "online:" in McGill from Slaw; quoted titles and "available at" in United Nations style from
the Organization's editorial manual. Where these are silent, a comment says so.
"""

from datetime import date
from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.prose import citations, parse_prose
from tests.support.sample_content import make_authority, make_order, make_report, make_source, shown

pytestmark = pytest.mark.no_cover

GC = "Geneva Convention Relative to the Treatment of Prisoners of War"
ICJ = "International Court of Justice"
CERD = "Application of the International Convention on the Elimination of All Forms of Racial Discrimination"
REQUEST = "Request for the Modification of the Order of 7 December 2021 Indicating Provisional Measures"
BODY = "Body of Principles for the Protection of All Persons under Any Form of Detention or Imprisonment"
BODY_BLUEBOOK = BODY.replace("under Any", "Under Any")
COB = "Concluding observations on the fifth periodic report of Azerbaijan"
COB_CAPITALS = "Concluding Observations on the Fifth Periodic Report of Azerbaijan"
EP_BLUEBOOK = (
    "Resolution on Prisoners of War in the Aftermath of the Most Recent Conflict Between Armenia and Azerbaijan"
)
EP_AGLC = "Resolution on Prisoners of War in the Aftermath of the Most Recent Conflict between Armenia and Azerbaijan"
EP = "Resolution on prisoners of war in the aftermath of the most recent conflict between Armenia and Azerbaijan"

TREATY = make_authority(
    id="source",
    title=GC,
    number=972,
    event_place="Geneva",
    custom={"common-name": "Third Geneva Convention", "opened-for-signature": date(1949, 8, 12)},
)
SOURCES = {
    "treaty": (TREATY, "[@source, art. 118] [@source, art. 119] [@other] [@source, arts. 118-119]"),
    "treaty repeated": (
        TREATY,
        "[@other] [@source, art. 126(1), (2) and (4)] [@source] [@other] [@source, art. 3(1)(a)]",
    ),
    "order": (make_order(id="source"), "[@source, para. 98] [@source, para. 99] [@other] [@source, paras. 98-99]"),
    "order without a page": (
        make_order(
            id="source",
            page=None,
            container_title_short=None,
            issued="2022-10-12",
            title_short="Order of 12 October 2022",
            custom={"phase": REQUEST, "general-list": 180},
        ),
        "[@source, para. 3] [@source] [@other] [@source]",
    ),
    "human-rights case": (
        make_source(
            "human-rights-case",
            title="Ghazaryan and Bayramyan v. Azerbaijan",
            title_short="Ghazaryan and Bayramyan",
            authority="European Court of Human Rights",
            number="33050/18",
            issued="2023-10-05",
            custom={"case-parties": ["Ghazaryan and Bayramyan", "Azerbaijan"], "decision": "judgment"},
        ),
        "[@source, para. 5] [@source] [@other] [@source, para. 6]",
    ),
    "UN resolution": (
        make_source(
            "un-resolution",
            title=BODY,
            authority="United Nations General Assembly",
            number="43/173",
            issued="1988-12-09",
            custom={"symbol": "A/RES/43/173"},
        ),
        "[@source, para. 6] [@source, para. 7] [@other] [@source, paras. 6, 8]",
    ),
    "treaty-body observation": (
        make_source(
            "treaty-body",
            title=COB,
            title_short="Concluding observations (2024)",
            authority="Committee against Torture",
            number="CAT/C/AZE/CO/5",
            issued="2024-06-05",
        ),
        "[@source, para. 13] [@source, paras. 13 and 15] [@other] [@source, paras. 17-18]",
    ),
    "European Parliament resolution": (
        make_source(
            "regional-resolution",
            title=EP,
            title_short="Resolution of 20 May 2021",
            authority="European Parliament",
            number="2021/2693(RSP)",
            issued="2021-05-20",
        ),
        "[@source, para. 4] [@source, para. 5] [@other] [@source, paras. 4, 6]",
    ),
    "statute": (
        make_source("statute", title="Human Rights Act 1998", issued=1998, jurisdiction="UK"),
        "[@source, s. 6] [@source, s. 7] [@other] [@source, ss. 6-7]",
    ),
    "NGO report": (
        make_source(
            "report", title="Title", author=[{"literal": "Human Rights Watch"}], URL="https://example.org/report"
        ),
        "[@source] [@source, p. 6] [@other] [@source, pp. 5-7]",
    ),
    "news article": (
        make_source(
            "news",
            author=[{"given": "Anna", "family": "Example"}],
            container_title="Example Times",
            URL="https://example.org/news",
        ),
        "[@source] [@source] [@other] [@source]",
    ),
}

# Each: first, directly again, later. The year, series and page of the report are as the Court prints them.
OSCOLA = {
    "treaty": (
        f"{GC} (adopted 12 August 1949, entered into force 21 October 1950) 75 UNTS 135 (GC III) art 118.",
        "ibid art 119.",
        "GC III (n 1) arts 118–119.",
    ),
    "treaty repeated": (
        f"{GC} (adopted 12 August 1949, entered into force 21 October 1950) 75 UNTS 135 (GC III) art 126(1), (2), (4).",
        "ibid.",
        "GC III (n 2) art 3(1)(a).",
    ),
    "order": (
        f"*{CERD} (Armenia v Azerbaijan)* (Provisional Measures) [2021] ICJ Rep 361 [98].",
        "ibid [99].",
        "*Order of 7 December 2021* (n 1) [98]–[99].",
    ),
    "order without a page": (
        (f"*{CERD} (Armenia v Azerbaijan)* ({REQUEST}) (International Court of Justice, 12 October 2022) [3]."),
        "ibid.",
        "*Order of 12 October 2022* (n 1).",
    ),
    "human-rights case": (
        "*Ghazaryan and Bayramyan v Azerbaijan* App no 33050/18 (ECtHR, 5 October 2023) para 5.",
        "ibid.",
        "*Ghazaryan and Bayramyan* (n 1) para 6.",
    ),
    "UN resolution": (
        "UNGA Res 43/173 (9 December 1988) para 6.",
        "ibid para 7.",
        "UNGA Res 43/173 (n 1) paras 6, 8.",
    ),
    "treaty-body observation": (
        f"Committee against Torture, ‘{COB}’ (5 June 2024) UN Doc CAT/C/AZE/CO/5 para 13.",
        "ibid paras 13, 15.",
        "Concluding observations (2024) (n 1) paras 17–18.",
    ),
    # The guides give regional resolutions with the number that the body itself uses, after the date.
    "European Parliament resolution": (
        f"European Parliament, ‘{EP}’ (20 May 2021) 2021/2693(RSP) para 4.",
        "ibid para 5.",
        "Resolution of 20 May 2021 (n 1) paras 4, 6.",
    ),
    "statute": ("Human Rights Act 1998, s 6.", "ibid s 7.", "Human Rights Act 1998, ss 6–7."),
    "NGO report": (
        "Human Rights Watch, ‘Title’ (19 March 2021) <https://example.org/report>.",
        "ibid 6.",
        "Human Rights Watch (n 1) 5–7.",
    ),
    "news article": (
        "Anna Example, ‘An Example’ *Example Times* (19 March 2021) <https://example.org/news>.",
        "ibid.",
        "Example (n 1).",
    ),
}
BLUEBOOK = {
    "treaty": (
        f"{GC} art. 118, Aug. 12, 1949, 75 U.N.T.S. 135.",
        "*Id.* art. 119.",
        "GC III, *supra* note 1, arts. 118-119.",
    ),
    "treaty repeated": (
        f"{GC} art. 126(1), (2), (4), Aug. 12, 1949, 75 U.N.T.S. 135.",
        "*Id.*",
        "GC III, *supra* note 2, art. 3(1)(a).",
    ),
    # Rule 4.2 keeps supra from cases; the digests show no short form of an order of the Court.
    "order": (
        f"{CERD} (Arm. v. Azer.), Provisional Measures, Order, 2021 I.C.J. 361, ¶ 98 (Dec. 7).",
        "*Id.* ¶ 99.",
        "Arm. v. Azer., 2021 I.C.J. 361, ¶¶ 98-99.",
    ),
    # The digests do not say how an order without a volume is cited.
    "order without a page": (
        f"{CERD} (Arm. v. Azer.), {REQUEST}, Order, General List No. 180, ¶ 3 (Oct. 12, 2022).",
        "*Id.*",
        "Arm. v. Azer., Order of 12 October 2022.",
    ),
    "human-rights case": (
        "Ghazaryan and Bayramyan v. Azerbaijan, App. No. 33050/18, ¶ 5 (Eur. Ct. H.R. Oct. 5, 2023).",
        "*Id.*",
        "Ghazaryan and Bayramyan, App. No. 33050/18, ¶ 6.",
    ),
    "UN resolution": (
        f"G.A. Res. 43/173, {BODY_BLUEBOOK}, ¶ 6 (Dec. 9, 1988).",
        "*Id.* ¶ 7.",
        "G.A. Res. 43/173, *supra* note 1, ¶¶ 6, 8.",
    ),
    "treaty-body observation": (
        f"Comm. Against Torture, *{COB_CAPITALS}*, ¶ 13, U.N. Doc. CAT/C/AZE/CO/5 (June 5, 2024).",
        "*Id.* ¶¶ 13, 15.",
        "Concluding Observations (2024), *supra* note 1, ¶¶ 17-18.",
    ),
    # The digests are silent; the form is that of United Nations documents (rule 21.7).
    "European Parliament resolution": (
        f"European Parliament, *{EP_BLUEBOOK}*, ¶ 4, 2021/2693(RSP) (May 20, 2021).",
        "*Id.* ¶ 5.",
        "Resolution of 20 May 2021, *supra* note 1, ¶¶ 4, 6.",
    ),
    # Table 2 also has the chapter number of British acts, which the source lacks.
    "statute": ("Human Rights Act 1998, § 6 (UK).", "*Id.* § 7.", "Human Rights Act 1998, §§ 6-7."),
    "NGO report": (
        "Human Rights Watch, *Title* (Mar. 19, 2021), https://example.org/report.",
        "*Id.* at 6.",
        "Human Rights Watch, *supra* note 1, at 5-7.",
    ),
    "news article": (
        "Anna Example, *An Example*, Example Times (Mar. 19, 2021), https://example.org/news.",
        "*Id.*",
        "Example, *supra* note 1.",
    ),
}
MCGILL = {
    "treaty": (
        f"*{GC}*, 12 August 1949, 75 UNTS 135, art 118 (entered into force 21 October 1950) [*GC III*].",
        "Ibid, art 119.",
        "*GC III*, supra note 1, arts 118–119.",
    ),
    "treaty repeated": (
        f"*{GC}*, 12 August 1949, 75 UNTS 135, art 126(1), (2), (4) (entered into force 21 October 1950) [*GC III*].",
        "Ibid.",
        "*GC III*, supra note 2, art 3(1)(a).",
    ),
    "order": (
        (
            f"*{CERD} (Armenia v Azerbaijan)*, Provisional Measures, Order of 7 December 2021, "
            "[2021] ICJ Rep 361 at para 98."
        ),
        "Ibid at para 99.",
        "*Order of 7 December 2021*, supra note 1 at paras 98–99.",
    ),
    # The guides do not say how an order without a volume is cited.
    "order without a page": (
        f"*{CERD} (Armenia v Azerbaijan)*, {REQUEST}, Order of 12 October 2022, General List No 180 at para 3.",
        "Ibid.",
        "*Order of 12 October 2022*, supra note 1.",
    ),
    # The guides seen have no unreported judgment of the European Court.
    "human-rights case": (
        (
            "*Ghazaryan and Bayramyan v Azerbaijan*, No 33050/18 (5 October 2023) "
            "(European Court of Human Rights) at para 5."
        ),
        "Ibid.",
        "*Ghazaryan and Bayramyan*, supra note 1 at para 6.",
    ),
    # The official records of the session are left out, as they are where a resolution is found by its symbol.
    "UN resolution": (
        f"*{BODY}*, GA Res 43/173, UN Doc A/RES/43/173 (9 December 1988) at para 6.",
        "Ibid at para 7.",
        "GA Res 43/173, supra note 1 at paras 6, 8.",
    ),
    "treaty-body observation": (
        f"Committee against Torture, *{COB}*, UN Doc CAT/C/AZE/CO/5 (5 June 2024) at para 13.",
        "Ibid at paras 13, 15.",
        "Concluding observations (2024), supra note 1 at paras 17–18.",
    ),
    # The guides are silent on resolutions that are not in the Official Journal; the form is that of UN documents.
    "European Parliament resolution": (
        f"European Parliament, *{EP}*, 2021/2693(RSP) (20 May 2021) at para 4.",
        "Ibid at para 5.",
        "Resolution of 20 May 2021, supra note 1 at paras 4, 6.",
    ),
    "statute": (
        "*Human Rights Act 1998* (UK), s 6.",
        "Ibid, s 7.",
        "*Human Rights Act 1998*, supra note 1, ss 6–7.",
    ),
    "NGO report": (
        "Human Rights Watch, *Title* (19 March 2021), online: <https://example.org/report>.",
        "Ibid at 6.",
        "Human Rights Watch, supra note 1 at 5–7.",
    ),
    "news article": (
        "Anna Example, “An Example”, *Example Times* (19 March 2021), online: <https://example.org/news>.",
        "Ibid.",
        "Example, supra note 1.",
    ),
}
AGLC = {
    "treaty": (
        f"*{GC}*, opened for signature 12 August 1949, 75 UNTS 135 (entered into force 21 October 1950) art 118.",
        "Ibid art 119.",
        "*GC III* (n 1) arts 118–119.",
    ),
    "treaty repeated": (
        (
            f"*{GC}*, opened for signature 12 August 1949, 75 UNTS 135 (entered into force 21 October 1950) "
            "art 126(1), (2), (4)."
        ),
        "Ibid.",
        "*GC III* (n 2) art 3(1)(a).",
    ),
    "order": (
        f"*{CERD} (Armenia v Azerbaijan)* (*Provisional Measures*) [2021] ICJ Rep 361, [98].",
        "Ibid [99].",
        "*Order of 7 December 2021* (n 1) [98]–[99].",
    ),
    "order without a page": (
        (
            f"*{CERD} (Armenia v Azerbaijan)* (*{REQUEST}*) "
            "(International Court of Justice, General List No 180, 12 October 2022) [3]."
        ),
        "Ibid.",
        "*Order of 12 October 2022* (n 1).",
    ),
    "human-rights case": (
        (
            "*Ghazaryan and Bayramyan v Azerbaijan* "
            "(European Court of Human Rights, Application No 33050/18, 5 October 2023) [5]."
        ),
        "Ibid.",
        "*Ghazaryan and Bayramyan* (n 1) [6].",
    ),
    "UN resolution": (
        f"*{BODY}*, GA Res 43/173, UN Doc A/RES/43/173 (9 December 1988) para 6.",
        "Ibid para 7.",
        f"*{BODY}* (n 1) paras 6, 8.",
    ),
    "treaty-body observation": (
        f"Committee against Torture, *{COB_CAPITALS}*, UN Doc CAT/C/AZE/CO/5 (5 June 2024) [13].",
        "Ibid [13], [15].",
        "Concluding Observations (2024) (n 1) [17]–[18].",
    ),
    # The guides are silent on resolutions that are not in the Official Journal; the form is that of UN documents.
    "European Parliament resolution": (
        f"European Parliament, *{EP_AGLC}*, 2021/2693(RSP) (20 May 2021) para 4.",
        "Ibid para 5.",
        "Resolution of 20 May 2021 (n 1) paras 4, 6.",
    ),
    "statute": ("*Human Rights Act 1998* (UK) s 6.", "Ibid s 7.", "*Human Rights Act 1998* (n 1) ss 6–7."),
    "NGO report": (
        "Human Rights Watch, *Title* (Report, 19 March 2021) <https://example.org/report>.",
        "Ibid 6.",
        "Human Rights Watch (n 1) 5–7.",
    ),
    "news article": (
        "Anna Example, ‘An Example’, *Example Times* (online, 19 March 2021) <https://example.org/news>.",
        "Ibid.",
        "Example (n 1).",
    ),
}
# The manual has shortened references without the number of the first note: author and title, or the document's symbol.
UN = {
    "treaty": (
        (
            f"{GC} (Third Geneva Convention) (Geneva, 12 August 1949), "
            "United Nations, *Treaty Series*, vol. 75, No. 972, p. 135, art. 118."
        ),
        "*Ibid.*, art. 119.",
        "Third Geneva Convention, arts. 118–119.",
    ),
    "treaty repeated": (
        (
            f"{GC} (Third Geneva Convention) (Geneva, 12 August 1949), "
            "United Nations, *Treaty Series*, vol. 75, No. 972, p. 135, art. 126 (1), (2) and (4)."
        ),
        "*Ibid.*",
        "Third Geneva Convention, art. 3 (1) (a).",
    ),
    "order": (
        (
            f"*{CERD} (Armenia v. Azerbaijan), Provisional Measures, Order of 7 December 2021, "
            "I.C.J. Reports 2021*, p. 361, "
            "para. 98."
        ),
        "*Ibid.*, para. 99.",
        "*Order of 7 December 2021*, paras. 98–99.",
    ),
    "order without a page": (
        f"*{CERD} (Armenia v. Azerbaijan), {REQUEST}, Order of 12 October 2022*, para. 3.",
        "*Ibid.*",
        "*Order of 12 October 2022*.",
    ),
    # The manual leaves cases of other courts to the form of the court.
    "human-rights case": (
        (
            "European Court of Human Rights, *Ghazaryan and Bayramyan v. Azerbaijan*, application No. 33050/18, "
            "Judgment of 5 October 2023, para. 5."
        ),
        "*Ibid.*",
        "*Ghazaryan and Bayramyan*, para. 6.",
    ),
    "UN resolution": (
        "General Assembly resolution 43/173 of 9 December 1988 (A/RES/43/173), para. 6.",
        "*Ibid.*, para. 7.",
        "General Assembly resolution 43/173, paras. 6 and 8.",
    ),
    "treaty-body observation": (
        f"Committee against Torture, “{COB}” (CAT/C/AZE/CO/5), para. 13.",
        "*Ibid.*, paras. 13 and 15.",
        "CAT/C/AZE/CO/5, paras. 17–18.",
    ),
    "European Parliament resolution": (
        f"European Parliament, “{EP}”, 2021/2693(RSP), 20 May 2021, para. 4.",
        "*Ibid.*, para. 5.",
        "European Parliament, Resolution of 20 May 2021, paras. 4 and 6.",
    ),
    "statute": ("Human Rights Act 1998, sect. 6.", "*Ibid.*, sect. 7.", "Human Rights Act 1998, sects. 6–7."),
    "NGO report": (
        "Human Rights Watch, “Title”, 19 March 2021, available at https://example.org/report.",
        "*Ibid.*, p. 6.",
        "Human Rights Watch, “Title”, pp. 5–7.",
    ),
    "news article": (
        "Anna Example, “An Example”, *Example Times*, 19 March 2021, available at https://example.org/news.",
        "*Ibid.*",
        "Example, “An Example”, *Example Times*.",
    ),
}
# Our own style: the two first forms are those of the table, all others follow its rule that nothing is abbreviated.
PLAIN = {
    "treaty": (
        f"Article 118 of the {GC} (12 August 1949).",
        "Article 119 of the Third Geneva Convention.",
        "Articles 118–119 of the Third Geneva Convention.",
    ),
    "treaty repeated": (
        f"Article 126(1), (2) and (4) of the {GC} (12 August 1949).",
        "Third Geneva Convention.",
        "Article 3(1)(a) of the Third Geneva Convention.",
    ),
    "order": (
        (f"{ICJ}, {CERD} (Armenia v. Azerbaijan), Provisional Measures, Order of 7 December 2021, paragraph 98."),
        "International Court of Justice, Order of 7 December 2021, paragraph 99.",
        "International Court of Justice, Order of 7 December 2021, paragraphs 98–99.",
    ),
    "order without a page": (
        f"{ICJ}, {CERD} (Armenia v. Azerbaijan), {REQUEST}, Order of 12 October 2022, paragraph 3.",
        "International Court of Justice, Order of 12 October 2022.",
        "International Court of Justice, Order of 12 October 2022.",
    ),
    "human-rights case": (
        (
            "European Court of Human Rights, Ghazaryan and Bayramyan v. Azerbaijan, application number 33050/18, "
            "Judgment of 5 October 2023, paragraph 5."
        ),
        "European Court of Human Rights, Ghazaryan and Bayramyan, Judgment of 5 October 2023.",
        "European Court of Human Rights, Ghazaryan and Bayramyan, Judgment of 5 October 2023, paragraph 6.",
    ),
    "UN resolution": (
        f"United Nations General Assembly, resolution 43/173 of 9 December 1988, “{BODY}”, paragraph 6.",
        "United Nations General Assembly, resolution 43/173, paragraph 7.",
        "United Nations General Assembly, resolution 43/173, paragraphs 6 and 8.",
    ),
    "treaty-body observation": (
        f"Committee against Torture, “{COB}”, 5 June 2024, document CAT/C/AZE/CO/5, paragraph 13.",
        "Committee against Torture, Concluding observations (2024), paragraphs 13 and 15.",
        "Committee against Torture, Concluding observations (2024), paragraphs 17–18.",
    ),
    "European Parliament resolution": (
        f"European Parliament, “{EP}”, 20 May 2021, 2021/2693(RSP), paragraph 4.",
        "European Parliament, Resolution of 20 May 2021, paragraph 5.",
        "European Parliament, Resolution of 20 May 2021, paragraphs 4 and 6.",
    ),
    "statute": (
        "Section 6 of the Human Rights Act 1998.",
        "Section 7 of the Human Rights Act 1998.",
        "Sections 6–7 of the Human Rights Act 1998.",
    ),
    "NGO report": (
        "Human Rights Watch, “Title”, 19 March 2021, https://example.org/report.",
        "Human Rights Watch, “Title”, page 6.",
        "Human Rights Watch, “Title”, pages 5–7.",
    ),
    "news article": (
        "Anna Example, “An Example”, Example Times, 19 March 2021, https://example.org/news.",
        "“An Example”, Example Times, 19 March 2021.",
        "“An Example”, Example Times, 19 March 2021.",
    ),
}
FORMS = {"oscola": OSCOLA, "bluebook": BLUEBOOK, "mcgill": MCGILL, "aglc": AGLC, "un": UN, "plain": PLAIN}


@pytest.mark.parametrize(
    ("style", "source"), [(style, source) for style, forms in FORMS.items() for source in forms], ids=lambda one: one
)
def test_source_is_cited_in_the_form_of_the_style(style, source):
    """A source is cited as the style's guide has it: first, directly again, and later."""
    authority, text = SOURCES[source]
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    authorities = {"source": authority, "other": make_report(id="other")}
    notes = Notes(Citer(loaded, load_terms()["en"], "en"), authorities)
    for citation in citations(parse_prose(text)):
        notes.call(citation)

    printed = tuple(shown(note.prose) for note in notes.all() if note.sources == ("source",))

    assert printed == FORMS[style][source]


def test_golden_forms_are_many():
    """Each style has a golden form of every source, first, directly again and later: 150 or more in all."""
    number = sum(len(found) for forms in FORMS.values() for found in forms.values())

    assert {style: set(forms) for style, forms in FORMS.items()} == {key: set(SOURCES) for key in FORMS}
    assert number >= 150, number
    assert number == 198
