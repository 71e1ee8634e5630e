"""Templates of strangers: they reach nothing but data, and what would never end is stopped, with its file and line."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pytest
from click.testing import CliRunner

from entreaty.batch.run import look_of
from entreaty.cli import main
from entreaty.confinement import Budget
from entreaty.content.campaign import load_campaign
from entreaty.content.places import shipped_templates
from entreaty.output.documents import render_files
from entreaty.output.processes import pool
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Blank, Function
from entreaty.writing.letter import RECIPIENT_SLOTS
from tests.support.sample_campaigns import DAY, SENDER, write_campaign

pytestmark = pytest.mark.no_cover


@pytest.fixture
def campaign(tmp_path):
    """Write a campaign with templates of its own, and return its folder."""
    folder = write_campaign(tmp_path / "campaign", sender=SENDER)
    shutil.copytree(shipped_templates(), folder / "letter_templates")
    return folder


def _letters(campaign: Path, *options: str) -> tuple[int, str]:
    arguments = ["--campaign", str(campaign), "letters", "--date", DAY.isoformat(), "--to", "mediator", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


def _into(campaign: Path, name: str, source: str) -> str:
    """Put the source into the second line of a template, and return the place that problems name."""
    template = campaign / "letter_templates" / name
    first, _, rest = template.read_text(encoding="utf-8").partition("\n")
    template.write_text(f"{first}\n{source}\n{rest}", encoding="utf-8")
    return f"{template}:2"


@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ envelope.parse_raw('x') }}", "'.parse_raw(…)' calls a method, which values do not have"),
        ("{{ envelope.model_dump_json() }}", "'.model_dump_json(…)' calls a method, which values do not have"),
        ("{{ envelope.place().path.read_text() }}", "'.read_text(…)' calls a method, which values do not have"),
        ("{% set f = envelope.parse_file %}{{ f('/etc/hostname') }}", "there is no 'parse_file' in this value"),
        ("{{ (envelope | attr('place'))() }}", "not a template: No filter named 'attr'."),
        ("{{ [envelope] | map(attribute='place') | first }}", "there is no 'place' in this value"),
        ("{{ ([envelope] | map(attribute='place') | first)() }}", "there is no 'place' in this value"),
        ("{{ phrase.call.__globals__ }}", "there is no 'call' in this"),
        ("{{ line_direction.__init__ }}", "there is no '__init__' in this"),
        ("{{ letter['__class__'] }}", "there is no '__class__' in this value"),
        (
            "{{ letter.subject.upper() }}",
            "'.upper(…)' calls a method, which values do not have; write '| upper' in place of '.upper(…)'",
        ),
        (
            "{{ letter.sender.name.split(' ') }}",
            "'.split(…)' calls a method, which values do not have; write '| split(…)' in place of '.split(…)'",
        ),
        ("{{ '%999999999d' | format(1) }}", "not a template: No filter named 'format'."),
        ("{{ 9 ** 999999999 }}", "'**' is not available in a template"),
    ],
)
def test_templates_reach_data_alone(campaign, source, message):
    """Methods, filters that reach into objects and all that begins with '_' are errors of the template's line."""
    ending = "html" if "envelope" in source or "line_direction" in source else "txt"
    place = _into(campaign, f"letter.{ending}", source)

    status, told = _letters(campaign, "--format", "pdf" if ending == "html" else "txt")

    assert status == 1
    assert f"{place}: error: {message}\n" in told


_ENDLESS = "{% for a in 'x' * 30000 %}{% for b in 'x' * 30000 %}{% endfor %}{% endfor %}"


@pytest.fixture
def soon(monkeypatch):
    """Stop letters sooner than people need them to be stopped."""
    monkeypatch.setattr(pool, "_BUDGET", Budget(seconds=3))


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "name", ["letter.txt", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("letter.html", "email.html"))]
)
@pytest.mark.usefixtures("soon")
def test_loop_without_end_is_stopped(campaign, name):
    """A template that loops for hours is stopped after seconds, and its line is told."""
    place = _into(campaign, name, _ENDLESS)

    status, told = _letters(campaign, *(["--format", "txt"] if name == "letter.txt" else []))

    assert status == 1
    assert f"{place}: error: this takes more than 3 s of the processor, which no letter may\n" in told


def test_text_without_end_is_stopped(campaign):
    """A template that prints a gigabyte is stopped, and its line is told."""
    place = _into(campaign, "letter.txt", "{{ 'x' * 900000000 }}")

    status, told = _letters(campaign, "--format", "txt")

    assert status == 1
    assert f"{place}: error: this takes more memory than a letter may\n" in told


def test_file_larger_than_any_letter_is_refused(campaign):
    """A template that prints a file of eleven million characters is refused, and nothing is written."""
    _into(campaign, "letter.txt", "{{ 'x' * 11000000 }}")

    status, told = _letters(campaign, "--format", "txt")

    assert status == 1
    assert "letter.txt: error: the files of the letter visits/mediator would have 10 MB; 10 are accepted\n" in told
    assert not (campaign / "letters" / "visits" / "mediator.txt").exists()


@pytest.mark.thorough
@pytest.mark.usefixtures("soon")
def test_style_sheet_without_end_is_stopped(campaign):
    """A style sheet that takes minutes to set is stopped, and told by its file."""
    style = campaign / "letter_templates" / "letter.css"
    style.write_text(style.read_text(encoding="utf-8") + "p { columns: 1000000 }\n", encoding="utf-8")

    status, told = _letters(campaign, "--format", "pdf")

    assert status == 1
    assert "letter.css: error: to set the letter visits/mediator takes more than 3 s of the processor\n" in told


def test_letters_beside_one_that_is_stopped_are_written(campaign):
    """A template that goes over the budget for one recipient costs that letter only."""
    _into(campaign, "letter.txt", "{% if letter.recipient == 'mediator' %}{{ 'x' * 900000000 }}{% endif %}")

    arguments = ["--campaign", str(campaign), "letters", "--date", DAY.isoformat(), "--format", "txt"]
    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 1
    assert {path.stem for path in (campaign / "letters").rglob("*.txt")} == {"swiss-minister", "azerbaijani-minister"}


_ONLY_ONE = "{{% if letter.recipient == 'mediator' %}}{}{{% endif %}}"


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ 5 | wordwrap }}", "'int' object has no attribute 'splitlines'"),
        ("{{ 'x' | truncate(1, true, 'yyyyy') }}", "expected length >= 5, got 1"),
        ("{{ letter | string }}", "this is not text; name one of its parts, such as 'letter.subject'"),
        ("{{ phrase ~ '' }}", "this is a function, which cannot be printed; call it, such as phrase('notes')"),
        (
            "{{ '%s' % letter }}",
            "this is not text and cannot be printed; name one of its parts, such as 'letter.subject'",
        ),
    ],
)
def test_what_fails_for_one_letter_costs_that_letter(campaign, source, message):
    """However a filter fails, it is told with its line, and the letters to others are written."""
    place = _into(campaign, "letter.txt", _ONLY_ONE.format(source))

    arguments = ["--campaign", str(campaign), "letters", "--date", DAY.isoformat(), "--format", "txt"]
    result = CliRunner().invoke(main, arguments)

    assert f"{place}: error: {message}\n" in result.stderr
    assert {path.stem for path in (campaign / "letters").rglob("*.txt")} == {"swiss-minister", "azerbaijani-minister"}


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("source", "code"), [("\\x1b]0;x\\x07", "001B"), ("\\x00", "0000"), ("\\ud800", "D800")])
@pytest.mark.parametrize("name", ["letter.txt", "letter.html"])
def test_characters_for_a_terminal_are_refused(campaign, name, source, code):
    """Control characters and halves of characters come into no letter."""
    _into(campaign, name, "{{ '" + source + "' }}")

    _, told = _letters(campaign, "--format", "txt" if name == "letter.txt" else "pdf")

    assert f"{name}: error: this prints U+{code}, which no letter may hold\n" in told


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("p { letter-spacing: 1e9mm }", "cannot be set: OverflowError: "),
        ("@media print {" * 3000, "it is nested too deeply"),
    ],
)
def test_style_sheet_that_cannot_be_set_is_told_by_its_file(campaign, style, message):
    """Whatever a style sheet makes WeasyPrint raise is a problem of that file."""
    sheet = campaign / "letter_templates" / "letter.css"
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\n{style}\n", encoding="utf-8")

    status, told = _letters(campaign, "--format", "pdf")

    assert status == 1
    assert "letter.css: error: " in told
    assert message in told


def test_font_that_is_none_is_told_by_its_file(campaign):
    """A damaged font is named."""
    (campaign / "letter_templates" / "fonts" / "A.ttf").write_bytes(b"\0garbage" * 1000)

    _, told = _letters(campaign, "--format", "pdf")

    assert "fonts/A.ttf: error: this is no font, or a damaged one\n  hint: remove it\n" in told


def test_file_that_no_letter_can_be_made_of_is_told(campaign):
    """A file of gigabytes among the templates is named, and not read."""
    with (campaign / "letter_templates" / "fonts" / "A.ttf").open("wb") as font:
        font.truncate(20 * 1024**3)

    status, told = _letters(campaign, "--format", "txt")

    assert status == 1
    assert "fonts/A.ttf: the file is larger than 64 MB\n" in told


def test_check_tells_every_method_of_the_templates(campaign):
    """What no letter could be made with is told before any is made: each line, in each template."""
    first = _into(campaign, "letter.html", "{{ letter.subject.split(' ') }} {{ letter.subject.upper() }}")
    second = _into(campaign, "letter.txt", "{% if %}")

    result = CliRunner().invoke(main, ["--campaign", str(campaign), "check", "--date", DAY.isoformat()])

    assert result.exit_code == 1
    assert f"{first}: error: '.split(…)' calls a method" in result.stdout
    assert f"{first}: error: '.upper(…)' calls a method" in result.stdout
    assert f"{second}: error: not a template: " in result.stdout


@pytest.mark.parametrize(
    "phrase",
    ["{address:>90000000}", "{address!r}", "{address!r:{address}}", "{address.__class__}", "{address[0]}", "{}"],
)
def test_phrases_hold_names_alone(campaign, phrase):
    """How a value is printed is not the phrase's to say: it would be printed without end, or with what nobody wrote."""
    phrases = campaign / "letter_templates" / "phrases.yaml"
    phrases.write_text(f'en:\n  to: "{phrase}"\n', encoding="utf-8")

    status, told = _letters(campaign, "--format", "txt")

    assert status == 1
    assert f"{phrases}:2: error: 'to': must hold {{address}}" in told


def _reached(value: Any) -> Iterator[Any]:
    """Yield a value and everything that a template can reach from it."""
    yield value
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _reached(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _reached(one)


def test_all_that_templates_reach_is_data(campaign, monkeypatch):
    """In real runs, own templates included, values are data, and what can be called is listed here."""
    (campaign / "letter_templates" / "own.txt").write_text("{{ letter.subject }}", encoding="utf-8")
    _into(campaign, "letter.txt", "{% include 'own.txt' %}")
    contexts: list[Mapping[str, Any]] = []
    new_context = jinja2.Template.new_context

    def noting(self, *given, **more):
        context = new_context(self, *given, **more)
        contexts.append(context.get_all())
        return context

    monkeypatch.setattr(jinja2.Template, "new_context", noting)
    for sender in (None, campaign / "sender.yaml"):
        loaded = load_campaign(campaign, sender)
        order = Order(day=DAY, endings=("pdf", "txt", "eml"))
        look = look_of(loaded, order)
        for letter in plan_letters(loaded, order).letters:
            render_files(letter, look, order.endings)
            render_files(replace(letter, slots=RECIPIENT_SLOTS), look, order.endings)

    assert len(contexts) > 20
    reached = [(name, one) for context in contexts for name, value in context.items() for one in _reached(value)]
    assert {name for name, one in reached if callable(one)} == {"phrase", "line_direction"}
    data = (dict, tuple, str, int, float, type(None), Blank, Function)
    assert not [(name, one) for name, one in reached if not isinstance(one, data)]


def test_filters_and_tests_of_templates_are_listed(campaign):
    """A template has these filters, each a function of data, and no globals."""
    sandbox = LetterTemplates(campaign / "letter_templates")._environment

    assert sandbox.globals == {}
    assert sorted(sandbox.filters) == [
        *(
            "abs",
            "batch",
            "capitalize",
            "count",
            "d",
            "default",
            "dictsort",
            "e",
            "escape",
            "first",
            "float",
            "groupby",
        ),
        *("indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "partition"),
        *("reject", "rejectattr", "replace", "reverse", "round", "rpartition", "safe", "select", "selectattr", "slice"),
        *("sort", "split", "string", "striptags", "sum", "title", "trim", "truncate", "unique", "upper", "urlencode"),
        *("wordcount", "wordwrap"),
    ]
