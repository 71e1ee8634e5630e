"""The characters that no file may hold: those that hide, reorder or pile up what a letter would print."""

import re
import unicodedata

# Unicode UTS 39 and UAX 9: control characters, invisible ones, line separators, joiners where no script needs them,
# surrogates and noncharacters, changes of direction, and more than eight accents on one letter.
_REFUSED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"
    r"|[\u200b\u2028\u2029\u2060\ufeff\U000e0000-\U000e007f]"
    r"|[\u202a-\u202e\u2066-\u2069]"
    r"|[\ud800-\udfff\ufffe\uffff]"
    r"|(?<![\u0590-\u0fff])[\u200c\u200d]"
    r"|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9}"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def may_be_refused(text: str) -> bool:
    """Tell whether a line of the text may hold a character that is refused; large files are mostly plain ASCII."""
    if _CONTROL.search(text):
        return True
    return not text.isascii() and any(_REFUSED.search(line) for line in text.split("\n") if not line.isascii())


def refused_character(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the first character that may not stand in a file, and what to do; None if all may."""
    found = _REFUSED.search(text)
    if not found:
        return None
    if len(found[0]) > 1:
        return "more than 8 accents are piled up on one letter here", "remove those that do not belong"
    name = unicodedata.name(found[0], "control character").lower()
    message = f"the character U+{ord(found[0]):04X} ({name}) cannot stand in a letter"
    return message, "it may be invisible: delete what stands around it, and type that again"
