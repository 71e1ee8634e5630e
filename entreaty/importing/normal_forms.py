"""Normal forms of texts: tidied to be kept, in a-z to be compared, as an id; only here is anyascii imported."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from anyascii import anyascii

from entreaty.storage.characters import allowed_only, may_be_refused
from entreaty.storage.damaged_text import decoded_once, put_right

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_WORD = re.compile("[a-z0-9]+")
_APOSTROPHE = re.compile("['’ʼ]")
_SPACES = re.compile(r"[^\S\n]+")
_ID_LENGTH = 64


@dataclass(slots=True)
class LeftOutCharacters:
    """Invisible characters that were left out of the texts of a source, and letters that were put right.

    Attributes:
        example: The first text that had any, without them.
        characters: Which they were.
        decoded_twice: A text that had been decoded twice, and what it was put right to: ("MÃ¼ller", "Müller").
    """

    example: str = ""
    characters: set[str] = field(default_factory=set)
    decoded_twice: tuple[str, str] = ("", "")

    def notes(self) -> tuple[str, ...]:
        """Return the notes that tell of them; none where there were none."""
        return (*self._of_characters(), *self._of_texts())

    def _of_texts(self) -> tuple[str, ...]:
        from entreaty.content.model import shown  # noqa: PLC0415  (it loads the formats of files; --help is to be quick)

        damaged, right = map(shown, self.decoded_twice)
        return (f"text that had been decoded twice is put right, such as '{damaged}' → '{right}'",) if damaged else ()

    def _of_characters(self) -> tuple[str, ...]:
        if not self.characters:
            return ()
        names = ", ".join(
            f"U+{ord(one):04X} ({unicodedata.name(one, 'control character').lower()})"
            for one in sorted(self.characters)
        )
        from entreaty.content.model import shown  # noqa: PLC0415  (it loads the formats of files; --help is to be quick)

        return (f"invisible characters were left out, such as in '{shown(self.example)}': {names}",)


_left_out: ContextVar[LeftOutCharacters | None] = ContextVar("left_out", default=None)


@contextmanager
def telling_what_is_left_out() -> Iterator[LeftOutCharacters]:
    """Gather the invisible characters that are left out while the block runs, so that it can be told."""
    token = _left_out.set(found := LeftOutCharacters())
    try:
        yield found
    finally:
        _left_out.reset(token)


def without_invisible(text: str) -> str:
    """Return the text without characters that nobody sees, such as soft hyphens and spaces of no width."""
    seen = _INVISIBLE.sub("", text)
    if seen != text and (found := _left_out.get()) is not None:
        found.characters |= set(_INVISIBLE.findall(text))
        found.example = found.example or next(
            _INVISIBLE.sub("", line) for line in text.splitlines() if _INVISIBLE.search(line)
        )
    return seen


def without_refused(text: str) -> str:
    """Return the text without the characters that no file may hold, such as controls; it is told which they were."""
    if not may_be_refused(text):
        return text
    lines = []
    for line in text.split("\n"):
        seen, characters = allowed_only(line)
        if characters and (found := _left_out.get()) is not None:
            found.characters |= characters
            found.example = found.example or seen.strip()
        lines.append(seen)
    return "\n".join(lines)


def tidy(text: str) -> str:
    """Return the text in NFC, put right, without invisible characters, repeated spaces and empty lines.

    "a b" for "  a   b ", "R&D" for "R&amp;D", "Müller" for "MÃ¼ller".
    """
    if not text or (text.isascii() and text.isalnum()):
        return text
    text = put_right(text)
    if not text.isascii():
        text = without_invisible(unicodedata.normalize("NFC", _decoded_once(text)))
    elif text.isprintable() and "  " not in text:
        return text.strip()
    text = _BREAK.sub("\n", text)
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _decoded_once(text: str) -> str:
    right = decoded_once(text)
    if right != text and (found := _left_out.get()) is not None:
        # The shortest: while the delimiter of a table is looked for, whole rows are read as well.
        shortest = found.decoded_twice[0]
        found.decoded_twice = found.decoded_twice if shortest and len(shortest) <= len(text) else (text, right)
    return right


def tidy_line(text: str) -> str:
    """Return the tidied text in one line: "1 Way Troy" where "Troy" stood on a second line."""
    return tidy(text).replace("\n", " ")


def text_of(value: Any) -> str:
    """Return a plain value of YAML or JSON as tidied text: "7" for 7, "a; b" for ["a", "b"].

    A truth value, a mapping and None give an empty text.
    """
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
    """Return a text of any script in a-z, digits and single spaces: "francois muller" for "François Müller"."""
    plain = text if text.isascii() else anyascii(unicodedata.normalize("NFC", text))
    return " ".join(_WORD.findall(plain.lower()))


def slug(text: str) -> str:
    """Return the text as an id of at most 64 characters: "anna-example" for "Anna Example".

    A longer one is cut and ends in a fingerprint of the whole: long texts with one beginning have different ids.
    """
    words = _hyphenated(text)
    if len(words) <= _ID_LENGTH:
        return words
    fingerprint = blake2s(words.encode(), digest_size=5).hexdigest()
    return f"{words[: _ID_LENGTH - len(fingerprint) - 1].rstrip('-')}-{fingerprint}"


def slug_of_first_version(text: str) -> str:
    """Return the id that version 0.1.0 made of the text: cut after 64 characters, without a fingerprint."""
    return _hyphenated(text)[:_ID_LENGTH].strip("-")


def _hyphenated(text: str) -> str:
    return romanised(_APOSTROPHE.sub("", text)).replace(" ", "-")
