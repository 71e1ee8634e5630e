"""Lists that would be printed in another way than they look: CommonMark reads indents and numbers in its own way.

An item that is indented by two spaces below "1. " is no list of that item, a number is kept of the first item only, and
"–" or "a)" begin no item at all.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from entreaty.content.model import shown
from entreaty.templating.snippets import without_condition_lines
from entreaty.writing.citing.blocks import Unsupported
from entreaty.writing.citing.paragraphs import LISTS, MarkdownBlock, line_of, tree_of

OTHER_MARK = "an item with another mark or indent than the list around it"
OTHER_NUMBER = "an item that would get another number"
NO_MARK = "a list with marks that begin no items"
_HINTS = {
    OTHER_MARK: (
        "begin the items of one list with the same mark at the same indent, and indent a list within an item to where "
        "its words begin: 3 spaces after '1. ', 2 after '- '"
    ),
    OTHER_NUMBER: "count on from the number of the first item; '\\' before a character prints it",
    NO_MARK: "begin each item with '- ' or '1. ', or break the lines elsewhere",
}

_ITEM = re.compile(r"[ \t]*([-*+]|(\d{1,9})[.)])[ \t]+\S")
# Marks as people know them from elsewhere: dashes and dots, letters and numbers before or within brackets.
_FOREIGN = re.compile(r"[ \t]*(?:([–—•‣▪◦·])|\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,3})\))[ \t]+\S")
_FIRST_OF_LETTERS = re.compile(r"[ \t]*\(?[aAiI1]\)")


def misread_lists(source: str) -> tuple[Unsupported, ...]:
    r"""Return what is misread of the lists of a passage, each kind once, with the first item that it concerns.

    Args:
        source: The passage as written, such as "1. the seat\n  - of wood\n2. the light".
    """
    text = without_condition_lines(source).strip()
    lines, whole = text.split("\n"), tree_of(text)
    items = [node for node in whole.walk() if node.type == "list_item"]
    found: dict[str, str] = {}
    for node in whole.walk():
        for kind, line in _of_list(node, lines, chosen="{%" in source) if node.type in LISTS else ():
            found.setdefault(kind, line)
    for line in _not_begun(lines, {line_of(node) for node in items}, _paragraph_lines(items)):
        found.setdefault(OTHER_MARK, line)
    for line in _foreign(lines, whole):
        found.setdefault(NO_MARK, line)
    return tuple(Unsupported(shown(line), kind, _HINTS[kind]) for kind, line in found.items())


def lines_at_the_margin(source: str) -> Iterator[str]:
    r"""Yield the lines that go on with an item, though they look like the words after a list.

    Args:
        source: The passage as written, such as "- a seat\n- a light\nThat is all."
    """
    text = without_condition_lines(source).strip()
    lines = text.split("\n")
    for item in (node for node in tree_of(text).walk() if node.type == "list_item"):
        for number in _paragraph_lines([item]):
            if _indent(lines[number]) <= _indent(lines[line_of(item)]) and not _ITEM.match(lines[number]):
                yield lines[number].strip()


def _of_list(node: MarkdownBlock, lines: list[str], *, chosen: bool) -> Iterator[tuple[str, str]]:
    """Yield what is misread of the items of one list.

    Args:
        node: The list.
        lines: The lines of the passage.
        chosen: Whether conditions choose items, of which several may then have one number.
    """
    first, before = lines[line_of(node)], node.previous_sibling
    if before and before.type in LISTS:
        numbered = node.type == before.type == "ordered_list"
        counts_on = numbered and _number(node.children[0]) == _number(before.children[-1]) + 1
        if counts_on or _indent(first) > _indent(lines[line_of(before)]):
            yield OTHER_MARK, first
    begun = [lines[line_of(item)] for item in node.children]
    yield from ((OTHER_MARK, line) for line in begun if _edge(line) != _edge(first) and _indent(line) != _indent(first))
    if node.type == "ordered_list":
        numbers = [_number(item) for item in node.children]
        steps = [after - number for number, after in pairwise(numbers)]
        wrong = [place for place, step in enumerate(steps, 1) if (step > 1 if chosen else step != 1)]
        # All of one number count on by themselves.
        if wrong and (chosen or any(steps)):
            yield OTHER_NUMBER, begun[wrong[0]]


def _not_begun(lines: list[str], begun: set[int], within: list[int]) -> Iterator[str]:
    """Yield the lines within items that look like items and are none: a number only if it counts on."""
    last = {int(found[2]) for number in begun if (found := _ITEM.match(lines[number])) and found[2]}
    for number in within:
        found = _ITEM.match(lines[number])
        if found and number not in begun and (not found[2] or int(found[2]) - 1 in last):
            yield lines[number]


def _foreign(lines: list[str], whole: MarkdownBlock) -> Iterator[str]:
    """Yield where lines of a paragraph begin with marks that CommonMark does not know."""
    for node in whole.walk():
        if node.type != "paragraph" or not node.map:
            continue
        rows = lines[node.map[0] : node.map[1]]
        marks = {place: found[1] for place, row in enumerate(rows) if (found := _foreign_mark(row))}
        if not marks:
            continue
        place, mark = next(iter(marks.items()))
        after_colon = place > 0 and rows[place - 1].rstrip().endswith(":")
        several = len(marks) > 1 and set(marks.values()) == {mark}
        if mark is None:
            is_list = several and _FIRST_OF_LETTERS.match(rows[place]) is not None
        else:
            # Dashes also stand around words within a sentence.
            is_list = (several or after_colon) and not any(re.search(r"\s[–—](?:\s|$)", row.strip()) for row in rows)
        if is_list:
            yield rows[place]


def _foreign_mark(line: str) -> re.Match[str] | None:
    return None if _ITEM.match(line) else _FOREIGN.match(line)


def _paragraph_lines(items: list[MarkdownBlock]) -> list[int]:
    """Return the lines in which the words of items go on."""
    return [
        number
        for item in items
        for child in item.children
        if child.type == "paragraph" and child.map
        for number in range(child.map[0] + 1, child.map[1])
    ]


def _number(item: MarkdownBlock) -> int:
    return int(item.info)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _edge(line: str) -> int:
    """Return where the mark of an item ends: numbers may be aligned by their last digits."""
    found = _ITEM.match(line)
    return found.end(1) if found else _indent(line)
