"""SVG images: rebuilt from the shapes that we know, so that nothing else of the file ever reaches a letter."""

import re
from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from entreaty.problems import UnusableFileError

_NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
# No gradients: poppler 22 leaves some of those white that WeasyPrint writes, and much that prints is made with it.
_GROUPS = frozenset(["svg", "g", "defs", "symbol", "use", "style", "clipPath"])
_SHAPES = _GROUPS | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_UNSEEN = frozenset(["title", "desc", "metadata"])
_SHAPES_CAP = 20_000
_DEPTH_CAP = 60
_LEADS_OUTSIDE = re.compile(r"""url\(\s*["']?\s*(?!["'#\s])""", re.IGNORECASE)
_REFUSED_IN_STYLE = re.compile(r"[@\\]|clip-path|mask|filter", re.IGNORECASE)
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

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _, shape = name.rpartition("\n")
        if not self._open and (space, shape) != (_NAMESPACE, "svg"):
            raise ImageError("is no SVG image", _PLAIN)
        if self._unseen or space != _NAMESPACE or shape in _UNSEEN:
            self._unseen += 1
            return
        if shape not in _SHAPES:
            raise ImageError(f"holds '{shape}', which is not accepted", _PLAIN)
        if not self._open:
            _require_size(attributes)
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
        self.written.append(escape(words))

    def require_plain_references(self) -> None:
        """Refuse references to references: a few nested ones draw a shape billions of times."""
        if not self._referring.isdisjoint(self._targets):
            raise ImageError("has shapes that refer to others that refer to others", _PLAIN)
        if sum(self._sizes.get(target, 0) for target in self._targets) > _SHAPES_CAP:
            raise ImageError("repeats its shapes too often", "simplify it, or save it as PNG")

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
                yield key, value

    def _require_harmless(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            raise ImageError(f"holds a script, in '{key}'", _PLAIN)
        if _LEADS_OUTSIDE.search(value) or (key == "style" and re.search(r"[@\\]", value)):
            raise ImageError(f"refers to something outside of it, in '{key}'", _PLAIN)
        if "url(" in value.lower() and any(shape[0] == "clipPath" for shape in self._open):
            raise ImageError("clips what clips", _PLAIN)


def _require_size(attributes: dict[str, str]) -> None:
    box = re.fullmatch(r"\s*" + r"[\s,]+".join([r"(-?[\d.]+)"] * 4) + r"\s*", attributes.get("viewBox", ""))
    try:
        whole = bool(box) and all(float(side) > 0 for side in box.groups()[2:])  # type: ignore[union-attr]
    except ValueError:
        whole = False
    if not whole:
        raise ImageError("has no 'viewBox' that says how wide and high it is", _PLAIN)
