"""The word of a number is printed once, whether the source has it or not."""

from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer
from tests.support.sample_content import make_source

A = [{"literal": "A"}]
B_AGAINST_C = {"case-parties": ["B", "C"], "decision": "judgment"}


def printed(style, source, language="en"):
    """Return the first citation of a source."""
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    return Citer(loaded, load_terms()[language], language).cite(source, "first", None)


@pytest.mark.parametrize(
    ("style", "language", "expected"),
    [
        ("un", "en", "*An Example*, vol. 3, 2nd ed. (2021)"),
        ("plain", "de", "An Example, Band 3, 2. Auflage, 2021"),
        ("oscola", "fr", "*An Example*, vol 3 (2e éd, 2021)"),
        ("bluebook", "en", "3 *An Example* (2d ed. 2021)"),
    ],
)
def test_volume_and_edition_have_their_word_once(style, language, expected):
    """The second edition, "2nd ed.", is that in every language, and "vol. 3" the third volume."""
    assert printed(style, make_source("book", volume="vol. 3", edition="2nd ed.", issued=2021), language) == expected


def test_pages_and_issue_have_their_word_once():
    """The label of the style stands before pages that have one of their own."""
    source = make_source("article", container_title="J", volume="Vol. 8", issue="no. 4", page="pp. 3-9", issued=2021)

    assert printed("un", source) == "“An Example”, *J*, vol. 8, No. 4 (2021), pp. 3–9"
    assert printed("oscola", source) == "‘An Example’ (2021) 8(4) J 3"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("dataset", {"version": "Version 2"}, "“An Example”, dataset, version 2, 19 March 2021"),
        (
            "report",
            {"author": A, "genre": "Report", "number": "Report No 5"},
            "A, “An Example”, Report number 5, 19 March 2021",
        ),
        ("resolution", {"author": A, "number": "Resolution 7"}, "A, resolution 7 of 19 March 2021, “An Example”"),
        ("un-document", {"authority": "A", "number": "UN Doc A/1"}, "A, “An Example”, 19 March 2021, document A/1"),
        ("treaty-body", {"authority": "A", "number": "U.N. Doc. A/1"}, "A, “An Example”, 19 March 2021, document A/1"),
        (
            "un-resolution",
            {"authority": "A", "number": "Resolution 43/1"},
            "A, resolution 43/1 of 19 March 2021, “An Example”",
        ),
        (
            "human-rights-case",
            {"authority": "A", "number": "App. no. 1/06", "custom": B_AGAINST_C},
            "A, B v. C, application number 1/06, Judgment of 19 March 2021",
        ),
        (
            "dataset",
            {"DOI": "DOI 10.1000/182"},
            "“An Example”, dataset, 19 March 2021, [https://doi.org/10.1000/182](https://doi.org/10.1000/182)",
        ),
        ("book", {"edition": "2019 edition"}, "An Example, 2019 edition, 2021"),
    ],
)
def test_number_has_its_word_once(kind, fields, expected):
    """What the form prints before a number is not printed again with it."""
    assert printed("plain", make_source(kind, **fields)) == expected


def test_names_that_begin_with_the_word_stay():
    """Only a number, a Roman one or a letter follows the word of a number."""
    source = make_source("dataset", version="Version of Record", issue="Issue on Gender", section="Section of Law")

    assert (source.version, source.issue, source.section) == ("Version of Record", "Issue on Gender", "Section of Law")
    assert make_source("dataset", version="Version iv").version == "iv"
