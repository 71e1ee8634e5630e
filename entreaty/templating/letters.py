"""Templates of letters and pages: the files of one folder, filled in with data."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from entreaty.problems import ContentError, Location, Problem, TooMuchError
from entreaty.storage.inside import read_inside
from entreaty.templating.sandbox import Sandbox, TemplateError, as_template_error, refused_characters
from entreaty.templating.values import Blank, Function, as_data

TEMPLATES = ("letter.html", "letter.txt", "email.html")
"""The templates that every letter is made from."""
_SIZE_CAP = 512 * 1024
# How many templates are kept parsed: a run asks several things of each, and reads it several times.
_KEPT = 16
# What a template can do with values; each is a function of data that gives data. Left out of Jinja2's own are those
# that reach into objects (attr), print what nobody reads in a letter (pprint, tojson, xmlattr, urlize, filesizeformat),
# write without end from few characters (center, format), or give another text each time (random).
_FILTERS = (
    *("abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby"),
    *("indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr"),
    *("replace", "reverse", "round", "safe", "select", "selectattr", "slice", "sort", "string", "striptags", "sum"),
    *("title", "trim", "truncate", "unique", "upper", "urlencode", "wordcount", "wordwrap"),
)
# What replaces the methods of texts and mappings that templates of the first version could call.
_IN_PLACE_OF = {
    **{name: f"| {name}(…)" for name in ("split", "partition", "rpartition", "replace")},
    **{name: f"| {name}" for name in ("capitalize", "upper", "lower", "title", "items")},
    "strip": "| trim",
    "rsplit": "| rpartition(…)",
    "splitlines": "| split(…)",
    "join": "| join(…)",
    "get": "| default(…)",
    "strftime": "letter.date_line",
    "isoformat": "letter.date",
}
# Statements whose printed words another part of the template can read.
_OTHERS = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_CAPTURING = (nodes.AssignBlock, nodes.FilterBlock, nodes.CallBlock, nodes.Block, *_OTHERS)


class _LetterSandbox(Sandbox):
    """The sandbox of letter templates: more filters than snippets have, macros, blocks and includes."""

    intercepted_binops = frozenset(["**"])

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        super().__init__(
            autoescape=_is_escaped,
            loader=loader,
            keep_trailing_newline=True,
            finalize=_printed,
            bytecode_cache=_COMPILED,
        )
        own = {"split": _split, "partition": _partition, "rpartition": _rpartition, "string": _string}
        self.filters = {name: self.filters[name] for name in _FILTERS} | own

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002  (Jinja2's hook)
        message = f"'{operator}' is not available in a template"
        raise SecurityError(message)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if found := _without_methods(tree, filename or ""):
            raise found[0]
        return tree

    def mistakes(self, source: str, name: str, file: str) -> list[TemplateError]:
        """Return everything that keeps a template from being compiled."""
        try:
            with as_template_error():
                self.get_template(name)
        except TemplateError as first:
            with suppress(TemplateError), as_template_error():
                return _without_methods(super()._parse(source, name, file), file) or [first]
            return [first]
        return []


class _CompiledTemplates(jinja2.BytecodeCache):
    """What templates were compiled to, kept while the program runs: each is filled in by several parts of it."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template that still has the same source."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


_COMPILED = _CompiledTemplates()


@lru_cache(_KEPT)
def _parsed(source: str) -> nodes.Template:
    """Return a template as it is written, which nobody changes."""
    return _LetterSandbox(jinja2.BaseLoader()).parse(source)


def _without_methods(tree: nodes.Template, file: str) -> "list[TemplateError]":
    """Change what a template calls, and return an error for each call that it cannot make."""
    transformer = _WithoutMethods({one.target for one in tree.find_all(nodes.Import)} | {"self"}, file)
    transformer.visit(tree)
    return transformer.found


class _WithoutMethods(NodeTransformer):
    """Makes `letter.phrase(…)`, as the first version had it, a call of the function, and finds other methods.

    Attributes:
        found: An error for each call of a method.
    """

    def __init__(self, modules: set[str], file: str) -> None:
        self.found: list[TemplateError] = []
        self._modules, self._file = modules, file

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  (Jinja2 names it by the class)
        """Return the call as it is to be compiled."""
        if isinstance(called := node.node, nodes.Getattr):
            if called.attr == "phrase":
                node.node = nodes.Name("phrase", "load", lineno=called.lineno)
            elif not (isinstance(called.node, nodes.Name) and called.node.name in self._modules):
                instead = _IN_PLACE_OF.get(called.attr)
                hint = f"; write '{instead}' in place of '.{called.attr}(…)'" if instead else ""
                reason = f"'.{called.attr}(…)' calls a method, which values do not have{hint}"
                self.found.append(TemplateError(node.lineno, reason, self._file))
        return self.generic_visit(node)


class LetterTemplates:
    """The letter templates of one folder: values are escaped in HTML and SVG, and printed as they are in plain text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = _LetterSandbox(jinja2.FunctionLoader(self._read))

    def render(self, name: str, **values: object) -> str:
        """Return the template of that file name, such as "letter.html", filled in.

        Args:
            name: The file.
            values: What `as_data` knows the form of, or a `Function`, by the names that the template has for them.

        Raises:
            ContentError: The file is missing, is malformed, or reads an undefined name.
        """
        given = {key: one if isinstance(one, Function) else as_data(one) for key, one in values.items()}
        with self._as_problem_of(name):
            text = self._environment.get_template(name).render(given)
        if refused := refused_characters(text):
            raise ContentError([Problem(Location(self.folder / name), refused)])
        return text

    def mistakes(self, name: str) -> tuple[Problem, ...]:
        """Return everything that keeps the template of that file name from being filled in for any letter."""
        try:
            with self._as_problem_of(name):
                source, file, _ = self._read(name)
        except ContentError as error:
            return error.problems
        found = self._environment.mistakes(source, name, file)
        return tuple(Problem(Location(self.folder / name, error.line), error.reason) for error in found)

    def printed(self, name: str, text: str) -> str:
        """Return the text as the template of that file name prints it: escaped in HTML and SVG."""
        return str(escape(text)) if _is_escaped(name) else text

    def looks_back(self, name: str) -> bool:
        """Tell whether the template of that file name can read words that it has printed, or includes another template.

        Raises:
            ContentError: The file is malformed.
        """
        with self._as_problem_of(name):
            return _looks_back(_parsed(self._read(name)[0]))

    def leaves_out(self, name: str, value: str) -> bool:
        """Tell whether the template of that file name never reads a value, such as "foot" of `letter.foot`.

        Of a template that includes others or cannot be read, nobody can tell.
        """
        try:
            with self._as_problem_of(name):
                tree = _parsed(self._read(name)[0])
        except ContentError:
            return False
        read = {one.attr for one in tree.find_all(nodes.Getattr)}
        read |= {one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, str)}
        return value not in read and not any(tree.find_all(_OTHERS))

    @cached_property
    def phrases_asked(self) -> Mapping[str, Location]:
        """Return each key that the templates of letters name, as in `phrase("notes")`, with its first place."""
        asked: dict[str, Location] = {}
        for name in TEMPLATES:
            # What keeps a template from being read is told by whoever fills it in.
            with suppress(ContentError), self._as_problem_of(name):
                for call in _parsed(self._read(name)[0]).find_all(nodes.Call):
                    if isinstance(call.node, nodes.Name) and call.node.name == "phrase" and call.args:
                        key = call.args[0]
                        if isinstance(key, nodes.Const) and isinstance(key.value, str):
                            asked.setdefault(key.value, Location(self.folder / name, call.lineno))
        return asked

    @contextmanager
    def _as_problem_of(self, name: str) -> Iterator[None]:
        try:
            with as_template_error():
                yield
        except TemplateError as error:
            file = Path(error.file) if error.file else self.folder / name
            kind = TooMuchError if error.too_much else ContentError
            raise kind([Problem(Location(file, error.line), error.reason)]) from error

    def _read(self, name: str) -> tuple[str, str, None]:
        """Return the source of a template, and its file.

        Raises:
            jinja2.TemplateNotFound: It is missing or too large, or it lies outside of the folder.
        """
        path = self.folder / name
        if path.parent != self.folder:
            raise jinja2.TemplateNotFound(name, f"the template '{name}' does not lie in the folder of the others")
        try:
            source = read_inside(path, self.folder, cap=_SIZE_CAP).decode("utf-8")
        except OSError as error:
            reason = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be used: {error.strerror}"
            raise jinja2.TemplateNotFound(name, f"the template '{name}' {reason}") from error
        return source, str(path), None


def _is_escaped(name: str | None) -> bool:
    return name is not None and name.endswith((".html", ".svg"))


@jinja2.pass_context
def _printed(_context: Any, value: Any) -> Any:
    """Return what is printed of a value. It is given the context so that Jinja2 computes nothing while it compiles.

    Raises:
        TypeError: It is no text and no number, so that a letter would show the program's form of it.
    """
    if isinstance(value, Blank):
        return value.mark
    if isinstance(value, (str, int, float, jinja2.Undefined)):
        return value
    message = "this is not text and cannot be printed; name one of its parts, such as 'letter.subject'"
    raise TypeError(message)


def _string(value: Any) -> str:
    """Return a text or a number as a text."""
    if isinstance(value, (str, int, float)):
        return str(value)
    message = "this is not text; name one of its parts, such as 'letter.subject'"
    raise TypeError(message)


def _split(text: Any, separator: str | None = None, most: int = -1) -> tuple[str, ...]:
    """Return the parts of a text between the separators, or its words; it is cut so many times at most."""
    return tuple(_text(text).split(separator, most))


def _partition(text: Any, separator: str) -> tuple[str, ...]:
    """Return what stands before the first separator, the separator, and what stands after it."""
    return _text(text).partition(separator)


def _rpartition(text: Any, separator: str) -> tuple[str, ...]:
    """Return what stands before the last separator, the separator, and what stands after it."""
    return _text(text).rpartition(separator)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        message = "only a text has parts"
        raise TypeError(message)
    return value


def _looks_back(tree: nodes.Template) -> bool:
    """Tell whether printed words can be read again: in a named or filtered block, or as the result of a macro."""
    capturing = any(isinstance(statement, _CAPTURING) for statement in tree.find_all(nodes.Stmt))
    macros = {macro.name for macro in tree.find_all(nodes.Macro)} | {"loop"}
    printed = {id(part) for output in tree.find_all(nodes.Output) for part in output.nodes}
    calls = [call for call in tree.find_all(nodes.Call) if id(call) not in printed]
    return capturing or any(isinstance(call.node, nodes.Name) and call.node.name in macros for call in calls)
