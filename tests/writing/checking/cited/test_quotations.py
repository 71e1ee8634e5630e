"""Quotations in passages: where they are, and whether they are the words of the provision that is cited for them."""

import re
import shutil

import pytest

from entreaty.content.campaign import load_campaign
from entreaty.planning.plan import check
from entreaty.writing.checking.cited.quotations import find_quotations, quotation_problems
from entreaty.writing.citing.prose import parse_prose
from tests.support.checkout import ROOT
from tests.support.sample_content import make_authority, make_passage, make_report

# Articles 118(1), 119(5) and 126(2) of the Third Geneva Convention; the French words are an example.
REPATRIATION = (
    "Prisoners of war shall be released and repatriated without delay after the cessation of active hostilities."
)
VISITS = "Visits may not be prohibited except for reasons of imperative military necessity"
GC3 = make_authority(
    custom={
        "provisions": {
            "art. 118(1)": {"en": REPATRIATION, "fr": "Les prisonniers de guerre seront libérés."},
            "art. 119(5)": {"en": ["may be detained until the end of such proceedings", "a second quotation"]},
            "art. 126(2)": {"en": VISITS},
        }
    }
)
GC4 = make_authority(id="gc4", custom={"provisions": {"art. 143(3)": {"en": "Such visits may not be prohibited"}}})
AUTHORITIES = {one.id: one for one in (GC3, GC4, make_report())}


def _found(source):
    return [
        (one.words, one.citation.cites[0].key if one.citation else None, one.direct)
        for one in find_quotations(parse_prose(source))
    ]


def _reported(source, language="en"):
    words = {"en": "Nothing."} | {language: source}
    return [
        (problem.level, problem.message, problem.hint)
        for problem in quotation_problems(make_passage(**words), AUTHORITIES)
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("They “shall be released”.[@gc3]", [("shall be released", "gc3", True)]),
        ("They “shall be released.”[@gc3]", [("shall be released.", "gc3", True)]),
        ("They “shall be released” [@gc3].", [("shall be released", "gc3", True)]),
        ("They ‘shall be released’;[@gc3] so.", [("shall be released", "gc3", True)]),
        ("Ils « seront libérés » ;[@gc3] oui.", [(" seront libérés ", "gc3", True)]),
        ("Sie „sind freizulassen“.[@gc3]", [("sind freizulassen", "gc3", True)]),
        ("Oni „będą zwolnieni”.[@gc3]", [("będą zwolnieni", "gc3", True)]),
        ('They "shall be released".[@gc3]', [("shall be released", "gc3", True)]),
        ("(They “*shall* be **released**”)[@gc3]", [("shall be released", "gc3", True)]),
        # What is quoted within a quotation belongs to it.
        ("“They said ‘no’ and “never””.[@gc3]", [("They said ‘no’ and “never”", "gc3", True)]),
        # An apostrophe ends no quotation.
        ("‘the prisoners’ representatives’.[@gc3]", [("the prisoners’ representatives", "gc3", True)]),
        ("‘one’ and the prisoners’ two.[@gc3]", [("one", "gc3", False)]),
        ("‘don’t’ or ‘do’.[@gc3]", [("don’t", "gc3", False), ("do", "gc3", True)]),
        ("Nobody’s prisoners’ rights ‘90s.[@gc3]", []),
        # The next citation counts, whatever stands between.
        ("“One”,[@gc3] “two” and more.[@gc4]", [("One", "gc3", True), ("two", "gc4", False)]),
        ("One,[@gc3] “two”.", [("two", None, False)]),
        ("“One[@gc3] two”.[@gc4]", [("One two", "gc4", True)]),
    ],
)  # fmt: skip
def test_quotations_are_found_with_their_citation(source, found):
    """Words in any kind of quotation marks are found with the next citation, and whether it follows directly."""
    assert _found(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "“shall be released and repatriated without delay”.[@gc3, art. 118(1)]",
        "“[T]hey may … ” and “may be detained”.[@gc3, art. 119(5)]",
        "“a second quotation”.[@gc3, art. 119(5)]",
        "“visits may not be prohibited”.[@gc3, art. 126(2); @gc4, art. 143(3)]",
        "“Visits may not be prohibited”.[@gc3, art. 126(2); @gc4, art. 143(3)]",
        "“Visits may not be prohibited”.[@gc3, arts. 118(1), 126(2)]",
        # There is nothing to compare with.
        "“whatever they say”.[@report]",
        "“whatever they say”.[@gc3]",
        "“whatever they say”.[@zzz, p. 1]",
        "“whatever they say”.",
        "“hostages” is what it calls them; they are to go home.[@gc3, art. 118(1)]",
        "“not at all what the article says” is how they put it; the law is clear.[@report, p. 2; @gc3, art. 118(1)]",
    ],
)
def test_nothing_is_wrong(source):
    """Faithful quotations, those of sources without a pinpoint, and words that only stand before a citation pass."""
    assert [told for told in _reported(source) if told[0] == "error"] == []
    if "[T]hey" not in source:
        assert _reported(source) == []


@pytest.mark.parametrize(
    ("source", "words", "where", "diff"),
    [
        (
            "“must be released and repatriated”.[@gc3, art. 118(1)]",
            "must be released and repatriated",
            "gc3, art. 118(1)",
            "[-shall-] {+must+} be released and repatriated",
        ),
        # The nearest of several provisions is shown.
        (
            "“Visits may not be forbidden except for reasons”.[@gc4, art. 143(3); @gc3, art. 126(2)]",
            "Visits may not be forbidden except for reasons",
            "gc3, art. 126(2)",
            "Visits may not be [-prohibited-] {+forbidden+} except for reasons",
        ),
        # Other words stand between, or another source could hold it: but it is plainly meant as a quotation.
        (
            "“shall be released or repatriated without delay”, and that is the law.[@gc3, art. 118(1)]",
            "shall be released or repatriated without delay",
            "gc3, art. 118(1)",
            "shall be released [-and-] {+or+} repatriated without delay",
        ),
        (
            "“shall be released or repatriated without delay”.[@gc3, art. 118(1); @report, p. 2]",
            "shall be released or repatriated without delay",
            "gc3, art. 118(1)",
            "shall be released [-and-] {+or+} repatriated without delay",
        ),
        # Nothing alike: the stored words themselves are shown.
        (
            "“nothing of it”.[@gc3, art. 118(1)]",
            "nothing of it",
            "gc3, art. 118(1)",
            "“Prisoners of war shall be released and repatriated without d…”",
        ),
    ],
)
def test_other_words_are_an_error_with_the_difference(source, words, where, diff):
    """A quotation that is not in the stored words is an error that shows what differs."""
    assert _reported(source) == [
        ("error", f"the quotation “{words}” differs from the stored words of {where}", f"stored: {diff}")
    ]


def test_words_are_compared_in_their_language():
    """A French quotation is compared with the French words."""
    assert _reported("Ils « seront libérés ».[@gc3, art. 118(1)]", "fr") == []
    assert [level for level, _, _ in _reported("Ils « sont libérés ».[@gc3, art. 118(1)]", "fr")] == ["error"]


@pytest.mark.parametrize(
    ("source", "language", "source_id"),
    [
        ("« Les visites ».[@gc3, art. 126(2)]", "fr", "gc3"),
        ("“Whatever”.[@gc3, art. 1]", "en", "gc3"),
        ("“Whatever they say”.[@report, p. 2]", "en", "report"),
        ("“Whatever they say”.[@report, p. 2; @gc3, art. 118(1)]", "en", "report"),
    ],
)
def test_quotation_without_stored_words_is_a_warning(source, language, source_id):
    """A quotation of a place of which no words are stored in that language cannot be compared, which is a warning."""
    ((level, message, hint),) = _reported(source, language)

    assert level == "warning"
    assert message.endswith(
        f"cannot be compared: the words of '{source_id}' that it points to are not stored in '{language}'"
    )
    assert hint == "store them under 'provisions', or say it without quotation marks"


def test_quotation_that_is_not_closed_is_a_warning():
    """A quotation without its closing mark could hide anything."""
    assert _reported("They “shall be released.[@gc3, art. 118(1)]") == [
        (
            "warning",
            "the quotation “shall be released. is not closed, so that it cannot be compared",
            "end it with its closing mark",
        )
    ]


def test_every_word_of_the_shipped_quotations_counts():
    """Changing any one quoted word of the shipped campaign is an error with file, line and difference."""
    campaign = load_campaign(ROOT)
    changed = 0
    for passage in campaign.appeals[0].letter.passages():
        for language, source in passage.words.items():
            flat = " ".join(source.split())
            for quotation in find_quotations(parse_prose(flat)):
                if not quotation.citation or not any(cite.pinpoint for cite in quotation.citation.cites):
                    continue
                words = quotation.words.split()
                for place in (place for place, word in enumerate(words) if word != "…"):
                    other = " ".join([*words[:place], "changed", *words[place + 1 :]])
                    edited = make_passage(**{"en": "Nothing.", language: flat.replace(quotation.words, other)})
                    (problem,) = quotation_problems(edited, campaign.authorities)
                    assert problem.level == "error"
                    assert re.search(r"\{\+[^+]*changed", problem.hint)
                    changed += 1

    assert changed >= 100


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (
            "“and, if necessary, until the completion of the",
            "“and, where necessary, until the completion of the",
            "and, [-if-] {+where+} necessary, until the completion of the punishment.",
        ),
        (
            "harm all persons captured in relation to the 2020 Conflict who",
            "harm all those captured in relation to the 2020 Conflict who",
            "from violence and bodily harm all [-persons-] {+those+} captured in relation … equality before the law;",
        ),
    ],
)
def test_changed_word_in_the_shipped_campaign_is_reported_with_file_line_and_difference(tmp_path, old, new, difference):
    """One changed word in the shipped appeal is the campaign's one error: its file, its line, and what differs."""
    for name in ("appeals", "recipients.yaml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    path = tmp_path / "appeals" / "armenian-detainees" / "appeal.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    campaign = load_campaign(tmp_path)

    (error,) = [problem for problem in check(campaign, campaign.appeals[0].review_by) if problem.level == "error"]

    lines = text.splitlines()
    above = [
        number for number, line in enumerate(lines[: text[: text.index(old)].count("\n")], 1) if line == "      en: >-"
    ]
    assert (error.location.path, error.location.line) == (path, above[-1])
    assert "differs from the stored words of" in error.message
    assert error.hint == f"stored: {difference}"


@pytest.mark.parametrize("mark", ["“", "„", "«"])
def test_thousands_of_marks_that_are_not_closed_are_one_warning(mark):
    """The first mark that is not closed is told; those after it are its consequence, and none is searched twice."""
    found = list(find_quotations(parse_prose(f"a {mark * 40_000}b")))

    assert [(one.closed, len(one.words)) for one in found] == [(False, 40_000)]


def test_quotations_after_one_that_is_not_closed_are_still_compared():
    """A mark that is not closed does not hide the quotations behind it."""
    found = [(one.words, one.closed) for one in find_quotations(parse_prose("“a “b” „c“ “d” ‘e’"))]

    assert found == [("a “b” „c“ “d” ‘e’", False), ("b", True), ("c", True), ("d", True), ("e", True)]
