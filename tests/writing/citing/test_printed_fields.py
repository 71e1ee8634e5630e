"""Which fields of a source are printed: the page that says so, held against the styles, and against what is printed."""

import re
from pathlib import Path
from typing import get_args

import pytest

from entreaty.content.files.authorities import Authority, Kind, Law
from entreaty.content.shipped.citation_styles import ELEMENTS, load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.elements import compile_form
from entreaty.writing.citing.fields import FIELDS
from entreaty.writing.citing.notes import Citer
from tests.support.checkout import ROOT
from tests.support.sample_content import make_source

STYLES = ("aglc", "bluebook", "mcgill", "oscola", "plain", "un")
# What only conditions ask for, or what says the same of every source.
WITHOUT_A_FIELD = {"american", "in_force_word", "national", "opened_word", "unnamed"}


def _style(name):
    return load_citation_style(name, Path("nowhere"), Location(Path("appeal.yaml")))


def printed_fields(style, kind):
    """Return the keys that a style may print of some source of that kind, such as {"title", "custom.phase"}."""
    forms = style.forms[kind]
    texts = (forms.first, forms.short or style.short, forms.same_case)
    names = {name for text in texts if text is not None for name in compile_form(text).printed}
    return frozenset(field for name in names for field in FIELDS.get(name, ()))


def _documented() -> dict[str, dict[str, set[str]]]:
    """Return the styles that print each field, by kind, as the page on citations has them."""
    page = (ROOT / "docs" / "reference" / "citations.md").read_text(encoding="utf-8")
    table: dict[str, dict[str, set[str]]] = {}
    for line in page.partition("## Which fields are printed")[2].splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) != 3 or cells[0] in {"kind", "---"}:
            continue
        kind, everywhere, some = cells
        table[kind] = {field: set(STYLES) for field in re.findall(r"`([^`]+)`", everywhere)}
        for part in filter(None, some.split("; ")):
            field, _, styles = part.partition(": ")
            table[kind][field.strip("`")] = set(styles.split())
    return table


@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_table_of_printed_fields_is_that_of_the_styles(kind):
    """Each field of each kind stands in the table with exactly the styles whose forms print it."""
    printed = {style: printed_fields(_style(style), kind) for style in STYLES}
    fields = set().union(*printed.values())

    assert _documented()[kind] == {field: {style for style in STYLES if field in printed[style]} for field in fields}


def test_every_kind_stands_in_the_table():
    """The table has a row for each kind of source, and for nothing else."""
    assert set(_documented()) == set(get_args(Kind))
    assert len(get_args(Kind)) == 26


def test_every_element_has_the_key_that_it_comes_from():
    """What forms may print of a source is known by the keys of the file, each of which the file may have."""
    keys = {field.alias or name.replace("_", "-") for name, field in Authority.model_fields.items()}
    law = {f"custom.{field.alias or name.replace('_', '-')}" for name, field in Law.model_fields.items()}

    assert set(FIELDS) == set(ELEMENTS) - WITHOUT_A_FIELD
    assert {key for found in FIELDS.values() for key in found} - keys - law == set()


def test_no_form_prints_author_title_and_year_alone():
    """Each kind has more in every style than who wrote it, its title and when."""
    common = {"author", "authority", "title", "title-short", "issued", "URL", "DOI", "accessed"}
    bare = {"hearing", "regional-document"}  # known by the body and the day; nothing else is stored of them

    for style in STYLES:
        for kind in set(get_args(Kind)) - bare:
            assert printed_fields(_style(style), kind) - common, (style, kind)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("book", {"title": "TITLE", "edition": "EDITION", "volume": "VOLUME", "publisher": "PUBLISHER"}),
        ("chapter", {"title": "TITLE", "container_title": "CONTAINER", "volume": "VOLUME", "page": "PAGE"}),
        (
            "article",
            {"title": "TITLE", "container_title": "CONTAINER", "volume": "VOLUME", "page": "PAGE", "issue": "ISSUE"},
        ),
        ("news", {"title": "TITLE", "container_title": "CONTAINER", "page": "PAGE", "publisher_place": "PLACE"}),
        ("thesis", {"title": "TITLE", "genre": "GENRE", "publisher": "PUBLISHER"}),
        ("report", {"title": "TITLE", "number": "NUMBER", "publisher": "PUBLISHER", "collection_title": "COLLECTION"}),
        ("dataset", {"title": "TITLE", "version": "VERSION", "publisher": "PUBLISHER", "genre": "GENRE"}),
        ("resolution", {"title": "TITLE", "number": "NUMBER", "genre": "GENRE"}),
    ],
)
def test_what_is_said_to_be_printed_is_printed(style, kind, marks):
    """A field that the style is said to print is found in a citation, and one that it is said to drop is not."""
    source = make_source(kind, author=[{"literal": "Somebody"}], **marks)
    loaded = _style(style)
    printed = Citer(loaded, load_terms()["en"], "en").cite(source, "first", None)
    expected = {field.replace("_", "-") for field in marks} & printed_fields(loaded, kind)
    if (style, kind) == ("bluebook", "article"):
        expected -= {"issue"}  # only where an article has no volume

    assert {field.replace("_", "-") for field, mark in marks.items() if mark in printed} == expected
