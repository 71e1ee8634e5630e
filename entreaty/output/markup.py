"""What a filled-in template of a letter may hold: words and their look, plain links, and the sender's own images.

A template comes from strangers. What it may not hold could run in the reader's mail program, tell a server that the
letter was read, or lead to another place than it shows.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from entreaty.content.links import why_no_mailbox, why_no_web_address
from entreaty.problems import ContentError, Location, Problem

_ELEMENTS = frozenset(
    [
        *("html", "head", "title", "meta", "style", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "section"),
        *("article", "header", "footer", "main", "aside", "nav", "address", "blockquote", "pre", "hr", "br", "wbr"),
        *("figure", "figcaption", "center", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd"),
        *("mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
        *("svg", "g", "defs", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"),
        *("tspan", "lineargradient", "radialgradient", "stop", "clippath"),
    ]
)
_ADDRESSES = frozenset(
    [
        *("action", "archive", "background", "classid", "codebase", "data", "dynsrc", "formaction", "icon", "longdesc"),
        *("lowsrc", "manifest", "ping", "poster", "profile", "srcdoc", "srcset", "usemap", "xlink:href", "xml:base"),
    ]
)
_SHOWN = 60
_ASSET = re.compile(r"asset:[\w.-]+")
# What a style may compute with: every other function loads something, or may one day.
_FUNCTIONS = (
    *("rgba?", "hsla?", "calc", "min", "max", "clamp", "var", "counters?", "attr", "rect", "cubic-bezier"),
    *("linear-gradient", "radial-gradient", "translate", "rotate", "scale", "matrix"),
    *("lang", "dir", "is", "not", "where", "nth-[a-z-]+"),
)
# A backslash could write each of these in another way.
_IN_STYLE = re.compile(
    rf"\\|@import|javascript:|url\((?!\s*[\"']?(?:asset:|#))|(?<![\w-])(?!(?:url|{'|'.join(_FUNCTIONS)})\()[\w-]+\(|"
    r"behaviou?r\s*:|-moz-binding",
    re.IGNORECASE,
)


def require_plain_markup(html: str, template: Path) -> str:
    """Return the page that a template was filled in to.

    Args:
        html: The page.
        template: The file of the template, which problems name.

    Raises:
        ContentError: It holds what no letter may hold: a script, a form, an image or a style sheet of elsewhere, or a
            link to anything but https and one plain mailbox. Each kind is named once.
    """
    page = _Page()
    try:
        page.feed(html)
        page.close()
    except AssertionError:
        # What Python's parser says to sections of a kind that HTML does not have.
        page.unknown_decl("")
    if not page.refused:
        return html
    source = unescape(template.read_text(encoding="utf-8", errors="replace")).lower().split("\n")
    raise ContentError(
        Problem(Location(template, _line(source, sought)), message, hint)
        for (message, hint), sought in page.refused.items()
    )


def _line(source: list[str], sought: str) -> int:
    """Return the first line of a template that holds the text; 0 where it is put together while it is filled in."""
    return next((number for number, line in enumerate(source, start=1) if sought in line), 0)


class _Page(HTMLParser):
    """Reads a page and gathers what may not stand in it.

    Attributes:
        refused: What is wrong and what would be right, each once, with what to look for in the template.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: dict[tuple[str, str], str] = {}
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        if tag not in _ELEMENTS:
            self._refuse(f"a letter cannot hold the element <{tag}>", "leave it out", f"<{tag}")
        self._in_style = tag == "style"
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            for message, hint in _why_refused(tag, name, value):
                self._refuse(message, hint, (value or name).lower())
        if tag == "meta" and "http-equiv" in given:
            self._refuse("a letter cannot tell its reader what to load", "leave out http-equiv", "http-equiv")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element without content."""
        self.handle_starttag(tag, attrs)
        self._in_style = False

    def handle_endtag(self, tag: str) -> None:
        """Take note that a style sheet ends."""
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        """Look at a style sheet within the page."""
        if self._in_style and (found := _IN_STYLE.search(data)):
            self._refuse(*_loads(found[0]), found[0].lower())

    def handle_comment(self, data: str) -> None:
        """Refuse a comment that programs do not agree where it ends, or that some of them read."""
        if data.lstrip().startswith("[") or "<" in data or ">" in data:
            self._refuse("a letter cannot hold a comment with '[', '<' or '>' in it", "write it as {# … #}", "<!--")

    def handle_pi(self, data: str) -> None:
        """Refuse what is meant for a program."""
        self._refuse(f"a letter cannot hold instructions ('<?{data[:20]}')", "leave it out", "<?")

    def unknown_decl(self, data: str) -> None:
        """Refuse what is no HTML."""
        self._refuse(f"a letter cannot hold '<![{data[:20]}'", "leave it out", "<![")

    def _refuse(self, message: str, hint: str, sought: str) -> None:
        self.refused.setdefault((message, hint), sought)


def _why_refused(tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an attribute of an element, and what would be right."""
    if name.startswith("on"):
        yield f"a letter cannot hold scripts ('{name}')", "leave it out"
    elif name in _ADDRESSES or (name in {"href", "src"} and (tag, name) not in {("a", "href"), ("img", "src")}):
        yield f"the attribute '{name}' of <{tag}> loads something, which a letter cannot", "leave it out"
    elif name == "href" and not value.startswith("#"):
        yield from _why_no_link(value)
    elif name == "src" and not _ASSET.fullmatch(value):
        yield (
            f"a letter shows only the sender's own images, not '{_shown(value)}'",
            "write 'asset:' and the image's name",
        )
    elif name == "style" and (found := _IN_STYLE.search(value)):
        yield _loads(found[0])


def _why_no_link(url: str) -> Iterator[tuple[str, str]]:
    if url.startswith("https:"):
        why = why_no_web_address(url)
    elif url.startswith("mailto:"):
        why = why_no_mailbox(url)
    else:
        why = ("is no link that a letter may hold", "link to https:// addresses and plain mailto: ones only")
    if why:
        yield f"'{_shown(url)}' {why[0]}", why[1]


def _loads(found: str) -> tuple[str, str]:
    return f"a style cannot load anything ('{found.strip()}')", "leave it out, or name an image as asset:NAME"


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
