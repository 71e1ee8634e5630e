"""How much each tier looks at: `make test` a sample, `make test-all` several times as much, `make soak` everything.

The profile of Hypothesis tells the tier: "quick", "thorough" or "soak".
"""

from collections.abc import Collection, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

_PART, _FEW, _MANY = 4, 20, 100


def register_profiles() -> None:
    """Give each tier its profile, and begin with that of `make test`.

    The same examples at each run, so that a red test is red for everybody; only a soak looks for new ones.
    """
    same = {"derandomize": True, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("quick", **same)
    settings.register_profile("thorough", **same)
    settings.register_profile(
        "soak",
        derandomize=False,
        deadline=None,
        max_examples=100 * _MANY,
        suppress_health_check=list(HealthCheck),
        database=DirectoryBasedExampleDatabase(".hypothesis/examples"),
    )
    settings.load_profile("quick")


def examples(number: int) -> int:
    """Return how many examples a property has in this tier: a twentieth, a quarter, or a hundred times as many.

    Args:
        number: As many as are enough for one who changes what the property tests, such as 10,000.
    """
    scale = {"quick": 1 / _FEW, "thorough": 1 / _PART, "soak": _MANY}
    return round(number * scale[settings.get_current_profile_name()])


def sampled(values: Iterable[Any], sample: Collection[Any], thorough: Collection[Any] | None = None) -> list[Any]:
    """Return the values as parameters; those outside of the sample are left to `make test-all`.

    Args:
        values: All of them, such as the seven envelopes.
        sample: Those that `make test` looks at too.
        thorough: Those that `make test-all` looks at as well, and leaves the others to `make soak`; None for all.
    """

    def marks(value: Any) -> tuple[pytest.MarkDecorator, ...]:
        if value in sample:
            return ()
        return (pytest.mark.thorough if thorough is None or value in thorough else pytest.mark.soak,)

    found = [pytest.param(value, marks=marks(value)) for value in values]
    assert any(not one.marks for one in found), "nothing of the sample is among the values"
    return found
