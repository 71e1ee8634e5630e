"""Where words may be hyphenated: the patterns of a language are parsed when a word needs them.

Pyphen parses all patterns of a language at once: 0.4 seconds for German, as long as three letters take, of which a
letter needs some hundred patterns.
"""

import re
from pathlib import Path
from typing import Any

import pyphen

_DIGITS = re.compile(r"\d")
# Alternative spellings and escaped characters, which only Pyphen reads.
_SPECIAL = re.compile(r"\^\^|/.*=")


class Patterns(pyphen.HyphDict):  # type: ignore[misc]
    """The patterns of one language, read when the first word asks for them."""

    def __init__(self, path: Path) -> None:
        """Take the file that Pyphen would read."""
        self._path = path
        self._unparsed: dict[str, str] | None = None

    def positions(self, word: str) -> Any:
        """Return where a word may be hyphenated, as Pyphen does."""
        if self._unparsed is None:
            self._read()
        if self._unparsed and word.lower() not in self.cache:
            pointed = f".{word.lower()}."
            ends = range(1, len(pointed) + 1)
            parts = {pointed[max(0, end - length) : end] for end in ends for length in range(1, self.maxlen + 1)}
            for part in parts & self._unparsed.keys():
                self.patterns[part] = _parsed(self._unparsed.pop(part))
        return super().positions(word)

    def _read(self) -> None:
        text = self._path.read_text(self._path.read_bytes().partition(b"\n")[0].decode().strip())
        if _SPECIAL.search(text):
            super().__init__(self._path)
            self._unparsed = {}
            return
        lines = [line for raw in text.split("\n")[1:] if (line := raw.strip()) and not line.startswith(pyphen.ignored)]
        letters = _DIGITS.sub("", "\n".join(lines)).split("\n")
        self._unparsed = {key: line for key, line in zip(letters, lines, strict=True) if key != line}
        self.patterns: dict[str, tuple[int, tuple[int, ...]] | None] = {}
        self.cache: dict[str, Any] = {}
        self.maxlen = max(map(len, self._unparsed))


def use_quick_patterns() -> None:
    """Let Pyphen, and WeasyPrint through it, read patterns so."""
    for path in pyphen.LANGUAGES.values():
        pyphen.hdcache.setdefault(path, Patterns(path))


def _parsed(line: str) -> tuple[int, tuple[int, ...]] | None:
    """Return the levels between the letters of a pattern, from the first that is not 0, and where that stands."""
    levels = [int(digit or 0) for digit, _ in pyphen.parse(line)]
    ranked = [place for place, level in enumerate(levels) if level]
    return (ranked[0], tuple(levels[ranked[0] : ranked[-1] + 1])) if ranked else None
