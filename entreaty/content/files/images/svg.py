"""SVG images: rebuilt from the shapes that we know, so that nothing else of the file ever reaches a letter."""

import re
from collections.abc import Iterable
from decimal import Decimal
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from entreaty.problems import UnusableFileError

_NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
# Not drawn: poppler 22 leaves some gradients white that WeasyPrint writes, and much that prints is made with it.
# Editors leave gradients behind that nothing uses, which do no harm.
_PAINTS = {"linearGradient": "gradient", "radialGradient": "gradient", "meshgradient": "gradient", "pattern": "pattern"}
_GROUPS = frozenset(["svg", "g", "defs", "symbol", "use", "style", "clipPath"])
_SHAPES = _GROUPS | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_UNSEEN = frozenset(["title", "desc", "metadata"])
_SHAPES_CAP = 20_000
_DEPTH_CAP = 60
_LEADS_OUTSIDE = re.compile(r"""url\(\s*["']?\s*(?!["'#\s])""", re.IGNORECASE)
_REFUSED_IN_STYLE = re.compile(r"[@\\]|clip-path|mask|filter", re.IGNORECASE)
_REFERENCE = re.compile(r"""url\(\s*["']?\s*#([^"')\s]*)""", re.IGNORECASE)
_ONLY_REFERENCE = re.compile(r"\s*url\([^)]*\)\s*", re.IGNORECASE)
_COLOUR_IN_STYLE = re.compile(r"(?:^|;)\s*(fill|stroke)\s*:([^;!]+)")
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_BOX = re.compile(rf"\s*({_NUMBER})" + rf"(?:\s*,\s*|\s+|(?=[+-]))({_NUMBER})" * 3 + r"\s*")
_LENGTH = re.compile(rf"\s*({_NUMBER})([a-zA-Z]*)\s*")
# CSS Values and Units 3, 6.2: an inch has 96 pixels.
_PIXELS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
_LARGEST = 1e9
_ADD_BOX = 'write viewBox="0 0 WIDTH HEIGHT" into its first tag, or its width and height in px, mm, cm, in or pt'
_ONE_COLOUR = "fill its shapes with one colour each, or save it as PNG"
_PLAIN = "save it as 'plain SVG' with texts turned into paths and without gradients, or save it as PNG"


class ImageError(UnusableFileError):
    """An image that a letter may not show."""


def cleaned_svg(content: bytes) -> bytes:
    """Return the shapes of an SVG image, without metadata, editors' marks and texts for screen readers.

    Raises:
        ImageError: It is none, has no size, or holds scripts, entities, texts, other images, or what leads out of it.
    """
    drawing = _Drawing()
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler = drawing.begin
    parser.EndElementHandler = drawing.end
    parser.CharacterDataHandler = drawing.text
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.SkippedEntityHandler = _refuse_skipped
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the last piece; expat knows no names of arguments
    except expat.ExpatError as error:
        raise ImageError(f"is no SVG image: {error}", _PLAIN) from error
    drawing.require_plain_references()
    drawing.require_colours()
    return "".join(drawing.written).encode()


def _refuse_entities(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
    if has_subset:
        raise ImageError("declares entities", _PLAIN)


def _refuse_skipped(name: str, _is_parameter: bool) -> None:  # noqa: FBT001 - as expat calls it
    raise ImageError(f"uses the entity '{name}', which it does not declare", _PLAIN)


class _Drawing:
    """Writes the known shapes out again, and remembers which refer to which."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._open: list[tuple[str, str, int]] = []
        self._unseen = 0
        self._shapes = 0
        self._sizes: dict[str, int] = {}
        self._referring: set[str] = set()
        self._targets: list[str] = []
        self._paints: dict[str, str] = {}
        self._painted_with: set[str] = set()
        self._needed: set[str] = set()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _, shape = name.rpartition("\n")
        if not self._open and (space, shape) != (_NAMESPACE, "svg"):
            raise ImageError("is no SVG image", _PLAIN)
        if self._unseen or space != _NAMESPACE or shape in _UNSEEN:
            self._unseen += 1
            return
        if shape in _PAINTS:
            self._paints[attributes.get("id", "")] = _PAINTS[shape]
            self._unseen += 1
            return
        if shape not in _SHAPES:
            raise ImageError(f"holds '{shape}', which is not accepted", _PLAIN)
        if not self._open:
            attributes = attributes | _size(attributes)
        self._shapes += 1
        self._open.append((shape, attributes.get("id", ""), self._shapes))
        if self._shapes > _SHAPES_CAP or len(self._open) > _DEPTH_CAP:
            raise ImageError("is too intricate", "simplify its paths, or save it as PNG")
        xmlns = f' xmlns="{_NAMESPACE}"' if len(self._open) == 1 else ""
        kept = "".join(f" {key}={quoteattr(value)}" for key, value in self._kept(attributes.items()))
        self.written.append(f"<{shape}{xmlns}{kept}>")

    def end(self, _name: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        shape, name, first = self._open.pop()
        self._sizes[name] = self._shapes - first + 1
        self.written.append(f"</{shape}>")

    def text(self, words: str) -> None:
        if self._unseen or not self._open or self._open[-1][0] != "style":
            return
        if _REFUSED_IN_STYLE.search(words) or _LEADS_OUTSIDE.search(words):
            raise ImageError("has a style sheet that does more than colour its shapes", _PLAIN)
        self._painted_with.update(_REFERENCE.findall(words))
        self.written.append(escape(words))

    def require_plain_references(self) -> None:
        """Refuse references to references: a few nested ones draw a shape billions of times."""
        if not self._referring.isdisjoint(self._targets):
            raise ImageError("has shapes that refer to others that refer to others", _PLAIN)
        if sum(self._sizes.get(target, 0) for target in self._targets) > _SHAPES_CAP:
            raise ImageError("repeats its shapes too often", "simplify it, or save it as PNG")

    def require_colours(self) -> None:
        """Refuse what would be drawn without its colours."""
        if used := sorted(self._painted_with & self._paints.keys()):
            paint = self._paints[used[0]]
            raise ImageError(f"colours shapes with the {paint} '{used[0]}', which not every printer draws", _ONE_COLOUR)
        if missing := sorted(self._needed - self._sizes.keys()):
            raise ImageError(f"colours shapes with '{missing[0]}', which it does not hold", _ONE_COLOUR)

    def _kept(self, attributes: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        for name, value in attributes:
            space, _, key = name.rpartition("\n")
            if key == "href" and space in {"", _XLINK}:
                if not value.startswith("#"):
                    raise ImageError("refers to something outside of it", _PLAIN)
                self._targets.append(value[1:])
                self._referring.update(shape[1] for shape in self._open if shape[1])
                yield key, value
            elif not space:
                self._require_harmless(key, value)
                self._painted_with.update(_REFERENCE.findall(value))
                for colour in _said_colours(key, value):
                    if _ONLY_REFERENCE.fullmatch(colour):
                        self._needed.update(_REFERENCE.findall(colour))
                yield key, value

    def _require_harmless(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            raise ImageError(f"holds a script, in '{key}'", _PLAIN)
        if _LEADS_OUTSIDE.search(value) or (key == "style" and re.search(r"[@\\]", value)):
            raise ImageError(f"refers to something outside of it, in '{key}'", _PLAIN)
        if "url(" in value.lower() and any(shape[0] == "clipPath" for shape in self._open):
            raise ImageError("clips what clips", _PLAIN)


def _said_colours(key: str, value: str) -> list[str]:
    """Return the colours to fill and draw with that an attribute says, itself or as a style."""
    if key == "style":
        return [colour for _, colour in _COLOUR_IN_STYLE.findall(value)]
    return [value] if key in {"fill", "stroke"} else []


def _size(attributes: dict[str, str]) -> dict[str, str]:
    """Return the attributes that say how wide and high it is, in numbers that every reader takes.

    Where there is no `viewBox`, it is as wide and high as `width` and `height` say (SVG 2, 8.2: a unit is a pixel).

    Raises:
        ImageError: Neither says so.
    """
    box = attributes.get("viewBox")
    sides = {key: value for key in ("width", "height") if (value := _pixels(attributes.get(key, ""))) is not None}
    if box is None:
        if len(sides) < 2:  # noqa: PLR2004 - both
            told = f"does not say how wide and high it is: it has no 'viewBox', and {_lacks(attributes)}"
            raise ImageError(told, _ADD_BOX)
        numbers = [0, 0, *sides.values()]
    else:
        found = _BOX.fullmatch(box)
        numbers = [float(number) for number in found.groups()] if found else []
        if not found or not _is_size(numbers[2:]) or max(map(abs, numbers[:2])) > _LARGEST:
            raise ImageError(
                f"has the viewBox '{box[:60]}', which is not four numbers with a width and height", _ADD_BOX
            )
    given = {key: _plain(value) for key, value in sides.items()}
    return {"viewBox": " ".join(map(_plain, numbers)), **given}


def _pixels(length: str) -> float | None:
    """Return a length such as "30mm" in pixels; None where it is none above 0, or in no unit that paper has."""
    found = _LENGTH.fullmatch(length)
    if not found or found[2].lower() not in _PIXELS:
        return None
    pixels = float(found[1]) * _PIXELS[found[2].lower()]
    return pixels if _is_size([pixels]) else None


def _is_size(sides: list[float]) -> bool:
    return all(1 / _LARGEST <= side <= _LARGEST for side in sides)


def _plain(number: float) -> str:
    """Return a number without an exponent, such as "120" for 1.2e2."""
    written = f"{Decimal(repr(float(number))):f}"
    return written.removesuffix(".0")


def _lacks(attributes: dict[str, str]) -> str:
    """Return what keeps width and height from saying it."""
    told = [
        f"'{key}' is '{attributes[key][:20]}'" if key in attributes else f"no '{key}'"
        for key in ("width", "height")
        if _pixels(attributes.get(key, "")) is None
    ]
    return " and ".join(told)
