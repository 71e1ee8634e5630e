"""Citation styles as data: the shipped ones, a campaign's own, and the words in each language."""

from typing import get_args

import pytest

from entreaty.content.files.authorities import Kind
from entreaty.content.shipped.citation_styles import Pinpoints, load_citation_style, load_terms
from entreaty.problems import ContentError, Location, Problem

STYLE = """\
name: House style
between-cites: ", "
short: "{{ short }}"
pinpoints: {default: " {{ label }} {{ places }}"}
forms:
  treaty: {first: "{{ title }}", short: "{{ common }}"}
"""
SHIPPED = ["aglc", "bluebook", "mcgill", "oscola", "plain", "un"]


def _own(folder, text, name="house") -> None:
    (folder / "citation_styles").mkdir(exist_ok=True)
    (folder / "citation_styles" / f"{name}.yaml").write_text(text, encoding="utf-8")


def _problems(folder, name) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        load_citation_style(name, folder, Location(folder / "appeal.yaml", 5))
    return list(caught.value.problems)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_style_is_loaded(name, tmp_path):
    """Each shipped style has a form for every kind of source and names nothing that citations do not have."""
    style = load_citation_style(name, tmp_path, Location(tmp_path))

    assert set(style.forms) == set(get_args(Kind))
    assert style.name.casefold()[:2] == name[:2]


def test_oscola_is_loaded(tmp_path):
    """OSCOLA writes bare labels, single quotation marks and dashes."""
    style = load_citation_style("oscola", tmp_path, Location(tmp_path))

    assert (style.name, style.labels, style.range, style.between_cites) == ("OSCOLA", "bare", "–", "; ")
    assert (style.quotes, style.series, style.lists, style.ibid) == ("single", "bare", "commas", "ibid{{ pinpoint }}")


def test_campaign_may_have_a_style_of_its_own(tmp_path):
    """A style in the campaign's folder is loaded by the name of its file; what it leaves out has defaults."""
    _own(tmp_path, STYLE)

    style = load_citation_style("house", tmp_path, Location(tmp_path))

    assert (style.name, style.between_cites, style.labels, style.ibid) == ("House style", ", ", "bare", None)
    assert (style.quotes, style.series, style.symbols, style.months) == ("double", "bare", {}, {})
    assert (style.short, style.forms["treaty"].short) == ("{{ short }}", "{{ common }}")


def test_own_style_replaces_the_shipped_one_of_its_name(tmp_path):
    """A campaign's style wins over a shipped one of the same name."""
    _own(tmp_path, STYLE, "oscola")

    assert load_citation_style("oscola", tmp_path, Location(tmp_path)).name == "House style"


def test_unknown_style_is_told_where_it_was_named(tmp_path):
    """A style that there is not is told where it was asked for, with the nearest or with all that there are."""
    _own(tmp_path, STYLE)
    place = Location(tmp_path / "appeal.yaml", 5)

    (near,) = _problems(tmp_path, "oscula")
    (far,) = _problems(tmp_path, "chicago")

    assert near == Problem(place, "there is no citation style 'oscula'", "did you mean 'oscola'?")
    assert (far.location, far.message) == (place, "there is no citation style 'chicago'")
    assert far.hint.startswith("there are: ")
    assert {"house", "oscola"} <= set(far.hint.removeprefix("there are: ").split(", "))


def test_broken_style_is_told_in_its_own_file(tmp_path):
    """A style with mistakes is told line by line in its own file."""
    text = STYLE.replace("treaty:", "novel:").replace('short: "{{ common }}"', "brief: x").replace("name:", "labels:")
    _own(tmp_path, text)
    path = tmp_path / "citation_styles" / "house.yaml"

    told = [(problem.location, problem.message.split(" (")[0]) for problem in _problems(tmp_path, "house")]

    assert (Location(path, 1), "'name' is missing") in told
    assert (Location(path, 1), "'labels' must be one of: bare, dotted, long") in told
    assert (Location(path, 6), "unknown key 'brief'") in told
    (kind,) = (message for place, message in told if place.line == 6 and message.startswith("'novel' must be one of"))
    assert "treaty, case," in kind


def test_style_without_the_form_of_pinpoints_is_told_on_its_line(tmp_path):
    """A style must say how pinpoints are written; without it the problem stands where they are."""
    _own(
        tmp_path,
        STYLE.replace("default:", "labels: {page: x}, default:").replace('default: " {{ label }} {{ places }}"', ""),
    )

    (problem,) = _problems(tmp_path, "house")

    assert problem.location == Location(tmp_path / "citation_styles" / "house.yaml", 4)
    assert problem.message == "'default' is missing"


def test_form_that_is_no_template_is_told_on_its_line(tmp_path):
    """A form with a mistake is told when the style is loaded, not when a source is cited."""
    _own(tmp_path, STYLE.replace("{{ title }}", "{{ title"))

    (problem,) = _problems(tmp_path, "house")

    assert problem.location == Location(tmp_path / "citation_styles" / "house.yaml", 6)
    assert problem.message.startswith("'{{ title' is not a form: ")


@pytest.mark.parametrize(
    ("form", "wrong", "line", "hint"),
    [
        ("{{ title }}", "{{ titel }}", 6, "did you mean 'title'?"),
        (
            "{{ short }}",
            "{{ xyz }}",
            3,
            "a form may name: abbreviated_parties",
        ),
        ("{{ places }}", "{{ place }}", 4, "did you mean 'places'?"),
    ],
)
def test_element_that_there_is_not_is_told_on_its_line(form, wrong, line, hint, tmp_path):
    """A name that no source could have is told with its line and the nearest that there is."""
    _own(tmp_path, STYLE.replace(form, wrong))

    (problem,) = _problems(tmp_path, "house")

    assert (problem.location.line, problem.message) == (line, f"'{wrong}' is no element of a citation")
    assert problem.hint.startswith(hint)


def test_ibid_and_forms_of_the_same_case_are_checked_too(tmp_path):
    """All forms of a style are looked at, not only the first."""
    text = STYLE.replace("name:", 'ibid: "{{ a_ }}"\nname:').replace("treaty: {", 'case: {same-case: "{{ b_ }}", ')
    _own(tmp_path, text)

    assert [problem.message.split(" ")[1] for problem in _problems(tmp_path, "house")] == ["a_", "b_"]


@pytest.mark.parametrize(
    ("kind", "label", "form"),
    [("case", "para", "3"), ("case", "page", "2"), ("treaty", "page", "2"), ("treaty", "art", "1")],
)
def test_form_of_a_pinpoint(kind, label, form):
    """A pinpoint takes the form of its label in that kind of source, else that of its label, else the one for all."""
    pinpoints = Pinpoints(default="1", labels={"page": "2"}, kinds={"case": {"para": "3"}})

    assert pinpoints.form(kind, label) == form
    assert list(pinpoints.all()) == ["1", "2", "3"]


def test_terms_have_what_citations_need_in_every_language():
    """Every language of the terms has all verbs, words, quotation marks, series and labels, and none is empty."""
    terms = load_terms()
    english = terms["en"]

    assert {"en", "fr", "de", "ru", "hy", "es", "ka", "az", "ar", "it", "uk", "he", "en-US"} <= set(terms)
    for words in terms.values():
        for found, wanted in [
            (words.verbs, english.verbs),
            (words.words, english.words),
            (words.series, english.series),
            (words.labels, english.labels),
            (words.quotes, english.quotes),
        ]:
            assert set(found) == set(wanted)
            assert all("".join(forms).strip() and all(forms) for forms in found.values())
    assert english.quotes == {"single": ("‘", "’"), "double": ("“", "”")}
    assert english.labels["art"] == ("art", "arts", "art.", "arts.", "Article", "Articles")
    assert english.labels["annex"][2:4] == ("annex", "annexes")
