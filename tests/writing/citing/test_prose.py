"""Markdown inlines with citations: what becomes emphasis, links and citations, and what is left alone."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entreaty.writing.citing.prose import Markdown, citations, escape_markdown, parse_prose
from entreaty.writing.citing.syntax import Citation, Cite, Pinpoint, ProseError
from entreaty.writing.letter import Span

GC3 = Citation((Cite("gc3"),))
CAT = Citation((Cite("cat"),))
_PIECES = [
    "[",
    "]",
    "@",
    "gc3",
    ";",
    ", art. ",
    "1",
    "-",
    "(",
    ")",
    "*",
    "**",
    "_",
    "`",
    "\\",
    "{",
    "}",
    "https://",
    "<",
    "!",
]
_LINES = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])) | st.lists(st.sampled_from(_PIECES)).map(
    "".join
)


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("", []),
        ("  plain words  ", [Span(text="plain words")]),
        ("two\nlines  \nor\\\nthree", [Span(text="two lines or three")]),
        ("*a* and _b_", [Span(text="a", italic=True), Span(text=" and "), Span(text="b", italic=True)]),
        ("**a**", [Span(text="a", strong=True)]),
        ("***a** b*", [Span(text="a", italic=True, strong=True), Span(text=" b", italic=True)]),
        ("*a", [Span(text="*a")]),
        ("snake_case_word", [Span(text="snake_case_word")]),
        (r"\*a\* \[b\] c\\d", [Span(text=r"*a* [b] c\d")]),
        ("`*a*` and `[@gc3]`", [Span(text="*a* and [@gc3]")]),
        ("a `lone tick", [Span(text="a `lone tick")]),
        ("a\tb \t c `d\te`", [Span(text="a b c d e")]),
        ("[a](https://example.org)", [Span(text="a", href="https://example.org")]),
        ("[a](mailto:a@example.org)", [Span(text="a", href="mailto:a@example.org")]),
        ("[a](https://example.org/[é]?b=%20)", [Span(text="a", href="https://example.org/[é]?b=%20")]),
        (
            '[a *b*](https://example.org/x "title")',
            [Span(text="a ", href="https://example.org/x"), Span(text="b", italic=True, href="https://example.org/x")],
        ),
        ("[@home](https://example.org)", [Span(text="@home", href="https://example.org")]),
        ("[a][ref] and [ref]", [Span(text="[a][ref] and [ref]")]),
        ("[a](see below)", [Span(text="[a](see below)")]),
        ("[sic] me@example.org [me@example.org]", [Span(text="[sic] me@example.org [me@example.org]")]),
        ("<b> & &amp; # 1. > - +", [Span(text="<b> & &amp; # 1. > - +")]),
        ("![a](https://example.org)", [Span(text="!"), Span(text="a", href="https://example.org")]),
    ],
)
def test_inlines_are_read(source, runs):
    """Emphasis and links become spans; everything else that Markdown may know is printed as it is written."""
    assert parse_prose(source) == tuple(runs)


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("[@gc3]", [GC3]),
        ("Free them.[@gc3] Now.", [Span(text="Free them."), GC3, Span(text=" Now.")]),
        ("[@gc3][@cat]", [GC3, CAT]),
        ("[@gc3](as amended)", [GC3, Span(text="(as amended)")]),
        ("[@gc3]: so it is", [GC3, Span(text=": so it is")]),
        ("[@gc3,\nart. 118]", [Citation((Cite("gc3", pinpoint=Pinpoint("art", (("118", "118"),))),))]),
        ("[see\n@gc3]", [Citation((Cite("gc3", prefix="see"),))]),
        ("[@gc3, [as amended]]", [Citation((Cite("gc3", suffix="[as amended]"),))]),
        ("*a[@gc3]*", [Span(text="a", italic=True), GC3]),
        (r"\[@gc3]", [Span(text="[@gc3]")]),
        (r"[\@gc3]", [Span(text="[@gc3]")]),
        ("[@gc3", [Span(text="[@gc3")]),
        ("@gc3 alone", [Span(text="@gc3 alone")]),
    ],
)
def test_citations_are_read(source, runs):
    """Citations stand where they are written, whatever touches them; without both brackets there is none."""
    assert parse_prose(source) == tuple(runs)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a [@gc3; b]", "'[@gc3; b]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'"),
        (
            "[a [@gc3] b](https://example.org)",
            "'[a [@gc3] b]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'",
        ),
        (
            "[a](http://example.org)",
            "'http://example.org' cannot be linked to; a link begins with 'https://' or 'mailto:'",
        ),
        ("[a](www.example.org)", "'www.example.org' cannot be linked to; a link begins with 'https://' or 'mailto:'"),
        ("[a](javascript:x)", "'javascript:x' cannot be linked to; a link begins with 'https://' or 'mailto:'"),
        (
            "[click](https://user:pw@evil.example/)",
            (
                "'https://user:pw@evil.example/' cannot be linked to: it names a user before the host, which hides "
                "where it leads; leave out what stands before '@'"
            ),
        ),
        (
            "[m](mailto:x@y.example?bcc=evil@e.example&body=a)",
            (
                "'mailto:x@y.example?bcc=evil@e.example&body=a' cannot be linked to: it is not one plain e-mail "
                "address; write 'mailto:' and one address, without '?' and what follows it"
            ),
        ),
        ("[a" * 101, "the paragraph has more than 100 opening brackets '['; split it"),
        ("![a](b) " * 101, "the paragraph has more than 100 opening brackets '['; split it"),
        ("a" * 50_001, "the paragraph has more than 50,000 characters; split it"),
        ("[a](//example.org)", "'//example.org' cannot be linked to; a link begins with 'https://' or 'mailto:'"),
    ],
)
def test_what_would_be_printed_raw_is_an_error(source, message):
    """A citation or a link that cannot be one is reported, because its brackets would stand in the letter."""
    with pytest.raises(ProseError) as caught:
        parse_prose(source)

    assert str(caught.value) == message


def test_citations_of_a_paragraph_in_order():
    """The citations of a paragraph are found in their order, repeated ones too."""
    assert citations(parse_prose("*a[@gc3]* b[@cat] c[@gc3]")) == (GC3, CAT, GC3)
    assert citations(parse_prose("none")) == ()


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("a*b_c", r"a\*b\_c"),
        ("[@gc3](x)", r"\[\@gc3\]\(x\)"),
        ("{{ x }} `y` \\", "\\{\\{ x \\}\\} \\`y\\` \\\\"),
        (98, "98"),
        (Markdown("*a*"), "*a*"),
    ],
)
def test_escaping(value, escaped):
    """Every sign of Markdown gets a backslash; what is Markdown already stays."""
    assert escape_markdown(value) == escaped


@settings(deadline=None)
@given(_LINES)
def test_escaped_text_is_printed_as_it_was(text):
    """Any single line of text, escaped, comes out of Markdown as it went in."""
    assert parse_prose(f"a{escape_markdown(text)}b") == (Span(text=f"a{text}b"),)


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from([*_PIECES, "\n", "http:", "mailto:"])).map("".join))
def test_no_text_raises_anything_else(source):
    """Whatever is written as a paragraph is read, or reported in our words."""
    with suppress(ProseError):
        assert all(isinstance(run, Span | Citation) for run in parse_prose(source))


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        (r"\[" * 2_400, [Span(text="[" * 2_400)]),
        ("[a" * 100, [Span(text="[a" * 100)]),
        (
            "[a](https://example.org/{{recipient.name}})",
            [Span(text="a", href="https://example.org/{{recipient.name}}")],
        ),
    ],
)
def test_many_brackets_may_stand_in_a_paragraph(source, runs):
    """A hundred brackets are read as before, escaped ones are not counted, and placeholders may stand in a link."""
    assert parse_prose(source) == tuple(runs)
