"""What servers and the system say, in one plain line each."""

import socket
import ssl
from collections.abc import Iterable

_SHOWN = 300


def said(reply: bytes | str | Iterable[bytes | str | None]) -> str:
    """Return what a server said in one line, without what could move a terminal's cursor.

    Args:
        reply: Its words, or several of them as imaplib returns them.
    """
    parts = [reply] if isinstance(reply, bytes | str) else reply
    words = " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in parts if one)
    printable = "".join(character if character.isprintable() else " " for character in words)
    return " ".join(printable.split())[:_SHOWN]


def numbered(code: int, text: bytes | str) -> str:
    """Return a reply of SMTP in one line, such as "421 4.7.0 Too many connections"."""
    return f"{code} {said(text)}"[:_SHOWN]


def why_unreachable(error: Exception) -> str:
    """Return why there is no line to a server, such as "Connection refused".

    Args:
        error: What Python says.
    """
    if isinstance(error, socket.gaierror | UnicodeError):
        return f"no server of that name is found ({said(getattr(error, 'strerror', None) or str(error))})"
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, OSError) and error.strerror:
        return said(error.strerror)
    return said(str(error))


def why_unsafe(error: ssl.SSLError) -> str:
    """Return why a line cannot be encrypted, such as "its certificate is not trusted: self-signed certificate"."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {said(error.verify_message)}"
    reason = (error.reason or "").replace("_", " ").lower()
    return reason or said(str(error))
