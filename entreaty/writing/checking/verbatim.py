"""Whether words are quoted letter for letter, and what differs.

Understood are what lawyers mark: ellipses ("…", "...", ". . .", "[…]") for words left out, brackets for words and
letters put in or changed ("[T]he", "treat[ed]", "[the prisoners]"), and punctuation at either end. Typographic
variants of quotation marks, apostrophes, hyphens and spaces are the same letter.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_VARIANTS = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚‹›ʼ", "'"), "\u2011": "-"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060")
)
_DOTS = r"(?:…|\.(?:\s?\.){2,3})"
_ELLIPSIS = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}")
_WORD = re.compile(r"(?:\[[^\[\]]*\]|\S)+")
_INSERTION = re.compile(r"\[[^\[\]]*\][.,;:!?]*")
_LEFT_OUT = "…"
# Stands between two quotations of one provision: what lies between them is not stored.
_BREAK = "\0"
# Brackets stand for a phrase, such as "[the delegates]" for "they", and not for a sentence.
_REPLACED_WORDS = 6
_CONTEXT = 3
_OPENING, _CLOSING = "(\"'", ".,;:!?)\"'"


def is_verbatim(quoted: str, stored: Sequence[str]) -> bool:
    """Tell whether the stored words hold the quoted ones; only an ellipsis leads from one stored text to the next."""
    words = _stored_words(stored)
    ends: set[int] | None = None
    for gap, part in _parts(_words(quoted)):
        starts = (start for start in range(len(words)) if _begins(part, words, start))
        ends = {start + len(part) for start in starts if _follows(words, start, ends, gap)}
        if not ends:
            return False
    return True


def resemblance(quoted: str, stored: Sequence[str]) -> float:
    """Return which share of the quoted words stands in the stored ones in the same order, from 0 to 1."""
    words = [_bare(word) for _, part in _parts(_words(quoted)) for word in part]
    if not words:
        return 0.0
    matcher = SequenceMatcher(None, [_bare(word) for word in _stored_words(stored)], words, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)


def difference(quoted: str, stored: Sequence[str]) -> str:
    """Return the stored words around what differs, as "… be [-released-] {+freed+} and …": stored, then quoted."""
    ours, theirs = _words(quoted), _stored_words(stored)
    steps = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    shown = []
    for _, a, b, c, d in steps:
        # What is stored before and after the quotation was not quoted, and is no difference.
        first = max(a, b - (d - c)) if c == 0 else a
        last = min(b, a + (d - c)) if d == len(ours) else b
        shown.append(_step(theirs[first:last], ours[c:d], at_edge=c == 0 or d == len(ours)))
    return " ".join(" ".join(shown).replace(_BREAK, _LEFT_OUT).split())


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).translate(_VARIANTS)
    return _WORD.findall(_ELLIPSIS.sub(f" {_LEFT_OUT} ", plain))


def _stored_words(stored: Sequence[str]) -> list[str]:
    words: list[str] = []
    for text in stored:
        words += [*([_BREAK] if words else []), *_words(text)]
    return words


def _parts(words: Sequence[str]) -> Iterator[tuple[int | None, list[str]]]:
    """Yield the runs of words between ellipses and insertions, each with how many words may stand before it."""
    gap: int | None = None
    part: list[str] = []
    for word in words:
        if word != _LEFT_OUT and not _INSERTION.fullmatch(word):
            part.append(word)
            continue
        if part:
            yield gap, part
            part, gap = [], _REPLACED_WORDS
        if word == _LEFT_OUT:
            gap = None
    if part:
        yield gap, part


def _follows(words: list[str], start: int, ends: set[int] | None, gap: int | None) -> bool:
    if ends is None:
        return True
    if gap is None:
        return start >= min(ends)
    return any(end in ends and _BREAK not in words[end:start] for end in range(start - gap, start + 1))


def _begins(part: list[str], words: list[str], start: int) -> bool:
    if start + len(part) > len(words):
        return False
    last = len(part) - 1
    return all(
        _is_same(word, words[start + place], first=place == 0, last=place == last) for place, word in enumerate(part)
    )


def _is_same(word: str, stored: str, *, first: bool, last: bool) -> bool:
    if first:
        word, stored = word.lstrip(_OPENING), stored.lstrip(_OPENING)
    if last:
        word, stored = word.rstrip(_CLOSING), stored.rstrip(_CLOSING)
    if "[" not in word:
        return word == stored
    pieces = re.split(r"\[([^\[\]]*)\]", word)
    # Every second piece stood in brackets: a first letter in the other case, or letters instead of others.
    patterns = [re.escape(piece) if number % 2 == 0 else r"\w*" for number, piece in enumerate(pieces)]
    if not pieces[0] and len(pieces[1]) == 1:
        patterns[1] = f"(?i:{re.escape(pieces[1])})"
    return re.fullmatch("".join(patterns), stored) is not None


def _bare(word: str) -> str:
    return word.lstrip(_OPENING).rstrip(_CLOSING)


def _step(stored: list[str], quoted: list[str], *, at_edge: bool) -> str:
    marked = all(word == _LEFT_OUT or _INSERTION.fullmatch(word) for word in quoted)
    if stored == quoted or (at_edge and [_bare(word) for word in stored] == [_bare(word) for word in quoted]):
        return _shortened(stored)
    if quoted and marked:
        return " ".join(quoted)
    removed = f"[-{' '.join(stored)}-]" if stored else ""
    return f"{removed} {{+{' '.join(quoted)}+}}" if quoted else removed


def _shortened(words: list[str]) -> str:
    if len(words) <= 2 * _CONTEXT:
        return " ".join(words)
    return " ".join([*words[:_CONTEXT], _LEFT_OUT, *words[-_CONTEXT:]])
