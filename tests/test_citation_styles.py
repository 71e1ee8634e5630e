"""Citation styles as data: the shipped ones, a campaign's own, and the words in each language."""

import pytest

from entreaty.content.citation_styles import load_citation_style, load_terms
from entreaty.problems import ContentError, Location, Problem

STYLE = """\
name: House style
between-cites: ", "
pinpoints: {default: " {{ label }} {{ places }}"}
forms:
  treaty: {first: "{{ title }}", short: "{{ short }}"}
"""


def _own(folder, text, name="house") -> None:
    (folder / "citation_styles").mkdir(exist_ok=True)
    (folder / "citation_styles" / f"{name}.yaml").write_text(text, encoding="utf-8")


def _problems(folder, name) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        load_citation_style(name, folder, Location(folder / "appeal.yaml", 5))
    return list(caught.value.problems)


def test_shipped_style_is_loaded(tmp_path):
    """OSCOLA is shipped, with a form for every kind of source and its defaults."""
    style = load_citation_style("oscola", tmp_path, Location(tmp_path))

    assert (style.name, style.labels, style.range, style.between_cites) == ("OSCOLA", "bare", "–", "; ")
    assert {"treaty", "case", "report", "news", "un-document"} <= set(style.forms)
    assert "default" in style.pinpoints


def test_campaign_may_have_a_style_of_its_own(tmp_path):
    """A style in the campaign's folder is loaded by the name of its file; what it leaves out has defaults."""
    _own(tmp_path, STYLE)

    style = load_citation_style("house", tmp_path, Location(tmp_path))

    assert (style.name, style.between_cites, style.labels, style.ibid) == ("House style", ", ", "bare", None)
    assert style.forms["treaty"].short == "{{ short }}"


def test_own_style_replaces_the_shipped_one_of_its_name(tmp_path):
    """A campaign's style wins over a shipped one of the same name."""
    _own(tmp_path, STYLE, "oscola")

    assert load_citation_style("oscola", tmp_path, Location(tmp_path)).name == "House style"


def test_unknown_style_is_told_where_it_was_named(tmp_path):
    """A style that there is not is told where it was asked for, with the nearest or with all that there are."""
    _own(tmp_path, STYLE)
    place = Location(tmp_path / "appeal.yaml", 5)

    (near,) = _problems(tmp_path, "oscula")
    (far,) = _problems(tmp_path, "bluebook-21")

    assert near == Problem(place, "there is no citation style 'oscula'", "did you mean 'oscola'?")
    assert (far.location, far.message) == (place, "there is no citation style 'bluebook-21'")
    assert far.hint.startswith("there are: ")
    assert {"house", "oscola"} <= set(far.hint.removeprefix("there are: ").split(", "))


def test_broken_style_is_told_in_its_own_file(tmp_path):
    """A style with mistakes is told line by line in its own file."""
    text = STYLE.replace("treaty:", "novel:").replace('short: "{{ short }}"', "brief: x").replace("name:", "labels:")
    _own(tmp_path, text)
    path = tmp_path / "citation_styles" / "house.yaml"

    told = [(problem.location, problem.message.split(" (")[0]) for problem in _problems(tmp_path, "house")]

    assert (Location(path, 1), "'name' is missing") in told
    assert (Location(path, 1), "'labels' must be one of: bare, dotted, long") in told
    assert (Location(path, 5), "'short' is missing") in told
    assert (Location(path, 5), "unknown key 'brief'") in told
    (kind,) = (message for place, message in told if place.line == 5 and message.startswith("'novel' must be one of"))
    assert "treaty, case," in kind


def test_terms_have_what_citations_need_in_every_language():
    """Every language of the terms has all verbs, both quotation marks and the four forms of each label."""
    terms = load_terms()
    english = terms["en"]

    assert {"en", "fr"} <= set(terms)
    for words in terms.values():
        assert set(words.verbs) == set(english.verbs)
        assert set(words.labels) == set(english.labels)
        assert all(len(forms) == 4 for forms in words.labels.values())
        assert all(words.quotes)
    assert english.quotes == ("‘", "’")
    assert english.labels["art"][2:] == ("Article", "Articles")
