"""What mail programs make of the HTML: they take away what is around it, and put it on a page of their own."""

import json
import re
from html.parser import HTMLParser

import pytest

from entreaty.output.html import email_html
from entreaty.templating.letters import LetterTemplates
from tests.support.browser import started_chromium
from tests.support.checkout import CANIEMAIL, ROOT
from tests.support.sample_letters import TEMPLATES, make_demands, make_french_letter, make_letter, make_short_letter

LOOK = LetterTemplates(TEMPLATES)
DOC = ROOT / "docs" / "reference" / "email-html.md"
RIGHT_TO_LEFT = ["ar", "he", "fa"]
LEFT_TO_RIGHT = ["en", "de", "fr", "hy", "ka"]
# By the names that caniemail.com has for what the template uses; "" where it has none, as for what all programs know.
FEATURES = {
    "<a>": "", "<span>": "html-span", "<body>": "html-body", "<br>": "", "<div>": "html-div", "<em>": "html-strong",
    "<head>": "", "<html>": "html-doctype", "<li>": "html-lists", "<meta>": "html-meta-color-scheme",
    "<ol>": "html-lists", "<p>": "html-p", "<strong>": "html-strong", "<sup>": "", "<title>": "", "<ul>": "html-lists",
    "border-top": "css-border", "charset": "", "content": "", "dir": "html-dir", "direction": "css-direction",
    "font": "css-font", "font-size": "css-font-size", "href": "", "lang": "html-lang",
    "line-height": "css-line-height", "margin": "css-margin", "margin-left": "css-margin",
    "margin-right": "css-margin", "max-width": "css-max-width", "name": "html-anchor-links",
    "padding": "css-padding", "start": "", "style": "", "text-align": "css-text-align",
}  # fmt: skip


class _Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def _styles(attributes):
    pairs = (one.partition(":") for one in attributes.get("style", "").split(";") if one.strip())
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def _html(language="en", **changes):
    return email_html(make_letter(language=language, **changes), LOOK)


def _all():
    letters = [make_letter(), make_french_letter(), make_short_letter(), make_letter(language="ar")]
    return [email_html(letter, LOOK) for letter in letters]


@pytest.mark.parametrize("language", [*RIGHT_TO_LEFT, *LEFT_TO_RIGHT])
def test_direction_and_language_stand_inside_the_body(language):
    """The outermost element of the body has both, because Gmail drops <html> and <body>."""
    elements = _Elements(_html(language)).found
    tags = [tag for tag, _ in elements]
    attributes = elements[tags.index("body") + 1][1]
    way = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    assert (attributes["lang"], attributes["dir"]) == (language, way)
    styles = dict(_styles(attributes))
    expected = ("rtl", "right") if way == "rtl" else (None, None)
    assert (styles.get("direction"), styles.get("text-align")) == expected
    assert "</div>\n</body>" in _html(language)


@pytest.mark.parametrize("language", [*RIGHT_TO_LEFT, *LEFT_TO_RIGHT])
@pytest.mark.parametrize("count", [2, 3, 7])
def test_lists_have_room_for_numbers_in_a_margin(language, count):
    """The margin is on the side that the numbers stand on, by its name; Outlook for Windows takes no padding there."""
    html = _html(language, demands=make_demands(["Look into it."] * count))
    (attributes,) = [attributes for tag, attributes in _Elements(html).found if tag == "ol"]
    side = "right" if language in RIGHT_TO_LEFT else "left"
    assert _styles(attributes) == [("margin", "0 0 16px"), (f"margin-{side}", "28px"), ("padding", "0")]


def test_no_colours_are_set_but_that_of_a_line():
    """Each program has the colours of its reader; only the grey of the line above the notes is seen on both grounds."""
    for html in _all():
        styles = [one for _, attributes in _Elements(html).found for one in _styles(attributes)]
        assert [one for one in styles if re.search("color|background", one[0])] == []
        assert {value for _, value in styles if "#" in value} <= {"1px solid #767676"}
        assert '<meta name="color-scheme" content="light dark">' in html


def test_calls_and_notes_are_linked_both_ways():
    """Each call leads to its note, and the note's number back, by empty anchors, which Gmail and Outlook look for."""
    html = _html()
    elements = _Elements(html).found
    names = [attributes["name"] for tag, attributes in elements if tag == "a" and "name" in attributes]
    links = [attributes["href"] for tag, attributes in elements if tag == "a" and "href" in attributes]
    numbers = range(1, 11)
    assert names == [*(f"call-{number}" for number in numbers), *(f"note-{number}" for number in numbers)]
    assert links == [*(f"#note-{number}" for number in numbers), *(f"#call-{number}" for number in numbers)]
    assert '<p style="margin: 0 0 6px"><a name="note-1"></a><a href="#call-1">1</a>. ' in html
    assert html.count("></a>") == 20


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.tool("chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("stripped", [False, True])
def test_words_can_be_read_on_light_and_dark_screens(scheme, stripped):
    """Every word has a contrast of 4.5 (WCAG 1.4.3), in the e-mail's page and in one that a program puts it into."""
    html = _html()
    if stripped:
        inside = re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL)[1]
        colours = "color: #e8e8e8; background: #121212" if scheme == "dark" else "color: #202124; background: #fff"
        html = f'<body style="{colours}"><div>{inside}</div></body>'
    with started_chromium() as browser:
        page = browser.new_page(color_scheme=scheme)
        page.set_content(html)
        colours = page.evaluate(
            "[...document.querySelectorAll('p, li, strong, sup')].map(one => getComputedStyle(one).color)"
        )
        # Where nothing says so, the ground is the canvas of the colour scheme.
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b id=g style=\"color: Canvas\">x</b>')")
        ground = page.evaluate(
            "(b => b == 'rgba(0, 0, 0, 0)' ? getComputedStyle(document.getElementById('g')).color : b)"
            "(getComputedStyle(document.body).backgroundColor)"
        )
    assert len(colours) >= 10
    assert [colour for colour in colours if _contrast(colour, ground) < 4.5] == []


def _contrast(first, second):
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _used(html):
    found = set()
    for tag, attributes in _Elements(html).found:
        found |= {f"<{tag}>", *attributes, *(name for name, _ in _styles(attributes))}
    return found


def test_docs_list_all_that_is_used():
    """Each element, attribute and property of the e-mails stands in the list of the docs, and nothing else does."""
    used = set().union(*map(_used, _all()))
    listed = set(re.findall(r"^\| `([^`]+)` \|", DOC.read_text(encoding="utf-8"), re.MULTILINE))
    assert used - listed == set()
    assert listed == set(FEATURES)


@pytest.mark.tool("caniemail")
def test_docs_name_the_programs_that_do_not_know_what_is_used():
    """What the table of caniemail.com has as not supported stands in the docs, program by program."""
    data = json.loads(CANIEMAIL.read_text(encoding="utf-8"))
    features = {one["slug"]: one for one in data["data"]}
    names = data["nicenames"]["family"]
    for line in DOC.read_text(encoding="utf-8").splitlines():
        if row := re.match(r"\| `([^`]+)` \|[^|]*\|([^|]*)\|", line):
            without = _without(features[slug], names) if (slug := FEATURES[row[1]]) else []
            assert (row[1], row[2].strip()) == (row[1], ", ".join(without))


def _without(feature, names):
    """Return the programs of which no version supports the feature on at least one system, by name."""
    newest = {
        (one, where): list(seen.values())[-1] for one, by in feature["stats"].items() for where, seen in by.items()
    }
    return sorted({names[one] for (one, _), support in newest.items() if support.startswith("n")})
