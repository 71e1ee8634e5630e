"""Addresses, users and passwords of mail accounts, each in the one form in which it is kept, compared and sent.

The same name can be written in several ways: a domain in its own letters or in ASCII, "ö" as one character or as two,
a space as one that does not break. Mail programs and servers compare bytes, so all sides write one of these ways:
RFC 5890 for domains, PRECIS (RFC 8265, which replaces SASLprep, RFC 4013) for users and passwords.
"""

import re
import stringprep
import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

# Addresses in which only the domain needs a closer look (RFC 5322, 3.4.1; RFC 5321, 4.5.3.1).
_ORDINARY = re.compile(r"(?=[^@]{1,64}@)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*@[A-Za-z0-9.-]{1,180}", re.ASCII)
# Controls, invisible characters, lone surrogates, line and paragraph separators: what comes along when something is
# copied, and what RFC 8264, 9, leaves to no class of strings.
_NEVER_TYPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# UAX 11: characters of another width than usual, such as "ａ".
_OTHER_WIDTHS = {"F", "H"}


def normal_address(text: str) -> str:
    """Return an address in the form in which it is kept: its domain in small letters and in ASCII (RFC 5890, 2.3.2.1).

    "Info@Bücher.example.org" is "Info@xn--bcher-kva.example.org". Every mail program takes that form, and a letter that
    only looks like one of a-z is seen in it. What stands before the "@" is kept, because its capitals may count
    (RFC 5321, 2.4); so the form of such a form is the same again.

    Args:
        text: One address, without a name.

    Raises:
        EmailNotValidError: It is none; the error says why, in English.
    """
    local, _, domain = text.rpartition("@")
    if _ORDINARY.fullmatch(text) and (known := _known_domain(domain)):
        return f"{local}@{known}"
    found = validate_email(text, check_deliverability=False)
    return f"{local if local.isascii() else found.local_part}@{found.ascii_domain}"


# Thousands of addresses share a few domains.
@lru_cache(maxsize=4096)
def _known_domain(domain: str) -> str:
    """Return the normal form of a domain; nothing for what is none."""
    try:
        return str(validate_email(f"a@{domain}", check_deliverability=False).ascii_domain)
    except EmailNotValidError:
        return ""


def untyped_character(text: str) -> str:
    """Return the first character that nobody types, such as a space of no width; "" where there is none."""
    return next((one for one in text if unicodedata.category(one) in _NEVER_TYPED or stringprep.in_table_b1(one)), "")


def called(character: str) -> str:
    """Return how a message names a character that cannot be seen: "U+200B (zero width space)"."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'control character').lower()})"


def prepared_user(text: str) -> str:
    """Return the name of a user as servers compare it (RFC 8265, 3.4): letters of the usual width, composed.

    Args:
        text: The name, such as "jörg@example.org", of which `untyped_character` finds nothing.
    """
    narrow = (
        unicodedata.normalize("NFKC", one) if unicodedata.east_asian_width(one) in _OTHER_WIDTHS else one
        for one in text
    )
    return unicodedata.normalize("NFC", "".join(narrow))


def prepared_password(text: str) -> str:
    """Return a password as servers compare it (RFC 8265, 4.2): with plain spaces, and its letters composed.

    Args:
        text: The password, of which `untyped_character` finds nothing.
    """
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)
    return unicodedata.normalize("NFC", spaced)
