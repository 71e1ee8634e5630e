"""Words as sources have them, made fit to keep and to compare; the only anyascii door."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from anyascii import anyascii

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_SPACES = re.compile(r"[^\S\n]+")
_ID_LENGTH = 64


def tidy(text: str) -> str:
    """Return the text without what nobody sees: invisible characters, double spaces, spaces at the ends of lines."""
    if not text or (text.isascii() and text.isalnum()):
        return text
    text = _BREAK.sub("\n", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line)


def tidy_line(text: str) -> str:
    """Return the text in one line, without what nobody sees."""
    return tidy(text).replace("\n", " ")


def text_of(value: Any) -> str:
    """Return a plain value as text; lists of them with semicolons between, and nothing for anything else."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(words for words in map(text_of, value) if words)
    raw = getattr(value, "raw", None)
    if isinstance(raw, str):
        return tidy(raw)
    if value is None or isinstance(value, (bool, dict)):
        return ""
    return tidy(str(value))


@lru_cache(maxsize=65_536)
def romanised(text: str) -> str:
    """Return the text in small letters a-z, digits and single spaces, from whatever script."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", anyascii(unicodedata.normalize("NFC", text)).lower()).split())


def slug(text: str) -> str:
    """Return the text as an id, cut to its greatest length; empty where nothing of it can stand in one."""
    words = romanised(re.sub(r"['’ʼ]", "", text)).replace(" ", "-")
    return words[:_ID_LENGTH].strip("-")
