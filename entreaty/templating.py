"""Templates, sandboxed and strict: snippets such as a passage or the form of a citation, and the templates of letters.

The only module that imports Jinja2. Every failure of a template becomes a `TemplateError` with the template's line.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from entreaty.problems import ContentError, EntreatyError, Location, Problem

_TEMPLATE_SIZE_CAP = 512 * 1024
# Enough to choose words with; none of them can make a short template print without end.
_SNIPPET_FILTERS = ("capitalize", "default", "first", "last", "length", "lower", "title", "upper")
# Statements whose printed words another part of the template can read.
_CAPTURING = (
    *(nodes.AssignBlock, nodes.FilterBlock, nodes.CallBlock, nodes.Block),
    *(nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends),
)


Printable = str | float
"""A value that a snippet can print."""
Value = Printable | Mapping[str, str]
"""A value of a name in a snippet, such as "Minister", or {"office": "Minister"} for `recipient`."""


class TemplateError(EntreatyError):
    """A template that is malformed or cannot be filled in.

    Attributes:
        line: The line within the template, counted from 1.
        reason: The reason, such as "'x' is undefined".
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox of snippets and letter templates: printing an undefined name is an error."""

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options)
        self.globals.clear()


class _SnippetEnvironment(_Environment):
    """The sandbox of text that organizers write: no calls, no products, and few filters."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def __init__(self, escape: Callable[[Printable], str]) -> None:
        # Text, not HTML: autoescape would print "&amp;"; `escape` escapes for Markdown instead.
        super().__init__(autoescape=False, finalize=lambda value: escape(_printable(value)))
        self.filters = {name: self.filters[name] for name in _SNIPPET_FILTERS}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002  (Jinja2's hook)
        message = f"'{operator}' is not available in a passage"
        raise SecurityError(message)

    def call(self, *_: Any, **__: Any) -> Any:
        message = "calls, such as 'office.upper()', are not available in a passage"
        raise SecurityError(message)


class Snippet:
    """A short template, such as "Dear {{ recipient.office }}", compiled once."""

    def __init__(self, environment: _SnippetEnvironment, source: str) -> None:
        self._environment = environment
        self._source = source
        with _as_template_error():
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
        with _as_template_error():
            return self._template.render(values)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return every name that it reads, such as "recipient.office", in order, without variables of its own."""
        tree = self._environment.parse(self._source)
        given = meta.find_undeclared_variables(tree)
        read = (_dotted(node) for node in _outermost_reads(tree))
        return tuple(name for name in read if name.partition(".")[0] in given)


class SnippetCompiler:
    """Compiles snippets."""

    def __init__(self, escape: Callable[[Printable], str]) -> None:
        """Make a compiler of snippets for one markup.

        Args:
            escape: Returns a value as it is printed, such as escaped for Markdown.
        """
        self._environment = _SnippetEnvironment(escape)

    def compile(self, source: str) -> Snippet:
        """Return the compiled snippet.

        Raises:
            TemplateError: The source is malformed, or has other statements than `{% if … %}`.
        """
        return Snippet(self._environment, source)


class Blank:
    """A value that is filled in after rendering: a template can print it and ask whether it is there.

    A template that reads its text in any other way, such as its length, a filter or a comparison, fails as if the value
    were undefined.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, mark: str) -> None:
        """Make a blank.

        Args:
            mark: The characters that are printed in its place.
        """
        self.mark = mark

    def _refuse(self, *_: object) -> Any:
        message = "this is a blank, which can only be printed as it is"
        raise TypeError(message)

    __str__ = __repr__ = __eq__ = __format__ = _refuse


def _mark(value: Any) -> Any:
    return value.mark if isinstance(value, Blank) else value


def _is_escaped(name: str | None) -> bool:
    return name is not None and name.endswith((".html", ".svg"))


class LetterTemplates:
    """The letter templates of one folder: values are escaped in HTML and SVG, and printed as they are in plain text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = _Environment(
            autoescape=_is_escaped,
            loader=jinja2.FunctionLoader(self._read),
            keep_trailing_newline=True,
            finalize=_mark,
        )

    def render(self, name: str, **values: object) -> str:
        """Return the template of that file name, such as "letter.html", filled in.

        Raises:
            ContentError: The file is missing, is malformed, or reads an undefined name.
        """
        with self._as_problem_of(name):
            return self._environment.get_template(name).render(values)

    def printed(self, name: str, text: str) -> str:
        """Return the text as the template of that file name prints it: escaped in HTML and SVG."""
        return str(escape(text)) if _is_escaped(name) else text

    def looks_back(self, name: str) -> bool:
        """Tell whether the template of that file name can read words that it has printed, or includes another template.

        Raises:
            ContentError: The file is malformed.
        """
        with self._as_problem_of(name):
            return _looks_back(self._environment.parse(self._read(name) or ""))

    @contextmanager
    def _as_problem_of(self, name: str) -> Iterator[None]:
        try:
            with _as_template_error():
                yield
        except TemplateError as error:
            problem = Problem(Location(self.folder / name, error.line), error.reason)
            raise ContentError([problem]) from error

    def _read(self, name: str) -> str | None:
        path = self.folder / name
        if path.parent != self.folder or not path.is_file() or path.stat().st_size > _TEMPLATE_SIZE_CAP:
            return None
        return path.read_text(encoding="utf-8")


@contextmanager
def _as_template_error() -> Iterator[None]:
    """Raise every failure of Jinja2 as a `TemplateError` with its line."""
    try:
        yield
    except jinja2.TemplateNotFound as error:
        raise TemplateError(0, f"the template '{error.name}' is missing or too large") from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(error.lineno, f"not a template: {error.message}") from error
    except (RecursionError, SyntaxError, MemoryError) as error:
        # Raised for a thousand nested brackets, or a template that includes itself.
        raise TemplateError(_line_in_template(error.__traceback__), "it is nested too deeply") from error
    except KeyError as error:
        raise TemplateError(_line_in_template(error.__traceback__), f"there is no {error}") from error
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise TemplateError(_line_in_template(error.__traceback__), str(error)) from error


def _printable(value: Any) -> Printable:
    """Return the value if it is text or a number; the Python form of others, such as a mapping, is no text of a letter.

    Raises:
        TypeError: It is neither.
        jinja2.UndefinedError: It is the value of an undefined name.
    """
    if isinstance(value, jinja2.Undefined):
        return str(value)
    if not isinstance(value, (str, int, float)):
        message = "this is not text and cannot be printed; name one of its parts, such as 'recipient.office'"
        raise TypeError(message)
    return value


def _line_in_template(trace: TracebackType | None) -> int:
    line = 1
    while trace is not None:
        if "__jinja_template__" in trace.tb_frame.f_globals or trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _looks_back(tree: nodes.Template) -> bool:
    """Tell whether printed words can be read again: in a named or filtered block, or as the result of a macro."""
    capturing = any(isinstance(statement, _CAPTURING) for statement in tree.find_all(nodes.Stmt))
    macros = {macro.name for macro in tree.find_all(nodes.Macro)} | {"loop"}
    printed = {id(part) for output in tree.find_all(nodes.Output) for part in output.nodes}
    calls = [call for call in tree.find_all(nodes.Call) if id(call) not in printed]
    return capturing or any(_dotted(call.node) in macros for call in calls)


def _outermost_reads(node: nodes.Node) -> Iterator[nodes.Getattr | nodes.Name]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Getattr) or (isinstance(child, nodes.Name) and child.ctx == "load"):
            yield child
        else:
            yield from _outermost_reads(child)


def _dotted(node: nodes.Node) -> str:
    """Return a name with its attributes, such as "recipient.office"; "?" stands for any other expression."""
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"
