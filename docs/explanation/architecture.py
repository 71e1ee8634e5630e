"""Draw the architecture from the import contracts: `make picture` writes architecture.svg beside this file.

The layers and doors come from `.importlinter`, the sentence in each box from the docstring of its package or module,
and the list of what a package holds from its folder: the picture says what `make test` enforces.
"""

import ast
import configparser
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PICTURE = Path(__file__).with_name("architecture.svg")

_WIDTH, _MARGIN, _GAP, _PAD = 1000, 24, 14, 12
_LINE, _NAME_LINE = 15, 20
_CHARACTER = 6.3
"""The average width of a character at 12 px, in pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A package or module of a layer, such as `planning`.

    Attributes:
        name: Its name below `entreaty`.
        sentence: The first sentence of its docstring.
        holds: The names of what is in it, packages with a slash; empty for a module.
        doors: The outside libraries that are imported there and nowhere else.
    """

    name: str
    sentence: str
    holds: tuple[str, ...]
    doors: tuple[str, ...]

    def lines(self, width: float) -> tuple[str, ...]:
        """Return the lines below the name, each with the class of its style: `"s The story of a run"`."""
        room = int((width - 2 * _PAD) / _CHARACTER)
        lines = [f"s {line}" for line in textwrap.wrap(self.sentence, room)]
        lines += [f"h {line}" for line in textwrap.wrap(" · ".join(self.holds), room)]
        lines += (
            [f"d {line}" for line in textwrap.wrap("door for " + ", ".join(self.doors), room)] if self.doors else []
        )
        return tuple(lines)


def layers(contracts: configparser.ConfigParser) -> Iterator[tuple[Box, ...]]:
    """Yield the boxes of each layer, the uppermost first."""
    doors = doors_of(contracts)
    for line in contracts["importlinter:contract:layers"]["layers"].split("\n"):
        if line.strip():
            yield tuple(_box(name.strip(), doors) for name in line.split("|"))


def doors_of(contracts: configparser.ConfigParser) -> Mapping[str, tuple[str, ...]]:
    """Return the outside libraries by the package that alone may import them, such as `{"delivery": ("smtplib",)}`."""
    found: dict[str, list[str]] = {}
    for name in contracts.sections():
        if contracts[name].get("type") == "protected":
            importers = contracts[name]["allowed_importers"].split()
            for package in {importer.split(".")[1] for importer in importers}:
                found.setdefault(package, []).append(contracts[name]["protected_modules"].strip())
    return {package: tuple(libraries) for package, libraries in found.items()}


def drawn(rows: Sequence[Sequence[Box]]) -> str:
    """Return the picture as SVG: a row for each layer, an arrow down for what it may import."""
    top, shapes = _MARGIN, []
    for number, row in enumerate(rows):
        width = (_WIDTH - 2 * _MARGIN - _GAP * (len(row) - 1)) / len(row)
        height = max(_NAME_LINE + _LINE * len(box.lines(width)) for box in row) + 2 * _PAD
        for place, box in enumerate(row):
            shapes += _shapes(box, _MARGIN + place * (width + _GAP), top, width, height)
        top += height
        if number < len(rows) - 1:
            middle = _WIDTH / 2
            shapes.append(f'<path class="a" d="M{middle} {top + 3}v{_GAP + 4}m-4 -5l4 5l4 -5"/>')
        top += _GAP + 10
    height = top + 8
    words = "; ".join(f"{', '.join(box.name for box in row)}" for row in rows)
    return _SVG.format(width=_WIDTH, height=height, words=escape(words), shapes="\n".join(shapes))


_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d">
<title id="t">The layers of Entreaty</title>
<desc id="d">Each layer imports only those below it. From top to bottom: {words}.</desc>
<style>
text {{ font-family: system-ui, sans-serif; font-size: 12px; fill: #33414a }}
.n {{ font-family: ui-monospace, monospace; font-size: 14px; font-weight: 600; fill: #12333d }}
.h {{ font-size: 11.5px; fill: #56666f }}
.d {{ font-style: italic; fill: #7a4b12 }}
rect {{ fill: #f5f9fa; stroke: #b9ccd2 }}
.a {{ fill: none; stroke: #6c8791; stroke-width: 1.5 }}
</style>
<rect width="100%" height="100%" style="fill: #fff; stroke: none"/>
{shapes}
</svg>
"""


def _box(name: str, doors: Mapping[str, tuple[str, ...]]) -> Box:
    path = ROOT / "entreaty" / name
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    sentence = (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    modules = (one.stem for one in path.glob("*.py") if one.stem != "__init__")
    packages = (f"{one.parent.name}/" for one in path.glob("*/__init__.py"))
    return Box(name, sentence, tuple(sorted((*modules, *packages))), doors.get(name, ()))


def _shapes(box: Box, left: float, top: float, width: float, height: float) -> Iterator[str]:
    yield f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" rx="6"/>'
    yield f'<text class="n" x="{left + _PAD:g}" y="{top + _PAD + 12:g}">{escape(box.name)}</text>'
    for number, line in enumerate(box.lines(width)):
        style, _, words = line.partition(" ")
        place = top + _PAD + _NAME_LINE + 12 + number * _LINE
        yield f'<text class="{style}" x="{left + _PAD:g}" y="{place:g}">{escape(words)}</text>'


def picture() -> str:
    """Return the picture of the checkout as it is now."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    return drawn(tuple(layers(contracts)))


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")
