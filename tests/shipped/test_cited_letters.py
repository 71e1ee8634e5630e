"""Every shipped letter in every style: nothing lacks, nothing is doubled, nothing stays open."""

import re
from datetime import date
from itertools import product

import pytest

from entreaty.content.shipped.citation_styles import load_citation_style, load_terms
from entreaty.problems import Location
from entreaty.writing.citing.notes import Citer, Notes
from entreaty.writing.citing.pinpoints.place import Pinpoint
from entreaty.writing.citing.syntax import Citation, Cite
from entreaty.writing.letter import Letter, Prose
from tests.support.checkout import ROOT
from tests.support.shipped import shipped_campaign, shipped_letters
from tests.support.tiers import sampled

pytestmark = pytest.mark.no_cover

DAYS = (date(2025, 6, 24), date(2026, 11, 23))
STYLES = sorted(path.stem for path in (ROOT / "entreaty" / "data" / "citation_styles").glob("*.yaml"))
# What no note may hold, with its name.
FAULTS = {
    "a double full stop": r"\.\.",
    "a double space": r"\s\s",
    "an empty bracket": r"\(\s*\)|\[\s*\]|<\s*>",
    "empty quotation marks": r"‘\s*’|“\s*”|«\s*»",
    "nothing between two commas": r",\s*[,;.)]|;\s*[;.]|\(\s*,",
    "a space before a comma or stop": r"[ \t][,.)\]]",
    "a missing value": r"\bNone\b|\bundefined\b",
    "a part of a template": r"\{\{|\}\}|\{%|%\}",
    "markup": r"\*|\\",
}
_PAIRED = {
    "en",
    "en-GB",
    "en-US",
    "fr",
    "es",
    "it",
    "pt",
    "pt-BR",
    "ru",
    "uk",
    "el",
    "tr",
    "nl",
    "nb",
    "nn",
    "ar",
    "az",
}
PAIRS = ("()", "[]", "<>", "“”", "«»")


def _languages() -> list[str]:
    return sorted({language for appeal in shipped_campaign().appeals for language in appeal.languages()})


def _letters(style: str) -> list[Letter]:
    """Return every letter in that style, of each day and in each language."""
    return [letter for day, language in product(DAYS, _languages()) for letter in shipped_letters(day, language, style)]


def _text(prose: Prose) -> str:
    return "".join(span.text for span in prose)


def _faults(note: str) -> list[str]:
    found = [name for name, pattern in FAULTS.items() if re.search(pattern, note)]
    # German and Georgian close with the marks that English opens with.
    note = re.sub("„[^„“]*“|‚[^‚‘]*‘", "", note)
    # French writes letters within a paragraph with a closing bracket alone: "art. 14, par. 3 a)".
    note = re.sub(r"(?<=\d )[a-z]\)", "", note.replace("\u00a0", " "))
    found += [f"unbalanced {pair}" for pair in PAIRS if note.count(pair[0]) != note.count(pair[1])]
    # The closing mark is an apostrophe too, so that there may be more of them.
    found += ["unbalanced ‘’"] if note.count("‘") > note.count("’") else []
    return found + ([] if note.endswith((".", "!", "?")) else ["no end"])


@pytest.fixture(scope="module", params=sampled(STYLES, ("bluebook", "oscola")))
def letters(request):
    """Every letter in one style; tests of one style follow each other, so that it is planned once."""
    return _letters(request.param)


@pytest.mark.one_in(6, thorough=3)
def test_notes_of_every_letter_are_whole(letters):
    """All letters on both days, in both languages, have whole notes, as printed and in full."""
    notes = {_text(prose) for letter in letters for note in letter.notes for prose in (note.prose, note.full)}
    faults = {note: _faults(note) for note in notes}

    assert len({letter.recipient for letter in letters}) == len(shipped_campaign().recipients) >= 26
    assert {letter.date for letter in letters} == set(DAYS)
    assert len(_languages()) >= 2
    assert len(letters) >= 26 * 2, "with six styles, at least 26 * 6 * 2 letters"
    assert len(notes) >= 80
    assert {note: found for note, found in faults.items() if found} == {}


@pytest.mark.one_in(8, thorough=2)
@pytest.mark.parametrize("language", sorted(load_terms()))
@pytest.mark.parametrize("style", STYLES)
def test_every_authority_can_be_cited(style, language):
    """Every shipped source, cited in a letter or not, has whole forms in all styles and languages."""
    loaded = load_citation_style(style, ROOT, Location(ROOT))
    authorities = shipped_campaign().authorities
    cited = Notes(Citer(loaded, load_terms()[language], language), authorities)
    for pinpoint in (None, Pinpoint("para", (("4", "6"), ("8", "8")))):
        for key in authorities:
            cited.call(Citation((Cite(key, pinpoint=pinpoint),)))
    notes = [_text(prose) for note in cited.all() for prose in (note.prose, note.full)]
    # Others close with the marks that English opens with, or open with those that it closes with.
    ignored = {"unbalanced “”", "unbalanced ‘’", "unbalanced «»"} if language not in _PAIRED else set()

    assert "ecthr-ghazaryan-2023" in authorities
    assert len(notes) >= 4 * 40
    assert {note: found for note in notes if (found := set(_faults(note)) - ignored)} == {}


def test_all_styles_are_looked_at():
    """The six styles that are shipped are those that the letters are made in."""
    assert STYLES == ["aglc", "bluebook", "mcgill", "oscola", "plain", "un"]


@pytest.mark.one_in(2)
def test_full_notes_never_say_ibid(letters):
    """What e-mail prints repeats no source by ibid, supra or the number of another note."""
    notes = [_text(note.full) for letter in letters for note in letter.notes]

    assert len(notes) >= 500
    assert [note for note in notes if re.search(r"\b[Ii]bid\b|\b[Ii]d\.|\bsupra\b|\(n \d", note)] == []


def test_plain_notes_need_no_other_note():
    """The plain style prints no ibid and no number of another note either, and abbreviates no label and no series."""
    notes = [_text(note.prose) for letter in _letters("plain") for note in letter.notes]
    jargon = r"\b[Ii]bid\b|\b[Ii]d\.|\bsupra\b|\(n \d|\b(?:art|arts|para|paras|par|pp?|vol)\b\.? \d|\b(?:UNTS|RTNU)\b"

    assert len(notes) >= 500
    assert [note for note in notes if re.search(jargon, re.sub(r"https://\S+", "", note))] == []


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        ("One..", "a double full stop"),
        ("One  two.", "a double space"),
        ("One ().", "an empty bracket"),
        ("“”.", "empty quotation marks"),
        ("One, , two.", "nothing between two commas"),
        ("One , two.", "a space before a comma or stop"),
        ("None.", "a missing value"),
        ("{{ one }}.", "a part of a template"),
        ("*One.", "markup"),
        ("One (two.", "unbalanced ()"),
        ("‘One.", "unbalanced ‘’"),
        ("One", "no end"),
    ],
)
def test_faults_are_found(note, fault):
    """The test sees each fault that it looks for."""
    assert fault in _faults(note)
    assert _faults("Human Rights Watch, ‘Title’ (19 March 2021) <https://example.org/report>.") == []
