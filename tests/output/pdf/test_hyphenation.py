"""Words are hyphenated as by Pyphen, whose patterns are parsed one by one when a word needs them."""

import pyphen
import pytest

from entreaty.output.pdf.hyphenation import Patterns, use_quick_patterns

WORDS = {
    "de": ["Kriegsgefangene", "Völkerrecht", "ROTKREUZDELEGIERTE", "und", ""],
    "en": ["repatriation", "detainees", "Commissioner's", "humanitarian", "x"],
    "fr": ["rapatriement", "prisonniers", "l’exécution", "gouvernement"],
    "ru": ["военнопленные", "Правительство"],
    # Files with alternative spellings, with escaped characters, and with both.
    "hu": ["asszonnyal", "hosszú", "meggyógyít"],
    "ca": ["intel·ligència", "presoners"],
    "af": ["krygsgevangenes"],
}


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize("language", WORDS)
def test_patterns_that_are_parsed_when_needed_are_those_of_pyphen(language):
    """Each word may be broken where Pyphen says, and into the same parts where its spelling changes there."""
    path = pyphen.LANGUAGES[language]
    whole, quick = pyphen.HyphDict(path), Patterns(path)

    for word in (*WORDS[language], *reversed(WORDS[language])):
        assert [(place, place.data) for place in quick.positions(word)] == [
            (place, place.data) for place in whole.positions(word)
        ]


def test_weasyprint_gets_them_from_pyphen():
    """Whoever asks Pyphen for a language gets its patterns unparsed, as long as nobody has parsed them before."""
    pyphen.hdcache.clear()
    use_quick_patterns()
    german = pyphen.Pyphen(lang="de")

    assert isinstance(german.hd, Patterns)
    assert german.inserted("Kriegsgefangene") == "Kriegs-ge-fan-ge-ne"
    assert len(german.hd.patterns) < 100
