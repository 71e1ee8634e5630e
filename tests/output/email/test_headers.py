"""What may stand in headers: one address, plain characters, and nothing that decodes into more."""

import email
from email.policy import SMTP

import pytest

from entreaty.output.email.headers import header_names, is_one_header, one_address, refused_in_header


@pytest.mark.parametrize(
    "text", ["\r", "\n", "\0", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "=?"]
)
def test_control_characters_and_encoded_words_are_refused(text):
    """Whatever ends a header or decodes into something else is found, wherever it stands."""
    assert refused_in_header(f"a{text}b") == text
    assert refused_in_header(text) == text


@pytest.mark.parametrize("text", ["", "Visits", "Häftlinge – «1»", "Հայ", "a = b ? c", "\u00a0\u202f"])
def test_words_are_not_refused(text):
    """Words of any language and their spaces may stand in a header."""
    assert refused_in_header(text) == ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna@example.org", "anna@example.org"),
        ("Anna@EXAMPLE.org", "Anna@example.org"),
        ("anna@bücher.example.org", "anna@xn--bcher-kva.example.org"),
        ("o'neill+x@example.org", "o'neill+x@example.org"),
    ],
)
def test_an_address_is_written_in_ascii(text, address):
    """One address comes back as it is written to, a domain of other letters in its ASCII form."""
    assert one_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "a@b@c.org",
        "a b@example.org",
        "Anna <anna@example.org>",
        "a@example.org, b@example.org",
        "a@example.org;b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a\0@example.org",
        "=?utf-8?q?a?=@example.org",
        '"a b"@example.org',
        "a@[127.0.0.1]",
        "a@example.org\u2028",
        "a@exa\u202emple.org",
    ],
)
@pytest.mark.parametrize("utf8", [False, True])
def test_what_is_not_one_address_is_refused(text, utf8):
    """Lists, names, line breaks, quotation marks and nonsense are no address, whatever the server takes."""
    with pytest.raises(ValueError, match="is not an e-mail address"):
        one_address(text, utf8=utf8)


def test_other_letters_need_a_server_that_takes_them():
    """A name of other letters is an address only where the server offers SMTPUTF8."""
    with pytest.raises(ValueError, match="is not in ASCII, and the mail server takes no other"):
        one_address("аdmin@example.org")  # a Cyrillic а
    assert one_address("аdmin@example.org", utf8=True) == "аdmin@example.org"


def test_header_names_are_those_of_every_part():
    """Each part's headers are read, in their order and without regard to capitals."""
    message = email.message_from_bytes(
        b"Subject: x\r\nCONTENT-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-type: text/plain\r\n\r\nx\r\n--b--\r\n",
        policy=SMTP,
    )
    assert header_names(message) == [["subject", "content-type"], ["content-type"]]


@pytest.mark.parametrize(
    "written", [b"To: a@b.org\r\n", b"To:\r\n a@b.org\r\n", b"To: a,\r\n b\r\n\tc\r\n", b"To:\r\n"]
)
def test_a_header_may_be_folded(written):
    """A line end is part of a header where white space follows it."""
    assert is_one_header(written, "To")


@pytest.mark.parametrize(
    "written",
    [
        b"To: a\r\nBcc: b\r\n",
        b"To: a\r\n\r\n",
        b"To: a\nBcc: b\r\n",
        b"To: a\rBcc: b\r\n",
        b"To: a\n b\r\n",
        b"To: a",
        b"To: a\r\n ",
        b"Bcc: a\r\n",
        b"Too: a\r\n",
        b"\r\nTo: a\r\n",
        b"",
    ],
)
def test_more_or_other_than_one_header_is_noticed(written):
    """A second header, the end of all headers, a bare line end, another name or no line end: not one header."""
    assert not is_one_header(written, "To")
