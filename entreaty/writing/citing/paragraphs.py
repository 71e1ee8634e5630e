"""The paragraphs and lists of a passage, found as CommonMark has them; their words are read by `prose`."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from entreaty.content.model import shown
from entreaty.templating.snippets import without_condition_lines, without_conditions
from entreaty.writing.citing.prose import Parsed, parse_prose, require_length
from entreaty.writing.citing.syntax import ProseError
from entreaty.writing.letter import Item, List

ParsedBlock = Parsed | List[Parsed]
"""A paragraph or a list whose citations are no notes yet."""

MarkdownBlock = SyntaxTreeNode
"""A paragraph, a list or an item as CommonMark has it."""

VALUE = "\ufdd4"
"""Stands before a value that was filled in, which neither begins nor ends a list; no file can hold it."""

LISTS = ("bullet_list", "ordered_list")
"""What the reader of Markdown calls lists."""

_LEVELS = 2
_MARK = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
# What has no such line has no list, and most passages have none.
_MAY_BE_LIST = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])(?=\s|\Z)", re.MULTILINE)


def parse_passage(source: str, language: str = "", *, numbered: bool = False) -> tuple[ParsedBlock, ...]:
    r"""Return the paragraphs and lists of a passage.

    Args:
        source: Markdown, such as "The bus stop lacks:\n\n- a *seat*,\n- a light.[@council-2025]".
        language: The language that it is written in, in which places in sources are named.
        numbered: Whether one number alone begins a list, as `has_numbered_list` tells of the passage as written.

    Raises:
        ProseError: A list is nested too deeply or has an item without words, or as `parse_prose` says.
    """
    require_length(source)
    blocks: list[SyntaxTreeNode] = []
    if _MAY_BE_LIST.search(source):
        blocks = tree_of(source if numbered else _with_lone_numbers_as_words(source)).children
    if not any(block.type in LISTS for block in blocks):
        # Where there is no list, all is one paragraph: what else a passage cannot have is told by `blocks`.
        return (parse_prose(source.replace(VALUE, ""), language),)
    return tuple(
        _list(block, language, level=1) if block.type in LISTS else _words(block, language) for block in blocks
    )


def has_numbered_list(source: str) -> bool:
    """Tell whether the passage has a list of several numbered items: "1. Mai ist Feiertag" counts nothing.

    Args:
        source: The passage as written, with the items of all conditions.
    """
    source = without_conditions(source)
    if not _MAY_BE_LIST.search(source):
        return False
    return any(node.type == "ordered_list" and len(node.children) > 1 for node in tree_of(source).walk())


def as_read(source: str) -> str:
    r"""Return a passage as written, as CommonMark finds the same lists in it that `parse_passage` does.

    Args:
        source: The passage, such as "{% if recipient.party is defined %}\n1. Mai ist Feiertag.\n{% endif %}".
    """
    text = without_condition_lines(source)
    return text if has_numbered_list(source) else _with_lone_numbers_as_words(text)


@cache
def _reader() -> MarkdownIt:
    # An address that stands elsewhere would be taken out of the text, and HTML would end a list.
    return MarkdownIt("commonmark").disable(["reference", "html_block", "inline"])


def tree_of(source: str) -> SyntaxTreeNode:
    """Return the blocks of a passage as CommonMark has them."""
    return SyntaxTreeNode(_reader().parse(source.strip()))


def _with_lone_numbers_as_words(source: str) -> str:
    """Return the passage with a backslash in each list of one numbered item, which makes words of its number."""
    before, text = "", source.strip()
    # What stood in such a list may be another one, once the number around it is a word.
    while text != before:
        before, lines = text, text.split("\n")
        begun = {line_of(node): node for node in reversed([*filter(_is_lone, tree_of(text).walk())])}
        for number, node in begun.items():
            outer = sum(one.type == "list_item" and line_of(one) == number for one in _around(node))
            mark = rf"^(\s*(?:{_MARK}){{{outer}}}\d{{1,9}})([.)])"
            lines[number] = re.sub(mark, r"\1\\\2", lines[number], count=1)
        text = "\n".join(lines)
    return text


def line_of(node: SyntaxTreeNode) -> int:
    """Return the line that a block begins in, counted from 0."""
    return node.map[0] if node.map else 0


def _is_lone(node: SyntaxTreeNode) -> bool:
    return node.type == "ordered_list" and len(node.children) == 1


def _around(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """Return what a part of a passage stands in, from inside to outside."""
    around: list[SyntaxTreeNode] = []
    while (parent := (around[-1] if around else node).parent) and not parent.is_root:
        around.append(parent)
    return around


def _list(node: SyntaxTreeNode, language: str, *, level: int) -> List[Parsed]:
    if level > _LEVELS:
        raise ProseError(
            f"'{shown(_first_words(node))}' is a list in a list of a list; a passage can have two levels at most: "
            "make sentences of the innermost"
        )
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    return List(items=tuple(_item(item, language, level) for item in node.children), first=first)


def _item(node: SyntaxTreeNode, language: str, level: int) -> Item[Parsed]:
    if not node.children or node.children[0].type in LISTS or not _source(node.children[0]).replace(VALUE, "").strip():
        after = f" before '{shown(_first_words(node))}'" if _first_words(node) else ""
        raise ProseError(
            f"an item of a list has no words{after}; write them after its mark, or '\\' before the mark if it is none"
        )
    words, *rest = node.children
    if len(rest) > 1 or any(one.type not in LISTS for one in rest):
        raise ProseError(
            f"the item '{shown(_source(words))}' has more than words and one list; "
            "make what follows an item of its own, or begin its line at the margin"
        )
    sublist = _list(rest[0], language, level=level + 1) if rest else None
    return Item(words=_words(words, language), sublist=sublist)


def _words(node: SyntaxTreeNode, language: str) -> Parsed:
    return parse_prose(_source(node).replace(VALUE, ""), language)


def _source(node: SyntaxTreeNode) -> str:
    """Return the Markdown of a paragraph, or of what would be another block."""
    return "".join(leaf.content for leaf in node.walk() if not leaf.children and not leaf.is_root)


def _first_words(node: SyntaxTreeNode) -> str:
    return next((leaf.content.replace(VALUE, "") for leaf in node.walk() if leaf.type == "inline"), "")
