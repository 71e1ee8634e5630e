"""What libyaml finds wrong with a file, in the words of people who write such files."""

from collections.abc import Mapping

_TOO_FAR = "indent it like the lines around it; put quotes around a text that holds quotes or begins with a bracket"
_REASONS: Mapping[str, tuple[str, str]] = {
    "found character that cannot start": (
        "no value can begin with a tab, '@', '`' or '%'",
        "indent with spaces; put quotes around a text that begins with one of the others",
    ),
    "found a tab character": ("a tab stands where spaces indent", "indent with spaces"),
    "did not find expected node content": (
        "a value is missing, or a bracket is not closed",
        "complete it, or put quotes around a text that holds brackets",
    ),
    "mapping values are not allowed": (
        "a ':' stands where none can be",
        "put quotes around a text that holds ': ', or indent the line like those around it",
    ),
    "block sequence entries are not allowed": (
        "a '-' stands where no list can begin",
        "begin the list on a line of its own, or put quotes around a text that begins with '- '",
    ),
    "could not find expected ':'": (
        "there is no ':' after this",
        "write 'key: value', or indent the line if it continues the text before",
    ),
    "did not find expected key": ("this does not fit what stands before it", _TOO_FAR),
    "did not find expected '-'": ("this does not fit the list before it", _TOO_FAR),
    "did not find expected ','": (
        "a bracket is opened here and not closed",
        "close it, or put quotes around a text that begins with a bracket",
    ),
    "found unexpected": (
        "a quotation is opened here and not closed",
        "end it with the same mark; in a text within single quotes, write ' twice",
    ),
    "did not find expected alphabetic": ("no text can begin with '*' or '&'", "put quotes around it"),
    "found unknown escape": ("'\\' begins an escape that YAML does not know", "write the character itself"),
    "found invalid Unicode": ("'\\u' names a character that there is not", "write the character itself"),
}


def in_our_words(found: str) -> tuple[str, str]:
    """Return what is wrong and what would be right.

    Args:
        found: What libyaml says, such as "mapping values are not allowed in this context".
    """
    known = (words for start, words in _REASONS.items() if found.startswith(start))
    reason, hint = next(known, (found, "put quotes around the value"))
    return f"this is not YAML: {reason}", hint
