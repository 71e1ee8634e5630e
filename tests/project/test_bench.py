"""The benchmark: every contender sets the same letter or is named as missing, and the table tells what it took."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from bench.contender import Contender, MissingError, Ready
from bench.contest import CHROMIUM, CONTENDERS, OURS, PLAIN, SLOWLY, TYPST, Result, contest
from bench.letters import letters_of_round
from bench.table import table
from bench.worker import Round
from entreaty.writing.letter import Prose, Span

pytestmark = pytest.mark.no_cover

DEMANDS = (
    "Continue to mediate between the Armenian prisoners of war and the Azerbaijani authorities",
    "Seek regular visits from Geneva to all the prisoners, sentenced or not",
    "Pay special attention, during visits, to signs of visible injuries",
    "Track the treatment of the Armenians whom that association describes as",
    "Raise with the authorities the repatriation of the gravely ill",
)
NEEDING_NOTHING = [OURS, SLOWLY, PLAIN, TYPST]


def _bare(text: str) -> str:
    """Return the text without what breaking lines adds."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def _words(prose: Prose) -> str:
    return "".join(part.text for part in prose if isinstance(part, Span))


@cache
def _second_letter(contender: Contender) -> bytes:
    """Return the file of the second letter, which shows the second recipient's words and not the first's."""
    with contender.start() as ready:
        return list(ready.typeset(letters_of_round(1, 2)))[1]


def _says_the_letter(content: bytes) -> None:
    letter = letters_of_round(1, 2)[1]
    with pdfplumber.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 2
        assert [(round(float(page.width)), round(float(page.height))) for page in pdf.pages] == [(595, 842)] * 2
        pages = [_bare(page.extract_text()) for page in pdf.pages]
        fonts = {character["fontname"].partition("+")[2] for page in pdf.pages for character in page.chars}
    said = "".join(pages)
    assert {_bare(font)[:9] for font in fonts} == {"NotoSerif"}
    for words in (*letter.address, letter.salutation, letter.subject, "1 Example Street", *DEMANDS, letter.closing):
        assert _bare(words) in said, words
    for words in (letter.addressee, letter.date_line, "Page 2 of 2"):
        assert _bare(words) in pages[1], words
    assert len(letter.notes) == 10
    for prose in (*letter.paragraphs, letter.request, *letter.ending, *(note.prose for note in letter.notes)):
        # Word by word: a page may end anywhere, and notes follow there.
        assert [word for word in re.findall(r"\w{3,}", _words(prose)) if word not in said] == []


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize("contender", NEEDING_NOTHING, ids=lambda one: one.name)
def test_contenders_set_the_same_letter(contender):
    """Each sets its second letter to its second recipient: two pages in the same fonts, with all demands and notes."""
    _says_the_letter(_second_letter(contender))


@pytest.mark.tool("chromium")
def test_chromium_sets_the_same_letter():
    """So does Chromium, with its notes at the end."""
    _says_the_letter(_second_letter(CHROMIUM))


@pytest.mark.parametrize("contender", NEEDING_NOTHING, ids=lambda one: one.name)
def test_files_are_what_the_table_claims(contender):
    """The files are tagged and claim the standards that the table names."""
    with pikepdf.open(BytesIO(_second_letter(contender))) as pdf, pdf.open_metadata() as metadata:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert ("pdfuaid:part" in metadata) == ("PDF/UA-1" in contender.made)


def test_recipients_are_one_group():
    """A round's letters differ in their slots only, go to different people, and no other round has their like."""
    first, second = letters_of_round(1, 500), letters_of_round(2, 500)

    assert {letter.shared() == first[0].shared() for letter in first} == {True}
    assert len({letter.address for letter in (*first, *second)}) == 1000
    assert {len(letter.address) for letter in first} == {5}
    assert first[0].shared() != second[0].shared()
    assert first == letters_of_round(1, 500)


@contextmanager
def _quick() -> Iterator[Ready]:
    yield Ready(version="7", typeset=lambda letters: (letter.addressee.encode() for letter in letters))


@contextmanager
def _absent() -> Iterator[Ready]:
    raise MissingError("apt-get install absent")
    yield


@pytest.mark.thorough
@pytest.mark.tool("proc")
def test_contenders_take_turns_in_processes_of_their_own():
    """Each of the rounds is measured; who is missing says what installs it."""
    quick = Contender(name="quick", start=_quick, letters=20, made="")
    absent = Contender(name="absent", start=_absent, letters=20, made="")
    results = contest((quick, absent), rounds=3)

    assert results[absent] == Result(install="apt-get install absent")
    assert results[quick].version == "7"
    assert len(results[quick].rounds) == 3
    for one in results[quick].rounds:
        assert one.cpu > 0
        assert one.wall > 0
        assert 20 < one.size < 60
        assert one.memory > 2**20


def _took(*milliseconds: float) -> tuple[Round, ...]:
    return tuple(Round(cpu=one / 1000, wall=one / 500, size=2048, memory=50 * 2**20) for one in milliseconds)


def test_the_table_tells_medians_and_ratios():
    """Each contender has its medians, or what installs it; below stand the promised ratios; it fits 100 columns."""
    results = {
        OURS: Result(version="1.0", rounds=_took(1, 3, 2, 9, 2)),
        SLOWLY: Result(version="1.0", rounds=_took(250, 260, 270)),
        PLAIN: Result(version="70.0", rounds=_took(110, 90, 100)),
        TYPST: Result(version="0.15.2", rounds=_took(8, 10, 12)),
        CHROMIUM: Result(install="apt-get install chromium"),
    }
    lines = list(table(results))

    assert max(map(len, lines)) <= 100
    assert "entreaty 1.0, WeasyPrint 70.0, Typst 0.15.2" in lines
    rows = {line.split("  ")[0]: line.split() for line in lines}
    assert rows["entreaty"][1:7] == ["500", "2.00", "1.00–9.00", "4.00", "50", "2.0"]
    assert rows["WeasyPrint, plain loop"][4:7] == ["100.0", "90.0–110.0", "200.0"]
    assert "Chromium, page reused      missing; to install it: apt-get install chromium" in lines
    assert lines[-2:] == [
        "CPU, entreaty / Typst:         0.20  promised: at most 1; aim: 0.2; holds",
        "CPU, plain loop / entreaty:   50.00  promised: at least 20; holds",
    ]


def test_a_broken_promise_is_told_and_one_to_what_is_missing_is_not():
    """A ratio that does not hold is named so; without Typst there is none to it."""
    results = {contender: Result(version="1", rounds=_took(2)) for contender in CONTENDERS}
    lines = list(table(results | {TYPST: Result(install="pip install typst")}))

    assert lines[-2:] == [
        "CPU, entreaty / Typst:            ?  promised: at most 1; aim: 0.2",
        "CPU, plain loop / entreaty:    1.00  promised: at least 20; DOES NOT HOLD",
    ]


def test_what_is_missing_is_named_with_its_command(monkeypatch):
    """Without the browser or the binding, a contender says what installs it."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(MissingError, match=r"^apt-get install chromium$"), CHROMIUM.start():
        pass
    with pytest.raises(MissingError, match=r"^pip install typst$"), TYPST.start():
        pass
