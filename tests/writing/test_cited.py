"""What passages cite, read once from their words."""

from entreaty.problems import Location, Problem
from entreaty.writing.passages import cites_in, cites_of, readable_prose, unknown_authority
from tests.support.content import make_authority, make_passage

PLACE = Location("appeal.yaml", 7)


def test_sources_are_named_in_order_language_by_language():
    """Every source of every citation is named, those of the first language first."""
    passage = make_passage(en="One.[@gc3, art. 1; @report] Two.[@gc4]", fr="Un.[@gc3, art. 1]")

    assert [cite.key for cite in cites_in(passage.words["en"])] == ["gc3", "report", "gc4"]
    assert [cite.key for cite in cites_of(passage)] == ["gc3", "report", "gc4", "gc3"]


def test_text_that_cannot_be_read_cites_nothing():
    """A broken citation is left to proofreading."""
    assert readable_prose("One.[@gc3; two]") == ()
    assert cites_in("One.[@gc3; two]") == ()


def test_unknown_authority_is_told_with_the_nearest_one():
    """A name that is nowhere described is told with the one that may have been meant, or where to describe it."""
    gc3 = make_authority()

    assert unknown_authority("gc33", PLACE, {"gc3": gc3}) == Problem(
        PLACE, "there is no authority 'gc33'", "did you mean 'gc3'?"
    )
    assert unknown_authority("zzz", PLACE, {"gc3": gc3}).hint == "describe it in appeals/authorities.yaml"
    assert unknown_authority("zzz", PLACE, {}).concerns == "authority:zzz"
