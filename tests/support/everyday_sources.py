"""Everyday sources for tests of citations: one of each kind, with the place that is cited, and how it is printed.

The acts and cases are real; everybody and everything else is an example.
"""

from pathlib import Path

from entreaty.content.files.authorities import Authority
from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.prose import citations, parse_prose
from tests.support.sample_content import make_report, make_source, shown

ANN, EVA, JANE, MAX = (
    {"given": g, "family": f} for g, f in (("Ann", "Lee"), ("Eva", "Stone"), ("Jane", "Doe"), ("Max", "Roth"))
)
GDPR = "Regulation (EU) 2016/679 of 27 April 2016 on the protection of natural persons"
GDPR_TRANSLATED = {
    "fr": "Règlement (UE) 2016/679 du 27 avril 2016 relatif à la protection des personnes physiques",
    "de": "Verordnung (EU) 2016/679 vom 27. April 2016 zum Schutz natürlicher Personen",
}
GDPR_CAPITALS = "Regulation (EU) 2016/679 of 27 April 2016 on the Protection of Natural Persons"
CJEU = "Court of Justice of the European Union"
CJEU_TRANSLATED = {"fr": "Cour de justice de l’Union européenne", "de": "Gerichtshof der Europäischen Union"}
SCHREMS = "Data Protection Commissioner v Facebook Ireland Ltd"
SCHREMS_DOTTED = "Data Protection Commissioner v. Facebook Ireland Ltd"
OFFICE = "Example Statistics Office"
ISO = "International Organization for Standardization"
COUNCIL = "Exampleton City Council"

SOURCES = {
    "book": (
        make_source(
            "book", title="Air quality in cities", author=[JANE], edition=3, publisher="Example Press",
            publisher_place="London", issued=2019, language="en",
        ),
        "p. 25",
    ),
    "chapter": (
        make_source(
            "chapter", title="Buses and lungs", author=[ANN], editor=[JANE, MAX], container_title="Streets for people",
            publisher="Example Press", publisher_place="London", issued=2020, page="40-61", language="en",
        ),
        "p. 45",
    ),
    "article": (
        make_source(
            "article", title="Lungs and law", author=[ANN, MAX], container_title="Journal of Examples",
            container_title_short="J Ex", volume=8, issue=1, page="4-28", issued=2018, DOI="10.1000/182", language="en",
        ),
        "p. 9",
    ),
    "news with a page": (
        make_source(
            "news", title="Council buys old buses", author=[{"given": "Anna", "family": "Example"}],
            container_title="Example Times", publisher_place="London", page=7, language="en",
        ),
        "",
    ),
    "web": (
        make_source(
            "web", title="Virtual friend fires employee", author=[{"given": "Sarah", "family": "Cole"}],
            container_title="Naked Law", issued="2009-05-01", URL="https://example.org/blog", accessed="2009-11-19",
            language="en",
        ),
        "",
    ),
    "web without a date": (
        make_source(
            "web", title="Our fleet", author=[{"literal": "Example Buses"}], URL="https://example.org/fleet",
            accessed="2026-11-20", language="en",
        ).model_copy(update={"issued": None}),
        "",
    ),
    "interview": (
        make_source(
            "interview", title="On parking", author=[{"given": "Ian", "family": "Bonar"}], event_place="Portsmouth",
            issued="2007-03-11",
        ),
        "",
    ),
    "letter": (
        make_source("interview", title="On parking", author=[JANE], recipient=[MAX], issued="2008-03-11"),
        "",
    ),
    "thesis": (
        make_source(
            "thesis", title="Breathing in the city", author=[EVA], genre="PhD thesis",
            publisher="University of Exampleton",
            issued=2012,
        ),
        "p. 30",
    ),
    "numbered report": (
        make_source(
            "report", title="Reforming Bribery", author=[{"literal": "Law Commission"}], collection_title="Law Com",
            number=313, issued=2008,
        ),
        "paras. 3.12-3.17",
    ),
    "policy": (
        make_source(
            "policy", title="Privacy policy", author=[{"literal": "Example Ltd"}], version=3, issued="2023-05-05",
            URL="https://example.org/privacy", accessed="2026-11-20", language="en",
        ),
        "s. 4",
    ),
    "code": (
        make_source("code", title="California Consumer Privacy Act", container_title="Cal. Civ. Code", issued=2018),
        "§ 1798.110(a)",
    ),
    "regulation": (
        make_source(
            "regulation", title=GDPR, title_short="GDPR", number="2016/679", issued="2016-04-27",
            container_title_short="OJ",
            volume="L 119", page="1-88",
            custom={"title": GDPR_TRANSLATED, "title-short": {"fr": "RGPD", "de": "DSGVO"}},
        ),
        "art. 17",
    ),
    "EU case": (
        make_source(
            "eu-case", title=SCHREMS, title_short="Schrems II", authority=CJEU, number="C-311/18", issued="2020-07-16",
            custom={"ecli": "ECLI:EU:C:2020:559", "decision": "judgment", "authority": CJEU_TRANSLATED},
        ),
        "para. 134",
    ),
    "neutral citation": (
        make_source(
            "case", title="Lloyd v Google LLC", authority="UK Supreme Court", number="[2021] UKSC 50",
            issued="2021-11-10",
            jurisdiction="UK", custom={"decision": "judgment", "case-parties": ["Lloyd", "Google LLC"]},
        ),
        "para. 92",
    ),
    "American case": (
        make_source(
            "case", title="TransUnion LLC v. Ramirez", authority="Supreme Court of the United States", number="20-297",
            container_title="U.S.", volume=594, page=413, issued="2021-06-25",
        ),
        "p. 425",
    ),
    "German court": (
        make_source(
            "case", title="Urteil vom 27. Februar 2018", authority="BVerwG", number="7 C 26.16", issued="2018-02-27",
            jurisdiction="Germany", custom={"decision": "judgment"},
        ),
        "",
    ),
    "French court": (
        make_source("case", title="Décision du 12 juillet 2017", authority="CE", number=394254, issued="2017-07-12"),
        "",
    ),
    "council resolution": (
        make_source(
            "resolution", title="Clean buses by 2030", authority=COUNCIL, number="2023/45", issued="2023-05-03",
            URL="https://example.org/45", language="en",
        ),
        "para. 2",
    ),
    "data set": (
        make_source(
            "dataset", title="Air quality 2015 to 2020", author=[{"literal": OFFICE}], version=2,
            publisher="Example Data Archive", issued=2021, DOI="10.1000/182", language="en",
        ),
        "",
    ),
    "standard": (
        make_source(
            "standard", title="Medical devices", author=[{"literal": ISO}], number="ISO 13485:2016", edition=3,
            publisher=ISO, issued=2016, language="en",
        ),
        "s. 7",
    ),
}  # fmt: skip


def cited(authority: Authority, pinpoint: str, style: str, language: str = "en") -> tuple[str, str]:
    """Return the first and the later citation of a source, such as ("Jane Doe, *Air* (2019) 25.", "Doe (n 1) 25.")."""
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    authorities = {authority.id: authority, "other": make_report(id="other")}
    notes = Notes(Citer(loaded, load_terms()[language], language), authorities)
    place = f", {pinpoint}" if pinpoint else ""
    for citation in citations(parse_prose(f"[@source{place}] [@other] [@source{place}]")):
        notes.call(citation)
    first, _, later = (shown(note.prose) for note in notes.all())
    return first, later
