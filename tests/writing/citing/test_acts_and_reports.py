"""Acts of states, councils and the Union, each in its form; reported decisions; and what is not printed of a source.

Every expected string was written by hand.
"""

from pathlib import Path

import pytest

from entreaty.content.files.csl.kinds import kind_of
from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.checking.cited.sources import unprinted_fields
from entreaty.writing.citing.fields import not_printed
from entreaty.writing.citing.notes import Citer
from tests.support.sample_content import make_source

DOE = [{"given": "Jane", "family": "Doe"}]


def style_of(name):
    """Return a shipped style."""
    return load_citation_style(name, Path("nowhere"), Location(Path("appeal.yaml")))


def printed(style, kind, language="en", **fields):
    """Return the first citation of a source."""
    return Citer(style_of(style), load_terms()[language], language).cite(make_source(kind, **fields), "first", None)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "regulation", "title": "The Bus Regulations 2019", "jurisdiction": "UK"}, "statute"),
        ({"type": "regulation", "title": "Buses", "number": "SI 2019/12"}, "statute"),
        ({"type": "regulation", "title": "Buses", "number": "S.I. 2019/12"}, "statute"),
        ({"type": "regulation", "title": "Buses", "number": "2019 No. 12"}, "statute"),
        ({"type": "regulation", "title": "The European Union (Buses) Regulations 2019"}, "statute"),
        ({"type": "legislation", "title": "EU Exit Act 2019", "jurisdiction": "UK"}, "statute"),
        ({"type": "regulation", "title": "Buses"}, "statute"),
        ({"type": "regulation", "title": "Regulation (EU) 2016/679"}, "regulation"),
        ({"type": "regulation", "title": "On data", "jurisdiction": "EU"}, "regulation"),
        ({"type": "regulation", "title": "On data", "container-title": "OJ L"}, "regulation"),
        ({"type": "regulation", "title": "On data", "container-title": "OJ L 119"}, "regulation"),
        (
            {"type": "legislation", "title": "On data", "container-title": "Amtsblatt der Europäischen Union"},
            "regulation",
        ),
        ({"type": "legislation", "title": "On data", "container-title": "JO L 119"}, "regulation"),
        ({"type": "regulation", "title": "Directive 93/13/EEC", "authority": "European Union"}, "directive"),
        ({"type": "legislation", "genre": "délibération", "authority": "Conseil municipal"}, "resolution"),
        ({"type": "regulation", "genre": "Arrêté municipal", "authority": "Maire"}, "resolution"),
        ({"type": "legislation", "genre": "by-law", "authority": "Exampleton City Council"}, "resolution"),
        ({"type": "legislation", "genre": "Ordinance", "authority": "City of Exampleton"}, "resolution"),
        ({"type": "legislation", "genre": "Hauptsatzung", "authority": "Stadt Musterstadt"}, "resolution"),
        ({"type": "legislation", "genre": "Stadtratsbeschluss", "authority": "Stadtrat"}, "resolution"),
        ({"type": "legislation", "genre": "by-law"}, "statute"),
    ],
)
def test_act_is_that_of_its_state_council_or_union(fields, kind):
    """Jurisdiction, number and title tell acts of states, the genre those of councils; the rest is as before."""
    assert kind_of(fields) == kind


@pytest.mark.parametrize(
    ("style", "kind", "fields", "expected"),
    [
        (
            "oscola",
            "regulation",
            {"title": "Bus Regulations 2019", "number": "SI 2019/12", "issued": 2019},
            "Bus Regulations 2019, SI 2019/12",
        ),
        (
            "mcgill",
            "regulation",
            {"title": "Bus Regulations 2019", "jurisdiction": "UK", "number": "2019 No. 12", "issued": 2019},
            "*Bus Regulations 2019* (UK), 2019 No. 12",
        ),
        ("oscola", "regulation", {"title": "Regulation (EU) on buses"}, "Regulation (EU) on buses (19 March 2021)"),
        ("plain", "directive", {"title": "Directive", "number": "5/21"}, "Directive, number 5/21, 19 March 2021"),
        ("mcgill", "directive", {"title": "Directive"}, "EU, *Directive* (19 March 2021)"),
        ("bluebook", "directive", {"title": "Directive 5/21", "number": "5/21"}, "Directive 5/21 (Mar. 19, 2021)"),
        ("oscola", "statute", {"title": "Clean Air Act 1999", "issued": 1999}, "Clean Air Act 1999"),
        ("un", "statute", {"title": "Act on buses"}, "Act on buses, 19 March 2021"),
        ("aglc", "statute", {"title": "Act on buses"}, "*Act on buses* (19 March 2021)"),
    ],
)
def test_number_and_day_of_an_act_are_printed_unless_its_title_says_them(style, kind, fields, expected):
    """An act outside the Official Journal has number and date; a regulation of a state has the form of a statute."""
    assert printed(style, kind, **fields).replace("\\", "") == expected


REPORTED = {
    "title": "Corr v Example Ltd",
    "authority": "House of Lords",
    "number": "[2008] UKHL 13",
    "container_title_short": "AC",
    "volume": 1,
    "page": 884,
    "issued": "2008-02-27",
}


@pytest.mark.parametrize(
    ("style", "changes", "expected"),
    [
        ("oscola", {}, "*Corr v Example Ltd* [2008] UKHL 13, [2008] 1 AC 884"),
        ("oscola", {"container_title_short": "EHRR"}, "*Corr v Example Ltd* [2008] UKHL 13, (2008) 1 EHRR 884"),
        ("oscola", {"volume": "[2009] 1"}, "*Corr v Example Ltd* [2008] UKHL 13, [2009] 1 AC 884"),
        ("oscola", {"number": None}, "*Corr v Example Ltd* [2008] 1 AC 884"),
        ("oscola", {"page": None}, "*Corr v Example Ltd* [2008] UKHL 13"),
        ("mcgill", {}, "*Corr v Example Ltd*, [2008] UKHL 13, [2008] 1 AC 884"),
        ("bluebook", {}, "Corr v. Example Ltd [2008] UKHL 13, [2008] 1 AC 884"),
        ("aglc", {}, "*Corr v Example Ltd* [2008] 1 AC 884"),
        ("un", {}, "House of Lords, *Corr v. Example Ltd*, [2008] UKHL 13, [2008] 1 AC 884, 27 February 2008"),
        ("plain", {}, "House of Lords, Corr v. Example Ltd, [2008] UKHL 13, [2008] 1 AC 884, 27 February 2008"),
    ],
)
def test_reported_decision_has_its_neutral_citation_and_its_report(style, changes, expected):
    """The neutral citation stands before the report (OSCOLA 2.1.3); AGLC has the report alone (2.3)."""
    assert printed(style, "case", **(REPORTED | changes)).replace("\\", "") == expected


def test_code_has_the_title_of_the_language():
    """The name of a code in the language of the letter is printed, be it called by its title or by what prints it."""
    law = {"title": {"en": "Civil Code", "fr": "Code civil"}}
    fields = {"title": "Bürgerliches Gesetzbuch", "section": "5"}

    assert printed("oscola", "code", **fields, custom=dict(law)) == "Civil Code § 5"
    assert printed("plain", "code", "fr", **fields, custom=dict(law)) == "§ 5 du Code civil"
    assert printed("oscola", "code", **fields, container_title=fields["title"], custom=dict(law)) == "Civil Code § 5"
    assert printed("oscola", "code", **fields, container_title="BGB", custom=dict(law)) == "Civil Code, BGB § 5"


@pytest.mark.parametrize(
    ("style", "kind", "fields", "told"),
    [
        ("aglc", "case", REPORTED, ("number",)),
        ("oscola", "case", REPORTED, ()),
        ("oscola", "case", REPORTED | {"page": None}, ("container-title-short", "volume")),
        ("oscola", "report", {"author": DOE, "genre": "Annual report"}, ("genre",)),
        ("oscola", "report", {"author": DOE, "genre": "Annual report", "number": "5"}, ()),
        ("oscola", "report", {"author": DOE, "authority": "Office"}, ("authority",)),
        ("oscola", "report", {"author": [{"literal": "Office"}], "authority": "Office"}, ()),
        (
            "bluebook",
            "article",
            {"author": DOE, "container_title": "J", "volume": 3, "issue": 2, "page": 4},
            ("issue",),
        ),
        ("bluebook", "article", {"author": DOE, "container_title": "J", "volume": 3, "issue": 2}, ()),
        ("oscola", "article", {"container_title": "J", "page": 4, "DOI": "10.1000/182"}, ()),
        ("oscola", "statute", {"title": "Act 1999"}, ("issued",)),
        ("oscola", "statute", {"title": "Act", "volume": 2021, "container_title": "Gazette", "page": 5}, ()),
        ("oscola", "statute", {"title": "Act 1999", "issued": 1999, "URL": "https://example.org"}, ("URL",)),
        ("oscola", "statute", {"title": "Act", "number": "5", "URL": "https://example.org"}, ()),
        (
            "oscola",
            "statute",
            {"title": "Act", "volume": "4", "container_title": "Gazette"},
            ("container-title", "volume"),
        ),
        ("oscola", "interview", {"author": DOE, "title": "Interview with Jane Doe"}, ()),
        ("oscola", "interview", {"author": DOE, "title": "The closing of line 4"}, ("title",)),
        ("un", "regional-resolution", {"authority": "A", "number": "5", "URL": "https://example.org"}, ()),
        ("oscola", "news", {"author": DOE, "container_title": "Times", "authority": "Agency"}, ("authority",)),
    ],
)
def test_field_that_is_not_printed_of_this_source_is_told(style, kind, fields, told):
    """What counts is what the forms print of the source as it is, not what they print of others of its kind."""
    assert not_printed(make_source(kind, **fields), style_of(style)) == told


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("bluebook", "Bus Door Act, 5 U.S.C. § 552"),
        ("oscola", "Bus Door Act, 5 USC § 552"),
        ("plain", "§ 552 of the Bus Door Act, 5 U.S.C."),
    ],
)
def test_title_of_an_american_code_stands_before_its_name(style, expected):
    """Without it nobody finds the section, and it counts as printed."""
    fields = {"title": "Bus Door Act", "container-title": "U.S.C.", "volume": "5", "section": "552"}

    assert printed(style, "code", **fields).replace("*", "") == expected
    assert "volume" not in not_printed(make_source("code", **fields), style_of(style))


def test_jurisdiction_in_the_title_of_an_act_is_printed_once():
    """Australian acts have it in their titles."""
    assert printed("bluebook", "statute", title="Privacy Act 1988 (Cth)", jurisdiction="Cth").count("Cth") == 1


def test_style_without_the_form_of_an_act_is_told():
    """A regulation of a state is cited as a statute, and a style that has none for these cannot cite it."""
    style = style_of("plain")
    own = style.model_copy(update={"forms": {"regulation": style.forms["regulation"]}})
    act = make_source("regulation", title="The Bus Regulations 2019", jurisdiction="UK")
    (told,) = unprinted_fields([act], [own])

    assert told.message == f"'{act.id}' cannot be cited: plain has no form for a statute"
