"""E-mail drafts: complete, the same every time, and safe from smuggled headers."""

import email
import re
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import entreaty.output.email as drafts
from entreaty.output.email import letter_draft
from entreaty.output.text import letter_body
from entreaty.problems import ContentError
from entreaty.templating import LetterTemplates
from letters import TEMPLATES, make_letter, make_short_letter
from test_flowed import deflow

LOOK = LetterTemplates(TEMPLATES)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20


def _parsed(**changes):
    return email.message_from_bytes(letter_draft(make_letter(**changes), LOOK, PDF), policy=SMTP)


def test_the_draft_has_text_html_and_pdf():
    """Mixed holds alternative (plain, HTML) and the PDF under the recipient's name."""
    message = _parsed(email="president@example.org")
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == PDF
    assert attachment.get_filename() == "icrc-president.pdf"
    assert [defect for part in message.walk() for defect in part.defects] == []


def test_the_headers_are_those_of_a_draft():
    """A draft is unsent: it has no sender, date, message id or blind copies."""
    message = _parsed(email="president@example.org")
    assert message.keys() == ["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"]
    assert message["X-Unsent"] == "1"
    assert message["To"] == "president@example.org"
    assert message["Subject"] == "Armenian prisoners in Azerbaijan after the closure of the ICRC delegation"


def test_who_has_no_address_is_left_to_the_sender():
    """Without an e-mail address the draft has no To."""
    assert "To" not in _parsed()


def test_the_plain_text_is_flowed_and_reads_as_the_letter():
    """The plain part says that it is flowed, and joined again it is the letter's text."""
    letter = make_letter()
    plain = email.message_from_bytes(letter_draft(letter, LOOK, PDF), policy=SMTP).get_body(("plain",))
    assert plain["Content-Type"].params == {"charset": "utf-8", "format": "flowed", "delsp": "no"}
    assert deflow(plain.get_content().replace("\r\n", "\n")) == letter_body(letter, LOOK)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["Armenian", "après", "Հայ", "«", "»", "of", "x" * 30]), min_size=1, max_size=30))
def test_subjects_of_any_length_and_script_survive(words):
    """A subject comes back as it was, and no line of it is longer than 78 characters (RFC 5322, 2.1.1)."""
    subject = " ".join(words)
    draft = letter_draft(make_short_letter(subject=subject), LOOK, PDF)
    assert email.message_from_bytes(draft, policy=SMTP)["Subject"] == subject
    assert max(len(line) for line in draft.split(b"\r\n\r\n")[0].split(b"\r\n")) <= 78


def test_the_same_letter_gives_the_same_bytes():
    """Nothing random is left in a draft, and its lines are those of the wire."""
    draft = letter_draft(make_letter(), LOOK, PDF)
    assert draft == letter_draft(make_letter(), LOOK, PDF)
    assert draft.isascii()
    assert draft.count(b"\n") == draft.count(b"\r\n")
    assert max(len(line) for line in draft.split(b"\r\n")) <= 998
    assert draft != letter_draft(make_letter(), LOOK, PDF + b"%")


@pytest.mark.parametrize(
    "subject",
    [
        "a\r\nBcc: x@example.org",
        "a\nb",
        "a\x00b",
        "a\x0bb",
        "a\x85b",
        "a\u2028b",
        "=?utf-8?q?a=0D=0ABcc:_x=40y.z?=",
        "\x7f",
    ],
)
def test_nothing_can_be_smuggled_into_the_subject(subject):
    """Control characters, line separators and encoded words are refused with a problem of the letter."""
    with pytest.raises(ContentError) as caught:
        letter_draft(make_letter(subject=subject), LOOK, PDF)
    assert str(caught.value).startswith("armenian-detainees/icrc-president: ")
    assert str(caught.value).endswith("cannot stand in the subject of an e-mail")


@pytest.mark.parametrize(
    "address",
    [
        "a@b.org\r\nBcc: x@y.org",
        "a@b.org, x@y.org",
        "A <a@b.org>",
        "a b@c.org",
        "a@b@c.org",
        "a",
        "=?utf-8?q?a?=@b.org,c@d.org",
    ],
)
def test_nothing_but_one_address_is_written_to(address):
    """Lists, names, line breaks and nonsense are refused as addresses."""
    with pytest.raises(ContentError, match="is not an e-mail address"):
        letter_draft(make_letter(email=address), LOOK, PDF)


def test_nothing_can_be_smuggled_into_the_attachments_name():
    """The name of the file is under the same guard."""
    with pytest.raises(ContentError, match="name of the attachment"):
        letter_draft(make_letter(recipient="a\r\nX: y"), LOOK, PDF)


def test_a_header_that_nobody_wrote_is_noticed(monkeypatch):
    """Whatever a faulty library writes, the finished draft is read again and its headers are compared."""
    monkeypatch.setattr(drafts._Wire, "fold_binary", lambda *_: b"Subject: x\r\nBcc: y@example.org\r\n")
    with pytest.raises(ContentError, match="headers that nobody wrote"):
        letter_draft(make_letter(), LOOK, PDF)


def test_names_of_attachments_follow_rfc_2231():
    """A name that is not in ASCII is encoded as RFC 2231 says, and comes back as it was."""
    draft = letter_draft(make_letter(recipient="président"), LOOK, PDF)
    assert b"filename*=utf-8''pr%C3%A9sident.pdf" in draft
    (attachment,) = email.message_from_bytes(draft, policy=SMTP).iter_attachments()
    assert attachment.get_filename() == "président.pdf"


def test_the_html_is_for_mail_programs():
    """The HTML body has its styles on the elements, and nothing to fetch: no picture, style sheet, font or script."""
    html = _parsed(email="president@example.org").get_body(("html",)).get_content()
    assert (
        re.findall(r"<(img|link|style|script|iframe|object|svg)\b|\b(src|background|srcset)=|url\(|@import", html) == []
    )
    assert html.count('style="') >= 10
    assert "Dear President," in html
