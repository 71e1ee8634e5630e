"""What of an SVG image is seen on white paper, and that a drawing of which nothing is seen is refused."""

import pytest

pytest.importorskip("weasyprint.svg", reason="WeasyPrint draws images where Pango is installed: setup.sh installs it")

from entreaty.content.files.images.ink import require_seen
from entreaty.content.files.images.svg import ImageError, cleaned_svg

_BLACK = '<rect x="10" y="20" width="100" height="20"/>'


def _looked_at(inside: str, attributes: str = 'viewBox="0 0 120 60"') -> None:
    require_seen(cleaned_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()))


def _filled(fill: str) -> str:
    return f'<rect width="100" height="20" fill="{fill}"/>'


UNSEEN = {
    "nothing": "<g/>",
    "definitions": f"<defs>{_BLACK}</defs>",
    "a symbol": f'<symbol id="s">{_BLACK}</symbol>',
    "a clip path": f'<clipPath id="c">{_BLACK}</clipPath>',
    "what uses nothing": '<use href="#nope"/>',
    "a shape beside the box": '<rect x="1000" y="20" width="100" height="20"/>',
    "no width": '<rect width="0" height="20"/>',
    "a circle without a radius": '<circle cx="30" cy="30"/>',
    "empty paths": '<path d=""/><path/>',
    "a line that is filled": '<path d="M0 0L100 50"/>',
    "a line without a stroke": '<line x1="0" y1="0" x2="100" y2="50"/>',
    "a stroke without a width": '<path d="M0 0L100 50" stroke="black" stroke-width="0"/>',
    "no opacity": f'<g opacity="0">{_BLACK}</g>',
    "hardly any opacity, twice": f'<g opacity=".1"><g opacity=".1">{_BLACK}</g></g>',
    "no opacity of what is filled": '<rect width="100" height="20" fill-opacity="0"/>',
    "no display": f'<g display="none">{_BLACK}</g>',
    "hidden": f'<g visibility="hidden">{_BLACK}</g>',
    "an empty clip path": f'<clipPath id="c"/><g clip-path="url(#c)">{_BLACK}</g>',
    "clipped beside": f'<clipPath id="c"><rect width="5" height="5"/></clipPath><g clip-path="url(#c)">{_BLACK}</g>',
    "white": _filled("#FFF"),
    "white in percent": _filled("rgb(100%, 100%, 100%)"),
    "white as a hue": _filled("hsl(0, 0%, 100%)"),
    "nearly white": _filled("#fefefe"),
    "snow": _filled("snow"),
    "white as light": _filled("oklch(100% 0 0)"),
    "white in a style": '<g style="fill:white !important"><rect width="9" height="9"/></g>',
    "white in a style sheet": '<style>.a{fill:white}</style><rect class="a" width="100" height="50"/>',
    "a style sheet alone": "<style>.a{fill:black}</style>",
    "white strokes": '<path d="M0 0L100 50V0" fill="none" stroke="white"/>',
}


@pytest.mark.parametrize("what", UNSEEN)
def test_a_drawing_of_which_nothing_is_seen_is_refused(what):
    """However it comes that white paper shows nothing, it is refused in the same words."""
    with pytest.raises(ImageError) as refused:
        _looked_at(UNSEEN[what])

    assert refused.value.reason == "holds no shape that white paper would show"
    assert refused.value.hint.startswith("draw it with dark shapes inside of its viewBox")


@pytest.mark.parametrize(
    "attributes",
    ['viewBox="0 0 1000000000 500000000"', 'viewBox="0 0 120 60" width="0.01mm" height="0.005mm"'],
)
def test_a_drawing_that_would_be_too_small_to_see_is_refused(attributes):
    """A black shape that is smaller than a tenth of a millimetre each way is none."""
    with pytest.raises(ImageError, match="holds no shape that white paper would show"):
        _looked_at(_BLACK, attributes)


SEEN = {
    "black for want of a colour": _BLACK,
    "light grey": _filled("#f0f0f0"),
    "yellow": _filled("yellow"),
    "a dark one among white ones": f'<g fill="white">{_BLACK}</g><rect width="9" height="9" fill="navy"/>',
    "white with a stroke": '<rect x="9" y="9" width="9" height="9" fill="white" stroke="#123"/>',
    "a line": '<line x1="0" y1="30" x2="120" y2="30" stroke="#036" stroke-width="0.5"/>',
    "a clipped one": f'<clipPath id="c"><circle cx="60" cy="30" r="20"/></clipPath><g clip-path="url(#c)">{_BLACK}</g>',
    "one that is used": '<defs><circle id="s" r="5"/></defs><use href="#s" x="20" y="10"/>',
    "a used symbol": f'<symbol id="s" viewBox="0 0 120 60">{_BLACK}</symbol><use href="#s" width="9" height="9"/>',
    "half the opacity": f'<g opacity=".5">{_BLACK}</g>',
    "curves": '<path d="M10 30a20 20 0 0150 0A20 20 0 1 1 10 30zM70 30C70 10 90 10 90 30"/>',
    "turned": '<g transform="translate(60 30) rotate(45) scale(.5)"><rect x="-5" y="-5" width="10" height="10"/></g>',
    "dark as light": _filled("oklch(40% 0.1 250)"),
    "coloured by a style sheet": '<style>rect{fill:red}</style><rect fill="none" width="9" height="9"/>',
}


@pytest.mark.parametrize("what", SEEN)
def test_a_drawing_of_which_something_is_seen_is_accepted(what):
    """One shape is enough that is dark, has an area, and lies inside of the drawing."""
    _looked_at(SEEN[what])


@pytest.mark.parametrize(
    "attributes",
    [
        'width="120" height="60"',
        'viewBox="0 0 120 60" width="100000mm" height="50000mm"',
        'viewBox="0 0 120 60" height="30mm"',
        'viewBox="0 0 120 60" width="200" height="20" preserveAspectRatio="none"',
        'viewBox="-60,-30,180,90"',
    ],
)
def test_drawings_of_every_size_are_looked_at(attributes):
    """Those that are larger than paper, and those that say one of their sides or none, too."""
    _looked_at(_BLACK, attributes)


def test_a_drawing_with_a_mistake_is_told():
    """What WeasyPrint stumbles over is no traceback."""
    with pytest.raises(ImageError, match="cannot be drawn"):
        _looked_at('<rect width="9" height="9" stroke-miterlimit="wide"/>')
