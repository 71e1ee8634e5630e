"""What a passage says, names and cites, read once from its words."""

import pytest

from entreaty.problems import Concern, ContentError, Location, Problem
from entreaty.writing.letter import Span
from entreaty.writing.passage_text import PassageText, cites_of, text_of, texts_of
from tests.support.sample_content import authorities_of, make_authority, make_passage

PLACE = Location("appeal.yaml", 7)


def test_authorities_are_cited_in_order_language_by_language():
    """Every source of every citation is named, those of the first language first."""
    passage = make_passage(en="One.[@gc3, art. 1; @report] Two.[@gc4]", fr="Un.[@gc3, art. 1]")

    assert [cite.key for cite in text_of(passage, "en").cites] == ["gc3", "report", "gc4"]
    assert [cite.key for cite in cites_of(passage)] == ["gc3", "report", "gc4", "gc3"]


def test_text_in_every_language():
    """A passage has a text in each language that it is written in, and an empty one in the others."""
    passage = make_passage(en="One.", fr="Un.")

    assert texts_of(passage) == {"en": PassageText("One.", "en"), "fr": PassageText("Un.", "fr")}
    assert text_of(passage, "fr") == PassageText("Un.", "fr")
    assert text_of(passage, "de") == PassageText("", "de")
    assert text_of(passage, "de").plain == ""


def test_words_are_told_apart_from_citations_and_emphasis():
    """Spans keep emphasis, plain words do not; neither has the citations."""
    text = PassageText("*Visit* them[@gc3], {{ recipient.office }}.")

    assert text.spans == (Span(text="Visit", italic=True), Span(text=" them"), Span(text=", {{ recipient.office }}."))
    assert text.plain == "Visit them, {{ recipient.office }}."
    assert text.names == ("recipient.office",)


def test_text_with_a_malformed_citation():
    """A broken citation cites nothing, and the words are those that are written; the check reports what is wrong."""
    text = PassageText("One.[@gc3; two]")

    assert text.prose == text.spans == text.cites == ()
    assert text.plain == "One.[@gc3; two]"
    assert text.malformed(PLACE) == Problem(
        PLACE, "'[@gc3; two]' looks like a citation but cannot be read; write '[@id]' or '[@id, art. 1; @id]'"
    )


def test_text_with_a_broken_template():
    """A broken placeholder names nothing, and is reported before a broken citation."""
    text = PassageText("{{ recipient.office [@gc3; two]")

    assert text.names == ()
    assert text.malformed(PLACE).message.startswith("not a template: ")


def test_a_comment_fills_no_letter():
    """Words that would silently be left out stop the letter."""
    with pytest.raises(ContentError, match="is a comment: no letter has what stands in it"):
        PassageText("Free them{# not yet #}.").filled({}, PLACE, "mayor")


@pytest.mark.parametrize("source", ["One.[@gc3] {{ recipient.office }}", "1 < 2 {% if recipient.name %}!{% endif %}"])
def test_text_that_is_well_formed(source):
    """A template in Markdown with citations has no problem."""
    assert PassageText(source).malformed(PLACE) is None


def test_values_are_filled_in_as_text():
    """Placeholders are filled in with text, whatever that looks like; conditions choose what is cited."""
    text = PassageText("To {{ recipient.office }}.{% if recipient.name %}[@gc3]{% else %}[@report]{% endif %}")
    (spans_and_cites,) = text.filled({"recipient": {"office": "*Mayor* [@x]", "name": ""}}, PLACE, "mayor")

    assert spans_and_cites[0] == Span(text="To *Mayor* [@x].")
    assert [cite.key for cite in spans_and_cites[1].cites] == ["report"]
    assert [cite.key for cite in text.cites] == ["gc3", "report"]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("a", "put its id in braces: '[@{a--b}]'"),
        ("http", "put its id in braces: '[@{http://zotero.org/users/1/items/ABCD}]'"),
        ("h", "describe it in appeals/authorities.yaml"),
        ("doe..2020", "did you mean 'doe.2020'?"),
    ],
)
def test_id_that_is_cited_without_its_braces_is_told_with_them(key, hint):
    """An id with two marks in a row is cut off without its braces, as in pandoc; the hint has the whole."""
    ids = ("a--b", "http://zotero.org/users/1/items/ABCD", "doe.2020")
    known = authorities_of(*(make_authority(id=one) for one in ids))

    assert known.unknown(key, PLACE) == Problem(PLACE, f"there is no authority '{key}'", hint)


def test_unknown_authority_is_reported_with_the_nearest_one():
    """A name that is nowhere described is reported with the one that may have been meant, or where to describe it."""
    known = authorities_of(make_authority())

    assert known.unknown("gc33", PLACE) == Problem(PLACE, "there is no authority 'gc33'", "did you mean 'gc3'?")
    assert known.unknown("zzz", PLACE).hint == "describe it in appeals/authorities.yaml"
    assert authorities_of().unknown("zzz", PLACE).concerns == Concern("authority", "zzz")
