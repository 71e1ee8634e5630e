"""Compare quoted words with the stored words of a provision, letter by letter.

Allowed is what lawyers mark: ellipses ("…", "...", ". . .", "[…]") for omitted words, brackets for inserted or altered
words and letters ("[T]he", "treat[ed]", "[the prisoners]"), and other punctuation at either end. Typographic variants
of quotation marks, apostrophes, hyphens and spaces are equal.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_VARIANTS = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚‹›ʼ", "'"), "\u2011": "-"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060")
)
_DOTS = r"(?:…|\.(?:\s?\.){2,3})"
_ELLIPSIS = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}")
_WORD = re.compile(r"(?:\[[^\[\]]*\]|\S)+")
_INSERTION = re.compile(r"\[[^\[\]]*\][.,;:!?]*")
_OMISSION = "…"
# Separates two stored parts of one provision, between which words are not stored.
_BREAK = "\0"
# Brackets replace a phrase, such as "they" by "[the delegates]", and no sentence.
_REPLACED_WORDS = 6
_CONTEXT = 3
_OPENING, _CLOSING = "(\"'", ".,;:!?)\"'"


@dataclass(frozen=True, slots=True)
class _Run:
    """Quoted words without an omission or an insertion among them.

    Attributes:
        words: The words.
        gap: The most stored words that an insertion before them can replace; None after an omission and at the
            beginning, where any number can be left out.
    """

    words: list[str]
    gap: int | None


def is_verbatim(quoted: str, stored: Sequence[str]) -> bool:
    """Tell whether the stored words contain the quoted ones; only an omission goes from one stored text to the next."""
    words = _stored_words(stored)
    ends: set[int] | None = None
    for run in _runs(_words(quoted)):
        starts = (start for start in range(len(words)) if _stands_at(run.words, words, start))
        ends = {start + len(run.words) for start in starts if _follows(words, start, ends, run.gap)}
        if not ends:
            return False
    return True


def resemblance(quoted: str, stored: Sequence[str]) -> float:
    """Return the share of the quoted words that the stored ones contain in the same order, from 0 to 1."""
    words = [_bare(word) for run in _runs(_words(quoted)) for word in run.words]
    if not words:
        return 0.0
    matcher = SequenceMatcher(None, [_bare(word) for word in _stored_words(stored)], words, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)


def difference(quoted: str, stored: Sequence[str]) -> str:
    """Return the words that differ and those around them, as in "… be [-released-] {+freed+} and …": stored, quoted."""
    ours, theirs = _words(quoted), _stored_words(stored)
    steps = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    shown = []
    for _, a, b, c, d in steps:
        # Stored words before and after the quotation are no difference.
        first = max(a, b - (d - c)) if c == 0 else a
        last = min(b, a + (d - c)) if d == len(ours) else b
        shown.append(_step(theirs[first:last], ours[c:d], at_edge=c == 0 or d == len(ours)))
    return " ".join(" ".join(shown).replace(_BREAK, _OMISSION).split())


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).translate(_VARIANTS)
    return _WORD.findall(_ELLIPSIS.sub(f" {_OMISSION} ", plain))


def _stored_words(stored: Sequence[str]) -> list[str]:
    words: list[str] = []
    for text in stored:
        words += [*([_BREAK] if words else []), *_words(text)]
    return words


def _runs(words: Sequence[str]) -> Iterator[_Run]:
    """Yield the runs of words between omissions and insertions."""
    gap: int | None = None
    run: list[str] = []
    for word in words:
        if word != _OMISSION and not _INSERTION.fullmatch(word):
            run.append(word)
            continue
        if run:
            yield _Run(run, gap)
            run, gap = [], _REPLACED_WORDS
        if word == _OMISSION:
            gap = None
    if run:
        yield _Run(run, gap)


def _follows(words: list[str], start: int, ends: set[int] | None, gap: int | None) -> bool:
    """Tell whether a run at that place of the stored words can follow one of the ends of the run before."""
    if ends is None:
        return True
    if gap is None:
        return start >= min(ends)
    return any(end in ends and _BREAK not in words[end:start] for end in range(start - gap, start + 1))


def _stands_at(run: list[str], words: list[str], start: int) -> bool:
    """Tell whether the stored words contain the run at that place."""
    if start + len(run) > len(words):
        return False
    last = len(run) - 1
    return all(
        _is_same(word, words[start + place], first=place == 0, last=place == last) for place, word in enumerate(run)
    )


def _is_same(word: str, stored: str, *, first: bool, last: bool) -> bool:
    """Tell whether a quoted word is the stored one, with letters in brackets altered."""
    if first:
        word, stored = word.lstrip(_OPENING), stored.lstrip(_OPENING)
    if last:
        word, stored = word.rstrip(_CLOSING), stored.rstrip(_CLOSING)
    if "[" not in word:
        return word == stored
    pieces = re.split(r"\[([^\[\]]*)\]", word)
    # Every second piece was in brackets: a first letter in the other case, or letters in place of others.
    patterns = [re.escape(piece) if number % 2 == 0 else r"\w*" for number, piece in enumerate(pieces)]
    if not pieces[0] and len(pieces[1]) == 1:
        patterns[1] = f"(?i:{re.escape(pieces[1])})"
    return re.fullmatch("".join(patterns), stored) is not None


def _bare(word: str) -> str:
    return word.lstrip(_OPENING).rstrip(_CLOSING)


def _step(stored: list[str], quoted: list[str], *, at_edge: bool) -> str:
    marked = all(word == _OMISSION or _INSERTION.fullmatch(word) for word in quoted)
    if stored == quoted or (at_edge and [_bare(word) for word in stored] == [_bare(word) for word in quoted]):
        return _shortened(stored)
    if quoted and marked:
        return " ".join(quoted)
    removed = f"[-{' '.join(stored)}-]" if stored else ""
    return f"{removed} {{+{' '.join(quoted)}+}}" if quoted else removed


def _shortened(words: list[str]) -> str:
    if len(words) <= 2 * _CONTEXT:
        return " ".join(words)
    return " ".join([*words[:_CONTEXT], _OMISSION, *words[-_CONTEXT:]])
