"""Places that are told: not understood, or impossible in a source of its kind."""

import pytest

from entreaty.writing.checking.cited.pinpoints import pinpoint_problems
from entreaty.writing.checking.cited.sources import unlike_sources
from tests.support.sample_content import (
    authorities_of,
    make_authority,
    make_order,
    make_passage,
    make_report,
    make_source,
)

NEWER = {
    "data": "dataset",
    "norm": "standard",
    "talk": "interview",
    "union": "directive",
    "court": "eu-case",
    "book": "book",
}
ALL = authorities_of(
    make_authority(),
    make_report(),
    make_order(),
    make_source("web", id="page"),
    *(make_source(kind, id=name) for name, kind in NEWER.items()),
)


def _told(**words):
    return list(pinpoint_problems(make_passage(**words), ALL))


@pytest.mark.parametrize(
    ("language", "cited", "named"),
    [
        ("en", "[@report, box 3]", "box 3"),
        ("de", "[@report, Kasten 3]", "Kasten 3"),
        ("fr", "[@report, encadré 3, souligné]", "encadré 3"),
        ("en", "[@gc3, art. Xylophone]", "art. Xylophone"),
        ("en", "[see @report, p. 12 box 3]", "p. 12 box 3"),
    ],
)
def test_places_that_are_not_understood_are_told(language, cited, named):
    """A warning names the words, and shows how places are written in the language of the passage."""
    (problem,) = _told(**{"en": "So.", language: f"So.{cited}"})

    assert problem.level == "warning"
    assert problem.message.startswith(f"'{named}' in '[@")
    assert problem.message.endswith("is no place that is understood; it is printed as it stands")
    assert {"en": "art. 5(1)", "de": "Art. 5(1)", "fr": "art. 5(1)"}[language] in problem.hint


@pytest.mark.parametrize(
    ("cited", "message"),
    [
        ("[@page, art. 5]", "'page' is of the kind 'web', which has no articles, but is cited at art 5"),
        ("[@page, p. 3]", "'page' is of the kind 'web', which has no pages, but is cited at page 3"),
        ("[@gc3, p. 140]", "'gc3' is of the kind 'treaty', which has no pages, but is cited at page 140"),
        ("[@gc3, 140]", "'gc3' is of the kind 'treaty', which has no pages, but is cited at page 140"),
        ("[@icj-2021, art. 5]", "'icj-2021' is of the kind 'case', which has no articles, but is cited at art 5"),
        ("[@data, s. 5]", "'data' is of the kind 'dataset', which has no sections, but is cited at section 5"),
        ("[@norm, art. 5]", "'norm' is of the kind 'standard', which has no articles, but is cited at art 5"),
        ("[@talk, recital 5]", "'talk' is of the kind 'interview', which has no recitals, but is cited at recital 5"),
        ("[@union, p. 5]", "'union' is of the kind 'directive', which has no pages, but is cited at page 5"),
        ("[@court, sch. 5]", "'court' is of the kind 'eu-case', which has no schedules, but is cited at annex 5"),
        ("[@book, sch. 5]", "'book' is of the kind 'book', which has no schedules, but is cited at annex 5"),
        ("[@report, cl. 5]", "'report' is of the kind 'report', which has no clauses, but is cited at clause 5"),
    ],
)
def test_places_that_a_source_cannot_have_are_told(cited, message):
    """A warning says what a source of that kind is not counted by."""
    (problem,) = _told(en=f"So.{cited}")

    assert (problem.message, problem.level) == (message, "warning")
    assert problem.hint.startswith("name the place as the source counts it, such as ")


@pytest.mark.parametrize(
    "cited",
    [
        "[@gc3, art. 5]",
        "[@gc3, annex II]",
        "[@report, p. 3]",
        "[@icj-2021, § 31]",
        "[@page, para. 3]",
        "[@page]",
        "[@data, table 3]",
        "[@norm, cl. 4.2]",
        "[@talk, p. 3]",
        "[@union, recital 26]",
        "[@court, § 31]",
        "[@book, art. 5]",
    ],
)
def test_usual_places_are_not_told(cited):
    """What a source of its kind has is no question."""
    assert _told(en=f"So.{cited}") == []


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("[@gc3, art. 5(1)(a)]", "[@gc3, Art. 5 Abs. 1 lit. a]"),
        ("[@report, p. 12]", "[@report, S. 12]"),
        ("[@report, para. 31]", "[@report, Rn. 31]"),
        ("[@icj-2021, § 31]", "[@icj-2021, Rn. 31]"),
        ("[@gc3, art. 5-7]", "[@gc3, Art. 5 bis 7]"),
        ("[@report, box 3]", "[@report, Kasten 3]"),
        ("[@union, recital (26)]", "[@union, ErwGr. 26]"),
        ("[@gc3, annex I, art. 5(1)]", "[@gc3, Anhang I Art. 5 Abs. 1]"),
        ("[@gc3, art. 20(3)]", "[@gc3, Art. 20 III]"),
    ],
)
def test_the_same_place_in_two_languages_is_no_difference(english, german):
    """Passages name the same place in their own languages; of what is not understood nobody can tell."""
    assert list(unlike_sources(make_passage(en=f"So.{english}", de=f"So.{german}"), ALL)) == []


def test_other_places_are_a_difference():
    """A page in German is no section in English."""
    (problem,) = unlike_sources(make_passage(en="So.[@report, s. 12]", de="So.[@report, S. 12]"), ALL)

    assert problem.hint == "only in 'en': report, section 12, only in 'de': report, page 12"
