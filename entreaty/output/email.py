"""The letter as an e-mail draft: one .eml file that mail programs open ready to send."""

import email
import email.errors
import hashlib
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from pathlib import Path

from entreaty.output.flowed import flowed
from entreaty.output.headers import header_names, one_address, refused_in_header
from entreaty.output.html import email_html
from entreaty.output.text import letter_body
from entreaty.problems import ContentError, Location, Problem
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter


class _Wire(EmailPolicy):
    """Folds subjects by RFC 2047; CPython 3.11's own folding loses spaces between encoded words and adds some."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name != "Subject":
            return super().fold_binary(name, value)
        charset = "us-ascii" if value.isascii() else "utf-8"
        return b"Subject: " + Header(str(value), charset, header_name=name).encode(linesep="\r\n").encode() + b"\r\n"


_WIRE = _Wire(linesep="\r\n")


def letter_draft(letter: Letter, templates: LetterTemplates, pdf: bytes) -> bytes:
    """Return the draft: plain text, HTML and the PDF, without sender, date or message id.

    The same letter gives the same bytes. `X-Unsent` makes Outlook open it as a draft.

    Raises:
        ContentError: A template cannot be filled in, or a header could be tampered with.
    """
    message = _message(letter, templates, pdf)
    try:
        finished = message.as_bytes(policy=_WIRE)
    except email.errors.MessageError as error:
        # A Python with the patch for CVE-2024-6923 notices by itself.
        raise _refusal(letter, "the e-mail would hold headers that nobody wrote") from error
    if header_names(email.message_from_bytes(finished, policy=SMTP)) != header_names(message):
        raise _refusal(letter, "the e-mail would hold headers that nobody wrote")
    return finished


def _message(letter: Letter, templates: LetterTemplates, pdf: bytes) -> EmailMessage:
    body = letter_body(letter, templates)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if letter.email:
        try:
            message["To"] = one_address(letter.email)
        except ValueError as error:
            raise _refusal(letter, str(error)) from error
    message["Subject"] = _header_text(letter, "subject", letter.subject)
    message.set_content(flowed(body), cte="quoted-printable", params={"format": "flowed", "delsp": "no"})
    message.add_alternative(email_html(letter, templates), subtype="html", cte="quoted-printable")
    name = _header_text(letter, "name of the attachment", f"{letter.recipient}.pdf")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    _set_boundaries(message, hashlib.sha256(body.encode() + pdf).hexdigest()[:32])
    return message


def _set_boundaries(message: EmailMessage, digest: str) -> None:
    """Replace the random boundaries, so that the same letter gives the same file."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{number}_{digest}")


def _header_text(letter: Letter, name: str, text: str) -> str:
    if refused := refused_in_header(text):
        raise _refusal(letter, f"{refused!a} cannot stand in the {name} of an e-mail")
    return text


def _refusal(letter: Letter, message: str) -> ContentError:
    return ContentError([Problem(Location(Path(letter.id)), message)])
