"""What forms may name of a source and of a place in it."""

import re
from datetime import date
from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import CIRCUMSTANCES, ELEMENTS, load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.elements import Describer
from entreaty.writing.citing.pinpoints.place import Pinpoint
from tests.support.checkout import ROOT
from tests.support.sample_content import make_authority, make_order, make_source


def _describer(style="oscola", language="en") -> Describer:
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    return Describer(loaded, load_terms()[language], language)


def _place(label, *items, style="oscola", language="en", authority=None):
    pinpoint = Pinpoint(label, tuple((one.split("–")[0], one.split("–")[-1]) for one in items))
    return _describer(style, language).place((authority or make_authority()).custom.kind, pinpoint)


def test_every_element_is_known_to_those_who_check_forms():
    """A source that has everything has exactly the elements that forms are checked against, and the words."""
    everything = {
        "author": [{"literal": "Example Author"}],
        "editor": [{"literal": "Example Editor"}],
        "interviewer": [{"literal": "Example Interviewer"}],
        "recipient": [{"literal": "Example Recipient"}],
        "container_title": "Example Times",
        "collection_title": "Examples",
        "collection_number": 3,
        "volume": "L 1",
        "issue": 2,
        "number": 2,
        "section": 4,
        "edition": 5,
        "version": 6,
        "event_place": "The Hague",
        "publisher": "Example Press",
        "publisher_place": "London",
        "jurisdiction": "UK",
        "genre": "order",
        "URL": "https://example.org",
        "accessed": "2026-11-20",
    }
    law = {"symbol": "A/1", "general-list": 180, "common-name": "The Case", "ecli": "ECLI:EU:C:2020:559"}
    treaty = {
        "opened-for-signature": date(1966, 3, 7),
        "us-treaty-source": "6 U.S.T. 3316",
        "entry-into-force": date(1950, 10, 21),
    }
    order = make_order(**everything, custom=law | treaty)
    eu_case = make_source("eu-case", **everything)
    act = make_source("regulation", **everything, container_title_short="OJ")
    named = make_source("case", **everything | {"container_title": "U.S.", "title": "In Re Example"})
    neutral = make_source("case", **everything | {"number": "[2021] UKSC 50", "title": "A v B"})
    found = set().union(*(_describer().elements(one) for one in (order, eu_case, act, named, neutral)))
    unnamed = make_source("case", **everything)
    found |= set(_describer().elements(unnamed))
    words = {name.replace("-", "_") for name in load_terms()["en"].words}

    assert found - words == set(ELEMENTS)
    assert not words & set(ELEMENTS)
    assert {*_place("art", "1"), "note", "without_author"} == set(CIRCUMSTANCES)


def test_what_a_source_lacks_is_left_out():
    """Only what the source has can be named; a link may be empty."""
    elements = _describer().elements(make_source("web"))

    assert elements["link"] == ""
    assert not {"author", "page", "parties", "in_force", "phase", "url", "number", "symbol"} & set(elements)


@pytest.mark.parametrize(
    ("issued", "style", "language", "words", "day"),
    [
        ("2021-12-07", "oscola", "en", "7 December 2021", "7 December 2021"),
        ("2021-12-07", "bluebook", "en", "Dec. 7, 2021", "Dec. 7"),
        ("2021-12-07", "bluebook", "fr", "7 décembre 2021", "7 décembre 2021"),
        ("2025-06", "oscola", "en", "June 2025", "June 2025"),
        ("2024-09", "bluebook", "en", "Sept. 2024", "Sept. 2024"),
        ("2025", "bluebook", "en", "2025", "2025"),
        ("2025-03-01", "oscola", "fr", "1er mars 2025", "1er mars 2025"),
    ],
)
def test_dates_are_as_exact_as_the_source_and_as_the_style_writes_them(issued, style, language, words, day):
    """A day, a month or a year is written in words of the language, with the style's months where it has its own."""
    elements = _describer(style, language).elements(make_source("web", issued=issued))

    assert (elements["issued"], elements["day"]) == (words, day)


@pytest.mark.parametrize(
    ("style", "language", "series"),
    [
        ("oscola", "en", "UNTS"),
        ("bluebook", "en", "U.N.T.S."),
        ("un", "en", "United Nations, *Treaty Series*"),
        ("un", "fr", "Nations Unies, *Recueil des Traités*"),
        ("mcgill", "fr", "RTNU"),
    ],
)
def test_series_has_the_name_of_the_style_and_language(style, language, series):
    """The treaty series is abbreviated, dotted or written out; an unknown series keeps its name."""
    assert _describer(style, language).elements(make_authority())["series"] == series
    other = make_authority(container_title_short="ETS")
    assert _describer(style, language).elements(other)["series"] == "ETS"


@pytest.mark.parametrize(
    ("style", "language", "parties", "abbreviated"),
    [
        ("oscola", "en", "Armenia v Azerbaijan", "Armenia v Azerbaijan"),
        ("bluebook", "en", "Armenia v. Azerbaijan", "Arm. v. Azer."),
        ("oscola", "fr", "Arménie c Azerbaïdjan", "Arménie c Azerbaïdjan"),
        ("un", "fr", "Arménie c. Azerbaïdjan", "Arménie c. Azerbaïdjan"),
        ("un", "ru", "Армения – Азербайджан", "Армения – Азербайджан"),
    ],
)
def test_parties_are_joined_as_the_style_and_language_have_it(style, language, parties, abbreviated):
    """Parties stand against each other by v, v. or c, and are abbreviated where the style says how."""
    elements = _describer(style, language).elements(make_order())

    assert (elements["parties"], elements["abbreviated_parties"]) == (parties, abbreviated)


def test_party_with_a_name_in_the_language_keeps_it():
    """A party that is named by language goes before the name of its state."""
    case = make_order(custom={"case-parties": [{"en": "Doe", "fr": "Dupont"}, "Azerbaijan"], "case-states": []})

    assert _describer("un", "fr").elements(case)["parties"] == "Dupont c. Azerbaijan"
    assert _describer("un", "de").elements(case)["parties"] == "Doe gegen Azerbaijan"


@pytest.mark.parametrize(
    ("style", "label", "items", "pinpoint", "opening"),
    [
        ("oscola", "art", ["118"], " art 118", "Art 118"),
        (
            "oscola",
            "art",
            ["118–119", "126(1)", "(2)"],
            " arts 118–119, 126\\(1\\), \\(2\\)",
            "Arts 118–119, 126(1), (2)",
        ),
        ("bluebook", "para", ["98–99"], " ¶¶ 98-99", "¶¶ 98-99"),
        ("bluebook", "section", ["6"], " § 6", "§ 6"),
        ("un", "annex", ["I"], ", annex I", "Annex I"),
        ("un", "art", ["1", "2", "3"], ", arts. 1, 2 and 3", "Arts. 1, 2 and 3"),
        ("mcgill", "page", ["46–48"], " at 46–48", "Pp 46–48"),
        ("plain", "para", ["6", "8"], ", paragraphs 6 and 8", "Paragraphs 6 and 8"),
    ],
)
def test_pinpoint_is_written_as_the_style_has_it(style, label, items, pinpoint, opening):
    """The label, its plural, ranges, lists and what stands before them are the style's."""
    place = _place(label, *items, style=style)

    assert (place["pinpoint"], place["opening"], place["locator"]) == (pinpoint, opening, label)


@pytest.mark.parametrize(
    ("items", "bracketed"),
    [
        (["98"], "[98]"),
        (["98–99"], "[98]–[99]"),
        (["98", "101–103"], "[98], [101]–[103]"),
        (["98(1)", "(2)"], "[98(1), (2)]"),
        (["98(1)–(3)"], "[98(1)–(3)]"),
    ],
)
def test_each_number_has_brackets_of_its_own(items, bracketed):
    """Paragraphs of a judgment stand in brackets, one pair for each number."""
    place = _place("para", *items, authority=make_order())

    assert place["pinpoint"].replace("\\", "") == f" {bracketed}"


def test_no_pinpoint_is_nothing():
    """Without a pinpoint nothing is printed, and no form may open with it."""
    assert _describer().place("treaty", None) == {"pinpoint": "", "locator": "", "language": "en"}


def test_every_name_that_forms_may_use_is_documented():
    """The page on citation styles lists each element and each word that a form may name."""
    page = (ROOT / "docs" / "reference" / "citations.md").read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", prose))))

    assert len(ELEMENTS) >= 25
    assert sorted({*ELEMENTS, *CIRCUMSTANCES} - named) == []
