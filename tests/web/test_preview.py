"""The preview: a letter with its tints in a real browser, made again when a file changes, and what is wrong."""

import base64
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

import pytest

from entreaty.batch.run import look_of
from entreaty.content.campaign import load_campaign
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.planning.selection import select_letters
from entreaty.web.admission import leading_page
from entreaty.web.preview import Preview
from entreaty.web.rendering import View, render_view
from entreaty.web.selection import Choice
from entreaty.web.tints import marked_campaign, marked_letter, tinted
from tests.support.browser import started_chromium
from tests.support.preview_server import KEYS, Served, serving
from tests.support.sample_campaigns import APPEAL, DAY, FILES, RECIPIENTS, SENDER, edited, line_of, write_campaign
from tests.support.sample_letters import TEMPLATES

# A passage that takes words from both; the rest of the campaign is as it is.
PERSONAL = edited(
    APPEAL,
    "en: I write to you at the {{ recipient.organisation }} about",
    "en: I write from {{ sender.state_name }} to the *{{ recipient.office }}* of {{ recipient.organisation }} about",
)
# The smallest PNG: one grey pixel.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")


def _campaign(folder: Path, **texts: str) -> Path:
    return write_campaign(folder, **({"appeal": PERSONAL, "sender": SENDER} | texts))


def _preview(folder: Path) -> Preview:
    return Preview(folder, DAY)


def _words_from(source: str, html: str) -> list[str]:
    return re.findall(rf'<span class="from-{source}"[^>]*>([^<]*)</span>', html)


def test_every_word_shows_where_it_comes_from(tmp_path):
    """Address, courtesies and names in passages are the recipient's, note and head the sender's, all else appeal."""
    html = _preview(_campaign(tmp_path)).letter(Choice(to="mediator"))

    for words in ("President", "Example Committee", "1 Example Avenue", "1202 Geneva", "SCHWEIZ"):
        assert words in _words_from("recipient", html)
    assert {"Dear President,", "Yours faithfully,"} & {*_words_from("recipient", html)}
    for words in ("Anna Example", "4 Example Road", "My grandfather was a prisoner of war.", "Germany"):
        assert words in _words_from("sender", html)
    for words in ("Visits to prisoners of war", "I write from ", " to the ", " about the prisoners of war."):
        assert words in _words_from("appeal", html)
    assert re.search(r"<em><span[^>]*>President</span></em>", html)


def test_tints_need_no_colour(tmp_path):
    """Each tint says in words where the text comes from."""
    html = _preview(_campaign(tmp_path)).letter(Choice(to="mediator"))

    assert {*re.findall(r'class="from-(\w+)" title="([^"]+)"', html)} == {
        ("recipient", "from the recipient’s profile"),
        ("sender", "from the sender"),
        ("appeal", "from the appeal"),
    }


def test_marks_do_not_change_what_a_letter_says(tmp_path):
    """Without its tints the letter reads as it does on paper, and no mark is left."""
    folder = _campaign(tmp_path)
    campaign = load_campaign(folder, folder / "sender.yaml")
    order = Order(day=DAY)
    plain = plan_letters(campaign, order).letters
    marked = plan_letters(marked_campaign(campaign), order).letters
    texts = [re.sub(r"\\ufdd[0-3]", "", repr(marked_letter(letter))) for letter in marked]

    assert len(plain) == 3
    assert [repr(letter) for letter in plain] == texts
    assert not re.search("[\ufdd0-\ufdd3]", _preview(folder).letter(Choice(to="mediator")))


def test_marks_across_elements_become_tints_within_them():
    """Marks that begin in one element and end in another tint the text of both; those within tags are dropped."""
    head = "<head><title>\ufdd2A\ufdd3</title></head>"
    body = "<body><p title='\ufdd0x\ufdd3'>\ufdd2a \ufdd0b<i>c\ufdd3</i> d\ufdd3 e"

    def tint(source: str, words: str, text: str) -> str:
        return f'<span class="from-{source}" title="{words}">{text}</span>'

    recipient, appeal = ("recipient", "from the recipient’s profile"), ("appeal", "from the appeal")
    assert tinted(head + body) == (
        "<head><title>A</title></head><body><p title='x'>"
        f"{tint(*appeal, 'a ')}{tint(*recipient, 'b')}<i>{tint(*recipient, 'c')}</i>{tint(*appeal, ' d')} e"
    )


def test_blanks_are_shown_without_a_sender(tmp_path):
    """A campaign without a sender is shown with its blanks."""
    folder = _campaign(tmp_path, appeal=APPEAL)
    (folder / "sender.yaml").unlink()
    html = _preview(folder).letter(Choice(to="mediator"))

    assert 'class="blank"' in html
    assert _words_from("sender", html) == []


def test_images_are_shown_and_windows_drawn(tmp_path):
    """The sender's images travel within the page; a plain envelope has no window, the others show theirs."""
    folder = _campaign(tmp_path, sender=f"{SENDER}logo: {{file: logo.png, alt: A circle}}\n")
    (folder / "logo.png").write_bytes(PNG)
    preview = _preview(folder)
    with_window, without = (preview.letter(Choice(to="mediator", envelope=name)) for name in ("uk-dl", "none"))

    assert re.findall(r'<img src="data:image/png;base64,[\w+/=]+" alt="([^"]+)">', with_window) == ["A circle"]
    assert 'class="window" aria-hidden="true" style="left: 20.0mm; top: 57.0mm; width: 90.0mm' in with_window
    assert 'class="window"' not in without


@pytest.mark.parametrize(("image", "kind"), [("logo.png", "image/png"), ("logo.svg", "image/svg+xml")])
@pytest.mark.parametrize("envelope", ["din-5008-b", "none"])
def test_a_view_is_made_for_the_screen_and_on_paper(tmp_path, image, kind, envelope):
    """A letter becomes a page with its fonts and images in it, with the window of its envelope, and a PDF."""
    folder = _campaign(tmp_path)
    (folder / "logo.png").write_bytes(PNG)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1"/></svg>'
    )
    with (folder / "sender.yaml").open("a", encoding="utf-8") as sender:
        sender.write(f"logo: {{file: {image}, alt: Our mark}}\n")
    campaign = load_campaign(folder, folder / "sender.yaml")
    order = Order(day=DAY, envelope=envelope)
    letter = plan_letters(campaign, order).letters[0]
    view = View(of="screen", letter=letter, look=look_of(campaign, order))

    page, paper = render_view(view), render_view(replace(view, of="paper"))

    assert f'src="data:{kind};base64,' in page
    assert 'url("fonts/NotoSerif-Regular.ttf")' in page
    assert ('class="window"' in page) == (envelope != "none")
    assert paper.content.startswith(b"%PDF-")


def test_the_page_lists_everybody(tmp_path):
    """The list has those with a letter, those whose letter fails and those whom nothing is asked of."""
    recipients = edited(RECIPIENTS, "form_of_address: foreign-minister", "form_of_address: king")
    appeal = edited(APPEAL, "for: {audiences: [third-state]}", "for: {audiences: [legislature]}")
    page = _preview(_campaign(tmp_path, recipients=recipients, appeal=appeal)).page(Choice())

    assert re.findall(r"<b>(.*?)</b> <span>", page) == [
        "President",
        "Minister of Foreign Affairs",
        "Head of the Department",
    ]
    assert page.count('aria-current="page"') == 1
    assert page.count("cannot be written") == 1
    assert "Not asked for anything (1)" in page
    assert "there is no form of address &#39;king&#39;" in page


def test_whoever_is_asked_for_nothing_gets_an_explanation(tmp_path):
    """The page of a recipient whom no demand fits says so."""
    appeal = edited(APPEAL, "for: {audiences: [third-state]}", "for: {audiences: [legislature]}")
    page = _preview(_campaign(tmp_path, appeal=appeal)).page(Choice(appeal="visits", to="swiss-minister"))

    assert "Nothing is asked of this recipient" in page
    assert "<iframe" not in page


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("appeal", "title: [", "appeal.yaml:"),
        ("recipients", edited(RECIPIENTS, "country: AZ", "country: ZZ"), "&#39;ZZ&#39; is not the code of a state"),
        ("sender", "name: [", "sender.yaml:"),
        (
            "appeal",
            edited(APPEAL, "Visits have ended.[@visits-report]", "Visits have ended.[@visit-report]"),
            "did you mean &#39;visits-report&#39;?",
        ),
    ],
)
def test_problems_stand_in_the_page(tmp_path, file, text, expected):
    """Whatever file is broken, the page names the place and what would be right."""
    folder = _campaign(tmp_path, **{file: text})
    page = _preview(folder).page(Choice())

    assert expected in page
    assert f"{FILES[file].name}:" in page
    assert 'class="errors"' in page


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("letter.html", "{{ letter.subject }}", "{{ letter.object }}", "letter.html:"),
        ("letter.css", "color: #111;", "colour: #111;", "letter.css</code> <span>typesetting: Ignored"),
        ("letter.css", None, None, "it cannot be read"),
    ],
)
def test_problems_of_the_look_stand_in_the_page(tmp_path, name, old, new, expected):
    """A mistake in a template or style sheet, or a missing one, is shown as its problem."""
    look = _campaign(tmp_path) / "letter_templates"
    shutil.copytree(TEMPLATES, look, ignore=shutil.ignore_patterns("*.md"))
    if old is None:
        (look / name).unlink()
    else:
        source = (look / name).read_text(encoding="utf-8")
        (look / name).write_text(source.replace(old, new), encoding="utf-8")

    assert expected in _preview(tmp_path).page(Choice(to="mediator"))


def test_what_keeps_a_letter_off_paper_stands_above_it(tmp_path):
    """An address with a character of no font is a problem, while the letter is still shown on screen."""
    recipients = edited(RECIPIENTS, "[1 Example Avenue, 1202 Geneva]", "[1 Example 🏛, 1202 Geneva]")
    page = _preview(_campaign(tmp_path, recipients=recipients)).page(Choice(to="mediator", envelope="us-10"))

    assert "no font has ‘🏛’ U+1F3DB" in page
    assert "<iframe" in page
    assert "letter.pdf" not in page


def test_a_choice_that_does_not_exist_is_explained(tmp_path):
    """An unknown language in the address is a problem in the page; an unknown envelope is that of the country."""
    preview = _preview(_campaign(tmp_path))

    assert "there is no language &#39;xx&#39;" in preview.page(Choice(language="xx"))
    assert re.search(r'title="DIN 5008 form B[^"]*" aria-current="true"', preview.page(Choice(envelope="c4")))


@pytest.mark.no_cover
def test_a_changed_look_reaches_the_pdf(tmp_path):
    """The PDF is set in the style sheet as it is now, and in the same one while nothing changes."""
    look = _campaign(tmp_path) / "letter_templates"
    shutil.copytree(TEMPLATES, look, ignore=shutil.ignore_patterns("*.md"))
    preview = _preview(tmp_path)
    first, again = preview.pdf(Choice(to="mediator")), preview.pdf(Choice(to="mediator"))
    with (look / "letter.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\nh1 { font-size: 14pt }\n")

    assert first.startswith(b"%PDF")
    assert again == first
    assert preview.pdf(Choice(to="mediator")) != first


@pytest.fixture
def plans(monkeypatch) -> list[str]:
    """Return the languages for which a campaign is planned from here on."""
    planned: list[str] = []

    def plan(campaign, order):
        planned.append(order.language)
        return select_letters(campaign, order)

    monkeypatch.setattr("entreaty.web.selection.select_letters", plan)
    return planned


@pytest.mark.no_cover
def test_one_view_plans_once(tmp_path, plans):
    """A page with its letter, its fonts and its PDF plans the campaign once, and so do other letters of it."""
    preview = _preview(_campaign(tmp_path))
    query = re.search(r'src="letter\?([^"]*)"', preview.page(Choice()))[1]
    chosen = Choice(**dict(parse_qsl(unescape(query))))

    assert preview.letter(chosen)
    assert preview.pdf(chosen).startswith(b"%PDF")
    assert all(preview.font(name) for name in ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf"))
    assert preview.letter(Choice(to="swiss-minister"))
    assert plans == [""]

    preview.page(replace(chosen, language="fr"))
    assert plans == ["", "fr"]


@pytest.mark.no_cover
@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("recipients.yaml", f"{RECIPIENTS}\n# more\n"),
        ("suppression.txt", "president@example.org\n"),
        ("sender.yaml", f"{SENDER}logo: {{file: logo.png, alt: A dot}}\n"),
        ("logo.png", PNG.decode("latin-1") + "more"),
        ("more.yaml", "recipients: []\n"),
    ],
)
def test_a_changed_file_has_the_campaign_planned_again(tmp_path, plans, name, text):
    """Whatever letters are made from has them planned again when it changes, images and included files as well."""
    folder = _campaign(tmp_path, sender=f"{SENDER}logo: {{file: logo.png, alt: A circle}}\n")
    (folder / "logo.png").write_bytes(PNG)
    (folder / "more.yaml").write_text("recipients: []\n# none\n", encoding="utf-8")
    (folder / "recipients.yaml").write_text(f"include: [more.yaml]\n{RECIPIENTS}", encoding="utf-8")
    preview = _preview(folder)
    preview.page(Choice())

    (folder / name).write_text(text, encoding="latin-1" if name == "logo.png" else "utf-8", newline="")
    preview.page(Choice())

    assert plans == ["", ""]


@pytest.mark.parametrize(
    "name",
    [
        "appeals/visits/new.yaml",
        "appeals/authorities/refs.json",
        "citation_styles/new.yaml",
        "letter_templates/letter.css",
    ],
)
def test_a_new_file_is_another_state(tmp_path, name):
    """What is added to a folder that letters are made from is seen, as well as what changes in it, or goes."""
    preview = _preview(_campaign(tmp_path))
    states = [preview.state()]
    (tmp_path / name).parent.mkdir(exist_ok=True)
    for text in ("a", "ab"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        states.append(preview.state())
    (tmp_path / name).unlink()
    states.append(preview.state())

    assert all(one != other for one, other in pairwise(states))


def test_what_lies_outside_of_the_campaign_is_not_looked_at(tmp_path):
    """A link of the campaign that leads out of it has no other file looked at, and is served as no font."""
    folder, outside = tmp_path / "campaign", tmp_path / "outside"
    look = _campaign(folder) / "letter_templates"
    shutil.copytree(TEMPLATES, look, ignore=shutil.ignore_patterns("*.md"))
    outside.mkdir()
    (outside / "secret.ttf").write_text("secret", encoding="utf-8")
    (folder / "citation_styles").symlink_to(outside)
    (look / "fonts" / "link.ttf").symlink_to(outside / "secret.ttf")
    os.mkfifo(look / "fonts" / "pipe.ttf")
    preview = _preview(folder)
    state = preview.state()
    (outside / "secret.ttf").write_text("another secret", encoding="utf-8")

    assert preview.state() == state
    assert [preview.font(name) for name in ("link.ttf", "pipe.ttf")] == [b"", b""]
    assert len(preview.font("NotoSerif-Regular.ttf")) > 10_000


@pytest.fixture
def chromium() -> Iterator[Any]:
    """Yield a page of a real Chromium."""
    with started_chromium() as chromium:
        page = chromium.new_page(viewport={"width": 1360, "height": 1000})
        page.set_default_timeout(20_000)
        yield page


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """Yield a page of a real Chromium, which must have nothing to complain of."""
    complaints: list[str] = []
    chromium.on("console", lambda message: complaints.append(message.text))
    chromium.on("pageerror", lambda error: complaints.append(str(error)))
    yield chromium
    # What a page that is reloaded leaves open is not its fault.
    assert [one for one in complaints if "ERR_INCOMPLETE_CHUNKED_ENCODING" not in one] == []


def _open(browser: Any, served: Served, query: str = "") -> None:
    """Open the address that is printed, and wait until it has led to the pages."""
    browser.goto(f"{served.entrance}&{query}")
    browser.wait_for_url(f"**{KEYS.path}/**")


@pytest.mark.tool("chromium")
def test_a_letter_is_shown_and_made_again(tmp_path, browser):
    """In Chromium: the letter, its tints, the new text after an edit, the problems of a broken file, and it again."""
    folder = _campaign(tmp_path)
    appeal = folder / FILES["appeal"]
    with serving(folder) as served:
        _open(browser, served, "to=mediator")
        letter = browser.frame_locator("iframe")
        letter.get_by_text("about the prisoners of war.").wait_for()
        tints = {
            source: letter.locator(f".from-{source}").first.evaluate(
                "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).textDecorationStyle,"
                " getComputedStyle(one).textDecorationLine]"
            )
            for source in ("recipient", "sender", "appeal")
        }
        assert tints == {
            "recipient": ["rgb(217, 232, 246)", "solid", "underline"],
            "sender": ["rgb(251, 232, 198)", "dotted", "underline"],
            "appeal": ["rgb(233, 241, 227)", "solid", "none"],
        }
        assert browser.get_by_role("list", name="Where the words come from").inner_text().split("\n")[:3] == [
            "from the recipient’s profile",
            "from the sender",
            "from the appeal",
        ]

        appeal.write_text(edited(PERSONAL, "about the prisoners of war.", "about the missing."), encoding="utf-8")
        letter.get_by_text("about the missing.").wait_for()

        broken = edited(PERSONAL, "ended.[@visits-report]", "ended.[@visit-report]")
        appeal.write_text(broken, encoding="utf-8")
        problems = browser.get_by_role("region", name="problem")
        problems.get_by_text("there is no authority 'visit-report'").wait_for()
        assert f"appeal.yaml:{line_of(broken, '[@visit-report]')}" in problems.inner_text()
        assert "did you mean 'visits-report'?" in problems.inner_text()

        appeal.write_text("title: [", encoding="utf-8")
        browser.get_by_role("heading", name="the letter cannot be shown").wait_for()
        assert browser.locator("iframe").count() == 0

        appeal.write_text(PERSONAL, encoding="utf-8")
        letter.get_by_text("about the prisoners of war.").wait_for()


@pytest.mark.no_cover
@pytest.mark.tool("chromium")
def test_letters_can_be_chosen_with_the_keyboard(tmp_path, browser):
    """The first key leads past the list; links switch recipient, language and envelope; the window is drawn."""
    with serving(_campaign(tmp_path)) as served:
        _open(browser, served)
        browser.keyboard.press("Tab")
        assert browser.evaluate("document.activeElement.textContent") == "Skip to the letter"

        browser.get_by_role("link", name="Head of the Department").focus()
        browser.keyboard.press("Enter")
        letter = browser.frame_locator("iframe")
        letter.get_by_text("2 Example Lane").first.wait_for()
        assert browser.get_by_role("link", name="Head of the Department").get_attribute("aria-current") == "page"

        browser.get_by_role("navigation", name="Language").get_by_role("link", name="en").press("Enter")
        letter.get_by_text("Your own state is bound by Protocol I.").wait_for()
        browser.get_by_role("navigation", name="Envelope").get_by_role("link", name="french").press("Enter")
        browser.wait_for_url("**envelope=french")
        browser.wait_for_function("document.querySelector('iframe').style.height !== ''")
        sheet, window = letter.locator("body").bounding_box(), letter.locator(".window").bounding_box()
        millimetre = sheet["width"] / 210
        assert [
            round((window["x"] - sheet["x"]) / millimetre),
            round((window["y"] - sheet["y"]) / millimetre),
            round(window["width"] / millimetre),
            round(window["height"] / millimetre),
        ] == [100, 35, 100, 45]


@pytest.mark.no_cover
@pytest.mark.tool("chromium")
def test_the_first_key_leads_past_a_list_that_is_scrolled(tmp_path, browser):
    """In a low window the list shows the recipient that is chosen, and Tab still begins at the top of the page."""
    browser.set_viewport_size({"width": 1200, "height": 200})
    with serving(_campaign(tmp_path)) as served:
        _open(browser, served)
        last = browser.locator("#recipients li a").last
        browser.goto(f"{served.server.url}{KEYS.path[1:]}/{last.get_attribute('href')}")
        assert browser.evaluate("document.querySelector('#recipients').scrollTop") > 0
        browser.keyboard.press("Tab")

        assert browser.evaluate("document.activeElement.textContent") == "Skip to the letter"


@pytest.mark.no_cover
@pytest.mark.tool("chromium")
def test_the_letter_has_its_own_fonts(tmp_path, browser):
    """The browser sets the letter in the bundled fonts, and asks for nothing but this server."""
    asked: list[str] = []
    browser.on("request", lambda request: asked.append(request.url))
    with serving(_campaign(tmp_path)) as served:
        _open(browser, served, "to=mediator")
        browser.wait_for_function("document.querySelector('iframe').style.height !== ''")
        loaded = browser.frames[1].evaluate(
            "[...document.fonts].filter(one => one.status === 'loaded').map(one => `${one.family} ${one.weight}`)"
        )

    assert {name.replace('"', "") for name in loaded} >= {"Noto Serif 400", "Noto Serif 700"}
    assert len(asked) >= 5
    assert [url for url in asked if not url.startswith(served.server.url)] == []


@pytest.mark.no_cover
@pytest.mark.tool("chromium")
def test_from_its_file_the_browser_reaches_the_letter(tmp_path, browser):
    """The file that the browser is opened with leads it to the letter, and no address that it keeps holds a token."""
    page = tmp_path / "preview.html"
    with serving(_campaign(tmp_path / "campaign")) as served:
        page.write_text(leading_page(f"{served.server.url}?token={KEYS.opening}&to=mediator"), encoding="utf-8")
        browser.goto(page.as_uri())
        browser.frame_locator("iframe").get_by_text("about the prisoners of war.").wait_for()

        assert browser.url == f"{served.server.url}{KEYS.path[1:]}/?to=mediator"
        browser.reload()
        browser.frame_locator("iframe").get_by_text("about the prisoners of war.").wait_for()


@pytest.mark.no_cover
@pytest.mark.tool("chromium")
def test_pages_of_another_port_get_neither_letter_nor_cookie(tmp_path, chromium):
    """A page of another server of this machine cannot load, frame or link to the preview, and is sent no cookie."""
    with serving(_campaign(tmp_path)) as served, _another_server(served) as other:
        _open(chromium, served, "to=mediator")
        chromium.frame_locator("iframe").get_by_text("about the prisoners of war.").wait_for()
        answers: dict[str, int] = {}
        chromium.on("response", lambda answer: answers.update({answer.url: answer.status}))
        chromium.goto(f"http://127.0.0.1:{other.server_port}/")
        chromium.get_by_text("loaded").wait_for()
        read = chromium.evaluate(
            "fetch(document.links[0].href, {credentials: 'include'}).then(_ => 'read', _ => 'refused')"
        )
        framed = chromium.frames[1].evaluate("document.body.innerText")
        chromium.get_by_role("link", name="letter").click()
        chromium.wait_for_url(f"**{KEYS.path}/letter**")

        assert read == "refused"
        assert "prisoners" not in framed
        assert "prisoners" not in chromium.locator("body").inner_text()
        pages = f"{served.server.url}{KEYS.path[1:]}"
        # The events of the first page may be told of only now.
        asked = {url: status for url, status in answers.items() if url.startswith(pages) and "/changes?" not in url}
        assert asked == {
            f"{pages}/?to=mediator": 403,
            f"{pages}/letter?to=mediator": 403,
        }
    assert other.cookies == [None, None]


class _OtherServer(HTTPServer):
    """Another server of this machine, whose page tries to use the preview; it keeps the cookies that it is sent."""

    page = b""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _OtherHandler)
        self.cookies: list[str | None] = []


class _OtherHandler(BaseHTTPRequestHandler):
    server: _OtherServer

    def do_GET(self) -> None:
        self.server.cookies.append(self.headers["Cookie"])
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.server.page)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def _another_server(served: Served) -> Iterator[_OtherServer]:
    pages = f"{served.server.url}{KEYS.path[1:]}"
    with _OtherServer() as server:
        server.page = (
            f'<link rel="icon" href="data:,"><a href="{pages}/letter?to=mediator">letter</a>'
            f'<img src="/again" onerror="document.body.append(\'loaded\')">'
            f'<script src="{pages}/preview.js"></script><iframe src="{pages}/?to=mediator"></iframe>'
        ).encode()
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
