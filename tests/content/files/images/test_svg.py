"""SVG images: which are accepted, what is left out of them, and what is refused."""

import pytest

from entreaty.content.files.images.svg import ImageError, cleaned_svg

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'


def _svg(inside: str, before: str = "") -> bytes:
    return f"{before}{_HEAD}{inside}</svg>".encode()


def test_shapes_are_kept_and_everything_unseen_is_not():
    """Metadata, comments, titles and what editors add for themselves are left out."""
    content = _svg(
        "<!-- made by Anna --><title>Secret title</title><metadata><a>Secret</a></metadata>"
        '<e:view xmlns:e="http://editor" path="/home/anna"><e:x/></e:view>'
        '<g e:label="Secret" xmlns:e="http://editor" fill="#123"><path d="M0 0L5 5"/></g>'
        "<style>.a{fill:url(#b)}</style>"
        '<defs><rect id="r" width="2" height="2"/></defs><use xlink:href="#r" x="3"/>',
        before='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">',
    )

    assert cleaned_svg(content).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><g fill="#123"><path d="M0 0L5 5"></path></g>'
        '<style>.a{fill:url(#b)}</style><defs><rect id="r" width="2" height="2"></rect></defs>'
        '<use href="#r" x="3"></use></svg>'
    )


def test_what_is_escaped_stays_escaped():
    """Characters that end a value or a text cannot break out of it."""
    cleaned = cleaned_svg(_svg('<path id="a&quot;&gt;&lt;script&gt;"/><style>.a &gt; .b{fill:red}</style>')).decode()

    assert "<script" not in cleaned
    assert ".a &gt; .b" in cleaned


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_svg("<script>alert(1)</script>"), "holds 'script'"),
        (_svg("<foreignObject/>"), "holds 'foreignObject'"),
        (_svg('<image href="a.png"/>'), "holds 'image'"),
        (_svg("<text>Words</text>"), "holds 'text'"),
        (_svg('<a href="https://example.org"/>'), "holds 'a'"),
        (_svg('<animate attributeName="x"/>'), "holds 'animate'"),
        (_svg('<path onclick="x()"/>'), "holds a script, in 'onclick'"),
        (_svg('<use xlink:href="other.svg#x"/>'), "refers to something outside of it"),
        (_svg('<use href="file:///etc/passwd"/>'), "refers to something outside of it"),
        (_svg('<path fill="url(https://example.org/x)"/>'), "refers to something outside of it, in 'fill'"),
        (_svg('<path fill="URL( &quot;x.svg#a&quot; )"/>'), "refers to something outside of it, in 'fill'"),
        (_svg(r'<path style="fill:u\72l(x)"/>'), "refers to something outside of it, in 'style'"),
        (_svg("<style>@import 'x.css';</style>"), "has a style sheet that does more"),
        (_svg("<style>.a{fill:url(x.svg)}</style>"), "has a style sheet that does more"),
        (_svg(r".a<style>.a{fill:\75rl(x)}</style>"), "has a style sheet that does more"),
        (_svg("<style>.a{clip-path:url(#a)}</style>"), "has a style sheet that does more"),
        (_svg('<clipPath id="a"><path clip-path="url(#b)"/></clipPath>'), "clips what clips"),
        (_svg("&x;", '<!DOCTYPE svg [<!ENTITY x "y">]>'), "declares entities"),
        (_svg("", '<!DOCTYPE svg SYSTEM "x" [<!ENTITY % a SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        (_svg("&x;"), "is no SVG image: undefined entity"),
        (_svg("&x;", '<!DOCTYPE svg SYSTEM "x.dtd">'), "uses the entity 'x'"),
        (_svg("<path>"), "is no SVG image: mismatched tag"),
        (b"<html><body/></html>", "is no SVG image"),
        (b"<svg/>", "is no SVG image"),
        (_svg("<g>" * 80 + "</g>" * 80), "is too intricate"),
        (_svg("<path/>" * 20_001), "is too intricate"),
        (
            _svg('<g id="a"><path/></g><g id="b"><use href="#a"/><use href="#a"/></g><use href="#b"/>'),
            "has shapes that refer to others",
        ),
        (_svg('<g id="a"><use href="#a"/></g>'), "has shapes that refer to others"),
        (_svg('<g id="a">' + "<path/>" * 300 + "</g>" + '<use href="#a"/>' * 100), "repeats its shapes too often"),
    ],
)
def test_refusals(content, reason):
    """Scripts, entities, texts, other images, what leads outside and what would never end are refused by name."""
    with pytest.raises(ImageError) as refused:
        cleaned_svg(content)

    assert refused.value.reason.startswith(reason)
    assert "plain SVG" in refused.value.hint or "PNG" in refused.value.hint


def _sized(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><path d="M0 0L5 5"/></svg>'.encode()


@pytest.mark.parametrize(
    ("attributes", "box"),
    [
        ('width="120" height="60"', "0 0 120 60"),
        ('width="120px" height="60.5px"', "0 0 120 60.5"),
        ('width="+1.2e2" height=".5"', "0 0 120 0.5"),
        ('height="2.54cm" width="2in"', "0 0 192 96"),
        ('width="25.4mm" height="101.6Q"', "0 0 96 96"),
        ('width="72pt" height="6pc"', "0 0 96 96"),
        ('width=" 3 " height="4PX"', "0 0 3 4"),
        ('viewBox="+0 0 1.2e2 60"', "0 0 120 60"),
        ('viewBox="0,0 , 120,60."', "0 0 120 60"),
        ('viewBox="-5-5 1E1 10" width="100%"', "-5 -5 10 10"),
        ('viewBox="0 0 20 10" width="4em" height="0"', "0 0 20 10"),
    ],
)
def test_size_is_that_of_the_view_box_or_else_of_width_and_height(attributes, box):
    """A unit of a drawing without a viewBox is a pixel, of which an inch has 96; signs and exponents are understood."""
    assert f' viewBox="{box}"' in cleaned_svg(_sized(attributes)).decode()


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ("", "does not say how wide and high it is: it has no 'viewBox', and no 'width' and no 'height'"),
        ('width="5"', "does not say how wide and high it is: it has no 'viewBox', and no 'height'"),
        ('width="100%" height="5"', "does not say how wide and high it is: it has no 'viewBox', and 'width' is '100%'"),
        ('width="5" height="2em"', "does not say how wide and high it is: it has no 'viewBox', and 'height' is '2em'"),
        ('width="-5" height="2"', "does not say how wide and high it is: it has no 'viewBox', and 'width' is '-5'"),
        (
            'width="1e-99" height="2"',
            "does not say how wide and high it is: it has no 'viewBox', and 'width' is '1e-99'",
        ),
        ('width="٣" height="2"', "does not say how wide and high it is: it has no 'viewBox', and 'width' is '٣'"),
        ('viewBox="0 0 0 1"', "has the viewBox '0 0 0 1', which is not four numbers with a width and height"),
        ('viewBox="0 0 1.2.3 1"', "has the viewBox '0 0 1.2.3 1', which is not four numbers with a width and height"),
        ('viewBox="0 0 1e999 1"', "has the viewBox '0 0 1e999 1', which is not four numbers with a width and height"),
        ('viewBox="-1e999 0 1 1"', "has the viewBox '-1e999 0 1 1', which is not four numbers with a width and height"),
        ('viewBox="" width="2" height="2"', "has the viewBox '', which is not four numbers with a width and height"),
    ],
)
def test_a_drawing_without_a_size_is_told_what_lacks_and_what_to_write(attributes, reason):
    """What is wrong with the size is named, and the hint says where a size goes, not that texts become paths."""
    with pytest.raises(ImageError) as refused:
        cleaned_svg(_sized(attributes))

    assert refused.value.reason == reason
    assert refused.value.hint.startswith('write viewBox="0 0 WIDTH HEIGHT" into its first tag')


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ('<linearGradient id="sky"/><path fill="url(#sky)"/>', "colours shapes with the gradient 'sky'"),
        ('<path style="stroke: url( \'#sun\' )"/><radialGradient id="sun"/>', "colours shapes with the gradient 'sun'"),
        (
            '<style>.a{fill:url("#sky")}</style><linearGradient id="sky"/><path/>',
            "colours shapes with the gradient 'sky'",
        ),
        (
            '<pattern id="dots"><path/></pattern><g fill="url(#dots)"><path/></g>',
            "colours shapes with the pattern 'dots'",
        ),
        ('<path fill="url(#lost)"/>', "colours shapes with 'lost', which it does not hold"),
        ('<path style="fill: url( #Lost )"/>', "colours shapes with 'Lost', which it does not hold"),
    ],
)
def test_shapes_that_would_not_be_drawn_are_named(inside, reason):
    """Gradients and patterns that colour something are refused by name."""
    with pytest.raises(ImageError) as refused:
        cleaned_svg(_svg(inside))

    assert refused.value.reason.startswith(reason)
    assert "PNG" in refused.value.hint


@pytest.mark.parametrize("fill", ["url(#lost) #123", "#123"])
def test_unused_gradients_and_other_colours_are_no_obstacle(fill):
    """Editors leave gradients behind that nothing uses; a colour for want of a gradient is a colour."""
    cleaned = cleaned_svg(_svg(f'<linearGradient id="sky"><stop offset="0"/></linearGradient><path fill="{fill}"/>'))

    assert cleaned.decode().endswith(f'viewBox="0 0 20 10"><path fill="{fill}"></path></svg>')
