"""How lists spell countries, and words in a column of countries that name none: the table beside this module."""

from pathlib import Path

_LINES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
_BY_CODE = dict(line.split(": ", 1) for line in _LINES if not line.startswith("#"))

NOT_COUNTRIES = tuple(_BY_CODE.pop("-").split("|"))
"""Words that name no country of today, or no single one."""

SPELLINGS = tuple((words, code) for code, several in _BY_CODE.items() for words in several.split("|"))
"""The spellings with their codes, such as ("Burma", "MM")."""
