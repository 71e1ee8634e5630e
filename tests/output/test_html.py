"""The letter as HTML: escaped, in order, with slots, and fit for mail programs."""

import re
from html.parser import HTMLParser

import pytest

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.html import email_html, letter_html
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import NoteCall, Signatory, Span
from tests.support.sample_letters import (
    TEMPLATES,
    make_french_letter,
    make_letter,
    make_notes,
    make_prose,
    make_short_letter,
)

LOOK = LetterTemplates(TEMPLATES)
DIN = load_envelopes().by_id("din-5008-b")


class _Outline(HTMLParser):
    """Gathers the elements of a page with their attributes, and what stands inside links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside_links: list[str] = []
        self._in_link = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if self._in_link:
            self.inside_links.append(tag)
        self._in_link = self._in_link or tag == "a"
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self._in_link = self._in_link and tag != "a"

    def values(self, attribute: str) -> list[str | None]:
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]

    def count(self, tag: str) -> int:
        return sum(1 for name, _ in self.elements if name == tag)


def test_slots_mark_what_differs_between_recipients_and_senders():
    """What is the recipient's alone is marked, and what is the sender's, each place once."""
    outline = _Outline(letter_html(make_letter(), LOOK, DIN))
    places = ["addressee", "sender", "return-line", "address", "reference", "salutation", "signature"]
    assert outline.values("data-slot") == places


def test_one_heading_one_title_one_list():
    """The subject is the only heading and the title; the demands are an ordered list."""
    html = letter_html(make_letter(subject="Prisoners & law"), LOOK, DIN)
    outline = _Outline(html)
    assert "<title>Prisoners &amp; law</title>" in html
    assert "<h1>Prisoners &amp; law</h1>" in html
    assert [outline.count(tag) for tag in ("h1", "h2", "ol", "li")] == [1, 0, 1, 4]


def test_what_people_write_is_never_markup():
    """Names, lines and prose are escaped."""
    evil = "<script>alert(1)</script>"
    letter = make_short_letter(
        addressee=evil,
        address=(evil,),
        subject=evil,
        salutation=evil,
        sender=Signatory(name=evil, address=(evil,)),
        paragraphs=((Span(text=evil, italic=True), Span(text=evil, href="https://example.org/?a=1&b='")),),
    )
    for html in (letter_html(letter, LOOK, DIN), email_html(letter, LOOK)):
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert 'href="https://example.org/?a=1&amp;b=&#39;"' in html


def test_prose_keeps_its_styles_and_its_spaces():
    """Emphasis, links and note calls follow their words without a space of the template's."""
    prose = (
        *make_prose("A _b_ *c* <https://example.org/d>.[1] E"),
        Span(text=" f", italic=True, href="https://example.org/"),
    )
    html = letter_html(make_short_letter(paragraphs=(prose,)), LOOK, DIN)
    assert (
        '<p>A <em>b</em> <strong>c</strong> &lt;<a href="https://example.org/d">https://example.org/d</a>&gt;'
        '<span class="called">.<span id="call-1">'
        '<span class="note" id="note-1" data-number="1">PanARMENIAN.Net, 24 June 2025.</span></span></span> E'
        '<a href="https://example.org/" class="italic"> f</a></p>'
    ) in html


def test_a_call_is_kept_with_the_word_before_it():
    """The word before a call and the call are one piece, so that no line begins with a call."""
    notes = make_notes(["a", "b"])
    styled = (Span(text="Seen "), Span(text="there", italic=True), NoteCall(number=1), NoteCall(number=2))
    plain = (Span(text="One word and <another>."), NoteCall(number=1), Span(text=" More."))

    page = letter_html(make_letter(paragraphs=(plain, styled), notes=notes), LOOK, DIN)

    assert '<p>One word and <span class="called">&lt;another&gt;.<span id="call-1">' in page
    assert 'Seen <em>there</em><span id="call-1">' in page
    assert page.count('id="call-2"') == 1


@pytest.mark.parametrize("pair", ["ff", "fi", "fl", "մե", "մի", "մխ", "մն", "վն", "ու", "ՈՒ"])
def test_letters_that_are_drawn_as_one_are_not_parted(pair):
    """Long words may break at each twelfth place, but not between letters that a shipped font draws as one."""
    word = f"{'n' * 11}{pair}{'n' * 40}"
    html = letter_html(make_short_letter(paragraphs=(make_prose(word),)), LOOK, DIN, loose=True)

    assert f"{'n' * 11}\u200b{pair}{'n' * 10}\u200b" in html


def test_calls_side_by_side_are_parted_by_a_comma():
    """Two calls are no number of two digits: the second has a comma before it, at the foot and at the end alike."""
    letter = make_letter(paragraphs=(make_prose("Seen.[1][2] _Said_[3] more."),), notes=make_notes(["a", "b", "c"]))

    page = letter_html(letter, LOOK, DIN)
    assert [page.count(f'<span id="call-{number}"><span class="comma">,</span>') for number in (1, 2, 3)] == [0, 1, 0]
    page = letter_html(letter, LOOK, DIN, endnotes=True)
    assert '<a class="call" id="call-1" href="#note-1">1</a>' in page
    assert '<a class="call" id="call-2" href="#note-2"><span class="comma">,</span>2</a>' in page
    mail = email_html(letter, LOOK)
    assert '<a href="#note-1">1</a></sup><sup style="font-size: 11px; line-height: 0">,&#8239;<a name="call-2">' in mail
    assert mail.count(",&#8239;") == 1


def test_no_element_stands_inside_a_link():
    """PDF/UA-1, 7.18.5: links hold text only."""
    notes = make_notes(["See <https://example.org/a>."])
    for html in (
        letter_html(make_short_letter(notes=notes), LOOK, DIN),
        letter_html(make_short_letter(notes=notes), LOOK, DIN, endnotes=True),
        email_html(make_short_letter(notes=notes), LOOK),
    ):
        outline = _Outline(html)
        assert outline.count("a") > 0
        assert outline.inside_links == []


def test_endnotes_stand_in_a_list_and_calls_link_to_them():
    """With endnotes the notes are a list under a heading, and each call is a link."""
    html = letter_html(make_short_letter(), LOOK, DIN, endnotes=True)
    assert '<a class="call" id="call-1" href="#note-1">1</a>' in html
    assert "<h2>Notes</h2>" in html
    assert '<li id="note-1">PanARMENIAN.Net, 24 June 2025.</li>' in html
    assert 'class="note"' not in html


def test_without_a_sender_there_are_places_to_fill_in():
    """Name, address, e-mail and signature are blanks; there is no return line."""
    html = letter_html(make_letter(sender=None), LOOK, DIN)
    labels = re.findall(r'<span class="label">(.*?)</span>', html)
    assert labels == ["Name", "Address", "E-mail", "Signature"]
    assert "return-line" not in html


def test_a_sender_without_a_name_signs_by_hand():
    """What the sender gave is printed, what is missing is a blank."""
    html = letter_html(make_letter(sender=Signatory(organisation="Friends of the Prisoners")), LOOK, DIN)
    assert re.findall(r'<span class="label">(.*?)</span>', html) == ["Name", "Signature"]
    assert "<p>Friends of the Prisoners</p>" in html


def test_the_language_is_marked_and_its_phrases_are_used():
    """A French letter says so, and is French down to its page numbers."""
    html = letter_html(make_french_letter(), LOOK, DIN)
    assert '<html lang="fr" dir="ltr">' in html
    assert "<h1>Objet\u00a0: Le sort" in html
    assert ' · Page <span class="page"></span> sur <span class="pages"></span></p>' in html
    assert '<p data-slot="reference">Le 24 juin 2025</p>' in html


@pytest.mark.parametrize(("envelope", "marks"), [("din-5008-b", 3), ("swiss-right", 2), ("none", 0)])
def test_marks_are_those_of_the_envelope(envelope, marks):
    """Folds and punch are marked where the envelope has them."""
    html = letter_html(make_letter(), LOOK, load_envelopes().by_id(envelope))
    assert html.count('<div class="mark') == marks


def test_mail_programs_have_nothing_to_fetch():
    """The e-mail has no images, no style sheets, no scripts, and its styles stand on the elements."""
    outline = _Outline(email_html(make_letter(), LOOK))
    assert {tag for tag, _ in outline.elements} == {
        "html", "head", "meta", "title", "body", "div", "p", "sup", "a", "ol", "li", "strong", "br", "em",
    }  # fmt: skip
    assert {link[0] for link in outline.values("href")} == {"#"}
    assert not {"src", "class", "background"} & {name for _, attrs in outline.elements for name in attrs}
    assert all("url(" not in style for style in outline.values("style"))


def test_the_email_has_the_full_notes_and_the_senders_lines():
    """Notes stand in full form, and who has no name yet is asked to write one."""
    html = email_html(make_letter(), LOOK)
    assert "75 UNTS 135, art 119(5).</p>" in html
    assert "<br>anna.keller@example.org" in html
    assert "<strong>[Your name]</strong>\n<br>[Your address]" in email_html(make_letter(sender=None), LOOK)
