"""Address labels: each address on its label, as large as it fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from entreaty.content.shipped.envelopes import Area
from entreaty.content.shipped.labels import LabelSheet
from entreaty.content.shipped.languages.pages import ENGLISH, PageWords
from entreaty.output.packet.drawn import POINT, TEMPLATES, Drawing, Style, page_to_draw
from entreaty.output.pdf.shared.blanks import OwnSettingError
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.problems import Location, Problem
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function


@dataclass(frozen=True, slots=True)
class _Fit:
    """A way to set an address: the size of its letters in points, whether its lines may break, and whether they run on.

    The first line and the last three, such as those of street, town and country, stand by themselves in any case.
    """

    size: float
    wraps: bool = False
    runs_on: bool = False

    def lines(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lines of an address: ("Ann Able", "Office, Floor 2", "1 Street", "Town") where they run on."""
        first, middle, last = lines[:1], lines[1:-_LAST], lines[max(1, len(lines) - _LAST) :]
        if not self.runs_on or not middle:
            return lines
        return (*first, ", ".join(line.rstrip(",") for line in middle), *last)


_LAST = 3
# What sorting machines read best comes first; below 7 points people read with difficulty.
_FITS = (
    *(_Fit(10.5), _Fit(9.5), _Fit(8.5), _Fit(8)),
    *(_Fit(9, wraps=True), _Fit(8, wraps=True), _Fit(7, wraps=True)),
    *(_Fit(8, wraps=True, runs_on=True), _Fit(7, wraps=True, runs_on=True)),
)
# The height of a line in sizes, and in millimetres how much further in a line goes on that had to be broken.
_LEADING, _INDENT = 1.15, 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One address.

    Attributes:
        letter: The name of its letter, such as "detainees/icrc-president".
        language: The language of its letter.
        lines: Its lines, that of the country included.
    """

    letter: str
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFile:
    """The labels of one make, ready to be printed.

    Attributes:
        name: The name of the file, such as "labels-l7163.pdf".
        content: The PDF; empty where there is no label to print.
        crowded: The names of the letters whose addresses have no room on their labels.
        problems: A warning for each of them.
    """

    name: str
    content: bytes
    crowded: frozenset[str]
    problems: tuple[Problem, ...]


def set_labels(
    labels: Sequence[Label], sheet: LabelSheet, typesetter: Typesetter, say: PageWords = ENGLISH
) -> LabelFile:
    """Return the sheets as one PDF, without the addresses that have no room on a label.

    Args:
        labels: The addresses, in the order of their envelopes.
        sheet: The sheet that they are printed on.
        typesetter: The fonts.
        say: The words of the campaign's language.

    Raises:
        ContentError: An address has characters that no font has.
    """
    place = Path(f"labels-{sheet.id}.pdf")
    try:
        title = say("Address labels: {sheet}", sheet=sheet.title)
        content, crowded = _drawn(labels, sheet, page_to_draw(typesetter, place, title, sheet.sheet, say))
    except OwnSettingError:
        content, crowded = _typeset(labels, sheet, typesetter, say, place)
    left_out = [label for label in labels if label.lines in crowded]
    return LabelFile(
        name=place.name,
        content=content,
        crowded=frozenset(label.letter for label in left_out),
        problems=tuple(_no_room(label, sheet) for label in left_out),
    )


def _drawn(labels: Sequence[Label], sheet: LabelSheet, drawing: Drawing) -> tuple[bytes, frozenset[tuple[str, ...]]]:
    """Return the sheets, drawn line by line, and the addresses that have no room.

    Raises:
        OwnSettingError: Only Pango sets some of the words.
    """
    a_sheet = sheet.columns * sheet.rows
    room = _within(sheet.label(0), sheet.inset)
    crowded, number = set(), 0
    for label in labels:
        lines, style = _fitted(label, room, drawing)
        if style is None:
            crowded.add(label.lines)
            continue
        if number % a_sheet == 0:
            drawing.begin_page()
        area = _within(sheet.label(number % a_sheet), sheet.inset)
        block, top = drawing.document.add("Div", language=label.language), area.y
        for parts in lines:
            line = block.add("P")
            for place, part in enumerate(parts):
                drawing.text(line, part, (area.x + (_INDENT if place else 0), top), style)
                top += style.leading * POINT
        number += 1
    return drawing.finished() if number else b"", frozenset(crowded)


def _fitted(label: Label, room: Area, drawing: Drawing) -> tuple[list[tuple[str, ...]], Style | None]:
    """Return the lines of an address, each in those that it takes, in the largest letters in which all have room."""
    for fit in _FITS:
        style = Style(fit.size, fit.size * _LEADING, label.language)
        if fit.wraps:
            lines = [drawing.lines(line, room.width, style, _INDENT) for line in fit.lines(label.lines)]
        else:
            lines = [(" ".join(line.split()),) for line in label.lines]
        height = sum(map(len, lines)) * style.leading * POINT
        widest = max((drawing.width(line, style) for line, *_ in lines), default=0)
        if height <= room.height and widest <= room.width:
            return lines, style
    return [], None


def _typeset(
    labels: Sequence[Label], sheet: LabelSheet, typesetter: Typesetter, say: PageWords, place: Path
) -> tuple[bytes, frozenset[tuple[str, ...]]]:
    """Return the sheets, set by WeasyPrint, and the addresses that have no room.

    Raises:
        ContentError: An address has characters that no font has.
    """
    fits: dict[tuple[str, ...], int] = {}
    crowded = {label.lines: label for label in labels}
    for fit in range(len(_FITS)):
        fits |= dict.fromkeys(crowded, fit)
        names = typesetter.crowded_areas(_page(list(crowded.values()), fits, sheet, say), place)
        crowded = {lines: label for lines, label in crowded.items() if label.letter in names}
        if not crowded:
            break
    placed = [label for label in labels if label.lines not in crowded]
    content = typesetter.typeset_page(_page(placed, fits, sheet, say), place).content if placed else b""
    return content, frozenset(crowded)


def _page(labels: Sequence[Label], fits: Mapping[tuple[str, ...], int], sheet: LabelSheet, say: PageWords) -> str:
    a_sheet = sheet.columns * sheet.rows
    slips = [
        _Slip(
            label=label,
            fit=fits[label.lines],
            lines=_FITS[fits[label.lines]].lines(label.lines),
            area=_within(sheet.label(number % a_sheet), sheet.inset),
        )
        for number, label in enumerate(labels)
    ]
    sheets = [slips[first : first + a_sheet] for first in range(0, len(slips), a_sheet)]
    own = {"say": Function(say), "language": say.language}
    return LetterTemplates(TEMPLATES).render("labels.html", sheet=sheet, sheets=sheets, fits=_FITS, **own)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slip:
    label: Label
    fit: int
    lines: tuple[str, ...]
    area: Area


def _within(area: Area, inset: float) -> Area:
    width, height = area.width - 2 * inset, area.height - 2 * inset
    return Area.model_construct(x=area.x + inset, y=area.y + inset, width=width, height=height)


def _no_room(label: Label, sheet: LabelSheet) -> Problem:
    message = f"the address has no room on the labels '{sheet.id}' and is left out there"
    return Problem(Location(Path(label.letter)), message, "write it by hand, or use larger labels", level="warning")
