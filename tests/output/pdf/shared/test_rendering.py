"""Templates that are filled in once for a group: each letter reads as if they had been filled in for it alone."""

from pathlib import Path

import pytest

from entreaty.output.pdf.shared.rendering import render_letter
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter
from tests.support.checkout import ROOT
from tests.support.sample_letters import make_prose, make_short_letter

GROUP = [
    make_short_letter(recipient="a", addressee="A <b>", address=("A <b>", "Rue 1"), salutation="Dear A,"),
    make_short_letter(
        recipient="b", addressee="Bé & co", address=("Bé & co", "“2”"), salutation=" Dear \"B\",\n 'C'. "
    ),
    make_short_letter(recipient="c", addressee="c", address=("c", "c" * 300), salutation="c " * 99),
]


class Counting(LetterTemplates):
    """Templates that count how often they are filled in."""

    rendered = 0

    def render(self, name: str, **values: object) -> str:
        """Count, and fill in."""
        self.rendered += 1
        return super().render(name, **values)


def rendered(folder: Path, source: str, letters: list[Letter], name: str = "email.html") -> tuple[list[str], int]:
    """Return what a template makes of each letter, and how often it was filled in for that."""
    (folder / name).write_text(source, encoding="utf-8")
    templates = Counting(folder)
    found = [render_letter(name, letter, templates) for letter in letters]
    alone = LetterTemplates(folder)
    assert found == [alone.render(name, letter=letter) for letter in letters]
    return found, templates.rendered


def test_own_words_are_put_in_as_the_template_prints_them(tmp_path: Path):
    """HTML has its values escaped, plain text has them as they are."""
    source = "{{ letter.salutation }}|{% for line in letter.address %}{{ line }};{% endfor %}"

    html, _ = rendered(tmp_path, source, GROUP)
    text, _ = rendered(tmp_path, source, GROUP, "letter.txt")

    assert html[:2] == ["Dear A,|A &lt;b&gt;;Rue 1;", " Dear &#34;B&#34;,\n &#39;C&#39;. |Bé &amp; co;“2”;"]
    assert text[:2] == ["Dear A,|A <b>;Rue 1;", " Dear \"B\",\n 'C'. |Bé & co;“2”;"]


def test_a_group_is_filled_in_once(tmp_path: Path):
    """The second letter of a group, and the hundredth, cost no filling in: the first costs one form and one proof."""
    assert rendered(tmp_path, "{{ letter.salutation }}", GROUP * 40)[1] == 2


def test_letters_of_several_groups_stay_apart(tmp_path: Path):
    """Another subject, an e-mail address where others have none, or more lines of address make another group."""
    letters = [
        *GROUP,
        make_short_letter(subject="Another"),
        make_short_letter(email="a@example.org"),
        make_short_letter(contact_form="https://example.org/"),
        make_short_letter(address=("one", "two", "three")),
        make_short_letter(salutation=""),
    ]
    source = "{{ letter.subject }}{{ letter.email or letter.contact_form or 'none' }}{{ letter.address | length }}"
    source += "{% if letter.salutation %}{{ letter.salutation }}{% else %}nobody{% endif %}"

    assert rendered(tmp_path, source, letters * 2)[1] == 12


def test_a_template_that_changed_is_seen(tmp_path: Path):
    """Templates that are opened anew are filled in anew."""
    assert rendered(tmp_path, "old {{ letter.salutation }}", GROUP)[0][0] == "old Dear A,"
    assert rendered(tmp_path, "new {{ letter.salutation }}", GROUP)[0][0] == "new Dear A,"


def test_an_empty_line_of_an_address_is_no_line(tmp_path: Path):
    """A template may leave out what is empty; letters with an empty line are a group of their own."""
    letters = [*GROUP, make_short_letter(address=("one", ""))]

    assert rendered(tmp_path, "{% for line in letter.address if line %}{{ line }};{% endfor %}", letters)[1] == 4


@pytest.mark.parametrize(
    "source",
    [
        "{{ letter.salutation | upper }}",
        "{{ letter.id }}",
        "{% if letter.salutation is string %}{{ letter.salutation }}{% endif %}",
        "{% autoescape false %}{{ letter.salutation }}{% endautoescape %}",
        "{% set dear %}{{ letter.salutation }}{% endset %}{{ dear | length }}",
        "{% set dear %}{{ letter.salutation }}{% endset %}{% if dear == 'Dear A,' %}A{% endif %}",
        "{% filter wordwrap(20) %}{{ letter.salutation }}{% endfilter %}",
        "{% macro dear() %}{{ letter.salutation }}{% endmacro %}{% if dear() == 'Dear A,' %}A{% endif %}",
        "{% macro dear() %}{{ letter.salutation }}{% endmacro %}{{ dear() | length }}",
        "{% macro long() %}{{ caller() | length }}{% endmacro %}{% call long() %}{{ letter.salutation }}{% endcall %}",
        "{% for one in [[1]] recursive %}{{ letter.salutation }}{{ loop(one) | length if one != 1 }}{% endfor %}",
        "{% block dear %}{{ letter.salutation }}{% endblock %}{{ self.dear() | length }}",
        "{{ letter.subject }}\ufdd0{{ letter.salutation }}",
    ],
)
def test_a_template_that_does_more_than_print_is_filled_in_for_each(tmp_path: Path, source: str):
    """Whatever a template does with the letter's own words, each letter reads as if it were the only one."""
    assert rendered(tmp_path, source, GROUP)[1] >= len(GROUP)


@pytest.mark.parametrize(
    "statement", ["{% include 'more.html' %}", "{% import 'more.html' as more %}{{ more.dear(letter) }}"]
)
def test_a_template_of_several_files_is_filled_in_for_each(tmp_path: Path, statement: str):
    """What other files do with the words is not looked into."""
    (tmp_path / "more.html").write_text("{% macro dear(letter) %}{{ letter.salutation }}{% endmacro %}")

    assert rendered(tmp_path, f"{{{{ letter.salutation }}}}{statement}", GROUP)[1] >= len(GROUP)


@pytest.mark.parametrize("mark", ["\ufdd0", "\ufdd1", "\ufdd0aB:salutation\ufdd1", "\ufdd0aB:nobody\ufdd1"])
def test_words_that_look_like_a_blank_are_words(tmp_path: Path, mark: str):
    """Noncharacters in a letter are printed as they stand there."""
    letters = [
        make_short_letter(paragraphs=(make_prose(mark),), salutation="Dear A,"),
        make_short_letter(paragraphs=(make_prose(mark),), salutation=mark),
    ]

    assert rendered(tmp_path, "{{ letter.salutation }}{{ letter.paragraphs[0][0].text }}", letters)[0] == [
        f"Dear A,{mark}",
        f"{mark}{mark}",
    ]


@pytest.mark.parametrize("source", ["{{ letter.nothing }}", "{% if %}", "{{ 1 / 0 }}", None])
def test_what_is_no_template_is_a_problem_each_time(tmp_path: Path, source: str | None):
    """A mistake names file and line for every letter that it stops."""
    if source is not None:
        (tmp_path / "email.html").write_text(source)
    templates = LetterTemplates(tmp_path)
    for letter in GROUP:
        with pytest.raises(ContentError, match=r"email\.html"):
            render_letter("email.html", letter, templates)


@pytest.mark.parametrize("name", ["letter.txt", "email.html"])
def test_the_shipped_templates_are_filled_in_once(name: str):
    """The templates that campaigns begin with only print the letter's own words."""
    templates = Counting(ROOT / "letter_templates")
    for letter in GROUP:
        render_letter(name, letter, templates)

    assert templates.rendered == 2
