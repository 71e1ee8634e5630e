"""What may stand in the headers of an e-mail, and the proof that nothing else does."""

import re
from email.header import Header
from email.message import Message
from urllib.parse import quote

from email_validator import EmailNotValidError

from entreaty.content.mail_accounts import normal_address

# What ends a header field or is decoded into something else: controls, line separators, and encoded words, which
# Python decodes into line breaks before its patch for CVE-2024-6923.
_REFUSED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|=\?")
# RFC 5322, 2.1.1: "SHOULD be no more than 78 characters".
LINE = 78
# RFC 2047, 2: "Each line of a header field that contains one or more 'encoded-word's is limited to 76 characters".
ENCODED_LINE = 76
# CPython counts the header's name, and not the colon and the space behind it.
_HEADER_LINE = ENCODED_LINE - len(": ")
# What may stand in a parameter as it is (RFC 5987, 3.2.1: attr-char).
_PARAMETER = "!#$&+^`|"
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
    if not text.isascii():
        return encoded(name, text)
    plain = f"{name}: " + Header(text, "us-ascii", _HEADER_LINE, name).encode(linesep="\r\n")
    lines = plain.split("\r\n")
    whole = "".join(lines) == f"{name}: {text.strip()}" and lines[0] != f"{name}: "
    return plain if whole and all(line.strip() and len(line) <= LINE for line in lines) else encoded(name, text)


def encoded(name: str, text: str) -> str:
    """Return a header of free text as encoded words (RFC 2047), in lines of at most 76 characters.

    Args:
        name: The name of the header, such as "From".
        text: What it says.
    """
    return f"{name}: " + Header(text, "utf-8", _HEADER_LINE, name).encode(linesep="\r\n")


def one_address(text: str, *, utf8: bool = False) -> str:
    """Return the text as the one e-mail address that it is, in its normal form, which is in ASCII where there is one.

    Args:
        text: What should be an address, without a name.
        utf8: Whether the server takes others too (SMTPUTF8, RFC 6531).

    Raises:
        ValueError: It is not one address, or one in ASCII is needed and there is none.
    """
    if refused_in_header(text):
        raise ValueError(f"{text!a} is not an e-mail address")
    try:
        address = normal_address(text)
    except EmailNotValidError as error:
        raise ValueError(f"{text!a} is not an e-mail address") from error
    if not address.isascii() and not utf8:
        raise ValueError(f"'{text}' is not in ASCII, and the mail server takes no other address")
    return address


def unbroken(name: str, value: str, after: str = "") -> str:
    """Return a header whose value cannot be cut: in one line, or with the value on a line of its own where it is long.

    Only a value that is itself longer than 77 characters, such as a long address, gives a longer line.

    Args:
        name: The name of the header, such as "To".
        value: What it says, such as "anna@example.org".
        after: What stands before the value and stays beside the name, such as "attachment;".
    """
    beginning = f"{name}: {after}".rstrip()
    line = f"{beginning} {value}"
    return line if len(line) <= LINE else f"{beginning}\r\n {value}"


def attached(name: str) -> str:
    """Return the header that names an attached file, in one piece.

    The standard library cuts long names into pieces (RFC 2231, 3), which many mail programs do not join again, Outlook
    among them.

    Args:
        name: The name of the file, such as "petition.pdf".
    """
    if name.isascii():
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return unbroken("Content-Disposition", f'filename="{escaped}"', "attachment;")
    return unbroken("Content-Disposition", f"filename*=utf-8''{quote(name, safe=_PARAMETER)}", "attachment;")


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
