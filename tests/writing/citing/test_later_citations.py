"""What sources are called when they are cited again: by what the first citation has led readers to expect.

Every expected string was written by hand.
"""

from datetime import date
from pathlib import Path

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer
from tests.support.sample_content import make_source

DOE = [{"given": "Jane", "family": "Doe"}]
HUMAN_RIGHTS = {
    "title": "Smith v Ruritania",
    "authority": "European Court of Human Rights",
    "number": "12345/06",
    "custom": {"case-parties": ["Smith", "Ruritania"], "decision": "judgment"},
}
BETWEEN_STATES = {
    "title": "Example Dispute",
    "authority": "International Court of Justice",
    "container_title_short": "ICJ Rep",
    "page": 4,
    "custom": {"case-parties": ["Albania", "Serbia"], "decision": "judgment"},
}
RESOLUTION = {"title": "Samples", "authority": "European Parliament", "number": "2023/1"}
OBSERVATIONS = {"title": "Samples", "authority": "Committee against Torture", "number": "CAT/C/X/CO/5"}
ACT = {"title": "Clean Air Act 1999", "author": DOE, "authority": "Parliament", "container_title": "Gazette"}
PACT = {"title": "Pact on samples", "authority": "Conference", "container_title": "Treaty Series", "author": DOE}


def later(style, kind, fields, *, language="en", without_author=False):
    """Return how a source is cited again, after note 1."""
    loaded = load_citation_style(style, Path("nowhere"), Location(Path("appeal.yaml")))
    source = make_source(kind, **{name: dict(f) if isinstance(f, dict) else f for name, f in fields.items()})
    return Citer(loaded, load_terms()[language], language).cite(source, "short", None, 1, without_author=without_author)


@pytest.mark.parametrize(
    ("style", "kind", "fields", "expected"),
    [
        ("oscola", "human-rights-case", HUMAN_RIGHTS, "*Smith v Ruritania* (n 1)"),
        ("un", "human-rights-case", HUMAN_RIGHTS, "*Smith v. Ruritania*"),
        (
            "plain",
            "human-rights-case",
            HUMAN_RIGHTS,
            "European Court of Human Rights, Smith v. Ruritania, Judgment of 19 March 2021",
        ),
        ("bluebook", "human-rights-case", HUMAN_RIGHTS, "Smith v. Ruritania, App. No. 12345/06"),
        ("mcgill", "human-rights-case", HUMAN_RIGHTS, "*Smith v Ruritania*, supra note 1"),
        ("oscola", "case", BETWEEN_STATES, "*Example Dispute* (n 1)"),
        ("un", "case", BETWEEN_STATES, "*Example Dispute*"),
        ("plain", "case", BETWEEN_STATES, "International Court of Justice, Example Dispute"),
        ("aglc", "case", BETWEEN_STATES, "*Example Dispute* (n 1)"),
        ("plain", "regional-resolution", RESOLUTION, "European Parliament, “Samples”"),
        ("un", "regional-resolution", RESOLUTION, "European Parliament, “Samples”"),
        ("plain", "treaty-body", OBSERVATIONS, "Committee against Torture, “Samples”"),
        ("bluebook", "treaty-body", OBSERVATIONS, "Comm. Against Torture, *supra* note 1"),
        ("oscola", "statute", ACT, "Clean Air Act 1999"),
        ("mcgill", "statute", ACT, "*Clean Air Act 1999*, supra note 1"),
        ("plain", "statute", ACT, "Clean Air Act 1999"),
        ("aglc", "treaty", PACT, "*Pact on samples* (n 1)"),
        ("oscola", "report", {"author": DOE, "authority": "Transport Office"}, "Doe (n 1)"),
        ("oscola", "report", {"title": "Buses", "container_title": "Site"}, "Buses (n 1)"),
        ("oscola", "book", {"title": "Buses", "container_title": "Series"}, "Buses (n 1)"),
        ("oscola", "article", {"title": "Buses", "editor": DOE}, "Buses (n 1)"),
        ("oscola", "web", {"title": "Buses", "container_title": "Site"}, "Site (n 1)"),
    ],
)
def test_source_without_a_short_title_is_called_as_its_first_citation_has_it(style, kind, fields, expected):
    """Cases go by their name, law by its title, and all others by whom the first note names, once."""
    assert later(style, kind, fields) == expected


@pytest.mark.parametrize("style", ["un", "plain"])
@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("regional-resolution", RESOLUTION),
        ("treaty-body", OBSERVATIONS),
        ("un-document", {"title": "Samples", "authority": "Somebody"}),
        ("regional-document", {"authority": "Somebody"}),
        ("hearing", {"authority": "Somebody"}),
        ("report", {"author": [{"literal": "Somebody"}]}),
        ("policy", {"author": [{"literal": "Somebody"}]}),
        ("web", {"author": [{"literal": "Somebody"}]}),
        ("web", {"container_title": "Somebody"}),
        ("news", {"author": [{"literal": "Somebody"}], "container_title": "Example Times"}),
        ("book", {"author": [{"literal": "Somebody"}]}),
        ("book", {"editor": [{"literal": "Somebody"}]}),
        ("thesis", {"author": [{"literal": "Somebody"}]}),
        ("dataset", {"author": [{"literal": "Somebody"}]}),
        ("resolution", {"author": [{"literal": "Somebody"}], "number": "7"}),
        ("resolution", {"author": [{"literal": "Somebody"}]}),
    ],
)
def test_author_whom_the_sentence_names_is_not_named_again_later(style, kind, fields):
    """`[-@id]` leaves out the author in later citations as in the first; with the author, the same form names it."""
    names = ("Somebody", "European Parliament", "Committee against Torture")

    cited = later(style, kind, fields, without_author=True)

    assert not any(name in cited for name in names)
    assert cited.strip(" ,") == cited


@pytest.mark.parametrize(
    ("style", "kind", "fields", "expected"),
    [
        ("un", "report", {"title": "Buses", "author": DOE}, "“Buses”"),
        ("plain", "resolution", {"author": DOE, "number": "7"}, "resolution 7"),
        ("plain", "un-resolution", {"authority": "Council", "number": "7"}, "resolution 7"),
        ("un", "news", {"title": "Buses", "author": DOE, "container_title": "Times"}, "“Buses”, *Times*"),
        ("un", "human-rights-case", HUMAN_RIGHTS, "*Smith v. Ruritania*"),
        ("oscola", "book", {"title": "Buses", "author": DOE}, "Buses (n 1)"),
        ("oscola", "standard", {"title": "Buses", "number": "ISO 1"}, "ISO 1 (n 1)"),
        ("oscola", "resolution", {"title": "Buses", "author": DOE, "number": "7"}, "Resolution 7 (n 1)"),
    ],
)
def test_later_citation_without_its_author(style, kind, fields, expected):
    """What is left is the name of a case or the number of a document, or else the title."""
    assert later(style, kind, fields, without_author=True) == expected


def test_short_title_without_the_author_is_that_of_the_language():
    """The short title in the language of the letter is taken, not the original one."""
    fields = {"title_short": "Buses", "author": DOE, "custom": {"title-short": {"fr": "Autobus"}}}

    assert later("oscola", "report", fields, language="fr", without_author=True) == "Autobus (n 1)"


def test_treaty_without_a_short_title_is_not_named_twice():
    """OSCOLA announces the short title of a treaty in brackets, where it has one."""
    loaded = load_citation_style("oscola", Path("nowhere"), Location(Path("appeal.yaml")))
    fields = {"container_title_short": "UNTS", "volume": 9, "page": 1}
    law = {"entry-into-force": date(2022, 1, 1)}
    pact = make_source("treaty", title="Pact on Samples", custom=law, **fields)
    named = make_source("treaty", title="Pact on Samples", title_short="PS", custom=law, **fields)
    citer = Citer(loaded, load_terms()["en"], "en")
    printed = "Pact on Samples (adopted 19 March 2021, entered into force 1 January 2022) 9 UNTS 1"

    assert citer.cite(pact, "first", None) == printed
    assert Citer(loaded, load_terms()["en"], "en").cite(named, "first", None) == f"{printed} (PS)"
