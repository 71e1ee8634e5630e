"""The list to tick off: every recipient, its pages and its postage, and who is left out and why."""

import csv
import io
from dataclasses import replace

import pdfplumber
import pikepdf
import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.content.shipped.languages.file import SHIPPED
from entreaty.output.packet.tick_list import Posting, tick_list_csv, tick_list_pdf
from entreaty.problems import ContentError
from entreaty.writing.letter import LetterId
from tests.support.pdfs import elements, texts
from tests.support.validators import rule_violations

A4 = load_envelopes().by_id("din-5008-b").sheet
POSTED = Posting(
    letter=LetterId("visits", "mediator"),
    addressee="President, Example Committee",
    subject="Visits to prisoners of war",
    country="Switzerland",
    zone="Europe",
    pages=2,
)
LEFT_OUT = Posting(
    letter="visits/minister", addressee="Minister", country="Azerbaijan", zone="world", reason="no demand fits"
)


def _words(typesetter, *postings, errors=0) -> str:
    return "\n".join(texts(tick_list_pdf(postings, typesetter, A4, "24 June 2025", errors).content))


def test_list_has_every_letter_and_everybody_left_out(typesetter):
    """The list shows recipient, country, zone and pages, and below it the reasons."""
    words = _words(typesetter, POSTED, LEFT_OUT)

    assert "Letters of 24 June 2025" in words
    assert "1 letter to post: 1 Europe" in words
    assert "President, Example Committee Switzerland Europe 2" in words
    assert words.index("Left out") < words.index("Minister no demand fits")


def test_list_says_which_letter_needs_another_envelope(typesetter):
    """A letter that fits no window is listed with the envelope and the label that it needs."""
    label, by_hand = "envelope without a window, with its label", "envelope without a window, addressed by hand"
    for addressee in ("Person", "x\u0301 Person"):
        posted = replace(POSTED, addressee=addressee)
        words = _words(typesetter, replace(posted, envelope="none"))
        assert label in words
        assert by_hand not in words
        words = _words(typesetter, replace(posted, envelope="none", label="by hand"))
        assert by_hand in words
        assert label not in words
        assert "envelope din-5008-a" in _words(typesetter, replace(posted, envelope="din-5008-a"))
        assert "envelope" not in _words(typesetter, posted)


def test_zones_are_counted(typesetter):
    """The first line counts the stamps of each kind that are needed."""
    others = [
        Posting(letter=LetterId("a", str(n)), addressee="X", country="Y", zone=zone, pages=1)
        for n, zone in enumerate(("domestic", "domestic", "world"))
    ]

    assert "4 letters to post: 2 domestic, 1 Europe, 1 world" in _words(typesetter, POSTED, *others)


def test_list_without_letters_says_so(typesetter):
    """Where nothing could be made the list says so, and that there are errors."""
    words = _words(typesetter, LEFT_OUT, errors=2)

    assert "No letter to post" in words
    assert "Errors in the campaign’s files may have kept other letters from being written: 2." in words


def test_appeals_are_told_apart(typesetter):
    """Where letters of several appeals lie together, their subjects stand in place of their names."""
    other = Posting(
        letter=LetterId("other", "mediator"), addressee="X", subject="Other", country="Y", zone="world", pages=1
    )

    assert "visits/mediator" in _words(typesetter, POSTED)
    assert "Visits to prisoners of war" in _words(typesetter, POSTED, other)


def test_list_is_accessible_over_many_pages(typesetter, tmp_path):
    """A list of a hundred letters passes the rules of both standards, with a table and its headers."""
    path = tmp_path / "list.pdf"
    path.write_bytes(tick_list_pdf([POSTED] * 100, typesetter, A4, "24 June 2025", 0).content)

    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []
    with pikepdf.open(path) as pdf:
        tags = [str(one.S) for one in elements(pdf.Root.StructTreeRoot.K[0])]
        assert len(pdf.pages) > 2
    assert tags.count("/TH") >= 5
    assert tags.count("/TD") == 500


def test_words_that_only_pango_sets_are_set_by_weasyprint(typesetter):
    """A name with a letter that combines has the list set as a whole, with the same words."""
    others = [replace(POSTED, addressee="x\u0301 Person"), LEFT_OUT]
    words = _words(typesetter, *others)

    assert "Person Switzerland Europe 2" in words
    assert (
        words.split("Person")[1]
        == _words(typesetter, replace(POSTED, addressee="x Person"), LEFT_OUT).split("Person")[1]
    )


def test_long_names_and_reasons_stay_in_their_columns(typesetter):
    """Words break at spaces and, where one is too wide, within it; nothing reaches over the margin."""
    long = replace(
        POSTED, addressee="Committee " * 30 + "W" * 120, country="Democratic Republic of Example and Samples"
    )
    content = tick_list_pdf(
        [long, replace(LEFT_OUT, reason="because " * 60)], typesetter, A4, "24 June 2025", 0
    ).content

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
    assert max(word["x1"] for word in words) <= (210 - 16) * 72 / 25.4 + 0.1
    assert sum(word["text"].count("W") for word in words) == 120
    assert sum(word["text"] == "because" for word in words) == 60


@pytest.mark.parametrize("neighbour", ["x\u0301 Person", "محمد الأحمد"])
def test_long_word_pushes_no_column_off_the_paper_beside_words_that_only_pango_sets(typesetter, neighbour):
    """The list that WeasyPrint sets stays within its margins, too, and no word of another column is broken."""
    long = replace(POSTED, addressee="W" * 140, country="Bosnia and Herzegovina")
    postings = [long, replace(POSTED, addressee=neighbour), replace(LEFT_OUT, addressee="V" * 140, reason="U" * 140)]
    content = tick_list_pdf(postings, typesetter, A4, "24 June 2025", 2).content

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
    assert max(word["x1"] for word in words) <= (210 - 16) * 72 / 25.4 + 0.1
    assert [sum(word["text"].count(letter) for word in words) for letter in "WVU"] == [140, 140, 140]
    assert {"Herzegovina", "Switzerland", "Posted", "Europe"} <= {word["text"] for word in words}


def test_list_looks_alike_whoever_sets_it(typesetter):
    """Drawn or set by WeasyPrint, the list begins with the brand in the accent colour, and so has lines and boxes."""
    accent, black, grey = (0x1B / 255, 0x54 / 255, 0x5B / 255), (0, 0, 0), (0x33 / 255,) * 3

    def rounded(colour) -> tuple[float, ...]:
        return tuple(round(part, 2) for part in colour)

    for addressee in ("Person", "x\u0301 Person"):
        made = tick_list_pdf([replace(POSTED, addressee=addressee)], typesetter, A4, "24 June 2025", 0)
        with pdfplumber.open(io.BytesIO(made.content)) as pdf:
            page = pdf.pages[0]
            lines = page.extract_text_lines()
            colours = {one["text"]: rounded(one["chars"][0]["non_stroking_color"]) for one in lines}
            boxes = [
                one for one in (*page.curves, *page.rects) if abs(one["width"] - 9.07) < 2.5 and one["height"] < 12
            ]

        assert lines[0]["text"] == "Entreaty"
        assert colours["Entreaty"] == rounded(accent)
        assert colours["Letters of 24 June 2025"] == black
        assert colours["visits/mediator"] == rounded(grey)
        assert boxes, "a box to tick off"
        drawn = [one[f"{how}_color"] for one in boxes for how in ("stroking", "non_stroking")]
        assert rounded(accent) in {rounded(colour) for colour in drawn if isinstance(colour, tuple)}


def test_errors_stand_apart_from_the_table_above_them(typesetter):
    """What is said of errors stands 4 mm below the line of the last row, in the list that WeasyPrint sets, too."""
    for addressee in ("Person", "x\u0301 Person"):
        postings = [replace(POSTED, addressee=addressee), LEFT_OUT]
        content = tick_list_pdf(postings, typesetter, A4, "24 June 2025", 2).content
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            page = pdf.pages[0]
            said = next(word["top"] for word in page.extract_words() if word["text"] == "Errors")
            lines = [edge["top"] for edge in page.edges if edge["top"] < said]
        assert (said - max(lines)) * 25.4 / 72 > 4


def test_name_that_no_font_has_stands_by_its_id_beside_all_others(typesetter):
    """The list is there for everybody; that row has the id, and its reason the numbers of the characters."""
    reason = "no font has ‘大’ U+5927 (CJK UNIFIED IDEOGRAPH-5927), in the addressee; 臣 too"
    strange = Posting(letter=LetterId("a", "b"), addressee="大臣, Example", country="Y", zone="world", reason=reason)
    words = _words(typesetter, POSTED, strange)

    assert "President, Example Committee Switzerland Europe 2" in words
    row = " ".join(words.split("Reason")[1].split())
    assert row.startswith("b no font has U+5927 (CJK UNIFIED")
    assert "U+81E3 too" in row
    assert not {"大", "臣", "‘"} & {*words}


def test_subject_that_no_font_has_is_a_problem(typesetter):
    """What stands for many rows is refused and not left out: the words of a language, or a subject."""
    strange = replace(POSTED, letter=LetterId("other", "mediator"), subject="大臣")

    with pytest.raises(ContentError) as refused:
        tick_list_pdf([POSTED, strange], typesetter, A4, "24 June 2025", 0)
    assert "no font has ‘大’ U+5927" in str(refused.value)


def test_csv_has_a_row_for_each_letter():
    """The table has the same rows, in UTF-8 with the mark that Excel needs."""
    content = tick_list_csv([POSTED, LEFT_OUT])

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == [
        "letter,addressee,subject,country,zone,pages,reason,envelope,label",
        'visits/mediator,"President, Example Committee",Visits to prisoners of war,Switzerland,Europe,2,,,',
        "visits/minister,Minister,,Azerbaijan,world,0,no demand fits,,",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1", "line\n=1"])
def test_csv_holds_no_formula(name):
    """A name that a spreadsheet would take for a formula is marked as text, and line breaks are spaces."""
    posting = Posting(letter=LetterId("a", "b"), addressee=name, country="Y", zone="world", pages=1)
    row = list(csv.reader(io.StringIO(tick_list_csv([posting]).decode("utf-8-sig"))))[1]

    assert row[1] == ("line =1" if name.startswith("line") else "'" + name.strip())


def test_list_speaks_the_language_of_the_campaign(typesetter):
    """Its words, the page numbers and the postage are German in a German campaign."""
    made = tick_list_pdf([POSTED, LEFT_OUT], typesetter, A4, "24. Juni 2025", 2, say=SHIPPED.page_words("de"))
    words = "\n".join(texts(made.content))

    assert "Briefe vom 24. Juni 2025" in words
    assert "1 Brief für die Post: 1 Europa" in words
    assert "Ausgelassen" in words
    assert "Fehler in den Dateien der Kampagne" in words
    assert "Seite 1 von 1" in words
