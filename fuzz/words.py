"""Values that programs stumble over, by what they are: in place of a value, within a text, or as a piece of syntax."""

from datetime import date, datetime

SCALARS = (
    *(None, True, False, 0, -1, 1, 10**30, 1e308, -0.0, "", " ", "no", "NO", "null", "~", "0123", "1e999", "9:30"),
    *(date(1, 1, 1), date(1949, 8, 12), date(2025, 6, 24), date(2025, 6, 25), date(9999, 12, 31)),
    *(datetime(2025, 6, 24, 9, 30), "2026-13-45", "2024-02-30", "1949", "2025-06"),  # noqa: DTZ001  (as a file has it)
    *([], {}, [[]], [None], {"en": ""}, {"en": "One", "fr": "Un"}, {"und": "x"}, {"__class__": 1}, {1: 2}),
)

# What may stand in a text, and often should not.
_ODD = (
    # Scripts, and characters outside of every font.
    *("Հայ", "العربية", "עברית", "主席", "👨", "🇦🇲", "ﬁ", "Ⅷ", "İ", "ß", "ẞ", "ﷺ", "𝔄", "a\u0308", "\u00ad", "\u00a0"),
    # What other languages read as theirs.
    *(
        "<b>x</b>",
        "<script>",
        "&lt;",
        "&#0;",
        "]]>",
        "-->",
        "%s",
        "%(x)s",
        "{0}",
        "=1+1",
        "@x",
        "[x](https://example.org)",
    ),
    *(
        "“shall be supplied regularly”",
        "«x»",
        "‘",
        "’",
        "…",
        "[…]",
        '"',
        "'",
        ": ",
        " #",
        "\n",
        "\n\n",
        "# ",
        "- x",
        "1. x",
    ),
    *(
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "CON",
        "x" * 300,
        "long " * 200,
        "=?utf-8?q?x=0D=0A?=",
        "Bcc: x@example.org",
        "\t",
    ),
    *(
        "{{ recipient.organisation }}",
        "{{ sender.name }}",
        "*x*",
        "**x**",
        "_",
        "[@gc3]",
        "[@gc3, art. 126(2)]",
        "\u0301" * 3,
    ),
    *("[see @ap1, art. 75(6); @gc3]", "[@visits-report, p. 2]", "`x`", "e.g. x@example.org", "https://example.org/(x)"),
)
# Syntax that is broken, or does what nobody may.
_SYNTAX = (
    *(
        "{",
        "}",
        "{{",
        "}}",
        "{{ 7*7 }}",
        "{% if x %}",
        "{#",
        "{{ recipient.__class__ }}",
        "{% raw %}",
        "*",
        "**",
        "`",
        "[",
    ),
    *(
        "]",
        "[x](javascript:x)",
        "![x](y)",
        "\\",
        "\\\\",
        "[@",
        "@",
        "[-@gc3]",
        "^[x]",
        "“",
        "”",
        "[@nobody]",
        "{{ x | y }}",
        "\n- x\n  - y",
        "\n\n1. x\n2. y",
    ),
)
# What no text may hold: direction, width, piling, joining, control.
_REFUSED = (
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u2028", "\ufeff", "\uffff", "\u0301" * 40, "\x00", "\x1b[31m", "\x07"),
    *("\r\n", "\ud800", "👨‍👩‍👧", "\x85"),
)
PIECES = (*_ODD * 8, *_SYNTAX, *_REFUSED)
"""Pieces of text; what is mostly accepted stands there more often."""

OF_YAML = (
    *(
        "&a ",
        "*a",
        "<<: ",
        "!!python/object/apply:os.system ",
        "!x ",
        "!!binary ",
        "---\n",
        "...\n",
        "%YAML 9.9\n",
        "? ",
    ),
    *("\t", "|\n", ">-\n", "[" * 30, "{" * 30, "- ", ": ", "'", '"', "#", "\ufeff", "\x85", "\0", "@", "`", ", "),
)

OF_CITATIONS = (
    *(
        "{{ title }}",
        "{{ short }}",
        "{{ issued }}",
        "{{ pinpoint }}",
        "{{ note }}",
        "{{ number }}",
        "{{ authority }}",
        "{{ x }}",
    ),
    *(
        "{% if number is defined %}x{% endif %}",
        "{{ title | upper }}",
        "{{ title | replace('a', 'b') }}",
        "{{ 1 + 1 }}",
        "*",
        "**",
    ),
    *(
        "{{ year }}",
        "{{ page }}",
        "{{ url }}",
        "{{ issued | default('x') }}",
        "(",
        ")",
        ", ",
        "[",
        "]",
        "{{ title[:3] }}",
        "{#",
    ),
    *_ODD,
)

OF_TEMPLATES = (
    *("{{ letter.salutation }}", "{{ letter.subject | upper }}", "{{ letter.sender.name }}", "{{ letter }}", "{{ x }}"),
    *(
        "{% for part in letter.paragraphs %}{{ part }}{% endfor %}",
        "{% for a in letter.notes %}{{ loop.index }}{% endfor %}",
    ),
    *("{% if letter.request %}x{% else %}y{% endif %}", "{% set x = 1 %}", "{% macro m(x) %}{{ x }}{% endmacro %}"),
    *("{% include 'letter.txt' %}", "{% include '../../x' %}", "{% extends 'letter.txt' %}", "{% import 'x' as y %}"),
    *("{{ letter.phrase('notes') }}", "{{ letter.phrase('x') }}", "{{ ''.__class__ }}", "{{ letter.__init__ }}"),
    *("{{ 1 / 0 }}", "{{ 'x' * 5000 }}", "{{ letter.demands[99] }}", "{{ 'x' | attr('y') }}", "{{ range(99) | list }}"),
    *(
        "{{ '%s' | format(1) }}",
        "{{ 'a' ~ 1 }}",
        "{{ letter.date | int }}",
        "{% raw %}",
        "{% endraw %}",
        "{#",
        "#}",
        "{{",
        "%}",
    ),
    *(
        "<b>x</b>",
        "<script>x</script>",
        "<a href='javascript:x'>y</a>",
        "<img src='http://127.0.0.1:9/x'>",
        "<table><td>",
    ),
    *(
        "<style>p { color: red }</style>",
        "<span class='note' id='note-9'>x</span>",
        "<a href='#x'>y</a>",
        "<svg/>",
        "&nbsp;",
    ),
)

OF_STYLE_SHEETS = (
    *(
        "p { columns: 3 }",
        "p { float: footnote }",
        "* { position: absolute }",
        "* { display: flex }",
        "* { display: none }",
    ),
    *(
        "@import url(x.css);",
        "@page { size: 1mm }",
        "@page { size: 9999mm }",
        "@page :first { margin: 90% }",
        "p { width: 0 }",
    ),
    *("p { background: url(file:///etc/passwd) }", "@font-face { font-family: x; src: url(y) }", "p { font-size: 0 }"),
    *(
        "p { font-size: 900pt }",
        "p { line-height: 0 }",
        "p::before { content: attr(x) counter(y) }",
        "p { break-after: page }",
    ),
    *(
        "* { display: grid }",
        "p { hyphens: none; letter-spacing: 9cm }",
        "@media print { p { orphans: 99 } }",
        "p { --x: var(--x) }",
    ),
    *(
        "p { width: calc(1px * 9e9) }",
        "}",
        "{",
        "/*",
        "\\",
        "@page { @footnote { display: none } }",
        "p { transform: scale(0) }",
    ),
)

NUMBERS = ("0", "-1", "1", "0.00001", "99999", "1e9", "nan")
ENDS_OF_NUMBERS = (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00\x01")
