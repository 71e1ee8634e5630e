"""PO files, in which translators work: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html.

Only here is polib imported.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polib

from entreaty.content.files.translations import in_lines
from entreaty.problems import Location
from entreaty.storage.decoding import read_within, refusal

SIZE_CAP = 4 * 1024 * 1024
_APPEAL = "X-Entreaty-Appeal"
_WIDTH = 78
# Far more than any text of an appeal is wrapped into, remarks included.
_LINES = 2_000
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
# What programs for translators write. Others, such as "punycode", are no encodings of files, and some take hours.
_ENCODINGS = re.compile(r"utf-?(8|16)|(us-)?ascii|iso-?8859-\d{1,2}|(windows-|cp)125\d|koi8-[rtu]", re.IGNORECASE)
_BOMS: Mapping[bytes, str] = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LINE = re.compile(r"\(line (\d+)\)")
# A line is empty, a comment, or a text in double quotes with or without its keyword.
_SOUND = re.compile(r'\s*(?:\#.*|(?:msg[a-z_]+(?:\[\d\])?\s*)?"(?:[^"\\]|\\.)*"\s*)?')


@dataclass(frozen=True, slots=True, kw_only=True)
class PoUnit:
    """A unit of a PO file.

    Attributes:
        name: The name of the unit in the appeal, such as "opening/closure" (`msgctxt`).
        original: The words to translate (`msgid`).
        translation: Their translation; empty where there is none (`msgstr`).
        fuzzy: Whether somebody has to look at the translation.
        comments: Lines that explain the unit to the translator.
        remark: What a translator has noted.
        place: Where it stands: in the appeal for one that is written, in the PO file for one that was read.
        plural: Whether it has forms for several numbers, which no passage has.
    """

    name: str
    original: str
    translation: str
    fuzzy: bool = False
    comments: tuple[str, ...] = ()
    remark: str = ""
    place: Location
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PoFile:
    """A PO file.

    Attributes:
        appeal: The id of the appeal; empty where the file does not say.
        language: The language code; empty where the file does not say.
        units: Its units, obsolete ones left out.
    """

    appeal: str
    language: str
    units: tuple[PoUnit, ...]


def po_text(file: PoFile, day: date, head: str) -> str:
    """Return the file as text.

    Args:
        file: Its units.
        day: The day of the export.
        head: Lines that tell translators what to know.
    """
    written = polib.POFile(wrapwidth=_WIDTH)
    written.header = head
    moment = f"{day} 00:00+0000"
    written.metadata = {
        "Project-Id-Version": file.appeal,
        "POT-Creation-Date": moment,
        "PO-Revision-Date": moment,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": file.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        _APPEAL: file.appeal,
    }
    written.extend(
        polib.POEntry(
            msgctxt=unit.name,
            msgid=unit.original,
            msgstr=unit.translation,
            comment="\n".join(unit.comments),
            occurrences=[(unit.place.path.as_posix(), str(unit.place.line))],
            flags=["fuzzy"] if unit.fuzzy else [],
        )
        for unit in file.units
    )
    return f"{written}\n"


def read_po(path: Path, root: Path | None = None) -> PoFile:
    """Read a PO file, whoever has written it.

    Args:
        path: The file.
        root: The folder that it must lie in; None where it may lie anywhere.

    Raises:
        ContentError: It cannot be read as one.
    """
    text = _decoded(path, read_within(path, root, SIZE_CAP)).removeprefix("\ufeff")
    _require_sound(path, text)
    try:
        # polib takes a single line for the name of a file, and would read that.
        read = polib.pofile(f"{text}\n", encoding="utf-8")
        metadata = {key.lower(): value.strip() for key, value in read.metadata.items()}
        units = tuple(_unit(path, entry) for entry in read if not entry.obsolete)
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        found = _LINE.search(str(error))
        raise _no_po(path, int(found[1]) if found else 0) from error
    return PoFile(
        appeal=metadata.get(_APPEAL.lower()) or metadata.get("project-id-version", ""),
        language=metadata.get("language", ""),
        units=units,
    )


def _require_sound(path: Path, text: str) -> None:
    """Refuse what polib would read without complaint, or for minutes.

    It cuts the last letter of a text whose quotation mark is missing, and copies an entry with each line that it adds.

    Raises:
        ContentError: The text has such lines.
    """
    begun = 1
    for number, line in enumerate(text.splitlines(), start=1):
        if not _SOUND.fullmatch(line):
            raise _no_po(path, number)
        if line.lstrip("#~ \t").startswith("msgid"):
            begun = number
        elif number - begun > _LINES:
            raise refusal(path, f"the entry that begins here has more than {_LINES:,} lines", "remove it", begun)


def _unit(path: Path, entry: polib.POEntry) -> PoUnit:
    return PoUnit(
        name=entry.msgctxt or "",
        original=_words(entry.msgid),
        translation=_words(entry.msgstr),
        fuzzy="fuzzy" in entry.flags,
        remark=entry.tcomment,
        place=Location(path, entry.linenum),
        plural=bool(entry.msgid_plural or entry.msgstr_plural),
    )


def _words(text: str) -> str:
    """Return the words as appeals have them: composed, and in one line but for lists."""
    return in_lines(unicodedata.normalize("NFC", text))


def _decoded(path: Path, content: bytes) -> str:
    marked = next((name for mark, name in _BOMS.items() if content.startswith(mark)), "")
    declared = _CHARSET.search(content)
    encoding = marked or (declared[1].decode() if declared else "utf-8")
    if not marked and encoding.upper() == "CHARSET":
        encoding = "utf-8"
    if not marked and not _ENCODINGS.fullmatch(encoding):
        raise refusal(path, f"its encoding '{encoding}' is not known", "save it as UTF-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refusal(
            path, f"this is not in {encoding}, which the file is said to be in", "save it as UTF-8", line
        ) from error
    except LookupError as error:
        raise refusal(path, f"its encoding '{encoding}' is not known", "save it as UTF-8") from error


def _no_po(path: Path, line: int) -> Exception:
    hint = "each entry has msgctxt, msgid and msgstr with texts in double quotes; 'msgfmt --check' says more"
    return refusal(path, "this is not a PO file", hint, line)


def differing_units(file: PoFile, known: Mapping[str, str]) -> Sequence[str]:
    """Return the names of units that hold something which would be lost with the file.

    Args:
        file: The file.
        known: The translations that the appeal has, by unit.
    """
    return [
        unit.name
        for unit in file.units
        if unit.remark or (unit.translation and in_lines(known.get(unit.name, "")) != unit.translation)
    ]
