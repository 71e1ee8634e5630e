"""What may stand in the headers of an e-mail, and the proof that nothing else does."""

import re
from email.header import Header
from email.message import Message

from email_validator import EmailNotValidError, validate_email

# What ends a header field or is decoded into something else: controls, line separators, and encoded words, which
# Python decodes into line breaks before its patch for CVE-2024-6923.
_REFUSED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|=\?")
# RFC 5322, 2.1.1: "SHOULD be no more than 78 characters".
LINE = 78
_FIELD_BODY = re.compile(rb":(?:[^\r\n]|\r\n[ \t])*\r\n")


def refused_in_header(text: str) -> str:
    """Return the first characters that no header may hold, such as a line break or "=?"; "" where there are none."""
    found = _REFUSED.search(text)
    return found[0] if found else ""


def folded(name: str, text: str) -> str:
    """Return a header of free text, in lines of at most 78 characters, that reads as the text again.

    It is folded at spaces. Where they are too far apart, and where it is not in ASCII, it becomes encoded words
    (RFC 2047), which can be cut anywhere. CPython 3.11's own folding loses spaces between encoded words and adds some.

    Args:
        name: The name of the header, such as "Subject".
        text: What it says: one line, of which `refused_in_header` finds nothing.
    """
    plain, encoded = (
        f"{name}: " + Header(text, charset, header_name=name).encode(linesep="\r\n")
        for charset in ("us-ascii" if text.isascii() else "utf-8", "utf-8")
    )
    lines = plain.split("\r\n")
    whole = "".join(lines) == f"{name}: {text.strip()}" and lines[0] != f"{name}: "
    return plain if whole and all(line.strip() and len(line) <= LINE for line in lines) else encoded


def one_address(text: str, *, utf8: bool = False) -> str:
    """Return the text as the one e-mail address that it is, in ASCII where it has such a form.

    Args:
        text: What should be an address, without a name.
        utf8: Whether the server takes others too (SMTPUTF8, RFC 6531).

    Raises:
        ValueError: It is not one address, or one in ASCII is needed and there is none.
    """
    if refused_in_header(text):
        raise ValueError(f"{text!a} is not an e-mail address")
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError(f"{text!a} is not an e-mail address") from error
    if found.ascii_email is None and not utf8:
        raise ValueError(f"'{text}' is not in ASCII, and the mail server takes no other address")
    return found.ascii_email or found.normalized


def is_one_header(written: bytes, name: str) -> bool:
    """Tell whether this is the header of that name and nothing else: line ends within it are folds (RFC 5322, 2.2.3).

    Args:
        written: The header as it goes over the wire, with the end of its last line.
        name: Its name, in its capitals.
    """
    beginning = name.encode()
    return written.startswith(beginning) and _FIELD_BODY.fullmatch(written, len(beginning)) is not None


def header_names(message: Message) -> list[list[str]]:
    """Return the names of the headers of a message and of each part of it, in lower case."""
    return [[name.lower() for name in part.keys()] for part in message.walk()]  # noqa: SIM118 - a message is no dict
