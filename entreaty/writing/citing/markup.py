"""From the texts of a source, which hold the tags of CSL, to Markdown."""

import re

from entreaty.content.files.csl.markup import as_unicode
from entreaty.writing.citing.prose import Markdown, escape_markdown

_TAGGED = re.compile(
    r"<(?P<tag>i|b|sup|sub)>(?P<inside>.*?)</(?P=tag)>|<span class=\"nocase\">(?P<kept>.*?)</span>", re.DOTALL
)
_MARKS = {"i": "*", "b": "**"}
# Beside the "*" of a form, another one would make it bold; within a word, only "*" is emphasis.
_UNJOINED = "_"


def as_markdown(value: str | float) -> str:
    """Return a value of a form as it is printed: `Markdown` as it is, all else escaped and its tags in Markdown.

    Within an emphasised title, emphasis is turned over: the name of a species in an italic title stands upright.
    """
    if isinstance(value, Markdown) or not isinstance(value, str) or "<" not in value:
        return escape_markdown(value)
    made, position = [], 0
    for found in _TAGGED.finditer(value):
        made += [escape_markdown(value[position : found.start()]), _of_tag(found)]
        position = found.end()
    return "".join((*made, escape_markdown(value[position:])))


def _of_tag(found: re.Match[str]) -> str:
    tag = found["tag"]
    if tag is None:
        return as_markdown(found["kept"])
    if tag in _MARKS:
        mark = _UNJOINED if tag == "i" and not _is_within_word(found) else _MARKS[tag]
        return f"{mark}{as_markdown(found['inside'])}{mark}"
    return as_markdown(as_unicode(found["inside"], tag))


def _is_within_word(found: re.Match[str]) -> bool:
    """Tell whether a letter or a digit stands directly before or after a tagged text."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return before.isalnum() or after.isalnum()
