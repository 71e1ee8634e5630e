"""Markdown that a passage cannot have, and that would be printed with its marks: headings, tables and HTML.

Blocks are found as CommonMark has them. YAML joins the lines of `>-` and of text without a mark, so what is left of a
block within a line is looked for too, and so are lists: "Three points: - one - two".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from entreaty.content.model import shown
from entreaty.writing.citing.paragraphs import as_read


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

    @property
    def is_list(self) -> bool:
        """Tell whether it is a list that begins where CommonMark has none."""
        return self.what in _LISTS


_AS_IT_IS = "; '\\' before a character prints it"
_HINTS = {
    "a heading": "write a sentence, or **strong emphasis**" + _AS_IT_IS,
    "a table": "write sentences",
    "a list within a line": "write the text after '|', and each item on a line of its own after '- '" + _AS_IT_IS,
    "a list without an empty line before it": "put an empty line before it, or begin with '1.'" + _AS_IT_IS,
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
    "a block quotation": rf"{_AFTER_SENTENCE}>\s*[^\W\d].*",
    "a block of code": r"(?<!\\)(?:```|~~~).*",
    "a rule": rf"{_AFTER_SENTENCE}(?:-{{3,}}|\*{{3,}})(?=\s|$).*",
    "an image": r"(?<!\\)!\[[^\[\]@]*\][(\[].*",
    "an address that stands elsewhere": r"(?<![^\s])\[[^\[\]@^]+\]:\s+<?(?:https?:|mailto:|www\.).*",
    "a note": r"(?<!\\)\[\^[^\[\]]+\].*",
}
# Looked for in the words of each paragraph and item, whose own marks are no words of theirs.
_LISTS = {
    "a list within a line": (
        rf"(?::\s+[-*+•]\s+\S|(?:^|{_AFTER_SENTENCE})([-*+•])\s+\S.*?\s\1\s+\S"
        r"|:\s*\n\s*1\\?[.)]\s+\S.*\s2[.)]\s+\S).*"
    ),
    "a list without an empty line before it": (
        r"(?::[ \t]*\n[ \t]*\d{1,9}[.)][ \t]+\S|\n[ \t]*\d{1,9}[.)][ \t]+\S(?=.*(?:\n.*)*?\n[ \t]*\d{1,9}[.)][ \t])).*"
    ),
}
_LONE_NUMBER = re.compile(r"^(\d{1,9})\\")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


def unsupported(source: str) -> tuple[Unsupported, ...]:
    """Return the Markdown in a passage that would be printed with its marks, each kind once, with its first place.

    Args:
        source: The passage as written, such as "Three points: - one - two".
    """
    text = as_read(source.strip()).strip()
    found: dict[str, str] = {}
    for kind, words in (*_of_blocks(text), *_joined(text, _JOINED)):
        found.setdefault(kind, shown(_LONE_NUMBER.sub(r"\1", words.strip())))
    return tuple(Unsupported(words, kind, _HINTS[kind]) for kind, words in found.items())


@cache
def _reader() -> MarkdownIt:
    # Joined, the names of characters could not be told from words any more.
    return MarkdownIt("commonmark").enable("table").disable("text_join")


def _of_blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each block and the line that it begins in."""
    lines, tokens = text.splitlines(), _reader().parse(text)
    for place, token in enumerate(tokens):
        line = lines[token.map[0]] if token.map else ""
        if kind := _KINDS.get(token.type):
            yield kind, line
        elif token.type == "bullet_list_open" and _goes_on(tokens[place : place + 4]):
            yield "a list within a line", line
        elif token.type == "paragraph_open" and place and tokens[place - 1].type == "paragraph_close":
            yield "a second paragraph", line
        elif token.type == "inline":
            yield from _joined(token.content, _LISTS)
        for inline in token.children or ():
            yield from _of_inlines(inline)


def _goes_on(begun: list[Token]) -> bool:
    """Tell whether a list of one item, such as "- one - two", goes on within it; it begins with these tokens."""
    whole, item, *_, words = begun
    return item.map == whole.map and re.search(rf"\s{re.escape(whole.markup)}\s+\S", words.content) is not None


def _of_inlines(token: Token) -> Iterator[tuple[str, str]]:
    if kind := _KINDS.get(token.type):
        yield kind, f"![{token.content}]" if kind == "an image" else token.content
    elif token.type == "text_special" and token.info == "entity":
        yield "the name of a character", token.markup
    elif token.type == "link_open" and token.markup == "autolink":
        yield "HTML", f"<{token.attrs['href']}>"


def _joined(text: str, patterns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is left of blocks within a line, with the words from there on."""
    for kind, pattern in patterns.items():
        where = text if kind == "a block of code" else _CODE.sub(lambda code: "x" * len(code[0]), text)
        if match := re.search(pattern, where):
            yield kind, text[match.start() : match.end()].lstrip(": \n")
