"""Markdown that a passage cannot have: each kind is found, joined by YAML or not, and ordinary words are left alone."""

import pytest

from entreaty.writing.citing.blocks import unsupported


@pytest.mark.parametrize(
    ("source", "what", "words"),
    [
        ("## Our demands\n\nText", "a heading", "## Our demands"),
        ("Our demands\n===========", "a heading", "Our demands"),
        ("It is so. ## Our demands We ask", "a heading", "## Our demands We ask"),
        ("It is so. # Demands We ask", "a heading", "# Demands We ask"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a table", "| a | b |"),
        ("| a | b | |---|:-:| | 1 | 2 |", "a table", "|---|:-:| | 1 | 2 |"),
        ("Three points:\n- one - two", "a list within a line", "- one - two"),
        ("Three points: - one - two", "a list within a line", "- one - two"),
        ("Three points. * one * two", "a list within a line", "* one * two"),
        ("• one\n• two", "a list within a line", "• one • two"),
        ("- one\n- two: * a * b", "a list within a line", "* a * b"),
        ("Two points:\n1. one 2. two", "a list within a line", "1. one 2. two"),
        ("From the third on:\n3. three\n4. four", "a list without an empty line before it", "3. three"),
        ("- a light\n  4. at night\n  5. at dawn", "a list without an empty line before it", "4. at night"),
        ("- one\n\n      code", "a block of code", "code"),
        ("- one\n- two\n## Three", "a heading", "## Three"),
        ("One.\n\nTwo.\n\n- three", "a second paragraph", "Two."),
        ("> They said so.", "a block quotation", "> They said so."),
        ("It was said: > They did.", "a block quotation", "> They did."),
        ("```\ncode\n```", "a block of code", "```"),
        ("So: ``` code ``` it is", "a block of code", "``` code ``` it is"),
        ("Text\n\n    code", "a block of code", "code"),
        ("One.\n\n---\n\nTwo.", "a rule", "---"),
        ("One. --- Two.", "a rule", "--- Two."),
        ("See ![a map](https://example.org/map.png).", "an image", "![a map]"),
        ("See ![a map][map].", "an image", "![a map][map]."),
        ("a <b>strong</b> word", "HTML", "<b>"),
        ("one<br/>two", "HTML", "<br/>"),
        ("<div>\none", "HTML", "<div>"),
        ("<!-- a remark --> one", "HTML", "<!-- a remark --> one"),
        ("See <https://example.org>.", "HTML", "<https://example.org>"),
        ("one&nbsp;two", "the name of a character", "&nbsp;"),
        ("[home]: https://example.org", "an address that stands elsewhere", "[home]: https://example.org"),
        ("It was so.[^1]", "a note", "[^1]"),
        ("One.\n\nTwo.\n\nThree.", "a second paragraph", "Two."),
    ],
)
def test_markdown_that_passages_lack_is_found(source, what, words):
    """Each kind is named with the words that it begins with, as CommonMark has it and as YAML joins its lines."""
    found = {one.what: one for one in unsupported(source)}

    assert found[what].words.startswith(words)
    assert found[what].hint


def test_each_kind_is_named_once():
    """All kinds of a passage are told at once, each at its first place."""
    found = unsupported("# One\n\n# Two\n\n> a\n\n<b>c</b>")

    assert [(one.what, one.words) for one in found] == [
        ("a heading", "# One"),
        ("a block quotation", "> a"),
        ("HTML", "<b>"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "Plain words, *emphasis*, **strong emphasis** and [a link](https://example.org).",
        "Free them now![@gc3, art. 118] Then go.[see @cat, para. 3; @icj-2021]",
        "He left. - She stayed.",
        "It costs 10 - 5 - 3; it is 5 * 3 * 2.",
        "a < b > c, and R&D; AT&T; 2 > 1",
        "1. Mai ist Feiertag.",
        "Am\n1. Mai fahren keine Busse.",
        "Three points:\n\n- one\n- two\n\nThat is all.",
        "Three points:\n- one,\n  and more;\n- Monday - Friday\n  1. a\n  2. b",
        "1. one\n2. two",
        "From the third on:\n\n3. three\n4. four",
        "Two:\n{% if recipient.name is defined %}\n- {{ recipient.name }}\n{% endif %}\n- two",
        "In 1984. 2. Auflage",
        "The Court held 1. one thing; 2. another.",
        "C# and F#, § 5, No. #3",
        "One line\nand the next\nof a paragraph.",
        "At the beginning\n{% if recipient.name is defined %}of {{ recipient.name }}{% endif %}",
        r"\- one \- two, \# three, \> four, \&nbsp; \<b>",
        "the mark `<b>` and `- a - b`",
        "    indented by its author",
        "one – two — three",
        "*Emphasis* at the beginning",
        "snake_case_word ____",
    ],
)
def test_ordinary_words_are_left_alone(source):
    """Dashes, numbers, signs and escaped marks are words."""
    assert unsupported(source) == ()
