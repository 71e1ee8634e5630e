"""The PDF: valid, tagged, the same every time, and with nothing fetched for it."""

import base64
import os
import re
import shutil
import sys
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from tests.support.checkout import ROOT
from tests.support.programs import run
from tests.support.sample_letters import (
    ADDRESS,
    TEMPLATES,
    make_demands,
    make_french_letter,
    make_letter,
    make_notes,
    make_prose,
    make_short_letter,
)
from tests.support.validators import rule_violations

pytestmark = pytest.mark.no_cover

ENVELOPES = load_envelopes()
DIN = ENVELOPES.by_id("din-5008-b")
# The smallest PNG: one grey pixel.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")


@pytest.fixture
def look(tmp_path: Path) -> LetterTemplates:
    """Return a copy of the shipped look that a test may spoil."""
    folder = tmp_path / "look"
    shutil.copytree(TEMPLATES, folder, ignore=shutil.ignore_patterns("*.md"))
    return LetterTemplates(folder)


def _edit(path: Path, old: str, new: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


def _texts(content: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [sheet.extract_text() for sheet in pdf.pages]


def _structure(content: bytes) -> list[str]:
    """Return the tags of the document in reading order."""
    tags: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            tags.append(str(element.S))
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                walk(kid)

    with pikepdf.open(BytesIO(content)) as pdf:
        walk(pdf.Root.StructTreeRoot.K[0])
    return tags


@pytest.mark.one_in(7, thorough=3)
@pytest.mark.parametrize("envelope", ENVELOPES.ids)
@pytest.mark.parametrize(
    "letter",
    [
        make_letter(address=ADDRESS[1:]),
        make_letter(sender=None, address=ADDRESS[1:]),
        make_french_letter(address=("Département fédéral des affaires étrangères", "3003 Berne", "SUISSE")),
    ],
    ids=["signed", "blank", "french"],
)
def test_every_letter_is_accessible_and_archival(typesetter, tmp_path, envelope, letter):
    """Each envelope and language passes the rules of PDF/UA-1 and of PDF/A-3a."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(typesetter.typeset(letter, ENVELOPES.by_id(envelope)).content)
    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []


def test_title_language_and_tags_are_right(typesetter):
    """The subject is the title, the language is marked, and headings, lists and links are tagged."""
    made = typesetter.typeset(make_letter(), DIN)
    with pikepdf.open(BytesIO(made.content)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Armenian prisoners in Azerbaijan after the closure of the ICRC delegation"
        assert "/CreationDate" not in pdf.docinfo
    tags = _structure(made.content)
    assert [tags.count(tag) for tag in ("/H1", "/L", "/LI", "/Note", "/Lbl")] == [1, 1, 4, 10, 14]
    assert "/Link" in tags


@pytest.mark.thorough
def test_the_closing_is_never_alone_on_a_page(typesetter):
    """However the text runs, the page with the closing also has the last words before it, and the signature."""
    together = []
    for length in range(24, 34):
        text = " ".join(["The law has not changed with the closure of an office."] * length)
        letter = make_short_letter(paragraphs=(make_prose(text + "[1]"),), ending=(make_prose("I remain hopeful."),))
        made = typesetter.typeset(letter, DIN)
        last = _texts(made.content)[-1]
        assert "Yours faithfully," in last
        together.append("I remain hopeful." in last and "Anna Keller" in last)
    assert together == [True] * 10


def test_only_bundled_fonts_are_in_the_file(typesetter):
    """Every font is a Noto Serif, embedded, whatever script is set."""
    letter = make_short_letter(paragraphs=(make_prose("Հայ *Թավ* ქართული _курсив_ Ə *_ə_*[1]"),))
    with pikepdf.open(BytesIO(typesetter.typeset(letter, DIN).content)) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        names = {re.sub(r"^/[A-Z]{6}\+", "", str(font.FontName)) for font in fonts}
        assert all("/FontFile2" in font for font in fonts)
    assert names == {
        "Noto-Serif",
        "Noto-Serif-Bold",
        "Noto-Serif-Italic",
        "Noto-Serif-Armenian",
        "Noto-Serif-Armenian-Bold",
        "Noto-Serif-Georgian",
    }


def test_the_same_letter_gives_the_same_bytes(typesetter, tmp_path):
    """Again, by another typesetter, or in another process with another hash seed and language: the same file."""
    first = typesetter.typeset(make_letter(), DIN).content
    again = Typesetter(LetterTemplates(TEMPLATES)).typeset(make_letter(), DIN).content
    path = tmp_path / "other.pdf"
    program = (
        "import sys; from pathlib import Path; from tests.support.sample_letters import *\n"
        "from entreaty.output.pdf.typesetter import Typesetter\n"
        "from entreaty.templating.letters import LetterTemplates\n"
        "from entreaty.content.shipped.envelopes import load_envelopes\n"
        "din = load_envelopes().by_id('din-5008-b')\n"
        "made = Typesetter(LetterTemplates(TEMPLATES)).typeset(make_letter(), din)\n"
        "Path(sys.argv[1]).write_bytes(made.content)"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "FONTCONFIG_FILE": "/dev/null",
    }
    run([sys.executable, "-c", program, path], env=environment)
    assert again == first
    assert path.read_bytes() == first


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="x">',
        '<img src="asset:unknown.png" alt="x">',
        '<img src="letter.css" alt="x">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<a rel="attachment" href="file:///etc/hostname">x</a>',
        '<style>@import url("file:///etc/hostname");</style>',
        '<style>@font-face { font-family: X; src: url("file:///etc/hostname") }</style>',
        '<p style="background: url(file:///etc/hostname)">x</p>',
        '<object data="file:///etc/hostname">x</object>',
    ],
)
def test_nothing_is_fetched(look, markup):
    """Files, network, data addresses, relative names and attachments are refused, and each refusal is a problem.

    No such thing comes so far as to be set: the template is refused.
    """
    page = f'<html lang="en"><head><title>T</title></head><body>{markup}</body></html>'
    with pytest.raises(ContentError, match="typesetting: "):
        Typesetter(look).typeset_page(page, Path("page.html"))
    _edit(look.folder / "letter.html", "<h1>", markup + "<h1>")
    with pytest.raises(
        ContentError, match=r"typesetting: .*asset:unknown" if "asset:" in markup else r"letter\.html:\d"
    ):
        Typesetter(look).typeset(make_short_letter(), DIN)


def test_an_image_that_was_given_is_shown(look, tmp_path):
    """A template may show an image by its name; the letter stays valid."""
    _edit(look.folder / "letter.html", "<h1>", '<p><img src="asset:logo.png" alt="Our logo"></p><h1>')
    made = Typesetter(look, {"logo.png": PNG}).typeset(make_short_letter(), DIN)
    path = tmp_path / "letter.pdf"
    path.write_bytes(made.content)
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages[0].images) == 1
    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []


def test_warnings_of_the_typesetting_are_problems(look):
    """A mistake in the style sheet is a problem of that file; one in the page is a problem of the letter."""
    with (look.folder / "letter.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\np { colour: red }\n")
    with pytest.raises(ContentError, match=r"letter\.css: typesetting: Ignored `colour: red"):
        Typesetter(look)
    shutil.copy(TEMPLATES / "letter.css", look.folder)
    _edit(look.folder / "letter.html", "<h1>", '<h1 style="colour: red">')
    with pytest.raises(ContentError, match="armenian-detainees/icrc-president: typesetting: Ignored"):
        Typesetter(look).typeset(make_short_letter(), DIN)


def test_a_character_without_a_glyph_is_named(typesetter):
    """What would be a box on paper is a problem before anything is set."""
    with pytest.raises(ContentError, match=r"no font has ‘日’ U\+65E5 \(CJK UNIFIED IDEOGRAPH-65E5\), in the address"):
        typesetter.typeset(make_letter(address=("日本",)), DIN)


def test_a_long_line_is_set_smaller(typesetter):
    """A long name still fits in smaller letters, in one line."""
    lines = ("Office of the High Commissioner for Human Rights", "b", "c", "d", "e", "f")
    made = typesetter.typeset(make_short_letter(address=lines), DIN)
    with pdfplumber.open(BytesIO(made.content)) as pdf:
        (word,) = (word for word in pdf.pages[0].extract_words(extra_attrs=["size"]) if word["text"] == "Commissioner")
    assert word["size"] == pytest.approx(9, abs=0.001)
    assert made.address == ("smaller: 9 pt",)


def test_an_address_longer_than_a_sheet_is_refused(typesetter):
    """Eight lines of 500 characters fit no sheet, and that is a named problem."""
    expected = "the address has no room on the sheet of the envelope 'din-5008-b', nor on one without a window"
    with pytest.raises(ContentError, match=expected):
        typesetter.typeset(make_short_letter(address=("long " * 100,) * 8), DIN)


def test_notes_that_cannot_stay_with_their_calls_move_to_the_end(typesetter, tmp_path):
    """A note longer than a page makes the letter one with endnotes: nothing is lost, and it says so."""
    notes = make_notes([f"begins1 {'word ' * 1500}ends1", "begins2 ends2"])
    letter = make_letter(paragraphs=(make_prose("One.[1] Two.[2]"),), notes=notes, demands=make_demands(["to act."]))
    made = typesetter.typeset(letter, DIN)
    text = "\n".join(_texts(made.content))
    assert made.endnotes
    assert re.findall(r"(?:begins|ends)\d", text) == ["begins1", "ends1", "begins2", "ends2"]
    assert text.index("Yours faithfully") < text.index("Notes") < text.index("begins1")
    path = tmp_path / "letter.pdf"
    path.write_bytes(made.content)
    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []


@pytest.mark.parametrize("missing", ["letter.css", "fonts"])
def test_a_look_without_its_parts_is_a_problem(look, missing):
    """A folder without style sheet or fonts is named."""
    path = look.folder / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(ContentError, match=rf"{missing}: the letters' look needs this, and it is missing"):
        Typesetter(look)


def test_without_pango_the_message_names_the_cure(tmp_path):
    """Where a system library is missing, the message says how to get it, and there is no other output."""
    broken = tmp_path / "weasyprint"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise OSError(\"cannot load library 'libgobject-2.0-0'\")", encoding="utf-8")
    program = (
        "from pathlib import Path; from entreaty.output.pdf.typesetter import Typesetter\n"
        "from entreaty.problems import EntreatyError; from entreaty.templating.letters import LetterTemplates\n"
        f"try: Typesetter(LetterTemplates(Path({str(TEMPLATES)!r})))\n"
        "except EntreatyError as error: print(error)"
    )
    paths = os.pathsep.join((str(tmp_path), str(ROOT)))
    done = run([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": paths})
    assert done.stdout == "PDF needs the system library Pango; run 'generate.py doctor' to see how to install it\n"
    assert done.stderr == ""
