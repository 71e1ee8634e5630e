"""The outreach page, in a real browser: copying, ticking, filtering, by keyboard and for screen readers."""

import json
import re
import shutil
from functools import partial
from html.parser import HTMLParser

import pytest
from playwright.sync_api import sync_playwright

from entreaty.output.pages.outreach import outreach_page
from entreaty.output.text import letter_body
from entreaty.templating.letters import LetterTemplates
from tests.support.checkout import AXE
from tests.support.sample_letters import TEMPLATES, make_french_letter, make_letter, make_short_letter

LOOK = LetterTemplates(TEMPLATES)
BODY = partial(letter_body, templates=LOOK)
LETTERS = (
    make_letter(email="president@example.org"),
    make_french_letter(contact_form="https://example.org/formulaire?a=1&b=2"),
    make_short_letter(recipient="short", addressee="Short <b>Office</b>", email="short@example.org", notes=()),
    make_short_letter(recipient="by-post", addressee="Office without e-mail"),
)


def _page(unverified=()):
    pdfs = {letter.id for letter in LETTERS if letter.recipient != "short"}
    return outreach_page(LETTERS, BODY, pdfs=pdfs, unverified=unverified)


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, _tag, attrs):
        self.found += [value for name, value in attrs if name in {"href", "src"}]


def test_page_names_every_way_to_write():
    """Each letter has its mail link, contact form and PDF, and no more than it has."""
    links = _Links()
    links.feed(_page())
    assert [link.partition("?")[0] if link.startswith("mailto:") else link for link in links.found] == [
        "mailto:president@example.org",
        "armenian-detainees/icrc-president.pdf",
        "https://example.org/formulaire?a=1&b=2",
        "armenian-detainees/ch-foreign-minister.pdf",
        "mailto:short@example.org",
        "armenian-detainees/by-post.pdf",
    ]


def test_page_says_what_a_link_leaves_out():
    """A letter that is too long for a link is said to be so; so is an address that nobody has compared."""
    page = _page(unverified={"short"})
    said = re.findall(r'<p class="note">([^<]+?)[:.]', page.partition("<ul")[2])
    assert said == [
        "The letter is too long for a mail link",
        "Nobody has compared this address with a source",
    ]
    long_subject = make_short_letter(email="a@example.org", subject="Հ" * 500)
    alone = outreach_page([long_subject], BODY, pdfs=(), unverified=())
    assert "The subject is too long for a mail link" in alone


def test_page_fetches_nothing():
    """The page holds all that it needs: no address but those of the recipients, and a policy that forbids fetching."""
    assert "default-src 'none'" in _page()
    assert re.findall(r"https?://[^\s\"<]+", re.sub(r"<pre.*?</pre>", "", _page(), flags=re.DOTALL)) == [
        "https://example.org/formulaire?a=1&amp;b=2"
    ]


@pytest.fixture(scope="module")
def browser():
    """A Chromium that may use the clipboard."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture
def opened(browser, tmp_path):
    """The page, opened from disk; the test fails if the browser has anything to complain about."""
    path = tmp_path / "outreach.html"
    path.write_text(_page(unverified={"short"}), encoding="utf-8")
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("request", lambda request: complaints.append(request.url) if request.url != path.as_uri() else None)
    tab.goto(path.as_uri())
    yield tab
    assert complaints == []
    context.close()


def _clipboard(tab):
    return tab.evaluate("navigator.clipboard.readText()")


def _shown(tab):
    return tab.locator("#letters > li:visible h2").all_inner_texts()


@pytest.mark.tool("chromium")
def test_copying(opened):
    """Text, subject and address are copied as they are, and it is said."""
    opened.get_by_role("button", name="Copy text for The President of the ICRC").click()
    opened.get_by_text("Copy text: copied, The President of the ICRC").wait_for()
    assert _clipboard(opened).replace("\r\n", "\n") == letter_body(LETTERS[0], LOOK)

    opened.get_by_role("button", name="Copy subject for Département fédéral").click()
    opened.get_by_text("Copy subject: copied").wait_for()
    assert _clipboard(opened) == LETTERS[1].subject

    opened.get_by_role("button", name="Copy address of Short").click()
    opened.get_by_text("Copy address: copied, Short <b>Office</b>").wait_for()
    assert _clipboard(opened) == "short@example.org"


@pytest.mark.tool("chromium")
def test_copying_where_pages_from_disk_have_no_clipboard(opened):
    """Browsers without the newer clipboard copy the older way."""
    opened.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    opened.get_by_role("button", name="Copy text for Office without e-mail").click()
    opened.get_by_text("Copy text: copied, Office without e-mail").wait_for()
    assert _clipboard(opened).replace("\r\n", "\n") == letter_body(LETTERS[3], LOOK)

    opened.evaluate("() => { document.execCommand = () => false; }")
    opened.get_by_role("button", name="Copy text for Office without e-mail").click()
    opened.get_by_text("The browser does not allow copying").wait_for()


@pytest.mark.tool("chromium")
def test_ticks_outlive_a_reload(opened):
    """What was ticked is ticked after a reload, and what was unticked is not."""
    for name in ("The President of the ICRC", "Office without e-mail"):
        opened.get_by_role("checkbox", name=f"Done: {name}").check()
    opened.get_by_role("checkbox", name="Done: Office without e-mail").uncheck()
    assert opened.locator("#count").inner_text() == "1 of 4 done, 4 shown"

    # The browser writes what is ticked a moment later.
    for _ in range(20):
        opened.reload()
        if opened.locator("#count").inner_text() != "0 of 4 done, 4 shown":
            break

    assert opened.locator("#count").inner_text() == "1 of 4 done, 4 shown"
    assert opened.get_by_role("checkbox", name="Done: The President of the ICRC").is_checked()
    assert not opened.get_by_role("checkbox", name="Done: Office without e-mail").is_checked()


@pytest.mark.tool("chromium")
def test_filter(opened):
    """Words and the state narrow the list, together; nothing left is said."""
    names = [letter.addressee for letter in LETTERS]
    opened.get_by_role("checkbox", name="Done: The President of the ICRC").check()

    opened.get_by_role("combobox", name="Show").select_option("open")
    assert _shown(opened) == names[1:]
    opened.get_by_role("combobox", name="Show").select_option("done")
    assert _shown(opened) == names[:1]
    opened.get_by_role("combobox", name="Show").select_option("all")
    opened.get_by_label("Search").fill("département FÉDÉRAL")
    assert _shown(opened) == names[1:2]
    opened.get_by_label("Search").fill("nobody of that name")
    assert _shown(opened) == []
    assert opened.get_by_text("No letter fits.").is_visible()


@pytest.mark.tool("chromium")
def test_keyboard_is_enough(opened):
    """With Tab, Space and Enter alone a person filters, copies, ticks and reads on."""
    opened.keyboard.press("Tab")
    opened.keyboard.type("short@example.org")
    for _ in range(2):
        opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Copy text"
    opened.keyboard.press("Enter")
    opened.get_by_text("Copy text: copied, Short <b>Office</b>").wait_for()
    assert opened.evaluate("document.activeElement.textContent") == "Copy text"
    for _ in range(4):
        opened.keyboard.press("Tab")
    opened.keyboard.press("Space")
    assert opened.locator("#count").inner_text() == "1 of 4 done, 1 shown"
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert opened.locator("details[open] pre").inner_text().startswith("Dear President,")


@pytest.mark.tool("chromium")
def test_focus_is_not_lost_with_a_letter_that_leaves_the_list(opened):
    """Who ticks a letter away goes on at the next one, and at the end at the filter."""
    opened.get_by_role("combobox", name="Show").select_option("open")
    for letter in LETTERS:
        box = opened.get_by_role("checkbox", name=f"Done: {letter.addressee}")
        box.focus()
        opened.keyboard.press("Space")
        assert opened.evaluate("document.activeElement.checkVisibility()")
    assert opened.evaluate("document.activeElement.id") == "show"


@pytest.mark.tool("chromium")
@pytest.mark.tool("axe-core")
def test_accessibility_rules_hold(opened):
    """axe-core finds nothing wrong, with letters ticked, a text open and a filter set."""
    opened.get_by_role("checkbox", name="Done: Short").check()
    opened.locator("summary").first.click()
    for words in ("", "nobody of that name"):
        opened.get_by_label("Search").fill(words)
        opened.evaluate(AXE.read_text(encoding="utf-8"))
        found = opened.evaluate("axe.run({ resultTypes: ['violations'] })")
        violations = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
        assert violations == [], json.dumps(violations, indent=2)
        assert len(found["passes"]) >= 20


@pytest.mark.tool("chromium")
@pytest.mark.tool("axe-core")
def test_accessibility_rules_notice_a_fault(opened):
    """A button without a name, put there by the test, is found: the rules look at this page."""
    opened.evaluate(AXE.read_text(encoding="utf-8"))
    opened.evaluate("document.querySelector('main').append(document.createElement('button'))")
    found = opened.evaluate("axe.run()")
    assert [one["id"] for one in found["violations"]] == ["button-name"]
