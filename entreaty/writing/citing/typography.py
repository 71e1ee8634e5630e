"""The spaces that a language sets around its punctuation: French, before ; : ! ? » and after «."""

import re
from dataclasses import replace

from entreaty.writing.letter import Prose, Span

_ADDRESS = r"https?://\S*[^\s;:!?.,>»)]"
# A mark in "A/RES/1:2", "10:30" or an address has no space behind it, and gets none before.
_MARKS = r"\s?(?P<marks>[;:!?]+)(?=[\s»)\]<]|$)"
_TOKEN = re.compile(rf"(?P<address>{_ADDRESS})|(?P<opening>«\s?)|(?P<closing>\s?»)|{_MARKS}")


# Spaces at which no line ends: an author who has set one meant it.
_KEPT = "\u00a0\u202f"


def spaced(note: Prose, space: str) -> Prose:
    """Return a note or a paragraph with that space before ; : ! ? and », and after «.

    What is in quotation marks or in italics is a title, which stays as its publisher wrote it.

    Args:
        note: Such as (Span(text="Voir: "), Span(text="Le Monde", italic=True), Span(text="; CICR.")).
        space: What stands before a mark, such as a no-break space.
    """
    runs: list[Span] = []
    quoted = 0
    for run in note:
        if not isinstance(run, Span) or run.href or run.italic:
            runs.append(run)  # type: ignore[arg-type]
            continue
        made, position = [], 0
        for token in _TOKEN.finditer(run.text):
            made.append(run.text[position : token.start()])
            position = token.end()
            quoted = max(0, quoted + bool(token["opening"]) - bool(token["closing"]))
            made.append(_spaced(token, space, first=not runs and not token.start(), quoted=quoted > 0))
        runs.append(replace(run, text="".join((*made, run.text[position:]))))
    return tuple(runs)


def _spaced(token: re.Match[str], space: str, *, first: bool, quoted: bool) -> str:
    """Return a token with its space; the first of a note has nothing that it could be parted from."""
    if token[0][0] in _KEPT or token[0][-1] in _KEPT:
        return token[0]
    if token["opening"]:
        return f"«{space}"
    if token["closing"]:
        return f"{space}»"
    if token["address"] or first or quoted:
        return token[0]
    return f"{space}{token['marks']}"
