"""Who is asked for what: the table, the page and the file for spreadsheets."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.output.pages.coverage import coverage_csv, coverage_html
from entreaty.writing.basis import Authorities
from entreaty.writing.reporting.coverage import Coverage, CoveredDemand, CoveredRecipient, cover
from tests.support.sample_campaigns import APPEAL, RECIPIENTS, edited, write_campaign
from tests.support.sample_content import DAY, authorities_of, make_appeal, make_recipient


def _covered(name, **values):
    return CoveredRecipient(id=name, depends=(False, False, False), **values)


TABLE = Coverage(
    appeal="visits",
    title="Visits & <answers>",
    day=DAY,
    demands=(
        CoveredDemand(id="visit", words="visit them;"),
        CoveredDemand(id="write", words="write <to> me."),
        CoveredDemand(id="speak", words="speak."),
    ),
    recipients=(
        _covered("mediator", office="President", organisation="Committee", asked=(True, True, False)),
        _covered("minister", office="=1+1", organisation="Ministry, Bern", asked=(True, False, False)),
        _covered("court", office="Court", organisation="State", asked=(False, False, False)),
    ),
)


class _Page(HTMLParser):
    """Gathers what a page is made of."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.cells, self.loads = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given.get("scope")))
        self.loads += [value for name, value in attrs if name in {"src", "srcset", "data", "action"} or tag == "link"]
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data.strip()


def test_who_is_asked_for_what(tmp_path):
    """Each recipient has an answer for each demand, in the order of the files."""
    campaign = load_campaign(write_campaign(tmp_path))
    table = cover(campaign.appeals[0], campaign.recipients, Authorities(campaign.authorities, DAY))

    assert (table.appeal, table.title, table.day) == ("visits", "Visits to prisoners", DAY)
    assert [(demand.id, demand.words) for demand in table.demands] == [
        ("keep-visiting", "keep visiting every prisoner of war;"),
        ("speak", "speak for the visits;"),
        ("admit", "admit the visits."),
    ]
    assert [(one.id, one.office, one.organisation, one.asked) for one in table.recipients] == [
        ("mediator", "President", "Example Committee", (True, False, False)),
        ("swiss-minister", "Head of the Department", "Federal Department of Foreign Affairs", (False, True, False)),
        ("azerbaijani-minister", "Minister of Foreign Affairs", "Ministry of Foreign Affairs", (False, False, True)),
    ]
    assert (table.counts, table.unreached, table.unasked) == ((1, 1, 1), (), ())


def test_nobody_and_nothing():
    """Demands that nobody receives and recipients who are asked for nothing are known."""
    assert TABLE.counts == (2, 1, 0)
    assert TABLE.unreached == (2,)
    assert [one.id for one in TABLE.unasked] == ["court"]


def test_words_are_shown_without_citations_and_in_english_first():
    """A demand is shown in English, else in its first language, and without sources or looks."""
    demands = [
        {"id": "one", "fr": "de visiter", "en": "to *visit*\nthem.[@gc3, art. 126]"},
        {"id": "two", "ru": "писать"},
    ]
    table = cover(make_appeal(demands=demands), [make_recipient()], authorities_of())

    assert [demand.words for demand in table.demands] == ["to visit them.", "писать"]


def test_nothing_that_is_withheld_from_the_public_is_shown():
    """A withheld demand is counted and not named; withheld words are replaced wherever they stand."""
    appeal = make_appeal(
        title="Free Ana Doe",
        withhold=[{"words": "Ana Doe", "from": ["public"]}],
        demands=[
            {"id": "visit-ana", "en": "visit her.", "withhold_from": ["public"]},
            {"id": "write", "en": "write to Ana Doe."},
        ],
    )
    table = cover(appeal, [make_recipient(organisation="Friends of Ana Doe")], authorities_of())

    assert [(demand.id, demand.words) for demand in table.demands] == [
        ("[withheld]", "[withheld]"),
        ("write", "write to [withheld]."),
    ]
    assert (table.title, table.recipients[0].organisation) == ("Free [withheld]", "Friends of [withheld]")
    assert table.recipients[0].asked == (True, True)


def test_page_is_accessible_and_loads_nothing():
    """The page has a language, a title, one heading, a caption, scoped headers, and needs no other file."""
    html = coverage_html(TABLE)
    page = _Page(html)

    assert '<html lang="en" dir="ltr">' in html
    assert "<title>Who is asked for what: Visits &amp; &lt;answers&gt;</title>" in html
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert [tag for tag, _ in page.tags].count("caption") == 1
    headers = [scope for tag, scope in page.tags if tag == "th"]
    assert headers == ["col"] * 4 + ["row"] * 4
    assert page.loads == []
    assert "url(" not in html
    assert "@import" not in html
    assert "<script" not in html


def test_page_tells_all():
    """The page has each mark as a word, each demand, what nobody receives and who is asked for nothing."""
    html = coverage_html(TABLE)
    page = _Page(html)

    assert page.cells[:8] == [
        "Recipient",
        "Demand1",
        "Demand2",
        "Demand3",
        "PresidentCommittee (mediator)",
        "✓asked",
        "✓asked",
        "",
    ]
    assert page.cells[-4:-1] == ["Recipients asked", "2", "1"]
    assert '<li id="demand-2"><strong>write</strong>: write &lt;to&gt; me.</li>' in html
    assert '<li><a href="#demand-3">3</a> speak</li>' in html
    assert "<li>Court, State (court)</li>" in html


@pytest.mark.parametrize(
    ("recipients", "demands", "lead"),
    [
        (1, 1, "Letters dated 2025-06-24: 1 recipient, 1 demand."),
        (2, 1, "Letters dated 2025-06-24: 2 recipients, 1 demand."),
        (1, 3, "Letters dated 2025-06-24: 1 recipient, 3 demands."),
    ],
)
def test_page_counts_one_as_one(recipients, demands, lead):
    """One recipient and one demand are told in the singular."""
    asked = tuple(
        replace(one, asked=one.asked[:demands], depends=one.depends[:demands]) for one in TABLE.recipients[:recipients]
    )
    html = coverage_html(replace(TABLE, demands=TABLE.demands[:demands], recipients=asked))

    assert f'<p class="lead">{lead}</p>' in html


def test_page_of_a_complete_appeal_says_so():
    """Where everybody is asked and everything is said, the page says none."""
    complete = replace(TABLE, demands=TABLE.demands[:1], recipients=(replace(TABLE.recipients[0], asked=(True,)),))
    html = coverage_html(complete)

    assert "None: every demand is made of somebody." in html
    assert "None: every recipient is asked for something." in html


def test_csv_has_a_row_for_each_recipient():
    """The file opens in spreadsheets: with the mark of UTF-8, CRLF, and cells that cannot be formulas."""
    content = coverage_csv(TABLE)

    assert content.startswith(b"\xef\xbb\xbfrecipient,office,organisation,visit,write,speak\r\n")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["recipient", "office", "organisation", "visit", "write", "speak"],
        ["mediator", "President", "Committee", "yes", "yes", ""],
        ["minister", "'=1+1", "Ministry, Bern", "yes", "", ""],
        ["court", "Court", "State", "", "", ""],
    ]


def test_recipients_may_differ_by_day(tmp_path):
    """A demand counts on the days that its letter could bear."""
    appeal = edited(APPEAL, "    - id: speak\n", "    - id: speak\n      from: 2025-06-25\n")
    campaign = load_campaign(write_campaign(tmp_path, appeal=appeal, recipients=RECIPIENTS))
    table = cover(campaign.appeals[0], campaign.recipients, Authorities(campaign.authorities, DAY))

    assert table.unreached == (1,)
    assert [one.id for one in table.unasked] == ["swiss-minister"]


def test_what_depends_on_the_sender_is_marked():
    """A demand that only some senders make is neither made of the recipient nor of nobody: that depends."""
    demands = [
        {"id": "all", "en": "to act.", "fr": "d’agir."},
        {"id": "own", "en": "to act.", "fr": "d’agir.", "for": {"constituents": True}},
        {"id": "not-own", "en": "to act.", "fr": "d’agir.", "not": {"constituents": True}},
        {"id": "club", "en": "to act.", "fr": "d’agir.", "for": {"sender": {"organisation": True}, "tags": ["x"]}},
    ]
    recipients = [make_recipient(constituency="Bern"), make_recipient(id="mayor", tags=["x"])]
    table = cover(make_appeal(demands=demands), recipients, authorities_of())

    assert [one.asked for one in table.recipients] == [(True, False, False, False), (True, False, True, False)]
    assert [one.depends for one in table.recipients] == [(False, True, True, False), (False, False, False, True)]
    assert (table.counts, table.unreached, table.unasked) == ((2, 0, 1, 0), (), ())
    assert b"\r\nmediator,President,Example Committee,yes,depends on the sender,depends on the sender,\r\n" in (
        coverage_csv(table)
    )
    assert coverage_html(table).count("depends on the sender</span>") == 3
