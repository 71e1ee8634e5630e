"""The shared letter: for whomever it is filled in, nobody can tell it from a letter that was set by itself."""

import random
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.pdf.typesetter import Typesetter
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import RECIPIENT_SLOTS, Letter, Signatory
from tests.support import pixels
from tests.support.pdfs import shipped_typesetter
from tests.support.sample_letters import SENDER, TEMPLATES, make_letter, make_short_letter

DIN = load_envelopes().by_id("din-5008-b")

GIVEN = [
    "Anna",
    "Zoë",
    "François",
    "Łukasz",
    "Ömer",
    "José María",
    "Ngọc Ánh",
    "Þórdís",
    "Åsa",
    "Đorđe",
    "Siobhán",
    "Võ",
    "Žofie",
]
FAMILY = [
    "Müller",
    "O’Neill",
    "Őry-Nagy",
    "Ţepeş",
    "van der Straeten",
    "Ffoulkes-Offiah",
    "Ñáñez",
    "Ćosić",
    "Ärztekammer",
    "AVATAR",
]
OFFICES = [
    "Member of the Bundestag",
    "Office of the First Minister",
    "Député",
    "Chair, Committee on Foreign Affairs",
    "Senator",
]
STREETS = [
    "12, rue de l’Université",
    "Platz der Republik 1",
    "House of Commons",
    "PO Box 4455",
    "Żurawia 3/5 m. 7",
    "ul. „Św. Anny” № 8",
]
TOWNS = ["75007 Paris", "11011 Berlin", "London SW1A 0AA", "00-497 Warszawa", "1010 Wien", "Reykjavík", "TÓRSHAVN"]
CYRILLIC = ["Иван Петров", "Държавна агенция", "Охотный ряд, 1", "Київ", "Љубица Ђорђевић"]
ARMENIAN = ["Հայաստանի Ազգային ժողով", "Մարշալ Բաղրամյան 19", "Երևան 0095"]
LONG = ["The Right Honourable Sir Bartholomew Featherstonehaugh-Cholmondeley of Marjoribanks KCMG", "W" * 60]
ODD = [
    "İstanbul ığdır",
    "N\u00a0°\u00a07",
    "A  B",
    "1202",
    "—",
    "naïve e\u0301clair",
    "Ωμέγα",
    "a b",
    "🏛 House",
    "ﬁrst",
    "x\u00adyz",
]


def generated(count: int) -> list[Letter]:
    """Return letters to so many invented recipients, with names and addresses of every kind, the same at each run."""
    dice = random.Random(20250624)  # noqa: S311 - nothing is kept secret
    letters = []
    for number in range(count):
        name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
        lines = [
            name,
            dice.choice(OFFICES),
            dice.choice(STREETS),
            dice.choice(TOWNS),
            dice.choice(TOWNS).upper(),
            "EUROPE",
        ]
        lines = lines[: dice.randint(1, 6)]
        if number % 5 == 4:
            lines[dice.randrange(len(lines))] = dice.choice(
                [CYRILLIC, CYRILLIC, ARMENIAN, LONG, ODD, ODD][number // 5 % 6]
            )
        letters.append(
            replace(
                make_letter(sender=SENDER),
                recipient=f"recipient-{number}",
                addressee=lines[0] if number % 3 else f"{name}, {dice.choice(OFFICES)}",
                address=tuple(lines),
                salutation=f"Dear {name}," if number % 7 else f"{lines[0]},",
                email=f"r{number}@example.org" if number % 2 else "",
            )
        )
    return letters


LETTERS = 300
# Letters that nobody can set: their addresses have characters of no font.
REFUSED = {209, 234}
# `make test` looks at a twentieth of the letters, half of them with odd words; `make test-all` at an eighth of the
# others, too, and `make soak` at the half of them, in parts, and at those that are refused.
SAMPLE = [number for number in range(LETTERS) if number % 40 == 0 or (number % 20 == 4 and number < LETTERS / 2)]
REST = [number for number in range(LETTERS) if number not in SAMPLE and (number % 2 or number in REFUSED)]
PARTS = [
    SAMPLE,
    *(pytest.param(REST[part::4], marks=pytest.mark.soak if part else pytest.mark.thorough) for part in range(4)),
]


@pytest.mark.no_cover
@pytest.mark.tool("verapdf")
@pytest.mark.parametrize("numbers", PARTS, ids=["sample", *(f"rest-{n}" for n in range(4))])
def test_shared_and_ordinary_setting_are_the_same_to_every_reader(tmp_path: Path, record_property, verapdf, numbers):
    """Of 300 recipients, each letter has the same words, structure and pixels at 150 dpi on both ways, and both pass.

    Both pass page-validation, and what a run would write passes veraPDF, for PDF/UA-1 and for PDF/A-3a.
    """
    ways: Counter[str] = Counter()
    different, refused = [], set()
    files, alone_files = [], []
    letters = generated(LETTERS)
    for number in numbers:
        letter = letters[number]
        try:
            shared = shipped_typesetter().typeset(letter, DIN)
        except ContentError as error:
            with pytest.raises(ContentError, match=re.escape(str(error))):
                shipped_typesetter().typeset(replace(letter, slots=()), DIN)
            assert "🏛 House" in letter.address, "only what no font has is refused"
            refused.add(number)
            continue
        alone = shipped_typesetter().typeset(replace(letter, slots=()), DIN)
        ways[shared.typesetting.partition(":")[0]] += 1
        different += [
            (letter.address, letter.salutation, found) for found in pixels.differences(shared.content, alone.content)
        ]
        assert (shared.pages, shared.endnotes) == (alone.pages, alone.endnotes)
        for kind, made, written in (("made", shared, files), ("alone", alone, alone_files)):
            written.append(tmp_path / f"{letter.recipient}-{kind}.pdf")
            written[-1].write_bytes(made.content)

    assert different == []
    assert verapdf.violations(files, alone_files) == {}
    assert ways.total() + len(refused) == len(numbers) >= 15
    assert refused == REFUSED & set(numbers)
    assert ways["shared"] >= len(numbers) / 2
    assert ways["ordinary"] >= 1 or numbers[0] in REST
    record_property(
        "counted",
        f"{ways['shared']} letters shared, {ways['ordinary']} set by themselves, {len(refused)} refused both ways",
    )


SHORT = replace(
    make_short_letter(),
    address=("Zoë Müller", "Rue 1", "Geneva"),
    salutation="Dear Zoë Müller,",
    addressee="Zoë Müller",
)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Հայաստանի Ազգային ժողով", "needs another font"),
        ("مجلس", "needs another font"),
        ("Kyiv Київ", "more than one script"),
        ("e\u0301clair", "needs another font"),
        ("x\u00ady", "needs another font"),
        ("a  b", "white space"),
    ],
)
def test_words_that_only_pango_can_set_are_left_to_it(words: str, why: str):
    """A letter whose words need another font, another rule or another line is set by itself, and says why."""
    made = shipped_typesetter().typeset(replace(SHORT, address=(words, *SHORT.address[1:])), DIN)

    assert made.typesetting.startswith("ordinary: ")
    assert why in made.typesetting


@pytest.mark.parametrize(
    "address",
    [
        ("Office of the Commissioner for the Protection of the Rights of Everybody", "Rue 1", "Geneva"),
        ("A", "Standing Committee on Foreign Affairs and International Development, House of Commons", "Ottawa"),
        ("c/o Permanent Delegation of the Grand Duchy of Luxembourg to the Council of Europe, Room 12/14", "B", "C"),
        ("Baroness Featherstonehaugh-Cholmondeley-Marjoribanks of Wriothesley", "SW1A 0PW", "London"),
        ("Ministère de l’Europe et des Affaires étrangères, Direction des Nations Unies", "37, quai d’Orsay", "Paris"),
        ("Министерство иностранных дел Российской Федерации, Департамент печати", "Москва", "РОССИЯ"),
        ("W" * 60, "Rue 1", "Geneva"),
        (
            "The Office of the Commissioner for “the Protection” of the Rights of Everybody, Everywhere",
            "Rue 1",
            "Geneva",
        ),
        ("One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", "B", "C"),
        (
            "The first line of this address is far too long for any window",
            "and so is the second one of it, which is even longer",
            "C",
        ),
    ],
    ids=lambda address: address[0][:20],
)
def test_words_that_take_several_lines_are_shared_with_others_that_do(address: tuple[str, ...]):
    """A long line of an address is divided, and shared with others of as many lines."""
    letter = replace(SHORT, address=address)
    shared, alone = (
        shipped_typesetter().typeset(letter, DIN),
        shipped_typesetter().typeset(replace(letter, slots=()), DIN),
    )

    assert shared.typesetting == "shared"
    assert pixels.differences(shared.content, alone.content) == []


SENDER_SLOTS = ("sender.name", "sender.role", "sender.organisation", "sender.address", "sender.email", "sender.phone")


@pytest.mark.parametrize(
    "sender",
    [
        replace(SENDER, name="Łukasz AVATAR", address=("Ul. „Św. Anny” 8", "Gdańsk", "POLAND"), email="x@example.org"),
        replace(SENDER, name="Jo", role="Chair of the Association", organisation="", phone=""),
        replace(SENDER, name="Zoë Ffoulkes", organisation="Example Society", address=("Rue 1",)),
    ],
    ids=lambda sender: sender.name,
)
def test_texts_of_the_sender_are_slots_like_others(sender: Signatory):
    """Letters of many senders share their page: name, role and address in the head, at the return line and below."""
    letter = make_short_letter(sender=sender, slots=(*RECIPIENT_SLOTS, *SENDER_SLOTS))
    shared = shipped_typesetter().typeset(letter, DIN)
    alone = shipped_typesetter().typeset(replace(letter, slots=()), DIN)

    assert shared.typesetting == "shared"
    assert pixels.differences(shared.content, alone.content) == []


@pytest.mark.parametrize("office", ["Chair of the Committee on Foreign Affairs and Rights", "Chair of the Committee"])
def test_an_address_that_needs_smaller_letters_is_shared_with_others_that_do(office: str):
    """Six lines of which one is too wide are set in smaller letters, in which it is not, both ways."""
    address = ("Jo Ray", office, "Example Committee", "19 avenue de la Paix", "1202 Geneva", "SWITZERLAND")
    letter = make_short_letter(address=address)
    shared = shipped_typesetter().typeset(letter, DIN)
    alone = shipped_typesetter().typeset(replace(letter, slots=()), DIN)

    assert shared.typesetting == "shared"
    assert pixels.differences(shared.content, alone.content) == []


def test_a_letter_without_slots_is_set_by_itself():
    """A letter of a small group has no slots, and nothing is tried to share."""
    assert shipped_typesetter().typeset(replace(SHORT, slots=()), DIN).typesetting == "ordinary: its group is small"


def test_same_letter_has_the_same_bytes_whatever_was_set_before():
    """A letter's file depends on the letter and its group, not on the letters that are made beside it."""
    fresh, used = Typesetter(LetterTemplates(TEMPLATES)), shipped_typesetter()
    others = [
        replace(SHORT, recipient=f"r{number}", address=(name, "Łódź", "Ωμέγα")) for number, name in enumerate(GIVEN)
    ]

    first = fresh.typeset(SHORT, DIN)
    for other in others:
        used.typeset(other, DIN)
    again = used.typeset(SHORT, DIN)

    assert first.typesetting == again.typesetting == "shared"
    assert first.content == again.content


def edited_look(folder: Path, file: str, old: str, new: str) -> Typesetter:
    """Return the typesetter of the shipped look with one change."""
    look = folder / "look"
    shutil.copytree(TEMPLATES, look)
    text = (look / file).read_text(encoding="utf-8")
    assert old in text
    (look / file).write_text(text.replace(old, new), encoding="utf-8")
    return Typesetter(LetterTemplates(look))


_SALUTATION = '<p class="salutation" data-slot="salutation">{{ letter.salutation }}</p>'


@pytest.mark.one_in(4, thorough=2)
@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        ("letter.html", _SALUTATION, "<p>{{ letter.salutation }}</p>", "outside of its slots"),
        (
            "letter.html",
            _SALUTATION,
            '<p data-slot="x" title="{{ letter.salutation }}">{{ letter.salutation }}</p>',
            "outside of its slots",
        ),
        ("letter.html", _SALUTATION, '<p data-slot="x">{{ letter.salutation | upper }}</p>', "looks at"),
        ("letter.html", "<title>{{ letter.subject }}", "<title>{{ letter.addressee }}", "outside of its slots"),
        ("letter.css", ".salutation {", ".salutation { text-transform: uppercase;", "style sheet changes"),
        ("letter.css", ".salutation {", ".salutation { text-align: right;", "could move the line"),
        ("letter.css", ".salutation {", ".salutation { text-align: center;", "could move the line"),
        ("letter.css", ".salutation {", ".salutation { float: left; border: 1px solid;", "could move the line"),
        (
            "letter.css",
            ".salutation {",
            ".salutation { display: inline-block; border: 1px solid;",
            "could move the line",
        ),
        ("letter.css", ".salutation {", ".salutation { text-decoration: underline;", "could move the line"),
        ("letter.css", ".salutation {", ".salutation { letter-spacing: 1pt;", "only Pango sets"),
        ("letter.css", ".salutation {", ".salutation { font-variant-ligatures: none;", "only Pango sets"),
        ("letter.css", ".salutation {", ".salutation { font-kerning: none;", "only Pango sets"),
        ("letter.css", ".salutation {", ".salutation { font-feature-settings: 'smcp';", "only Pango sets"),
        (
            "letter.html",
            _SALUTATION,
            '<p data-slot="x">{{ letter.salutation }} <span style="display: inline-block; width: 2mm">x</span></p>',
            "more than text",
        ),
        (
            "letter.html",
            _SALUTATION,
            '<p data-slot="x">{{ letter.salutation }}<span style="padding-left: 2mm">x</span></p>',
            "space between",
        ),
        ("letter.html", _SALUTATION, '<h2 data-slot="x">{{ letter.salutation }}</h2>', "makes bookmarks"),
        ("letter.html", _SALUTATION, '<p data-slot="x"><u>{{ letter.salutation }}</u></p>', "could move the line"),
        (
            "letter.html",
            _SALUTATION,
            '<p data-slot="x"><span style="background: #eee">{{ letter.salutation }}</span></p>',
            "could move the line",
        ),
    ],
)
def test_looks_in_which_words_change_more_than_themselves_share_nothing(tmp_path: Path, file, old, new, why):
    """Where own words could move, colour or stretch what is around them, every letter is set by itself."""
    made = edited_look(tmp_path, file, old, new).typeset(SHORT, DIN)

    assert made.typesetting.startswith("ordinary: ")
    assert why in made.typesetting


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (
            "letter.css",
            ".salutation {",
            ".salutation { font-size: 14.3pt; color: #800; font-style: italic; font-weight: bold;",
        ),
        (
            "letter.css",
            ".salutation {",
            ".salutation { text-indent: 7mm; margin-left: 3mm; background: #eee; border: 1px solid;",
        ),
        (
            "letter.html",
            _SALUTATION,
            '<p data-slot="x">To <b>{{ letter.salutation }}</b> and <i>{{ letter.addressee }}</i> too.</p>',
        ),
        (
            "letter.html",
            _SALUTATION,
            '<p data-slot="x"><span style="float: right">{{ letter.language }}</span>{{ letter.salutation }}</p>',
        ),
        (
            "letter.html",
            _SALUTATION,
            '<p data-slot="x" class="big">{{ letter.salutation }}</p><p data-slot="y">{{ letter.address[0] }}</p>',
        ),
    ],
)
def test_other_looks_share_what_they_can(tmp_path: Path, file, old, new):
    """Slots in another style, with words around them, or several in a line: the same on both ways."""
    setter = edited_look(tmp_path, file, old, new)
    setter.typeset(SHORT, DIN)
    other = replace(
        SHORT, address=("Łukasz Ffoulkes", "Ul. 3", "Gdańsk"), salutation="Monsieur l’Ambassadeur,", addressee="X"
    )
    shared, alone = setter.typeset(other, DIN), setter.typeset(replace(other, slots=()), DIN)

    assert shared.typesetting == "shared"
    assert pixels.differences(shared.content, alone.content) == []


def test_a_letter_from_right_to_left_is_set_by_itself():
    """Arabic letters, whose lines begin at the right, share nothing."""
    made = shipped_typesetter().typeset(replace(SHORT, language="ar", address=("جنيف",)), DIN)

    assert made.typesetting.startswith("ordinary: ")
