"""What a screen reader is told: each element once and in its place, notes behind the paragraph that calls them."""

import random
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from entreaty.content.files.sender import SignatoryTable
from entreaty.content.shipped.envelopes import Envelope, load_envelopes
from entreaty.output.pdf.sheet import Sheet
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.output.text import letter_body
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import RECIPIENT_SLOTS, Block, Item, Letter, List, Signatory
from tests.output.test_co_signatories import TABLE, crowd, open_letter
from tests.output.test_lists import arabic
from tests.support import heard
from tests.support.checkout import ROOT
from tests.support.made_letters import planned
from tests.support.pdfs import elements, shipped_typesetter
from tests.support.sample_letters import (
    SENDER,
    TEMPLATES,
    make_demands,
    make_french_letter,
    make_letter,
    make_notes,
    make_prose,
    make_short_letter,
)
from tests.support.shipped import shipped_letters
from tests.support.tiers import sampled

pytestmark = pytest.mark.no_cover

ENVELOPES = load_envelopes()
DIN = ENVELOPES.by_id("din-5008-b")
DAY = date(2026, 11, 23)
LOOK = LetterTemplates(TEMPLATES)
LANGUAGES = ("en", "fr", "de")
EXAMPLES = sorted(path.parent for path in ROOT.glob("examples/*/recipients.yaml"))
GENERATED, A_PART = 300, 15
ENDNOTES = make_letter(
    paragraphs=(make_prose("One word.[1] Another.[2]"),),
    notes=make_notes(["a note of many words " * 400, "See _Law_ at <https://example.org/law>."]),
)


def _judged(letter: Letter, envelope: Envelope, typesetter: Typesetter | None = None) -> list[str]:
    """Return what is wrong with the letter as it is heard, and as its text says it."""
    typesetter = typesetter or shipped_typesetter()
    pdf = typesetter.typeset(letter, envelope)
    fitted = next(one for one in typesetter.fitted_addresses(letter, envelope) if one.rules == pdf.address)
    sheets = (fitted.sheet, Sheet(envelope=fitted.sheet.envelope.model_copy(update={"return_line": None})))
    # Where the sender's block is crowded, the line above the window goes.
    found = [heard.differences(pdf.content, fitted.of(letter), sheet, endnotes=pdf.endnotes) for sheet in sheets]
    wrong = [] if [] in found else found[0]
    wrong += heard.faults(pdf.content, letter)
    text, said = "".join(letter_body(letter, LOOK).split()), heard.said_in_text(letter)
    return wrong + [f"the text says {text}, not {said}"] * (text != said)


@cache
def _elements(letter: Letter) -> list[str]:
    with pikepdf.open(BytesIO(shipped_typesetter().typeset(letter, DIN).content)) as pdf:
        return [str(one.S)[1:] for one in elements(pdf.Root.StructTreeRoot.K[0])]


def test_every_note_of_the_letter_to_the_red_cross_is_one_and_is_called_once():
    """Ten notes, ten calls, and twenty links between them; each demand and each paragraph is one P."""
    (letter,) = (one for one in shipped_letters(DAY, "en") if one.recipient == "icrc-president")
    tags = _elements(letter)

    assert [tags.count(tag) for tag in ("Note", "Reference", "LI", "Span")] == [10, 10, 5, 0]
    # Three blanks of the sender, five lines of address, date, salutation, five paragraphs, five demands, one paragraph
    # after them, closing and signature.
    assert tags.count("P") == 3 + 5 + 1 + 1 + 5 + 5 + 1 + 1 + 1


@pytest.mark.parametrize("part", ["sample", pytest.param("rest", marks=pytest.mark.soak)])
@pytest.mark.parametrize("language", sampled(LANGUAGES, LANGUAGES[:1]))
def test_shipped_letters_are_heard_as_they_are_written(language, part):
    """Every letter of each language, in turn for each envelope, signed and blank, shared and set by itself."""
    wrong = {}
    letters = zip(shipped_letters(DAY, language), shipped_letters(DAY, language, sender_from="DE"), strict=True)
    for number, both in enumerate(letters, start=LANGUAGES.index(language)):
        if (number % 9 == 0) != (part == "sample"):
            continue
        letter = replace(both[number % 2], slots=RECIPIENT_SLOTS if number % 4 > 1 else ())
        envelope = ENVELOPES.ids[number % len(ENVELOPES.ids)]
        wrong[letter.recipient, envelope] = _judged(letter, ENVELOPES.by_id(envelope))

    assert len(wrong) >= 2
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("example", sampled(EXAMPLES, EXAMPLES[:1]), ids=lambda path: path.name)
def test_letters_of_the_examples_are_heard_as_they_are_written(example):
    """Every letter of each example, in each of its languages, in turn for each envelope."""
    wrong = {}
    for language in ("", "en", "de", "fr"):
        for number, letter in enumerate(planned(example, language=language).letters):
            envelope = ENVELOPES.ids[number % len(ENVELOPES.ids)]
            wrong[str(letter.id), letter.language, envelope] = _judged(letter, ENVELOPES.by_id(envelope))

    assert len(wrong) >= 5
    assert {name: found for name, found in wrong.items() if found} == {}


def _generated(number: int) -> Letter:
    """Return a letter of words, calls, lists and notes by chance, of one or two pages."""
    chance = random.Random(number)  # noqa: S311 - the same letters at each run
    count = iter(range(1, 1000))

    def words(least: int, most: int) -> str:
        some = ["the", "law", "of", "1949", "imprisonment,", "rights", "*must*", "_not_", "hold", "Übergangsregelung"]
        return " ".join(chance.choices(some, k=chance.randint(least, most)))

    def prose(most: int) -> str:
        parts = [words(1, most) + chance.choice(["", "", ",", ".", "”"]) for _ in range(chance.randint(1, 3))]
        return "".join(f"{part}[{next(count)}] " if chance.random() < 0.4 else f"{part} " for part in parts).strip()

    def items(depth: int) -> List:
        made = (
            Item(words=make_prose(prose(10)), sublist=items(1) if not depth and chance.random() < 0.3 else None)
            for _ in range(chance.randint(1, 4))
        )
        return List(items=tuple(made), first=chance.choice([None, 1, 9]))

    def block() -> Block:
        return items(0) if chance.random() < 0.2 else make_prose(prose(30))

    paragraphs = tuple(block() for _ in range(chance.randint(1, 4)))
    demands = [prose(15) for _ in range(chance.randint(1, 4))]
    ending = tuple(block() for _ in range(chance.randint(0, 3)))
    notes = [f"{words(1, 12)} <https://example.org/{n}>." for n in range(1, next(count))]
    many = chance.choice([(), (), RECIPIENT_SLOTS])
    base = arabic() if number % 10 == 3 else chance.choice([make_letter, make_french_letter])()
    return replace(
        base,
        paragraphs=paragraphs,
        request=make_prose("I ask you"),
        demands=make_demands(demands),
        ending=ending,
        notes=make_notes(notes),
        slots=many,
    )


@pytest.mark.parametrize("part", sampled(range(GENERATED // A_PART), [0], [1, 2]))
def test_generated_letters_are_heard_as_they_are_written(part):
    """300 letters of words, calls and lists by chance, some from right to left: of each nothing else is heard."""
    wrong = {}
    for number in range(part * A_PART, (part + 1) * A_PART):
        envelope = ENVELOPES.ids[number % len(ENVELOPES.ids)]
        wrong[number] = _judged(_generated(number), ENVELOPES.by_id(envelope))

    assert {number: found for number, found in wrong.items() if found} == {}


def test_notes_at_the_end_are_heard_there():
    """They stand under their heading, each in a paragraph of its own, and are linked like others."""
    assert shipped_typesetter().typeset(ENDNOTES, DIN).endnotes
    assert _judged(ENDNOTES, DIN) == []


@pytest.mark.parametrize(
    "letter",
    [
        make_letter().as_draft(),
        make_letter(sender=None, reference="Your ref.: 7/26", foot=("Enclosure: Petition", "Copies: Ann Lee")),
        make_letter(signatories=(SENDER, Signatory(name="Ann Lee", role="Chair", organisation="Example Club"))),
        make_short_letter(notes=(), paragraphs=(make_prose("No note is called."),), demands=()),
    ],
    ids=["draft", "blanks", "signatories", "no-notes"],
)
def test_letters_of_every_shape_are_heard_as_they_are_written(letter):
    """The mark of a draft stands outside of the tree; blanks, lines under the signature and signatories are in it."""
    assert _judged(letter, DIN) == []


def test_sentences_are_whole_and_notes_follow_their_paragraph():
    """Two calls in one sentence: it is read to its end, and then both notes."""
    letter = make_short_letter(
        paragraphs=(make_prose("The law,[1] which is old,[2] holds."),), notes=make_notes(["First.", "Second."])
    )
    said = list(heard.said_by(letter, Sheet(envelope=DIN), endnotes=False))

    assert said[said.index(("P", "Dear President,")) + 1 :][:3] == [
        ("P", "The law,1 which is old,2 holds."),
        ("Note", "1First."),
        ("Note", "2Second."),
    ]
    assert _judged(letter, DIN) == []


def test_links_say_what_they_lead_to():
    """That of a call tells the words of its note, that of a note's number those before its call."""
    letter = make_short_letter(
        paragraphs=(make_prose("The law holds.[1] It does."),), notes=make_notes(["Law of 1949."])
    )
    with pikepdf.open(BytesIO(shipped_typesetter().typeset(letter, DIN).content)) as pdf:
        links = {str(one.Dest): str(one.Contents) for one in pdf.pages[0].obj.Annots if "/Dest" in one}

    assert links == {"note-1": "Law of 1949.", "call-1": "The law holds."}


def test_words_that_a_style_sheet_does_not_draw_are_named(tmp_path):
    """A letter with them is refused, as one whose words are lost in another way."""
    folder = tmp_path / "look"
    shutil.copytree(TEMPLATES, folder, ignore=shutil.ignore_patterns("*.md"))
    with (folder / "letter.css").open("a", encoding="utf-8") as style_sheet:
        style_sheet.write(".closing { transform: scale(0) }")
    with pytest.raises(ContentError) as refused:
        Typesetter(LetterTemplates(folder)).typeset(make_short_letter(), DIN)

    assert 'typesetting: Text "Yours faithfully," is not drawn' in str(refused.value)


def _contents(letter: Letter) -> list[bytes]:
    """Return the operators of each page of the letter, set by itself."""
    made = shipped_typesetter().typeset(replace(letter, slots=()), DIN)
    with pikepdf.open(BytesIO(made.content)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def test_a_space_between_words_in_two_styles_is_told():
    """WeasyPrint draws nothing of it, nor of that before a word that stays with its call: words would run together."""
    (content,) = _contents(make_short_letter(paragraphs=(make_prose("You *must* _not_ wait.[1]"),)))

    assert content.count(b"/ActualText ( )") == 2


def test_running_heads_are_artifacts_of_the_page():
    """From the second page on, the head is marked as what repeats at the top of pages (ISO 32000-1, table 330)."""
    contents = _contents(make_letter())

    assert [content.count(b"/Pagination") for content in contents] == [0, 5]
    assert contents[1].count(b"/Subtype /Header") == 5


@pytest.fixture
def own_look(tmp_path: Path) -> LetterTemplates:
    """Return a look with words in Latin and French below the salutation, a list that looks like notes, and a table."""
    folder = tmp_path / "look"
    shutil.copytree(TEMPLATES, folder, ignore=shutil.ignore_patterns("*.md"))
    template = folder / "letter.html"
    source = template.read_text(encoding="utf-8")
    old = '<p class="salutation" data-slot="salutation">{{ letter.salutation }}</p>'
    assert old in source
    new = (
        '<p lang="la">Salve</p><p>See <span lang="fr">la Cour</span>, <span>now</span>.</p><header>Head</header>'
        '<ol><li id="note-78">Strange</li><li>Known</li></ol>'
        "<table><tr><th>Year</th></tr><tr><td>2026</td></tr></table>"
    )
    template.write_text(source.replace(old, old + new), encoding="utf-8")
    return LetterTemplates(folder)


def test_foreign_words_of_a_template_have_their_language(own_look):
    """A paragraph and words in another language say so; other spans, and boxes of no kind, are no elements."""
    made = Typesetter(own_look).typeset(make_short_letter(), DIN)
    with pikepdf.open(BytesIO(made.content)) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot.K[0]))
        foreign = [(str(one.S), str(one.Lang)) for one in found if "/Lang" in one]
        tags = [str(one.S) for one in found]

    assert foreign == [("/P", "la"), ("/Span", "fr")]
    assert [tags.count(tag) for tag in ("/NonStruct", "/Table", "/TH", "/TD")] == [1, 1, 1, 1]
    # An item is one, whatever it is called, unless all of the list are notes.
    assert [tags.count(tag) for tag in ("/L", "/LI", "/Note")] == [1, 2, 1]


@pytest.mark.thorough
@pytest.mark.tool("verapdf")
def test_notes_lists_and_languages_pass_both_validators(tmp_path, own_look, verapdf):
    """Endnotes, Arabic notes, letters by chance and a look of its own are PDF/UA-1 and PDF/A-3a."""
    made = [shipped_typesetter().typeset(letter, DIN) for letter in (ENDNOTES, arabic(), *map(_generated, range(6)))]
    made.append(Typesetter(own_look).typeset(make_short_letter(), DIN))
    paths = [tmp_path / f"{number}.pdf" for number in range(len(made))]
    for path, pdf in zip(paths, made, strict=True):
        path.write_bytes(pdf.content)

    assert verapdf.violations(paths, []) == {}


def _spoiled(change: str) -> list[str]:
    """Return what is found of a letter whose tree was changed so."""
    letter = make_letter()
    with pikepdf.open(BytesIO(shipped_typesetter().typeset(letter, DIN).content)) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot.K[0]))
        note = next(one for one in found if one.S == "/Note")
        call = next(one for one in found if one.S == "/Reference")
        if change == "Lbl":
            del note.K[0]
        elif change == "ID":
            del note.ID
        elif change == "Reference":
            call.S = pikepdf.Name.Span
        elif change == "link":
            call.K[0].K[0].Obj.Dest = pikepdf.String("note-2")
        elif change == "order":
            kids = list(note.P.K)
            notes = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Note"]
            note.P.K = pikepdf.Array([*notes, *kids[: -len(notes)]])
        elif change == "paragraph":
            body = [one for one in pdf.Root.StructTreeRoot.K[0].K if one.S == "/P"]
            body[2].K = pikepdf.Array([*body[2].K, *body[3].K])
            del body[3].K
        content = BytesIO()
        pdf.save(content)
    sheet = Sheet(envelope=DIN)
    return [
        *heard.differences(content.getvalue(), letter, sheet, endnotes=False),
        *heard.faults(content.getvalue(), letter),
    ]


@pytest.mark.parametrize("change", ["Lbl", "ID", "Reference", "link", "order", "paragraph"])
def test_what_is_spoiled_is_found(change):
    """A note without number or id or before words, a call that is none or leads elsewhere, a paragraph with another."""
    assert _spoiled("") == []
    assert _spoiled(change) != []


@pytest.mark.parametrize("slots", [(), RECIPIENT_SLOTS], ids=["alone", "shared"])
@pytest.mark.parametrize("table", [TABLE, crowd(1), crowd(300)], ids=["both", "one", "300"])
def test_names_are_heard_as_items_of_lists_in_their_order(table, slots):
    """Whoever listens hears how many sign on the first page, and each name once, after the letter."""
    assert _judged(replace(open_letter(table), slots=slots), DIN) == []


def test_names_are_heard_from_right_to_left():
    """An Arabic letter has names in both scripts."""
    table = SignatoryTable(organisations=(("Example Union", "Bern"),), persons=(("مثال مثال", "معلمة"), ("Ann Lee",)))
    letter = open_letter(table, arabic())

    assert letter.co_signatories.persons[0] == "مثال مثال، معلمة"
    assert _judged(letter, DIN) == []
