"""What pydantic finds wrong with a value, in the words of people who write the files."""

import re
from collections.abc import Mapping

from pydantic_core import ErrorDetails

from entreaty.content.locales import LANGUAGES
from entreaty.content.model import closest, shown
from entreaty.content.yamltree import Steps, YamlFile
from entreaty.content.yamlwriting import as_yaml_text

_LENGTH_OF_LANGUAGE = 2
_QUOTED = re.compile(r"'([^']*)'")
_KEYS = "must hold 'key: value' lines of its own"
_WHOLE = "must be a whole number"
_MUST = {
    "string_type": "must be text",
    "text_type": "must be text, or texts by language such as {{en: …, fr: …}}",
    "string_too_short": "is empty",
    "string_too_long": "is too long: at most {max_length} characters",
    "tuple_type": "must be a list",
    "too_short": "lists nothing",
    "too_long": "is too long: at most {max_length} entries",
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "date_type": "must be a date such as 2025-06-24, without quotes",
    "bool_type": "must be yes or no, without quotes",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": "must be a number",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
}


def in_our_words(details: ErrorDetails, file: YamlFile, steps: Steps, known: tuple[str, ...]) -> tuple[str, str]:
    """Return what is wrong with a value and what would be right.

    Args:
        details: What pydantic found.
        file: The file that holds the value.
        steps: The steps of the file that lead to it.
        known: The keys that the format has.
    """
    kind, context = details["type"], details.get("ctx", {})
    name = next((step for step in reversed(steps) if isinstance(step, str)), "the file")
    if kind == "missing":
        return f"'{details['loc'][-1]}' is missing", ""
    if kind == "extra_forbidden":
        return _unknown_key(name, known, file.keys_beside(steps))
    if kind in {"mistake", "value_error"}:
        words = context.get("message") or str(context["error"])
        of_one_key = steps and isinstance(steps[-1], str) and not context.get("key") and details["loc"][-1] != "[key]"
        return (f"'{name}': {words}" if of_one_key else words), context.get("hint", "")
    return _wrong_value(details, steps, file.raw(steps), name)


def _wrong_value(details: ErrorDetails, steps: Steps, written: str | None, name: str) -> tuple[str, str]:
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    called = f"entry {steps[-1] + 1} of '{name}'" if steps and isinstance(steps[-1], int) else f"'{name}'"
    if value is None:
        return f"{called} is empty", "write its value, or remove the line"
    if kind == "literal_error":
        return _not_among(_QUOTED.findall(context["expected"]), called, written or value)
    if kind in {"string_type", "text_type"} and written is not None:
        message = f"{called} must be text, but {shown(written)} is read as something else"
        return message, f"quote this value: {as_yaml_text(shown(written))}"
    must = _MUST[kind].format(**context) if kind in _MUST else f"is not accepted: {details['msg']}"
    return f"{called} {must}", f"write [{value}]" if kind == "tuple_type" and isinstance(value, str) else ""


def _unknown_key(name: str, known: tuple[str, ...], there: frozenset[str]) -> tuple[str, str]:
    if len(name) == _LENGTH_OF_LANGUAGE and set(LANGUAGES) <= set(known):
        return _unknown_language(name)
    return f"unknown key '{shown(name)}'", closest(name, frozenset(known) - there)


def _not_among(accepted: list[str], called: str, value: object) -> tuple[str, str]:
    if set(LANGUAGES) <= set(accepted):
        return _unknown_language(value)
    words = f"{called} must be one of: {', '.join(accepted)}"
    if isinstance(value, (Mapping, list)):
        return words, ""
    return f"{words} (got '{shown(str(value))}')", closest(str(value), accepted)


def _unknown_language(value: object) -> tuple[str, str]:
    message = f"'{shown(str(value))}' is not a language that letters can be written in"
    return message, f"use one of: {', '.join(LANGUAGES)}"
