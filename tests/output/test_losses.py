"""Nothing of a letter runs off the paper or vanishes: each is held against its words before it is written."""

from dataclasses import replace
from io import BytesIO
from shutil import copytree

import pdfplumber
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.losses import losses
from entreaty.output.pdf.engine import Engine
from entreaty.output.pdf.sheet import Sheet
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import RECIPIENT_SLOTS, Item, List, Picture, Signatory
from tests.support.heard import differences, faults
from tests.support.pdfs import elements, shipped_typesetter
from tests.support.sample_letters import SENDER, TEMPLATES, make_demands, make_letter, make_notes, make_prose

pytestmark = pytest.mark.no_cover

DIN = load_envelopes().by_id("din-5008-a")
POINTS_PER_MM = 72 / 25.4
# The margins of letter.css: the text of a sheet of 210 mm stands from 25 to 185 mm.
LEFT, RIGHT = 25, 185

LONG = {
    "address of a page": "https://www.example.org/en/library/documents/2026/minutes-of-the-meeting-of-the-council-on-the-"
    "bridge-and-on-what-it-costs-part-three.pdf.",
    "e-mail address": f"{'office.for.complaints.' * 4}and-more@{'department.' * 5}example.org",
    "words joined by slashes": "/".join(["Mediator"] * 16),
    "German compound": "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung" * 2,
    "words joined by no-break spaces": "\u00a0".join(["word"] * 30),
    "widest letters": "W" * 130,
    "dots": "…" * 140,
    "dashes and an exclamation": f"{'—'.join(['mm'] * 60)}!",
}


def _simple(**changes):
    """Return a letter of a few words, so that what is changed stands out."""
    plain = {
        "paragraphs": (make_prose("First words."),),
        "request": make_prose("I ask you:"),
        "demands": make_demands(["One;", "Two."]),
        "ending": (make_prose("Thank you."),),
        "notes": (),
    }
    return make_letter(**{**plain, **changes})


def _noted(text: str, **changes):
    return _simple(paragraphs=(make_prose(text),), notes=make_notes(["A note."]), **changes)


PLACES = {
    "before a call": lambda word: _noted(f"See {word}[1] and so on."),
    "alone before a call": lambda word: _noted(f"{word}[1]"),
    "strong before a call": lambda word: _noted(f"See *{word}*[1] and so on."),
    "demand": lambda word: _simple(demands=make_demands([f"{word}[1];", "Two."]), notes=make_notes(["A note."])),
    "note": lambda word: replace(_noted("See.[1]"), notes=make_notes([word])),
    "subject": lambda word: _simple(subject=word),
    "salutation": lambda word: _simple(salutation=word),
    "closing": lambda word: _simple(closing=word),
    "reference": lambda word: _simple(reference=word),
    "foot": lambda word: _simple(foot=(word,)),
    "running head": lambda word: _simple(addressee=word, paragraphs=(make_prose("word " * 900),)),
    "office": lambda word: _simple(address=(word, "Bern")),
    "signatory": lambda word: _simple(signatories=(Signatory(name="Ann"), Signatory(name=word[:60], role=word))),
}


def _edges(content: bytes) -> tuple[float, float]:
    """Return where the leftmost character of all pages begins and the rightmost ends, in millimetres."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        characters = [one for page in pdf.pages for one in page.chars if one["text"].strip()]
    return min(one["x0"] for one in characters) / POINTS_PER_MM, max(one["x1"] for one in characters) / POINTS_PER_MM


def _lines(content: bytes) -> list[list[str]]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [page.extract_text().split("\n") for page in pdf.pages]


@pytest.mark.one_in(6, thorough=3)
@pytest.mark.parametrize("place", PLACES)
def test_no_unbroken_words_run_off_the_paper(typesetter: Typesetter, place: str):
    """Whatever the words are, and wherever they stand, they end between the margins."""
    for kind, word in LONG.items():
        left, right = _edges(typesetter.typeset(PLACES[place](word), DIN).content)

        # The sheet's own blocks begin at 20 mm.
        assert (left >= 19.9, right <= RIGHT + 0.1) == (True, True), f"{kind}: {left} to {right}"


@pytest.mark.parametrize("kind", LONG)
def test_the_number_of_a_note_stays_with_its_word(typesetter: Typesetter, kind: str):
    """The line that the number stands in begins with a part of the word before it."""
    (page,) = _lines(typesetter.typeset(_noted(f"{LONG[kind]}[1]"), DIN).content)

    end = "".join(LONG[kind][-4:].split())
    assert any("".join(line.split()).endswith((f"{end}1", f"{end[:-1]}1")) for line in page), page


def test_no_line_begins_within_calls_that_stand_side_by_side(typesetter: Typesetter):
    """Wherever the line ends, both numbers stand behind their word, with a comma between them."""
    texts = [
        f"{'i' * length} and of what was said about it on that day, in proof[{length}][{length + 1}]."
        for length in range(1, 24, 2)
    ]
    letter = _simple(paragraphs=tuple(map(make_prose, texts)), notes=make_notes(["A note."] * 24))
    lines = [line for page in _lines(typesetter.typeset(letter, DIN).content) for line in page]

    calls = [f"proof{length},{length + 1}." for length in range(1, 24, 2)]
    assert [call for call in calls if not any(call in line.replace(" ", "") for line in lines)] == []


@pytest.mark.parametrize("slots", [(), RECIPIENT_SLOTS], ids=["alone", "in a group"])
def test_calls_that_stand_side_by_side_are_two_references(typesetter: Typesetter, slots: tuple[str, ...]):
    """The comma belongs to the second, and each leads to its own note."""
    letter = _simple(paragraphs=(make_prose("Seen.[1][2] More."),), notes=make_notes(["One.", "Two."]), slots=slots)
    made = typesetter.typeset(letter, DIN)

    assert (made.typesetting == "shared") == bool(slots)
    assert differences(made.content, letter, Sheet(envelope=DIN), endnotes=False) == []
    assert faults(made.content, letter) == []
    with pikepdf.open(BytesIO(made.content)) as pdf:
        found = [one for one in elements(pdf.Root.StructTreeRoot) if one.get("/S") == "/Reference"]
    assert len(found) == 2


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(
    word=st.text(alphabet="aäWmil/-.,:;!?…—@_%()“”’\u00a0\u00ad0159", min_size=31, max_size=260).filter(
        lambda text: text.strip() == text
    )
)
def test_generated_words_stay_between_the_margins(word: str):
    """No word, drawn of letters, signs and spaces without a break, is lost or runs into the margin."""
    letter = _simple(
        paragraphs=(make_prose("a[1]"),), notes=make_notes([word]), subject=word, ending=(make_prose("b"),)
    )
    called = replace(letter, paragraphs=((replace(letter.paragraphs[0][0], text=word), letter.paragraphs[0][1]),))

    left, right = _edges(shipped_typesetter().typeset(called, DIN).content)

    assert (left >= 19.9, right <= RIGHT + 0.1) == (True, True)


def test_letters_of_a_group_are_held_against_their_words_as_well(typesetter: Typesetter):
    """What letters share is checked once for all of them, and long words are broken there, too."""
    letter = replace(PLACES["before a call"](LONG["widest letters"]), slots=RECIPIENT_SLOTS)
    made = typesetter.typeset(letter, DIN)

    assert made.typesetting == "shared"
    assert _edges(made.content)[1] <= RIGHT + 0.1


def _look(tmp_path, style: str = "", change: tuple[str, str] = ("", "")) -> LetterTemplates:
    """Return the shipped look with further styles, and the first of two texts in letter.html replaced by the second."""
    for name in ("letter.html", "letter.css"):
        (tmp_path / name).write_text((TEMPLATES / name).read_text(encoding="utf-8"), encoding="utf-8")
    copytree(TEMPLATES / "fonts", tmp_path / "fonts")
    with (tmp_path / "letter.css").open("a", encoding="utf-8") as css:
        css.write(style)
    html = (tmp_path / "letter.html").read_text(encoding="utf-8")
    assert change[0] in html
    (tmp_path / "letter.html").write_text(html.replace(*change), encoding="utf-8")
    return LetterTemplates(tmp_path)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("style", "change", "message"),
    [
        (
            "body > p { white-space: nowrap }",
            ("", ""),
            "'A paragraph of this letter. A paragraph of this letter. A pa…' does not fit between the margins",
        ),
        (
            ".salutation { margin-left: 170mm; white-space: nowrap }",
            ("", ""),
            "'Dear President,' does not fit between the margins",
        ),
        ("h1 { position: absolute; top: 400mm }", ("", ""), "'A request' does not fit between the margins"),
        (".closing { display: none }", ("", ""), "'Yours faithfully,' is not on the page as the letter says it"),
        ("", ("{{ words(demand.prose) }}", ""), "'Count the seats;' is not on the page as the letter says it"),
        ("", ("{{ letter.subject }}</title>", "</title>"), ""),
    ],
)
def test_a_look_that_loses_words_fails_by_name(tmp_path, style, change, message):
    """A letter whose template or style sheet leaves words out, or puts them off the paper, is not written."""
    letter = _simple(
        subject="A request",
        paragraphs=(make_prose("A paragraph of this letter. " * 9),),
        demands=make_demands(["Count the seats;", "Two."]),
    )
    typesetter = Typesetter(_look(tmp_path, style, change))
    if not message:
        assert typesetter.typeset(letter, DIN).content
        return
    with pytest.raises(ContentError) as refused:
        typesetter.typeset(letter, DIN)

    problem = refused.value.problems[0]
    assert str(problem.location.path) == "armenian-detainees/icrc-president"
    assert problem.message == message
    assert problem.hint == "write it shorter or otherwise, or give it room in letter.html and letter.css"


_OFFICE = (
    "Special Rapporteur on the rights to freedom of peaceful assembly and of association of people everywhere. " * 3
)


def _of_two_pages(addressee: str, **changes):
    return _simple(addressee=addressee, paragraphs=(make_prose("word " * 900),), **changes)


@pytest.mark.parametrize("slots", [(), RECIPIENT_SLOTS], ids=["alone", "in a group"])
def test_a_long_running_head_ends_in_an_ellipsis_above_the_text(typesetter: Typesetter, slots: tuple[str, ...]):
    """It has two lines, whose last word is whole, with date and page beside the first; then the text begins."""
    content = typesetter.typeset(_of_two_pages(_OFFICE, slots=slots), DIN).content
    with pdfplumber.open(BytesIO(content)) as pdf:
        lines = pdf.pages[1].extract_text_lines()

    assert lines[0]["text"].startswith("Special Rapporteur on the rights ")
    assert lines[0]["text"].endswith("Page 2 of 2")
    assert lines[1]["text"].endswith("…")
    assert f"{lines[1]['text'][:-1]} " in _OFFICE
    assert lines[2]["text"].startswith("word word")
    assert lines[1]["bottom"] < lines[2]["top"]


def test_a_running_head_that_reaches_into_the_text_is_refused(tmp_path):
    """A look without room for a long head fails by name, and prints no line over another."""
    typesetter = Typesetter(_look(tmp_path, ".head .addressee { line-clamp: none }"))
    with pytest.raises(ContentError) as refused:
        typesetter.typeset(_of_two_pages(_OFFICE), DIN)

    assert {one.message.partition("' ")[2] for one in refused.value.problems} == {"does not fit between the margins"}
    assert typesetter.typeset(_of_two_pages("The President"), DIN).content


def test_a_picture_that_is_not_seen_is_told_by_name(tmp_path):
    """A picture without a size, or off the paper, keeps its letter from being written."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0L30 10V0"/></svg>'
    letter = _simple(sender=replace(SENDER, logo=Picture(name="logo", alt="A dove")))
    typesetter = Typesetter(_look(tmp_path, ".logo img { max-height: 0 }"), {"logo": svg})
    with pytest.raises(ContentError) as refused:
        typesetter.typeset(letter, DIN)

    assert [one.message for one in refused.value.problems] == ["nothing is seen of the picture 'logo'"]


def test_copies_of_the_first_templates_keep_long_words_on_the_paper(tmp_path):
    """A template that keeps the whole word with its call, as all did, breaks what is wider than the line."""
    typesetter = Typesetter(_look(tmp_path, ".called { white-space: nowrap !important }"))

    assert _edges(typesetter.typeset(_noted(f"See {LONG['address of a page']}[1]"), DIN).content)[1] <= RIGHT + 0.1


def test_hyphens_and_signs_that_nobody_sees_make_no_difference():
    """Words are found again that are divided at the end of a line, in capitals, or hold marks of direction."""
    engine = Engine(TEMPLATES / "fonts", {})
    letter = make_letter(
        slots=(), address=(), subject="Straße",
        salutation="un\u00adseen\u200b", closing="a-b", paragraphs=(), request=(),
        demands=(), ending=(), notes=(),
    )  # fmt: skip
    page = '<p style="text-transform: uppercase">Straße <p style="width: 1mm">un&shy;seen <p>a‑b'

    assert [*losses(letter, engine.render(f'<html lang="de">{page}').pages)] == []
    assert [*losses(letter, engine.render(f'<html lang="de">{page.replace("seen", "sen")}').pages)] == [
        "'un\u00adseen\u200b' is not on the page as the letter says it"
    ]


SENTENCE = "The council has the list of all that was asked and of all that was answered. "


def _of_length(count: int) -> str:
    return (SENTENCE * (count // len(SENTENCE) + 1))[:count].strip()


@pytest.mark.one_in(8, thorough=4)
@pytest.mark.parametrize("ending", [0, 40, 130, 400])
@pytest.mark.parametrize("called", ["", "[1]"])
def test_the_last_page_has_three_lines_besides_the_closing(typesetter: Typesetter, ending: int, called: str):
    """However long the letter is, three lines of its text stand above the closing on its last page."""
    pages = set()
    for length in range(1000, 2800, 200):
        texts = [f"Begin.{called}", *(_of_length(400) for _ in range(length // 400)), _of_length(length % 400 + 10)]
        letter = _simple(
            paragraphs=tuple(map(make_prose, texts)),
            ending=(make_prose(_of_length(ending)),) if ending else (),
            notes=make_notes(["A note."] if called else []),
        )
        made = _lines(typesetter.typeset(letter, DIN).content)
        pages.add(len(made))
        if len(made) > 1:
            # The first line is the running head.
            assert made[-1].index("Yours faithfully,") - 1 >= 3, (length, made[-1])
    assert pages == {1, 2}


@pytest.mark.thorough
@pytest.mark.one_in(4)
def test_the_last_page_has_three_items_besides_the_closing(typesetter: Typesetter):
    """A letter that ends with a list of items of one line has three of them above the closing on its last page."""
    ends = List(items=tuple(Item(words=make_prose(f"Item {number}.")) for number in range(1, 8)))
    pages = set()
    for length in range(900, 2300, 100):
        letter = _simple(paragraphs=(make_prose(_of_length(length)),), ending=(ends,), sender=SENDER)
        made = _lines(typesetter.typeset(letter, DIN).content)
        pages.add(len(made))
        if len(made) > 1:
            assert made[-1].index("Yours faithfully,") - 1 >= 3, (length, made[-1])
    assert pages == {1, 2}


def test_a_long_last_paragraph_begins_where_there_is_room(typesetter: Typesetter):
    """Only the last lines of the last paragraph stay with the closing, which is never torn from the name."""
    for length in (1944, 4212, 4600):
        made = _lines(typesetter.typeset(_simple(ending=(make_prose(_of_length(length)),)), DIN).content)
        last = made[-1]
        closing = last.index("Yours faithfully,")

        assert len(made[0]) >= 40
        assert "Anna Keller" in last[closing:]
