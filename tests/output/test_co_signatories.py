"""Open letters: the names of all who sign follow on pages of their own, as a list to screen readers, and in text."""

import shutil
from dataclasses import replace

import pikepdf
import pytest

from entreaty.batch.run import look_of
from entreaty.content.campaign import load_campaign
from entreaty.content.files.sender import SignatoryTable
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.content.shipped.languages.file import languages
from entreaty.content.shipped.phrases import load_phrases
from entreaty.output.documents import render_files
from entreaty.output.html import email_html
from entreaty.output.text import letter_body
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.composing.address import co_signatories
from entreaty.writing.letter import Letter
from tests.support.made_letters import DAY, html_part, plain_part, printed_lines
from tests.support.pdfs import elements, texts
from tests.support.sample_campaigns import SENDER, write_campaign
from tests.support.sample_letters import TEMPLATES, make_short_letter
from tests.support.validators import rule_violations

DIN = load_envelopes().by_id("din-5008-b")
LOOK = LetterTemplates(TEMPLATES)
TABLE = SignatoryTable(
    organisations=(("Example Union", "Bern"), ("Society of Samples",)),
    persons=(("Zoë Beispiel", "nurse", "Bern"), ("Dr Ann Lee",)),
)


def crowd(count: int) -> SignatoryTable:
    """Return so many persons of one town."""
    return SignatoryTable(organisations=(), persons=tuple((f"Ann Lee {n}", "Bern") for n in range(1, count + 1)))


def open_letter(table: SignatoryTable, letter: Letter | None = None) -> Letter:
    """Return a letter, by default a short one in English, that all of the table sign."""
    letter = letter or make_short_letter()
    return replace(letter, co_signatories=co_signatories(table, letter.language))


def test_open_letter_is_accessible_and_archival(typesetter, tmp_path):
    """It passes both standards; the names are two lists of items without marks."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(typesetter.typeset(open_letter(TABLE), DIN).content)

    assert [*rule_violations(path, "ua1"), *rule_violations(path, "3a")] == []
    with pikepdf.open(path) as pdf:
        tagged = elements(pdf.Root.StructTreeRoot.K[0])
        lists = [one for one in tagged if one.S == "/L" and one.A.ListNumbering == "/None"]
        assert [len(one.K) for one in lists] == [2, 2]
        assert {str(kid.K[0].S) for one in lists for kid in one.K} == {"/LBody"}


def test_count_is_on_the_first_page_and_names_begin_a_new_one(typesetter):
    """The first page says how many sign; organisations come before persons, each as the table has them."""
    first, *_, last = texts(typesetter.typeset(open_letter(TABLE), DIN).content)

    assert "Signatories: 4" in first.splitlines()
    assert "Signatories whose names follow this letter: 4" in first.splitlines()
    assert "Example Union" not in first
    said = ["Signatories: 4", "Organisations: 2", "Example Union, Bern", "Society of Samples", "Individuals: 2"]
    said += ["Zoë Beispiel, nurse, Bern", "Dr Ann Lee"]
    places = [last.index(words) for words in said]
    # Two columns stand side by side, so that organisations are on one line.
    assert places == sorted(places)


def test_text_and_email_end_with_the_names():
    """In text, each name is a line after "- "; in e-mail, an item."""
    letter = open_letter(TABLE)

    assert letter_body(letter, LOOK).endswith(
        "Signatories: 4\n"
        "\n"
        "Organisations: 2\n"
        "\n"
        "- Example Union, Bern\n"
        "- Society of Samples\n"
        "\n"
        "Individuals: 2\n"
        "\n"
        "- Zoë Beispiel, nurse, Bern\n"
        "- Dr Ann Lee\n"
    )
    html = email_html(letter, LOOK)
    assert html.count("<li>") == 4 + len(letter.demands) * (len(letter.demands) > 1)
    assert html.index("<li>Example Union, Bern</li>") < html.index("<li>Zoë Beispiel, nurse, Bern</li>")


def test_markup_in_a_name_stays_words():
    """A name is printed as it stands, whatever it looks like."""
    letter = open_letter(SignatoryTable(organisations=(), persons=(("Ann {{ 7 }} <b>Lee</b>",),)))

    assert "- Ann {{ 7 }} <b>Lee</b>\n" in letter_body(letter, LOOK)
    assert "Ann {{ 7 }} &lt;b&gt;Lee&lt;/b&gt;" in email_html(letter, LOOK)


@pytest.mark.parametrize(
    ("variant", "total"), [("en", "5,000"), ("de", "5.000"), ("de-CH", "5’000"), ("fr", "5\u202f000")]
)
def test_count_is_written_as_the_language_writes_numbers(variant, total):
    """Thousands are parted by the mark of the language or its variant."""
    assert co_signatories(crowd(5_000), variant).total == total


def test_every_shipped_language_says_how_many_sign():
    """No phrase of open letters is missing anywhere, and each has the number."""
    phrases = load_phrases(TEMPLATES / "phrases.yaml")
    keys = ("signatories", "signatories-follow", "signing-organisations", "signing-persons")
    lacking = [
        (code, key)
        for code in languages()
        for key in keys
        if "{count}" not in dict(phrases.for_language(code)).get(key, "")
    ]

    assert lacking == []


def test_letter_depends_on_the_names_and_does_not_show_them():
    """With another name, it is another letter; what is written down of it holds none of them."""
    one, other = open_letter(crowd(2)), open_letter(crowd(3))

    assert repr(one) != repr(other)
    assert "Ann Lee" not in repr(one.co_signatories)
    assert repr(open_letter(crowd(2))) == repr(one)


def test_whole_campaign_prints_the_names(tmp_path):
    """From the campaign to all three files; without a table, nothing is said of signatories."""
    folder = write_campaign(tmp_path, sender=SENDER)
    order = Order(day=DAY, recipients=("mediator",))
    signed = load_campaign(folder, folder / "sender.yaml", signed_by=TABLE)
    (letter,) = plan_letters(signed, order).letters
    made = render_files(letter, look_of(signed, order), ("pdf", "txt", "eml"))

    # Short lists of persons stand on one line, in two columns.
    assert "Zoë Beispiel, nurse, Bern Dr Ann Lee" in printed_lines(made)
    for text in (made.contents["txt"].decode(), plain_part(made)):
        assert text.splitlines()[-1] == "- Dr Ann Lee"
    assert "<li>Dr Ann Lee</li>" in html_part(made)
    (usual,) = plan_letters(load_campaign(folder, folder / "sender.yaml"), order).letters
    assert "Signatories" not in letter_body(usual, LetterTemplates(signed.templates))


def test_template_that_leaves_the_names_out_is_told(tmp_path):
    """A campaign's own template of an earlier version would say nothing of them."""
    folder = write_campaign(tmp_path, sender=SENDER)
    shutil.copytree(TEMPLATES, folder / "letter_templates")
    text = folder / "letter_templates" / "letter.txt"
    text.write_text("{{ letter.salutation }}\n", encoding="utf-8")
    signed = load_campaign(folder, folder / "sender.yaml", signed_by=TABLE)
    told = [str(one) for one in plan_letters(signed, Order(day=DAY)).problems]

    assert any("letter.txt: warning: the template does not print 'letter.co_signatories'" in one for one in told)
