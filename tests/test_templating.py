"""The Jinja2 door: what short templates and letter templates may do, and how they fail."""

from contextlib import suppress
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entreaty.problems import ContentError, Location
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.sandbox import TemplateError
from entreaty.templating.snippets import SnippetCompiler
from entreaty.templating.values import Function

VALUES = MappingProxyType({"recipient": {"office": "Minister", "name": "Ana"}, "words": "one two", "empty": ""})


def _fill(source, **values):
    return SnippetCompiler(lambda value: value).compile(source).fill({**VALUES, **values})


def _refused(source):
    with pytest.raises(TemplateError) as caught:
        _fill(source)
    return caught.value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Dear {{ recipient.office }},", "Dear Minister,"),
        ("{% if recipient.name is defined %}{{ recipient.name }}{% else %}nobody{% endif %}", "Ana"),
        ("{% if recipient.state is defined %}{{ recipient.state }}{% else %}none{% endif %}", "none"),
        ("{# not printed #}{{ recipient['office'] }}", "Minister"),
        ("{{ 'a' ~ 'b' }}{{ 1 + 2 }}", "ab3"),
        ("{{ words | capitalize }}", "One two"),
        ("{{ words | title }}", "One Two"),
        ("{{ words | upper }}", "ONE TWO"),
        ("{{ recipient.office | lower }}", "minister"),
        ("{{ nothing | default('something') }}", "something"),
        ("{{ words | first }}{{ words | last }}", "oo"),
        ("{{ words | length }}", "7"),
        ("a\n{% if true %}\nb\n{% endif %}\nc", "a\nb\nc"),
    ],
)
def test_passage_can_choose_its_words(source, expected):
    """Values, conditions, loops and the ten filters for words give text; lines of tags leave no trace."""
    assert _fill(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "{{ words.upper() }}",
        "{{ '{:>9}'.format(1) }}",
        "{{ words.__class__ }}",
        "{{ words['__class__'] }}",
        "{{ recipient.office.__init__.__globals__ }}",
        "{{ 'a' * 1000 }}",
        "{{ 9 ** 9 }}",
        "{{ '%1000d' % 1 }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{{ joiner }}",
        "{{ namespace() }}",
        "{{ dict(a=1) }}",
        "{{ self.x() }}",
        "{% macro m() %}a{% endmacro %}{{ m() }}",
        "{% include 'letter.txt' %}",
        "{% import 'letter.txt' as other %}",
        "{% extends 'letter.txt' %}",
        "{% do words %}",
        *(
            "{{ words | " + name + " }}"
            for name in ("attr('x')", "batch(2)", "center(99)", "escape", "filesizeformat", "format(1)", "indent(99)")
        ),
        *(
            "{{ words | " + name + " }}"
            for name in ("list", "map('upper')", "pprint", "random", "safe", "tojson", "wordwrap(1)", "xmlattr")
        ),
    ],
)
def test_passage_cannot_do_more(source):
    """Calls, underscores, products, powers, formats, other filters, globals and other files are refused."""
    assert _refused(source).line == 1


@pytest.mark.parametrize("expression", ["recipient", "none", "[1]", "self"])
def test_only_text_is_printed(expression):
    """What is no text, such as a whole recipient, is refused: its Python form must not stand in a letter."""
    assert _refused("{{ " + expression + " }}").reason == (
        "this is not text and cannot be printed; name one of its parts, such as 'recipient.office'"
    )


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("{{ offcie }}", 1, "'offcie' is undefined"),
        ("one\ntwo {{ recipient.offcie }}", 2, "there is no 'offcie' in this value"),
        ("one\n\n{% if recipient.office %}\n{{ sender.name }}\n{% endif %}", 4, "'sender' is undefined"),
        ("one\n{{ 1 / 0 }}", 2, "division by zero"),
        ("one\n{{ 1 < 'a' }}", 2, "'<' not supported between instances of 'int' and 'str'"),
        ("one\n{{ 5 | first }}", 2, "'int' object is not iterable"),
        ("one\n{{ words * 2 }}", 2, "'*' is not available in a passage"),
        ("one\n{{ words.upper() }}", 2, "calls, such as 'office.upper()', are not available in a passage"),
    ],
)
def test_failure_while_filling_names_its_line(source, line, reason):
    """An undefined name, or whatever else fails while the values go in, is reported with the template's line."""
    error = _refused(source)

    assert (error.line, error.reason, str(error)) == (line, reason, reason)


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        (
            "one\n{{ office",
            2,
            "not a template: unexpected end of template, expected 'end of print statement'.",
        ),
        ("one\ntwo\n{% if %}", 3, "not a template: Expected an expression, got 'end of statement block'"),
        ("one\n{{ words | shout }}", 2, "not a template: No filter named 'shout'."),
        ("{% endif %}", 1, "not a template: Encountered unknown tag 'endif'."),
    ],
)
def test_what_is_no_template_names_its_line(source, line, reason):
    """A source that cannot be compiled is reported with the line where it breaks."""
    with pytest.raises(TemplateError) as caught:
        SnippetCompiler(str).compile(source)

    assert (caught.value.line, caught.value.reason) == (line, reason)


@pytest.mark.parametrize(
    "source",
    [
        "\n{% for word in ['a', 'b'] %}{{ word }}{% endfor %}",
        "\n{% set a = 'x' %}{{ a }}",
        "\n{% macro m(p) %}{{ p }}{% endmacro %}",
        "\n{% include 'letter.html' %}",
        "\n{% filter upper %}x{% endfilter %}",
    ],
)
def test_passage_holds_no_statement_but_if(source):
    """Loops, assignments, macros and includes, which can make a short text endless, are refused with their line."""
    refusal = _refused(source)

    assert (refusal.line, refusal.reason) == (2, "a passage can hold '{% if … %}', and no other statement")


@pytest.mark.parametrize(
    "source",
    [
        "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
        "{{ " + "not " * 2000 + "1 }}",
        "{% if words %}" * 150 + "{% endif %}" * 150,
    ],
)
def test_deep_nesting_is_no_crash(source):
    """Brackets, negations and conditions within each other without end are a template error."""
    assert _refused(source).reason == "it is nested too deeply"


def test_values_are_escaped_as_they_go_in():
    """The compiler's function is applied to every value, and not to the words of the template."""
    snippet = SnippetCompiler(lambda value: f"<{value}>").compile("*Dear* {{ office }}, {{ 'a' }} {{ 1 }}")

    assert snippet.fill({"office": "Minister"}) == "*Dear* <Minister>, <a> <1>"


def test_values_are_no_templates():
    """A value that looks like a template is printed as it is."""
    assert _fill("{{ name }}", name="{{ 7*7 }}{% raw %}") == "{{ 7*7 }}{% raw %}"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("no names", ()),
        ("{{ recipient.office }}\n{{ sender.name }}", ("recipient.office", "sender.name")),
        ("{% if a.b is defined %}{{ c | default(d) }}{% endif %}", ("a.b", "c", "d")),
        ("{{ recipient['office'] }}{{ recipient[x] }}", ("recipient.office", "recipient", "x")),
        ("{{ true }}{{ none }}{{ 'recipient.office' }}{# {{ x }} #}{% raw %}{{ y }}{% endraw %}", ()),
    ],
)
def test_names_that_are_read_are_found(source, names):
    """Every dotted name that comes from outside is found, in order; loop variables and the like are not."""
    assert SnippetCompiler(str).compile(source).names == names


_TAGS = ["{{ ", " }}", "{% if ", "{% for a in ", "{% set a = ", "{% endif %}", "{% endfor %}", " %}", "{#", "#}", "\n"]
_INSIDE = [
    "words",
    "recipient",
    ".office",
    "['x']",
    " | upper",
    " | join(words)",
    " ~ ",
    " - ",
    "(",
    ")",
    "'a'",
    "0",
    " is ",
]


@given(
    st.lists(st.sampled_from(_TAGS + _INSIDE), max_size=12).map("".join) | st.text(alphabet="{}%#|'x \n", max_size=20)
)
def test_no_source_raises_anything_else(source):
    """Whatever is written as a passage gives text or a template error."""
    with suppress(TemplateError):
        assert isinstance(_fill(source), str)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("letter.html", "<p>&lt;b&gt; &amp; &#34;c&#34;</p>"), ("mark.svg", "<p>&lt;b&gt; &amp; &#34;c&#34;</p>")],
)
def test_html_and_svg_templates_escape_values(tmp_path, name, expected):
    """What goes into HTML or SVG cannot become a tag."""
    (tmp_path / name).write_text("<p>{{ words }}</p>")

    assert LetterTemplates(tmp_path).render(name, words='<b> & "c"') == expected


def test_text_templates_print_values_as_they_are(tmp_path):
    """Plain text is not escaped for HTML; tags leave no lines, and the last line keeps its end."""
    (tmp_path / "letter.txt").write_text("{% if words %}\n  {{ words }}\n{% endif %}\nend\n")

    assert LetterTemplates(tmp_path).render("letter.txt", words="<b> & {{ 7*7 }}") == "  <b> & {{ 7*7 }}\nend\n"


def test_letter_templates_may_filter_and_include(tmp_path):
    """Designers' templates may use filters and include their neighbours."""
    (tmp_path / "letter.txt").write_text("{{ words | upper }}{% include 'foot.txt' %}")
    (tmp_path / "foot.txt").write_text(" {{ words }}")

    assert LetterTemplates(tmp_path).render("letter.txt", words="end") == "END end"


_NO_TEXT = "this is not text and cannot be printed; name one of its parts, such as 'letter.subject'"


def _problem(folder, name="letter.txt", **values):
    with pytest.raises(ContentError) as caught:
        LetterTemplates(folder).render(name, **values)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("one\n{{ nobody }}", 2, "'nobody' is undefined"),
        ("one\n\n{% if %}", 3, "not a template: Expected an expression, got 'end of statement block'"),
        ("one\n{{ words['x'] }}", 2, "there is no 'x' in this value"),
        ("one\n{{ lookup('notes') }}", 2, "there is no 'notes'"),
        ("one\n{{ words.__class__ }}", 2, "there is no '__class__' in this value"),
        ("one\n{{ words.clear() }}", 2, "'.clear(…)' calls a method, which values do not have"),
        ("one\n{{ words.x.y }}", 2, "there is no 'x' in this value"),
        ("one\n{{ words('x') }}", 2, "this is a value, which cannot be called"),
        ("one\n{{ range(3) }}", 2, "'range' is undefined"),
        ("one\n{{ 2 ** 9 }}", 2, "'**' is not available in a template"),
        ("one\n{{ words }}", 2, _NO_TEXT),
        ("one\n{{ none }}", 2, _NO_TEXT),
        ("one\n{{ lookup }}", 2, _NO_TEXT),
    ],
)
def test_failing_letter_template_names_file_and_line(tmp_path, source, line, message):
    """Whatever fails in a template of the folder is a problem at the file's line."""
    (tmp_path / "letter.txt").write_text(source)
    problem = _problem(tmp_path, words={}, lookup=Function({}.__getitem__))

    assert (problem.location, problem.message) == (Location(tmp_path / "letter.txt", line), message)


def test_template_that_includes_itself_is_a_problem(tmp_path):
    """A template without end is reported, and not with a traceback."""
    (tmp_path / "letter.txt").write_text("{% include 'letter.txt' %}")

    assert _problem(tmp_path).message == "it is nested too deeply"


def test_template_in_another_encoding_is_a_problem(tmp_path):
    """A template that is not in UTF-8 is reported."""
    (tmp_path / "letter.txt").write_bytes(b"caf\xe9")

    assert "can't decode byte 0xe9" in _problem(tmp_path).message


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("letter.txt", "is missing"),
        *((name, "does not lie in the folder of the others") for name in ("../secret.txt", "sub/letter.txt", "", ".")),
        ("sub/../secret.txt", "does not lie in the folder of the others"),
        ("/etc/hostname", "does not lie in the folder of the others"),
        ("..", "cannot be used: this lies out of the folder 'templates'"),
        ("sub", "cannot be used: this is not a file but a folder"),
        ("link.txt", "cannot be used: this is a link that leads out of the folder 'templates'"),
    ],
)
def test_only_files_of_the_folder_are_templates(tmp_path, name, reason):
    """A missing template, one outside the folder and one in a folder below are all missing."""
    folder = tmp_path / "templates"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "letter.txt").write_text("below")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")

    assert _problem(folder, name).message == f"the template '{name}' {reason}"


def test_no_template_includes_what_lies_outside(tmp_path):
    """An include that climbs out of the folder finds nothing."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "letter.txt").write_text("{% include '../secret.txt' %}")
    (tmp_path / "secret.txt").write_text("secret")

    assert _problem(folder).message == "the template '../secret.txt' does not lie in the folder of the others"


def test_huge_template_is_refused(tmp_path):
    """A template of more than half a megabyte is not read."""
    (tmp_path / "letter.txt").write_text("x" * (512 * 1024 + 1))

    assert _problem(tmp_path).message == "the template 'letter.txt' cannot be used: the file is larger than 512 KB"
