"""Entreaty writes a campaign's letters: load → select → compose → render → write.

These names are the public interface; everything else may change with any version.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from entreaty.storage.resources import VERSION

if TYPE_CHECKING:
    from entreaty.batch.run import write_letters
    from entreaty.content.campaign import load_campaign
    from entreaty.planning.order import Order
    from entreaty.planning.plan import plan_letters
    from entreaty.problems import Problem
    from entreaty.writing.letter import Letter

__version__ = VERSION
__all__ = ["Letter", "Order", "Problem", "load_campaign", "plan_letters", "write_letters"]

_HOMES = {
    "Letter": "entreaty.writing.letter",
    "Order": "entreaty.planning.order",
    "Problem": "entreaty.problems",
    "load_campaign": "entreaty.content.campaign",
    "plan_letters": "entreaty.planning.plan",
    "write_letters": "entreaty.batch.run",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `entreaty --help` answers without the library."""
    if name not in _HOMES:
        raise AttributeError(f"module 'entreaty' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
