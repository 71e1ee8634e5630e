"""Whether words are quoted letter for letter, and how a difference is shown."""

import pytest

from entreaty.writing.checking.cited.verbatim import difference, is_verbatim, resemblance

# Articles 118(1), 126(1) (two quotations) and 108(3) of the Third Geneva Convention.
REPATRIATION = [
    "Prisoners of war shall be released and repatriated without delay after the cessation of active hostilities."
]
_PLACES = (
    "shall have permission to go to all places where prisoners of war may be, particularly to places of internment, "
    "imprisonment and labour, and shall have access to all premises occupied by prisoners of war"
)
_INTERVIEWS = (
    "They shall be able to interview the prisoners, and in particular the prisoners' representatives, without "
    "witnesses, either personally or through an interpreter."
)
VISITS = [_PLACES, _INTERVIEWS]


@pytest.mark.parametrize(
    "quoted",
    [
        "Prisoners of war shall be released and repatriated without delay after the cessation of active hostilities.",
        "Prisoners of war shall be released and repatriated without delay after the cessation of active hostilities",
        # A part of it, with the punctuation of the sentence that it stands in.
        "shall be released and repatriated",
        "shall be released and repatriated,",
        "released",
        "  shall be\n released  ",
        # Words left out.
        "Prisoners of war shall be released … after the cessation of active hostilities.",
        "Prisoners of war shall be released ... after the cessation",
        "Prisoners of war shall be released . . . after the cessation",
        "Prisoners of war shall be released […] after the cessation",
        "Prisoners of war shall be released [...] after the cessation",
        "Prisoners of war shall be released (…) after the cessation",
        "Prisoners of war shall be released…after the cessation",
        "… shall be released and repatriated …",
        "shall be released and repatriated without delay ....",
        # Words and letters put in, or put in the place of others.
        "[p]risoners of war shall be released",
        "Prisoners of war shall be release[s]",
        "[these persons] shall be released",
        "Prisoners of war [and others] shall be released",
        "Prisoners of war shall be [set free] … without delay",
        "Prisoners of war shall be released [sic] and repatriated",
        "…",
    ],
)
def test_faithful_quotation(quoted):
    """A part of the stored words, with what lawyers leave out and put in marked as such, is faithful."""
    assert is_verbatim(quoted, REPATRIATION)


@pytest.mark.parametrize(
    "quoted",
    [
        "shall be freed and repatriated",
        "must be released and repatriated",
        "shall be released and repatriated without any delay",
        "shall be released repatriated",
        "shall be repatriated and released",
        "Shall be released",
        "prisoners of war shall be released",
        "hall be released",
        "shall be release",
        "shall be released, and repatriated",
        # What is left out goes forward only.
        "after the cessation … shall be released",
        "shall be released … without cause",
        # Brackets hide a phrase, not half of a sentence; one letter stands for itself.
        "Prisoners of war [must] cessation of active hostilities",
        "[q]risoners of war",
        "Prisoners of war shall be released " * 10,
    ],
)
def test_unfaithful_quotation(quoted):
    """One other word, letter, order or unmarked omission makes a quotation unfaithful."""
    assert not is_verbatim(quoted, REPATRIATION)


@pytest.mark.parametrize(
    ("quoted", "faithful"),
    [
        ("They shall be able to interview the prisoners", True),
        ("the prisoners’ representatives", True),
        ("the prisoners' representatives", True),
        ("shall have access to all premises … without witnesses", True),
        ("occupied by prisoners of war They shall be able", False),
        ("occupied by prisoners of war [and] They shall be able", False),
        ("occupied by prisoners of war [they] shall be able", False),
    ],
)
def test_between_two_quotations_of_a_provision_stands_an_ellipsis(quoted, faithful):
    """What stands between two stored quotations is unknown, so that only an ellipsis leads from one to the next."""
    assert is_verbatim(quoted, VISITS) is faithful


@pytest.mark.parametrize(
    ("quoted", "stored"),
    [
        ("„Kriegsgefangene“ dürfen", "»Kriegsgefangene« dürfen"),
        ("l’homme\u00a0; puis", "l'homme ; puis"),
        ("co\u2011operation", "co-operation"),
        ("co\u00adoperation", "cooperation"),
        ("re\u0301gulier", "régulier"),
    ],
)
def test_typography_is_no_difference(quoted, stored):
    """Quotation marks, apostrophes, spaces, hyphens and accents may be written in either way."""
    assert is_verbatim(quoted, [stored])


@pytest.mark.parametrize(
    ("quoted", "share"),
    [
        ("shall be released and repatriated", 1.0),
        ("shall be freed and repatriated", 0.8),
        ("shall … repatriated", 1.0),
        ("hostages", 0.0),
        ("…", 0.0),
    ],
)
def test_resemblance_is_the_share_of_words_in_order(quoted, share):
    """How much a quotation resembles the stored words is the share of its words that stand there in this order."""
    assert resemblance(quoted, REPATRIATION) == share


@pytest.mark.parametrize(
    ("quoted", "stored", "shown"),
    [
        ("shall be freed and", REPATRIATION, "shall be [-released-] {+freed+} and"),
        ("shall be and repatriated", REPATRIATION, "shall be [-released-] and repatriated"),
        ("shall be quickly released", REPATRIATION, "shall be {+quickly+} released"),
        ("must be released and", REPATRIATION, "[-shall-] {+must+} be released and"),
        (
            "Prisoners of war shall be released and freed",
            REPATRIATION,
            "Prisoners of war … be released and [-repatriated-] {+freed+}",
        ),
        (
            "of war shall be freed … after the cessation",
            REPATRIATION,
            "of war shall be [-released and repatriated without delay-] {+freed …+} after the cessation",
        ),
        (
            "Persons of war … without any delay",
            REPATRIATION,
            "[-Prisoners-] {+Persons+} of war … without {+any+} delay",
        ),
        ("by prisoners of war They shall be able", VISITS, "by prisoners of war [-…-] They shall be able"),
    ],
)
def test_difference_is_shown_word_for_word(quoted, stored, shown):
    """Stored words that are missing stand in [-…-], words put in their place in {+…+}, few others around them."""
    assert difference(quoted, stored) == shown
