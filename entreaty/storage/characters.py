"""The characters that no file may hold: those that hide, reorder or pile up what a letter would print."""

import re
import unicodedata

# Marks above and below letters, of the scripts that letters are written in.
_ACCENTS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4\u0730-\u074a"
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Unicode UTS 39, UAX 9 and UAX 44 (Default_Ignorable_Code_Point): control characters; invisible ones, such as fillers,
# tags and what selects a variant of nothing; line separators; joiners where no script needs them; surrogates and
# noncharacters; changes of direction; and more than eight accents on one letter. Marks of direction (U+061C, U+200E,
# U+200F) may stand, and soft hyphens, which show where a line ends.
_NEVER = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"
    r"\u115f\u1160\u17b4\u17b5\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000ffffe\U000fffff\U0010fffe\U0010ffff"
)
_REFUSED = re.compile(
    rf"[{_NEVER}]"
    r"|(?<![\u0590-\u0fff])[\u034f\u200c\u200d]"
    r"|(?<![\u1800-\u18af])[\u180b-\u180f]"
    r"|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
    r"|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
    rf"|[{_ACCENTS}]{{9}}"
)
# What holds none of these is looked at in a tenth of the time.
_SUSPECT = re.compile(rf"[{_NEVER}\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef{_ACCENTS}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ASCII = 0x7F


def may_be_refused(text: str) -> bool:
    """Tell whether a line of the text may hold a character that is refused; large files are mostly plain ASCII."""
    if _CONTROL.search(text):
        return True
    lines = (line for line in text.split("\n") if not line.isascii()) if not text.isascii() else ()
    return any(_SUSPECT.search(line) and _REFUSED.search(line) for line in lines)


def refused_character(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the first character that may not stand in a file, and what to do; None if all may."""
    if (text.isascii() and not _CONTROL.search(text)) or not _SUSPECT.search(text):
        return None
    found = _REFUSED.search(text)
    if not found:
        return None
    if len(found[0]) > 1:
        return "more than 8 accents are piled up on one letter here", "remove those that do not belong"
    name = unicodedata.name(found[0], "control character").lower()
    message = f"the character U+{ord(found[0]):04X} ({name}) cannot stand in a letter"
    return message, "it may be invisible: delete what stands around it, and type that again"


def allowed_only(line: str) -> tuple[str, set[str]]:
    """Return a line without the characters that may not stand in a file, and which they were."""
    if line.isascii() and not _CONTROL.search(line):
        return line, set()
    characters = {character for found in _REFUSED.findall(line) for character in found}
    return (_REFUSED.sub("", line), characters) if characters else (line, characters)


def escaped(text: str) -> str:
    r"""Return the text with every character that may not stand in a file as its escape: "\x1b[31m", "\u202e"."""
    if text.isascii() and not _CONTROL.search(text):
        return text
    return _REFUSED.sub(lambda found: "".join(map(_escape, found[0])), text)


def _escape(character: str) -> str:
    return (
        character.encode("ascii", errors="backslashreplace").decode()
        if ord(character) > _ASCII
        else rf"\x{ord(character):02x}"
    )
