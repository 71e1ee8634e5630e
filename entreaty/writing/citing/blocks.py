"""Markdown that a passage cannot have, and that would be printed with its marks: headings, tables, lists and HTML.

Blocks are found as CommonMark has them. YAML joins the lines of `>-` and of text without a mark, so what is left of a
block within a line is looked for too: "Three points: - one - two".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from entreaty.content.model import shown


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Markdown that would be printed with its marks.

    Attributes:
        words: Where it begins, such as "## Our demands".
        what: What Markdown has it for, such as "a heading".
        hint: What to write instead.
    """

    words: str
    what: str
    hint: str


_AS_IT_IS = "; '\\' before a character prints it"
_HINTS = {
    "a heading": "write a sentence, or **strong emphasis**" + _AS_IT_IS,
    "a table": "write sentences",
    "a list": "write sentences, or a demand for each point" + _AS_IT_IS,
    "a block quotation": "put the words in quotation marks" + _AS_IT_IS,
    "a block of code": "write a paragraph that is not indented and has no ``` or ~~~",
    "a rule": "leave it out, or write a dash: –",
    "an image": "leave it out; the images of a letter are those of its sender",
    "HTML": "write *emphasis*, **strong emphasis** or [words](https://…)" + _AS_IT_IS,
    "the name of a character": "write the character itself" + _AS_IT_IS,
    "an address that stands elsewhere": "write it where it is used: [words](https://…)",
    "a note": "cite a source: '[@id]'",
    "a second paragraph": "make it a passage of its own, with an id",
}
_KINDS = {
    "heading_open": "a heading",
    "table_open": "a table",
    "bullet_list_open": "a list",
    "ordered_list_open": "a list",
    "blockquote_open": "a block quotation",
    "fence": "a block of code",
    "code_block": "a block of code",
    "hr": "a rule",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "an image",
}
_AFTER_SENTENCE = r"(?<=[.:;!?…”»\"])\s+"
_JOINED = {
    "a heading": rf"{_AFTER_SENTENCE}(#{{2,6}}\s+\S|#\s+[^\W\d]).*",
    "a table": r"\|\s*:?-{3,}:?\s*\|.*",
    "a list": rf"(?::\s+[-*+•]\s+\S|(?:^|{_AFTER_SENTENCE})([-*+•])\s+\S.*?\s\1\s+\S).*",
    "a block quotation": rf"{_AFTER_SENTENCE}>\s*[^\W\d].*",
    "a block of code": r"(?<!\\)(?:```|~~~).*",
    "a rule": rf"{_AFTER_SENTENCE}(?:-{{3,}}|\*{{3,}})(?=\s|$).*",
    "an image": r"(?<!\\)!\[[^\[\]@]*\][(\[].*",
    "an address that stands elsewhere": r"(?<![^\s])\[[^\[\]@^]+\]:\s+<?(?:https?:|mailto:|www\.).*",
    "a note": r"(?<!\\)\[\^[^\[\]]+\].*",
}
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


def unsupported(source: str) -> tuple[Unsupported, ...]:
    """Return the Markdown in a passage that would be printed with its marks, each kind once, with its first place.

    Args:
        source: The passage as written, such as "Three points: - one - two".
    """
    text = source.strip()
    found: dict[str, str] = {}
    for kind, words in (*_of_blocks(text), *_joined(text)):
        found.setdefault(kind, shown(words))
    return tuple(Unsupported(words, kind, _HINTS[kind]) for kind, words in found.items())


@cache
def _reader() -> MarkdownIt:
    # Joined, the names of characters could not be told from words any more.
    return MarkdownIt("commonmark").enable("table").disable("text_join")


def _of_blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each block and the line that it begins in."""
    lines, tokens = text.splitlines(), _reader().parse(text)
    for place, token in enumerate(tokens):
        kind = _KINDS.get(token.type)
        if kind and not (token.type == "ordered_list_open" and _has_one_item(tokens[place:])):
            yield kind, lines[token.map[0]] if token.map else ""
        for inline in token.children or ():
            yield from _of_inlines(inline)
    paragraphs = [token.map[0] for token in tokens if token.type == "paragraph_open" and token.map]
    if len(tokens) == len(paragraphs) * 3 > 3:  # noqa: PLR2004  (its beginning, its words and its end)
        yield "a second paragraph", lines[paragraphs[1]]


def _has_one_item(tokens: list[Token]) -> bool:
    """Tell whether the list that begins there has one item: "1. Mai ist Feiertag" counts nothing."""
    level = tokens[0].level
    end = next(
        place for place, token in enumerate(tokens) if token.type == "ordered_list_close" and token.level == level
    )
    return sum(token.type == "list_item_open" and token.level == level + 1 for token in tokens[:end]) == 1


def _of_inlines(token: Token) -> Iterator[tuple[str, str]]:
    if kind := _KINDS.get(token.type):
        yield kind, f"![{token.content}]" if kind == "an image" else token.content
    elif token.type == "text_special" and token.info == "entity":
        yield "the name of a character", token.markup
    elif token.type == "link_open" and token.markup == "autolink":
        yield "HTML", f"<{token.attrs['href']}>"


def _joined(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is left of blocks within a line, with the words from there on."""
    for kind, pattern in _JOINED.items():
        where = text if kind == "a block of code" else _CODE.sub(lambda code: "x" * len(code[0]), text)
        if match := re.search(pattern, where):
            yield kind, text[match.start() : match.end()].lstrip(": \n")
