"""The evidence sheet: what an appeal rests on, as values, as a page and as a table."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.output.pages.evidence import evidence_csv, evidence_html, write_evidence
from entreaty.planning.order import Order
from entreaty.writing.reporting.evidence import gather_evidence
from tests.support import sample_campaigns
from tests.support.sample_campaigns import DAY, edited, write_campaign
from tests.support.sample_content import make_appeal, make_authority, make_basis, make_recipient, make_report, shown

BASIS = make_basis(
    make_authority(custom={"verified": "mirror", "unverified": ["number", "title.fr"]}),
    make_report(accessed="2025-06-20", custom={"verified": "third-party", "review-by": date(2025, 6, 24)}),
)
APPEAL = make_appeal(
    facts=[
        {"id": "now", "en": "*Visits* <take> place.[@report, p. 2; @zzz]", "fr": "Des visites.[@report, p. 2]"},
        {"id": "later", "from": date(2025, 9, 3), "en": "Visits ended.[@report]", "fr": "Fini.[@report]"},
    ],
    law=[{"id": "duty", "duty_bearer": "AZ", "en": "It must.[@gc3, art. 126(2)]", "fr": "Il doit.[@gc3, art. 126(2)]"}],
    demands=[
        {"id": "visit", "en": "=visit them.", "fr": "les visiter.", "for": {"audiences": ["mediator"]}},
        {"id": "vote", "en": "vote.", "fr": "voter.", "for": {"audiences": ["legislature"]}},
    ],
)
RECIPIENTS = [make_recipient(), make_recipient(id="nobody", audiences=["un-body"])]
EVIDENCE = gather_evidence(APPEAL, RECIPIENTS, BASIS)
CLAIMS = {claim.id: claim for claim in EVIDENCE.claims}


def test_facts_law_and_demands_are_claims():
    """Facts, law and demands are claims, in the order of the appeal; courtesies are not."""
    assert [(claim.part, claim.id) for claim in EVIDENCE.claims] == [
        ("facts", "now"), ("facts", "later"), ("law", "duty"), ("demands", "visit"), ("demands", "vote"),
    ]  # fmt: skip
    assert (EVIDENCE.title, EVIDENCE.style, EVIDENCE.languages) == ("Visits to prisoners", "OSCOLA", ("en", "fr"))


def test_claim_has_its_words_in_each_language():
    """The words of each language are given as they are printed, without the calls of notes."""
    assert [(language, shown(block)) for language, (block,) in CLAIMS["now"].words] == [
        ("en", "*Visits* <take> place."),
        ("fr", "Des visites."),
    ]
    assert CLAIMS["duty"].duty_bearer == "AZ"
    assert (CLAIMS["later"].since, CLAIMS["later"].until) == ("2025-09-03", "")


def test_text_that_cannot_be_read_is_given_as_it_is_written():
    """A text with a mistake in it is shown as it stands in the file."""
    appeal = make_appeal(facts=[{"id": "fact", "en": "So.[@gc3; x]", "fr": "Ainsi.[@gc3]"}])

    assert shown(gather_evidence(appeal, [], BASIS).claims[0].words[0][1][0]) == "So.[@gc3; x]"


def test_claim_is_read_by_those_whose_letters_have_it():
    """Recipients count whose letter has the passage on that day; who gets no letter reads nothing."""
    assert {name: (claim.recipients, claim.in_time) for name, claim in CLAIMS.items()} == {
        "now": (("mediator",), True),
        "later": ((), False),
        "duty": (("mediator",), True),
        "visit": (("mediator",), True),
        "vote": ((), True),
    }


def test_source_is_cited_in_full_with_how_it_is_known():
    """A source is given in full in the appeal's style, with dates, link, what is unverified, and when to look again."""
    (treaty,) = CLAIMS["duty"].sources
    report, unknown = CLAIMS["now"].sources

    assert shown(treaty.citation) == (
        "Geneva Convention Relative to the Treatment of Prisoners of War (adopted 12 August 1949, entered into force "
        "21 October 1950) 75 UNTS 135 (GC III) art 126(2)."
    )
    assert (treaty.known, treaty.unverified, treaty.link) == ("mirror", ("number", "title.fr"), "")
    assert (report.issued, report.accessed, report.link) == ("2025-06", "2025-06-20", "https://example.org/visits")
    assert (report.known, report.review_by, report.due) == ("third-party", "2025-06-24", True)
    assert (unknown.known, shown(unknown.citation)) == ("missing", "There is no authority 'zzz'.")


def test_source_that_the_style_cannot_cite_is_given_by_its_title():
    """A source that lacks an element of its citation is shown with its title."""
    evidence = gather_evidence(APPEAL, [], make_basis(make_authority(page=None), make_report()))

    assert [shown(source.citation) for claim in evidence.claims for source in claim.sources if source.id == "gc3"] == [
        "Geneva Convention relative to the Treatment of Prisoners of War"
    ]


@pytest.mark.parametrize(
    ("subject", "language"),
    [("Visits", "en"), ({"fr": "Visites"}, "fr"), ({"fr": "Visites", "en": "Visits"}, "en")],
)
def test_sheet_is_in_english_where_the_appeal_is(subject, language):
    """Title and citations are English where the appeal is, and else in its first language."""
    assert gather_evidence(make_appeal(subject=subject), [], BASIS).language == language


class _Page(HTMLParser):
    """The tags of a page with their attributes, and which are open where the page ends."""

    _VOID = frozenset({"meta", "br"})

    def __init__(self, page):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def test_page_is_accessible_and_needs_nothing_else():
    """The page has languages, headings in order, headed tables, and neither scripts nor anything to fetch."""
    html = evidence_html(EVIDENCE)
    page = _Page(html)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]

    assert page.open == []
    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert {attributes["lang"] for attributes in page.all("div") if "lang" in attributes} == {"en", "fr"}
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table")) == 3
    assert {attributes["scope"] for attributes in page.all("th")} == {"col", "row"}
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert "url(" not in html
    identifiers = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    targets = {attributes["href"][1:] for attributes in page.all("a") if attributes["href"].startswith("#")}
    assert targets == {"facts", "law", "demands", "unused"}
    assert targets <= set(identifiers)


def test_readers_of_the_same_office_are_counted_once():
    """A council of three stands there as one entry with its number, in the order of the recipients."""
    named = {"a": "Councillor, City Council", "b": "Mayor, City", "c": "Councillor, City Council"}
    claim = replace(CLAIMS["now"], recipients=("a", "b", "c"))
    html = evidence_html(replace(EVIDENCE, claims=(claim,), recipients=named))

    assert "Stands in 3 letters, to:" in html
    assert re.findall(r'<li lang="en">(.*?)</li>', html.partition('class="readers"')[2]) == [
        "Councillor, City Council (2)",
        "Mayor, City",
    ]


def test_page_tells_claims_sources_readers_and_the_unused():
    """The page shows each claim with sources and readers, what is due, and apart from them what nobody gets."""
    text = " ".join(re.sub(r"<[^>]+>", " ", evidence_html(EVIDENCE).partition("<body>")[2]).split())
    used, _, unused = text.partition("Used by nobody on this date")

    assert "Visits &lt;take&gt; place." in used
    assert "Stands in 1 letter, to: President, Example Committee" in used
    assert "2025-06 read 2025-06-20" in used
    assert "third party" in used
    assert "number, title.fr" in used
    assert "2025-06-24 (due)" in used
    assert "missing" in used
    assert "It cites no source." in used
    assert "pleads the duties of AZ" in used
    assert "later Facts from 2025-09-03 Visits ended." in unused
    assert "vote Demands always fits the date, but no recipient vote." in unused


def test_table_has_a_row_for_each_source():
    """The table opens in Excel as UTF-8, and has a row for each source of each claim, or one for a claim without."""
    content = evidence_csv(EVIDENCE)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith(b"\xef\xbb\xbf")
    assert [(row["passage"], row["source"]) for row in rows] == [
        ("now", "report"), ("now", "zzz"), ("later", "report"), ("duty", "gc3"), ("visit", ""), ("vote", ""),
    ]  # fmt: skip
    assert rows[0] | {"citation": ""} == {
        "part": "facts",
        "passage": "now",
        "from": "",
        "until": "",
        "duty_bearer": "",
        "text_en": "Visits <take> place.",
        "text_fr": "Des visites.",
        "source": "report",
        "citation": "",
        "issued": "2025-06",
        "accessed": "2025-06-20",
        "link": "https://example.org/visits",
        "known": "third-party",
        "unverified": "",
        "review_by": "2025-06-24",
        "recipients": "mediator",
    }
    assert rows[3]["unverified"] == "number title.fr"


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("|calc", "'|calc"),
        ("%0A", "'%0A"),
        ("＝1+1", "'＝1+1"),
        ("1 = 1", "1 = 1"),
        ("Go - now.", "Go - now."),
    ],
)
def test_table_holds_no_formula(words, cell):
    """A cell that a spreadsheet would take for a formula begins with an apostrophe instead."""
    appeal = make_appeal(demands=[{"id": "demand", "en": words, "fr": "Rien."}])
    (row,) = csv.DictReader(io.StringIO(evidence_csv(gather_evidence(appeal, [], BASIS)).decode("utf-8-sig")))

    assert row["text_en"] == cell


def test_what_is_withheld_from_everybody_stands_on_no_sheet(tmp_path):
    """A passage withheld from the public, and words that are, stand neither on the page nor in the table."""
    appeal = edited(
        sample_campaigns.APPEAL,
        "    - id: right-to-visit\n",
        "    - id: right-to-visit\n      withhold_from: [public]\n",
    )
    appeal = edited(appeal, "letter:\n", "withhold: [{words: taken place, from: [public]}]\nletter:\n")
    folder = write_campaign(tmp_path, appeal=appeal)

    files = write_evidence(load_campaign(folder), Order(day=DAY, appeals=("visits",)), tmp_path / "evidence")

    assert len(files) == 2
    for file in files:
        text = file.read_text(encoding="utf-8-sig")
        assert "Visits have [withheld]." in text
        assert "have a right to be visited" not in text
        assert "right-to-visit" not in text


def test_lists_of_a_claim_are_lists():
    """The page shows the lists of a claim, without the calls of notes, and the table has a line for each item."""
    facts = [{"id": "fact", "en": "So:[@gc3]\n\n3. *one*[@report]\n4. two\n   - a", "fr": "Ainsi.[@gc3]"}]
    evidence = gather_evidence(make_appeal(facts=facts), RECIPIENTS, BASIS)
    (row, *_) = csv.DictReader(io.StringIO(evidence_csv(evidence).decode("utf-8-sig")))

    assert (
        '<div lang="en"><p>So:</p>\n'
        '<ol start="3">\n<li><em>one</em></li>\n<li>two<ul>\n<li>a</li>\n</ul></li>\n</ol>\n</div>'
    ) in evidence_html(evidence)
    assert _Page(evidence_html(evidence)).open == []
    assert row["text_en"] == "So:\none\ntwo\na"
