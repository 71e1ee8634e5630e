"""How much each tier looks at: `make test` a sample, `make test-all` everything, `make soak` what takes hours.

The profile of Hypothesis tells the tier: "quick", "thorough" or "soak".
"""

from collections.abc import Collection, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

_TENTH, _MANY = 10, 100


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


def examples(all_of_them: int) -> int:
    """Return how many examples a property has in this tier: all of them, a tenth for `make test`, or a hundred times.

    Args:
        all_of_them: As many as `make test-all` looks at, such as 10,000.
    """
    scale = {"quick": 1 / _TENTH, "thorough": 1, "soak": _MANY}
    return round(all_of_them * scale[settings.get_current_profile_name()])


def sampled(values: Iterable[Any], sample: Collection[Any]) -> list[Any]:
    """Return the values as parameters; those outside of the sample are left to `make test-all`.

    Args:
        values: All of them, such as the seven envelopes.
        sample: Those that `make test` looks at too.
    """
    found = [pytest.param(value, marks=() if value in sample else pytest.mark.thorough) for value in values]
    assert any(not one.marks for one in found), "nothing of the sample is among the values"
    return found
