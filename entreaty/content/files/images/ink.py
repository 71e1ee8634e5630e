"""Whether an SVG image is seen on white paper: WeasyPrint draws it as in a letter, and the ink is looked at."""

from itertools import pairwise
from math import hypot
from typing import Any
from xml.etree import ElementTree as ET

from entreaty.content.files.images.svg import ImageError

# Of 255: what is lighter by less than 3 % than paper, nobody sees.
LIGHTEST_INK = 247
"""The lightest ink that is seen, of 255."""

# In pixels, of which an inch has 96: a dot of a tenth of a millimetre each way.
_SMALLEST_AREA = 0.14
# How wide a drawing without a width is (CSS 2.2, 10.3.2), and the most that is looked at: the width of paper.
_WIDTH, _LARGEST_SIDE = 300, 800
_STEPS_OF_CURVE = 8
_FAR = 10_000.0
# pydyf writes numbers with as many digits after the point.
_DIGITS = 6
_HINT = "draw it with dark shapes inside of its viewBox, which is as large as they are, or save it as PNG"
_UNDRAWABLE = "save it as 'plain SVG', or save it as PNG"

_Points = list[tuple[float, float]]


class _SeenError(Exception):
    """Enough ink was found."""


def require_seen(cleaned: bytes) -> None:
    """Refuse a drawing of which white paper shows nothing.

    Where Pango is missing, no letter shows it, and it is not looked at.

    Args:
        cleaned: A drawing, as `cleaned_svg` returns it.

    Raises:
        ImageError: It has no shape that is dark, has an area, and is not cut off by its edge or by a clip path.
    """
    try:
        from weasyprint.svg import SVG  # noqa: PLC0415 - text and e-mail work without Pango
    except OSError:
        return
    try:
        drawing = SVG(ET.fromstring(cleaned), "", None)  # noqa: S314 - written by us, without entities
        size = _shown_size(drawing)
        drawing.draw(_Canvas(size), *size, "", None)
    except _SeenError:
        return
    except Exception as error:
        # WeasyPrint raises whatever a mistake in a drawing leads to.
        raise ImageError("cannot be drawn", _UNDRAWABLE) from error
    raise ImageError("holds no shape that white paper would show", _HINT)


def _shown_size(drawing: Any) -> tuple[float, float]:
    """Return width and height in pixels, made smaller where they are larger than paper."""
    _, _, box_width, box_height = drawing.get_viewbox()
    width, height = drawing.get_intrinsic_size(1)
    if width is None:
        width = height * box_width / box_height if height else _WIDTH
    height = height or width * box_height / box_width
    scale = min(1, _LARGEST_SIDE / max(width, height))
    return width * scale, height * scale


class _Canvas:
    """What WeasyPrint draws on in place of the content of a page, with the methods of such a content.

    White over dark is not seen as white: only that something dark is drawn is looked for.
    """

    def __init__(self, size: tuple[float, float], around: "_Canvas | None" = None) -> None:
        from PIL import Image  # noqa: PLC0415 - as in loading.py
        from weasyprint.matrix import Matrix  # noqa: PLC0415 - as above

        self._size = size
        self._matrix = Matrix
        self.ctm: Any = around.ctm if around else Matrix()
        pixels = [max(1, round(side)) for side in size]
        self._clip: Any = around._clip if around else Image.new("1", pixels, 1)  # noqa: SLF001 - another canvas
        self._kept: list[Any] = []
        self._paint = {False: (0.0, 1.0), True: (0.0, 1.0)}
        self._width = 1.0
        self._lines: list[_Points] = []
        self._around = around
        self.id: Any = self
        self.extra: dict[str, list[float]] = {"BBox": [0, 0, 0, 0]}
        # What a group has printed counts when it is put on what is around it, with the alpha that it has there.
        self._inks: list[tuple[float, float, float]] = []
        self._seen = 0.0

    def push_state(self) -> None:
        self._kept.append((self.ctm, self._clip, dict(self._paint), self._width))

    def pop_state(self) -> None:
        self.ctm, self._clip, self._paint, self._width = self._kept.pop()

    def transform(self, a: float = 1, b: float = 0, c: float = 0, d: float = 1, e: float = 0, f: float = 0) -> None:  # noqa: PLR0917 - as PDF has them
        self.ctm = self._matrix(*(round(value, _DIGITS) for value in (a, b, c, d, e, f))) @ self.ctm

    def move_to(self, x: float, y: float) -> None:
        self._lines.append([self._place(x, y)])

    def line_to(self, x: float, y: float) -> None:
        self._lines[-1].append(self._place(x, y))

    def curve_to(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None:  # noqa: PLR0917 - as PDF has them
        points = [self._lines[-1][-1], self._place(x1, y1), self._place(x2, y2), self._place(x3, y3)]
        for step in range(1, _STEPS_OF_CURVE + 1):
            t = step / _STEPS_OF_CURVE
            shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            x, y = (sum(share * point[axis] for share, point in zip(shares, points, strict=True)) for axis in (0, 1))
            self._lines[-1].append((x, y))

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self._lines.append([self._place(*corner) for corner in (*corners, corners[0])])

    def close(self) -> None:
        first = self._lines[-1][0]
        self._lines[-1].append(first)
        self._lines.append([first])

    def clip(self, even_odd: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as WeasyPrint calls it
        from PIL import ImageChops  # noqa: PLC0415 - as above

        self._clip = ImageChops.logical_and(self._clip, self._filled())

    def end(self) -> None:
        self._lines = []

    def fill(self, even_odd: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as above
        self._print(self._filled(), sum(map(_area, self._lines)), stroke=False)
        self.end()

    def stroke(self) -> None:
        width = self._width * abs(self.ctm.determinant) ** 0.5
        self._print(self._drawn(width), width * sum(map(_length, self._lines)), stroke=True)
        self.end()

    def fill_and_stroke(self, even_odd: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        lines = self._lines
        self.fill(even_odd)
        self._lines = lines
        self.stroke()

    def set_color(self, color: Any, stroke: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        if color.space in {"srgb", "hsl", "hwb"}:
            darkest = min(color.to("srgb").coordinates)
        elif color.space == "device-cmyk":
            darkest = 1 - max(color.coordinates)
        else:
            darkest = color.to("lab").coordinates[0] / 100
        self._paint[stroke] = (255 * max(0.0, darkest), color.alpha)

    def set_alpha(self, alpha: float, stroke: bool = False, fill: bool | None = None) -> None:  # noqa: FBT001, FBT002 - as above
        for one in {stroke, not fill if fill is not None else stroke}:
            self._paint[one] = (self._paint[one][0], alpha)

    def set_line_width(self, width: float) -> None:
        self._width = round(width, _DIGITS)

    def set_dash(self, *_arguments: Any) -> None: ...

    set_line_cap = set_line_join = set_miter_limit = set_dash

    def add_group(self, *_box: float) -> "_Canvas":
        return _Canvas(self._size, self)

    def draw_x_object(self, group: "_Canvas") -> None:
        _, alpha = self._paint[False]
        for darkest, own, area in group._inks:  # noqa: SLF001 - another canvas
            self._add(darkest, own * alpha, area)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        x, y = self.ctm.transform_point(round(x, _DIGITS), round(y, _DIGITS))
        return x, y

    def _filled(self) -> Any:
        """Return the pixels that the outlines go around."""
        return self._pixels(lambda draw, line: draw.polygon(line, fill=1))

    def _drawn(self, width: float) -> Any:
        """Return the pixels that a pen goes over."""
        return self._pixels(lambda draw, line: draw.line(line, fill=1, width=max(1, round(width))))

    def _pixels(self, add: Any) -> Any:
        from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

        pixels = Image.new("1", self._clip.size, 0)
        draw = ImageDraw.Draw(pixels)
        for line in self._lines:
            if len(line) > 1 and _area(line) + _length(line) > 0:
                add(draw, [(_near(x), _near(y)) for x, y in line])
        return pixels

    def _print(self, pixels: Any, area: float, *, stroke: bool) -> None:
        from PIL import ImageChops  # noqa: PLC0415 - as above

        seen = ImageChops.logical_and(self._clip, pixels).histogram()[255]
        self._add(*self._paint[stroke], min(area, seen))

    def _add(self, darkest: float, alpha: float, area: float) -> None:
        if self._around:
            self._inks.append((darkest, alpha, area))
        elif 255 - alpha * (255 - darkest) <= LIGHTEST_INK:
            self._seen += area
            if self._seen >= _SMALLEST_AREA:
                raise _SeenError


def _area(line: _Points) -> float:
    """Return at least the area that a line goes around; 0 where it does not leave one straight line."""
    (x0, y0), *others = line
    fan = pairwise((x - x0, y - y0) for x, y in others)
    return sum(abs(x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in fan) / 2


def _length(line: _Points) -> float:
    return sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(line))


def _near(place: float) -> float:
    """Return a place that Pillow can count to, far outside of the drawing where it is further out."""
    return max(-_FAR, min(_FAR, place))
