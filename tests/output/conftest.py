"""What tests of finished letters share: validators that take long to start."""

from collections.abc import Iterator

import pytest

from tests.support.validators import VeraPdf, started_verapdf


@pytest.fixture(scope="session")
def verapdf() -> Iterator[VeraPdf]:
    """The engine of veraPDF, started once for all tests that ask it."""
    with started_verapdf() as engine:
        yield engine
