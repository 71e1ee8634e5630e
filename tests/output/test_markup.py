"""What templates of letters may be filled in to: each way to run, load or hide something is named, and nothing else."""

import pytest

from entreaty.output.markup import require_plain_markup
from entreaty.problems import ContentError


def _refused(folder, html):
    template = folder / "letter.html"
    template.write_text(html, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        require_plain_markup(html, template)
    return [
        f"{problem.location.path.name}:{problem.location.line}: {problem.message}" for problem in raised.value.problems
    ]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<script>alert(1)</script>", "a letter cannot hold the element <script>"),
        ("<SCRIPT/x>", "a letter cannot hold the element <script>"),
        ("<form action='https://example.org'>", "a letter cannot hold the element <form>"),
        ("<iframe src='https://example.org'>", "a letter cannot hold the element <iframe>"),
        ("<link rel=attachment href='file:///etc/hostname'>", "a letter cannot hold the element <link>"),
        ("<base href='https://example.org/'>", "a letter cannot hold the element <base>"),
        ("<object data='x'>", "a letter cannot hold the element <object>"),
        ("<svg><foreignObject>", "a letter cannot hold the element <foreignobject>"),
        ("<p onclick='x()'>", "a letter cannot hold scripts ('onclick')"),
        (
            "<meta http-equiv=refresh content='0; url=https://example.org'>",
            "a letter cannot tell its reader what to load",
        ),
        (
            "<td background='https://example.org/a.png'>",
            "the attribute 'background' of <td> loads something, which a letter cannot",
        ),
        (
            "<img srcset='https://example.org/a.png 2x'>",
            "the attribute 'srcset' of <img> loads something, which a letter cannot",
        ),
        (
            "<img src='http://127.0.0.1/a.png'>",
            "a letter shows only the sender's own images, not 'http://127.0.0.1/a.png'",
        ),
        (
            "<img src='data:image/svg+xml,<svg/>'>",
            "a letter shows only the sender's own images, not 'data:image/svg+xml,<svg/>'",
        ),
        ("<a href='javascript:alert(1)'>", "'javascript:alert(1)' is no link that a letter may hold"),
        ("<a href='&#106;avascript:alert(1)'>", "'javascript:alert(1)' is no link that a letter may hold"),
        ("<a href=' https://example.org'>", "' https://example.org' is no link that a letter may hold"),
        ("<a href='file:///etc/hostname'>", "'file:///etc/hostname' is no link that a letter may hold"),
        ("<a href='http://example.org'>", "'http://example.org' is no link that a letter may hold"),
        ("<a href='//example.org'>", "'//example.org' is no link that a letter may hold"),
        ("<a href=''>", "'' is no link that a letter may hold"),
        (
            "<a href='https://anna:pw@example.org/'>",
            "'https://anna:pw@example.org/' names a user before the host, which hides where it leads",
        ),
        (
            "<a href='mailto:m@example.org?bcc=e@example.net'>",
            "'mailto:m@example.org?bcc=e@example.net' is not one plain e-mail address",
        ),
        ("<style>@import 'x.css';</style>", "a style cannot load anything ('@import')"),
        ("<style>p { background: url(https://example.org) }</style>", "a style cannot load anything ('url(')"),
        ("<p style='background: URL( \"http://example.org\")'>", "a style cannot load anything ('URL(')"),
        (
            "<p style=\"list-style-image: image-set('http://127.0.0.1:9/t' 1x)\">",
            "a style cannot load anything ('image-set(')",
        ),
        ("<p style='background: u\\72l(http://127.0.0.1:9/t)'>", "a style cannot load anything ('\\')"),
        ("<style>@\\69mport 'http://127.0.0.1:9/t';</style>", "a style cannot load anything ('\\')"),
        ("<p style='background: src(http://x)'>", "a style cannot load anything ('src(')"),
        ("<p style='background: -webkit-image-set(x)'>", "a style cannot load anything ('-webkit-image-set(')"),
        ("<!--[if mso]><p>for some</p><![endif]-->", "a letter cannot hold a comment with '[', '<' or '>' in it"),
        ("<!--><script>x()</script>-->", "a letter cannot hold a comment with '[', '<' or '>' in it"),
        ("<?php x() ?>", "a letter cannot hold instructions ('<?php x() ?')"),
    ],
)
def test_what_a_letter_may_not_hold_is_named_with_its_line(tmp_path, html, message):
    """Scripts, forms, frames, what is loaded from elsewhere and links that hide where they lead are refused."""
    assert _refused(tmp_path, f"<html>\n{html}")[0] == f"letter.html:2: {message}"


def test_everything_is_named_at_once(tmp_path):
    """Each kind of mistake is named once, on the line of the first."""
    html = "<p>\n<script></script>\n<script></script>\n<a href='javascript:a'>x</a>"
    assert _refused(tmp_path, html) == [
        "letter.html:2: a letter cannot hold the element <script>",
        "letter.html:4: 'javascript:a' is no link that a letter may hold",
    ]


def test_what_is_put_together_while_it_is_filled_in_has_no_line(tmp_path):
    """Where the template itself does not hold the words, the file alone is named."""
    template = tmp_path / "letter.html"
    template.write_text("<a href=\"{{ 'java' ~ 'script:a' }}\">x</a>", encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        require_plain_markup('<a href="javascript:a">x</a>', template)
    assert [problem.location.line for problem in raised.value.problems] == [0]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/a?b=c#d">x</a><a href="mailto:m@example.org">x</a><a href="#note-1">1</a>',
        '<img src="asset:logo" alt="">',
        '<style>p { color: #123; background: url("asset:logo") }</style><p style="background: url(#a)">x</p>',
        '<style>p { color: rgba(0, 0, 0, .5); width: calc(1px + 2px); margin: 0 }</style><p style="">x</p>',
        "<!-- a comment --><p>1 &lt; 2 &amp; 3 > 2</p>",
        '<svg viewBox="0 0 1 1"><title>Line</title><path d="M0 0h1"/></svg>',
    ],
)
def test_what_letters_are_made_of_passes(tmp_path, html):
    """Plain links, the sender's images, styles, comments and simple drawings are what they were."""
    assert require_plain_markup(html, tmp_path / "letter.html") == html
