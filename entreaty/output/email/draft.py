"""The letter as an e-mail draft: one .eml file that mail programs open ready to send.

The standard library writes the MIME structure once, and each subject, line and paragraph once: letters of one appeal
share most of them. With a whole `EmailMessage` for each letter, 20,000 letters of a few groups as PDF, text and e-mail
take 84 s of CPU in place of 35 s.
"""

import hashlib
import re
from base64 import b64decode
from binascii import b2a_base64
from collections.abc import Iterator, Sequence
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.quoprimime import body_encode
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from entreaty.output.email.headers import attached, folded, is_one_header, one_address, refused_in_header, unbroken
from entreaty.output.html import email_html
from entreaty.output.text import letter_body
from entreaty.problems import ContentError, Location, Problem
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.letter import Letter

_LINE_END = b"\r\n"
# RFC 2045, 6.7 and 6.8: "lines of no more than 76 characters".
_ENCODED_LINE = 76
_DIGEST = b"0" * 32
# No body can hold a boundary: quoted-printable writes "=" as "=3D", and base64 has no "-".
_BOUNDARY = b"--=_"


def letter_draft(
    letter: Letter, templates: LetterTemplates, pdf: bytes, enclosed: Sequence[tuple[str, bytes]] = ()
) -> bytes:
    """Return the draft: plain text, HTML, the PDF and what is enclosed, without sender, date or message id.

    The same letter gives the same bytes. `X-Unsent` makes Outlook open it as a draft.

    Args:
        letter: What it says.
        templates: How it looks.
        pdf: The letter on paper.
        enclosed: The name and the content of each enclosure, such as ("petition.pdf", b"%PDF-1.7…").

    Raises:
        ContentError: A template cannot be filled in, or a header could be tampered with.
    """
    body = letter_body(letter, templates)
    headers = _headers(letter)
    plain, html = _quoted(flowed(body)), _quoted(email_html(letter, templates))
    files = ((f"{letter.recipient}.pdf", pdf), *enclosed)
    parts = [part for name, content in files for part in (_disposition(letter, name), _in_base64(content))]
    if _BOUNDARY in plain or _BOUNDARY in html or any(b"-" in content for content in parts[1::2]):
        raise _forged(letter)
    # Not random, so that the same letter gives the same file.
    digest = hashlib.sha256(body.encode() + b"".join(content for _, content in files))
    own = (headers, plain, html, *parts)
    boundary = digest.hexdigest()[: len(_DIGEST)].encode()
    shared = [part.replace(_DIGEST, boundary) for part in _frame(len(files))]
    return b"".join(chain.from_iterable(zip(own, shared, strict=True)))


@cache
def _frame(files: int) -> tuple[bytes, ...]:
    """Return what follows the headers, plain text, HTML, and name and content of each file of every draft.

    These pieces are MIME headers and boundaries, such as `--=_0_…`; `_DIGEST` stands where they differ.

    Args:
        files: How many files are attached.
    """
    message = EmailMessage(policy=SMTP)
    message.set_content("body", cte="quoted-printable", params={"format": "flowed", "delsp": "no"})
    message.add_alternative("body", subtype="html", cte="quoted-printable")
    for _ in range(files):
        # In base64 these bytes read "body" too.
        message.add_attachment(b64decode("body"), maintype="application", subtype="pdf", filename="body")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{_DIGEST.decode()}")
    return tuple(re.split(rb"^(?:body|Content-Disposition: .*)\r\n", message.as_bytes(), flags=re.MULTILINE))


def _headers(letter: Letter) -> bytes:
    """Return the headers that are the letter's own."""
    fields = [_header(letter, "X-Unsent", "X-Unsent: 1")]
    if letter.email:
        try:
            address = one_address(letter.email)
        except ValueError as error:
            raise _refusal(letter, str(error)) from error
        fields.append(_header(letter, "To", unbroken("To", address)))
    subject = _header_text(letter, "subject", letter.subject)
    try:
        fields.append(_header(letter, "Subject", _subject(subject)))
    except MessageError as error:
        # A Python with the patch for CVE-2024-6923 notices by itself.
        raise _forged(letter) from error
    return b"".join(fields)


@lru_cache(maxsize=64)
def _subject(text: str) -> str:
    return folded("Subject", text)


def _disposition(letter: Letter, name: str) -> bytes:
    """Return the header with the name of an attached file."""
    return _header(letter, "Content-Disposition", attached(_header_text(letter, "name of the attachment", name)))


def _header(letter: Letter, name: str, line: str) -> bytes:
    """Return a header as it goes over the wire."""
    written = line.encode() + _LINE_END
    if not is_one_header(written, name):
        raise _forged(letter)
    return written


def _quoted(text: str) -> bytes:
    """Return the text in quoted-printable (RFC 2045, 6.7)."""
    return _LINE_END.join([_quoted_line(line) for line in text.encode().splitlines()]) + _LINE_END


# Letters of one appeal share most of their lines.
@lru_cache(maxsize=4096)
def _quoted_line(line: bytes) -> bytes:
    # The library takes each byte for a character, as its own messages hand it their text.
    return body_encode(line.decode("latin-1"), _ENCODED_LINE, eol="\r\n").encode()


def _in_base64(content: bytes) -> bytes:
    encoded = b2a_base64(content, newline=False)
    lines = [encoded[start : start + _ENCODED_LINE] for start in range(0, len(encoded), _ENCODED_LINE)]
    return _LINE_END.join([*lines, b""])


def _header_text(letter: Letter, name: str, text: str) -> str:
    if refused := refused_in_header(text):
        raise _refusal(letter, f"{refused!a} cannot stand in the {name} of an e-mail")
    return text


def _forged(letter: Letter) -> ContentError:
    return _refusal(letter, "the e-mail would hold headers that nobody wrote")


def _refusal(letter: Letter, message: str) -> ContentError:
    return ContentError([Problem(Location(Path(letter.id)), message)])


# RFC 3676, 4.2: "lines SHOULD be 78 characters or shorter"; 72 leaves room for quoting.
_WIDTH = 72
# RFC 3676, 4.3: this very line separates the signature and is never soft.
_SIGNATURE = "-- "


def flowed(text: str) -> str:
    """Return the text with soft line breaks, for `format=flowed; delsp=no`.

    Args:
        text: Paragraphs, one on each line; spaces at the ends of lines are lost.
    """
    return "\n".join([_flowed_paragraph(paragraph) for paragraph in text.split("\n")])


# Letters of one appeal share most of their paragraphs.
@lru_cache(maxsize=1024)
def _flowed_paragraph(paragraph: str) -> str:
    return "\n".join(map(_stuffed, _soft_lines(paragraph.rstrip(" "))))


def _soft_lines(paragraph: str) -> Iterator[str]:
    """Yield lines that all but the last end in a space, which is what makes their ends soft."""
    line = ""
    for word in re.findall(r"[^ ]* |[^ ]+", paragraph):
        if line not in {"", _SIGNATURE} and len(line) + len(word.rstrip(" ")) > _WIDTH:
            yield line
            line = ""
        line += word
    yield line


def _stuffed(line: str) -> str:
    # RFC 3676, 4.4: a line that would be taken for a quotation or a mailbox separator gets a space before it.
    return f" {line}" if line.startswith((" ", ">", "From ")) else line
