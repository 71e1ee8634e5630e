"""Snippets: short templates that organizers write, such as a passage or the form of a citation."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.exceptions import SecurityError

from entreaty.templating.sandbox import Sandbox, TemplateError, as_template_error, refused_characters

# Enough to choose words with; none of them can make a short template print without end.
_FILTERS = ("capitalize", "default", "first", "last", "length", "lower", "title", "upper")

# A line that holds conditions alone: nothing of it is printed.
_CONDITION_LINE = re.compile(r"^[ \t]*(?:\{%[^{}]*%\}[ \t]*)+(?:\n|\Z)", re.MULTILINE)
_CONDITION = re.compile(r"\{%[-+]?([^{}]*?)[-+]?%\}")

Printable = str | float
"""A value that a snippet can print."""
Value = Printable | Mapping[str, str]
"""A value of a name in a snippet, such as "Minister", or {"office": "Minister"} for `recipient`."""


class _SnippetSandbox(Sandbox):
    """The sandbox of text that organizers write: no calls, no products, and few filters."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def __init__(self, escape: Callable[[Printable], str]) -> None:
        # Text, not HTML: autoescape would print "&amp;"; `escape` escapes for Markdown instead.
        # A line break after a condition in the midst of a line parts items, and stays.
        super().__init__(
            autoescape=False,
            finalize=lambda value: escape(_printable(value)),
            trim_blocks=False,
            lstrip_blocks=False,
        )
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002  (Jinja2's hook)
        message = f"'{operator}' is not available in a passage"
        raise SecurityError(message)

    def call(self, *_: Any, **__: Any) -> Any:
        message = "calls, such as 'office.upper()', are not available in a passage"
        raise SecurityError(message)


class Snippet:
    """A short template, such as "Dear {{ recipient.office }}", compiled once."""

    def __init__(self, environment: _SnippetSandbox, source: str) -> None:
        self._environment = environment
        self._source = source
        with as_template_error():
            source = _CONDITION_LINE.sub(_joined_to_the_next, source)
            tree = environment.parse(source)
            for statement in tree.find_all(nodes.Stmt):
                if not isinstance(statement, (nodes.Output, nodes.If)):
                    raise TemplateError(statement.lineno, "a passage can hold '{% if … %}', and no other statement")
            self._template = environment.from_string(source)

    def fill(self, values: Mapping[str, Value]) -> str:
        """Return the text with the values put in.

        Args:
            values: The value of each name, such as {"recipient": {"office": "Minister"}}.

        Raises:
            TemplateError: A name is undefined, or the template uses what the sandbox forbids.
        """
        with as_template_error():
            text = self._template.render(values)
        if refused := refused_characters(text):
            raise TemplateError(1, refused)
        return text

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return every name that it reads, such as "recipient.office", in order, without variables of its own."""
        tree = self._environment.parse(self._source)
        given = meta.find_undeclared_variables(tree)
        read = (_dotted(node) for node in _outermost_reads(tree))
        return tuple(name for name in read if name.partition(".")[0] in given)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """Return every name whose value it may print, in order: not those that conditions alone ask for."""
        tree = self._environment.parse(self._source)
        return tuple(_dotted(node) for node in _outermost_reads(tree, in_tests=False))


def without_condition_lines(source: str) -> str:
    """Return a snippet as written, without the lines of which filling in leaves nothing."""
    return _CONDITION_LINE.sub("", source)


def without_conditions(source: str) -> str:
    """Return a snippet as written, with the words of all its conditions, and without these."""
    return _CONDITION.sub("", without_condition_lines(source))


def _joined_to_the_next(line: re.Match[str]) -> str:
    """Return the conditions of a line that holds nothing else, without "-", which takes the line break before."""
    joined = "".join(f"{{%{condition}%}}" for condition in _CONDITION.findall(line[0]))
    # Within the mark it is no text, and the lines below keep their numbers.
    return joined.removesuffix("%}") + "\n%}" if line[0].endswith("\n") else joined


class SnippetCompiler:
    """Compiles snippets."""

    def __init__(self, escape: Callable[[Printable], str]) -> None:
        """Make a compiler of snippets for one markup.

        Args:
            escape: Returns a value as it is printed, such as escaped for Markdown.
        """
        self._environment = _SnippetSandbox(escape)

    def compile(self, source: str) -> Snippet:
        """Return the compiled snippet.

        Raises:
            TemplateError: The source is malformed, or has other statements than `{% if … %}`.
        """
        return Snippet(self._environment, source)


def _printable(value: Any) -> Printable:
    """Return the value if it is text or a number; the Python form of others, such as a mapping, is no text of a letter.

    Raises:
        TypeError: It is neither.
        jinja2.UndefinedError: It is the value of an undefined name.
    """
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, jinja2.Undefined):
        return str(value)
    message = "this is not text and cannot be printed; name one of its parts, such as 'recipient.office'"
    raise TypeError(message)


def _outermost_reads(node: nodes.Node, *, in_tests: bool = True) -> Iterator[nodes.Node]:
    """Yield what the node reads.

    Args:
        node: A part of a template.
        in_tests: Whether to yield also what its conditions read.
    """
    tests = [node.test] if isinstance(node, (nodes.If, nodes.CondExpr)) and not in_tests else []
    for child in node.iter_child_nodes():
        if child in tests:
            continue
        if (
            isinstance(child, nodes.Getattr)
            or _is_key(child)
            or (isinstance(child, nodes.Name) and child.ctx == "load")
        ):
            yield child
        else:
            yield from _outermost_reads(child, in_tests=in_tests)


def _is_key(node: nodes.Node) -> bool:
    """Tell whether it reads a value by its key, as in "recipient['office']"."""
    return isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)


def _dotted(node: nodes.Node) -> str:
    """Return a name with its attributes, such as "recipient.office"; "?" stands for any other expression."""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_dotted(node.node)}.{node.arg.value}"
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"
