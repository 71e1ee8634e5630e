"""SVG images: which are accepted, what is left out of them, and what is refused."""

import pytest

from entreaty.content.files.svg import ImageError, cleaned_svg

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
        (_svg("<linearGradient/>"), "holds 'linearGradient'"),
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
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>', "has no 'viewBox'"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 1"/>', "has no 'viewBox'"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1.2.3 1"/>', "has no 'viewBox'"),
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
