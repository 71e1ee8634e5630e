"""The list beside the letter of the preview: found by words, a page at a time, around the letter that is shown."""

import json
import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from entreaty.web.listing import ListedRecipient, Listing
from entreaty.web.preview import Preview
from entreaty.web.selection import Choice
from entreaty.writing.letter import LetterId
from tests.support.browser import axe_findings, started_chromium
from tests.support.crowds import crowd
from tests.support.preview_server import KEYS, serving
from tests.support.sample_campaigns import APPEAL, DAY, SENDER, edited, write_campaign

pytestmark = pytest.mark.no_cover

NAMES = ("Jörg Weiß", "Ann Lee", "Zoë Lee-Roth")
SOME = Listing(
    tuple(
        ListedRecipient(
            letter=LetterId("visits", f"r{place}"),
            title="Visits",
            name=NAMES[place % 3],
            about=f"Member {place}",
            state="skipped" if place >= 90 else "written",
            words=("jorg weiss", "ann lee", "zoe lee-roth")[place % 3] + f" member {place} r{place}",
        )
        for place in range(100)
    )
)
NOBODY = LetterId("", "")


def _places(page):
    return [int(row.letter.recipient.removeprefix("r")) for row in page.rows]


@pytest.mark.parametrize(
    ("find", "found"),
    [("", 100), ("lee", 66), ("LEE zoë", 33), ("Weiß jorg", 34), ("member 7 ann", 8), ("r99", 1), ("nobody", 0)],
)
def test_recipients_are_found_by_all_words(find, found):
    """Every word must be there, whatever its accents and capitals; it may be part of one."""
    assert SOME.page(find, "", NOBODY).found == found


@pytest.mark.parametrize(
    ("number", "shown", "first", "at"),
    [
        ("", "r0", 0, 1),
        ("", "r85", 80, 3),
        ("", "nobody", 0, 1),
        ("2", "r85", 40, 2),
        ("99", "r0", 80, 3),
        ("0", "r85", 80, 3),
        ("-1", "r85", 80, 3),
        ("x" * 5000, "r0", 0, 1),
        ("9" * 5000, "r0", 0, 1),
        ("²", "r0", 0, 1),
    ],
)
def test_pages_begin_where_the_letter_is(number, shown, first, at):
    """Without a page, or with one that is none, the list shows the letter's; beyond the last there is the last."""
    page = SOME.page("", number, LetterId("visits", shown))

    assert (_places(page)[0], page.number, page.first, page.last) == (first, at, first + 1, 3)
    assert len(page.rows) == min(40, 100 - first)


def test_a_page_knows_how_many_nothing_is_asked_of():
    """The number beside those who are folded away is that of all pages, not of one."""
    assert SOME.page("", "1", NOBODY).skipped == {"visits": 10}
    assert SOME.page("ann", "1", NOBODY).skipped == {"visits": 3}


@pytest.fixture
def folder(tmp_path):
    """A campaign of 90 mediators, each with a warning."""
    recipients = crowd(90).replace("status: official", "status: unverified")
    appeal = edited(APPEAL, "for: {audiences: [mediator], recipients: [mediator]}", "for: {audiences: [mediator]}")
    return write_campaign(tmp_path, recipients=recipients, appeal=appeal, sender=SENDER)


def _queries(page, relation):
    return [dict(parse_qsl(unescape(query))) for query in re.findall(rf'<a href="\?([^"]*)"{relation}', page)]


def test_a_page_of_many_recipients_stays_small(folder):
    """Forty recipients and 25 warnings stand in the page, those of the letter first, and how many more there are."""
    page = Preview(folder, DAY).page(Choice(to="mediator-050"))

    assert len(page.encode()) < 32_000
    assert [*map(len, (re.findall("<li><a ", page), re.findall("<li><code>", page)))] == [40, 25]
    assert "41–80 of 90" in page
    count = int(re.search(r"<summary>(\d+) warnings", page)[1])
    assert count >= 90
    assert f"Further ones: {count - 25}. ‘check’ names them all." in page
    assert "mediator-050" in re.search("<li><code>.*?</li>", page)[0]
    assert _queries(page, ' rel="prev"') == [{"appeal": "visits", "to": "mediator-050", "page": "1"}]
    assert _queries(page, ' rel="next"') == [{"appeal": "visits", "to": "mediator-050", "page": "3"}]


def test_the_list_does_not_change_the_letter(folder):
    """Whatever is searched for, the letter is the same one, and is not made again."""
    preview = Preview(folder, DAY)
    first = preview.page(Choice(to="mediator-050"))
    made = preview.letter(Choice(to="mediator-050"))
    searched = preview.page(Choice(appeal="visits", to="mediator-050", find="mediator-07", page="1"))

    assert re.findall("<iframe.*?>", searched) == re.findall("<iframe.*?>", first)
    assert preview.letter(Choice(to="mediator-050", find="mediator-07")) is made
    assert len(re.findall("<li><a ", searched)) == 10
    assert {query["find"] for query in _queries(searched, "><b>")} == {"mediator-07"}


@pytest.mark.tool("chromium")
@pytest.mark.tool("axe-core")
def test_search_works_without_scripts_and_for_screen_readers(folder):
    """Words and Enter show who fits, and the letter stays; axe finds nothing in light and dark, wide and narrow."""
    with serving(folder) as served, started_chromium() as chromium:
        for scheme, width, scripts in (("light", 1300, False), ("dark", 360, True)):
            context = chromium.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=scripts
            )
            tab = context.new_page()
            tab.goto(f"{served.entrance}&to=mediator-050")
            tab.wait_for_url(f"**{KEYS.path}/**")
            tab.get_by_role("searchbox", name="Search").fill("mediator-07")
            tab.keyboard.press("Enter")
            tab.get_by_text("Found: 10").wait_for()
            assert tab.frame_locator("iframe").get_by_text("50 Example Way").first.is_visible()
            tab.get_by_role("link", name="show all").click()
            tab.get_by_text("41–80 of 90").wait_for()
            if scripts:
                assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
                found = axe_findings(tab)
                assert found.violations == [], json.dumps(found.violations, indent=2)
            context.close()
