"""The outreach page, in a real browser: copying, ticking, searching, by keyboard and for screen readers."""

import json
import re
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.files.conditions import folded
from entreaty.output.email.mailto import mailto
from entreaty.output.pages.outreach import ListedLetter, outreach_page, write_outreach_page
from entreaty.output.text import letter_body
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Enclosure
from tests.support.browser import axe_findings
from tests.support.enclosed import enclose, plain_pdf
from tests.support.sample_campaigns import APPEAL, DAY, RECIPIENTS, SENDER, edited, write_campaign
from tests.support.sample_letters import TEMPLATES, make_french_letter, make_letter, make_short_letter

pytestmark = pytest.mark.no_cover

LOOK = LetterTemplates(TEMPLATES)
BODY = partial(letter_body, templates=LOOK)
LETTERS = (
    ListedLetter(
        letter=make_letter(email="president@example.org"),
        name="The President",
        about="ICRC",
        zone="Europe",
        pdf="armenian-detainees/icrc-president.pdf",
    ),
    ListedLetter(
        letter=make_french_letter(contact_form="https://example.org/formulaire?a=1&b=2"),
        name="Département fédéral",
        about="Direction du droit international public",
        zone="domestic",
        pdf="armenian-detainees/ch-foreign-minister.pdf",
    ),
    ListedLetter(
        letter=make_short_letter(recipient="short", email="s!'()*+ß@example.org", subject="It’s *now*", notes=()),
        name="Short <b>Office</b>",
        constituency="Example North",
        party="Example Party",
        unverified=True,
    ),
    ListedLetter(
        letter=make_short_letter(recipient="by-post"),
        name="Office </script> without e-mail",
        zone="Europe",
        pdf="armenian-detainees/by-post.pdf",
    ),
)
SPELLINGS = (
    ("Łukasz Żak", "lukasz zak"),
    ("Ørsted, Øster Ǿre", "orsted, oster ore"),
    ("Hauptstraße", "hauptstrasse"),
    ("Đặng Thị", "dang thi"),
    ("Æsir Œuvre", "aesir oeuvre"),
    ("O’Neil", "o'neil"),
    ("O´Neil", "o'neil"),
    ("Işık İnan", "isik inan"),
    ("Þór Guðmundsson", "thor gudmundsson"),
    ("Meyer‐Schmidt", "meyer-schmidt"),
    ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "παπαδοπουλος"),
    ("ΦΙΛΟΣ", "φίλος"),
    ("Anna STRASSE", "straße"),
    ("Ann O'Neil", "o’neil"),
    ("Anne‑Marie", "anne-marie"),
)
NAMES = [one.name for one in LETTERS]


def _page(letters=LETTERS):
    return outreach_page(letters, BODY)


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, _tag, attrs):
        self.found += [value for name, value in attrs if name in {"href", "src"}]


def test_without_scripts_the_page_still_lists_the_letters():
    """Who runs no scripts sees every name with its address, and finds every PDF."""
    links = _Links()
    static = _page().partition("<noscript>")[2].partition("</noscript>")[0]
    links.feed(static)
    assert links.found == [one.pdf for one in LETTERS if one.pdf]
    assert static.count("<li ") == 4
    assert "Short &lt;b&gt;Office&lt;/b&gt; s!&#39;()*+ß@example.org</li>" in static


def test_page_fetches_nothing():
    """The page holds all that it needs: no address but those of the recipients, and a policy that forbids fetching."""
    assert "default-src 'none'" in _page()
    assert {*re.findall(r"https?://[^\s\"<>\\]+", _page().partition('"letters":')[2])} == {
        "https://example.org/formulaire?a=1&b=2"
    }


def test_what_letters_share_stands_in_the_page_once():
    """A thousand letters of one appeal, each with its own name and address, take no more than 600 bytes each."""
    many = [
        ListedLetter(
            letter=make_letter(
                recipient=f"member-{number}",
                salutation=f"Dear Ms Example-{number},",
                email=f"member-{number}@example.org",
            ),
            name=f"Dr Ann Example-{number}",
            about="Member of Parliament, Example Parliament",
            constituency=f"Example {number}",
            party="Example Party",
            zone="Europe",
            pdf=f"armenian-detainees/member-{number}.pdf",
        )
        for number in range(1000)
    ]
    one, page = outreach_page(many[:1], _text), outreach_page(many, _text)
    assert (len(page.encode()) - len(one.encode())) / 999 < 600
    assert page.count("a paragraph that all letters have") == 1


def _data(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page)[1])


def _text(letter):
    return f"{letter.salutation}\n\n" + "This is a paragraph that all letters have. " + "x" * 5000 + "\n"


def test_the_campaign_says_whom_letters_go_to_and_what_they_cost(tmp_path):
    """Name, constituency and party come from the profile, the zone from its country and the sender's."""
    profile = edited(RECIPIENTS, "id: mediator\n", "id: mediator\n    constituency: {en: North}\n    party: Greens\n")
    campaign = load_campaign(write_campaign(tmp_path, recipients=profile, sender=SENDER), tmp_path / "sender.yaml")
    letters = plan_letters(campaign, Order(day=DAY)).letters
    page = write_outreach_page(campaign, letters, (), tmp_path).read_text(encoding="utf-8")
    mediator = next(one for one in _data(page)["letters"] if one["id"] == "visits/mediator")

    assert {name: mediator.get(name) for name in ("name", "about", "constituency", "party", "zone", "pdf")} == {
        "name": "President",
        "about": "Example Committee",
        "constituency": "North",
        "party": "Greens",
        "zone": "Europe",
        "pdf": None,
    }
    assert page.count("@font-face") == 3


@pytest.fixture
def open_page(browser, tmp_path):
    """Open a page of letters from disk; the test fails if the browser has anything to complain about."""
    complaints, contexts = [], []

    def opening(letters=LETTERS, **more):
        path = tmp_path / "outreach.html"
        path.write_text(_page(letters), encoding="utf-8")
        context = browser.new_context(**more)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        tab.on("request", lambda request: complaints.append(request.url) if request.url != path.as_uri() else None)
        tab.goto(path.as_uri())
        return tab

    yield opening
    assert complaints == []
    for context in contexts:
        context.close()


@pytest.fixture
def opened(open_page):
    """The page of four letters."""
    return open_page()


def _clipboard(tab):
    return tab.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")


def _shown(tab):
    return tab.locator("#letters h2").all_inner_texts()


def _card(tab, name):
    return tab.locator("#letters > li").filter(has=tab.get_by_role("heading", name=name, exact=True))


def _without_tick(names):
    return [name.removesuffix(" ✓") for name in names]


@pytest.mark.tool("chromium")
def test_each_letter_has_every_way_to_write_and_no_more(opened):
    """Mail link, contact form and PDF stand where there are such; a link says what the letter's own would say."""
    links = [
        [one.get_attribute("href") for one in card.get_by_role("link").all()]
        for card in opened.locator("#letters > li").all()
    ]
    president, short = (mailto(LETTERS[place].letter, BODY(LETTERS[place].letter)) for place in (0, 2))
    assert (president.whole, short.whole) == (False, True)
    assert links == [
        [president.url, "armenian-detainees/icrc-president.pdf"],
        ["https://example.org/formulaire?a=1&b=2", "armenian-detainees/ch-foreign-minister.pdf"],
        [short.url],
        ["armenian-detainees/by-post.pdf"],
    ]


@pytest.mark.tool("chromium")
def test_each_letter_says_whom_it_goes_to_and_what_to_look_out_for(open_page):
    """Constituency and party stand under the name; what a link leaves out, and an unchecked address, are said."""
    long_subject = ListedLetter(letter=make_short_letter(email="a@example.org", subject="Հ" * 500), name="Long")
    tab = open_page((*LETTERS, long_subject))

    assert _card(tab, NAMES[2]).locator(".facts").inner_text() == "Constituency: Example North Party: Example Party"
    assert [
        [text.partition(":")[0].partition(".")[0] for text in card.locator(".note").all_inner_texts()]
        for card in tab.locator("#letters > li").all()
    ] == [
        ["The letter is too long for a mail link"],
        ["No e-mail address is known"],
        ["Nobody has compared this address with a source"],
        ["No e-mail address is known"],
        ["The subject is too long for a mail link"],
    ]
    assert [card.locator(".zone").inner_text() for card in tab.locator("#letters > li").all()] == [
        "Europe",
        "domestic",
        "No postal address",
        "Europe",
        "No postal address",
    ]


ENCLOSING = ListedLetter(
    letter=make_short_letter(
        enclosures=(
            Enclosure(title="Petition <signed>", name="petition.pdf", fingerprint="0" * 64, pages=2),
            Enclosure(title="Map", name="Map of 100 % #1.pdf", fingerprint="1" * 64, pages=1),
        )
    ),
    name="Enclosing",
)


@pytest.mark.tool("chromium")
def test_enclosures_are_named_and_linked_on_their_letter(open_page):
    """Who sends by hand sees what goes with the letter, and finds the files; a letter without any says nothing."""
    appeal = ENCLOSING.letter.appeal
    tab = open_page((LETTERS[3], ENCLOSING, LETTERS[0]))
    tab.emulate_media(media="print")
    assert _card(tab, "Enclosing").locator(".enclosed").inner_text() == "Enclosed: Petition <signed> · Map"
    tab.emulate_media(media="screen")
    assert [one.get_attribute("href") for one in _card(tab, "Enclosing").locator(".enclosed a").all()] == [
        f"{appeal}/enclosures/petition.pdf",
        f"{appeal}/enclosures/Map%20of%20100%20%25%20%231.pdf",
    ]
    assert tab.locator(".enclosed").count() == 1


def test_without_scripts_enclosures_are_linked_too():
    """The plain list has the same links."""
    links = _Links()
    links.feed(_page((ENCLOSING,)).partition("<noscript>")[2].partition("</noscript>")[0])
    appeal = ENCLOSING.letter.appeal
    assert links.found == [
        f"{appeal}/enclosures/petition.pdf",
        f"{appeal}/enclosures/Map%20of%20100%20%25%20%231.pdf",
    ]


def test_enclosures_lie_beside_the_page(tmp_path):
    """The files are copied as they are, so that the folder can be handed on, and the page can be opened again."""
    enclosed = "citation_style: oscola\nenclosures: [{title: {en: Petition, fr: Pétition}, file: petition.pdf}]\n"
    folder = write_campaign(
        tmp_path / "campaign", appeal=edited(APPEAL, "citation_style: oscola\n", enclosed), sender=SENDER
    )
    original = enclose(folder, "petition.pdf", plain_pdf(2))
    campaign = load_campaign(folder, folder / "sender.yaml")
    letters = plan_letters(campaign, Order(day=DAY)).letters
    page = write_outreach_page(campaign, letters, (), tmp_path / "letters").read_text(encoding="utf-8")

    assert (tmp_path / "letters/visits/enclosures/petition.pdf").read_bytes() == original.read_bytes()
    groups = _data(page)["groups"]
    assert {(group["lang"], one["title"], one["file"]) for group in groups for one in group["enclosed"]} == {
        ("en", "Petition", "visits/enclosures/petition.pdf"),
        ("fr", "Pétition", "visits/enclosures/petition.pdf"),
    }


@pytest.mark.tool("chromium")
def test_copying(opened):
    """Text, subject and address are copied as they are, and it is said."""
    opened.get_by_role("button", name="Copy text for The President").click()
    opened.get_by_text("Copy text: copied, The President").wait_for()
    assert _clipboard(opened) == BODY(LETTERS[0].letter)

    opened.get_by_role("button", name="Copy subject for Département fédéral").click()
    opened.get_by_text("Copy subject: copied").wait_for()
    assert _clipboard(opened) == LETTERS[1].letter.subject

    opened.get_by_role("button", name="Copy address of Short").click()
    opened.get_by_text("Copy address: copied, Short <b>Office</b>").wait_for()
    assert _clipboard(opened) == "s!'()*+ß@example.org"


@pytest.mark.tool("chromium")
def test_copying_where_pages_from_disk_have_no_clipboard(opened):
    """Browsers without the newer clipboard copy the older way."""
    opened.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    opened.get_by_role("button", name="Copy text for Office").click()
    opened.get_by_text("Copy text: copied, Office </script> without e-mail").wait_for()
    assert _clipboard(opened) == BODY(LETTERS[3].letter)

    opened.evaluate("() => { document.execCommand = () => false; }")
    opened.get_by_role("button", name="Copy text for Office").click()
    opened.get_by_text("The browser does not allow copying").wait_for()


@pytest.mark.tool("chromium")
def test_ticks_outlive_a_reload(opened):
    """What was ticked is ticked after a reload, and what was unticked is not; the bar says how far one is."""
    for name in ("The President", NAMES[3]):
        opened.get_by_role("checkbox", name=f"Sent: {name}").check()
    opened.get_by_role("checkbox", name=f"Sent: {NAMES[3]}").uncheck()
    assert opened.locator("#count").inner_text() == "1 of 4 sent"
    assert opened.evaluate("[document.querySelector('#bar').value, document.querySelector('#bar').max]") == [1, 4]

    # The browser writes what is ticked a moment later.
    for _ in range(20):
        opened.reload()
        if opened.locator("#count").inner_text() != "0 of 4 sent":
            break

    assert opened.locator("#count").inner_text() == "1 of 4 sent"
    assert opened.get_by_role("checkbox", name="Sent: The President").is_checked()
    assert not opened.get_by_role("checkbox", name=f"Sent: {NAMES[3]}").is_checked()


@pytest.mark.tool("chromium")
def test_a_tick_can_be_taken_back(opened):
    """A letter that was ticked by mistake, and is out of sight, comes back by one button, until there is other news."""
    opened.get_by_role("combobox", name="Show").select_option("open")
    opened.get_by_role("checkbox", name="Sent: The President").click()
    assert _shown(opened) == NAMES[1:]
    assert (
        opened.get_by_role("status").filter(has_text="Marked as sent").inner_text() == "Marked as sent: The President"
    )
    opened.get_by_role("button", name="Take it back").click()

    assert _shown(opened) == NAMES
    assert opened.locator("#count").inner_text() == "0 of 4 sent"
    assert opened.evaluate("document.activeElement.getAttribute('aria-label')") == "Sent: The President"
    opened.get_by_role("button", name="Copy text for The President").click()
    opened.get_by_text("Copy text: copied").wait_for()
    assert not opened.get_by_role("button", name="Take it back").is_visible()


@pytest.mark.tool("chromium")
def test_postage_is_counted_by_zone_and_costs_what_the_post_takes(opened):
    """Letters still to be posted are counted by zone; a price that is written in stands at its letters, and is kept."""
    assert opened.locator("#posted").inner_text() == "Postage: domestic 1 · Europe 2"
    opened.locator("#posted").click()
    opened.get_by_label("Price of one letter: Europe").fill("1.25")
    opened.get_by_label("Price of one letter: Europe").press("Tab")
    assert opened.locator("#postage tbody tr").all_inner_texts() == ["domestic\t1\t\t–", "Europe\t2\t\t2.50"]
    assert _card(opened, NAMES[0]).locator(".zone").inner_text() == "Europe: 1.25"

    opened.get_by_role("checkbox", name="Sent: The President").check()
    assert opened.locator("#posted").inner_text() == "Postage: domestic 1 · Europe 1"
    assert opened.locator("#postage tbody tr").all_inner_texts()[1] == "Europe\t1\t\t1.25"
    opened.get_by_role("combobox", name="Postage").select_option("domestic")
    assert _shown(opened) == NAMES[1:2]


def _type_price(tab, price):
    """Write a price in for Europe as people do, and return it, whether the field objects, and the row of the zone."""
    if not tab.locator("#postage").get_attribute("open"):
        tab.locator("#postage").evaluate("one => one.open = true")
    field = tab.get_by_label("Price of one letter: Europe")
    field.fill(price)
    field.press("Tab")
    said = field.evaluate("one => one.validationMessage")
    return field.input_value(), said, tab.locator("#postage tbody tr").all_inner_texts()[1]


@pytest.mark.tool("chromium")
@pytest.mark.parametrize(
    ("price", "together"), [("1,10", "2.20"), ("1.10", "2.20"), (" 1,1 ", "2.20"), ("2", "4.00"), (".85", "1.70")]
)
def test_a_price_is_read_with_a_comma_or_a_point(opened, price, together):
    """Whoever writes in a price does it as at home, whatever the language of page and browser; it is kept."""
    assert _type_price(opened, price) == (price, "", f"Europe\t2\t\t{together}")
    assert opened.evaluate("Object.values(localStorage)") == [price.strip()]


@pytest.mark.one_in(3)
@pytest.mark.tool("chromium")
@pytest.mark.parametrize("price", ["1,10 €", "free", "1.234", "-1", "1,1,1", ","])
def test_what_is_no_price_stays_in_its_field_and_is_told(opened, price):
    """Nothing is emptied in silence, and no earlier price goes on counting; the next good one is taken."""
    _type_price(opened, "1.25")
    assert _type_price(opened, price) == (
        price,
        "This is no price: write a number such as 1.10 or 1,10.",
        "Europe\t2\t\t–",
    )
    assert _type_price(opened, "2.00") == ("2.00", "", "Europe\t2\t\t4.00")
    assert _type_price(opened, "") == ("", "", "Europe\t2\t\t–")


@pytest.mark.tool("chromium")
def test_prices_are_printed_and_buttons_leave_no_room(opened):
    """On paper stands what each zone costs, though it was folded away on screen, and a card ends with its words."""
    _type_price(opened, "1.25")
    opened.locator("#posted").click()
    assert not opened.locator("#postage table").is_visible()
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.emulate_media(media="print")
    assert opened.locator("#postage table").is_visible()
    assert not opened.get_by_text("No letter fits.").is_visible()
    assert opened.get_by_label("Price of one letter: Europe").input_value() == "1.25"
    rooms = opened.locator("#letters .card").evaluate_all(
        """cards => cards.map(card => {
          const shown = [...card.querySelectorAll("p")].map(one => one.getBoundingClientRect().bottom);
          return card.getBoundingClientRect().bottom - Math.max(...shown);
        })"""
    )
    assert [room < 12 for room in rooms] == [True] * 4, rooms
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.emulate_media(media="screen")
    assert not opened.locator("#postage table").is_visible()


@pytest.mark.tool("chromium")
def test_search(opened):
    """Words, whatever their accents, and the state narrow the list, together; nothing left is said."""
    opened.get_by_role("checkbox", name="Sent: The President").check()

    opened.get_by_role("combobox", name="Show").select_option("open")
    assert _shown(opened) == NAMES[1:]
    opened.get_by_role("combobox", name="Show").select_option("done")
    assert _without_tick(_shown(opened)) == NAMES[:1]
    opened.get_by_role("combobox", name="Show").select_option("all")
    for words, found in (("departement FÉDÉRAL", NAMES[1:2]), ("party north", NAMES[2:3]), ("ß@exam", NAMES[2:3])):
        opened.get_by_label("Search").fill(words)
        assert _shown(opened) == found
    opened.get_by_label("Search").fill("nobody of that name")
    assert _shown(opened) == []
    assert opened.get_by_text("No letter fits.").is_visible()


def _ways_to_type(name, typed):
    return typed, typed.upper(), name, name.lower()


@pytest.mark.parametrize(("name", "typed"), SPELLINGS)
def test_names_are_compared_without_their_marks(name, typed):
    """What the preview searches in holds what is typed without marks, or with them."""
    for words in _ways_to_type(name, typed):
        assert folded(words) in folded(name)


@pytest.mark.one_in(5, thorough=2)
@pytest.mark.tool("chromium")
@pytest.mark.parametrize(("name", "typed"), SPELLINGS)
def test_a_name_is_found_as_it_is_typed_without_its_marks(open_page, name, typed):
    """Who lacks a key for a letter finds the name on the page, as in the preview."""
    tab = open_page([ListedLetter(letter=make_short_letter(), name=one) for one in (name, "Xxxx")])
    for words in _ways_to_type(name, typed):
        tab.get_by_label("Search").fill(words)
        assert _shown(tab) == [name], words


@pytest.mark.tool("chromium")
def test_many_letters_are_shown_a_page_at_a_time_and_printed_all(open_page):
    """Of sixty letters 25 stand on a page; a search begins at the first; on paper stand all that it leaves."""
    one = make_short_letter()
    many = [ListedLetter(letter=replace(one, recipient="x" * n), name=f"Member-{n + 10}") for n in range(60)]
    tab = open_page(many)
    assert (_shown(tab)[0], len(_shown(tab))) == ("Member-10", 25)
    assert tab.get_by_role("button", name="Previous").is_disabled()
    for _ in range(2):
        tab.get_by_role("button", name="Next").click()
    assert tab.locator("#shown").inner_text() == "51–60 of 60"
    assert tab.get_by_role("button", name="Next").is_disabled()
    assert tab.evaluate("document.activeElement.id") == "letters"
    assert _shown(tab)[-1] == "Member-69"

    tab.get_by_label("Search").fill("member-4")
    assert _shown(tab) == [f"Member-{n}" for n in range(40, 50)]
    assert not tab.locator("#pages").is_visible()
    tab.get_by_label("Search").fill("")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(_shown(tab)) == 60
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(_shown(tab)) == 25


@pytest.mark.tool("chromium")
def test_keyboard_is_enough(opened):
    """With Tab, Space and Enter alone a person searches, ticks, copies and reads on."""
    opened.keyboard.press("Tab")
    opened.keyboard.type("example north")
    box = opened.get_by_role("checkbox", name="Sent: Short")
    for _ in range(6):
        opened.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            break
    opened.keyboard.press("Space")
    assert opened.locator("#count").inner_text() == "1 of 4 sent"
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Copy text"
    opened.keyboard.press("Enter")
    opened.get_by_text("Copy text: copied, Short <b>Office</b>").wait_for()
    for _ in range(4):
        opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert opened.locator("details[open] pre").inner_text().startswith("Dear President,")


@pytest.mark.tool("chromium")
def test_focus_is_not_lost_with_a_letter_that_leaves_the_list(opened):
    """Who ticks a letter away goes on at the next one, and at the end at the filter."""
    opened.get_by_role("combobox", name="Show").select_option("open")
    for name, after in zip(NAMES, [*(f"Sent: {name}" for name in NAMES[1:]), None], strict=True):
        opened.get_by_role("checkbox", name=f"Sent: {name}").focus()
        opened.keyboard.press("Space")
        assert opened.evaluate("document.activeElement.getAttribute('aria-label')") == after
    assert opened.evaluate("document.activeElement.id") == "show"


@pytest.mark.tool("chromium")
@pytest.mark.tool("axe-core")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
def test_accessibility_rules_hold(open_page, scheme, width):
    """No rule of axe is broken, in light and dark, with letters ticked, a text open and a search that finds nothing."""
    tab = open_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    tab.locator("#posted").click()
    tab.get_by_role("checkbox", name="Sent: Short").check()
    tab.locator("#letters summary").first.click()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for words in ("", "nobody of that name"):
        tab.get_by_label("Search").fill(words)
        found = axe_findings(tab)
        assert found.violations == [], json.dumps(found.violations, indent=2)
        assert found.kept >= 20


@pytest.mark.tool("chromium")
@pytest.mark.tool("axe-core")
def test_accessibility_rules_notice_a_fault(opened):
    """A button without a name, put there by the test, is found: the rules look at this page."""
    opened.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [rule for rule, _ in axe_findings(opened).violations] == ["button-name"]
