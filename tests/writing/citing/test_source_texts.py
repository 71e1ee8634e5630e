"""How texts, names and dates of sources are printed: markup, ranges, approximate and missing dates."""

from datetime import date
from pathlib import Path

import pytest

from entreaty.content.files.csl.kinds import KINDS
from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import ContentError, Location
from entreaty.writing.citing.notes import Citer
from entreaty.writing.citing.prose import parse_prose
from entreaty.writing.letter import Span
from tests.support.sample_content import make_source, oscola


def _spans(language="en", **changes) -> tuple[Span, ...]:
    """Return the full citation of a report."""
    report = make_source("report", author=[{"literal": "Body"}], **changes)
    return parse_prose(Citer(oscola(), load_terms()[language], language).cite(report, "first", None))


def _shown(language="en", **changes) -> str:
    return "".join(span.text for span in _spans(language, **changes))


@pytest.mark.parametrize(
    ("issued", "language", "printed"),
    [
        ("2019~", "en", "c 2019"),
        ("2019~", "de", "um 2019"),
        ("2019~", "fr", "vers 2019"),
        ("2019/2021", "en", "2019–2021"),
        ("2019/", "en", "2019–"),
        ("2019-05/2019-07", "en", "May\u2009–\u2009July 2019"),
        ("2019-05-30/2019-06-02", "en", "30 May 2019 – 2 June 2019"),
        ("2020-21", "en", "Spring 2020"),
        ("2020-24", "de", "Winter 2020"),
        ("2020-23", "fr", "automne 2020"),
        ("forthcoming", "en", "forthcoming"),
        ("-0044", "en", "45 BC"),
        ("-0044", "de", "45 v. Chr."),
        ({"date-parts": [[-50], [-44]]}, "en", "50–44 BC"),
        ({"date-parts": [[-50], [14]]}, "en", "50 BC–14"),
        (None, "en", "n.d."),
        (None, "de", "o. J."),
        (None, "fr", "s.d."),
    ],
)
def test_date_is_printed_in_the_language_of_the_letter(issued, language, printed):
    """Ranges, seasons, approximate and missing dates have words in every language."""
    assert f"({printed})" in _shown(language, issued=issued).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        ({"date-parts": [[-50], [-44]]}, "50–44 BC"),
        ({"date-parts": [[-27], [14]]}, "27 BC–14"),
        ("2019/2021", "2019–2021"),
        ("2019~/2021", "c 2019–2021"),
        ("2019-05/2019-07", "2019"),
        ("2019-12-30/2020-01-02", "2019–2020"),
        ("2019/", "2019–"),
        ("forthcoming", "forthcoming"),
    ],
)
def test_the_year_of_a_range_has_both_ends(issued, printed):
    """Forms that print the year alone, such as that of a book, lose no end of a range."""
    book = make_source("book", title="Letters", publisher="Press", author=[{"literal": "Lee"}], issued=issued)
    spans = parse_prose(Citer(oscola(), load_terms()["en"], "en").cite(book, "first", None))

    assert "".join(span.text for span in spans) == f"Lee, Letters (Press {printed})"


def test_markup_of_a_title_is_printed():
    """Italics and what stands above or below the line are printed as such; tags never are."""
    spans = _spans(
        title='The <i>Tilia</i> of <span class="nocase">NASA</span>, 10<sup>2</sup> CO<sub>2</sub> <b>now</b>'
    )

    assert "".join(span.text for span in spans) == "Body, ‘The Tilia of NASA, 10² CO₂ now’ (19 March 2021)"
    assert [span.text for span in spans if span.italic] == ["Tilia"]
    assert [span.text for span in spans if span.strong] == ["now"]


def test_what_is_no_tag_is_text():
    """A lonely bracket or asterisk in a title is printed as it is."""
    assert "‘A <b> * [c] <i>d’" in _shown(title="A <b> * [c] <i>d")


def test_italics_within_italics_stand_upright():
    """Emphasis within an emphasised title is turned over."""
    spans = parse_prose("*On the *Tilia* of towns*")

    assert [(span.text, span.italic) for span in spans] == [("On the ", True), ("Tilia", False), (" of towns", True)]


def test_doi_becomes_an_address_that_can_be_linked_to():
    """Characters of a DOI that no address can have are encoded."""
    doi = "10.1002/(SICI)1097(1998)17:15<1661::AID-SIM968>3.0.CO;2-2"

    link = next(span.href for span in _spans(DOI=doi) if span.href)

    assert link == "https://doi.org/10.1002/(SICI)1097(1998)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2"


def test_decision_without_a_date_lacks_it():
    """What a court gave on a day is not cited as undated."""
    case = make_source(
        "human-rights-case", issued=None, number="1/2", authority="Court", custom={"case-parties": ["A", "B"]}
    )

    with pytest.raises(ContentError, match="'source' lacks 'issued', which OSCOLA needs to cite a human-rights-case"):
        Citer(oscola(), load_terms()["en"], "en").cite(case, "first", None)


@pytest.mark.parametrize("style", ["aglc", "bluebook", "mcgill", "oscola", "plain", "un"])
def test_no_form_prints_its_own_markup(style, tmp_path):
    """Asterisks of a form are italics in the letter, whatever the kind, and never printed as they are."""
    loaded = load_citation_style(style, tmp_path, Location(tmp_path))
    fields = {"author": [{"literal": "Lee"}], "authority": "Body", "container_title": "Times", "number": 5, "volume": 2}
    more = {"container_title_short": "UNTS", "page": 3, "genre": "resolution", "issued": "2020-01-02"}
    law = {"case-parties": ["A", "B"], "decision": "judgment", "symbol": "A/1", "entry-into-force": date(2021, 1, 1)}

    for kind in KINDS:
        source = make_source(kind, **fields, **more, title_short="Short", custom=law)
        for form in ("first", "short"):
            words = parse_prose(Citer(loaded, load_terms()["en"], "en").cite(source, form, None, 1))
            assert "*" not in "".join(span.text for span in words), (kind, form)


@pytest.mark.parametrize(
    ("title", "upright"),
    [
        ("<i>Lloyd v Google LLC</i>", "Lloyd v Google LLC"),
        ("<i>Lloyd</i> v Google LLC", "Lloyd"),
        ("Lloyd v <i>Google LLC</i>", "Google LLC"),
    ],
)
def test_italics_at_the_edge_of_an_italic_title_stand_upright(title, upright):
    """What a bibliography has in italics is neither bold nor printed with asterisks in an italic title."""
    case = make_source(
        "case",
        type="legal_case",
        title=title,
        authority="Supreme Court",
        number="[2021] UKSC 50",
        custom={"case-parties": []},
    )

    spans = parse_prose(Citer(oscola(), load_terms()["en"], "en").cite(case, "first", None))

    printed = "".join(span.text for span in spans)
    assert "Lloyd v Google LLC" in printed
    assert "*" not in printed
    assert "_" not in printed
    assert not any(span.strong for span in spans)
    assert any(not span.italic and span.text.startswith(upright) for span in spans)


@pytest.mark.parametrize("style", ["aglc", "bluebook", "mcgill", "oscola", "plain", "un"])
@pytest.mark.parametrize("kind", ["case", "regulation", "directive", "statute", "report", "web"])
def test_place_that_is_not_understood_is_printed_as_it_stands_in_every_kind(style, kind):
    """A place that nobody understands stops no letter: it stands where a pinpoint stands."""
    loaded = load_citation_style(style, Path(), Location(Path()))
    more = {"number": "2016/679", "container-title-short": "OJ L", "volume": 119, "page": 1, "jurisdiction": "EU"}
    source = make_source(kind, title="Example Act", authority="Example Court", author=[{"literal": "Body"}], **more)

    printed = Citer(loaded, load_terms()["en"], "en").cite(source, "first", None, unread="box 3")

    assert "box 3" in printed.casefold()
