"""Find the encoding of a text that does not say it; only here is chardet imported.

What a file of names holds leaves few choices: a letter that would stand there as a sign, a capital within a word or a
letter of another script speaks against an encoding. Where two are left that say different things, nobody can tell, and
the user is asked.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from entreaty.storage.decoding import decoded, encoding_by_mark, refusal

# What programs have written lists in. Others, such as those of DOS, are named with --encoding.
_KNOWN = (
    "cp1252", "cp1250", "iso8859-2", "cp1251", "koi8-r", "cp1253", "cp1254", "mac-roman", "shift_jis", "gb18030",
    "euc-kr", "big5",
)  # fmt: skip
_NAMES = {
    "cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252", "cp1253": "windows-1253",
    "cp1254": "windows-1254", "iso8859-2": "iso-8859-2", "shift_jis_2004": "shift_jis", "big5hkscs": "big5",
    "euc_kr": "euc-kr",
}  # fmt: skip
_SAMPLE_CAP = 50_000
# Among so many bytes, letters of UTF-8 are counted.
_COUNTED = 8 * 1024 * 1024
# Another encoding that is nearly as likely is told, and not passed over.
_AS_LIKELY = 0.9
# So many words may be odd, of those with letters that an encoding is found by: somebody writes "McÉ".
_ODD_SHARE = 0.02
_WORD = re.compile(r"[^\s;,|\"]+")
# Signs that may stand between letters, and those that may stand before one, but not between two.
_WITHIN = frozenset("’·-'/.:&@#_")
_OPENING = frozenset("‘‚“”„«»‹›(§•¿¡\\–—")
# Spaces, digits, delimiters and ends of lines are more than a twentieth of any table; a few zeros are none of these.
_ZEROS_SHARE = 0.05
_UTF_16 = {"utf-16-le": slice(1, None, 2), "utf-16-be": slice(0, None, 2)}


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, and how it was decoded.

    Attributes:
        text: The text; bytes that are none of the encoding stay as lone surrogates.
        encoding: The encoding, such as "windows-1252".
        note: What to say of it; empty for UTF-8, and where the user has named it.
    """

    text: str
    encoding: str
    note: str = ""


def text_of_file(path: Path, content: bytes, encoding: str, sample: bytes = b"") -> DecodedText:
    """Return the text of a file.

    Args:
        path: The file.
        content: Its bytes.
        encoding: Its encoding as the user names it; empty has it found.
        sample: What it is found by, where that is not the content as it is.

    Raises:
        ContentError: There is no such encoding, or nobody can tell which one it is.
    """
    if encoding:
        return DecodedText(decoded(path, content, encoding), encoding)
    found = encoding_of(path, sample or content)
    text = decoded(path, content, found)
    note = f"the file is in {found}, as its letters show; --encoding names another" if found != "utf-8-sig" else ""
    return DecodedText(text, found, note)


def encoding_of(path: Path, content: bytes) -> str:
    """Return the encoding of a file, such as "windows-1252"; "utf-8-sig" for UTF-8, and where nothing is found.

    Raises:
        ContentError: Two encodings are as likely, and say different things.
    """
    if marked := encoding_by_mark(content):
        return marked
    if content.isascii() and b"\0" not in content:
        return "utf-8-sig"
    if b"\0" in content:
        return next((name for name, high in _UTF_16.items() if _is_utf_16(content, name, high)), "utf-8-sig")
    if _is_utf_8(content):
        return "utf-8-sig"
    candidates = _candidates(_sample(content))
    if not candidates:
        return "utf-8-sig"
    (best, name, text), *others = candidates
    open_to = [(name, text), *((one, said) for likely, one, said in others if likely >= _AS_LIKELY * best)]
    if len(open_to) > 1:
        raise refusal(path, "nobody can tell its encoding", _choices(open_to))
    return name


def _is_utf_16(content: bytes, name: str, high: slice) -> bool:
    """Tell whether the text is UTF-16 without a mark: its line ends and delimiters have a zero in the same place."""
    zeros = content[high].count(0)
    if len(content) % 2 or zeros <= content.count(0) - zeros or zeros < _ZEROS_SHARE * len(content) / 2:
        return False
    try:
        return "\n" in content.decode(name) or "\r" in content.decode(name)
    except UnicodeDecodeError:
        return False


def _is_utf_8(content: bytes) -> bool:
    """Tell whether as many of its letters are UTF-8 as are not: broken rows do not make another encoding."""
    try:
        content.decode()
    except UnicodeDecodeError:
        others = [sign for sign in content[:_COUNTED].decode(errors="surrogateescape") if not sign.isascii()]
        broken = sum("\udc80" <= sign <= "\udcff" for sign in others)
        return len(others) >= 2 * broken
    return True


def _sample(content: bytes) -> bytes:
    """Return the lines by which the encoding is found: those that are not plain ASCII."""
    lines = (line[0] for line in re.finditer(rb"[^\r\n]+", content) if not line[0].isascii())
    found, size = list[bytes](), 0
    for line in lines:
        found.append(line)
        size += len(line)
        if size > _SAMPLE_CAP:
            break
    return b"\n".join(found)[:_SAMPLE_CAP]


def _candidates(sample: bytes) -> list[tuple[float, str, str]]:
    """Return the encodings in which the sample makes sense, the likeliest first, one for each text that they give."""
    import chardet  # noqa: PLC0415  (nearly all files are UTF-8, and it takes a moment to load)

    found = chardet.detect_all(sample, include_encodings=_KNOWN, ignore_threshold=True, compat_names=False)
    by_text: dict[str, tuple[float, str, str]] = {}
    for one in found:
        name = one["encoding"] or ""
        try:
            # The sample may end within a letter of several bytes.
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except (LookupError, UnicodeDecodeError):
            continue
        if text in by_text or _makes_sense(text):
            likely, other, _ = by_text.get(text, (one["confidence"], name, text))
            by_text[text] = (likely, min(name, other, key=_rank), text)
    found_texts = ((likely, _NAMES.get(name, name), text) for likely, name, text in by_text.values())
    return sorted(found_texts, key=lambda one: -one[0])


def _rank(name: str) -> int:
    """Return how usual the encoding is among those that give the same text."""
    return _KNOWN.index(name) if name in _KNOWN else len(_KNOWN)


def _makes_sense(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return bool(words) and sum(map(_is_odd, words)) <= _ODD_SHARE * len(words)


def _is_odd(word: str) -> bool:
    """Tell whether a word is none in any language: a sign within it, a capital, or letters of two scripts."""
    scripts = {_script(sign) for sign in word if sign.isalpha()} - {""}
    if len(scripts) > 1 or any(unicodedata.category(sign) in {"Cc", "Cn", "Co"} for sign in word):
        return True
    return any(map(_is_out_of_place, f" {word}", word, f"{word[1:]} "))


def _is_out_of_place(before: str, sign: str, after: str) -> bool:
    """Tell whether no word has the sign between these two; what is plain ASCII shows nothing."""
    if sign.isascii() and before.isascii() and after.isascii():
        return False
    if sign.isalnum() or unicodedata.combining(sign):
        is_second = before.isupper() and not sign.isascii() and after.islower()
        return sign.isupper() and (before.islower() or is_second)
    return after.isalpha() and sign not in _WITHIN and (sign not in _OPENING or before.isalpha())


def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in {"LATIN", "CYRILLIC", "GREEK"} else ""


def _choices(texts: list[tuple[str, str]]) -> str:
    """Return what to choose from, each with the first line that would read otherwise."""
    lines = zip(*(text.split("\n") for _, text in texts), strict=True)
    differing = next((line for line in lines if len(set(line)) > 1), tuple(text[:1] for _, text in texts))
    shown = (f"--encoding {name}: '{line[:60]}'" for (name, _), line in zip(texts, differing, strict=True))
    return f"compare a line of it: {'; '.join(shown)}"
