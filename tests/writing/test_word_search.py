"""Words are found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entreaty.writing.word_search import find_words


@pytest.mark.parametrize(
    ("text", "words", "pieces"),
    [
        ("They saw Ana Doe there, and Ana  Doe's son.", "Ana Doe", ["Ana Doe", "Ana  Doe"]),
        ("ANA\u00a0DOE", "Ana Doe", ["ANA\u00a0DOE"]),
        ("José José", "jose", ["José", "José"]),
        ("Jose\u0301 wrote", "José", ["Jose\u0301"]),
        ("у Ивана Петрова", "Иван", ["Ивана"]),
        ("Անահիտի մասին", "Անահիտ", ["Անահիտի"]),
        ("وأحمد قال", "أحمد", ["وأحمد"]),
        ("Jean‑Marc d’Arc", "Jean-Marc d'Arc", ["Jean‑Marc d’Arc"]),
        ("A\u00adna", "Ana", ["A\u00adna"]),
        ("Diana and Anatolia", "Ana", ["Anatolia"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("Aﬀa", "aff", ["Aﬀa"]),
        ("ﷺ", "صلى", ["ﷺ"]),
        ("nobody", "Ana", []),
        ("", "Ana", []),
        ("anything", "\u0301", []),
    ],
)
def test_words_are_found(text, words, pieces):
    """Endings, capitals, accents, spaces, hyphens and apostrophes may differ; words within words are others."""
    assert [text[start:end] for start, end in find_words(text, words)] == pieces


@given(st.text(max_size=40), st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8))
def test_what_is_there_is_found(text, words):
    """Whatever the words are made of, they are found where they stand alone, and every place lies within the text."""
    spaced = f"{text} {words} {text}"
    places = find_words(spaced, words)

    assert all(0 <= start < end <= len(spaced) for start, end in places)
    assert any(start <= len(text) + 1 < end for start, end in places)
