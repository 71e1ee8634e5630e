"""Pages that are drawn text by text, for lists of thousands: WeasyPrint sets one page, whose fonts and file carry all.

A list is set by WeasyPrint where it has words that only Pango sets (`OwnSettingError`).
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Literal

from entreaty.content.shipped.envelopes import Area
from entreaty.content.shipped.languages.pages import PageWords
from entreaty.output.pdf.file import QUICK, FileObjects, Skeleton, Stream, Writer, references
from entreaty.output.pdf.shared.blanks import OwnSettingError
from entreaty.output.pdf.shared.faces import UNITS, Shaped
from entreaty.output.pdf.shared.group import SetPages
from entreaty.output.pdf.shared.own_fonts import OwnFont
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.storage.resources import DATA
from entreaty.templating.letters import LetterTemplates

TEMPLATES = DATA / "packet"
Weight = Literal["regular", "bold"]
_WEIGHTS: tuple[Weight, ...] = ("regular", "bold")
_PIXELS = 96 / 72
# How far from its corners a quarter of a circle of radius 1 is bent.
_BENT = 0.5523
Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
BLACK: Colour = (0, 0, 0)
POINT = 25.4 / 72
"""A point in millimetres."""
# A row of the table of objects counts those of one bundle in two bytes.
_BUNDLED_TOGETHER = 1000
_QUICKEST = 1


@dataclass(slots=True, kw_only=True)
class Element:
    """An element of the structure tree (ISO 32000-1, 14.7.2 and 14.8.4).

    Attributes:
        kind: What it is, such as "P".
        kids: The elements in it.
        marks: What it holds on the page, by its numbers there.
        page: The page, counted from 0.
        language: Its language; empty where it is that of the file.
        heads: Whether it heads a column of a table.
    """

    kind: str
    kids: list["Element"] = field(default_factory=list)
    marks: tuple[int, ...] = ()
    page: int = 0
    language: str = ""
    heads: bool = False

    def add(self, kind: str, *, language: str = "", heads: bool = False) -> "Element":
        """Add an element to it, and return that."""
        kid = Element(kind=kind, language=language, heads=heads)
        self.kids.append(kid)
        return kid

    def entries(self) -> bytes:
        """Return its entries for language and attributes."""
        language = b"/Lang (%s)" % self.language.encode() if self.language else b""
        return language + (b"/A <</O /Table/Scope /Column>>" if self.heads else b"")


@dataclass(frozen=True, slots=True)
class Style:
    """How words are drawn.

    Attributes:
        size: The size of letters, in points.
        leading: The height of a line, in points.
        language: The language of the words.
        weight: Whether they are bold.
        colour: Their colour.
    """

    size: float
    leading: float
    language: str
    weight: Weight = "regular"
    colour: Colour = BLACK


class Drawing:
    """Pages of one size. All measures are in millimetres from the upper left corner of the page.

    Attributes:
        document: The element that holds all others.
    """

    def __init__(self, pages: SetPages) -> None:
        """Take a page that was set with a regular word and then a bold one.

        Raises:
            OwnSettingError: Its fonts are not as many, or no plain TrueType fonts.
        """
        if len(pages.fonts) != len(_WEIGHTS):
            raise OwnSettingError("the style sheet has other fonts")
        self.document = Element(kind="Document")
        self._file = FileObjects(pages.file)
        self._names = dict(zip(_WEIGHTS, pages.fonts, strict=True))
        self._faces = {weight: pages.face(pages.fonts[name]) for weight, name in self._names.items()}
        self._fonts = {
            weight: OwnFont(self._faces[weight], pages.fonts[name], self._file.font(name))
            for weight, name in self._names.items()
        }
        self._glyphs: dict[Weight, set[tuple[int, str]]] = {weight: set() for weight in _WEIGHTS}
        self._pages: list[_Page] = []

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    def begin_page(self) -> None:
        """Begin a page."""
        if self._pages:
            self._pages[-1].pack()
        self._pages.append(_Page())

    def width(self, words: str, style: Style) -> float:
        """Return how far words reach.

        Raises:
            OwnSettingError: Only Pango sets them.
        """
        return self._shaped(words, style).width / UNITS / _PIXELS * POINT

    def lines(self, words: str, width: float, style: Style, indent: float = 0) -> tuple[str, ...]:
        """Return words in lines, broken at spaces, or within a word where it is too wide by itself.

        Args:
            words: The words.
            width: How far a line may reach.
            style: How they are drawn.
            indent: How much shorter the second line and those after it are.

        Raises:
            OwnSettingError: Only Pango sets them.
        """
        lines = [""]

        def fits(line: str) -> bool:
            return self.width(line, style) <= width - (indent if len(lines) > 1 else 0)

        for word in words.split():
            longer = f"{lines[-1]} {word}".lstrip()
            if fits(longer):
                lines[-1] = longer
                continue
            if lines[-1]:
                lines.append("")
            for character in word:
                if lines[-1] and not fits(lines[-1] + character):
                    lines.append("")
                lines[-1] += character
        return tuple(filter(None, lines))

    def text(
        self, element: Element | None, words: str, place: tuple[float, float], style: Style, *, page: int = -1
    ) -> None:
        """Draw words in one line.

        Args:
            element: What they are; None for what repeats, such as the number of a page.
            words: The words.
            place: The upper left corner of the line.
            style: How they are drawn.
            page: The page, counted from 0; by default the last.

        Raises:
            OwnSettingError: Only Pango sets them.
        """
        shaped = self._shaped(words, style)
        self._glyphs[style.weight] |= shaped.glyphs
        face, name = self._faces[style.weight], self._names[style.weight].encode()
        # Half of what a line is higher than its letters stands above them (CSS 2.2, 10.8.1).
        baseline = place[1] / POINT + (style.leading + style.size * (face.ascent - face.descent)) / 2
        row = b"%.4g %.4g %.4g rg\nBT\n/%s %.6g Tf\n1 0 0 -1 %.6f %.6f Tm\n[%s] TJ\nET\n"
        written = row % (*style.colour, name, style.size, place[0] / POINT, baseline, shaped.shown)
        self._draw(element, written, page)

    def box(self, area: Area, line: float, colour: Colour = BLACK, radius: float = 0) -> None:
        """Draw the outline of an area on the last page; it is decoration.

        Args:
            area: The area.
            line: How wide the outline is, in points.
            colour: Its colour.
            radius: That of its corners.
        """
        path = (
            _rounded(area, radius)
            if radius
            else b"%.6f %.6f %.6f %.6f re\n" % _in_points(area.x, area.y, area.width, area.height)
        )
        self._draw(None, b"%.4g %.4g %.4g RG\n%.6g w\n%sS\n" % (*colour, line, path))

    def rule(self, begin: tuple[float, float], end: tuple[float, float], line: float, colour: Colour = BLACK) -> None:
        """Draw a line on the last page from one place to another, as wide as said in points; it is decoration.

        Args:
            begin: Where it begins.
            end: Where it ends.
            line: How wide it is, in points.
            colour: Its colour.
        """
        places = _in_points(*begin, *end)
        self._draw(None, b"%.4g %.4g %.4g RG\n%.6g w\n%.6f %.6f m\n%.6f %.6f l\nS\n" % (*colour, line, *places))

    def finished(self) -> bytes:
        """Return the file."""
        file = self._file
        numbers = count(len(file.objects) + 1)
        # Bookmarks of the page that was set lead to the first one.
        pages = [file.first_page, *islice(numbers, len(self._pages) - 1)]
        contents = [file.content(0)[0], *islice(numbers, len(self._pages) - 1)]
        objects: dict[int, bytes | Stream] = dict(file.objects)
        for place, drawn in enumerate(self._pages):
            turned = b"1 0 0 -1 0 %.6f cm\n" % file.height
            content = zlib.compress(turned + drawn.content, QUICK)
            objects[contents[place]] = Stream(b"/Filter /FlateDecode", content, compress=False)
            objects[pages[place]] = file.another_page(contents[place], place)
        objects[file.page_tree] = b"<</Type /Pages/Kids [%s]/Count %d>>" % (references(pages), len(pages))
        objects |= self._tags(numbers, pages)
        for weight, font in self._fonts.items():
            objects |= font.objects(font.needs(self._glyphs[weight]))
        skeleton, waiting = Skeleton(), [*sorted(objects.items())]
        while waiting:
            bundled, waiting = dict(waiting[:_BUNDLED_TOGETHER]), waiting[_BUNDLED_TOGETHER:]
            skeleton = skeleton.with_objects(bundled, next(numbers), QUICK)
        return Writer(skeleton, file.catalog, file.info).file([])

    def _tags(self, numbers: Iterator[int], pages: Sequence[int]) -> dict[int, bytes]:
        """Return the structure tree and its parent tree, in place of those of the page that was set."""
        file = self._file
        objects = {
            number: b"null"
            for number, one in file.objects.items()
            if isinstance(one, bytes) and one.startswith(b"<</Type /StructElem")
        }
        places: dict[int, int] = {}
        waiting = [(self.document, file.tag_tree)]
        parent_tree, places[id(self.document)] = next(numbers), next(numbers)
        while waiting:
            element, above = waiting.pop()
            for kid in element.kids:
                places[id(kid)] = next(numbers)
                waiting.append((kid, places[id(element)]))
            marks = b" ".join(b"%d" % mark for mark in element.marks)
            objects[places[id(element)]] = b"<</Type /StructElem/S /%s/P %d 0 R%s%s/K [%s %s]>>" % (
                *(element.kind.encode(), above),
                b"/Pg %d 0 R" % pages[element.page] if element.marks else b"",
                element.entries(),
                *(marks, references(places[id(kid)] for kid in element.kids)),
            )
        held = (
            b"%d [%s]" % (key, references(places[id(one)] for one in drawn.elements))
            for key, drawn in enumerate(self._pages)
        )
        objects[parent_tree] = b"<</Nums [%s]>>" % b" ".join(held)
        document = places[id(self.document)]
        root = b"<</Type /StructTreeRoot/ParentTree %d 0 R/K [%d 0 R]>>" % (parent_tree, document)
        return objects | {file.tag_tree: root}

    def _shaped(self, words: str, style: Style) -> Shaped:
        return self._faces[style.weight].shape(words, int(style.size * _PIXELS * UNITS), style.language)

    def _draw(self, element: Element | None, rows: bytes, page: int = -1) -> None:
        drawn = self._pages[page]
        if element is None:
            drawn.rows.append(b"/Artifact BMC\n%sEMC\n" % rows)
            return
        mark = len(drawn.elements)
        drawn.elements.append(element)
        drawn.rows.append(b"/%s <</MCID %d>> BDC\n%sEMC\n" % (element.kind.encode(), mark, rows))
        element.marks = (*element.marks, mark)
        element.page = page % len(self._pages)


def page_to_draw(
    typesetter: Typesetter, place: Path, title: str, paper: Area, say: PageWords, *, headed: bool = False
) -> Drawing:
    """Return a page to draw on.

    Args:
        typesetter: The fonts.
        place: What problems name.
        title: The title of the file.
        paper: The width and height of the paper.
        say: The words of the campaign's language.
        headed: Whether the title is a bookmark, too.

    Raises:
        OwnSettingError: The fonts are none that can be drawn with.
    """
    html = LetterTemplates(TEMPLATES).render(
        "drawn.html", title=title, paper=paper, language=say.language, headed=headed
    )
    return Drawing(typesetter.set_pages(html, place))


@dataclass(slots=True)
class _Page:
    """A page under way: its operators, packed where it is full, those that came since, and the element of each mark."""

    packed: bytes = b""
    rows: list[bytes] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """Return all of its operators."""
        return b"".join([zlib.decompress(self.packed) if self.packed else b"", *self.rows])

    def pack(self) -> None:
        """Keep the operators in little space: a list of thousands has a page for each thirty."""
        self.packed, self.rows = zlib.compress(self.content, _QUICKEST), []


def _rounded(area: Area, radius: float) -> bytes:
    """Return the outline of an area with round corners: four lines, and after each a quarter of a circle."""
    left, top, right, bottom = area.x, area.y, area.right, area.bottom
    begin = b"%.6f %.6f m\n" % _in_points(left + radius, top)
    corners = ((right, top, 1, 0), (right, bottom, 0, 1), (left, bottom, -1, 0), (left, top, 0, -1))
    return begin + b"".join(_side(corner, radius) for corner in corners) + b"h\n"


def _side(corner: tuple[float, float, int, int], radius: float) -> bytes:
    """Return a line up to a corner, and the bend to the right there; the line goes (across, down)."""
    x, y, across, down = corner
    bent = radius * (1 - _BENT)
    line = b"%.6f %.6f l\n" % _in_points(x - across * radius, y - down * radius)
    # Whoever goes right turns down, whoever goes down turns left: (across, down) becomes (-down, across).
    places = (
        *(x - across * bent, y - down * bent),
        *(x - down * bent, y + across * bent),
        *(x - down * radius, y + across * radius),
    )
    return line + b"%.6f %.6f %.6f %.6f %.6f %.6f c\n" % _in_points(*places)


def _in_points(*places: float) -> tuple[float, ...]:
    return tuple(place / POINT for place in places)
