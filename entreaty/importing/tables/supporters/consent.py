"""The days on which supporters agreed: dates, of which only all rows together show whether the day stands first."""

from collections.abc import Iterable
from datetime import date

from entreaty.content.files.import_mapping import DateOrder
from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.profiles.days import dated
from entreaty.importing.profiles.nothing import is_nothing
from entreaty.importing.tables.supporters.faults import UnusableError

_RIGHT = "write the day on which they agreed, such as 2026-11-01"


def order_shown(cells: Iterable[str]) -> DateOrder | None:
    """Return whether days or months stand first, as the cells show: "30/06/2026" does. None where none does, or both.

    Args:
        cells: The cells of the column.
    """
    shown = {found.order for cell in cells if "." not in cell and (found := dated(tidy_line(cell))).order}
    return shown.pop() if len(shown) == 1 else None


def consent_in(cell: str, order: DateOrder | None, today: date) -> date:
    """Return the day of consent that a cell tells of.

    Args:
        cell: What stands in the row.
        order: What stands first in its dates; None where they do not show it.
        today: Today, after which nobody has agreed yet.

    Raises:
        UnusableError: It tells of none.
    """
    text = tidy_line(cell)
    if not text or is_nothing(text):
        raise UnusableError("no consent is given", hint=_RIGHT)
    found = dated(text, order)
    if len(found.periods) > 1:
        raise UnusableError("the consent can be two days", text, _RIGHT)
    if found.day is None:
        raise UnusableError("the consent is no day", text, _RIGHT)
    if found.day > today:
        raise UnusableError("the consent lies in the future", text, _RIGHT)
    return found.day
