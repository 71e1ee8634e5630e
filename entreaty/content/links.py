"""What may be linked to: https and one plain mailbox; all that hides where a link leads is refused, or told.

A stranger's link may show one address and lead to another: through a name before the host (`https://bank.example@evil`,
RFC 3986, 7.6), numbers for a host, encoded line breaks, header fields after an address (RFC 6068, 7), or letters of
another script that look like ours (Unicode UTS 39).
"""

import re
import unicodedata
from urllib.parse import urlsplit

from entreaty.storage.characters import refused_character

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
# What nearly every address is; only others need a closer look.
_ORDINARY = re.compile(rf"https?://{_HOST}(?:[/?#][A-Za-z0-9._~/?#@!$&'()*+,;:=-]*)?")
_CHARACTERS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_HIDDEN = re.compile(r"%(?:[01][0-9A-F]|7F)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_ATOM = r"[A-Za-z0-9!#$'*+=^_-]+"
_MAILBOX = re.compile(rf"mailto:{_ATOM}(?:\.{_ATOM})*@{_HOST}", re.IGNORECASE)
_WRITTEN_TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}


def why_no_web_address(url: str) -> tuple[str, str] | None:
    """Return what is wrong with a web address, and what would be right; None if it may be printed and linked to."""
    if _ORDINARY.fullmatch(url):
        return None
    if not _CHARACTERS.fullmatch(url) or refused_character(url):
        return "is not a web address", "begin it with https://, and leave no space in it"
    if hidden := _HIDDEN.search(url):
        return f"hides a control character ({hidden[0]})", "leave it out"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "is not a web address", "look at what stands between '//' and the next '/'"
    if "@" in parts.netloc:
        return "names a user before the host, which hides where it leads", "leave out what stands before '@'"
    why = _why_no_host(parts.hostname or "")
    return (why, "write the name of the host, such as example.org") if why else None


def why_no_mailbox(url: str) -> tuple[str, str] | None:
    """Return what is wrong with a link that begins with `mailto:`, and what would be right; None if it is plain."""
    if _MAILBOX.fullmatch(url):
        return None
    return "is not one plain e-mail address", "write 'mailto:' and one address, without '?' and what follows it"


def misleading_host(url: str) -> str:
    """Return how the host of an address misleads, such as "reads 'раypal.com', in letters of several scripts"; else "".

    Args:
        url: An address of the web or of e-mail, or the domain of one.
    """
    host = (urlsplit(url).hostname or "") if "//" in url else url.rpartition("@")[2].lower()
    labels = [(written, read) for written in host.split(".") if (read := _as_read(written)) and not read.isascii()]
    if not labels:
        return ""
    ascii_host = ".".join(_as_sent(label) for label in host.split("."))
    shown = ".".join(_as_read(label) for label in host.split("."))
    if any(_is_mixed(read) for _, read in labels):
        return f"reads '{shown}', in letters of several scripts; it is {ascii_host}"
    ends_in_ascii = _as_read(host.rpartition(".")[2]).isascii()
    if ends_in_ascii and any(not _scripts(read) & {"LATIN", *_WRITTEN_TOGETHER} for _, read in labels):
        return f"reads '{shown}', in letters that look like others; it is {ascii_host}"
    return ""


def _why_no_host(host: str) -> str:
    labels = host.removesuffix(".").split(".")
    if ":" in host or _NUMBER.fullmatch(labels[-1]):
        return "names a number in place of a host"
    if host != unicodedata.normalize("NFKC", host).lower() or not all(map(_is_label, labels)):
        return "has no host that there can be"
    return ""


def _is_label(label: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+", label) and _as_sent(label))


def _as_sent(label: str) -> str:
    """Return a part of a host as it goes over the wire, such as "xn--bcher-kva"; "" for one that cannot."""
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _as_read(label: str) -> str:
    """Return a part of a host as people read it."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode().decode("idna")
    except UnicodeError:
        return label


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(character, "").split(" ")[0] for character in word if character.isalpha()}


def _is_mixed(word: str) -> bool:
    return len(_scripts(word) - _WRITTEN_TOGETHER) > 1
