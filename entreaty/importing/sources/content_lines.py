r"""The lines of a vCard: unfolded, decoded, and split into name, parameters and value.

RFC 6350 (version 4), RFC 2426 (version 3) and the vCard 2.1 specification differ little here, and writers mix them, so
one reading serves all: quoted-printable and base64 are decoded wherever a line says so, in capitals or not, and a word
that stands alone among the parameters is a type. No library reads them as they are written: vobject cuts a text at a
comma that has no backslash (2.1 has none), and icalendar refuses parameters without "=".
"""

import binascii
import codecs
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from entreaty.storage.decoding import undecoded

# Nothing here may be tried twice, or a line of many parameters without a colon would take for ever.
_LINE = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:"[^"]*+"|[^";:])*+)*+):(.*)', re.DOTALL | re.ASCII)
_PARAMETER = re.compile(r';\s*(?:([\w-]+)\s*=)?((?:"[^"]*+"|[^";])*+)', re.ASCII)
_WORD = re.compile(r'"([^"]*)"|([^",]+)')
_ESCAPED = re.compile(r"\\([\\;,:nN])")
# RFC 6868: what a parameter cannot hold as it is.
_CARET = re.compile(r"\^[n^']")
_CARETS = {"^n": "\n", "^^": "^", "^'": '"'}


class ContentLineError(ValueError):
    """A line cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class ContentLine:
    r"""A property of a card.

    Attributes:
        name: Its name in small letters, without a group before it: "adr".
        group: The group before it in small letters, "item1", which lines that belong together share; else empty.
        parameters: Its parameters by name in small letters: {"type": ("WORK",)}.
        value: Its value, decoded, with its backslashes: "Keller;Anna\, Maria".
    """

    name: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str
    group: str = ""

    @property
    def preference(self) -> int:
        """Return which one of several this is, 1 for the first choice; 101 where nothing says so (RFC 6350, 5.3)."""
        said = next(iter(self.parameters.get("pref", ())), "")
        if re.fullmatch(r"[0-9]{1,3}", said):
            return int(said)
        return 1 if "pref" in self.types else 101

    @property
    def types(self) -> frozenset[str]:
        """Return the types in small letters, such as "work"; "pref" among them however a version says it."""
        words = {part.lower() for word in self.parameters.get("type", ()) for part in word.split(",")}
        return frozenset(words | ({"pref"} if "pref" in self.parameters else set()))

    @property
    def text(self) -> str:
        """Return the value as one text, without backslashes."""
        return _plain(self.value)

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Return the parts of the value, each with its words: (("Keller",), ("Anna", "Eva")) for "Keller;Anna,Eva"."""
        return tuple(tuple(map(_plain, _split(part, ","))) for part in _split(self.value, ";"))


def content_lines(lines: Sequence[str], first: int, encoding: str) -> Iterator[ContentLine]:
    """Yield the properties between the BEGIN and the END of a card.

    Args:
        lines: The lines as they stand in the file.
        first: The number of the first of them there.
        encoding: What bytes are encoded in where a line does not say so: "utf-8".

    Raises:
        ContentLineError: A line is no property, or cannot be decoded.
    """
    for number, text in _unfolded(lines, first):
        found = _LINE.fullmatch(text)
        if not found or found[2].lower() in {"begin", "end"}:
            raise ContentLineError(f"line {number} is no property such as 'TITLE:Mayor'")
        parameters = _parameters(found[3])
        try:
            value = _decoded(found[4], parameters, encoding)
        except (ValueError, LookupError) as error:
            raise ContentLineError(f"line {number} is not encoded as it says") from error
        # Lotus Notes writes an underscore where the standard has a hyphen.
        yield ContentLine(found[2].lower().replace("_", "-"), parameters, value, (found[1] or "").lower())


def _unfolded(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield each whole line with the number of its first."""
    begun, pieces, goes_on = first, list[str](), False
    for number, line in enumerate(lines, start=first):
        if goes_on:
            pieces.append(line)
        elif pieces and line.startswith((" ", "\t")):
            pieces.append(line[1:])
        else:
            if pieces:
                yield begun, "".join(pieces)
            begun, pieces = number, [line] if line.strip() else []
        # A line of quoted-printable may also go on after a "=", which base64 ends with.
        goes_on = line.endswith("=") and "quoted" in "".join(pieces[:2]).partition(":")[0].lower()
        if goes_on:
            pieces[-1] = pieces[-1][:-1]
    if pieces:
        yield begun, "".join(pieces)


def _parameters(text: str) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, words in _PARAMETER.findall(text):
        plain = (_CARET.sub(lambda sign: _CARETS[sign[0]], quoted or bare) for quoted, bare in _WORD.findall(words))
        found[key.lower() or "type"].extend(plain)
    return {name: tuple(words) for name, words in found.items()}


def _decoded(value: str, parameters: Mapping[str, tuple[str, ...]], encoding: str) -> str:
    charset = next(iter(parameters.get("charset", ())), encoding)
    named, alone = (
        {word.strip().lower() for word in parameters.get(name, ())} - {"7bit", "8bit"} for name in ("encoding", "type")
    )
    if (named | alone) & {"quoted-printable", "quoted"}:
        return binascii.a2b_qp(value.encode(charset)).decode(charset)
    if named & {"base64", "b"} or "base64" in alone:
        return binascii.a2b_base64(value).decode(charset)
    if named:
        raise ValueError(named)
    if undecoded(value):
        # Outlook writes each line in the charset that it names, and leaves it at that.
        return value.encode(encoding, "surrogateescape").removeprefix(codecs.BOM_UTF8).decode(charset)
    return value


def _split(text: str, sign: str) -> list[str]:
    """Split a text at a sign, but not where a backslash stands before it."""
    return re.findall(rf"((?:\\.|[^\\{sign}])*\\?){sign}", text + sign, re.DOTALL)


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], text)
