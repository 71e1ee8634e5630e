"""E-mail drafts: complete, the same every time, and safe from smuggled headers."""

import email
import hashlib
import re
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import entreaty.output.email.draft as drafts
from entreaty.output.email.draft import flowed, letter_draft
from entreaty.output.email.headers import attached, folded, header_names, one_address, unbroken
from entreaty.output.html import email_html
from entreaty.output.text import letter_body
from entreaty.problems import ContentError
from entreaty.templating.letters import LetterTemplates
from tests.support.deflowing import deflow
from tests.support.sample_letters import TEMPLATES, make_french_letter, make_letter, make_prose, make_short_letter
from tests.support.tiers import examples

LOOK = LetterTemplates(TEMPLATES)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20
# What ends lines, headers, parts of messages or paragraphs, what is escaped, encoded or folded, and plain words.
_PIECES = [
    "a",
    " ",
    "é",
    "e\u0301",
    "Հայ",
    "中",
    "😀",
    "<b>",
    "&",
    '"',
    "=",
    "=20",
    "--=_0_",
    "-- ",
    "From ",
    ">",
    "body",
]
_PIECES += ["0" * 32, "\u00a0", "\u202f", "\ufeff", "\\", ";", ":", "word ", "of " * 30, "x" * 77, "x" * 78, "."]
_WORDS = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)
_IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,63}", fullmatch=True)
_ADDRESSES = st.builds(
    "{}@{}".format,
    st.from_regex(r"[A-Za-z0-9!#$%&'*+/=^_`{|}~-]{1,60}", fullmatch=True),
    st.sampled_from(["example.org", "bücher.example.org", "EXAMPLE.org", f"{'x' * 60}.{'y' * 60}.example.org"]),
)
_LETTERS = st.builds(
    lambda make, values: make(**values),
    st.sampled_from([make_short_letter, make_letter, make_french_letter]),
    st.fixed_dictionaries(
        {},
        optional={
            "subject": _WORDS.filter(lambda words: "=?" not in words),
            "email": _ADDRESSES,
            "recipient": _IDS | st.sampled_from(["président", 'a"b\\c', "a b", "%", "п" * 12]),
            "salutation": _WORDS,
            "closing": _WORDS,
            "paragraphs": st.lists(_WORDS.map(make_prose), max_size=4).map(tuple),
        },
    ),
)


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


@settings(max_examples=examples(200))
@given(st.lists(st.sampled_from(["Armenian", "après", "Հայ", "«", "»", "of", "x" * 30]), min_size=1, max_size=30))
def test_subjects_of_any_length_and_script_survive(words):
    """A subject comes back as it was, and no line of it is longer than 78 characters (RFC 5322, 2.1.1)."""
    subject = " ".join(words)
    draft = letter_draft(make_short_letter(subject=subject), LOOK, PDF)
    assert email.message_from_bytes(draft, policy=SMTP)["Subject"] == subject
    assert max(len(line) for line in draft.split(b"\r\n\r\n")[0].split(b"\r\n")) <= 78


@pytest.mark.parametrize(
    "subject",
    [
        "Beschwerdeverfahrensunterlagenverzeichnisaktualisierungsanordnungsverfahrensfrage",
        "x" * 500,
        "x" * 4900,
        ("word " * 198).strip(),
        "é" * 300,
        "中" * 400,
        "😀" * 300,
        "a" * 69,
        "a" * 70,
        "short " + "y" * 80 + " end",
        "two  spaces " * 20 + "end",
        "a;b,c " * 30 + "end",
    ],
)
def test_subjects_without_spaces_are_folded(subject):
    """However long it is, a subject is written in lines of at most 78 characters, and reads as it was."""
    draft = letter_draft(make_short_letter(subject=subject), LOOK, PDF)
    assert email.message_from_bytes(draft, policy=SMTP)["Subject"] == subject
    assert max(len(line) for line in draft.split(b"\r\n\r\n")[0].split(b"\r\n")) <= 78


@pytest.mark.parametrize("length", [1, 33, 34, 35, 60, 61, 62, 63, 64])
def test_names_of_attachments_are_plain(length):
    """The PDF has one plain name, which every mail program shows, however long the recipient's id is."""
    name = "a" * length
    draft = letter_draft(make_letter(recipient=name), LOOK, PDF)
    assert f'filename="{name}.pdf"\r\n'.encode() in draft
    (attachment,) = email.message_from_bytes(draft, policy=SMTP).iter_attachments()
    assert attachment.get_filename() == f"{name}.pdf"


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
    monkeypatch.setattr(drafts, "_subject", lambda _: "Subject: x\r\nBcc: y@example.org")
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


class _Wire(EmailPolicy):
    """Writes the headers that are folded otherwise than the library folds them; other tests say how."""

    def fold_binary(self, name, value):
        if name == "Content-Disposition":
            return f"{attached(value.params['filename'])}\r\n".encode()
        if name == "Subject":
            return f"{folded(name, value)}\r\n".encode()
        return f"{unbroken(name, value)}\r\n".encode() if name == "To" else super().fold_binary(name, value)


def _written_plainly(letter, pdf):
    """Return the draft as the standard library writes it, all of it for this letter alone."""
    body = letter_body(letter, LetterTemplates(TEMPLATES))
    message = EmailMessage(policy=SMTP.clone(max_line_length=76))
    message["X-Unsent"] = "1"
    if letter.email:
        message["To"] = one_address(letter.email)
    message["Subject"] = letter.subject
    message.set_content(flowed(body), cte="quoted-printable", params={"format": "flowed", "delsp": "no"})
    html = email_html(letter, LetterTemplates(TEMPLATES))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{letter.recipient}.pdf")
    digest = hashlib.sha256(body.encode() + pdf).hexdigest()[:32]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{digest}")
    return message.as_bytes(policy=_Wire(linesep="\r\n")), header_names(message)


@settings(max_examples=examples(300))
@given(_LETTERS, st.binary(max_size=300))
def test_a_draft_is_what_the_standard_library_writes(letter, pdf):
    """What is written once for many letters, and the rest, are the bytes of a message written for one; so it reads."""
    written, headers = _written_plainly(letter, pdf)
    assert letter_draft(letter, LOOK, pdf) == written
    assert header_names(email.message_from_bytes(written, policy=SMTP)) == headers


@pytest.mark.parametrize("length", range(20, 41))
def test_headers_of_every_length_are_folded_alike(length):
    """Around 78 characters, names and addresses stand on one line or are folded as the standard library does."""
    letters = [
        make_short_letter(recipient="a" * length),
        make_short_letter(email=f"{'a' * length}@{'b' * 28}.org"),
        make_short_letter(email=f"{'a' * length}@{'b' * 33}.org", subject="a " * length),
    ]
    assert [letter_draft(letter, LOOK, PDF) for letter in letters] == [
        _written_plainly(letter, PDF)[0] for letter in letters
    ]


def test_an_empty_template_makes_an_empty_part(tmp_path):
    """A template that prints nothing is a part without words, and not a broken message."""
    for name in ("letter.txt", "email.html"):
        (tmp_path / name).write_text("")
    message = email.message_from_bytes(letter_draft(make_letter(), LetterTemplates(tmp_path), PDF), policy=SMTP)
    assert [message.get_body((kind,)).get_content() for kind in ("plain", "html")] == ["\r\n", "\r\n"]
    assert [part.defects for part in message.walk()] == [[], [], [], [], []]


def test_a_library_that_notices_is_believed(monkeypatch):
    """What the library itself refuses to write is a problem of the letter, and no traceback."""

    def refuse(*_):
        raise HeaderParseError("header value appears to contain an embedded header")

    monkeypatch.setattr(drafts, "_subject", refuse)
    with pytest.raises(ContentError, match="headers that nobody wrote"):
        letter_draft(make_letter(), LOOK, PDF)


@pytest.mark.parametrize("encoding", ["_quoted", "_in_base64"])
def test_a_body_that_begins_another_part_is_noticed(monkeypatch, encoding):
    """Whatever a faulty library makes of the bodies, none of them can end its part and begin one of its own."""
    monkeypatch.setattr(drafts, encoding, lambda _: b"a\r\n--=_1_0\r\nContent-Type: text/html\r\n\r\nb\r\n")
    with pytest.raises(ContentError, match="headers that nobody wrote"):
        letter_draft(make_letter(), LOOK, PDF)
