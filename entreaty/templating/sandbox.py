"""The sandbox of every template: data without methods, nothing called but what was given to be called."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment

from entreaty.confinement import OverBudgetError
from entreaty.problems import EntreatyError
from entreaty.templating.values import Blank, Function

# What a template can ask of the loop that it is in.
_OF_LOOPS = frozenset(
    [
        *("index", "index0", "revindex", "revindex0", "first", "last", "length"),
        *("depth", "depth0", "previtem", "nextitem"),
    ]
)
# Control characters other than tabs and line ends, and halves of characters.
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TOO_LARGE = "this takes more memory than a letter may"
_CALLABLE = (Function, Macro, LoopContext, BlockReference)


class TemplateError(EntreatyError):
    """A template that is malformed or cannot be filled in.

    Attributes:
        line: The line within the template, counted from 1.
        reason: The reason, such as "'x' is undefined".
        file: The file of the template, which another may include; empty for a snippet.
        too_much: Whether it asks for more time or memory than a letter may use.
    """

    def __init__(self, line: int, reason: str, file: str = "", *, too_much: bool = False) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.file = file
        self.too_much = too_much


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills in templates with data: mappings have keys, lists have places, and nothing has methods."""

    def __init__(self, **options: Any) -> None:
        # Not optimized: what a template computes from constants is computed while it is filled in, where it has a line.
        options = {"trim_blocks": True, "lstrip_blocks": True, **options, "optimized": False}
        super().__init__(undefined=jinja2.StrictUndefined, **options)
        self.globals.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what stands under a key, such as `letter.subject`."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in _OF_LOOPS:
            return getattr(obj, attribute)
        if isinstance(obj, TemplateReference):
            return obj[attribute]
        if isinstance(obj, TemplateModule) and isinstance(found := vars(obj).get(attribute), Macro):
            return found
        if isinstance(obj, jinja2.Undefined):
            obj._fail_with_undefined_error()  # noqa: SLF001 - says what is undefined, as its other methods do
        return self._missing(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what stands under a key or at a place, such as `letter["subject"]` or `letter.notes[0]`."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, (str, tuple, list)) and isinstance(argument, (int, slice)):
            try:
                return obj[argument]
            except IndexError:
                return self._missing(obj, argument)
        return self._missing(obj, argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether a template may call this: what it was given to call, and what it has defined itself."""
        return isinstance(obj, _CALLABLE)

    def call(self, context: Any, obj: Any, *values: Any, **named: Any) -> Any:
        """Call what may be called, such as `phrase("notes")`."""
        if not self.is_safe_callable(obj) and not isinstance(obj, jinja2.Undefined):
            message = "this is a value, which cannot be called"
            raise SecurityError(message)
        return context.call(obj, *values, **named)

    def _missing(self, obj: Any, name: object) -> jinja2.Undefined:
        return self.undefined(obj=None, name=str(name), hint=f"there is no '{name}' in {_kind(obj)}")


def _kind(value: Any) -> str:
    if isinstance(value, Mapping):
        return "this value"
    return {str: "a text", tuple: "a list", list: "a list", Blank: "a text"}.get(type(value), "this")


def refused_characters(text: str) -> str:
    """Return what is wrong with what a template prints: characters for a terminal, or halves of one."""
    found = _REFUSED.search(text)
    return f"this prints U+{ord(found[0]):04X}, which no letter may hold" if found else ""


@contextmanager
def as_template_error() -> Iterator[None]:
    """Raise every failure of Jinja2, and of what it is stopped for, as a `TemplateError` with its line."""
    try:
        yield
    except jinja2.TemplateNotFound as error:
        raise _failed(error, str(error.message)) from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(error.lineno, f"not a template: {error.message}", error.filename or "") from error
    except (RecursionError, SyntaxError) as error:
        # Raised for a thousand nested brackets, or a template that includes itself.
        raise _failed(error, "it is nested too deeply") from error
    except MemoryError as error:
        # Python's own parser raises it, too, for brackets within brackets.
        line, file = _place(error)
        reason = _TOO_LARGE if line else "it is nested too deeply"
        raise TemplateError(line or 1, reason, file, too_much=bool(line)) from error
    except OverBudgetError as error:
        line, file = _place(error)
        raise TemplateError(line or 1, f"this {error}, which no letter may", file, too_much=True) from error
    except KeyError as error:
        raise _failed(error, f"there is no {error}") from error
    except EntreatyError:
        raise
    except Exception as error:
        # A filter says in any way that it cannot do what a template asks of it.
        raise _failed(error, str(error) or f"this fails ({type(error).__name__})") from error


def _failed(error: BaseException, reason: str) -> TemplateError:
    line, file = _place(error)
    return TemplateError(line or 1, reason, file)


def _place(error: BaseException) -> tuple[int, str]:
    """Return the line and the file of the template in which it was raised; 0 where none was being filled in.

    The file is empty for a snippet.
    """
    line, file = 0, ""
    for frame, number in walk_tb(error.__traceback__):
        if template := frame.f_globals.get("__jinja_template__"):
            line, file = template.get_corresponding_lineno(number), template.filename or ""
        elif "__jinja_exception__" in frame.f_globals:
            # A frame that Jinja2 has put in place of that of the compiled template.
            line, file = number, frame.f_code.co_filename
    return line, "" if file == "<template>" else file
