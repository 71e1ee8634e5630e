"""Texts that programs damaged, put right where that is certain: entities of HTML, and letters decoded twice."""

import html
import re

LOST = "\ufffd"
"""What stands in place of a letter that a program could not read."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAK = re.compile(r"<\s?(?:br|/p|/div|/li)\s?/?\s?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|b|i|em|strong|li|ul|font|a)(?:\s[^<>]*)?>", re.IGNORECASE)
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
# Who saves text three times with the wrong encoding is found; nobody does so more often.
_TIMES = 3
# Letters, digits and signs of letters' languages; phonetic signs and the like come of chance.
_LIKELY = re.compile(
    "[\u00a0-\u024f\u0300-\u03ff\u0400-\u052f\u0531-\u058f\u05d0-\u05f4\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff"
    "\u10a0-\u10ff\u1100-\u11ff\u1e00-\u1fff\u2010-\u2044\u20ac\u2116\u2122\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ufffd]+"
)
# Encodings of Windows leave some bytes undefined, which programs keep as control characters.
_CONTROL = re.compile("[\x80-\x9f]")
# Each letter with an accent takes two bytes in UTF-8 at least, and so two signs in another encoding.
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_QUOTES = "“”‘’…–—»«"
_ENCODINGS = ("cp1252", "cp1250", "latin-1")


def put_right(text: str) -> str:
    """Return the text with its entities and breaks of HTML as what they stand for, and without `="…"` around it.

    "R&D" for "R&amp;D", "02101" for '="02101"'.
    """
    if "=" in text and (found := _AS_TEXT.fullmatch(text.strip())):
        text = found[1].replace('""', '"')
    for _ in range(_TIMES):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return _TAG.sub("", _BREAK.sub("\n", text)) if "<" in text else text


def decoded_once(text: str) -> str:
    """Return a text as it was before a program took its UTF-8 for another encoding: "Müller" for "MÃ¼ller".

    Only runs of letters that are whole UTF-8 in that encoding are changed: written back, they give what stood there.
    """
    if not _RUN.search(text):
        return text
    for _ in range(_TIMES):
        found = next((one for name in _ENCODINGS if (one := _in(text, name)) != text), text)
        if found == text:
            return text
        text = found
    return text


def _in(text: str, encoding: str) -> str:
    changed = False

    def repaired(run: re.Match[str]) -> str:
        nonlocal changed
        before = _bytes(run[0], encoding)
        try:
            after = before.decode() if before else ""
        except UnicodeDecodeError:
            return run[0]
        if not after or not _LIKELY.fullmatch(after) or _may_be_meant(run, after):
            return run[0]
        changed = True
        return after

    found = _RUN.sub(repaired, text)
    # "Ã" and a space that cannot break, which some program has made an ordinary one, were "à".
    return re.sub(r"Ã(?=\s|$)\s?", "à ", found).strip() if changed else found


def _may_be_meant(run: re.Match[str], after: str) -> bool:
    """Tell whether a capital with an accent and a quotation mark at the end of a word may be just that: „KOMÖDIÄ“."""
    at_end = not run.string[run.end() : run.end() + 1].isalpha()
    return len(after) == 1 and at_end and run[0][0] not in "ÃÂâ" and run[0][1] in _QUOTES


def _bytes(text: str, encoding: str) -> bytes:
    """Return the bytes that the text is of in the encoding, those that it leaves undefined too; b"" if of none."""
    try:
        return b"".join(one.encode("latin-1" if _CONTROL.fullmatch(one) else encoding) for one in text)
    except UnicodeEncodeError:
        return b""
